//! What a carried-out command answers.

use serde::{Deserialize, Serialize};
use workflow::file::{Paper, Term};
use workflow::id::{CaseId, EntryNo, RequestNo};
use workflow::plan::Plan;

/// The answer to a command that was carried out 回执.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// The case.
    pub case: CaseId,
    /// The entry that was written; the case's revision now.
    pub entry: EntryNo,
    /// Terms that it started, paused, moved or met.
    pub changed_terms: Vec<Term>,
    /// Papers that it issued, numbers drawn.
    pub papers: Vec<Paper>,
    /// Whether it only opened a request that somebody else must sign.
    pub is_request: bool,
    /// The request that it opened.
    pub request: Option<RequestNo>,
    /// Whether this is the first answer given again to the same idempotency key.
    #[serde(skip)]
    pub replayed: bool,
}

impl Receipt {
    pub(crate) fn of(plan: &Plan) -> Self {
        let issued = |effect: &workflow::effect::Effect| match effect {
            workflow::effect::Effect::PaperIssued { paper } => Some(paper.clone()),
            _ => None,
        };
        let opened = |effect: &workflow::effect::Effect| match effect {
            workflow::effect::Effect::RequestOpened { request } => Some(request.no),
            _ => None,
        };
        Self {
            case: plan.case,
            entry: plan.entry.no,
            changed_terms: plan.changed_terms().cloned().collect(),
            papers: plan.entry.effects.iter().filter_map(issued).collect(),
            is_request: plan.is_request,
            request: plan.entry.effects.iter().find_map(opened),
            replayed: false,
        }
    }
}
