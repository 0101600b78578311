//! Steps in words, Chinese and English.

use calendar::{Length, Reading, Step};
use chrono::NaiveDate;

use super::step::RuleStep;

/// A step of a count in words: Chinese, English.
#[must_use]
pub fn describe(step: &Step) -> (String, String) {
    match step {
        Step::StartNotCounted { day } => (
            format!("{day} 为起算日，不计入"),
            format!("{day} is the start and is not counted"),
        ),
        Step::Length { length, backward } => length_of(*length, *backward),
        Step::CorrespondingDay { day, shortened } => corresponding(*day, *shortened),
        Step::Extended { days, working } => extended(*days, *working),
        Step::LastDay { day } => (
            format!("最后一日为 {day}"),
            format!("the last day is {day}"),
        ),
        Step::Rolled { from, to } => (
            format!("{from} 为休假日，顺延至其后第一个工作日 {to}"),
            format!("{from} is a day off, the period ends on the first working day after it, {to}"),
        ),
        Step::SafeBy { day } => (
            format!("稳妥日为 {day}，在此之前办结无争议"),
            format!("safe by {day}, in time under every view"),
        ),
        Step::Provisional { reading } => provisional(*reading),
        Step::End { day } => (
            format!("届满日为 {day}"),
            format!("the period ends on {day}"),
        ),
        Step::Counted { from, through, .. }
        | Step::MakeUpCounted { from, through, .. }
        | Step::SkippedWeekend { from, through }
        | Step::SkippedHoliday { from, through, .. }
        | Step::Paused { from, through, .. }
        | Step::PauseWithoutEffect { from, through } => {
            let (days, days_en) = range(*from, *through);
            let (what, what_en) = stretch(step);
            (format!("{days} {what}"), format!("{days_en} {what_en}"))
        }
    }
}

/// What becomes of a stretch of days; nothing is said of a step that is none.
fn stretch(step: &Step) -> (String, String) {
    match step {
        Step::Counted { first, last, .. } => {
            let (zh, en) = numbers(*first, *last);
            (format!("计入，{zh}"), format!("counted, {en}"))
        }
        Step::MakeUpCounted {
            first,
            last,
            notice,
            ..
        } => {
            let ((zh, en), notice) = (numbers(*first, *last), under(notice.as_deref()));
            (
                format!("调休上班，计入，{zh}{}", notice.0),
                format!("make-up working day, counted, {en}{}", notice.1),
            )
        }
        Step::SkippedWeekend { .. } => ("周末，不计".to_owned(), "weekend, skipped".to_owned()),
        Step::SkippedHoliday { notice, .. } => {
            let (zh, en) = under(notice.as_deref());
            (format!("休假日，不计{zh}"), format!("holiday, skipped{en}"))
        }
        Step::Paused { days, .. } => (
            format!("中止，不计（{days}日）"),
            format!("paused, not counted ({days} days)"),
        ),
        Step::PauseWithoutEffect { .. } => (
            "不在期间内，不影响".to_owned(),
            "lies outside the period, without effect".to_owned(),
        ),
        _ => (String::new(), String::new()),
    }
}

fn length_of(length: Length, backward: bool) -> (String, String) {
    let (zh, en) = length_in_words(length);
    if backward {
        (
            format!("倒算，其间须隔{zh}"),
            format!("counted backwards, {en} in between"),
        )
    } else {
        (format!("期间为{zh}"), format!("the period is {en}"))
    }
}

fn corresponding(day: NaiveDate, shortened: bool) -> (String, String) {
    if shortened {
        (
            format!("该月无对应日，以月末 {day} 为准"),
            format!("the month has no corresponding day, its last is {day}"),
        )
    } else {
        (
            format!("对应日为 {day}"),
            format!("the corresponding day is {day}"),
        )
    }
}

fn extended(days: u32, working: bool) -> (String, String) {
    if working {
        (
            format!("延长{days}个工作日"),
            format!("extended by {days} working days"),
        )
    } else {
        (format!("延长{days}日"), format!("extended by {days} days"))
    }
}

pub(super) fn provisional(reading: Reading) -> (String, String) {
    match reading {
        Reading::Organ => (
            "暂定：所涉年份的放假安排尚未公布或者载入，只按周末计算".to_owned(),
            "provisional: a year's notice is not loaded, only weekends are taken as days off".to_owned(),
        ),
        Reading::Party => (
            "暂定：所涉年份的放假安排尚未公布或者载入，按周末和法定节假日计算".to_owned(),
            "provisional: a year's notice is not loaded, weekends and the holidays fixed by regulation are taken as days off"
                .to_owned(),
        ),
    }
}

