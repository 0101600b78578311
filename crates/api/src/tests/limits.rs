//! Limits: size, depth, cost, pages, values.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::http::{Office, post};

fn code(body: &Value) -> &str {
    body["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_default()
}

#[tokio::test]
async fn a_body_over_one_mebibyte_is_refused() {
    let office = Office::open().await;
    let padding = " ".repeat(1024 * 1024);
    let body = json!({ "query": format!("{{ me {{ name }} }}{padding}") }).to_string();
    let got = office
        .send(
            post(body)
                .header("authorization", office.bearer())
                .body_of(),
        )
        .await;
    assert_eq!(got.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(code(&got.body), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_query_too_deep_or_too_large_is_refused_before_it_runs() {
    let office = Office::open().await;
    let terms = "terms { steps(first: 100) { nodes { text } } }";
    let wide = format!("{{ cases(first: 100) {{ nodes {{ {terms} }} }} }}");
    let got = office.ask(&wide, Value::Null).await;
    assert_eq!(
        (got.status, code(&got.body)),
        (StatusCode::BAD_REQUEST, "COMPLEXITY_EXCEEDED")
    );

    let mut introspection = "name".to_owned();
    for _ in 0..25 {
        introspection = format!("ofType {{ {introspection} }}");
    }
    let deep = format!("{{ __schema {{ types {{ {introspection} }} }} }}");
    let got = office.ask(&deep, Value::Null).await;
    assert_eq!(
        (got.status, code(&got.body)),
        (StatusCode::BAD_REQUEST, "COMPLEXITY_EXCEEDED")
    );
}

#[tokio::test]
async fn a_query_nested_without_end_is_refused_and_does_no_harm() {
    let office = Office::open().await;
    let deep = format!("{}{}", "{ me ".repeat(20_000), "}".repeat(20_000));
    let got = office.ask(&deep, Value::Null).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST);
    let list = format!(
        "{{ nodes(ids: {}\"x\"{}) {{ id }} }}",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    assert_eq!(
        office.ask(&list, Value::Null).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn pages_and_lists_of_ids_have_a_largest_size() {
    let office = Office::open().await;
    for first in [0, -1, 101] {
        let query = format!("{{ cases(first: {first}) {{ totalCount }} }}");
        let got = office.ask(&query, Value::Null).await;
        assert_eq!(
            (got.status, code(&got.body)),
            (StatusCode::OK, "BAD_USER_INPUT"),
            "{first}"
        );
    }
    let ids: Vec<String> = (0..101).map(|no| no.to_string()).collect();
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let got = office.ask(query, json!({ "ids": ids })).await;
    assert_eq!(code(&got.body), "BAD_USER_INPUT");
    let got = office
        .ask(
            "{ cases(first: 5, after: \"§\") { totalCount } }",
            Value::Null,
        )
        .await;
    assert_eq!(code(&got.body), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_value_that_cannot_be_read_says_what_would_work() {
    let office = Office::open().await;
    let without_zone = "{ deadline(input: { rule: \"accept_review\", from: \"2026-09-18T23:59:00\" }) { refusal { code } } }";
    let got = office.ask(without_zone, Value::Null).await;
    assert_eq!(code(&got.body), "BAD_USER_INPUT", "{}", got.body);
    assert!(got.body.to_string().contains("+08:00"), "{}", got.body);
    let no_day = "{ calendarDay(day: \"2026-02-30\") { kind } }";
    assert_eq!(
        code(&office.ask(no_day, Value::Null).await.body),
        "BAD_USER_INPUT"
    );
    let beyond = office
        .ask("{ calendarDay(day: \"2099-01-01\") { kind } }", Value::Null)
        .await;
    assert_eq!(code(&beyond.body), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_deadline_is_computed_with_its_steps_and_a_wrong_rule_is_data() {
    let office = Office::open().await;
    let query = "query($input: DeadlineInput!) {
        deadline(input: $input) {
            deadline { dueOn safeBy provisional basis review rule { id label }
                steps(first: 100) { totalCount nodes { kind from through text } }
                panel { sentence basis { citation } count { length { number unit } dueOn pauses { days } }
                    extension { answer text } calendar { years { year notice } } lines { id label text } }
                whatIf(input: { from: \"2024-09-30T10:00:00+08:00\" }) { deadline { dueOn steps(first: 1) { totalCount } } } }
            refusal { code message }
        }
    }";
    let input = json!({ "rule": "accept_review", "from": "2024-09-27T10:00:00+08:00" });
    let got = office.ask(query, json!({ "input": input })).await;
    let answer = &got.body["data"]["deadline"];
    assert_eq!(
        answer["deadline"]["dueOn"],
        json!("2024-10-10"),
        "{}",
        got.body
    );
    let rule = workflow::period::PeriodBook::embedded()
        .get("accept_review")
        .unwrap();
    let unsigned = (!rule.review.is_signed()).then_some("未经法制审核");
    assert_eq!(
        answer["deadline"]["review"].as_str(),
        unsigned,
        "{}",
        got.body
    );
    let page = &answer["deadline"]["steps"];
    let steps = page["nodes"].as_array().unwrap();
    assert_eq!(page["totalCount"], json!(steps.len()));
    assert!(
        steps
            .iter()
            .any(|step| step["kind"] == json!("MAKE_UP_COUNTED"))
    );
    assert!(
        steps.iter().all(|step| step["kind"].is_string()),
        "{steps:?}"
    );

    let panel = &answer["deadline"]["panel"];
    let sentence = panel["sentence"].as_str().unwrap();
    assert!(
        sentence.starts_with("受理审查期限已于2024年10月10日（周四）届满"),
        "{sentence}"
    );
    assert_eq!(
        panel["count"]["length"],
        json!({ "number": 5, "unit": "WORKING_DAY" })
    );
    assert_eq!(panel["extension"]["answer"], json!("NOT_TAKEN"));
    assert_eq!(panel["calendar"]["years"][0]["year"], json!(2024));
    assert_eq!(panel["lines"][0]["id"], json!("BASIS"));
    // 8, 9, 10, 11 and the make-up Saturday, the 12th.
    let other = &answer["deadline"]["whatIf"]["deadline"];
    assert_eq!(other["dueOn"], json!("2024-10-12"), "{}", got.body);

    let input = json!({ "rule": "acept_review", "from": "2024-09-27T10:00:00+08:00" });
    let got = office.ask(query, json!({ "input": input })).await;
    let refusal = &got.body["data"]["deadline"]["refusal"];
    assert_eq!(refusal["code"], json!("UNKNOWN_RULE"), "{}", got.body);
    assert!(
        refusal["message"]
            .as_str()
            .unwrap()
            .contains("accept_review")
    );
}

#[tokio::test]
async fn every_rule_is_listed() {
    let office = Office::open().await;
    let query = "{ deadlineRules { rule { id label } kind length unit basis { article review } } }";
    let got = office.ask(query, Value::Null).await;
    let rules = got.body["data"]["deadlineRules"].as_array().unwrap();
    assert!(rules.len() > 20, "{}", got.body);
}

#[tokio::test]
async fn what_does_not_exist_is_null_or_a_refusal_never_an_error() {
    let office = Office::open().await;
    let query = "mutation($id: ID!) { submitCommand(input: { caseId: $id, expectedRevision: 1, idempotencyKey: \"k\", command: { reconsideration: { close: { note: \"x\" } } } }) { case { id } refusal { code message } } }";
    let unknown = crate::GlobalId::Case(workflow::id::CaseId(uuid::Uuid::from_u128(7))).to_string();
    for id in [unknown.as_str(), "nonsense"] {
        let got = office.ask(query, json!({ "id": id })).await;
        let answer = &got.body["data"]["submitCommand"];
        assert_eq!(
            answer["refusal"]["code"],
            json!("NOT_FOUND"),
            "{}",
            got.body
        );
        assert_eq!(answer["case"], Value::Null);
        let got = office
            .ask(
                "query($id: ID!) { node(id: $id) { id } case(by: { id: $id }) { id } }",
                json!({ "id": id }),
            )
            .await;
        assert_eq!(got.body, json!({ "data": { "node": null, "case": null } }));
    }
}
