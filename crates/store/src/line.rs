//! The line 写入通道 of a write transaction to the database: every statement of it passes here, and its commit.

use std::fmt;
use std::sync::Arc;

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};

/// Who is asked before every statement of a write transaction, before its commit and after it. What it refuses fails as
/// though the database had refused it.
#[derive(Clone)]
pub(crate) struct Watch(pub(crate) Arc<dyn Fn() -> Result<(), DbErr> + Send + Sync>);

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}

/// A transaction whose statements can be watched.
#[derive(Debug)]
pub(crate) struct Line {
    tx: DatabaseTransaction,
    watch: Option<Watch>,
}

impl Line {
    pub(crate) fn new(tx: DatabaseTransaction, watch: Option<Watch>) -> Self {
        Self { tx, watch }
    }

    /// Fails where the watch says so.
    fn pass(&self) -> Result<(), DbErr> {
        passed(self.watch.as_ref())
    }

    /// The transaction itself, for migrations: what they say to the database is not ours to count.
    pub(crate) fn bare(&self) -> &DatabaseTransaction {
        &self.tx
    }

    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.pass()?;
        let Self { tx, watch } = self;
        tx.commit().await?;
        // Kept, but whoever waits for the answer does not hear of it.
        passed(watch.as_ref())
    }
}

fn passed(watch: Option<&Watch>) -> Result<(), DbErr> {
    watch.map_or(Ok(()), |watch| (watch.0)())
}

#[sea_orm_migration::async_trait::async_trait]
impl ConnectionTrait for Line {
    fn get_database_backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.pass()?;
        self.tx.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.pass()?;
        self.tx.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.pass()?;
        self.tx.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.pass()?;
        self.tx.query_all_raw(statement).await
    }
}
