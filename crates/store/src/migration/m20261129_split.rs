//! The case out of whose application one was made separately 分案; of what is there, none was.

use sea_orm::sea_query::Table;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::uuid_null;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_split"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::alter();
        table
            .table("case_file")
            .add_column(uuid_null("split_from_id"));
        manager.alter_table(table).await?;
        let index = "CREATE INDEX case_file_split_from ON case_file (organ_id, split_from_id) WHERE split_from_id IS NOT NULL";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
