//! The panel 期限说明 in which a deadline explains itself: data first, words second.

use async_graphql::{Enum, SimpleObject};
use calendar::Length;
use workflow::deadline::panel::{Counting, Extending, PanelCalendar as CalendarOf, Words};
use workflow::deadline::{Against, Panel};
use workflow::file::TermState;
use workflow::scalar::Date;

use crate::session::Desk;
use crate::types::deadline::DayKind;
use crate::types::entry::RulesVersion;
use crate::types::named::Named;
use crate::types::rule::DayCount;
use crate::types::term::{Basis, PeriodKind};

/// What a panel is made against in this request.
pub(crate) fn against(desk: Desk<'_>) -> Against<'_> {
    Against {
        calendar: desk.rooms.calendar,
        rules: &desk.rooms.rulebook.version,
        today: desk.session.moment.today,
    }
}

/// 期限说明：电话里可以读出，打印后可以入卷。
///
/// How a deadline explains itself, to be read out on the phone or printed for the file.
#[derive(SimpleObject)]
pub(crate) struct DeadlinePanel {
    /// 标题：期间及其届满日。What it is, and the day it ends.
    title: String,
    /// 一句话说明。One sentence that can be read out.
    sentence: String,
    /// 各行，依次为依据、起算、计算等。Lines in order: basis, start, count and the rest.
    lines: Vec<PanelLine>,
    /// 期间。Period.
    rule: Named,
    /// 种类。Kind.
    kind: PeriodKind,
    /// 查看之日。Day it is read.
    read_on: Date,
    /// 状态；不涉及案件为空。State of the term; null without a case.
    state: Option<TermState>,
    /// 结束之日。Day on which the term was met, lapsed or cancelled.
    ended_on: Option<Date>,
    /// 法律依据。What it rests on.
    basis: Basis,
    /// 起算点。What starts it.
    trigger: String,
    /// 起算日，当日不计入。Day of the trigger, which is not counted.
    trigger_on: Date,
    /// 是否倒算。Whether it is counted back from the trigger.
    backward: bool,
    /// 计算；法律未定天数时为空。Count, part by part; null where the law gives no number of days.
    count: Option<DeadlineCount>,
    /// 没有可计算天数的原因。Why there is nothing to count, in Chinese.
    not_counted: Option<String>,
    /// 若延期：能否、由谁、至迟何时、最多几日。If extended: whether it may be, by whom, until when, by how many days.
    extension: ExtensionRight,
    /// 届满自动发生的效力。What its end brings about by itself.
    on_end: OnEnd,
    /// 届满的后果。What follows from its end.
    consequence: Option<String>,
    /// 所依据的放假通知和版本。Notices and versions that it rests on.
    calendar: PanelCalendar,
}

/// 期限说明中的一行。
///
/// One line of a panel.
#[derive(SimpleObject)]
pub(crate) struct PanelLine {
    /// 所说的事项，供程序判断。What it speaks of.
    id: PanelLineId,
    /// 名目。Label.
    label: String,
    /// 内容。What it says.
    text: String,
}

/// 期限说明中一行所说的事项。
///
/// What a line of a panel speaks of.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "workflow::deadline::panel::LineId")]
pub(crate) enum PanelLineId {
    /// 依据。Article and its words.
    Basis,
    /// 起算。Day that starts it, and day 1.
    Start,
    /// 前段。Stretch that runs first.
    First,
    /// 计算。Length and where it leads.
    Count,
    /// 另计。Another length, of which the earlier end stands.
    Other,
    /// 延长。Extension given.
    Extended,
    /// 暂停。A stretch not counted.
    Paused,
    /// 末日。Last day and whether it rolls.
    LastDay,
    /// 稳妥日。Day to plan for, and what is left.
    SafeBy,
    /// 若延期。What an extension would do.
    IfExtended,
    /// 到期后果。What follows from the end.
    Consequence,
    /// 暂定。That it rests on a year whose notice is not loaded.
    Provisional,
    /// 重算。That it would end on another day by the calendar of today.
    Recounted,
    /// 日历。Notices and versions.
    Calendar,
    /// 审核。That counsel has not signed the rule.
    Review,
}

/// 届满自动发生的效力。
///
/// What the end of a period brings about by itself.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "workflow::period::OnEnd")]
pub(crate) enum OnEnd {
    /// 无自动效果。Nothing by itself.
    None,
    /// 视为受理。Acceptance is deemed.
    DeemAccepted,
    /// 期满待核。A person verifies, and confirms or sets aside.
    Verify,
}

/// 期间的长度。
///
/// A length of time.
#[derive(SimpleObject)]
pub(crate) struct PeriodLength {
    /// 数目。How many.
    number: u32,
    /// 单位。Of which unit.
    unit: DayCount,
}

impl PeriodLength {
    fn of(length: Length) -> Self {
        let (number, unit) = DayCount::of(length);
        Self { number, unit }
    }
}

/// 期限的计算，逐项。
///
/// A count, part by part.
#[derive(SimpleObject)]
pub(crate) struct DeadlineCount {
    /// 前段期间。A stretch that runs first.
    first: Option<FirstStretch>,
    /// 本期间的起算日，当日不计入。Day that starts the period itself and is not counted.
    starts_on: Date,
    /// 第一日；倒算或者指定末日的为空。First day counted; null counting backwards and where the last day was fixed.
    day_one: Option<Date>,
    /// 长度；指定末日的为空。How long it is; null where the last day was fixed.
    length: Option<PeriodLength>,
    /// 指定的末日。Last day that was fixed, in place of a count.
    fixed_on: Option<Date>,
    /// 因何为此长度。Fact that gives it this length in place of its usual one.
    because: Option<String>,
    /// 程序转换之日。Day of conversion from the simplified procedure, which changes nothing.
    converted_on: Option<Date>,
    /// 只按长度计算的末日。Where the length alone leads.
    ends_on: Date,
    /// 另计的期间，以先届满者为准。Another length of which the earlier end stands.
    other: Option<OtherStretch>,
    /// 已延长。Extension given.
    extended: Option<ExtendedStretch>,
    /// 不计入的期间，按首日排列。What is not counted, by first day.
    pauses: Vec<PausedStretch>,
    /// 顺延前的最后一日。Last day before the roll.
    last_day: Date,
    /// 最后一日为休假日时的性质。What the last day is if it is off.
    day_off: Option<DayKind>,
    /// 末日为休假日时是否顺延。Whether a last day that is off moves on.
    rolls: bool,
    /// 届满日。Day the period ends.
    due_on: Date,
    /// 稳妥日。Last working day on or before the last day.
    safe_by: Date,
    /// 是否暂定。Whether it rests on a year whose notice is not loaded.
    provisional: bool,
    /// 按今天的日历重新计算的届满日，与登记不同时才有。Day it would end by the calendar of today, where that is another than was recorded.
    recounted_on: Option<Date>,
    /// 剩余工作日；暂停或结束后为空。Working days left; null when paused or ended.
    working_days_left: Option<i64>,
    /// 剩余日数；暂停或结束后为空。Calendar days left; null when paused or ended.
    calendar_days_left: Option<i64>,
}

/// 前段期间。
///
/// A stretch that runs first.
#[derive(SimpleObject)]
pub(crate) struct FirstStretch {
    /// 名目。Label.
    label: String,
    /// 长度；末日由参数给出时为空。How long it is; null where its last day was given.
    length: Option<PeriodLength>,
    /// 届满之日，本期间自该日起算。Day on which it ends and the period itself starts.
    ends_on: Date,
}

/// 另计的期间。
///
/// Another length of which the earlier end stands.
#[derive(SimpleObject)]
pub(crate) struct OtherStretch {
    /// 起算点。What starts it.
    label: String,
    /// 起算日，当日不计入。Day that starts it and is not counted.
    starts_on: Date,
    /// 长度。How long it is.
    length: PeriodLength,
    /// 只按长度计算的末日。Where the length alone leads.
    ends_on: Date,
}

/// 已批准的延长。
///
/// An extension given.
#[derive(SimpleObject)]
pub(crate) struct ExtendedStretch {
    /// 天数，单位与长度相同。How many days, in the unit of the length.
    days: u32,
    /// 延长后的末日。Where it leads.
    ends_on: Date,
}

/// 不计入的期间及其结果。
///
/// A stretch that is not counted, and where it leads.
#[derive(SimpleObject)]
pub(crate) struct PausedStretch {
    /// 不计入的首日。First day not counted.
    from: Date,
    /// 恢复计算之日；仍在暂停为空。Day counting resumes; null while it lasts.
    to: Option<Date>,
    /// 种类。What kind it is.
    kind: Option<Named>,
    /// 不计入的日数，重叠的只算一次。Calendar days that it leaves out; overlaps are counted once.
    days: i64,
    /// 末日因此移至。Where it leads, with those before it.
    ends_on: Option<Date>,
}

/// 能否延长。
///
/// Whether a period may be extended now.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExtensionAnswer {
    /// 不能延长。Period takes none.
    NotTaken,
    /// 已延长，不能再延长。It is given once for all, and was.
    Used,
    /// 已届满，不能再延长。It is decided before the period ends, and the period has ended.
    TooLate,
    /// 期限已结束。Term has ended.
    Ended,
    /// 末日系指定。Last day was fixed; whoever fixed it may fix another.
    Fixed,
    /// 可以延长。It may be given.
    Possible,
}

