//! What a naive reading of the law gets wrong. Each test says what that reading would give, and that we give another.

#![cfg(test)]

mod days;
mod letters;
mod lived;
mod moves;
mod naive;
mod outcomes;
mod procedure;
mod returned;
mod rules_days;
mod rules_moves;
mod whole;

use chrono::NaiveDate;
use serde_json::{Value, json};
use workflow::deadline::{Answer, Ask, Grant, Toll, compute_embedded, parse_trigger};

/// A civil day.
fn day(text: &str) -> NaiveDate {
    text.parse()
        .unwrap_or_else(|fault| panic!("`{text}`: {fault}"))
}

/// An ask of a rule at ten in the morning.
fn ask(rule: &str, from: &str) -> Ask {
    Ask::new(
        "trap",
        rule,
        parse_trigger(&format!("{from}T10:00:00+08:00")).unwrap(),
    )
}

/// The ask with stretches that are not counted.
fn paused(mut ask: Ask, pauses: &[(&str, &str, &str)]) -> Ask {
    for (from, to, kind) in pauses {
        ask.tolls.push(Toll {
            from: day(from),
            to: day(to),
            kind: Some((*kind).to_owned()),
        });
    }
    ask
}

fn extended(mut ask: Ask, days: u32) -> Ask {
    ask.extensions.push(Grant { days, basis: None });
    ask
}

fn with(mut ask: Ask, name: &str, value: Value) -> Ask {
    ask.params.insert(name.to_owned(), value);
    ask
}

fn answer(ask: &Ask) -> Answer {
    compute_embedded(ask).unwrap_or_else(|fault| panic!("{ask:?}: {fault}"))
}

/// The day an ask ends.
fn due(ask: &Ask) -> NaiveDate {
    answer(ask).due
}

/// The right day, and that the naive reading gives the other one it is said to give.
#[track_caller]
fn not_naive(found: NaiveDate, right: &str, naively: NaiveDate, naive: &str) {
    assert_eq!(naively, day(naive), "what the naive reading gives");
    assert_ne!(day(right), day(naive), "the day tells nothing apart");
    assert_eq!(found, day(right));
}

/// The applicant's views, heard by telephone.
fn views() -> Value {
    json!({ "parties": [1], "mode": "TELEPHONE", "record": "听取申请人意见" })
}
