//! Matters 事项 beside the proceeding.

use async_graphql::{Context, Object, Result, SimpleObject};
use workflow::scalar::Date;

use crate::session::Desk;
use crate::types::named::Named;
use crate::types::party::{Parties, Party};
use crate::types::people::{self, User};

/// 事项：程序之外的一条轨道走一遍，如一次听证、一次鉴定、一次停止执行。
///
/// One run along a track beside the proceeding, such as one hearing, one appraisal, one stay of execution.
#[derive(Clone)]
pub(crate) struct Matter {
    matter: workflow::file::Matter,
    parties: Parties,
}

impl Matter {
    /// A matter of a case.
    pub(crate) fn of(matter: workflow::file::Matter, parties: Parties) -> Self {
        Self { matter, parties }
    }
}

/// 事项情况中的一项。
///
/// One thing that a matter has established.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub(crate) struct MatterFact {
    /// 名称。Label, in the language of the request.
    label: String,
    /// 内容。Value, to read.
    value: String,
}

/// 参与事项的工作人员。
///
/// Somebody of the office who took part in a matter.
#[derive(SimpleObject)]
pub(crate) struct MatterParticipant {
    /// 身份，如主持人、听证员。What they were, such as host or hearing officer.
    part: String,
    /// 人员。Who.
    user: Option<User>,
}

/// 事项：程序之外的一条轨道走一遍，如一次听证、一次鉴定、一次停止执行。
///
/// One run along a track beside the proceeding, such as one hearing, one appraisal, one stay of execution.
#[Object]
impl Matter {
    /// 在本案的序号，指令中填写。Number within the case, as commands take it.
    async fn no(&self) -> u32 {
        self.matter.no
    }

    /// 轨道。Track it runs along.
    async fn track(&self, ctx: &Context<'_>) -> Result<Named> {
        let desk = Desk::of(ctx)?;
        let track = desk.rooms.rulebook.tracks.get(&self.matter.track);
        let label = track.map(|track| (track.label.zh.as_str(), track.label.en.as_str()));
        Ok(Named::of(desk, &self.matter.track, label))
    }

    /// 所处阶段。Stage of the track at which it stands.
    async fn stage(&self, ctx: &Context<'_>) -> Result<Named> {
        let desk = Desk::of(ctx)?;
        let stage = desk.rooms.rulebook.stages.get(&self.matter.stage);
        let label = stage.map(|stage| (stage.label.zh.as_str(), stage.label.en.as_str()));
        Ok(Named::of(desk, &self.matter.stage, label))
    }

    /// 是否未了。Whether it is still open.
    async fn open(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(Desk::of(ctx)?.rooms.rulebook.is_open(&self.matter))
    }

    /// 进入该阶段之日。Effective day on which the stage was entered.
    async fn since(&self) -> Date {
        self.matter.since.into()
    }

    /// 开始之日。Effective day on which it was opened.
    async fn opened_on(&self) -> Date {
        self.matter.opened_on.into()
    }

    /// 涉及的当事人。Party it concerns, where it is one party's.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        let numbers: Vec<u32> = self.matter.party.into_iter().collect();
        Ok(self.parties.some(ctx, &numbers).await?.into_iter().next())
    }

    /// 事由。What it is about, in the words of who opened it.
    async fn about(&self) -> &str {
        &self.matter.about
    }

    /// 结果。How it came out, in the words of who brought it there.
    async fn result(&self) -> Option<&str> {
        self.matter.result.as_deref()
    }

    /// 已查明、已办理的情况。What it has established so far.
    async fn facts(&self, ctx: &Context<'_>) -> Result<Vec<MatterFact>> {
        let desk = Desk::of(ctx)?;
        let lines = self.matter.details.lines().into_iter();
        let of = |line: workflow::file::Line| MatterFact {
            label: desk.pick(line.zh, line.en),
            value: line.value,
        };
        Ok(lines.map(of).collect())
    }

    /// 参与的工作人员：听证的主持人、听证员、记录员，调查人员等。People of the office who took part.
    async fn people(&self, ctx: &Context<'_>) -> Result<Vec<MatterParticipant>> {
        let desk = Desk::of(ctx)?;
        let mut people = Vec::new();
        for one in self.matter.details.people() {
            people.push(MatterParticipant {
                part: desk.pick(one.zh, one.en),
                user: people::user(ctx, one.user).await?,
            });
        }
        Ok(people)
    }

    /// 由其起算的期限在本案的序号。Numbers of the terms that it started.
    async fn terms(&self) -> &[u32] {
        &self.matter.terms
    }

    /// 由其发出的文书在本案的序号。Numbers of the papers that it issued.
    async fn papers(&self) -> &[u32] {
        &self.matter.papers
    }
}
