//! What if: seen, and nothing written.

use serde_json::{Value, json};
use workflow::actor::Role;

use super::case::{open, submit};
use super::http::Office;

const WHAT_IF: &str = "query($input: WhatIfInput!, $id: ID!) {
    whatIf(input: $input) {
        terms { before { id period { id } dueOn } moved
            after { startedOn dueOn safeBy provisional state light endedOn extensionDays panel { sentence } } }
        refusal { code message args { name value } }
    }
    case(by: { id: $id }) { revision terms { dueOn } }
}";

async fn asked(office: &Office, token: &str, case: &Value, change: Value) -> Value {
    let input = json!({ "input": { "caseId": case, "change": change }, "id": case });
    let got = office.ask_as(token, WHAT_IF, input).await;
    assert!(got.body.get("errors").is_none(), "{}", got.body);
    got.body["data"].clone()
}

#[tokio::test]
async fn a_day_changed_moves_what_follows_from_it_and_writes_nothing() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    let id = open(&office, agency, "k1").await["case"]["id"].clone();
    let change = json!({ "day": { "entry": 1, "on": "2026-11-20" } });
    let got = asked(&office, &office.token, &id, change).await;
    let term = &got["whatIf"]["terms"][0];
    assert_eq!(term["before"]["dueOn"], json!("2026-11-30"), "{got}");
    // Five working days from Friday the 20th end on Friday the 27th.
    assert_eq!(term["after"]["dueOn"], json!("2026-11-27"));
    assert_eq!(
        (&term["moved"], &term["after"]["state"]),
        (&json!(true), &json!("RUNNING"))
    );
    let sentence = term["after"]["panel"]["sentence"].as_str().unwrap();
    assert!(sentence.contains("自2026年11月20日起算"), "{sentence}");
    assert_eq!(got["case"]["revision"], json!(1));
    assert_eq!(got["case"]["terms"][0]["dueOn"], json!("2026-11-30"));

    // To its own day, nothing moves.
    let change = json!({ "day": { "entry": 1, "on": "2026-11-23" } });
    let got = asked(&office, &office.token, &id, change).await;
    assert_eq!(got["whatIf"]["terms"][0]["moved"], json!(false));
}

#[tokio::test]
async fn what_cannot_have_been_is_a_refusal_with_its_code() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    let id = open(&office, agency, "k1").await["case"]["id"].clone();
    for (change, code) in [
        (
            json!({ "day": { "entry": 1, "on": "2027-01-01" } }),
            "EFFECTIVE_IN_FUTURE",
        ),
        (
            json!({ "day": { "entry": 9, "on": "2026-11-20" } }),
            "NO_SUCH_THING",
        ),
        (
            json!({ "extension": { "entry": 1, "days": 3 } }),
            "BAD_FIELD",
        ),
    ] {
        let got = asked(&office, &office.token, &id, change).await;
        assert_eq!(got["whatIf"]["refusal"]["code"], json!(code), "{got}");
        assert_eq!(got["whatIf"]["terms"], json!([]));
    }
}

#[tokio::test]
async fn a_clerk_of_the_respondent_asks_no_what_if_of_a_case_that_the_clerk_sees() {
    let office = Office::open().await;
    let (agency, clerk) = office.agency().await;
    let (_, head) = office.user("head", &[Role::InstitutionHead]).await;
    let (officer, token) = office.user("zhou", &[Role::Officer]).await;
    let (other, _) = office.user("wu", &[Role::Officer]).await;
    let id = open(&office, agency, "k1").await["case"]["id"].clone();
    let assign =
        json!({ "reconsideration": { "assign": { "officer": officer.0, "coOfficer": other.0 } } });
    let accept = json!({ "reconsideration": { "accept": { "note": "x" } } });
    let copy = json!({ "reconsideration": { "sendCopy": { "note": "x" } } });
    for (by, command) in [(&head, assign), (&token, accept), (&token, copy)] {
        let done = submit(&office, by, json!({ "caseId": id, "command": command })).await;
        assert_eq!(done["refusal"], Value::Null, "{done}");
    }
    let change = json!({ "day": { "entry": 1, "on": "2026-11-20" } });
    let got = asked(&office, &clerk, &id, change).await;
    assert_eq!(got["case"]["revision"], json!(4), "the clerk sees the case");
    assert_eq!(
        got["whatIf"]["refusal"]["code"],
        json!("NOT_FOUND"),
        "{got}"
    );
}
