//! How people come in: passwords, sessions, tokens, the first set-up, and how whoever guesses is held up.

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use casework::Profile;
use serde_json::{Value, json};
use std::net::SocketAddr;
use tower::ServiceExt;
use workflow::actor::{Actor, Moment};

use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::Ground;

mod failures;
mod lines;
mod office;
mod secrets;
mod throttle;
mod tokens;

const TODAY: &str = "2026-03-02";
const PASSWORD: &str = "blue horse sings 7 Songs";
const SIGN_IN: &str = "mutation ($input: SignInInput!) { signIn(input: $input) { \
    session { secret device expiresAt idleSeconds mustChangePassword } refusal { code message } } }";
const CHANGE: &str = "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { \
    session { secret mustChangePassword } refusal { code } } }";
const ME: &str = "{ me { login } }";

/// What came back: status, cookies, body.
struct Got {
    status: StatusCode,
    cookies: Vec<String>,
    body: Value,
}

impl Got {
    /// The code of its first error.
    fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
    }

    /// What one field answered.
    fn field(&self, name: &str) -> &Value {
        let field = &self.body["data"][name];
        assert!(!field.is_null(), "{}", self.body);
        field
    }
}

/// Sends a request to a ground from an address.
async fn send(
    ground: &Ground,
    address: &str,
    headers: &[(&str, &str)],
    query: &str,
    variables: Value,
) -> Got {
    send_to(&ground.router, address, headers, query, variables).await
}

/// Sends a request from an address.
async fn send_to(
    router: &axum::Router,
    address: &str,
    headers: &[(&str, &str)],
    query: &str,
    variables: Value,
) -> Got {
    let body = json!({ "query": query, "variables": variables }).to_string();
    let address: SocketAddr = format!("{address}:4711").parse().unwrap();
    let mut request = Request::post("/graphql")
        .header("content-type", "application/json")
        .extension(ConnectInfo(address));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body)).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let cookies = answer.headers().get_all("set-cookie").iter();
    let cookies = cookies
        .map(|value| value.to_str().unwrap().to_owned())
        .collect();
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    Got {
        status,
        cookies,
        body: serde_json::from_slice(&bytes).unwrap(),
    }
}

/// Asks with a session or token.
async fn ask(ground: &Ground, secret: &str, query: &str, variables: Value) -> Got {
    let bearer = format!("Bearer {secret}");
    let headers = [("authorization", bearer.as_str())];
    send(ground, "192.0.2.1", &headers, query, variables).await
}

/// Tries to sign in.
async fn sign_in(ground: &Ground, address: &str, login: &str, password: &str) -> Got {
    let input = json!({ "login": login, "password": password, "organ": "深坪府" });
    send(ground, address, &[], SIGN_IN, json!({ "input": input })).await
}

/// Gives somebody a password of their own; gives the session and the device.
async fn with_password(ground: &Ground, who: &str) -> (String, String) {
    let (user, organ) = (ground.office.people[who].user, ground.office.organ);
    let initial = ground
        .desk
        .reset_password(&Actor::System, organ, user, ground.moment())
        .await
        .unwrap();
    let first = sign_in(ground, "192.0.2.1", who, initial.expose()).await;
    let session = &first.field("signIn")["session"];
    let (secret, device) = (text(&session["secret"]), text(&session["device"]));
    let input = json!({ "current": initial.expose(), "new": PASSWORD });
    let changed = ask(ground, &secret, CHANGE, json!({ "input": input })).await;
    let session = &changed.field("changePassword")["session"];
    (text(&session["secret"]), device)
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}

/// Whether a session still says who asks.
async fn is_in(ground: &Ground, secret: &str) -> bool {
    let got = ask(ground, secret, ME, json!({})).await;
    assert_eq!(
        got.status.is_success(),
        got.code().is_empty(),
        "{}",
        got.body
    );
    got.status.is_success() || {
        assert_eq!((got.status.as_u16(), got.code()), (401, "UNAUTHENTICATED"));
        false
    }
}

async fn whole(ground: &Ground) {
    let verdict = store::audit::verify(&ground.store).await.unwrap();
    assert_eq!(verdict.faults, []);
}

