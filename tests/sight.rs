//! What one may not see does not exist: the same answer as for a case that was never opened.

use serde_json::{Value, json};
use workflow::id::{CaseId, TermNo};

use crate::on_both;
use crate::support::client;
use crate::support::database::Database;
use crate::support::drive::{draft, reconsideration};
use crate::support::ground::{Ground, case_id};

const TODAY: &str = "2026-03-18";

/// Everything that can be asked about one case.
const WHOLE: &str = "query ($by: CaseBy!, $id: ID!, $ids: [ID!]!) { case(by: $by) { id number stage { id } parties { name } \
    terms { id panel { sentence } steps(first: 3) { totalCount } } papers { id } log(first: 10) { totalCount } availableCommands { command } pendingRequests { no } } \
    node(id: $id) { __typename id } nodes(ids: $ids) { __typename id } }";

/// Sends the same thing about the case and about one that does not exist, and gives both answers with what tells them
/// apart blanked out.
async fn twice(
    ground: &Ground,
    by: &str,
    case: &str,
    query: &str,
    variables: impl Fn(&str) -> Value,
) -> [Value; 2] {
    let unknown = api::GlobalId::Case(CaseId(uuid::Uuid::now_v7())).to_string();
    let mut answers = Vec::new();
    for id in [case, &unknown] {
        let (status, mut answer) = client::post(
            &ground.router,
            ground.token(by),
            "zh-CN",
            query,
            variables(id),
        )
        .await;
        blank(&mut answer);
        answers.push(json!({ "status": status.as_u16(), "answer": answer }));
    }
    answers.try_into().unwrap()
}

/// A request has its own id.
fn blank(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("requestId");
            map.values_mut().for_each(blank);
        }
        Value::Array(list) => list.iter_mut().for_each(blank),
        _ => {}
    }
}

/// A body for every command of the hearing, of fact-finding and evidence.
fn fact_finding(someone: &Value) -> Vec<(&'static str, Value)> {
    let session = json!({ "on": TODAY, "at": "x", "place": "x", "matters": ["x"] });
    let moved = json!({ "on": TODAY, "at": "x", "place": "x", "reason": "x" });
    let held = json!({
        "host": someone, "hearers": [someone], "recorder": someone, "attendance": [], "record": "x", "concluded": true,
    });
    let asked = json!({ "party": 1, "question": "x", "appraiser": "x" });
    let officers = json!([someone]);
    let inspected = json!({ "matter": 1, "officers": officers, "cardsShown": true, "record": "x" });
    let investigated = json!({
        "officers": officers, "cardsShown": true, "source": "x", "place": "x", "record": "x",
    });
    vec![
        (
            "classify",
            json!({ "grounds": ["MAJOR_DIFFICULT_COMPLEX"], "reason": "x" }),
        ),
        ("requestHearing", json!({ "party": 1, "reason": "x" })),
        ("refuseHearing", json!({ "reason": "x" })),
        ("setHearing", session),
        ("changeHearing", moved),
        ("cancelHearing", json!({ "reason": "x" })),
        ("holdHearing", held),
        ("commissionAppraisal", asked.clone()),
        ("recordPartyAppraisal", asked),
        ("receiveAppraisal", json!({ "matter": 1, "opinion": "x" })),
        ("beginInspection", json!({ "place": "x", "question": "x" })),
        ("recordInspection", inspected),
        ("abandonExamination", json!({ "matter": 1, "reason": "x" })),
        ("callForEvidence", json!({ "holder": "x", "what": "x" })),
        ("recordInvestigation", investigated),
        (
            "handInEvidence",
            json!({ "party": 1, "items": [], "newlyRaised": true, "note": "x" }),
        ),
        ("askSupplement", json!({ "party": 2, "reason": "x" })),
        ("allowSupplement", json!({ "matter": 1, "note": "x" })),
        ("refuseSupplement", json!({ "matter": 1, "reason": "x" })),
        (
            "requestFileAccess",
            json!({ "party": 1, "parts": ["REPLY"] }),
        ),
        ("allowFileAccess", json!({ "matter": 1, "note": "x" })),
        (
            "refuseFileAccess",
            json!({ "matter": 1, "ground": "PRIVACY", "reason": "x" }),
        ),
        (
            "recordFileAccess",
            json!({ "matter": 1, "person": "x", "what": "x" }),
        ),
    ]
}

