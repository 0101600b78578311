//! The reception log 接待登记 of an office.

use sea_orm::sea_query::{Index, Table};
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::{date as day, text, uuid, uuid_null};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_reception"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut key = Index::create();
        key.col("organ_id").col("id");
        let mut table = Table::create();
        table.table("reception").primary_key(&mut key);
        for column in [
            uuid("organ_id"),
            uuid("id"),
            day("day"),
            text("way"),
            text("result"),
            uuid_null("agency_id"),
            uuid_null("case_id"),
            uuid("by_id"),
            text("salt"),
            text("content"),
        ] {
            table.col(column);
        }
        manager.create_table(table).await?;
        let connection = manager.get_connection();
        for index in [
            "CREATE INDEX reception_day ON reception (organ_id, day, id)",
            "CREATE INDEX reception_case ON reception (organ_id, case_id)",
        ] {
            connection.execute_unprepared(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
