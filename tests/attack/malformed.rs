//! Malformed requests by the thousand: no panic, no 5xx, nothing said that is not for clients, no memory kept.
//!
//! `FUYI_ATTACK=100000` sends as many; `FUYI_SEED` begins elsewhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::dice::Dice;
use super::forge::Forge;
use super::wire::Wire;
use super::{House, codes, fault};

/// How many are sent where nobody says.
const USUAL: usize = 5_000;
/// Most memory that the program may hold more than before, in KiB.
const MORE: u64 = 32 * 1024;
/// Connections at once.
const WIRES: usize = 4;

/// What is sent.
struct Sent {
    bytes: Vec<u8>,
    /// Whether the connection may be in any state afterwards.
    strange: bool,
    /// Whether nothing more is sent after the bytes.
    cut: bool,
}

/// What the attack is made of.
struct Attack {
    forge: Forge,
    operations: Vec<String>,
    token: String,
    case: String,
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn malformed_requests_do_no_harm() {
    let house = House::open(&["--set", "log=info"]).await;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema/operations");
    let files = std::fs::read_dir(folder).unwrap();
    let mut operations: Vec<String> = files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    operations.sort();
    let attack = Arc::new(Attack {
        forge: Forge::new(),
        operations,
        token: house.token("officer").to_owned(),
        case: api::GlobalId::Case(workflow::id::CaseId(uuid::Uuid::from_u128(7))).to_string(),
    });
    let (count, seed) = (number("FUYI_ATTACK", USUAL), number("FUYI_SEED", 1));
    let address = house.server.address;
    // What the program needs for its first answers is not counted.
    let warm = run(&attack, address, seed + 1_000_000, 400).await;
    assert!(!warm.is_empty());
    let before = house.resident();
    let statuses = run(&attack, address, seed, count).await;
    let after = house.resident();
    println!("{count} malformed requests: {statuses:?}, {before} KiB before, {after} KiB after");
    assert!(
        after.saturating_sub(before) <= MORE,
        "{before} KiB before, {after} KiB after"
    );
    let log = house.server.log();
    for word in ["panicked", "ERROR"] {
        let line = log.lines().find(|line| line.contains(word));
        assert_eq!(line, None);
    }
    house.server.kill();
}

/// Sends a number of requests over several connections; counts the answers by status.
async fn run(
    attack: &Arc<Attack>,
    address: std::net::SocketAddr,
    seed: usize,
    count: usize,
) -> BTreeMap<u16, usize> {
    let mut running = JoinSet::new();
    for no in 0..WIRES {
        let attack = Arc::clone(attack);
        running.spawn(async move {
            let (mut wire, codes) = (Wire::to(address), codes());
            let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
            for at in (no..count).step_by(WIRES) {
                let sent = attack.make(seed, at);
                let answer = wire.send(&sent.bytes, sent.strange, sent.cut).await;
                let Some(answer) = answer else {
                    assert!(
                        sent.strange,
                        "no answer to request {at} of seed {seed}: {}",
                        shown(&sent.bytes)
                    );
                    *statuses.entry(0).or_default() += 1;
                    continue;
                };
                if let Some(fault) = fault(&answer, &codes) {
                    let body = String::from_utf8_lossy(&answer.body);
                    let status = answer.status;
                    panic!(
                        "request {at} of seed {seed}: {fault}: {status} {body}\nsent: {}",
                        shown(&sent.bytes)
                    );
                }
                *statuses.entry(answer.status).or_default() += 1;
            }
            statuses
        });
    }
    let mut all = BTreeMap::new();
    for statuses in running.join_all().await {
        for (status, times) in statuses {
            *all.entry(status).or_default() += times;
        }
    }
    all
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(4_000)]).into_owned()
}

