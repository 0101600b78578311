//! The classes hold what guards and carriers look at: lives made of chance come to no class that was not explored.
//!
//! In which order several terms end is explored as it comes and not in every permutation, so it is left out here.

use std::collections::BTreeSet;

use calendar::Calendar;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::explore::life::Life;
use super::explore::{Broken, What, explore, unordered};
use super::{World, worlds};
use crate::actor::Role;
use crate::rulebook::Rulebook;

/// Worlds that take long to explore without optimisation.
const LARGE: [&str; 4] = ["receipt", "courts", "hearing", "norm_review"];

/// What is tried: which of the ways, and after how many days.
fn steps() -> impl Strategy<Value = Vec<(prop::sample::Index, u64)>> {
    prop::collection::vec((any::<prop::sample::Index>(), 0_u64..45), 10..60)
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap()
}

/// The way of a life to the first class that was not explored; empty where there is none.
fn strangers(
    world: &World,
    done: &BTreeSet<String>,
    steps: &[(prop::sample::Index, u64)],
) -> Vec<String> {
    let (book, calendar) = (Rulebook::embedded(), Calendar::embedded());
    let mut life = Life::begin(book, calendar, world).unwrap();
    let mut path = Vec::new();
    for (index, days) in steps {
        // Mostly at once, now and then after days.
        let days = if days % 3 == 0 { days / 3 } else { 0 };
        let (class, done_so) = life.step(after(life.day(), days), |many| index.index(many));
        path.push(done_so);
        if !done.contains(&unordered(&class)) {
            path.push(class.to_string());
            return path;
        }
    }
    Vec::new()
}

#[test]
fn lives_made_of_chance_come_to_no_class_that_was_not_explored() {
    let (book, calendar) = (Rulebook::embedded(), Calendar::embedded());
    for world in worlds(book)
        .into_iter()
        .filter(|world| !LARGE.contains(&world.id.as_str()))
    {
        let done = explore(book, calendar, &world).classes();
        let config = ProptestConfig {
            cases: 60,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        let mut runner = proptest::test_runner::TestRunner::new_with_rng(
            config,
            proptest::test_runner::TestRng::deterministic_rng(
                proptest::test_runner::RngAlgorithm::ChaCha,
            ),
        );
        runner
            .run(&steps(), |steps| {
                prop_assert_eq!(
                    strangers(&world, &done, &steps),
                    Vec::<String>::new(),
                    "in `{}`",
                    world.id
                );
                Ok(())
            })
            .unwrap();
    }
}

fn rule(broken: &Broken) -> Option<&'static str> {
    match &broken.what {
        What::Unsound(unsound) => Some(unsound.rule),
        _ => None,
    }
}

#[test]
fn a_signature_by_any_but_the_head_of_the_organ_is_unsound() {
    let mut book = Rulebook::embedded().clone();
    let signed = book
        .moves
        .iter_mut()
        .find(|step| step.id == "sign_decision");
    signed.unwrap().decided_by = vec![Role::Officer];
    let mut all = worlds(&book).into_iter();
    let world = all.find(|world| world.id == "stay").unwrap();
    let done = explore(&book, Calendar::embedded(), &world);
    let rules: Vec<_> = done.broken.iter().filter_map(rule).collect();
    assert!(
        rules.contains(&"a decision is signed by the head of the organ (ARL 61(1))"),
        "{rules:?}"
    );
}
