//! The first tables. Every key and index leads with the organ, so that a country of organs can be spread by it;
//! three narrow look-ups that cannot know the organ yet (a token, a case by its id alone) are marked.

use sea_orm::sea_query::{
    ColumnDef, ForeignKey, ForeignKeyCreateStatement, Index, Table, TableCreateStatement,
};
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::{
    boolean as flag, date as day, date_null as day_null, integer as int, integer_null as int_null,
    text, text_null, timestamp_with_time_zone as instant,
    timestamp_with_time_zone_null as instant_null, uuid, uuid_null,
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use super::triggers;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20260901_first"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in office()
            .into_iter()
            .chain(cases())
            .chain(logs())
            .chain(post())
        {
            manager.create_table(statement).await?;
        }
        let connection = manager.get_connection();
        for index in INDEXES {
            connection.execute_unprepared(index).await?;
        }
        for trigger in triggers::first(manager.get_database_backend()) {
            connection.execute_unprepared(&trigger).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Indexes that both databases write alike.
const INDEXES: &[&str] = &[
    r#"CREATE UNIQUE INDEX user_login ON "user" (organ_id, login)"#,
    "CREATE INDEX user_role_role ON user_role (organ_id, role, user_id)",
    // The organ is not known before the token is found.
    "CREATE UNIQUE INDEX token_digest ON token (digest)",
    "CREATE INDEX token_user ON token (organ_id, user_id)",
    // The program itself names a case without its organ.
    "CREATE INDEX case_file_id ON case_file (id)",
    "CREATE UNIQUE INDEX case_file_number ON case_file (organ_id, number_text)",
    "CREATE INDEX case_file_received ON case_file (organ_id, received_on, id)",
    "CREATE INDEX case_file_stage ON case_file (organ_id, stage, received_on, id)",
    "CREATE INDEX case_file_officer ON case_file (organ_id, officer_id) WHERE open_terms > 0",
    "CREATE INDEX case_file_co_officer ON case_file (organ_id, co_officer_id) WHERE open_terms > 0",
    "CREATE INDEX case_file_pending ON case_file (organ_id, pending) WHERE pending > 0",
    "CREATE INDEX party_agency ON party (organ_id, agency_id, case_id) WHERE agency_id IS NOT NULL",
    "CREATE INDEX term_running ON term (organ_id, due, case_id, no) WHERE state = 'running'",
    "CREATE UNIQUE INDEX paper_number ON paper (organ_id, number_text)",
    "CREATE INDEX protected_case ON protected (organ_id, case_id, entry_no)",
    "CREATE INDEX alert_planned ON alert (organ_id, at) WHERE state = 'planned'",
    "CREATE UNIQUE INDEX delivery_key ON delivery \
     (organ_id, case_id, term_no, rung, term_version, role, user_id)",
    "CREATE INDEX delivery_next ON delivery (organ_id, next_at) \
     WHERE state IN ('queued', 'sending', 'failed')",
    "CREATE INDEX idempotency_key_at ON idempotency_key (organ_id, at)",
];

/// A table with its key.
pub(super) fn table(
    name: &'static str,
    key: &[&'static str],
    columns: Vec<ColumnDef>,
) -> TableCreateStatement {
    let mut primary = Index::create();
    for column in key {
        primary.col(*column);
    }
    let mut table = Table::create();
    table.table(name).primary_key(&mut primary);
    for column in columns {
        table.col(column);
    }
    table
}

/// A reference to a row of the same organ.
pub(super) fn to(
    from: &'static str,
    of: &'static str,
    key: &[(&'static str, &'static str)],
) -> ForeignKeyCreateStatement {
    let mut reference = ForeignKey::create();
    reference.name(format!("{from}_{of}"));
    for (column, target) in key {
        reference.from(from, *column).to(of, *target);
    }
    reference
}

/// A reference to a case of the same organ.
pub(super) fn to_case(from: &'static str) -> ForeignKeyCreateStatement {
    to(
        from,
        "case_file",
        &[("organ_id", "organ_id"), ("case_id", "id")],
    )
}

fn office() -> Vec<TableCreateStatement> {
    vec![
        table(
            "organ",
            &["id"],
            vec![
                uuid("id"),
                text("name"),
                text("short_name"),
                text("kind"),
                text("number_forms"),
                int("revision"),
                text("head"),
            ],
        ),
        table(
            "user",
            &["organ_id", "id"],
            vec![
                uuid("organ_id"),
                uuid("id"),
                text("login"),
                text("name"),
                text_null("email"),
                uuid_null("agency_id"),
                text("language"),
                flag("active"),
            ],
        )
        .foreign_key(&mut to("user", "organ", &[("organ_id", "id")]))
        .take(),
        table(
            "user_role",
            &["organ_id", "user_id", "role"],
            vec![uuid("organ_id"), uuid("user_id"), text("role")],
        )
        .foreign_key(&mut to(
            "user_role",
            "user",
            &[("organ_id", "organ_id"), ("user_id", "id")],
        ))
        .take(),
        table(
            "token",
            &["organ_id", "id"],
            vec![
                uuid("organ_id"),
                uuid("id"),
                uuid("user_id"),
                text("digest"),
                text("label"),
                instant("issued_at"),
                instant("expires_at"),
                instant_null("revoked_at"),
            ],
        )
        .foreign_key(&mut to(
            "token",
            "user",
            &[("organ_id", "organ_id"), ("user_id", "id")],
        ))
        .take(),
    ]
}

fn cases() -> Vec<TableCreateStatement> {
    vec![
        case_file(),
        table(
            "party",
            &["organ_id", "case_id", "no"],
            vec![
                uuid("organ_id"),
                uuid("case_id"),
                int("no"),
                text("role"),
                text("name"),
                text_null("address"),
                text_null("phone"),
                uuid_null("agency_id"),
                day_null("left_on"),
            ],
        )
        .foreign_key(&mut to_case("party"))
        .take(),
        table("term", &["organ_id", "case_id", "no"], term_columns())
            .foreign_key(&mut to_case("term"))
            .take(),
        table(
            "term_version",
            &["organ_id", "case_id", "no", "version"],
            term_columns(),
        ),
        table(
            "paper",
            &["organ_id", "case_id", "no"],
            vec![
                uuid("organ_id"),
                uuid("case_id"),
                int("no"),
                text("kind"),
                text_null("number"),
                text_null("number_text"),
                day("issued_on"),
                text("addressees"),
                text("facts"),
                flag("withdrawn"),
            ],
        )
        .foreign_key(&mut to_case("paper"))
        .take(),
        table(
            "service",
            &["organ_id", "case_id", "paper_no", "party_no"],
            vec![
                uuid("organ_id"),
                uuid("case_id"),
                int("paper_no"),
                int("party_no"),
                int("place"),
                text("method"),
                day("served_on"),
                day_null("published_on"),
                text("slip"),
                text_null("particulars"),
            ],
        )
        .foreign_key(&mut to(
            "service",
            "paper",
            &[
                ("organ_id", "organ_id"),
                ("case_id", "case_id"),
                ("paper_no", "no"),
            ],
        ))
        .take(),
    ]
}

fn case_file() -> TableCreateStatement {
    table(
        "case_file",
        &["organ_id", "id"],
        vec![
            uuid("organ_id"),
            uuid("id"),
            text("kind"),
            text("number"),
            text("number_text"),
            text("instrument"),
            day("instrument_on"),
            int("instrument_revision"),
            int("revision"),
            text("head"),
            text("stage"),
            day("stage_since"),
            day_null("closed_on"),
            uuid_null("officer_id"),
            uuid_null("co_officer_id"),
            text("facts"),
            day("received_on"),
            text_null("outcome"),
            flag("suspended"),
            int("pending"),
            int("open_terms"),
            day_null("next_due"),
            text("called"),
        ],
    )
    .foreign_key(&mut to("case_file", "organ", &[("organ_id", "id")]))
    .take()
}

fn term_columns() -> Vec<ColumnDef> {
    vec![
        uuid("organ_id"),
        uuid("case_id"),
        int("no"),
        int("version"),
        int("entry_no"),
        text("period"),
        text("state"),
        int_null("party_no"),
        int_null("paper_no"),
        day("started_on"),
        day_null("fixed_on"),
        int("extension_days"),
        text("pauses"),
        day("due"),
        day("safe_by"),
        flag("provisional"),
        day_null("ended_on"),
        int_null("lapse_entry"),
    ]
}

fn logs() -> Vec<TableCreateStatement> {
    vec![
        table(
            "entry",
            &["organ_id", "case_id", "no"],
            vec![
                uuid("organ_id"),
                uuid("case_id"),
                int("no"),
                text("command"),
                day("effective_on"),
                instant("recorded_at"),
                uuid_null("actor_id"),
                text("body"),
                text("previous"),
                text("hash"),
            ],
        )
        .foreign_key(&mut to_case("entry"))
        .take(),
        table(
            "office_entry",
            &["organ_id", "no"],
            vec![
                uuid("organ_id"),
                int("no"),
                text("command"),
                instant("recorded_at"),
                uuid_null("actor_id"),
                text("body"),
                text("previous"),
                text("hash"),
            ],
        )
        .foreign_key(&mut to("office_entry", "organ", &[("organ_id", "id")]))
        .take(),
        table(
            "protected",
            &["organ_id", "id"],
            vec![
                uuid("organ_id"),
                uuid("id"),
                uuid("case_id"),
                int("entry_no"),
                int("place"),
                text("label"),
                text("salt"),
                text("content"),
                text("visibility"),
            ],
        )
        .foreign_key(&mut to_case("protected"))
        .take(),
        table(
            "number_counter",
            &["organ_id", "series", "year"],
            vec![uuid("organ_id"), text("series"), int("year"), int("last")],
        ),
        table(
            "idempotency_key",
            &["organ_id", "user_id", "key"],
            vec![
                uuid("organ_id"),
                uuid("user_id"),
                text("key"),
                text("digest"),
                text("answer"),
                instant("at"),
            ],
        ),
    ]
}

fn post() -> Vec<TableCreateStatement> {
    vec![
        table(
            "alert",
            &[
                "organ_id",
                "case_id",
                "term_no",
                "rung",
                "term_version",
                "role",
            ],
            vec![
                uuid("organ_id"),
                uuid("case_id"),
                int("term_no"),
                int("term_version"),
                int("rung"),
                text("role"),
                instant("at"),
                day("due"),
                flag("late"),
                text("state"),
            ],
        ),
        table(
            "delivery",
            &["organ_id", "id"],
            vec![
                uuid("organ_id"),
                uuid("id"),
                uuid("case_id"),
                int("term_no"),
                int("term_version"),
                int("rung"),
                text("role"),
                uuid("user_id"),
                text("email"),
                text("message_id"),
                text("state"),
                int("attempts"),
                instant("next_at"),
                instant_null("lease_until"),
                text_null("lease_owner"),
                text_null("last_error"),
                instant_null("sent_at"),
                text("subject"),
                text("body"),
            ],
        ),
    ]
}
