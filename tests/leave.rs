//! Leave and deputies: who notes it and when it is refused, what a deputy may do on its days and no other, who is told, and
//! which cases nobody looks after.

use api::GlobalId;
use serde_json::{Value, json};
use workflow::actor::Actor;

use crate::on_both;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::{Ground, key};
use crate::support::seen::Answer;

mod acts;
mod leavers;

/// A Wednesday.
const TODAY: &str = "2026-03-18";
const NOTE: &str = "mutation ($input: NoteLeaveInput!) { noteLeave(input: $input) { \
    leave { id from until endedOn user { login } deputy { login } instrument { number on } } \
    refusal { code message args { name value } } } }";
const END: &str = "mutation ($ended: EndLeaveInput!) { endLeave(input: $ended) { \
    leave { endedOn } refusal { code } } }";

fn user_id(ground: &Ground, who: &str) -> String {
    GlobalId::User(ground.office.people[who].user).to_string()
}

/// A leave with a deputy.
fn with_deputy(ground: &Ground, from: &str, until: &str, deputy: &str) -> Value {
    json!({ "from": from, "until": until, "deputy": user_id(ground, deputy) })
}

/// Sends a leave; gives what was answered.
async fn note(ground: &Ground, by: &str, mut input: Value) -> Value {
    if input.get("idempotencyKey").is_none() {
        input["idempotencyKey"] = json!(key());
    }
    let answer = ground.ask(by, NOTE, json!({ "input": input })).await;
    assert!(answer["errors"].is_null(), "{answer}");
    answer["data"]["noteLeave"].clone()
}

/// Notes a leave that must be taken; gives its id.
async fn noted(ground: &Ground, by: &str, input: Value) -> Value {
    let answer = note(ground, by, input).await;
    assert_eq!(answer["refusal"], Value::Null, "{answer}");
    answer["leave"]["id"].clone()
}

async fn end(ground: &Ground, by: &str, leave: &Value) -> Value {
    let answer = ground.ask(by, END, json!({ "ended": { "leave": leave } }));
    let answer = answer.await;
    assert!(answer["errors"].is_null(), "{answer}");
    answer["data"]["endLeave"].clone()
}

/// It is ten in the morning of another day.
fn go(ground: &Ground, day: &str) {
    ground.set(day.parse().unwrap(), 10, 0);
}

async fn whole(ground: &Ground) {
    let verdict = store::audit::verify(&ground.store).await.unwrap();
    assert_eq!(verdict.faults, []);
}

/// The code with which something is refused; `None` where it is carried out.
async fn tried(ground: &Ground, by: &str, case: &str, name: &str, body: Value) -> Option<String> {
    let input = json!({ "caseId": case, "command": reconsideration(name, body) });
    match ground.command(by, input).await {
        Answer::Done(_) => None,
        Answer::Refused(refused) => Some(refused.code),
        Answer::Failed { code, .. } => Some(code),
    }
}

