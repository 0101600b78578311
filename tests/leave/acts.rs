//! What a deputy does, sees and is sent.

use super::*;

const DOCKET: &str = "{ myDocket(first: 50) { totalCount pendingRequestCount nodes { \
    case { id } forUser { login } } } }";
const LAST: &str = "query ($by: CaseBy!) { case(by: $by) { log(first: 90) { nodes { \
    command { id } actorName onBehalfOf { login } onBehalfOfName instrument { number on } } } } }";

fn views() -> Value {
    json!({ "parties": [1], "mode": "IN_PERSON", "record": "听取申请人意见" })
}

/// For whom the cases of somebody's docket are in it: `None` for its own.
async fn docket(ground: &Ground, who: &str) -> Vec<Option<String>> {
    let answer = ground.ask(who, DOCKET, json!({})).await;
    let page = &answer["data"]["myDocket"];
    let rows = page["nodes"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(page["totalCount"], rows.len());
    let login = |row: &Value| row["forUser"]["login"].as_str().map(str::to_owned);
    let mut whose: Vec<_> = rows.iter().map(login).collect();
    whose.dedup();
    whose
}

/// The last line of the log of a case.
async fn last(ground: &Ground, case: &str) -> Value {
    let by = json!({ "by": { "id": case } });
    let answer = ground.ask("supervisor", LAST, by).await;
    let entries = answer["data"]["case"]["log"]["nodes"].as_array();
    entries.unwrap().last().unwrap().clone()
}

on_both!(
    on_the_days_of_a_leave_the_deputy_does_the_work_of_the_officer_and_the_log_says_for_whom,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let input = with_deputy(&ground, "2026-03-19", "2026-03-20", "officer_b");
        noted(&ground, "officer", input).await;
        let refused = Some("WRONG_ROLE".to_owned());
        let hear = async || tried(&ground, "officer_b", &case, "hearViews", views()).await;
        // Reckoned from the day of the request: nothing was run in between.
        assert_eq!(
            (docket(&ground, "officer_b").await, hear().await),
            (vec![], refused.clone())
        );
        for day in ["2026-03-19", "2026-03-20"] {
            go(&ground, day);
            let whose = vec![Some("officer".to_owned())];
            assert_eq!(docket(&ground, "officer_b").await, whose, "{day}");
            ground.give("officer_b", &case, "hearViews", views()).await;
            let entry = last(&ground, &case).await;
            assert_eq!(entry["actorName"], "officer_b 某", "{entry}");
            assert_eq!(entry["onBehalfOf"]["login"], "officer");
            assert_eq!(
                (&entry["onBehalfOfName"], &entry["instrument"]),
                (&json!("officer 某"), &Value::Null)
            );
        }
        // Who is on leave may act none the less, in its own name.
        ground.give("officer", &case, "hearViews", views()).await;
        assert_eq!(last(&ground, &case).await["onBehalfOf"], Value::Null);
        assert_eq!(docket(&ground, "officer").await, vec![None]);
        go(&ground, "2026-03-21");
        assert_eq!(
            (docket(&ground, "officer_b").await, hear().await),
            (vec![], refused)
        );
        whole(&ground).await;
    }
);

on_both!(
    a_leave_that_is_ended_ends_the_deputy_at_once,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let input = with_deputy(&ground, TODAY, "2026-03-24", "officer_b");
        let leave = noted(&ground, "officer", input).await;
        let hear = async || tried(&ground, "officer_b", &case, "hearViews", views()).await;
        assert_eq!(hear().await, None);
        end(&ground, "institution_head", &leave).await;
        assert_eq!(hear().await.as_deref(), Some("WRONG_ROLE"));
        assert_eq!(docket(&ground, "officer_b").await, vec![]);
        // Roles that are lost, too; and who is out of service is stood in for no more.
        let again = with_deputy(&ground, TODAY, "2026-03-24", "officer_b");
        noted(&ground, "officer", again).await;
        assert_eq!(hear().await, None);
        let (organ, now) = (ground.office.organ, ground.moment());
        let officer = ground.office.people["officer"].user;
        let done = ground
            .desk
            .deactivate_user(&Actor::System, organ, officer, now);
        assert_eq!(done.await.unwrap(), 1);
        assert_eq!(hear().await.as_deref(), Some("WRONG_ROLE"));
        whole(&ground).await;
    }
);

