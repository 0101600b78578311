//! The search, and the search for cases against the same act.

use serde_json::{Value, json};
use workflow::actor::Role;

use super::case::{open, opening};
use super::http::Office;

const SEARCH: &str = "query($text: String!, $first: Int!, $after: String, $filter: CaseFilter) {
    search(first: $first, after: $after, text: $text, filter: $filter) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { relevance case { id number } matches { field fieldLabel before found after } }
    }
}";

async fn search(office: &Office, token: &str, text: &str) -> Value {
    let asked = json!({ "text": text, "first": 10 });
    let got = office.ask_as(token, SEARCH, asked).await;
    assert!(got.body.get("errors").is_none(), "{}", got.body);
    got.body["data"]["search"].clone()
}

#[tokio::test]
async fn what_is_found_is_told_with_where_it_stands() {
    let office = Office::open().await;
    let (agency, clerk) = office.agency().await;
    let first = open(&office, agency, "k1").await;
    open(&office, agency, "k2").await;
    let number = first["case"]["number"].as_str().unwrap();
    let plain = number.replace(['〔', '〕'], "").replace('号', "");
    let found = search(&office, &office.token, &plain).await;
    assert_eq!(found["totalCount"], 1, "{found}");
    let hit = &found["nodes"][0];
    assert_eq!(hit["relevance"], "NUMBERS");
    assert_eq!(hit["case"]["id"], first["case"]["id"]);
    assert_eq!(hit["matches"][0]["field"], "NUMBER");
    assert_eq!(hit["matches"][0]["fieldLabel"], "案号");

    let found = search(&office, &office.token, "李四 处罚").await;
    assert_eq!(found["totalCount"], 2, "{found}");
    let places = found["nodes"][0]["matches"].as_array().unwrap();
    let fields: Vec<&str> = places
        .iter()
        .filter_map(|place| place["field"].as_str())
        .collect();
    assert_eq!(fields, ["PARTY", "ACT", "REQUEST"]);
    assert_eq!(places[1]["before"], "行政");
    assert_eq!(places[1]["found"], "处罚");
    assert_eq!(places[1]["after"], "决定");

    let page = json!({ "text": "李四", "first": 1 });
    let got = office.ask(SEARCH, page).await.body["data"]["search"].clone();
    assert_eq!(
        (&got["totalCount"], &got["pageInfo"]["hasNextPage"]),
        (&json!(2), &json!(true))
    );
    let next = json!({ "text": "李四", "first": 1, "after": got["pageInfo"]["endCursor"] });
    let next = office.ask(SEARCH, next).await.body["data"]["search"].clone();
    assert_eq!(next["pageInfo"]["hasNextPage"], false);
    assert_ne!(next["nodes"][0]["case"], got["nodes"][0]["case"]);
    let none = json!({ "text": "李四", "first": 1, "filter": { "open": false } });
    let none = office.ask(SEARCH, none).await.body["data"]["search"].clone();
    assert_eq!(
        (&none["totalCount"], &none["nodes"]),
        (&json!(0), &json!([]))
    );

    // Neither address nor telephone is searched; a clerk who is not called on finds nothing, nor does another office.
    for text in ["13800000000", "和平路"] {
        assert_eq!(
            search(&office, &office.token, text).await["totalCount"],
            0,
            "{text}"
        );
    }
    let (_, admin) = office.user("admin", &[Role::SystemAdmin]).await;
    for token in [clerk, office.stranger().await, admin] {
        let found = search(&office, &token, "李四").await;
        assert_eq!(
            (&found["totalCount"], &found["nodes"]),
            (&json!(0), &json!([]))
        );
    }
}

#[tokio::test]
async fn what_cannot_be_searched_for_is_refused_with_what_can() {
    let office = Office::open().await;
    let long = "罚".repeat(101);
    for (text, said) in [
        ("", "至少一个汉字"),
        ("，。 〔〕", "at least one Chinese character"),
        ("11010519491231002X", "identity card"),
        (long.as_str(), "100"),
    ] {
        let got = office
            .ask(SEARCH, json!({ "text": text, "first": 1 }))
            .await;
        let fault = &got.body["errors"][0];
        assert_eq!(
            fault["extensions"]["code"], "BAD_USER_INPUT",
            "{}",
            got.body
        );
        assert!(
            fault["message"].as_str().unwrap().contains(said),
            "{}",
            got.body
        );
    }
}

#[tokio::test]
async fn an_opening_is_told_of_cases_against_the_same_act_and_is_not_refused() {
    let office = Office::open().await;
    let (agency, clerk) = office.agency().await;
    let first = open(&office, agency, "k1").await;
    let preview = "query($input: OpenCaseInput!) { previewOpening(input: $input) { refusal { code } plan { fromRevision }
        sameActCases { ground groundLabel titleLikeness sameApplicant case { id } } } }";
    let mut again = opening(agency, "k2");
    let act = &mut again["opening"]["reconsideration"]["disputedAct"];
    act["documentNumber"] = json!("深坪市监罚（2026）第001号");
    let got = office.ask(preview, json!({ "input": again })).await;
    let told = &got.body["data"]["previewOpening"];
    assert_eq!(told["refusal"], Value::Null, "{}", got.body);
    assert_eq!(
        told["sameActCases"],
        json!([{ "ground": "NUMBER", "groundLabel": "文号相同", "titleLikeness": 100, "sameApplicant": true,
            "case": { "id": first["case"]["id"] } }])
    );
    let asked = "query($input: SameActInput!) { sameActCases(input: $input) { sameApplicant case { id } } }";
    let organ = crate::GlobalId::Organ(agency).to_string();
    let input =
        json!({ "respondents": [organ], "actNumber": "深坪市监罚[2026]1", "applicant": "王五" });
    let got = office.ask(asked, json!({ "input": input })).await;
    let same = json!([{ "sameApplicant": false, "case": { "id": first["case"]["id"] } }]);
    assert_eq!(got.body["data"]["sameActCases"], same, "{}", got.body);
    for token in [clerk, office.stranger().await] {
        let got = office
            .ask_as(&token, asked, json!({ "input": input }))
            .await;
        assert_eq!(got.body["data"]["sameActCases"], json!([]), "{}", got.body);
    }
    let strange = json!({ "respondents": ["x"] });
    let got = office.ask(asked, json!({ "input": strange })).await;
    assert_eq!(
        got.body["errors"][0]["extensions"]["code"],
        "BAD_USER_INPUT"
    );
}
