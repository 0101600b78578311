//! A panel in Chinese.

use calendar::{DayKind, Length};
use chrono::{Datelike, NaiveDate};

use super::words::{LineId, length, shortened, weekday};
use super::{Counting, Extending, Extension, Panel, PausedPart};
use crate::deadline::citation::chinese;
use crate::deadline::describe::{fixed_on, provisional};
use crate::file::TermState;
use crate::messages::Lang;
use crate::period::{OnEnd, PauseKind, PeriodKind};

fn dated(day: NaiveDate) -> String {
    format!("{day} {}", weekday(day, Lang::Zh))
}

/// A day as it is read out.
fn spoken(day: NaiveDate) -> String {
    let (year, month, date) = (day.year(), day.month(), day.day());
    format!("{year}年{month}月{date}日")
}

fn days_in(days: u32, working: bool) -> String {
    if working {
        format!("{days}个工作日")
    } else {
        format!("{days}日")
    }
}

fn tentative(is: bool) -> &'static str {
    if is { "（暂定）" } else { "" }
}

pub(super) fn title(panel: &Panel) -> String {
    let label = &panel.label;
    let Some(count) = &panel.count else {
        return format!("{label}　没有可计算的天数");
    };
    let ends = if panel.backward { "最迟" } else { "届满" };
    let standing = match panel.state {
        None | Some(TermState::Running) => String::new(),
        Some(_) => format!("　{}", standing(panel, count)),
    };
    format!(
        "{label}　{ends} {}{}{standing}",
        dated(count.due),
        tentative(count.provisional)
    )
}

pub(super) fn sentence(panel: &Panel) -> String {
    let label = &panel.label;
    let Some(count) = &panel.count else {
        let reason = panel.not_counted.as_deref().unwrap_or("法律没有规定天数");
        return format!("{label}没有可计算的天数：{reason}；{}。", rests_on(panel));
    };
    let day = format!("{}（{}）", spoken(count.due), weekday(count.due, Lang::Zh));
    let ends = match (panel.backward, count.due < panel.today) {
        (true, _) => format!("最迟为{day}"),
        (false, true) => format!("已于{day}届满"),
        (false, false) => format!("到{day}届满"),
    };
    let mut text = format!(
        "{label}{ends}{}，{}；自{}",
        tentative(count.provisional),
        standing(panel, count),
        spoken(panel.trigger_on)
    );
    let long = length(count.length, Lang::Zh);
    if panel.fixed_on.is_some() {
        text.push_str("起，届满日由决定书、裁判或者命令指定");
    } else if panel.backward {
        text.push_str(&format!("倒算，其间须隔{long}"));
    } else {
        text.push_str(&format!("起算，当日不计，期间为{long}"));
    }
    if let Some(first) = &count.first {
        text.push_str(&format!("（先计{}）", first.label));
    }
    if let Some(other) = &count.other {
        let (start, long) = (spoken(other.start), length(other.length, Lang::Zh));
        text.push_str(&format!("，另自{start}起{long}，以先届满者为准"));
    }
    if let Some(extended) = &count.extended {
        let working = matches!(count.length, Length::WorkingDays(_));
        text.push_str(&format!("，已延长{}", days_in(extended.days, working)));
    }
    let paused: i64 = count.pauses.iter().map(|pause| pause.days).sum();
    if paused > 0 {
        text.push_str(&format!("，不计入{paused}日"));
    }
    if count.safe_by < count.due {
        text.push_str(&format!("；稳妥日为{}", spoken(count.safe_by)));
    }
    text.push_str(&format!("；{}。", rests_on(panel)));
    text
}

fn rests_on(panel: &Panel) -> String {
    match panel.basis.article.as_str() {
        "policy" => "依据本机关内部时限".to_owned(),
        article => format!("依据{}", chinese(article)),
    }
}

/// Where it stands and what is left.
fn standing(panel: &Panel, count: &Counting) -> String {
    let ended = panel.ended_on.map(spoken).unwrap_or_default();
    match panel.state {
        None | Some(TermState::Running | TermState::Overdue) => left(panel, count),
        Some(TermState::Paused) => "现已中止，恢复后重新计算届满日".to_owned(),
        Some(TermState::LapsedUnverified) => "期满待核，由承办人核实".to_owned(),
        Some(TermState::Met) => format!("已于{ended}按期办结"),
        Some(TermState::MetLate) => format!("已于{ended}逾期办结"),
        Some(TermState::Lapsed) => format!("已于{ended}期满"),
        Some(TermState::Cancelled) => format!("已于{ended}取消"),
    }
}

