//! What if 试算: one day of a case is another, and every day that follows from it is reckoned anew.
//!
//! [`Rulebook::what_if`](crate::rulebook::Rulebook::what_if) reads the log and writes nothing.

use chrono::NaiveDate;

use crate::file::Term;
use crate::id::EntryNo;

/// The one thing that is taken to be otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// An entry had effect on another day. Of a public notice it is the day of publication.
    Day {
        /// The entry.
        entry: EntryNo,
        /// The other day.
        on: NaiveDate,
    },
    /// An extension gave another number of days, in the unit of the period.
    Extension {
        /// The entry that recorded it.
        entry: EntryNo,
        /// The other number; 0 for none.
        days: u32,
    },
}

impl Change {
    /// The entry it speaks of.
    #[must_use]
    pub fn entry(self) -> EntryNo {
        match self {
            Self::Day { entry, .. } | Self::Extension { entry, .. } => entry,
        }
    }
}

/// A term as it is, and as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// As it is.
    pub before: Term,
    /// As it would be.
    pub after: Term,
}

impl Compared {
    /// Whether anything about it would be otherwise.
    #[must_use]
    pub fn moved(&self) -> bool {
        self.before != self.after
    }
}
