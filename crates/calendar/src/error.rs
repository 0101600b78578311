//! What can go wrong: [`CalendarError`] when a day is asked for, [`TableError`] when tables are loaded.

use chrono::NaiveDate;

/// Why a day or a deadline cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The answer rests on the kind of a day that the tables do not reach.
    #[error("the calendar does not reach `{day}`: it knows the days from `{first}` to `{last}`")]
    OutsideHorizon {
        /// A day whose kind was needed.
        day: NaiveDate,
        /// First day of the tables.
        first: NaiveDate,
        /// Last day of the tables.
        last: NaiveDate,
    },
    /// A pause 中止 that does not begin before it ends; `to` is the day on which counting resumes.
    #[error(
        "the pause from `{from}` to `{to}` is empty: `to` is the day counting resumes and must be later than `from`"
    )]
    EmptyPause {
        /// First paused day.
        from: NaiveDate,
        /// The day counting resumes.
        to: NaiveDate,
    },
    /// A count backwards from a day (before a hearing) was given pauses or an extension.
    #[error("a period counted backwards takes no pause and no extension")]
    BackwardTakesNeither,
    /// The law gives the period no number of days.
    #[error("the period has no number of days to count")]
    NothingToCount,
}

/// Why tables of days cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// The text is not a table of days.
    #[error("the table of days cannot be read: {reason}")]
    Unreadable {
        /// What the reader says, with the place.
        reason: String,
    },
    /// Two tables for one year.
    #[error("the year `{year}` is given twice: give each year one table")]
    YearTwice {
        /// The year.
        year: i32,
    },
    /// A year outside the span of the tables.
    #[error(
        "the year `{year}` is outside the calendar: years from `{first}` to `{last}` can be loaded"
    )]
    YearOutside {
        /// The year.
        year: i32,
        /// First year that can be loaded.
        first: i32,
        /// Last year that can be loaded.
        last: i32,
    },
    /// A day listed in another year's table.
    #[error("`{day}` stands in the table of `{year}`: list it in its own year")]
    DayOfOtherYear {
        /// The year of the table.
        year: i32,
        /// The day.
        day: NaiveDate,
    },
    /// A day that is both off and worked.
    #[error("`{day}` is listed as a day off and as a make-up working day: keep one")]
    DayBoth {
        /// The day.
        day: NaiveDate,
    },
    /// A make-up working day that is no Saturday or Sunday.
    #[error("`{day}` is listed as a make-up working day but is neither a Saturday nor a Sunday")]
    MakeUpOnWeekday {
        /// The day.
        day: NaiveDate,
    },
}
