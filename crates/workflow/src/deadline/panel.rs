//! The panel 期限说明 in which a deadline explains itself: data first, words second, Chinese and English.
//!
//! What an officer reads out on the phone and what a lawyer prints for the file are the same panel. [`Panel::of_ask`]
//! makes one without a case, [`Panel::of_term`] one of a term; [`Panel::words`] says it.

mod en;
mod fixed;
mod parts;
#[cfg(test)]
mod tests;
mod words;
mod zh;

use calendar::{Calendar, DayKind, Length, Reading};
use chrono::NaiveDate;
use serde::Serialize;

use super::ask::Ask;
use super::error::AskError;
use super::reckon;
use super::review::review;
use crate::file::{DefinitionVersion, Term, TermState};
use crate::period::{ExtendedBy, OnEnd, PauseKind, Period, PeriodBook, PeriodKind};

pub use words::{Line, LineId, Words};

/// What a panel is made against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The calendar it is reckoned by.
    pub calendar: &'a Calendar,
    /// The version of the rules 规则版本.
    pub rules: &'a DefinitionVersion,
    /// The day it is read.
    pub today: NaiveDate,
}

/// The panel 期限说明 of one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Panel {
    /// Id of the period.
    pub rule: String,
    /// Its Chinese label.
    pub label: String,
    /// Its English label.
    pub label_en: String,
    /// What kind of period it is.
    pub kind: PeriodKind,
    /// The day it is read.
    pub today: NaiveDate,
    /// State of the term; absent without a case.
    pub state: Option<TermState>,
    /// Day on which the term was met, lapsed or cancelled.
    pub ended_on: Option<NaiveDate>,
    /// What it rests on 依据.
    pub basis: PanelBasis,
    /// What starts it 起算点, in Chinese.
    pub trigger: String,
    /// What starts it, in English.
    pub trigger_en: String,
    /// The day of the trigger, which is not counted 起算日.
    pub trigger_on: NaiveDate,
    /// Counted back from the trigger 倒算.
    pub backward: bool,
    /// The count; absent where the law gives no number of days.
    pub count: Option<Counting>,
    /// Why there is nothing to count, in Chinese.
    pub not_counted: Option<String>,
    /// The last day that a decision, a court or an order fixed 指定期限: the count then has no days and only rolls.
    pub fixed_on: Option<NaiveDate>,
    /// What an extension would do 若延期.
    pub extending: Extending,
    /// What its end brings about by itself.
    pub on_end: OnEnd,
    /// What follows from its end 到期后果, in Chinese.
    pub consequence: Option<String>,
    /// What follows from its end, in English.
    pub consequence_en: Option<String>,
    /// The calendar it was reckoned by 日历.
    pub calendar: PanelCalendar,
}

/// What a period rests on 依据.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelBasis {
    /// Its articles; `policy` where no statute gives it.
    pub article: String,
    /// A few quoted words of the first of them.
    pub words: Option<String>,
    /// Whether the number is the office's own 内部时限.
    pub policy: bool,
    /// What is said of its review by counsel, in Chinese; absent once it is signed.
    pub review: Option<&'static str>,
    /// The same in English.
    pub review_en: Option<&'static str>,
}

/// A count 计算, part by part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counting {
    /// A stretch that runs first 前段.
    pub first: Option<FirstPart>,
    /// The day that starts the period itself and is not counted.
    pub start: NaiveDate,
    /// The first day counted 第一日; absent counting backwards.
    pub day_one: Option<NaiveDate>,
    /// How long it is.
    pub length: Length,
    /// Label of the fact that gives it this length in place of its usual one, Chinese and English.
    pub because: Option<(String, String)>,
    /// Day of conversion from the simplified procedure 程序转换, which changes nothing.
    pub converted_on: Option<NaiveDate>,
    /// Where the length alone leads.
    pub end: NaiveDate,
    /// Another length of which the earlier end stands 以先届满者为准. Pauses and extension belong to it.
    pub other: Option<OtherPart>,
    /// The extension given 延长.
    pub extended: Option<ExtendedPart>,
    /// What is not counted 不计入的期间, by first day.
    pub pauses: Vec<PausedPart>,
    /// The last day before the roll 末日.
    pub last_day: NaiveDate,
    /// What the last day is if it is off.
    pub day_off: Option<DayKind>,
    /// Whether a last day that is off moves on.
    pub roll: bool,
    /// The day the period ends 届满日.
    pub due: NaiveDate,
    /// The last working day on or before the last day 稳妥日.
    pub safe_by: NaiveDate,
    /// Rests on a year whose notice is not loaded 暂定.
    pub provisional: bool,
    /// How a year without its notice is read.
    pub reading: Reading,
    /// For a term, the day it would end by the calendar of today, where that is another than was recorded.
    pub recounted: Option<NaiveDate>,
    /// Working days left; absent while paused and once ended.
    pub working_days_left: Option<i64>,
    /// Calendar days left; absent while paused and once ended.
    pub calendar_days_left: Option<i64>,
}

/// A stretch that runs first 前段期间.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FirstPart {
    /// Its Chinese label.
    pub label: String,
    /// Its English label.
    pub label_en: String,
    /// How long it is; absent where its last day was given.
    pub length: Option<Length>,
    /// The day on which it ends and the period itself starts.
    pub ends_on: NaiveDate,
}

/// Another length of which the earlier end stands 另计的期间.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherPart {
    /// What starts it, in Chinese.
    pub label: String,
    /// What starts it, in English.
    pub label_en: String,
    /// The day that starts it and is not counted.
    pub start: NaiveDate,
    /// How long it is.
    pub length: Length,
    /// Where the length alone leads.
    pub end: NaiveDate,
}

