//! GraphQL requests to the real router, and how its answers are read.

use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::seen::{Answer, Done, Refused, Seen, SeenEntry, SeenMatter, SeenPaper, SeenTerm};

/// What every command asks to be told.
const ANSWER: &str = "case { id revision } papers { kind { id } } request { no } replayed \
    refusal { code message basis allowed args { name value } }";

/// What the scenarios look at.
const SEE: &str = "query ($by: CaseBy!) { case(by: $by) { id number stage { id } revision outcome { kind } suspended \
    outcomeGroup laterDefendants { over defendants court basis text period { id label } } \
    terms { no period { id } state dueOn provisional } \
    papers { no kind { id } number addressees { no } services { party { no } } } \
    matters { no track { id } stage { id } } \
    log(first: 100) { nodes { no move { id } effectiveOn reverses } pageInfo { hasNextPage } } } }";

/// The revision at which a case, by its global id, was last seen in an answer.
static REVISIONS: Mutex<BTreeMap<String, u32>> = Mutex::new(BTreeMap::new());

/// Sends one request. `token` may be empty. An input of a command gets a new key and the revision that the case is at,
/// where it names none.
pub(crate) async fn post(
    router: &Router,
    token: &str,
    language: &str,
    query: &str,
    mut variables: Value,
) -> (StatusCode, Value) {
    if let Some(input) = variables.get_mut("input").filter(|input| input.is_object()) {
        if input["idempotencyKey"].is_null() {
            input["idempotencyKey"] = json!(uuid::Uuid::new_v4());
        }
        if input["caseId"].is_string() && input["expectedRevision"].is_null() {
            let case = text(&input["caseId"]);
            let known = REVISIONS.lock().unwrap().get(&case).copied();
            let revision = match known {
                Some(known) => known,
                None => {
                    let see = "query ($id: ID!) { case(by: { id: $id }) { revision } }";
                    let (_, seen) = send(router, token, language, see, json!({ "id": case })).await;
                    number(&seen["data"]["case"]["revision"])
                }
            };
            input["expectedRevision"] = json!(revision);
        }
    }
    let case = variables.pointer("/input/caseId").map(text);
    let (status, answer) = send(router, token, language, query, variables).await;
    // A command that was carried out without saying where the case now is wrote one entry.
    let done = &answer["data"]["submitCommand"];
    if let (Some(case), Some(Value::Null), None) = (case, done.get("refusal"), done.get("case")) {
        REVISIONS
            .lock()
            .unwrap()
            .entry(case)
            .and_modify(|revision| *revision += 1);
    }
    for field in answer["data"]
        .as_object()
        .into_iter()
        .flat_map(|data| data.iter())
    {
        for case in [field.1, &field.1["case"]] {
            if case["id"].is_string() && case["revision"].is_u64() {
                REVISIONS
                    .lock()
                    .unwrap()
                    .insert(text(&case["id"]), number(&case["revision"]));
            }
        }
    }
    (status, answer)
}

async fn send(
    router: &Router,
    token: &str,
    language: &str,
    query: &str,
    variables: Value,
) -> (StatusCode, Value) {
    let body = json!({ "query": query, "variables": variables });
    let mut request = Request::post("/graphql")
        .header("content-type", "application/json")
        .header("accept", "application/graphql-response+json")
        .header("accept-language", language);
    if !token.is_empty() {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let request = request.body(Body::from(body.to_string())).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    let answer = serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| panic!("{status}: {}", String::from_utf8_lossy(&bytes)));
    (status, answer)
}

/// The text of `openCase`.
pub(crate) fn open_case() -> String {
    format!("mutation ($input: OpenCaseInput!) {{ openCase(input: $input) {{ {ANSWER} }} }}")
}

/// The text of `submitCommand`.
pub(crate) fn submit_command() -> String {
    format!(
        "mutation ($input: SubmitCommandInput!) {{ submitCommand(input: $input) {{ {ANSWER} }} }}"
    )
}

