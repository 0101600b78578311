//! Going through the cases of an organ, some at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures_util::TryStreamExt;
use sea_orm::sea_query::Condition;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tokio::task::{JoinError, JoinHandle};
use uuid::Uuid;
use workflow::id::{CaseId, OrganId};

use super::fold::{Found, check};
use super::numbers::Numbers;
use super::seals::{OfOrgan, Sealed};
use super::{AuditFault, Verdict, words};
use crate::StoreError;
use crate::entity::{
    case_file, case_person, entry, paper, party, protected, search_text, service, term,
    term_version,
};

/// Cases held in memory at once.
const SOME: usize = 200;

/// Checks every case of an organ, and its numbers.
pub(super) async fn verify(
    tx: &DatabaseTransaction,
    organ: Uuid,
    sealed: &Arc<Sealed>,
    verdict: &mut Verdict,
) -> Result<(), StoreError> {
    let mut after: Option<Uuid> = None;
    let mut reckoning: Option<JoinHandle<Reckoned>> = None;
    let mut numbers = Numbers::default();
    loop {
        let mut query = case_file::Entity::find()
            .filter(case_file::Column::OrganId.eq(organ))
            .order_by_asc(case_file::Column::Id)
            .limit(SOME as u64);
        if let Some(after) = after {
            query = query.filter(case_file::Column::Id.gt(after));
        }
        let cases = query.all(tx).await?;
        let last = (cases.len() == SOME)
            .then(|| cases.last().map(|row| row.id))
            .flatten();
        let range = Range { organ, after, last };
        let found = range.load(tx).await?;
        // The next cases are read while these are reckoned.
        if let Some(reckoned) = reckoning.take() {
            add(verdict, &mut numbers, reckoned.await)?;
        }
        let sealed = Arc::clone(sealed);
        reckoning = Some(tokio::task::spawn_blocking(move || {
            reckon(&range, cases, found, sealed.of(organ))
        }));
        match last {
            None => break,
            Some(_) => after = last,
        }
    }
    if let Some(reckoned) = reckoning {
        add(verdict, &mut numbers, reckoned.await)?;
    }
    numbers.verify(tx, organ, verdict).await
}

/// What was found out about some cases.
type Reckoned = (Verdict, Numbers);

fn add(
    verdict: &mut Verdict,
    numbers: &mut Numbers,
    reckoned: Result<Reckoned, JoinError>,
) -> Result<(), StoreError> {
    let (some, of_some) = reckoned.map_err(|error| match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(cancelled) => StoreError::unreadable("entry", "", cancelled),
    })?;
    verdict.cases += some.cases;
    verdict.entries += some.entries;
    verdict.faults.extend(some.faults);
    numbers.append(of_some);
    Ok(())
}

/// Checks some cases; whatever is found beyond them hangs on no case.
fn reckon(
    range: &Range,
    cases: Vec<case_file::Model>,
    mut found: BTreeMap<Uuid, Found>,
    sealed: Option<&OfOrgan>,
) -> Reckoned {
    let organ = OrganId(range.organ);
    let fault = |case, entry, what| AuditFault {
        organ,
        case: Some(CaseId(case)),
        entry,
        what,
    };
    let there: BTreeSet<Uuid> = cases.iter().map(|row| row.id).collect();
    let mut verdict = Verdict::default();
    if let Some(sealed) = sealed {
        let gone = sealed.gone(range.after, range.last, &there).into_iter();
        verdict
            .faults
            .extend(gone.map(|(case, what)| fault(case, Some(1), what)));
    }
    let mut numbers = Numbers::default();
    let papers = found.values().flat_map(|rows| &rows.papers);
    numbers.take(&cases, papers);
    for row in cases {
        let of_case = found.remove(&row.id).unwrap_or_default();
        verdict.cases += 1;
        verdict.entries += of_case.entries.len() as u64;
        let against = sealed.map(|sealed| sealed.case(row.id, &of_case.entries));
        let wrong = check(&row, of_case)
            .into_iter()
            .chain(against.unwrap_or_default());
        verdict
            .faults
            .extend(wrong.map(|(entry, what)| fault(row.id, entry, what)));
    }
    verdict.faults.extend(found.into_iter().map(|(case, rows)| {
        let first = rows.entries.first();
        let entry = first.and_then(|row| u32::try_from(row.no).ok());
        let what = "the case itself is missing, though rows of it are there".to_owned();
        fault(case, entry, what)
    }));
    (verdict, numbers)
}

/// Cases of an organ after one, up to another; together the ranges cover everything.
struct Range {
    organ: Uuid,
    after: Option<Uuid>,
    last: Option<Uuid>,
}

impl Range {
    fn condition(&self, organ: impl ColumnTrait, case: impl ColumnTrait) -> Condition {
        Condition::all()
            .add(organ.eq(self.organ))
            .add_option(self.after.map(|after| case.gt(after)))
            .add_option(self.last.map(|last| case.lte(last)))
    }

    async fn load(&self, tx: &DatabaseTransaction) -> Result<BTreeMap<Uuid, Found>, StoreError> {
        let mut found: BTreeMap<Uuid, Found> = BTreeMap::new();
        macro_rules! load {
            ($table:ident, $list:ident) => {
                // Rows are taken while the database reads further ones.
                let mut rows = $table::Entity::find()
                    .filter(self.condition($table::Column::OrganId, $table::Column::CaseId))
                    .stream(tx)
                    .await?;
                while let Some(row) = rows.try_next().await? {
                    found.entry(row.case_id).or_default().$list.push(row);
                }
                // The next query needs the connection.
                drop(rows);
            };
        }
        load!(entry, entries);
        load!(party, parties);
        load!(case_person, people);
        load!(term, terms);
        load!(term_version, versions);
        load!(paper, papers);
        load!(service, services);
        load!(protected, protected);
        load!(search_text, texts);
        let texts = self.condition(search_text::Column::OrganId, search_text::Column::CaseId);
        for ((case, view), count) in words::counts(tx, texts).await? {
            found.entry(case).or_default().words.insert(view, count);
        }
        for case in found.values_mut() {
            case.entries.sort_by_key(|row| row.no);
        }
        Ok(found)
    }
}
