//! Guards of what comes from the parties: replies and corrected papers, and the days on which they were posted.

use chrono::NaiveDate;

use super::{CORRECTION, Code, REPLY_SIMPLIFIED, Refusal, Verdict, bad, ensure, is_reply};
use crate::actor::{Actor, Role};
use crate::command::{ProcedureKind, ReconsiderationCommand as C};
use crate::file::{CaseFile, Outcome, Procedure, Term, TermState};
use crate::id::{OrganId, PartyNo};
use crate::planning::{Ask, terms};

/// The day that counts for a party: the postmark where one is given.
///
/// # Law
///
/// CPL 85(4).
pub(in crate::planning) fn posted(ask: &Ask<'_>) -> Option<NaiveDate> {
    match ask.command()? {
        C::RecordReply(reply) => reply.posted_on.map(|day| day.0),
        C::ReceiveCorrection(received) => received.posted_on.map(|day| day.0),
        _ => None,
    }
}

/// The newest reply term of a respondent that was not cancelled with an earlier outcome.
pub(in crate::planning) fn reply_term<'a>(ask: &Ask<'a>, party: PartyNo) -> Option<&'a Term> {
    newest(ask.file, party)
}

/// The newest reply term of a respondent in a file.
pub(in crate::planning) fn newest(file: &CaseFile, party: PartyNo) -> Option<&Term> {
    let terms = file.terms.iter().rev();
    terms
        .into_iter()
        .filter(|term| term.state != TermState::Cancelled)
        .find(|term| is_reply(&term.period) && term.party == Some(party))
}

/// Which procedure's time to reply a service starts. After a conversion it is the ordinary one, unless the five days
/// were over before it.
///
/// # Law
///
/// ARL 48, 54, 55.
pub(in crate::planning) fn procedure_for(
    ask: &Ask<'_>,
    served_on: NaiveDate,
) -> Result<ProcedureKind, Refusal> {
    let procedure = &ask.file.facts.procedure;
    let Procedure::Converted { on, .. } = procedure else {
        return Ok(procedure.kind());
    };
    let short = terms::fresh(
        ask.calendar,
        ask.book,
        ask.file,
        REPLY_SIMPLIFIED,
        served_on,
        None,
        None,
    )?;
    Ok(if short.due < *on {
        ProcedureKind::Simplified
    } else {
        ProcedureKind::Ordinary
    })
}

/// Whether the respondent still owes a reply: its term is open, or the notice is not yet proved to be served.
pub(super) fn owed(ask: &Ask<'_>, party: PartyNo, organ: Option<OrganId>) -> Verdict {
    let asked = match reply_term(ask, party) {
        Some(term) => term.state.is_open(),
        None => ask
            .file
            .standing_papers()
            .any(|paper| paper.kind == "reply_notice" && paper.addressees.contains(&party)),
    };
    if asked && speaks_for(ask.actor, organ) {
        Ok(())
    } else {
        Err(Refusal::new(Code::NoReplyOwed).with("party", party))
    }
}

/// The office records any reply; a clerk only that of the agency it speaks for.
pub(super) fn speaks_for(actor: &Actor, organ: Option<OrganId>) -> bool {
    match actor {
        Actor::Person(person) if is_clerk_only(actor) => {
            person.agency.is_some() && person.agency == organ
        }
        _ => true,
    }
}

pub(super) fn is_clerk_only(actor: &Actor) -> bool {
    let office = [Role::Officer, Role::Registrar];
    actor.person().is_some() && !office.iter().any(|role| actor.holds(*role))
}

/// Whether the reply came after its day and no person has looked at that yet.
///
/// # Law
///
/// ARL 70. A term set aside by a person is owed again and is met late.
pub(super) fn late(ask: &Ask<'_>, party: PartyNo) -> Verdict {
    let day = posted(ask).unwrap_or(ask.on);
    let late = reply_term(ask, party).is_some_and(|term| {
        day > term.due && matches!(term.state, TermState::Running | TermState::LapsedUnverified)
    });
    ensure(late, Code::WrongStage)
}

/// Whether a reply held to be missed was posted in time.
pub(super) fn in_transit(ask: &Ask<'_>, party: PartyNo) -> Verdict {
    let held = reply_term(ask, party).filter(|term| term.state == TermState::Lapsed);
    let in_time = posted(ask)
        .zip(held)
        .is_some_and(|(day, term)| day <= term.due);
    ensure(in_time, Code::WrongStage)
}

/// A postmark before the day of receipt is proved, and lies within the term; a party does not date its own papers.
///
/// # Law
///
/// CPL 85(4).
pub(super) fn posting_proved(ask: &Ask<'_>) -> Verdict {
    let day = posted(ask);
    if is_clerk_only(ask.actor) && (day.is_some() || ask.on < ask.moment.today) {
        let expected = "今日收到；更早的邮戳由承办人凭证登记 / received today; an earlier postmark is recorded by the officer with its proof";
        return Err(bad(
            Refusal::new(Code::BadField),
            "postedOn",
            day.unwrap_or(ask.on),
            expected,
        ));
    }
    let Some(day) = day.filter(|day| *day != ask.on) else {
        return Ok(());
    };
    let started = match ask.command() {
        Some(C::RecordReply(reply)) => reply_term(ask, reply.party).map(|term| term.started_on),
        _ => ask
            .file
            .facts
            .correction
            .as_ref()
            .map(|correction| correction.asked_on),
    };
    if day > ask.on || started.is_some_and(|started| day < started) {
        let from = started.map_or_else(String::new, |started| started.to_string());
        let expected = format!("{from}..{}", ask.on);
        return Err(bad(
            Refusal::new(Code::BadField),
            "postedOn",
            day,
            &expected,
        ));
    }
    let proof = ask
        .submission
        .and_then(|submission| submission.proof.as_ref());
    match proof.filter(|proof| !proof.reference.trim().is_empty()) {
        Some(_) => Ok(()),
        None => Err(Refusal::new(Code::ProofMissing)
            .with("day", day)
            .because("CPL 85(4)")),
    }
}

/// Whether the case ended because the application was held to be abandoned.
pub(in crate::planning) fn held_abandoned(ask: &Ask<'_>) -> Verdict {
    let outcome = ask.file.facts.outcome.as_ref();
    ensure(
        matches!(outcome, Some(Outcome::DeemedAbandoned { .. })),
        Code::WrongStage,
    )
}

/// Whether the corrected papers were posted within the term that was held to be missed.
pub(super) fn posted_in_time(ask: &Ask<'_>) -> Verdict {
    let Some(C::ReceiveCorrection(_)) = ask.command() else {
        return Ok(());
    };
    let term = ask
        .file
        .terms
        .iter()
        .rev()
        .find(|term| term.period == CORRECTION);
    let day = posted(ask).unwrap_or(ask.on);
    match term {
        Some(term) if day > term.due => Err(Refusal::new(Code::CorrectionLate)
            .with("due", term.due)
            .with("posted", day)),
        _ => Ok(()),
    }
}
