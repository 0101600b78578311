//! Kinds of day, periods and deadlines 届满日, each with the steps that led there.
//!
//! Pure arithmetic on civil days in Asia/Shanghai. The days of 2004–2026 come from the State Council's yearly
//! notices, shipped under `workflows/calendars`. A later year without its notice is read in one of two ways
//! ([`Reading`]) and every result that rests on it is `provisional`: nothing falls back silently to Monday–Friday.
//!
//! ```
//! use calendar::{Calendar, Count, Length, Reading};
//! use chrono::NaiveDate;
//!
//! // ARL 30(1): five working days from receipt on Friday 27 September 2024; Sunday the 29th is a make-up day.
//! let received = NaiveDate::from_ymd_opt(2024, 9, 27).ok_or("no such day")?;
//! let due = Calendar::embedded().deadline(&Count::forward(received, Length::WorkingDays(5), Reading::Organ))?.due;
//! assert_eq!(due.to_string(), "2024-10-10");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod count;
mod embedded;
mod error;
mod explain;
mod paused;
mod step;
mod table;
#[cfg(test)]
mod tests;
mod year;
mod years;

pub use count::{Count, Deadline, Length, Pause};
pub use error::{CalendarError, TableError};
pub use explain::Explained;
pub use step::Step;
pub use table::Reading;
pub use year::{Notice, YearTable};
pub use years::{Calendar, DayInfo, DayKind};
