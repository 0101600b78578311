//! What a request may cost, hold and answer.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::http::{Got, Office};
use crate::Settings;

/// As graphql-js writes it, with every option.
const INTROSPECTION: &str = include_str!("../../assets/graphiql/introspection.graphql");

fn code(got: &Got) -> &str {
    got.body["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_default()
}

fn message(got: &Got) -> &str {
    got.body["errors"][0]["message"]
        .as_str()
        .unwrap_or_default()
}

fn refused(got: &Got, says: &str) {
    assert_eq!(
        (got.status, code(got)),
        (StatusCode::BAD_REQUEST, "COMPLEXITY_EXCEEDED"),
        "{}",
        got.body
    );
    assert!(message(got).contains(says), "`{says}`: {}", message(got));
}

#[tokio::test]
async fn a_bomb_of_fragments_is_refused_at_once() {
    let office = Office::open().await;
    let mut bomb = "{ me { ...F0 } }".to_owned();
    for no in 0..40 {
        let next = no + 1;
        bomb.push_str(&format!(
            " fragment F{no} on User {{ ...F{next} ...F{next} }}"
        ));
    }
    bomb.push_str(" fragment F40 on User { name }");
    let begun = Instant::now();
    refused(&office.ask(&bomb, Value::Null).await, "1000");
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
    // The library follows fragments that nothing spreads as well.
    let begun = Instant::now();
    let unused = bomb.replace("{ me { ...F0 } }", "{ me { name } }");
    refused(&office.ask(&unused, Value::Null).await, "1000");
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
    let cycle = "{ me { ...A } } fragment A on User { ...B } fragment B on User { name ...A }";
    let got = office.ask(cycle, Value::Null).await;
    assert_eq!(code(&got), "COMPLEXITY_EXCEEDED", "{}", got.body);
}

#[tokio::test]
async fn each_limit_is_refused_by_its_number_and_one_less_is_not() {
    let office = Office::open().await;
    let many = |text: &str, times: usize| -> String {
        (0..times)
            .map(|no| text.replace('#', &no.to_string()))
            .collect()
    };
    let tower = |levels: usize| {
        let (open, close) = ("organ { ".repeat(levels), " }".repeat(levels));
        format!("{{ me {{ {open} name {close} }} }}")
    };
    let cases: [(String, String, &str); 6] = [
        (many("me { name } ", 21), many("me { name } ", 20), "20"),
        (many("a#: __typename ", 31), format!("me {{ {} }}", many("a#: name ", 30)), "30"),
        (
            format!("me {{ {} }}", many("name @include(if: true) ", 21)),
            format!("me {{ {} }}", many("name @include(if: true) ", 20)),
            "20",
        ),
        (
            format!("me {{ {} }}", many("name ", 1_000)),
            format!("me {{ {} }}", many("name ", 999)),
            "1000",
        ),
        (
            format!("me {{ {} }}", many("name ", 1_997)),
            format!("me {{ {} }}", many("name ", 900)),
            "2000",
        ),
        (
            "cases(first: 100) { nodes { organ { name } terms { dueOn steps(first: 2) { totalCount } } } }".to_owned(),
            "cases(first: 50) { nodes { organ { name } terms { dueOn } } }".to_owned(),
            "1000",
        ),
    ];
    for (over, within, says) in cases {
        // Aliases at the root would be too many root fields first.
        let over = match over.starts_with("a0:") {
            true => format!("{{ me {{ {over} }} }}"),
            false => format!("{{ {over} }}"),
        };
        refused(&office.ask(&over, Value::Null).await, says);
        let got = office.ask(&format!("{{ {within} }}"), Value::Null).await;
        assert_eq!(got.status, StatusCode::OK, "{within}: {}", got.body);
        assert!(got.body.get("errors").is_none(), "{within}: {}", got.body);
    }
    refused(&office.ask(&tower(9), Value::Null).await, "10");
    // Ten levels are no fault of depth; that a user has no organ within organs is another matter.
    assert_ne!(
        code(&office.ask(&tower(8), Value::Null).await),
        "COMPLEXITY_EXCEEDED"
    );
}

#[tokio::test]
async fn what_people_ask_for_every_day_is_within_the_limits() {
    let office = Office::open().await;
    for query in [
        "{ myDocket(first: 100) { totalCount nodes { case { number stage { label } parties { role name } }
            term { period { label } dueOn safeBy light explanation party { name } } } pageInfo { endCursor } } }",
        "{ cases(first: 50) { totalCount nodes { id number stage { label } officer { name } coOfficer { name }
            organ { name } parties { name } nextTerm { dueOn light } } pageInfo { endCursor hasNextPage } } }",
        "{ cases(first: 100) { edges { cursor node { id number kind stage { id label } stageSince revision receivedOn
            closedOn suspended nextDueOn officer { id name } coOfficer { id name } } } } }",
        "{ deadlineRules { rule { id label } length unit basis { words } pauses { label } } }",
        "{ organs { name } users { login name roles } }",
    ] {
        let got = office.ask(query, Value::Null).await;
        assert!(got.body.get("errors").is_none(), "{query}: {}", got.body);
    }
    let variables = json!({ "first": 100 });
    let dear =
        "query($first: Int!) { cases(first: $first) { nodes { availableCommands { allowed } } } }";
    refused(&office.ask(dear, variables.clone()).await, "1000");
    let logs =
        "query($first: Int!) { cases(first: $first) { nodes { log(first: 5) { nodes { no } } } } }";
    refused(&office.ask(logs, variables).await, "1000");
}

