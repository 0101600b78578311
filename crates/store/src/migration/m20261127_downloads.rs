//! Addresses from which a material is downloaded. The index of secrets is one of the look-ups that cannot know the organ yet.

use sea_orm::sea_query::{Index, Table};
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::{integer as int, text, timestamp_with_time_zone as instant, uuid};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261127_downloads"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut key = Index::create();
        let key = key.col("organ_id").col("user_id");
        let download = Table::create()
            .table("download")
            .col(uuid("organ_id"))
            .col(uuid("user_id"))
            .col(uuid("case_id"))
            .col(int("material_no"))
            .col(text("secret"))
            .col(instant("expires_at"))
            .primary_key(key.col("case_id").col("material_no"))
            .take();
        manager.create_table(download).await?;
        // The organ is not known before the secret is found.
        let index = "CREATE UNIQUE INDEX download_secret ON download (secret)";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
