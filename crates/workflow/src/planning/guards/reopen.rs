//! Guards of what a court or a superior organ does about a case (ARL 29, 30, 35; ALL 70, 72).

use chrono::NaiveDate;

use super::{Code, Refusal, Verdict, bad, ensure, is_decision};
use crate::command::{DecisionKind, JudgmentEffect, ReconsiderationCommand as C, ReturnFromCourt};
use crate::file::{Outcome, PartyRole, Term, TermState};
use crate::guard::Guard;
use crate::planning::{Ask, terms};

/// The day that a judgment sets, or a person after it 指定期限.
const COURT_FIXED: &str = "court_fixed";

/// Where a reopened case goes on: what has been done stays done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    Received,
    Accepted,
    Trial,
}

/// What a guard of reopening says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    let goes_to = |place| ensure(destination(ask) == place, Code::WrongStage);
    Some(match guard {
        Guard::ReturnsToReceived => goes_to(Destination::Received),
        Guard::ReturnsToAccepted => goes_to(Destination::Accepted),
        Guard::ReturnsToTrial => goes_to(Destination::Trial),
        Guard::JudgmentFits => judgment_fits(ask),
        Guard::ReturnTimed => return_timed(ask),
        Guard::AcceptanceDenied => acceptance_denied(ask),
        Guard::DecisionOverdue => decision_overdue(ask),
        Guard::NoCourtFirst => no_court_first(ask),
        Guard::SuitDays => suit_days(ask),
        _ => return None,
    })
}

fn destination(ask: &Ask<'_>) -> Destination {
    let mut respondents = ask.file.parties_with(PartyRole::Respondent);
    match &ask.file.facts.acceptance {
        None => Destination::Received,
        Some(_) if respondents.all(|party| terms::reply_settled(ask.file, party.no)) => {
            Destination::Trial
        }
        Some(_) => Destination::Accepted,
    }
}

fn rejects(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Decided { kinds, .. } if kinds.contains(&DecisionKind::RejectApplication))
}

/// The judgment is about what the case has come to.
///
/// # Law
///
/// ALL 70 annuls a decision; ALL 72 orders performance of what was not done.
fn judgment_fits(ask: &Ask<'_>) -> Verdict {
    let Some(C::ReturnFromCourt(judgment)) = ask.command() else {
        return Ok(());
    };
    let outcome = ask.file.facts.outcome.as_ref();
    let fits = match (judgment.effect, outcome) {
        (JudgmentEffect::AnnulsNonAcceptance, Some(Outcome::NotAccepted { .. })) => true,
        (JudgmentEffect::AnnulsRejection, Some(outcome)) => rejects(outcome),
        (JudgmentEffect::AnnulsDecision, Some(outcome @ Outcome::Decided { .. })) => {
            !rejects(outcome)
        }
        (JudgmentEffect::OrdersPerformance, outcome) => matches!(
            outcome,
            None | Some(
                Outcome::DeemedAbandoned { .. }
                    | Outcome::WithdrawnBeforeAcceptance { .. }
                    | Outcome::Terminated { .. }
            )
        ),
        _ => false,
    };
    if fits {
        return Ok(());
    }
    let found = outcome.map_or("尚无结果 / none", |outcome| outcome.label().0);
    Err(Refusal::new(Code::JudgmentDoesNotFit)
        .with("effect", judgment.effect.label().0)
        .with("outcome", found))
}

