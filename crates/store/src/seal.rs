//! Seals 封签: what an organ's logs held at a moment, signed with a key that the database does not hold.
//!
//! A hash chain shows what was edited in it, not what was taken off its end, nor that the whole was written anew. A
//! seal names the number and hash of the last entry of every case and of the organ's own log. Whoever keeps it where
//! the holder of the database cannot reach can tell later whether all of that is still there
//! ([`verify_against`](crate::audit::verify_against)).
//!
//! # The file
//!
//! A seal is one file of JSON. It can be checked without this program:
//!
//! ```sh
//! jq -j .statement seal.json > statement                  # what was signed: JSON with sorted keys, byte for byte
//! jq -r .signature seal.json | base64 -d > signature
//! openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in statement -sigfile signature
//! jq -r '.heads[]' seal.json | sha256sum                  # the field `heads` of the statement
//! openssl pkey -pubin -in public.pem -outform DER | sha256sum    # the field `key`
//! sha256sum < statement                                   # the digest: the field `previous` of the next seal
//! ```
//!
//! `public.pem` is the key as the office gave it, not the one in the file, which a forger would put there. Each line
//! of `heads` is the id of a case, the number of its last entry and that entry's hash, in the order of the ids.

mod file;
mod heads;
mod key;
mod record;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use workflow::id::{CaseId, OrganId};

pub use file::{Seal, SealFault, bare};
pub use heads::Heads;
pub use key::{KeyFault, PublicKey, SealKey, Trust};
pub use record::{SealLetter, SealRow, Unsent};

/// Name and version of the form of a seal.
const FORM: &str = "fuyi-seal-1";

/// The end of a log 日志末端: its last entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Number of the entry; 0 where there is none yet.
    pub no: u32,
    /// Its hash.
    pub hash: String,
}

/// The end of a case's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHead {
    /// The case.
    pub case: CaseId,
    /// Its last entry.
    pub head: Head,
}

/// What is signed 封签所载: the moment, the end of the organ's own log, and the digest of the ends of its cases' logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Name and version of the form.
    pub form: String,
    /// The organ.
    pub organ: OrganId,
    /// Number among the seals of the organ, from 1.
    pub number: u32,
    /// Digest of the seal before; empty for the first.
    pub previous: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The end of the organ's own log, before the line that records this seal.
    pub office: Head,
    /// Cases.
    pub cases: u64,
    /// Entries of all of them, and of the organ's own log.
    pub entries: u64,
    /// SHA-256 of the list of the cases' heads, a line each.
    pub heads: String,
    /// Fingerprint of the key it is signed with.
    pub key: String,
    /// Program and version that made it.
    pub program: String,
}

/// A seal that was made 已制封签, as the organ's log records it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealMade {
    /// Number among the seals of the organ.
    pub number: u32,
    /// SHA-256 of what was signed.
    pub digest: String,
    /// Digest of the seal before; empty for the first.
    pub previous: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Cases that it seals.
    pub cases: u64,
    /// Entries that it seals.
    pub entries: u64,
    /// Fingerprint of the key.
    pub key: String,
}

/// Key of a head in the order of the list.
fn place(head: &CaseHead) -> Uuid {
    head.case.0
}
