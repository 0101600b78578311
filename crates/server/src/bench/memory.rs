//! What planning and reckoning cost by themselves, without a database.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use calendar::Calendar;
use chrono::NaiveDate;
use simulation::{Office, Stream};
use workflow::actor::{Actor, Moment};
use workflow::command::Submission;
use workflow::deadline::{Ask, compute, due, parse_trigger};
use workflow::file::CaseFile;
use workflow::id::UserId;
use workflow::period::PeriodBook;
use workflow::rulebook::Rulebook;

/// Cases whose commands are planned again and again.
const CASES: usize = 60;
/// Days on which periods start.
const DAYS: i64 = 500;

/// Rates a second on one thread.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rates {
    /// Commands planned.
    pub(super) plans: f64,
    /// Commands of the mix.
    pub(super) planned: usize,
    /// Deadlines without steps.
    pub(super) deadlines: f64,
    /// Deadlines with their steps in words.
    pub(super) explained: f64,
}

/// Measures, each for so long.
pub(super) fn measure(seconds: u64, today: NaiveDate) -> Rates {
    let office = Office::invented(0, 1);
    let commands = commands(&office, today);
    let lasting = Duration::from_secs(seconds);
    Rates {
        plans: plans(&office, &commands, lasting),
        planned: commands.len(),
        deadlines: deadlines(today, lasting),
        explained: explained(lasting),
    }
}

/// A command as it came to a case.
struct Given {
    before: CaseFile,
    actor: Actor,
    submission: Submission,
    moment: Moment,
}

/// Every command of some whole cases, with the file that it came to.
fn commands(office: &Office, today: NaiveDate) -> Vec<Given> {
    let (book, calendar) = (Rulebook::embedded(), Calendar::embedded());
    let mut stream = Stream::new(book, calendar, office, 1);
    let people: BTreeMap<UserId, Actor> = office
        .people
        .iter()
        .map(|staff| (staff.person.user, Actor::Person(staff.person.clone())))
        .collect();
    let opened_on = today - chrono::Duration::days(200);
    let around = office.surroundings();
    let mut found = Vec::new();
    for _ in 0..CASES {
        let plans = stream.next_case_until(opened_on, today);
        for (before, plan) in plans.iter().zip(plans.iter().skip(1)) {
            let entry = &plan.entry;
            let actor = match entry.actor {
                None => Some(Actor::System),
                Some(user) => people.get(&user).cloned(),
            };
            // An entry that carries out a signed request is not itself a submission: it is left out.
            let (Some(actor), Ok(submission)) =
                (actor, serde_json::from_value(entry.payload.clone()))
            else {
                continue;
            };
            let given = Given {
                before: before.after.clone(),
                actor,
                submission,
                moment: Moment::at(entry.recorded_at),
            };
            let again = book.plan(
                calendar,
                &given.before,
                &given.submission,
                &given.actor,
                &around,
                given.moment,
            );
            if again.is_ok() {
                found.push(given);
            }
        }
    }
    found
}

fn plans(office: &Office, commands: &[Given], lasting: Duration) -> f64 {
    let (book, calendar, around) = (
        Rulebook::embedded(),
        Calendar::embedded(),
        office.surroundings(),
    );
    rate(lasting, || {
        for given in commands {
            let plan = book.plan(
                calendar,
                &given.before,
                &given.submission,
                &given.actor,
                &around,
                given.moment,
            );
            let _ = black_box(plan);
        }
        commands.len()
    })
}

fn deadlines(today: NaiveDate, lasting: Duration) -> f64 {
    let calendar = Calendar::embedded();
    let first = today - chrono::Duration::days(DAYS + 400);
    let days: Vec<NaiveDate> = first
        .iter_days()
        .take(usize::try_from(DAYS).unwrap_or(0))
        .collect();
    let counted: Vec<_> = PeriodBook::embedded()
        .iter()
        .filter(|period| due(period, calendar, first, 0, &[]).is_ok())
        .collect();
    rate(lasting, || {
        for period in &counted {
            for day in &days {
                let _ = black_box(due(period, calendar, black_box(*day), 0, &[]));
            }
        }
        counted.len() * days.len()
    })
}

fn explained(lasting: Duration) -> f64 {
    let (book, calendar) = (PeriodBook::embedded(), Calendar::embedded());
    let asks: Vec<Ask> = ["2026-02-12T16:00:00+08:00", "2025-08-04T10:00:00+08:00"]
        .into_iter()
        .filter_map(|trigger| parse_trigger(trigger).ok())
        .flat_map(|trigger| {
            ["accept_review", "decide_ordinary"].map(|rule| Ask::new("bench", rule, trigger))
        })
        .collect();
    rate(lasting, || {
        for ask in &asks {
            let _ = black_box(compute(book, calendar, black_box(ask)));
        }
        asks.len()
    })
}

/// How many a second: a round does some and says how many.
fn rate(lasting: Duration, mut round: impl FnMut() -> usize) -> f64 {
    // The first round fills caches and is not counted.
    round();
    let (mut done, began) = (0, Instant::now());
    while began.elapsed() < lasting {
        let more = round();
        done += more;
        if more == 0 {
            break;
        }
    }
    f64::from(u32::try_from(done).unwrap_or(u32::MAX)) / began.elapsed().as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_planned_again_is_of_many_kinds() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let office = Office::invented(0, 1);
        let commands = commands(&office, today);
        let kinds: std::collections::BTreeSet<&str> = commands
            .iter()
            .map(|given| given.submission.command.name().code())
            .collect();
        assert!(commands.len() > 400, "{}", commands.len());
        assert!(kinds.len() > 12, "{kinds:?}");
    }
}
