//! The first set-up, and who may change the users of an office.

use api::{ApiState, GlobalId, Settings};
use calendar::Calendar;
use casework::Desk;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use workflow::rulebook::Rulebook;

use super::*;
use crate::support::people::cheap;

const SET_UP: &str = "mutation ($input: SetUpInput!) { setUp(input: $input) { organ refusal { code args { name value } } } }";

fn first(token: &str, security: &str) -> Value {
    json!({ "input": {
        "token": token, "organName": "深坪区人民政府", "shortName": "深坪府",
        "numberForms": [{ "series": "case", "form": "深坪府复〔{year}〕{serial}号" }],
        "systemAdmin": { "login": "zhao", "name": "赵敏", "password": PASSWORD },
        "securityAdmin": { "login": security, "name": "钱进", "password": "green cows dance 8" },
    } })
}

on_both!(
    an_empty_database_is_set_up_once_by_who_runs_the_program,
    async |database: Database| {
        let store = database.store().await;
        let (rulebook, calendar) = (Rulebook::embedded(), Calendar::embedded());
        let desk = Desk::new(store.clone(), rulebook, calendar).with_rules(cheap(Profile::Modern));
        let folder = tempfile::tempdir().unwrap();
        let router = api::router(ApiState {
            desk: desk.clone(),
            store: store.clone(),
            files: files::Files::folder(folder.path()).unwrap(),
            rulebook,
            calendar,
            clock: Arc::new(|| moment().now),
            ready: Arc::new(AtomicBool::new(true)),
            stopping: tokio::sync::watch::channel(false).1,
            settings: Settings::default(),
        });
        let set_up = async |input: Value| {
            let got = send_to(&router, "192.0.2.1", &[], SET_UP, input).await;
            got.field("setUp").clone()
        };
        let yesterday = Moment::at(moment().now - chrono::Duration::hours(24));
        let over = desk.set_up_token(yesterday).await.unwrap().unwrap();
        let token = desk.set_up_token(moment()).await.unwrap().unwrap();
        for wrong in ["fyu_0000", over.expose()] {
            let refused = set_up(first(wrong, "qian")).await;
            assert_eq!(refused["refusal"]["code"], "SET_UP_FAILED", "{refused}");
        }
        let same = set_up(first(token.expose(), "zhao")).await;
        assert_eq!(same["refusal"]["code"], "BAD_FIELD", "{same}");
        let done = set_up(first(token.expose(), "qian")).await;
        assert_eq!(done["refusal"], Value::Null, "{done}");
        let again = set_up(first(token.expose(), "qian")).await;
        assert_eq!(again["refusal"]["code"], "SET_UP_FAILED", "{again}");
        assert_eq!(desk.set_up_token(moment()).await.unwrap(), None);
        let input = json!({ "input": { "login": "qian", "password": "green cows dance 8" } });
        let entered = send_to(&router, "192.0.2.1", &[], SIGN_IN, input).await;
        let secret = text(&entered.field("signIn")["session"]["secret"]);
        let bearer = format!("Bearer {secret}");
        let headers = [("authorization", bearer.as_str())];
        let query = "{ me { roles } users { login roles } }";
        let seen = send_to(&router, "192.0.2.1", &headers, query, json!({})).await;
        assert_eq!(seen.field("me")["roles"], json!(["SECURITY_ADMIN"]));
        assert_eq!(seen.field("users").as_array().unwrap().len(), 2);
        let verdict = store::audit::verify(&store).await.unwrap();
        assert_eq!(verdict.faults, []);
    }
);

/// Mutations of users with somebody to change, and who may give them.
const CHANGES: [(&str, &str, &str); 3] = [
    ("setRoles", "SetRolesInput", "security_admin"),
    ("deactivateUser", "DeactivateUserInput", "system_admin"),
    ("resetPassword", "ResetPasswordInput", "security_admin"),
];

fn mutation(name: &str, kind: &str) -> String {
    format!(
        "mutation ($input: {kind}!) {{ {name}(input: $input) {{ refusal {{ code message }} }} }}"
    )
}