/// A last day is set by the court or chosen by a person, not both; a case that goes back to receipt has the limit of
/// the review in any event.
///
/// # Law
///
/// ALL 70, 72.
fn return_timed(ask: &Ask<'_>) -> Verdict {
    let Some(C::ReturnFromCourt(judgment)) = ask.command() else {
        return Ok(());
    };
    let ReturnFromCourt {
        court_last_day: set,
        chosen_last_day: chosen,
        ..
    } = judgment;
    let wrong = |field: &str, day: NaiveDate, expected: &str| {
        Err(bad(Refusal::new(Code::BadField), field, day, expected))
    };
    let reviewed = ask.file.facts.outcome.is_some() && destination(ask) == Destination::Received;
    match (set, chosen) {
        (Some(_), Some(day)) => wrong(
            "chosenLastDay",
            day.0,
            "不填：法院已定期限 / nothing: the court has set a period",
        ),
        (Some(day), None) if day.0 <= ask.on => {
            wrong("courtLastDay", day.0, &format!("> {}", ask.on))
        }
        (None, Some(day)) if day.0 <= ask.on => {
            wrong("chosenLastDay", day.0, &format!("> {}", ask.on))
        }
        (None, None) if !reviewed => {
            Err(Refusal::new(Code::MissingField).with("field", "chosenLastDay"))
        }
        _ => Ok(()),
    }
}

/// Only what was kept from being heard is ordered to be accepted.
///
/// # Law
///
/// ARL 35.
fn acceptance_denied(ask: &Ask<'_>) -> Verdict {
    match &ask.file.facts.outcome {
        Some(Outcome::NotAccepted { .. } | Outcome::DeemedAbandoned { .. }) => Ok(()),
        Some(outcome) if rejects(outcome) => Ok(()),
        outcome => {
            let found = outcome
                .as_ref()
                .map_or("尚无结果 / none", |outcome| outcome.label().0);
            Err(Refusal::new(Code::NothingToAccept).with("outcome", found))
        }
    }
}

/// No decision was made in the time to make it, or in that which a court has set.
///
/// # Law
///
/// ARL 35: 受理后超过行政复议期限不作答复. Days of a suspension are not over; that is lifted by an order of its own (ARL 40).
fn decision_overdue(ask: &Ask<'_>) -> Verdict {
    let owed = |term: &&Term| is_decision(&term.period) || term.period == COURT_FIXED;
    let open = ask.file.terms.iter().filter(owed);
    let open: Vec<&Term> = open.filter(|term| term.state.is_open()).collect();
    let over = |term: &&Term| term.state != TermState::Paused && ask.on > term.due;
    if open.iter().any(over) {
        return Ok(());
    }
    let due = open.iter().map(|term| term.due).max();
    Err(Refusal::new(Code::TermNotOver).with("due", due.unwrap_or(ask.on)))
}

/// What a court has accepted first is not reconsidered: it is not accepted, and found later it is rejected.
///
/// # Law
///
/// ARL 29, 30(1)(7), 33.
fn no_court_first(ask: &Ask<'_>) -> Verdict {
    let facts = &ask.file.facts;
    let suit = facts.court_case.as_ref();
    let stands = suit.filter(|suit| suit.ended_on.is_none_or(|day| ask.on < day));
    let accepted = facts.acceptance.as_ref().map(|acceptance| acceptance.on);
    match stands {
        Some(suit) if accepted.is_none_or(|on| suit.accepted_on < on) => {
            Err(Refusal::new(Code::CourtFirst)
                .with("court", &suit.court)
                .with("number", &suit.number)
                .with("day", suit.accepted_on)
                .because("ARL 29, 30(1)(7)"))
        }
        _ => Ok(()),
    }
}

fn suit_days(ask: &Ask<'_>) -> Verdict {
    let Some(C::RecordCourtAcceptance(suit)) = ask.command() else {
        return Ok(());
    };
    let accepted = suit.accepted_on.0;
    let wrong = |field: &str, day: NaiveDate, expected: &str| {
        Err(bad(Refusal::new(Code::BadField), field, day, expected))
    };
    if accepted > ask.on {
        return wrong("acceptedOn", accepted, &format!("<= {}", ask.on));
    }
    match suit.ended_on {
        Some(day) if day.0 < accepted || day.0 > ask.on => {
            wrong("endedOn", day.0, &format!("{accepted}..{}", ask.on))
        }
        _ => Ok(()),
    }
}
