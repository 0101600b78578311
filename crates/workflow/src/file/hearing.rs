//! What a hearing has established 听证情况.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::matter::{Line, Participant};
use crate::command::Attendance;
use crate::id::{PartyNo, UserId};

/// A hearing 听证 with its sessions, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// Sessions set, the last of them perhaps still to be held.
    pub sessions: Vec<Session>,
}

/// A session 听证会 as its notice sets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Day.
    pub on: NaiveDate,
    /// Hour, as it stands in the notice.
    pub at: String,
    /// Place.
    pub place: String,
    /// What is to be heard 拟听证事项.
    pub matters: Vec<String>,
    /// Days for which it was set before, each with the reason of the change 变更.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// The session as it was held, once it was.
    pub held: Option<Held>,
}

/// A change 变更 of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The day for which it had been set.
    pub from: NaiveDate,
    /// Why it was changed.
    pub reason: String,
}

/// A session as it was held: who sat, who came, the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Who presided 主持人.
    pub host: UserId,
    /// The hearing officers 听证员.
    pub hearers: Vec<UserId>,
    /// Who kept the record 记录员.
    pub recorder: UserId,
    /// The roll call 到场情况.
    pub attendance: Vec<Attended>,
    /// The record 听证笔录.
    pub record: String,
}

/// One line of the roll call 到场情况.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attended {
    /// The party.
    pub party: PartyNo,
    /// How it was there.
    pub kind: Attendance,
    /// Who came.
    pub person: Option<String>,
    /// Why the responsible person could not come, or the party stayed away.
    pub explanation: Option<String>,
}

/// The record of a session 听证笔录, as a draft decision rests on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingRecord {
    /// Day of the session.
    pub on: NaiveDate,
    /// The record.
    pub record: String,
}

impl Hearing {
    /// The session that is set and still to be held.
    #[must_use]
    pub fn awaited(&self) -> Option<&Session> {
        self.sessions
            .last()
            .filter(|session| session.held.is_none())
    }

    /// The records of the sessions held.
    pub fn records(&self) -> impl Iterator<Item = HearingRecord> {
        self.sessions.iter().filter_map(|session| {
            let held = session.held.as_ref()?;
            Some(HearingRecord {
                on: session.on,
                record: held.record.clone(),
            })
        })
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        self.sessions.iter().flat_map(Session::lines).collect()
    }

    pub(super) fn people(&self) -> Vec<Participant> {
        let held = self
            .sessions
            .iter()
            .filter_map(|session| session.held.as_ref());
        held.flat_map(|held| {
            let hearers = held.hearers.iter();
            let hearers = hearers.map(|user| Participant::new("听证员", "hearing officer", *user));
            std::iter::once(Participant::new("主持人", "host", held.host))
                .chain(hearers)
                .chain([Participant::new("记录员", "recorder", held.recorder)])
        })
        .collect()
    }
}

impl Session {
    fn lines(&self) -> Vec<Line> {
        let when = format!("{} {}", self.on, self.at);
        let mut lines = vec![
            Line::new("听证时间", "time", when),
            Line::new("听证地点", "place", &self.place),
            Line::new("拟听证事项", "to be heard", self.matters.join("；")),
        ];
        lines.extend(self.changes.iter().map(|change| {
            let what = format!("{}：{}", change.from, change.reason);
            Line::new("变更原定时间", "changed from", what)
        }));
        for attended in self.held.iter().flat_map(|held| &held.attendance) {
            let parts = [attended.person.as_deref(), attended.explanation.as_deref()];
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            let said = format!(
                "{}：{} {}",
                attended.party,
                attended.kind.label().0,
                parts.join("；")
            );
            lines.push(Line::new("到场", "roll call", said.trim_end()));
        }
        if let Some(held) = &self.held {
            lines.push(Line::new("听证笔录", "record", &held.record));
        }
        lines
    }
}