/// A body for every command there is.
fn commands(ground: &Ground) -> Vec<Value> {
    let someone = ground.id_of("officer");
    let bodies = [
        ("assign", json!({ "officer": someone })),
        ("requestCorrection", json!({ "items": ["x"] })),
        ("extendCorrection", json!({ "days": 3, "reason": "x" })),
        ("receiveCorrection", json!({ "note": "x" })),
        ("accept", json!({ "note": "x" })),
        (
            "refuseAcceptance",
            json!({ "ground": "OUT_OF_TIME", "reason": "x" }),
        ),
        ("sendCopy", json!({ "note": "x" })),
        ("recordReply", json!({ "party": 2, "evidenceCount": 1 })),
        (
            "hearViews",
            json!({ "parties": [1], "mode": "ONLINE", "record": "x" }),
        ),
        ("waiveViews", json!({ "reason": "x" })),
        (
            "suspend",
            json!({ "ground": "force_majeure", "reason": "x", "consents": [] }),
        ),
        ("resume", json!({ "reason": "x" })),
        ("extend", json!({ "days": 10, "reason": "x" })),
        ("withdraw", json!({ "party": 1, "reason": "x" })),
        (
            "terminate",
            json!({ "ground": "no_successor", "reason": "x" }),
        ),
        ("submitDraft", draft()),
        ("returnDraft", json!({ "reason": "x" })),
        ("signDecision", json!({ "basis": "HEAD_CONSENT" })),
        ("issueDecision", json!({ "sealRegister": "x" })),
        (
            "recordService",
            json!({ "paper": 1, "party": 1, "method": "DIRECT", "slip": "x" }),
        ),
        ("confirmLapse", json!({ "term": 1, "reason": "x" })),
        ("setAsideLapse", json!({ "term": 1, "reason": "x" })),
        ("settleRequest", json!({ "request": 1, "approve": true })),
        ("close", json!({ "note": "x" })),
        ("requestStay", json!({ "party": 1, "reason": "x" })),
        (
            "orderStay",
            json!({ "ground": "ORGAN_HOLDS", "reason": "x" }),
        ),
        ("refuseStay", json!({ "reason": "x" })),
        ("liftStay", json!({ "reason": "x" })),
        ("convertToOrdinary", json!({ "reason": "x" })),
        (
            "adviseRespondent",
            json!({ "party": 2, "proper": "x", "reason": "x" }),
        ),
        (
            "changeRespondent",
            json!({ "party": 2, "organ": someone, "name": "x", "ownDepartment": false, "reason": "x" }),
        ),
        (
            "joinThirdParty",
            json!({ "person": { "name": "x" }, "basis": "APPLIED", "interest": "x" }),
        ),
        (
            "succeedParty",
            json!({ "party": 1, "successor": { "name": "x" }, "reason": "x" }),
        ),
        ("appointAgents", json!({ "party": 1, "agents": [] })),
        ("chooseRepresentatives", json!({ "representatives": [1] })),
        ("askToSplit", json!({ "acts": ["x", "y"] })),
        ("confirmAddress", json!({ "party": 1, "address": "x" })),
        ("classify", json!({ "grounds": ["OTHER"], "reason": "x" })),
        (
            "requestConsultation",
            json!({ "question": "x", "cutOff": "2027-01-04" }),
        ),
        ("recordConsultation", json!({ "committeeOpinion": "x" })),
        ("weighConsultation", json!({ "followed": true })),
        ("closeConsultation", json!({ "reason": "x" })),
        (
            "openNormReview",
            json!({
                "document": "x", "provisions": "x", "level": "TOWNSHIP", "maker": "x",
                "request": "OWN_MOTION", "competent": true, "reason": "x",
            }),
        ),
        ("notifyNormMaker", json!({ "matter": 1, "question": "x" })),
        ("recordNormReply", json!({ "matter": 1, "summary": "x" })),
        ("hearNormMaker", json!({ "matter": 1, "record": "x" })),
        ("concludeNormReview", finding()),
        (
            "transferNorm",
            json!({ "matter": 1, "to": "x", "reason": "x" }),
        ),
        ("recordNormOpinion", finding()),
        (
            "discontinueNormReview",
            json!({ "matter": 1, "ground": "NOT_THE_BASIS", "reason": "x" }),
        ),
        ("recordLapse", json!({ "term": 1 })),
    ];
    let bodies = bodies.into_iter().chain(fact_finding(&someone));
    let commands: Vec<Value> = bodies
        .chain(ways_out_and_back())
        .map(|(name, body)| reconsideration(name, body))
        .collect();
    let known = workflow::command::CommandName::ALL.len() - 1;
    assert_eq!(commands.len(), known, "a body for every command");
    commands
}

