//! The version of the schema.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::{MigratorTrait, SchemaManager};

use crate::migration::Migrator;
use crate::{Backend, Store, StoreError, search};

/// Key of the advisory lock under which PostgreSQL is migrated: "fuyi" in ASCII.
const LOCK: i64 = 0x6675_7969;

/// How the tables of a database compare with what this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// It has no tables of ours.
    Missing,
    /// Migrations are still to be applied.
    Behind,
    /// As this program knows it.
    Current,
    /// A newer program has migrated it.
    Newer,
}

impl Store {
    /// Brings the tables to this version, in one transaction; two programs that migrate at once wait for each other.
    ///
    /// # Errors
    ///
    /// [`StoreError::NewerDatabase`] where a newer program was here before.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let tx = self.begin().await?;
        if self.backend() == Backend::Postgres {
            let lock = format!("SELECT pg_advisory_xact_lock({LOCK})");
            tx.connection()
                .bare()
                .execute_raw(Statement::from_string(self.dialect(), lock))
                .await?;
        }
        let applied = applied(tx.connection().bare()).await?;
        refuse_newer(&applied)?;
        if applied.len() < known().len() {
            Migrator::up(tx.connection().bare(), None).await?;
            search::fill_missing(tx.connection().bare()).await?;
        }
        tx.commit().await
    }

    /// How the tables compare with what this program knows. Changes nothing.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn schema_state(&self) -> Result<SchemaState, StoreError> {
        let applied = applied(self.connection()).await?;
        Ok(if applied.is_empty() {
            SchemaState::Missing
        } else if refuse_newer(&applied).is_err() {
            SchemaState::Newer
        } else if applied.len() < known().len() {
            SchemaState::Behind
        } else {
            SchemaState::Current
        })
    }

    /// Fails unless the tables are of this version.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotMigrated`] or [`StoreError::NewerDatabase`].
    pub async fn check_schema(&self) -> Result<(), StoreError> {
        let applied = applied(self.connection()).await?;
        refuse_newer(&applied)?;
        if applied.len() < known().len() {
            return Err(StoreError::NotMigrated);
        }
        Ok(())
    }
}

/// Names of the migrations this program knows, oldest first.
fn known() -> Vec<String> {
    Migrator::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect()
}

fn refuse_newer(applied: &BTreeSet<String>) -> Result<(), StoreError> {
    let known = known();
    match applied.iter().find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(found) => Err(StoreError::NewerDatabase {
            found: found.clone(),
            known: known.last().cloned().unwrap_or_default(),
        }),
    }
}

/// Names of the migrations applied; none where there is no table of them.
async fn applied<C>(connection: &C) -> Result<BTreeSet<String>, StoreError>
where
    C: ConnectionTrait,
    for<'c> &'c C: sea_orm_migration::IntoSchemaManagerConnection<'c>,
{
    if !SchemaManager::new(connection)
        .has_table("seaql_migrations")
        .await?
    {
        return Ok(BTreeSet::new());
    }
    let statement = Statement::from_string(
        connection.get_database_backend(),
        "SELECT version FROM seaql_migrations",
    );
    let rows = connection.query_all_raw(statement).await?;
    let mut names = BTreeSet::new();
    for row in rows {
        names.insert(row.try_get_by_index(0)?);
    }
    Ok(names)
}
