//! Deadlines without a case 期限试算: a rule, a trigger, pauses, extensions and params in, a due day with its steps out.
//!
//! ```
//! use calendar::Calendar;
//! use workflow::deadline::{Ask, compute, parse_trigger};
//! use workflow::period::PeriodBook;
//!
//! let ask = Ask::new("demo", "accept_review", parse_trigger("2024-09-27T10:00:00+08:00")?);
//! let answer = compute(PeriodBook::embedded(), Calendar::embedded(), &ask)?;
//! assert_eq!(answer.due.to_string(), "2024-10-10");
//! # Ok::<(), workflow::deadline::AskError>(())
//! ```

mod ask;
mod batch;
mod chosen;
mod citation;
mod describe;
mod error;
mod given;
mod left;
pub mod panel;
mod reckon;
mod rules;
mod step;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use calendar::{Calendar, CalendarError, Count, Deadline, Pause};
use chrono::NaiveDate;
use serde::Serialize;

use crate::file::Term;
use crate::period::{Period, PeriodBook};

pub use ask::{Ask, Grant, Toll, parse_trigger};
pub use batch::batch_line;
pub use citation::chinese as cite;
pub use describe::describe;
pub use error::AskError;
pub use left::{DaysLeft, days_left};
pub use panel::{Against, Panel};
pub use rules::{ExtensionRow, FirstRow, ParamRow, PauseRow, ReviewRow, RuleRow, rules};
pub use step::{AnswerStep, DayOrRule, RuleStep};

/// A computed deadline 期限试算结果.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// The id of the ask.
    pub id: String,
    /// The day the period ends 届满日.
    pub due: NaiveDate,
    /// The last working day on or before the unrolled last day 稳妥日.
    pub safe_by: NaiveDate,
    /// Rests on a year whose notice is not loaded 暂定.
    pub provisional: bool,
    /// The articles it rests on.
    pub basis: String,
    /// The readings chosen that change it, by id 解释.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub readings: BTreeMap<String, String>,
    /// How it came about; none if not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<AnswerStep>>,
}

/// Computes a deadline with its steps.
///
/// # Errors
///
/// [`AskError`], each saying what would work.
pub fn compute(book: &PeriodBook, calendar: &Calendar, ask: &Ask) -> Result<Answer, AskError> {
    reckon::answer(book, calendar, ask, true)
}

/// As [`compute`], without steps.
///
/// # Errors
///
/// As [`compute`].
pub fn compute_without_steps(
    book: &PeriodBook,
    calendar: &Calendar,
    ask: &Ask,
) -> Result<Answer, AskError> {
    reckon::answer(book, calendar, ask, false)
}

/// As [`compute_without_steps`], with the periods and the calendar shipped with the program.
///
/// # Errors
///
/// As [`compute`].
pub fn compute_embedded(ask: &Ask) -> Result<Answer, AskError> {
    compute_without_steps(PeriodBook::embedded(), Calendar::embedded(), ask)
}

/// The steps of a term's count, walked anew from what the term holds.
///
/// # Errors
///
/// [`AskError`] for a period without a number of days, and where the calendar does not reach a day of the term.
pub fn steps(
    period: &Period,
    calendar: &Calendar,
    term: &Term,
) -> Result<Vec<AnswerStep>, AskError> {
    let reckoned = reckon::reckoned_term(period, calendar, term, true)?;
    Ok(reckoned.reckoning.steps.unwrap_or_default())
}

/// The deadline of a term: the fast way, for what the planner starts, pauses and extends.
///
/// Params are facts of an ask, not of a term: the period's own length is counted from its trigger.
///
/// # Errors
///
/// [`CalendarError::NothingToCount`] for a period without a number of days, and what the calendar refuses.
pub fn due(
    period: &Period,
    calendar: &Calendar,
    start: NaiveDate,
    extension_days: u32,
    pauses: &[Pause],
) -> Result<Deadline, CalendarError> {
    let length = period.length.ok_or(CalendarError::NothingToCount)?;
    let reading = period.reading();
    let (start, rests) = match &period.first {
        None => (start, false),
        Some(first) => {
            let end = calendar.deadline(&Count {
                roll: first.roll,
                ..Count::forward(start, first.length, reading)
            })?;
            (end.due, first.roll && end.provisional)
        }
    };
    let deadline = calendar.deadline(&Count {
        start,
        length,
        backward: period.backward,
        reading,
        roll: period.roll,
        extension_days,
        pauses,
    })?;
    Ok(Deadline {
        provisional: deadline.provisional || rests,
        ..deadline
    })
}

/// The deadline of a term whose last day is fixed by a decision, a court or an order 指定期限: it only rolls, where its
/// period does.
///
/// # Law
///
/// CPL 85(3), XJ 48: a last day that is off moves to the first day after it, whoever fixed it.
///
/// # Errors
///
/// What the calendar refuses.
pub fn due_fixed(
    period: &Period,
    calendar: &Calendar,
    day: NaiveDate,
) -> Result<Deadline, CalendarError> {
    calendar.deadline(&fixed_count(period, day))
}

/// The count of a fixed last day: of no days, and then the roll.
fn fixed_count(period: &Period, day: NaiveDate) -> Count<'static> {
    Count {
        roll: period.roll,
        ..Count::forward(day, calendar::Length::Days(0), period.reading())
    }
}

/// What the calendar refuses, in the words of an ask.
fn refused(period: &Period, error: CalendarError) -> AskError {
    match error {
        CalendarError::OutsideHorizon { day, first, last } => {
            AskError::OutsideHorizon { day, first, last }
        }
        CalendarError::EmptyPause { from, to } => AskError::BadPause {
            text: format!("{from}..{to}"),
        },
        CalendarError::NothingToCount => not_counted(period),
        CalendarError::BackwardTakesNeither => AskError::PauseNotTaken {
            rule: period.id.clone(),
            kind: None,
            taken: String::new(),
        },
    }
}

/// The refusal for a period without a number of days.
fn not_counted(period: &Period) -> AskError {
    AskError::NotCounted {
        rule: period.id.clone(),
        reason: period.not_counted.clone().unwrap_or_default(),
        reason_en: period.not_counted_en.clone().unwrap_or_default(),
        basis: period.basis.clone(),
    }
}
