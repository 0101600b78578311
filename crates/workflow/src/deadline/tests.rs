use serde_json::{Value, json};

use super::*;
use crate::reading::ReadingBook;

mod readings;

const GOLDEN: &str = include_str!("../../../../tests/data/golden_deadlines.json");

fn line(ask: &Value) -> Value {
    let text = batch_line(
        PeriodBook::embedded(),
        Calendar::embedded(),
        7,
        &ask.to_string(),
        false,
    )
    .unwrap();
    serde_json::from_str(&text).unwrap()
}

fn ask(rule: &str, trigger: &str) -> Value {
    json!({ "id": "a", "rule": rule, "trigger": format!("{trigger}T10:00:00+08:00") })
}

fn with(mut ask: Value, field: &str, value: Value) -> Value {
    ask[field] = value;
    ask
}

fn due_of(ask: &Value) -> String {
    let answer = line(ask);
    answer["due"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned()
}

fn code_of(ask: &Value) -> String {
    let answer = line(ask);
    assert_eq!(answer["id"], "a", "{answer}");
    answer["error"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned()
}

fn toll(from: &str, to: &str, kind: &str) -> Value {
    json!([{ "from": from, "to": to, "kind": kind }])
}

#[test]
fn the_golden_deadlines_hold_through_compute_and_through_a_batch() {
    let golden: Vec<Value> = serde_json::from_str(GOLDEN).unwrap();
    assert_eq!(golden.len(), 36);
    for case in &golden {
        assert_eq!(case["expected_due"], due_of(case), "{case}");
        let ask = Ask::from_json(case.as_object().unwrap()).unwrap();
        let answer = compute(PeriodBook::embedded(), Calendar::embedded(), &ask).unwrap();
        assert_eq!(case["expected_due"], answer.due.to_string(), "{case}");
        assert!(!answer.provisional);
        assert!(answer.steps.is_some_and(|steps| steps.len() > 3));
    }
}

#[test]
fn an_answer_has_the_fields_of_the_contract_in_their_order() {
    let asked = ask("accept_review", "2024-09-27").to_string();
    let (book, calendar) = (PeriodBook::embedded(), Calendar::embedded());
    assert_eq!(
        batch_line(book, calendar, 1, &asked, false).unwrap(),
        "{\"id\":\"a\",\"due\":\"2024-10-10\",\"safe_by\":\"2024-10-10\",\"provisional\":false,\
         \"basis\":\"ARL 30(1)(3), 88(2)\"}"
    );
    let full: Value =
        serde_json::from_str(&batch_line(book, calendar, 1, &asked, true).unwrap()).unwrap();
    assert_eq!(
        full["steps"][0],
        json!({
            "step": "start_not_counted", "day": "2024-09-27", "basis": "CPL 85(2)",
            "text": "2024-09-27 为起算日，不计入", "text_en": "2024-09-27 is the start and is not counted",
        })
    );
    assert_eq!(full["steps"][3]["step"], "make_up_counted");
}

#[test]
fn a_line_that_cannot_be_read_has_no_id_and_names_its_line() {
    let (book, calendar) = (PeriodBook::embedded(), Calendar::embedded());
    for text in ["{", "[]", "7", "{\"rule\":\"accept_review\"}", "{\"id\":7}"] {
        let answer: Value =
            serde_json::from_str(&batch_line(book, calendar, 7, text, true).unwrap()).unwrap();
        assert_eq!(
            (&answer["id"], &answer["line"]),
            (&Value::Null, &json!(7)),
            "{text}"
        );
        assert!(answer["error"]["code"].is_string(), "{text}");
    }
    assert_eq!(batch_line(book, calendar, 7, " \r\n", true), None);
    let marked = format!("\u{feff}{}", ask("accept_review", "2024-09-27"));
    assert!(
        batch_line(book, calendar, 1, &marked, false)
            .unwrap()
            .contains("2024-10-10")
    );
}

fn refused<const N: usize>(asks: [(Value, &str); N]) {
    for (asked, code) in asks {
        assert_eq!(code_of(&asked), code, "{asked}");
    }
}

#[test]
fn fields_and_triggers_that_do_not_fit_are_refused_with_their_code() {
    let review = |field: &str, value: Value| with(ask("accept_review", "2024-09-27"), field, value);
    refused([
        (review("rule", json!("accept_reviw")), "UNKNOWN_RULE"),
        (review("tols", json!([])), "BAD_FIELD"),
        (review("rule", json!(3)), "BAD_FIELD"),
        (review("tolls", json!({})), "BAD_FIELD"),
        (
            review("tolls", json!([{ "form": "2024-09-28" }])),
            "BAD_FIELD",
        ),
        (review("params", json!([])), "BAD_FIELD"),
        (review("trigger", json!("2024-09-27T10:00:00")), "NO_ZONE"),
        (review("trigger", json!("2024-09-27")), "NO_ZONE"),
        (
            review("trigger", json!("2024-09-31T10:00:00+08:00")),
            "BAD_TRIGGER",
        ),
        (review("trigger", json!("today")), "BAD_TRIGGER"),
    ]);
    let unknown = line(&review("rule", json!("accept_reviw")));
    let message = unknown["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("did you mean `accept_review`?"),
        "{message}"
    );
}

#[test]
fn pauses_and_extensions_that_a_rule_does_not_take_are_refused_with_their_code() {
    let review = |field: &str, value: Value| with(ask("accept_review", "2024-09-27"), field, value);
    let decide =
        |field: &str, value: Value| with(ask("decide_ordinary", "2025-03-03"), field, value);
    let simplified = ask("decide_simplified", "2025-03-03");
    refused([
        (
            review("tolls", toll("2024-09-28", "2024-09-30", "suspension")),
            "PAUSE_NOT_TAKEN",
        ),
        (
            review("extensions", json!([{ "days": 1 }])),
            "EXTENSION_NOT_TAKEN",
        ),
        (
            decide("tolls", toll("2025-04-20", "2025-04-20", "suspension")),
            "BAD_PAUSE",
        ),
        (
            decide("tolls", toll("2025-04-20", "2025-4-21", "suspension")),
            "BAD_PAUSE",
        ),
        (
            decide("tolls", toll("2025-04-20", "2025-04-21", "obstacle")),
            "PAUSE_NOT_TAKEN",
        ),
        (
            decide("extensions", json!([{ "days": 31 }])),
            "EXTENSION_TOO_LONG",
        ),
        (
            decide("extensions", json!([{ "days": 20 }, { "days": 11 }])),
            "EXTENSION_TOO_LONG",
        ),
        (
            decide("extensions", json!([{ "days": 10 }, { "days": 10 }])),
            "EXTENSION_ONCE",
        ),
        (
            decide("extensions", json!([{ "days": 0 }])),
            "BAD_EXTENSION",
        ),
        (
            decide("extensions", json!([{ "days": -3 }])),
            "BAD_EXTENSION",
        ),
        (
            decide("extensions", json!([{ "basis": "x" }])),
            "BAD_EXTENSION",
        ),
        (
            with(simplified, "extensions", json!([{ "days": 3 }])),
            "EXTENSION_NOT_TAKEN",
        ),
    ]);
}

#[test]
fn params_and_days_that_do_not_fit_are_refused_with_their_code() {
    let review = ask("accept_review", "2024-09-27");
    let min = ask("apply_not_informed_min", "2025-03-03");
    let suit = ask("sue_max_5y_20y", "2010-03-03");
    refused([
        (with(review, "params", json!({ "x": 1 })), "PARAM_NOT_TAKEN"),
        (min.clone(), "PARAM_MISSING"),
        (
            with(min, "params", json!({ "knew_right": "then" })),
            "BAD_PARAM",
        ),
        (
            with(suit, "params", json!({ "real_property": "maybe" })),
            "BAD_PARAM",
        ),
        (ask("decision_effective", "2025-03-03"), "NOT_COUNTED"),
        (ask("accept_review", "2051-03-03"), "OUTSIDE_HORIZON"),
        (ask("sue_max_5y_20y", "1970-03-03"), "OUTSIDE_HORIZON"),
    ]);
}

#[test]
fn arl_55_conversion_changes_nothing_and_comes_before_day_30_ends() {
    let decide = ask("decide_ordinary", "2026-03-02");
    let plain = due_of(&decide);
    let on = |day: &str| with(decide.clone(), "params", json!({ "converted_on": day }));
    for day in ["2026-03-02", "2026-03-25", "2026-04-01"] {
        assert_eq!(due_of(&on(day)), plain, "{day}");
    }
    for day in ["2026-03-01", "2026-04-02"] {
        assert_eq!(code_of(&on(day)), "BAD_PARAM", "{day}");
    }
    // Five days of suspension put day 30 off by as many.
    let paused = with(
        on("2026-04-06"),
        "tolls",
        toll("2026-03-10", "2026-03-15", "suspension"),
    );
    assert_eq!(due_of(&paused), "2026-05-06");
    assert_eq!(
        line(&on("2026-03-25"))["basis"],
        "ARL 62(1); Regs 30, 34, 37; ARL 55"
    );
}

#[test]
fn arl_20_3_the_earlier_end_stands_and_an_obstacle_pauses_only_the_sixty_days() {
    let not_informed = ask("apply_not_informed_min", "2024-03-04");
    let knew = |day: &str| with(not_informed.clone(), "params", json!({ "knew_right": day }));
    // Sixty days from 2024-06-03 end on Friday 2024-08-02.
    assert_eq!(due_of(&knew("2024-06-03")), "2024-08-02");
    let paused = with(
        knew("2024-06-03"),
        "tolls",
        toll("2024-07-01", "2024-07-11", "obstacle"),
    );
    assert_eq!(due_of(&paused), "2024-08-12");
    // Known late, the year from the content stands, obstacle or not: Tuesday 2025-03-04.
    assert_eq!(due_of(&knew("2025-02-10")), "2025-03-04");
    let paused = with(
        knew("2025-02-10"),
        "tolls",
        toll("2025-02-20", "2025-02-28", "obstacle"),
    );
    assert_eq!(due_of(&paused), "2025-03-04");
}

#[test]
fn a_number_of_days_of_another_law_stands_as_the_article_says() {
    let days = |rule: &str, from: &str, name: &str, days: Value| {
        due_of(&with(ask(rule, from), "params", json!({ name: days })))
    };
    // ARL 20(1): a longer limit stands, a shorter one does not. 90 days end on Sunday 2024-11-03.
    let apply = |given: u32| days("apply_60d", "2024-08-05", "law_days", json!(given));
    assert_eq!(apply(90), "2024-11-04");
    assert_eq!(apply(30), "2024-10-08");
    // ARL 62(1): a shorter limit stands. 45 days end on 2026-02-20, a holiday until the 23rd.
    let decide = |given: u32| days("decide_ordinary", "2026-01-06", "law_days", json!(given));
    assert_eq!(decide(45), "2026-02-24");
    assert_eq!(decide(90), "2026-03-09");
    // Regs 49(1): the sixty days are only for want of another number. 90 days end on 2025-10-05, a holiday.
    let redo = |given: u32| days("redo_default_60d", "2025-07-07", "law_days", json!(given));
    assert_eq!(redo(30), "2025-08-06");
    assert_eq!(redo(90), "2025-10-09");
    // XJ 104: in the simplified procedure the court sets the days, fifteen at most; the command line gives text.
    let answer = |given: &str| days("answer_15d", "2025-07-07", "court_days", json!(given));
    assert_eq!(answer("10"), "2025-07-17");
    assert_eq!(answer("20"), "2025-07-22");
    for wrong in [json!(0), json!(-1), json!("ten"), json!(1.5), json!(true)] {
        let asked = with(
            ask("redo_default_60d", "2025-07-07"),
            "params",
            json!({ "law_days": wrong }),
        );
        assert_eq!(code_of(&asked), "BAD_PARAM", "{wrong}");
    }
}

#[test]
fn what_has_no_number_of_days_says_why_in_both_languages() {
    let reasons: Vec<String> = PeriodBook::embedded()
        .iter()
        .filter(|period| period.length.is_none())
        .map(|period| {
            let answer = line(&ask(&period.id, "2025-03-03"));
            assert_eq!(answer["error"]["code"], "NOT_COUNTED", "{answer}");
            let message = answer["error"]["message"].as_str().unwrap();
            let (zh, en) = message.split_once(" / ").unwrap();
            assert!(zh.contains(period.not_counted.as_deref().unwrap()), "{zh}");
            assert!(
                en.contains(period.not_counted_en.as_deref().unwrap()),
                "{en}"
            );
            period.id.clone()
        })
        .collect();
    let expected = [
        "decision_effective",
        "file_access",
        "file_major",
        "nonperf_fine",
        "norm_review_request",
        "perform_fixed",
        "perform_ordered",
        "publish",
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn cpl_95_the_suit_counts_from_the_rolled_day_of_service() {
    // 2024-09-04 + 30 = 2024-10-04, a holiday; served 10-08; + 15 = 10-23.
    assert_eq!(
        due_of(&ask("public_notice_30d", "2024-09-04")),
        "2024-10-08"
    );
    assert_eq!(
        due_of(&ask("public_notice_then_sue", "2024-09-04")),
        "2024-10-23"
    );
}

#[test]
fn regs_16_the_limit_starts_when_the_time_to_perform_ends() {
    let asked = ask("apply_nonperf_start", "2024-08-02");
    // + 60 = 2024-10-01, rolled 10-08; + 60 = Saturday 12-07, rolled Monday 12-09.
    assert_eq!(due_of(&asked), "2024-12-09");
    let fixed = with(
        asked,
        "params",
        json!({ "performance_ends_on": "2024-09-02" }),
    );
    assert_eq!(due_of(&fixed), "2024-11-01");
}

#[test]
fn all_46_real_property_has_twenty_years() {
    let asked = ask("sue_max_5y_20y", "2004-10-08");
    assert_eq!(due_of(&asked), "2009-10-09");
    let land = with(asked, "params", json!({ "real_property": "true" }));
    assert_eq!(due_of(&land), "2024-10-08");
}

#[test]
fn arl_31_2_a_correction_may_be_extended_by_working_days() {
    let asked = with(
        ask("correction_response", "2024-04-26"),
        "extensions",
        json!([{ "days": 1 }, { "days": 2 }]),
    );
    assert_eq!(due_of(&asked), "2024-05-16");
}

#[test]
fn arl_51_notice_is_counted_back_from_the_hearing() {
    assert_eq!(
        due_of(&ask("hearing_notice_5wd", "2026-10-19")),
        "2026-10-10"
    );
}

#[test]
fn c8_the_day_of_the_trigger_is_the_day_in_shanghai() {
    let mut asked = ask("accept_review", "2026-09-18");
    asked["trigger"] = json!("2026-09-17T16:00:00Z");
    assert_eq!(due_of(&asked), "2026-09-24");
}

#[test]
fn a_pause_without_a_kind_is_taken_by_a_rule_that_takes_any() {
    let asked = with(
        ask("decide_ordinary", "2025-03-03"),
        "tolls",
        json!([{ "from": "2025-04-20", "to": "2025-06-15" }]),
    );
    assert_eq!(due_of(&asked), "2025-06-27");
    let toll: Toll = "2025-04-20..2025-06-15:suspension".parse().unwrap();
    assert_eq!(
        (toll.to.to_string(), toll.kind.as_deref()),
        ("2025-06-15".to_owned(), Some("suspension"))
    );
    for text in [
        "2025-04-20",
        "2025-04-20..",
        "..",
        "a..b",
        "2025-04-20...2025-06-15",
    ] {
        assert_eq!(
            text.parse::<Toll>().unwrap_err().code(),
            "BAD_PAUSE",
            "{text}"
        );
    }
}

#[test]
fn the_fast_way_agrees_with_an_ask() {
    let (book, calendar) = (PeriodBook::embedded(), Calendar::embedded());
    let day: NaiveDate = "2025-08-13".parse().unwrap();
    for period in book
        .iter()
        .filter(|period| period.params.iter().all(|param| !param.required))
    {
        let asked = ask(&period.id, "2025-08-13");
        match due(period, calendar, day, 0, &[]) {
            Ok(deadline) => assert_eq!(due_of(&asked), deadline.due.to_string(), "{}", period.id),
            Err(error) => {
                assert_eq!(error, CalendarError::NothingToCount, "{}", period.id);
                assert_eq!(code_of(&asked), "NOT_COUNTED");
            }
        }
    }
}

#[test]
fn every_rule_is_listed_with_what_it_takes() {
    let rows = rules(PeriodBook::embedded());
    let row = rows.iter().find(|row| row.id == "decide_ordinary").unwrap();
    let kinds: Vec<_> = row.pauses.iter().map(|pause| pause.kind).collect();
    assert_eq!(
        kinds,
        ["suspension", "appraisal", "inspection", "jurisdiction"]
    );
    assert_eq!(row.extension.as_ref().unwrap().max_days, Some(30));
    assert_eq!(row.params[0].name, "converted_on");
    assert_eq!(
        serde_json::to_value(row).unwrap()["length"],
        json!({ "days": 60 })
    );
    assert!(
        rows.iter()
            .all(|row| !row.label.is_empty() && !row.label_en.is_empty())
    );
}
