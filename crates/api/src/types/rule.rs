//! Rules by which deadlines can be computed 可以试算的期间.

use async_graphql::{Enum, SimpleObject};
use calendar::Length;
use workflow::period::Period;

use crate::session::Desk;
use crate::types::named::Named;
use crate::types::term::{Basis, PeriodKind};

/// 期间长度的单位。
///
/// Unit of a length.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayCount {
    /// 工作日。Working days.
    WorkingDay,
    /// 日（自然日）。Calendar days.
    CalendarDay,
    /// 月。Months.
    Month,
    /// 年。Years.
    Year,
}

impl DayCount {
    /// How many of which unit a length is.
    pub(crate) fn of(length: Length) -> (u32, Self) {
        match length {
            Length::WorkingDays(days) => (days, Self::WorkingDay),
            Length::Days(days) => (days, Self::CalendarDay),
            Length::Months(months) => (months, Self::Month),
            Length::Years(years) => (years, Self::Year),
        }
    }
}

/// 受约束者。
///
/// Who is bound by a period.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "workflow::period::Bound")]
pub(crate) enum Bound {
    /// 机关。An organ or a court.
    Organ,
    /// 当事人。A party.
    Party,
}

/// 可以试算的期间。
///
/// A rule by which deadlines can be computed.
#[derive(SimpleObject)]
pub(crate) struct DeadlineRule {
    /// 期间。Period.
    rule: Named,
    /// 种类。Kind.
    kind: PeriodKind,
    /// 受约束者。Who is bound by it.
    bound: Bound,
    /// 起算点。What starts it.
    trigger: String,
    /// 长度；法律未定天数时为空。How long it is; null where the law gives no number.
    length: Option<u32>,
    /// 长度的单位。Unit of the length.
    unit: Option<DayCount>,
    /// 没有可计算天数的原因。Why there is nothing to count, in Chinese.
    not_counted: Option<String>,
    /// 是否倒算。Whether it is counted back from the trigger.
    backward: bool,
    /// 末日为休假日时是否顺延。Whether a last day that is off moves to the first working day after it.
    roll: bool,
    /// 可以不计入的事由。What pauses it.
    pauses: Vec<Named>,
    /// 最多延长的天数；不能延长或无上限时为空。Most days it may be extended by; null without extension or limit.
    max_extension_days: Option<u32>,
    /// 是否可以延长。Whether it may be extended.
    extendable: bool,
    /// 其他参数。What else it takes.
    params: Vec<DeadlineParam>,
    /// 届满的后果。What follows from its end.
    consequence: Option<String>,
    /// 法律依据。What it rests on.
    basis: Basis,
    /// 是否为本机关的内部时限。Whether it is the office's own number.
    policy: bool,
}

/// 期间的参数。
///
/// A further fact that a rule takes.
#[derive(SimpleObject)]
pub(crate) struct DeadlineParam {
    /// 名称。Name.
    name: String,
    /// 名目。Label.
    label: String,
    /// 是否为日期，否则为是非或者天数。Whether it is a day; else it is true or false, or a number of days.
    is_day: bool,
    /// 是否必填。Whether the rule cannot be counted without it.
    required: bool,
}

impl DeadlineRule {
    /// A period as a rule.
    pub(crate) fn of(desk: Desk<'_>, period: &Period) -> Self {
        let (length, unit) = period.length.map(DayCount::of).unzip();
        let consequence = period
            .consequence
            .as_deref()
            .zip(period.consequence_en.as_deref());
        let pauses = period.pauses.iter();
        let params = period.params.iter();
        Self {
            rule: Named::of(desk, &period.id, Some((&period.label, &period.label_en))),
            kind: period.kind.into(),
            bound: period.bound.into(),
            trigger: desk.pick(&period.trigger, &period.trigger_en),
            length,
            unit,
            not_counted: period.not_counted.clone(),
            backward: period.backward,
            roll: period.roll,
            pauses: pauses
                .map(|kind| Named::of(desk, kind.code(), Some(kind.label())))
                .collect(),
            max_extension_days: period.extension.and_then(|extension| extension.max_days),
            extendable: period.extension.is_some(),
            params: params
                .map(|param| DeadlineParam {
                    name: param.name.clone(),
                    label: desk.pick(&param.label, &param.label_en),
                    is_day: param.effect.is_day(),
                    required: param.required,
                })
                .collect(),
            consequence: consequence.map(|(zh, en)| desk.pick(zh, en)),
            basis: Basis::of(period),
            policy: period.is_policy(),
        }
    }
}