on_both!(
    an_initial_password_opens_nothing_but_its_own_change,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (user, organ) = (ground.office.people["officer"].user, ground.office.organ);
        let initial = ground
            .desk
            .reset_password(&Actor::System, organ, user, ground.moment())
            .await
            .unwrap();
        let first = sign_in(&ground, "192.0.2.1", "officer", initial.expose()).await;
        let session = &first.field("signIn")["session"];
        assert_eq!(session["mustChangePassword"], true);
        let secret = text(&session["secret"]);
        assert!(secret.starts_with("fys_") && secret.len() == 68, "{secret}");
        assert!(is_in(&ground, &secret).await);
        let refused = ask(&ground, &secret, "{ organs { name } }", json!({})).await;
        assert_eq!(refused.code(), "PASSWORD_CHANGE_NEEDED");
        for (new, code) in [
            ("short", "PASSWORD_TOO_SHORT"),
            ("the officer sings", "PASSWORD_NAMED"),
            ("123456789012", "PASSWORD_KNOWN"),
            (initial.expose(), "PASSWORD_USED"),
        ] {
            let input = json!({ "current": initial.expose(), "new": new });
            let got = ask(&ground, &secret, CHANGE, json!({ "input": input })).await;
            assert_eq!(got.field("changePassword")["refusal"]["code"], code);
        }
        let input = json!({ "current": "not this one", "new": PASSWORD });
        let wrong = ask(&ground, &secret, CHANGE, json!({ "input": input })).await;
        assert_eq!(
            wrong.field("changePassword")["refusal"]["code"],
            "SIGN_IN_FAILED"
        );
        let input = json!({ "current": initial.expose(), "new": PASSWORD });
        let changed = ask(&ground, &secret, CHANGE, json!({ "input": input })).await;
        let fresh = text(&changed.field("changePassword")["session"]["secret"]);
        assert!(!is_in(&ground, &secret).await && is_in(&ground, &fresh).await);
        let old = sign_in(&ground, "192.0.2.1", "officer", initial.expose()).await;
        assert_eq!(old.field("signIn")["refusal"]["code"], "SIGN_IN_FAILED");
        let new = sign_in(&ground, "192.0.2.1", "officer", PASSWORD).await;
        assert_eq!(new.field("signIn")["session"]["mustChangePassword"], false);
        whole(&ground).await;
    }
);

on_both!(
    whoever_cannot_sign_in_is_answered_alike,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        with_password(&ground, "officer").await;
        let (late, organ) = (ground.office.people["registrar"].user, ground.office.organ);
        let initial = ground
            .desk
            .reset_password(&Actor::System, organ, late, ground.moment())
            .await
            .unwrap();
        ground.set("2026-03-05".parse().unwrap(), 11, 0);
        let mut answers = Vec::new();
        for (login, password) in [
            ("officer", "blue horse sings 7 songs"),
            ("nobody", PASSWORD),
            ("institution_head", PASSWORD),
            ("registrar", initial.expose()),
            ("officer", ""),
            ("officer' OR 1=1 --", PASSWORD),
        ] {
            let got = sign_in(&ground, "192.0.2.7", login, password).await;
            answers.push((got.status, got.cookies, got.body));
        }
        let long = "x".repeat(2000);
        let got = sign_in(&ground, "192.0.2.7", "officer", &long).await;
        answers.push((got.status, got.cookies, got.body));
        let first = answers[0].clone();
        assert_eq!(
            first.2["data"]["signIn"]["refusal"]["code"],
            "SIGN_IN_FAILED"
        );
        assert!(answers.iter().all(|answer| *answer == first), "{answers:?}");
    }
);

