//! The register of signatures, and how a row is found in it.

use std::collections::BTreeMap;

use super::{FILE, Review, ReviewStatus, RowId};
use crate::check::suggest::nearest;

/// Every row of a set of definitions with its signatures 审核登记.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reviews {
    /// Folder in which each row is defined.
    pub(super) homes: BTreeMap<RowId, String>,
    /// Signatures of each row, in the order of its file.
    pub(super) records: BTreeMap<RowId, Vec<Review>>,
}

impl Reviews {
    /// Where a row with this digest stands: its last signature counts, and no earlier one.
    #[must_use]
    pub fn status(&self, row: &RowId, digest: &str) -> ReviewStatus {
        match self.records.get(row).and_then(|records| records.last()) {
            None => ReviewStatus::Unsigned,
            Some(last) if last.digest == digest => ReviewStatus::Signed(last.clone()),
            Some(last) => ReviewStatus::Changed(last.clone()),
        }
    }

    /// Path of the file that holds the signatures of a row, below the folder of definitions.
    #[must_use]
    pub fn file(&self, row: &RowId) -> Option<String> {
        let folder = self.homes.get(row)?;
        Some(if folder.is_empty() {
            FILE.to_owned()
        } else {
            format!("{folder}/{FILE}")
        })
    }

    /// The row with this name.
    ///
    /// # Errors
    ///
    /// Help for a name that is none: the row that was probably meant, or how to see them all.
    pub fn find(&self, name: &str) -> Result<RowId, String> {
        let known = |row: &&RowId| row.to_string() == name;
        if let Some(row) = self.homes.keys().find(known) {
            return Ok(row.clone());
        }
        let names: Vec<String> = self.homes.keys().map(RowId::to_string).collect();
        let mut meant: Vec<String> = Vec::new();
        if let Some(near) = nearest(name, names.iter().map(String::as_str)) {
            meant.push(near.to_owned());
        } else {
            let bare = name.rsplit(':').next().unwrap_or(name);
            let near = nearest(bare, self.homes.keys().map(|row| row.id.as_str()));
            let rows = self
                .homes
                .keys()
                .filter(|row| Some(row.id.as_str()) == near);
            meant.extend(rows.map(RowId::to_string));
        }
        if meant.is_empty() {
            return Err(
                "写如 period:accept_review；`fuyi workflow review --list` 列出全部 / write it like \
                 period:accept_review; `fuyi workflow review --list` lists them all"
                    .to_owned(),
            );
        }
        let quoted: Vec<String> = meant.iter().map(|row| format!("`{row}`")).collect();
        Err(format!(
            "是否想写{}？ / did you mean {}?",
            quoted.join(" 或 "),
            quoted.join(" or ")
        ))
    }
}
