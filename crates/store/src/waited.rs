//! Work that ends when nobody waits for it any more 放弃等待即停.
//!
//! A statement goes on in the database after its future was dropped. On SQLite the worker of a connection asks,
//! every so many steps, whether anybody still waits, and breaks off where nobody does. On PostgreSQL nobody can be
//! asked from here: there the readers have a `statement_timeout` ([`Store::connect_bounded`](crate::Store::connect_bounded)).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::sqlx::{Error, SqliteConnection};

tokio::task_local! {
    static WAITED: Arc<AtomicBool>;
}

/// Steps of SQLite's machine between two looks: some tenths of a millisecond.
const STEPS: i32 = 20_000;

/// Says when it is dropped that nobody waits any more.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// Does work whose reading of the database ends when the work is dropped. Not for work that writes.
pub async fn abandonable<T>(work: impl Future<Output = T>) -> T {
    let waited = Arc::new(AtomicBool::new(true));
    let _waiting = Waiting(Arc::clone(&waited));
    WAITED.scope(waited, work).await
}

/// Work that is done in another task and yet belongs to the one that is at it now.
pub fn along<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    let waited = WAITED.try_with(Arc::clone).ok();
    async move {
        match waited {
            Some(waited) => WAITED.scope(waited, work).await,
            None => work.await,
        }
    }
}

/// Lets a connection ask whether anybody waits for who takes it now.
pub(crate) async fn attend(connection: &mut SqliteConnection) -> Result<(), Error> {
    let waited = WAITED.try_with(Arc::clone).ok();
    let mut handle = connection.lock_handle().await?;
    match waited {
        Some(waited) => {
            handle.set_progress_handler(STEPS, move || waited.load(Ordering::Acquire));
        }
        None => handle.remove_progress_handler(),
    }
    Ok(())
}