/// 若延期：能否、由谁、至迟何时、最多几日。
///
/// What would extend a period: who may, until when, by how many days.
#[derive(SimpleObject)]
pub(crate) struct ExtensionRight {
    /// 能否延长。Whether it may be.
    answer: ExtensionAnswer,
    /// 已批准的天数。Days given already.
    days_given: u32,
    /// 最多还能延长的天数；法律未定上限为空。Most days that may still be given; null where the law sets no limit.
    max_days: Option<u32>,
    /// 天数的单位。Unit of these days.
    unit: Option<DayCount>,
    /// 由谁批准。Who may grant it.
    by: Option<Named>,
    /// 至迟决定之日；法律未定或者暂停中为空。Last day on which it may be decided; null where the law sets none, and while paused.
    until: Option<Date>,
    /// 延长至上限时的届满日。Day the period would then end.
    would_end_on: Option<Date>,
    /// 该届满日是否暂定。Whether that day rests on a year whose notice is not loaded.
    provisional: bool,
    /// 须作的告知。Notice owed.
    notice_owed: Option<String>,
    /// 文字说明。Same in words.
    text: Option<String>,
}

/// 所依据的放假通知和版本。
///
/// Notices and versions that a panel rests on.
#[derive(SimpleObject)]
pub(crate) struct PanelCalendar {
    /// 日历版本。Version of the calendar.
    version: String,
    /// 规则版本。Version of the rules.
    rules: RulesVersion,
    /// 所涉年份。Years on whose days off the count rests.
    years: Vec<YearNotice>,
}

