//! Who acts for the parties of a case.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Identity, Protection};
use crate::command::AgentKind;
use crate::id::PartyNo;

/// Who acts for the parties 参加人.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// Agents 委托代理人, at most two for each party (ARL 17).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agents: Vec<Agent>,
    /// Applicants chosen as representatives 代表人 (ARL 15; Regs 8).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub representatives: Vec<PartyNo>,
    /// How applicants who were told to choose came to choose nobody 未能推选.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unchosen: Option<String>,
    /// Addresses for service that parties have confirmed 送达地址确认书, one for each party.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<ServiceAddress>,
    /// Respondents said to be named wrongly 告知变更被申请人 (Regs 22).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advised: Vec<PartyNo>,
    /// What proves who parties are 证件, one line for each party.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identities: Vec<Identity>,
    /// Names that are kept from the others 姓名保密, by number from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protections: Vec<Protection>,
}

/// An agent 委托代理人 of an applicant or a third party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// The party.
    pub party: PartyNo,
    /// Name.
    pub name: String,
    /// What the agent is.
    pub kind: AgentKind,
    /// Matters and authority 委托事项和权限.
    pub authority: String,
    /// For how long 委托期限.
    pub term: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Day the letter of authority came.
    pub since: NaiveDate,
}

/// An address for service 送达地址 that a party has confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceAddress {
    /// The party.
    pub party: PartyNo,
    /// Address.
    pub address: String,
    /// Who may receive in its place 代收人.
    pub recipient: Option<String>,
    /// Electronic address; the party consents to electronic service where there is one.
    pub electronic: Option<String>,
    /// Day of the confirmation.
    pub since: NaiveDate,
}

impl People {
    /// Whether nobody acts for anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Forgets who acted for a party that has left. What proves who it was stays, and so does the keeping of its name.
    pub(crate) fn forget(&mut self, party: PartyNo) {
        self.agents.retain(|agent| agent.party != party);
        self.addresses.retain(|address| address.party != party);
        self.representatives.retain(|known| *known != party);
    }
}