impl Attack {
    /// The request of a number: the same seed and number make the same one.
    fn make(&self, seed: usize, at: usize) -> Sent {
        let dice = &mut Dice::new((seed as u64) << 32 | at as u64);
        let plain = |body: Vec<u8>| Sent {
            bytes: self.posted(&body, &[]),
            strange: false,
            cut: false,
        };
        match at % 8 {
            0..=2 => plain(self.field(at / 8 * 3 + at % 8).to_string().into_bytes()),
            3 => plain(self.words(dice).to_string().into_bytes()),
            4 => {
                let mut body = self.any(dice).to_string().into_bytes();
                bytes(&mut body, dice);
                plain(body)
            }
            5 => plain(self.shape(dice).to_string().into_bytes()),
            6 => self.head(dice),
            _ => self.line(dice),
        }
    }

    /// One field of one input has a value that it cannot have.
    fn field(&self, no: usize) -> Value {
        let wrong = wrong();
        let targets = &self.forge.targets;
        let (target, value) = (
            &targets[no % targets.len()],
            &wrong[no / targets.len() % wrong.len()],
        );
        self.forge.request(target, value, &self.case)
    }

    fn any(&self, dice: &mut Dice) -> Value {
        if dice.one_in(2) {
            return self.field(dice.below(1_000_000));
        }
        let query = &self.operations[dice.below(self.operations.len())];
        json!({ "query": query, "variables": variables(&self.case) })
    }

    /// The words of a query are dropped, doubled, swapped, or others come among them.
    fn words(&self, dice: &mut Dice) -> Value {
        let query = &self.operations[dice.below(self.operations.len())];
        let mut words: Vec<String> = tokens(query);
        for _ in 0..=dice.below(4) {
            let at = dice.below(words.len());
            match dice.below(4) {
                0 => drop(words.remove(at)),
                1 => words.insert(at, words[at].clone()),
                2 => {
                    let other = dice.below(words.len());
                    words.swap(at, other);
                }
                _ => words.insert(at, dice.pick(&STRAYS).to_owned()),
            }
            if words.is_empty() {
                words.push("{".to_owned());
            }
        }
        json!({ "query": words.join(" "), "variables": variables(&self.case) })
    }

    /// The request is no request.
    fn shape(&self, dice: &mut Dice) -> Value {
        let wrong = wrong();
        let mut body = self.any(dice);
        let name = dice.pick(&["query", "variables", "operationName", "extensions", "other"]);
        body[name] = wrong[dice.below(wrong.len())].clone();
        match dice.below(6) {
            0 => json!([body]),
            1 => wrong[dice.below(wrong.len())].clone(),
            _ => body,
        }
    }

    /// The headers are not those that one sends.
    fn head(&self, dice: &mut Dice) -> Sent {
        let body = self.any(dice).to_string().into_bytes();
        let long = "h".repeat(dice.below(40_000));
        let mut headers: Vec<(String, Vec<u8>)> = Vec::new();
        for _ in 0..=dice.below(4) {
            let name = dice.pick(&[
                "content-type",
                "accept",
                "authorization",
                "accept-language",
                "x-request-id",
                "content-encoding",
                "origin",
                "cookie",
                "x-anything",
            ]);
            let mut value = dice
                .pick(&[
                    "",
                    "application/json",
                    "application/json; charset=gbk",
                    "multipart/form-data; boundary=x",
                    "text/html;q=nan, */*;q=-1",
                    "Bearer",
                    "Bearer fyi_",
                    "Basic Zm9vOmJhcg==",
                    "gzip, br",
                    "zh;q=9999999999999999999, en;q=",
                    "../../etc/passwd",
                    "' OR 1=1 --",
                    "%00%0a",
                ])
                .as_bytes()
                .to_vec();
            match dice.below(5) {
                0 => value.extend([0xff, 0xfe, 0x80]),
                1 => value.extend(long.as_bytes()),
                _ => {}
            }
            headers.push((name.to_owned(), value));
        }
        Sent {
            bytes: self.posted(&body, &headers),
            strange: true,
            cut: false,
        }
    }

