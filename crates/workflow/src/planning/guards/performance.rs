//! Guards of performance and enforcement (ARL 77, 78; AEL 54).

use super::{Code, Refusal, Verdict, bad};
use crate::command::{DecisionKind, Enforcer, ReconsiderationCommand as C};
use crate::file::{Matter, Outcome, PartyRole, Term};
use crate::guard::Guard;
use crate::planning::Ask;
use crate::planning::days::no_such;

/// Window to sue after the decision 不服复议决定起诉期.
const SUE: &str = "sue_after_decision_15d";
/// Time of the urging letter 催告期间.
const URGING: &str = "enforce_nonlit_urge";

/// What a guard of performance says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    match guard {
        Guard::DutyOverdue => Some(named(ask).map_or(Ok(()), |matter| duty_overdue(ask, matter))),
        Guard::EnforcementLawful => Some(enforcement_lawful(ask)),
        Guard::UrgingOver => Some(named(ask).map_or(Ok(()), |matter| urging_over(ask, matter))),
        _ => super::letters::check(ask, guard),
    }
}

/// The matter that the command names.
pub(super) fn named<'a>(ask: &Ask<'a>) -> Option<&'a Matter> {
    ask.file.matter(ask.command()?.matter()?)
}

/// The terms of a matter.
fn terms_of<'a>(ask: &Ask<'a>, matter: &'a Matter) -> impl Iterator<Item = &'a Term> {
    let terms = ask.file.terms.iter();
    terms.filter(|term| matter.terms.contains(&term.no))
}

/// Nothing that the matter started still runs within its days.
///
/// # Law
///
/// ARL 77(2): not performed, or put off without good reason.
fn duty_overdue(ask: &Ask<'_>, matter: &Matter) -> Verdict {
    let runs = terms_of(ask, matter).find(|term| term.state.is_open() && ask.on <= term.due);
    match runs {
        None => Ok(()),
        Some(term) => Err(Refusal::new(Code::TermNotOver).with("due", term.due)),
    }
}

/// Who enforces an item of the decision, where there is something to enforce.
///
/// # Law
///
/// ARL 78: a maintained act by the organ that made it, a varied one by the reconsideration organ.
pub(in crate::planning) fn enforcer(kind: DecisionKind) -> Option<Enforcer> {
    match kind {
        DecisionKind::Maintain => Some(Enforcer::OriginalAgency),
        DecisionKind::Change => Some(Enforcer::ReconsiderationOrgan),
        _ => None,
    }
}

/// The kind of an item of the decision, counted from 1.
pub(in crate::planning) fn item_kind(ask: &Ask<'_>, item: u32) -> Option<DecisionKind> {
    let Some(Outcome::Decided { kinds, .. }) = &ask.file.facts.outcome else {
        return None;
    };
    let index = usize::try_from(item.checked_sub(1)?).ok()?;
    kinds.get(index).copied()
}

/// The window of a party to sue, newest first.
pub(in crate::planning) fn window_of<'a>(ask: &Ask<'a>, party: u32) -> Option<&'a Term> {
    let terms = ask.file.terms.iter().rev();
    terms
        .into_iter()
        .find(|term| term.period == SUE && term.party == Some(party))
}

fn enforcement_lawful(ask: &Ask<'_>) -> Verdict {
    let Some(C::UrgePerformance(urge)) = ask.command() else {
        let decided = matches!(ask.file.facts.outcome, Some(Outcome::Decided { .. }));
        return super::ensure(decided, Code::WrongStage).map_err(|_| no_such("item", 0));
    };
    let party = ask
        .file
        .party(urge.party)
        .ok_or_else(|| no_such("party", urge.party))?;
    if !matches!(party.role, PartyRole::Applicant | PartyRole::ThirdParty) {
        return Err(bad(
            Refusal::new(Code::BadField),
            "party",
            urge.party,
            "申请人或者第三人 / an applicant or a third party",
        ));
    }
    if item_kind(ask, urge.item).and_then(enforcer).is_none() {
        return Err(bad(
            Refusal::new(Code::BadField),
            "item",
            urge.item,
            "维持或者变更的决定事项 / an item that maintains or changes the act",
        ));
    }
    match window_of(ask, urge.party) {
        Some(term) if ask.on > term.due => Ok(()),
        Some(term) => Err(Refusal::new(Code::TermNotOver).with("due", term.due)),
        None => Err(bad(
            Refusal::new(Code::BadField),
            "party",
            urge.party,
            "决定书已送达的当事人 / a party on whom the decision is served",
        )),
    }
}

/// # Law
///
/// AEL 54: ten working days after service of the urging letter.
fn urging_over(ask: &Ask<'_>, matter: &Matter) -> Verdict {
    let wait = terms_of(ask, matter).find(|term| term.period == URGING);
    match wait {
        Some(term) if ask.on > term.due => Ok(()),
        Some(term) => Err(Refusal::new(Code::TermNotOver).with("due", term.due)),
        None => Err(bad(
            Refusal::new(Code::BadField),
            "matter",
            matter.no,
            "催告书已送达 / the urging letter is served",
        )),
    }
}
