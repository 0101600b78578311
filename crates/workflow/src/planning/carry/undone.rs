//! A service that was none is taken back 冲销送达, with everything that the law lets begin upon it.

use super::{Carried, reopen};
use crate::effect::Effect;
use crate::file::{Matter, Paper, Service, Term, TermState};
use crate::planning::build::Making;
use crate::planning::guards::hearing::{NOTICE, TRACK, notice_of};
use crate::planning::guards::returned::{CORRECTION_NOTICE, REPLY_NOTICE, opening_of};
use crate::planning::guards::{CORRECTION, replies};
use crate::planning::{Ask, matters, terms};

/// Takes a service back: the entry that recorded it is reversed, what it started is cancelled or runs from another service,
/// what was held to be missed or abandoned upon it was not, and what it opened ends.
///
/// What came although nothing was served, such as a reply, has come and stays.
///
/// # Law
///
/// ARL 75(2), 88; CPL 90, 91: only service starts anything.
pub(super) fn undo(
    ask: &Ask<'_>,
    making: &mut Making,
    paper: &Paper,
    service: &Service,
) -> Carried {
    making.reverse(service.entry);
    making.push(Effect::ServiceReversed {
        paper: paper.no,
        party: service.party,
    });
    if paper.kind == CORRECTION_NOTICE {
        correction(ask, making, paper)?;
    }
    if paper.kind == REPLY_NOTICE && making.file.facts.no_reply.contains(&service.party) {
        making.push(Effect::NoReplyWithdrawn {
            party: service.party,
        });
    }
    notice_owed_again(making, paper);
    let opened: Vec<Matter> = making
        .file
        .facts
        .matters
        .iter()
        .filter(|matter| ask.book.is_open(matter))
        .filter(|matter| {
            let opening = opening_of(ask, matter, paper, service);
            opening.is_some_and(|opening| opening.stage == matter.stage)
        })
        .cloned()
        .collect();
    matters::end_all(ask, making, opened)?;
    let started: Vec<Term> = making
        .file
        .terms
        .iter()
        .filter(|term| term.paper == Some(paper.no) && term.party == Some(service.party))
        .filter(|term| term.period != CORRECTION)
        .filter(|term| term.state.is_open() || term.state == TermState::Lapsed)
        .cloned()
        .collect();
    for term in started {
        cancel(ask, making, term);
    }
    Ok(())
}

/// Cancels a term that did not begin; that its end was recorded is reversed.
fn cancel(ask: &Ask<'_>, making: &mut Making, mut term: Term) {
    making.reverse(term.lapse_entry.take());
    terms::end(making, term, TermState::Cancelled, ask.on);
}

/// The one term to correct runs from the latest service that is left. Where the case ended as abandoned that end is taken
/// back, and the term runs anew once everybody is served.
fn correction(ask: &Ask<'_>, making: &mut Making, paper: &Paper) -> Carried {
    let mut of_notice = making.file.terms.iter().rev();
    let known = of_notice.find(|term| {
        term.period == CORRECTION && !matches!(term.state, TermState::Met | TermState::MetLate)
    });
    let known = known
        .filter(|term| term.state != TermState::Cancelled)
        .cloned();
    if replies::held_abandoned(ask).is_ok() {
        if let Some(term) = known {
            cancel(ask, making, term);
        }
        return reopen::take_back(ask, making);
    }
    let Some(term) = known else { return Ok(()) };
    let standing = making.file.paper(paper.no);
    let latest = standing.and_then(|paper| {
        let days = paper
            .services
            .iter()
            .map(|known| (known.served_on, known.party));
        days.max()
    });
    match latest {
        None => cancel(ask, making, term),
        // Whoever is left keeps the term as it is.
        Some((on, _)) if on == term.started_on => {}
        Some((on, party)) => {
            let party = Some(party);
            terms::restart(ask, making, Term { party, ..term }, on)?;
        }
    }
    Ok(())
}

/// The notice of a hearing that is still to be held is owed again.
///
/// # Law
///
/// ARL 51(1).
fn notice_owed_again(making: &mut Making, paper: &Paper) {
    let hearing = making.file.matters_on(TRACK).find(|matter| {
        let notice = notice_of(&making.file, matter);
        let hearing = matter.details.hearing();
        let awaited = hearing.and_then(|hearing| hearing.awaited());
        awaited.is_some() && notice.is_some_and(|notice| notice.no == paper.no)
    });
    let own = hearing.map(|matter| matter.terms.clone());
    let own = own.unwrap_or_default();
    let met = making.file.terms.iter().rev().find(|term| {
        let met = matches!(term.state, TermState::Met | TermState::MetLate);
        term.period == NOTICE && own.contains(&term.no) && met
    });
    if let Some(mut term) = met.cloned() {
        making.reverse(term.lapse_entry.take());
        term.state = TermState::Running;
        term.ended_on = None;
        terms::set(making, term);
    }
}
