//! Evidence 证据 handed in, and access to the file 查阅复制.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::matter::Line;
use crate::command::{AccessBar, Burden, EvidenceKind, FilePart};
use crate::id::{MatterNo, PartyNo};

/// What a party handed in at one time 提交的证据.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Number within the case, from 1.
    pub no: u32,
    /// The party.
    pub party: PartyNo,
    /// Day handed in.
    pub on: NaiveDate,
    /// The pieces.
    pub items: Vec<EvidenceItem>,
    /// Whether it raises what was not raised when the act was made (ARL 46(2)).
    pub newly_raised: bool,
    /// The matter under whose consent a respondent supplemented.
    pub supplement: Option<MatterNo>,
    /// What an applicant must prove with it (ARL 44(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub burden: Option<Burden>,
    /// Why the applicant need not, or cannot, provide that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excuse: Option<String>,
    /// What it is to show; new reasons.
    pub note: String,
}

/// One piece of evidence 证据.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceItem {
    /// Kind.
    pub kind: EvidenceKind,
    /// What it is.
    pub title: String,
    /// Day on which a respondent gathered it.
    pub gathered_on: Option<NaiveDate>,
    /// Whether it is no basis for the act: a respondent gathered it on its own while the case ran (ARL 46(1)).
    pub self_gathered: bool,
}

/// A request for access to the file 查阅复制.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAccess {
    /// The agent who asked, where one did.
    pub agent: Option<String>,
    /// What is to be read or copied.
    pub parts: Vec<FilePart>,
    /// On what a refusal rests.
    pub bar: Option<AccessBar>,
    /// Who read or copied.
    pub reader: Option<String>,
}

impl FileAccess {
    pub(super) fn lines(&self) -> Vec<Line> {
        let parts: Vec<&str> = self.parts.iter().map(|part| part.label().0).collect();
        let agent = self.agent.iter();
        let mut lines: Vec<Line> = agent
            .map(|agent| Line::new("代理人", "agent", agent))
            .collect();
        lines.push(Line::new(
            "申请查阅复制的材料",
            "what is asked for",
            parts.join("、"),
        ));
        let bar = self.bar.iter();
        lines.extend(bar.map(|bar| Line::new("不同意的情形", "refused for", bar.label().0)));
        let reader = self.reader.iter();
        lines.extend(reader.map(|reader| Line::new("查阅复制人", "read or copied by", reader)));
        lines
    }
}
