//! `fuyi audit`: checking the logs.

use store::audit::{AuditFault, Verdict, verify as verified};
use store::{Options, SchemaState};

use crate::cli::At;
use crate::failure::Failure;
use crate::{open, print, run};

/// Checks every chain, and the tables against the log. Creates and migrates nothing.
pub(crate) async fn verify(at: At) -> Result<(), Failure> {
    let settings = run::load(&at, Vec::new())?.settings;
    let store = open::store_at(&Options {
        url: settings.database,
        max_connections: 2,
        create_if_missing: false,
        read_only: true,
    })
    .await?;
    let attempt = "check the logs";
    match store
        .schema_state()
        .await
        .map_err(Failure::while_doing(attempt))?
    {
        SchemaState::Current => {}
        SchemaState::Missing => {
            return Err(Failure::unable(format!(
                "cannot {attempt}: the database has no tables of this program"
            )));
        }
        SchemaState::Behind => {
            let message = format!(
                "cannot {attempt}: the database is of an older version; check it with that program"
            );
            return Err(Failure::unable(message));
        }
        SchemaState::Newer => {
            let message = format!(
                "cannot {attempt}: a newer program has migrated the database; check it with that one"
            );
            return Err(Failure::unable(message));
        }
    }
    let verdict = verified(&store)
        .await
        .map_err(Failure::while_doing(attempt))?;
    if verdict.faults.is_empty() {
        return print::line(&format!("完整 / whole: {}", counted(&verdict)));
    }
    let mut text: String = verdict
        .faults
        .iter()
        .map(|fault| format!("{}\n", in_words(fault)))
        .collect();
    text.push_str(&format!(
        "不完整 / not whole: faults {}, {}",
        verdict.faults.len(),
        counted(&verdict)
    ));
    Err(Failure::no(text))
}

fn counted(verdict: &Verdict) -> String {
    format!("cases {}, entries {}", verdict.cases, verdict.entries)
}

fn in_words(fault: &AuditFault) -> String {
    let place = match fault.case {
        Some(case) => format!("案件 case {case}"),
        None => format!("机关日志 log of organ {}", fault.organ),
    };
    let entry = fault
        .entry
        .map(|entry| format!("，条目 entry {entry}"))
        .unwrap_or_default();
    format!("{place}{entry}: {}", fault.what)
}

#[cfg(test)]
mod tests {
    use workflow::id::{CaseId, OrganId};

    use super::*;

    #[test]
    fn a_fault_names_its_case_and_its_entry() {
        let id = "018f0000-0000-7000-8000-000000000001".parse().unwrap();
        let mut fault = AuditFault {
            organ: OrganId(id),
            case: Some(CaseId(id)),
            entry: Some(7),
            what: "the hash does not fit".to_owned(),
        };
        assert_eq!(
            in_words(&fault),
            "案件 case 018f0000-0000-7000-8000-000000000001，条目 entry 7: the hash does not fit"
        );
        fault.case = None;
        assert!(
            in_words(&fault).starts_with("机关日志"),
            "{}",
            in_words(&fault)
        );
    }
}