on_both!(
    a_session_ends_and_its_secret_opens_nothing_any_more,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let (organ, user) = (ground.office.organ, ground.office.people["officer"].user);
        let desk = &ground.desk;
        let enter = async || {
            let got = sign_in(&ground, "192.0.2.1", "officer", PASSWORD).await;
            text(&got.field("signIn")["session"]["secret"])
        };
        with_password(&ground, "officer").await;
        let gone = enter().await;
        let out = ask(&ground, &gone, "mutation { signOut { ended } }", json!({})).await;
        assert_eq!(out.field("signOut")["ended"], 1);
        assert!(
            out.cookies[0].starts_with("__Host-fuyi=;"),
            "{:?}",
            out.cookies
        );
        assert!(!is_in(&ground, &gone).await);

        let (one, other) = (enter().await, enter().await);
        let list = "{ mySessions { id current address startedAt lastSeenAt } }";
        let sessions = ask(&ground, &one, list, json!({})).await;
        let sessions = sessions.field("mySessions").as_array().unwrap().clone();
        assert_eq!(sessions.len(), 3, "{sessions:?}");
        assert_eq!(
            sessions
                .iter()
                .filter(|known| known["current"] == true)
                .count(),
            1
        );
        let end = "mutation ($input: EndSessionInput!) { endSession(input: $input) { ended refusal { code } } }";
        let not_mine = ground.token("registrar");
        for known in sessions.iter().filter(|known| known["current"] == false) {
            let input = json!({ "input": { "session": known["id"] } });
            // Nobody ends another's: it does not exist for them, and a token does not do.
            assert_eq!(
                ask(&ground, not_mine, end, input.clone()).await.code(),
                "FORBIDDEN"
            );
            let ended = ask(&ground, &one, end, input.clone()).await;
            assert_eq!(ended.field("endSession")["ended"], 1);
            let again = ask(&ground, &one, end, input).await;
            assert_eq!(again.field("endSession")["refusal"]["code"], "NOT_FOUND");
        }
        assert!(!is_in(&ground, &other).await && is_in(&ground, &one).await);
        enter().await;
        let all = ask(
            &ground,
            &one,
            "mutation { endAllSessions { ended } }",
            json!({}),
        )
        .await;
        assert_eq!(all.field("endAllSessions")["ended"], 2);
        assert!(!is_in(&ground, &one).await);

        let roles = [workflow::actor::Role::Registrar].into();
        let before = enter().await;
        desk.set_roles(&Actor::System, organ, user, roles, ground.moment())
            .await
            .unwrap();
        assert!(!is_in(&ground, &before).await);
        let before = enter().await;
        desk.reset_password(&Actor::System, organ, user, ground.moment())
            .await
            .unwrap();
        assert!(!is_in(&ground, &before).await);
        let (before, _) = with_password(&ground, "officer").await;
        desk.deactivate_user(&Actor::System, organ, user, ground.moment())
            .await
            .unwrap();
        assert!(!is_in(&ground, &before).await);
        assert!(!is_in(&ground, ground.token("officer")).await);
        let refused = sign_in(&ground, "192.0.2.1", "officer", PASSWORD).await;
        assert_eq!(refused.field("signIn")["refusal"]["code"], "SIGN_IN_FAILED");
        whole(&ground).await;
    }
);

on_both!(
    a_session_ends_by_itself_when_it_is_not_used_and_in_any_case,
    async |database: Database| {
        let ground = Ground::with(database, TODAY, Profile::Mlps3).await;
        let day = TODAY.parse().unwrap();
        ground.set(day, 8, 0);
        let (session, _) = with_password(&ground, "officer").await;
        ground.set(day, 8, 14);
        assert!(is_in(&ground, &session).await);
        noted(&ground, &session).await;
        ground.set(day, 8, 28);
        assert!(is_in(&ground, &session).await);
        noted(&ground, &session).await;
        ground.set(day, 8, 43);
        assert!(!is_in(&ground, &session).await);
        let got = sign_in(&ground, "192.0.2.1", "officer", PASSWORD).await;
        let session = text(&got.field("signIn")["session"]["secret"]);
        for minutes in (8 * 60 + 50..20 * 60 + 43).step_by(10) {
            ground.set(day, minutes / 60, minutes % 60);
            assert!(is_in(&ground, &session).await, "{minutes}");
            noted(&ground, &session).await;
        }
        ground.set(day, 20, 43);
        assert!(!is_in(&ground, &session).await);
    }
);

