//! A panel in English. Words of articles stay in the language of the law.

use calendar::{DayKind, Length};
use chrono::NaiveDate;

use super::words::{LineId, length, shortened, weekday};
use super::{Counting, Extending, Extension, Panel, PausedPart};
use crate::deadline::describe::{fixed_on, provisional};
use crate::file::TermState;
use crate::messages::Lang;
use crate::period::{OnEnd, PauseKind, PeriodKind};

fn dated(day: NaiveDate) -> String {
    format!("{}, {day}", weekday(day, Lang::En))
}

fn many(number: i64, what: &str) -> String {
    if number == 1 {
        format!("{number} {what}")
    } else {
        format!("{number} {what}s")
    }
}

fn days_in(days: u32, working: bool) -> String {
    many(i64::from(days), if working { "working day" } else { "day" })
}

fn tentative(is: bool) -> &'static str {
    if is { " (provisional)" } else { "" }
}

pub(super) fn title(panel: &Panel) -> String {
    let label = &panel.label_en;
    let Some(count) = &panel.count else {
        return format!("{label} - no number of days to count");
    };
    let ends = if panel.backward {
        "at the latest on"
    } else {
        "ends on"
    };
    let standing = match panel.state {
        None | Some(TermState::Running) => String::new(),
        Some(_) => format!(" - {}", standing(panel, count)),
    };
    format!(
        "{label} - {ends} {}{}{standing}",
        dated(count.due),
        tentative(count.provisional)
    )
}

pub(super) fn sentence(panel: &Panel) -> String {
    let label = &panel.label_en;
    let Some(count) = &panel.count else {
        return format!(
            "The {label}: the law gives no number of days to count; {}.",
            rests_on(panel)
        );
    };
    let day = dated(count.due);
    let ends = match (panel.backward, count.due < panel.today) {
        (true, _) => format!("is at the latest on {day}"),
        (false, true) => format!("ended on {day}"),
        (false, false) => format!("ends on {day}"),
    };
    let mut text = format!(
        "The {label} {ends}{}: {}; ",
        tentative(count.provisional),
        standing(panel, count),
    );
    let (from, long) = (panel.trigger_on, length(count.length, Lang::En));
    if panel.fixed_on.is_some() {
        text.push_str(&format!(
            "it runs from {from}, and the decision, the court or the order fixed its last day"
        ));
    } else if panel.backward {
        text.push_str(&format!(
            "it is counted backwards from {from}, {long} in between"
        ));
    } else {
        text.push_str(&format!(
            "it starts on {from}, that day not counted, and runs {long}"
        ));
    }
    if let Some(first) = &count.first {
        text.push_str(&format!(", after the {}", first.label_en));
    }
    if let Some(other) = &count.other {
        let (start, long) = (other.start, length(other.length, Lang::En));
        text.push_str(&format!(", or {long} from {start}, whichever ends first"));
    }
    if let Some(extended) = &count.extended {
        let working = matches!(count.length, Length::WorkingDays(_));
        text.push_str(&format!(
            ", extended by {}",
            days_in(extended.days, working)
        ));
    }
    let paused: i64 = count.pauses.iter().map(|pause| pause.days).sum();
    if paused > 0 {
        text.push_str(&format!(", {} not counted", many(paused, "day")));
    }
    if count.safe_by < count.due {
        text.push_str(&format!("; safe by {}", dated(count.safe_by)));
    }
    text.push_str(&format!("; {}.", rests_on(panel)));
    text
}

fn rests_on(panel: &Panel) -> String {
    match panel.basis.article.as_str() {
        "policy" => "it is the office's own limit".to_owned(),
        article => format!("it rests on {article}"),
    }
}

/// Where it stands and what is left.
fn standing(panel: &Panel, count: &Counting) -> String {
    let ended = panel
        .ended_on
        .map(|day| day.to_string())
        .unwrap_or_default();
    match panel.state {
        None | Some(TermState::Running | TermState::Overdue) => left(panel, count),
        Some(TermState::Paused) => {
            "it is paused, and its last day is reckoned anew when it resumes".to_owned()
        }
        Some(TermState::LapsedUnverified) => {
            "it has ended and waits for the officer to verify".to_owned()
        }
        Some(TermState::Met) => format!("it was met on {ended}"),
        Some(TermState::MetLate) => format!("it was met late on {ended}"),
        Some(TermState::Lapsed) => format!("it lapsed on {ended}"),
        Some(TermState::Cancelled) => format!("it was cancelled on {ended}"),
    }
}