on_both!(
    a_heads_deputy_signs_by_the_instrument_and_not_where_it_handles_the_case,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let extend = json!({ "days": 30, "reason": "案情复杂" });
        let case = ground.in_trial().await;
        ground.give("officer", &case, "extend", extend).await;
        let mut input = with_deputy(&ground, TODAY, TODAY, "officer_b");
        input["instrument"] = json!({ "number": "深坪府授〔2026〕3号", "on": "2026-01-05" });
        let pending = async |who: &str| {
            let answer = ground.ask(who, DOCKET, json!({})).await;
            answer["data"]["myDocket"]["pendingRequestCount"].clone()
        };
        assert_eq!(pending("officer_b").await, 0);
        let leave = noted(&ground, "institution_head", input.clone()).await;
        assert_eq!(pending("officer_b").await, 1);
        let grant = || json!({ "request": 1, "approve": true });
        ground
            .give("officer_b", &case, "settleRequest", grant())
            .await;
        let entry = last(&ground, &case).await;
        assert_eq!(entry["onBehalfOf"]["login"], "institution_head", "{entry}");
        let instrument = json!({ "number": "深坪府授〔2026〕3号", "on": "2026-01-05" });
        assert_eq!(entry["instrument"], instrument);
        end(&ground, "institution_head", &leave).await;
        // The officer of the case is deputy of the head: what it asks it does not grant.
        let own = ground.in_trial().await;
        let extend = json!({ "days": 30, "reason": "案情复杂" });
        ground.give("officer", &own, "extend", extend).await;
        input["deputy"] = json!(user_id(&ground, "officer"));
        noted(&ground, "institution_head", input).await;
        let granted = tried(&ground, "officer", &own, "settleRequest", grant()).await;
        assert_eq!(granted.as_deref(), Some("WRONG_ROLE"));
        whole(&ground).await;
    }
);

on_both!(
    the_decision_is_signed_by_the_deputy_of_the_head_of_the_organ,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        ground.give("officer", &case, "hearViews", views()).await;
        ground
            .give(
                "officer",
                &case,
                "submitDraft",
                crate::support::drive::draft(),
            )
            .await;
        let sign = || json!({ "basis": "HEAD_CONSENT" });
        let signed =
            async || tried(&ground, "institution_head", &case, "signDecision", sign()).await;
        assert_eq!(signed().await.as_deref(), Some("WRONG_ROLE"));
        let mut input = with_deputy(&ground, TODAY, TODAY, "institution_head");
        input["instrument"] = json!({ "number": "深坪府授〔2026〕4号", "on": TODAY });
        noted(&ground, "organ_head", input).await;
        assert_eq!(signed().await, None);
        let entry = last(&ground, &case).await;
        assert_eq!(
            (&entry["actorName"], &entry["onBehalfOf"]["login"]),
            (&json!("institution_head 某"), &json!("organ_head"))
        );
        assert_eq!(entry["instrument"]["number"], "深坪府授〔2026〕4号");
        whole(&ground).await;
    }
);

on_both!(
    csl_76_a_deputy_who_is_recused_has_no_case_there,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let recuse = json!({ "user": ground.id_of("officer_b"), "ground": "OTHER", "recusalNote": "有利害关系" });
        ground
            .give("institution_head", &case, "recuse", recuse)
            .await;
        noted(
            &ground,
            "officer",
            with_deputy(&ground, TODAY, TODAY, "officer_b"),
        )
        .await;
        assert_eq!(docket(&ground, "officer_b").await, vec![]);
        let hear = tried(&ground, "officer_b", &case, "hearViews", views()).await;
        assert_eq!(hear.as_deref(), Some("NOT_FOUND"));
        // Nor is there anything for the deputy where the one on leave is recused.
        let other = ground.in_trial().await;
        let recuse = json!({ "user": ground.id_of("institution_head"), "ground": "OTHER", "recusalNote": "有利害关系" });
        ground.give("organ_head", &other, "recuse", recuse).await;
        let mut input = with_deputy(&ground, TODAY, TODAY, "organ_head");
        input["instrument"] = json!({ "number": "深坪府授〔2026〕5号", "on": TODAY });
        noted(&ground, "institution_head", input).await;
        for (case, code) in [(&other, Some("WRONG_ROLE")), (&case, None)] {
            let body = json!({ "officer": ground.id_of("officer"), "coOfficer": null, "handoverNote": "移交" });
            let assigned = tried(&ground, "organ_head", case, "assign", body).await;
            assert_eq!(assigned.as_deref(), code);
        }
        whole(&ground).await;
    }
);

on_both!(
    reminders_about_the_cases_of_who_is_on_leave_go_to_the_deputy_too_and_say_why,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-16").await;
        ground.assigned().await;
        ground.mail().await;
        let input = with_deputy(&ground, "2026-03-17", "2026-03-19", "officer_b");
        noted(&ground, "officer", input).await;
        ground.morning("2026-03-18".parse().unwrap()).await;
        let sent = ground.mail().await;
        let to = |who: &str| -> Vec<&String> {
            let who = format!("2026-03-18 {who} ");
            sent.iter().filter(|line| line.starts_with(&who)).collect()
        };
        assert_eq!(
            (to("officer").len(), to("officer_b").len()),
            (1, 1),
            "{sent:?}"
        );
        assert!(to("officer_b")[0].contains("(代officer"), "{sent:?}");
        assert!(!to("officer")[0].contains('代'), "{sent:?}");
        whole(&ground).await;
    }
);
