//! Papers out and papers in: service and what it starts, replies and what they meet.

use chrono::NaiveDate;

use super::{Carried, performance};
use crate::command::{RecordReply, RecordService};
use crate::effect::Effect;
use crate::file::{Service, Term, TermState};
use crate::id::PartyNo;
use crate::planning::build::Making;
use crate::planning::guards::norm::norm_replied;
use crate::planning::guards::{CORRECTION, NORM_REPLY, REPLY, REPLY_SIMPLIFIED, is_reply, replies};
use crate::planning::{Ask, terms};
use crate::refusal::Refusal;

/// Service on one party; it starts, for that party, what the kind of paper says.
///
/// # Law
///
/// ARL 75(2), 88(1); CPL 87–95.
pub(super) fn served(ask: &Ask<'_>, making: &mut Making, service: &RecordService) -> Carried {
    let noticed = terms::public_notice(ask, service)?;
    let served_on = noticed.unwrap_or(ask.on);
    let record = Service {
        party: service.party,
        method: service.method,
        served_on,
        published_on: service.published_on.map(|day| day.0),
        slip: service.slip.clone(),
        particulars: service.particulars.clone(),
        entry: Some(ask.file.revision.saturating_add(1)),
    };
    making.push(Effect::PaperServed {
        paper: service.paper,
        service: record,
    });
    // What the service starts belongs to the matter that issued the paper.
    making.matter = making
        .file
        .facts
        .matters
        .iter()
        .find(|matter| matter.papers.contains(&service.paper))
        .cloned();
    super::hearing::served(making, service.paper);
    let kind = ask
        .file
        .paper(service.paper)
        .and_then(|paper| ask.book.papers.get(&paper.kind));
    // One who has left owes and may do nothing more in this case.
    let party = ask.file.party(service.party);
    let role = party
        .filter(|party| party.left_on.is_none())
        .map(|party| party.role);
    let procedure = replies::procedure_for(ask, served_on)?;
    for start in kind.iter().flat_map(|kind| &kind.starts_on_service) {
        let concerned = role.is_some_and(|role| start.party.contains(&role))
            && start
                .mandatory_first
                .is_none_or(|first| first == ask.file.facts.mandatory_first)
            && start.procedure.is_none_or(|kind| kind == procedure);
        if concerned && start.period == CORRECTION && later_correction(making, served_on, ask)? {
            continue;
        }
        if concerned && still_waits(ask, making, &start.period, service.party) {
            starts(ask, making, &start.period, served_on, service)?;
        }
    }
    match (kind, ask.file.party(service.party)) {
        (Some(kind), Some(party)) => {
            let served = (party, service.paper, served_on);
            performance::opened(ask, making, kind, served)
        }
        _ => Ok(()),
    }
}

/// Starts what the service starts; where its period has no number of days, the matter says on which day it ends.
fn starts(
    ask: &Ask<'_>,
    making: &mut Making,
    period: &str,
    served_on: NaiveDate,
    service: &RecordService,
) -> Carried {
    let counted = ask.book.period(period);
    let counted = counted.is_some_and(|period| period.length.is_some());
    let matter = making.matter.as_ref().filter(|_| !counted);
    let last = matter.and_then(|matter| matter.details.fixed_on());
    let (party, paper) = (Some(service.party), Some(service.paper));
    terms::start_until(ask, making, period, (served_on, last), party, paper)
}

/// Whether what the service starts is still waited for: papers that have come start nothing, a case with its outcome
/// starts windows only, and an open matter all that is its own.
fn still_waits(ask: &Ask<'_>, making: &Making, period: &str, party: PartyNo) -> bool {
    let correction = making.file.facts.correction.as_ref();
    // Nothing more is owed in a matter that is done, nor a reply that has come.
    let matter = making.matter.as_ref();
    let done = matter.is_some_and(|matter| !ask.book.is_open(matter));
    let came = match period {
        CORRECTION => correction.is_some_and(|correction| correction.received_on.is_some()),
        _ if is_reply(period) => replies::reply_term(ask, party).is_some(),
        NORM_REPLY => matter.is_some_and(norm_replied),
        _ => false,
    };
    let of_matter = matter.is_some() && !done && !came;
    of_matter || (ask.file.facts.outcome.is_none() && !came && !done) || ask.is_window(period)
}

/// One correction is one term: it runs from the latest of several services, so that no applicant loses a day.
///
/// # Law
///
/// ARL 31(2).
fn later_correction(
    making: &mut Making,
    served_on: NaiveDate,
    ask: &Ask<'_>,
) -> Result<bool, Refusal> {
    let known = making.file.open_terms(CORRECTION).next().cloned();
    let Some(term) = known else { return Ok(false) };
    if served_on > term.started_on {
        terms::restart(ask, making, term, served_on)?;
    }
    Ok(true)
}

/// A reply. One that came late waits to be verified; one posted in time takes a recorded or confirmed miss back.
///
/// # Law
///
/// ARL 48, 70; CPL 85(4).
pub(super) fn replied(ask: &Ask<'_>, making: &mut Making, reply: &RecordReply) -> Carried {
    let day = replies::posted(ask).unwrap_or(ask.on);
    let Some(mut term) = replies::reply_term(ask, reply.party).cloned() else {
        return replied_before_slip(ask, making, reply.party);
    };
    match term.state {
        TermState::Running if day > term.due => terms::lapse(ask, making, term),
        TermState::LapsedUnverified if day > term.due => {}
        TermState::Lapsed => {
            making.reverse(term.lapse_entry.take());
            making.push(Effect::NoReplyWithdrawn { party: reply.party });
            terms::end(making, term, TermState::Met, day);
        }
        _ => terms::meet(making, term, day),
    }
    Ok(())
}

/// A reply that came before the return slip: the day of service is not known yet, the reply is there.
fn replied_before_slip(ask: &Ask<'_>, making: &mut Making, party: PartyNo) -> Carried {
    let notice = ask
        .file
        .standing_papers()
        .find(|paper| paper.kind == "reply_notice" && paper.addressees.contains(&party));
    let Some(notice) = notice else { return Ok(()) };
    let period = if ask.file.facts.procedure.is_simplified() {
        REPLY_SIMPLIFIED
    } else {
        REPLY
    };
    let term = terms::fresh(
        ask.calendar,
        ask.book,
        &making.file,
        period,
        notice.issued_on,
        Some(party),
        Some(notice.no),
    )?;
    making.push(Effect::TermSet {
        term: Term {
            state: TermState::Met,
            ended_on: Some(ask.on),
            ..term
        },
    });
    Ok(())
}
