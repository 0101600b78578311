//! Matters 事项: what runs beside the proceeding, each on a side track of its own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::command::{DecisionKind, EnforcementWay, Enforcer, Judgement};
use crate::id::{MatterNo, PaperNo, PartyNo, TermNo};

/// A matter 事项: one run along a side track, such as one hearing or one appraisal.
///
/// The track in the definitions says at which stages it can stand; the matter says where it stands, which terms and
/// papers are its own, and what it has established.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Matter {
    /// Number within the case.
    pub no: MatterNo,
    /// Track, by its id in the definitions.
    pub track: String,
    /// Stage of the track at which it stands.
    pub stage: String,
    /// Effective day on which that stage was entered.
    pub since: NaiveDate,
    /// Effective day on which the matter was opened.
    pub opened_on: NaiveDate,
    /// The party it concerns, where it is one party's.
    pub party: Option<PartyNo>,
    /// What it is about, in the words of who opened it.
    pub about: String,
    /// How it came out, in the words of who brought it there.
    pub result: Option<String>,
    /// Terms that it started.
    pub terms: Vec<TermNo>,
    /// Papers that it issued.
    pub papers: Vec<PaperNo>,
    /// What it has established so far.
    pub details: Details,
}

/// What a matter has established 事项情况, by the track that it runs on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Details {
    /// Nothing beyond its stage.
    #[default]
    Plain,
    /// What an item of the decision orders a respondent to do 责令事项.
    Duty {
        /// Kind of the item.
        ordered: DecisionKind,
        /// Whether the act is to be made anew 责令重作.
        redo: bool,
        /// Last day fixed by the decision, and then by an order to perform; none where the period of the law runs.
        by: Option<NaiveDate>,
    },
    /// A letter 意见书、建议书.
    Letter {
        /// What is to be done.
        advice: String,
        /// Last day fixed by an order to perform.
        by: Option<NaiveDate>,
        /// What came of it.
        judgement: Option<Judgement>,
    },
    /// What an applicant or a third party owes, and who enforces it 强制执行.
    Enforcement {
        /// Who enforces (ARL 78).
        by: Enforcer,
        /// How it was done.
        way: Option<EnforcementWay>,
    },
}

impl Details {
    /// The last day that a decision or an order has fixed for the matter.
    #[must_use]
    pub fn fixed_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Duty { by, .. } | Self::Letter { by, .. } => *by,
            Self::Plain | Self::Enforcement { .. } => None,
        }
    }

    /// What has been established, as pairs of a Chinese and an English label and a value to read.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        match self {
            Self::Plain => Vec::new(),
            Self::Duty { ordered, redo, by } => {
                let mut lines = vec![Line::new("决定种类", "kind of item", ordered.label().0)];
                if *redo {
                    lines.push(Line::new("责令重作", "a new act is ordered", "是 yes"));
                }
                lines.extend(by.map(|day| Line::new("指定的最后一日", "last day fixed", day)));
                lines
            }
            Self::Letter {
                advice,
                by,
                judgement,
            } => {
                let mut lines = vec![Line::new("意见、建议", "advice", advice)];
                lines.extend(by.map(|day| Line::new("指定的最后一日", "last day fixed", day)));
                lines.extend(judgement.map(|one| Line::new("评判", "judgement", one.label().0)));
                lines
            }
            Self::Enforcement { by, way } => {
                let mut lines = vec![Line::new("执行机关", "who enforces", by.label().0)];
                lines.extend(way.map(|way| Line::new("执行方式", "how", way.label().0)));
                lines
            }
        }
    }
}

/// One line of what a matter has established.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Chinese label.
    pub zh: &'static str,
    /// English label.
    pub en: &'static str,
    /// The value, as it was written or as a day.
    pub value: String,
}

impl Line {
    /// A line.
    #[must_use]
    pub fn new(zh: &'static str, en: &'static str, value: impl ToString) -> Self {
        Self {
            zh,
            en,
            value: value.to_string(),
        }
    }
}
