//! Files on their way in and out. The index of secrets is one of the look-ups that cannot know the organ yet.

use sea_orm::sea_query::{Index, Table};
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::{
    big_integer as long, text, timestamp_with_time_zone as instant, uuid, uuid_null,
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261126_files"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let key = || Index::create().col("organ_id").col("id").take();
        let upload = Table::create()
            .table("upload")
            .col(uuid("organ_id"))
            .col(uuid("id"))
            .col(uuid("user_id"))
            .col(uuid_null("case_id"))
            .col(text("file_name"))
            .col(text("media_type"))
            .col(long("size"))
            .col(text("sha256"))
            .col(text("secret"))
            .col(text("state"))
            .col(instant("started_at"))
            .col(instant("expires_at"))
            .primary_key(&mut key())
            .take();
        manager.create_table(upload).await?;
        let discard = Table::create()
            .table("discard")
            .col(uuid("organ_id"))
            .col(uuid("id"))
            .col(text("sha256"))
            .primary_key(&mut key())
            .take();
        manager.create_table(discard).await?;
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const INDEXES: [&str; 2] = [
    // The organ is not known before the secret is found.
    "CREATE UNIQUE INDEX upload_secret ON upload (secret)",
    "CREATE INDEX upload_started ON upload (organ_id, user_id, started_at)",
];