/// An extension given 延长.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExtendedPart {
    /// How many days, in the unit of the length.
    pub days: u32,
    /// Where it leads.
    pub end: NaiveDate,
}

/// A stretch not counted 不计入的期间.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PausedPart {
    /// First day not counted.
    pub from: NaiveDate,
    /// The day counting resumes; absent while it lasts.
    pub to: Option<NaiveDate>,
    /// What kind it is; absent where none was given.
    pub kind: Option<PauseKind>,
    /// Calendar days that it leaves out, those that an earlier one left out not counted twice.
    pub days: i64,
    /// Where it leads, with those before it; absent while it lasts.
    pub end: Option<NaiveDate>,
}

/// What an extension would do 若延期.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Extending {
    /// The period takes none.
    NotTaken,
    /// It is given once for all, and was.
    Used {
        /// How many days were given.
        days: u32,
    },
    /// The period has ended, and an extension is decided before that.
    TooLate,
    /// The term has ended.
    Ended,
    /// It may be given.
    Possible(Extension),
}

/// An extension that may be given 可以延长.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// The most days that may still be given; absent where the law sets no limit.
    pub max_days: Option<u32>,
    /// Whether these are working days.
    pub working: bool,
    /// Who may grant it.
    pub by: ExtendedBy,
    /// The last day on which it may be decided; absent where the law sets none, and while the term is paused.
    pub until: Option<NaiveDate>,
    /// The day the period would then end; absent without a limit, and while the term is paused.
    pub would_end_on: Option<NaiveDate>,
    /// Whether that day rests on a year whose notice is not loaded.
    pub provisional: bool,
    /// The notice owed 告知, in Chinese; absent where it is not the office's to give.
    pub notice_owed: Option<&'static str>,
    /// The same in English.
    pub notice_owed_en: Option<&'static str>,
}

/// The calendar that a panel was reckoned by 日历.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelCalendar {
    /// Version of the calendar.
    pub version: String,
    /// The years on whose days off the count rests.
    pub years: Vec<YearNotice>,
    /// Version of the rules.
    pub rules: DefinitionVersion,
}

/// A year and the notice that arranges its days off 放假安排.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearNotice {
    /// The year.
    pub year: i32,
    /// The notice, as cited; absent while it is not loaded.
    pub notice: Option<String>,
}

impl Panel {
    /// The panel of a deadline without a case.
    ///
    /// A period without a number of days has a panel too, which says why nothing is counted.
    ///
    /// # Errors
    ///
    /// [`AskError`], each saying what would work.
    pub fn of_ask(book: &PeriodBook, ask: &Ask, against: Against<'_>) -> Result<Self, AskError> {
        let period = reckon::known(book, ask)?;
        let mut panel = Self::bare(period, ask.day()?, against);
        if period.length.is_none() {
            let given =
                !(ask.tolls.is_empty() && ask.extensions.is_empty() && ask.params.is_empty());
            return if given {
                Err(super::not_counted(period))
            } else {
                Ok(panel)
            };
        }
        let mut reckoned = reckon::reckoned(period, against.calendar, ask, false)?;
        panel.basis.article = reckoned.reckoning.basis();
        let pauses = ask.tolls.iter().map(|toll| parts::Given {
            from: toll.from,
            to: Some(toll.to),
            kind: toll.kind.as_deref().and_then(parts::pause_kind),
        });
        parts::fill(&mut panel, &mut reckoned, pauses.collect(), against)?;
        Ok(panel)
    }

    /// The panel of a term of a case. Its days are those that were recorded.
    ///
    /// # Errors
    ///
    /// [`AskError`] where the calendar does not reach a day of the term.
    pub fn of_term(period: &Period, term: &Term, against: Against<'_>) -> Result<Self, AskError> {
        let mut panel = Self::bare(period, term.started_on, against);
        panel.state = Some(term.state);
        panel.ended_on = term.ended_on;
        if let Some(day) = term.fixed_on {
            fixed::fill(&mut panel, period, (term, day), against)?;
            return Ok(panel);
        }
        if period.length.is_none() {
            return Ok(panel);
        }
        let mut reckoned = reckon::reckoned_term(period, against.calendar, term, false)?;
        let pauses = term.pauses.iter().map(|pause| parts::Given {
            from: pause.from,
            to: pause.to,
            kind: parts::pause_kind(&pause.kind),
        });
        parts::fill(&mut panel, &mut reckoned, pauses.collect(), against)?;
        if let Some(count) = &mut panel.count {
            let recounted = count.due;
            (count.due, count.safe_by) = (term.due, term.safe_by);
            count.provisional = term.provisional;
            count.recounted = (recounted != term.due).then_some(recounted);
            parts::left(count, panel.state, period.reading(), against);
        }
        Ok(panel)
    }

    /// What is known of a period before anything is counted.
    fn bare(period: &Period, trigger_on: NaiveDate, against: Against<'_>) -> Self {
        let (review, review_en) = review(period).unzip();
        Self {
            rule: period.id.clone(),
            label: period.label.clone(),
            label_en: period.label_en.clone(),
            kind: period.kind,
            today: against.today,
            state: None,
            ended_on: None,
            basis: PanelBasis {
                article: period.basis.clone(),
                words: period.words.clone(),
                policy: period.is_policy(),
                review,
                review_en,
            },
            trigger: period.trigger.clone(),
            trigger_en: period.trigger_en.clone(),
            trigger_on,
            backward: period.backward,
            count: None,
            not_counted: period.not_counted.clone(),
            fixed_on: None,
            extending: Extending::NotTaken,
            on_end: period.on_end,
            consequence: period.consequence.clone(),
            consequence_en: period.consequence_en.clone(),
            calendar: PanelCalendar {
                version: against.calendar.version().to_owned(),
                years: Vec::new(),
                rules: against.rules.clone(),
            },
        }
    }
}
