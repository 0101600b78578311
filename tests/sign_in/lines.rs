//! Sessions on open lines: what ends one silences what rests on it, and listening keeps none alive.

use std::time::{Duration, Instant};

use api::Settings;

use super::*;
use crate::support::served::Served;
use crate::support::socket::{Came, Socket, complete};

/// What ends is felt within this.
const SECOND: Duration = Duration::from_secs(1);

/// Nothing comes within this.
const QUIET: Duration = Duration::from_millis(900);

const DOCKET: &str = "subscription { docketChanged { totalCount } }";

/// A line on which somebody listens by a session.
async fn listening(served: &Served, session: &str) -> Socket {
    let mut socket = Socket::signed_in(served.address, session).await;
    socket.subscribe("docket", DOCKET, Value::Null).await;
    assert_eq!(socket.within(QUIET).await, None);
    socket
}

/// Within a second nothing more is told, and the line ends.
async fn silenced(mut socket: Socket) {
    let since = Instant::now();
    let came = socket.within(SECOND).await;
    assert_eq!(came, Some(complete("docket")), "{:?}", since.elapsed());
    let forbidden = Came::Closed(4403, "Forbidden".to_owned());
    assert_eq!(socket.next().await, forbidden);
}

on_both!(
    what_ends_a_session_silences_what_is_open_within_a_second,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let served = Served::over(&ground, Settings::default()).await;
        let (organ, user) = (ground.office.organ, ground.office.people["officer"].user);
        let (first, _) = with_password(&ground, "officer").await;
        let socket = listening(&served, &first).await;
        let out = ask(&ground, &first, "mutation { signOut { ended } }", json!({})).await;
        assert_eq!(out.field("signOut")["ended"], 1);
        silenced(socket).await;

        let enter = async || {
            let got = sign_in(&ground, "192.0.2.1", "officer", PASSWORD).await;
            text(&got.field("signIn")["session"]["secret"])
        };
        let (one, other) = (enter().await, enter().await);
        let socket = listening(&served, &one).await;
        let all = "mutation { endAllSessions { ended } }";
        let ended = ask(&ground, &other, all, json!({})).await;
        assert_eq!(ended.field("endAllSessions")["ended"], 2);
        silenced(socket).await;

        let socket = listening(&served, &enter().await).await;
        let roles = [workflow::actor::Role::Registrar].into();
        let set = ground
            .desk
            .set_roles(&Actor::System, organ, user, roles, ground.moment());
        set.await.unwrap();
        silenced(socket).await;

        let socket = listening(&served, &enter().await).await;
        let away = ground
            .desk
            .deactivate_user(&Actor::System, organ, user, ground.moment());
        away.await.unwrap();
        silenced(socket).await;
    }
);

on_both!(
    listening_keeps_no_session_alive,
    async |database: Database| {
        let ground = Ground::with(database, TODAY, Profile::Mlps3).await;
        let served = Served::over(&ground, Settings::default()).await;
        let day = TODAY.parse().unwrap();
        ground.set(day, 8, 0);
        let (session, _) = with_password(&ground, "officer").await;
        let mut socket = listening(&served, &session).await;
        noted(&ground, &session).await;
        for minute in [5, 10, 14] {
            ground.set(day, 8, minute);
            // The standing is looked up in this time, and more than once.
            assert_eq!(socket.within(SECOND * 2).await, None);
        }
        let digest = casework::token_digest(&session);
        let idle = chrono::Duration::days(1);
        let found = ground
            .store
            .user_by_session(&digest, ground.moment().now, idle);
        let by = found.await.unwrap().unwrap().by;
        let store::Proof::Session { seen_at, .. } = by else {
            panic!("{by:?}");
        };
        let since = ground.moment().now - seen_at;
        assert!(since >= chrono::Duration::minutes(14), "{since}");
        ground.set(day, 8, 15);
        silenced(socket).await;
        assert!(!is_in(&ground, &session).await);
    }
);

on_both!(
    who_signs_in_or_out_does_so_by_post,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let served = Served::over(&ground, Settings::default()).await;
        let (session, _) = with_password(&ground, "officer").await;
        let mut socket = Socket::signed_in(served.address, &session).await;
        let sign_in = json!({ "input": { "login": "officer", "password": PASSWORD } });
        let change = json!({ "input": { "current": PASSWORD, "new": "green cows dance 8" } });
        for (query, variables) in [
            (SIGN_IN, sign_in.clone()),
            (
                "mutation ($input: SignInInput!) { endAllSessions { ended } signIn(input: $input) { refusal { code } } }",
                sign_in,
            ),
            (CHANGE, change),
            ("mutation { signOut { ended } }", Value::Null),
        ] {
            socket.subscribe("a", query, variables).await;
            let Came::Message(said) = socket.next().await else {
                panic!("{query}");
            };
            assert_eq!(said["type"], "error", "{said}");
            let code = &said["payload"][0]["extensions"]["code"];
            assert_eq!(code, "BAD_USER_INPUT", "{said}");
        }
        assert!(is_in(&ground, &session).await);
    }
);
