//! What became of a paper after its issue: sent, sent back, corrected; and on how many it is still to be served.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261126_delivery"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for change in CHANGES {
            connection.execute_unprepared(change).await?;
        }
        let counted = count(manager.get_database_backend());
        connection.execute_unprepared(&counted).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Changes that both databases write alike.
const CHANGES: [&str; 4] = [
    "ALTER TABLE paper ADD COLUMN dispatches text",
    "ALTER TABLE paper ADD COLUMN corrections text",
    "ALTER TABLE paper ADD COLUMN unserved integer NOT NULL DEFAULT 0",
    "CREATE INDEX paper_unserved ON paper (organ_id, issued_on, case_id, no) WHERE unserved > 0",
];

/// Counts, for the papers that are there, the addressees who have not left and are not served.
pub(crate) fn count(backend: DbBackend) -> String {
    let (addressees, number) = match backend {
        DbBackend::Postgres => (
            "jsonb_array_elements_text(paper.addressees::jsonb) AS a(value)",
            "CAST(a.value AS integer)",
        ),
        _ => ("json_each(paper.addressees) AS a", "a.value"),
    };
    format!(
        "UPDATE paper SET unserved = (SELECT count(*) FROM {addressees} JOIN party \
         ON party.organ_id = paper.organ_id AND party.case_id = paper.case_id AND party.no = {number} \
         WHERE party.left_on IS NULL AND NOT EXISTS (SELECT 1 FROM service \
         WHERE service.organ_id = paper.organ_id AND service.case_id = paper.case_id \
         AND service.paper_no = paper.no AND service.party_no = party.no)) WHERE NOT withdrawn"
    )
}
