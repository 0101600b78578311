//! What if 试算: the log is gone through with one day changed, and its terms are reckoned anew.
//!
//! What followed from a day follows from the other: what it started, paused, resumed, met. The end of a term moves with
//! the term, and so does what that end brought about, such as a deemed acceptance. Every other fact stays as recorded.

mod pauses;
mod replay;

use calendar::Calendar;
use chrono::NaiveDate;

use super::days::no_such;
use super::terms;
use crate::command::CommandName;
use crate::effect::{Effect, Entry};
use crate::file::{Term, TermState};
use crate::id::EntryNo;
use crate::period::{OnEnd, PeriodKind};
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::Rulebook;
use crate::trial::{Change, Compared};
use replay::Replay;

impl Rulebook {
    /// Every term of a case as it is, and as it would be had one day been another. Nothing is changed.
    ///
    /// `log` is the whole log of the case, in order.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where the log has no such entry, where the day follows from another one, or where it cannot have
    /// been that day: in the future, before receipt, out of the order of the stages.
    pub fn what_if(
        &self,
        calendar: &Calendar,
        log: &[Entry],
        change: Change,
        today: NaiveDate,
    ) -> Result<Vec<Compared>, Refusal> {
        possible(log, change, today)?;
        let mut replay = Replay::new(self, calendar, change);
        for entry in log {
            replay.carry(entry)?;
        }
        in_order(log, &replay, change)?;
        Ok(replay
            .terms
            .into_values()
            .map(|lived| Compared {
                after: self.as_of(&lived.recorded, lived.derived, today),
                before: lived.recorded,
            })
            .collect())
    }

    /// The term with the state that its other days leave it in today.
    fn as_of(&self, recorded: &Term, mut derived: Term, today: NaiveDate) -> Term {
        let key = |term: &Term| {
            let days = (term.started_on, term.due, term.ended_on, term.fixed_on);
            (days, term.extension_days, term.pauses.clone())
        };
        if key(recorded) == key(&derived) {
            return recorded.clone();
        }
        derived.version = recorded.version;
        let over = derived.due < today;
        derived.state = match recorded.state {
            TermState::Cancelled => TermState::Cancelled,
            TermState::Met | TermState::MetLate => match derived.ended_on {
                Some(day) if day > derived.due => TermState::MetLate,
                _ => TermState::Met,
            },
            TermState::Lapsed if over => TermState::Lapsed,
            _ if derived.pauses.iter().any(|pause| pause.to.is_none()) => TermState::Paused,
            // Days of a year without its notice wait for a person.
            _ if !over || derived.provisional => TermState::Running,
            _ => self.when_over(&derived.period),
        };
        let by_time = derived.state == TermState::Lapsed;
        if by_time {
            derived.ended_on = Some(derived.due);
        } else if derived.state.is_open() {
            derived.ended_on = None;
        }
        derived
    }

    /// The state of a term of a period once its last day is over.
    fn when_over(&self, period: &str) -> TermState {
        match self
            .period(period)
            .map(|period| (period.on_end, period.kind))
        {
            Some((OnEnd::Verify, _)) => TermState::LapsedUnverified,
            Some((OnEnd::None, PeriodKind::Duty)) | None => TermState::Overdue,
            Some((OnEnd::None | OnEnd::DeemAccepted, _)) => TermState::Lapsed,
        }
    }
}

/// Whether an entry records the end of a term: its day is that of the term, and moves with it.
fn records_end(entry: &Entry) -> bool {
    entry.command == CommandName::RecordLapse.code()
}

/// Whether an entry brings the proceeding to a stage.
fn moves_on(entry: &Entry) -> bool {
    entry.effects.iter().any(|effect| {
        matches!(
            effect,
            Effect::CaseOpened { .. } | Effect::StageEntered { .. }
        )
    })
}

fn possible(log: &[Entry], change: Change, today: NaiveDate) -> Result<(), Refusal> {
    let no = change.entry();
    let entry = log.iter().find(|entry| entry.no == no);
    let entry = entry.ok_or_else(|| no_such("entry", no))?;
    match change {
        Change::Extension { .. } => Ok(()),
        Change::Day { .. } if records_end(entry) => {
            Err(Refusal::new(RefusalCode::DayFollows).with("entry", no))
        }
        Change::Day { on, .. } if on > today => Err(Refusal::new(RefusalCode::EffectiveInFuture)
            .with("day", on)
            .with("today", today)),
        Change::Day { on, .. } => {
            let received = log.first().map_or(on, |first| first.effective_on);
            if no != 1 && on < received {
                return Err(Refusal::new(RefusalCode::EffectiveBeforeReceipt)
                    .with("day", on)
                    .with("received", received));
            }
            Ok(())
        }
    }
}

/// Refuses a day that leaves the order in which the acts were done: what began before what had to come first.
fn in_order(log: &[Entry], replay: &Replay<'_>, change: Change) -> Result<(), Refusal> {
    let Change::Day { entry: no, on } = change else {
        return Ok(());
    };
    let day_of = |entry: &Entry| replay.day_of(entry.no).unwrap_or(entry.effective_on);
    let Some(changed) = log.iter().find(|entry| entry.no == no) else {
        return Ok(());
    };
    let received = no == 1;
    let others = log
        .iter()
        .filter(|entry| entry.no != no && (received || (moves_on(changed) && moves_on(entry))));
    for other in others {
        let (was, is) = (other.effective_on, day_of(other));
        if other.no < no && was <= changed.effective_on && on < is {
            return Err(Refusal::new(RefusalCode::EffectiveBeforeStage)
                .with("day", on)
                .with("since", is));
        }
        if other.no > no && was >= changed.effective_on && on > is && !records_end(other) {
            return Err(too_late(on, other.no, is));
        }
    }
    Ok(())
}

/// The refusal of a day after that of an act which rests on it.
fn too_late(on: NaiveDate, entry: EntryNo, day: NaiveDate) -> Refusal {
    Refusal::new(RefusalCode::BadField)
        .with("field", "on")
        .with("value", on)
        .with(
            "expected",
            format!(
                "不晚于第 {entry} 条日志之日 {day} / not after {day}, the day of entry {entry}"
            ),
        )
}
