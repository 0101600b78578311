//! Filling a database with the simulated district, many cases a transaction.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use calendar::Calendar;
use chrono::{Days, NaiveDate};
use simulation::{Office, Stream, found};
use store::{Store, StoreError};
use tokio::sync::mpsc;
use workflow::id::OrganId;
use workflow::plan::Plan;
use workflow::rulebook::Rulebook;

use crate::cli::At;
use crate::clock::Clock;
use crate::failure::Failure;
use crate::{open, print, run};

/// Cases recorded in one transaction.
const CASES_AT_ONCE: u32 = 400;
/// Transactions planned ahead of the one being recorded.
const AHEAD: usize = 4;
/// How often it is said how far it has come.
const SAID_EVERY: Duration = Duration::from_secs(5);
/// Days over which the cases are opened.
const DAYS: u32 = 365;
/// Days before today by which the last ones are: a case may be told to open some days later.
const LATEST: u64 = 30;

/// Cases to record, and the last number of each series and year after them.
struct Batch {
    plans: Vec<Plan>,
    numbers: BTreeMap<(String, i32), u32>,
}

/// Fills the configured database with so many cases.
pub(super) async fn fill(at: At, cases: u32, seed: u64) -> Result<(), Failure> {
    let settings = run::load(&at, Vec::new())?.settings;
    let store = open::migrated(&settings).await?;
    let moment = Clock::System.moment();
    let desk = open::desk(store.clone());
    let office = found(&desk, Office::invented(0, seed), moment).await.map_err(|denied| {
        let message = format!("cannot found the office of seed {seed}: {denied}; another `--seed` founds another office");
        Failure::no(message)
    })?;
    let organ = office.organ;
    let (sender, receiver) = mpsc::channel(AHEAD);
    let planning =
        tokio::task::spawn_blocking(move || planned(&office, cases, seed, moment.today, &sender));
    let began = Instant::now();
    let recorded = recorded(&store, organ, receiver, cases).await;
    let attempt = Failure::while_doing("record the cases");
    let (cases, entries) = recorded.map_err(attempt)?;
    planning
        .await
        .map_err(Failure::while_doing("plan the cases"))?;
    let seconds = began.elapsed().as_secs_f64();
    print::line(&format!(
        "已生成 / filled: cases {cases}, entries {entries}, {seconds:.1} s, {:.0} entries a second",
        f64::from(u32::try_from(entries).unwrap_or(u32::MAX)) / seconds
    ))
}

/// Plans the cases, opened evenly over the year up to today.
fn planned(office: &Office, cases: u32, seed: u64, today: NaiveDate, sender: &mpsc::Sender<Batch>) {
    let mut stream = Stream::new(Rulebook::embedded(), Calendar::embedded(), office, seed);
    let mut first = 0;
    while first < cases {
        let many = CASES_AT_ONCE.min(cases - first);
        let plans = (first..first + many)
            .flat_map(|number| {
                let back = u64::from(DAYS) * u64::from(cases - number) / u64::from(cases);
                stream.next_case_until(today - Days::new(LATEST + back), today)
            })
            .collect();
        let numbers = stream.numbers().clone();
        let batch = Batch { plans, numbers };
        if sender.blocking_send(batch).is_err() {
            // Nobody records any more, and says why.
            return;
        }
        first += many;
    }
}

/// Records batch after batch, and gives the numbers of cases and entries.
#[expect(
    clippy::disallowed_methods,
    reason = "many cases a transaction is what the desk does not do; the plans are those of the same rulebook"
)]
async fn recorded(
    store: &Store,
    organ: OrganId,
    mut batches: mpsc::Receiver<Batch>,
    cases: u32,
) -> Result<(usize, usize), StoreError> {
    let (mut entries, mut done, mut said) = (0, 0, Instant::now());
    let mut drawn: BTreeMap<(String, i32), u32> = BTreeMap::new();
    while let Some(batch) = batches.recv().await {
        let tx = store.begin_write().await?;
        for ((series, year), last) in &batch.numbers {
            let so_far = drawn.entry((series.clone(), *year)).or_default();
            let more = last.saturating_sub(*so_far);
            if more > 0 {
                tx.draw_numbers(organ, series, *year, more).await?;
                *so_far = *last;
            }
        }
        tx.record_many(&batch.plans).await?;
        tx.commit().await?;
        entries += batch.plans.len();
        done += batch
            .plans
            .iter()
            .filter(|plan| plan.from_revision == 0)
            .count();
        if said.elapsed() > SAID_EVERY {
            print::complain(&format!("{done} / {cases}"));
            said = Instant::now();
        }
    }
    Ok((done, entries))
}
