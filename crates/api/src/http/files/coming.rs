//! Whether a file comes over a connection 上传进行中: whoever keeps the port has patience with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set while a file that was announced comes over the connection. Who keeps the port puts one into the extensions of each
/// request that came over it.
#[derive(Debug, Clone, Default)]
pub struct FileComing(Arc<AtomicBool>);

impl FileComing {
    /// Says whether one comes.
    pub fn say(&self, coming: bool) {
        self.0.store(coming, Ordering::Relaxed);
    }

    /// Whether one comes: how long it may take is held to by `max_upload_time` and `max_upload_idle`.
    #[must_use]
    pub fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
