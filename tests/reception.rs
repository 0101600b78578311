//! The reception log: who came, about what, what was said; and what comes of it.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use store::audit::verify;

use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::{Ground, key};

const TODAY: &str = "2026-03-18";

const RECORD: &str = "mutation ($visit: RecordReceptionInput!) { recordReception(input: $visit) { \
    reception { id who agency { shortName } case { number } by { login } } refusal { code args { name value } } } }";

fn visit(way: &str, result: &str) -> Value {
    json!({
        "idempotencyKey": key(), "way": way, "who": "李某", "phone": "13900000000", "agencyName": "某局",
        "what": "对处罚决定不服", "said": "告知可以在六十日内申请行政复议", "result": result,
    })
}

async fn record(ground: &Ground, by: &str, input: Value) -> Value {
    let answer = ground.ask(by, RECORD, json!({ "visit": input })).await;
    answer["data"]["recordReception"].clone()
}

async fn listed(ground: &Ground, by: &str, until: &str) -> Vec<Value> {
    let query = "query ($until: Date) { receptions(first: 2, until: $until) { totalCount nodes { who phone what said on } } }";
    let answer = ground.ask(by, query, json!({ "until": until })).await;
    let nodes = answer["data"]["receptions"]["nodes"].as_array();
    nodes.unwrap_or_else(|| panic!("{answer}")).clone()
}

on_both!(
    a_reception_is_recorded_once_and_seen_by_the_office_alone,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let input = visit("WALK_IN", "ANSWERED");
        let first = record(&ground, "registrar", input.clone()).await;
        assert_eq!(first["reception"]["who"], "李某", "{first}");
        assert_eq!(first["reception"]["by"]["login"], "registrar");
        // The same key again is the same reception; with another body it is refused.
        assert_eq!(record(&ground, "registrar", input.clone()).await, first);
        let mut other = input.clone();
        other["who"] = json!("王某");
        let refused = record(&ground, "registrar", other).await;
        assert_eq!(refused["refusal"]["code"], "IDEMPOTENCY_KEY_REUSED");
        assert_eq!(
            listed(&ground, "officer", TODAY).await[0]["phone"],
            "13900000000"
        );
        assert!(listed(&ground, "officer", "2026-03-17").await.is_empty());
        for outsider in [
            "respondent_clerk",
            "system_admin",
            "auditor",
            "supervisor",
            "stranger",
            "mediator",
        ] {
            assert!(
                listed(&ground, outsider, TODAY).await.is_empty(),
                "{outsider}"
            );
        }
        for (by, code) in [
            ("respondent_clerk", "FORBIDDEN"),
            ("supervisor", "FORBIDDEN"),
        ] {
            let refused = record(&ground, by, visit("LETTER", "ANSWERED")).await;
            assert_eq!(refused["refusal"]["code"], code, "{by}");
        }
        for (field, value) in [
            ("who", json!(" ")),
            ("said", json!("")),
            ("phone", json!("1".repeat(101))),
            ("on", json!("2026-03-19")),
        ] {
            let mut input = visit("LETTER", "ANSWERED");
            input[field] = value;
            let refused = record(&ground, "officer", input).await;
            assert_eq!(
                refused["refusal"]["code"], "BAD_FIELD",
                "{field}: {refused}"
            );
            assert!(!refused.to_string().contains("11111"), "{refused}");
        }
        let mut input = visit("LETTER", "ANSWERED");
        input["agencyName"] = json!("某局，证号 11010519491231002X");
        let refused = record(&ground, "officer", input).await;
        assert_eq!(refused["refusal"]["code"], "IDENTITY_NUMBER", "{refused}");
        let field = json!([{ "name": "field", "value": "agencyName" }]);
        assert!(!refused.to_string().contains("1231002"), "{refused}");
        assert_eq!(refused["refusal"]["args"], field, "{refused}");
        // What is personal is in no log.
        let entries = "SELECT count(*) FROM office_entry WHERE body LIKE '%李某%' OR body LIKE '%13900000000%'";
        let raw = ground.database.raw().await;
        let backend = raw.get_database_backend();
        let found = raw
            .query_one_raw(sea_orm::Statement::from_string(backend, entries))
            .await;
        let found: i64 = found.unwrap().unwrap().try_get_by_index(0).unwrap();
        assert_eq!(found, 0);
        // And whoever edits it is found out.
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
        for edit in [
            "UPDATE reception SET content = replace(content, '李某', '赵某')",
            "UPDATE reception SET result = 'MEDIATED'",
            "DELETE FROM reception",
        ] {
            raw.execute_unprepared(edit).await.unwrap();
            let faults = verify(&ground.store).await.unwrap().faults;
            let named = faults
                .iter()
                .any(|fault| fault.what.starts_with("reception "));
            assert!(named, "{edit}: {faults:?}");
        }
    }
);

