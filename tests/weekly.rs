//! The lists of the weekly acts: papers still to be served, stays that wait, cases to be reported.

use serde_json::{Value, json};
use store::audit::verify;

use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::Ground;

const TODAY: &str = "2026-03-18";

const UNDELIVERED: &str = "query ($days: Int) { undeliveredPapers(first: 10, olderThanDays: $days) { totalCount nodes { \
    ageDays case { number } paper { kind { id } dispatches { slip returnCause party { no } } } \
    awaited { party { no } onItsWay lastDispatch { returnedOn } nextWays { method basis reason } } } } }";

async fn undelivered(ground: &Ground, by: &str, days: Option<u32>) -> Vec<Value> {
    let answer = ground.ask(by, UNDELIVERED, json!({ "days": days })).await;
    let page = &answer["data"]["undeliveredPapers"];
    let nodes = page["nodes"].as_array().expect("a page").clone();
    assert_eq!(page["totalCount"], nodes.len(), "{answer}");
    nodes
}

fn kinds(nodes: &[Value]) -> Vec<&str> {
    let kinds = nodes.iter().map(|node| &node["paper"]["kind"]["id"]);
    kinds.map(|kind| kind.as_str().unwrap()).collect()
}

fn ways(node: &Value) -> Vec<&str> {
    let ways = node["awaited"][0]["nextWays"].as_array().unwrap();
    ways.iter()
        .map(|way| way["method"].as_str().unwrap())
        .collect()
}

on_both!(
    papers_still_to_be_served_are_listed_by_age_with_the_next_lawful_way,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.accepted().await;
        ground.morning("2026-03-20".parse().unwrap()).await;
        ground
            .give("officer", &case, "sendCopy", json!({ "note": "邮寄" }))
            .await;
        // The receipt is handed over at the counter and nobody waits for its slip.
        let listed = undelivered(&ground, "officer_b", None).await;
        assert_eq!(kinds(&listed), ["acceptance_notice", "reply_notice"]);
        assert_eq!(
            (&listed[0]["ageDays"], &listed[1]["ageDays"]),
            (&json!(2), &json!(0))
        );
        assert_eq!(ways(&listed[1]), ["DIRECT", "POST"]);
        let older = undelivered(&ground, "registrar", Some(1)).await;
        assert_eq!(kinds(&older), ["acceptance_notice"]);
        assert!(undelivered(&ground, "registrar", Some(2)).await.is_empty());
        // Sent: nothing to be done but to wait for the slip.
        let paper = ground.see(&case).await.paper("reply_notice").unwrap().no;
        let sent = json!({ "paper": paper, "party": 2, "method": "POST", "slip": "EMS1" });
        ground
            .give("registrar", &case, "recordDispatch", sent)
            .await;
        let listed = undelivered(&ground, "officer", None).await;
        assert_eq!(listed[1]["awaited"][0]["onItsWay"], true);
        assert!(ways(&listed[1]).is_empty());
        let back = json!({ "paper": paper, "party": 2, "cause": "REFUSED", "note": "拒收" });
        ground
            .give("registrar", &case, "recordReturnedMail", back)
            .await;
        let listed = undelivered(&ground, "officer", None).await;
        assert_eq!(ways(&listed[1]), ["LEAVE", "DIRECT"]);
        assert_eq!(
            listed[1]["paper"]["dispatches"][0]["returnCause"],
            "REFUSED"
        );
        assert_eq!(
            listed[1]["awaited"][0]["lastDispatch"]["returnedOn"],
            "2026-03-20"
        );
        // A respondent sees its own case and what was sent to it, and no list of the office.
        assert!(
            undelivered(&ground, "respondent_clerk", None)
                .await
                .is_empty()
        );
        assert!(undelivered(&ground, "system_admin", None).await.is_empty());
        let query = "query ($id: ID!) { case(by: { id: $id }) { papers { dispatches { slip } } } }";
        let answer = ground
            .ask("respondent_clerk", query, json!({ "id": case }))
            .await;
        let papers = &answer["data"]["case"]["papers"];
        assert_eq!(
            papers,
            &json!([{ "dispatches": [{ "slip": "EMS1" }] }]),
            "{answer}"
        );
        // Served: no longer waited for.
        let served = json!({ "paper": paper, "party": 2, "method": "DIRECT", "slip": "回证" });
        ground
            .give("registrar", &case, "recordService", served)
            .await;
        let listed = undelivered(&ground, "officer", None).await;
        assert_eq!(kinds(&listed), ["acceptance_notice"]);
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
    }
);

on_both!(
    a_service_that_mail_takes_back_is_owed_again_and_the_log_verifies,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.accepted().await;
        let notice = ground
            .see(&case)
            .await
            .paper("acceptance_notice")
            .unwrap()
            .no;
        let by_post = json!({ "paper": notice, "party": 1, "method": "POST", "slip": "EMS1" });
        ground
            .give("registrar", &case, "recordService", by_post)
            .await;
        ground
            .give("officer", &case, "sendCopy", json!({ "note": "邮寄" }))
            .await;
        assert_eq!(
            kinds(&undelivered(&ground, "officer", None).await),
            ["reply_notice"]
        );
        let revision = ground.see(&case).await.revision;
        let back = json!({ "reconsideration": { "recordReturnedMail": {
            "paper": notice, "party": 1, "cause": "MOVED", "note": "退回"
        } } });
        let proof = json!({ "reference": "退回的邮件" });
        let answer = ground
            .submit("registrar", &case, revision, back, None, Some(proof))
            .await;
        assert!(
            matches!(answer, crate::support::seen::Answer::Done(_)),
            "{answer:?}"
        );
        let listed = undelivered(&ground, "officer", None).await;
        assert_eq!(kinds(&listed), ["acceptance_notice", "reply_notice"]);
        assert_eq!(listed[0]["paper"]["dispatches"][0]["returnCause"], "MOVED");
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
    }
);

