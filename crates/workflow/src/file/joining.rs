//! Cases heard together, and cases of their own out of one application.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Facts;
use crate::command::JoiningGround;
use crate::id::CaseId;

/// That the case is heard together with a lead case 合并审理.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The lead case 主案.
    pub lead: CaseId,
    /// Its number.
    pub number: String,
    /// Why they may be heard together.
    pub basis: JoiningGround,
    /// Day from which they are.
    pub since: NaiveDate,
}

/// A case that is heard together with this one, which leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Day from which they are.
    pub since: NaiveDate,
}

/// Where an application comes from that is made separately 分案: the case in which its act was challenged together with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitFrom {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
}

impl Facts {
    /// The cases that this one is heard together with, by their numbers: its lead, or those that it leads.
    pub fn heard_with(&self) -> impl Iterator<Item = (CaseId, &str)> {
        let lead = self.joined.iter();
        let lead = lead.map(|joined| (joined.lead, joined.number.as_str()));
        let members = self.members.iter();
        lead.chain(members.map(|member| (member.case, member.number.as_str())))
    }
}
