//! Guards of the consultation of the committee (ARL 52, 61).

use super::{Code, Refusal, Verdict, refuse};
use crate::file::{CaseFile, Details, Matter};
use crate::guard::Guard;
use crate::planning::Ask;

/// Stages at which a consultation has done its part: weighed, or given up with approval.
const SATISFIED: [&str; 2] = ["consultation_weighed", "consultation_unanswered"];

/// Stages at which the committee is at work, or its opinion is to be weighed.
const UNDER_WAY: [&str; 2] = ["consultation_asked", "consultation_answered"];

/// What a guard of the consultation says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    Some(match guard {
        Guard::CaseClassed if ask.file.facts.classes.is_empty() => refuse(Code::NotClassed),
        Guard::CaseClassed => Ok(()),
        Guard::ConsultationSatisfied => satisfied(ask),
        Guard::CutOffOver => cut_off_over(ask),
        _ => return None,
    })
}

/// Whether a consultation that the classes of the case demand has been had.
///
/// # Law
///
/// ARL 52(2). An opinion satisfies it, and so does the recorded failure to give one by the cut-off, approved.
fn satisfied(ask: &Ask<'_>) -> Verdict {
    let classes = &ask.file.facts.classes;
    let mut had = ask.file.matters_on("consultation");
    if classes.is_empty() || had.any(|matter| SATISFIED.contains(&matter.stage.as_str())) {
        return Ok(());
    }
    let labels: Vec<&str> = classes.iter().map(|class| class.label().0).collect();
    Err(Refusal::new(Code::ConsultationMissing)
        .with("classes", labels.join("；"))
        .because("ARL 52(2)"))
}

/// Whether the case is put to the committee, and what it said is not yet weighed.
pub(super) fn under_way(file: &CaseFile) -> bool {
    let mut matters = file.matters_on("consultation");
    matters.any(|matter| UNDER_WAY.contains(&matter.stage.as_str()))
}

/// Whether the last day for the opinion has gone by.
fn cut_off_over(ask: &Ask<'_>) -> Verdict {
    let last = |matter: &Matter| match &matter.details {
        Details::Consultation(known) => Some(known.cut_off),
        _ => None,
    };
    let mut matters = ask.file.matters_on("consultation").rev();
    match matters.find_map(last) {
        Some(due) if ask.on <= due => Err(Refusal::new(Code::TermNotOver).with("due", due)),
        _ => Ok(()),
    }
}
