//! Working days of the whole horizon under one reading: how many before a day, and which is the n-th.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::error::CalendarError;

/// First year of the horizon.
pub(crate) const FIRST_YEAR: i32 = 2004;
/// Last year of the horizon.
pub(crate) const LAST_YEAR: i32 = 2050;
/// Number of years in the horizon.
pub(crate) const YEARS: usize = 47;

/// How a year without its notice is read 未公布放假安排年份的读法. Years with a notice read the same either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// 机关义务：only Saturdays and Sundays are off, so that a period counted forward ends earliest.
    Organ,
    /// 当事人权利期间：Saturdays, Sundays and the holidays fixed by regulation are off, so that it ends latest.
    Party,
}

/// The days of the horizon, numbered from 0, each working or off.
#[derive(Debug)]
pub(crate) struct DayTable {
    first: NaiveDate,
    last: NaiveDate,
    /// `before[i]` working days have a number below `i`; one longer than there are days.
    before: Vec<u32>,
    /// Number of the k-th working day, from 0.
    working: Vec<u32>,
}

impl DayTable {
    /// Tabulates the days from `first` to `last`, asking of each whether it is worked.
    pub(crate) fn new(
        first: NaiveDate,
        last: NaiveDate,
        mut is_working: impl FnMut(NaiveDate) -> bool,
    ) -> Self {
        let mut before = vec![0];
        let mut working = Vec::new();
        let mut count = 0;
        for (number, day) in (0_u32..).zip(first.iter_days().take_while(|day| *day <= last)) {
            if is_working(day) {
                working.push(number);
                count += 1;
            }
            before.push(count);
        }
        Self {
            first,
            last,
            before,
            working,
        }
    }

    /// The refusal for a day that was needed.
    pub(crate) fn outside(&self, day: NaiveDate) -> CalendarError {
        CalendarError::OutsideHorizon {
            day,
            first: self.first,
            last: self.last,
        }
    }

    /// The refusal for working days that were needed after the last day.
    fn past_the_end(&self) -> CalendarError {
        self.outside(self.last.succ_opt().unwrap_or(self.last))
    }

    /// The refusal for working days that were needed before the first day.
    fn before_the_start(&self) -> CalendarError {
        self.outside(self.first.pred_opt().unwrap_or(self.first))
    }

    /// How many working days lie before `day`; the day after the last may be asked too.
    pub(crate) fn working_before(&self, day: NaiveDate) -> Result<u32, CalendarError> {
        usize::try_from(day.signed_duration_since(self.first).num_days())
            .ok()
            .and_then(|number| self.before.get(number).copied())
            .ok_or_else(|| self.outside(day))
    }

    /// As [`Self::working_before`], any day past the end standing for the end.
    pub(crate) fn working_before_clipped(&self, day: NaiveDate) -> Result<u32, CalendarError> {
        if day > self.last {
            Ok(self.count())
        } else {
            self.working_before(day)
        }
    }

    /// How many working days there are.
    fn count(&self) -> u32 {
        self.before.last().copied().unwrap_or(0)
    }

    /// The working day that has `rank` working days before it.
    pub(crate) fn nth(&self, rank: u64) -> Result<NaiveDate, CalendarError> {
        usize::try_from(rank)
            .ok()
            .and_then(|rank| self.working.get(rank))
            .and_then(|number| self.first.checked_add_days(Days::new(u64::from(*number))))
            .ok_or_else(|| self.past_the_end())
    }

    /// Whether the day is worked.
    pub(crate) fn is_working(&self, day: NaiveDate) -> Result<bool, CalendarError> {
        let next = day
            .succ_opt()
            .filter(|_| day <= self.last)
            .ok_or_else(|| self.outside(day))?;
        Ok(self.working_before(next)? > self.working_before(day)?)
    }

    /// The first working day on or after `day`.
    pub(crate) fn on_or_after(&self, day: NaiveDate) -> Result<NaiveDate, CalendarError> {
        if day > self.last {
            return Err(self.outside(day));
        }
        self.nth(u64::from(self.working_before(day)?))
    }

    /// The last working day on or before `day`.
    pub(crate) fn on_or_before(&self, day: NaiveDate) -> Result<NaiveDate, CalendarError> {
        let next = day
            .succ_opt()
            .filter(|_| day <= self.last)
            .ok_or_else(|| self.outside(day))?;
        match self.working_before(next)?.checked_sub(1) {
            Some(rank) => self.nth(u64::from(rank)),
            None => Err(self.before_the_start()),
        }
    }

    /// The n-th working day before `day`, n from 1.
    pub(crate) fn nth_before(&self, day: NaiveDate, n: u64) -> Result<NaiveDate, CalendarError> {
        let before = u64::from(self.working_before(day)?);
        match before.checked_sub(n) {
            Some(rank) => self.nth(rank),
            None => Err(self.before_the_start()),
        }
    }
}
