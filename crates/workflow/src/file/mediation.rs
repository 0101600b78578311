//! What a mediation 调解 has established.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CaseFile, Details, Line, Outcome};
use crate::id::PartyNo;

/// What a mediation has established so far. Offers are kept apart from it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mediation {
    /// Parties who consented.
    pub consents: Vec<PartyNo>,
    /// Days of its sessions.
    pub sessions: Vec<NaiveDate>,
    /// The agreement, once there is one.
    pub agreement: Option<Agreement>,
    /// Signatures on the letter, in the order in which they were recorded.
    pub signatures: Vec<PartySignature>,
    /// Day on which the letter took effect: the last of the signatures and the seal.
    pub effective_on: Option<NaiveDate>,
}

/// The agreement 调解协议 that the letter writes down (ARL 73).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Day.
    pub on: NaiveDate,
    /// Facts.
    pub facts: String,
    /// Reasons.
    pub reasons: String,
    /// Result.
    pub result: String,
    /// Last day for the respondent to perform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perform_by: Option<NaiveDate>,
}

/// A party's signature 签署 on the mediation letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartySignature {
    /// The party.
    pub party: PartyNo,
    /// Day signed.
    pub on: NaiveDate,
}

impl CaseFile {
    /// The agreement that the case has ended with, where it was mediated.
    #[must_use]
    pub fn mediated(&self) -> Option<&Agreement> {
        let Some(Outcome::Mediated { matter, .. }) = &self.facts.outcome else {
            return None;
        };
        match &self.matter(*matter)?.details {
            Details::Mediation(known) => known.agreement.as_ref(),
            _ => None,
        }
    }
}

impl Mediation {
    /// Day of the last signature.
    #[must_use]
    pub fn last_signed(&self) -> Option<NaiveDate> {
        self.signatures.iter().map(|signature| signature.on).max()
    }

    /// What has been established, to read.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let numbers = |list: &[PartyNo]| {
            let all: Vec<String> = list.iter().map(u32::to_string).collect();
            all.join("、")
        };
        let mut lines = vec![Line::new(
            "同意调解的当事人",
            "parties who consented",
            numbers(&self.consents),
        )];
        for day in &self.sessions {
            lines.push(Line::new("调解", "session", day));
        }
        if let Some(agreement) = &self.agreement {
            lines.push(Line::new("达成协议", "agreed", agreement.on));
            lines.push(Line::new("调解结果", "result", &agreement.result));
            let by = agreement.perform_by;
            lines.extend(by.map(|day| Line::new("履行的最后一日", "to perform by", day)));
        }
        for signature in &self.signatures {
            let value = format!("{} {}", signature.party, signature.on);
            lines.push(Line::new("签署", "signed", value));
        }
        if let Some(day) = self.effective_on {
            lines.push(Line::new("生效", "in effect", day));
        }
        lines
    }
}
