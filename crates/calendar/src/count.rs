//! Counting a period to its last day.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::error::CalendarError;
use crate::paused;
use crate::table::{DayTable, Reading};
use crate::years::Calendar;

/// How long a period is 期间长度. The unit is the rule's own, never derived from the number (ARL 88(2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// 工作日。
    WorkingDays(u32),
    /// 日（自然日）。
    Days(u32),
    /// 月。
    Months(u32),
    /// 年。
    Years(u32),
}

/// An interval not counted 不计入的期间, `[from, to)`: the day counting resumes counts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pause {
    /// First day not counted.
    pub from: NaiveDate,
    /// The day counting resumes 恢复之日.
    pub to: NaiveDate,
}

/// A period to be counted.
#[derive(Debug, Clone, Copy)]
pub struct Count<'a> {
    /// The day the period starts 起算日, itself not counted; the day of the hearing when counting backwards.
    pub start: NaiveDate,
    /// Its length.
    pub length: Length,
    /// Count back from `start`: `length` is the number of full units strictly between the answer and `start`.
    pub backward: bool,
    /// How years without a notice are read.
    pub reading: Reading,
    /// Whether a last day that is off moves to the first working day after it 顺延.
    pub roll: bool,
    /// Extension 延长: working days for a length in working days, calendar days for every other.
    pub extension_days: u32,
    /// What is not counted; overlaps count once, and what begins after the last day changes nothing.
    pub pauses: &'a [Pause],
}

impl Count<'_> {
    /// A plain count forward: rolled, no extension, no pause.
    #[must_use]
    pub fn forward(start: NaiveDate, length: Length, reading: Reading) -> Self {
        Self {
            start,
            length,
            backward: false,
            reading,
            roll: true,
            extension_days: 0,
            pauses: &[],
        }
    }
}

/// The day a period ends 届满日.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day, after the roll.
    pub due: NaiveDate,
    /// The last working day on or before the unrolled last day 稳妥日: by then it is in time under every view.
    pub safe_by: NaiveDate,
    /// The last day before the roll.
    pub unrolled: NaiveDate,
    /// 暂定：rests on the kind of a day in a year whose notice is not loaded.
    pub provisional: bool,
}

/// The unrolled last day, and whether counting to it rested on a year without a notice.
struct LastDay {
    day: NaiveDate,
    provisional: bool,
}

impl Calendar {
    /// The day a period ends.
    ///
    /// # Law
    ///
    /// Start not counted (CPL 85(2)); months and years end on the corresponding day, else on the month's last
    /// (CC 202); base, extension and pauses first, then one roll (CPL 85(3)).
    ///
    /// # Errors
    ///
    /// [`CalendarError`] for an empty pause, a backward count with pauses or an extension, or when the kind of a
    /// day outside 2004–2050 is needed.
    pub fn deadline(&self, count: &Count<'_>) -> Result<Deadline, CalendarError> {
        let table = self.table(count.reading);
        let last = if count.backward {
            self.back(count, table)?
        } else {
            self.forth(count, table)?
        };
        let unrolled = last.day;
        let due = if count.roll {
            table.on_or_after(unrolled)?
        } else {
            unrolled
        };
        let safe_by = table.on_or_before(unrolled)?;
        let provisional = last.provisional || self.unnoticed_between(safe_by, due);
        Ok(Deadline {
            due,
            safe_by,
            unrolled,
            provisional,
        })
    }

