//! The steps of an answer: those of the count, and those of the rule around it.

use calendar::{Length, Step};
use chrono::NaiveDate;
use serde::Serialize;

use super::describe::{describe, describe_rule};

/// A step of the rule, around the count of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum RuleStep {
    /// 不计入的期间及其种类。A pause that was given.
    PauseGiven {
        /// First day not counted.
        from: NaiveDate,
        /// The day counting resumes.
        to: NaiveDate,
        /// Its kind.
        kind: Option<&'static str>,
    },
    /// 批准的延长。An extension that was given.
    ExtensionGiven {
        /// How many days.
        days: u32,
        /// What it rests on.
        granted_under: Option<String>,
    },
    /// 前段期间。Stretch that runs first.
    FirstStretch {
        /// Its start.
        start: NaiveDate,
        /// Chinese label.
        label: String,
        /// English label.
        label_en: String,
    },
    /// 前段期间的届满日由参数给出。The day on which the first stretch ends was given.
    FirstEndsOn {
        /// The day.
        day: NaiveDate,
    },
    /// 本期间的起算日。The period itself starts.
    PeriodStarts {
        /// Its start.
        day: NaiveDate,
    },
    /// 另计的期间。The other length, of which the earlier end stands.
    OtherLength {
        /// The param that starts it.
        param: String,
        /// Its start.
        start: NaiveDate,
        /// How long it is.
        length: Length,
    },
    /// 以先届满者为准。Earlier end stands.
    EarlierEnd {
        /// The earlier end.
        day: NaiveDate,
        /// The other end.
        instead_of: NaiveDate,
    },
    /// 因参数改变的长度。Another length because of a param.
    OtherLengthBecause {
        /// The param.
        param: String,
        /// How long it is.
        length: Length,
    },
    /// 选用的解释。A reading that the office chose.
    ReadingChosen {
        /// The reading.
        reading: String,
        /// The option.
        option: String,
        /// Chinese label of the option.
        label: String,
        /// English label of the option.
        label_en: String,
        /// For comparison only: it shortens a period of a party 仅供对照.
        trial_only: bool,
    },
    /// 指定的末日，只顺延，不计算。The last day was fixed by a decision, a court or an order; it only rolls.
    LastDayFixed {
        /// The day fixed.
        day: NaiveDate,
    },
    /// 程序转换，期限仍自原受理之日起算。Converted; counted from the original acceptance all the same.
    Converted {
        /// The day of conversion.
        on: NaiveDate,
    },
}

impl RuleStep {
    /// The article the step carries out.
    #[must_use]
    pub fn basis(&self) -> Option<&'static str> {
        matches!(self, Self::Converted { .. }).then_some("ARL 55")
    }
}

/// A step of the count, or of the rule around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum DayOrRule {
    /// Of the count.
    Day(Step),
    /// Of the rule.
    Rule(RuleStep),
}

/// A step of an answer 计算步骤: what, under which article, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerStep {
    /// The step.
    #[serde(flatten)]
    pub step: DayOrRule,
    /// The article it carries out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<&'static str>,
    /// In Chinese.
    pub text: String,
    /// In English.
    pub text_en: String,
}

impl From<Step> for AnswerStep {
    fn from(step: Step) -> Self {
        let (text, text_en) = describe(&step);
        Self {
            basis: step.basis(),
            step: DayOrRule::Day(step),
            text,
            text_en,
        }
    }
}

impl From<RuleStep> for AnswerStep {
    fn from(step: RuleStep) -> Self {
        let (text, text_en) = describe_rule(&step);
        Self {
            basis: step.basis(),
            step: DayOrRule::Rule(step),
            text,
            text_en,
        }
    }
}
