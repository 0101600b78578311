//! Guards of the collateral review (ARL 13, 56–60).

use super::{Code, NORM_REPLY, Refusal, Verdict, bad, ensure};
use crate::command::{NormFinding, NormLevel, NormRequest, ReconsiderationCommand as C};
use crate::file::{Details, Matter};
use crate::guard::Guard;
use crate::planning::{Ask, matters};
use crate::rulebook::Move;

/// What a guard of the collateral review says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    Some(match guard {
        Guard::NormWithinPower => within_power(ask, true),
        Guard::NormBeyondPower => within_power(ask, false),
        Guard::NormRequestTimely => request_timely(ask),
        Guard::NormNoRule => no_rule(ask),
        Guard::NormMakerHeard => maker_heard(ask),
        Guard::NormLawful => lawful(ask, true),
        Guard::NormUnlawful => lawful(ask, false),
        _ => return None,
    })
}

/// Whether the maker has replied.
pub(in crate::planning) fn norm_replied(matter: &Matter) -> bool {
    matches!(&matter.details, Details::NormReview(review) if review.replied_on.is_some())
}

/// Whether the organ may deal with the norm itself. Without a command the move to show is that in house.
///
/// # Law
///
/// ARL 56, 57.
fn within_power(ask: &Ask<'_>, expected: bool) -> Verdict {
    let competent = match ask.command() {
        Some(C::OpenNormReview(open)) => open.competent,
        _ => true,
    };
    ensure(competent == expected, Code::WrongStage)
}

/// Asked for with the application; later only where the basis was not known then.
///
/// # Law
///
/// ARL 13; Regs 26: at any time before the decision.
fn request_timely(ask: &Ask<'_>) -> Verdict {
    let Some(C::OpenNormReview(open)) = ask.command() else {
        return Ok(());
    };
    let unknown = open.basis_unknown.as_deref();
    let unknown = unknown.is_some_and(|why| !why.trim().is_empty());
    if open.request != NormRequest::Later || unknown {
        return Ok(());
    }
    Err(Refusal::new(Code::MissingField)
        .with("field", "basisUnknown")
        .because("Regs 26"))
}

/// No party may have a rule reviewed.
///
/// # Law
///
/// ARL 13: 规章 are left out; ARL 57 speaks of any basis.
fn no_rule(ask: &Ask<'_>) -> Verdict {
    match ask.command() {
        Some(C::OpenNormReview(open))
            if open.level == NormLevel::Rule && open.request != NormRequest::OwnMotion =>
        {
            let expected =
                "规章以下的规范性文件；规章不属于附带审查申请的范围 / a norm below a rule";
            let refusal = Refusal::new(Code::BadField).because("ARL 13");
            Err(bad(refusal, "level", open.level.label().0, expected))
        }
        _ => Ok(()),
    }
}

/// The maker has replied, or its time to reply is over.
///
/// # Law
///
/// ARL 58.
fn maker_heard(ask: &Ask<'_>) -> Verdict {
    let concerned = |step: &Move| matters::concerned(ask, step);
    let conclude = crate::command::CommandName::ConcludeNormReview;
    let Some(matter) = ask.book.moves_of(conclude).find_map(concerned) else {
        return Ok(());
    };
    let mut terms = ask.file.terms.iter();
    let asked = terms.find(|term| term.period == NORM_REPLY && matter.terms.contains(&term.no));
    let over = asked.is_some_and(|term| ask.on > term.due);
    if norm_replied(matter) || over {
        return Ok(());
    }
    let due = asked.map_or_else(
        || "待送达 / not yet served".to_owned(),
        |term| term.due.to_string(),
    );
    Err(Refusal::new(Code::NormMakerNotHeard)
        .with("due", due)
        .because("ARL 58"))
}

/// Whether every provision is found lawful. Without a command the move to show is that for lawful ones.
///
/// # Law
///
/// ARL 59.
fn lawful(ask: &Ask<'_>, expected: bool) -> Verdict {
    let all = match ask.command() {
        Some(C::ConcludeNormReview(conclude)) => {
            let mut findings = conclude.findings.iter();
            findings.all(|found| found.finding == NormFinding::Lawful)
        }
        _ => true,
    };
    ensure(all == expected, Code::WrongStage)
}
