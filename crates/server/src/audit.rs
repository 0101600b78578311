//! `fuyi audit`: checking the logs, and the files that they name.

mod bytes;

use std::path::Path;

use store::audit::{AuditFault, Sealed, Verdict, verify_against};
use store::seal::{PublicKey, Seal, Trust};
use store::{Options, SchemaState};

use crate::cli::AuditVerify;
use crate::failure::Failure;
use crate::{open, print, run};

/// Checks every chain, the tables against the log, the log against seals, and where it is asked the files. Creates and migrates nothing.
pub(crate) async fn verify(given: AuditVerify) -> Result<(), Failure> {
    let settings = run::load(&given.at, Vec::new())?.settings;
    let seals = Given::read(&given)?;
    let store = open::store_at(&Options {
        url: settings.database.clone(),
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
    let verdict = verify_against(&store, seals.sealed)
        .await
        .map_err(Failure::while_doing(attempt))?;
    for note in &seals.notes {
        print::complain(note);
    }
    let mut faults = seals.faults;
    faults.extend(verdict.faults.iter().map(in_words));
    let mut counted = counted(&verdict);
    if given.files {
        let bytes = bytes::check(&store, &settings).await?;
        faults.extend(bytes.faults.iter().map(in_words));
        counted.push_str(&format!(", files {}", bytes.files));
    }
    if faults.is_empty() {
        return print::line(&format!("完整 / whole: {counted}"));
    }
    let mut text: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    text.push_str(&format!(
        "不完整 / not whole: faults {}, {counted}",
        faults.len()
    ));
    Err(Failure::no(text))
}

/// Seals as they were given.
#[derive(Default)]
struct Given {
    sealed: Sealed,
    faults: Vec<String>,
    /// What is no fault, and must be known.
    notes: Vec<String>,
}

impl Given {
    fn read(given: &AuditVerify) -> Result<Self, Failure> {
        let trust = match &given.key {
            None => Trust::Any,
            Some(key) => trusted(key)?,
        };
        let mut seals = Self::default();
        for path in &given.seal {
            let attempt = format!("read the seal `{}`", path.display());
            let text = std::fs::read_to_string(path).map_err(Failure::while_doing(&attempt))?;
            seals.add(path, &text, &trust);
        }
        for (organ, numbers) in seals.sealed.gaps() {
            let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
            let numbers = numbers.join(", ");
            seals.notes.push(format!(
                "注意 / note: 机关 organ {organ}: 未给出封签 seals not given: {numbers}"
            ));
        }
        Ok(seals)
    }

    fn add(&mut self, path: &Path, text: &str, trust: &Trust) {
        let name = path.display();
        let seal = match Seal::read(text, trust) {
            Ok(seal) => seal,
            Err(fault) => {
                self.faults.push(format!("封签 seal `{name}`: {fault}"));
                return;
            }
        };
        let wrong = self.sealed.add(&seal).into_iter();
        self.faults
            .extend(wrong.map(|fault| format!("封签 seal `{name}`: {}", fault.what)));
        if *trust == Trust::Any {
            self.notes.push(format!(
                "注意 / note: 封签 seal `{name}` 公钥指纹 is signed with the key {}: 请与机关公布的核对 compare it with \
                 the one that the office gave, or give `--key`",
                seal.statement().key
            ));
        }
    }
}

/// The key that is relied on: a fingerprint, or a file.
fn trusted(key: &str) -> Result<Trust, Failure> {
    let digits = key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    if digits {
        return Ok(Trust::Fingerprint(key.to_ascii_lowercase()));
    }
    let attempt = format!("read the key `{key}`");
    let text = std::fs::read_to_string(key).map_err(Failure::while_doing(&attempt))?;
    let public = PublicKey::read(&text).map_err(Failure::while_doing(&attempt))?;
    Ok(Trust::Fingerprint(public.fingerprint()))
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
