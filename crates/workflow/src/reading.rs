//! Named readings 解释: what the law leaves open, how it is read here, and where an office may read it otherwise.
//!
//! Data lists them; Rust decides what an option does ([`ReadingEffect`]). Only options that are carried out may be
//! chosen. Every effect there is can only shorten: terms owed by organs may shrink, never grow.

mod check;
mod raw;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::suggest::nearest;
use crate::period::words::words;
use crate::rulebook::Rulebook;

pub(crate) use check::check;
pub(crate) use raw::RawReading;

words! {
    /// Who settles a reading.
    ReadingBound {
        /// 机关可选：every option is carried out and may be chosen.
        Office = "office", "机关可选", "the office may choose";
        /// 固定：the default stands, the others are listed.
        Law = "law", "固定", "fixed";
    }
}

words! {
    /// What an option does to a count.
    ReadingEffect {
        /// 按定义。Nothing: the period is counted as it is defined.
        AsDefined = "as_defined", "按定义计算", "counted as defined";
        /// 每次少扣一日。The first day of each pause counts too.
        PauseLessOne = "pause_less_one", "每次中止少扣一日", "each pause takes out one day fewer";
        /// 最长期限不顺延。The cap ends on its last day, off or not; another length beside it still rolls.
        CapUnrolled = "cap_unrolled", "最长期限不顺延", "the cap does not roll";
        /// 公告期满不顺延。The thirty days of a public notice end on their last day, off or not.
        NoticeUnrolled = "notice_unrolled", "公告期满不顺延", "the end of a public notice does not roll";
        /// 鉴定、勘验计入。Appraisal and on-site inspection pause nothing.
        AppraisalAndInspectionCount = "appraisal_and_inspection_count", "鉴定、勘验时间计入", "appraisal and inspection count";
    }
}

/// A question that the law leaves open, with its answers 解释.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedReading {
    /// Its name, such as `A5`.
    pub id: String,
    /// The question, in Chinese.
    pub question: String,
    /// The question, in English.
    pub question_en: String,
    /// Who settles it.
    pub bound: ReadingBound,
    /// The answers.
    pub options: Vec<ReadingOption>,
    /// The answer that stands where nobody chose.
    pub default: String,
    /// Why, in Chinese.
    pub why: String,
    /// Why, in English.
    pub why_en: String,
    /// The periods that it touches.
    pub periods: Vec<String>,
    /// The moves that it touches.
    pub moves: Vec<String>,
    /// The articles it is about.
    pub source: String,
    /// Whether another answer than the default shortens a period of a party: then it is for trial computation 试算, and
    /// no office may adopt it for its cases.
    pub shortens_party: bool,
}

/// An answer 选项.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadingOption {
    /// Its name, such as `conservative`.
    pub id: String,
    /// In Chinese.
    pub label: String,
    /// In English.
    pub label_en: String,
    /// What it does; none where it is listed only.
    pub does: Option<ReadingEffect>,
}

/// Every reading by its id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadingBook {
    readings: BTreeMap<String, NamedReading>,
    /// The ids in the order of the file, in which people know them.
    order: Vec<String>,
}

impl NamedReading {
    /// The option with this id.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<&ReadingOption> {
        self.options.iter().find(|option| option.id == id)
    }

    /// Whether it changes how this period is counted.
    #[must_use]
    pub fn touches(&self, period: &str) -> bool {
        self.periods.iter().any(|touched| touched == period)
    }
}

impl ReadingBook {
    /// The readings shipped with the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &Rulebook::embedded().readings
    }

    /// The reading with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&NamedReading> {
        self.readings.get(id)
    }

    /// The id nearest to one that is not known.
    #[must_use]
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.order.iter().map(String::as_str))
    }

    /// Every reading, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &NamedReading> {
        self.order.iter().filter_map(|id| self.readings.get(id))
    }
}