#[tokio::test]
async fn the_usual_introspection_works_and_one_without_end_does_not() {
    let office = Office::open().await;
    let got = office.ask(INTROSPECTION, Value::Null).await;
    assert!(got.body.get("errors").is_none(), "{}", got.body["errors"]);
    assert_eq!(
        got.body["data"]["__schema"]["queryType"]["name"],
        json!("Query")
    );
    let endless = "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }";
    refused(&office.ask(endless, Value::Null).await, "3");
    let wide = "{ __schema { types { a: fields { args { type { name } } } b: fields { args { type { name } } }
        c: fields { type { fields { name } } } d: fields { type { fields { type { name } } } } 
        e: fields { type { fields { type { ofType { ofType { ofType { name } } } } } } }
        f: fields { type { fields { type { ofType { ofType { ofType { name } } } } } } } } } }";
    refused(&office.ask(wide, Value::Null).await, "250000");
}

#[tokio::test]
async fn texts_that_cannot_be_kept_are_refused_and_named() {
    let office = Office::open().await;
    let search = "query($filter: CaseFilter) { cases(first: 1, filter: $filter) { totalCount } }";
    let submit = "mutation($input: SubmitCommandInput!) { submitCommand(input: $input) { refusal { code } } }";
    let close = |key: &str, note: &str| {
        json!({ "input": { "caseId": "x", "expectedRevision": 1, "idempotencyKey": key,
            "command": { "reconsideration": { "close": { "note": note } } } } })
    };
    for (query, variables, field) in [
        (
            submit,
            close("k", "a\u{0}b"),
            "`input.command.reconsideration.close.note`",
        ),
        (submit, close("k", &"字".repeat(20_001)), "20000"),
        (submit, close(" ", "x"), "`idempotencyKey`"),
        (submit, close(&"k".repeat(129), "x"), "`idempotencyKey`"),
        (
            search,
            json!({ "filter": { "partyContains": "字".repeat(101) } }),
            "`partyContains`",
        ),
        (
            search,
            json!({ "filter": { "numberContains": "\u{7f}" } }),
            "`filter.numberContains`",
        ),
        (
            "{ case(by: { number: \"\\u0000\" }) { id } }",
            json!({}),
            "`by.number`",
        ),
    ] {
        let got = office.ask(query, variables).await;
        assert_eq!(code(&got), "BAD_USER_INPUT", "{field}: {}", got.body);
        assert!(message(&got).contains(field), "{field}: {}", message(&got));
    }
    let got = office
        .ask(submit, close(&"k".repeat(128), "一行\n二行"))
        .await;
    assert_eq!(
        got.body["data"]["submitCommand"]["refusal"]["code"],
        json!("NOT_FOUND"),
        "{}",
        got.body
    );
}

