//! Matters 事项: what runs beside the proceeding, each on a side track of its own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::evidence::FileAccess;
use super::examination::{Appraisal, Inquiry};
use super::hearing::Hearing;
use super::{Consultation, Mediation, NormReview};
use crate::command::{DecisionKind, EnforcementWay, Enforcer, Judgement};
use crate::id::{MatterNo, PaperNo, PartyNo, TermNo, UserId};

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
    /// First day of the suspension 中止 of the case that it brings about, while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_on: Option<NaiveDate>,
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
    /// A hearing 听证.
    Hearing(Hearing),
    /// What an item of the decision orders a respondent to do 责令事项.
    Duty {
        /// Kind of the item.
        ordered: DecisionKind,
        /// Whether the act is to be made anew 责令重作.
        redo: bool,
        /// Last day fixed by the decision, and then by an order to perform; none where the period of the law runs.
        by: Option<NaiveDate>,
    },
    /// What the mediation letter has the respondent do 调解书确定的义务 (ARL 73, 77).
    Mediated {
        /// Last day fixed by the letter, and then by an order to perform.
        by: NaiveDate,
    },
    /// A letter 意见书、建议书.
    Letter {
        /// What is to be done.
        advice: String,
        /// Last day fixed by an order to perform.
        by: Option<NaiveDate>,
        /// What came of it.
        judgement: Option<Judgement>,
        /// Who signed it 签批人.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed_by: Option<UserId>,
    },
    /// What an applicant or a third party owes, and who enforces it 强制执行.
    Enforcement {
        /// Who enforces (ARL 78).
        by: Enforcer,
        /// How it was done.
        way: Option<EnforcementWay>,
    },
    /// 调解。A mediation.
    Mediation(Box<Mediation>),
    /// An appraisal 鉴定.
    Appraisal(Appraisal),
    /// An on-site inspection 现场勘验.
    Inspection(Inquiry),
    /// An investigation 调查取证.
    Investigation(Inquiry),
    /// Access to the file 查阅复制.
    FileAccess(FileAccess),
    /// A collateral review.
    NormReview(Box<NormReview>),
    /// A consultation of the committee.
    Consultation(Consultation),
}

impl Details {
    /// The last day that a decision or an order has fixed for the matter.
    #[must_use]
    pub fn fixed_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Duty { by, .. } | Self::Letter { by, .. } => *by,
            Self::Mediated { by } => Some(*by),
            _ => None,
        }
    }

    /// What has been established, as pairs of a Chinese and an English label and a value to read.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        match self {
            Self::Plain => Vec::new(),
            Self::Hearing(hearing) => hearing.lines(),
            Self::Duty { ordered, redo, by } => {
                let mut lines = vec![Line::new("决定种类", "kind of item", ordered.label().0)];
                if *redo {
                    lines.push(Line::new("责令重作", "a new act is ordered", "是 yes"));
                }
                lines.extend(by.map(|day| Line::new("指定的最后一日", "last day fixed", day)));
                lines
            }
            Self::Mediated { by } => vec![Line::new("指定的最后一日", "last day fixed", by)],
            Self::Letter {
                advice,
                by,
                judgement,
                signed_by: _,
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
            Self::Mediation(mediation) => mediation.lines(),
            Self::Appraisal(appraisal) => appraisal.lines(),
            Self::Inspection(inquiry) | Self::Investigation(inquiry) => inquiry.lines(),
            Self::FileAccess(access) => access.lines(),
            Self::NormReview(review) => review.lines(),
            Self::Consultation(consultation) => consultation.lines(),
        }
    }

    /// People of the office who took part, each with what they were.
    #[must_use]
    pub fn people(&self) -> Vec<Participant> {
        match self {
            Self::Hearing(hearing) => hearing.people(),
            Self::Inspection(inquiry) | Self::Investigation(inquiry) => inquiry.people(),
            _ => Vec::new(),
        }
    }

    /// The hearing, where it is one.
    #[must_use]
    pub fn hearing(&self) -> Option<&Hearing> {
        match self {
            Self::Hearing(hearing) => Some(hearing),
            _ => None,
        }
    }
}

/// Somebody of the office who took part in a matter 参与人员.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// What they were, in Chinese.
    pub zh: &'static str,
    /// What they were, in English.
    pub en: &'static str,
    /// Who.
    pub user: UserId,
}

impl Participant {
    /// Somebody who took part.
    #[must_use]
    pub fn new(zh: &'static str, en: &'static str, user: UserId) -> Self {
        Self { zh, en, user }
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
