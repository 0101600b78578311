//! Whether a rule has been reviewed by counsel 法制审核. Whoever shows a rule says it in these words.

use crate::period::Period;
use crate::review::ReviewStatus;

/// What is said of the review of a rule, Chinese and English; nothing once counsel has signed it.
#[must_use]
pub fn review(period: &Period) -> Option<(&'static str, &'static str)> {
    match &period.review {
        ReviewStatus::Signed(_) => None,
        other => Some(other.label()),
    }
}
