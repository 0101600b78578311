//! A case through the API: opened, read, previewed, refused, and not there for others.

use serde_json::{Value, json};
use workflow::actor::Role;
use workflow::id::OrganId;
use workflow::period::PeriodBook;

use super::http::Office;

const OPEN: &str = "mutation($input: OpenCaseInput!) {
    openCase(input: $input) {
        case { id number revision stage { id label } }
        entry { no move { id } effects { kind text } hash }
        changedTerms { id period { id } dueOn }
        papers { kind { id } }
        replayed
        refusal { code message basis allowed args { name value } }
    }
}";

const SUBMIT: &str = "mutation($input: SubmitCommandInput!) {
    submitCommand(input: $input) {
        case { id revision stage { id } }
        entry { no }
        request { no }
        replayed
        refusal { code message basis allowed args { name value } }
    }
}";

pub(super) fn opening(agency: OrganId, key: &str) -> Value {
    let receive = json!({
        "receivedAt": "2026-11-23T09:00:00+08:00",
        "form": "WRITTEN",
        "channel": "COUNTER",
        "applicants": [{ "name": "李四", "address": "深坪区和平路1号", "phone": "13800000000" }],
        "respondents": [{ "organ": agency.0, "name": "深坪区市场监督管理局", "ownDepartment": false }],
        "thirdParties": [],
        "disputedAct": { "title": "行政处罚决定", "documentNumber": "深坪市监罚〔2026〕1号", "knownOn": "2026-11-01" },
        "requests": ["撤销该处罚决定"],
        "mandatoryFirst": false
    });
    json!({ "idempotencyKey": key, "opening": { "reconsideration": receive } })
}

pub(super) async fn open(office: &Office, agency: OrganId, key: &str) -> Value {
    let got = office
        .ask(OPEN, json!({ "input": opening(agency, key) }))
        .await;
    let answer = got.body["data"]["openCase"].clone();
    assert_eq!(answer["refusal"], Value::Null, "{}", got.body);
    answer
}

/// Submits a command, with a new key and the revision that the case is at, where it names none.
pub(super) async fn submit(office: &Office, token: &str, mut input: Value) -> Value {
    if input["idempotencyKey"].is_null() {
        input["idempotencyKey"] = json!(uuid::Uuid::new_v4());
    }
    if input["expectedRevision"].is_null() {
        let query = "query($id: ID!) { case(by: { id: $id }) { revision } }";
        let got = office.ask(query, json!({ "id": input["caseId"] })).await;
        let revision = got.body["data"]["case"]["revision"].as_u64();
        input["expectedRevision"] = json!(revision.unwrap_or(1));
    }
    let got = office
        .ask_as(token, SUBMIT, json!({ "input": input }))
        .await;
    assert!(got.body.get("errors").is_none(), "{}", got.body);
    got.body["data"]["submitCommand"].clone()
}

#[tokio::test]
async fn a_case_is_opened_once_whatever_is_sent_twice() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    let first = open(&office, agency, "k1").await;
    assert_eq!(first["replayed"], json!(false));
    assert_eq!(first["case"]["stage"]["id"], json!("received"));
    assert_eq!(first["entry"]["move"]["id"], json!("receive"));
    assert_eq!(
        first["changedTerms"][0]["dueOn"],
        json!("2026-11-30"),
        "{first}"
    );
    let again = open(&office, agency, "k1").await;
    assert_eq!(again["replayed"], json!(true));
    assert_eq!(again["case"], first["case"]);

    let mut other = opening(agency, "k1");
    other["opening"]["reconsideration"]["requests"] = json!(["另一请求"]);
    let got = office.ask(OPEN, json!({ "input": other })).await;
    let refusal = &got.body["data"]["openCase"]["refusal"];
    assert_eq!(
        refusal["code"],
        json!("IDEMPOTENCY_KEY_REUSED"),
        "{}",
        got.body
    );
}

