//! How far each log has been shipped to a syslog server.

use sea_orm::DbErr;
use sea_orm::sea_query::{Index, Table};
use sea_orm_migration::schema::{integer as int, uuid};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261127_shipped"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let shipped = Table::create()
            .table("shipped")
            .col(uuid("organ_id"))
            .col(uuid("case_id"))
            .col(int("no"))
            .primary_key(Index::create().col("organ_id").col("case_id"))
            .take();
        manager.create_table(shipped).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
