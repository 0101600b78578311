//! What courts and superior organs have done about a case.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use workflow::command::{CommandName, JudgmentEffect};
use workflow::file;
use workflow::scalar::Date;

use crate::session::Desk;
use crate::types::named::Named;

/// A text, unless it was left out for who asks.
pub(crate) fn given(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// 裁判。
///
/// A judgment that reopened the case or orders performance in it.
#[derive(SimpleObject)]
pub(crate) struct Judgment {
    /// 生效之日。Day on which it took effect.
    on: Date,
    /// 法院。Court.
    court: String,
    /// 案号。Number.
    number: String,
    /// 裁判内容。What it does.
    effect: JudgmentEffect,
    /// 办理的最后一日。Last day to do what it orders.
    last_day: Option<Date>,
    /// 最后一日是否由法院指定；否则由有权人确定。Whether the court set that day; else a person with power chose it.
    set_by_court: bool,
    /// 说明和理由，仅办案机关工作人员可见。What is to be done, and why that day, for staff of the owning office.
    reason: Option<String>,
}

impl Judgment {
    pub(crate) fn of(judgment: &file::Judgment) -> Self {
        Self {
            on: judgment.on.into(),
            court: judgment.court.clone(),
            number: judgment.number.clone(),
            effect: judgment.effect,
            last_day: judgment.last_day.map(Into::into),
            set_by_court: judgment.set_by_court,
            reason: given(&judgment.reason),
        }
    }
}

/// 上级责令、决定。
///
/// An order or decision of a superior organ.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct SuperiorOrder {
    /// 日期。Day.
    on: Date,
    /// 上级机关。Superior organ.
    organ: String,
    /// 文号。Number.
    number: String,
    /// 上级审理的，是否由本机关报请。For a take-over, whether this organ had referred the case up.
    referred: bool,
    /// 内容和理由，仅办案机关工作人员可见。What it says, and why, for staff of the owning office.
    reason: Option<String>,
    #[graphql(skip)]
    order: CommandName,
}

#[ComplexObject]
impl SuperiorOrder {
    /// 责令、决定的事项。What it orders.
    async fn order(&self, ctx: &Context<'_>) -> Result<Named> {
        let desk = Desk::of(ctx)?;
        let (zh, en) = desk.rooms.rulebook.command_label(self.order);
        Ok(Named::of(desk, self.order.code(), Some((&zh, &en))))
    }
}

impl SuperiorOrder {
    pub(crate) fn of(order: &file::SuperiorOrder) -> Self {
        Self {
            on: order.on.into(),
            organ: order.organ.clone(),
            number: order.number.clone(),
            referred: order.referred,
            reason: given(&order.reason),
            order: order.order,
        }
    }
}

/// 人民法院受理的诉讼。
///
/// A suit over the same act that a court has accepted.
#[derive(SimpleObject)]
pub(crate) struct CourtCase {
    /// 法院。Court.
    court: String,
    /// 案号。Number.
    number: String,
    /// 受理之日。Day on which the court accepted it.
    accepted_on: Date,
    /// 驳回起诉或者准许撤诉之日。Day on which it was dismissed or withdrawn.
    ended_on: Option<Date>,
}

impl CourtCase {
    pub(crate) fn of(suit: &file::CourtCase) -> Self {
        Self {
            court: suit.court.clone(),
            number: suit.number.clone(),
            accepted_on: suit.accepted_on.into(),
            ended_on: suit.ended_on.map(Into::into),
        }
    }
}
