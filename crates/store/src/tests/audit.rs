use super::bed::{Bed, on_each};
use super::life::{found_office, id, live, organ};
use crate::audit::{AuditFault, Verdict, verify};

mod found;

/// Three cases, and nothing wrong with them.
async fn whole(bed: &Bed) {
    found_office(&bed.store).await;
    for n in [99, 100, 101] {
        live(&bed.store, n, organ()).await;
    }
    let whole = verify(&bed.store).await.unwrap();
    assert_eq!((whole.cases, whole.entries), (3, 10));
    assert_eq!(whole.faults, vec![]);
}

/// A whole database, whose triggers are then dropped and one statement done.
async fn after(bed: &Bed, sql: &str) -> Verdict {
    whole(bed).await;
    bed.drop_triggers().await;
    let sql = sql.replace("THIS", &bed.uuid(id(100)));
    assert!(bed.sql(&sql).await.unwrap() > 0, "{sql} changed nothing");
    let mut verdict = verify(&bed.store).await.unwrap();
    // The triggers themselves, which are missed every time.
    let missed = |fault: &AuditFault| fault.organ.0.is_nil();
    assert!(verdict.faults.iter().any(missed));
    verdict.faults.retain(|fault| !missed(fault));
    verdict
}

async fn finds(sql: &str, entry: Option<u32>, what: &str) {
    on_each(async |bed| {
        let verdict = after(bed, sql).await;
        let named = verdict.faults.iter().any(|fault| {
            fault.organ == organ()
                && fault.case.map(|case| case.0) == Some(id(100))
                && fault.entry == entry
                && fault.what.contains(what)
        });
        assert!(named, "{sql}: {:?}", verdict.faults);
        let others = verdict
            .faults
            .iter()
            .filter(|fault| fault.case.map(|case| case.0) != Some(id(100)));
        assert_eq!(others.count(), 0, "{:?}", verdict.faults);
    })
    .await;
}

#[tokio::test]
async fn an_edited_entry_is_named() {
    let sql =
        "UPDATE entry SET body = replace(body, '赵某', '钱某') WHERE case_id = THIS AND no = 1";
    finds(sql, Some(1), "edited").await;
    finds(sql, None, "party 1 differs").await;
}

#[tokio::test]
async fn an_edited_column_of_an_entry_is_named() {
    finds(
        "UPDATE entry SET command = 'x' WHERE case_id = THIS AND no = 2",
        Some(2),
        "columns differ",
    )
    .await;
}

#[tokio::test]
async fn a_cut_and_a_missing_entry_are_named() {
    finds(
        "DELETE FROM entry WHERE case_id = THIS AND no = 2",
        None,
        "case",
    )
    .await;
    finds(
        "DELETE FROM entry WHERE case_id = THIS AND no = 1",
        Some(2),
        "entry 1 is missing",
    )
    .await;
}

#[tokio::test]
async fn an_edited_case_is_named() {
    finds(
        "UPDATE case_file SET stage = 'closed' WHERE id = THIS",
        None,
        "`stage`",
    )
    .await;
    finds(
        "UPDATE case_file SET facts = replace(facts, '罚款', '罚金') WHERE id = THIS",
        None,
        "`facts`",
    )
    .await;
    finds(
        "UPDATE case_file SET next_due = NULL WHERE id = THIS",
        None,
        "`next_due`",
    )
    .await;
}

#[tokio::test]
async fn somebody_whom_no_entry_let_in_or_recused_is_named() {
    for relation in ["mediator", "recused"] {
        finds(
            &format!(
                "INSERT INTO case_person (organ_id, case_id, user_id, relation, since) \
                 SELECT organ_id, id, id, '{relation}', received_on FROM case_file WHERE id = THIS"
            ),
            None,
            "is in no entry of the log",
        )
        .await;
    }
}

