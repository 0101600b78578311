//! Triggers: what must hold whoever writes.
//!
//! The log and the versions of terms refuse every change. Each state of a term is copied to `term_version`, and
//! alerts of its older versions are withdrawn, so that neither can be forgotten nor costs a round trip.

use sea_orm::DbBackend;

/// Columns of `term` and `term_version`.
const TERM: &str = "organ_id, case_id, no, version, entry_no, period, state, party_no, paper_no, \
     started_on, fixed_on, extension_days, pauses, due, safe_by, provisional, ended_on, lapse_entry";

/// Append-only tables with their keys.
const APPEND_ONLY: [(&str, &[&str]); 3] = [
    ("entry", &["organ_id", "case_id", "no"]),
    ("office_entry", &["organ_id", "no"]),
    ("term_version", &["organ_id", "case_id", "no", "version"]),
];

/// What withdraws the alerts of older versions of a term.
///
/// `coalesce` keeps the planner from the index of planned alerts. It takes that one for a table it knows nothing of
/// yet, keeps the plan, and then reads every planned alert of the organ for each term that changes.
const WITHDRAW: &str = "UPDATE alert SET state = 'withdrawn' WHERE organ_id = NEW.organ_id \
     AND case_id = NEW.case_id AND term_no = NEW.no AND term_version < NEW.version \
     AND coalesce(state, '') = 'planned'";

/// What a PostgreSQL trigger of an append-only table runs.
const REFUSE: &str = " BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END ";

/// A trigger as the database describes it.
pub(crate) struct Guard {
    /// Its table.
    pub(crate) table: String,
    /// Its name.
    pub(crate) name: String,
    /// On SQLite its text; on PostgreSQL when it fires, by the bits of `tgtype`, and the text of its function.
    pub(crate) does: String,
}

/// Every trigger that must be there.
pub(crate) fn guards(backend: DbBackend) -> Vec<Guard> {
    if backend != DbBackend::Postgres {
        return first(backend)
            .into_iter()
            .map(|does| Guard {
                table: word_after(&does, "ON"),
                name: word_after(&does, "TRIGGER"),
                does,
            })
            .collect();
    }
    // Row, insert, update; before, delete, update, truncate.
    let (versions, refuses) = (1 + 4 + 16, 2 + 8 + 16 + 32);
    let mut all = vec![Guard {
        table: "term".to_owned(),
        name: "term_versions".to_owned(),
        does: format!("{versions}{}", keep_version()),
    }];
    all.extend(APPEND_ONLY.map(|(table, _)| Guard {
        table: table.to_owned(),
        name: format!("{table}_append_only"),
        does: format!("{refuses}{REFUSE}"),
    }));
    all
}

fn word_after(text: &str, word: &str) -> String {
    let mut words = text.split_whitespace();
    words.find(|found| *found == word);
    words.next().unwrap_or_default().to_owned()
}

/// What copies a state of a term.
fn copy() -> String {
    format!(
        "INSERT INTO term_version ({TERM}) VALUES (NEW.{})",
        TERM.replace(", ", ", NEW.")
    )
}

/// What the PostgreSQL trigger of `term` runs.
fn keep_version() -> String {
    let versions = copy();
    format!(" BEGIN {versions}; IF TG_OP = 'UPDATE' THEN {WITHDRAW}; END IF; RETURN NULL; END ")
}

/// Triggers of the first migration.
pub(crate) fn first(backend: DbBackend) -> Vec<String> {
    match backend {
        DbBackend::Postgres => postgres(),
        _ => sqlite(),
    }
}

fn postgres() -> Vec<String> {
    let keep_version = keep_version();
    let mut all = vec![
        format!(
            "CREATE FUNCTION fuyi_append_only() RETURNS trigger LANGUAGE plpgsql AS $${REFUSE}$$"
        ),
        format!(
            "CREATE FUNCTION fuyi_term_version() RETURNS trigger LANGUAGE plpgsql \
             AS $${keep_version}$$"
        ),
        "CREATE TRIGGER term_versions AFTER INSERT OR UPDATE ON term \
         FOR EACH ROW EXECUTE FUNCTION fuyi_term_version()"
            .to_owned(),
    ];
    all.extend(APPEND_ONLY.map(|(table, _)| {
        format!(
            "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION fuyi_append_only()"
        )
    }));
    all
}

fn sqlite() -> Vec<String> {
    let (versions, withdraw) = (copy(), WITHDRAW);
    let mut all = vec![
        format!("CREATE TRIGGER term_added AFTER INSERT ON term BEGIN {versions}; END"),
        format!(
            "CREATE TRIGGER term_changed AFTER UPDATE ON term BEGIN {versions}; {withdraw}; END"
        ),
    ];
    for (table, key) in APPEND_ONLY {
        let refuse = format!("SELECT RAISE(ABORT, '{table} is append-only')");
        let same: Vec<String> = key
            .iter()
            .map(|column| format!("{column} = NEW.{column}"))
            .collect();
        let same = same.join(" AND ");
        all.push(format!(
            "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse}; END"
        ));
        all.push(format!(
            "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse}; END"
        ));
        // REPLACE deletes without the trigger of DELETE, unless every connection asks for recursive triggers.
        all.push(format!(
            "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} \
             WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN {refuse}; END"
        ));
    }
    all
}
