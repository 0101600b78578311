//! The sentence 一句话说明 in which a term explains itself.

use calendar::Step as DayStep;
use chrono::{Datelike, NaiveDate};
use workflow::deadline::describe;
use workflow::file::{Term, TermState};
use workflow::messages::Lang;
use workflow::period::Period;

use crate::types::left::Left;

const WEEKDAYS: [(&str, &str); 7] = [
    ("周一", "Monday"),
    ("周二", "Tuesday"),
    ("周三", "Wednesday"),
    ("周四", "Thursday"),
    ("周五", "Friday"),
    ("周六", "Saturday"),
    ("周日", "Sunday"),
];

/// One sentence to be read out: what, from when, how long, until when, what is left, under which article.
pub(crate) fn explain(term: &Term, period: Option<&Period>, left: Left, lang: Lang) -> String {
    match lang {
        Lang::Zh => in_chinese(term, period, left),
        Lang::En => in_english(term, period, left),
    }
}

fn in_chinese(term: &Term, period: Option<&Period>, left: Left) -> String {
    let label = period.map_or(term.period.as_str(), |period| period.label.as_str());
    let mut text = format!("{label}自{}起算，当日不计", term.started_on);
    if let Some(day) = term.fixed_on {
        text = format!(
            "{label}自{}起，届满日由决定书、裁判或者命令指定为{day}",
            term.started_on
        );
    } else if let Some(length) = period.and_then(|period| length(period, Lang::Zh)) {
        text.push_str(&format!("，{length}"));
    }
    if term.extension_days > 0 {
        let unit = if period.is_some_and(Period::in_working_days) {
            "个工作日"
        } else {
            "日"
        };
        text.push_str(&format!("，已延长{}{unit}", term.extension_days));
    }
    let paused = paused_days(term);
    if paused > 0 {
        text.push_str(&format!("，不计入{paused}日"));
    }
    text.push_str(&format!(
        "，{}（{}）届满",
        term.due,
        weekday(term.due, Lang::Zh)
    ));
    if term.provisional {
        text.push_str("（暂定）");
    }
    text.push_str(&format!("；{}", state_zh(term, left)));
    if let Some(basis) = period
        .map(|period| period.basis.as_str())
        .filter(|basis| *basis != "policy")
    {
        text.push_str(&format!("。依据：{basis}"));
    }
    if let Some((unsigned, _)) = period.and_then(Period::review_note) {
        text.push_str(&format!("。本规则{unsigned}"));
    }
    text.push('。');
    text
}

fn in_english(term: &Term, period: Option<&Period>, left: Left) -> String {
    let label = period.map_or(term.period.as_str(), |period| period.label_en.as_str());
    let mut text = format!(
        "The {label} starts on {}, that day not counted",
        term.started_on
    );
    if let Some(day) = term.fixed_on {
        text = format!(
            "The {label} runs from {}; the decision, the court or the order fixed its last day, {day}",
            term.started_on
        );
    } else if let Some(length) = period.and_then(|period| length(period, Lang::En)) {
        text.push_str(&format!("; {length}"));
    }
    if term.extension_days > 0 {
        text.push_str(&format!(", extended by {} days", term.extension_days));
    }
    let paused = paused_days(term);
    if paused > 0 {
        text.push_str(&format!(", {paused} days not counted"));
    }
    text.push_str(&format!(
        ", and ends on {}, {}",
        weekday(term.due, Lang::En),
        term.due
    ));
    if term.provisional {
        text.push_str(" (provisional)");
    }
    text.push_str(&format!("; {}", state_en(term, left)));
    if let Some(basis) = period
        .map(|period| period.basis.as_str())
        .filter(|basis| *basis != "policy")
    {
        text.push_str(&format!(" Basis: {basis}."));
    }
    if let Some((_, unsigned)) = period.and_then(Period::review_note) {
        text.push_str(&format!(" The rule is {unsigned}."));
    }
    text
}

/// The length in words, in the wording of the steps.
fn length(period: &Period, lang: Lang) -> Option<String> {
    let step = DayStep::Length {
        length: period.length?,
        backward: period.backward,
    };
    let (zh, en) = describe(&step);
    Some(lang.pick(&zh, &en).to_owned())
}

fn weekday(day: NaiveDate, lang: Lang) -> &'static str {
    let index = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
    WEEKDAYS.get(index).map_or("", |(zh, en)| lang.pick(zh, en))
}

fn paused_days(term: &Term) -> i64 {
    let closed = term.pauses.iter().filter_map(|pause| {
        let to = pause.to?;
        Some(to.signed_duration_since(pause.from).num_days().max(0))
    });
    closed.sum()
}

fn state_zh(term: &Term, left: Left) -> String {
    let ended = term.ended_on.map(|day| day.to_string()).unwrap_or_default();
    match term.state {
        TermState::Running | TermState::Overdue => match (left.calendar_days, left.working_days) {
            (Some(0), _) => "今天是最后一日".to_owned(),
            (Some(days @ ..0), _) => format!("已逾期{}日", -days),
            (Some(days), Some(working)) => format!("还剩{working}个工作日（{days}日）"),
            (days, _) => format!("还剩{}日", days.unwrap_or_default()),
        },
        TermState::Paused => "现已中止，恢复后重新计算届满日".to_owned(),
        TermState::LapsedUnverified => "期满待核，由承办人核实".to_owned(),
        TermState::Met => format!("已于{ended}按期办结"),
        TermState::MetLate => format!("已于{ended}逾期办结"),
        TermState::Lapsed => format!("已于{ended}期满"),
        TermState::Cancelled => format!("已于{ended}取消"),
    }
}

fn state_en(term: &Term, left: Left) -> String {
    let ended = term.ended_on.map(|day| day.to_string()).unwrap_or_default();
    match term.state {
        TermState::Running | TermState::Overdue => match (left.calendar_days, left.working_days) {
            (Some(0), _) => "today is the last day.".to_owned(),
            (Some(days @ ..0), _) => format!("it is {} days overdue.", -days),
            (Some(days), Some(working)) => {
                format!("{working} working days ({days} days) are left.")
            }
            (days, _) => format!("{} days are left.", days.unwrap_or_default()),
        },
        TermState::Paused => {
            "it is paused, and its last day is reckoned anew when it resumes.".to_owned()
        }
        TermState::LapsedUnverified => {
            "it has ended and waits for the officer to verify.".to_owned()
        }
        TermState::Met => format!("it was met on {ended}."),
        TermState::MetLate => format!("it was met late on {ended}."),
        TermState::Lapsed => format!("it lapsed on {ended}."),
        TermState::Cancelled => format!("it was cancelled on {ended}."),
    }
}
