//! The explorer, and the text of the schema.

use axum::http::StatusCode;
use serde_json::json;

use super::Office;

#[tokio::test]
async fn the_explorer_needs_nothing_from_elsewhere() {
    let office = Office::open().await;
    let page = office.get("/graphiql").await;
    assert_eq!(page.status, StatusCode::OK);
    let html = page.body.as_str().unwrap().to_owned();
    assert!(
        !html.contains("http"),
        "the page names another place: {html}"
    );
    let mut files = 0;
    for part in html.split("\"/graphiql/").skip(1) {
        let file = part.split('"').next().unwrap();
        let got = office.get(&format!("/graphiql/{file}")).await;
        assert_eq!(got.status, StatusCode::OK, "{file}");
        files += 1;
    }
    assert_eq!(files, 5);
    let schema = office.get("/graphiql/introspection.json").await;
    assert_eq!(
        schema.body["data"]["__schema"]["queryType"]["name"],
        json!("Query")
    );
    assert!(
        schema.body.get("errors").is_none(),
        "{}",
        schema.body["errors"]
    );
    let sdl = office.get("/graphql/schema.graphql").await;
    assert_eq!(sdl.body.as_str(), Some(crate::schema().as_str()));
}