#[tokio::test]
async fn a_refusal_is_data_with_its_article_and_the_case_as_it_stands() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    let id = open(&office, agency, "k1").await["case"]["id"].clone();
    let reply = json!({ "reconsideration": { "recordReply": { "party": 2, "evidenceCount": 1 } } });
    let wrong = submit(
        &office,
        &office.token,
        json!({ "caseId": id, "command": reply }),
    )
    .await;
    assert_eq!(wrong["refusal"]["code"], json!("WRONG_STAGE"), "{wrong}");
    assert!(
        wrong["refusal"]["basis"].as_str().unwrap().contains("48"),
        "{wrong}"
    );
    assert_eq!(wrong["case"]["revision"], json!(1));
    assert_eq!(wrong["entry"], Value::Null);

    let stale = json!({ "caseId": id, "expectedRevision": 7, "command": reply });
    let stale = submit(&office, &office.token, stale).await;
    assert_eq!(stale["refusal"]["code"], json!("STALE_REVISION"));
    assert_eq!(stale["case"]["revision"], json!(1));
    assert!(
        stale["refusal"]["message"].as_str().unwrap().contains('7'),
        "{stale}"
    );
}

#[tokio::test]
async fn a_preview_shows_the_plan_and_writes_nothing() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    let (head, token) = office.user("head", &[Role::InstitutionHead]).await;
    let (officer, _) = office.user("zhou", &[Role::Officer]).await;
    let id = open(&office, agency, "k1").await["case"]["id"].clone();
    assert_ne!(head, officer);
    let input = json!({ "caseId": id, "expectedRevision": 1, "idempotencyKey": "assign",
        "command": { "reconsideration": { "assign": { "officer": officer.0 } } } });
    let preview = "query($input: SubmitCommandInput!) { previewCommand(input: $input) {
        plan { command { id label } fromRevision isRequest basis alertCount effects { kind text }
            changedTerms { id explanation party { name } } papers { number } stage { id } }
        refusal { code }
    } }";
    let got = office
        .ask_as(&token, preview, json!({ "input": input }))
        .await;
    let plan = &got.body["data"]["previewCommand"]["plan"];
    assert_eq!(plan["command"]["id"], json!("assign"), "{}", got.body);
    assert_eq!(plan["effects"][0]["kind"], json!("ASSIGNED"));
    let done = submit(&office, &token, input).await;
    assert_eq!(
        (&done["refusal"], &done["case"]["revision"]),
        (&Value::Null, &json!(2))
    );

    let opening = json!({ "input": opening(agency, "k9") });
    let preview = "query($input: OpenCaseInput!) { previewOpening(input: $input) {
        plan { changedTerms { dueOn explanation } } refusal { code } } }";
    let got = office.ask(preview, opening).await;
    let term = &got.body["data"]["previewOpening"]["plan"]["changedTerms"][0];
    assert_eq!(term["dueOn"], json!("2026-11-30"), "{}", got.body);
    let all = office
        .ask("{ cases(first: 5) { totalCount } }", Value::Null)
        .await;
    assert_eq!(all.body["data"]["cases"]["totalCount"], json!(1));
}

#[tokio::test]
async fn a_term_explains_itself_in_both_languages() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    let id = open(&office, agency, "k1").await["case"]["id"].clone();
    let query = "query($id: ID!) { case(by: { id: $id }) { nextTerm {
        period { id label } kind state startedOn dueOn safeBy provisional light workingDaysLeft calendarDaysLeft
        pauses { from } extensionDays fixedOn basis { article citation words policy review } explanation consequence version
        panel { title sentence lines { id label text } state triggerOn
            count { startsOn dayOne length { number unit } dueOn safeBy provisional workingDaysLeft }
            extension { answer daysGiven by { id label } until text } calendar { version rules { revision } } }
        steps(first: 2) { totalCount nodes { kind text } pageInfo { hasNextPage endCursor } }
    } } }";
    let got = office.ask(query, json!({ "id": id })).await;
    let term = &got.body["data"]["case"]["nextTerm"];
    assert_eq!(term["dueOn"], json!("2026-11-30"), "{}", got.body);
    assert_eq!(
        (&term["workingDaysLeft"], &term["calendarDaysLeft"]),
        (&json!(5), &json!(7))
    );
    assert_eq!(term["light"], json!("YELLOW"));
    let explanation = term["explanation"].as_str().unwrap();
    assert!(
        explanation.contains("2026年11月30日（周一）"),
        "{explanation}"
    );
    // Until counsel has signed the rule, its explanation says so.
    let rule = PeriodBook::embedded().get("accept_review").unwrap();
    let unsigned = !rule.review.is_signed();
    assert_eq!(
        explanation.contains("本规则未经法制审核"),
        unsigned,
        "{explanation}"
    );
    // One sentence has one source: the panel.
    assert_eq!(term["panel"]["sentence"], term["explanation"]);
    assert_eq!(term["panel"]["count"]["dueOn"], term["dueOn"]);
    assert_eq!(term["panel"]["count"]["dayOne"], json!("2026-11-24"));
    assert_eq!(term["panel"]["extension"]["answer"], json!("NOT_TAKEN"));
    assert_eq!(term["panel"]["state"], json!("RUNNING"));
    let cited = term["basis"]["citation"].as_str().unwrap();
    assert!(cited.starts_with("《行政复议法》第三十条"), "{cited}");
    let review = unsigned.then_some("未经法制审核");
    assert_eq!(term["basis"]["review"].as_str(), review, "{}", got.body);
    assert_eq!(term["steps"]["nodes"].as_array().unwrap().len(), 2);
    assert_eq!(term["steps"]["pageInfo"]["hasNextPage"], json!(true));

    let body = json!({ "query": query, "variables": { "id": id } }).to_string();
    let request = super::http::post(body)
        .header("authorization", office.bearer())
        .header("accept-language", "en")
        .body_of();
    let got = office.send(request).await;
    let explanation = got.body["data"]["case"]["nextTerm"]["explanation"]
        .as_str()
        .unwrap();
    assert!(
        explanation.contains("Monday") && explanation.is_ascii(),
        "{explanation}"
    );
    let panel = &got.body["data"]["case"]["nextTerm"]["panel"];
    assert_eq!(panel["lines"][0]["label"], json!("Basis"), "{panel}");
}

