//! Deadlines without a case 期限试算, the list of rules, and days of the calendar.

use std::collections::BTreeMap;

use async_graphql::{Enum, Error, InputObject, SimpleObject};
use calendar::Length;
use workflow::deadline::{self, Answer, Ask, AskError, Grant, Toll};
use workflow::messages::Lang;
use workflow::period::{Period, PeriodBook};
use workflow::scalar::{Date, Instant};

use crate::error;
use crate::limits;
use crate::session::Desk;
use crate::types::named::Named;
use crate::types::step::Step;
use crate::types::term::{Basis, PeriodKind};

/// Most pauses, extensions and further facts of one deadline, each.
const MOST_GIVEN: usize = 100;

/// 期限试算。
///
/// A deadline to compute without a case.
#[derive(InputObject)]
pub(crate) struct DeadlineInput {
    /// 期间的标识，见 `deadlineRules`。Id of the period; `deadlineRules` lists them.
    rule: String,
    /// 起算的时刻；其当日为起算日，倒算时为基准日。What starts the period; its day in Asia/Shanghai is not counted.
    from: Instant,
    /// 不计入的期间，至多 100 项。What is not counted, at most 100.
    #[graphql(default)]
    pauses: Vec<PauseInput>,
    /// 批准的延长，至多 100 项。Extensions granted, at most 100.
    #[graphql(default)]
    extensions: Vec<ExtensionInput>,
    /// 其他参数，至多 100 项。Further facts by name, at most 100.
    #[graphql(default)]
    params: Vec<ParamInput>,
}

/// 不计入的期间。
///
/// A stretch that is not counted.
#[derive(InputObject)]
pub(crate) struct PauseInput {
    /// 不计入的首日。First day not counted.
    from: Date,
    /// 恢复计算之日。The day counting resumes.
    to: Date,
    /// 种类；不填为该期间允许的任何一种。Kind; without one, any that the period takes.
    kind: Option<String>,
}

/// 批准的延长。
///
/// An extension granted.
#[derive(InputObject)]
pub(crate) struct ExtensionInput {
    /// 天数，单位与期间相同。How many days, in the unit of the period.
    days: u32,
    /// 依据。What it rests on.
    basis: Option<String>,
}

/// 参数。
///
/// A further fact that a period takes.
#[derive(InputObject)]
pub(crate) struct ParamInput {
    /// 名称。Name.
    name: String,
    /// 值：日期写如 2026-03-25，是非写 true 或 false，天数写整数。Value: a day like 2026-03-25, or true or false, or a whole number of days.
    value: String,
}

/// 试算结果或者不能试算的理由。
///
/// The answer to a computation: the deadline, or why there is none.
#[derive(SimpleObject)]
pub(crate) struct DeadlinePayload {
    /// 届满日及其步骤；不能试算时为空。The deadline with its steps; null when there is none.
    deadline: Option<Deadline>,
    /// 不能试算的理由。Why there is none.
    refusal: Option<DeadlineRefusal>,
}

/// 届满日。
///
/// A computed deadline.
#[derive(SimpleObject)]
pub(crate) struct Deadline {
    /// 期间。The period.
    rule: Named,
    /// 届满日。The day the period ends.
    due_on: Date,
    /// 稳妥日。Last working day on or before the unrolled last day: the day to plan for.
    safe_by: Date,
    /// 是否暂定。Whether it rests on a year whose notice is not loaded.
    provisional: bool,
    /// 法律依据。Articles it rests on.
    basis: String,
    /// 审核情况；已经法制审核为空。Null once counsel has signed the rule as it stands, else says that it is not signed.
    review: Option<String>,
    /// 计算步骤。The steps of the count, in order.
    steps: Vec<Step>,
    /// 所用的日历版本。Version of the calendar that it was counted by.
    calendar_version: String,
}

/// 不能试算的理由。
///
/// Why a deadline cannot be computed.
#[derive(SimpleObject)]
pub(crate) struct DeadlineRefusal {
    /// 代码，供程序判断。Stable code.
    code: String,
    /// 说明，供人阅读。What is wrong and what would work.
    message: String,
}

impl DeadlinePayload {
    /// Computes.
    pub(crate) fn of(desk: Desk<'_>, input: DeadlineInput) -> Result<Self, Error> {
        few("pauses", input.pauses.len())?;
        few("extensions", input.extensions.len())?;
        few("params", input.params.len())?;
        let book = PeriodBook::embedded();
        let answer = deadline::compute(book, desk.rooms.calendar, &ask_of(input));
        Ok(match answer {
            Ok(answer) => Self {
                deadline: Some(Deadline::of(desk, book, answer)),
                refusal: None,
            },
            Err(fault) => Self {
                deadline: None,
                refusal: Some(DeadlineRefusal::of(&fault, desk.session.lang)),
            },
        })
    }
}

