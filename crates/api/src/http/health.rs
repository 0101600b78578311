//! Whether the program lives, and whether it can serve.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::http::Api;

/// `GET /healthz`: the program runs.
pub(crate) async fn alive() -> &'static str {
    "ok"
}

/// `GET /readyz`: 200 when requests can be served, else 503 with the reason.
pub(crate) async fn ready(State(api): State<Arc<Api>>) -> (StatusCode, Json<Value>) {
    match api.state.unready().await {
        None => (StatusCode::OK, Json(json!({ "ready": true }))),
        Some(reason) => (
            StatusCode::SERVICE_UNAVAILABLE,
            Json(json!({ "ready": false, "reason": reason })),
        ),
    }
}
