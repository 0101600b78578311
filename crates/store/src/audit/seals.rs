//! Seals against the log: whatever was sealed must still be there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;
use workflow::id::OrganId;

use super::fold::Wrong;
use super::{AuditFault, Verdict};
use crate::StoreError;
use crate::entity::{entry, office_entry, organ, seal as seal_table};
use crate::seal::{Head, Seal, SealMade};

/// How long before a seal an entry that it lacks may have been recorded: a command was under way, clocks differ.
const UNDER_WAY: TimeDelta = TimeDelta::minutes(10);

/// An entry of a log: its number, its hash, when it was recorded.
type Logged<'a> = (u32, &'a str, DateTime<Utc>);

/// Seals to check a database against 待核封签.
#[derive(Debug, Clone, Default)]
pub struct Sealed(BTreeMap<Uuid, OfOrgan>);

/// Seals of one organ.
#[derive(Debug, Clone, Default)]
pub(super) struct OfOrgan {
    seals: BTreeMap<u32, SealMade>,
    /// Hashes that entries of the organ's own log must have, with the number of the seal that says so.
    office: BTreeMap<u32, (String, u32)>,
    /// The same for each case.
    cases: BTreeMap<Uuid, BTreeMap<u32, (String, u32)>>,
    /// Cases of the newest seal, with their last entries.
    newest: BTreeMap<Uuid, u32>,
}

impl Sealed {
    /// Adds a seal. Says what does not fit those that are there.
    pub fn add(&mut self, seal: &Seal) -> Vec<AuditFault> {
        let statement = seal.statement();
        let organ = self.0.entry(statement.organ.0).or_default();
        let (number, made) = (statement.number, seal.made());
        let mut wrong = Vec::new();
        if let Some(other) = organ.seals.get(&number) {
            if *other != made {
                wrong.push(format!("two different seals bear the number {number}"));
            }
        } else {
            let before = number.checked_sub(1).and_then(|no| organ.seals.get(&no));
            let after = organ.seals.get(&number.saturating_add(1));
            if before.is_some_and(|before| before.digest != made.previous)
                || after.is_some_and(|after| after.previous != made.digest)
            {
                wrong.push(format!(
                    "seal {number} does not follow the one before, or is not followed by the next"
                ));
            }
        }
        let newest = organ.seals.keys().all(|known| *known <= number);
        organ.seals.insert(number, made);
        organ.add(seal, newest);
        wrong
            .into_iter()
            .map(|what| AuditFault {
                organ: statement.organ,
                case: None,
                entry: None,
                what,
            })
            .collect()
    }

    /// Numbers between the first and the last seal of each organ that were not given.
    #[must_use]
    pub fn gaps(&self) -> Vec<(OrganId, Vec<u32>)> {
        let of = |(organ, of_organ): (&Uuid, &OfOrgan)| {
            let first = *of_organ.seals.first_key_value()?.0;
            let last = *of_organ.seals.last_key_value()?.0;
            let missing: Vec<u32> = (first..last)
                .filter(|number| !of_organ.seals.contains_key(number))
                .collect();
            (!missing.is_empty()).then_some((OrganId(*organ), missing))
        };
        self.0.iter().filter_map(of).collect()
    }

    /// The seals of an organ.
    pub(super) fn of(&self, organ: Uuid) -> Option<&OfOrgan> {
        self.0.get(&organ)
    }

    /// Checks that the organs are there with their own logs, and that their logs know the seals.
    pub(super) async fn verify(
        &self,
        tx: &DatabaseTransaction,
        verdict: &mut Verdict,
    ) -> Result<(), StoreError> {
        for (organ, of_organ) in &self.0 {
            let mut wrong = Vec::new();
            if organ::Entity::find_by_id(*organ).one(tx).await?.is_none() {
                let what = "the organ is gone, and seals of it are given".to_owned();
                wrong.push((None, what));
            }
            of_organ.known(tx, *organ, &mut wrong).await?;
            of_organ.own_log(tx, *organ, &mut wrong).await?;
            verdict
                .faults
                .extend(wrong.into_iter().map(|(entry, what)| AuditFault {
                    organ: OrganId(*organ),
                    case: None,
                    entry,
                    what,
                }));
        }
        Ok(())
    }
}

impl OfOrgan {
    fn add(&mut self, seal: &Seal, newest: bool) {
        let statement = seal.statement();
        let number = statement.number;
        let note = |at: &mut BTreeMap<u32, (String, u32)>, head: &Head| {
            if head.no > 0 {
                at.entry(head.no)
                    .or_insert_with(|| (head.hash.clone(), number));
            }
        };
        note(&mut self.office, &statement.office);
        for one in seal.heads() {
            note(self.cases.entry(one.case.0).or_default(), &one.head);
        }
        if newest {
            self.newest = seal
                .heads()
                .iter()
                .map(|one| (one.case.0, one.head.no))
                .collect();
        }
    }

