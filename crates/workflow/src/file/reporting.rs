//! What has been reported to the national platform, and what is to be.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CaseFile, CaseKind, Outcome};
use crate::command::ReportedThing;
use crate::id::EntryNo;

/// A report 上报 to the national platform that somebody made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What was reported.
    pub what: ReportedThing,
    /// Day.
    pub on: NaiveDate,
    /// Number that the platform gave.
    pub number: String,
    /// Entry of the outcome that was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<EntryNo>,
}

impl CaseFile {
    /// What is still to be reported 待上报: the receipt of every case of reconsideration, and its outcome; an outcome that
    /// took the place of another anew. Of a registration that was voided only the voiding, and only where the receipt was
    /// reported.
    #[must_use]
    pub fn to_report(&self) -> Vec<ReportedThing> {
        let facts = &self.facts;
        let made = |what: ReportedThing, outcome: Option<EntryNo>| {
            let mut reports = facts.reports.iter();
            reports.any(|report| report.what == what && report.outcome == outcome)
        };
        let received = made(ReportedThing::Receipt, None);
        let voided = matches!(facts.outcome, Some(Outcome::Voided { .. }));
        if self.kind != CaseKind::Reconsideration || (voided && !received) {
            return Vec::new();
        }
        let concluded = facts.outcome.is_some();
        let reported = made(ReportedThing::Outcome, facts.outcome_entry);
        let receipt = (!received).then_some(ReportedThing::Receipt);
        let outcome = (concluded && !reported).then_some(ReportedThing::Outcome);
        receipt.into_iter().chain(outcome).collect()
    }

    /// Day from which a request to stay execution waits for an answer 停止执行申请待定; none where none does.
    #[must_use]
    pub fn stay_asked_on(&self) -> Option<NaiveDate> {
        let asked = self
            .matters_on("stay")
            .filter(|matter| matter.stage == "stay_asked");
        asked.map(|matter| matter.opened_on).min()
    }
}