#[tokio::test]
async fn an_edited_term_party_paper_and_service_are_named() {
    let of = "WHERE case_id = THIS";
    finds(
        &format!("UPDATE term SET due = '2027-01-01' {of} AND no = 2"),
        None,
        "term 2 differs",
    )
    .await;
    finds(
        &format!("UPDATE term_version SET due = '2027-01-01' {of} AND no = 2"),
        None,
        "term version (2, 1)",
    )
    .await;
    finds(
        &format!("DELETE FROM term {of} AND no = 3"),
        None,
        "term 3 is missing",
    )
    .await;
    finds(
        &format!("UPDATE party SET name = '某' {of} AND no = 1"),
        None,
        "party 1 differs from the log in `name`",
    )
    .await;
    finds(
        &format!("UPDATE paper SET kind = 'x' {of} AND no = 2"),
        None,
        "paper 2 differs",
    )
    .await;
    finds(
        &format!("UPDATE service SET slip = 'x' {of} AND party_no = 2"),
        None,
        "service (1, 2) differs",
    )
    .await;
}

#[tokio::test]
async fn edited_content_kept_apart_is_named() {
    let of = "WHERE case_id = THIS";
    finds(
        &format!("UPDATE protected SET content = 'x' {of}"),
        Some(2),
        "was edited",
    )
    .await;
    finds(
        &format!("DELETE FROM protected {of}"),
        Some(2),
        "is missing",
    )
    .await;
    finds(
        &format!("UPDATE protected SET id = THIS {of}"),
        Some(2),
        "was edited",
    )
    .await;
    finds(
        &format!("UPDATE protected SET visibility = 'everybody' {of}"),
        Some(2),
        "visibility was edited",
    )
    .await;
    let moved = "salt = salt || substr(content, 1, 1), content = substr(content, 2)";
    finds(
        &format!("UPDATE protected SET {moved} {of}"),
        Some(2),
        "not 64 hex digits",
    )
    .await;
    let moved = "content = substr(salt, 64) || content, salt = substr(salt, 1, 63)";
    finds(
        &format!("UPDATE protected SET {moved} {of}"),
        Some(2),
        "not 64 hex digits",
    )
    .await;
}

#[tokio::test]
async fn an_edited_organ_log_organ_user_and_role_are_named() {
    for (sql, entry, what) in [
        (
            "UPDATE office_entry SET body = replace(body, 'lin', 'lan') WHERE no = 2",
            Some(2),
            "organ log: entry 2 was edited",
        ),
        ("DELETE FROM office_entry WHERE no = 2", None, "organ"),
        (
            "UPDATE organ SET name = 'x' WHERE short_name = '深坪府'",
            None,
            "differs from the log in `name`",
        ),
        (
            r#"UPDATE "user" SET email = 'x' WHERE login = 'lin'"#,
            None,
            "`email`",
        ),
        ("DELETE FROM user_role WHERE role = 'officer'", None, "role"),
    ] {
        on_each(async |bed| {
            let verdict = after(bed, sql).await;
            let named = verdict.faults.iter().any(|fault| {
                fault.organ == organ()
                    && fault.case.is_none()
                    && fault.entry == entry
                    && fault.what.contains(what)
            });
            assert!(named, "{sql}: {:?}", verdict.faults);
        })
        .await;
    }
}

#[tokio::test]
async fn checking_works_beside_a_writer_and_changes_nothing() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        live(&bed.store, 100, organ()).await;
        let reader = crate::Store::connect(&crate::Options {
            read_only: true,
            create_if_missing: false,
            ..bed.options.clone()
        })
        .await
        .unwrap();
        let tx = bed.store.begin().await.unwrap();
        let verdict = verify(&reader).await.unwrap();
        assert_eq!((verdict.cases, verdict.faults), (1, vec![]));
        tx.commit().await.unwrap();
    })
    .await;
}

