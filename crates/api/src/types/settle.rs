//! How the parties end a case themselves: withdrawal and settlement.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use workflow::command::WithdrawalCause;
use workflow::file;
use workflow::scalar::Date;

use crate::types::party::{Parties, Party};

/// 撤回。
///
/// A withdrawal recorded.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Withdrawal {
    /// 最后一名申请人撤回之日。Day of the last of them.
    on: Date,
    /// 准予撤回之日；未准予为空。Day on which the institution permitted it; null until then.
    permitted_on: Option<Date>,
    /// 撤回的原因。Why they withdrew.
    cause: Option<WithdrawalCause>,
    #[graphql(skip)]
    withdrawn: Vec<u32>,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Withdrawal {
    /// 已撤回的申请人。Applicants who have withdrawn.
    #[graphql(name = "parties")]
    async fn parties_withdrawn(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.parties.some(ctx, &self.withdrawn).await
    }
}

impl Withdrawal {
    pub(crate) fn of(withdrawal: &file::Withdrawal, parties: &Parties) -> Self {
        Self {
            on: withdrawal.on.into(),
            permitted_on: withdrawal.permitted.as_ref().map(|known| known.on.into()),
            cause: withdrawal.permitted.as_ref().map(|known| known.cause),
            withdrawn: withdrawal.parties.clone(),
            parties: parties.clone(),
        }
    }
}

/// 和解。
///
/// A settlement of the parties among themselves; the applicant is to withdraw.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Settlement {
    /// 达成和解之日。Day on which they settled.
    on: Date,
    /// 和解内容。What they agreed.
    content: String,
    #[graphql(skip)]
    settled: Vec<u32>,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl Settlement {
    /// 达成和解的当事人。Parties who settled.
    #[graphql(name = "parties")]
    async fn parties_settled(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        self.parties.some(ctx, &self.settled).await
    }
}

impl Settlement {
    pub(crate) fn of(settlement: &file::Settlement, parties: &Parties) -> Self {
        Self {
            on: settlement.on.into(),
            content: settlement.content.clone(),
            settled: settlement.parties.clone(),
            parties: parties.clone(),
        }
    }
}
