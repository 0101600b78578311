//! Lengths in words.

use calendar::Length;

/// A length as the definitions write it, in Chinese, in English; the unit is always said.
pub(super) fn length(length: Length) -> (String, String, String) {
    match length {
        Length::WorkingDays(days) => (
            format!("working_days {days}"),
            format!("{days}个工作日"),
            format!("{days} working days"),
        ),
        Length::Days(days) => (
            format!("days {days}"),
            format!("{days}日（自然日）"),
            format!("{days} calendar days"),
        ),
        Length::Months(months) => (
            format!("months {months}"),
            format!("{months}个月"),
            format!("{months} months"),
        ),
        Length::Years(years) => (
            format!("years {years}"),
            format!("{years}年"),
            format!("{years} years"),
        ),
    }
}
