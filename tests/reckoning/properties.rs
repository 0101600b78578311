//! What must hold of every rule on any day: counting on never brings an end forward.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;
use workflow::deadline::{Answer, Ask, Grant, Toll, compute_embedded, parse_trigger};

use super::days::{Day, OfficialDays};
use super::table::{RULES, Rule, Shape, Unit};

/// Days from which rules are counted here: 2010 to 2024, so that all but the twenty years end before the last notice.
const FIRST: i64 = 10 * 365;
const LAST: i64 = 25 * 365;

/// The rules that every property below goes through.
pub(super) fn held() -> Vec<String> {
    RULES.iter().map(|rule| rule.id.to_owned()).collect()
}

/// Runs a property of one rule on a start and a number, for every rule and many starts.
fn for_every_rule(property: impl Fn(&Rule, Day, u32) -> Result<(), TestCaseError>) {
    let config = Config {
        cases: 48,
        failure_persistence: None,
        ..Config::default()
    };
    let mut seen = Vec::new();
    for rule in RULES {
        let given = (FIRST..LAST, 1_u32..90);
        let run = TestRunner::new(config.clone()).run(&given, |(start, number)| {
            property(rule, Day::parse("2000-01-01").plus(start), number)
        });
        if let Err(fault) = run {
            panic!("{}: {fault}", rule.id);
        }
        seen.push(rule.id.to_owned());
    }
    assert_eq!(seen, held());
}

/// An ask with nothing given but what the rule needs; the other start of the earlier of two stays where it is.
fn plain(rule: &Rule, start: Day, hour: u32) -> Ask {
    let trigger = parse_trigger(&format!("{start}T{hour:02}:30:00+08:00")).unwrap();
    let mut ask = Ask::new("held", rule.id, trigger);
    if let Shape::EarlierOf {
        param,
        required: true,
        ..
    } = rule.shape
    {
        ask.params.insert(param.to_owned(), json!("2016-02-14"));
    }
    ask
}

fn answer(ask: &Ask) -> Answer {
    compute_embedded(ask).unwrap_or_else(|fault| panic!("{ask:?}: {fault}"))
}

fn day(date: impl ToString) -> Day {
    Day::parse(&date.to_string())
}

#[test]
fn a_later_start_never_ends_earlier() {
    for_every_rule(|rule, start, later| {
        let first = answer(&plain(rule, start, 10));
        let then = answer(&plain(rule, start.plus(later.into()), 10));
        prop_assert!(first.due <= then.due, "{first:?} {then:?}");
        prop_assert!(first.safe_by <= then.safe_by, "{first:?} {then:?}");
        Ok(())
    });
}

#[test]
fn the_hour_of_the_day_never_moves_a_day() {
    for_every_rule(|rule, start, number| {
        let ten = answer(&plain(rule, start, 10));
        let other = answer(&plain(rule, start, number % 24));
        prop_assert_eq!(ten, other);
        Ok(())
    });
}

#[test]
fn an_end_lies_after_its_start_and_on_a_worked_day_where_it_rolls() {
    let official = OfficialDays::read();
    for_every_rule(|rule, start, _| {
        let found = answer(&plain(rule, start, 10));
        let (due, safe_by) = (day(found.due), day(found.safe_by));
        if let Shape::Backward = rule.shape {
            prop_assert!(due < start, "{found:?}");
        } else if !matches!(rule.shape, Shape::EarlierOf { .. }) {
            prop_assert!(due > start, "{found:?}");
        }
        prop_assert!(safe_by <= due, "{found:?}");
        if found.provisional {
            return Ok(());
        }
        if rule.rolls() || rule.unit == Unit::WorkingDays {
            prop_assert_eq!(official.is_worked(due), Some(true), "{:?}", found);
        }
        prop_assert_eq!(official.is_worked(safe_by), Some(true), "{:?}", found);
        Ok(())
    });
}

#[test]
fn a_pause_or_an_extension_never_ends_a_rule_earlier_and_a_longer_one_never_earlier_still() {
    for_every_rule(|rule, start, number| {
        let base = plain(rule, start, 10);
        let plainly = answer(&base).due;
        if let Some(kind) = rule.pauses.first() {
            let paused = |days: u32| {
                let from = start.plus(3);
                let mut ask = base.clone();
                ask.tolls.push(Toll {
                    from: from.to_string().parse().unwrap(),
                    to: from.plus(days.into()).to_string().parse().unwrap(),
                    kind: Some((*kind).to_owned()),
                });
                answer(&ask).due
            };
            let (once, longer) = (paused(number), paused(number + 7));
            prop_assert!(
                plainly <= once && once <= longer,
                "{plainly} {once} {longer}"
            );
        }
        if let Some(extension) = &rule.extension {
            let most = extension.max.unwrap_or(100);
            let extended = |days: u32| {
                let mut ask = base.clone();
                ask.extensions.push(Grant { days, basis: None });
                answer(&ask).due
            };
            let days = 1 + number % (most - 1);
            let (once, longer) = (extended(days), extended(days + 1));
            prop_assert!(
                plainly <= once && once <= longer,
                "{plainly} {once} {longer}"
            );
        }
        Ok(())
    });
}

/// Whatever may be chosen can only shorten: no office gives an organ longer than the law does.
#[test]
fn a_reading_chosen_otherwise_never_ends_a_rule_later() {
    for_every_rule(|rule, start, number| {
        for (reading, option, _) in rule.readings {
            let mut ask = plain(rule, start, 10);
            if let Some(kind) = rule.pauses.get(1) {
                let from = start.plus(2);
                ask.tolls.push(Toll {
                    from: from.to_string().parse().unwrap(),
                    to: from.plus(number.into()).to_string().parse().unwrap(),
                    kind: Some((*kind).to_owned()),
                });
            }
            let by_default = answer(&ask);
            ask.readings
                .insert((*reading).to_owned(), (*option).to_owned());
            let otherwise = answer(&ask);
            prop_assert!(
                otherwise.due <= by_default.due,
                "{otherwise:?} {by_default:?}"
            );
        }
        Ok(())
    });
}
