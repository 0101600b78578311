//! Attacks over HTTP on the program itself: what is malformed, what is too much, and what must not be said again.

mod bombs;
mod dice;
mod forge;
mod malformed;
mod numbers;
mod wire;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::database::Database;
use crate::support::ground::Ground;
use crate::support::people::Office;
use crate::support::program::Server;
use wire::Answer;

/// What no answer may hold: of the database, of the machine, of the source.
const LEAKS: [&str; 16] = [
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "sqlite",
    "postgres",
    "sqlx",
    "sea_orm",
    "sea-orm",
    ".rs:",
    "/root",
    "/home/",
    "/tmp/",
    "panicked",
    "RUST_BACKTRACE",
    "thread '",
    "stack backtrace",
];

/// A program that serves an office.
struct House {
    server: Server,
    office: Office,
    _database: Database,
}

impl House {
    async fn open(settings: &[&str]) -> Self {
        let today = workflow::scalar::shanghai_day(fuyi::clock::now());
        let ground = Ground::on(Database::sqlite(), &today.to_string()).await;
        let Ground {
            database,
            office,
            store,
            ..
        } = ground;
        drop(store);
        let server = Server::start_with(&database.url, settings).await;
        Self {
            server,
            office,
            _database: database,
        }
    }

    fn token(&self, who: &str) -> &str {
        &self.office.people[who].token
    }

    /// Memory that the program holds, in KiB.
    fn resident(&self) -> u64 {
        self.server.resident()
    }
}

/// The codes of errors that the manual names.
fn codes() -> BTreeSet<String> {
    let manual = include_str!("../docs/api.md");
    let (_, table) = manual.split_once("<!-- faults -->").unwrap();
    let (table, _) = table.split_once("<!-- end faults -->").unwrap();
    let rows = table.lines().filter_map(|row| row.strip_prefix("| `"));
    rows.map(|row| row.split('`').next().unwrap().to_owned())
        .collect()
}

/// What is wrong with an answer, if anything is: it must be sound whatever was asked.
fn fault(answer: &Answer, codes: &BTreeSet<String>) -> Option<String> {
    if answer.status >= 500 {
        return Some("a fault of the program".to_owned());
    }
    let text = String::from_utf8_lossy(&answer.body);
    if let Some(leak) = LEAKS.iter().find(|leak| text.contains(**leak)) {
        return Some(format!("says `{leak}`"));
    }
    // Bytes that are no HTTP are answered by a status alone.
    if text.is_empty() && (400..500).contains(&answer.status) {
        return (answer.status != 400 && answer.status != 431 && answer.status != 414)
            .then(|| "an empty error".to_owned());
    }
    let is_json = answer.head.contains("json");
    if answer.status < 400 && !is_json {
        return None;
    }
    let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else {
        return Some("no JSON".to_owned());
    };
    for error in body["errors"].as_array().into_iter().flatten() {
        let extensions = &error["extensions"];
        let code = extensions["code"].as_str().unwrap_or_default();
        if !codes.contains(code) {
            return Some(format!("a code that no manual knows: `{code}`"));
        }
        if code == "INTERNAL_SERVER_ERROR" {
            return Some("a fault of the program".to_owned());
        }
        let id = extensions["requestId"].as_str().unwrap_or_default();
        if id.is_empty() || !answer.head.contains(&id.to_ascii_lowercase()) {
            return Some("no request id".to_owned());
        }
    }
    None
}
