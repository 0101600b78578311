//! The outbox 发件箱: from alerts whose time has come to letters that left, were given up or were withdrawn.
//!
//! The post works in three steps, each a transaction of its own: due alerts become deliveries, one a person; a
//! few deliveries are claimed under a lease; what became of them is marked. Sending happens between the last two,
//! outside any transaction. A mark carries the owner of the lease and the number of the attempt, so that a post
//! that froze while its lease ran out cannot mark what another has taken over since.

mod due;
mod list;
mod people;
mod queue;
mod seals;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;
use workflow::actor::Role;
use workflow::file::TermState;
use workflow::id::{CaseId, OrganId, TermNo, UserId};

pub use list::{Account, OutboxRow};

/// An alert 提醒 whose time has come, with what a letter needs to know and no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueAlert {
    /// The organ that handles the case.
    pub organ: OrganId,
    /// The case.
    pub case: CaseId,
    /// 案号。
    pub case_number: String,
    /// The term.
    pub term: TermNo,
    /// Version of the term that it speaks of.
    pub term_version: u32,
    /// Rung 档.
    pub rung: i32,
    /// Who must act, or is told.
    pub role: Role,
    /// When it was to go out.
    pub at: DateTime<Utc>,
    /// The due day.
    pub due: NaiveDate,
    /// Whether its own time had passed when it was planned.
    pub late: bool,
    /// Period of the term, by its id in the definitions.
    pub period: String,
    /// State of the term.
    pub term_state: TermState,
    /// Day that starts the term.
    pub started_on: NaiveDate,
    /// Whether the due day rests on a year whose notice is not loaded.
    pub provisional: bool,
    /// Officer in charge.
    pub officer: Option<UserId>,
    /// Second officer.
    pub co_officer: Option<UserId>,
    /// The agency whose term it is, where it is a respondent's.
    pub agency: Option<OrganId>,
}

/// A person to whom an alert goes 收信人, found when it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The user.
    pub user: UserId,
    /// Where mail reaches the user.
    pub email: String,
    /// Language the user reads, such as `zh` or `en`.
    pub language: String,
    /// As what the user gets it.
    pub role: Role,
    /// Whether the user stands in because nobody with the alert's role can be reached.
    pub stand_in: bool,
    /// Name of the one on leave for whom the user gets it as a deputy 代收.
    pub absent: Option<String>,
}

/// A letter to be queued for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelivery {
    /// To whom.
    pub recipient: Recipient,
    /// Message-ID, the same for every copy.
    pub message_id: String,
    /// Subject, for lists.
    pub subject: String,
    /// The whole message as it goes out.
    pub message: String,
    /// Why it cannot be sent at all, if so: it is kept as given up, for a person to see.
    pub refused: Option<String>,
}

/// State of a delivery 投递状态.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PostState {
    /// 待发。To be sent.
    Queued,
    /// 发送中。Claimed by a post.
    Sending,
    /// 已发。The mail server took it over.
    Sent,
    /// 待重试。To be tried again.
    Failed,
    /// 不可达。Given up: a person must reach the addressee otherwise.
    Dead,
    /// 已撤回。Withdrawn before it left.
    Withdrawn,
}

impl PostState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Queued,
        Self::Sending,
        Self::Sent,
        Self::Failed,
        Self::Dead,
        Self::Withdrawn,
    ];

    /// The name in the database and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Dead => "dead",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A claim 认领: who takes letters, how many, until when.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// Names the post among others that work on the same database.
    pub owner: &'a str,
    /// Now.
    pub now: DateTime<Utc>,
    /// When others may take the letters over.
    pub until: DateTime<Utc>,
    /// Most letters.
    pub limit: u64,
}

/// What a letter carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// An alert; the id of the delivery.
    Alert(Uuid),
    /// A seal; its number.
    Seal(u32),
}

/// A claimed letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Organ of the case, or of the seal.
    pub organ: OrganId,
    /// What it carries.
    pub of: Carried,
    /// Where it goes.
    pub email: String,
    /// Message-ID.
    pub message_id: String,
    /// The whole message.
    pub message: String,
    /// Number of this attempt, from 1.
    pub attempt: u32,
    /// Who holds the lease.
    pub owner: String,
}

/// What became of a claimed letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// The mail server took it over.
    Sent {
        /// When.
        at: DateTime<Utc>,
    },
    /// To be tried again.
    Retry {
        /// When.
        next_at: DateTime<Utc>,
        /// Why it failed.
        error: String,
    },
    /// Given up.
    Dead {
        /// Why.
        error: String,
    },
}
