//! Deadlines worked by hand: the golden ones, and one at least for every other rule that has a length.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use workflow::deadline::{Ask, Grant, Toll, compute_embedded, parse_trigger, rules};
use workflow::period::PeriodBook;

use super::properties;
use super::table::RULES;

const GOLDEN: &str = include_str!("../data/golden_deadlines.json");
const WORKED: &str = include_str!("../data/worked_deadlines.json");

fn cases(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

fn text(value: &Value, field: &str) -> String {
    value[field]
        .as_str()
        .unwrap_or_else(|| panic!("{field} of {value}"))
        .to_owned()
}

fn ask_of(case: &Value) -> Ask {
    let trigger = parse_trigger(&text(case, "trigger")).unwrap();
    let mut ask = Ask::new(&text(case, "id"), &text(case, "rule"), trigger);
    for toll in case["tolls"].as_array().into_iter().flatten() {
        ask.tolls.push(Toll {
            from: text(toll, "from").parse().unwrap(),
            to: text(toll, "to").parse().unwrap(),
            kind: Some(text(toll, "kind")),
        });
    }
    for grant in case["extensions"].as_array().into_iter().flatten() {
        ask.extensions.push(Grant {
            days: u32::try_from(grant["days"].as_u64().unwrap()).unwrap(),
            basis: Some(text(grant, "basis")),
        });
    }
    for (name, value) in case["params"].as_object().into_iter().flatten() {
        ask.params.insert(name.clone(), value.clone());
    }
    ask
}

#[test]
fn every_deadline_worked_by_hand_holds() {
    let mut ids = BTreeSet::new();
    for case in cases(GOLDEN).iter().chain(&cases(WORKED)) {
        let answer =
            compute_embedded(&ask_of(case)).unwrap_or_else(|fault| panic!("{case}: {fault}"));
        assert_eq!(answer.due.to_string(), text(case, "expected_due"), "{case}");
        assert!(!answer.provisional, "{case}");
        assert!(ids.insert(answer.id), "{case} has an id that stands twice");
    }
    assert_eq!(cases(GOLDEN).len(), 36);
}

/// A rule that is added to the definitions is worked by hand, reckoned anew, and held by the properties.
#[test]
fn no_rule_that_has_a_length_is_left_out_of_any_test() {
    let mut covered: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let worked = cases(GOLDEN).into_iter().chain(cases(WORKED));
    covered.insert(
        "worked by hand",
        worked.map(|case| text(&case, "rule")).collect(),
    );
    let reckoned = RULES.iter().map(|rule| rule.id.to_owned());
    covered.insert("reckoned anew", reckoned.collect());
    covered.insert(
        "held by the properties",
        properties::held().into_iter().collect(),
    );
    let defined: BTreeSet<String> = rules(PeriodBook::embedded())
        .into_iter()
        .filter(|row| row.length.is_some())
        .map(|row| row.id)
        .collect();
    assert_eq!(defined.len(), 73);
    for (how, ids) in covered {
        let missing: Vec<&String> = defined.difference(&ids).collect();
        assert!(missing.is_empty(), "not {how}: {missing:?}");
        let unknown: Vec<&String> = ids.difference(&defined).collect();
        assert!(unknown.is_empty(), "{how}, but no rule: {unknown:?}");
    }
}
