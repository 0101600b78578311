//! Saved filters 常用筛选.

use sea_orm::sea_query::{ForeignKey, Index, Table};
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::{text, timestamp_with_time_zone as instant, uuid};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261127_saved_filter"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut key = Index::create();
        key.col("organ_id").col("user_id").col("id");
        let mut user = ForeignKey::create();
        user.name("saved_filter_user")
            .from("saved_filter", "organ_id")
            .to("user", "organ_id")
            .from("saved_filter", "user_id")
            .to("user", "id");
        let table = Table::create()
            .table("saved_filter")
            .primary_key(&mut key)
            .col(uuid("organ_id"))
            .col(uuid("user_id"))
            .col(uuid("id"))
            .col(text("name"))
            .col(text("filter"))
            .col(instant("saved_at"))
            .foreign_key(&mut user)
            .to_owned();
        manager.create_table(table).await?;
        let named =
            "CREATE UNIQUE INDEX saved_filter_name ON saved_filter (organ_id, user_id, name)";
        manager.get_connection().execute_unprepared(named).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
