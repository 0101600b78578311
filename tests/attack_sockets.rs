//! Sockets in bad hands: who says nothing, takes nothing, opens too many or sends too much costs little and harms
//! nobody. Against the program itself.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::support::database::Database;
use crate::support::ground::Ground;
use crate::support::http::Client;
use crate::support::program::Server;
use crate::support::socket::{Came, Socket, init};

/// Slowest of a hundred requests of somebody who means well.
const GOOD: Duration = Duration::from_millis(500);

/// The program over an office that exists today.
#[expect(
    clippy::disallowed_methods,
    reason = "the program goes by the clock of the system"
)]
async fn program() -> (Ground, Server) {
    let today = chrono::Utc::now().date_naive().to_string();
    let ground = Ground::on(Database::sqlite(), &today).await;
    ground.ordinary().await;
    let server = Server::start(&ground.database.url).await;
    (ground, server)
}

/// Asks like somebody who means well, until told to stop; the 99th of a hundred times.
async fn good(address: std::net::SocketAddr, token: String, until: Instant) -> Duration {
    let mut client = Client::connect(address).await.unwrap();
    let body = json!({ "query": "{ myDocket(first: 5) { totalCount } cases(first: 5) { nodes { number } } }" });
    let mut times = Vec::new();
    while Instant::now() < until {
        let asked = Instant::now();
        let answer = client.post(&token, &body).await.unwrap();
        assert!(answer["data"]["cases"].is_object(), "{answer}");
        times.push(asked.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    times.sort();
    times[times.len() * 99 / 100]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_good_client_is_answered_while_sockets_are_mute_deaf_and_many() {
    let (ground, server) = program().await;
    let (address, token) = (server.address, ground.token("officer").to_owned());
    let begun = Instant::now();
    let good = tokio::spawn(good(
        address,
        token.clone(),
        begun + Duration::from_secs(14),
    ));
    let mut attackers = JoinSet::new();
    // Connections that say nothing at all, and sockets that never introduce themselves.
    for place in 0..300 {
        attackers.spawn(async move {
            let begun = Instant::now();
            match place % 2 {
                0 => {
                    let mut stream = TcpStream::connect(address).await.unwrap();
                    let _ = timeout(Duration::from_secs(20), stream.read(&mut [0]))
                        .await
                        .unwrap();
                }
                _ => {
                    let mut socket = Socket::open(address).await;
                    let came = socket.within(Duration::from_secs(20)).await;
                    assert!(matches!(came, Some(Came::Closed(4408, _))), "{came:?}");
                }
            }
            assert!(
                begun.elapsed() <= Duration::from_secs(12),
                "{:?}",
                begun.elapsed()
            );
        });
    }
    // Sockets of one user beyond the five.
    for _ in 0..50 {
        let token = token.clone();
        attackers.spawn(async move {
            let mut socket = Socket::open(address).await;
            socket.say(init(&token)).await;
            let deaf = Duration::from_secs(8);
            while let Some(came) = socket.within(deaf).await {
                match came {
                    Came::Closed(code, _) => return assert_eq!(code, 1013),
                    Came::Gone => return,
                    _ => {
                        socket
                            .subscribe(
                                "a",
                                "subscription { docketChanged { totalCount } }",
                                Value::Null,
                            )
                            .await
                    }
                }
            }
        });
    }
    // Messages that would be enormous.
    for _ in 0..50 {
        attackers.spawn(async move {
            let mut socket = Socket::open(address).await;
            let head = [
                0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0,
            ];
            socket.raw(&head).await;
            let came = socket.within(Duration::from_secs(5)).await;
            assert!(
                matches!(came, Some(Came::Closed(1009 | 1002, _) | Came::Gone)),
                "{came:?}"
            );
        });
    }
    while let Some(done) = attackers.join_next().await {
        done.unwrap();
    }
    let slowest = good.await.unwrap();
    println!("a good client's p99 beside 400 bad sockets: {slowest:?}");
    assert!(slowest <= GOOD, "{slowest:?}");
    server.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_and_does_not_read_is_dropped_and_holds_little() {
    let (ground, server) = program().await;
    let (address, token) = (server.address, ground.token("supervisor").to_owned());
    let before = server.resident();
    let mut deaf = Vec::new();
    for _ in 0..5 {
        let mut socket = Socket::signed_in(address, &token).await;
        // The schema, some hundred KiB each time, asked for again and again and never read.
        let schema = "{ __schema { types { name description fields { name description args { name description } } } } }";
        for id in 0..20 {
            socket.subscribe(&id.to_string(), schema, Value::Null).await;
        }
        deaf.push(socket);
    }
    let until = Instant::now() + Duration::from_secs(8);
    let slowest = good(address, ground.token("officer").to_owned(), until).await;
    assert!(slowest <= GOOD, "{slowest:?}");
    let grown = server.resident().saturating_sub(before);
    println!("five deaf sockets with a hundred operations hold {grown} KiB");
    assert!(grown <= 64 * 1024, "{grown} KiB");
    // Once something lay untaken for ten seconds, or a ping stayed unanswered until the next, they are gone, and another
    // can be opened.
    let mut again = None;
    for _ in 0..60 {
        let mut socket = Socket::open(address).await;
        socket.say(init(&token)).await;
        if let Came::Message(_) = socket.next().await {
            again = Some(socket);
            break;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert!(again.is_some(), "deaf sockets were not dropped");
    server.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_never_ends_is_given_up() {
    let (_ground, server) = program().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let begun = Instant::now();
    stream
        .write_all(b"POST /graphql HTTP/1.1\r\n")
        .await
        .unwrap();
    let mut gone = false;
    while begun.elapsed() < Duration::from_secs(60) && !gone {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let fed = stream.write_all(b"x: y\r\n").await;
        let read = timeout(Duration::from_millis(1), stream.read(&mut [0])).await;
        gone = fed.is_err() || matches!(read, Ok(Ok(0) | Err(_)));
    }
    assert!(gone, "a request of one line a second went on for a minute");
    server.kill();
}
