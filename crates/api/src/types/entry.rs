//! The log 日志 of a case.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use store::{CaseRow, LoggedEntry};
use workflow::file::DefinitionVersion;
use workflow::id::CaseId;
use workflow::scalar::{Date, Instant};

use crate::error;
use crate::id::GlobalId;
use crate::page::{self, Slice};
use crate::session::Desk;
use crate::types::effect::{self, Effect};
use crate::types::leave::DelegationInstrument;
use crate::types::named::Named;
use crate::types::people::{self, User};

/// 日志条目。
///
/// One line of the log: the command, all its effects, the day it has effect and the moment it was recorded.
pub(crate) struct Entry {
    pub(crate) case: CaseId,
    pub(crate) logged: LoggedEntry,
}

/// 日志条目。
///
/// One line of the log: the command, all its effects, the day it has effect and the moment it was recorded.
#[Object]
impl Entry {
    /// 全局标识，请勿解析。Opaque global id.
    pub(crate) async fn id(&self) -> ID {
        GlobalId::Entry(self.case, self.logged.entry.no).into()
    }

    /// 在本案的序号。Number within the case.
    async fn no(&self) -> u32 {
        self.logged.entry.no
    }

    /// 指令。Command.
    async fn command(&self, ctx: &Context<'_>) -> Result<Named> {
        Ok(effect::command_label(
            Desk::of(ctx)?,
            &self.logged.entry.command,
        ))
    }

    /// 规则中的步骤。Move of the definitions that was made.
    #[graphql(name = "move")]
    async fn step(&self, ctx: &Context<'_>) -> Result<Named> {
        let desk = Desk::of(ctx)?;
        let id = &self.logged.entry.move_id;
        let found = desk.rooms.rulebook.moves.iter().find(|step| step.id == *id);
        let label = found.map(|step| (step.label.zh.as_str(), step.label.en.as_str()));
        Ok(Named::of(desk, id, label))
    }

    /// 法律依据。Article that the move rests on.
    async fn basis(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let desk = Desk::of(ctx)?;
        let id = &self.logged.entry.move_id;
        let found = desk.rooms.rulebook.moves.iter().find(|step| step.id == *id);
        Ok(found.map(|step| step.basis.clone()))
    }

    /// 生效之日，法律上由此计算。Day it has effect in law.
    async fn effective_on(&self) -> Date {
        self.logged.entry.effective_on.into()
    }

    /// 记录的时刻。Moment it was recorded.
    async fn recorded_at(&self) -> Instant {
        Instant::new(self.logged.entry.recorded_at)
    }

    /// 操作者；由程序自动记录的为空。Who; null for what the program recorded by itself.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        match self.logged.entry.actor {
            Some(actor) => people::user(ctx, actor).await,
            None => Ok(None),
        }
    }

    /// 操作者当时的姓名。Name of who, as it was.
    async fn actor_name(&self) -> &str {
        &self.logged.entry.actor_name
    }

    /// 代何人办理：操作者为其代办人。On whose behalf it was done, whose deputy acted; null where somebody acted for nobody.
    async fn on_behalf_of(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        match &self.logged.entry.on_behalf {
            Some(known) => people::user(ctx, known.user).await,
            None => Ok(None),
        }
    }

    /// 被代办人当时的姓名。Name of the one it was done for, as it was.
    async fn on_behalf_of_name(&self) -> Option<&str> {
        let known = self.logged.entry.on_behalf.as_ref();
        known.map(|known| known.name.as_str())
    }

    /// 代负责人签批所依据的授权签发文书。Instrument by which a head's deputy acted.
    async fn instrument(&self) -> Option<DelegationInstrument> {
        let known = self.logged.entry.on_behalf.as_ref()?;
        known.instrument.as_ref().map(DelegationInstrument::of)
    }

    /// 效果。What it changed, in order.
    async fn effects(&self, ctx: &Context<'_>) -> Result<Vec<Effect>> {
        let desk = Desk::of(ctx)?;
        let effects = self.logged.entry.effects.iter();
        Ok(effects.map(|change| Effect::of(desk, change)).collect())
    }

    /// 撤销的条目序号。Numbers of the entries that it reverses.
    async fn reverses(&self) -> &[u32] {
        &self.logged.entry.reverses
    }

    /// 当时适用的规则版本。Version of the definitions it was planned under.
    async fn rules(&self) -> RulesVersion {
        RulesVersion::of(&self.logged.entry.definition)
    }

    /// 当时适用的日历版本。Version of the calendar it was planned under.
    async fn calendar_version(&self) -> &str {
        &self.logged.entry.calendar
    }

    /// 哈希：前一条的哈希与本条内容的 SHA-256。SHA-256 over the previous hash and the entry as stored, in hex.
    async fn hash(&self) -> &str {
        &self.logged.hash
    }

    /// 前一条的哈希；首条为本案的根值，即机关与案件 UUID 的 SHA-256。Hash of the entry before; the first has the root of its case, SHA-256 over the UUIDs of organ and case.
    async fn previous_hash(&self) -> &str {
        &self.logged.previous
    }
}

/// 规则版本。
///
/// Version of the definitions.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct RulesVersion {
    /// 法律的简称。Short name of the instrument, such as `arl`.
    instrument: String,
    /// 该版本法律的施行日。Day on which that version of the law came into force.
    effective_on: Date,
    /// 修订次序。Revision of the drafting, from 1.
    revision: u32,
}

impl RulesVersion {
    /// A version as the log has it.
    pub(crate) fn of(version: &DefinitionVersion) -> Self {
        Self {
            instrument: version.instrument.clone(),
            effective_on: version.effective_on.into(),
            revision: version.revision,
        }
    }
}

page::connection! {
    /// 一页日志。
    ///
    /// A page of the log, in order.
    EntryConnection,
    /// 日志页中的一行。
    ///
    /// One row of a page of the log.
    EntryEdge, Entry
}

/// A page of the log of a case; nobody but the staff of its office sees any.
pub(crate) async fn log(
    desk: Desk<'_>,
    row: &CaseRow,
    first: i32,
    after: Option<&str>,
) -> Result<EntryConnection> {
    let size = page::size(first)?;
    let start = match page::after(after)? {
        None => 0,
        Some(place) => place
            .parse::<u32>()
            .map_err(|_| error::bad_input("`after` is not a cursor of this log"))?,
    };
    let read = desk
        .rooms
        .store
        .entries(desk.actor(), row.id, start, u64::from(size) + 1);
    let mut entries = read.await.map_err(|fault| error::of_store(&fault))?;
    let wanted = usize::try_from(size).unwrap_or(usize::MAX);
    let has_next = entries.len() > wanted;
    entries.truncate(wanted);
    let total = if desk.is_staff_of(row.organ) {
        row.revision
    } else {
        0
    };
    let rows = entries.into_iter().map(|logged| {
        let place = logged.entry.no.to_string();
        (
            place,
            Entry {
                case: row.id,
                logged,
            },
        )
    });
    Ok(EntryConnection(Slice::new(
        rows,
        total.into(),
        has_next,
        start > 0,
    )))
}

/// One entry of a case, if the actor may see it.
pub(crate) async fn one(desk: Desk<'_>, case: CaseId, no: u32) -> Result<Option<Entry>> {
    let Some(before) = no.checked_sub(1) else {
        return Ok(None);
    };
    let read = desk.rooms.store.entries(desk.actor(), case, before, 1);
    let entries = read.await.map_err(|fault| error::of_store(&fault))?;
    let found = entries.into_iter().find(|logged| logged.entry.no == no);
    Ok(found.map(|logged| Entry { case, logged }))
}
