//! `fuyi audit export`, and the two forms in which the log leaves the house.

use store::Store;
use store::read::trail::{Span, TrailLine};
use workflow::actor::Actor;
use workflow::id::OrganId;
use workflow::scalar::shanghai_instant;

use crate::cli::{AuditExport, TrailForm};
use crate::failure::Failure;
use crate::{admin, open, print, run};

/// Entries read at once.
const PAGE: u64 = 1_000;

/// Priority of every line (RFC 5424, 6.2.1): facility 13, log audit; severity 6, informational.
const PRIORITY: u8 = 13 * 8 + 6;

/// Name of the structured data (RFC 5424, 6.3.2). 32473 is the number that RFC 5612 sets aside for whoever has none.
const DATA: &str = "entry@32473";

/// A line in the form of RFC 5424: what it is stands in its structured data, and it has no message.
pub(crate) fn syslog(line: &TrailLine) -> String {
    let (kind, case) = match line.case {
        Some(case) => ("case", case.to_string()),
        None => ("office", String::new()),
    };
    let data = [
        ("organ", line.organ.to_string()),
        ("case", case),
        ("no", line.no.to_string()),
        ("command", line.command.clone()),
        (
            "effectiveOn",
            line.effective_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
        ),
        (
            "actor",
            line.actor
                .map(|actor| actor.to_string())
                .unwrap_or_default(),
        ),
        ("previous", line.previous.clone()),
        ("hash", line.hash.clone()),
    ];
    let data: String = data
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!(" {name}=\"{}\"", escaped(value)))
        .collect();
    let at = line.recorded_at.format("%Y-%m-%dT%H:%M:%S%.6fZ");
    format!("<{PRIORITY}>1 {at} - fuyi - {kind} [{DATA}{data}]")
}

/// A value of structured data (RFC 5424, 6.3.3).
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for one in value.chars() {
        if matches!(one, '"' | '\\' | ']') {
            text.push('\\');
        }
        text.push(one);
    }
    text
}

/// A line as an object of JSON.
fn json(line: &TrailLine) -> Result<String, Failure> {
    serde_json::to_string(line).map_err(Failure::while_doing("write an entry"))
}

/// Prints the logs, entry by entry.
pub(crate) async fn export(given: AuditExport) -> Result<(), Failure> {
    let settings = run::load(&given.at, Vec::new())?.settings;
    let store = open::current(&settings).await?;
    let organs = match &given.organ {
        Some(name) => vec![admin::found(&admin::organs(&store).await?, name)?.id],
        None => store
            .logged_organs()
            .await
            .map_err(Failure::while_doing("list the organs"))?,
    };
    let until = given.until.and_then(|day| day.succ_opt());
    let span = Span {
        from: given.from.map(|day| shanghai_instant(day, 0, 0)),
        until: until.map(|day| shanghai_instant(day, 0, 0)),
    };
    for organ in organs {
        if !exported(&store, organ, span, given.format).await? {
            return Ok(());
        }
    }
    Ok(())
}

/// Prints the logs of an organ; `false` once nobody reads any more.
async fn exported(
    store: &Store,
    organ: OrganId,
    span: Span,
    form: TrailForm,
) -> Result<bool, Failure> {
    let attempt = "read the logs";
    let actor = Actor::System;
    let mut after = 0;
    loop {
        let page = store
            .office_trail(&actor, organ, span, after, PAGE)
            .await
            .map_err(Failure::while_doing(attempt))?;
        let Some(last) = page.last() else { break };
        after = last.no;
        if !printed(&page, form)? {
            return Ok(false);
        }
    }
    let mut after: Option<TrailLine> = None;
    loop {
        let page = store
            .case_trail(&actor, organ, span, after.as_ref(), PAGE)
            .await
            .map_err(Failure::while_doing(attempt))?;
        if !printed(&page, form)? {
            return Ok(false);
        }
        match page.last() {
            Some(last) => after = Some(last.clone()),
            None => return Ok(true),
        }
    }
}

fn printed(page: &[TrailLine], form: TrailForm) -> Result<bool, Failure> {
    let lines: Vec<String> = page
        .iter()
        .map(|line| match form {
            TrailForm::Jsonl => json(line),
            TrailForm::Syslog => Ok(syslog(line)),
        })
        .collect::<Result<_, _>>()?;
    if lines.is_empty() {
        return Ok(true);
    }
    print::line_while_read(&lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use workflow::id::{CaseId, UserId};

    use super::*;

    fn line() -> TrailLine {
        TrailLine {
            organ: OrganId(Uuid::from_u128(1)),
            case: Some(CaseId(Uuid::from_u128(2))),
            no: 3,
            command: "accept".to_owned(),
            effective_on: chrono::NaiveDate::from_ymd_opt(2026, 3, 17),
            recorded_at: "2026-03-17T01:02:03.000004Z".parse().unwrap(),
            actor: Some(UserId(Uuid::from_u128(4))),
            previous: "aa".to_owned(),
            hash: "bb".to_owned(),
        }
    }

    #[test]
    fn a_line_is_one_of_rfc_5424() {
        assert_eq!(
            syslog(&line()),
            "<110>1 2026-03-17T01:02:03.000004Z - fuyi - case \
             [entry@32473 organ=\"00000000-0000-0000-0000-000000000001\" \
             case=\"00000000-0000-0000-0000-000000000002\" no=\"3\" command=\"accept\" \
             effectiveOn=\"2026-03-17\" actor=\"00000000-0000-0000-0000-000000000004\" \
             previous=\"aa\" hash=\"bb\"]"
        );
        let office = TrailLine {
            case: None,
            actor: None,
            effective_on: None,
            command: "a\"b\\c]d".to_owned(),
            ..line()
        };
        let text = syslog(&office);
        assert!(text.contains("fuyi - office [entry@32473 organ="), "{text}");
        assert!(text.contains(r#"command="a\"b\\c\]d" previous"#), "{text}");
    }

    #[test]
    fn a_line_of_json_holds_the_same() {
        let value: serde_json::Value = serde_json::from_str(&json(&line()).unwrap()).unwrap();
        let mut names: Vec<&String> = value.as_object().unwrap().keys().collect();
        names.sort();
        assert_eq!(
            names,
            [
                "actor",
                "case",
                "command",
                "effective_on",
                "hash",
                "no",
                "organ",
                "previous",
                "recorded_at"
            ]
        );
    }
}
