//! What hangs on cases, for many cases at once.

use std::collections::BTreeMap;

use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use workflow::actor::Actor;
use workflow::file::{CaseFile, Paper, Party, Term};
use workflow::id::{CaseId, EntryNo};

use crate::entity::{paper, party, service, term};
use crate::read::case::ids;
use crate::{Store, StoreError, rows, sight};

impl Store {
    /// Terms of cases, in order.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn terms_of(
        &self,
        actor: &Actor,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, Vec<Term>>, StoreError> {
        if cases.is_empty() {
            return Ok(BTreeMap::new());
        }
        let found = term::Entity::find()
            .filter(sight::terms(actor))
            .filter(term::Column::CaseId.is_in(ids(cases)))
            .order_by_asc(term::Column::CaseId)
            .order_by_asc(term::Column::No)
            .all(self.connection())
            .await?;
        let mut grouped: BTreeMap<CaseId, Vec<Term>> = BTreeMap::new();
        for row in found {
            let case = CaseId(row.case_id);
            grouped.entry(case).or_default().push(rows::term::of(row)?);
        }
        Ok(grouped)
    }

    /// Terms that stand as one of the entries set them, in order.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn terms_set_by(
        &self,
        actor: &Actor,
        entries: &[(CaseId, EntryNo)],
    ) -> Result<Vec<(CaseId, Term)>, StoreError> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let mut set = Condition::any();
        for (case, no) in entries {
            set = set.add(
                Condition::all()
                    .add(term::Column::CaseId.eq(case.0))
                    .add(term::Column::EntryNo.eq(rows::int(*no))),
            );
        }
        let found = term::Entity::find()
            .filter(sight::terms(actor))
            .filter(term::Column::CaseId.is_in(entries.iter().map(|(case, _)| case.0)))
            .filter(set)
            .order_by_asc(term::Column::CaseId)
            .order_by_asc(term::Column::EntryNo)
            .order_by_asc(term::Column::No)
            .all(self.connection())
            .await?;
        found
            .into_iter()
            .map(|row| Ok((CaseId(row.case_id), rows::term::of(row)?)))
            .collect()
    }

    /// Parties of cases, in order.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn parties_of(
        &self,
        actor: &Actor,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, Vec<Party>>, StoreError> {
        if cases.is_empty() {
            return Ok(BTreeMap::new());
        }
        if !sight::whole(actor) {
            let files = self.case_files(actor, cases).await?;
            return Ok(hanging(files, |file| file.parties));
        }
        let found = party::Entity::find()
            .filter(sight::parties(actor))
            .filter(party::Column::CaseId.is_in(ids(cases)))
            .order_by_asc(party::Column::CaseId)
            .order_by_asc(party::Column::No)
            .all(self.connection())
            .await?;
        let mut grouped: BTreeMap<CaseId, Vec<Party>> = BTreeMap::new();
        for row in found {
            let case = CaseId(row.case_id);
            grouped.entry(case).or_default().push(rows::party::of(row)?);
        }
        Ok(grouped)
    }

    /// Papers of cases with their services, in order.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn papers_of(
        &self,
        actor: &Actor,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, Vec<Paper>>, StoreError> {
        if cases.is_empty() {
            return Ok(BTreeMap::new());
        }
        if !sight::whole(actor) {
            let files = self.case_files(actor, cases).await?;
            return Ok(hanging(files, |file| file.papers));
        }
        let found = paper::Entity::find()
            .find_with_related(service::Entity)
            .filter(sight::of_cases(
                actor,
                paper::Column::OrganId,
                paper::Column::CaseId,
            ))
            .filter(paper::Column::CaseId.is_in(ids(cases)))
            .order_by_asc(paper::Column::CaseId)
            .order_by_asc(paper::Column::No)
            .order_by_asc(service::Column::Place)
            .all(self.connection())
            .await?;
        let mut grouped: BTreeMap<CaseId, Vec<Paper>> = BTreeMap::new();
        for (row, services) in found {
            let case = CaseId(row.case_id);
            grouped
                .entry(case)
                .or_default()
                .push(rows::paper::of(row, services)?);
        }
        Ok(grouped)
    }
}

/// What hangs on each case, for those on which something does.
fn hanging<T>(
    files: BTreeMap<CaseId, CaseFile>,
    of: impl Fn(CaseFile) -> Vec<T>,
) -> BTreeMap<CaseId, Vec<T>> {
    let each = files.into_iter().map(|(case, file)| (case, of(file)));
    each.filter(|(_, things)| !things.is_empty()).collect()
}
