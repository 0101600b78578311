//! Counting as one might without knowing the law: plain arithmetic on weekdays and on one list of days off.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde_json::Value;

const HOLIDAYS: &str = include_str!("../data/holidays.json");

/// Official days off, whether or not make-up days are known.
fn off() -> BTreeSet<NaiveDate> {
    listed("holidays")
}

fn made_up() -> BTreeSet<NaiveDate> {
    listed("working_weekends")
}

fn listed(name: &str) -> BTreeSet<NaiveDate> {
    let years: Value = serde_json::from_str(HOLIDAYS).unwrap();
    let years = years.as_object().unwrap().values();
    years
        .flat_map(|year| year[name].as_array().unwrap())
        .map(|day| day.as_str().unwrap().parse().unwrap())
        .collect()
}

pub(super) fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap()
}

fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Monday to Friday, and nothing else, is worked.
pub(super) fn is_weekday(day: NaiveDate) -> bool {
    !weekend(day)
}

/// Weekends and days off are off, and no weekend is ever worked.
pub(super) fn without_make_up(day: NaiveDate) -> bool {
    !weekend(day) && !off().contains(&day)
}

/// The official days as they are.
pub(super) fn official(day: NaiveDate) -> bool {
    made_up().contains(&day) || without_make_up(day)
}

/// The day on which so many days that are worked have passed.
pub(super) fn working(
    start: NaiveDate,
    mut days: u32,
    is_worked: impl Fn(NaiveDate) -> bool,
) -> NaiveDate {
    let mut day = start;
    while days > 0 {
        day = plus(day, 1);
        days -= u32::from(is_worked(day));
    }
    day
}

/// The first day that is worked, from this one on.
pub(super) fn rolled(mut day: NaiveDate, is_worked: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    while !is_worked(day) {
        day = plus(day, 1);
    }
    day
}

/// Months, an end that the month lacks running over into the next, as in many a program.
pub(super) fn months_running_over(start: NaiveDate, months: u32) -> NaiveDate {
    let first = start.with_day(1).unwrap() + Months::new(months);
    plus(first, u64::from(start.day() - 1))
}
