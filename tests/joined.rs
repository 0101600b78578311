//! Cases heard together, and cases of their own out of one application: both logs say so in one transaction, and nothing merges.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use store::audit::verify;

use crate::on_both;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::Ground;
use crate::support::seen::Answer;

const TODAY: &str = "2026-03-18";

fn join(lead: &str) -> Value {
    json!({ "lead": lead, "basis": "SAME_ACT", "reason": "同一处罚决定" })
}

/// The field that a refusal names.
fn field(answer: &Answer) -> Value {
    let args = answer.clone().refused().args;
    let mut args = args.as_array().unwrap().iter();
    let field = args.find(|arg| arg["name"] == "field");
    field.map_or(Value::Null, |arg| arg["value"].clone())
}

async fn heard_with(ground: &Ground, by: &str, case: &str) -> Value {
    let query =
        "query ($id: ID!) { case(by: { id: $id }) { heardWith { basis case { number } } } }";
    let answer = ground.ask(by, query, json!({ "id": case })).await;
    answer["data"]["case"]["heardWith"].clone()
}

on_both!(
    both_cases_say_that_they_are_heard_together_and_each_keeps_its_own,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (lead, member) = (ground.awaiting_reply().await, ground.awaiting_reply().await);
        let (before, own) = (ground.see(&lead).await, ground.see(&member).await);
        ground
            .give(
                "institution_head",
                &member,
                "joinCases",
                join(&before.number),
            )
            .await;
        let (led, joined) = (ground.see(&lead).await, ground.see(&member).await);
        // A line in the log of each, and nothing else of the lead.
        assert_eq!(led.revision, before.revision + 1);
        assert_eq!(led.log.last().unwrap().made, "join_cases");
        assert_eq!(
            (&led.terms, &led.papers, &led.stage),
            (&before.terms, &before.papers, &before.stage)
        );
        assert_eq!(
            (&joined.terms, &joined.stage, &joined.number),
            (&own.terms, &own.stage, &own.number)
        );
        let expected = json!([{ "basis": "SAME_ACT", "case": { "number": before.number } }]);
        assert_eq!(heard_with(&ground, "officer", &member).await, expected);
        let expected = json!([{ "basis": null, "case": { "number": own.number } }]);
        assert_eq!(heard_with(&ground, "officer", &lead).await, expected);
        assert_eq!(
            heard_with(&ground, "respondent_clerk", &member).await,
            json!([])
        );
        // The lead leads, and joins nobody; a third case joins it, not the one that is joined.
        let chained = reconsideration("joinCases", join(&own.number));
        let answer = ground
            .submit("institution_head", &lead, led.revision, chained, None, None)
            .await;
        assert_eq!(answer.refused().code, "NOT_JOINABLE");
        let third = ground.awaiting_reply().await;
        let revision = ground.see(&third).await.revision;
        let chained = reconsideration("joinCases", join(&own.number));
        let answer = ground
            .submit("institution_head", &third, revision, chained, None, None)
            .await;
        assert_eq!(answer.refused().code, "NOT_JOINABLE");
        // One hearing: that of the lead, set there first.
        let session = json!({ "on": "2026-04-10", "at": "上午九时", "place": "第一听证室", "matters": ["处罚幅度"] });
        let own_day = reconsideration("setHearing", session.clone());
        let revision = ground.see(&member).await.revision;
        let answer = ground
            .submit("officer", &member, revision, own_day, None, None)
            .await;
        assert_eq!(answer.refused().code, "HEARD_ELSEWHERE");
        ground
            .give("officer", &lead, "setHearing", session.clone())
            .await;
        ground.give("officer", &member, "setHearing", session).await;
        // Whoever is recused from the lead is not shown it by the other case, and not let in by it.
        let recusal = json!({ "user": ground.id_of("officer_b"), "ground": "OTHER", "recusalNote": "有利害关系" });
        ground
            .give("institution_head", &lead, "recuse", recusal)
            .await;
        let expected = json!([{ "basis": "SAME_ACT", "case": null }]);
        assert_eq!(heard_with(&ground, "officer_b", &member).await, expected);
        let taken = json!({ "officer": ground.id_of("officer_b"), "coOfficer": ground.id_of("co_officer"), "handoverNote": "移交" });
        let revision = ground.see(&member).await.revision;
        let taken = reconsideration("assign", taken);
        let answer = ground
            .submit("registrar", &member, revision, taken, None, None)
            .await;
        assert_eq!(answer.refused().code, "RECUSED_BESIDE");
        // What a day would have been is reckoned in a log with a note as in any.
        let query = "query ($what: WhatIfInput!) { whatIf(input: $what) { refusal { code } } }";
        let input = json!({ "what": { "caseId": lead, "change": { "day": { "entry": 1, "on": "2026-03-17" } } } });
        let answer = ground.ask("officer", query, input).await;
        assert_eq!(answer["data"]["whatIf"]["refusal"], Value::Null, "{answer}");
        let parted = json!({ "reason": "案情不同" });
        ground
            .give("institution_head", &member, "leaveJoined", parted)
            .await;
        assert_eq!(heard_with(&ground, "officer", &lead).await, json!([]));
        assert_eq!(
            ground.see(&lead).await.log.last().unwrap().made,
            "leave_joined"
        );
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
    }
);

