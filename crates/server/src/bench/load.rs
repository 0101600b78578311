//! Clients that give commands through GraphQL to a program of its own.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::http::Client;
use super::mix::{self, By, People};
use super::tally::Tally;
use super::usage;
use crate::clock::Clock;
use crate::failure::Failure;

/// A program that serves, ended when dropped.
pub(super) struct Served {
    child: Child,
    /// Where.
    pub(super) address: SocketAddr,
}

impl Served {
    /// Starts `fuyi serve` on a database, in a folder without a configuration.
    pub(super) fn start(database: &str, dir: &Path) -> Result<Self, Failure> {
        let attempt = "start `fuyi serve`";
        let program = std::env::current_exe().map_err(Failure::while_doing(attempt))?;
        let mut command = Command::new(program);
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("FUYI_"))
        {
            command.env_remove(name);
        }
        let mut child = command
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--set",
                "log=warn",
                "--force-unsafe-durability",
            ])
            .args([
                "--set",
                "database_max_connections=32",
                "--database",
                database,
            ])
            .current_dir(dir)
            .stdout(Stdio::piped())
            .spawn()
            .map_err(Failure::while_doing(attempt))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out)
                .read_line(&mut line)
                .map_err(Failure::while_doing(attempt))?;
        }
        let address = line
            .split_whitespace()
            .find_map(|word| word.strip_prefix("http://")?.parse().ok());
        match address {
            Some(address) => Ok(Self { child, address }),
            None => {
                let _ = child.kill();
                let _ = child.wait();
                Err(Failure::unable(format!(
                    "cannot {attempt}: it said `{}`",
                    line.trim()
                )))
            }
        }
    }

    /// Its process.
    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Who signs in.
#[derive(Debug, Clone)]
pub(super) struct Tokens {
    /// Of the registrar.
    pub(super) registrar: String,
    /// Of the officer.
    pub(super) officer: String,
}

impl Tokens {
    fn of(&self, by: By) -> &str {
        match by {
            By::Registrar => &self.registrar,
            By::Officer => &self.officer,
        }
    }
}

/// Gives commands with so many clients for so long.
pub(super) async fn run(
    served: &Served,
    people: &Arc<People>,
    tokens: &Tokens,
    clients: usize,
    lasting: Duration,
) -> Result<Tally, Failure> {
    let before = (usage::processor_time(served.pid()), usage::postgres_time());
    let began = Instant::now();
    let mut running = Vec::new();
    for number in 0..clients {
        let (people, tokens, address) = (Arc::clone(people), tokens.clone(), served.address);
        let run = format!("{}-{number}", uuid::Uuid::new_v4().simple());
        running.push(tokio::spawn(async move {
            client(address, &people, &tokens, &run, began, lasting).await
        }));
    }
    let mut micros = Vec::new();
    for client in running {
        let of_one = client
            .await
            .map_err(Failure::while_doing("wait for a client"))?;
        micros.extend(of_one?);
    }
    let mut tally = Tally::of(micros, began.elapsed());
    let used = |after: Option<Duration>, before: Option<Duration>| after?.checked_sub(before?);
    tally.program = used(usage::processor_time(served.pid()), before.0);
    tally.database = used(usage::postgres_time(), before.1);
    Ok(tally)
}

/// One client, case after case. Gives each command's time in microseconds.
async fn client(
    address: SocketAddr,
    people: &People,
    tokens: &Tokens,
    run: &str,
    began: Instant,
    lasting: Duration,
) -> Result<Vec<u64>, Failure> {
    let broken = || Failure::while_doing::<std::io::Error>("give a command");
    let mut client = Client::connect(address).await.map_err(broken())?;
    let steps = people.steps();
    let mut micros = Vec::new();
    let mut cases = 0_u32;
    while began.elapsed() < lasting {
        cases += 1;
        let opening = people.opening(Clock::System.moment());
        let mut body = mix::open_body(&opening, &format!("{run}-{cases}-0"));
        let mut field = "openCase";
        let mut token = tokens.of(By::Registrar);
        for number in 0..mix::COMMANDS {
            let asked = Instant::now();
            let answer = client.ask(token, &body).await.map_err(broken())?;
            micros.push(u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX));
            let (case, revision) = carried_out(&answer, field)?;
            let Some(step) = steps.get(number) else { break };
            body = mix::submit_body(
                case,
                revision,
                &step.submission,
                &format!("{run}-{cases}-{}", number + 1),
            );
            field = "submitCommand";
            token = tokens.of(step.by);
        }
    }
    Ok(micros)
}

/// The case and its revision, where the command was carried out.
fn carried_out<'a>(answer: &'a Value, field: &str) -> Result<(&'a Value, &'a Value), Failure> {
    let payload = answer.pointer(&format!("/data/{field}"));
    let case = payload.and_then(|payload| payload.pointer("/case"));
    let refusal = payload.and_then(|payload| payload.pointer("/refusal"));
    match (case, refusal) {
        (Some(case), Some(Value::Null)) => match (case.get("id"), case.get("revision")) {
            (Some(id), Some(revision)) => Ok((id, revision)),
            _ => Err(Failure::unable(format!(
                "a command was answered without its case: {answer}"
            ))),
        },
        _ => Err(Failure::unable(format!(
            "a command was not carried out: {answer}"
        ))),
    }
}
