//! Official days, read from `data/holidays.json`, and counting with them day by day.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;

use serde_json::Value;

use super::table::Unit;

const HOLIDAYS: &str = include_str!("../data/holidays.json");

/// A civil day, as the number of days since 2000-01-01, a Saturday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i64);

impl Day {
    /// The last day of the last year that has its notice.
    pub(super) const END: Self = Self(9861);

    pub(super) fn new(year: i64, month: i64, day: i64) -> Self {
        let years: i64 = (2000..year).map(days_of_year).sum::<i64>()
            - (year..2000).map(days_of_year).sum::<i64>();
        let months: i64 = (1..month).map(|month| days_of_month(year, month)).sum();
        Self(years + months + day - 1)
    }

    pub(super) fn parse(text: &str) -> Self {
        let mut parts = text.split('-').map(|part| part.parse().unwrap());
        Self::new(
            parts.next().unwrap(),
            parts.next().unwrap(),
            parts.next().unwrap(),
        )
    }

    pub(super) fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    fn parts(self) -> (i64, i64, i64) {
        let (mut year, mut rest) = (2000, self.0);
        while rest < 0 {
            year -= 1;
            rest += days_of_year(year);
        }
        while rest >= days_of_year(year) {
            rest -= days_of_year(year);
            year += 1;
        }
        let mut month = 1;
        while rest >= days_of_month(year, month) {
            rest -= days_of_month(year, month);
            month += 1;
        }
        (year, month, rest + 1)
    }

    /// The same day of a later month, or that month's last.
    fn plus_months(self, months: i64) -> Self {
        let (year, month, day) = self.parts();
        let total = year * 12 + month - 1 + months;
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
        Self::new(year, month, day.min(days_of_month(year, month)))
    }

    fn is_weekend(self) -> bool {
        self.0.rem_euclid(7) < 2
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year}-{month:02}-{day:02}")
    }
}

/// `from..=to` over days.
pub(super) fn each(range: RangeInclusive<Day>) -> impl Iterator<Item = Day> {
    (range.start().0..=range.end().0).map(Day)
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_of_year(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `[from, to)`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Interval {
    pub(super) from: Day,
    pub(super) to: Day,
}

/// Where a count ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// The last day before the roll.
    pub(super) last: Day,
    /// The day it ends; none where that rests on a year without a notice.
    pub(super) due: Option<Day>,
}

impl End {
    pub(super) fn earlier(self, other: Self) -> Self {
        match (self.due, other.due) {
            (Some(own), Some(due)) if (due, other.last) < (own, self.last) => other,
            (Some(_), Some(_)) => self,
            _ if other.last < self.last => other,
            _ => self,
        }
    }
}

/// Days off and worked weekends of the years that have their notice.
pub(super) struct OfficialDays {
    off: BTreeSet<Day>,
    worked: BTreeSet<Day>,
    /// Whether each day from 2000-01-01 is worked, for speed.
    works: Vec<bool>,
}

impl OfficialDays {
    pub(super) fn read() -> Self {
        let years: BTreeMap<String, Value> = serde_json::from_str(HOLIDAYS).unwrap();
        let all = |name: &str| -> BTreeSet<Day> {
            let lists = years.values().map(|year| year[name].as_array().unwrap());
            lists
                .flatten()
                .map(|day| Day::parse(day.as_str().unwrap()))
                .collect()
        };
        let mut official = Self {
            off: all("holidays"),
            worked: all("working_weekends"),
            works: Vec::new(),
        };
        official.works = each(Day(0)..=Day::END)
            .map(|day| official.look_up(day))
            .collect();
        official
    }

    fn look_up(&self, day: Day) -> bool {
        self.worked.contains(&day) || (!day.is_weekend() && !self.off.contains(&day))
    }

    /// Whether the day is worked; none beyond the notices.
    pub(super) fn is_worked(&self, day: Day) -> Option<bool> {
        self.works.get(usize::try_from(day.0).ok()?).copied()
    }

    /// The last worked day on or before a day.
    pub(super) fn on_or_before(&self, mut day: Day) -> Option<Day> {
        while !self.is_worked(day)? {
            day = day.plus(-1);
        }
        Some(day)
    }

    fn on_or_after(&self, mut day: Day) -> Option<Day> {
        while !self.is_worked(day)? {
            day = day.plus(1);
        }
        Some(day)
    }

    /// Counts from the day after the start, leaving out what is paused.
    pub(super) fn count(
        &self,
        start: Day,
        unit: Unit,
        number: u32,
        extension: u32,
        pauses: &[Interval],
        rolls: bool,
    ) -> End {
        let number = i64::from(number);
        let base = match unit {
            Unit::WorkingDays | Unit::Days => number,
            Unit::Months => start.plus_months(number).0 - start.0,
            Unit::Years => start.plus_months(12 * number).0 - start.0,
        };
        let wanted = base + i64::from(extension);
        let (mut day, mut counted) = (start, 0);
        if pauses.is_empty() && unit != Unit::WorkingDays {
            (day, counted) = (start.plus(wanted), wanted);
        }
        while counted < wanted {
            day = day.plus(1);
            let paused = pauses
                .iter()
                .any(|pause| pause.from <= day && day < pause.to);
            let counts = match (unit, paused) {
                (_, true) => false,
                (Unit::WorkingDays, false) => match self.is_worked(day) {
                    Some(worked) => worked,
                    None => {
                        return End {
                            last: day,
                            due: None,
                        };
                    }
                },
                (_, false) => true,
            };
            counted += i64::from(counts);
        }
        let due = if rolls {
            self.on_or_after(day)
        } else {
            self.is_worked(day).map(|_| day)
        };
        End { last: day, due }
    }

    /// Counts back: so many full units between the answer and the start.
    pub(super) fn count_back(&self, start: Day, unit: Unit, number: u32) -> End {
        let (mut day, mut between) = (start.plus(-1), 0);
        loop {
            let counts = unit != Unit::WorkingDays || self.is_worked(day).unwrap();
            if counts && between == number {
                return End {
                    last: day,
                    due: Some(day),
                };
            }
            between += u32::from(counts);
            day = day.plus(-1);
        }
    }
}

/// Numbers by chance, the same on every run.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0, below `limit`.
    pub(super) fn below(&mut self, limit: i64) -> i64 {
        i64::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    /// A place in a list.
    pub(super) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(i64::try_from(length).unwrap())).unwrap()
    }
}
