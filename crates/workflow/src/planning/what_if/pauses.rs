//! Pauses in a log gone through again.

use chrono::NaiveDate;

use crate::file::{Term, TermPause, TermState};
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::Rulebook;

/// Kinds of pause that last.
pub(super) fn open(pauses: &[TermPause]) -> impl Iterator<Item = &str> {
    let open = pauses.iter().filter(|pause| pause.to.is_none());
    open.map(|pause| pause.kind.as_str())
}

/// Whether a pause that begins on a day stops a term: one that has ended by then is not revived.
pub(super) fn stops(term: &Term, on: NaiveDate) -> bool {
    term.state.is_open() && (term.state == TermState::Paused || on <= term.due)
}

/// Whether a period takes a kind of pause.
pub(super) fn takes(book: &Rulebook, term: &Term, kind: &str) -> bool {
    let period = book.period(&term.period);
    let mut kinds = period.iter().flat_map(|period| &period.pauses);
    kinds.any(|known| known.code() == kind)
}

/// A pause begins.
pub(super) fn hold(term: &mut Term, from: NaiveDate, kind: &str) {
    if !open(&term.pauses).any(|held| held == kind) {
        term.pauses.push(TermPause {
            from,
            to: None,
            kind: kind.to_owned(),
        });
    }
}

/// A pause ends; the day on which it does counts again.
pub(super) fn release(term: &mut Term, to: NaiveDate, kind: &str) -> Result<(), Refusal> {
    let lasting = term.pauses.iter_mut();
    for pause in lasting.filter(|pause| pause.kind == kind && pause.to.is_none()) {
        if to < pause.from {
            return Err(Refusal::new(RefusalCode::EffectiveBeforeStage)
                .with("day", to)
                .with("since", pause.from));
        }
        pause.to = Some(to);
    }
    term.pauses.retain(|pause| pause.to != Some(pause.from));
    Ok(())
}
