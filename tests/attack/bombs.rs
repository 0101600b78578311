//! Requests that cost little to send and would cost much to answer: each is refused at once, and others do not notice.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::House;
use super::wire::{self, Wire};

/// Most memory that the program may hold more than before, in KiB.
const MORE: u64 = 64 * 1024;
/// Slowest of a hundred answers to a good client.
const GOOD: Duration = Duration::from_millis(500);

/// Longest time to refuse a bomb. The program that is tried by hand is not optimised.
fn longest() -> Duration {
    match std::env::var_os("FUYI_BIN") {
        Some(_) => Duration::from_millis(100),
        None => Duration::from_secs(2),
    }
}

/// Every bomb: its name, the body, and the status and code it is refused with.
fn bombs() -> Vec<(&'static str, Value, u16, &'static str)> {
    let complex = "COMPLEXITY_EXCEEDED";
    let query = |text: String| json!({ "query": text });
    let depth = |times: usize| format!("{}{}", "{ me ".repeat(times), "}".repeat(times));
    let doubling: String = (0..40)
        .map(|no| format!(" fragment F{no} on User {{ ...F{0} ...F{0} }}", no + 1))
        .collect();
    let many = |times: usize, one: &dyn Fn(usize) -> String| -> String {
        (0..times).map(one).collect::<Vec<_>>().join(" ")
    };
    let nested = "cases(first: 100) { nodes { organ { name } parties { name } terms { steps(first: 100) { nodes { text } } } } }";
    let arguments = "fields(includeDeprecated: true) { args { type { fields { args { type { fields { args { name } } } } } } } }";
    vec![
        ("depth", query(depth(5_000)), 400, complex),
        ("depth in few words", query(depth(20)), 400, complex),
        (
            "aliases",
            query(format!(
                "{{ {} }}",
                many(50_000, &|no| format!("a{no}: me {{ name }}"))
            )),
            400,
            complex,
        ),
        (
            "aliases in few words",
            query(format!(
                "{{ {} }}",
                many(31, &|no| format!("a{no}: __typename"))
            )),
            400,
            complex,
        ),
        (
            "directives",
            query(format!(
                "{{ me {{ name {} }} }}",
                "@skip(if: false) ".repeat(20_000)
            )),
            400,
            complex,
        ),
        (
            "directives in few words",
            query(format!("{{ me {{ name {} }} }}", "@x ".repeat(900))),
            400,
            complex,
        ),
        (
            "a cycle of fragments",
            query(
                "{ me { ...A } } fragment A on User { ...B } fragment B on User { ...A }"
                    .to_owned(),
            ),
            400,
            complex,
        ),
        (
            "fragments that double",
            query(format!(
                "{{ me {{ ...F0 }} }}{doubling} fragment F40 on User {{ name }}"
            )),
            400,
            complex,
        ),
        (
            "a batch",
            Value::Array(vec![query("{ me { name } }".to_owned()); 1_000]),
            400,
            "BAD_USER_INPUT",
        ),
        (
            "size",
            json!({ "query": "{ me { name } }", "variables": { "x": "x".repeat(2 << 20) } }),
            413,
            "BAD_USER_INPUT",
        ),
        (
            "great size",
            json!({ "query": "{ me { name } }", "variables": { "x": "x".repeat(32 << 20) } }),
            413,
            "BAD_USER_INPUT",
        ),
        (
            "tokens",
            query(format!("{{ me {{ {} }} }}", "name ".repeat(100_000))),
            400,
            complex,
        ),
        (
            "brackets",
            query(format!(
                "{{ nodes(ids: {}{}) {{ id }} }}",
                "[".repeat(900),
                "]".repeat(900)
            )),
            400,
            "",
        ),
        (
            "nesting of variables",
            json!({ "query": "query ($x: [ID!]!) { nodes(ids: $x) { id } }", "variables": { "x": (0..100).fold(json!(1), |x, _| json!([x])) } }),
            400,
            "",
        ),
        (
            "pages within pages",
            query(format!("{{ {nested} }}")),
            400,
            complex,
        ),
        (
            "roots",
            query(format!("{{ {} }}", "me { name } ".repeat(21))),
            400,
            complex,
        ),
        (
            "commands in one request",
            query(format!(
                "mutation {{ {} }}",
                many(25, &|no| format!(
                    "c{no}: submitCommand(input: {{ caseId: \"x\", expectedRevision: 1, idempotencyKey: \"k\", command: {{ reconsideration: {{ close: {{ note: \"x\" }} }} }} }}) {{ replayed }}"
                ))
            )),
            400,
            complex,
        ),
        (
            "deep introspection",
            query(format!("{{ __schema {{ types {{ {arguments} }} }} }}")),
            400,
            complex,
        ),
        (
            "wide introspection",
            query(format!(
                "{{ __schema {{ types {{ {} }} }} }}",
                many(25, &|no| format!(
                    "a{no}: fields {{ args {{ name type {{ name }} }} }}"
                ))
            )),
            400,
            complex,
        ),
        (
            "operations",
            query(many(400, &|no| format!("query Q{no} {{ me {{ name }} }}"))),
            400,
            complex,
        ),
    ]
}

