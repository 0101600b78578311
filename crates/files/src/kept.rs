//! The store itself.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt};

use crate::incoming::{Incoming, Promised};
use crate::key::FileKey;

pub use bytes::Bytes;

/// Bytes that a folder takes at once.
const FOLDER_PART: usize = 256 * 1024;

/// Where bytes are kept. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    pub(crate) store: Arc<dyn ObjectStore>,
    /// Bytes that the store takes at once: what an upload holds in memory.
    pub(crate) part: usize,
    place: String,
}

/// What the store could not do.
#[derive(Debug, thiserror::Error)]
#[error("cannot {attempt} in {place}")]
pub struct FilesError {
    pub(crate) attempt: &'static str,
    pub(crate) place: String,
    #[source]
    pub(crate) source: object_store::Error,
}

/// Bytes on their way out.
pub struct Reading {
    /// Length of the whole file.
    pub size: u64,
    /// Which of its bytes come.
    pub range: Range<u64>,
    /// The bytes; one error ends them.
    pub bytes: BoxStream<'static, Result<Bytes, FilesError>>,
}

impl Files {
    /// A folder, made where it is missing. What is written is on the disk before it is said to be kept: file and
    /// directory are synced, and a file gets its name last.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be made or opened.
    pub fn folder(folder: &Path) -> Result<Self, FilesError> {
        let place = format!("the folder `{}`", folder.display());
        let failed = |source| FilesError {
            attempt: "open it: bytes cannot be kept",
            place: place.clone(),
            source,
        };
        std::fs::create_dir_all(folder).map_err(|error| {
            failed(object_store::Error::Generic {
                store: "folder",
                source: error.into(),
            })
        })?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(failed)?;
        let store = store.with_fsync(true).with_automatic_cleanup(true);
        Ok(Self::over(Arc::new(store), FOLDER_PART, place))
    }

    pub(crate) fn over(store: Arc<dyn ObjectStore>, part: usize, place: String) -> Self {
        Self { store, part, place }
    }

    /// Where it is, for people.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    pub(crate) fn failed(
        &self,
        attempt: &'static str,
    ) -> impl Fn(object_store::Error) -> FilesError + Clone + Send + 'static {
        let place = self.place.clone();
        move |source| FilesError {
            attempt,
            place: place.clone(),
            source,
        }
    }

    /// Begins to take a file in.
    ///
    /// # Errors
    ///
    /// Where the store does not take anything.
    pub async fn begin(&self, key: &FileKey, promised: Promised) -> Result<Incoming, FilesError> {
        let failed = self.failed("begin to write a file");
        let upload = self
            .store
            .put_multipart(&key.path())
            .await
            .map_err(failed)?;
        Ok(Incoming::new(self, key, promised, upload))
    }

    /// Reads a file or a range of it; `None` where it is not there.
    ///
    /// # Errors
    ///
    /// Where the store cannot read.
    pub async fn read(
        &self,
        key: &FileKey,
        range: Option<Range<u64>>,
    ) -> Result<Option<Reading>, FilesError> {
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        let found = match self.store.get_opts(&key.path(), options).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(self.failed("read a file")(error)),
        };
        let failed = self.failed("read a file to its end");
        Ok(Some(Reading {
            size: found.meta.size,
            range: found.range.clone(),
            bytes: found
                .into_stream()
                .map(move |some| some.map_err(&failed))
                .boxed(),
        }))
    }

    /// Removes a file for good; one that is not there is removed already.
    ///
    /// # Errors
    ///
    /// Where the store cannot remove it.
    pub async fn remove(&self, key: &FileKey) -> Result<(), FilesError> {
        match self.store.delete(&key.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.failed("remove a file")(error)),
        }
    }
}
