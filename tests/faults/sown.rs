//! Faults 故障: one statement of a write transaction, or its commit, fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use sea_orm::{DbErr, RuntimeErr};

/// Which statement fails. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub(super) struct Faults(Arc<AtomicI64>);

impl Default for Faults {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(-1)))
    }
}

impl Faults {
    /// So many statements of write transactions pass, and the one after them fails, once.
    ///
    /// A commit counts twice: before it, when nothing is kept, and after it, when everything is and the answer is lost.
    pub(super) fn after(&self, passing: u32) {
        self.0.store(i64::from(passing), Ordering::SeqCst);
    }

    /// Nothing fails any more; tells whether something still would have.
    pub(super) fn none(&self) -> bool {
        self.0.swap(-1, Ordering::SeqCst) >= 0
    }

    /// Counts one statement.
    pub(super) fn pass(&self) -> Result<(), DbErr> {
        let left = self
            .0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                (left >= 0).then(|| left - 1)
            });
        match left {
            Ok(0) => Err(DbErr::Conn(RuntimeErr::Internal(
                "a fault of a test".to_owned(),
            ))),
            Ok(_) | Err(_) => Ok(()),
        }
    }
}
