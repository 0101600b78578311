//! The stories against the rules, in memory.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Calendar;
use chrono::{Duration, NaiveDate};
use workflow::actor::Moment;
use workflow::file::TermState;
use workflow::plan::Plan;
use workflow::rulebook::Rulebook;
use workflow::scalar::shanghai_instant;

use crate::data::{AGENCIES, DISTRICTS};
use crate::year::{Window, of};
use crate::{EDGES, Office, Stream};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn cases(seed: u64, number: u32) -> Vec<Vec<Plan>> {
    let office = Office::invented(0, seed);
    let mut stream = Stream::new(Rulebook::embedded(), Calendar::embedded(), &office, seed);
    let first = day("2025-01-06");
    (0..number)
        .map(|nth| {
            let opens = first + Duration::days(i64::from(nth % 90));
            let worked = Calendar::embedded()
                .next_working_day_on_or_after(opens, calendar::Reading::Party)
                .unwrap();
            stream.next_case(worked)
        })
        .collect()
}

#[test]
fn every_case_of_the_stream_is_closed_and_owes_nothing() {
    for plans in cases(7, 200) {
        let last = plans.last().unwrap();
        let moves: Vec<&str> = plans
            .iter()
            .map(|plan| plan.entry.move_id.as_str())
            .collect();
        assert_eq!(last.after.stage, "closed", "{moves:?}");
        let running = last
            .after
            .terms
            .iter()
            .find(|term| term.state == TermState::Running);
        assert_eq!(running, None, "{moves:?}");
    }
}

#[test]
fn plans_of_a_case_follow_on_each_other_and_carry_their_numbers() {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let stream = cases(11, 100);
    for plans in &stream {
        for (from, plan) in (0..).zip(plans) {
            assert_eq!((plan.from_revision, plan.entry.no), (from, from + 1));
            assert!(plan.slots().is_empty(), "a number was not drawn");
        }
        for pair in plans.windows(2) {
            assert!(pair[0].entry.recorded_at < pair[1].entry.recorded_at);
        }
        let number = plans[0].after.number.text().unwrap().to_owned();
        *numbers.entry(number).or_default() += 1;
    }
    assert_eq!(numbers.len(), stream.len(), "a case number was drawn twice");
    assert!(numbers.contains_key("深坪府复〔2025〕1号"));
    let plans: usize = stream.iter().map(Vec::len).sum();
    let average = plans / stream.len();
    assert!((8..=20).contains(&average), "{average} plans a case");
}

#[test]
fn the_stream_reaches_every_outcome_and_most_moves() {
    let stream = cases(3, 300);
    let outcomes: BTreeSet<&str> = stream
        .iter()
        .filter_map(|plans| plans.last()?.after.facts.outcome.as_ref())
        .map(workflow::file::Outcome::code)
        .collect();
    assert_eq!(outcomes.len(), 5, "{outcomes:?}");
    let moves: BTreeSet<&str> = stream
        .iter()
        .flatten()
        .map(|plan| plan.entry.move_id.as_str())
        .collect();
    assert!(moves.len() >= 25, "{moves:?}");
}

#[test]
fn one_seed_gives_one_stream_and_another_gives_another() {
    assert_eq!(cases(5, 20), cases(5, 20));
    assert_ne!(cases(5, 20), cases(6, 20));
}

#[test]
fn a_case_cut_off_at_a_day_has_nothing_recorded_on_it_or_later() {
    let office = Office::invented(1, 1);
    let mut stream = Stream::new(Rulebook::embedded(), Calendar::embedded(), &office, 1);
    let (opens, today) = (day("2025-03-03"), day("2025-04-01"));
    let midnight = shanghai_instant(today, 0, 0);
    for _ in 0..60 {
        let plans = stream.next_case_until(opens, today);
        let last = plans.last().unwrap();
        assert!(last.entry.recorded_at < midnight);
        let yesterday = today - Duration::days(1);
        let over =
            |term: &&workflow::file::Term| term.state == TermState::Running && term.due < yesterday;
        assert_eq!(last.after.terms.iter().find(over), None);
    }
}

