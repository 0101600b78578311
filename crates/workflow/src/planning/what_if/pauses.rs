//! Pauses in a log gone through again.

use chrono::NaiveDate;

use crate::file::{Term, TermPause, TermState};
use crate::id::MatterNo;
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::Rulebook;

/// What holds a term: a kind of pause, by a decision of the proceeding or by a matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Holder {
    pub(super) kind: String,
    matter: Option<MatterNo>,
}

impl Holder {
    fn of(pause: &TermPause) -> Self {
        Self {
            kind: pause.kind.clone(),
            matter: pause.matter,
        }
    }
}

/// What holds a term while it lasts.
pub(super) fn open(pauses: &[TermPause]) -> impl Iterator<Item = Holder> {
    let open = pauses.iter().filter(|pause| pause.to.is_none());
    open.map(Holder::of)
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
pub(super) fn hold(term: &mut Term, from: NaiveDate, holder: &Holder) {
    if !open(&term.pauses).any(|held| held == *holder) {
        term.pauses.push(TermPause {
            from,
            to: None,
            kind: holder.kind.clone(),
            matter: holder.matter,
        });
    }
}

/// A pause ends with its term; one that would have begun later never did.
pub(super) fn close(term: &mut Term, to: NaiveDate, holder: &Holder) {
    for pause in &mut term.pauses {
        if pause.to.is_none() && Holder::of(pause) == *holder {
            pause.to = Some(to);
        }
    }
    term.pauses
        .retain(|pause| pause.to.is_none_or(|to| to > pause.from));
}

/// A pause ends; the day on which it does counts again.
pub(super) fn release(term: &mut Term, to: NaiveDate, holder: &Holder) -> Result<(), Refusal> {
    let lasting = term.pauses.iter_mut();
    for pause in lasting.filter(|pause| pause.to.is_none() && Holder::of(pause) == *holder) {
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
