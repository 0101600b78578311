//! People let into one case, and people recused from one: what is open to them and what is closed, at once.

use serde_json::{Value, json};

use super::{TODAY, does_not_exist, total};
use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::{Ground, case_id};

/// What there is to see of a case beside its cover.
const INSIDE: &str = "query ($by: CaseBy!) { case(by: $by) { number log(first: 10) { totalCount nodes { no } } draft { findings } classes \
    participation { admissions { purpose } recusals { basis user { login } } } serviceAddresses { address } \
    pendingRequests { no } parties { name address phone } papers { kind { id } } officer { login email } } }";

async fn recuse(ground: &Ground, by: &str, who: &str, case: &str) {
    let body = json!({
        "user": ground.id_of(who), "ground": "OTHER", "recusalNote": "利害关系的具体情况", "superiorOrder": "市府复函1号",
    });
    ground.give(by, case, "recuse", body).await;
}

on_both!(
    a_recused_person_finds_no_case_whatever_it_is,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let other = ground.assigned().await;
        for (by, who) in [
            ("supervisor", "supervisor"),
            ("institution_head", "officer"),
            ("institution_head", "co_officer"),
            ("institution_head", "officer_b"),
            ("institution_head", "organ_head"),
            ("institution_head", "institution_head"),
        ] {
            recuse(&ground, by, who, &case).await;
            does_not_exist(&ground, who, &case).await;
            // The other case stays open to everybody.
            assert_eq!(total(&ground, who).await, 1, "{who}");
            let actor = &ground.office.people[who].actor;
            let seen = |id| ground.store.case_file(actor, id);
            assert!(seen(case_id(&case)).await.unwrap().is_none(), "{who}");
            assert!(seen(case_id(&other)).await.unwrap().is_some(), "{who}");
        }
    }
);

on_both!(
    a_case_whose_officer_is_recused_waits_for_another,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        recuse(&ground, "officer", "officer", &case).await;
        let query = "query ($f: CaseFilter) { cases(first: 5, filter: $f) { totalCount nodes { id officer { login } } } }";
        let without = json!({ "f": { "unassigned": true } });
        let found = ground.ask("institution_head", query, without.clone()).await;
        let found = &found["data"]["cases"];
        assert_eq!(
            (&found["totalCount"], &found["nodes"][0]["officer"]),
            (&json!(1), &Value::Null),
            "{found}"
        );
        assert_eq!(found["nodes"][0]["id"], json!(case));
        let assign = json!({ "officer": ground.id_of("officer_b") });
        ground.give("registrar", &case, "assign", assign).await;
        let found = ground.ask("institution_head", query, without).await;
        assert_eq!(found["data"]["cases"]["totalCount"], 0);
        // Why somebody is recused is for the secondary volume: the log has it nowhere.
        let log = "query ($by: CaseBy!) { case(by: $by) { log(first: 50) { nodes { effects { kind text } } } } }";
        let log = ground
            .ask("supervisor", log, json!({ "by": { "id": case } }))
            .await;
        let log = log.to_string();
        assert!(
            log.contains("RECUSED") && !log.contains("利害关系的具体情况"),
            "{log}"
        );
        let head = &ground.office.people["institution_head"].actor;
        let kept = ground.store.protected(head, case_id(&case)).await.unwrap();
        assert!(kept.iter().any(|row| row.content == "利害关系的具体情况"));
    }
);

