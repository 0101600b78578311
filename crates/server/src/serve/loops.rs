//! What runs beside the API: the reconciler, which records what time brings about, the sealer, the shipper of the
//! logs, the post, and the sweeper, which removes the bytes of files that nobody filed.
//!
//! Each takes only the moment, does what is due and can be repeated at will. They run at the start and on a timer; the
//! reconciler and the post on a nudge after each command too.

use std::sync::Arc;
use std::time::Duration;

use alerts::Post;
use casework::Desk;
use files::Files;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::files::sweep;
use crate::sealing::Sealer;
use crate::syslog::Shipper;

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

/// What the loops work on.
pub(super) struct Beside {
    /// Bytes of files.
    pub(super) files: Files,
    /// Sends mail.
    pub(super) post: Option<Post>,
    /// Seals the logs.
    pub(super) sealer: Option<Sealer>,
    /// Ships the logs.
    pub(super) shipper: Option<Shipper>,
}

/// Starts the loops; they end when `stopping` says so.
pub(super) fn start(
    desk: Desk,
    beside: Beside,
    clock: Clock,
    every: Duration,
    stopping: &watch::Receiver<bool>,
) -> Loops {
    let reconciled = Arc::new(Notify::new());
    let mut running = Vec::new();
    if let Some(post) = beside.post {
        running.push(tokio::spawn(mailing(
            post,
            clock,
            every,
            Arc::clone(&reconciled),
            stopping.clone(),
        )));
    }
    if let Some(shipper) = beside.shipper {
        let shipping = shipping(shipper, desk.clone(), clock, every, stopping.clone());
        running.push(tokio::spawn(shipping));
    }
    if let Some(sealer) = beside.sealer {
        running.push(tokio::spawn(sealing(
            sealer,
            desk.clone(),
            clock,
            every,
            Arc::clone(&reconciled),
            stopping.clone(),
        )));
    }
    running.push(tokio::spawn(sweeping(
        desk.clone(),
        beside.files,
        clock,
        every,
        stopping.clone(),
    )));
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

async fn sealing(
    sealer: Sealer,
    desk: Desk,
    clock: Clock,
    every: Duration,
    post: Arc<Notify>,
    mut stopping: watch::Receiver<bool>,
) {
    loop {
        match sealer.run_once(&desk, clock.moment()).await {
            Ok(0) => {}
            Ok(_) => post.notify_one(),
            Err(failure) => {
                tracing::error!(%failure.message, "the logs are not sealed; trying again")
            }
        }
        // Nothing hurries: what is due is found within a round.
        if !rested(&mut stopping, every, std::future::pending()).await {
            return;
        }
    }
}

async fn shipping(
    mut shipper: Shipper,
    desk: Desk,
    clock: Clock,
    every: Duration,
    mut stopping: watch::Receiver<bool>,
) {
    loop {
        match shipper.run_once(&desk, clock.moment()).await {
            Ok(0) => {}
            Ok(entries) => tracing::debug!(entries, "logs shipped"),
            Err(failure) => {
                tracing::error!(%failure.message, "the logs are not shipped; trying again")
            }
        }
        if !rested(&mut stopping, every, std::future::pending()).await {
            return;
        }
    }
}

async fn sweeping(
    desk: Desk,
    files: Files,
    clock: Clock,
    every: Duration,
    mut stopping: watch::Receiver<bool>,
) {
    loop {
        match sweep(&desk, &files, clock.moment()).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "files removed"),
            Err(failure) => {
                tracing::warn!(failure = %failure.message, "cannot sweep up files; trying again");
            }
        }
        if !rested(&mut stopping, every, std::future::pending()).await {
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
