//! How users come in 登录凭证: what tokens may be used for, sessions, what the log says of a password.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use workflow::id::{OrganId, UserId};

/// What a token may be used for 令牌权限: an object and a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 读取案件。To read cases, and to preview what a command would do.
    CasesRead,
    /// 办理案件。To open cases and to give commands.
    CasesWrite,
    /// 试算期限。To compute deadlines and to read the calendar.
    DeadlinesRead,
    /// 读取机关和用户。To read organs and users.
    OfficeRead,
    /// 管理机关和用户。To change organs and users.
    OfficeWrite,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 5] = [
        Self::CasesRead,
        Self::CasesWrite,
        Self::DeadlinesRead,
        Self::OfficeRead,
        Self::OfficeWrite,
    ];

    /// The name in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CasesRead => "cases_read",
            Self::CasesWrite => "cases_write",
            Self::DeadlinesRead => "deadlines_read",
            Self::OfficeRead => "office_read",
            Self::OfficeWrite => "office_write",
        }
    }

    /// The scope with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

/// A token 令牌 by which a program proves who asks. The secret itself is nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// The token.
    pub id: Uuid,
    /// The organ of its user.
    pub organ: OrganId,
    /// Whom it stands for.
    pub user: UserId,
    /// SHA-256 of the secret, in hex.
    pub digest: String,
    /// What it is used for.
    pub label: String,
    /// What it may be used for; `None` for everything that its user may do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<BTreeSet<Scope>>,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A session 会话: somebody has signed in. The secret itself is nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The session.
    pub id: Uuid,
    /// The organ of its user.
    pub organ: OrganId,
    /// Whose it is.
    pub user: UserId,
    /// SHA-256 of the secret, in hex.
    pub digest: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ends, however much it is used.
    pub expires_at: DateTime<Utc>,
    /// The network address it was begun from.
    pub address: String,
    /// What the client called itself.
    pub agent: String,
    /// Begun with an initial password: nothing else can be done before the password is changed.
    pub initial: bool,
    /// When and why it was ended, if it was.
    pub ended: Option<Ended>,
}

/// The end of a session that was ended before its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub why: EndReason,
}

/// Why a session was ended 会话结束原因.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// 退出登录。Its user signed out, or ended it from another.
    SignedOut,
    /// 口令变更。Password was changed or reset.
    Password,
    /// 角色变更。Roles of its user were changed.
    Roles,
    /// 停用。Its user was taken out of service.
    Deactivated,
}

impl EndReason {
    const ALL: [Self; 4] = [
        Self::SignedOut,
        Self::Password,
        Self::Roles,
        Self::Deactivated,
    ];

    /// The name in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Password => "password",
            Self::Roles => "roles",
            Self::Deactivated => "deactivated",
        }
    }

    /// The reason with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

/// What the log says of a password 口令: that it was set. The hash lies in a table of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordMark {
    /// Whose.
    pub user: UserId,
    /// Which, from 1.
    pub no: u32,
    /// SHA-256 of the hash with its salt, in hex. The salt, 128 bits drawn at random, is in no log, so that whoever
    /// reads this learns nothing of the password; whoever puts another hash in its place is found.
    pub seal: String,
    /// When.
    pub set_at: DateTime<Utc>,
    /// Somebody else knows it: to be changed at the first sign-in.
    pub initial: bool,
    /// How many are kept with it, itself included, so that they are not used again.
    pub kept: u32,
}

/// A password as it is kept: a hash, as a PHC string. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptPassword {
    /// Whose.
    pub user: UserId,
    /// Which, from 1.
    pub no: u32,
    /// The hash with its salt and settings.
    pub phc: String,
    /// When it was set.
    pub set_at: DateTime<Utc>,
    /// Somebody else knows it: to be changed at the first sign-in.
    pub initial: bool,
}

impl KeptPassword {
    /// What the log says of it.
    #[must_use]
    pub fn mark(&self, kept: u32) -> PasswordMark {
        PasswordMark {
            user: self.user,
            no: self.no,
            seal: crate::rows::office::password_seal(&self.phc),
            set_at: self.set_at,
            initial: self.initial,
            kept,
        }
    }
}

impl std::fmt::Debug for KeptPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptPassword")
            .field("user", &self.user)
            .field("no", &self.no)
            .finish_non_exhaustive()
    }
}