/// Tables with rows of cases, and the column that names the case.
pub(super) const OF_CASES: [(&str, &str); 12] = [
    ("search_text", "case_id"),
    ("case_person", "case_id"),
    ("delivery", "case_id"),
    ("alert", "case_id"),
    ("protected", "case_id"),
    ("entry", "case_id"),
    ("service", "case_id"),
    ("paper", "case_id"),
    ("term_version", "case_id"),
    ("term", "case_id"),
    ("party", "case_id"),
    ("case_file", "id"),
];

fn names(verdict: &Verdict, case: Option<u128>, entry: Option<u32>, what: &str) -> bool {
    verdict.faults.iter().any(|fault| {
        fault.organ == organ()
            && fault.case.map(|case| case.0) == case.map(id)
            && fault.entry == entry
            && fault.what.contains(what)
    })
}

#[tokio::test]
async fn cases_that_changed_places_are_named() {
    on_each(async |bed| {
        whole(bed).await;
        bed.drop_triggers().await;
        let mut sql = Vec::new();
        for (from, to) in [(100, 7), (101, 100), (7, 101)] {
            for (table, column) in OF_CASES {
                let (from, to) = (bed.uuid(id(from)), bed.uuid(id(to)));
                sql.push(format!(
                    "UPDATE {table} SET {column} = {to} WHERE {column} = {from}"
                ));
            }
        }
        bed.behind(&sql.join("; ")).await;
        let verdict = verify(&bed.store).await.unwrap();
        for case in [100, 101] {
            assert!(
                names(&verdict, Some(case), Some(1), "root of its log"),
                "{:?}",
                verdict.faults
            );
        }
        assert!(!names(&verdict, Some(99), Some(1), ""));
    })
    .await;
}

#[tokio::test]
async fn a_case_that_was_deleted_without_trace_leaves_its_number() {
    on_each(async |bed| {
        whole(bed).await;
        bed.drop_triggers().await;
        let sql = OF_CASES.map(|(table, column)| {
            format!("DELETE FROM {table} WHERE {column} = {}", bed.uuid(id(100)))
        });
        bed.behind(&sql.join("; ")).await;
        let verdict = verify(&bed.store).await.unwrap();
        assert_eq!(verdict.cases, 2);
        let lost = "series `case/100` of 2026: number 1 was drawn, and no case or paper has it";
        assert!(names(&verdict, None, None, lost), "{:?}", verdict.faults);
    })
    .await;
}

#[tokio::test]
async fn numbers_and_counters_that_do_not_fit_are_named() {
    let of = "WHERE series = 'case/100'";
    for (sql, case, what) in [
        (
            format!("UPDATE number_counter SET last = 3 {of}"),
            None,
            "numbers 2 to 3 were drawn, and no case or paper has them",
        ),
        (
            format!("UPDATE number_counter SET last = 0 {of}"),
            Some(100),
            "number 1 is given, and the counter stands at 0",
        ),
        (
            format!("DELETE FROM number_counter {of}"),
            Some(100),
            "the counter stands at 0",
        ),
        (
            "UPDATE case_file SET number = replace(number, 'case/100', 'case/99') WHERE id = THIS"
                .to_owned(),
            Some(100),
            "series `case/99` of 2026: number 1 is given twice",
        ),
    ] {
        on_each(async |bed| {
            let verdict = after(bed, &sql).await;
            assert!(
                names(&verdict, case, None, what),
                "{sql}: {:?}",
                verdict.faults
            );
        })
        .await;
    }
}

#[tokio::test]
async fn alerts_and_letters_of_versions_that_never_were_are_named() {
    finds(
        "UPDATE alert SET term_version = 7 WHERE case_id = THIS AND term_no = 2",
        None,
        "an alert speaks of version 7 of term 2",
    )
    .await;
    finds(
        "INSERT INTO delivery (organ_id, id, case_id, term_no, term_version, rung, role, user_id, \
         email, message_id, state, attempts, next_at, subject, body) \
         SELECT organ_id, case_id, case_id, 9, 1, rung, role, case_id, \
         'a@b', '<c>', 'dead', 0, at, '', '' FROM alert WHERE case_id = THIS AND term_no = 2",
        None,
        "a letter speaks of version 1 of term 9",
    )
    .await;
}

