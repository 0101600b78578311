//! On PostgreSQL each entry knows by which transaction it was written, so that what is new can be asked for without a
//! gap: numbers of sequences become visible in another order than they were drawn. SQLite has one writer, and the
//! order of its rows is that of their writing.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261126_news"
    }
}

/// Entries from before are of no news: they stay without one, and no row is rewritten.
const WRITTEN: [&str; 3] = [
    "ALTER TABLE entry ADD COLUMN written xid8",
    "ALTER TABLE entry ALTER COLUMN written SET DEFAULT pg_current_xact_id()",
    "CREATE INDEX entry_written ON entry (organ_id, written)",
];

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            for statement in WRITTEN {
                manager
                    .get_connection()
                    .execute_unprepared(statement)
                    .await?;
            }
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
