//! How users come in: passwords, sessions, scopes of tokens, service accounts, and what slows down who guesses.
//!
//! Three look-ups cannot know the organ yet and do not lead with it: a session by its secret, a user by the login
//! alone, and what attempts to sign in are counted under. The tokens of the first set-up come before any organ.

use sea_orm::sea_query::{Table, TableCreateStatement};
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::{
    boolean as flag, integer as int, text, text_null, timestamp_with_time_zone as instant,
    timestamp_with_time_zone_null as instant_null, uuid,
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use super::m20260901_first::{table, to};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261127_access"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in of_users() {
            manager.create_table(statement).await?;
        }
        for statement in of_attempts() {
            manager.create_table(statement).await?;
        }
        let added = [
            ("user", flag("service").default(false).take()),
            ("token", text_null("scopes")),
            ("token", instant_null("used_at")),
        ];
        for (of, column) in added {
            let change = Table::alter().table(of).add_column(column).take();
            manager.alter_table(change).await?;
        }
        let connection = manager.get_connection();
        for index in INDEXES {
            connection.execute_unprepared(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Indexes that both databases write alike.
const INDEXES: &[&str] = &[
    // The organ is not known before the session is found.
    "CREATE UNIQUE INDEX session_digest ON session (digest)",
    "CREATE INDEX session_of_user ON session (organ_id, user_id)",
    "CREATE INDEX device_of_user ON device (organ_id, user_id)",
    // Who signs in need not name the organ.
    r#"CREATE INDEX user_login_alone ON "user" (login)"#,
    "CREATE INDEX attempt_last ON attempt (last_at)",
];

fn of_users() -> Vec<TableCreateStatement> {
    let to_user = |from| to(from, "user", &[("organ_id", "organ_id"), ("user_id", "id")]);
    vec![
        table(
            "password",
            &["organ_id", "user_id", "no"],
            vec![
                uuid("organ_id"),
                uuid("user_id"),
                int("no"),
                text("phc"),
                instant("set_at"),
                flag("initial"),
            ],
        )
        .foreign_key(&mut to_user("password"))
        .take(),
        table(
            "session",
            &["organ_id", "id"],
            vec![
                uuid("organ_id"),
                uuid("id"),
                uuid("user_id"),
                text("digest"),
                instant("started_at"),
                instant("expires_at"),
                instant("seen_at"),
                text("address"),
                text("agent"),
                flag("initial"),
                instant_null("ended_at"),
                text_null("ended_why"),
            ],
        )
        .foreign_key(&mut to_user("session"))
        .take(),
        table(
            "device",
            &["organ_id", "digest"],
            vec![
                uuid("organ_id"),
                text("digest"),
                uuid("user_id"),
                instant("seen_at"),
            ],
        )
        .foreign_key(&mut to_user("device"))
        .take(),
    ]
}

fn of_attempts() -> Vec<TableCreateStatement> {
    vec![
        table(
            "attempt",
            &["key"],
            vec![
                text("key"),
                int("failures"),
                instant("last_at"),
                instant("closed_until"),
            ],
        ),
        // Of no user where nobody has the login: without a reference.
        table(
            "failed_sign_in",
            &["organ_id", "user_id"],
            vec![
                uuid("organ_id"),
                uuid("user_id"),
                int("failures"),
                instant("last_at"),
                text("last_address"),
            ],
        ),
        table(
            "set_up_token",
            &["digest"],
            vec![text("digest"), instant("expires_at")],
        ),
    ]
}
