//! Where the bytes of files are kept, and what is swept up there.

use casework::Desk;
use files::{FileKey, Files};
use store::StoreError;
use workflow::actor::Moment;

use crate::failure::Failure;
use crate::settings::{FilePlace, Settings};

/// Files removed in one read.
const SOME: u64 = 100;

/// The store as it is configured.
pub(crate) fn open(settings: &Settings) -> Result<Files, Failure> {
    let attempt = "set up the store of files";
    match &settings.files.place {
        FilePlace::Folder(dir) => Files::folder(dir).map_err(Failure::while_doing(attempt)),
        #[cfg(feature = "s3")]
        FilePlace::S3 {
            bucket,
            region,
            endpoint,
            access_key,
            secret_key,
        } => {
            let s3 = files::S3 {
                bucket: bucket.clone(),
                region: region.clone(),
                endpoint: endpoint.clone(),
                access_key: access_key.clone(),
                secret_key: secret_key.clone(),
            };
            Files::s3(&s3).map_err(Failure::while_doing(attempt))
        }
        #[cfg(not(feature = "s3"))]
        FilePlace::S3 { .. } => Err(Failure::unable(format!(
            "cannot {attempt}: this build knows no S3"
        ))),
    }
}

/// Removes the bytes of what was announced and never filed for a day, and of what is to be removed for another reason.
/// Gives how many files are gone. Idempotent; takes only the moment.
///
/// # Errors
///
/// Where the database or the store of files does not answer; what was removed before stays removed.
pub async fn sweep(desk: &Desk, files: &Files, moment: Moment) -> Result<u64, Failure> {
    let attempt = "sweep up files";
    let failed = |fault: StoreError| Failure::while_doing(attempt)(fault);
    desk.discard_unfiled(moment).await.map_err(failed)?;
    let mut gone = 0;
    loop {
        let some = desk.store().discards(SOME).await.map_err(failed)?;
        if some.is_empty() {
            return Ok(gone);
        }
        for discard in &some {
            let sha256 = discard.sha256.parse();
            let key = FileKey {
                organ: discard.organ.0,
                sha256: sha256.map_err(Failure::while_doing(attempt))?,
                file: discard.file,
            };
            let removed = files.remove(&key).await;
            removed.map_err(Failure::while_doing(attempt))?;
            desk.discarded(discard).await.map_err(failed)?;
            gone += 1;
        }
    }
}