/// Bodies of the commands by which a case ends otherwise than by a decision, or comes back.
fn ways_out_and_back() -> Vec<(&'static str, Value)> {
    let order = json!({ "organ": "x", "number": "x", "reason": "x" });
    vec![
        (
            "prolongSuspension",
            json!({ "reason": "x", "consents": [1, 2] }),
        ),
        (
            "recordSettlement",
            json!({ "parties": [1, 2], "content": "x", "review": "x" }),
        ),
        (
            "permitWithdrawal",
            json!({ "cause": "OTHER", "reason": "x" }),
        ),
        ("refuseWithdrawal", json!({ "reason": "x" })),
        ("openMediation", json!({ "consents": [1, 2], "about": "x" })),
        (
            "recordMediationSession",
            json!({ "parties": [1, 2], "record": "x", "offers": "x" }),
        ),
        (
            "agreeMediation",
            json!({ "facts": "x", "reasons": "x", "result": "x", "review": "x" }),
        ),
        ("signMediation", json!({ "party": 1 })),
        ("endMediation", json!({ "reason": "x" })),
        ("sealMediation", json!({ "sealRegister": "x" })),
        (
            "returnFromCourt",
            json!({ "court": "x", "number": "x", "effect": "ANNULS_DECISION", "reason": "x" }),
        ),
        ("orderAcceptance", order.clone()),
        ("orderResumption", order),
        (
            "recordTakeOver",
            json!({ "organ": "x", "number": "x", "referred": false, "reason": "x" }),
        ),
        ("transferClue", json!({ "organ": "x", "clue": "x" })),
        (
            "recordCourtAcceptance",
            json!({ "court": "x", "number": "x", "acceptedOn": "2026-01-05" }),
        ),
    ]
}

/// A finding about one provision of a norm.
fn finding() -> Value {
    json!({ "matter": 1, "findings": [{ "provision": "x", "finding": "LAWFUL", "reason": "x" }] })
}

