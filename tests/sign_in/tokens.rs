//! Tokens with scopes, and service accounts.

use super::*;

const ISSUE: &str = "mutation ($input: IssueTokenInput!) { issueToken(input: $input) { \
    token { id label scopes expiresAt lastUsedAt user { login } } secret refusal { code } } }";
const TOKENS: &str = "{ tokens { id label scopes lastUsedAt user { login } } }";
const REVOKE: &str = "mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { revoked refusal { code } } }";

fn issue(key: &str, scopes: &[&str]) -> Value {
    json!({ "input": { "idempotencyKey": key, "label": "大屏", "days": 30, "scopes": scopes } })
}

on_both!(
    a_token_is_shown_once_does_what_its_scopes_say_and_ends,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (session, _) = with_password(&ground, "officer").await;
        let got = ask(&ground, &session, ISSUE, issue("k", &["CASES_READ"])).await;
        let issued = got.field("issueToken");
        assert_eq!(issued["token"]["scopes"], json!(["CASES_READ"]), "{issued}");
        let (id, secret) = (issued["token"]["id"].clone(), text(&issued["secret"]));
        assert!(secret.starts_with("fyi_") && secret.len() == 68);
        let again = ask(&ground, &session, ISSUE, issue("k", &["CASES_READ"])).await;
        let again = again.field("issueToken");
        assert_eq!(
            (&again["token"]["id"], &again["secret"]),
            (&id, &Value::Null)
        );
        let other = ask(&ground, &session, ISSUE, issue("k", &["CASES_WRITE"])).await;
        assert_eq!(
            other.field("issueToken")["refusal"]["code"],
            "IDEMPOTENCY_KEY_REUSED"
        );
        for (bad, code) in [
            (
                json!({ "idempotencyKey": "a", "label": "x", "days": 0, "scopes": ["CASES_READ"] }),
                "BAD_FIELD",
            ),
            (
                json!({ "idempotencyKey": "b", "label": "x", "days": 367, "scopes": ["CASES_READ"] }),
                "BAD_FIELD",
            ),
            (
                json!({ "idempotencyKey": "c", "label": "x", "days": 9, "scopes": [] }),
                "BAD_FIELD",
            ),
        ] {
            let got = ask(&ground, &session, ISSUE, json!({ "input": bad })).await;
            assert_eq!(got.field("issueToken")["refusal"]["code"], code);
        }
        let reads = ask(
            &ground,
            &secret,
            "{ cases(first: 1) { totalCount } me { login } }",
            json!({}),
        )
        .await;
        assert_eq!(reads.code(), "", "{}", reads.body);
        for query in ["{ users { login } }", TOKENS, "{ deadlineRules { id } }"] {
            assert_eq!(
                ask(&ground, &secret, query, json!({})).await.code(),
                "FORBIDDEN",
                "{query}"
            );
        }
        // No token makes another.
        assert_eq!(
            ask(&ground, &secret, ISSUE, issue("z", &["CASES_READ"]))
                .await
                .code(),
            "FORBIDDEN"
        );
        let full = ground.token("officer");
        assert_eq!(
            ask(&ground, full, ISSUE, issue("z", &["CASES_READ"]))
                .await
                .code(),
            "FORBIDDEN"
        );
        assert_eq!(
            ask(&ground, full, "{ users { login } }", json!({}))
                .await
                .code(),
            ""
        );
        // That they were used is noted beside the requests.
        let mut listed = Vec::new();
        for _ in 0..500 {
            let got = ask(&ground, &session, TOKENS, json!({})).await;
            listed = got.field("tokens").as_array().unwrap().clone();
            if listed.iter().all(|token| token["lastUsedAt"].is_string()) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(listed.len(), 2, "{listed:?}");
        assert!(listed.iter().all(|token| token["user"]["login"] == "officer" && token["lastUsedAt"].is_string()));
        // What another has does not exist, unless one is the security administrator.
        let input = json!({ "input": { "token": id } });
        let none =
            json!({ "input": { "token": api::GlobalId::Token(uuid::Uuid::new_v4()).to_string() } });
        let (foreign, unknown) = (
            ask(&ground, ground.token("registrar"), REVOKE, input.clone()).await,
            ask(&ground, ground.token("registrar"), REVOKE, none).await,
        );
        assert_eq!(foreign.body, unknown.body);
        assert_eq!(foreign.field("revokeToken")["refusal"]["code"], "NOT_FOUND");
        let all = ask(&ground, ground.token("security_admin"), TOKENS, json!({})).await;
        assert_eq!(
            all.field("tokens").as_array().unwrap().len(),
            listed.len() + ground.office.people.len() - 2
        );
        let revoked = ask(&ground, ground.token("security_admin"), REVOKE, input).await;
        assert_eq!(revoked.field("revokeToken")["revoked"], true);
        assert!(!is_in(&ground, &secret).await);
        whole(&ground).await;
    }
);

