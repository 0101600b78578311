//! The triggers that guard the log: each must be there, unchanged and switched on.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};
use uuid::Uuid;
use workflow::id::OrganId;

use super::{AuditFault, Verdict};
use crate::StoreError;
use crate::migration::triggers::{self, Guard};

/// Every trigger of SQLite, as it was written.
const SQLITE: &str = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'";

/// Every trigger of PostgreSQL that fires, with what decides when it does and what it runs.
const POSTGRES: &str = "SELECT t.tgname::text, c.relname::text, \
     t.tgtype::text || CASE WHEN t.tgqual IS NULL THEN '' ELSE ' when' END || p.prosrc \
     FROM pg_trigger t \
     JOIN pg_class c ON c.oid = t.tgrelid \
     JOIN pg_namespace n ON n.oid = c.relnamespace \
     JOIN pg_proc p ON p.oid = t.tgfoid \
     WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND n.nspname = current_schema()";

/// Finds triggers that are missing, switched off or changed.
pub(super) async fn verify(
    tx: &DatabaseTransaction,
    verdict: &mut Verdict,
) -> Result<(), StoreError> {
    let backend = tx.get_database_backend();
    let list = match backend {
        DbBackend::Postgres => POSTGRES,
        _ => SQLITE,
    };
    let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in tx
        .query_all_raw(Statement::from_string(backend, list))
        .await?
    {
        let key = (row.try_get_by_index(1)?, row.try_get_by_index(0)?);
        found.insert(key, row.try_get_by_index(2)?);
    }
    for Guard { table, name, does } in triggers::guards(backend) {
        let what = match found.get(&(table.clone(), name.clone())) {
            Some(is) if *is == does => continue,
            Some(_) => "was changed",
            None => "is missing or switched off",
        };
        verdict.faults.push(AuditFault {
            organ: OrganId(Uuid::nil()),
            case: None,
            entry: None,
            what: format!("database: trigger `{name}` of table `{table}` {what}"),
        });
    }
    Ok(())
}
