//! Readings chosen with an ask: each option that is carried out, on days worked by hand.

use super::*;

fn read(asked: Value, reading: &str, option: &str) -> Value {
    with(asked, "readings", json!({ reading: option }))
}

/// Due by default and under the option, which the answer names.
fn both(asked: &Value, reading: &str, option: &str) -> (String, String) {
    let chosen = line(&read(asked.clone(), reading, option));
    assert_eq!(chosen["readings"], json!({ reading: option }), "{chosen}");
    let plain = line(asked);
    assert_eq!(plain.get("readings"), None, "{plain}");
    let default = ReadingBook::embedded()
        .get(reading)
        .unwrap()
        .default
        .clone();
    assert_eq!(line(&read(asked.clone(), reading, &default)), plain);
    (
        plain["due"].as_str().unwrap().to_owned(),
        chosen["due"].as_str().unwrap().to_owned(),
    )
}

fn days(pair: (&str, &str)) -> (String, String) {
    (pair.0.to_owned(), pair.1.to_owned())
}

#[test]
fn a5_each_pause_takes_out_one_day_fewer() {
    // 2025-05-02 and 56 days of suspension, or 55.
    let spans = with(
        ask("decide_ordinary", "2025-03-03"),
        "tolls",
        toll("2025-04-20", "2025-06-15", "suspension"),
    );
    let found = both(&spans, "A5", "conservative");
    assert_eq!(found, days(("2025-06-27", "2025-06-26")));
    // Sixty days end on Saturday 2025-08-30. Two pauses of 3 and 2 days: five days, or three.
    let tolls = |second: [&str; 2]| {
        json!([
            { "from": "2025-07-10", "to": "2025-07-13", "kind": "suspension" },
            { "from": second[0], "to": second[1], "kind": "appraisal" },
        ])
    };
    let asked = ask("decide_ordinary", "2025-07-01");
    let apart = with(asked.clone(), "tolls", tolls(["2025-07-20", "2025-07-22"]));
    let found = both(&apart, "A5", "conservative");
    assert_eq!(found, days(("2025-09-04", "2025-09-02")));
    // Overlapping they are one stretch of five days, of which only the first day counts.
    let over = with(asked.clone(), "tolls", tolls(["2025-07-12", "2025-07-15"]));
    let found = both(&over, "A5", "conservative");
    assert_eq!(found, days(("2025-09-04", "2025-09-03")));
    // A pause of one day takes nothing out: Tuesday 2025-07-01 and thirty days, Thursday 07-31.
    let single = with(
        ask("decide_simplified", "2025-07-01"),
        "tolls",
        toll("2025-07-10", "2025-07-11", "suspension"),
    );
    let found = both(&single, "A5", "conservative");
    assert_eq!(found, days(("2025-08-01", "2025-07-31")));
}

#[test]
fn a5_never_shortens_what_an_obstacle_gives_to_a_party() {
    let asked = with(
        ask("apply_60d", "2025-06-02"),
        "tolls",
        toll("2025-07-10", "2025-07-25", "obstacle"),
    );
    let chosen = line(&read(asked.clone(), "A5", "conservative"));
    assert_eq!(chosen, line(&asked));
    assert_eq!(chosen["due"], "2025-08-18");
}

#[test]
fn a8_the_caps_roll_or_do_not() {
    for (rule, trigger) in [
        ("apply_max_1y", "2024-10-03"),
        ("apply_max_5y", "2020-10-03"),
        ("apply_max_20y", "2005-10-03"),
    ] {
        let found = both(&ask(rule, trigger), "A8", "unrolled");
        assert_eq!(found, days(("2025-10-09", "2025-10-03")), "{rule}");
    }
    // Only the cap stays where it falls: sixty days from 2025-09-01 end on 10-31, those from 08-02 on 10-01, rolled.
    let knew = |day: &str| {
        let asked = ask("apply_not_informed_min", "2024-10-02");
        with(asked, "params", json!({ "knew_right": day }))
    };
    for day in ["2025-09-01", "2025-08-02"] {
        let found = both(&knew(day), "A8", "unrolled");
        assert_eq!(found, days(("2025-10-09", "2025-10-02")), "{day}");
    }
    // Saturday 2025-09-13 rolls to Monday: the sixty days are no cap.
    let found = both(&knew("2025-07-15"), "A8", "unrolled");
    assert_eq!(found, days(("2025-09-15", "2025-09-15")));
}

