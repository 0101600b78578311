//! A database of its own for each test.

use sea_orm::{ConnectionTrait, Statement};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Backend, Options, Store};

/// A database of its own, gone with the test on SQLite.
pub(super) struct Bed {
    pub(super) store: Store,
    pub(super) options: Options,
    _dir: Option<TempDir>,
}

/// Runs a test on each database.
pub(super) async fn on_each(test: impl AsyncFn(&Bed)) {
    for bed in bare().await {
        bed.store.migrate().await.unwrap();
        test(&bed).await;
    }
}

/// A file of SQLite's, migrated.
pub(super) async fn on_sqlite() -> Bed {
    let bed = file().await;
    bed.store.migrate().await.unwrap();
    bed
}

async fn file() -> Bed {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("fuyi.db").display());
    bed(url, Some(dir)).await
}

/// Databases without tables.
pub(super) async fn bare() -> Vec<Bed> {
    let mut beds = vec![file().await];
    if let Ok(server) = std::env::var("FUYI_TEST_PG_URL") {
        let name = format!("fuyi_store_{}", Uuid::now_v7().simple());
        let admin = Store::connect(&options(server.clone())).await.unwrap();
        admin
            .connection()
            .execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .unwrap();
        let (root, _) = server.rsplit_once('/').unwrap();
        beds.push(bed(format!("{root}/{name}"), None).await);
    }
    beds
}

async fn bed(url: String, dir: Option<TempDir>) -> Bed {
    let options = options(url);
    Bed {
        store: Store::connect(&options).await.unwrap(),
        options,
        _dir: dir,
    }
}

fn options(url: String) -> Options {
    Options {
        url,
        max_connections: 8,
        create_if_missing: true,
        read_only: false,
    }
}

impl Bed {
    /// The same database twice: as it is, and a copy that nobody writes to.
    pub(super) async fn copied(self) -> (Self, Self) {
        let url = self.options.url.clone();
        match self.store.backend() {
            Backend::Sqlite => {
                let dir = tempfile::tempdir().unwrap();
                let path = dir.path().join("copy.db");
                self.sql(&format!("VACUUM INTO '{}'", path.display()))
                    .await
                    .unwrap();
                let copy = bed(format!("sqlite:{}", path.display()), Some(dir)).await;
                (self, copy)
            }
            Backend::Postgres => {
                let (root, name) = url.rsplit_once('/').unwrap();
                // A database that is copied may have no connection.
                self.store.connection().clone().close().await.unwrap();
                let server = std::env::var("FUYI_TEST_PG_URL").unwrap();
                let admin = Store::connect(&options(server)).await.unwrap();
                let copy = format!("CREATE DATABASE {name}_copy TEMPLATE {name}");
                let made = admin.connection().execute_unprepared(&copy).await;
                made.unwrap();
                let copy = bed(format!("{root}/{name}_copy"), None).await;
                (bed(url.clone(), self._dir).await, copy)
            }
        }
    }

    /// Runs SQL behind the program's back.
    pub(super) async fn sql(&self, sql: &str) -> Result<u64, sea_orm::DbErr> {
        let statement = Statement::from_string(self.store.dialect(), sql);
        let done = self.store.connection().execute_raw(statement).await?;
        Ok(done.rows_affected())
    }

    /// Runs several statements behind the program's back, and behind that of foreign keys.
    pub(super) async fn behind(&self, sql: &str) {
        let all = match self.store.backend() {
            Backend::Sqlite => {
                format!("PRAGMA foreign_keys = OFF; {sql}; PRAGMA foreign_keys = ON")
            }
            Backend::Postgres => format!(
                "SET session_replication_role = replica; {sql}; SET session_replication_role = DEFAULT"
            ),
        };
        let done = self.store.connection().execute_unprepared(&all).await;
        done.unwrap_or_else(|error| panic!("{all}: {error}"));
    }

    /// An id as the database writes it.
    pub(super) fn uuid(&self, id: Uuid) -> String {
        match self.store.backend() {
            Backend::Sqlite => format!("X'{}'", id.simple()),
            Backend::Postgres => format!("'{id}'"),
        }
    }

    pub(super) async fn count(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.store.dialect(), sql);
        let row = self.store.connection().query_one_raw(statement).await;
        row.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// Drops every trigger, as one who wants to change the log would.
    pub(super) async fn drop_triggers(&self) {
        let (list, on) = match self.store.backend() {
            Backend::Sqlite => (
                "SELECT name, '' FROM sqlite_master WHERE type = 'trigger'",
                false,
            ),
            Backend::Postgres => (
                "SELECT tgname::text, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
                true,
            ),
        };
        let statement = Statement::from_string(self.store.dialect(), list);
        for row in self
            .store
            .connection()
            .query_all_raw(statement)
            .await
            .unwrap()
        {
            let name: String = row.try_get_by_index(0).unwrap();
            let table: String = row.try_get_by_index(1).unwrap();
            let on = if on {
                format!(" ON {table}")
            } else {
                String::new()
            };
            self.sql(&format!("DROP TRIGGER {name}{on}")).await.unwrap();
        }
    }
}
