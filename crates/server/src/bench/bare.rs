//! The same statements without the program around them: plans made beforehand, recorded one transaction each.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use calendar::Calendar;
use serde_json::json;
use simulation::Office;
use store::{Remember, Store, StoreError};
use uuid::Uuid;
use workflow::actor::{Actor, Moment};
use workflow::file::{CaseFile, DocumentNumber};
use workflow::id::CaseId;
use workflow::plan::{Plan, needs};
use workflow::refusal::Refusal;
use workflow::rulebook::Rulebook;

use super::mix::{By, People};
use super::tally::Tally;
use super::usage;
use crate::failure::Failure;

/// A transaction to be made.
struct Ready {
    plan: Plan,
    /// Numbers that the desk would draw.
    slots: Vec<DocumentNumber>,
    actor: Actor,
    people: Vec<workflow::id::UserId>,
}

/// Makes transactions with so many writers for so long, `cases` being how many cases are at hand.
pub(super) async fn run(
    store: &Store,
    office: &Office,
    people: &People,
    moment: Moment,
    (writers, cases): (usize, usize),
    lasting: Duration,
) -> Result<Tally, Failure> {
    let planned: Result<Vec<Vec<Ready>>, Refusal> =
        (0..cases).map(|_| life(office, people, moment)).collect();
    let planned = planned.map_err(|refusal| {
        Failure::unable(format!("cannot plan the mix: {}", refusal.code.code()))
    })?;
    let planned = Arc::new(planned);
    let next = Arc::new(AtomicUsize::new(0));
    let program = usage::processor_time(std::process::id());
    let database = usage::postgres_time();
    let began = Instant::now();
    let mut running = Vec::new();
    for _ in 0..writers {
        let (store, planned, next) = (store.clone(), Arc::clone(&planned), Arc::clone(&next));
        running.push(tokio::spawn(async move {
            writer(&store, &planned, &next, moment, began, lasting).await
        }));
    }
    let mut micros = Vec::new();
    for writer in running {
        let of_one = writer
            .await
            .map_err(Failure::while_doing("wait for a writer"))?;
        micros.extend(of_one.map_err(Failure::while_doing("record a plan"))?);
    }
    let mut tally = Tally::of(micros, began.elapsed());
    let used = |after: Option<Duration>, before: Option<Duration>| after?.checked_sub(before?);
    tally.program = used(usage::processor_time(std::process::id()), program);
    tally.database = used(usage::postgres_time(), database);
    Ok(tally)
}

/// The plans of one case, each made from the file after the one before.
fn life(office: &Office, people: &People, moment: Moment) -> Result<Vec<Ready>, Refusal> {
    let (book, calendar, around) = (
        Rulebook::embedded(),
        Calendar::embedded(),
        office.surroundings(),
    );
    let registrar = people.actor(By::Registrar);
    let case = CaseId(Uuid::new_v4());
    let opening = people.opening(moment);
    let mut opened = book.plan_opening(
        calendar,
        case,
        office.organ,
        &opening,
        &registrar,
        &around,
        moment,
    )?;
    let slots = numbered(&mut opened, None);
    let mut file = opened.after.clone();
    let mut plans = vec![Ready {
        plan: opened,
        slots,
        actor: registrar,
        people: Vec::new(),
    }];
    for step in people.steps() {
        let actor = people.actor(step.by);
        let mut plan = book.plan(calendar, &file, &step.submission, &actor, &around, moment)?;
        let slots = numbered(&mut plan, Some(&file));
        let people = needs(&file, &step.submission);
        file = plan.after.clone();
        plans.push(Ready {
            plan,
            slots,
            actor,
            people,
        });
    }
    Ok(plans)
}

/// Numbers a plan by itself, far from those that are drawn, and gives what the desk would have drawn.
fn numbered(plan: &mut Plan, before: Option<&CaseFile>) -> Vec<DocumentNumber> {
    static LAST: AtomicU32 = AtomicU32::new(1_000_000_000);
    let slots = plan.slots();
    let made = slots.iter().filter_map(|slot| {
        let DocumentNumber::Slot { series, year } = slot else {
            return None;
        };
        Some(DocumentNumber::Drawn {
            series: series.clone(),
            year: *year,
            serial: LAST.fetch_add(1, Ordering::Relaxed),
            text: Uuid::new_v4().to_string(),
        })
    });
    plan.fill_numbers(before, made.collect());
    slots
}

async fn writer(
    store: &Store,
    planned: &[Vec<Ready>],
    next: &AtomicUsize,
    moment: Moment,
    began: Instant,
    lasting: Duration,
) -> Result<Vec<u64>, StoreError> {
    let mut micros = Vec::new();
    while began.elapsed() < lasting {
        let Some(case) = planned.get(next.fetch_add(1, Ordering::Relaxed)) else {
            break;
        };
        for ready in case {
            let asked = Instant::now();
            transaction(store, ready, moment).await?;
            micros.push(u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX));
        }
    }
    Ok(micros)
}

/// The statements of one command, in the order in which the desk gives them.
#[expect(
    clippy::disallowed_methods,
    reason = "what is measured is the statements without the desk; the database is the benchmark's own"
)]
async fn transaction(store: &Store, ready: &Ready, moment: Moment) -> Result<(), StoreError> {
    let Some(person) = ready.actor.person() else {
        return Ok(());
    };
    let key = Uuid::new_v4().to_string();
    let tx = store.begin_write().await?;
    if ready.plan.from_revision > 0 {
        tx.load_case(&ready.actor, ready.plan.case).await?;
    }
    tx.recall(person.organ, person.user, &key, moment.now)
        .await?;
    if !ready.people.is_empty() {
        tx.people(person.organ, &ready.people).await?;
    }
    for slot in &ready.slots {
        if let DocumentNumber::Slot { series, year } = slot {
            tx.draw_number(person.organ, series, *year).await?;
        }
    }
    let plan = &ready.plan;
    let remember = Remember {
        organ: person.organ,
        user: person.user,
        key,
        digest: String::new(),
        answer: json!({"case": plan.case, "entry": plan.entry.no}),
        at: moment.now,
    };
    tx.record(plan, Some(&remember)).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::mix::COMMANDS;
    use crate::clock::Clock;

    #[test]
    fn the_mix_is_lawful_on_any_day() {
        let office = Office::invented(0, 7);
        let people = People::of(&office).unwrap();
        for days in 0..14 {
            let now = Clock::System.now() + chrono::Duration::days(days);
            let ready = life(&office, &people, Moment::at(now)).unwrap();
            assert_eq!(ready.len(), COMMANDS);
            assert!(ready.iter().all(|ready| ready.plan.slots().is_empty()));
        }
    }
}
