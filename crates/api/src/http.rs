//! HTTP: routes, request ids, limits.

mod address;
mod answer;
pub(crate) mod cookie;
mod explorer;
mod graphql;
mod health;
mod negotiate;
mod request_id;
mod run;
mod sign_in;

pub use address::Network;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use tokio::sync::OnceCell;

use crate::schema::{self, ApiSchema};
use crate::state::ApiState;

/// What handlers are built over.
pub(crate) struct Api {
    pub(crate) state: ApiState,
    pub(crate) schema: ApiSchema,
    /// The text of the schema.
    pub(crate) sdl: String,
    /// The schema as GraphiQL reads it, made when it is first asked for.
    pub(crate) introspected: OnceCell<async_graphql::Response>,
}

/// Routes of the API 接口路由.
///
/// `POST /graphql`, `GET /graphql/schema.graphql`, `GET /graphiql`, `GET /healthz` and `GET /readyz`.
pub fn router(state: ApiState) -> Router {
    let schema: ApiSchema = schema::builder().data(state.rooms()).finish();
    let mut routes = Router::new()
        .route(
            "/graphql",
            post(graphql::answer).fallback(graphql::only_post),
        )
        .route("/graphql/schema.graphql", get(explorer::sdl))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready));
    if state.settings.graphiql {
        routes = routes
            .route("/graphiql", get(explorer::page))
            .route("/graphiql/introspection.json", get(explorer::introspection))
            .route("/graphiql/{file}", get(explorer::asset));
    }
    let clock = Arc::clone(&state.clock);
    let sdl = schema::sdl(&schema);
    routes
        .layer(DefaultBodyLimit::max(state.settings.max_body))
        .layer(middleware::from_fn_with_state(clock, request_id::give))
        .with_state(Arc::new(Api {
            state,
            schema,
            sdl,
            introspected: OnceCell::new(),
        }))
}
