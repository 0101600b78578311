//! Throw-away databases: a SQLite file, and on PostgreSQL a copy of a migrated template.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as Sea, DatabaseConnection, DbBackend, Statement,
};
use store::{Backend, Options, SchemaState, Store};
use tempfile::TempDir;

/// Key of the advisory lock under which the template is made.
const TEMPLATE_LOCK: i64 = 0x6675_7969_7465;

/// Runs one body on both databases: `on_both!(name, async |database| { … })` makes a module `name` of two tests.
#[macro_export]
macro_rules! on_both {
    ($(#[$attr:meta])* $name:ident, $body:expr) => {
        $(#[$attr])*
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let database = $crate::support::database::Database::sqlite();
                ($body)(database).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(database) = $crate::support::database::Database::postgres().await {
                    let name = database.name.clone();
                    ($body)(database).await;
                    $crate::support::database::drop_database(&name).await;
                }
            }
        }
    };
}

/// A database of a test's own. It is removed when the test has passed.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) backend: Backend,
    /// Name on the PostgreSQL server; empty for SQLite.
    pub(crate) name: String,
    folder: Option<TempDir>,
}

impl Database {
    /// Every text in every table, by the name of the table.
    pub(crate) async fn tables(&self) -> BTreeMap<String, String> {
        let connection = Sea::connect(&self.url).await.unwrap();
        let backend = connection.get_database_backend();
        let (tables, row) = match self.backend {
            Backend::Sqlite => (
                "SELECT name FROM sqlite_master WHERE type = 'table'",
                "quote",
            ),
            Backend::Postgres => (
                "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
                "",
            ),
        };
        let tables = connection
            .query_all_raw(Statement::from_string(backend, tables))
            .await
            .unwrap();
        let mut all = BTreeMap::new();
        for table in tables {
            let table: String = table.try_get_by_index(0).unwrap();
            let query = match row {
                "" => format!("SELECT t::text FROM \"{table}\" t"),
                _ => {
                    let columns = format!("SELECT name FROM pragma_table_info('{table}')");
                    let columns = connection
                        .query_all_raw(Statement::from_string(backend, columns))
                        .await
                        .unwrap();
                    let columns: Vec<String> = columns
                        .iter()
                        .map(|column| {
                            format!(
                                "quote(\"{}\")",
                                column.try_get_by_index::<String>(0).unwrap()
                            )
                        })
                        .collect();
                    format!("SELECT {} FROM \"{table}\"", columns.join(" || ' ' || "))
                }
            };
            let rows = connection
                .query_all_raw(Statement::from_string(backend, query))
                .await
                .unwrap();
            let rows = rows
                .iter()
                .map(|row| row.try_get_by_index::<String>(0).unwrap());
            all.insert(table, rows.collect::<Vec<_>>().join("\n"));
        }
        all
    }

    /// A SQLite file in a new folder.
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            url: format!("sqlite:{}", folder.path().join("fuyi.db").display()),
            backend: Backend::Sqlite,
            name: String::new(),
            folder: Some(folder),
        }
    }

    /// A copy of the template, or `None` where no server is given and none is demanded.
    pub(crate) async fn postgres() -> Option<Self> {
        let server = server()?;
        let admin = admin(&server).await;
        let name = fresh_name();
        let template = make_template(&admin, &server).await;
        let copy = format!("CREATE DATABASE {name} TEMPLATE {template}");
        admin.execute_unprepared(&copy).await.unwrap();
        admin.close().await.unwrap();
        Some(Self {
            url: at(&server, &name),
            backend: Backend::Postgres,
            name,
            folder: None,
        })
    }

    /// The same database, which stays the other's to remove.
    pub(crate) fn beside(&self) -> Self {
        Self {
            url: self.url.clone(),
            backend: self.backend,
            name: self.name.clone(),
            folder: None,
        }
    }

    /// An empty database of the same kind, with no tables in it.
    pub(crate) async fn empty(&self) -> Self {
        match self.backend {
            Backend::Sqlite => Self::sqlite(),
            Backend::Postgres => {
                let server = server().unwrap();
                let admin = admin(&server).await;
                let name = fresh_name();
                admin
                    .execute_unprepared(&format!("CREATE DATABASE {name}"))
                    .await
                    .unwrap();
                admin.close().await.unwrap();
                Self {
                    url: at(&server, &name),
                    backend: Backend::Postgres,
                    name,
                    folder: None,
                }
            }
        }
    }

    /// The file, for SQLite.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        self.folder
            .as_ref()
            .map(|folder| folder.path().join("fuyi.db"))
    }

    /// Opens it, migrated.
    pub(crate) async fn store(&self) -> Store {
        let store = open(&self.url).await;
        if store.schema_state().await.unwrap() != SchemaState::Current {
            store.migrate().await.unwrap();
        }
        store
    }

    /// A plain connection, past everything that the program does.
    pub(crate) async fn raw(&self) -> DatabaseConnection {
        Sea::connect(ConnectOptions::new(&self.url)).await.unwrap()
    }
}

/// Opens a database as the program does.
pub(crate) async fn open(url: &str) -> Store {
    let options = Options {
        url: url.to_owned(),
        max_connections: 8,
        create_if_missing: true,
        read_only: false,
    };
    Store::connect(&options).await.unwrap()
}

/// Drops a database of a passed test, whoever is still connected.
pub(crate) async fn drop_database(name: &str) {
    let admin = admin(&server().unwrap()).await;
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    admin.execute_unprepared(&drop).await.unwrap();
    admin.close().await.unwrap();
}

/// The server, if one is given; a run that demands one fails without.
fn server() -> Option<String> {
    match std::env::var("FUYI_TEST_PG_URL") {
        Ok(url) => Some(url),
        Err(_) => {
            let demanded = std::env::var("FUYI_TEST_REQUIRE_PG").is_ok_and(|value| value == "1");
            assert!(
                !demanded,
                "FUYI_TEST_REQUIRE_PG is 1 and FUYI_TEST_PG_URL is not set: run `tests/run`"
            );
            None
        }
    }
}

async fn admin(server: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(server);
    options.max_connections(1).sqlx_logging(false);
    Sea::connect(options).await.unwrap()
}

fn at(server: &str, name: &str) -> String {
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    format!(
        "fuyi_t_{}_{next}_{}",
        std::process::id(),
        uuid::Uuid::new_v4().simple()
    )
}

/// Makes the template once, however many test processes start at the same time. Gives its name, which changes with
/// the migrations; it is whole when nobody may connect to it any more.
async fn make_template(admin: &DatabaseConnection, server: &str) -> String {
    let name = format!("fuyi_tests_{:016x}", migrations());
    let run = async |sql: String| admin.execute_unprepared(&sql).await.unwrap();
    run(format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await;
    let whole = format!("SELECT 1 FROM pg_database WHERE datname = '{name}' AND NOT datallowconn");
    let whole = Statement::from_string(DbBackend::Postgres, whole);
    if admin.query_one_raw(whole).await.unwrap().is_none() {
        run(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        run(format!("CREATE DATABASE {name}")).await;
        open(&at(server, &name)).await.migrate().await.unwrap();
        run(format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
        run(format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        ))
        .await;
    }
    run(format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await;
    name
}

/// A fingerprint of the migrations' source.
fn migrations() -> u64 {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/store/src/migration");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        std::fs::read(file).unwrap().hash(&mut hasher);
    }
    hasher.finish()
}
