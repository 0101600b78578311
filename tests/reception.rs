//! The reception log: who came, about what, what was said; and what comes of it.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use store::audit::verify;

use crate::on_both;
use crate::support::client;
use crate::support::database::Database;
use crate::support::ground::{Ground, key};

const TODAY: &str = "2026-03-18";

const RECORD: &str = "mutation ($input: RecordReceptionInput!) { recordReception(input: $input) { \
    reception { key who agency { shortName } case { number } by { login } } refusal { code args { name } } } }";

fn visit(way: &str, result: &str) -> Value {
    json!({
        "idempotencyKey": key(), "way": way, "who": "李某", "phone": "13900000000", "agencyName": "某局",
        "what": "对处罚决定不服", "said": "告知可以在六十日内申请行政复议", "result": result,
    })
}

async fn record(ground: &Ground, by: &str, input: Value) -> Value {
    let answer = ground.ask(by, RECORD, json!({ "input": input })).await;
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
        assert_eq!(listed(&ground, "supervisor", TODAY).await.len(), 1);
        assert_eq!(
            listed(&ground, "officer", TODAY).await[0]["phone"],
            "13900000000"
        );
        assert!(listed(&ground, "officer", "2026-03-17").await.is_empty());
        for outsider in ["respondent_clerk", "system_admin", "stranger", "mediator"] {
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
            ("on", json!("2026-03-19")),
        ] {
            let mut input = visit("LETTER", "ANSWERED");
            input[field] = value;
            let refused = record(&ground, "officer", input).await;
            assert_eq!(
                refused["refusal"]["code"], "BAD_FIELD",
                "{field}: {refused}"
            );
        }
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
    receptions_are_counted_by_way_and_a_file_opened_from_one_names_it,
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
        let promoted = record(&ground, "registrar", visit("WALK_IN", "APPLIED")).await;
        let query =
            "{ receptionCounts(from: \"2026-03-16\", until: \"2026-03-22\") { way result count } }";
        let counted = ground.ask("institution_head", query, json!({})).await;
        let expected = json!([
            { "way": "WALK_IN", "result": "APPLIED", "count": 1 },
            { "way": "TELEPHONE", "result": "ANSWERED", "count": 2 },
        ]);
        assert_eq!(counted["data"]["receptionCounts"], expected, "{counted}");
        let nothing = ground.ask("stranger", query, json!({})).await;
        assert_eq!(nothing["data"]["receptionCounts"], json!([]));
        // An application opened from the reception names it; from another office's, or from none, it cannot.
        let open = async |by: &str, reception: &Value| {
            let input = json!({
                "idempotencyKey": key(), "reception": reception,
                "opening": { "reconsideration": ground.application() },
            });
            let answer = ground
                .ask(by, &client::open_case(), json!({ "input": input }))
                .await;
            client::answer_of(&answer)
        };
        let opened = open("registrar", &promoted["reception"]["key"])
            .await
            .done()
            .case;
        let query = "query ($id: ID!) { case(by: { id: $id }) { reception { who } } }";
        let seen = ground.ask("officer", query, json!({ "id": opened })).await;
        assert_eq!(seen["data"]["case"]["reception"]["who"], "李某", "{seen}");
        let far = open("stranger", &promoted["reception"]["key"]).await;
        assert_eq!(far.refused().code, "BAD_FIELD");
        assert_eq!(verify(&ground.store).await.unwrap().faults, vec![]);
    }
);