/// 一年的放假通知。
///
/// A year and the notice that arranges its days off.
#[derive(SimpleObject)]
pub(crate) struct YearNotice {
    /// 年份。Year.
    year: i32,
    /// 通知；尚未载入为空。Notice, as cited; null while it is not loaded.
    notice: Option<String>,
}

impl DeadlinePanel {
    /// A panel in the language of the request.
    pub(crate) fn of(desk: Desk<'_>, panel: Panel) -> Self {
        let words = panel.words(desk.session.lang);
        let given = panel
            .count
            .as_ref()
            .and_then(|count| count.extended.as_ref());
        let days_given = given.map_or(0, |extended| extended.days);
        let consequence = panel
            .consequence
            .as_deref()
            .zip(panel.consequence_en.as_deref());
        Self {
            extension: ExtensionRight::of(desk, &panel.extending, days_given, &words),
            title: words.title,
            sentence: words.sentence,
            lines: words
                .lines
                .into_iter()
                .map(|line| PanelLine {
                    id: line.id.into(),
                    label: line.label.to_owned(),
                    text: line.text,
                })
                .collect(),
            rule: Named::of(desk, &panel.rule, Some((&panel.label, &panel.label_en))),
            kind: panel.kind.into(),
            read_on: panel.today.into(),
            state: panel.state,
            ended_on: panel.ended_on.map(Into::into),
            basis: Basis::of_panel(panel.basis),
            trigger: desk.pick(&panel.trigger, &panel.trigger_en),
            trigger_on: panel.trigger_on.into(),
            backward: panel.backward,
            count: panel.count.map(|count| DeadlineCount::of(desk, count)),
            not_counted: panel.not_counted,
            on_end: panel.on_end.into(),
            consequence: consequence.map(|(zh, en)| desk.pick(zh, en)),
            calendar: PanelCalendar::of(panel.calendar),
        }
    }
}