    /// Counts forward, pausing.
    fn forth(&self, count: &Count<'_>, table: &DayTable) -> Result<LastDay, CalendarError> {
        let pauses = paused::union(count.pauses)?;
        if let Length::WorkingDays(length) = count.length {
            let target = u64::from(length) + u64::from(count.extension_days);
            return self.forth_working(count.start, target, &pauses, table);
        }
        let mut day = corresponding(count.start, count.length)
            .and_then(|day| day.checked_add_days(Days::new(count.extension_days.into())))
            .ok_or_else(|| table.outside(NaiveDate::MAX))?;
        if day == count.start {
            return Ok(LastDay {
                day,
                provisional: false,
            });
        }
        let Some(first) = count.start.succ_opt() else {
            return Err(table.outside(count.start));
        };
        for pause in pauses.iter() {
            if pause.from > day {
                break;
            }
            let missed = pause
                .to
                .signed_duration_since(pause.from.max(first))
                .num_days();
            if let Ok(missed @ 1..) = u64::try_from(missed) {
                day = day
                    .checked_add_days(Days::new(missed))
                    .ok_or_else(|| table.outside(NaiveDate::MAX))?;
            }
        }
        Ok(LastDay {
            day,
            provisional: false,
        })
    }

    /// Counts `target` working days after `start`, leaving out those that are paused.
    fn forth_working(
        &self,
        start: NaiveDate,
        target: u64,
        pauses: &[Pause],
        table: &DayTable,
    ) -> Result<LastDay, CalendarError> {
        if target == 0 {
            return Ok(LastDay {
                day: start,
                provisional: false,
            });
        }
        let Some(first) = start.succ_opt() else {
            return Err(table.outside(start));
        };
        // Working days up to and with the one we look for, counted from the start of the horizon.
        let mut wanted = u64::from(table.working_before(first)?) + target;
        let mut from = first;
        let mut provisional = false;
        for pause in pauses {
            if pause.to <= from {
                continue;
            }
            let begins = pause.from.max(from);
            let passed = u64::from(table.working_before_clipped(begins)?);
            if passed >= wanted {
                break;
            }
            if begins > from {
                provisional |= self.unnoticed_between(from, begins.pred_opt().unwrap_or(begins));
            }
            wanted += u64::from(table.working_before_clipped(pause.to)?) - passed;
            from = pause.to;
        }
        let day = table.nth(wanted - 1)?;
        Ok(LastDay {
            day,
            provisional: provisional || self.unnoticed_between(from.min(day), day),
        })
    }

    /// Counts backward: full units strictly between the answer and the start.
    ///
    /// # Law
    ///
    /// ARL 51, read as clear days (five full working days lie between).
    fn back(&self, count: &Count<'_>, table: &DayTable) -> Result<LastDay, CalendarError> {
        if count.extension_days != 0 || !count.pauses.is_empty() {
            return Err(CalendarError::BackwardTakesNeither);
        }
        if let Length::WorkingDays(length) = count.length {
            let day = table.nth_before(count.start, u64::from(length) + 1)?;
            let before = count.start.pred_opt().unwrap_or(count.start);
            return Ok(LastDay {
                day,
                provisional: self.unnoticed_between(day, before),
            });
        }
        let day = corresponding_before(count.start, count.length)
            .and_then(|day| day.pred_opt())
            .ok_or_else(|| table.outside(NaiveDate::MIN))?;
        Ok(LastDay {
            day,
            provisional: false,
        })
    }
}

/// The day that corresponds to `start` after the length, else the last of that month (CC 202).
pub(crate) fn corresponding(start: NaiveDate, length: Length) -> Option<NaiveDate> {
    match length {
        Length::WorkingDays(days) | Length::Days(days) => {
            start.checked_add_days(Days::new(days.into()))
        }
        Length::Months(months) => start.checked_add_months(Months::new(months)),
        Length::Years(years) => start.checked_add_months(Months::new(years.checked_mul(12)?)),
    }
}

/// As [`corresponding`], before the start.
pub(crate) fn corresponding_before(start: NaiveDate, length: Length) -> Option<NaiveDate> {
    match length {
        Length::WorkingDays(days) | Length::Days(days) => {
            start.checked_sub_days(Days::new(days.into()))
        }
        Length::Months(months) => start.checked_sub_months(Months::new(months)),
        Length::Years(years) => start.checked_sub_months(Months::new(years.checked_mul(12)?)),
    }
}