#[tokio::test]
async fn every_field_of_a_case_answers() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    let id = open(&office, agency, "k1").await["case"]["id"].clone();
    let query = "query($id: ID!) { case(by: { id: $id }) {
        number kind organ { name key } stage { id label } stageSince revision officer { name } coOfficer { name }
        receivedOn closedOn suspended nextDueOn outcome { kind label } mandatoryFirst requests
        receipt { receivedAt receivedOn filedOn form channel } disputedAct { title documentNumber }
        correction { items } acceptance { on deemed } views { heard parties { name } } suspension { since }
        withdrawal { on parties { name } } noReply { name } draft { digest } rules { instrument revision }
        parties { id no role roleLabel name address phone organ { shortName } }
        terms(open: true) { id no party { name } } papers { kind { label } number addressees { name } services { method } unserved { name } }
        log(first: 10) { totalCount edges { cursor node { no command { label } recordedAt effectiveOn actorName basis
            effects { text } reverses calendarVersion hash previousHash actor { login } } } }
        availableCommands { command field label allowed reason code basis needsSignature }
        pendingRequests { id }
    } }";
    let got = office.ask(query, json!({ "id": id })).await;
    assert!(got.body.get("errors").is_none(), "{}", got.body);
    let case = &got.body["data"]["case"];
    assert_eq!(case["parties"][0]["phone"], json!("13800000000"), "{case}");
    assert_eq!(
        case["receipt"]["receivedAt"],
        json!("2026-11-23T09:00:00+08:00")
    );
    assert_eq!(case["log"]["totalCount"], json!(1));
    let node = &case["log"]["edges"][0]["node"];
    let hex = |field: &str| {
        let hash = node[field].as_str().unwrap();
        hash.len() == 64 && hash.chars().all(|digit| digit.is_ascii_hexdigit())
    };
    assert!(hex("hash") && hex("previousHash"), "{node}");
    assert_ne!(node["hash"], node["previousHash"]);
    let commands = case["availableCommands"].as_array().unwrap();
    assert!(commands.len() > 20, "{commands:?}");
    for command in commands {
        let refused = command["allowed"] == json!(false);
        assert_eq!(refused, command["reason"].is_string(), "{command}");
    }
    let by_number = "query($number: String!) { case(by: { number: $number }) { id } }";
    let got = office
        .ask(by_number, json!({ "number": case["number"] }))
        .await;
    assert_eq!(got.body["data"]["case"]["id"], id);
}

