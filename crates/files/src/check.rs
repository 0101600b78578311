//! Comparing what is kept with what its name says.

use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};

use crate::kept::{Files, FilesError};
use crate::key::{FileKey, Sha256Hex};

/// How a kept file compares with its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// Every byte is as it came.
    Whole,
    /// It is not there.
    Missing,
    /// Its bytes do not give its digest.
    Altered,
}

impl Files {
    /// Reads a file to its end and compares it with its digest and its length.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub async fn check(&self, key: &FileKey, size: u64) -> Result<Whole, FilesError> {
        let Some(mut reading) = self.read(key, None).await? else {
            return Ok(Whole::Missing);
        };
        if reading.size != size {
            return Ok(Whole::Altered);
        }
        let mut digest = Sha256::new();
        while let Some(some) = reading.bytes.try_next().await? {
            digest.update(&some);
        }
        Ok(if Sha256Hex::of(&digest.finalize()) == key.sha256 {
            Whole::Whole
        } else {
            Whole::Altered
        })
    }
}