/// The case does not exist for this person, whatever is asked or commanded.
async fn does_not_exist(ground: &Ground, by: &str, case: &str) {
    let thing = |id: &str, no: TermNo| {
        let Some(api::GlobalId::Case(case)) = api::GlobalId::parse(id) else {
            panic!("`{id}` is the id of a case")
        };
        [
            api::GlobalId::Term(case, no).to_string(),
            api::GlobalId::Party(case, no).to_string(),
            api::GlobalId::Paper(case, no).to_string(),
            api::GlobalId::Entry(case, no).to_string(),
            api::GlobalId::Request(case, no).to_string(),
        ]
    };
    let [own, none] = twice(
        ground,
        by,
        case,
        WHOLE,
        |id| json!({ "by": { "id": id }, "id": id, "ids": thing(id, 1) }),
    )
    .await;
    assert_eq!(own, none, "{by}");
    assert_eq!(
        own.pointer("/answer/data/case"),
        Some(&Value::Null),
        "{own}"
    );
    assert_eq!(
        own.pointer("/answer/data/node"),
        Some(&Value::Null),
        "{own}"
    );
    let number = number_of(ground, case).await;
    let by_number = ground
        .ask(
            by,
            "query ($by: CaseBy!) { case(by: $by) { id } }",
            json!({ "by": { "number": number } }),
        )
        .await;
    assert_eq!(by_number["data"]["case"], Value::Null, "{by}: {by_number}");
    for command in commands(ground) {
        for (query, field) in [
            (client::submit_command(), "submitCommand"),
            ("query ($input: SubmitCommandInput!) { previewCommand(input: $input) { plan { fromRevision } refusal { code message basis allowed } } }".to_owned(), "previewCommand"),
        ] {
            let [own, none] = twice(ground, by, case, &query, |id| json!({ "input": { "caseId": id, "idempotencyKey": "sight", "expectedRevision": 1, "command": command } })).await;
            assert_eq!(own, none, "{by} {command}");
            let code = own.pointer(&format!("/answer/data/{field}/refusal/code"));
            assert_eq!(code, Some(&json!("NOT_FOUND")), "{by} {command}: {own}");
        }
    }
    let what_if = "query ($asked: WhatIfInput!) { whatIf(input: $asked) { terms { moved } refusal { code message basis allowed } } }";
    let change = json!({ "day": { "entry": 1, "on": "2026-03-17" } });
    let [own, none] = twice(
        ground,
        by,
        case,
        what_if,
        |id| json!({ "asked": { "caseId": id, "change": change } }),
    )
    .await;
    assert_eq!(own, none, "{by}");
    let code = own.pointer("/answer/data/whatIf/refusal/code");
    assert_eq!(code, Some(&json!("NOT_FOUND")), "{by}: {own}");
    let lists = ground.ask(by, "{ cases(first: 50) { totalCount nodes { id } } myDocket(first: 50) { totalCount nodes { case { id } } } }", json!({})).await;
    assert!(!lists.to_string().contains(case), "{by}: {lists}");
}

async fn number_of(ground: &Ground, case: &str) -> String {
    let answer = ground
        .ask("registrar", client::see(), json!({ "by": { "id": case } }))
        .await;
    answer["data"]["case"]["number"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn total(ground: &Ground, by: &str) -> Value {
    ground
        .ask(by, "{ cases(first: 1) { totalCount } }", json!({}))
        .await["data"]["cases"]["totalCount"]
        .clone()
}

on_both!(
    for_the_second_organ_a_case_is_one_that_does_not_exist,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let before = ground.see(&case).await;
        does_not_exist(&ground, "stranger", &case).await;
        assert_eq!(total(&ground, "stranger").await, 0);
        assert_eq!(ground.see(&case).await, before);
        let filtered = ground
            .ask(
                "stranger",
                "query ($f: CaseFilter) { cases(first: 5, filter: $f) { totalCount } }",
                json!({ "f": { "partyContains": "陈小明" } }),
            )
            .await;
        assert_eq!(filtered["data"]["cases"]["totalCount"], 0);
        // Nor can it be read through somebody of the office: users of another office do not exist either.
        let users = ground
            .ask("stranger", "{ users { login } }", json!({}))
            .await;
        assert!(!users.to_string().contains("institution_head"), "{users}");
    }
);

on_both!(
    for_an_administrator_no_case_exists,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        does_not_exist(&ground, "admin", &case).await;
        assert_eq!(total(&ground, "admin").await, 0);
    }
);

on_both!(
    a_respondents_clerk_sees_the_agencys_cases_once_the_copy_is_sent,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.accepted().await;
        does_not_exist(&ground, "respondent_clerk", &case).await;
        ground
            .give("officer", &case, "sendCopy", json!({ "note": "专人送交" }))
            .await;
        assert_eq!(total(&ground, "respondent_clerk").await, 1);
        // Another agency's clerk still sees nothing.
        does_not_exist(&ground, "respondent_clerk_b", &case).await;
        // What is inside the office stays there: log, draft, requests, addresses, papers for others.
        let query = "query ($by: CaseBy!) { case(by: $by) { stage { id } log(first: 10) { totalCount nodes { no } } draft { findings } \
        pendingRequests { no } parties { name address phone } papers { kind { id } } } }";
        let seen = ground
            .ask("respondent_clerk", query, json!({ "by": { "id": case } }))
            .await;
        let seen = &seen["data"]["case"];
        assert_eq!(seen["stage"]["id"], "awaiting_reply");
        assert_eq!(
            (
                &seen["log"]["totalCount"],
                &seen["draft"],
                &seen["pendingRequests"]
            ),
            (&json!(0), &Value::Null, &json!([]))
        );
        assert!(
            seen["parties"]
                .as_array()
                .unwrap()
                .iter()
                .all(|party| party["address"].is_null() && party["phone"].is_null()),
            "{seen}"
        );
        assert_eq!(
            seen["papers"],
            json!([{ "kind": { "id": "reply_notice" } }])
        );
    }
);