    /// The bytes are hardly HTTP, or end too early.
    fn line(&self, dice: &mut Dice) -> Sent {
        let body = self.any(dice).to_string().into_bytes();
        let mut bytes = self.posted(&body, &[]);
        match dice.below(4) {
            0 => bytes.truncate(dice.below(bytes.len())),
            1 => {
                let method =
                    dice.pick(&["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "POST", "BREW"]);
                let path = dice.pick(&[
                    "/graphql?query={me{name}}",
                    "/graphql?query=%7Bme%7Bname%7D%7D&variables=%7B",
                    "/graphql?variables=[]&query=%ff%fe",
                    "/graphql/../../etc/passwd",
                    "/graphiql/%2e%2e%2fstate.rs",
                    "/graphiql/introspection.json",
                    "/healthz",
                    "/readyz?x=%00",
                    "/",
                    "*",
                    "/%",
                ]);
                bytes = format!(
                    "{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\r\n",
                    self.token
                )
                .into_bytes();
            }
            2 => {
                let length =
                    dice.pick(&["0", "1", "7", "99999999999999999999", "-1", "x", "1048577"]);
                bytes = format!("POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer {}\r\ncontent-length: {length}\r\n\r\n", self.token).into_bytes();
                bytes.extend(body);
            }
            _ => {
                for _ in 0..=dice.below(6) {
                    let at = dice.below(bytes.len().min(300));
                    bytes[at] = dice.byte();
                }
            }
        }
        Sent {
            bytes,
            strange: true,
            cut: true,
        }
    }

    /// A request with a body; headers that are given take the place of the usual ones.
    fn posted(&self, body: &[u8], headers: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = b"POST /graphql HTTP/1.1\r\nhost: fuyi.test\r\n".to_vec();
        let usual = [
            ("content-type", "application/json".to_owned()),
            ("authorization", format!("Bearer {}", self.token)),
        ];
        for (name, value) in usual {
            if headers.iter().all(|(given, _)| given != name) {
                bytes.extend(format!("{name}: {value}\r\n").into_bytes());
            }
        }
        for (name, value) in headers {
            bytes.extend(format!("{name}: ").into_bytes());
            bytes.extend(value);
            bytes.extend(b"\r\n");
        }
        bytes.extend(format!("content-length: {}\r\n\r\n", body.len()).into_bytes());
        bytes.extend(body);
        bytes
    }
}

/// Words that come among those of a query.
const STRAYS: [&str; 22] = [
    "{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "...", "=", "|", "&", "\"", "\"\"\"", "#",
    "fragment", "on", "null", "1e999", "\u{0}",
];

/// Values that hardly any field can have.
fn wrong() -> Vec<Value> {
    let mut deep = json!("x");
    for _ in 0..60 {
        deep = json!([deep]);
    }
    let mut deeper = json!({});
    for _ in 0..60 {
        deeper = json!({ "x": deeper });
    }
    vec![
        Value::Null,
        json!(true),
        json!(7),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(0.5),
        json!(""),
        json!("x"),
        json!("2026-02-30"),
        json!("9999-12-31"),
        json!("2026-11-20T09:00:00"),
        json!("\u{0}\u{7f}\u{202e}"),
        json!("'; DROP TABLE entry; --"),
        json!("字".repeat(30_000)),
        json!([]),
        json!([[]]),
        json!([null]),
        json!({}),
        json!({ "x": 1 }),
        json!({ "": null }),
        deep,
        deeper,
    ]
}

fn variables(case: &str) -> Value {
    json!({
        "id": case, "first": 3, "after": null, "filter": {},
        "input": { "caseId": case, "expectedRevision": 1, "idempotencyKey": "k" }
    })
}

/// The words of a query.
fn tokens(query: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in query.chars() {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            word.push(letter);
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if !letter.is_whitespace() {
            words.push(letter.to_string());
        }
    }
    words
}

/// Some bytes are changed, lost, put in or cut off.
fn bytes(body: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(8) {
        let at = dice.below(body.len());
        match dice.below(6) {
            0 if !body.is_empty() => body[at] = dice.byte(),
            1 if !body.is_empty() => drop(body.remove(at)),
            2 => body.insert(at, dice.byte()),
            3 => {
                // What is no UTF-8.
                body.insert(at, 0xff);
                body.insert(at, 0xc3);
            }
            4 if dice.one_in(4) => body.truncate(at),
            _ => {
                let part: Vec<u8> = body.iter().skip(at).take(20).copied().collect();
                body.splice(at..at, part);
            }
        }
    }
}
