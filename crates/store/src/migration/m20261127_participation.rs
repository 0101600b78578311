//! Who was let into a case, and who is recused from it.

use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::{date as day, date_null as day_null, text, uuid};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use super::m20260901_first::{table, to_case};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261127_participation"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let person = table(
            "case_person",
            &["organ_id", "case_id", "user_id", "relation"],
            vec![
                uuid("organ_id"),
                uuid("case_id"),
                uuid("user_id"),
                text("relation"),
                day("since"),
                day_null("until"),
                day_null("ended_on"),
            ],
        )
        .foreign_key(&mut to_case("case_person"))
        .take();
        manager.create_table(person).await?;
        // What sight asks: the cases that a person was let into, or is recused from.
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX case_person_user ON case_person (organ_id, user_id, relation, case_id)",
            )
            .await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