fn left(panel: &Panel, count: &Counting) -> String {
    match (count.calendar_days_left, count.working_days_left) {
        (Some(0), _) => "今天是最后一日".to_owned(),
        (Some(days @ ..0), _) if panel.kind == PeriodKind::Duty => format!("已逾期{}日", -days),
        (Some(days @ ..0), _) => format!("已过{}日", -days),
        (Some(days), Some(working)) => format!("还有{working}个工作日（{days}日）"),
        (days, _) => format!("还有{}日", days.unwrap_or_default()),
    }
}

pub(super) fn lines(panel: &Panel) -> Vec<(LineId, String)> {
    let mut lines = vec![(LineId::Basis, basis(panel)), (LineId::Start, start(panel))];
    match &panel.count {
        Some(count) => counted(panel, count, &mut lines),
        None => {
            let reason = panel.not_counted.as_deref().unwrap_or("法律没有规定天数");
            lines.push((LineId::Count, format!("没有可计算的天数：{reason}")));
        }
    }
    lines.push((LineId::Consequence, consequence(panel)));
    if let Some(count) = &panel.count {
        warnings(panel, count, &mut lines);
    }
    lines.push((LineId::Calendar, calendar(panel)));
    if let Some(review) = panel.basis.review {
        lines.push((LineId::Review, review.to_owned()));
    }
    lines
}