#[tokio::test]
async fn a_command_names_its_revision_and_its_key() {
    let office = Office::open().await;
    let command = "command: { reconsideration: { close: { note: \"x\" } } }";
    for given in [
        "expectedRevision: 1",
        "idempotencyKey: \"k\"",
        "expectedRevision: 1, idempotencyKey: null",
    ] {
        let query = format!(
            "mutation {{ submitCommand(input: {{ caseId: \"x\", {given}, {command} }}) {{ replayed }} }}"
        );
        let got = office.ask(&query, Value::Null).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{given}: {}", got.body);
    }
    let open = "mutation { openCase(input: { opening: { reconsideration: null } }) { replayed } }";
    let got = office.ask(open, Value::Null).await;
    assert!(
        got.body.to_string().contains("idempotencyKey"),
        "{}",
        got.body
    );
}

#[tokio::test]
async fn an_error_gives_back_little_of_what_it_was_sent() {
    let office = Office::open().await;
    let got = office
        .ask("{ me { name }\n secret13800000000 {", Value::Null)
        .await;
    assert_eq!(code(&got), "GRAPHQL_PARSE_FAILED");
    assert!(
        !got.body.to_string().contains("13800000000"),
        "{}",
        got.body
    );
    assert_eq!(
        got.body["errors"][0]["locations"][0]["line"],
        json!(2),
        "{}",
        got.body
    );

    let long = "x".repeat(5_000);
    let input = "query($i: DeadlineInput!) { deadline(input: $i) { refusal { code message } } }";
    let from = "2026-09-18T23:59:00+08:00";
    for (query, variables) in [
        (format!("{{ me {{ {long} }} }}"), json!({})),
        (
            format!("{{ calendarDay(day: \"{long}\") {{ kind }} }}"),
            json!({}),
        ),
        (
            format!("{{ cases(first: 1, after: \"{long}\") {{ totalCount }} }}"),
            json!({}),
        ),
        (
            input.to_owned(),
            json!({ "i": { "rule": long, "from": from } }),
        ),
        (
            input.to_owned(),
            json!({ "i": { long.as_str(): 1, "rule": "x", "from": from } }),
        ),
    ] {
        let got = office.ask(&query, variables).await;
        let said = got.body.to_string();
        assert!(!said.contains(&"x".repeat(65)), "{said}");
    }
}

#[tokio::test]
async fn a_deadline_takes_a_hundred_of_each() {
    let office = Office::open().await;
    let query =
        "query($i: DeadlineInput!) { deadline(input: $i) { deadline { dueOn } refusal { code } } }";
    let pause = json!({ "from": "2026-09-21", "to": "2026-09-22" });
    let lists = [
        ("pauses", pause),
        ("extensions", json!({ "days": 1 })),
        ("params", json!({ "name": "x", "value": "true" })),
    ];
    for (name, one) in lists {
        for (times, wanted) in [(100, ""), (101, "BAD_USER_INPUT")] {
            let mut input = json!({ "rule": "accept_review", "from": "2026-09-18T10:00:00+08:00" });
            input[name] = json!(vec![&one; times]);
            let got = office.ask(query, json!({ "i": input })).await;
            assert_eq!(code(&got), wanted, "{name}: {}", got.body);
        }
    }
}

