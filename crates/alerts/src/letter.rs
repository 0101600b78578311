//! Letters 提醒信: subject and body of one alert to one person, in Chinese or English.

mod en;
#[cfg(test)]
mod tests;
mod zh;

use std::fmt::Write as _;

use calendar::{Calendar, Reading};
use chrono::{Datelike, NaiveDate};
use store::outbox::{DueAlert, Recipient};
use workflow::deadline;
use workflow::file::TermState;
use workflow::messages::Lang;
use workflow::period::{OnEnd, Period};

/// How much a letter may say 隐私级别.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Privacy {
    /// Level 0: that there is something to do, no more.
    Bare,
    /// Level 1, the default: case number, matter and day.
    #[default]
    Case,
}

impl TryFrom<u8> for Privacy {
    type Error = String;

    fn try_from(level: u8) -> Result<Self, String> {
        match level {
            0 => Ok(Self::Bare),
            1 => Ok(Self::Case),
            other => Err(format!(
                "`{other}` is not a privacy level: use 0 (nothing but that something is due) or 1 (case number, matter, day)"
            )),
        }
    }
}

impl From<Privacy> for u8 {
    fn from(privacy: Privacy) -> Self {
        match privacy {
            Privacy::Bare => 0,
            Privacy::Case => 1,
        }
    }
}

/// How near the day is 缓急.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Working days left, today not counted.
    Left(u32),
    /// The day is today.
    Today,
    /// Working days since the due day.
    Overdue(u32),
    /// 期满待核：past its day, a person must check.
    ToVerify,
}

/// Most working days left that are red 红.
const RED: u32 = 3;
/// Most working days left that are yellow 黄.
const YELLOW: u32 = 10;

impl Urgency {
    /// How near the due day of an alert is on `today`.
    #[must_use]
    pub fn of(alert: &DueAlert, today: NaiveDate, calendar: &Calendar) -> Self {
        if alert.term_state == TermState::LapsedUnverified {
            return Self::ToVerify;
        }
        let working = |from: NaiveDate, to: NaiveDate| {
            calendar
                .working_days_between(from, to, Reading::Party)
                .unwrap_or_else(|_| u32::try_from((to - from).num_days()).unwrap_or(0))
        };
        match alert.due.cmp(&today) {
            std::cmp::Ordering::Greater => Self::Left(working(today, alert.due)),
            std::cmp::Ordering::Equal => Self::Today,
            std::cmp::Ordering::Less => Self::Overdue(working(alert.due, today)),
        }
    }

    /// Code of the header `X-Fuyi-Severity`, for filters.
    #[must_use]
    pub fn severity(self) -> &'static str {
        match self {
            Self::Overdue(_) => "overdue",
            Self::ToVerify => "to-verify",
            Self::Today => "today",
            Self::Left(days) if days <= RED => "red",
            Self::Left(days) if days <= YELLOW => "yellow",
            Self::Left(_) => "green",
        }
    }
}

/// A letter as it is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Subject 主题.
    pub subject: String,
    /// Plain text 正文, lines ended by `\n`.
    pub body: String,
}

/// All that a letter is written from.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// The alert with what is known of its term and case.
    pub alert: &'a DueAlert,
    /// To whom, and as what.
    pub recipient: &'a Recipient,
    /// The period of the term.
    pub period: &'a Period,
    /// How near the day is.
    pub urgency: Urgency,
    /// Where a person opens the case; left out where there is no such place.
    pub link: Option<&'a str>,
    /// How much may be said.
    pub privacy: Privacy,
}

impl Matter<'_> {
    /// Writes the letter 写信 in the recipient's language.
    #[must_use]
    pub fn write(&self) -> Letter {
        match (Lang::preferred(&self.recipient.language), self.privacy) {
            (Lang::Zh, Privacy::Case) => zh::full(self),
            (Lang::Zh, Privacy::Bare) => zh::bare(self),
            (Lang::En, Privacy::Case) => en::full(self),
            (Lang::En, Privacy::Bare) => en::bare(self),
        }
    }

    /// Whether the recipient has the duty, rather than being told of another's.
    fn is_owed(&self) -> bool {
        self.urgency == Urgency::ToVerify || self.alert.role == self.period.duty_role
    }

    /// Whether the end of the term brings about acceptance (ARL 30(3)).
    fn deems(&self) -> bool {
        self.period.on_end == OnEnd::DeemAccepted
    }

    /// For whom on leave the recipient gets it: the name, or where no more may be said than that something is due, that
    /// it is a colleague.
    fn absent(&self) -> Option<&str> {
        let name = self.recipient.absent.as_deref()?;
        let lang = Lang::preferred(&self.recipient.language);
        Some(match self.privacy {
            Privacy::Case => name,
            Privacy::Bare => lang.pick("同事", "a colleague"),
        })
    }

    fn basis_zh(&self) -> Option<String> {
        (!self.period.is_policy()).then(|| deadline::cite(&self.period.basis))
    }
}

/// Puts the rows of a table one under another: the name, padded by its width on screen, and the value.
fn table(rows: &[(&str, String)], width: usize) -> String {
    let mut text = String::new();
    for (name, value) in rows {
        // A Chinese character is as wide as two others.
        let shown: usize = name
            .chars()
            .map(|one| if one.is_ascii() { 1 } else { 2 })
            .sum();
        let gap = " ".repeat(width.saturating_sub(shown));
        let _ = writeln!(text, "{name}{gap}{value}");
    }
    text
}

/// A day with its weekday.
fn dated(day: NaiveDate, weekdays: [&str; 7]) -> String {
    let number = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    format!(
        "{day}({})",
        weekdays.get(number).copied().unwrap_or_default()
    )
}