    /// The seals that the log records must be those that are given.
    async fn known(
        &self,
        tx: &DatabaseTransaction,
        organ: Uuid,
        wrong: &mut Vec<Wrong>,
    ) -> Result<(), StoreError> {
        let recorded: BTreeMap<u32, String> = seal_table::Entity::find()
            .filter(seal_table::Column::OrganId.eq(organ))
            .all(tx)
            .await?
            .into_iter()
            .filter_map(|row| Some((u32::try_from(row.number).ok()?, row.digest)))
            .collect();
        for (number, made) in &self.seals {
            let what = match recorded.get(number) {
                Some(digest) if *digest == made.digest => continue,
                Some(_) => {
                    format!("seal {number} of the organ's log is another than the one given")
                }
                None => format!(
                    "seal {number} is not in the organ's log: its end was cut off, or the database was put back to an earlier day"
                ),
            };
            wrong.push((None, what));
        }
        Ok(())
    }

    /// The organ's own log must have every entry that was sealed.
    async fn own_log(
        &self,
        tx: &DatabaseTransaction,
        organ: Uuid,
        wrong: &mut Vec<Wrong>,
    ) -> Result<(), StoreError> {
        use office_entry::Column;
        let logged: Vec<(i32, String, DateTime<Utc>)> = office_entry::Entity::find()
            .select_only()
            .columns([Column::No, Column::Hash, Column::RecordedAt])
            .filter(Column::OrganId.eq(organ))
            .order_by_asc(Column::No)
            .into_tuple()
            .all(tx)
            .await?;
        let logged: Vec<Logged<'_>> = logged
            .iter()
            .filter_map(|(no, hash, at)| Some((u32::try_from(*no).ok()?, hash.as_str(), *at)))
            .collect();
        let sealed = self.office.last_key_value().map_or(0, |(no, _)| *no);
        let faults = self.look(&self.office, sealed, &logged).into_iter();
        wrong.extend(faults.map(|(no, what)| (no, format!("organ log: {what}"))));
        Ok(())
    }

    /// What of a case's log is not as it was sealed.
    pub(super) fn case(&self, case: Uuid, entries: &[entry::Model]) -> Vec<Wrong> {
        let logged: Vec<Logged<'_>> = entries
            .iter()
            .filter_map(|row| {
                let no = u32::try_from(row.no).ok()?;
                Some((no, row.hash.as_str(), row.recorded_at))
            })
            .collect();
        let none = BTreeMap::new();
        let sealed = self.cases.get(&case).unwrap_or(&none);
        let newest = self.newest.get(&case).copied().unwrap_or(0);
        self.look(sealed, newest, &logged)
    }

    /// What of a log is not as it was sealed; `newest` is its last entry in the newest seal.
    fn look(
        &self,
        sealed: &BTreeMap<u32, (String, u32)>,
        newest: u32,
        logged: &[Logged<'_>],
    ) -> Vec<Wrong> {
        let hashes: BTreeMap<u32, &str> = logged.iter().map(|(no, hash, _)| (*no, *hash)).collect();
        let end = hashes.last_key_value().map_or(0, |(no, _)| *no);
        let bad = first_bad(sealed, end, |no| hashes.get(&no).copied());
        bad.into_iter()
            .chain(self.slipped_in(newest, logged))
            .collect()
    }

    /// The first entry that says it was recorded before the newest seal was made, which does not have it.
    fn slipped_in(&self, newest: u32, logged: &[Logged<'_>]) -> Option<Wrong> {
        let (number, made) = self.seals.last_key_value()?;
        let before = made.made_at - UNDER_WAY;
        let (no, ..) = logged
            .iter()
            .find(|(no, _, at)| *no > newest && *at < before)?;
        let what = format!(
            "entry {no} says that it was recorded before seal {number} was made, which does not have it: \
             it was put in later, or a clock was wrong"
        );
        Some((Some(*no), what))
    }

    /// Sealed cases after one, up to another, that are not among those found.
    pub(super) fn gone(
        &self,
        after: Option<Uuid>,
        last: Option<Uuid>,
        found: &BTreeSet<Uuid>,
    ) -> Vec<(Uuid, String)> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let to = last.map_or(Bound::Unbounded, Bound::Included);
        self.cases
            .range((from, to))
            .filter(|(case, _)| !found.contains(case))
            .filter_map(|(case, sealed)| {
                let (no, (_, seal)) = sealed.last_key_value()?;
                let what = format!("the case is gone: seal {seal} has it with {no} entries");
                Some((*case, what))
            })
            .collect()
    }
}

/// The first entry that is not as it was sealed, in a log that ends with entry `end`.
fn first_bad<'a>(
    sealed: &BTreeMap<u32, (String, u32)>,
    end: u32,
    found: impl Fn(u32) -> Option<&'a str>,
) -> Option<Wrong> {
    let mut whole = 0;
    for (no, (hash, seal)) in sealed {
        let since = whole + 1;
        let (first, what) = match found(*no) {
            Some(is) if is == hash => {
                whole = *no;
                continue;
            }
            Some(_) if *no == since => (
                *no,
                format!("entry {no} is another than the one of seal {seal}: it was written anew"),
            ),
            Some(_) => (
                *no,
                format!(
                    "entry {no} is another than the one of seal {seal}: \
                     the log was written anew from one of the entries {since} to {no} on"
                ),
            ),
            None => (
                (*no).min(end.saturating_add(1)),
                format!("the log ends with entry {end}, and seal {seal} has it up to entry {no}"),
            ),
        };
        return Some((Some(first), what));
    }
    None
}
