//! Pauses: what holds terms, and when it lets go.

use super::{drop_empty, reckon, revive, set};
use crate::file::{Term, TermPause, TermState};
use crate::id::MatterNo;
use crate::period::PauseKind;
use crate::planning::Ask;
use crate::planning::build::Making;
use crate::refusal::Refusal;

/// Pauses every term that the kind of pause stops and whose day had not passed on the effective day.
///
/// An end recorded meanwhile is taken back; a term already past its day then is not revived. What several hold at
/// once, the case and its matters, each holds for days of its own; days held twice are counted once.
///
/// # Law
///
/// ARL 39: the days of suspension do not count.
pub(in crate::planning) fn pause(
    ask: &Ask<'_>,
    making: &mut Making,
    kind: PauseKind,
    matter: Option<MatterNo>,
) {
    let stopped: Vec<Term> = making
        .file
        .terms
        .iter()
        .filter(|term| {
            // While another kind of pause lasts, the last day that is stored is not yet the last.
            term.state.is_open() && (term.state == TermState::Paused || ask.on <= term.due)
        })
        .filter(|term| !is_paused_by(term, kind, matter))
        .filter(|term| {
            let period = ask.book.period(&term.period);
            period.is_some_and(|period| period.pauses.contains(&kind))
        })
        .cloned()
        .collect();
    for mut term in stopped {
        revive(making, &mut term);
        term.pauses.push(TermPause {
            from: ask.on,
            to: None,
            kind: kind.code().to_owned(),
            matter,
        });
        term.state = TermState::Paused;
        set(making, term);
    }
}

/// Lets go of the terms that the case, or one of its matters, holds by a kind of pause; the day of resumption counts
/// again where nothing else holds them.
pub(in crate::planning) fn resume(
    ask: &Ask<'_>,
    making: &mut Making,
    kind: PauseKind,
    matter: Option<MatterNo>,
) -> Result<(), Refusal> {
    let paused: Vec<Term> = making
        .file
        .terms
        .iter()
        .filter(|term| term.state == TermState::Paused && is_paused_by(term, kind, matter))
        .cloned()
        .collect();
    for mut term in paused {
        for pause in term
            .pauses
            .iter_mut()
            .filter(|pause| lasts(pause, kind, matter))
        {
            pause.to = Some(ask.on);
        }
        drop_empty(&mut term);
        if term.pauses.iter().all(|pause| pause.to.is_some()) {
            term.state = TermState::Running;
        }
        reckon(ask.calendar, ask.book, &mut term)?;
        set(making, term);
    }
    Ok(())
}

/// Whether the case, or the matter, still holds the term by a kind of pause.
fn is_paused_by(term: &Term, kind: PauseKind, matter: Option<MatterNo>) -> bool {
    let mut pauses = term.pauses.iter();
    pauses.any(|pause| lasts(pause, kind, matter))
}

fn lasts(pause: &TermPause, kind: PauseKind, matter: Option<MatterNo>) -> bool {
    pause.kind == kind.code() && pause.matter == matter && pause.to.is_none()
}

/// Holds a term that begins, or runs again, by what pauses the case already: from the day on which that began, and not
/// from before the term did.
///
/// # Law
///
/// ARL 39: the days of suspension do not count, whatever the order in which term and suspension are recorded.
pub(super) fn hold(ask: &Ask<'_>, making: &Making, term: &mut Term) {
    let suspended = making.file.facts.suspension.iter();
    let suspended = suspended.map(|suspension| (PauseKind::Suspension, None, suspension.since));
    let beside = making.matters().filter_map(|matter| {
        let stage = ask.book.stages.get(&matter.stage)?;
        let since = matter.suspended_on.unwrap_or(matter.since);
        Some((stage.pauses?, Some(matter.no), since))
    });
    let period = ask.book.period(&term.period);
    for (kind, matter, since) in suspended.chain(beside) {
        let stops = period.is_some_and(|period| period.pauses.contains(&kind));
        let stands = term.state == TermState::Paused
            || term.state == TermState::Running && since <= term.due;
        if stops && stands && !is_paused_by(term, kind, matter) {
            term.pauses.push(TermPause {
                from: since.max(term.started_on),
                to: None,
                kind: kind.code().to_owned(),
                matter,
            });
            term.state = TermState::Paused;
        }
    }
}
