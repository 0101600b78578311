//! What one may not see does not exist: the same answer as for a case that was never opened.

use serde_json::{Value, json};
use workflow::id::{CaseId, TermNo};

use crate::on_both;
use crate::support::client;
use crate::support::database::Database;
use crate::support::ground::{Ground, case_id};

mod bodies;
mod closed;
mod roles;
mod sentinels;

use bodies::commands;

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

/// The case does not exist for this person, whatever is asked or commanded.
async fn does_not_exist(ground: &Ground, by: &str, case: &str) {
    let thing = |id: &str, no: TermNo| {
        let Some(api::GlobalId::Case(case)) = api::GlobalId::parse(id) else {
            panic!("`{id}` is the id of a case")
        };
        vec![
            api::GlobalId::Term(case, no).to_string(),
            api::GlobalId::Party(case, no).to_string(),
            api::GlobalId::Paper(case, no).to_string(),
            api::GlobalId::Entry(case, no).to_string(),
            api::GlobalId::Request(case, no).to_string(),
            api::GlobalId::Material(case, no).to_string(),
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
    let upload = "mutation ($file: StartUploadInput!) { startUpload(input: $file) { upload { id } refusal { code message } } }";
    let [own, none] = twice(ground, by, case, upload, |id| {
        let sha256 = "0".repeat(64);
        json!({ "file": { "caseId": id, "idempotencyKey": "sight", "fileName": "a.pdf", "mediaType": "application/pdf", "size": 1, "sha256": sha256 } })
    })
    .await;
    assert_eq!(own, none, "{by}");
    let code = own.pointer("/answer/data/startUpload/refusal/code");
    assert_eq!(code, Some(&json!("NOT_FOUND")), "{by}: {own}");
    let download = "mutation ($id: ID!) { startDownload(input: { materialId: $id }) { download { url } refusal { code message } } }";
    let material = |id: &str| thing(id, 1).pop();
    let [own, none] = twice(
        ground,
        by,
        case,
        download,
        |id| json!({ "id": material(id) }),
    )
    .await;
    assert_eq!(own, none, "{by}");
    let code = own.pointer("/answer/data/startDownload/refusal/code");
    assert_eq!(code, Some(&json!("NOT_FOUND")), "{by}: {own}");
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
    let lists = ground.ask(by, "{ cases(first: 50) { totalCount nodes { id } } search(first: 50, text: \"2026\") { totalCount nodes { case { id } } } myDocket(first: 50) { totalCount nodes { case { id } } } }", json!({})).await;
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
        does_not_exist(&ground, "system_admin", &case).await;
        assert_eq!(total(&ground, "system_admin").await, 0);
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
    a_respondents_clerk_sees_a_case_from_the_first_notice_that_asks_something_of_the_agency,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.accepted().await;
        // The notices of a suspension and of its end go to the agency too, and only tell it of them.
        let suspended = json!({ "ground": "force_majeure", "reason": "台风", "consents": [] });
        ground
            .give("institution_head", &case, "suspend", suspended)
            .await;
        does_not_exist(&ground, "respondent_clerk", &case).await;
        ground
            .give(
                "institution_head",
                &case,
                "resume",
                json!({ "reason": "台风已过" }),
            )
            .await;
        does_not_exist(&ground, "respondent_clerk", &case).await;
        assert_eq!(total(&ground, "respondent_clerk").await, 0);
        // Before the copy is sent it is called to a hearing, to which its responsible person must come (ARL 51(3)).
        let session =
            json!({ "on": "2026-04-10", "at": "九时", "place": "听证室", "matters": ["事实"] });
        ground.give("officer", &case, "setHearing", session).await;
        assert_eq!(total(&ground, "respondent_clerk").await, 1);
        does_not_exist(&ground, "respondent_clerk_b", &case).await;
    }
);

on_both!(
    an_agency_that_takes_the_place_of_a_respondent_sees_the_case_once_it_is_called_on_itself,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.accepted().await;
        let session =
            json!({ "on": "2026-04-10", "at": "九时", "place": "听证室", "matters": ["事实"] });
        ground.give("officer", &case, "setHearing", session).await;
        let other = ground.id_of("agency_b");
        let change = json!({
            "party": 2, "organ": other, "name": "区城市管理局", "ownDepartment": false, "reason": "错列",
        });
        ground
            .give("officer", &case, "changeRespondent", change)
            .await;
        // What its predecessor was called to shows the new respondent nothing, and the predecessor nothing any more.
        for clerk in ["respondent_clerk", "respondent_clerk_b"] {
            does_not_exist(&ground, clerk, &case).await;
        }
        ground
            .give("officer", &case, "sendCopy", json!({ "note": "专人送交" }))
            .await;
        assert_eq!(total(&ground, "respondent_clerk_b").await, 1);
        does_not_exist(&ground, "respondent_clerk", &case).await;
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
    an_early_intervention_is_the_offices_own_and_stays_so_when_it_becomes_a_case,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let given = json!({ "reporter": "AGENCY", "note": "行政机关主动反映" });
        let opening = ground.opening("intervention", &given);
        let opened = ground.open_as("registrar", opening, None).await;
        let case = opened.done().case;
        does_not_exist(&ground, "respondent_clerk", &case).await;
        let who = json!({ "officer": ground.id_of("officer") });
        ground.give("registrar", &case, "assign", who).await;
        let note = json!({ "parties": [1, 2], "mode": "IN_PERSON", "record": "行政机关愿意更正" });
        ground
            .give("officer", &case, "noteIntervention", note)
            .await;
        does_not_exist(&ground, "respondent_clerk", &case).await;
        let query = "query ($by: CaseBy!) { case(by: $by) { kind outcomeGroup receipt { filedOn } disputedAct { title } \
        intervention { number reporter about note records { record mode parties { no } by { login } } result conclusion } } }";
        let by = json!({ "by": { "id": case } });
        let office = ground.ask("officer", query, by.clone()).await;
        let expected = json!({
            "kind": "INTERVENTION", "outcomeGroup": null, "receipt": null, "disputedAct": null,
            "intervention": {
                "number": "深坪府前〔2026〕1号", "reporter": "AGENCY", "about": "对行政处罚不服", "note": "行政机关主动反映",
                "records": [{
                    "record": "行政机关愿意更正", "mode": "IN_PERSON", "parties": [{ "no": 1 }, { "no": 2 }],
                    "by": { "login": "officer" },
                }],
                "result": null, "conclusion": null,
            },
        });
        assert_eq!(office["data"]["case"], expected);
        let count = "query ($f: CaseFilter) { cases(first: 5, filter: $f) { totalCount } }";
        for (kind, total) in [("RECONSIDERATION", 0), ("INTERVENTION", 1)] {
            let filter = json!({ "f": { "kind": kind } });
            let found = ground.ask("officer", count, filter).await;
            assert_eq!(found["data"]["cases"]["totalCount"], total, "{kind}");
        }
        ground
            .give("officer", &case, "receive", ground.application())
            .await;
        ground
            .give(
                "officer",
                &case,
                "accept",
                json!({ "note": "符合受理条件" }),
            )
            .await;
        ground
            .give("officer", &case, "sendCopy", json!({ "note": "专人送交" }))
            .await;
        let clerk = ground.ask("respondent_clerk", query, by.clone()).await;
        let clerk = &clerk["data"]["case"];
        assert_eq!(clerk["kind"], "RECONSIDERATION");
        assert_eq!(clerk["intervention"], Value::Null);
        let actor = &ground.office.people["respondent_clerk"].actor;
        let file = ground.store.case_file(actor, case_id(&case)).await.unwrap();
        assert_eq!(file.unwrap().facts.intervention, None);
        let office = ground.ask("officer", query, by).await;
        let office = &office["data"]["case"];
        assert_eq!(office["intervention"]["number"], "深坪府前〔2026〕1号");
        assert_eq!(office["receipt"]["filedOn"], TODAY);
    }
);

on_both!(
    every_read_of_the_store_hides_what_the_actor_may_not_see,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = case_id(&ground.in_trial().await);
        for who in ["stranger", "system_admin", "respondent_clerk_b"] {
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
