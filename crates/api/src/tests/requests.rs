//! Pending requests through the API.

use serde_json::{Value, json};
use workflow::actor::Role;

use super::case::{open, submit};
use super::http::Office;

#[tokio::test]
async fn an_answer_names_the_request_that_it_opened_and_not_the_latest() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    let (_, head) = office.user("head", &[Role::InstitutionHead]).await;
    let (officer, token) = office.user("zhou", &[Role::Officer]).await;
    let (second, _) = office.user("zhao", &[Role::Officer]).await;
    let case = open(&office, agency, "k1").await["case"]["id"].clone();
    let give = |name: &str, key: &str, body: Value| json!({ "caseId": case, "idempotencyKey": key, "command": { "reconsideration": { name: body } } });
    let who = json!({ "officer": officer.0, "coOfficer": second.0 });
    let done = submit(&office, &head, give("assign", "a", who)).await;
    assert_eq!(done["refusal"], Value::Null, "{done}");

    let refuse = json!({ "ground": "OUT_OF_TIME", "reason": "疑似超期" });
    let first = submit(
        &office,
        &token,
        give("refuseAcceptance", "b", refuse.clone()),
    )
    .await;
    assert_eq!(first["request"]["no"], json!(1), "{first}");
    for (name, key, body) in [
        ("accept", "c", json!({ "note": "经核对邮戳，未超期" })),
        ("sendCopy", "d", json!({ "note": "专人送交" })),
    ] {
        let done = submit(&office, &token, give(name, key, body)).await;
        assert_eq!(
            (&done["refusal"], &done["request"]),
            (&Value::Null, &Value::Null),
            "{done}"
        );
    }
    let extend = json!({ "days": 10, "reason": "案情复杂" });
    let latest = submit(&office, &token, give("extend", "e", extend)).await;
    assert_eq!(latest["request"]["no"], json!(2), "{latest}");

    let again = submit(&office, &token, give("refuseAcceptance", "b", refuse)).await;
    assert_eq!(again["replayed"], json!(true), "{again}");
    assert_eq!(again["request"]["no"], json!(1), "{again}");
}