#[test]
fn a_lawful_walk_never_gets_stuck_before_closing() {
    let office = Office::invented(0, 9);
    let (book, calendar) = (Rulebook::embedded(), Calendar::embedded());
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for seed in 0..25_u8 {
        let mut stream = Stream::new(book, calendar, &office, seed.into());
        let mut file = stream.next_case(day("2025-03-03"))[0].after.clone();
        let mut today = day("2025-03-03");
        for step in 0..100 {
            let moment = Moment::at(shanghai_instant(today, 11, 0) + Duration::minutes(step));
            let Some(act) = stream.lawful_command(&file, moment) else {
                let waits = file
                    .terms
                    .iter()
                    .any(|term| term.state == TermState::Running);
                assert!(waits || file.stage == "closed", "stuck at {}", file.stage);
                today += Duration::days(7);
                continue;
            };
            let around = office.surroundings();
            let plan = book
                .plan(
                    calendar,
                    &file,
                    &act.submission,
                    &act.actor,
                    &around,
                    moment,
                )
                .unwrap();
            seen.insert(plan.entry.move_id.clone());
            file = plan.after;
            // Now and then nobody does anything for a while, and terms end.
            today += Duration::days(if (step + i64::from(seed)) % 6 == 2 {
                12
            } else {
                step % 2
            });
        }
    }
    let wanted = [
        "deem_accepted",
        "record_lapse",
        "settle_request",
        "suspend",
        "resume",
        "terminate",
        "issue_decision",
        "close",
    ];
    for wanted in wanted {
        assert!(seen.contains(wanted), "{wanted} is not in {seen:?}");
    }
}

#[test]
fn the_year_plans_every_edge() {
    let office = Office::invented(0, 1);
    let window = Window::up_to(day("2026-11-23"));
    let stories = of(&office, Calendar::embedded(), window, 1);
    let planned: BTreeSet<&str> = stories
        .iter()
        .flat_map(|story| story.marks.iter().map(|mark| mark.name))
        .collect();
    let wanted: BTreeSet<&str> = EDGES.into_iter().collect();
    assert_eq!(planned, wanted);
    assert!(stories.len() >= 60, "{} cases", stories.len());
}

#[test]
fn a_year_of_any_day_has_cases() {
    for today in ["2010-05-01", "2025-02-28", "2027-06-30", "2031-01-01"] {
        let office = Office::invented(1, 1);
        let stories = of(&office, Calendar::embedded(), Window::up_to(day(today)), 1);
        assert!(stories.len() > 20, "{today}: {} cases", stories.len());
    }
}

#[test]
fn every_agency_has_a_clerk_and_logins_are_unique() {
    for district in &DISTRICTS {
        assert_eq!(district.clerks.len(), AGENCIES.len());
        let staff = district.staff.iter().map(|(login, ..)| *login);
        let logins: Vec<&str> = staff
            .chain(district.clerks.iter().map(|(login, _)| *login))
            .collect();
        let unique: BTreeSet<&&str> = logins.iter().collect();
        assert_eq!(unique.len(), logins.len());
    }
}

#[test]
fn disputes_reported_before_an_application_end_without_one_or_become_cases() {
    let office = Office::invented(0, 5);
    let (book, calendar) = (Rulebook::embedded(), Calendar::embedded());
    let mut stream = Stream::new(book, calendar, &office, 5);
    let mut ends: BTreeMap<(String, &str), u32> = BTreeMap::new();
    for _ in 0..20 {
        let plans = stream.next_dispute(day("2025-03-03"));
        let last = &plans.last().unwrap().after;
        let outcome = last.facts.outcome.as_ref().unwrap().code();
        *ends.entry((last.stage.clone(), outcome)).or_default() += 1;
        let applied = last.facts.receipt.is_some();
        let number = last.number.text().unwrap();
        assert_eq!(applied, number.starts_with("深坪府复"), "{number}");
        assert_eq!(!applied, number.starts_with("深坪府前"), "{number}");
    }
    let of = |stage: &str, outcome| ends.get(&(stage.to_owned(), outcome)).copied();
    let (ended, decided) = (
        of("intervention_ended", "INTERVENTION_ENDED").unwrap_or(0),
        of("closed", "DECIDED").unwrap_or(0),
    );
    assert!(
        ended > 0 && decided > 0 && ended + decided == 20,
        "{ends:?}"
    );
    // Every number of a series is one of these cases: nothing ended without an application leaves a gap among the cases.
    let numbers = stream.numbers();
    assert_eq!(numbers[&("intervention".to_owned(), 2025)], 20);
    assert_eq!(numbers[&("case".to_owned(), 2025)], decided);
}