on_both!(
    receptions_are_counted_by_way_and_result,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.assigned().await;
        record(&ground, "officer", visit("TELEPHONE", "ANSWERED")).await;
        let mut about = visit("TELEPHONE", "ANSWERED");
        about["caseId"] = json!(case);
        let about = record(&ground, "officer", about).await;
        let number = ground.see(&case).await.number;
        assert_eq!(
            about["reception"]["case"]["number"],
            number.as_str(),
            "{about}"
        );
        record(&ground, "registrar", visit("WALK_IN", "APPLIED")).await;
        let query =
            "{ receptionCounts(from: \"2026-03-16\", until: \"2026-03-22\") { way result count } }";
        let counted = ground.ask("institution_head", query, json!({})).await;
        let expected = json!([
            { "way": "WALK_IN", "result": "APPLIED", "count": 1 },
            { "way": "TELEPHONE", "result": "ANSWERED", "count": 2 },
        ]);
        assert_eq!(counted["data"]["receptionCounts"], expected, "{counted}");
        for outsider in ["stranger", "respondent_clerk", "supervisor"] {
            let nothing = ground.ask(outsider, query, json!({})).await;
            assert_eq!(nothing["data"]["receptionCounts"], json!([]), "{outsider}");
        }
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
    }
);

const LINK: &str = "mutation ($link: LinkReceptionInput!) { linkReception(input: $link) { \
    reception { case { number } } refusal { code } } }";

async fn link(ground: &Ground, by: &str, reception: &Value, case: &str) -> Value {
    let input = json!({ "link": { "reception": reception, "caseId": case } });
    let answer = ground.ask(by, LINK, input).await;
    answer["data"]["linkReception"].clone()
}

async fn about(ground: &Ground, by: &str, case: &str) -> Vec<Value> {
    let query = "query ($id: ID!) { case(by: { id: $id }) { receptions { who way } } }";
    let answer = ground.ask(by, query, json!({ "id": case })).await;
    let receptions = answer["data"]["case"]["receptions"].as_array();
    receptions.cloned().unwrap_or_default()
}

on_both!(
    a_reception_is_linked_to_a_case_later_and_then_seen_by_who_may_see_the_case,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let visited = record(&ground, "registrar", visit("WALK_IN", "APPLIED")).await;
        let visited = visited["reception"]["id"].clone();
        let case = ground.assigned().await;
        let other = ground.assigned().await;
        assert!(about(&ground, "officer", &case).await.is_empty());
        // Of another office, of no role, or about a case that there is not: nothing is said of any.
        let unknown = api::GlobalId::Case(workflow::id::CaseId(uuid::Uuid::now_v7())).to_string();
        for (by, to, code) in [
            ("stranger", &case, "NOT_FOUND"),
            ("officer", &unknown, "NOT_FOUND"),
            ("respondent_clerk", &case, "FORBIDDEN"),
            ("supervisor", &case, "FORBIDDEN"),
        ] {
            let refused = link(&ground, by, &visited, to).await;
            assert_eq!(refused["refusal"]["code"], code, "{by}: {refused}");
        }
        for to in [&other, &case, &case] {
            let linked = link(&ground, "officer", &visited, to).await;
            let number = ground.see(to).await.number;
            assert_eq!(
                linked["reception"]["case"]["number"],
                number.as_str(),
                "{linked}"
            );
        }
        assert!(about(&ground, "officer", &other).await.is_empty());
        assert_eq!(about(&ground, "officer", &case).await[0]["who"], "李某");
        for outsider in ["respondent_clerk", "supervisor", "stranger"] {
            assert!(
                about(&ground, outsider, &case).await.is_empty(),
                "{outsider}"
            );
        }
        // Whoever is recused from the case learns of it no more, in list, count or answer.
        assert_eq!(listed(&ground, "officer_b", TODAY).await.len(), 1);
        let recusal = json!({ "user": ground.id_of("officer_b"), "ground": "OTHER", "recusalNote": "有利害关系" });
        ground
            .give("institution_head", &case, "recuse", recusal)
            .await;
        assert!(listed(&ground, "officer_b", TODAY).await.is_empty());
        let counts = ground
            .ask("officer_b", "{ receptionCounts { count } }", json!({}))
            .await;
        assert_eq!(counts["data"]["receptionCounts"], json!([]), "{counts}");
        let refused = link(&ground, "officer_b", &visited, &other).await;
        assert_eq!(refused["refusal"]["code"], "NOT_FOUND", "{refused}");
        // Linked twice, not thrice: what was said already is not said again.
        let raw = ground.database.raw().await;
        let backend = raw.get_database_backend();
        let links = "SELECT count(*) FROM office_entry WHERE command = 'link_reception'";
        let links = sea_orm::Statement::from_string(backend, links);
        let links = raw.query_one_raw(links).await.unwrap().unwrap();
        let links: i64 = links.try_get_by_index(0).unwrap();
        assert_eq!(links, 2);
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
        raw.execute_unprepared("UPDATE reception SET case_id = NULL")
            .await
            .unwrap();
        let faults = verify(&ground.store).await.unwrap().faults;
        assert!(
            faults
                .iter()
                .any(|fault| fault.what.ends_with("differs from the log")),
            "{faults:?}"
        );
    }
);