fn counted(panel: &Panel, count: &Counting, lines: &mut Vec<(LineId, String)>) {
    if let Some(first) = &count.first {
        let long = match first.length {
            Some(long) => format!("，{}", length(long, Lang::Zh)),
            None => "，届满日由参数给出".to_owned(),
        };
        let ends = dated(first.ends_on);
        let mut text = format!("{}{long} → {ends}，本期间自该日起算", first.label);
        if let Some(day) = count.day_one {
            text.push_str(&format!("，第1日为 {}", dated(day)));
        }
        lines.push((LineId::First, text));
    }
    lines.push((LineId::Count, counting(panel, count)));
    if let Some(other) = &count.other {
        let text = format!(
            "{}：{}，当日不计，{} → {}；以先届满者为准",
            other.label,
            dated(other.start),
            length(other.length, Lang::Zh),
            dated(other.end)
        );
        lines.push((LineId::Other, text));
    }
    let working = matches!(count.length, Length::WorkingDays(_));
    if let Some(extended) = &count.extended {
        let days = days_in(extended.days, working);
        lines.push((
            LineId::Extended,
            format!("已延长{days} → {}", dated(extended.end)),
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
        return "本机关内部时限，法律没有规定".to_owned();
    }
    let mut text = chinese(&basis.article);
    if let Some(words) = &basis.words {
        text.push_str(&format!("：“{words}”"));
    }
    if basis.policy {
        text.push_str("；天数为本机关内部要求");
    }
    text
}

fn start(panel: &Panel) -> String {
    let on = format!("{}：{}", panel.trigger, dated(panel.trigger_on));
    match &panel.count {
        None => panel.trigger.clone(),
        Some(_) if panel.fixed_on.is_some() => on,
        Some(_) if panel.backward => format!("{on}，当日不计，自前一日起倒数"),
        Some(count) => match count.day_one.filter(|_| count.first.is_none()) {
            Some(day) => format!("{on}，当日不计；第1日为 {}", dated(day)),
            None => format!("{on}，当日不计"),
        },
    }
}

fn counting(panel: &Panel, count: &Counting) -> String {
    if let Some(day) = panel.fixed_on {
        return fixed_on(day).0;
    }
    let unit = match count.length {
        Length::Days(_) => "（自然日）",
        Length::WorkingDays(_) | Length::Months(_) | Length::Years(_) => "",
    };
    let back = if panel.backward {
        "倒算，其间须隔"
    } else {
        ""
    };
    let mut text = format!(
        "{back}{}{unit} → {}",
        length(count.length, Lang::Zh),
        dated(count.end)
    );
    if !panel.backward && shortened(count.start, count.length, count.end) {
        text.push_str("（该月无对应日，以月末为准）");
    }
    if let Some((because, _)) = &count.because {
        text.push_str(&format!("；因{because}"));
    }
    if let Some(day) = count.converted_on {
        text.push_str(&format!(
            "；{day} 转为普通程序，期限仍自原受理之日起算（{}）",
            chinese("ARL 55")
        ));
    }
    text
}

fn paused(pause: &PausedPart) -> String {
    let kind = match pause.kind {
        Some(kind) => kind.label().0,
        None => "暂停",
    };
    let begins = match pause.kind {
        None | Some(PauseKind::Suspension) => format!("{} {kind}", pause.from),
        Some(_) => format!("{} 起因{kind}不计", pause.from),
    };
    match (pause.to, pause.end) {
        (Some(to), Some(_)) if pause.days == 0 => {
            format!("{begins}，{to} 恢复，没有另外不计入的日子")
        }
        (Some(to), Some(end)) => {
            format!("{begins}，{to} 恢复，{}日不计 → {}", pause.days, dated(end))
        }
        _ => format!("{begins}，尚未恢复；恢复后重新计算届满日"),
    }
}

fn day_off(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Weekend => "周末",
        DayKind::Holiday => "休假日",
        DayKind::WorkingDay | DayKind::MakeUpDay => "工作日",
    }
}

fn last_day(panel: &Panel, count: &Counting) -> String {
    let last = dated(count.last_day);
    match (count.day_off, count.roll) {
        (None, true) => format!("{last}，为工作日，不顺延"),
        (None, false) if panel.backward => format!("{last}，为工作日；倒算的期间不顺延"),
        (None, false) => format!("{last}，按工作日计算，不顺延"),
        (Some(kind), true) => format!(
            "{last}，为{}，顺延至其后第一个工作日 {}（{}）",
            day_off(kind),
            dated(count.due),
            chinese("CPL 85(3)")
        ),
        (Some(kind), false) => format!("{last}，为{}；该期间不顺延", day_off(kind)),
    }
}

fn safe_by(panel: &Panel, count: &Counting) -> String {
    let mut text = format!("{}（末日及以前的最后一个工作日）", dated(count.safe_by));
    match panel.state {
        None | Some(TermState::Running | TermState::Overdue) => {
            text.push_str(&format!("；今天 {}，{}", panel.today, left(panel, count)))
        }
        Some(_) => text.push_str(&format!("；{}", standing(panel, count))),
    }
    text
}

fn if_extended(panel: &Panel, working: bool) -> String {
    match &panel.extending {
        Extending::NotTaken => "本期间不能延长".to_owned(),
        Extending::Used { days } => format!("已延长{}，不能再延长", days_in(*days, working)),
        Extending::TooLate => "期限已届满，不能再延长".to_owned(),
        Extending::Ended => "期限已结束，不再延长".to_owned(),
        Extending::Possible(extension) => possible(panel, extension),
    }
}

fn possible(panel: &Panel, extension: &Extension) -> String {
    let mut text = match extension.max_days {
        Some(days) => format!("最长{}", days_in(days, extension.working)),
        None => "法律未定上限".to_owned(),
    };
    if let Some(day) = extension.would_end_on {
        text.push_str(&format!(
            " → {}{}",
            dated(day),
            tentative(extension.provisional)
        ));
    } else if panel.state == Some(TermState::Paused) {
        text.push_str("，届满日恢复后再计算");
    }
    text.push_str(&format!("；须经{}批准", extension.by.label().0));
    if let Some(until) = extension.until {
        text.push_str(&format!("，至迟 {until} 决定"));
    }
    if let Some(notice) = extension.notice_owed {
        text.push_str(&format!("，并{notice}"));
    }
    text
}

fn consequence(panel: &Panel) -> String {
    let by_itself = match panel.on_end {
        OnEnd::None => "届满没有自动效果",
        OnEnd::DeemAccepted => "届满自动发生效力：视为受理",
        OnEnd::Verify => "届满须经核实，没有自动效果",
    };
    match &panel.consequence {
        Some(words) => words.clone(),
        None => by_itself.to_owned(),
    }
}

fn warnings(panel: &Panel, count: &Counting, lines: &mut Vec<(LineId, String)>) {
    if count.provisional {
        let (zh, _) = provisional(count.reading);
        let text = zh.trim_start_matches("暂定：").to_owned();
        lines.push((LineId::Provisional, text));
    }
    if let Some(day) = count.recounted {
        let text = format!(
            "按 {} 的日历重新计算为 {}，案卷登记为 {}，须由人核对",
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
            Some(notice) => format!("{}年：{notice}", year.year),
            None => format!("{}年：放假安排尚未公布或者载入", year.year),
        })
        .collect();
    let rules = &calendar.rules;
    parts.push(format!("日历版本 {}", calendar.version));
    parts.push(format!(
        "规则 {} {} 第{}版",
        rules.instrument, rules.effective_on, rules.revision
    ));
    parts.push(format!("按 {} 计", panel.today));
    parts.join("；")
}
