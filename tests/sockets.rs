//! `graphql-transport-ws` and server-sent events, byte by byte: one test for each rule of the protocols.

mod events;

use std::time::Duration;

use api::{Settings, Sockets};
use serde_json::{Value, json};
use workflow::actor::Actor;

use crate::support::client;
use crate::support::database::Database;
use crate::support::ground::{Ground, key};
use crate::support::served::Served;
use crate::support::socket::{Came, Socket, complete, init, message};

const ME: &str = "{ me { login } }";

async fn ground() -> Ground {
    Ground::on(Database::sqlite(), "2026-03-02").await
}

/// A ground that is served, with some limits.
async fn served(sockets: Sockets) -> (Ground, Served) {
    let ground = ground().await;
    let settings = Settings {
        sockets,
        ..Settings::default()
    };
    let served = Served::over(&ground, settings).await;
    (ground, served)
}

fn closed(code: u16, reason: &str) -> Came {
    Came::Closed(code, reason.to_owned())
}

#[tokio::test]
async fn another_subprotocol_is_closed_with_4406() {
    let (_ground, served) = served(Sockets::default()).await;
    for headers in [&[][..], &[("sec-websocket-protocol", "graphql-ws")]] {
        let (head, mut socket) = Socket::shake(served.address, headers).await;
        assert_eq!(head.status, 101);
        assert_eq!(
            socket.next().await,
            closed(4406, "Subprotocol not acceptable")
        );
    }
}

#[tokio::test]
async fn an_introduction_by_payload_or_by_header_is_acknowledged() {
    let (ground, served) = served(Sockets::default()).await;
    let _by_payload = Socket::signed_in(served.address, ground.token("officer")).await;
    let bearer = format!("Bearer {}", ground.token("officer"));
    let headers = [
        ("sec-websocket-protocol", "graphql-transport-ws"),
        ("authorization", bearer.as_str()),
    ];
    for payload in [
        json!({ "type": "connection_init" }),
        json!({ "type": "connection_init", "payload": null }),
    ] {
        let (_, mut by_header) = Socket::shake(served.address, &headers).await;
        by_header.say(payload).await;
        assert_eq!(
            by_header.next().await,
            message(json!({ "type": "connection_ack" }))
        );
    }
}

#[tokio::test]
async fn whoever_is_not_known_is_closed_with_4403() {
    let (_ground, served) = served(Sockets::default()).await;
    for introduction in [init("fyi_unknown"), json!({ "type": "connection_init" })] {
        let mut socket = Socket::open(served.address).await;
        socket.say(introduction).await;
        assert_eq!(socket.next().await, closed(4403, "Forbidden"));
    }
}

