//! Errors before a request is read, what a request costs, and what is left of the hour.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use super::http::{Got, Office, post};
use crate::Settings;

fn code(got: &Got) -> &str {
    got.body["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_default()
}

/// That an answer is a whole error: JSON, a message in both languages, a code, the request id.
#[track_caller]
fn whole(got: &Got, status: StatusCode, wanted: &str) {
    assert_eq!((got.status, code(got)), (status, wanted), "{}", got.body);
    assert!(got.media.contains("json"), "{}", got.media);
    let error = &got.body["errors"][0];
    assert_eq!(error["extensions"]["requestId"], json!(got.request_id));
    assert!(!got.request_id.is_empty());
    let message = error["message"].as_str().unwrap();
    assert!(
        message.contains('。') && message.is_char_boundary(3),
        "{message}"
    );
}

#[tokio::test]
async fn every_error_is_json_with_a_code_and_the_request_id() {
    let office = Office::open().await;
    let sent = |method: Method, path: &str, headers: &[(&str, String)]| {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        request.body(Body::from("{}")).unwrap()
    };
    let long = "x".repeat(20_000);
    for (method, path, headers, status, wanted) in [
        (Method::GET, "/", vec![], 404, "NOT_FOUND"),
        (Method::POST, "/graphql/none", vec![], 404, "NOT_FOUND"),
        (Method::GET, "/graphiql/none.js", vec![], 404, "NOT_FOUND"),
        (Method::DELETE, "/graphql", vec![], 405, "BAD_USER_INPUT"),
        (Method::POST, "/readyz", vec![], 405, "BAD_USER_INPUT"),
        (
            Method::POST,
            "/graphql/schema.graphql",
            vec![],
            405,
            "BAD_USER_INPUT",
        ),
        (Method::POST, "/graphql", vec![], 415, "BAD_USER_INPUT"),
        (
            Method::POST,
            "/graphql",
            vec![("accept", "image/png".to_owned())],
            406,
            "BAD_USER_INPUT",
        ),
        (
            Method::GET,
            &format!("/graphql?query={long}"),
            vec![],
            414,
            "BAD_USER_INPUT",
        ),
        (
            Method::POST,
            "/graphql",
            vec![("x-long", long.clone())],
            431,
            "BAD_USER_INPUT",
        ),
    ] {
        let got = office.send(sent(method, path, &headers)).await;
        whole(&got, StatusCode::from_u16(status).unwrap(), wanted);
    }
    let none = office
        .send(post("{\"query\":\"{ me { name } }\"}").body_of())
        .await;
    whole(&none, StatusCode::UNAUTHORIZED, "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_request_says_what_it_costs_whether_or_not_there_is_a_limit() {
    let office = Office::open().await;
    let query = "{ rateLimit { cost nodeCount limit remaining resetAt } cases(first: 20) { nodes { organ { name } } } }";
    let got = office.ask(query, Value::Null).await;
    assert_eq!(
        got.body["data"]["rateLimit"],
        json!({ "cost": 45, "nodeCount": 40, "limit": null, "remaining": null, "resetAt": null }),
        "{}",
        got.body
    );
}

#[tokio::test]
async fn a_dry_run_answers_nothing_but_what_it_would_cost() {
    let office = Office::open().await;
    let query = "query Q($dry: Boolean!, $n: Int!) { rateLimit(dryRun: $dry) { cost } ...F me @skip(if: false) { name } }
        fragment F on Query { cases(first: $n) { totalCount nodes { id } } }";
    let dry = office.ask(query, json!({ "dry": true, "n": 9 })).await;
    assert_eq!(
        dry.body,
        json!({ "data": { "rateLimit": { "cost": 15 } } }),
        "{}",
        dry.body
    );
    let run = office.ask(query, json!({ "dry": false, "n": 9 })).await;
    assert_eq!(
        run.body["data"]["cases"]["totalCount"],
        json!(0),
        "{}",
        run.body
    );
    // Of several operations the named one counts.
    let two = "query A { rateLimit(dryRun: true) { cost } } query B { me { name } }";
    let body = json!({ "query": two, "operationName": "B" }).to_string();
    let got = office
        .send(
            post(body)
                .header("authorization", office.bearer())
                .body_of(),
        )
        .await;
    assert_eq!(
        got.body["data"]["me"]["name"],
        json!("陈chen"),
        "{}",
        got.body
    );
}

#[tokio::test]
async fn who_has_used_the_hour_up_is_told_when_to_ask_again() {
    let settings = Settings {
        points_per_hour: Some(60),
        ..Settings::default()
    };
    let office = Office::open_with(settings).await;
    let query = "{ rateLimit { cost limit remaining resetAt } cases(first: 20) { totalCount } }";
    let first = office.ask(query, Value::Null).await;
    // It is half past nine in Shanghai.
    assert_eq!(
        first.body["data"]["rateLimit"],
        json!({ "cost": 5, "limit": 60, "remaining": 55, "resetAt": "2026-11-23T10:00:00+08:00" }),
        "{}",
        first.body
    );
    let dear = "{ cases(first: 20) { totalCount nodes { organ { name } } } }";
    assert_eq!(office.ask(dear, Value::Null).await.status, StatusCode::OK);
    let refused = office.ask(dear, Value::Null).await;
    whole(&refused, StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED");
    assert_eq!(
        refused.body["errors"][0]["extensions"]["retryAfter"],
        json!(1800)
    );
    assert_eq!(refused.retry_after, "1800");
    // What is over the limit may still ask how much is left.
    let dry = "{ rateLimit(dryRun: true) { cost remaining } cases(first: 100) { nodes { organ { name } } } }";
    let got = office.ask(dry, Value::Null).await;
    assert_eq!(
        got.body["data"]["rateLimit"],
        json!({ "cost": 205, "remaining": 10 }),
        "{}",
        got.body
    );
    let (_, other) = office.user("zhou", &[workflow::actor::Role::Officer]).await;
    let got = office.ask_as(&other, query, Value::Null).await;
    assert_eq!(got.body["data"]["rateLimit"]["remaining"], json!(55));
}
