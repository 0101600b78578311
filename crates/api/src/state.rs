//! What the API is built over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use calendar::Calendar;
use chrono::{DateTime, Utc};
use store::{SchemaState, Store};
use workflow::rulebook::Rulebook;

use crate::http::Network;

/// Where the API reads the clock: given by whoever runs it, so that years can be simulated.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Limits and switches of the API 接口设置.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether `/graphiql` is served.
    pub graphiql: bool,
    /// Largest body of a request, in bytes.
    pub max_body: usize,
    /// Most tokens of a query, counted before it is parsed.
    pub max_tokens: usize,
    /// Deepest nesting of an operation. Introspection has a limit of its own.
    pub max_depth: usize,
    /// Most fields of a request, fragments spread out, and each fragment once more by itself.
    pub max_fields: usize,
    /// Most aliases of an operation, fragments spread out.
    pub max_aliases: usize,
    /// Most fields at the root of an operation.
    pub max_root_fields: usize,
    /// Most directives of an operation, fragments spread out.
    pub max_directives: usize,
    /// Largest cost of an operation: an object costs 1, a list its rows times what is asked of each; plain values are
    /// free. Introspection has a limit of its own.
    pub max_cost: usize,
    /// How long a request may run.
    pub max_time: Duration,
    /// Largest answer, in bytes.
    pub max_response: usize,
    /// Proxies that are believed when they say where a request comes from.
    pub trusted_proxies: Vec<Network>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            graphiql: true,
            max_body: 1024 * 1024,
            max_tokens: 2_000,
            max_depth: 10,
            max_fields: 1_000,
            max_aliases: 30,
            max_root_fields: 20,
            max_directives: 20,
            max_cost: 1_000,
            max_time: Duration::from_secs(10),
            max_response: 5 * 1024 * 1024,
            trusted_proxies: Vec::new(),
        }
    }
}

/// Everything the API is built over.
#[derive(Clone)]
pub struct ApiState {
    /// The one door for commands.
    pub desk: casework::Desk,
    /// What is read.
    pub store: Store,
    /// Definitions, for labels and bases.
    pub rulebook: &'static Rulebook,
    /// Kinds of day.
    pub calendar: &'static Calendar,
    /// The clock.
    pub clock: Clock,
    /// Whether the program is ready to serve: false while it starts, fills a demo or stops.
    pub ready: Arc<AtomicBool>,
    /// Limits and switches.
    pub settings: Settings,
}

/// What resolvers read and write through.
#[derive(Clone)]
pub(crate) struct Rooms {
    /// The one door for commands.
    pub(crate) desk: casework::Desk,
    /// What is read.
    pub(crate) store: Store,
    /// Definitions.
    pub(crate) rulebook: &'static Rulebook,
    /// Kinds of day.
    pub(crate) calendar: &'static Calendar,
}

impl ApiState {
    pub(crate) fn rooms(&self) -> Rooms {
        Rooms {
            desk: self.desk.clone(),
            store: self.store.clone(),
            rulebook: self.rulebook,
            calendar: self.calendar,
        }
    }

    /// Why requests cannot be served now, if they cannot.
    pub(crate) async fn unready(&self) -> Option<&'static str> {
        if !self.ready.load(Ordering::Acquire) {
            return Some("starting or stopping");
        }
        match self.store.schema_state().await {
            Ok(SchemaState::Current) => None,
            Ok(SchemaState::Missing | SchemaState::Behind) => Some("the database is not migrated"),
            Ok(SchemaState::Newer) => Some("the database was migrated by a newer program"),
            Err(fault) => {
                tracing::warn!(%fault, "not ready");
                Some("the database does not answer")
            }
        }
    }
}