#[tokio::test]
async fn a_second_introduction_is_closed_with_4429() {
    let (ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    socket.say(init(ground.token("officer"))).await;
    assert_eq!(
        socket.next().await,
        closed(4429, "Too many initialisation requests")
    );
}

#[tokio::test]
async fn no_introduction_in_time_is_closed_with_4408() {
    let (_ground, served) = served(Sockets {
        init: Duration::from_millis(300),
        ..Sockets::default()
    })
    .await;
    let mut socket = Socket::open(served.address).await;
    // A sign of life is no introduction.
    socket.say(json!({ "type": "ping" })).await;
    assert_eq!(socket.next().await, message(json!({ "type": "pong" })));
    assert_eq!(
        socket.next().await,
        closed(4408, "Connection initialisation timeout")
    );
}

#[tokio::test]
async fn an_operation_before_the_introduction_is_closed_with_4401() {
    let (_ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::open(served.address).await;
    socket.subscribe("a", ME, Value::Null).await;
    assert_eq!(socket.next().await, closed(4401, "Unauthorized"));
}

#[tokio::test]
async fn a_message_that_is_none_is_closed_with_4400() {
    let (ground, served) = served(Sockets {
        per_user: 100,
        ..Sockets::default()
    })
    .await;
    for wrong in [
        "",
        "hello",
        "null",
        "[]",
        "{\"type\":\"start\",\"id\":\"a\"}",
        "{\"type\":\"subscribe\",\"id\":\"a\"}",
        "{\"type\":\"subscribe\",\"payload\":{\"query\":\"{ me { login } }\"}}",
        "{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":{\"query\":7}}",
        "{\"type\":\"subscribe\",\"id\":\"a\",\"payload\":{\"query\":\"{ a }\",\"variables\":\"b\"}}",
        "{\"type\":\"complete\"}",
        "{\"type\":\"ping\",\"payload\":1}",
        "{\"type\":\"connection_ack\"}",
    ] {
        let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
        socket.text(wrong).await;
        assert_eq!(
            socket.next().await,
            closed(4400, "Invalid message received"),
            "{wrong}"
        );
    }
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    socket.frame(2, b"{\"type\":\"ping\"}").await.unwrap();
    assert_eq!(
        socket.next().await,
        closed(4400, "Invalid message received")
    );
}

#[tokio::test]
async fn a_ping_is_answered_with_its_payload_and_a_pong_with_nothing() {
    let (ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    socket.say(json!({ "type": "pong" })).await;
    socket
        .say(json!({ "type": "ping", "payload": { "at": 1 } }))
        .await;
    let pong = json!({ "type": "pong", "payload": { "at": 1 } });
    assert_eq!(socket.next().await, message(pong));
}

#[tokio::test]
async fn a_query_has_one_answer_and_is_complete() {
    let (ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    socket.subscribe("a \"1\"", ME, Value::Null).await;
    let answer = socket.answer("a \"1\"").await;
    assert_eq!(answer, json!({ "data": { "me": { "login": "officer" } } }));
    assert_eq!(socket.next().await, complete("a \"1\""));
}

#[tokio::test]
async fn a_mutation_has_one_answer_and_is_complete() {
    let (ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::signed_in(served.address, ground.token("registrar")).await;
    let input =
        json!({ "idempotencyKey": key(), "opening": { "reconsideration": ground.application() } });
    socket
        .subscribe("a", &client::open_case(), json!({ "input": input }))
        .await;
    let answer = socket.answer("a").await;
    assert_eq!(
        answer["data"]["openCase"]["case"]["revision"],
        json!(1),
        "{answer}"
    );
    assert_eq!(socket.next().await, complete("a"));
}

#[tokio::test]
async fn an_operation_that_is_unsound_gets_error_and_nothing_after_it() {
    let (ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    let wide = "{ cases(first: 100) { nodes { terms { steps(first: 100) { nodes { text } } } } } }";
    for (query, code) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "subscription { docketChanged { totalCount } deadlineChanged { term { no } } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
        (wide, "COMPLEXITY_EXCEEDED"),
    ] {
        socket.subscribe("a", query, Value::Null).await;
        let Came::Message(came) = socket.next().await else {
            panic!("{query} closed the socket");
        };
        assert_eq!(
            (&came["type"], &came["id"]),
            (&json!("error"), &json!("a")),
            "{came}"
        );
        assert_eq!(
            came["payload"][0]["extensions"]["code"],
            json!(code),
            "{came}"
        );
        assert!(
            came["payload"][0]["extensions"]["requestId"].is_string(),
            "{came}"
        );
    }
    // Nothing came after any of them, and the id was free each time.
    socket.subscribe("a", ME, Value::Null).await;
    socket.answer("a").await;
    assert_eq!(socket.next().await, complete("a"));
}

#[tokio::test]
async fn an_id_that_is_in_use_is_closed_with_4409() {
    let (ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    let docket = "subscription { docketChanged { totalCount } }";
    socket.subscribe("a", docket, Value::Null).await;
    socket.subscribe("a", ME, Value::Null).await;
    assert_eq!(
        socket.next().await,
        closed(4409, "Subscriber for a already exists")
    );
}

#[tokio::test]
async fn a_completed_operation_says_no_more_and_its_id_is_free() {
    let (ground, served) = served(Sockets::default()).await;
    let case = ground.ordinary().await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    let entries = "subscription ($id: ID!) { caseEntries(caseId: $id) { no } }";
    socket.subscribe("a", entries, json!({ "id": case })).await;
    assert_eq!(
        socket.answer("a").await["data"]["caseEntries"]["no"],
        json!(1)
    );
    socket.say(json!({ "type": "complete", "id": "a" })).await;
    socket
        .say(json!({ "type": "complete", "id": "never begun" }))
        .await;
    socket.subscribe("a", ME, Value::Null).await;
    assert!(socket.answer("a").await["data"]["me"].is_object());
    assert_eq!(socket.next().await, complete("a"));
    let assign = json!({ "reconsideration": { "assign": { "officer": ground.id_of("officer") } } });
    ground
        .submit("institution_head", &case, 1, assign, None, None)
        .await;
    assert_eq!(socket.within(Duration::from_millis(900)).await, None);
}

#[tokio::test]
async fn operations_run_beside_each_other_up_to_a_number() {
    let (ground, served) = served(Sockets {
        subscriptions: 3,
        ..Sockets::default()
    })
    .await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    let docket = "subscription { docketChanged { totalCount } }";
    for id in ["a", "b", "c", "d"] {
        socket.subscribe(id, docket, Value::Null).await;
    }
    let Came::Message(came) = socket.next().await else {
        panic!("the socket was closed");
    };
    assert_eq!((&came["type"], &came["id"]), (&json!("error"), &json!("d")));
    assert_eq!(
        came["payload"][0]["extensions"]["code"],
        json!("RATE_LIMITED")
    );
    socket.say(json!({ "type": "complete", "id": "a" })).await;
    socket.subscribe("d", ME, Value::Null).await;
    socket.answer("d").await;
}

#[tokio::test]
async fn sockets_are_open_up_to_a_number_of_a_user_and_in_all() {
    let (ground, served) = served(Sockets {
        per_user: 2,
        most: 4,
        ..Sockets::default()
    })
    .await;
    let mut open = Vec::new();
    for _ in 0..2 {
        open.push(Socket::signed_in(served.address, ground.token("officer")).await);
    }
    let mut third = Socket::open(served.address).await;
    third.say(init(ground.token("officer"))).await;
    assert_eq!(third.next().await, closed(1013, "Too many sockets"));
    drop(third);
    open.push(Socket::signed_in(served.address, ground.token("registrar")).await);
    open.push(Socket::signed_in(served.address, ground.token("registrar")).await);
    let (head, _) = Socket::shake(served.address, &[]).await;
    assert_eq!(head.status, 503, "{}", head.lines);
    drop(open.pop());
    tokio::time::sleep(Duration::from_millis(200)).await;
    Socket::signed_in(served.address, ground.token("registrar")).await;
}

#[tokio::test]
async fn whoever_gives_no_sign_of_life_is_dropped() {
    let (ground, served) = served(Sockets {
        ping: Duration::from_millis(200),
        ..Sockets::default()
    })
    .await;
    let mut lively = Socket::signed_in(served.address, ground.token("officer")).await;
    assert_eq!(lively.within(Duration::from_millis(900)).await, None);
    lively.answers_pings = false;
    assert_eq!(lively.next().await, Came::Ping);
    assert_eq!(lively.next().await, Came::Gone);
}

#[tokio::test]
async fn a_page_of_another_site_opens_no_socket() {
    let (_ground, served) = served(Sockets::default()).await;
    let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
    let own = format!("http://{}", served.address);
    let (head, _) = Socket::shake(served.address, &[protocol, ("origin", &own)]).await;
    assert_eq!(head.status, 101);
    let (head, _) =
        Socket::shake(served.address, &[protocol, ("origin", "https://evil.test")]).await;
    assert_eq!(head.status, 403, "{}", head.lines);
}

#[tokio::test]
async fn a_message_larger_than_may_be_is_closed_with_1009() {
    let (ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    let padded = |bytes: usize| format!("{{\"type\":\"ping\"{}}}", " ".repeat(bytes - 15));
    socket.text(&padded(256 * 1024)).await;
    assert_eq!(socket.next().await, message(json!({ "type": "pong" })));
    // Only as much as the head of the frame: what is too large is refused before it is read.
    let head = [0x81, 0x80 | 127, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0];
    socket.raw(&head).await;
    assert_eq!(socket.next().await, closed(1009, "Message too big"));
}

#[tokio::test]
async fn a_farewell_is_answered() {
    let (ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    socket
        .frame(8, &[&1000_u16.to_be_bytes()[..], b"done"].concat())
        .await
        .unwrap();
    assert_eq!(socket.next().await, closed(1000, "done"));
    assert_eq!(socket.next().await, Came::Gone);
}

#[tokio::test]
async fn sockets_are_closed_when_the_program_stops() {
    let (ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    served.stop.send(true).unwrap();
    assert_eq!(socket.next().await, closed(1001, "Going away"));
    assert_eq!(socket.next().await, Came::Gone);
}

#[tokio::test]
async fn a_right_that_was_lost_since_the_introduction_runs_nothing() {
    let (ground, served) = served(Sockets::default()).await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    let user = ground.office.people["officer"].user;
    let (organ, moment) = (ground.office.organ, ground.moment());
    ground
        .desk
        .deactivate_user(&Actor::System, organ, user, moment)
        .await
        .unwrap();
    socket.subscribe("a", ME, Value::Null).await;
    assert_eq!(socket.next().await, complete("a"));
    assert_eq!(socket.next().await, closed(4403, "Forbidden"));
}
