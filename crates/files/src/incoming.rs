//! Taking a file in, piece by piece.

use bytes::{Bytes, BytesMut};
use object_store::MultipartUpload;
use sha2::{Digest, Sha256};

use crate::kept::{Files, FilesError};
use crate::key::{FileKey, Sha256Hex};

/// First bytes that are enough to know a type by.
const HEAD: usize = 512;

/// Whether a file can be what was promised, by its first bytes.
pub type Fits = Box<dyn Fn(&[u8]) -> bool + Send + Sync>;

/// What was promised of a file before it came.
pub struct Promised {
    /// Its length in bytes.
    pub size: u64,
    /// Whether it can be what was promised, by its first bytes.
    pub fits: Fits,
}

/// Why a file was not kept. Nothing of it is left.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// It is longer or shorter than promised.
    #[error("{came} bytes came, {promised} were promised")]
    OtherLength {
        /// Bytes that came; where there were too many, those that came until then.
        came: u64,
        /// Bytes that were promised.
        promised: u64,
    },
    /// Its bytes are not those promised.
    #[error("the bytes give SHA-256 `{came}`, `{promised}` was promised")]
    OtherDigest {
        /// SHA-256 of what came.
        came: Sha256Hex,
        /// SHA-256 that was promised.
        promised: Sha256Hex,
    },
    /// Its first bytes are not those of the type promised.
    #[error("the first bytes are not those of the type that was promised")]
    OtherType,
    /// The store could not write.
    #[error(transparent)]
    Store(#[from] FilesError),
}

/// A file on its way in. It has no name until [`Incoming::finish`]; dropped, it is gone from a folder at once.
pub struct Incoming {
    files: Files,
    promised: Promised,
    sha256: Sha256Hex,
    upload: Box<dyn MultipartUpload>,
    digest: Sha256,
    came: u64,
    head: Option<BytesMut>,
    part: BytesMut,
}

impl Incoming {
    pub(crate) fn new(
        files: &Files,
        key: &FileKey,
        promised: Promised,
        upload: Box<dyn MultipartUpload>,
    ) -> Self {
        Self {
            files: files.clone(),
            promised,
            sha256: key.sha256.clone(),
            upload,
            digest: Sha256::new(),
            came: 0,
            head: Some(BytesMut::new()),
            part: BytesMut::new(),
        }
    }

    /// Takes the next bytes. After an error the file must be given up with [`Incoming::give_up`].
    ///
    /// # Errors
    ///
    /// [`Broken`] as soon as it is known that this is not what was promised.
    pub async fn take(&mut self, mut bytes: Bytes) -> Result<(), Broken> {
        self.came = self.came.saturating_add(bytes.len() as u64);
        if self.came > self.promised.size {
            return Err(self.other_length());
        }
        self.digest.update(&bytes);
        self.look(&bytes, false)?;
        while !bytes.is_empty() {
            let room = self.files.part.saturating_sub(self.part.len());
            let some = bytes.split_to(room.min(bytes.len()));
            self.part.extend_from_slice(&some);
            if self.part.len() >= self.files.part {
                self.put().await?;
            }
        }
        Ok(())
    }

    /// Gives the file its name, if it is what was promised.
    ///
    /// # Errors
    ///
    /// [`Broken`] where it is not, or cannot be kept; nothing of it is left.
    pub async fn finish(mut self) -> Result<(), Broken> {
        match self.complete().await {
            Ok(()) => Ok(()),
            Err(broken) => {
                self.give_up().await;
                Err(broken)
            }
        }
    }

    /// Removes what came so far. What a store cannot remove now it must forget by its own rule for unfinished uploads.
    pub async fn give_up(mut self) {
        // What is to be told was told with the error that led here.
        let _ = self.upload.abort().await;
    }

    async fn complete(&mut self) -> Result<(), Broken> {
        if self.came != self.promised.size {
            return Err(self.other_length());
        }
        self.look(&[], true)?;
        let came = Sha256Hex::of(&self.digest.clone().finalize());
        if came != self.sha256 {
            let promised = self.sha256.clone();
            return Err(Broken::OtherDigest { came, promised });
        }
        self.put().await?;
        let failed = self.files.failed("finish a file");
        self.upload.complete().await.map_err(failed)?;
        Ok(())
    }

    fn other_length(&self) -> Broken {
        Broken::OtherLength {
            came: self.came,
            promised: self.promised.size,
        }
    }

    /// Looks at the first bytes once enough of them came.
    fn look(&mut self, bytes: &[u8], ended: bool) -> Result<(), Broken> {
        let Some(head) = &mut self.head else {
            return Ok(());
        };
        let missing = HEAD.saturating_sub(head.len());
        head.extend_from_slice(bytes.get(..missing).unwrap_or(bytes));
        if head.len() < HEAD && !ended {
            return Ok(());
        }
        let fits = (self.promised.fits)(head);
        self.head = None;
        if fits { Ok(()) } else { Err(Broken::OtherType) }
    }

    async fn put(&mut self) -> Result<(), FilesError> {
        let failed = self.files.failed("write a file");
        let part = std::mem::take(&mut self.part).freeze();
        self.upload.put_part(part.into()).await.map_err(failed)
    }
}
