//! The file of a seal: made, written, read and checked.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::SubsecRound;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use workflow::actor::Moment;
use workflow::id::{CaseId, OrganId};

use super::key::{PublicKey, SealKey, Trust};
use super::{CaseHead, FORM, Head, Heads, SealMade, Statement, place};
use crate::chain;

/// A seal, whole and signed 封签.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    statement: Statement,
    /// The statement as it was signed.
    signed: String,
    signature: Vec<u8>,
    key: PublicKey,
    heads: Vec<CaseHead>,
}

/// Why a file is no seal to rely on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// It is not of the form.
    #[error("it is no seal of this program: {0}")]
    Unreadable(String),
    /// It is signed with another key than the one that is relied on.
    #[error("it is signed with another key, whose fingerprint is `{fingerprint}`")]
    OtherKey {
        /// Fingerprint of the key in the file.
        fingerprint: String,
    },
    /// What was signed is something else.
    #[error("it was changed: its signature does not fit what it says")]
    Signature,
    /// It is the short form that a letter carries where the list is long.
    #[error(
        "it is without its list of cases: give the file of the same name from the folder of seals"
    )]
    NoList,
    /// The list is not the one that was signed.
    #[error("it was changed: its list of cases is not the one that was signed")]
    Heads,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    statement: String,
    signature: String,
    public_key: String,
    /// `null` in the short form.
    heads: Option<Vec<String>>,
}

impl Seal {
    /// Makes the seal of an organ that follows the last one.
    ///
    /// # Errors
    ///
    /// [`SealFault::Unreadable`] where the statement cannot be written.
    pub fn make(
        organ: OrganId,
        heads: Heads,
        key: &SealKey,
        moment: Moment,
    ) -> Result<Self, SealFault> {
        let public = key.public();
        let (number, previous) = match heads.last {
            Some(last) => (last.number.saturating_add(1), last.digest),
            None => (1, String::new()),
        };
        let of_cases: u64 = heads.cases.iter().map(|one| u64::from(one.head.no)).sum();
        let statement = Statement {
            form: FORM.to_owned(),
            organ,
            number,
            previous,
            made_at: moment.now.trunc_subsecs(6),
            entries: of_cases + u64::from(heads.office.no),
            office: heads.office,
            cases: u64::try_from(heads.cases.len()).unwrap_or(u64::MAX),
            heads: digest_of(&heads.cases),
            key: public.fingerprint(),
            program: concat!("fuyi ", env!("CARGO_PKG_VERSION")).to_owned(),
        };
        let signed = chain::canonical(&statement)
            .map_err(|error| SealFault::Unreadable(error.to_string()))?;
        Ok(Self {
            signature: key.sign(&signed),
            statement,
            signed,
            key: public,
            heads: heads.cases,
        })
    }

    /// Reads a file and checks that it is whole and signed with a key that is relied on.
    ///
    /// # Errors
    ///
    /// [`SealFault`] says what is wrong with it.
    pub fn read(text: &str, trust: &Trust) -> Result<Self, SealFault> {
        let unreadable = |error: &dyn std::fmt::Display| SealFault::Unreadable(error.to_string());
        let file: File = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        let key = PublicKey::read(&file.public_key).map_err(|error| unreadable(&error))?;
        if !trust.takes(&key) {
            return Err(SealFault::OtherKey {
                fingerprint: key.fingerprint(),
            });
        }
        let signature = STANDARD
            .decode(&file.signature)
            .map_err(|error| unreadable(&error))?;
        if !key.signed(&file.statement, &signature) {
            return Err(SealFault::Signature);
        }
        let statement: Statement =
            serde_json::from_str(&file.statement).map_err(|error| unreadable(&error))?;
        if statement.form != FORM {
            let other = format!("its form is `{}`, not `{FORM}`", statement.form);
            return Err(SealFault::Unreadable(other));
        }
        if statement.key != key.fingerprint() {
            return Err(SealFault::Signature);
        }
        let lines = file.heads.ok_or(SealFault::NoList)?;
        let heads: Option<Vec<CaseHead>> = lines.iter().map(|line| head(line)).collect();
        let heads = heads.ok_or(SealFault::Heads)?;
        let sorted = heads
            .windows(2)
            .all(|pair| pair.first().map(place) < pair.last().map(place));
        if !sorted || digest_of(&heads) != statement.heads {
            return Err(SealFault::Heads);
        }
        Ok(Self {
            statement,
            signed: file.statement,
            signature,
            key,
            heads,
        })
    }

    /// The file.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<String> = self
            .heads
            .iter()
            .map(|one| format!("\"{}\"", line(one)))
            .collect();
        let list = format!("[\n{}\n]", lines.join(",\n"));
        let signature = STANDARD.encode(&self.signature);
        written(&self.signed, &signature, &self.key.pem(), &list)
    }

    /// What was signed.
    #[must_use]
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The ends of the logs of all cases, in the order of their ids.
    #[must_use]
    pub fn heads(&self) -> &[CaseHead] {
        &self.heads
    }

    /// The line of the organ's log that records it.
    #[must_use]
    pub fn made(&self) -> SealMade {
        let statement = &self.statement;
        SealMade {
            number: statement.number,
            digest: self.digest(),
            previous: statement.previous.clone(),
            made_at: statement.made_at,
            cases: statement.cases,
            entries: statement.entries,
            key: statement.key.clone(),
        }
    }

    /// SHA-256 of what was signed, in hex.
    #[must_use]
    pub fn digest(&self) -> String {
        hex::encode(Sha256::digest(self.signed.as_bytes()))
    }
}

/// The short form of a file 不带清单的封签, for a letter that could not carry the list: the signature covers the list all
/// the same.
///
/// # Errors
///
/// Where it is no file of a seal.
pub fn bare(text: &str) -> Result<String, String> {
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(written(
        &file.statement,
        &file.signature,
        &file.public_key,
        "null",
    ))
}

fn written(statement: &str, signature: &str, key: &str, heads: &str) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        "{{\n\"statement\": {},\n\"signature\": {},\n\"public_key\": {},\n\"heads\": {heads}\n}}\n",
        quoted(statement),
        quoted(signature),
        quoted(key)
    )
}

/// A line of the list.
fn line(one: &CaseHead) -> String {
    format!("{} {} {}", one.case, one.head.no, one.head.hash)
}

/// The head in a line of the list, which must be written as this program writes it.
fn head(text: &str) -> Option<CaseHead> {
    let mut words = text.split(' ');
    let case: uuid::Uuid = words.next()?.parse().ok()?;
    let no = words.next()?.parse().ok()?;
    let hash = words.next()?.to_owned();
    let read = CaseHead {
        case: CaseId(case),
        head: Head { no, hash },
    };
    (line(&read) == text).then_some(read)
}

/// SHA-256 of a list of heads, in hex.
fn digest_of(heads: &[CaseHead]) -> String {
    let mut digest = Sha256::new();
    let mut text = String::new();
    for one in heads {
        text.clear();
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{}", line(one));
        digest.update(text.as_bytes());
    }
    hex::encode(digest.finalize())
}
