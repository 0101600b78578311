//! What subscriptions tell of.

use async_graphql::SimpleObject;

use crate::live::Happened;
use crate::types::case::Case;
use crate::types::term::Term;

/// 待办的变动。
///
/// That a docket is no longer what it was.
#[derive(SimpleObject)]
pub(crate) struct DocketChanged {
    /// 待办有变的案件；只有待签请求增减的为空。Cases whose terms on the docket changed; none where only requests did.
    changed_cases: Vec<Case>,
    /// 现有待办总数。How many terms are on it now.
    total_count: u64,
    /// 负责人待签的请求数；其他人为零。For heads, requests in the office that wait for a signature; else 0.
    pending_request_count: u64,
}

impl DocketChanged {
    /// Of something that happened to a docket.
    pub(crate) fn of(happened: &Happened) -> Option<Self> {
        match happened {
            Happened::Docket {
                cases,
                total,
                pending,
            } => Some(Self {
                changed_cases: cases.iter().cloned().map(Case::of).collect(),
                total_count: *total,
                pending_request_count: *pending,
            }),
            _ => None,
        }
    }
}

/// 期限的变动。
///
/// That a term began, changed or ended.
#[derive(SimpleObject)]
pub(crate) struct DeadlineChanged {
    /// 案件。Case.
    case: Case,
    /// 变动后的期限。Term as it is now.
    term: Term,
}

impl DeadlineChanged {
    /// Of something that happened to a term.
    pub(crate) fn of(happened: &Happened) -> Option<Self> {
        match happened {
            Happened::Deadline(row, term) => {
                let case = Case::of(row.clone());
                let term = Term::of(row.id, term.clone(), case.known_parties());
                Some(Self { case, term })
            }
            _ => None,
        }
    }
}
