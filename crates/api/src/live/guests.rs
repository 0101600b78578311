//! Who listens, looked up again and again: once for each proof of who asks, however many subscriptions rest on it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use tokio::sync::watch;
use tokio::task::JoinSet;
use workflow::actor::Actor;

use crate::http::{Api, standing};

/// How often a right is looked up: what is taken away is felt within a second.
const EVERY: Duration = Duration::from_millis(700);

/// What proves who asks.
type Proof = [Option<HeaderValue>; 2];

/// Everybody who listens.
#[derive(Debug, Default)]
pub(crate) struct Guests(Mutex<HashMap<Proof, Weak<Guest>>>);

/// Somebody who listens.
#[derive(Debug)]
pub(crate) struct Guest {
    standing: watch::Receiver<Standing>,
    _looking: JoinSet<()>,
}

/// What somebody is at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Signed in as this.
    Actor(Actor),
    /// Signed in no more.
    Gone,
}

impl Guests {
    /// Somebody who just signed in as an actor, by what the headers carry.
    pub(crate) fn greet(&self, api: &Arc<Api>, headers: &HeaderMap, actor: &Actor) -> Arc<Guest> {
        let proof = [AUTHORIZATION, COOKIE].map(|name| headers.get(name).cloned());
        let mut guests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = guests.get(&proof).and_then(Weak::upgrade);
        if let Some(known) = known.filter(|known| *known.standing.borrow() != Standing::Gone) {
            return known;
        }
        guests.retain(|_, guest| guest.strong_count() > 0);
        let (tell, standing) = watch::channel(Standing::Actor(actor.clone()));
        let mut looking = JoinSet::new();
        looking.spawn(look(Arc::downgrade(api), headers.clone(), tell));
        let guest = Arc::new(Guest {
            standing,
            _looking: looking,
        });
        guests.insert(proof, Arc::downgrade(&guest));
        guest
    }
}

impl Guest {
    /// What somebody is, and what becomes of it.
    pub(crate) fn standing(&self) -> watch::Receiver<Standing> {
        self.standing.clone()
    }
}

async fn look(api: Weak<Api>, headers: HeaderMap, tell: watch::Sender<Standing>) {
    loop {
        tokio::time::sleep(EVERY).await;
        let Some(api) = api.upgrade() else { return };
        let now = match standing(&api, &headers).await {
            Ok(session) => Standing::Actor(session.actor),
            Err(fault) if fault.status == StatusCode::UNAUTHORIZED => Standing::Gone,
            // A database that does not answer has nothing to tell either.
            Err(_) => continue,
        };
        let gone = now == Standing::Gone;
        tell.send_if_modified(|known| {
            let changed = *known != now;
            *known = now;
            changed
        });
        if gone {
            return;
        }
    }
}