impl DeadlineCount {
    fn of(desk: Desk<'_>, count: Counting) -> Self {
        Self {
            first: count.first.map(|first| FirstStretch {
                label: desk.pick(&first.label, &first.label_en),
                length: first.length.map(PeriodLength::of),
                ends_on: first.ends_on.into(),
            }),
            starts_on: count.start.into(),
            day_one: count.day_one.map(Into::into),
            length: count.length.map(PeriodLength::of),
            fixed_on: count.fixed_on.map(Into::into),
            because: count.because.map(|(zh, en)| desk.pick(&zh, &en)),
            converted_on: count.converted_on.map(Into::into),
            ends_on: count.end.into(),
            other: count.other.map(|other| OtherStretch {
                label: desk.pick(&other.label, &other.label_en),
                starts_on: other.start.into(),
                length: PeriodLength::of(other.length),
                ends_on: other.end.into(),
            }),
            extended: count.extended.map(|extended| ExtendedStretch {
                days: extended.days,
                ends_on: extended.end.into(),
            }),
            pauses: count
                .pauses
                .into_iter()
                .map(|pause| PausedStretch {
                    from: pause.from.into(),
                    to: pause.to.map(Into::into),
                    kind: pause
                        .kind
                        .map(|kind| Named::of(desk, kind.code(), Some(kind.label()))),
                    days: pause.days,
                    ends_on: pause.end.map(Into::into),
                })
                .collect(),
            last_day: count.last_day.into(),
            day_off: count.day_off.map(Into::into),
            rolls: count.roll,
            due_on: count.due.into(),
            safe_by: count.safe_by.into(),
            provisional: count.provisional,
            recounted_on: count.recounted.map(Into::into),
            working_days_left: count.working_days_left,
            calendar_days_left: count.calendar_days_left,
        }
    }
}

impl ExtensionRight {
    fn of(desk: Desk<'_>, extending: &Extending, days_given: u32, words: &Words) -> Self {
        use workflow::deadline::panel::LineId;
        let line = words
            .lines
            .iter()
            .find(|line| line.id == LineId::IfExtended);
        let possible = match extending {
            Extending::Possible(extension) => Some(extension),
            _ => None,
        };
        Self {
            answer: match extending {
                Extending::NotTaken => ExtensionAnswer::NotTaken,
                Extending::Used { .. } => ExtensionAnswer::Used,
                Extending::TooLate => ExtensionAnswer::TooLate,
                Extending::Ended => ExtensionAnswer::Ended,
                Extending::Fixed => ExtensionAnswer::Fixed,
                Extending::Possible(_) => ExtensionAnswer::Possible,
            },
            days_given,
            max_days: possible.and_then(|extension| extension.max_days),
            unit: possible.map(|extension| match extension.working {
                true => DayCount::WorkingDay,
                false => DayCount::CalendarDay,
            }),
            by: possible
                .map(|extension| Named::of(desk, extension.by.code(), Some(extension.by.label()))),
            until: possible
                .and_then(|extension| extension.until)
                .map(Into::into),
            would_end_on: possible
                .and_then(|extension| extension.would_end_on)
                .map(Into::into),
            provisional: possible.is_some_and(|extension| extension.provisional),
            notice_owed: possible
                .and_then(|extension| extension.notice_owed.zip(extension.notice_owed_en))
                .map(|(zh, en)| desk.pick(zh, en)),
            text: line.map(|line| line.text.clone()),
        }
    }
}

impl PanelCalendar {
    fn of(calendar: CalendarOf) -> Self {
        Self {
            rules: RulesVersion::of(&calendar.rules),
            version: calendar.version,
            years: calendar
                .years
                .into_iter()
                .map(|year| YearNotice {
                    year: year.year,
                    notice: year.notice,
                })
                .collect(),
        }
    }
}
