//! The steps of a count.

use chrono::NaiveDate;
use serde::Serialize;

use crate::count::Length;
use crate::table::Reading;

/// One step of a count 计算步骤. Stretches of days are given by their first and last day, both included; their
/// numbers `first` and `last` fall when counting backwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// 起算日不计入。Start is not counted.
    StartNotCounted {
        /// The start.
        day: NaiveDate,
    },
    /// 期间长度。What is to be counted.
    Length {
        /// The length.
        length: Length,
        /// Whether it is counted back from the start.
        backward: bool,
    },
    /// 对应日。Where months or years end.
    CorrespondingDay {
        /// The corresponding day.
        day: NaiveDate,
        /// The month has no such day: its last stands in.
        shortened: bool,
    },
    /// 延长。An extension, in the unit in which the length is counted.
    Extended {
        /// How many days.
        days: u32,
        /// Whether these are working days.
        working: bool,
    },
    /// 计入。Days counted.
    Counted {
        /// First day.
        from: NaiveDate,
        /// Last day.
        through: NaiveDate,
        /// Number of the first day.
        first: i64,
        /// Number of the last day.
        last: i64,
    },
    /// 调休上班日计入。Make-up days counted.
    MakeUpCounted {
        /// First day.
        from: NaiveDate,
        /// Last day.
        through: NaiveDate,
        /// Number of the first day.
        first: i64,
        /// Number of the last day.
        last: i64,
        /// The notice that makes them working days.
        notice: Option<String>,
    },
    /// 周末不计入。Weekend skipped.
    SkippedWeekend {
        /// First day.
        from: NaiveDate,
        /// Last day.
        through: NaiveDate,
    },
    /// 法定休假日不计入。Holiday skipped.
    SkippedHoliday {
        /// First day.
        from: NaiveDate,
        /// Last day.
        through: NaiveDate,
        /// The notice that makes them days off; none where only the regulation does.
        notice: Option<String>,
    },
    /// 中止等期间不计入。Paused.
    Paused {
        /// First day.
        from: NaiveDate,
        /// Last day.
        through: NaiveDate,
        /// How many days.
        days: i64,
    },
    /// 届满后的期间不影响。A pause that begins after the last day, or ends before the first, and changes nothing.
    PauseWithoutEffect {
        /// First day.
        from: NaiveDate,
        /// Last day.
        through: NaiveDate,
    },
    /// 顺延前的最后一日。Last day before the roll.
    LastDay {
        /// The day.
        day: NaiveDate,
    },
    /// 顺延。The last day is off, the period ends on the first working day after it.
    Rolled {
        /// The last day before the roll.
        from: NaiveDate,
        /// The day it ends.
        to: NaiveDate,
    },
    /// 稳妥日。In time under every view.
    SafeBy {
        /// The day.
        day: NaiveDate,
    },
    /// 暂定。Rests on a year whose notice is not loaded.
    Provisional {
        /// How that year is read.
        reading: Reading,
    },
    /// 届满日。Period ends.
    End {
        /// The day.
        day: NaiveDate,
    },
}

impl Step {
    /// The article the step carries out, where it is law.
    #[must_use]
    pub fn basis(&self) -> Option<&'static str> {
        match self {
            Self::StartNotCounted { .. } => Some("CPL 85(2)"),
            Self::CorrespondingDay { .. } => Some("CC 202"),
            Self::Rolled { .. } => Some("CPL 85(3)"),
            Self::Length { .. }
            | Self::Extended { .. }
            | Self::Counted { .. }
            | Self::MakeUpCounted { .. }
            | Self::SkippedWeekend { .. }
            | Self::SkippedHoliday { .. }
            | Self::Paused { .. }
            | Self::PauseWithoutEffect { .. }
            | Self::LastDay { .. }
            | Self::SafeBy { .. }
            | Self::Provisional { .. }
            | Self::End { .. } => None,
        }
    }
}