#[tokio::test]
async fn an_answer_has_a_largest_size_and_a_longest_time() {
    let small = Settings {
        max_response: 600,
        ..Settings::default()
    };
    let office = Office::open_with(small).await;
    let got = office.ask("{ me { name } }", Value::Null).await;
    assert_eq!(got.status, StatusCode::OK);
    refused(
        &office
            .ask("{ deadlineRules { trigger } }", Value::Null)
            .await,
        "600",
    );

    let hasty = Settings {
        max_time: Duration::from_millis(1),
        ..Settings::default()
    };
    let office = Office::open_with(hasty).await;
    let many = "cases(first: 1) { totalCount nodes { terms { no } } } ".repeat(20);
    refused(
        &office.ask(&format!("{{ {many} }}"), Value::Null).await,
        "0.001",
    );
}

#[tokio::test]
async fn a_command_that_waits_too_long_is_said_to_be_unfinished() {
    let hasty = Settings {
        max_time: Duration::from_millis(100),
        ..Settings::default()
    };
    let office = Office::open_with(hasty).await;
    let held = office.hold().await;
    let case = crate::GlobalId::Case(workflow::id::CaseId(uuid::Uuid::from_u128(7))).to_string();
    let close = format!(
        "mutation {{ submitCommand(input: {{ caseId: \"{case}\", expectedRevision: 1, idempotencyKey: \"k\",
        command: {{ reconsideration: {{ close: {{ note: \"x\" }} }} }} }}) {{ refusal {{ code }} }} }}"
    );
    let got = office.ask(&close, Value::Null).await;
    assert_eq!(code(&got), "IDEMPOTENCY_KEY_IN_PROGRESS", "{}", got.body);
    assert_eq!(got.body["errors"][0]["extensions"]["retryAfter"], json!(1));
    assert!(
        message(&got).contains("idempotency key"),
        "{}",
        message(&got)
    );
    drop(held);
}

#[tokio::test]
async fn a_key_in_flight_is_said_to_be_so_until_its_answer_is_there() {
    let hasty = Settings {
        max_time: Duration::from_millis(100),
        ..Settings::default()
    };
    let office = Office::open_with(hasty).await;
    let (agency, _) = office.agency().await;
    let open = "mutation($input: OpenCaseInput!) { openCase(input: $input) { replayed refusal { code } } }";
    let input = json!({ "input": super::case::opening(agency, "once") });
    let held = office.hold().await;
    for _ in 0..2 {
        let got = office.ask(open, input.clone()).await;
        assert_eq!(code(&got), "IDEMPOTENCY_KEY_IN_PROGRESS", "{}", got.body);
    }
    drop(held);
    // What was begun is finished, once, and then told; the second time at the latest it is a replay.
    for may_be_first in [true, false] {
        let told = async {
            loop {
                let got = office.ask(open, input.clone()).await;
                if code(&got) != "IDEMPOTENCY_KEY_IN_PROGRESS" {
                    break got;
                }
            }
        };
        let got = tokio::time::timeout(Duration::from_secs(30), told)
            .await
            .unwrap();
        let done = &got.body["data"]["openCase"];
        assert_eq!(done["refusal"], Value::Null, "{}", got.body);
        assert!(
            may_be_first || done["replayed"] == json!(true),
            "{}",
            got.body
        );
    }
    let total = office
        .ask("{ cases(first: 1) { totalCount } }", Value::Null)
        .await;
    assert_eq!(total.body["data"]["cases"]["totalCount"], json!(1));
}

#[tokio::test]
async fn the_largest_body_is_a_setting() {
    let settings = Settings {
        max_body: 200,
        ..Settings::default()
    };
    let office = Office::open_with(settings).await;
    let got = office
        .ask("{ me { name } }", json!({ "x": "y".repeat(200) }))
        .await;
    assert_eq!(
        (got.status, code(&got)),
        (StatusCode::PAYLOAD_TOO_LARGE, "BAD_USER_INPUT")
    );
    assert!(message(&got).contains("200"), "{}", message(&got));
}
