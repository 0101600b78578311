//! Giving a file out, piece by piece, and no more of it than fits its name.

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use sha2::{Digest, Sha256};

use crate::kept::{Files, FilesError, Reading};
use crate::key::{FileKey, Sha256Hex};

/// Bytes on their way out that are checked as they go.
struct Outgoing {
    reading: Reading,
    files: Files,
    key: FileKey,
    digest: Sha256,
    /// The piece that came last: it goes out when another came, or when the whole is known to be sound.
    held: Option<Bytes>,
    ended: bool,
}

impl Files {
    /// Reads a file to its end and holds it against its digest on the way: the last piece is given only if all of it fits, so
    /// that a file that was altered is never given whole. `None` where it is not there; an error where its length is another.
    ///
    /// # Errors
    ///
    /// Where the store cannot read.
    pub async fn give(
        &self,
        key: &FileKey,
        size: u64,
    ) -> Result<Option<BoxStream<'static, Result<Bytes, FilesError>>>, FilesError> {
        let Some(reading) = self.read(key, None).await? else {
            return Ok(None);
        };
        if reading.size != size {
            return Err(self.altered());
        }
        let outgoing = Outgoing {
            reading,
            files: self.clone(),
            key: key.clone(),
            digest: Sha256::new(),
            held: None,
            ended: false,
        };
        let pieces = stream::unfold(outgoing, |mut outgoing| async move {
            let piece = outgoing.next().await?;
            Some((piece, outgoing))
        });
        Ok(Some(pieces.boxed()))
    }

    fn altered(&self) -> FilesError {
        self.failed("read a file as it came")(object_store::Error::Generic {
            store: "files",
            source: "its bytes are not those that its name says".into(),
        })
    }
}

impl Outgoing {
    async fn next(&mut self) -> Option<Result<Bytes, FilesError>> {
        while !self.ended {
            match self.reading.bytes.next().await {
                Some(Ok(piece)) => {
                    self.digest.update(&piece);
                    if let Some(before) = self.held.replace(piece) {
                        return Some(Ok(before));
                    }
                }
                Some(Err(fault)) => {
                    self.ended = true;
                    self.held = None;
                    return Some(Err(fault));
                }
                None => {
                    self.ended = true;
                    let digest = std::mem::take(&mut self.digest);
                    if Sha256Hex::of(&digest.finalize()) != self.key.sha256 {
                        self.held = None;
                        return Some(Err(self.files.altered()));
                    }
                }
            }
        }
        self.held.take().map(Ok)
    }
}
