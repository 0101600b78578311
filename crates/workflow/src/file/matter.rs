//! Matters 事项: what runs beside the proceeding, each on a side track of its own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Consultation, NormReview};
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

impl Matter {
    /// The matter as those outside the office see it: a consultation not at all, what was found of a norm once the
    /// case is decided.
    ///
    /// # Law
    ///
    /// ARL 59: what is found lawful is told in the decision.
    #[must_use]
    pub fn for_outsiders(mut self, decided: bool) -> Option<Self> {
        match &mut self.details {
            Details::Consultation(_) => return None,
            Details::NormReview(review) if !decided => {
                review.findings.clear();
                self.result = None;
            }
            Details::NormReview(_) | Details::Plain => {}
        }
        Some(self)
    }
}

/// What a matter has established 事项情况, by the track that it runs on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Details {
    /// Nothing beyond its stage.
    #[default]
    Plain,
    /// A collateral review.
    NormReview(Box<NormReview>),
    /// A consultation of the committee.
    Consultation(Consultation),
}

impl Details {
    /// What has been established, as pairs of a Chinese and an English label and a value to read.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        match self {
            Self::Plain => Vec::new(),
            Self::NormReview(review) => review.lines(),
            Self::Consultation(consultation) => consultation.lines(),
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
