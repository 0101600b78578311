//! That the list is whole: every trap and every rule of practice that the product meets has its test, by number.

use std::collections::BTreeSet;
use std::fs::read_dir;
use std::path::PathBuf;

/// Traps of a naive implementation. The one about the denominators of figures has nothing here to be tested on yet.
const TRAPS: [u32; 19] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20,
];
/// Rules of practice that can be seen in one test; the others are spread over the scenarios or wait for their part of
/// the product.
const RULES: [u32; 12] = [1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 18, 20];

/// Numbers of the tests of a kind in one source: functions, and names given to `on_both!`.
fn numbered(kind: &str, source: &str) -> BTreeSet<u32> {
    let lines = source.lines().map(str::trim);
    lines
        .filter_map(|line| {
            let line = line.strip_prefix("async ").unwrap_or(line);
            let function = line.strip_prefix("fn ");
            let name = function.or_else(|| line.ends_with(',').then_some(line))?;
            let (number, _) = name.strip_prefix(kind)?.split_once('_')?;
            number.parse().ok()
        })
        .collect()
}

#[test]
fn every_trap_and_every_rule_has_its_test() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("traps");
    let (mut traps, mut rules) = (BTreeSet::new(), BTreeSet::new());
    for file in read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        traps.extend(numbered("trap_", &source));
        rules.extend(numbered("rule_", &source));
    }
    assert_eq!(traps, BTreeSet::from(TRAPS), "traps");
    assert_eq!(rules, BTreeSet::from(RULES), "rules of practice");
}

#[test]
fn a_test_is_known_by_its_name_and_a_mention_is_not_one() {
    let source = "fn trap_01_a() {\n    async fn trap_02_b() {\n// fn trap_03_c() {\n    trap_04_d,\n    \"trap_05_e\",\n";
    assert_eq!(numbered("trap_", source), BTreeSet::from([1, 2, 4]));
    assert_eq!(numbered("rule_", source), BTreeSet::new());
}
