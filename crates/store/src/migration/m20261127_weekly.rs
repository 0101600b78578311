//! What of a case is still to be reported, and since when a request to stay execution waits.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261127_weekly"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for change in CHANGES {
            connection.execute_unprepared(change).await?;
        }
        let derived = derive(manager.get_database_backend());
        connection.execute_unprepared(&derived).await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Changes that both databases write alike.
const CHANGES: [&str; 4] = [
    "ALTER TABLE case_file ADD COLUMN unreported integer NOT NULL DEFAULT 0",
    "ALTER TABLE case_file ADD COLUMN stay_asked_on date",
    "CREATE INDEX case_file_unreported ON case_file (organ_id, received_on, id) WHERE unreported > 0",
    "CREATE INDEX case_file_stay_asked ON case_file (organ_id, received_on, id) WHERE stay_asked_on IS NOT NULL",
];

/// Derives both for the cases that are there: nothing of them was recorded as reported.
pub(crate) fn derive(backend: DbBackend) -> String {
    let asked = match backend {
        DbBackend::Postgres => {
            "(SELECT min(CAST(m.value ->> 'opened_on' AS date)) \
             FROM jsonb_array_elements(coalesce(facts::jsonb -> 'matters', '[]'::jsonb)) AS m(value) \
             WHERE m.value ->> 'stage' = 'stay_asked')"
        }
        _ => {
            "(SELECT min(json_extract(m.value, '$.opened_on')) FROM json_each(facts, '$.matters') AS m \
             WHERE json_extract(m.value, '$.stage') = 'stay_asked')"
        }
    };
    format!(
        "UPDATE case_file SET stay_asked_on = {asked}, unreported = CASE WHEN kind <> 'reconsideration' \
         THEN 0 WHEN outcome IS NULL THEN 1 ELSE 2 END"
    )
}
