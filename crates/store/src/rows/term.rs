//! Term rows.

use workflow::file::{CaseFile, Term};
use workflow::id::EntryNo;

use super::{count, decode, int, json, parse};
use crate::StoreError;
use crate::entity::term::Model;
use crate::entity::term_version;

const TABLE: &str = "term";

/// The row of a term as an entry set it.
pub(crate) fn row(file: &CaseFile, term: &Term, entry: EntryNo) -> Model {
    Model {
        organ_id: file.organ.0,
        case_id: file.id.0,
        no: int(term.no),
        version: int(term.version),
        entry_no: int(entry),
        period: term.period.clone(),
        state: term.state.code().to_owned(),
        party_no: term.party.map(int),
        paper_no: term.paper.map(int),
        started_on: term.started_on,
        fixed_on: term.fixed_on,
        extension_days: int(term.extension_days),
        pauses: json(&term.pauses),
        due: term.due,
        safe_by: term.safe_by,
        provisional: term.provisional,
        ended_on: term.ended_on,
        lapse_entry: term.lapse_entry.map(int),
    }
}

/// The version that the trigger copies from a row.
pub(crate) fn version(row: &Model) -> term_version::Model {
    let row = row.clone();
    term_version::Model {
        organ_id: row.organ_id,
        case_id: row.case_id,
        no: row.no,
        version: row.version,
        entry_no: row.entry_no,
        period: row.period,
        state: row.state,
        party_no: row.party_no,
        paper_no: row.paper_no,
        started_on: row.started_on,
        fixed_on: row.fixed_on,
        extension_days: row.extension_days,
        pauses: row.pauses,
        due: row.due,
        safe_by: row.safe_by,
        provisional: row.provisional,
        ended_on: row.ended_on,
        lapse_entry: row.lapse_entry,
    }
}

/// The term of a row.
pub(crate) fn of(row: Model) -> Result<Term, StoreError> {
    let key = row.case_id;
    Ok(Term {
        no: count(TABLE, key, row.no)?,
        version: count(TABLE, key, row.version)?,
        state: decode(TABLE, key, &row.state)?,
        party: optional(key, row.party_no)?,
        paper: optional(key, row.paper_no)?,
        started_on: row.started_on,
        fixed_on: row.fixed_on,
        extension_days: count(TABLE, key, row.extension_days)?,
        pauses: parse(TABLE, key, &row.pauses)?,
        due: row.due,
        safe_by: row.safe_by,
        provisional: row.provisional,
        ended_on: row.ended_on,
        lapse_entry: optional(key, row.lapse_entry)?,
        period: row.period,
    })
}

fn optional(key: uuid::Uuid, value: Option<i32>) -> Result<Option<u32>, StoreError> {
    value.map(|value| count(TABLE, key, value)).transpose()
}
