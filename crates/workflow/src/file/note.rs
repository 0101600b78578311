//! What an outcome brings with it beyond the case 提示.

use super::Outcome;

/// A note on an outcome: Chinese, English, article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
    /// Article.
    pub basis: &'static str,
}

/// # Law
///
/// ARL 74: who withdrew may not apply again on the same facts and reasons, unless the withdrawal is proved to have been
/// against their true will.
const BARRED: Note = Note {
    zh: "准予撤回并终止的，申请人不得再以同一事实和理由提出行政复议申请，能够证明撤回违背其真实意愿的除外",
    en: "the applicant may not apply again on the same facts and reasons, unless the withdrawal is proved to have been against their true will",
    basis: "ARL 74",
};

/// # Law
///
/// ARL 73 gives the letter effect and no window to sue: none is computed.
const NO_WINDOW: Note = Note {
    zh: "行政复议调解书能否起诉，法律没有规定，不计算起诉期限；不履行的，责令限期履行或者依法强制执行",
    en: "the law does not say whether a mediation letter may be sued: no window is computed; one not performed is ordered or enforced",
    basis: "ARL 73, 77, 78",
};

/// # Law
///
/// ARL 20: an intervention stops no limit, and whoever is not content applies in time.
const STILL_FREE: Note = Note {
    zh: "案前介入不影响申请行政复议：申请期限照常计算，当事人在期限内可以随时申请",
    en: "the intervention hinders no application: the limit to apply runs on, and within it one may apply at any time",
    basis: "ARL 20",
};

impl Outcome {
    /// What the outcome brings with it beyond the case.
    #[must_use]
    pub fn note(&self) -> Option<Note> {
        match self {
            Self::Terminated { cause: Some(_), .. } => Some(BARRED),
            Self::Mediated { .. } => Some(NO_WINDOW),
            Self::InterventionEnded { .. } => Some(STILL_FREE),
            _ => None,
        }
    }
}
