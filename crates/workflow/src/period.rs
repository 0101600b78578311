//! Periods 期间: the lengths that the law or the office gives, as data.
//!
//! A [`RawPeriod`] is what a file says; [`check()`] turns it into a [`Period`] whose every word is known, reporting
//! all faults. [`PeriodBook`] holds them by id.

mod book;
mod check;
mod raw;
pub(crate) mod words;

use calendar::{Length, Reading};

use crate::actor::Role;
use crate::review::{ReviewStatus, Source};

pub use book::PeriodBook;
pub use check::check;
pub use raw::RawPeriod;
pub use words::{Bound, ExtendedBy, OnEnd, PauseKind, PeriodKind, Prevails};

/// A period 期间: its length, what it starts from, what pauses and extends it, and what its end brings about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Its name in definitions, commands and answers.
    pub id: String,
    /// Chinese label.
    pub label: String,
    /// English label.
    pub label_en: String,
    /// What kind of period it is.
    pub kind: PeriodKind,
    /// Who is bound by it.
    pub bound: Bound,
    /// What starts it 起算点, in Chinese.
    pub trigger: String,
    /// What starts it, in English.
    pub trigger_en: String,
    /// How long it is; none where the law gives no number, see [`Period::not_counted`].
    pub length: Option<Length>,
    /// Why there is nothing to count, in Chinese.
    pub not_counted: Option<String>,
    /// Why there is nothing to count, in English.
    pub not_counted_en: Option<String>,
    /// A stretch that runs before it 前段期间, such as the thirty days of a public notice.
    pub first: Option<First>,
    /// Counted back from the trigger 倒算.
    pub backward: bool,
    /// Whether a last day that is off moves to the first working day after it 顺延.
    pub roll: bool,
    /// What pauses it.
    pub pauses: Vec<PauseKind>,
    /// Who may extend it, and by how much.
    pub extension: Option<Extension>,
    /// What else it takes.
    pub params: Vec<Param>,
    /// What its end brings about.
    pub on_end: OnEnd,
    /// What follows from its end, in Chinese.
    pub consequence: Option<String>,
    /// What follows from its end, in English.
    pub consequence_en: Option<String>,
    /// The article it rests on; `policy` for the office's own clocks.
    pub basis: String,
    /// A few words of that article.
    pub words: Option<String>,
    /// Where it stands with counsel 法制审核; until it is signed it shows 未经法制审核.
    pub review: ReviewStatus,
    /// Where its number comes from, if not from the text of the law.
    pub source: Option<Source>,
    /// Days before the due day on which its duty is spoken of, in the unit of the length, ascending.
    pub ladder: Vec<i32>,
    /// Whether an overdue term is spoken of on every working day.
    pub overdue_daily: bool,
    /// Who is told.
    pub duty_role: Role,
    /// Who is told too.
    pub cc: Vec<Role>,
}

/// A stretch that runs before the period and where the period then starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct First {
    /// How long it is.
    pub length: Length,
    /// Whether the period starts from its rolled end rather than from its last day.
    pub roll: bool,
    /// Chinese label.
    pub label: String,
    /// English label.
    pub label_en: String,
}

/// How a period may be extended 延长.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// The most days, in the unit of the length; none where the law sets no limit.
    pub max_days: Option<u32>,
    /// Who grants it.
    pub by: ExtendedBy,
    /// Whether it is granted once for all.
    pub once_only: bool,
}

/// A further fact that a period takes 参数.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Whether the period cannot be counted without it.
    pub required: bool,
    /// What it does.
    pub effect: ParamEffect,
    /// Chinese label.
    pub label: String,
    /// English label.
    pub label_en: String,
}

/// What a param does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamEffect {
    /// A day from which another length is counted; the earlier of the two ends stands 以先届满者为准.
    /// Pauses and extensions belong to this count.
    EarlierOf(Length),
    /// A day on which the first stretch ends, in place of counting it.
    EndsFirst,
    /// The day of conversion 程序转换: not before the trigger, and before this many days have ended. Changes nothing.
    Converts {
        /// The last of these days is the last on which to convert.
        within_days: u32,
    },
    /// True or false: if true, this length stands in place of the other.
    LengthIfTrue(Length),
    /// A number of days that another law or a court gives; of the two, this one stands.
    OtherDays(Prevails),
}

impl ParamEffect {
    /// Whether the param is a day; else it is true or false, or a number of days.
    #[must_use]
    pub fn is_day(self) -> bool {
        !matches!(self, Self::LengthIfTrue(_) | Self::OtherDays(_))
    }
}

impl Period {
    /// How a year without its notice is read.
    ///
    /// # Law
    ///
    /// The earliest day for a duty of an organ, the latest for a right of a party: no citizen loses a day to a guess.
    /// Counting backwards, days off make the answer earlier, so the readings change places.
    #[must_use]
    pub fn reading(&self) -> Reading {
        match (self.bound, self.backward) {
            (Bound::Organ, false) | (Bound::Party, true) => Reading::Organ,
            (Bound::Party, false) | (Bound::Organ, true) => Reading::Party,
        }
    }

    /// Whether it is counted in working days 工作日.
    #[must_use]
    pub fn in_working_days(&self) -> bool {
        matches!(self.length, Some(Length::WorkingDays(_)))
    }

    /// Whether it is not statutory: the office's own number 内部时限.
    #[must_use]
    pub fn is_policy(&self) -> bool {
        self.source == Some(Source::Policy)
    }

    /// The param with this name.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.name == name)
    }
}

#[cfg(test)]
mod tests;
