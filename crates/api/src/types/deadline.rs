//! Deadlines without a case 期限试算, and days of the calendar.

use std::collections::BTreeMap;

use async_graphql::{Context, Enum, Error, InputObject, Object, Result, SimpleObject};
use workflow::deadline::{self, Answer, Ask, AskError, Grant, Panel, Toll};
use workflow::messages::Lang;
use workflow::period::{Period, PeriodBook};
use workflow::scalar::{Date, Instant};

use crate::error;
use crate::limits;
use crate::session::Desk;
use crate::types::named::Named;
use crate::types::panel::{DeadlinePanel, against};
use crate::types::step::StepConnection;

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
    /// 恢复计算之日。Day counting resumes.
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
/// Answer to a computation: the deadline, or why there is none.
#[derive(SimpleObject)]
pub(crate) struct DeadlinePayload {
    /// 届满日及其步骤；不能试算时为空。Deadline with its steps; null when there is none.
    deadline: Option<Deadline>,
    /// 不能试算的理由。Why there is none.
    refusal: Option<DeadlineRefusal>,
}

/// 届满日。
///
/// A computed deadline.
pub(crate) struct Deadline {
    ask: Ask,
    answer: Answer,
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
    pub(crate) fn of(desk: Desk<'_>, input: DeadlineInput) -> Result<Self> {
        few("pauses", input.pauses.len())?;
        few("extensions", input.extensions.len())?;
        few("params", input.params.len())?;
        Ok(Self::computed(desk, ask_of(input)))
    }

    fn computed(desk: Desk<'_>, ask: Ask) -> Self {
        let (book, calendar) = (PeriodBook::embedded(), desk.rooms.calendar);
        match deadline::compute_without_steps(book, calendar, &ask) {
            Ok(answer) => Self {
                deadline: Some(Deadline { ask, answer }),
                refusal: None,
            },
            Err(fault) => Self {
                deadline: None,
                refusal: Some(DeadlineRefusal::of(&fault, desk.session.lang)),
            },
        }
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
    fn period(&self) -> Option<&'static Period> {
        PeriodBook::embedded().get(&self.answer.id)
    }
}

/// 届满日。
///
/// A computed deadline.
#[Object]
impl Deadline {
    /// 期间。Period.
    async fn rule(&self, ctx: &Context<'_>) -> Result<Named> {
        let period = self.period();
        let label = period.map(|period| (period.label.as_str(), period.label_en.as_str()));
        Ok(Named::of(Desk::of(ctx)?, &self.answer.id, label))
    }

    /// 届满日。Day the period ends.
    async fn due_on(&self) -> Date {
        self.answer.due.into()
    }

    /// 稳妥日。Last working day on or before the unrolled last day: the day to plan for.
    async fn safe_by(&self) -> Date {
        self.answer.safe_by.into()
    }

    /// 是否暂定。Whether it rests on a year whose notice is not loaded.
    async fn provisional(&self) -> bool {
        self.answer.provisional
    }

    /// 法律依据。Articles it rests on.
    async fn basis(&self) -> &str {
        &self.answer.basis
    }

    /// 审核情况；已经法制审核为空。Null once counsel has signed the rule as it stands, else says that it is not signed.
    async fn review(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let desk = Desk::of(ctx)?;
        let note = self.period().and_then(Period::review_note);
        Ok(note.map(|(zh, en)| desk.pick(&zh, &en)))
    }

    /// 所用的日历版本。Version of the calendar that it was counted by.
    async fn calendar_version(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(Desk::of(ctx)?.rooms.calendar.version().to_owned())
    }

    /// 计算步骤。Steps of the count, in order.
    async fn steps(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "步数，1 至 100。How many steps, 1 to 100.")] first: i32,
        #[graphql(desc = "从此游标之后。After this cursor.")] after: Option<String>,
    ) -> Result<StepConnection> {
        let desk = Desk::of(ctx)?;
        let answer = deadline::compute(PeriodBook::embedded(), desk.rooms.calendar, &self.ask);
        let steps = answer.ok().and_then(|answer| answer.steps);
        StepConnection::page(steps, desk.session.lang, first, after.as_deref())
    }

    /// 期限说明。How it explains itself: data first, words second.
    async fn panel(&self, ctx: &Context<'_>) -> Result<Option<DeadlinePanel>> {
        let desk = Desk::of(ctx)?;
        let panel = Panel::of_ask(PeriodBook::embedded(), &self.ask, against(desk));
        Ok(panel.ok().map(|panel| DeadlinePanel::of(desk, panel)))
    }

    /// 试算：其中一项不同时的届满日。Deadline if what is given here stood in place of what was asked.
    async fn what_if(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "不同之处。What is otherwise.")] input: DeadlineChange,
    ) -> Result<DeadlinePayload> {
        let ask = input.over(&self.ask)?;
        Ok(DeadlinePayload::computed(Desk::of(ctx)?, ask))
    }
}

/// 与原试算不同之处；不填的与原来相同。
///
/// What is otherwise than in the computation asked for; what is left out stays as it was.
#[derive(InputObject)]
pub(crate) struct DeadlineChange {
    /// 起算的时刻。What starts the period.
    from: Option<Instant>,
    /// 全部不计入的期间，至多 100 项。All that is not counted, at most 100.
    pauses: Option<Vec<PauseInput>>,
    /// 全部批准的延长，至多 100 项。All extensions granted, at most 100.
    extensions: Option<Vec<ExtensionInput>>,
    /// 全部其他参数，至多 100 项。All further facts by name, at most 100.
    params: Option<Vec<ParamInput>>,
}

impl DeadlineChange {
    /// An ask with the change.
    fn over(self, ask: &Ask) -> Result<Ask> {
        let mut ask = ask.clone();
        if let Some(from) = self.from {
            ask.trigger = from.utc().fixed_offset();
        }
        if let Some(pauses) = self.pauses {
            few("pauses", pauses.len())?;
            ask.tolls = pauses.into_iter().map(Toll::from).collect();
        }
        if let Some(extensions) = self.extensions {
            few("extensions", extensions.len())?;
            ask.extensions = extensions.into_iter().map(Grant::from).collect();
        }
        if let Some(params) = self.params {
            few("params", params.len())?;
            ask.params = params_of(params);
        }
        Ok(ask)
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
    ask.tolls = input.pauses.into_iter().map(Toll::from).collect();
    ask.extensions = input.extensions.into_iter().map(Grant::from).collect();
    ask.params = params_of(input.params);
    ask
}

impl From<PauseInput> for Toll {
    fn from(pause: PauseInput) -> Self {
        Self {
            from: pause.from.0,
            to: pause.to.0,
            kind: pause.kind,
        }
    }
}

impl From<ExtensionInput> for Grant {
    fn from(extension: ExtensionInput) -> Self {
        Self {
            days: extension.days,
            basis: extension.basis,
        }
    }
}

fn params_of(params: Vec<ParamInput>) -> BTreeMap<String, serde_json::Value> {
    let params = params.into_iter();
    params
        .map(|param| (param.name, param.value.into()))
        .collect()
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
    /// 日期。Day.
    day: Date,
    /// 性质。What it is.
    kind: DayKind,
    /// 是否为工作日。Whether it is a working day.
    working: bool,
    /// 依据的放假通知。Notice it rests on.
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
