//! Agents 委托代理人 of the parties, and the addresses that these have confirmed.

use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
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
    /// 委托人。Party it acts for.
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

/// 当事人确认的送达地址。
///
/// An address for service that a party has confirmed.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct ServiceAddress {
    /// 送达地址。Address.
    address: String,
    /// 代收人。Who may receive in its place.
    recipient: Option<String>,
    /// 电子送达地址；有此地址的，已同意电子送达。Electronic address; with one the party consents to electronic service.
    electronic: Option<String>,
    /// 确认之日。Day of the confirmation.
    since: Date,
    #[graphql(skip)]
    of: u32,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl ServiceAddress {
    /// 当事人。Party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        self.parties.one(ctx, self.of).await
    }
}

impl ServiceAddress {
    pub(crate) fn of(known: &workflow::file::ServiceAddress, parties: &Parties) -> Self {
        Self {
            address: known.address.clone(),
            recipient: known.recipient.clone(),
            electronic: known.electronic.clone(),
            since: known.since.into(),
            of: known.party,
            parties: parties.clone(),
        }
    }
}
