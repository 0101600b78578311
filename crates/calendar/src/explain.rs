//! A count day by day, with the reason for each step.
//!
//! Walked anew, not read off the tables of [`Calendar::deadline`]; a property compares the two.

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

use crate::count::{Count, Deadline, Length, Pause, corresponding, corresponding_before};
use crate::error::CalendarError;
use crate::paused;
use crate::step::Step;
use crate::table::Reading;
use crate::years::{Calendar, DayKind};

/// A deadline and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The deadline.
    pub deadline: Deadline,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl Calendar {
    /// The day a period ends, with every step of the count.
    ///
    /// # Errors
    ///
    /// As [`Calendar::deadline`].
    pub fn explain(&self, count: &Count<'_>) -> Result<Explained, CalendarError> {
        let deadline = self.deadline(count)?;
        let mut walk = Walk {
            calendar: self,
            reading: count.reading,
            steps: Vec::new(),
        };
        walk.begin(count);
        let end = match (count.backward, count.length) {
            (false, Length::WorkingDays(days)) => walk.working(count, i64::from(days))?,
            (false, _) => walk.days(count)?,
            (true, Length::WorkingDays(days)) => walk.working_back(count.start, i64::from(days))?,
            (true, _) => walk.days_back(count)?,
        };
        walk.steps.push(Step::LastDay { day: end });
        let end = if count.roll { walk.roll(end)? } else { end };
        walk.steps.push(Step::SafeBy {
            day: deadline.safe_by,
        });
        if deadline.provisional {
            walk.steps.push(Step::Provisional {
                reading: count.reading,
            });
        }
        walk.steps.push(Step::End { day: end });
        Ok(Explained {
            deadline,
            steps: walk.steps,
        })
    }
}

/// The steps so far.
struct Walk<'a> {
    calendar: &'a Calendar,
    reading: Reading,
    steps: Vec<Step>,
}

