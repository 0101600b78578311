//! Leave 请假 and deputies 代办人.

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use workflow::file::Seat;
use workflow::scalar::Date;

use crate::id::GlobalId;
use crate::types::people::{self, User};
use crate::types::refusal::Refusal;

/// 休假。
///
/// A leave of somebody who works on cases.
pub(crate) struct Leave(pub(crate) store::office::Leave);

/// 休假。
///
/// A leave of somebody who works on cases.
#[Object]
impl Leave {
    /// 全局标识，请勿解析。Opaque global id.
    async fn id(&self) -> ID {
        GlobalId::Leave(self.0.id).into()
    }

    /// 休假人。Who is on leave.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        people::user(ctx, self.0.user).await
    }

    /// 首日，计入。First day, counted.
    async fn from(&self) -> Date {
        self.0.from.into()
    }

    /// 末日，计入。Last day, counted.
    async fn until(&self) -> Date {
        self.0.until.into()
    }

    /// 代办人；无人代办的为空。Who stands in; null where nobody does.
    async fn deputy(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        match self.0.deputy {
            Some(deputy) => people::user(ctx, deputy).await,
            None => Ok(None),
        }
    }

    /// 负责人授权签发的文书。Instrument by which a head delegates the authority to sign.
    async fn instrument(&self) -> Option<DelegationInstrument> {
        self.0.instrument.as_ref().map(DelegationInstrument::of)
    }

    /// 提前结束之日，该日不再休假。Day on which it was ended early, which is no day of it.
    async fn ended_on(&self) -> Option<Date> {
        self.0.ended_on.map(Into::into)
    }
}

/// 授权签发文书。
///
/// Instrument by which a head delegates the authority to sign.
#[derive(SimpleObject)]
pub(crate) struct DelegationInstrument {
    /// 文号。Number.
    number: String,
    /// 日期。Day.
    on: Date,
}

impl DelegationInstrument {
    pub(crate) fn of(known: &workflow::deputy::Instrument) -> Self {
        Self {
            number: known.number.clone(),
            on: known.on.into(),
        }
    }
}

/// 登记或者结束休假的结果：休假和拒绝，二者居其一。
///
/// Answer to noting or ending a leave: the leave or a refusal.
#[derive(SimpleObject)]
pub(crate) struct LeavePayload {
    /// 办理后的休假。Leave afterwards.
    pub(crate) leave: Option<Leave>,
    /// 未能办理的理由。Why not.
    pub(crate) refusal: Option<Refusal>,
}

/// 离岗原因。
///
/// Why an officer has left a case.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "store::LeftBecause")]
pub(crate) enum LeftBecause {
    /// 已停用。Out of service.
    Disabled,
    /// 已无该角色。Holds the role no more.
    RoleLost,
    /// 已回避，尚未另定人员。Recused, and nobody has been given the place since.
    Recused,
    /// 休假，而无人能够代办。On leave, and nobody stands in who can.
    OnLeave,
}

/// 离岗的承办人或者协办人。
///
/// An officer or co-officer who has left a case.
pub(crate) struct Leaver(pub(crate) store::Leaver);

/// 离岗的承办人或者协办人。
///
/// An officer or co-officer who has left a case.
#[Object]
impl Leaver {
    /// 席位。Which place is empty.
    async fn seat(&self) -> Seat {
        self.0.seat
    }

    /// 离岗的人。Who has left.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        people::user(ctx, self.0.user).await
    }

    /// 原因。Why.
    async fn reason(&self) -> LeftBecause {
        self.0.because.into()
    }
}