fn posted(token: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\naccept: application/graphql-response+json\r\nauthorization: Bearer {token}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend(body);
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bombs_are_refused_at_once_and_nobody_notices() {
    let house = House::open(&[]).await;
    let (address, token) = (house.server.address, house.token("officer").to_owned());
    let mut wire = Wire::to(address);
    let query =
        json!({ "query": "{ myDocket(first: 5) { totalCount nodes { case { number } } } }" });
    let good = posted(&token, query.to_string().as_bytes());
    for _ in 0..50 {
        assert_eq!(wire.send(&good, false, false).await.unwrap().status, 200);
    }
    let before = house.resident();

    // A good client asks all the while.
    let over = Arc::new(AtomicBool::new(false));
    let asking = tokio::spawn({
        let over = Arc::clone(&over);
        async move {
            let mut wire = Wire::to(address);
            let mut times = Vec::new();
            while !over.load(Ordering::Relaxed) || times.len() < 200 {
                let began = Instant::now();
                assert_eq!(wire.send(&good, false, false).await.unwrap().status, 200);
                times.push(began.elapsed());
            }
            times.sort();
            times
        }
    });

    let mut most = before;
    for (name, body, status, code) in bombs() {
        let bytes = posted(&token, body.to_string().as_bytes());
        // The best of three: what the refusal takes, and not what the machine is busy with.
        let mut best = Duration::MAX;
        for _ in 0..3 {
            let began = Instant::now();
            let answer = wire.send(&bytes, true, false).await;
            best = best.min(began.elapsed());
            let Some(answer) = answer else {
                panic!("{name}: no answer");
            };
            let body = String::from_utf8_lossy(&answer.body).into_owned();
            assert_eq!(answer.status, status, "{name}: {body}");
            assert!(body.contains(code), "{name}: {body}");
        }
        assert!(best <= longest(), "{name} took {best:?}");
        most = most.max(house.resident());
        println!("{name}: {best:?}");
    }
    endless(&house).await;
    most = most.max(house.resident());
    over.store(true, Ordering::Relaxed);
    let times = asking.await.unwrap();
    let slow = times[times.len() * 99 / 100];
    println!(
        "a good client's p99 {slow:?} of {}; {before} KiB before, {most} KiB at most",
        times.len()
    );
    assert!(slow <= GOOD, "{slow:?}");
    assert!(
        most.saturating_sub(before) <= MORE,
        "{before} KiB before, {most} KiB at most"
    );
    house.server.kill();
}

/// A body that says no length and does not end is cut off where a body may not be longer.
async fn endless(house: &House) {
    let token = house.token("officer");
    let mut stream = TcpStream::connect(house.server.address).await.unwrap();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer {token}\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let (mut from, mut to) = stream.split();
    let write = async {
        to.write_all(head.as_bytes()).await.unwrap();
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
        for _ in 0..64 {
            if to.write_all(chunk.as_bytes()).await.is_err() {
                break;
            }
        }
    };
    let (answer, ()) = tokio::join!(wire::read(&mut from), write);
    // One that goes on sending may find the line closed before it reads why.
    if let Some(answer) = answer {
        assert_eq!(answer.status, 413);
    }
}
