//! Whoever gets past the triggers is found out: every kind of edited row is named.

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use store::audit::{AuditFault, verify};
use store::{Backend, Store};
use workflow::id::CaseId;

use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::{Ground, case_id};
use crate::support::program::{run, said};

const TODAY: &str = "2026-03-18";

/// Edits behind the program's back, on the case `THIS`, each with the entry that must be named and a word on it.
const EDITS: [(&str, Option<u32>, &str); 9] = [
    (
        "UPDATE entry SET body = replace(body, '行政处罚决定', '行政许可决定') WHERE case_id = THIS AND no = 1",
        Some(1),
        "",
    ),
    (
        "UPDATE entry SET effective_on = '2026-03-17' WHERE case_id = THIS AND no = 3",
        Some(3),
        "",
    ),
    (
        "UPDATE case_file SET stage = 'closed' WHERE id = THIS",
        None,
        "stage",
    ),
    (
        "UPDATE case_file SET facts = replace(facts, '撤销', '变更') WHERE id = THIS",
        None,
        "facts",
    ),
    (
        "UPDATE term SET due = '2026-12-31' WHERE case_id = THIS AND no = 2",
        None,
        "term 2",
    ),
    (
        "UPDATE party SET name = '陈大明' WHERE case_id = THIS AND no = 1",
        None,
        "party 1",
    ),
    (
        "UPDATE paper SET issued_on = '2026-03-17' WHERE case_id = THIS AND no = 2",
        None,
        "paper 2",
    ),
    (
        "UPDATE service SET served_on = '2026-03-17' WHERE case_id = THIS AND party_no = 2",
        None,
        "service (3, 2)",
    ),
    (
        "DELETE FROM entry WHERE case_id = THIS AND no = 4",
        Some(5),
        "",
    ),
];

on_both!(
    an_edited_entry_case_term_party_paper_and_service_are_each_named,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let mut cases = Vec::new();
        for _ in EDITS {
            cases.push(case_id(&ground.awaiting_reply().await));
        }
        let raw = ground.database.raw().await;
        assert!(
            raw.execute_unprepared("UPDATE entry SET command = 'x'")
                .await
                .is_err(),
            "the triggers refuse it"
        );
        let whole = verify(&ground.store).await.unwrap();
        assert_eq!((whole.cases, whole.faults), (9, Vec::new()));
        drop_triggers(&raw).await;
        for ((sql, entry, word), case) in EDITS.iter().zip(&cases) {
            edit(
                &raw,
                &sql.replace("THIS", &literal(ground.store.backend(), case)),
            )
            .await;
            let faults = of_case(&ground.store, *case).await;
            let named = |fault: &AuditFault| {
                fault.what.contains(word) && (entry.is_none() || fault.entry == *entry)
            };
            assert!(faults.iter().any(named), "{sql}: {faults:?}");
        }
        // No case is accused for another's sake; that the triggers are gone is said too; and the program says the same.
        let faults = verify(&ground.store).await.unwrap().faults;
        let (of_cases, of_triggers): (Vec<_>, Vec<_>) = faults
            .into_iter()
            .partition(|fault| !fault.what.contains("trigger"));
        let accused = |fault: &AuditFault| fault.case.is_some_and(|case| cases.contains(&case));
        assert!(of_cases.iter().all(accused), "{of_cases:?}");
        assert!(!of_triggers.is_empty());
        let output = run(&["audit", "verify", "--database", &ground.database.url]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        let report = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            said(&output)
        );
        for case in &cases {
            assert!(
                report.contains(&case.to_string())
                    || report.contains(&number(&raw, ground.store.backend(), case).await),
                "{report}"
            );
        }
        raw.close().await.unwrap();
    }
);

on_both!(
    an_edited_line_of_the_organs_log_and_an_edited_user_are_named,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let raw = ground.database.raw().await;
        assert!(
            raw.execute_unprepared("DELETE FROM office_entry")
                .await
                .is_err(),
            "the triggers refuse it"
        );
        assert_eq!(verify(&ground.store).await.unwrap().faults, Vec::new());
        drop_triggers(&raw).await;
        let organ = match ground.store.backend() {
            Backend::Sqlite => format!("X'{}'", ground.office.organ.0.simple()),
            Backend::Postgres => format!("'{}'", ground.office.organ.0),
        };
        edit(&raw, &format!("UPDATE office_entry SET body = replace(body, 'registrar', 'registrer') WHERE organ_id = {organ} AND no = 4")).await;
        let faults = verify(&ground.store).await.unwrap().faults;
        let named = faults.iter().any(|fault| {
            fault.organ == ground.office.organ && fault.case.is_none() && fault.entry == Some(4)
        });
        assert!(named, "{faults:?}");
        edit(
            &raw,
            "UPDATE \"user\" SET email = 'thief@example.com' WHERE login = 'officer'",
        )
        .await;
        let faults = verify(&ground.store).await.unwrap().faults;
        assert!(
            faults.iter().any(|fault| fault.what.contains("user")),
            "{faults:?}"
        );
        let other = faults
            .iter()
            .filter(|fault| fault.organ == ground.office.other)
            .count();
        assert_eq!(other, 0, "the other organ is whole: {faults:?}");
        raw.close().await.unwrap();
    }
);

