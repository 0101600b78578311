//! Who asks.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::deputy::Absent;
use crate::id::{OrganId, UserId};
use crate::scalar::shanghai_day;

/// What a user may be in an office 角色.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 登记人员。Registers what comes in and serves what goes out.
    Registrar,
    /// 承办人。Leads a case.
    Officer,
    /// 协办人。Second officer of a case.
    CoOfficer,
    /// 复议机构负责人。Head of the reconsideration institution.
    InstitutionHead,
    /// 复议机关负责人。Head of the reconsideration organ.
    OrganHead,
    /// 被申请人经办人。Clerk of a respondent agency.
    RespondentClerk,
    /// 监督人员。Reads and counts, changes nothing.
    Supervisor,
    /// 委员会委员。Member of the committee; sees a case into which it is let.
    CommitteeMember,
    /// 委员会秘书。Secretary of the committee.
    CommitteeSecretary,
    /// 调解员。Mediator; sees a case into which it is let.
    Mediator,
    /// 法律顾问。Legal adviser, a guest in a case into which it is let.
    LegalAdviser,
    /// 司法所。A street's justice office, which helps in a case into which it is let.
    StreetOffice,
    /// 审计管理员。Reads the log of the office and verifies it; reads no case.
    Auditor,
    /// 系统管理员。Keeps organs and users; reads no case.
    #[serde(alias = "admin")]
    SystemAdmin,
    /// 安全管理员。Gives roles and ends access; reads no case.
    SecurityAdmin,
    /// 系统。Program itself, for what time alone brings about.
    System,
}

impl Role {
    /// Every role, in order.
    pub const ALL: [Self; 16] = [
        Self::Registrar,
        Self::Officer,
        Self::CoOfficer,
        Self::InstitutionHead,
        Self::OrganHead,
        Self::RespondentClerk,
        Self::Supervisor,
        Self::CommitteeMember,
        Self::CommitteeSecretary,
        Self::Mediator,
        Self::LegalAdviser,
        Self::StreetOffice,
        Self::Auditor,
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::System,
    ];

    /// The three administrators 三员: each holds its role alone, and none of them reads a case.
    pub const ADMINISTRATORS: [Self; 3] = [Self::Auditor, Self::SystemAdmin, Self::SecurityAdmin];

    /// The name in definitions and in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Registrar => "registrar",
            Self::Officer => "officer",
            Self::CoOfficer => "co_officer",
            Self::InstitutionHead => "institution_head",
            Self::OrganHead => "organ_head",
            Self::RespondentClerk => "respondent_clerk",
            Self::Supervisor => "supervisor",
            Self::CommitteeMember => "committee_member",
            Self::CommitteeSecretary => "committee_secretary",
            Self::Mediator => "mediator",
            Self::LegalAdviser => "legal_adviser",
            Self::StreetOffice => "street_office",
            Self::Auditor => "auditor",
            Self::SystemAdmin => "system_admin",
            Self::SecurityAdmin => "security_admin",
            Self::System => "system",
        }
    }

    /// The role with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether it works on the cases of the office, or oversees them 办案、监督: who holds it reads what no party may read.
    #[must_use]
    pub fn works_on_cases(self) -> bool {
        matches!(
            self,
            Self::Registrar
                | Self::Officer
                | Self::CoOfficer
                | Self::InstitutionHead
                | Self::OrganHead
                | Self::Supervisor
        )
    }

    /// Whether it is one of the [three administrators](Self::ADMINISTRATORS).
    #[must_use]
    pub fn is_administrator(self) -> bool {
        Self::ADMINISTRATORS.contains(&self)
    }

    /// Chinese and English label.
    #[must_use]
    pub fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Registrar => ("登记人员", "registrar"),
            Self::Officer => ("承办人", "officer"),
            Self::CoOfficer => ("协办人", "co-officer"),
            Self::InstitutionHead => ("复议机构负责人", "head of the institution"),
            Self::OrganHead => ("复议机关负责人", "head of the organ"),
            Self::RespondentClerk => ("被申请人经办人", "respondent's clerk"),
            Self::Supervisor => ("监督人员", "supervisor"),
            Self::CommitteeMember => ("委员会委员", "committee member"),
            Self::CommitteeSecretary => ("委员会秘书", "committee secretary"),
            Self::Mediator => ("调解员", "mediator"),
            Self::LegalAdviser => ("法律顾问", "legal adviser"),
            Self::StreetOffice => ("司法所", "street justice office"),
            Self::Auditor => ("审计管理员", "audit administrator"),
            Self::SystemAdmin => ("系统管理员", "system administrator"),
            Self::SecurityAdmin => ("安全管理员", "security administrator"),
            Self::System => ("系统", "system"),
        }
    }
}

/// A person who asks, as the session established it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The user.
    pub user: UserId,
    /// The organ whose office the user works in, or for a respondent's clerk the organ that handles the cases.
    pub organ: OrganId,
    /// Name as shown in the log.
    pub name: String,
    /// Roles held in that office.
    pub roles: BTreeSet<Role>,
    /// For a respondent's clerk, the agency 被申请人 that the user speaks for.
    pub agency: Option<OrganId>,
    /// The civil day in Asia/Shanghai on which it asks: leave to see a case ends with its last day.
    pub on: NaiveDate,
    /// Those on leave on that day for whom it stands in 代办.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stands_for: Vec<Absent>,
}

impl Person {
    /// Whether the person holds a role and may act in it: who speaks for an agency does nothing for the office.
    ///
    /// # Law
    ///
    /// Nobody handles a case and speaks for a party to it (CSL 76).
    #[must_use]
    pub fn acts_as(&self, role: Role) -> bool {
        let clerk = self.roles.contains(&Role::RespondentClerk);
        self.roles.contains(&role) && !(clerk && role.works_on_cases())
    }

    /// The agency for which a respondent's clerk speaks.
    #[must_use]
    pub fn own_agency(&self) -> Option<OrganId> {
        let clerk = self.roles.contains(&Role::RespondentClerk);
        self.agency.filter(|_| clerk)
    }
}

/// Who asks 操作者, the system included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The program itself, for what time alone brings about.
    System,
    /// A person.
    Person(Person),
}

impl Actor {
    /// The person, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::System => None,
            Self::Person(person) => Some(person),
        }
    }

    /// Whether the actor holds a role and may act in it, whatever the case.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        match self {
            Self::System => role == Role::System,
            Self::Person(person) => person.acts_as(role),
        }
    }
}

/// When it is asked: the instant, the civil day in Asia/Shanghai that it falls on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant, to the microsecond.
    pub now: DateTime<Utc>,
    /// The civil day in Asia/Shanghai.
    pub today: NaiveDate,
}

impl Moment {
    /// The moment of an instant.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        let now = chrono::SubsecRound::trunc_subsecs(now, 6);
        Self {
            now,
            today: shanghai_day(now),
        }
    }
}
