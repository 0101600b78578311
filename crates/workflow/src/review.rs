//! Review by counsel 法制审核: which rows of the definitions a lawyer has signed.
//!
//! A signature is a record of its own in `reviews.toml` beside the definitions, so that signing edits no rule. It
//! holds the digest of what the [table](crate::table) says of the row: when that changes, the signature falls away.

use std::fmt;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::period::Period;

mod check;
mod record;
mod register;
#[cfg(test)]
mod tests;

pub(crate) use check::settle;
pub use record::append;
pub use register::Reviews;

/// Name of the file of signatures in a folder of definitions 审核签署记录.
pub const FILE: &str = "reviews.toml";

/// What a row of the table 规则 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    /// 期间。A period.
    Period,
    /// 轨道。A track beside the proceeding.
    Track,
    /// 步骤。A move.
    Move,
    /// 事由。A ground.
    Ground,
    /// 文书。A kind of paper.
    Paper,
}

impl RowKind {
    /// Every kind, in the order of the table.
    pub const ALL: [Self; 5] = [
        Self::Period,
        Self::Track,
        Self::Move,
        Self::Ground,
        Self::Paper,
    ];

    /// The name of its section in the definitions.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Track => "track",
            Self::Move => "move",
            Self::Ground => "ground",
            Self::Paper => "paper",
        }
    }

    /// Chinese and English label.
    #[must_use]
    pub fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Period => ("期间", "Periods"),
            Self::Track => ("轨道", "Tracks"),
            Self::Move => ("步骤", "Moves"),
            Self::Ground => ("事由", "Grounds"),
            Self::Paper => ("文书", "Papers"),
        }
    }
}

/// Name of a row, written `period:accept_review`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    /// What it is.
    pub kind: RowKind,
    /// Its id in the definitions.
    pub id: String,
}

impl RowId {
    /// The row of this kind and id.
    #[must_use]
    pub fn new(kind: RowKind, id: &str) -> Self {
        let id = id.to_owned();
        Self { kind, id }
    }
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.code(), self.id)
    }
}

/// Where a row comes from, if it is not read in the text of the law 来源. Such a row carries its tag, signed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// 内部要求。No statute gives it: the office's own.
    Policy,
    /// 依据未核实。Not verified in the text of the instrument.
    Unverified,
}

impl Source {
    /// Every source with its name in the files.
    pub const WORDS: &[(&str, Self)] =
        &[("policy", Self::Policy), ("unverified", Self::Unverified)];

    /// Its name in the files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Unverified => "unverified",
        }
    }

    /// Chinese and English label.
    #[must_use]
    pub fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Policy => ("内部要求", "the office's own, not statutory"),
            Self::Unverified => ("依据未核实", "source not verified"),
        }
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// One signature of counsel 审核签署.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// Who signed.
    pub by: String,
    /// Civil day on which it was signed, in Asia/Shanghai.
    pub on: NaiveDate,
    /// Digest of what was signed: SHA-256, 64 hexadecimal digits.
    #[serde(skip)]
    pub digest: String,
    /// What the signer noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Where a row stands with counsel 审核情况.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ReviewStatus {
    /// 未经法制审核。Nobody has signed it.
    #[default]
    Unsigned,
    /// 已变更，原审核失效。What was signed is no longer what it says.
    Changed(Review),
    /// 已经法制审核。Signed as it stands.
    Signed(Review),
}

impl ReviewStatus {
    /// Its name in answers for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::Changed(_) => "changed",
            Self::Signed(_) => "signed",
        }
    }

    /// Chinese and English label.
    #[must_use]
    pub fn label(&self) -> (&'static str, &'static str) {
        match self {
            Self::Unsigned => ("未经法制审核", "not yet reviewed by counsel"),
            Self::Changed(_) => ("已变更，原审核失效", "changed since signed"),
            Self::Signed(_) => ("已经法制审核", "reviewed by counsel"),
        }
    }

    /// The last signature, in force or not.
    #[must_use]
    pub fn review(&self) -> Option<&Review> {
        match self {
            Self::Unsigned => None,
            Self::Changed(review) | Self::Signed(review) => Some(review),
        }
    }

    /// Whether counsel has signed the row as it stands.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        matches!(self, Self::Signed(_))
    }

    /// What stands beside a row that is not signed, in Chinese and in English; nothing once it is.
    #[must_use]
    pub fn note(&self, source: Option<Source>) -> Option<(String, String)> {
        let (mut zh, mut en) = match self {
            Self::Signed(_) => return None,
            Self::Unsigned => (String::new(), String::new()),
            Self::Changed(_) => {
                let (zh, en) = self.label();
                (format!("：{zh}"), format!(": {en}"))
            }
        };
        let (unsigned, unsigned_en) = Self::Unsigned.label();
        zh.insert_str(0, unsigned);
        en.insert_str(0, unsigned_en);
        if let Some((tag, tag_en)) = source.map(Source::label) {
            zh.push_str(&format!("（{tag}）"));
            en.push_str(&format!(" ({tag_en})"));
        }
        Some((zh, en))
    }
}

impl Period {
    /// What stands beside it until counsel has signed it 未经法制审核, in Chinese and in English; nothing once signed.
    #[must_use]
    pub fn review_note(&self) -> Option<(String, String)> {
        self.review.note(self.source)
    }
}
