//! The checker of readings, on a small file of its own, and what is shipped.

use std::collections::BTreeMap;

use super::*;
use crate::check::{check as judged, embedded_sources};
use crate::fault::Fault;
use crate::period::PeriodBook;
use crate::raw::{self, SourceFile};

const SOUND: &str = r#"
[[reading]]
id = "Z1"
question = "问"
question_en = "question"
bound = "office"
options = [
  { id = "plain", does = "as_defined", label = "甲", label_en = "one" },
  { id = "strict", does = "pause_less_one", label = "乙", label_en = "two" },
]
default = "plain"
why = "理由"
why_en = "why"
periods = ["decide_ordinary"]
source = "ARL 39"
"#;

fn faults(text: &str) -> Vec<Fault> {
    let source = SourceFile {
        path: "law/r.toml".to_owned(),
        text: text.to_owned(),
    };
    let mut faults = Vec::new();
    let mut sources = embedded_sources();
    sources.retain(|source| !source.path.ends_with("readings.toml"));
    sources.push(source);
    let set = raw::read(&sources, &mut faults);
    let periods: BTreeMap<String, crate::period::Period> = PeriodBook::embedded()
        .iter()
        .map(|period| (period.id.clone(), period.clone()))
        .collect();
    check(&set, &periods, &mut faults);
    faults
}

/// Codes with the text that is at fault.
fn found(from: &str, to: &str) -> Vec<(&'static str, String)> {
    assert_eq!(SOUND.matches(from).count(), 1, "{from}");
    let text = SOUND.replace(from, to);
    faults(&text)
        .iter()
        .map(|fault| {
            let at = text.get(fault.span.clone()).unwrap_or_default();
            (fault.code, at.to_owned())
        })
        .collect()
}

fn one(from: &str, to: &str, code: &'static str, at: &str) {
    assert_eq!(found(from, to), [(code, at.to_owned())], "{to}");
}

#[test]
fn a_sound_reading_has_no_fault() {
    assert_eq!(faults(SOUND), []);
}

#[test]
fn unknown_periods_moves_and_words_are_faults_with_their_place() {
    one(
        "[\"decide_ordinary\"]",
        "[\"decide_ordinery\"]",
        "FY0601",
        "\"decide_ordinery\"",
    );
    one(
        "periods = [\"decide_ordinary\"]",
        "periods = [\"decide_ordinary\"]\nmoves = [\"suspendd\"]",
        "FY0602",
        "\"suspendd\"",
    );
    one("\"office\"", "\"offic\"", "FY0605", "\"offic\"");
    one(
        "\"pause_less_one\"",
        "\"pause_less_two\"",
        "FY0605",
        "\"pause_less_two\"",
    );
    let help = faults(&SOUND.replace("[\"decide_ordinary\"]", "[\"decide_ordinery\"]"));
    assert_eq!(
        help[0].help.as_deref(),
        Some("是否想写`decide_ordinary`？ / did you mean `decide_ordinary`?")
    );
}

#[test]
fn a_default_is_one_of_the_options() {
    let found = found("default = \"plain\"", "default = \"plane\"");
    assert_eq!(found[0], ("FY0603", "\"plane\"".to_owned()));
}

#[test]
fn ids_stand_once_and_are_well_formed() {
    one("\"strict\"", "\"plain\"", "FY0604", "\"plain\"");
    let twice = faults(&format!("{SOUND}{SOUND}"));
    assert_eq!((twice.len(), twice[0].code), (1, "FY0604"));
    one("\"Z1\"", "\"1Z\"", "FY0606", "\"1Z\"");
    one("\"问\"", "\" \"", "FY0606", "\" \"");
}

#[test]
fn an_office_chooses_among_what_is_carried_out_only() {
    one(" does = \"pause_less_one\",", "", "FY0607", "\"office\"");
    one(
        "\"pause_less_one\"",
        "\"as_defined\"",
        "FY0607",
        "\"office\"",
    );
    one(
        "default = \"plain\"",
        "default = \"strict\"",
        "FY0607",
        "\"office\"",
    );
    let fixed: Vec<_> = found("\"office\"", "\"law\"");
    assert_eq!(
        fixed,
        [
            ("FY0608", "\"as_defined\"".to_owned()),
            ("FY0608", "\"pause_less_one\"".to_owned())
        ]
    );
}

#[test]
fn an_effect_fits_every_period_it_touches() {
    // The review for acceptance is never paused; an obstacle is the party's, whose period nobody may shorten.
    for period in ["accept_review", "apply_60d"] {
        let touched = format!("[\"decide_ordinary\", \"{period}\"]");
        one(
            "[\"decide_ordinary\"]",
            &touched,
            "FY0609",
            "\"pause_less_one\"",
        );
    }
    let effect = |does: &str, period: &str| {
        let text = SOUND
            .replace("pause_less_one", does)
            .replace("decide_ordinary", period);
        faults(&text)
            .iter()
            .map(|fault| fault.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(effect("cap_unrolled", "apply_max_5y"), [] as [&str; 0]);
    assert_eq!(effect("cap_unrolled", "accept_review"), ["FY0609"]);
    assert_eq!(
        effect("notice_unrolled", "public_notice_then_sue"),
        [] as [&str; 0]
    );
    assert_eq!(effect("notice_unrolled", "concurrent_receipt"), ["FY0609"]);
    assert_eq!(
        effect("appraisal_and_inspection_count", "decide_simplified"),
        [] as [&str; 0]
    );
    assert_eq!(
        effect("appraisal_and_inspection_count", "first_instance_6m"),
        [] as [&str; 0]
    );
    assert_eq!(
        effect("appraisal_and_inspection_count", "reply_ordinary"),
        ["FY0609"]
    );
}

#[test]
fn the_checker_of_all_files_reads_readings() {
    let mut sources = embedded_sources();
    let readings = sources
        .iter_mut()
        .find(|source| source.path == "law/readings.toml")
        .unwrap();
    readings.text = readings
        .text
        .replace("default = \"half_open\"", "default = \"open\"");
    let faults = judged(&sources).unwrap_err();
    assert!(
        faults.iter().any(|fault| fault.code == "FY0603"),
        "{faults:?}"
    );
    assert!(faults.iter().all(|fault| fault.file == "law/readings.toml"));
}

#[test]
fn every_open_question_is_listed_once_in_order() {
    let book = ReadingBook::embedded();
    let ids: Vec<&str> = book.iter().map(|reading| reading.id.as_str()).collect();
    let expected: Vec<String> = (1..=26).map(|no| format!("A{no}")).collect();
    assert_eq!(ids, expected);
    let open: Vec<&str> = book
        .iter()
        .filter(|reading| reading.bound == ReadingBound::Office)
        .map(|reading| reading.id.as_str())
        .collect();
    assert_eq!(open, ["A5", "A8", "A12", "A15"]);
    let party: Vec<&str> = book
        .iter()
        .filter(|reading| reading.shortens_party)
        .map(|reading| reading.id.as_str())
        .collect();
    assert_eq!(party, ["A8", "A12"]);
    // No word of the closed list is without a reading that uses it.
    for (code, effect) in ReadingEffect::WORDS {
        let uses = |option: &ReadingOption| option.does == Some(*effect);
        assert!(
            book.iter().any(|reading| reading.options.iter().any(uses)),
            "{code}"
        );
    }
    // A message holds both languages with ` / ` between them, so no text may hold it.
    for reading in book.iter() {
        for text in [
            &reading.why,
            &reading.why_en,
            &reading.question,
            &reading.question_en,
        ] {
            assert!(!text.contains(" / "), "{text}");
        }
    }
}
