//! The index of the search, emptied: what an older program had written in it shows more than is shown outside the office now. It is
//! made anew when the migrations are done.

use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_closed"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        if manager.get_database_backend() != sea_orm::DbBackend::Postgres {
            connection
                .execute_unprepared("DELETE FROM search_words")
                .await?;
        }
        connection
            .execute_unprepared("DELETE FROM search_text")
            .await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
