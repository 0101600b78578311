//! What is left of a period 剩余.

use calendar::{Calendar, Reading};
use chrono::NaiveDate;

/// Days left on a day, negative past the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaysLeft {
    /// Working days; not known where the calendar ends.
    pub working: Option<i64>,
    /// Calendar days.
    pub calendar: i64,
}

/// What is left on a day.
///
/// # Days
///
/// Counted after today up to and including the last day; past it, after the last day up to and including today.
#[must_use]
pub fn days_left(
    calendar: &Calendar,
    reading: Reading,
    today: NaiveDate,
    due: NaiveDate,
) -> DaysLeft {
    let between = |from, to| {
        calendar
            .working_days_between(from, to, reading)
            .ok()
            .map(i64::from)
    };
    DaysLeft {
        working: if due < today {
            between(due, today).map(|days| -days)
        } else {
            between(today, due)
        },
        calendar: due.signed_duration_since(today).num_days(),
    }
}
