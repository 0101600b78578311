//! Guards of what was registered: voided by mistake, added to later.

use super::people::present;
use super::{Code, Refusal, Verdict, duplicate, ensure};
use crate::command::{FileSupplement, ReconsiderationCommand as C, RecordReporting, VoidGround};
use crate::file::{Outcome, PartyRole};
use crate::guard::Guard;
use crate::planning::Ask;

/// What a guard of registration says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    Some(match (guard, ask.command()) {
        (Guard::NothingIssued, command) => {
            let again = matches!(command, Some(C::VoidRegistration(void)) if void.ground == VoidGround::Duplicate);
            nothing_issued(ask, again || command.is_none())
        }
        (Guard::StandsElsewhere, Some(C::VoidRegistration(void))) => {
            duplicate::stands_elsewhere(ask, void)
        }
        (Guard::NoCorrection, Some(C::FileSupplement(supplement))) => {
            no_correction(ask, supplement)
        }
        (Guard::ReportDue, Some(C::RecordReporting(report))) => report_due(ask, report),
        (Guard::StandsElsewhere | Guard::NoCorrection, _) => Ok(()),
        (Guard::ReportDue, _) => ensure(!ask.file.to_report().is_empty(), Code::NothingToReport)
            .map_err(|refusal| refusal.with("what", "")),
        _ => return None,
    })
}

fn report_due(ask: &Ask<'_>, report: &RecordReporting) -> Verdict {
    let (zh, en) = report.what.label();
    ensure(
        ask.file.to_report().contains(&report.what),
        Code::NothingToReport,
    )
    .map_err(|refusal| refusal.with("what", format!("{zh} / {en}")))
}

/// Nothing has gone out: whoever holds a paper of the office is owed an answer by the office. The receipt alone is made
/// with every registration; of a duplicate it may have been handed over too, for the application stands.
///
/// # Law
///
/// ARL 30: whoever applied is answered by acceptance or by a refusal with its reasons, never by an empty file.
fn nothing_issued(ask: &Ask<'_>, again: bool) -> Verdict {
    // A refusal that a court took back went out all the same.
    let out = ask.file.papers.iter().filter(|paper| {
        let receipt = paper.kind == "receipt";
        let kept = paper.addressees.is_empty();
        !kept && (!receipt || (!again && !paper.services.is_empty()))
    });
    let out: Vec<&str> = out
        .map(|paper| {
            let kind = ask.book.papers.get(&paper.kind);
            kind.map_or(paper.kind.as_str(), |kind| kind.label.zh.as_str())
        })
        .collect();
    if out.is_empty() {
        Ok(())
    } else {
        Err(Refusal::new(Code::IssuedAlready).with("papers", out.join("、")))
    }
}

/// What is handed in comes from a party who has not left; while a correction is awaited an applicant's papers say that
/// they are no answer to it, so that no answer is filed away as something else.
///
/// # Law
///
/// ARL 31(2), (3): who corrects in time is not deemed to have abandoned the application.
fn no_correction(ask: &Ask<'_>, supplement: &FileSupplement) -> Verdict {
    let party = present(ask, supplement.party)?;
    let facts = &ask.file.facts;
    let awaited = facts
        .correction
        .as_ref()
        .is_some_and(|correction| correction.received_on.is_none());
    let open = match facts.outcome {
        None => true,
        Some(Outcome::DeemedAbandoned { .. }) => true,
        Some(_) => false,
    };
    let asked = awaited && open && party.role == PartyRole::Applicant;
    match supplement.answers_correction {
        Some(true) => Err(Refusal::new(Code::AnswersCorrection).because("ARL 31(3)")),
        None if asked => Err(Refusal::new(Code::MissingField)
            .with("field", "answersCorrection")
            .because("ARL 31(2)")),
        _ => Ok(()),
    }
}
