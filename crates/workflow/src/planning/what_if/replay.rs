//! The log gone through again: each term as it was recorded, and beside it as it would have been.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Calendar;
use chrono::NaiveDate;

use super::pauses::{Holder, close, hold, open, release, stops, takes};
use super::{records_end, terms};
use crate::effect::{Effect, Entry};
use crate::file::{Service, Term, TermState};
use crate::id::{EntryNo, PaperNo, TermNo};
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::Rulebook;
use crate::trial::Change;

/// A term as it was recorded so far, and as it would have been.
pub(super) struct Lived {
    pub(super) recorded: Term,
    pub(super) derived: Term,
}

/// The log gone through so far.
pub(super) struct Replay<'a> {
    book: &'a Rulebook,
    calendar: &'a Calendar,
    change: Change,
    pub(super) terms: BTreeMap<TermNo, Lived>,
    days: BTreeMap<EntryNo, NaiveDate>,
    /// Day on which each paper was issued, and would have been.
    issued: BTreeMap<PaperNo, (NaiveDate, NaiveDate)>,
}

/// What the days of one entry become: as recorded, and as they would be.
struct Shift<'a> {
    entry: &'a Entry,
    on: (NaiveDate, NaiveDate),
    /// Day of service by public notice, which is another than that of the entry.
    served: Option<(NaiveDate, NaiveDate)>,
}

impl Shift<'_> {
    fn of(&self, day: NaiveDate) -> NaiveDate {
        let served = self.served.filter(|(was, _)| *was == day);
        let on = Some(self.on).filter(|(was, _)| *was == day);
        served.or(on).map_or(day, |(_, is)| is)
    }

    fn is_none(&self) -> bool {
        self.on.0 == self.on.1
    }
}

/// What an entry was seen to do.
#[derive(Default)]
struct Touched {
    terms: BTreeSet<TermNo>,
    paused: BTreeSet<Holder>,
    resumed: BTreeSet<Holder>,
    extended: bool,
}

impl<'a> Replay<'a> {
    pub(super) fn new(book: &'a Rulebook, calendar: &'a Calendar, change: Change) -> Self {
        Self {
            book,
            calendar,
            change,
            terms: BTreeMap::new(),
            days: BTreeMap::new(),
            issued: BTreeMap::new(),
        }
    }

    /// The day on which an entry would have had effect.
    pub(super) fn day_of(&self, entry: EntryNo) -> Option<NaiveDate> {
        self.days.get(&entry).copied()
    }

    /// Carries one entry over.
    pub(super) fn carry(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let shift = self.shift(entry)?;
        self.days.insert(entry.no, shift.on.1);
        let mut touched = Touched::default();
        for effect in &entry.effects {
            match effect {
                Effect::PaperIssued { paper } => {
                    let days = (paper.issued_on, shift.of(paper.issued_on));
                    self.issued.insert(paper.no, days);
                }
                Effect::TermSet { term } => self.set(&shift, term, &mut touched)?,
                _ => {}
            }
        }
        if let Change::Extension { entry: no, days } = self.change
            && no == entry.no
            && !touched.extended
        {
            return Err(Refusal::new(RefusalCode::BadField)
                .with("field", "entry")
                .with("value", days)
                .with("expected", "登记延长的日志 / an entry that extends a term"));
        }
        self.others(&shift, &touched)
    }

