//! Names of what is kept.

use std::fmt;
use std::str::FromStr;

use object_store::path::Path;
use uuid::Uuid;

/// A SHA-256 in lower-case hex 摘要.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256Hex(String);

/// What is no SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no SHA-256: give 64 hex digits in lower case")]
pub struct BadDigest(String);

impl Sha256Hex {
    /// The digest as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn of(digest: &[u8]) -> Self {
        Self(hex::encode(digest))
    }
}

impl FromStr for Sha256Hex {
    type Err = BadDigest;

    fn from_str(text: &str) -> Result<Self, BadDigest> {
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 64 && text.bytes().all(digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadDigest(text.chars().take(80).collect()))
        }
    }
}

impl fmt::Display for Sha256Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a file lies: its organ, its digest, and its own id, so that the same bytes filed twice can be removed once.
///
/// No part of it was chosen by a client as a text, so that no name can lead out of the store.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileKey {
    /// The organ whose file it is.
    pub organ: Uuid,
    /// SHA-256 of its bytes.
    pub sha256: Sha256Hex,
    /// Its id.
    pub file: Uuid,
}

impl FileKey {
    pub(crate) fn path(&self) -> Path {
        let digest = self.sha256.as_str();
        let shelf = digest.get(..2).unwrap_or_default();
        Path::from_iter([
            self.organ.to_string().as_str(),
            shelf,
            digest,
            self.file.to_string().as_str(),
        ])
    }
}
