//! Seals of the logs, and the letters that carry them to the auditor.

use sea_orm::sea_query::{ForeignKey, Index, Table};
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::{
    big_integer as long, integer as int, text, text_null, timestamp_with_time_zone as instant,
    timestamp_with_time_zone_null as instant_null, uuid,
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261126_seals"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let seal = Table::create()
            .table("seal")
            .col(uuid("organ_id"))
            .col(int("number"))
            .col(text("digest"))
            .col(text("previous"))
            .col(instant("made_at"))
            .col(long("cases"))
            .col(long("entries"))
            .col(text("key"))
            .col(instant_null("exported_at"))
            .col(text("text"))
            .primary_key(Index::create().col("organ_id").col("number"))
            .foreign_key(
                ForeignKey::create()
                    .name("seal_organ")
                    .from("seal", "organ_id")
                    .to("organ", "id"),
            )
            .take();
        let letter = Table::create()
            .table("seal_letter")
            .col(uuid("organ_id"))
            .col(int("number"))
            .col(text("email"))
            .col(text("message_id"))
            .col(text("state"))
            .col(int("attempts"))
            .col(instant("next_at"))
            .col(text_null("lease_owner"))
            .col(text_null("last_error"))
            .col(instant_null("sent_at"))
            .col(text("message"))
            .primary_key(Index::create().col("organ_id").col("number"))
            .foreign_key(
                ForeignKey::create()
                    .name("seal_letter_seal")
                    .from("seal_letter", "organ_id")
                    .from("seal_letter", "number")
                    .to("seal", "organ_id")
                    .to("seal", "number"),
            )
            .take();
        manager.create_table(seal).await?;
        manager.create_table(letter).await?;
        for index in [
            "CREATE INDEX seal_letter_next ON seal_letter (organ_id, next_at) \
             WHERE state IN ('queued', 'sending', 'failed')",
            // How many entries went by since the last seal, and what was recorded from when to when.
            "CREATE INDEX entry_recorded ON entry (organ_id, recorded_at, case_id, no)",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
