//! `fuyi bench`: measures, and prints a report. It asserts nothing.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use simulation::{Office, found};
use store::{Backend, Options, Store};
use uuid::Uuid;
use workflow::actor::{Actor, Person};

use crate::cli::At;
use crate::clock::Clock;
use crate::failure::Failure;
use crate::{open, print};

mod bare;
mod fill;
mod http;
mod load;
mod memory;
mod mix;
mod report;
mod tally;
mod usage;

use load::{Served, Tokens};
use mix::People;
use report::{Line, Report, Resident};
use tally::Tally;

/// Numbers of clients at once.
const CLIENTS: [usize; 3] = [1, 8, 32];
/// Cases made ready for a run of bare transactions.
const READY_CASES: usize = 3000;
/// How long the program rests before its memory at rest is taken.
const REST: Duration = Duration::from_secs(2);

/// Fills a database with the simulated district.
pub(crate) async fn fill(at: At, cases: u32, seed: u64) -> Result<(), Failure> {
    fill::fill(at, cases, seed).await
}

/// Measures on SQLite, and on PostgreSQL where a URL is given; prints the report.
pub(crate) async fn bench(postgres: Option<String>, seconds: u64) -> Result<(), Failure> {
    let dir = Scratch::make()?;
    let today = Clock::System.moment().today;
    print::complain("plans and deadlines in memory …");
    let rates = tokio::task::spawn_blocking(move || memory::measure(seconds, today))
        .await
        .map_err(Failure::while_doing("measure in memory"))?;
    let mut report = Report {
        today,
        seconds,
        rates,
        lines: Vec::new(),
        resident: Vec::new(),
    };
    let sqlite = format!("sqlite:{}", dir.0.join("bench.db").display());
    on_database("SQLite", &sqlite, &dir.0, seconds, &mut report).await?;
    if let Some(url) = postgres {
        on_database("PostgreSQL", &url, &dir.0, seconds, &mut report).await?;
    }
    print::answer(&report.markdown())
}

/// Measures on one database.
async fn on_database(
    name: &'static str,
    url: &str,
    dir: &Path,
    seconds: u64,
    report: &mut Report,
) -> Result<(), Failure> {
    let lasting = Duration::from_secs(seconds);
    let store = open::store_at(&Options {
        url: url.to_owned(),
        max_connections: 32,
        create_if_missing: true,
        read_only: false,
    })
    .await?;
    open::migrate(&store).await?;
    let (office, people, tokens) = staffed(&store).await?;
    let people = Arc::new(people);

    let served = Served::start(url, dir)?;
    tokio::time::sleep(REST).await;
    let at_rest = usage::memory(served.pid());
    let mut through = Vec::new();
    for clients in CLIENTS {
        print::complain(&format!(
            "{name}: commands through GraphQL, {clients} clients …"
        ));
        let tally = load::run(&served, &people, &tokens, clients, lasting).await?;
        through.push(of_backend(tally, &store));
    }
    report.resident.push(Resident {
        database: name,
        at_rest,
        under_load: usage::memory(served.pid()),
    });
    drop(served);

    let moment = Clock::System.moment();
    for (clients, through) in CLIENTS.into_iter().zip(through) {
        print::complain(&format!("{name}: bare transactions, {clients} writers …"));
        let bare = bare::run(
            &store,
            &office,
            &people,
            moment,
            (clients, READY_CASES),
            lasting,
        )
        .await?;
        report.lines.push(Line {
            database: name,
            clients,
            through,
            bare: of_backend(bare, &store),
        });
    }
    Ok(())
}

/// Without the time of PostgreSQL where that is not the database.
fn of_backend(mut tally: Tally, store: &Store) -> Tally {
    if store.backend() == Backend::Sqlite {
        tally.database = None;
    }
    tally
}

/// An office of its own, with somebody of each role that gives commands.
async fn staffed(store: &Store) -> Result<(Office, People, Tokens), Failure> {
    let attempt = "found the office of the benchmark";
    let desk = open::desk(store.clone());
    let moment = Clock::System.moment();
    let seed = Uuid::new_v4().as_u64_pair().0;
    let office = found(&desk, Office::invented(0, seed), moment)
        .await
        .map_err(Failure::while_doing(attempt))?;
    let people = People::of(&office).ok_or_else(|| {
        Failure::unable(format!(
            "cannot {attempt}: the invented office lacks a role"
        ))
    })?;
    let token = async |person: &Person| {
        desk.issue_token(
            &Actor::System,
            person.organ,
            person.user,
            "bench",
            1,
            moment,
        )
        .await
        .map_err(Failure::while_doing(attempt))
    };
    let tokens = Tokens {
        registrar: token(&people.registrar).await?,
        officer: token(&people.officer).await?,
    };
    Ok((office, people, tokens))
}

/// A folder that goes away with the benchmark.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn make() -> Result<Self, Failure> {
        let dir = std::env::temp_dir().join(format!("fuyi-bench-{}", Uuid::new_v4().simple()));
        std::fs::create_dir_all(&dir)
            .map_err(Failure::while_doing("make a folder for the benchmark"))?;
        Ok(Self(dir))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, dir = %self.0.display(), "cannot remove the benchmark's folder");
        }
    }
}