on_both!(
    a_service_account_has_tokens_and_never_signs_in,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (organ, desk) = (ground.office.organ, &ground.desk);
        let new = casework::NewUser {
            organ,
            login: "screen".to_owned(),
            name: "大屏".to_owned(),
            email: None,
            roles: [workflow::actor::Role::Supervisor].into(),
            agency: None,
            language: "zh".to_owned(),
            service: true,
        };
        let user = desk.add_user(&Actor::System, new, moment()).await.unwrap();
        let refused = desk
            .reset_password(&Actor::System, organ, user, moment())
            .await;
        assert_eq!(refused.unwrap_err().code(), "BAD_FIELD");
        let (security, _) = with_password(&ground, "security_admin").await;
        let (officer, _) = with_password(&ground, "officer").await;
        let of = |user: workflow::id::UserId, key: &str| {
            let mut input = issue(key, &["CASES_READ"]);
            input["input"]["user"] = json!(api::GlobalId::User(user).to_string());
            input
        };
        // An administrator gets the secret of no person's token.
        let person = ask(
            &ground,
            &security,
            ISSUE,
            of(ground.office.people["officer"].user, "p"),
        )
        .await;
        assert_eq!(person.field("issueToken")["refusal"]["code"], "FORBIDDEN");
        let not_his = ask(&ground, &officer, ISSUE, of(user, "o")).await;
        assert_eq!(not_his.field("issueToken")["refusal"]["code"], "FORBIDDEN");
        let issued = ask(&ground, &security, ISSUE, of(user, "s")).await;
        let secret = text(&issued.field("issueToken")["secret"]);
        let me = ask(&ground, &secret, "{ me { login service } }", json!({})).await;
        assert_eq!(
            me.field("me"),
            &json!({ "login": "screen", "service": true })
        );
    }
);

on_both!(
    a_token_that_may_write_and_not_read_gets_a_receipt_and_no_case,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (session, _) = with_password(&ground, "registrar").await;
        let mut secrets = Vec::new();
        for (key, scopes) in [
            ("w", &["CASES_WRITE"][..]),
            ("rw", &["CASES_READ", "CASES_WRITE"]),
        ] {
            let issued = ask(&ground, &session, ISSUE, issue(key, scopes)).await;
            secrets.push(text(&issued.field("issueToken")["secret"]));
        }
        let [writes, both] = &secrets[..] else {
            panic!()
        };
        let answered = "caseId revision replayed refusal { code allowed } \
            case { number } entry { no } changedTerms { dueOn } papers { number } request { no }";
        let open = format!(
            "mutation ($input: OpenCaseInput!) {{ openCase(input: $input) {{ {answered} }} }}"
        );
        let opening = |key: &str| json!({ "input": { "idempotencyKey": key, "opening": { "reconsideration": ground.application() } } });
        let got = ask(&ground, writes, &open, opening("one")).await;
        let opened = got.field("openCase");
        let case = opened["caseId"].clone();
        assert!(case.is_string(), "{}", got.body);
        let bare = |revision: u32, replayed: bool| {
            json!({
                "caseId": case, "revision": revision, "replayed": replayed, "refusal": null,
                "case": null, "entry": null, "changedTerms": [], "papers": [], "request": null,
            })
        };
        assert_eq!(opened, &bare(1, false));
        let again = ask(&ground, writes, &open, opening("one")).await;
        assert_eq!(again.field("openCase"), &bare(1, true));
        let submit = format!(
            "mutation ($input: SubmitCommandInput!) {{ submitCommand(input: $input) {{ {answered} }} }}"
        );
        let who =
            json!({ "officer": ground.id_of("officer"), "coOfficer": ground.id_of("co_officer") });
        let command = json!({ "reconsideration": { "assign": who } });
        let input = json!({ "input": { "caseId": case, "expectedRevision": 1, "idempotencyKey": "two", "command": command } });
        let got = ask(&ground, writes, &submit, input.clone()).await;
        assert_eq!(got.field("submitCommand"), &bare(2, false));
        // The same with the scope to read: what the receipt leaves out is there.
        let got = ask(&ground, both, &submit, input.clone()).await;
        let whole = got.field("submitCommand");
        assert!(
            whole["case"].is_object() && whole["entry"]["no"] == 2,
            "{whole}"
        );
        // Refused, it is told why and no more.
        let mut stale = input;
        stale["input"]["idempotencyKey"] = json!("three");
        let got = ask(&ground, writes, &submit, stale).await;
        let refused = got.field("submitCommand");
        assert_eq!(refused["refusal"]["code"], "STALE_REVISION");
        assert_eq!(
            (&refused["case"], &refused["revision"]),
            (&Value::Null, &Value::Null)
        );
    }
);

on_both!(
    a_password_that_is_reset_takes_the_tokens_with_it,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (session, _) = with_password(&ground, "officer").await;
        // Whoever knew the password may have made one.
        let issued = ask(&ground, &session, ISSUE, issue("k", &["CASES_READ"])).await;
        let token = text(&issued.field("issueToken")["secret"]);
        assert!(is_in(&ground, &token).await && is_in(&ground, ground.token("officer")).await);
        let security = &ground.office.people["security_admin"].actor;
        let (organ, user) = (ground.office.organ, ground.office.people["officer"].user);
        let reset = ground
            .desk
            .reset_password(security, organ, user, ground.moment());
        reset.await.unwrap();
        for gone in [session.as_str(), token.as_str(), ground.token("officer")] {
            assert!(!is_in(&ground, gone).await);
        }
        assert!(is_in(&ground, ground.token("registrar")).await);
        whole(&ground).await;
    }
);