async fn numbers(ground: &Ground, by: &str, filter: Value) -> Vec<String> {
    let query =
        "query ($filter: CaseFilter) { cases(first: 10, filter: $filter) { nodes { number } } }";
    let answer = ground.ask(by, query, json!({ "filter": filter })).await;
    let nodes = answer["data"]["cases"]["nodes"].as_array();
    let nodes = nodes.unwrap_or_else(|| panic!("{answer}")).iter();
    nodes
        .map(|node| node["number"].as_str().unwrap().to_owned())
        .collect()
}

on_both!(
    a_case_in_which_a_stay_is_asked_for_stands_before_the_others_of_its_day,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let mut cases = Vec::new();
        for _ in 0..3 {
            cases.push(ground.accepted().await);
        }
        let docket = async || {
            let query =
                "{ myDocket(first: 9) { nodes { case { number stayAskedOn } term { dueOn } } } }";
            let answer = ground.ask("officer", query, json!({})).await;
            let nodes = answer["data"]["myDocket"]["nodes"]
                .as_array()
                .unwrap()
                .clone();
            let row = |node: &Value| {
                let due = node["term"]["dueOn"].as_str().unwrap().to_owned();
                (due, node["case"]["number"].as_str().unwrap().to_owned())
            };
            nodes.iter().map(row).collect::<Vec<_>>()
        };
        let before = docket().await;
        // Whichever of the three stands last of its day.
        let (number, mut last) = (before[2].1.clone(), String::new());
        for case in cases {
            if ground.see(&case).await.number == number {
                last = case;
            }
        }
        let asked = json!({ "party": 1, "reason": "房屋将被拆除" });
        ground.give("registrar", &last, "requestStay", asked).await;
        let after = docket().await;
        // First of each day; the days stand as they stood.
        assert_eq!((&after[0].1, &after[3].1), (&number, &number));
        let days =
            |rows: &[(String, String)]| rows.iter().map(|row| row.0.clone()).collect::<Vec<_>>();
        assert_eq!(days(&after), days(&before));
        // Page by page it is the same list.
        let (mut paged, mut cursor) = (Vec::new(), Value::Null);
        loop {
            let query = "query ($after: String) { myDocket(first: 2, after: $after) { nodes { case { number } term { dueOn } } \
                pageInfo { endCursor hasNextPage } } }";
            let answer = ground
                .ask("officer", query, json!({ "after": cursor }))
                .await;
            let page = &answer["data"]["myDocket"];
            for node in page["nodes"].as_array().unwrap() {
                let due = node["term"]["dueOn"].as_str().unwrap().to_owned();
                paged.push((due, node["case"]["number"].as_str().unwrap().to_owned()));
            }
            cursor = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(paged, after);
        assert_eq!(
            numbers(&ground, "officer", json!({ "stayAsked": true })).await,
            [number.as_str()]
        );
        assert_eq!(
            numbers(&ground, "officer", json!({ "stayAsked": false }))
                .await
                .len(),
            2
        );
        let refused = json!({ "reason": "不具备停止执行的情形" });
        ground
            .give("institution_head", &last, "refuseStay", refused)
            .await;
        assert!(
            numbers(&ground, "officer", json!({ "stayAsked": true }))
                .await
                .is_empty()
        );
        assert_eq!(docket().await, before);
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
    }
);

on_both!(
    what_is_to_be_reported_is_listed_until_it_is,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (one, other) = (ground.assigned().await, ground.assigned().await);
        let owed = json!({ "reported": false });
        assert_eq!(numbers(&ground, "officer", owed.clone()).await.len(), 2);
        let receipt = json!({ "what": "RECEIPT", "number": "G1" });
        ground
            .give("registrar", &one, "recordReporting", receipt)
            .await;
        let number = ground.see(&other).await.number;
        assert_eq!(numbers(&ground, "supervisor", owed.clone()).await, [number]);
        assert_eq!(
            numbers(&ground, "officer", json!({ "reported": true }))
                .await
                .len(),
            1
        );
        let query =
            "query ($id: ID!) { case(by: { id: $id }) { toReport reports { what number on } } }";
        let answer = ground.ask("officer", query, json!({ "id": one })).await;
        let expected = json!({ "toReport": [], "reports": [{ "what": "RECEIPT", "number": "G1", "on": TODAY }] });
        assert_eq!(answer["data"]["case"], expected);
        // A respondent neither sees it nor finds out by asking.
        let called = ground.awaiting_reply().await;
        let answer = ground
            .ask("respondent_clerk", query, json!({ "id": called }))
            .await;
        assert_eq!(
            answer["data"]["case"],
            json!({ "toReport": [], "reports": [] })
        );
        let query = "{ cases(first: 1, filter: { reported: false }) { totalCount } }";
        for outside in ["respondent_clerk", "mediator", "legal_adviser"] {
            let answer = ground.ask(outside, query, json!({})).await;
            assert_eq!(
                answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT",
                "{outside}: {answer}"
            );
        }
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
    }
);
