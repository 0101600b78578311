//! Guards of the side tracks.

use super::{Verdict, bad, committee, delivery, joining, norm, registration, slip};
use crate::command::{ReconsiderationCommand as C, StayGround};
use crate::guard::Guard;
use crate::planning::Ask;
use crate::refusal::{Refusal, RefusalCode as Code};

/// What a guard of a side track says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    match guard {
        Guard::StayGround => Some(stay_ground(ask)),
        _ => super::hearing::check(ask, guard)
            .or_else(|| super::mediation::check(ask, guard))
            .or_else(|| super::performance::check(ask, guard))
            .or_else(|| super::reopen::check(ask, guard))
            .or_else(|| norm::check(ask, guard))
            .or_else(|| committee::check(ask, guard))
            .or_else(|| delivery::check(ask, guard))
            .or_else(|| joining::check(ask, guard))
            .or_else(|| registration::check(ask, guard))
            .or_else(|| slip::check(ask, guard)),
    }
}

/// A stay asked for rests on the request, and one that nobody asked for does not.
///
/// # Law
///
/// ARL 42(3): on request of the applicant or a third party, where the organ finds it reasonable.
fn stay_ground(ask: &Ask<'_>) -> Verdict {
    let Some(C::OrderStay(order)) = ask.command() else {
        return Ok(());
    };
    let asked = ask
        .file
        .matters_on("stay")
        .any(|matter| ask.book.is_open(matter));
    if asked == (order.ground == StayGround::Asked) {
        return Ok(());
    }
    let expected = if asked {
        "申请人、第三人申请：已有申请 / ASKED: it was asked for"
    } else {
        "申请以外的事由：没有申请 / RESPONDENT_HOLDS, ORGAN_HOLDS or BY_LAW: nobody asked for it"
    };
    let refusal = Refusal::new(Code::BadField);
    Err(bad(refusal, "ground", order.ground.label().0, expected))
}
