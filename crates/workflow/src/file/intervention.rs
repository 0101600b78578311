//! Early intervention 案前介入: what the office noted of a dispute before any application.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CaseFile, CaseKind, DisputedAct, DocumentNumber, Receipt, SplitFrom};
use crate::command::{InterventionReporter, ViewsMode};
use crate::id::{PartyNo, UserId};

/// An early intervention 案前介入. It rests on no statute, stops no limit and keeps nobody from applying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intervention {
    /// Its own number, once the file has one as a case 案前介入编号; until then the number of the file is it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<DocumentNumber>,
    /// Day on which the dispute was reported.
    pub reported_on: NaiveDate,
    /// Who reported it.
    pub reporter: InterventionReporter,
    /// What the dispute is about.
    pub about: String,
    /// Note made when it was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Sessions and contacts 案前化解记录, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<InterventionRecord>,
    /// How it ended, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<String>,
}

/// A session or a contact 案前化解记录.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterventionRecord {
    /// Day.
    pub on: NaiveDate,
    /// How.
    pub mode: ViewsMode,
    /// Parties who took part.
    pub parties: Vec<PartyNo>,
    /// Who of the office led it.
    pub by: Option<UserId>,
    /// Summary.
    pub record: String,
}

/// What an application establishes 收件.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// How and when it came.
    pub receipt: Receipt,
    /// What is challenged.
    pub disputed_act: DisputedAct,
    /// The requests.
    pub requests: Vec<String>,
    /// Whether reconsideration must come before a suit.
    pub mandatory_first: bool,
    /// Respondents that are departments of the organ's own government, by number.
    pub own_departments: Vec<PartyNo>,
    /// The case out of whose application it was made separately 分案.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_from: Option<SplitFrom>,
}

impl CaseFile {
    /// Whether the application has come and the stage of the intervention is not left yet. Whoever leaves at that moment stays
    /// out, also in entries that do not say so.
    pub(crate) fn is_being_applied_for(&self) -> bool {
        self.kind == CaseKind::Reconsideration && self.stage == "intervention"
    }
}
