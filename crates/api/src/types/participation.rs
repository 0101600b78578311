//! Who was let into a case 准予参与, and who is recused from it 回避.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use workflow::command::{Capacity, RecusalGround};
use workflow::file::RecusalBasis;
use workflow::id::UserId;
use workflow::scalar::Date;

use crate::types::party::{Parties, Party};
use crate::types::people::{self, User};

/// 参与与回避。
///
/// Who was let into the case, who is recused from it, and who asked for a recusal.
#[derive(SimpleObject)]
pub(crate) struct Participation {
    /// 准予参与人员。People let into the case.
    admissions: Vec<Admission>,
    /// 回避人员，案件对其关闭。People recused, to whom the case is closed.
    recusals: Vec<Recusal>,
    /// 回避申请。Applications for recusal.
    recusal_applications: Vec<RecusalApplication>,
}

/// 准予参与人员。
///
/// Somebody let into the case.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Admission {
    /// 以何身份参与。As what.
    capacity: Capacity,
    /// 参与的事项。What for.
    purpose: String,
    /// 准予之日。Effective day.
    since: Date,
    /// 参与的最后一日。Last day on which the case is seen.
    until: Date,
    /// 提前终止之日。Day on which it was ended before that.
    ended_on: Option<Date>,
    #[graphql(skip)]
    who: UserId,
}

#[ComplexObject]
impl Admission {
    /// 人员。Who.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        people::user(ctx, self.who).await
    }
}

/// 回避人员。
///
/// Somebody recused.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct Recusal {
    /// 事由。Ground.
    ground: RecusalGround,
    /// 如何回避。How it came about.
    basis: RecusalBasis,
    /// 回避之日。Effective day.
    on: Date,
    /// 上级机关的决定文号。Number of the superior organ's decision, where it took one.
    superior_order: Option<String>,
    #[graphql(skip)]
    who: UserId,
}

#[ComplexObject]
impl Recusal {
    /// 人员。Who.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        people::user(ctx, self.who).await
    }
}

/// 回避申请。
///
/// An application for recusal.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct RecusalApplication {
    /// 在本案的序号。Number within the case.
    no: u32,
    /// 事由。Ground.
    ground: RecusalGround,
    /// 申请之日。Day of the application.
    asked_on: Date,
    /// 是否准许；尚未决定的为空。Whether it was granted; null while it is not decided.
    granted: Option<bool>,
    #[graphql(skip)]
    who: UserId,
    #[graphql(skip)]
    of: u32,
    #[graphql(skip)]
    parties: Parties,
}

#[ComplexObject]
impl RecusalApplication {
    /// 被申请回避的人员。Whose recusal is asked for.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        people::user(ctx, self.who).await
    }

    /// 申请的当事人。Party who asks.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        self.parties.one(ctx, self.of).await
    }
}

impl Participation {
    pub(crate) fn of(known: &workflow::file::Participation, parties: &Parties) -> Self {
        let admissions = known.admissions.iter().map(|one| Admission {
            capacity: one.capacity,
            purpose: one.purpose.clone(),
            since: one.since.into(),
            until: one.until.into(),
            ended_on: one.ended_on.map(Into::into),
            who: one.user,
        });
        let recusals = known.recusals.iter().map(|one| Recusal {
            ground: one.ground,
            basis: one.basis,
            on: one.on.into(),
            superior_order: one.superior_order.clone(),
            who: one.user,
        });
        let applications = known.applications.iter().map(|one| RecusalApplication {
            no: one.no,
            ground: one.ground,
            asked_on: one.asked_on.into(),
            granted: one.granted,
            who: one.user,
            of: one.party,
            parties: parties.clone(),
        });
        Self {
            admissions: admissions.collect(),
            recusals: recusals.collect(),
            recusal_applications: applications.collect(),
        }
    }
}
