//! Checking the log against itself and against the tables 核验.
//!
//! It shows an entry that was edited, cut out or moved to another case; a row of a case, term, party, paper, service,
//! organ, user, role, token, session or password that is not what the log says; content kept apart that was changed; a number that was
//! drawn and that no case or paper has any more, or that two have; alerts and letters of versions of terms that never
//! were; rows of an organ that is not there; a trigger that no longer guards the log; a case that the search finds otherwise than by
//! what stands in it.
//!
//! By itself it cannot show what is consistent in itself: whoever has the whole database in hand can write the last
//! entries of a log anew, with their hashes and every table that follows from them, delete a case and take its numbers
//! back with the counter, or put yesterday's copy of the database in the place of today's. Against that helps what is
//! kept elsewhere: given a [seal](crate::seal), [`verify_against`] finds all of these, and names the first entry that
//! is not as it was sealed, or the two between which it lies. What happened after the newest seal it cannot show, nor
//! what was done before the first. Nor does it show alerts that were deleted, letters whose text was changed, remembered
//! answers, or one word of the search put in the place of another.

use std::collections::BTreeSet;
use std::sync::Arc;

use sea_orm::{EntityTrait, ModelTrait};
use uuid::Uuid;
use workflow::id::{CaseId, EntryNo, OrganId};

use crate::entity::organ;
use crate::{Store, StoreError, chain};

mod cases;
mod filed;
mod fold;
mod guards;
mod numbers;
mod office;
mod post;
mod receptions;
mod seals;
mod strays;
mod words;

pub use filed::{Filed, filed, still_filed};
pub use seals::Sealed;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Cases checked.
    pub cases: u64,
    /// Entries checked, those of organs included.
    pub entries: u64,
    /// Everything that does not fit.
    pub faults: Vec<AuditFault>,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFault {
    /// The organ; the nil id where it concerns the database as a whole.
    pub organ: OrganId,
    /// The case, unless it is the organ's own log, its numbers or the database as a whole.
    pub case: Option<CaseId>,
    /// The entry, where it can be told.
    pub entry: Option<EntryNo>,
    /// What does not fit.
    pub what: String,
}

/// Checks the hash chain of every case and organ, and the tables against what the log says they must hold.
///
/// Reads one snapshot and changes nothing; works beside a running server.
///
/// # Errors
///
/// Where the database cannot be read, or is not of this version.
pub async fn verify(store: &Store) -> Result<Verdict, StoreError> {
    verify_against(store, Sealed::default()).await
}

/// Checks the same, and that everything that was sealed is still there: the log may have grown since.
///
/// # Errors
///
/// Where the database cannot be read, or is not of this version.
pub async fn verify_against(store: &Store, sealed: Sealed) -> Result<Verdict, StoreError> {
    let sealed = Arc::new(sealed);
    store.check_schema().await?;
    let tx = store.snapshot().await?;
    let mut verdict = Verdict::default();
    guards::verify(&tx, &mut verdict).await?;
    office::verify(&tx, &mut verdict).await?;
    sealed.verify(&tx, &mut verdict).await?;
    let organs = organ::Entity::find().all(&tx).await?;
    let known: BTreeSet<Uuid> = organs.into_iter().map(|organ| organ.id).collect();
    for organ in &known {
        cases::verify(&tx, *organ, &sealed, &mut verdict).await?;
    }
    for organ in strays::organs(&tx).await? {
        verdict.faults.push(AuditFault {
            organ: OrganId(organ),
            case: None,
            entry: None,
            what: "the organ is missing, though rows of it are there".to_owned(),
        });
        cases::verify(&tx, organ, &sealed, &mut verdict).await?;
    }
    post::verify(&tx, &mut verdict).await?;
    tx.rollback().await?;
    Ok(verdict)
}

/// A hash chain being followed.
struct Chain {
    no: i32,
    head: String,
}

impl Chain {
    /// A chain still at its root.
    fn from(root: String) -> Self {
        Self { no: 0, head: root }
    }

    /// Takes the next link; says what is wrong with it.
    fn take(&mut self, no: i32, previous: &str, hash: &str, body: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        if no != self.no + 1 {
            wrong.push(format!("entry {} is missing", self.no + 1));
        }
        if previous != self.head {
            wrong.push(match self.no {
                0 => format!(
                    "entry {no} does not start from the root of its log: it belongs to another"
                ),
                _ => format!("entry {no} does not follow the hash of the entry before"),
            });
        }
        if chain::hash(previous, body) != hash {
            wrong.push(format!(
                "entry {no} was edited: its text does not give its hash"
            ));
        }
        self.no = no;
        hash.clone_into(&mut self.head);
        wrong
    }
}

/// The columns in which two rows differ; empty where they are equal.
fn differing<M: ModelTrait>(is: &M, must: &M) -> Vec<String> {
    use sea_orm::{IdenStatic, Iterable};
    <M::Entity as EntityTrait>::Column::iter()
        .filter(|column| is.get(*column) != must.get(*column))
        .map(|column| format!("`{}`", column.as_str()))
        .collect()
}

/// Compares what a table holds with what it must hold, row by row of the same key.
fn compare<M, K>(table: &str, is: &[M], must: &[M], key: impl Fn(&M) -> K, wrong: &mut Vec<String>)
where
    M: ModelTrait,
    K: Ord + std::fmt::Debug,
{
    use std::collections::BTreeMap;
    let found: BTreeMap<K, &M> = is.iter().map(|row| (key(row), row)).collect();
    let wanted: BTreeMap<K, &M> = must.iter().map(|row| (key(row), row)).collect();
    for (key, row) in &wanted {
        match found.get(key) {
            None => wrong.push(format!("{table} {key:?} is missing")),
            Some(other) => {
                let columns = differing(*other, *row);
                if !columns.is_empty() {
                    let columns = columns.join(", ");
                    wrong.push(format!("{table} {key:?} differs from the log in {columns}"));
                }
            }
        }
    }
    for key in found.keys().filter(|key| !wanted.contains_key(key)) {
        wrong.push(format!("{table} {key:?} is in no entry of the log"));
    }
}
