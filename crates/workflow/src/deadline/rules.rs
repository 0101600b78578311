//! The list of rules: what can be computed, and what each takes.

use calendar::Length;
use serde::Serialize;

use crate::period::{Bound, ExtendedBy, OnEnd, ParamEffect, Period, PeriodBook, PeriodKind};
use crate::review::{Review, Source};

/// One rule 期间规则 as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleRow {
    /// Its id.
    pub id: String,
    /// Chinese label.
    pub label: String,
    /// English label.
    pub label_en: String,
    /// What kind of period it is.
    pub kind: PeriodKind,
    /// Who is bound by it.
    pub bound: Bound,
    /// What starts it, in Chinese.
    pub trigger: String,
    /// What starts it, in English.
    pub trigger_en: String,
    /// How long it is; none where the law gives no number.
    pub length: Option<Length>,
    /// Why there is nothing to count, in Chinese.
    pub not_counted: Option<String>,
    /// Why there is nothing to count, in English.
    pub not_counted_en: Option<String>,
    /// A stretch that runs before it.
    pub first: Option<FirstRow>,
    /// Counted back from the trigger.
    pub backward: bool,
    /// Whether a last day that is off moves on.
    pub roll: bool,
    /// What pauses it.
    pub pauses: Vec<PauseRow>,
    /// How it is extended.
    pub extension: Option<ExtensionRow>,
    /// What else it takes.
    pub params: Vec<ParamRow>,
    /// What its end brings about.
    pub on_end: OnEnd,
    /// What follows from its end, in Chinese.
    pub consequence: Option<String>,
    /// What follows from its end, in English.
    pub consequence_en: Option<String>,
    /// Its articles.
    pub basis: String,
    /// A few words of them.
    pub words: Option<String>,
    /// Where it stands with counsel 法制审核.
    pub review: ReviewRow,
    /// Where its number comes from, if not from the text of the law: `policy` is the office's own.
    pub source: Option<Source>,
}

/// Where a rule stands with counsel 审核情况.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewRow {
    /// `unsigned`, `changed` or `signed`.
    pub status: &'static str,
    /// Chinese label, with its tag.
    pub label: String,
    /// English label, with its tag.
    pub label_en: String,
    /// The last signature.
    pub last: Option<Review>,
}

/// A stretch that runs first 前段期间.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FirstRow {
    /// How long it is.
    pub length: Length,
    /// Whether the period starts from its rolled end.
    pub roll: bool,
    /// Chinese label.
    pub label: String,
    /// English label.
    pub label_en: String,
}

/// A kind of pause 中止种类.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PauseRow {
    /// Its name.
    pub kind: &'static str,
    /// Chinese label.
    pub label: &'static str,
    /// English label.
    pub label_en: &'static str,
}

/// An extension 延长.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExtensionRow {
    /// The most days; none where the law sets no limit.
    pub max_days: Option<u32>,
    /// `working_days` or `days`.
    pub unit: &'static str,
    /// Who grants it.
    pub by: ExtendedBy,
    /// Whether it is granted once for all.
    pub once_only: bool,
}

/// A param 参数.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParamRow {
    /// Its name.
    pub name: String,
    /// `day`, `days` (a number of them) or `flag`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Whether the rule needs it.
    pub required: bool,
    /// Chinese label.
    pub label: String,
    /// English label.
    pub label_en: String,
}

/// Every rule, by id.
#[must_use]
pub fn rules(book: &PeriodBook) -> Vec<RuleRow> {
    book.iter().map(row).collect()
}

fn row(period: &Period) -> RuleRow {
    let unit = if period.in_working_days() {
        "working_days"
    } else {
        "days"
    };
    RuleRow {
        id: period.id.clone(),
        label: period.label.clone(),
        label_en: period.label_en.clone(),
        kind: period.kind,
        bound: period.bound,
        trigger: period.trigger.clone(),
        trigger_en: period.trigger_en.clone(),
        length: period.length,
        not_counted: period.not_counted.clone(),
        not_counted_en: period.not_counted_en.clone(),
        first: period.first.as_ref().map(|first| FirstRow {
            length: first.length,
            roll: first.roll,
            label: first.label.clone(),
            label_en: first.label_en.clone(),
        }),
        backward: period.backward,
        roll: period.roll,
        pauses: period
            .pauses
            .iter()
            .map(|kind| PauseRow {
                kind: kind.code(),
                label: kind.label().0,
                label_en: kind.label().1,
            })
            .collect(),
        extension: period.extension.map(|extension| ExtensionRow {
            max_days: extension.max_days,
            unit,
            by: extension.by,
            once_only: extension.once_only,
        }),
        params: period
            .params
            .iter()
            .map(|param| ParamRow {
                name: param.name.clone(),
                kind: match param.effect {
                    ParamEffect::LengthIfTrue(_) => "flag",
                    ParamEffect::OtherDays(_) => "days",
                    _ => "day",
                },
                required: param.required,
                label: param.label.clone(),
                label_en: param.label_en.clone(),
            })
            .collect(),
        on_end: period.on_end,
        consequence: period.consequence.clone(),
        consequence_en: period.consequence_en.clone(),
        basis: period.basis.clone(),
        words: period.words.clone(),
        review: reviewed(period),
        source: period.source,
    }
}

fn reviewed(period: &Period) -> ReviewRow {
    let status = &period.review;
    let (zh, en) = status.label();
    let (label, label_en) = period
        .review_note()
        .unwrap_or_else(|| (zh.to_owned(), en.to_owned()));
    ReviewRow {
        status: status.code(),
        label,
        label_en,
        last: status.review().cloned(),
    }
}
