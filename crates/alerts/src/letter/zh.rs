//! The letter in Chinese.

use chrono::Datelike;
use workflow::actor::Role;

use super::{Letter, Matter, Urgency, dated, table};

const WEEKDAYS: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
/// What ends every letter.
const FOOTER: &str = "本邮件是工作提醒,不是法律文书送达。";

/// Case number, matter, day.
pub(super) fn full(matter: &Matter<'_>) -> Letter {
    let mut body = format!("{}\n\n", call(matter));
    body += &table(&rows(matter), 10);
    body.push('\n');
    close(matter, &mut body);
    Letter {
        subject: subject(matter),
        body,
    }
}

/// Nothing but that there is something.
pub(super) fn bare(matter: &Matter<'_>) -> Letter {
    let mut body = "您有 1 项待办,请登录系统查看。\n\n".to_owned();
    close(matter, &mut body);
    Letter {
        subject: "您有 1 项待办".to_owned(),
        body,
    }
}

fn subject(matter: &Matter<'_>) -> String {
    let due = matter.alert.due;
    let day = format!("{}月{}日", due.month(), due.day());
    let (mark, day) = match matter.urgency {
        Urgency::Left(days) => (
            format!("{}·剩{days}个工作日", colour(matter)),
            format!("{day}到期"),
        ),
        Urgency::Today => ("今日到期".to_owned(), String::new()),
        Urgency::Overdue(0) => ("逾期".to_owned(), format!("{day}已届满")),
        Urgency::Overdue(days) => (format!("逾期{days}个工作日"), format!("{day}已届满")),
        Urgency::ToVerify => ("期满待核".to_owned(), format!("{day}已届满")),
    };
    let label = &matter.period.label;
    let deems = if matter.deems() {
        "(逾期视为受理)"
    } else {
        ""
    };
    let text = format!(
        "〔{mark}〕{} {label}{deems} {day}",
        matter.alert.case_number
    );
    let text = text.trim_end();
    match &matter.recipient.absent {
        Some(absent) => format!("{text}(代{absent}收)"),
        None => text.to_owned(),
    }
}

/// Colour of days left; a respondent's clerk is told what is awaited instead.
fn colour(matter: &Matter<'_>) -> &'static str {
    if matter.alert.role == Role::RespondentClerk {
        return "待答复";
    }
    match matter.urgency.severity() {
        "red" => "红",
        "yellow" => "黄",
        _ => "绿",
    }
}

/// The first line: what the reader is asked to do.
fn call(matter: &Matter<'_>) -> String {
    let label = &matter.period.label;
    let day = dated(matter.alert.due, WEEKDAYS);
    let asked = if matter.is_owed() {
        "需要您办理"
    } else {
        "请您知悉"
    };
    let urge = match (matter.is_owed(), matter.alert.role) {
        (false, _) => "",
        (true, Role::RespondentClerk) => ",请在届满前提交",
        (true, _) => ",请在届满前办结",
    };
    match matter.urgency {
        Urgency::Left(_) => format!("{asked}:{label} {day}届满{urge}。"),
        Urgency::Today => format!(
            "{asked}:{label}今天 {day}届满{}。",
            urge.replace("届满前", "今天")
        ),
        Urgency::Overdue(days) => {
            let urge = if matter.is_owed() {
                ",请尽快办结"
            } else {
                ""
            };
            let since = if days > 0 {
                format!(",已逾期 {days} 个工作日")
            } else {
                ",已逾期".to_owned()
            };
            format!("{asked}:{label}已于 {day}届满{since}{urge}。")
        }
        Urgency::ToVerify => format!(
            "需要您核实:{label}已于 {day}届满,请核实送达证明、在途材料和正当理由,确认期满或者予以撤销。"
        ),
    }
}

fn rows(matter: &Matter<'_>) -> Vec<(&'static str, String)> {
    let alert = matter.alert;
    let left = match matter.urgency {
        Urgency::Left(days) => format!(",不含今天还剩 {days} 个工作日"),
        Urgency::Today => ",今天是最后一日".to_owned(),
        Urgency::Overdue(_) | Urgency::ToVerify => String::new(),
    };
    let mut rows = vec![
        ("案号", alert.case_number.clone()),
        ("事项", matter.period.label.clone()),
        ("起算", format!("{}(当日不计)", alert.started_on)),
        ("届满", format!("{}{left}", dated(alert.due, WEEKDAYS))),
    ];
    if alert.provisional {
        rows.push((
            "暂定",
            "届满日所在年份的放假安排尚未公布,公布后可能变动".to_owned(),
        ));
    }
    if let Some(consequence) = &matter.period.consequence {
        rows.push(("逾期", consequence.clone()));
    }
    rows.push((
        "依据",
        matter.basis_zh().unwrap_or_else(|| "内部时限".to_owned()),
    ));
    if alert.late {
        rows.push(("说明", "登记时已过原定的提醒时间,故即时发出".to_owned()));
    }
    rows
}

/// Link, reason, footer.
fn close(matter: &Matter<'_>, body: &mut String) {
    if let Some(link) = matter.link {
        *body += &format!("打开案件:{link}\n(需登录;打开链接不会改变任何状态)\n\n");
    }
    let (held, _) = matter.recipient.role.label();
    let reason = if matter.recipient.stand_in {
        let (missing, _) = matter.alert.role.label();
        let (whose, as_what) = match matter.absent() {
            Some(whose) => (format!("代{whose}收,"), "代办人"),
            None => (String::new(), ""),
        };
        format!("为什么发给您:{whose}本案没有可收信的{missing},您是{held}{as_what}。")
    } else if let Some(whose) = matter.absent() {
        format!("为什么发给您:代{whose}收,{whose}是{held},正在休假,您是其代办人。")
    } else {
        match matter.recipient.role {
            Role::Officer | Role::CoOfficer | Role::RespondentClerk => {
                format!("为什么发给您:您是本案{held}。")
            }
            _ => format!("为什么发给您:您是{held}。"),
        }
    };
    let limit = if matter.period.is_policy() {
        "内部时限"
    } else {
        "法定期限"
    };
    *body += &format!("{reason}{limit}提醒不可退订。\n{FOOTER}\n");
}
