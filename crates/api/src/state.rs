//! What the API is built over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use calendar::Calendar;
use casework::FileBounds;
use chrono::{DateTime, Utc};
use files::Files;
use store::{SchemaState, Store};
use tokio::sync::watch;
use workflow::rulebook::Rulebook;

use crate::http::{Documents, Network, Operations};

/// Where the API reads the clock: given by whoever runs it, so that years can be simulated.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Limits and switches of the API 接口设置.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether `/graphiql` is served.
    pub graphiql: bool,
    /// Largest body of a request, in bytes.
    pub max_body: usize,
    /// Longest address of a request, in bytes.
    pub max_address: usize,
    /// Largest headers of a request together, in bytes.
    pub max_headers: usize,
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
    /// Points of cost that a user may ask for within an hour; without one there is no such limit.
    pub points_per_hour: Option<u32>,
    /// What files are taken.
    pub files: FileBounds,
    /// How long a file may take to come.
    pub max_upload_time: Duration,
    /// How long nothing of a file may come.
    pub max_upload_idle: Duration,
    /// Which documents are answered.
    pub operations: Operations,
    /// Documents that clients may name by id.
    pub documents: Documents,
    /// Where people open the program; pages of this site may open sockets, and those of the address they are sent to.
    pub public_url: String,
    /// Limits of sockets and streams.
    pub sockets: Sockets,
}

/// Limits of sockets and streams 长连接设置.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sockets {
    /// How long a socket may take to say who it is.
    pub init: Duration,
    /// Most operations at once on a socket, and most streams of a user.
    pub subscriptions: usize,
    /// Most sockets of a user.
    pub per_user: usize,
    /// Most sockets in all, those included that have not said who they are.
    pub most: usize,
    /// Largest message of a client, in bytes.
    pub frame: usize,
    /// How often a sign of life is asked for; who gives none by the next time is dropped.
    pub ping: Duration,
    /// How long a client may leave what it is sent untaken.
    pub stall: Duration,
}

impl Default for Sockets {
    fn default() -> Self {
        Self {
            init: Duration::from_secs(5),
            subscriptions: 20,
            per_user: 5,
            most: 1_000,
            frame: 256 * 1024,
            ping: Duration::from_secs(20),
            stall: Duration::from_secs(10),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            graphiql: true,
            max_body: 1024 * 1024,
            max_address: 8 * 1024,
            max_headers: 16 * 1024,
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
            points_per_hour: None,
            files: FileBounds::default(),
            max_upload_time: Duration::from_secs(3600),
            max_upload_idle: Duration::from_secs(30),
            operations: Operations::Open,
            documents: Documents::default(),
            public_url: String::new(),
            sockets: Sockets::default(),
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
    /// Where the bytes of files are.
    pub files: Files,
    /// Definitions, for labels and bases.
    pub rulebook: &'static Rulebook,
    /// Kinds of day.
    pub calendar: &'static Calendar,
    /// The clock.
    pub clock: Clock,
    /// Whether the program is ready to serve: false while it starts, fills a demo or stops.
    pub ready: Arc<AtomicBool>,
    /// Turns true when the program stops: sockets and streams end then.
    pub stopping: watch::Receiver<bool>,
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
    /// What files are taken.
    pub(crate) file_bounds: FileBounds,
}

impl ApiState {
    pub(crate) fn rooms(&self) -> Rooms {
        Rooms {
            desk: self.desk.clone(),
            store: self.store.clone(),
            rulebook: self.rulebook,
            calendar: self.calendar,
            file_bounds: self.settings.files.clone(),
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
