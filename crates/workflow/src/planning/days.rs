//! The effective day of a command: what the law counts from, and what proof a past day needs.

use chrono::NaiveDate;

use super::{Ask, matters};
use crate::actor::{Actor, Moment, Role};
use crate::command::{ReconsiderationCommand, Submission};
use crate::file::CaseFile;
use crate::guard::Guard;
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::{DayOf, Move};

/// The day given, or the day of recording; the end of a term always has effect on its last day, an application on the day
/// it came in.
pub(super) fn effective_day(
    file: &CaseFile,
    command: &ReconsiderationCommand,
    submission: &Submission,
    moment: Moment,
) -> Result<NaiveDate, Refusal> {
    if let ReconsiderationCommand::RecordLapse(lapse) = command {
        let term = file
            .term(lapse.term)
            .ok_or_else(|| no_such("term", lapse.term))?;
        return Ok(term.due);
    }
    if let ReconsiderationCommand::Receive(receive) = command {
        return received_on(receive.received_at.day(), submission);
    }
    Ok(submission.effective_on.map_or(moment.today, |day| day.0))
}

/// The day that an application came in; another one cannot be given beside it.
fn received_on(day: NaiveDate, submission: &Submission) -> Result<NaiveDate, Refusal> {
    match submission.effective_on.filter(|given| given.0 != day) {
        None => Ok(day),
        Some(given) => Err(Refusal::new(RefusalCode::BadField)
            .with("field", "effectiveOn")
            .with("value", given)
            .with("expected", format!("{day}：收到之日 / the day it came in"))),
    }
}

pub(super) fn no_such(what: &str, number: u32) -> Refusal {
    Refusal::new(RefusalCode::NoSuchThing)
        .with("what", what)
        .with("number", number)
}

/// Refuses a day in the future, before receipt or before the stage, and a past day without its proof.
///
/// # Law
///
/// ARL 75 and Regs 49 count from the day of the act; an earlier day (倒签) needs the signed original, the register
/// and a second person. Facts of others, such as receipts and postmarks, may be entered late with their proof.
pub(super) fn check(ask: &Ask<'_>, step: &Move) -> Result<(), Refusal> {
    if *ask.actor == Actor::System {
        return Ok(());
    }
    let received = ask.file.facts.begun_on();
    if ask.on > ask.moment.today {
        return Err(Refusal::new(RefusalCode::EffectiveInFuture)
            .with("day", ask.on)
            .with("today", ask.moment.today));
    }
    if ask.on < received {
        return Err(Refusal::new(RefusalCode::EffectiveBeforeReceipt)
            .with("day", ask.on)
            .with("received", received));
    }
    let reverses = step.requires.contains(&Guard::ProvedWithinReview);
    let moves_on = step.day_of == DayOf::Act || step.to.is_some();
    let since = match &step.track {
        None => ask.file.stage_since,
        Some(_) => matters::concerned(ask, step).map_or(received, |matter| matter.since),
    };
    if moves_on && !reverses && ask.on < since {
        return Err(Refusal::new(RefusalCode::EffectiveBeforeStage)
            .with("day", ask.on)
            .with("since", since));
    }
    prove(ask, step)
}

fn prove(ask: &Ask<'_>, step: &Move) -> Result<(), Refusal> {
    let is_lapse = ask
        .command()
        .is_some_and(|command| matches!(command, ReconsiderationCommand::RecordLapse(_)));
    if ask.on >= ask.moment.today || is_lapse {
        return Ok(());
    }
    let proof = ask
        .submission
        .and_then(|submission| submission.proof.as_ref());
    let Some(proof) = proof.filter(|proof| !proof.reference.trim().is_empty()) else {
        return Err(Refusal::new(RefusalCode::ProofMissing)
            .with("day", ask.on)
            .because(step.basis.clone()));
    };
    if step.day_of == DayOf::Fact {
        return Ok(());
    }
    let asker = ask.actor.person().map(|person| person.user);
    let second = proof.confirmed_by.map(crate::id::UserId);
    let stands = second.is_some_and(|second| Some(second) != asker && of_the_office(ask, second));
    if stands {
        Ok(())
    } else {
        Err(Refusal::new(RefusalCode::SecondPersonMissing)
            .with("day", ask.on)
            .because(step.basis.clone()))
    }
}

/// Whether a user works on cases in the office: a clerk of a party or an administrator confirms nothing.
fn of_the_office(ask: &Ask<'_>, user: crate::id::UserId) -> bool {
    const OFFICE: [Role; 5] = [
        Role::Registrar,
        Role::Officer,
        Role::CoOfficer,
        Role::InstitutionHead,
        Role::OrganHead,
    ];
    let held = ask.around.people.get(&user);
    held.is_some_and(|held| OFFICE.iter().any(|role| held.contains(role)))
}