#[tokio::test]
async fn cases_of_an_organ_that_is_missing_are_checked_all_the_same() {
    on_each(async |bed| {
        whole(bed).await;
        let name = "UPDATE party SET name = 'x' WHERE no = 1 AND case_id = ";
        bed.behind(&format!(
            "DELETE FROM organ WHERE short_name = '深坪府'; {name}{}",
            bed.uuid(id(100))
        ))
        .await;
        let verdict = verify(&bed.store).await.unwrap();
        assert_eq!(verdict.cases, 3);
        let faults = &verdict.faults;
        assert!(
            names(&verdict, None, None, "the organ is missing"),
            "{faults:?}"
        );
        assert!(
            names(&verdict, Some(100), None, "party 1 differs"),
            "{faults:?}"
        );
        assert!(!names(&verdict, Some(99), None, ""), "{faults:?}");
    })
    .await;
}

#[tokio::test]
async fn users_of_an_organ_that_never_was_are_named() {
    on_each(async |bed| {
        whole(bed).await;
        let never = bed.uuid(id(77));
        bed.behind(&format!(
            r#"UPDATE "user" SET organ_id = {never}; UPDATE user_role SET organ_id = {never}"#
        ))
        .await;
        let verdict = verify(&bed.store).await.unwrap();
        let named = |what: &str| {
            let mut faults = verdict.faults.iter();
            faults.any(|fault| fault.organ.0 == id(77) && fault.what.contains(what))
        };
        assert!(named("user") && named("role"), "{:?}", verdict.faults);
    })
    .await;
}

#[tokio::test]
async fn a_trigger_that_is_gone_off_or_changed_is_named() {
    on_each(async |bed| {
        let faults = async || {
            let verdict = verify(&bed.store).await.unwrap();
            let faults = verdict.faults.into_iter();
            faults.map(|fault| fault.what).collect::<Vec<_>>()
        };
        let expect = async |wanted: &[&str]| assert_eq!(faults().await, wanted);
        expect(&[]).await;
        match bed.store.backend() {
            crate::Backend::Sqlite => {
                bed.sql("DROP TRIGGER term_version_no_replace")
                    .await
                    .unwrap();
                bed.behind(
                    "DROP TRIGGER entry_no_update; \
                     CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry WHEN 0 \
                     BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END",
                )
                .await;
                expect(&[
                    "database: trigger `entry_no_update` of table `entry` was changed",
                    "database: trigger `term_version_no_replace` of table `term_version` \
                     is missing or switched off",
                ])
                .await;
            }
            crate::Backend::Postgres => {
                bed.sql("DROP TRIGGER term_versions ON term").await.unwrap();
                bed.sql("ALTER TABLE entry DISABLE TRIGGER entry_append_only")
                    .await
                    .unwrap();
                let gone = [
                    "database: trigger `term_versions` of table `term` is missing or switched off",
                    "database: trigger `entry_append_only` of table `entry` \
                     is missing or switched off",
                ];
                expect(&gone).await;
                bed.sql("ALTER TABLE entry ENABLE TRIGGER entry_append_only")
                    .await
                    .unwrap();
                bed.sql(
                    "CREATE OR REPLACE TRIGGER entry_append_only BEFORE UPDATE ON entry \
                     FOR EACH STATEMENT EXECUTE FUNCTION fuyi_append_only()",
                )
                .await
                .unwrap();
                let changed = "database: trigger `entry_append_only` of table `entry` was changed";
                expect(&[gone[0], changed]).await;
                bed.sql(
                    "CREATE OR REPLACE FUNCTION fuyi_append_only() RETURNS trigger \
                     LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                )
                .await
                .unwrap();
                assert_eq!(faults().await.len(), 4);
            }
        }
    })
    .await;
}