on_both!(
    users_are_changed_by_their_administrator_and_by_nobody_else,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let target = ground.office.people["officer_b"].user;
        let unknown = workflow::id::UserId(uuid::Uuid::new_v4());
        let stranger = ground.office.people["stranger"].user;
        let mut sessions = Vec::new();
        for who in [
            "security_admin",
            "system_admin",
            "officer",
            "institution_head",
            "auditor",
        ] {
            sessions.push((who, with_password(&ground, who).await.0));
        }
        let sent = |name: &str, id: workflow::id::UserId| {
            let mut input = json!({ "user": GlobalId::User(id).to_string() });
            if name == "setRoles" {
                input["roles"] = json!(["REGISTRAR"]);
            }
            json!({ "input": input })
        };
        for (name, kind, may) in CHANGES {
            let query = mutation(name, kind);
            for (who, session) in &sessions {
                let mut answers = Vec::new();
                for id in [stranger, unknown] {
                    let got = ask(&ground, session, &query, sent(name, id)).await;
                    answers.push(got.field(name)["refusal"].clone());
                }
                // Somebody of another office does not exist.
                assert_eq!(answers[0], answers[1], "{who} {name}");
                let wanted = if *who == may {
                    "NOT_FOUND"
                } else {
                    "FORBIDDEN"
                };
                assert_eq!(answers[0]["code"], wanted, "{who} {name}");
                if *who != may {
                    let got = ask(&ground, session, &query, sent(name, target)).await;
                    assert_eq!(
                        got.field(name)["refusal"]["code"],
                        "FORBIDDEN",
                        "{who} {name}"
                    );
                }
            }
        }
        let session = |who: &str| &sessions.iter().find(|(known, _)| *known == who).unwrap().1;
        for (name, kind, may) in [CHANGES[0], CHANGES[2], CHANGES[1]] {
            let got = ask(
                &ground,
                session(may),
                &mutation(name, kind),
                sent(name, target),
            )
            .await;
            assert_eq!(got.field(name)["refusal"], Value::Null, "{name}");
        }
        let own = ground.office.people["security_admin"].user;
        for (name, kind, may) in [CHANGES[0], CHANGES[2]] {
            let got = ask(
                &ground,
                session(may),
                &mutation(name, kind),
                sent(name, own),
            )
            .await;
            assert_eq!(got.field(name)["refusal"]["code"], "FORBIDDEN", "{name}");
        }
        let add = "mutation ($input: AddUserInput!) { addUser(input: $input) { user { id login roles active } refusal { code } } }";
        let new = json!({ "input": { "idempotencyKey": "k", "login": "new", "name": "新人" } });
        let refused = ask(&ground, session("security_admin"), add, new.clone()).await;
        assert_eq!(refused.field("addUser")["refusal"]["code"], "FORBIDDEN");
        let added = ask(&ground, session("system_admin"), add, new.clone()).await;
        let added = added.field("addUser").clone();
        assert_eq!(added["user"]["roles"], json!([]), "{added}");
        let again = ask(&ground, session("system_admin"), add, new).await;
        assert_eq!(again.field("addUser"), &added);
        let other = json!({ "input": { "idempotencyKey": "l", "login": "new", "name": "新人" } });
        let taken = ask(&ground, session("system_admin"), add, other).await;
        assert_eq!(taken.field("addUser")["refusal"]["code"], "BAD_FIELD");
        whole(&ground).await;
    }
);

on_both!(
    cases_of_somebody_out_of_service_are_counted_and_listed_for_who_gives_them_to_others,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let officer = ground.office.people["officer"].user;
        let case = ground.accepted().await;
        ground.ordinary().await;
        let query = "{ orphanedCases(first: 5) { totalCount nodes { id } } }";
        let before = ground.ask("registrar", query, json!({})).await;
        assert_eq!(before["data"]["orphanedCases"]["totalCount"], 0, "{before}");
        let (system, _) = with_password(&ground, "system_admin").await;
        let deactivate = "mutation ($input: DeactivateUserInput!) { deactivateUser(input: $input) { openCases user { active } refusal { code } } }";
        let input = json!({ "input": { "user": GlobalId::User(officer).to_string() } });
        let done = ask(&ground, &system, deactivate, input).await;
        let wanted = json!({ "openCases": 1, "user": { "active": false }, "refusal": null });
        assert_eq!(done.field("deactivateUser"), &wanted);
        for (who, total) in [
            ("registrar", 1),
            ("institution_head", 1),
            ("organ_head", 1),
            ("supervisor", 0),
            ("system_admin", 0),
            ("respondent_clerk", 0),
            ("stranger", 0),
        ] {
            let got = ground.ask(who, query, json!({})).await;
            let listed = &got["data"]["orphanedCases"];
            assert_eq!(listed["totalCount"], total, "{who}: {got}");
            if total == 1 {
                assert_eq!(listed["nodes"][0]["id"], json!(case), "{who}");
            }
        }
    }
);