// Locked in the order of their ids: two that join each other at once wait, and one of them is too late.
on_both!(
    two_cases_that_join_each_other_at_once_do_not_lock_each_other_out,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        for _ in 0..4 {
            let (a, b) = (ground.awaiting_reply().await, ground.awaiting_reply().await);
            let (seen_a, seen_b) = (ground.see(&a).await, ground.see(&b).await);
            let ask = async |case: &str, lead: &str, revision: u32| {
                let input = json!({
                    "caseId": case, "expectedRevision": revision, "idempotencyKey": crate::support::ground::key(),
                    "command": reconsideration("joinCases", join(lead)),
                });
                ground.command("institution_head", input).await
            };
            let (one, other) = tokio::join!(
                ask(&a, &seen_b.number, seen_a.revision),
                ask(&b, &seen_a.number, seen_b.revision)
            );
            let done = [&one, &other]
                .into_iter()
                .filter(|answer| matches!(answer, Answer::Done(_)));
            assert_eq!(done.count(), 1, "{one:?} {other:?}");
        }
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
    }
);

on_both!(
    an_act_that_was_one_of_several_is_applied_against_separately,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let first = ground.assigned().await;
        let title = ground.application()["disputedAct"]["title"].clone();
        let acts = json!({ "acts": [title, "扣留车辆"] });
        let number = ground.see(&first).await.number;
        let opening = |of: &str| {
            let mut act = ground.application()["disputedAct"].clone();
            act["title"] = json!(of);
            let mut application = ground.application();
            application["disputedAct"] = act;
            application["splitFrom"] = json!(number);
            application
        };
        // Nobody was asked to yet.
        let refused = ground.open("registrar", opening("扣留车辆"), None).await;
        assert_eq!(field(&refused), "splitFrom");
        ground.give("officer", &first, "askToSplit", acts).await;
        let refused = ground.open("registrar", opening("另一行为"), None).await;
        assert_eq!(field(&refused), "disputedAct.title");
        // A case of another office, or one that is not there, is none to come from.
        let refused = ground.open("stranger", opening("扣留车辆"), None).await;
        assert_eq!(field(&refused), "splitFrom");
        let opened = ground.open("registrar", opening("扣留车辆"), None).await;
        let second = opened.done().case.clone();
        let query =
            "query ($id: ID!) { case(by: { id: $id }) { splitFrom { id } splitOff { id } } }";
        let seen = async |by: &str, case: &str| {
            let answer = ground.ask(by, query, json!({ "id": case })).await;
            answer["data"]["case"].clone()
        };
        let expected = json!({ "splitFrom": null, "splitOff": [{ "id": second }] });
        assert_eq!(seen("officer", &first).await, expected);
        let expected = json!({ "splitFrom": { "id": first }, "splitOff": [] });
        assert_eq!(seen("officer", &second).await, expected);
        // Whoever is recused from the first case is not led to it.
        let out = json!({ "user": ground.id_of("officer_b"), "ground": "OTHER", "recusalNote": "有利害关系" });
        ground.give("institution_head", &first, "recuse", out).await;
        assert_eq!(seen("officer_b", &second).await["splitFrom"], Value::Null);
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
        let raw = ground.database.raw().await;
        raw.execute_unprepared("UPDATE case_file SET split_from_id = NULL")
            .await
            .unwrap();
        assert_ne!(verify(&ground.store).await.unwrap().faults, vec![]);
    }
);
