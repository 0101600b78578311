//! What runs beside the API: the reconciler, which records what time brings about, and the post.
//!
//! Both take only the moment, do what is due and can be repeated at will. They run at the start, on a nudge after
//! each command, and on a timer.

use std::sync::Arc;
use std::time::Duration;

use alerts::Post;
use casework::Desk;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::clock::Clock;

/// Shortest time between two rounds, so that a burst of commands is one nudge.
const REST: Duration = Duration::from_millis(500);

/// What is told to other processes is told no more often than this.
const BURST: Duration = Duration::from_millis(50);

/// The loops under way.
pub(super) struct Loops(Vec<JoinHandle<()>>);

impl Loops {
    /// Waits until every loop has ended.
    pub(super) async fn finished(self) {
        for running in self.0 {
            if let Err(error) = running.await {
                tracing::error!(%error, "a loop broke");
            }
        }
    }
}

/// Starts the loops; they end when `stopping` says so.
pub(super) fn start(
    desk: Desk,
    post: Option<Post>,
    clock: Clock,
    every: Duration,
    stopping: &watch::Receiver<bool>,
) -> Loops {
    let reconciled = Arc::new(Notify::new());
    let mut running = Vec::new();
    if let Some(post) = post {
        running.push(tokio::spawn(mailing(
            post,
            clock,
            every,
            Arc::clone(&reconciled),
            stopping.clone(),
        )));
    }
    running.push(tokio::spawn(telling(desk.clone(), stopping.clone())));
    running.push(tokio::spawn(reconciling(
        desk,
        clock,
        every,
        reconciled,
        stopping.clone(),
    )));
    Loops(running)
}

async fn reconciling(
    desk: Desk,
    clock: Clock,
    every: Duration,
    reconciled: Arc<Notify>,
    mut stopping: watch::Receiver<bool>,
) {
    let mut nudges = desk.nudges();
    loop {
        match desk.reconcile(clock.moment()).await {
            Ok(done) if done.lapsed > 0 => {
                tracing::info!(lapsed = done.lapsed, waiting = done.waiting, "terms ended")
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "cannot look for ended terms; trying again"),
        }
        reconciled.notify_one();
        let nudged = async {
            let _ = nudges.changed().await;
        };
        if !rested(&mut stopping, every, nudged).await {
            return;
        }
    }
}

async fn mailing(
    post: Post,
    clock: Clock,
    every: Duration,
    nudged: Arc<Notify>,
    mut stopping: watch::Receiver<bool>,
) {
    loop {
        match post.run_once(clock.moment()).await {
            Ok(report) => {
                if let Some(reason) = &report.unreachable {
                    tracing::warn!(%reason, "the mail server cannot be reached; letters wait");
                }
                if report.dead > 0 || report.unaddressed > 0 {
                    tracing::error!(
                        dead = report.dead,
                        unaddressed = report.unaddressed,
                        "letters given up"
                    );
                }
                if report.sent > 0 {
                    tracing::info!(sent = report.sent, "letters sent");
                }
            }
            Err(error) => tracing::warn!(%error, "cannot work off the outbox; trying again"),
        }
        if !rested(&mut stopping, every, nudged.notified()).await {
            return;
        }
    }
}

/// Tells the other processes that something is new, a burst of commands once.
async fn telling(desk: Desk, mut stopping: watch::Receiver<bool>) {
    let mut nudges = desk.nudges();
    loop {
        tokio::select! {
            _ = nudges.changed() => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        if let Err(error) = desk.store().tell().await {
            tracing::debug!(%error, "cannot tell the other processes");
        }
        tokio::time::sleep(BURST).await;
    }
}

/// Rests until nudged or until it is time; `false` once the program stops.
async fn rested(
    stopping: &mut watch::Receiver<bool>,
    every: Duration,
    nudged: impl Future<Output = ()>,
) -> bool {
    let wait = async {
        tokio::time::sleep(REST).await;
        tokio::select! {
            () = nudged => {}
            () = tokio::time::sleep(every) => {}
        }
    };
    tokio::select! {
        () = wait => true,
        _ = stopping.wait_for(|stop| *stop) => false,
    }
}
