//! What a collateral review 附带审查 and a consultation 委员会咨询 have established.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Line;
use crate::command::{NormEnd, NormFinding, NormLevel, NormRequest};
use crate::id::PartyNo;

/// A collateral review 附带审查 of one norm (ARL 13, 56–60).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NormReview {
    /// Name of the norm, with its number where it has one.
    pub document: String,
    /// The provisions in question.
    pub provisions: String,
    /// What kind of norm it is.
    pub level: NormLevel,
    /// The organ that made it.
    pub maker: String,
    /// How the review came about.
    pub request: NormRequest,
    /// The applicant who asked.
    pub asked_by: Option<PartyNo>,
    /// Why the basis was not known at the application.
    pub basis_unknown: Option<String>,
    /// Day on which the maker was notified.
    pub notified_on: Option<NaiveDate>,
    /// Day of the maker's reply.
    pub replied_on: Option<NaiveDate>,
    /// Day on which the maker last explained itself in person.
    pub heard_on: Option<NaiveDate>,
    /// The organ it was transferred to.
    pub transferred_to: Option<String>,
    /// What was found, provision by provision.
    pub findings: Vec<ProvisionFinding>,
    /// Why it was discontinued.
    pub discontinued: Option<NormEnd>,
}

/// What was found of one provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionFinding {
    /// The provision.
    pub provision: String,
    /// The finding.
    pub finding: NormFinding,
    /// Why.
    pub reason: String,
}

impl NormReview {
    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = vec![
            Line::new("规范性文件或者依据", "norm or basis", &self.document),
            Line::new("有关条款", "provisions", &self.provisions),
            Line::new("层级", "kind of norm", self.level.label().0),
            Line::new("制定机关", "maker", &self.maker),
            Line::new("由来", "how it came about", self.request.label().0),
        ];
        let days = [
            ("通知制定机关之日", "maker notified on", self.notified_on),
            ("制定机关答复之日", "maker replied on", self.replied_on),
            ("当面说明理由之日", "maker heard on", self.heard_on),
        ];
        let days = days.into_iter();
        lines.extend(days.filter_map(|(zh, en, day)| Some(Line::new(zh, en, day?))));
        let texts = [
            (
                "申请时不知道依据的说明",
                "why the basis was not known",
                self.basis_unknown.as_deref(),
            ),
            ("转送至", "transferred to", self.transferred_to.as_deref()),
            (
                "终结情形",
                "discontinued because",
                self.discontinued.map(|end| end.label().0),
            ),
        ];
        let texts = texts.into_iter();
        lines.extend(texts.filter_map(|(zh, en, text)| Some(Line::new(zh, en, text?))));
        lines.extend(
            self.findings
                .iter()
                .map(|found| Line::new("结论", "finding", self.said(found))),
        );
        lines
    }

    /// A finding in words; a provision found unlawful in house is stopped and no basis here (ARL 59).
    fn said(&self, found: &ProvisionFinding) -> String {
        let label = found.finding.label().0;
        let in_house = self.transferred_to.is_none() && found.finding != NormFinding::Lawful;
        let stopped = if in_house {
            "，停止执行并责令纠正，不作为本案依据"
        } else {
            ""
        };
        format!("{}：{label}{stopped}。{}", found.provision, found.reason)
    }
}

/// A consultation 咨询 of the committee (ARL 52, 61(3)). The opinion itself lies in the secondary volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// The question put.
    pub question: String,
    /// Last day for the opinion.
    pub cut_off: NaiveDate,
    /// Day of the opinion.
    pub answered_on: Option<NaiveDate>,
    /// Whether it is followed.
    pub followed: Option<bool>,
}

impl Consultation {
    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = vec![
            Line::new("提请咨询的问题", "question", &self.question),
            Line::new("请于此日前提出意见", "opinion asked for by", self.cut_off),
        ];
        if let Some(day) = self.answered_on {
            lines.push(Line::new("提出意见之日", "opinion given on", day));
        }
        if let Some(followed) = self.followed {
            let said = if followed {
                "采纳"
            } else {
                "不采纳，理由见副卷"
            };
            lines.push(Line::new("采纳情况", "whether followed", said));
        }
        lines
    }
}