#[tokio::test]
async fn a_case_does_not_exist_for_an_officer_of_another_organ() {
    let office = Office::open().await;
    let (agency, clerk) = office.agency().await;
    let stranger = office.stranger().await;
    let opened = open(&office, agency, "k1").await;
    let (id, term) = (
        opened["case"]["id"].clone(),
        opened["changedTerms"][0]["id"].clone(),
    );
    let query = "query($id: ID!, $term: ID!) { case(by: { id: $id }) { id } node(id: $term) { id } cases(first: 5) { totalCount nodes { id } } }";
    let none = json!({ "data": { "case": null, "node": null, "cases": { "totalCount": 0, "nodes": [] } } });
    for token in [&stranger, &clerk] {
        // Nothing was sent to the respondent yet.
        let got = office
            .ask_as(token, query, json!({ "id": id, "term": term }))
            .await;
        assert_eq!(got.body, none);
    }
    let close =
        json!({ "caseId": id, "command": { "reconsideration": { "close": { "note": "x" } } } });
    let refused = submit(&office, &stranger, close).await;
    assert_eq!(refused["refusal"]["code"], json!("NOT_FOUND"));
    assert_eq!(refused["case"], Value::Null);
    let own = office.ask(query, json!({ "id": id, "term": term })).await;
    assert_eq!(own.body["data"]["node"]["id"], term, "{}", own.body);
}

#[tokio::test]
async fn a_docket_page_takes_the_same_few_statements_whatever_its_length() {
    let office = Office::open().await;
    let (agency, _) = office.agency().await;
    let (_, head) = office.user("head", &[Role::InstitutionHead]).await;
    let (officer, token) = office.user("zhou", &[Role::Officer]).await;
    for key in 0..6 {
        let id = open(&office, agency, &format!("k{key}")).await["case"]["id"].clone();
        let assign = json!({ "reconsideration": { "assign": { "officer": officer.0 } } });
        let done = submit(&office, &head, json!({ "caseId": id, "command": assign })).await;
        assert_eq!(done["refusal"], Value::Null, "{done}");
    }
    let query = "query($first: Int!) { myDocket(first: $first) { totalCount nodes {
        case { number stage { label } parties { role name } }
        term { period { label } dueOn safeBy light workingDaysLeft explanation party { name } }
    } pageInfo { hasNextPage } } }";
    for used in [&token, &office.token] {
        office.ask_as(used, "{ me { name } }", Value::Null).await;
    }
    office.settle().await;
    let signing_in = {
        let before = office.statements();
        office.ask_as(&token, "{ me { name } }", Value::Null).await;
        office.statements() - before
    };
    let mut counts = Vec::new();
    for first in [1, 6, 100] {
        let before = office.statements();
        let got = office
            .ask_as(&token, query, json!({ "first": first }))
            .await;
        counts.push(office.statements() - before - signing_in);
        let docket = &got.body["data"]["myDocket"];
        assert_eq!(docket["totalCount"], json!(6), "{}", got.body);
        assert_eq!(docket["nodes"].as_array().unwrap().len(), first.min(6));
        assert!(docket["nodes"][0]["case"]["parties"][0]["name"].is_string());
    }
    assert!(counts.iter().all(|count| *count <= 3), "{counts:?}");

    let lists = "query($first: Int!) { cases(first: $first) { nodes { number officer { name } organ { name }
        requests disputedAct { title } acceptance { on } parties { name } terms { dueOn } papers { number } nextTerm { dueOn } } } }";
    let mut counts = Vec::new();
    for first in [2, 6] {
        let before = office.statements();
        let got = office.ask(lists, json!({ "first": first })).await;
        assert_eq!(
            got.body["data"]["cases"]["nodes"].as_array().unwrap().len(),
            first,
            "{}",
            got.body
        );
        counts.push(office.statements() - before);
    }
    assert_eq!(counts[0], counts[1], "statements grow with the page");

    let ids: Vec<Value> = {
        let got = office
            .ask("{ cases(first: 6) { nodes { id } } }", Value::Null)
            .await;
        let nodes = got.body["data"]["cases"]["nodes"]
            .as_array()
            .unwrap()
            .clone();
        nodes.iter().map(|node| node["id"].clone()).collect()
    };
    let query =
        "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Case { number parties { name } } } }";
    let mut counts = Vec::new();
    for first in [2, 6] {
        let before = office.statements();
        let got = office.ask(query, json!({ "ids": ids[..first] })).await;
        let nodes = got.body["data"]["nodes"].as_array().unwrap();
        assert!(
            nodes.iter().all(|node| node["number"].is_string()),
            "{}",
            got.body
        );
        counts.push(office.statements() - before);
    }
    assert_eq!(counts[0], counts[1], "statements grow with the ids");
}
