//! An S3-compatible store.

use std::fmt;
use std::sync::Arc;

use object_store::ClientOptions;
use object_store::aws::AmazonS3Builder;

use crate::kept::{Files, FilesError};

/// Bytes of one part. S3 takes no less but for the last one, and at most ten thousand parts.
const S3_PART: usize = 8 * 1024 * 1024;

/// Where an S3-compatible store is, and who asks it.
#[derive(Clone, PartialEq, Eq)]
pub struct S3 {
    /// The bucket, which must be there.
    pub bucket: String,
    /// Its region.
    pub region: String,
    /// Its address, where it is not that of Amazon.
    pub endpoint: Option<String>,
    /// Id of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: String,
}

impl fmt::Debug for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3")
            .field("bucket", &self.bucket)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("access_key", &self.access_key)
            .finish_non_exhaustive()
    }
}

impl Files {
    /// An S3-compatible store. Nothing is asked of it yet.
    ///
    /// # Errors
    ///
    /// Where the settings cannot be used.
    pub fn s3(s3: &S3) -> Result<Self, FilesError> {
        let place = format!("the bucket `{}`", s3.bucket);
        // The HTTP client takes the one of the process. Another one there already serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&s3.bucket)
            .with_region(&s3.region)
            .with_access_key_id(&s3.access_key)
            .with_secret_access_key(&s3.secret_key)
            // One request a file is what every such store knows.
            .with_disable_bulk_delete(true);
        if let Some(endpoint) = &s3.endpoint {
            let in_the_clear = endpoint.starts_with("http://");
            builder = builder
                .with_endpoint(endpoint)
                .with_client_options(ClientOptions::new().with_allow_http(in_the_clear));
        }
        match builder.build() {
            Ok(store) => Ok(Self::over(Arc::new(store), S3_PART, place)),
            Err(source) => Err(FilesError {
                attempt: "use the settings: bytes cannot be kept",
                place,
                source,
            }),
        }
    }
}