#[test]
fn a12_a_public_notice_rolls_or_does_not() {
    let found = both(&ask("public_notice_30d", "2024-09-04"), "A12", "unrolled");
    assert_eq!(found, days(("2024-10-08", "2024-10-04")));
    // Fifteen days from 2024-10-04 end on Saturday the 19th: this roll stands under either reading.
    let asked = ask("public_notice_then_sue", "2024-09-04");
    let found = both(&asked, "A12", "unrolled");
    assert_eq!(found, days(("2024-10-23", "2024-10-21")));
}

#[test]
fn a15_appraisal_and_inspection_count_or_do_not() {
    for kind in ["inspection", "appraisal"] {
        let asked = with(
            ask("decide_ordinary", "2024-05-20"),
            "tolls",
            toll("2024-06-03", "2024-06-06", kind),
        );
        let found = both(&asked, "A15", "counted");
        assert_eq!(found, days(("2024-07-22", "2024-07-19")));
    }
    let suspended = with(
        ask("decide_ordinary", "2024-05-20"),
        "tolls",
        toll("2024-06-03", "2024-06-06", "suspension"),
    );
    let found = both(&suspended, "A15", "counted");
    assert_eq!(found, days(("2024-07-22", "2024-07-22")));
}

#[test]
fn a_choice_is_said_among_the_steps_and_what_is_only_for_comparison_says_so() {
    let steps = |asked: &Value| {
        let ask = Ask::from_json(asked.as_object().unwrap()).unwrap();
        let answer = compute(PeriodBook::embedded(), Calendar::embedded(), &ask).unwrap();
        let said: Vec<String> = answer
            .steps
            .unwrap()
            .into_iter()
            .filter(|step| matches!(step.step, DayOrRule::Rule(RuleStep::ReadingChosen { .. })))
            .map(|step| step.text)
            .collect();
        said
    };
    let strict = read(ask("decide_ordinary", "2025-03-03"), "A5", "conservative");
    let said = steps(&strict);
    assert!(said.len() == 1 && said[0].contains("A5"), "{said:?}");
    assert!(!said[0].contains("仅供对照"), "{said:?}");
    let cap = read(ask("apply_max_5y", "2020-10-03"), "A8", "unrolled");
    assert!(steps(&cap)[0].contains("仅供对照"));
}

#[test]
fn only_what_is_carried_out_may_be_chosen() {
    let asked = ask("decide_ordinary", "2025-03-03");
    let chosen = |reading: &str, option: &str| read(asked.clone(), reading, option);
    refused([
        (chosen("A99", "x"), "UNKNOWN_READING"),
        (chosen("A5", "conservativ"), "UNKNOWN_OPTION"),
        (chosen("A17", "several"), "READING_FIXED"),
        (chosen("A1", "next_day"), "READING_FIXED"),
        (with(asked.clone(), "readings", json!(["A5"])), "BAD_FIELD"),
        (
            with(asked.clone(), "readings", json!({ "A5": 1 })),
            "BAD_FIELD",
        ),
    ]);
    // Every option that is not carried out is refused with its reason, every default is taken.
    for reading in ReadingBook::embedded().iter() {
        for option in &reading.options {
            let answer = line(&chosen(&reading.id, &option.id));
            let taken = option.does.is_some() || option.id == reading.default;
            assert_eq!(answer["due"].is_string(), taken, "{answer}");
            if !taken {
                let message = answer["error"]["message"].as_str().unwrap();
                assert!(message.contains(&reading.why), "{message}");
                assert!(message.contains(&reading.why_en), "{message}");
            }
        }
    }
}