on_both!(
    a_leave_is_noted_by_the_user_or_a_head_of_the_institution_and_by_nobody_else,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (officer, far) = (user_id(&ground, "officer"), user_id(&ground, "stranger"));
        let of_officer = json!({ "user": officer, "from": "2026-03-20", "until": "2026-03-24" });
        for (who, code) in [
            ("registrar", "FORBIDDEN"),
            ("officer_b", "FORBIDDEN"),
            ("co_officer", "FORBIDDEN"),
            ("organ_head", "FORBIDDEN"),
            ("supervisor", "FORBIDDEN"),
            ("respondent_clerk", "FORBIDDEN"),
            ("system_admin", "FORBIDDEN"),
            ("security_admin", "FORBIDDEN"),
            ("auditor", "FORBIDDEN"),
            // Somebody of another office does not exist.
            ("stranger", "NOT_FOUND"),
        ] {
            let refused = note(&ground, who, of_officer.clone()).await;
            assert_eq!(refused["refusal"]["code"], code, "{who}: {refused}");
        }
        let unknown = GlobalId::User(workflow::id::UserId(uuid::Uuid::new_v4())).to_string();
        for (who, code) in [("institution_head", "NOT_FOUND"), ("officer", "FORBIDDEN")] {
            for id in [&far, &unknown] {
                let input = json!({ "user": id, "from": "2026-03-20", "until": "2026-03-24" });
                let refused = note(&ground, who, input).await;
                assert_eq!(refused["refusal"]["code"], code, "{who}: {refused}");
            }
        }
        let mut input = with_deputy(&ground, "2026-03-20", "2026-03-24", "officer_b");
        input["idempotencyKey"] = json!("once");
        let answer = note(&ground, "officer", input.clone()).await;
        assert_eq!(answer["leave"]["user"]["login"], "officer", "{answer}");
        assert_eq!(answer["leave"]["deputy"]["login"], "officer_b");
        assert_eq!(note(&ground, "officer", input).await, answer);
        let later = json!({ "user": officer, "from": "2026-04-20", "until": "2026-04-20" });
        let second = noted(&ground, "institution_head", later).await;
        let query = "{ users { login leave { id } leaves { from until deputy { login } } } }";
        let shown = async |who: &str| {
            let users = ground.ask(who, query, json!({})).await["data"]["users"].clone();
            let found = users
                .as_array()
                .unwrap()
                .iter()
                .find(|user| user["login"] == "officer");
            found.cloned()
        };
        let seen = shown("registrar").await.unwrap();
        assert_eq!(seen["leave"], Value::Null);
        assert_eq!(seen["leaves"].as_array().unwrap().len(), 2, "{seen}");
        go(&ground, "2026-03-24");
        let seen = shown("registrar").await.unwrap();
        assert_eq!(seen["leave"]["id"], answer["leave"]["id"]);
        // Who is absent is told to the staff of the office.
        for who in ["system_admin", "auditor"] {
            let seen = shown(who).await.unwrap();
            assert_eq!(
                (&seen["leave"], &seen["leaves"]),
                (&Value::Null, &json!([])),
                "{who}"
            );
        }
        assert_eq!(shown("stranger").await, None);
        go(&ground, "2026-03-25");
        assert_eq!(shown("registrar").await.unwrap()["leave"], Value::Null);
        // Ended by the same, and once.
        for who in ["officer_b", "organ_head", "registrar", "stranger"] {
            let code = if who == "stranger" {
                "NOT_FOUND"
            } else {
                "FORBIDDEN"
            };
            assert_eq!(
                end(&ground, who, &second).await["refusal"]["code"],
                code,
                "{who}"
            );
        }
        let ended = end(&ground, "officer", &second).await;
        assert_eq!(ended["leave"]["endedOn"], "2026-03-25", "{ended}");
        let again = end(&ground, "institution_head", &second).await;
        assert_eq!(again["refusal"]["code"], "BAD_FIELD");
        let over = end(&ground, "officer", &answer["leave"]["id"]).await;
        assert_eq!(over["refusal"]["code"], "BAD_FIELD");
        for who in ["officer", "officer_b"] {
            assert_eq!(
                end(&ground, who, &json!(officer)).await["refusal"]["code"],
                "FORBIDDEN"
            );
        }
        whole(&ground).await;
    }
);

