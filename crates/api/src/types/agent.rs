//! Agents 委托代理人 of the parties.

use async_graphql::{Context, Object, Result};
use workflow::command::AgentKind;
use workflow::scalar::Date;

use crate::session::Desk;
use crate::types::party::{Parties, Party};

/// 委托代理人。
///
/// An agent of an applicant or a third party.
pub(crate) struct Agent {
    pub(crate) agent: workflow::file::Agent,
    pub(crate) owner: workflow::id::OrganId,
    pub(crate) parties: Parties,
}

/// 委托代理人。
///
/// An agent of an applicant or a third party.
#[Object]
impl Agent {
    /// 委托人。The party it acts for.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        self.parties.one(ctx, self.agent.party).await
    }

    /// 姓名。Name.
    async fn name(&self) -> &str {
        &self.agent.name
    }

    /// 身份。What the agent is.
    async fn kind(&self) -> AgentKind {
        self.agent.kind
    }

    /// 身份的名目。Label of what the agent is.
    async fn kind_label(&self, ctx: &Context<'_>) -> Result<String> {
        let (zh, en) = self.agent.kind.label();
        Ok(Desk::of(ctx)?.pick(zh, en))
    }

    /// 委托事项和权限。Matters and authority.
    async fn authority(&self) -> &str {
        &self.agent.authority
    }

    /// 委托期限。For how long.
    async fn term(&self) -> &str {
        &self.agent.term
    }

    /// 电话，仅办案机关工作人员可见。Telephone, for staff of the owning office only.
    async fn phone(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let visible = Desk::of(ctx)?.is_staff_of(self.owner);
        Ok(self.agent.phone.as_deref().filter(|_| visible))
    }

    /// 提交授权委托书之日。Day the letter of authority came.
    async fn since(&self) -> Date {
        self.agent.since.into()
    }
}
