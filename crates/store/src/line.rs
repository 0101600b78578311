//! The line 写入通道 of a write transaction to the database: every statement of it passes here, and its commit.
//!
//! With the feature `faults`, of tests only, any of them can be told to fail.

#[cfg(feature = "faults")]
mod faults;

#[cfg(feature = "faults")]
pub use faults::Faults;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};

/// A transaction whose statements can be told to fail.
#[derive(Debug)]
pub(crate) struct Line {
    tx: DatabaseTransaction,
    #[cfg(feature = "faults")]
    faults: Faults,
}

impl Line {
    pub(crate) fn new(tx: DatabaseTransaction, #[cfg(feature = "faults")] faults: Faults) -> Self {
        Self {
            tx,
            #[cfg(feature = "faults")]
            faults,
        }
    }

    /// Fails where a test says so.
    fn pass(&self) -> Result<(), DbErr> {
        #[cfg(feature = "faults")]
        self.faults.pass()?;
        Ok(())
    }

    /// The transaction itself, for migrations: what they say to the database is not ours to count.
    pub(crate) fn bare(&self) -> &DatabaseTransaction {
        &self.tx
    }

    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.pass()?;
        #[cfg(feature = "faults")]
        let faults = self.faults.clone();
        self.tx.commit().await?;
        // Kept, but whoever waits for the answer does not hear of it.
        #[cfg(feature = "faults")]
        faults.pass()?;
        Ok(())
    }
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