impl Walk<'_> {
    fn begin(&mut self, count: &Count<'_>) {
        self.steps.push(Step::StartNotCounted { day: count.start });
        self.steps.push(Step::Length {
            length: count.length,
            backward: count.backward,
        });
        if let Length::Months(_) | Length::Years(_) = count.length {
            let of = if count.backward {
                corresponding_before
            } else {
                corresponding
            };
            if let Some(day) = of(count.start, count.length) {
                self.steps.push(Step::CorrespondingDay {
                    day,
                    shortened: day.day() != count.start.day(),
                });
            }
        }
        if count.extension_days > 0 {
            let working = matches!(count.length, Length::WorkingDays(_));
            self.steps.push(Step::Extended {
                days: count.extension_days,
                working,
            });
        }
    }

    /// Calendar days forward, in stretches.
    fn days(&mut self, count: &Count<'_>) -> Result<NaiveDate, CalendarError> {
        let pauses = paused::union(count.pauses)?;
        let base =
            corresponding(count.start, count.length).ok_or_else(|| self.beyond(NaiveDate::MAX))?;
        let wanted =
            base.signed_duration_since(count.start).num_days() + i64::from(count.extension_days);
        let mut counted = 0;
        let mut day = count.start;
        let mut coming = pauses.iter().peekable();
        while counted < wanted {
            let next = self.after(day, 1)?;
            let Some(pause) = coming.next_if(|pause| pause.from <= next) else {
                let until = coming.peek().map_or(i64::MAX, |pause| {
                    pause.from.signed_duration_since(next).num_days()
                });
                let stretch = until.min(wanted - counted);
                day = self.after(day, stretch)?;
                self.steps.push(Step::Counted {
                    from: next,
                    through: day,
                    first: counted + 1,
                    last: counted + stretch,
                });
                counted += stretch;
                continue;
            };
            let last = pause.to.pred_opt().unwrap_or(pause.to);
            if last < next {
                self.without_effect(*pause);
                continue;
            }
            let days = last.signed_duration_since(next).num_days() + 1;
            self.steps.push(Step::Paused {
                from: next,
                through: last,
                days,
            });
            day = last;
        }
        coming.for_each(|pause| self.without_effect(*pause));
        Ok(day)
    }

    /// Working days forward, day by day.
    fn working(&mut self, count: &Count<'_>, length: i64) -> Result<NaiveDate, CalendarError> {
        let pauses = paused::union(count.pauses)?;
        let wanted = length + i64::from(count.extension_days);
        let mut counted = 0;
        let mut day = count.start;
        while counted < wanted {
            day = self.after(day, 1)?;
            if let Some(pause) = pauses
                .iter()
                .find(|pause| pause.from <= day && day < pause.to)
            {
                let last = pause.to.pred_opt().unwrap_or(pause.to);
                let days = last.signed_duration_since(day).num_days() + 1;
                self.steps.push(Step::Paused {
                    from: day,
                    through: last,
                    days,
                });
                day = last;
                continue;
            }
            if self.step_off(day)? {
                continue;
            }
            counted += 1;
            self.step_on(day, counted)?;
        }
        for pause in pauses
            .iter()
            .filter(|pause| pause.from > day || pause.to <= count.start)
        {
            self.without_effect(*pause);
        }
        Ok(day)
    }

    /// Working days backward: `between` full ones, and the one before them.
    fn working_back(&mut self, start: NaiveDate, between: i64) -> Result<NaiveDate, CalendarError> {
        let mut counted = 0;
        let mut day = start;
        loop {
            day = day.pred_opt().ok_or_else(|| self.beyond(day))?;
            if self.step_off(day)? {
                continue;
            }
            if counted == between {
                return Ok(day);
            }
            counted += 1;
            self.step_on(day, counted)?;
        }
    }

    /// Calendar days backward: full ones between, then the day before them.
    fn days_back(&mut self, count: &Count<'_>) -> Result<NaiveDate, CalendarError> {
        let from = corresponding_before(count.start, count.length)
            .ok_or_else(|| self.beyond(NaiveDate::MIN))?;
        let first = count.start.signed_duration_since(from).num_days();
        if let (Some(through), 1..) = (count.start.pred_opt(), first) {
            self.steps.push(Step::Counted {
                from,
                through,
                first,
                last: 1,
            });
        }
        from.pred_opt().ok_or_else(|| self.beyond(from))
    }

    /// Moves past days that are off.
    fn roll(&mut self, last: NaiveDate) -> Result<NaiveDate, CalendarError> {
        let mut day = last;
        while self.step_off(day)? {
            day = self.after(day, 1)?;
        }
        if day != last {
            self.steps.push(Step::Rolled {
                from: last,
                to: day,
            });
        }
        Ok(day)
    }

    /// Notes the day if it is off.
    fn step_off(&mut self, day: NaiveDate) -> Result<bool, CalendarError> {
        let (kind, notice) = self.calendar.kind(day, self.reading)?;
        let notice = notice.map(str::to_owned);
        match (kind, self.steps.last_mut()) {
            (DayKind::WorkingDay | DayKind::MakeUpDay, _) => return Ok(false),
            (DayKind::Weekend, Some(Step::SkippedWeekend { from, through }))
                if touches(*from, *through, day) =>
            {
                (*from, *through) = ((*from).min(day), (*through).max(day));
            }
            (DayKind::Weekend, _) => self.steps.push(Step::SkippedWeekend {
                from: day,
                through: day,
            }),
            (
                DayKind::Holiday,
                Some(Step::SkippedHoliday {
                    from,
                    through,
                    notice: same,
                }),
            ) if touches(*from, *through, day) && *same == notice => {
                (*from, *through) = ((*from).min(day), (*through).max(day));
            }
            (DayKind::Holiday, _) => self.steps.push(Step::SkippedHoliday {
                from: day,
                through: day,
                notice,
            }),
        }
        Ok(true)
    }

    /// Notes a day counted as the given number.
    fn step_on(&mut self, day: NaiveDate, number: i64) -> Result<(), CalendarError> {
        let (kind, notice) = self.calendar.kind(day, self.reading)?;
        let step = match kind {
            DayKind::MakeUpDay => {
                let notice = notice.map(str::to_owned);
                Step::MakeUpCounted {
                    from: day,
                    through: day,
                    first: number,
                    last: number,
                    notice,
                }
            }
            DayKind::WorkingDay | DayKind::Weekend | DayKind::Holiday => Step::Counted {
                from: day,
                through: day,
                first: number,
                last: number,
            },
        };
        match (self.steps.last_mut(), &step) {
            (
                Some(Step::Counted {
                    from,
                    through,
                    first,
                    last,
                }),
                Step::Counted { .. },
            )
            | (
                Some(Step::MakeUpCounted {
                    from,
                    through,
                    first,
                    last,
                    ..
                }),
                Step::MakeUpCounted { .. },
            ) if touches(*from, *through, day) => {
                if day > *through {
                    (*through, *last) = (day, number);
                } else {
                    (*from, *first) = (day, number);
                }
            }
            _ => self.steps.push(step),
        }
        Ok(())
    }

    fn without_effect(&mut self, pause: Pause) {
        let through = pause.to.pred_opt().unwrap_or(pause.to);
        self.steps.push(Step::PauseWithoutEffect {
            from: pause.from,
            through,
        });
    }

    fn after(&self, day: NaiveDate, days: i64) -> Result<NaiveDate, CalendarError> {
        u64::try_from(days)
            .ok()
            .and_then(|days| day.checked_add_days(Days::new(days)))
            .ok_or_else(|| self.beyond(NaiveDate::MAX))
    }

    fn beyond(&self, day: NaiveDate) -> CalendarError {
        self.calendar.table(self.reading).outside(day)
    }
}

/// Whether the day lies next to the stretch.
fn touches(from: NaiveDate, through: NaiveDate, day: NaiveDate) -> bool {
    through.succ_opt() == Some(day) || from.pred_opt() == Some(day)
}