fn left(panel: &Panel, count: &Counting) -> String {
    match (count.calendar_days_left, count.working_days_left) {
        (Some(0), _) => "today is the last day".to_owned(),
        (Some(days @ ..0), _) if panel.kind == PeriodKind::Duty => {
            format!("{} overdue", many(-days, "day"))
        }
        (Some(days @ ..0), _) => format!("{} past", many(-days, "day")),
        (Some(days), Some(working)) => format!(
            "{} ({}) left",
            many(working, "working day"),
            many(days, "day")
        ),
        (days, _) => format!("{} left", many(days.unwrap_or_default(), "day")),
    }
}

pub(super) fn lines(panel: &Panel) -> Vec<(LineId, String)> {
    let mut lines = vec![(LineId::Basis, basis(panel)), (LineId::Start, start(panel))];
    match &panel.count {
        Some(count) => counted(panel, count, &mut lines),
        None => lines.push((
            LineId::Count,
            "the law gives no number of days to count".to_owned(),
        )),
    }
    lines.push((LineId::Consequence, consequence(panel)));
    if let Some(count) = &panel.count {
        warnings(panel, count, &mut lines);
    }
    lines.push((LineId::Calendar, calendar(panel)));
    if let Some(review) = panel.basis.review_en {
        lines.push((LineId::Review, review.to_owned()));
    }
    lines
}

fn counted(panel: &Panel, count: &Counting, lines: &mut Vec<(LineId, String)>) {
    if let Some(first) = &count.first {
        let long = match first.length {
            Some(long) => format!(", {}", length(long, Lang::En)),
            None => ", its last day was given".to_owned(),
        };
        let ends = dated(first.ends_on);
        let mut text = format!(
            "{}{long} -> {ends}; the period itself starts there",
            first.label_en
        );
        if let Some(day) = count.day_one {
            text.push_str(&format!(", day 1 is {}", dated(day)));
        }
        lines.push((LineId::First, text));
    }
    lines.push((LineId::Count, counting(panel, count)));
    if let Some(other) = &count.other {
        let text = format!(
            "{}: {}, not counted, {} -> {}; the earlier end stands",
            other.label_en,
            dated(other.start),
            length(other.length, Lang::En),
            dated(other.end)
        );
        lines.push((LineId::Other, text));
    }
    let working = matches!(count.length, Length::WorkingDays(_));
    if let Some(extended) = &count.extended {
        let days = days_in(extended.days, working);
        lines.push((
            LineId::Extended,
            format!("by {days} -> {}", dated(extended.end)),
        ));
    }
    let pauses = count.pauses.iter();
    lines.extend(pauses.map(|pause| (LineId::Paused, paused(pause))));
    lines.push((LineId::LastDay, last_day(panel, count)));
    lines.push((LineId::SafeBy, safe_by(panel, count)));
    lines.push((LineId::IfExtended, if_extended(panel, working)));
}

fn basis(panel: &Panel) -> String {
    let basis = &panel.basis;
    if basis.article == "policy" {
        return "the office's own limit, no statute gives it".to_owned();
    }
    let mut text = basis.article.clone();
    if let Some(words) = &basis.words {
        text.push_str(&format!(": “{words}”"));
    }
    if basis.policy {
        text.push_str("; the number of days is the office's own");
    }
    text
}

fn start(panel: &Panel) -> String {
    let on = format!("{}: {}", panel.trigger_en, dated(panel.trigger_on));
    match &panel.count {
        None => panel.trigger_en.clone(),
        Some(_) if panel.fixed_on.is_some() => on,
        Some(_) if panel.backward => {
            format!("{on}, not counted, back from the day before it")
        }
        Some(count) => match count.day_one.filter(|_| count.first.is_none()) {
            Some(day) => format!("{on}, not counted; day 1 is {}", dated(day)),
            None => format!("{on}, not counted"),
        },
    }
}

fn counting(panel: &Panel, count: &Counting) -> String {
    if let Some(day) = panel.fixed_on {
        return fixed_on(day).1;
    }
    let back = if panel.backward {
        "backwards, in between "
    } else {
        ""
    };
    let mut text = format!(
        "{back}{} -> {}",
        length(count.length, Lang::En),
        dated(count.end)
    );
    if !panel.backward && shortened(count.start, count.length, count.end) {
        text.push_str(" (the month has no corresponding day, its last stands)");
    }
    if let Some((_, because)) = &count.because {
        text.push_str(&format!("; because {because}"));
    }
    if let Some(day) = count.converted_on {
        text.push_str(&format!(
            "; converted to the ordinary procedure on {day}, still counted from the original acceptance (ARL 55)"
        ));
    }
    text
}

