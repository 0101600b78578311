//! Leave of users with their deputies; and whose place in the case somebody had who is recused.

use sea_orm::sea_query::Table;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::{date as day, date_null as day_null, text_null, uuid, uuid_null};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use super::m20260901_first::{table, to};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261127_leave"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_user = |column| {
            let key = [("organ_id", "organ_id"), (column, "id")];
            to("leave", "user", &key)
                .name(format!("leave_{column}"))
                .take()
        };
        let leave = table(
            "leave",
            &["organ_id", "id"],
            vec![
                uuid("organ_id"),
                uuid("id"),
                uuid("user_id"),
                day("from_on"),
                day("until_on"),
                uuid_null("deputy_id"),
                text_null("instrument"),
                day_null("instrument_on"),
                day_null("ended_on"),
            ],
        )
        .foreign_key(&mut of_user("user_id"))
        .foreign_key(&mut of_user("deputy_id"))
        .take();
        manager.create_table(leave).await?;
        let seat = Table::alter()
            .table("case_person")
            .add_column(text_null("seat"))
            .take();
        manager.alter_table(seat).await?;
        let connection = manager.get_connection();
        for index in INDEXES {
            connection.execute_unprepared(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Indexes that both databases write alike: whose leave it is, and for whom somebody stands in.
const INDEXES: [&str; 2] = [
    "CREATE INDEX leave_user ON leave (organ_id, user_id, until_on)",
    "CREATE INDEX leave_deputy ON leave (organ_id, deputy_id, until_on)",
];