/// Refuses a list of more than can be meant.
fn few(field: &str, given: usize) -> Result<(), Error> {
    if given <= MOST_GIVEN {
        return Ok(());
    }
    Err(error::bad_input(format!(
        "`{field}` 有 {given} 项，至多 {MOST_GIVEN} 项。`{field}` holds {given}: give at most {MOST_GIVEN}"
    )))
}

impl Deadline {
    fn of(desk: Desk<'_>, book: &PeriodBook, answer: Answer) -> Self {
        let lang = desk.session.lang;
        let period = book.get(&answer.id);
        let label = period.map(|period| (period.label.as_str(), period.label_en.as_str()));
        let steps = answer.steps.as_deref().unwrap_or_default();
        Self {
            rule: Named::of(desk, &answer.id, label),
            due_on: answer.due.into(),
            safe_by: answer.safe_by.into(),
            provisional: answer.provisional,
            steps: steps.iter().map(|step| Step::of(step, lang)).collect(),
            review: period
                .and_then(Period::review_note)
                .map(|(zh, en)| desk.pick(&zh, &en)),
            basis: answer.basis,
            calendar_version: desk.rooms.calendar.version().to_owned(),
        }
    }
}

impl DeadlineRefusal {
    /// The messages of the rules hold both languages, Chinese first.
    fn of(fault: &AskError, lang: Lang) -> Self {
        let both = fault.to_string();
        let message = match both.split_once(" / ") {
            Some((zh, en)) => lang.pick(zh, en).to_owned(),
            None => both,
        };
        Self {
            code: fault.code().to_owned(),
            message: limits::cut(&message),
        }
    }
}

fn ask_of(input: DeadlineInput) -> Ask {
    let mut ask = Ask::new(&input.rule, &input.rule, input.from.utc().fixed_offset());
    ask.tolls = input
        .pauses
        .into_iter()
        .map(|pause| Toll {
            from: pause.from.0,
            to: pause.to.0,
            kind: pause.kind,
        })
        .collect();
    ask.extensions = input
        .extensions
        .into_iter()
        .map(|extension| Grant {
            days: extension.days,
            basis: extension.basis,
        })
        .collect();
    ask.params = input
        .params
        .into_iter()
        .map(|param| (param.name, param.value.into()))
        .collect::<BTreeMap<_, _>>();
    ask
}

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
    /// 期间。The period.
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
        let (length, unit) = match period.length {
            None => (None, None),
            Some(Length::WorkingDays(days)) => (Some(days), Some(DayCount::WorkingDay)),
            Some(Length::Days(days)) => (Some(days), Some(DayCount::CalendarDay)),
            Some(Length::Months(months)) => (Some(months), Some(DayCount::Month)),
            Some(Length::Years(years)) => (Some(years), Some(DayCount::Year)),
        };
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

/// 日的性质。
///
/// What a day is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "calendar::DayKind")]
pub(crate) enum DayKind {
    /// 工作日。A working day.
    WorkingDay,
    /// 调休上班日，是工作日。A Saturday or Sunday that is worked; a working day in every respect.
    MakeUpDay,
    /// 周末。Weekend.
    Weekend,
    /// 法定休假日及放假通知安排的其他放假日。A holiday.
    Holiday,
}

/// 日历上的一日。
///
/// A day of the calendar.
#[derive(SimpleObject)]
pub(crate) struct CalendarDay {
    /// 日期。The day.
    day: Date,
    /// 性质。What it is.
    kind: DayKind,
    /// 是否为工作日。Whether it is a working day.
    working: bool,
    /// 依据的放假通知。The notice it rests on.
    notice: Option<String>,
    /// 是否暂定：该年放假通知尚未载入。Whether the year's notice is not loaded, so that the kind may change.
    provisional: bool,
}

impl CalendarDay {
    /// What the calendar says of a day.
    pub(crate) fn of(desk: Desk<'_>, day: Date) -> Result<Self, Error> {
        let info = desk
            .rooms
            .calendar
            .day(day.0)
            .map_err(|fault| error::bad_input(fault.to_string()))?;
        let kind = DayKind::from(info.kind);
        Ok(Self {
            day: info.date.into(),
            kind,
            working: matches!(kind, DayKind::WorkingDay | DayKind::MakeUpDay),
            notice: info.notice,
            provisional: info.provisional,
        })
    }
}
