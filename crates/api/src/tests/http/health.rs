//! Whether the program lives, and whether it can serve.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Office, Settings};

#[tokio::test]
async fn it_says_whether_it_lives_and_whether_it_can_serve() {
    let office = Office::open().await;
    assert_eq!(office.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(office.get("/readyz").await.status, StatusCode::OK);
    office.ready.store(false, Ordering::Release);
    let got = office.get("/readyz").await;
    assert_eq!(got.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(got.body["ready"], json!(false));
    assert!(got.body["reason"].is_string());
    assert_eq!(office.get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_database_that_is_not_migrated_is_said_to_be_so_and_nothing_else() {
    let office = Office::over_an_empty_database(Settings::default()).await;
    let ready = office.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.body["reason"], json!("the database is not migrated"));
    let got = office.ask("{ me { name } }", Value::Null).await;
    assert!(got.status.is_server_error(), "{}", got.status);
    assert_eq!(
        got.body["errors"][0]["extensions"]["requestId"],
        json!(got.request_id)
    );
    let text = got.body.to_string().to_lowercase();
    for word in ["select", "table", "sqlite", ".rs", "office.db"] {
        assert!(!text.contains(word), "{text}");
    }
}
