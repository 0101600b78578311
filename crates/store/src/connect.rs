//! Connections: a pool on either database, set up so that "saved" means on disk.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, IsolationLevel, Statement, TransactionOptions, TransactionTrait,
};
use tokio::sync::Semaphore;

use crate::line::Watch;
use crate::{StoreError, waited};

/// How long a lock that others hold is waited for, of another process on SQLite, of another session on PostgreSQL.
const BUSY: Duration = Duration::from_secs(10);
/// Rows that SQLite reads ahead of who takes them: with few the two wait for each other by turns.
const AHEAD: usize = 1_000;
/// How long a task waits for a connection.
const ACQUIRE: Duration = Duration::from_secs(30);

/// Where the database is and how to open it.
#[derive(Debug, Clone)]
pub struct Options {
    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`.
    pub url: String,
    /// Most connections held at once.
    pub max_connections: u32,
    /// Whether a missing SQLite file is created.
    pub create_if_missing: bool,
    /// Whether nothing may be written, not even by migration.
    pub read_only: bool,
}

/// Kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// SQLite, embedded: one writer at a time.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// The database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    connection: DatabaseConnection,
    /// The pool of write transactions; the same where nothing is bounded.
    writing: DatabaseConnection,
    backend: Backend,
    statements: Arc<AtomicU64>,
    /// One permit on SQLite: writers of this process queue here in order instead of polling the file's lock.
    writers: Option<Arc<Semaphore>>,
    watch: Option<Watch>,
}

fn backend(options: &Options) -> Backend {
    match options.url.starts_with("sqlite:") {
        true => Backend::Sqlite,
        false => Backend::Postgres,
    }
}

/// Opens a pool.
async fn open(
    options: &Options,
    most: u32,
    max_read: Option<Duration>,
) -> Result<DatabaseConnection, StoreError> {
    let mut connect = ConnectOptions::new(&options.url);
    connect
        .max_connections(most.max(1))
        .acquire_timeout(ACQUIRE)
        .connect_timeout(BUSY)
        .sqlx_logging(false)
        .test_before_acquire(false);
    match backend(options) {
        Backend::Sqlite => sqlite(&mut connect, options),
        Backend::Postgres => postgres(&mut connect, options, max_read),
    }
    Ok(Database::connect(connect).await?)
}

fn sqlite(connect: &mut ConnectOptions, options: &Options) {
    let (create, read_only) = (options.create_if_missing, options.read_only);
    connect.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .create_if_missing(create && !read_only)
            .read_only(read_only)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .row_buffer_size(AHEAD)
            .pragma("synchronous", "FULL")
            .pragma("recursive_triggers", "ON");
        if read_only {
            sqlite
        } else {
            sqlite.pragma("journal_mode", "WAL")
        }
    });
    connect.map_sqlx_sqlite_pool_opts(|pool| {
        pool.after_connect(|connection, _| Box::pin(waited::attend(connection)))
            .before_acquire(|connection, _| {
                Box::pin(async move { waited::attend(connection).await.map(|()| true) })
            })
    });
}

fn postgres(connect: &mut ConnectOptions, options: &Options, max_read: Option<Duration>) {
    connect
        .set_application_name("fuyi")
        .test_before_acquire_if_idle_for(Duration::from_secs(30));
    let read_only = options.read_only;
    connect.map_sqlx_postgres_opts(move |postgres| {
        // A lock that somebody holds at a console is not waited for for ever.
        let wait = format!("{}ms", ACQUIRE.as_millis());
        let mut postgres = postgres.options([("lock_timeout", wait.as_str())]);
        if let Some(most) = max_read {
            let most = format!("{}ms", most.as_millis());
            postgres = postgres.options([("statement_timeout", most.as_str())]);
        }
        if read_only {
            postgres = postgres.options([("default_transaction_read_only", "on")]);
        }
        postgres
    });
}

impl Store {
    /// Opens the database.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreachable`] where there is none at the URL.
    pub async fn connect(options: &Options) -> Result<Self, StoreError> {
        let connection = open(options, options.max_connections, None).await?;
        Ok(Self::over(options, connection.clone(), connection))
    }

    /// Opens the database for many who ask at once: none of their statements outside of a write transaction goes on for
    /// longer than `max_read`, whether or not anybody waits for it. On PostgreSQL readers and writers have connections
    /// of their own, half of them each, so that neither can take all.
    ///
    /// # Errors
    ///
    /// As [`Store::connect`].
    pub async fn connect_bounded(
        options: &Options,
        max_read: Duration,
    ) -> Result<Self, StoreError> {
        if backend(options) == Backend::Sqlite {
            return Self::connect(options).await;
        }
        let writers = options.max_connections / 2;
        let readers = options.max_connections.saturating_sub(writers);
        let connection = open(options, readers, Some(max_read)).await?;
        let writing = open(options, writers, None).await?;
        Ok(Self::over(options, connection, writing))
    }

    fn over(
        options: &Options,
        mut connection: DatabaseConnection,
        mut writing: DatabaseConnection,
    ) -> Self {
        let (backend, statements) = (backend(options), Arc::new(AtomicU64::new(0)));
        for counted in [&mut connection, &mut writing] {
            let counter = Arc::clone(&statements);
            counted.set_metric_callback(move |_| {
                counter.fetch_add(1, Ordering::Relaxed);
            });
        }
        Self {
            connection,
            writing,
            backend,
            statements,
            writers: (backend == Backend::Sqlite).then(|| Arc::new(Semaphore::new(1))),
            watch: None,
        }
    }

    /// The same database, whose write transactions ask before every statement, before the commit and after it: what is
    /// refused fails as though the database had refused it. Tests have any of them fail.
    #[must_use]
    pub fn watched(
        self,
        by: impl Fn() -> Result<(), sea_orm::DbErr> + Send + Sync + 'static,
    ) -> Self {
        let watch = Some(Watch(Arc::new(by)));
        Self { watch, ..self }
    }

    pub(crate) fn watch(&self) -> Option<Watch> {
        self.watch.clone()
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Statements sent so far, those that open and end transactions not counted.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreachable`] where there is none.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.setting("SELECT 'alive'").await.map(|_| ())
    }

    /// Checks that what is acknowledged survives a crash.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotDurable`] names the setting that is in the way.
    pub async fn check_durability(&self) -> Result<(), StoreError> {
        let checks: &[(&'static str, &str, &[&str], &'static str)] = match self.backend {
            Backend::Sqlite => &[
                (
                    "journal_mode",
                    "SELECT journal_mode FROM pragma_journal_mode",
                    &["wal"],
                    "`wal`",
                ),
                (
                    "synchronous",
                    "SELECT CAST(synchronous AS text) FROM pragma_synchronous",
                    &["2", "3"],
                    "`FULL`",
                ),
            ],
            Backend::Postgres => &[
                ("fsync", "SELECT current_setting('fsync')", &["on"], "`on`"),
                (
                    "full_page_writes",
                    "SELECT current_setting('full_page_writes')",
                    &["on"],
                    "`on`",
                ),
                (
                    "synchronous_commit",
                    "SELECT current_setting('synchronous_commit')",
                    &["on", "remote_apply", "remote_write", "local"],
                    "`on`",
                ),
            ],
        };
        for (setting, sql, good, wanted) in checks {
            let value = self.setting(sql).await?;
            if !good.contains(&value.as_str()) {
                return Err(StoreError::NotDurable {
                    setting,
                    value,
                    wanted,
                });
            }
        }
        Ok(())
    }

    async fn setting(&self, sql: &str) -> Result<String, StoreError> {
        let statement = Statement::from_string(self.connection.get_database_backend(), sql);
        let row = self.connection.query_one_raw(statement).await?;
        match row {
            Some(row) => Ok(row.try_get_by_index(0)?),
            None => Ok(String::new()),
        }
    }

    /// A transaction that reads one state of the database, whatever others write meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = match self.backend {
            Backend::Sqlite => TransactionOptions::default(),
            Backend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
        };
        Ok(self.connection.begin_with_options(options).await?)
    }

    /// The pool, for queries outside a transaction.
    pub(crate) fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// The pool of write transactions.
    pub(crate) fn writing(&self) -> &DatabaseConnection {
        &self.writing
    }

    pub(crate) fn dialect(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    pub(crate) fn writers(&self) -> Option<Arc<Semaphore>> {
        self.writers.clone()
    }
}