/// A step of a rule in words: Chinese, English.
pub(super) fn describe_rule(step: &RuleStep) -> (String, String) {
    match step {
        RuleStep::PauseGiven { from, to, kind } => pause_given(*from, *to, *kind),
        RuleStep::ExtensionGiven {
            days,
            granted_under,
        } => {
            let (zh, en) = under(granted_under.as_deref());
            (
                format!("给出的延长：{days}日{zh}"),
                format!("extension given: {days} days{en}"),
            )
        }
        RuleStep::FirstStretch {
            start,
            label,
            label_en,
        } => (
            format!("先计{label}，自 {start} 起"),
            format!("first the {label_en}, from {start}"),
        ),
        RuleStep::FirstEndsOn { day } => (
            format!("前段期间于 {day} 届满"),
            format!("the first stretch ends on {day}"),
        ),
        RuleStep::PeriodStarts { day } => (
            format!("本期间自 {day} 起算"),
            format!("the period itself starts on {day}"),
        ),
        RuleStep::OtherLength { start, length, .. } => {
            let (zh, en) = length_in_words(*length);
            (
                format!("另自 {start} 起计{zh}"),
                format!("also {en} from {start}"),
            )
        }
        RuleStep::EarlierEnd { day, instead_of } => (
            format!("以先届满者 {day} 为准（另一为 {instead_of}）"),
            format!("the earlier end stands, {day} (the other is {instead_of})"),
        ),
        RuleStep::OtherLengthBecause { param, length } => {
            let (zh, en) = length_in_words(*length);
            (
                format!("因`{param}`，期间为{zh}"),
                format!("because of `{param}` the period is {en}"),
            )
        }
        RuleStep::ReadingChosen {
            reading,
            option,
            label,
            label_en,
            trial_only,
        } => reading_chosen(reading, option, (label, label_en), *trial_only),
        RuleStep::FixedOn { day } => fixed_on(*day),
        RuleStep::Converted { on } => (
            format!("{on} 转为普通程序，期限仍自原受理之日起算"),
            format!(
                "converted to the ordinary procedure on {on}, still counted from the original acceptance"
            ),
        ),
    }
}

/// A last day that was fixed, in words.
pub(super) fn fixed_on(day: NaiveDate) -> (String, String) {
    (
        format!("届满日由决定书、裁判或者命令指定为 {day}，不计算天数"),
        format!(
            "the decision, the court or the order fixed the last day, {day}: nothing is counted"
        ),
    )
}

fn reading_chosen(
    reading: &str,
    option: &str,
    (label, label_en): (&str, &str),
    trial_only: bool,
) -> (String, String) {
    let (zh, en) = if trial_only {
        (
            "；仅供对照，不得据以缩短当事人的期间",
            "; for comparison only, no party's period is shortened by it",
        )
    } else {
        ("", "")
    };
    (
        format!("按解释 {reading}（{option}）：{label}{zh}"),
        format!("under the reading {reading} ({option}): {label_en}{en}"),
    )
}

fn pause_given(from: NaiveDate, to: NaiveDate, kind: Option<&str>) -> (String, String) {
    let (zh, en) = under(kind);
    (
        format!("给出的不计入期间：{from} 至 {to}，{to} 恢复计算{zh}"),
        format!("pause given: from {from}, counting resumes on {to}{en}"),
    )
}

pub(super) fn length_in_words(length: Length) -> (String, String) {
    let (zh, en, number) = match length {
        Length::WorkingDays(days) => ("个工作日", "working day", days),
        Length::Days(days) => ("日", "calendar day", days),
        Length::Months(months) => ("个月", "month", months),
        Length::Years(years) => ("年", "year", years),
    };
    let plural = if number == 1 { "" } else { "s" };
    (format!("{number}{zh}"), format!("{number} {en}{plural}"))
}

fn range(from: NaiveDate, through: NaiveDate) -> (String, String) {
    if from == through {
        (from.to_string(), from.to_string())
    } else {
        (
            format!("{from} 至 {through}"),
            format!("{from} to {through}"),
        )
    }
}

fn numbers(first: i64, last: i64) -> (String, String) {
    if first == last {
        (format!("第{first}日"), format!("day {first}"))
    } else {
        (
            format!("第{first}日至第{last}日"),
            format!("days {first} to {last}"),
        )
    }
}

fn under(notice: Option<&str>) -> (String, String) {
    match notice {
        Some(notice) => (format!("（{notice}）"), format!(" ({notice})")),
        None => (String::new(), String::new()),
    }
}