fn paused(pause: &PausedPart) -> String {
    let kind = match pause.kind {
        None => "paused",
        Some(PauseKind::Suspension) => "suspended",
        Some(kind) => kind.label().1,
    };
    let begins = format!("{kind} from {}", pause.from);
    match (pause.to, pause.end) {
        (Some(to), Some(_)) if pause.days == 0 => {
            format!("{begins}, resumed {to}, no further day left out")
        }
        (Some(to), Some(end)) => format!(
            "{begins}, resumed {to}, {} not counted -> {}",
            many(pause.days, "day"),
            dated(end)
        ),
        _ => format!("{begins}, not resumed; the last day is reckoned anew when it is"),
    }
}

fn day_off(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Weekend => "a weekend",
        DayKind::Holiday => "a holiday",
        DayKind::WorkingDay | DayKind::MakeUpDay => "a working day",
    }
}

fn last_day(panel: &Panel, count: &Counting) -> String {
    let last = dated(count.last_day);
    match (count.day_off, count.roll) {
        (None, true) => format!("{last}, a working day, does not roll"),
        (None, false) if panel.backward => {
            format!("{last}, a working day; counted backwards, nothing rolls")
        }
        (None, false) => format!("{last}, counted in working days, nothing rolls"),
        (Some(kind), true) => format!(
            "{last}, {}, rolls to the first working day after it, {} (CPL 85(3))",
            day_off(kind),
            dated(count.due)
        ),
        (Some(kind), false) => format!("{last}, {}; this period does not roll", day_off(kind)),
    }
}

fn safe_by(panel: &Panel, count: &Counting) -> String {
    let mut text = format!(
        "{} (last working day up to the last day)",
        dated(count.safe_by)
    );
    match panel.state {
        None | Some(TermState::Running | TermState::Overdue) => {
            text.push_str(&format!("; today {}: {}", panel.today, left(panel, count)))
        }
        Some(_) => text.push_str(&format!("; {}", standing(panel, count))),
    }
    text
}

fn if_extended(panel: &Panel, working: bool) -> String {
    match &panel.extending {
        Extending::NotTaken => "this period takes no extension".to_owned(),
        Extending::Used { days } => format!(
            "already extended by {}, and not again",
            days_in(*days, working)
        ),
        Extending::TooLate => "the period has ended and takes no extension now".to_owned(),
        Extending::Ended => "the term has ended".to_owned(),
        Extending::Possible(extension) => possible(panel, extension),
    }
}

fn possible(panel: &Panel, extension: &Extension) -> String {
    let mut text = match extension.max_days {
        Some(days) => format!("at most {}", days_in(days, extension.working)),
        None => "the law sets no limit".to_owned(),
    };
    if let Some(day) = extension.would_end_on {
        text.push_str(&format!(
            " -> {}{}",
            dated(day),
            tentative(extension.provisional)
        ));
    } else if panel.state == Some(TermState::Paused) {
        text.push_str(", the last day is reckoned when it resumes");
    }
    text.push_str(&format!("; granted by the {}", extension.by.label().1));
    if let Some(until) = extension.until {
        text.push_str(&format!(" on {until} at the latest"));
    }
    if let Some(notice) = extension.notice_owed_en {
        text.push_str(&format!(", and {notice}"));
    }
    text
}

fn consequence(panel: &Panel) -> String {
    let by_itself = match panel.on_end {
        OnEnd::None => "nothing follows by itself",
        OnEnd::DeemAccepted => "acceptance is deemed by itself",
        OnEnd::Verify => "a person verifies it, nothing follows by itself",
    };
    match &panel.consequence_en {
        Some(words) => words.clone(),
        None => by_itself.to_owned(),
    }
}

fn warnings(panel: &Panel, count: &Counting, lines: &mut Vec<(LineId, String)>) {
    if count.provisional {
        let (_, en) = provisional(count.reading);
        let text = en.trim_start_matches("provisional: ").to_owned();
        lines.push((LineId::Provisional, text));
    }
    if let Some(day) = count.recounted {
        let text = format!(
            "by the calendar of {} it would end on {}, the file says {}; a person must look",
            panel.today,
            dated(day),
            dated(count.due)
        );
        lines.push((LineId::Recounted, text));
    }
}

fn calendar(panel: &Panel) -> String {
    let calendar = &panel.calendar;
    let mut parts: Vec<String> = calendar
        .years
        .iter()
        .map(|year| match &year.notice {
            Some(notice) => format!("{}: {notice}", year.year),
            None => format!("{}: the notice is not loaded", year.year),
        })
        .collect();
    let rules = &calendar.rules;
    parts.push(format!("calendar {}", calendar.version));
    parts.push(format!(
        "rules {} {} revision {}",
        rules.instrument, rules.effective_on, rules.revision
    ));
    parts.push(format!("as of {}", panel.today));
    parts.join("; ")
}