/// The text of the query for everything that the scenarios look at.
pub(crate) fn see() -> &'static str {
    SEE
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap_or_default()).unwrap()
}

fn list<T>(value: &Value, of: impl Fn(&Value) -> T) -> Vec<T> {
    value
        .as_array()
        .map(|list| list.iter().map(of).collect())
        .unwrap_or_default()
}

/// Reads the answer to a command from the response.
pub(crate) fn answer_of(response: &Value) -> Answer {
    if let Some(error) = response.pointer("/errors/0") {
        return Answer::Failed {
            code: text(&error["extensions"]["code"]),
            message: text(&error["message"]),
        };
    }
    let data = response["data"].as_object().expect("data or errors");
    let payload = data.values().next().expect("one field");
    let refusal = &payload["refusal"];
    if refusal.is_object() {
        return Answer::Refused(Refused {
            code: text(&refusal["code"]),
            message: text(&refusal["message"]),
            basis: refusal["basis"].as_str().map(str::to_owned),
            allowed: list(&refusal["allowed"], text),
            args: refusal["args"].clone(),
        });
    }
    Answer::Done(Done {
        case: text(&payload["case"]["id"]),
        entry: number(&payload["case"]["revision"]),
        is_request: payload["request"].is_object(),
        replayed: payload["replayed"].as_bool().unwrap_or_default(),
        papers: list(&payload["papers"], |paper| text(&paper["kind"]["id"])),
    })
}

/// A suit that may follow, as `OVER DEFENDANT+DEFENDANT PERIOD`.
fn suit(suit: &Value) -> String {
    let words = suit["text"].as_str().unwrap_or_default();
    assert!(!words.is_empty() && !suit["basis"].is_null(), "{suit}");
    let whom = list(&suit["defendants"], text).join("+");
    format!(
        "{} {whom} {}",
        text(&suit["over"]),
        text(&suit["period"]["id"])
    )
}

/// Reads a case from the response.
pub(crate) fn seen_of(response: &Value) -> Seen {
    let case = &response["data"]["case"];
    assert!(case.is_object(), "no case: {response}");
    assert_eq!(
        case["log"]["pageInfo"]["hasNextPage"], false,
        "a scenario has at most 100 entries"
    );
    let rulebook = workflow::rulebook::Rulebook::embedded();
    let paper = |paper: &Value| {
        let kind = text(&paper["kind"]["id"]);
        SeenPaper {
            no: number(&paper["no"]),
            number: paper["number"].as_str().map(str::to_owned),
            must_be_served: rulebook.papers[&kind].must_be_served,
            addressees: list(&paper["addressees"], |party| number(&party["no"])),
            served: list(&paper["services"], |service| {
                number(&service["party"]["no"])
            }),
            kind,
        }
    };
    Seen {
        number: text(&case["number"]),
        stage: text(&case["stage"]["id"]),
        revision: number(&case["revision"]),
        outcome: case["outcome"]["kind"].as_str().map(str::to_owned),
        group: case["outcomeGroup"].as_str().map(str::to_owned),
        suits: list(&case["laterDefendants"], suit),
        suspended: case["suspended"] == true,
        terms: list(&case["terms"], |term| SeenTerm {
            no: number(&term["no"]),
            period: text(&term["period"]["id"]),
            state: text(&term["state"]),
            due: text(&term["dueOn"]),
            provisional: term["provisional"] == true,
        }),
        papers: list(&case["papers"], paper),
        matters: list(&case["matters"], |matter| SeenMatter {
            no: number(&matter["no"]),
            track: text(&matter["track"]["id"]),
            stage: text(&matter["stage"]["id"]),
        }),
        log: list(&case["log"]["nodes"], |entry| SeenEntry {
            no: number(&entry["no"]),
            made: text(&entry["move"]["id"]),
            effective_on: text(&entry["effectiveOn"]),
            reverses: list(&entry["reverses"], number),
        }),
    }
}
