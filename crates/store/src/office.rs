//! The office's own log 机关日志: organs, users, roles, tokens, and who changed them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use workflow::actor::Role;
use workflow::id::{CaseId, EntryNo, OrganId, PartyNo, UserId};

use crate::reception::Reception;
use crate::seal::SealMade;

mod access;
mod attempt;
mod credentials;
mod failed;
pub(crate) mod leave;
mod record;

pub use access::{EndReason, Ended, KeptPassword, PasswordMark, Scope, Session, Token};
pub use attempt::Attempt;
pub use failed::FailedSignIns;
pub use leave::Leave;

/// Kind of organ 机关种类.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganKind {
    /// 复议机关。A reconsideration organ: its office owns cases.
    Reconsideration,
    /// 行政机关。An agency whose acts are challenged.
    Agency,
    /// 人民法院。A court.
    Court,
}

impl OrganKind {
    /// The name in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reconsideration => "reconsideration",
            Self::Agency => "agency",
            Self::Court => "court",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Reconsideration, Self::Agency, Self::Court]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// An organ 机关.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organ {
    /// The organ.
    pub id: OrganId,
    /// Full name, such as `深坪区人民政府`.
    pub name: String,
    /// Short name 机关代字, such as `深坪府`.
    pub short_name: String,
    /// Kind.
    pub kind: OrganKind,
    /// Forms of numbers by series, such as `深坪府复〔{year}〕{serial}号` for `case`.
    pub number_forms: BTreeMap<String, String>,
}

/// A user 用户 of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The user.
    pub id: UserId,
    /// The organ in whose office the user works, or for a respondent's clerk the organ that handles the cases.
    pub organ: OrganId,
    /// Name to sign in with, unique in the organ.
    pub login: String,
    /// Name.
    pub name: String,
    /// Address for alerts.
    pub email: Option<String>,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// For a respondent's clerk, the agency.
    pub agency: Option<OrganId>,
    /// Language of messages: `zh` or `en`.
    pub language: String,
    /// Whether the user may sign in and be given work.
    pub active: bool,
    /// A service account 服务账号: a program, which has tokens and no password.
    #[serde(default, skip_serializing_if = "is_false")]
    pub service: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// One change to an office. An entry holds all of them, complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "effect", content = "value")]
pub enum OfficeEffect {
    /// An organ is added.
    OrganAdded(Organ),
    /// An organ is changed; the whole organ as it stands afterwards.
    OrganChanged(Organ),
    /// A user is added.
    UserAdded(User),
    /// A user is changed, roles and activity included; the whole user as it stands afterwards.
    UserChanged(User),
    /// A token is issued.
    TokenIssued(Token),
    /// A token is revoked.
    TokenRevoked {
        /// The token.
        token: Uuid,
        /// When.
        at: DateTime<Utc>,
    },
    /// The logs are sealed 加封.
    SealMade(SealMade),
    /// A password is set. Its hash is kept apart.
    PasswordSet(PasswordMark),
    /// Somebody has signed in.
    SessionStarted(Session),
    /// Sessions are ended before their time.
    SessionsEnded {
        /// The sessions.
        sessions: Vec<Uuid>,
        /// When and why.
        ended: Ended,
    },
    /// Sign-ins failed since this was last told. Once an hour at most, so that whoever guesses cannot fill the log.
    SignInsFailed {
        /// For whom, how often.
        failed: Vec<FailedSignIns>,
    },
    /// A leave is noted 请假.
    LeaveNoted(Leave),
    /// A leave is ended early 销假, or called off before its first day.
    LeaveEnded {
        /// The leave.
        leave: Uuid,
        /// The day from which it stands no more.
        on: NaiveDate,
    },
    /// A material of a case is downloaded 下载, by who stands in the entry. Nothing changes.
    MaterialDownloaded {
        /// The case.
        case: CaseId,
        /// Number of the material.
        material: u32,
    },
    /// The number of a party's document is read 查看证件号码, by who stands in the entry. Nothing changes.
    IdentityRevealed {
        /// The case.
        case: CaseId,
        /// The party.
        party: PartyNo,
        /// Why.
        reason: String,
    },
    /// Somebody is received 接待; what is personal about it lies beside the log.
    ReceptionRecorded(Reception),
    /// A reception is found to be about a case.
    ReceptionLinked {
        /// The reception.
        reception: Uuid,
        /// The case.
        case: CaseId,
    },
}

/// One line of an organ's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeEntry {
    /// The organ whose log it is.
    pub organ: OrganId,
    /// Number in that log, from 1; given when it is recorded, whatever is written here.
    pub no: EntryNo,
    /// Name of the command.
    pub command: String,
    /// The command as submitted, secrets left out.
    pub payload: serde_json::Value,
    /// All effects, in order.
    pub effects: Vec<OfficeEffect>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who: a user, or `None` for the program itself or whoever runs it.
    pub actor: Option<UserId>,
    /// Name of who, as it was.
    pub actor_name: String,
}
