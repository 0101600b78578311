//! Rows of people who were let into a case, or are recused from it.

use workflow::file::CaseFile;

use super::code;
use crate::entity::case_person::Model;

/// The relation of whoever is recused.
pub(crate) const RECUSED: &str = "recused";

/// The rows that a file must have.
pub(crate) fn rows(file: &CaseFile) -> Vec<Model> {
    let participation = &file.facts.participation;
    let admitted = participation.admissions.iter().map(|known| Model {
        organ_id: file.organ.0,
        case_id: file.id.0,
        user_id: known.user.0,
        relation: code(&known.capacity.role()),
        since: known.since,
        until: Some(known.until),
        ended_on: known.ended_on,
        seat: None,
    });
    let recused = participation.recusals.iter().map(|known| Model {
        organ_id: file.organ.0,
        case_id: file.id.0,
        user_id: known.user.0,
        relation: RECUSED.to_owned(),
        since: known.on,
        until: None,
        ended_on: None,
        seat: known.seat.as_ref().map(code),
    });
    admitted.chain(recused).collect()
}
