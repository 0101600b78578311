//! The API of a ground, listened to on a port.

use std::net::SocketAddr;

use api::{ApiState, Settings};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::ground::Ground;

/// A server; it ends with the test.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    /// Tells it to stop.
    pub(crate) stop: watch::Sender<bool>,
    _running: JoinSet<()>,
}

impl Served {
    /// Serves a ground.
    pub(crate) async fn over(ground: &Ground, settings: Settings) -> Self {
        let (stop, stopping) = watch::channel(false);
        Self::of(ground.state(settings, stopping), stop).await
    }

    /// Serves a state.
    pub(crate) async fn of(state: ApiState, stop: watch::Sender<bool>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut running = JoinSet::new();
        running.spawn(async move {
            axum::serve(listener, api::router(state)).await.unwrap();
        });
        Self {
            address,
            stop,
            _running: running,
        }
    }
}