on_both!(
    who_is_let_in_sees_the_main_volume_of_that_case_until_the_last_day,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        ground.assigned().await;
        ground.consult(&case).await;
        for (who, capacity) in [
            ("mediator", "MEDIATOR"),
            ("committee_member", "COMMITTEE_MEMBER"),
            ("legal_adviser", "LEGAL_ADVISER"),
            ("street_office", "STREET_OFFICE"),
        ] {
            assert_eq!(total(&ground, who).await, 0, "{who}");
            let body = json!({
                "user": ground.id_of(who), "capacity": capacity, "purpose": "参与办案", "until": "2026-03-20",
            });
            ground.give("institution_head", &case, "admit", body).await;
            assert_eq!(total(&ground, who).await, 1, "{who}");
            let seen = ground
                .ask(who, INSIDE, json!({ "by": { "id": case } }))
                .await;
            let seen = &seen["data"]["case"];
            let inside = [
                &seen["log"]["totalCount"],
                &seen["draft"],
                &seen["participation"],
                &seen["classes"],
                &seen["serviceAddresses"],
                &seen["pendingRequests"],
                &seen["officer"]["email"],
            ];
            let nothing = [
                &json!(0),
                &Value::Null,
                &Value::Null,
                &json!([]),
                &json!([]),
                &json!([]),
                &Value::Null,
            ];
            assert_eq!(inside, nothing, "{who}: {seen}");
            let parties = seen["parties"].as_array().unwrap();
            let reached = |party: &Value| !party["address"].is_null() || !party["phone"].is_null();
            assert!(
                !parties.is_empty() && !parties.iter().any(reached),
                "{seen}"
            );
            let papers = seen["papers"].to_string();
            assert!(
                papers.contains("reply_notice") && papers.contains("acceptance_notice"),
                "{papers}"
            );
        }
        // The last day is seen to its end, and not a minute longer, whether or not anything runs then.
        ground.set("2026-03-20".parse().unwrap(), 23, 59);
        assert_eq!(total(&ground, "mediator").await, 1);
        ground.set("2026-03-21".parse().unwrap(), 0, 1);
        does_not_exist(&ground, "mediator", &case).await;
        assert_eq!(total(&ground, "mediator").await, 0);
    }
);

on_both!(
    an_admission_that_is_ended_and_a_recusal_close_the_case_at_once,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let admit = |who: &str| {
            json!({
                "user": ground.id_of(who), "capacity": "MEDIATOR", "purpose": "调解", "until": "2026-12-31",
            })
        };
        let mediator = admit("mediator");
        ground
            .give("institution_head", &case, "admit", mediator.clone())
            .await;
        let end = json!({ "user": ground.id_of("mediator"), "reason": "调解结束" });
        ground.give("officer", &case, "endAdmission", end).await;
        does_not_exist(&ground, "mediator", &case).await;
        // Let in again, and recused.
        ground
            .give("institution_head", &case, "admit", mediator)
            .await;
        assert_eq!(total(&ground, "mediator").await, 1);
        recuse(&ground, "mediator", "mediator", &case).await;
        does_not_exist(&ground, "mediator", &case).await;
        let verdict = store::audit::verify(&ground.store).await.unwrap();
        assert!(verdict.faults.is_empty(), "{:?}", verdict.faults);
    }
);

on_both!(
    who_complained_and_did_not_apply_is_known_to_the_office_alone,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let report = json!({ "persons": [{ "name": "陈小明" }, { "name": "李四维" }],
            "act": { "title": "行政处罚决定", "madeOn": "2026-01-05", "knownOn": TODAY, "realProperty": false } });
        let opened = ground.opening("intervention", &report);
        let case = ground.open_as("registrar", opened, None).await.done().case;
        ground.assign(&case).await;
        let receive = ground
            .completed(json!({ "reconsideration": { "receive": { "mandatoryFirst": false } } }));
        let receive = receive["reconsideration"]["receive"].clone();
        ground.give("officer", &case, "receive", receive).await;
        ground.accept(&case).await;
        let copy = json!({ "note": "依法发送" });
        ground.give("officer", &case, "sendCopy", copy).await;
        let admit = json!({ "user": ground.id_of("mediator"), "capacity": "MEDIATOR", "purpose": "主持调解", "until": "2026-12-31" });
        ground.give("institution_head", &case, "admit", admit).await;
        let query = "query ($by: CaseBy!) { case(by: $by) { parties { name } terms { party { name } } } \
            cases(first: 9, filter: { partyContains: \"李四维\" }) { totalCount } search(first: 9, text: \"李四维\") { totalCount } }";
        let ask = async |who: &str| {
            let answer = ground
                .ask(who, query, json!({ "by": { "id": case } }))
                .await;
            assert!(answer["errors"].is_null(), "{who}: {answer}");
            answer["data"].clone()
        };
        let inside = ask("officer").await;
        assert!(inside["case"].to_string().contains("李四维"), "{inside}");
        assert_eq!(inside["cases"]["totalCount"], 1);
        assert_eq!(inside["search"]["totalCount"], 1);
        for who in ["respondent_clerk", "mediator"] {
            let outside = ask(who).await;
            let text = outside.to_string();
            assert!(
                text.contains("陈小明") && !text.contains("李四维"),
                "{who}: {text}"
            );
            assert_eq!(outside["cases"]["totalCount"], 0, "{who}");
            assert_eq!(outside["search"]["totalCount"], 0, "{who}");
        }
        assert_eq!(
            store::audit::verify(&ground.store).await.unwrap().faults,
            vec![]
        );
    }
);
