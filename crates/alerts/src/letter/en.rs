//! The letter in English; names of law stay Chinese with a gloss.

use workflow::actor::Role;

use super::{Letter, Matter, Urgency, dated, table};

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// What ends every letter, in both languages: it is the line that must not be misread.
const FOOTER: &str = "This mail is a reminder of work, not service of a legal paper.\n本邮件是工作提醒,不是法律文书送达。";

/// Case number, matter, day.
pub(super) fn full(matter: &Matter<'_>) -> Letter {
    let mut body = format!("{}\n\n", call(matter));
    body += &table(&rows(matter), 14);
    body.push('\n');
    close(matter, &mut body);
    Letter {
        subject: subject(matter),
        body,
    }
}

/// Nothing but that there is something.
pub(super) fn bare(matter: &Matter<'_>) -> Letter {
    let mut body = "One thing waits for you: sign in to see it.\n\n".to_owned();
    close(matter, &mut body);
    Letter {
        subject: "One thing waits for you".to_owned(),
        body,
    }
}

fn subject(matter: &Matter<'_>) -> String {
    let day = dated(matter.alert.due, WEEKDAYS);
    let (mark, day) = match matter.urgency {
        Urgency::Left(days) => (
            format!("{} · {} left", colour(matter), working_days(days)),
            format!(", due {day}"),
        ),
        Urgency::Today => ("due today".to_owned(), String::new()),
        Urgency::Overdue(0) => ("overdue".to_owned(), format!(", was due {day}")),
        Urgency::Overdue(days) => (
            format!("overdue by {}", working_days(days)),
            format!(", was due {day}"),
        ),
        Urgency::ToVerify => ("lapse to verify".to_owned(), format!(", ended {day}")),
    };
    let label = &matter.period.label_en;
    let deems = if matter.deems() {
        " (deemed accepted if missed)"
    } else {
        ""
    };
    let text = format!("[{mark}] {} {label}{deems}{day}", matter.alert.case_number);
    let text = text.trim_end();
    match &matter.recipient.absent {
        Some(absent) => format!("{text} (for {absent})"),
        None => text.to_owned(),
    }
}

fn colour(matter: &Matter<'_>) -> &'static str {
    if matter.alert.role == Role::RespondentClerk {
        return "reply awaited";
    }
    match matter.urgency.severity() {
        "red" => "red",
        "yellow" => "yellow",
        _ => "green",
    }
}

fn working_days(days: u32) -> String {
    if days == 1 {
        "1 working day".to_owned()
    } else {
        format!("{days} working days")
    }
}

/// The first line: what the reader is asked to do.
fn call(matter: &Matter<'_>) -> String {
    let label = &matter.period.label_en;
    let day = dated(matter.alert.due, WEEKDAYS);
    let asked = if matter.is_owed() {
        "Yours to do"
    } else {
        "For your information"
    };
    match matter.urgency {
        Urgency::Left(_) => format!("{asked}: {label} ends on {day}."),
        Urgency::Today => format!("{asked}: {label} ends today, {day}."),
        Urgency::Overdue(0) => format!("{asked}: {label} ended on {day} and is overdue."),
        Urgency::Overdue(days) => format!(
            "{asked}: {label} ended on {day} and is overdue by {}.",
            working_days(days)
        ),
        Urgency::ToVerify => format!(
            "Yours to verify: {label} ended on {day}. Check proof of service, mail in transit and good reasons, then confirm the lapse or set it aside."
        ),
    }
}

fn rows(matter: &Matter<'_>) -> Vec<(&'static str, String)> {
    let alert = matter.alert;
    let left = match matter.urgency {
        Urgency::Left(days) => format!(", {} left after today", working_days(days)),
        Urgency::Today => ", the last day is today".to_owned(),
        Urgency::Overdue(_) | Urgency::ToVerify => String::new(),
    };
    let mut rows = vec![
        ("Case", alert.case_number.clone()),
        (
            "Matter",
            format!("{} ({})", matter.period.label, matter.period.label_en),
        ),
        (
            "Starts from",
            format!("{} (that day not counted)", alert.started_on),
        ),
        ("Ends", format!("{}{left}", dated(alert.due, WEEKDAYS))),
    ];
    if alert.provisional {
        rows.push((
            "Provisional",
            "the days off of that year are not published yet; the day may move".to_owned(),
        ));
    }
    if let Some(consequence) = &matter.period.consequence_en {
        rows.push(("If missed", consequence.clone()));
    }
    let basis = matter.basis_zh().map_or_else(
        || "the office's own limit".to_owned(),
        |chinese| format!("{chinese} ({})", matter.period.basis),
    );
    rows.push(("Basis", basis));
    if alert.late {
        rows.push((
            "Note",
            "recorded after the time of this reminder, so sent at once".to_owned(),
        ));
    }
    rows
}

/// Link, reason, footer.
fn close(matter: &Matter<'_>, body: &mut String) {
    if let Some(link) = matter.link {
        *body += &format!(
            "Open the case: {link}\n(sign-in needed; opening the link changes nothing)\n\n"
        );
    }
    let (_, held) = matter.recipient.role.label();
    let reason = if matter.recipient.stand_in {
        let (_, missing) = matter.alert.role.label();
        let as_what = match matter.absent() {
            Some(whose) => format!("stand in for {whose}, {held}, who is on leave"),
            None => format!("are {held}"),
        };
        format!("Why you: no {missing} of this case can be reached, and you {as_what}.")
    } else if let Some(whose) = matter.absent() {
        format!("Why you: you stand in for {whose}, {held}, who is on leave.")
    } else {
        format!("Why you: you are {held}.")
    };
    let limit = if matter.period.is_policy() {
        "the office's own limits"
    } else {
        "statutory limits"
    };
    *body += &format!("{reason} Reminders of {limit} cannot be unsubscribed.\n{FOOTER}\n");
}
