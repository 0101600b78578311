//! What appraisals, inspections and investigations have established 鉴定、勘验、调查情况.

use serde::{Deserialize, Serialize};

use super::matter::{Line, Participant};
use crate::command::AppraisalBy;
use crate::id::{PartyNo, UserId};

/// An appraisal 鉴定.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraisal {
    /// Who commissioned it.
    pub by: AppraisalBy,
    /// The party that commissioned it or asked for it, and bears the cost (Regs 37).
    pub party: PartyNo,
    /// The appraiser 鉴定机构.
    pub appraiser: String,
}

/// An inspection 现场勘验 or an investigation 调查取证.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// Place.
    pub place: String,
    /// Who was asked, in an investigation.
    pub source: Option<String>,
    /// Officers who made it; none before it is made.
    pub officers: Vec<UserId>,
}

impl Appraisal {
    pub(super) fn lines(&self) -> Vec<Line> {
        vec![
            Line::new("委托", "commissioned by", self.by.label().0),
            Line::new(
                "委托或者申请的当事人（承担费用）",
                "party that bears the cost",
                self.party,
            ),
            Line::new("鉴定机构", "appraiser", &self.appraiser),
        ]
    }
}

impl Inquiry {
    pub(super) fn lines(&self) -> Vec<Line> {
        let source = self.source.iter();
        let mut lines: Vec<Line> = source
            .map(|source| Line::new("被调查的单位或者个人", "who was asked", source))
            .collect();
        if !self.place.is_empty() {
            lines.push(Line::new("地点", "place", &self.place));
        }
        lines
    }

    pub(super) fn people(&self) -> Vec<Participant> {
        let officers = self.officers.iter();
        officers
            .map(|user| Participant::new("调查、勘验人员", "officer", *user))
            .collect()
    }
}
