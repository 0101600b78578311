//! Whether the bytes of every material that was filed are there, as they came.

use files::{FileKey, Files, Whole};
use store::Store;
use store::audit::{AuditFault, Filed, filed, still_filed};

use crate::failure::Failure;
use crate::settings::{FilePlace, Settings};

/// Materials held in memory at once.
const SOME: u64 = 500;

/// What became of the bytes.
#[derive(Default)]
pub(super) struct Bytes {
    /// Materials checked.
    pub(super) files: u64,
    /// Those that are not there as they came.
    pub(super) faults: Vec<AuditFault>,
}

/// Reads every filed material to its end.
pub(super) async fn check(store: &Store, settings: &Settings) -> Result<Bytes, Failure> {
    let attempt = "check the files";
    if let FilePlace::Folder(folder) = &settings.files.place
        && !folder.is_dir()
    {
        let folder = folder.display();
        return Err(Failure::unable(format!(
            "cannot {attempt}: there is no folder `{folder}`; say where they are with `--set files.dir=…`"
        )));
    }
    let files = crate::files::open(settings)?;
    let mut bytes = Bytes::default();
    let mut last: Option<Filed> = None;
    loop {
        let some = filed(store, last.as_ref(), SOME)
            .await
            .map_err(Failure::while_doing(attempt))?;
        let Some(newest) = some.last().cloned() else {
            return Ok(bytes);
        };
        last = Some(newest);
        for one in some {
            let Some(what) = wrong(&files, &one).await? else {
                bytes.files += 1;
                continue;
            };
            // A material may be taken out while this goes on.
            if still_filed(store, &one)
                .await
                .map_err(Failure::while_doing(attempt))?
            {
                bytes.files += 1;
                bytes.faults.push(AuditFault {
                    organ: one.organ,
                    case: Some(one.case),
                    entry: Some(one.entry),
                    what,
                });
            }
        }
    }
}

/// What is wrong with the bytes of a material.
async fn wrong(files: &Files, one: &Filed) -> Result<Option<String>, Failure> {
    let Some(file) = &one.file else {
        return Ok(Some("it cannot be read which file was filed".to_owned()));
    };
    let Ok(sha256) = file.sha256.parse() else {
        return Ok(Some(format!("file {} has no SHA-256", file.file)));
    };
    let key = FileKey {
        organ: one.organ.0,
        sha256,
        file: file.file,
    };
    let whole = files.check(&key, file.size).await;
    Ok(
        match whole.map_err(Failure::while_doing("check the files"))? {
            Whole::Whole => None,
            Whole::Missing => Some(format!("the bytes of file {} are missing", file.file)),
            Whole::Altered => Some(format!(
                "the bytes of file {} were changed: they do not give its length and SHA-256",
                file.file
            )),
        },
    )
}