    fn shift<'b>(&self, entry: &'b Entry) -> Result<Shift<'b>, Refusal> {
        let was = entry.effective_on;
        let chosen = match self.change {
            Change::Day { entry: no, on } if no == entry.no => Some(on),
            Change::Day { .. } | Change::Extension { .. } => None,
        };
        let mut served = None;
        let mut is = was;
        if let Some((service, published)) = noticed(entry) {
            let day = chosen.unwrap_or(published);
            let day = terms::noticed_on(self.book, self.calendar, day)?;
            served = Some((service.served_on, day.unwrap_or(service.served_on)));
        } else if let Some(on) = chosen {
            is = on;
        } else if records_end(entry) {
            let ended = ends(entry).and_then(|term| self.terms.get(&term));
            is = ended.map_or(was, |lived| lived.derived.due);
        }
        Ok(Shift {
            entry,
            on: (was, is),
            served,
        })
    }

    /// A term starts or changes.
    fn set(
        &mut self,
        shift: &Shift<'_>,
        term: &Term,
        touched: &mut Touched,
    ) -> Result<(), Refusal> {
        touched.terms.insert(term.no);
        let mut derived = match self.terms.get(&term.no) {
            None => self.begun(shift, term),
            Some(lived) => self.changed(lived, shift, term, touched)?,
        };
        derived.state = standing(&derived, term.state);
        // A term that ends while it is paused keeps the last day it had.
        if term.state.is_open() || !ended_paused(self.terms.get(&term.no)) {
            terms::reckon(self.calendar, self.book, &mut derived)?;
        }
        // The end of a term by time is its last day.
        let by_time = term.state == TermState::Lapsed && term.ended_on == Some(term.due);
        derived.ended_on = match by_time {
            true => Some(derived.due),
            false => term.ended_on.map(|day| shift.of(day)),
        };
        derived.lapse_entry = term.lapse_entry;
        let recorded = term.clone();
        self.terms.insert(term.no, Lived { recorded, derived });
        Ok(())
    }

    /// A term as the entry would have started it.
    fn begun(&self, shift: &Shift<'_>, term: &Term) -> Term {
        let mut effects = shift.entry.effects.iter();
        let by_service = effects.any(|effect| matches!(effect, Effect::PaperServed { .. }));
        // A reply before the return slip counts from the day of the notice.
        let issued = term
            .paper
            .filter(|_| !by_service)
            .and_then(|paper| self.issued.get(&paper))
            .filter(|(was, _)| *was == term.started_on);
        Term {
            started_on: issued.map_or_else(|| shift.of(term.started_on), |(_, is)| *is),
            ..term.clone()
        }
    }

    /// A term with what the entry changed about it.
    fn changed(
        &self,
        lived: &Lived,
        shift: &Shift<'_>,
        term: &Term,
        touched: &mut Touched,
    ) -> Result<Term, Refusal> {
        let recorded = &lived.recorded;
        let mut derived = lived.derived.clone();
        if term.started_on != recorded.started_on {
            derived.started_on = shift.of(term.started_on);
        }
        derived.fixed_on = term.fixed_on;
        let added = term.extension_days.saturating_sub(recorded.extension_days);
        if added > 0 {
            touched.extended = true;
            let days = self.extension(shift, &derived, added)?;
            derived.extension_days = derived.extension_days.saturating_add(days);
        }
        let held = |term: &Term, holder: &Holder| open(&term.pauses).any(|known| known == *holder);
        for holder in open(&term.pauses).filter(|holder| !held(recorded, holder)) {
            touched.paused.insert(holder.clone());
            let same = shift.is_none() && *recorded == lived.derived;
            if same || stops(&derived, shift.on.1) {
                hold(&mut derived, shift.on.1, &holder);
            }
        }
        for holder in open(&recorded.pauses).filter(|holder| !held(term, holder)) {
            if term.state.is_open() {
                touched.resumed.insert(holder.clone());
                release(&mut derived, shift.on.1, &holder)?;
            } else {
                close(&mut derived, shift.on.1, &holder);
            }
        }
        Ok(derived)
    }

    /// The days that an entry adds: those recorded, or those asked about, within what the law allows.
    fn extension(&self, shift: &Shift<'_>, before: &Term, added: u32) -> Result<u32, Refusal> {
        let days = match self.change {
            Change::Extension { entry, days } if entry == shift.entry.no => days,
            Change::Extension { .. } | Change::Day { .. } => return Ok(added),
        };
        let period = self.book.period(&before.period);
        let most = period.and_then(|period| period.extension?.max_days);
        match most {
            Some(most) if before.extension_days.saturating_add(days) > most => {
                Err(Refusal::new(RefusalCode::ExtensionTooLong)
                    .with("days", days)
                    .with("max", most))
            }
            _ => Ok(days),
        }
    }

    /// What the entry paused or resumed reaches terms too that it left alone because they stood otherwise.
    fn others(&mut self, shift: &Shift<'_>, touched: &Touched) -> Result<(), Refusal> {
        let (book, calendar) = (self.book, self.calendar);
        for lived in self.terms.values_mut() {
            let term = &mut lived.derived;
            let same = shift.is_none() && *term == lived.recorded;
            if same || !term.state.is_open() || touched.terms.contains(&term.no) {
                continue;
            }
            for holder in &touched.paused {
                if stops(term, shift.on.1) && takes(book, term, &holder.kind) {
                    hold(term, shift.on.1, holder);
                }
            }
            for holder in &touched.resumed {
                release(term, shift.on.1, holder)?;
            }
            term.state = standing(term, term.state);
            terms::reckon(calendar, book, term)?;
        }
        Ok(())
    }
}

/// The service by public notice that an entry recorded, with the day of publication.
fn noticed(entry: &Entry) -> Option<(&Service, NaiveDate)> {
    entry.effects.iter().find_map(|effect| match effect {
        Effect::PaperServed { service, .. } => Some((service, service.published_on?)),
        _ => None,
    })
}

/// The term whose end an entry recorded.
fn ends(entry: &Entry) -> Option<TermNo> {
    entry.effects.iter().find_map(|effect| match effect {
        Effect::TermSet { term } if term.lapse_entry == Some(entry.no) => Some(term.no),
        _ => None,
    })
}

/// Whether a pause lasted on a term as it was recorded before.
fn ended_paused(before: Option<&Lived>) -> bool {
    before.is_some_and(|lived| open(&lived.recorded.pauses).next().is_some())
}

/// Paused while a pause lasts, else as recorded.
fn standing(term: &Term, recorded: TermState) -> TermState {
    let paused = open(&term.pauses).next().is_some();
    match (paused, recorded) {
        (true, state) if state.is_open() => TermState::Paused,
        (false, TermState::Paused) => TermState::Running,
        (_, state) => state,
    }
}