on_both!(
    a_respondents_clerk_sees_no_investigation_no_access_to_the_file_and_its_own_evidence_only,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let officers = json!([ground.id_of("officer"), ground.id_of("co_officer")]);
        let investigated = json!({
            "officers": officers, "cardsShown": true, "source": "证人黄某", "place": "门卫室", "record": "黄某的陈述",
        });
        ground
            .give("officer", &case, "recordInvestigation", investigated)
            .await;
        let access = json!({ "party": 1, "parts": ["REPLY"] });
        ground
            .give("registrar", &case, "requestFileAccess", access)
            .await;
        let session =
            json!({ "on": "2026-04-10", "at": "九时", "place": "听证室", "matters": ["事实"] });
        ground.give("officer", &case, "setHearing", session).await;
        for (party, title) in [(1, "申请人的材料"), (2, "检查笔录")] {
            let item = json!({ "kind": "DOCUMENT", "title": title, "gatheredOn": "2026-01-05" });
            let handed = json!({ "party": party, "items": [item], "note": "证明事实" });
            ground
                .give("officer", &case, "handInEvidence", handed)
                .await;
        }
        let query = "query ($by: CaseBy!) { case(by: $by) { matters { track { id } } evidence { party { no } } } }";
        let by = json!({ "by": { "id": case } });
        let office = ground.ask("officer", query, by.clone()).await;
        let office = &office["data"]["case"];
        assert_eq!(office["matters"].as_array().map(Vec::len), Some(3));
        assert_eq!(office["evidence"].as_array().map(Vec::len), Some(2));
        let clerk = ground.ask("respondent_clerk", query, by).await;
        let clerk = &clerk["data"]["case"];
        assert_eq!(clerk["matters"], json!([{ "track": { "id": "hearing" } }]));
        assert_eq!(clerk["evidence"], json!([{ "party": { "no": 2 } }]));
    }
);

on_both!(
    every_read_of_the_store_hides_what_the_actor_may_not_see,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = case_id(&ground.in_trial().await);
        for who in ["stranger", "admin", "respondent_clerk_b"] {
            let actor = &ground.office.people[who].actor;
            let store = &ground.store;
            assert_eq!(store.case_file(actor, case).await.unwrap(), None, "{who}");
            assert_eq!(
                store
                    .case_row(actor, &store::CaseBy::Id(case))
                    .await
                    .unwrap(),
                None,
                "{who}"
            );
            assert!(
                store.case_rows(actor, &[case]).await.unwrap().is_empty(),
                "{who}"
            );
            assert!(
                store
                    .terms_of(actor, &[case])
                    .await
                    .unwrap()
                    .values()
                    .all(Vec::is_empty),
                "{who}"
            );
            assert!(
                store
                    .parties_of(actor, &[case])
                    .await
                    .unwrap()
                    .values()
                    .all(Vec::is_empty),
                "{who}"
            );
            assert!(
                store
                    .papers_of(actor, &[case])
                    .await
                    .unwrap()
                    .values()
                    .all(Vec::is_empty),
                "{who}"
            );
            assert!(
                store.entries(actor, case, 0, 100).await.unwrap().is_empty(),
                "{who}"
            );
            assert!(
                store.protected(actor, case).await.unwrap().is_empty(),
                "{who}"
            );
        }
    }
);

on_both!(
    without_a_token_nothing_is_answered,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        for token in ["", "fyi_0000", "x"] {
            let (status, answer) =
                client::post(&ground.router, token, "en", "{ me { login } }", json!({})).await;
            assert_eq!(status.as_u16(), 401);
            assert_eq!(
                answer.pointer("/errors/0/extensions/code"),
                Some(&json!("UNAUTHENTICATED")),
                "{answer}"
            );
        }
    }
);
