//! The case row.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use uuid::Uuid;
use workflow::file::{CaseFile, DefinitionVersion, TermState};
use workflow::id::{CaseId, OrganId, UserId};

use super::{code, count, decode, int, json, parse};
use crate::entity::case_file::{Column, Model};
use crate::read::case::CaseRow;
use crate::{StoreError, sight};

const TABLE: &str = "case_file";

/// The row that a file must have, with the newest hash of its chain.
pub(crate) fn row(file: &CaseFile, head: String) -> Result<Model, StoreError> {
    let number_text = file.number.text().ok_or_else(|| StoreError::Undrawn {
        series: "case".to_owned(),
    })?;
    let open = file.terms.iter().filter(|term| term.state.is_open());
    let next_due = open
        .clone()
        .filter(|term| term.state != TermState::Paused)
        .map(|term| term.due)
        .min();
    Ok(Model {
        organ_id: file.organ.0,
        id: file.id.0,
        kind: code(&file.kind),
        number: json(&file.number),
        number_text: number_text.to_owned(),
        instrument: file.definition.instrument.clone(),
        instrument_on: file.definition.effective_on,
        instrument_revision: int(file.definition.revision),
        revision: int(file.revision),
        head,
        stage: file.stage.clone(),
        stage_since: file.stage_since,
        closed_on: file.closed_on,
        officer_id: file.officer.map(|user| user.0),
        co_officer_id: file.co_officer.map(|user| user.0),
        facts: json(&file.facts),
        received_on: file.facts.came_on(),
        outcome: file
            .facts
            .outcome
            .as_ref()
            .map(|outcome| outcome.code().to_owned()),
        suspended: file.suspended_since().is_some(),
        pending: i32::try_from(file.facts.pending.len()).unwrap_or(i32::MAX),
        open_terms: i32::try_from(open.count()).unwrap_or(i32::MAX),
        next_due,
        called: sight::called(file),
        unreported: i32::try_from(file.to_report().len()).unwrap_or(i32::MAX),
        stay_asked_on: file.stay_asked_on(),
        split_from_id: file.facts.split_from.as_ref().map(|from| from.case.0),
    })
}

/// The file of a row, still without parties, terms and papers.
pub(crate) fn file(row: Model) -> Result<CaseFile, StoreError> {
    let key = row.id;
    Ok(CaseFile {
        id: CaseId(row.id),
        organ: OrganId(row.organ_id),
        kind: decode(TABLE, key, &row.kind)?,
        number: parse(TABLE, key, &row.number)?,
        definition: DefinitionVersion {
            instrument: row.instrument,
            effective_on: row.instrument_on,
            revision: count(TABLE, key, row.instrument_revision)?,
        },
        revision: count(TABLE, key, row.revision)?,
        stage: row.stage,
        stage_since: row.stage_since,
        closed_on: row.closed_on,
        officer: row.officer_id.map(UserId),
        co_officer: row.co_officer_id.map(UserId),
        facts: parse(TABLE, key, &row.facts)?,
        parties: Vec::new(),
        terms: Vec::new(),
        papers: Vec::new(),
    })
}

/// The columns of a summary.
pub(crate) const SUMMARY: [Column; 16] = [
    Column::OrganId,
    Column::Id,
    Column::Kind,
    Column::NumberText,
    Column::Stage,
    Column::StageSince,
    Column::OfficerId,
    Column::CoOfficerId,
    Column::Revision,
    Column::ReceivedOn,
    Column::ClosedOn,
    Column::Outcome,
    Column::Suspended,
    Column::Pending,
    Column::NextDue,
    Column::StayAskedOn,
];

/// A row of those columns.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Summary {
    organ_id: Uuid,
    id: Uuid,
    kind: String,
    number_text: String,
    stage: String,
    stage_since: NaiveDate,
    officer_id: Option<Uuid>,
    co_officer_id: Option<Uuid>,
    revision: i32,
    received_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    outcome: Option<String>,
    suspended: bool,
    pending: i32,
    next_due: Option<NaiveDate>,
    stay_asked_on: Option<NaiveDate>,
}

/// The summary of a row.
pub(crate) fn summary(row: Summary) -> Result<CaseRow, StoreError> {
    Ok(CaseRow {
        id: CaseId(row.id),
        organ: OrganId(row.organ_id),
        kind: decode(TABLE, row.id, &row.kind)?,
        number: row.number_text,
        stage: row.stage,
        stage_since: row.stage_since,
        officer: row.officer_id.map(UserId),
        co_officer: row.co_officer_id.map(UserId),
        revision: count(TABLE, row.id, row.revision)?,
        received_on: row.received_on,
        closed_on: row.closed_on,
        outcome: row.outcome,
        suspended: row.suspended,
        pending: count(TABLE, row.id, row.pending)?,
        next_due: row.next_due,
        stay_asked_on: row.stay_asked_on,
    })
}
