//! Entries of the log.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::Effect;
use crate::deputy::OnBehalf;
use crate::file::DefinitionVersion;
use crate::id::{EntryNo, UserId};

/// One line of the log 日志条目, past tense, without the hashes that `store` adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Number within the case, from 1.
    pub no: EntryNo,
    /// Name of the command.
    pub command: String,
    /// The move of the definitions that was made.
    pub move_id: String,
    /// The command as submitted, secrets left out.
    pub payload: serde_json::Value,
    /// All effects, complete.
    pub effects: Vec<Effect>,
    /// The day it has effect in law.
    pub effective_on: NaiveDate,
    /// The moment it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who: a user, or `None` for the program itself.
    pub actor: Option<UserId>,
    /// Name of who, as it was.
    pub actor_name: String,
    /// For whom on leave it was done, where who did it acted as a deputy 代办.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<OnBehalf>,
    /// Versions of law it was planned under.
    pub definition: DefinitionVersion,
    /// Version of the calendar it was planned under.
    pub calendar: String,
    /// Entries it reverses.
    pub reverses: Vec<EntryNo>,
}
