//! Guards of investigation, inspection and appraisal (ARL 45; Regs 34, 37).

use std::collections::BTreeSet;

use super::{Code, Refusal, Verdict};
use crate::actor::Role;
use crate::command::ReconsiderationCommand as C;
use crate::guard::Guard;
use crate::id::UserId;
use crate::planning::Ask;

/// What a guard of fact-finding says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    match guard {
        Guard::TwoInvestigators => Some(two_investigators(ask)),
        _ => None,
    }
}

/// Two officers at least, who showed their cards.
///
/// # Law
///
/// ARL 45(2); Regs 34(2).
fn two_investigators(ask: &Ask<'_>) -> Verdict {
    const OFFICERS: [Role; 3] = [Role::Officer, Role::CoOfficer, Role::InstitutionHead];
    let (officers, cards_shown) = match ask.command() {
        Some(C::RecordInvestigation(made)) => (&made.officers, made.cards_shown),
        Some(C::RecordInspection(made)) => (&made.officers, made.cards_shown),
        _ => return Ok(()),
    };
    let wrong = |why: &str| {
        let refusal = Refusal::new(Code::Investigators).with("why", why);
        Err(refusal.because("ARL 45(2)"))
    };
    if officers.iter().collect::<BTreeSet<_>>().len() < 2 {
        return wrong("行政复议人员不得少于两人 / two officers at least");
    }
    let is_officer = |user: &uuid::Uuid| {
        let known = ask.around.people.get(&UserId(*user));
        known.is_some_and(|held| OFFICERS.iter().any(|role| held.contains(role)))
    };
    if !officers.iter().all(is_officer) {
        return wrong("须为本机关行政复议人员 / they are officers of this office");
    }
    if !cards_shown {
        return wrong("应当出示行政复议工作证件 / they show their work cards");
    }
    Ok(())
}
