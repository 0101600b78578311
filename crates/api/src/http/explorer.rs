//! GraphiQL 接口浏览器, shipped with the program so that it needs no internet, and the text of the schema.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{Html, IntoResponse, Response};

use crate::http::Api;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// Nothing is loaded from elsewhere, and nothing is sent elsewhere.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; frame-ancestors 'none'";

const INDEX: &str = include_str!("../../assets/graphiql/index.html");
const INTROSPECTION: &str = include_str!("../../assets/graphiql/introspection.graphql");
const START: &str = include_str!("../../assets/graphiql/start.js");
const GRAPHIQL: &[u8] = include_bytes!("../../assets/graphiql/graphiql.min.js.gz");
const GRAPHIQL_STYLE: &[u8] = include_bytes!("../../assets/graphiql/graphiql.min.css.gz");
const REACT: &[u8] = include_bytes!("../../assets/graphiql/react.production.min.js.gz");
const REACT_DOM: &[u8] = include_bytes!("../../assets/graphiql/react-dom.production.min.js.gz");

/// `GET /graphiql`.
pub(crate) async fn page() -> impl IntoResponse {
    ([(CONTENT_SECURITY_POLICY, POLICY)], Html(INDEX))
}

/// `GET /graphiql/{file}`: what the page is made of.
pub(crate) async fn asset(Path(file): Path<String>) -> Response {
    let (media, bytes) = match file.as_str() {
        "start.js" => return ([(CONTENT_TYPE, SCRIPT)], START).into_response(),
        "graphiql.min.js" => (SCRIPT, GRAPHIQL),
        "graphiql.min.css" => (STYLE, GRAPHIQL_STYLE),
        "react.production.min.js" => (SCRIPT, REACT),
        "react-dom.production.min.js" => (SCRIPT, REACT_DOM),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let headers: [(HeaderName, &str); 3] = [
        (CONTENT_TYPE, media),
        (CONTENT_ENCODING, "gzip"),
        (CACHE_CONTROL, "max-age=86400"),
    ];
    (headers, bytes).into_response()
}

/// `GET /graphiql/introspection.json`: the schema as GraphiQL reads it. It is public.
pub(crate) async fn introspection(State(api): State<Arc<Api>>) -> Response {
    let answer = api.introspected.get_or_init(|| async {
        crate::schema::builder()
            .finish()
            .execute(INTROSPECTION)
            .await
    });
    let answer = answer.await;
    match serde_json::to_string(answer) {
        Ok(body) => ([(CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `GET /graphql/schema.graphql`: the text of the schema.
pub(crate) async fn sdl(State(api): State<Arc<Api>>) -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "application/graphql; charset=utf-8")],
        api.sdl.clone(),
    )
}
