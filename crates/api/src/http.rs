//! HTTP: routes, request ids, limits.

mod address;
mod answer;
pub(crate) mod asked;
pub(crate) mod cookie;
mod documents;
mod events;
mod explorer;
mod files;
pub(crate) mod follow;
mod graphql;
mod health;
mod negotiate;
mod request_id;
mod run;
mod seats;
mod sign_in;
mod socket;
mod transport;

pub use address::Network;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, put};
use tokio::sync::{OnceCell, watch};

pub(crate) use answer::{Answered, answered};
pub use documents::{Documents, Operations};
pub use files::FileComing;
pub(crate) use follow::Teller;
pub(crate) use run::Prepared;
pub(crate) use sign_in::standing;

use crate::deprecation::Deprecations;
use crate::http::seats::Seats;
use crate::live::{Feed, Guests};
use crate::rate::Rates;
use crate::schema::{self, ApiSchema};
use crate::state::ApiState;

/// What handlers are built over.
pub(crate) struct Api {
    pub(crate) state: ApiState,
    pub(crate) schema: ApiSchema,
    pub(crate) seats: Seats,
    pub(crate) feed: Arc<Feed>,
    pub(crate) guests: Guests,
    /// The text of the schema.
    pub(crate) sdl: String,
    /// What each user has asked for within the hour.
    pub(crate) rates: Rates,
    /// What clients should no longer use.
    pub(crate) deprecations: Deprecations,
    /// The schema as GraphiQL reads it, made when it is first asked for.
    pub(crate) introspected: OnceCell<async_graphql::Response>,
}

impl Api {
    /// The handlers' ground over a state.
    pub(crate) fn of(state: ApiState) -> Self {
        let schema: ApiSchema = schema::builder().data(state.rooms()).finish();
        let sdl = schema::sdl(&schema);
        Self {
            rates: Rates::new(state.settings.points_per_hour),
            deprecations: Deprecations::of(&sdl),
            state,
            schema,
            seats: Seats::default(),
            feed: Arc::default(),
            guests: Guests::default(),
            sdl,
            introspected: OnceCell::new(),
        }
    }
}

/// Routes of the API 接口路由.
///
/// `/graphql`, `GET /graphql/schema.graphql`, `GET /graphiql`, `GET /healthz`, `GET /readyz`, and `/files/{secret}` for
/// files, `PUT` in and `GET` out.
pub fn router(state: ApiState) -> Router {
    let api = Arc::new(Api::of(state));
    let mut routes = Router::new()
        .route(
            "/graphql",
            get(graphql::answer)
                .post(graphql::answer)
                .fallback(graphql::other_method),
        )
        .route("/graphql/schema.graphql", get(explorer::sdl))
        .route(
            "/files/{secret}",
            put(files::put).get(files::get).head(files::head),
        )
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready));
    if api.state.settings.graphiql {
        routes = routes
            .route("/graphiql", get(explorer::page))
            .route("/graphiql/introspection.json", get(explorer::introspection))
            .route("/graphiql/{file}", get(explorer::asset));
    }
    let clock = Arc::clone(&api.state.clock);
    let settings = Arc::new(api.state.settings.clone());
    routes
        .layer(DefaultBodyLimit::max(api.state.settings.max_body))
        .layer(middleware::from_fn_with_state(settings, transport::guard))
        .layer(middleware::from_fn_with_state(clock, request_id::give))
        .with_state(api)
}

/// Waits until the program stops; for ever where nobody can say so any more.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    if stopping.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