/// Waits until the use of a session was noted, which happens beside its requests.
async fn noted(ground: &Ground, secret: &str) {
    let (digest, now) = (casework::token_digest(secret), ground.moment().now);
    for _ in 0..500 {
        let idle = chrono::Duration::days(1);
        let found = ground.store.user_by_session(&digest, now, idle).await;
        if let Some(store::Proof::Session { seen_at, .. }) = found.unwrap().map(|found| found.by)
            && now - seen_at < chrono::Duration::minutes(1)
        {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("its use was not noted");
}

on_both!(
    without_who_asks_nothing_but_signing_in_and_setting_up_is_answered,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        for query in [
            ME,
            "{ __typename }",
            "{ __schema { types { name } } }",
            "mutation { signOut { ended } }",
            "mutation ($input: SignInInput!) { signIn(input: $input) { refusal { code } } endAllSessions { ended } }",
            "mutation { nonsense",
        ] {
            let got = send(&ground, "192.0.2.1", &[], query, json!({})).await;
            assert_eq!(
                (got.status.as_u16(), got.code()),
                (401, "UNAUTHENTICATED"),
                "{query}"
            );
        }
        // A cookie that has ended does not keep its browser from signing in.
        let input = json!({ "login": "officer", "password": "wrong" });
        let stale = [("cookie", "__Host-fuyi=fys_gone")];
        let got = send(
            &ground,
            "192.0.2.1",
            &stale,
            SIGN_IN,
            json!({ "input": input }),
        )
        .await;
        assert_eq!(got.field("signIn")["refusal"]["code"], "SIGN_IN_FAILED");
        let twice = "mutation ($input: SignInInput!) { a: signIn(input: $input) { refusal { code } } b: signIn(input: $input) { refusal { code } } }";
        let got = send(&ground, "192.0.2.1", &[], twice, json!({ "input": input })).await;
        assert_eq!(got.status, StatusCode::UNAUTHORIZED);
        let got = ask(
            &ground,
            ground.token("officer"),
            twice,
            json!({ "input": input }),
        )
        .await;
        assert_eq!(got.code(), "BAD_USER_INPUT");
    }
);

on_both!(
    a_browser_holds_its_session_in_a_cookie_and_nowhere_else,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        with_password(&ground, "officer").await;
        let input = json!({ "login": "officer", "password": PASSWORD, "organ": "深坪区人民政府", "cookie": true });
        let wrong_organ = send(
            &ground,
            "192.0.2.1",
            &[],
            SIGN_IN,
            json!({ "input": input }),
        )
        .await;
        assert_eq!(
            wrong_organ.field("signIn")["refusal"]["code"],
            "SIGN_IN_FAILED"
        );
        let input = json!({ "login": "officer", "password": PASSWORD, "organ": ground.office.organ.0, "cookie": true });
        let got = send(
            &ground,
            "192.0.2.1",
            &[],
            SIGN_IN,
            json!({ "input": input }),
        )
        .await;
        let session = &got.field("signIn")["session"];
        assert!(
            session["secret"].is_null() && session["device"].is_null(),
            "{session}"
        );
        assert_eq!(got.cookies.len(), 2, "{:?}", got.cookies);
        for cookie in &got.cookies {
            assert!(cookie.starts_with("__Host-fuyi"), "{cookie}");
            assert!(
                cookie.ends_with("; Secure; HttpOnly; SameSite=Strict"),
                "{cookie}"
            );
        }
        let pair = got.cookies[0].split(';').next().unwrap();
        let me = send(&ground, "192.0.2.1", &[("cookie", pair)], ME, json!({})).await;
        assert_eq!(me.field("me")["login"], "officer");
    }
);

on_both!(
    graded_protection_keeps_five_passwords_from_being_used_again,
    async |database: Database| {
        let ground = Ground::with(database, TODAY, Profile::Mlps3).await;
        let (mut session, _) = with_password(&ground, "officer").await;
        let mut current = PASSWORD.to_owned();
        let mut change = async |new: &str| {
            let input = json!({ "current": current, "new": new });
            let got = ask(&ground, &session, CHANGE, json!({ "input": input })).await;
            let answer = got.field("changePassword");
            if answer["refusal"].is_null() {
                session = text(&answer["session"]["secret"]);
                current = new.to_owned();
            }
            answer["refusal"]["code"].clone()
        };
        assert_eq!(change("seven small letters").await, "PASSWORD_CLASSES");
        for no in 0..4 {
            assert_eq!(
                change(&format!("Quite Another {no}{no}1")).await,
                Value::Null
            );
        }
        // Whoever knows the password guesses nothing, however often the new one will not do.
        for _ in 0..6 {
            assert_eq!(change(PASSWORD).await, "PASSWORD_USED");
        }
        assert_eq!(change("Quite Another 991").await, Value::Null);
        assert_eq!(change(PASSWORD).await, Value::Null);
        whole(&ground).await;
    }
);

/// A moment of the day of the tests.
fn moment() -> Moment {
    Moment::at(workflow::scalar::shanghai_instant(
        TODAY.parse().unwrap(),
        10,
        0,
    ))
}
