//! What is new, asked for once for all subscriptions of this process.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex as Cell, PoisonError};
use std::time::Duration;

use casework::Desk;
use store::{News, NewsMark, Store, StoreError};
use tokio::sync::{Mutex, Notify, broadcast};
use tokio::task::JoinSet;
use workflow::id::OrganId;

/// How often is asked where nobody says that something is new.
const EVERY: Duration = Duration::from_millis(500);

/// Shortest time between two questions, so that a burst of commands is one.
const REST: Duration = Duration::from_millis(20);

/// How long it takes until the line to other processes is tried again.
const MENDED: Duration = Duration::from_secs(5);

/// How many pieces of news a subscription may be behind.
const BEHIND: usize = 256;

/// Tells what is new.
#[derive(Debug)]
pub(crate) struct Feed {
    told: broadcast::Sender<Arc<Vec<News>>>,
    /// Whether somebody asks for all.
    asking: Mutex<bool>,
    /// Of which organs, and how many want to know.
    organs: Cell<BTreeMap<OrganId, usize>>,
}

/// Hears what is new in an organ.
#[derive(Debug)]
pub(crate) struct Hearer {
    feed: Arc<Feed>,
    organ: OrganId,
    told: broadcast::Receiver<Arc<Vec<News>>>,
}

impl Drop for Hearer {
    fn drop(&mut self) {
        let mut organs = self.feed.organs();
        if let Some(count) = organs.get_mut(&self.organ) {
            *count = count.saturating_sub(1);
        }
        organs.retain(|_, count| *count > 0);
    }
}

impl Hearer {
    /// The next news of the organ; `None` where some was missed.
    pub(crate) async fn news(&mut self) -> Option<Vec<News>> {
        loop {
            match self.told.recv().await {
                Ok(told) => {
                    let own = told.iter().filter(|news| news.organ == self.organ);
                    let own: Vec<News> = own.copied().collect();
                    if !own.is_empty() {
                        return Some(own);
                    }
                }
                Err(broadcast::error::RecvError::Lagged(_)) => return None,
                // The feed lives as long as this does.
                Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
            }
        }
    }
}

impl Default for Feed {
    fn default() -> Self {
        Self {
            told: broadcast::Sender::new(BEHIND),
            asking: Mutex::new(false),
            organs: Cell::default(),
        }
    }
}

impl Feed {
    fn organs(&self) -> std::sync::MutexGuard<'_, BTreeMap<OrganId, usize>> {
        self.organs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hears what is new in an organ from here on. What is read afterwards is never older than what is heard.
    pub(crate) async fn hear(
        self: &Arc<Self>,
        desk: &Desk,
        organ: OrganId,
    ) -> Result<Hearer, StoreError> {
        let mut asking = self.asking.lock().await;
        *self.organs().entry(organ).or_default() += 1;
        let hearer = Hearer {
            feed: Arc::clone(self),
            organ,
            told: self.told.subscribe(),
        };
        if !*asking {
            let mark = desk.store().news_mark(&BTreeSet::from([organ])).await?;
            tokio::spawn(ask(Arc::clone(self), desk.clone(), mark));
            *asking = true;
        }
        Ok(hearer)
    }
}

/// Asks for what is new as long as somebody wants to know.
async fn ask(feed: Arc<Feed>, desk: Desk, mut mark: NewsMark) {
    let mut nudges = desk.nudges();
    let heard = Arc::new(Notify::new());
    let mut listening = JoinSet::new();
    listening.spawn(listen(desk.store().clone(), Arc::clone(&heard)));
    let mut failing = false;
    loop {
        tokio::select! {
            _ = nudges.changed() => {}
            () = heard.notified() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
        let organs: BTreeSet<OrganId> = feed.organs().keys().copied().collect();
        if organs.is_empty() {
            let mut asking = feed.asking.lock().await;
            // Nobody came meanwhile.
            if feed.organs().is_empty() {
                *asking = false;
                return;
            }
            continue;
        }
        match desk.store().news(&organs, &mut mark).await {
            Ok(news) => {
                failing = false;
                if !news.is_empty() {
                    // Nobody to hear it is no fault.
                    let _ = feed.told.send(Arc::new(news));
                }
            }
            Err(fault) => {
                if !std::mem::replace(&mut failing, true) {
                    tracing::warn!(%fault, "cannot ask what is new; trying again");
                }
            }
        }
        tokio::time::sleep(REST).await;
    }
}

/// Passes on what other processes tell.
async fn listen(store: Store, heard: Arc<Notify>) {
    loop {
        match store.listen().await {
            Ok(None) => return,
            Ok(Some(mut ear)) => {
                while ear.heard().await.is_ok() {
                    heard.notify_one();
                }
            }
            Err(fault) => tracing::debug!(%fault, "cannot hear other processes"),
        }
        tokio::time::sleep(MENDED).await;
    }
}