on_both!(
    a_leave_that_cannot_be_is_refused_and_the_refusal_says_what_would_work,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let refused = async |by: &str, input: Value, field: &str, words: &[&str]| {
            let answer = note(&ground, by, input).await;
            let refusal = &answer["refusal"];
            assert_eq!(refusal["code"], "BAD_FIELD", "{answer}");
            let args = refusal["args"].as_array().unwrap();
            let named = args.iter().find(|arg| arg["name"] == "field").unwrap();
            assert_eq!(named["value"], field, "{answer}");
            // In Chinese in the message, in both languages in what was expected.
            let said = refusal.to_string();
            for word in words {
                assert!(said.contains(word), "`{word}` is not in {said}");
            }
        };
        let days = |from: &str, until: &str| json!({ "from": from, "until": until });
        let with = |deputy: &str| with_deputy(&ground, "2026-03-20", "2026-03-24", deputy);
        refused(
            "officer",
            days("2026-03-17", "2026-03-20"),
            "from",
            &["2026-03-18", "later"],
        )
        .await;
        refused(
            "officer",
            days("2026-03-20", "2026-03-19"),
            "until",
            &["2026-03-20"],
        )
        .await;
        refused(
            "officer",
            days("2026-03-20", "2027-03-22"),
            "until",
            &["2027-03-21"],
        )
        .await;
        refused(
            "officer",
            with("officer"),
            "deputy",
            &["本人以外", "somebody else"],
        )
        .await;
        refused(
            "officer",
            with("stranger"),
            "deputy",
            &["本机关", "same office"],
        )
        .await;
        refused(
            "officer",
            with("registrar"),
            "deputy",
            &["承办人、协办人", "co-officer"],
        )
        .await;
        refused(
            "registrar",
            with("officer"),
            "deputy",
            &["登记人员", "registrar"],
        )
        .await;
        refused(
            "institution_head",
            with("organ_head"),
            "instrument",
            &["文号", "instrument"],
        )
        .await;
        refused("organ_head", with("officer"), "deputy", &["复议机关负责人"]).await;
        refused(
            "supervisor",
            days("2026-03-20", "2026-03-24"),
            "user",
            &["承办人", "officer"],
        )
        .await;
        let mut early = with("organ_head");
        early["instrument"] = json!({ "number": "深坪府授〔2026〕3号", "on": "2026-03-21" });
        refused("institution_head", early, "instrument.on", &["2026-03-20"]).await;
        let mut blank = with("organ_head");
        blank["instrument"] = json!({ "number": "  ", "on": "2026-03-20" });
        refused("institution_head", blank, "instrument.number", &[]).await;
        let mut alone = days("2026-03-20", "2026-03-24");
        alone["instrument"] = json!({ "number": "深坪府授〔2026〕3号", "on": "2026-03-20" });
        refused(
            "institution_head",
            alone,
            "instrument",
            &["代办人", "deputy"],
        )
        .await;
        // Who is out of service stands in for nobody.
        let out = ground.office.people["officer_b"].user;
        let leave = noted(&ground, "officer", with("officer_b")).await;
        refused(
            "officer",
            days("2026-03-24", "2026-03-27"),
            "from",
            &["2026-03-24", "beside"],
        )
        .await;
        noted(&ground, "officer", days("2026-03-25", "2026-03-27")).await;
        // Chains: a deputy on leave, and the deputy of one who is a deputy.
        refused(
            "officer_b",
            days("2026-03-23", "2026-03-23"),
            "user",
            &["officer 某", "end the leave"],
        )
        .await;
        refused(
            "co_officer",
            with("officer"),
            "deputy",
            &["2026-03-20", "on leave"],
        )
        .await;
        end(&ground, "officer", &leave).await;
        noted(&ground, "officer_b", days("2026-03-23", "2026-03-23")).await;
        let (organ, now) = (ground.office.organ, ground.moment());
        let done = ground.desk.deactivate_user(&Actor::System, organ, out, now);
        done.await.unwrap();
        refused(
            "co_officer",
            with("officer_b"),
            "deputy",
            &["在用", "in service"],
        )
        .await;
        whole(&ground).await;
    }
);

on_both!(an_edited_leave_is_found, async |database: Database| {
    use sea_orm::ConnectionTrait;
    let ground = Ground::on(database, TODAY).await;
    let input = with_deputy(&ground, "2026-03-20", "2026-03-24", "officer_b");
    let leave = noted(&ground, "officer", input).await;
    end(&ground, "officer", &leave).await;
    whole(&ground).await;
    let raw = ground.database.raw().await;
    for edit in [
        "ended_on = NULL",
        "until_on = '2026-12-31'",
        "deputy_id = NULL",
    ] {
        let sql = format!("UPDATE leave SET {edit}");
        raw.execute_unprepared(&sql).await.unwrap();
        let verdict = store::audit::verify(&ground.store).await.unwrap();
        let named = |fault: &store::audit::AuditFault| fault.what.contains("leave");
        assert!(
            verdict.faults.iter().any(named),
            "{edit}: {:?}",
            verdict.faults
        );
    }
    raw.execute_unprepared("DELETE FROM leave").await.unwrap();
    let verdict = store::audit::verify(&ground.store).await.unwrap();
    assert_eq!(verdict.faults.len(), 1, "{:?}", verdict.faults);
    raw.close().await.unwrap();
});
