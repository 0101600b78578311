//! Saved filters: kept, used, counted, bounded, and nobody else's.

use serde_json::{Value, json};
use workflow::actor::Role;

use super::case::open;
use super::http::Office;

const SAVE: &str = "mutation($input: SaveFilterInput!) { saveFilter(input: $input) {
    savedFilter { id name caseCount filter { stage open outcome partyContains receivedFrom } } refusal { code message } } }";
const MINE: &str = "{ mySavedFilters { id name caseCount } }";
const LIST: &str =
    "query($id: ID!) { cases(first: 5, savedFilter: $id) { totalCount nodes { id } } }";
const DELETE: &str = "mutation($id: ID!) { deleteFilter(input: { id: $id }) { deletedId refusal { code message } } }";

async fn save(office: &Office, token: &str, input: Value) -> Value {
    let got = office.ask_as(token, SAVE, json!({ "input": input })).await;
    assert!(got.body.get("errors").is_none(), "{}", got.body);
    got.body["data"]["saveFilter"].clone()
}

#[tokio::test]
async fn a_saved_filter_lists_and_counts_what_its_owner_may_see() {
    let office = Office::open().await;
    let (agency, clerk) = office.agency().await;
    open(&office, agency, "k1").await;
    let filter = json!({ "open": true, "partyContains": "李", "receivedFrom": "2026-01-01", "outcome": null });
    let saved = save(
        &office,
        &office.token,
        json!({ "name": " 李某的案件 ", "filter": filter }),
    )
    .await;
    let kept = &saved["savedFilter"];
    assert_eq!(
        (&kept["name"], &kept["caseCount"]),
        (&json!("李某的案件"), &json!(1)),
        "{saved}"
    );
    assert_eq!(kept["filter"]["receivedFrom"], "2026-01-01");
    let id = kept["id"].clone();
    let got = office.ask(LIST, json!({ "id": id })).await;
    assert_eq!(got.body["data"]["cases"]["totalCount"], 1, "{}", got.body);
    let again =
        json!({ "id": id, "name": "已结", "filter": { "open": false, "outcome": "DECIDED" } });
    let again = save(&office, &office.token, again).await;
    assert_eq!(again["savedFilter"]["id"], id);
    assert_eq!(again["savedFilter"]["filter"]["outcome"], "DECIDED");
    let got = office.ask(MINE, Value::Null).await;
    assert_eq!(
        got.body["data"]["mySavedFilters"],
        json!([{ "id": id, "name": "已结", "caseCount": 0 }])
    );

    // For everybody else there is none with that id.
    let (_, other) = office.user("other", &[Role::Officer]).await;
    for token in [clerk, office.stranger().await, other] {
        let got = office.ask_as(&token, MINE, Value::Null).await;
        assert_eq!(got.body["data"]["mySavedFilters"], json!([]));
        let got = office.ask_as(&token, LIST, json!({ "id": id })).await;
        assert_eq!(
            got.body["errors"][0]["extensions"]["code"],
            "BAD_USER_INPUT"
        );
        let taken = json!({ "id": id, "name": "x", "filter": { "open": true } });
        assert_eq!(
            save(&office, &token, taken).await["refusal"]["code"],
            "NOT_FOUND"
        );
        let got = office.ask_as(&token, DELETE, json!({ "id": id })).await;
        assert_eq!(
            got.body["data"]["deleteFilter"]["refusal"]["code"],
            "NOT_FOUND"
        );
    }
    let got = office.ask(DELETE, json!({ "id": id })).await;
    assert_eq!(
        got.body["data"]["deleteFilter"],
        json!({ "deletedId": id, "refusal": null })
    );
    let got = office.ask(LIST, json!({ "id": id })).await;
    assert_eq!(
        got.body["errors"][0]["extensions"]["code"],
        "BAD_USER_INPUT"
    );
}

#[tokio::test]
async fn a_saved_filter_shows_what_its_owner_may_see_now() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    open(&office, agency, "k1").await;
    let (user, token) = office.user("deng", &[Role::Officer]).await;
    let mut ids = Vec::new();
    for (name, filter) in [
        ("待上报", json!({ "reported": false })),
        ("李某", json!({ "partyContains": "李" })),
    ] {
        let saved = save(&office, &token, json!({ "name": name, "filter": filter })).await;
        assert_eq!(saved["savedFilter"]["caseCount"], 1, "{saved}");
        ids.push(saved["savedFilter"]["id"].clone());
    }
    office.set_roles(user, &[Role::Mediator]).await;
    let got = office.ask_as(&token, MINE, Value::Null).await;
    let counts: Vec<&Value> = got.body["data"]["mySavedFilters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|saved| &saved["caseCount"])
        .collect();
    assert_eq!(counts, [&json!(0), &json!(0)], "{}", got.body);
    let got = office.ask_as(&token, LIST, json!({ "id": ids[0] })).await;
    let errors = &got.body["errors"][0];
    assert_eq!(
        errors["extensions"]["code"], "BAD_USER_INPUT",
        "{}",
        got.body
    );
    let got = office.ask_as(&token, LIST, json!({ "id": ids[1] })).await;
    assert_eq!(got.body["data"]["cases"]["totalCount"], 0, "{}", got.body);
}

#[tokio::test]
async fn what_cannot_be_saved_is_refused_with_what_can() {
    let office = Office::open().await;
    let filter = json!({ "open": true });
    for name in ["", "  ", "名".repeat(51).as_str()] {
        let refused = save(
            &office,
            &office.token,
            json!({ "name": name, "filter": filter }),
        )
        .await;
        assert_eq!(refused["refusal"]["code"], "BAD_FIELD", "{refused}");
    }
    let empty = save(
        &office,
        &office.token,
        json!({ "name": "全部", "filter": {} }),
    )
    .await;
    assert_eq!(empty["refusal"]["code"], "BAD_FIELD", "{empty}");
    for no in 0..50 {
        let saved = save(
            &office,
            &office.token,
            json!({ "name": format!("第{no}项"), "filter": filter }),
        )
        .await;
        assert_eq!(saved["refusal"], Value::Null, "{saved}");
    }
    let again = json!({ "name": "第1项", "filter": filter });
    let again = save(&office, &office.token, again).await;
    assert_eq!(again["refusal"], Value::Null, "{again}");
    let other = json!({ "name": "第1项", "filter": { "open": false } });
    let twice = save(&office, &office.token, other).await;
    assert_eq!(twice["refusal"]["code"], "BAD_FIELD", "{twice}");
    let many = save(
        &office,
        &office.token,
        json!({ "name": "又一项", "filter": filter }),
    )
    .await;
    assert!(
        many["refusal"]["message"].as_str().unwrap().contains("50"),
        "{many}"
    );
    let got = office.ask(MINE, Value::Null).await;
    let kept = got.body["data"]["mySavedFilters"].as_array().unwrap();
    assert_eq!(kept.len(), 50, "what was saved again is not saved twice");
    let both = "query($id: ID!) { cases(first: 1, filter: { open: true }, savedFilter: $id) { totalCount } }";
    let got = office.ask(both, json!({ "id": "x" })).await;
    assert_eq!(
        got.body["errors"][0]["extensions"]["code"],
        "BAD_USER_INPUT"
    );
    let long = json!({ "name": "长", "filter": { "partyContains": "某".repeat(101) } });
    let got = office.ask(SAVE, json!({ "input": long })).await;
    assert_eq!(
        got.body["errors"][0]["extensions"]["code"],
        "BAD_USER_INPUT"
    );
}
