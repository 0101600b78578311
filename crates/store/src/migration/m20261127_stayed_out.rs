//! Which parties were noted before anybody applied, and did not apply themselves.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261127_stayed_out"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection
            .execute_unprepared(
                "ALTER TABLE party ADD COLUMN stayed_out boolean NOT NULL DEFAULT false",
            )
            .await?;
        let derived = derive(manager.get_database_backend());
        connection.execute_unprepared(&derived).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Marks, in the cases that an early intervention went before, the parties that left with the application.
pub(crate) fn derive(backend: DbBackend) -> String {
    let intervention = match backend {
        DbBackend::Postgres => "jsonb_typeof(case_file.facts::jsonb -> 'intervention') = 'object'",
        _ => "json_extract(case_file.facts, '$.intervention') IS NOT NULL",
    };
    format!(
        "UPDATE party SET stayed_out = true WHERE EXISTS (SELECT 1 FROM case_file \
         WHERE case_file.organ_id = party.organ_id AND case_file.id = party.case_id \
         AND case_file.kind = 'reconsideration' AND party.left_on <= case_file.received_on AND {intervention})"
    )
}
