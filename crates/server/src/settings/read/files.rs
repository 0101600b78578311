//! Settings of files.

use std::collections::BTreeSet;
use std::path::PathBuf;

use workflow::media::MediaType;

use super::Reader;
use crate::settings::{FilePlace, FileSettings};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    S3,
}

impl Reader<'_> {
    pub(super) fn files(&mut self) -> Option<FileSettings> {
        let words = [("folder", Kind::Folder), ("s3", Kind::S3)];
        let kind = self.word("files.store", &words);
        let max_mib = self.number("files.max_mib", 1, 4095);
        let types = self.types();
        let place = match kind? {
            Kind::Folder => FilePlace::Folder(PathBuf::from(self.needed_for(
                "files.store",
                "files.dir",
                "store `folder` needs a folder, such as `files`",
            )?)),
            Kind::S3 => self.bucket()?,
        };
        Some(FileSettings {
            place,
            max_size: u64::from(max_mib?) * 1024 * 1024,
            types: types?,
        })
    }

    fn bucket(&mut self) -> Option<FilePlace> {
        if !cfg!(feature = "s3") {
            let given = self.given("files.store")?;
            let message = "`files.store` cannot be `s3` in this build: give `folder`, or build with the feature `s3`";
            self.fault(&given.origin, message.to_owned());
        }
        let bucket = self.needed_for("files.store", "files.bucket", "store `s3` needs a bucket");
        let access_key = self.needed_for(
            "files.store",
            "files.access_key",
            "store `s3` needs the id of a key",
        );
        let secret_key = self.secret("files.secret_key", "files.secret_key_file");
        if secret_key.is_none() {
            let message = "store `s3` needs a key, here or in `files.secret_key_file`";
            self.needed_for("files.store", "files.secret_key", message);
        }
        let endpoint = self.endpoint();
        Some(FilePlace::S3 {
            bucket: bucket?,
            region: self.given("files.region")?.text,
            endpoint: endpoint?,
            access_key: access_key?,
            secret_key: secret_key?,
        })
    }

    fn endpoint(&mut self) -> Option<Option<String>> {
        let Some(given) = self.given("files.endpoint") else {
            return Some(None);
        };
        let known = ["https://", "http://"];
        let named = known.iter().any(|scheme| {
            let rest = given.text.strip_prefix(scheme);
            rest.is_some_and(|rest| !rest.is_empty())
        });
        if !named {
            let message = format!(
                "`files.endpoint` cannot be `{}`: give one like `https://s3.example.gov.cn`",
                given.text
            );
            self.fault(&given.origin, message);
            return None;
        }
        Some(Some(given.text))
    }

    fn types(&mut self) -> Option<BTreeSet<MediaType>> {
        let given = self.given("files.types")?;
        let words = given.text.split(',').map(str::trim);
        let types: Option<BTreeSet<MediaType>> = words.map(MediaType::from_code).collect();
        if types.is_none() {
            let known: Vec<&str> = MediaType::ALL.iter().map(|known| known.code()).collect();
            let message = format!(
                "`files.types` cannot be `{}`: give some of `{}`",
                given.text,
                known.join(",")
            );
            self.fault(&given.origin, message);
        }
        types
    }
}