// Runs beside the program, changes nothing, and creates nothing where there is nothing.
on_both!(verifying_only_reads, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    ground.concluded().await;
    let output = run(&["audit", "verify", "--database", &ground.database.url]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let empty = ground.database.empty().await;
    let output = run(&["audit", "verify", "--database", &empty.url]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    match empty.file() {
        Some(file) => assert!(!file.exists(), "it may not create a database"),
        None => crate::support::database::drop_database(&empty.name).await,
    }
});

// What the program sealed, it finds again; a case that is gone is named, and so is a seal of another's.
on_both!(
    a_case_that_is_gone_is_named_with_a_seal_that_the_program_made,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let gone = case_id(&ground.awaiting_reply().await);
        ground.awaiting_reply().await;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let url = &ground.database.url;
        let (key, other) = (at("key.pem"), at("other.pem"));
        for (key, public) in [(&key, at("public.pem")), (&other, at("theirs.pem"))] {
            let output = run(&["seal", "key", key]);
            assert!(output.status.success(), "{}", said(&output));
            std::fs::write(public, output.stdout).unwrap();
        }
        let settings = [
            format!("seal.key_file={key}"),
            format!("seal.dir={}", at("seals")),
        ];
        let make = ["seal", "make", "--set", &settings[0], "--set", &settings[1]];
        let organ = ground.office.organ.to_string();
        let output = run(&[&make[..], &["--database", url, "--organ", &organ]].concat());
        assert!(output.status.success(), "{}", said(&output));
        let laid = String::from_utf8(output.stdout).unwrap();
        let seal = laid.trim_end();
        let output = run(&["seal", "list", "--database", url]);
        let list = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(list.contains(&organ) && list.contains("laid"), "{list}");

        let verify = |public: &str| {
            let public = at(public);
            let words = ["audit", "verify", "--database", url, "--seal", seal];
            let output = run(&[&words[..], &["--key", &public]].concat());
            (output.status.code(), said(&output))
        };
        let (code, text) = verify("public.pem");
        assert_eq!(code, Some(0), "{text}");
        let (code, text) = verify("theirs.pem");
        assert!(code == Some(1) && text.contains("another key"), "{text}");

        let raw = ground.database.raw().await;
        drop_triggers(&raw).await;
        let this = literal(ground.store.backend(), &gone);
        for table in [
            "search_text",
            "case_person",
            "delivery",
            "alert",
            "protected",
            "entry",
            "service",
            "paper",
            "term_version",
            "term",
            "party",
        ] {
            let sql = format!("DELETE FROM {table} WHERE case_id = {this}");
            raw.execute_unprepared(&sql).await.unwrap();
        }
        edit(&raw, &format!("DELETE FROM case_file WHERE id = {this}")).await;
        let (code, text) = verify("public.pem");
        let line = format!("案件 case {gone}，条目 entry 1: the case is gone: seal 1 has it");
        assert!(code == Some(1) && text.contains(&line), "{text}");
        raw.close().await.unwrap();
    }
);

async fn of_case(store: &Store, case: CaseId) -> Vec<AuditFault> {
    let faults = verify(store).await.unwrap().faults;
    faults
        .into_iter()
        .filter(|fault| fault.case == Some(case))
        .collect()
}

/// The id of a case as each database writes it.
fn literal(backend: Backend, case: &CaseId) -> String {
    match backend {
        Backend::Sqlite => format!("X'{}'", case.0.simple()),
        Backend::Postgres => format!("'{}'", case.0),
    }
}

async fn number(raw: &DatabaseConnection, backend: Backend, case: &CaseId) -> String {
    let sql = format!(
        "SELECT number_text FROM case_file WHERE id = {}",
        literal(backend, case)
    );
    let statement = Statement::from_string(raw.get_database_backend(), sql);
    raw.query_one_raw(statement)
        .await
        .unwrap()
        .unwrap()
        .try_get_by_index(0)
        .unwrap()
}

async fn edit(raw: &DatabaseConnection, sql: &str) {
    let done = raw.execute_unprepared(sql).await.unwrap();
    assert!(done.rows_affected() > 0, "{sql} changed nothing");
}

async fn drop_triggers(raw: &DatabaseConnection) {
    let backend = raw.get_database_backend();
    let (list, on) = match backend {
        sea_orm::DbBackend::Postgres => (
            "SELECT t.tgname::text, c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal",
            true,
        ),
        _ => (
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
            false,
        ),
    };
    let rows = raw
        .query_all_raw(Statement::from_string(backend, list))
        .await
        .unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        let name: String = row.try_get_by_index(0).unwrap();
        let table: String = row.try_get_by_index(1).unwrap();
        let table = if on {
            format!(" ON \"{table}\"")
        } else {
            String::new()
        };
        raw.execute_unprepared(&format!("DROP TRIGGER \"{name}\"{table}"))
            .await
            .unwrap();
    }
}
