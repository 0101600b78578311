//! Rules of practice about days.

use chrono::Days;
use serde_json::json;
use workflow::check::{SourceFile, check};
use workflow::deadline::{RuleRow, compute, compute_embedded, rules};
use workflow::period::{Bound, PeriodBook};
use workflow::reading::{ReadingBook, ReadingBound};
use workflow::review::ReviewStatus;

use super::days::with_2027;
use super::{ask, day, due, naive, not_naive, paused, with};
use crate::support::database::Database;
use crate::support::ground::Ground;

/// Naively an office that may choose chooses whatever suits it.
#[test]
fn rule_01_a_choice_shortens_what_organs_owe_and_nothing_of_a_party() {
    let rows = rules(PeriodBook::embedded());
    let row = |id: &str| -> &RuleRow { rows.iter().find(|row| row.id == id).unwrap() };
    for reading in ReadingBook::embedded().iter() {
        let others = reading
            .options
            .iter()
            .filter(|option| option.id != reading.default);
        for (option, period) in
            others.flat_map(|option| reading.periods.iter().map(move |period| (option, period)))
        {
            let mut shortens = false;
            for days in (0..1100).step_by(3) {
                let start = (day("2019-01-01") + Days::new(days)).to_string();
                let mut asked = ask(period, &start);
                if row(period)
                    .params
                    .iter()
                    .any(|param| param.name == "knew_right")
                {
                    asked = with(asked, "knew_right", json!(start));
                }
                for pause in &row(period).pauses {
                    let from = (day(&start) + Days::new(9)).to_string();
                    let to = (day(&start) + Days::new(15)).to_string();
                    asked = paused(asked, &[(&from, &to, pause.kind)]);
                }
                let by_default = compute_embedded(&asked);
                asked.readings.insert(reading.id.clone(), option.id.clone());
                let chosen = compute_embedded(&asked);
                if reading.bound == ReadingBound::Law {
                    // A choice that is not carried out is no choice, whomever it would suit.
                    assert_eq!(
                        chosen.unwrap_err().code(),
                        "READING_FIXED",
                        "{}",
                        reading.id
                    );
                    continue;
                }
                let (by_default, chosen) = (by_default.unwrap(), chosen.unwrap());
                assert!(
                    chosen.due <= by_default.due,
                    "{} {period} {start}",
                    reading.id
                );
                shortens |= chosen.due < by_default.due;
            }
            // What would shorten a period of a party is for comparison only, and is marked so.
            let of_party = row(period).bound == Bound::Party;
            assert_eq!(
                shortens && of_party,
                shortens && reading.shortens_party,
                "{}",
                reading.id
            );
        }
    }
    // A strict reading of pauses takes no day from an applicant who could not come.
    let obstacle = [("2025-07-10", "2025-07-25", "obstacle")];
    let mut strict = paused(ask("apply_60d", "2025-06-02"), &obstacle);
    strict
        .readings
        .insert("A5".to_owned(), "conservative".to_owned());
    assert_eq!(due(&strict), day("2025-08-18"));
}

/// Naively one table of days serves everybody, and a day not yet certain is treated as one that is.
#[test]
fn rule_06_an_uncertain_day_is_the_earliest_for_an_organ_and_the_latest_for_a_party() {
    // An organ's five working days: New Year's Day is not yet known to be off, so it counts.
    let new_year_off = |date| naive::is_weekday(date) && date != day("2027-01-01");
    let naively = naive::working(day("2026-12-28"), 5, new_year_off);
    let found = due(&ask("accept_review", "2026-12-28"));
    not_naive(found, "2027-01-04", naively, "2027-01-05");
    // A citizen's ten working days: regulation makes it a holiday, so it does not count.
    let naively = naive::working(day("2026-12-21"), 10, naive::is_weekday);
    let found = due(&ask("correction_response", "2026-12-21"));
    not_naive(found, "2027-01-05", naively, "2027-01-04");
    // What the notice then says puts an organ's day off at most, and brings a citizen's forward at most.
    let calendar = with_2027();
    for rule in rules(PeriodBook::embedded()) {
        if rule.length.is_none() || rule.params.iter().any(|param| param.required) {
            continue;
        }
        for days in 0..70 {
            let start = (day("2026-11-01") + Days::new(days)).to_string();
            let asked = ask(&rule.id, &start);
            let before = compute_embedded(&asked).unwrap();
            let after = compute(PeriodBook::embedded(), &calendar, &asked).unwrap();
            assert!(
                before.provisional || before.due == after.due,
                "{} {start}",
                rule.id
            );
            let fair = match rule.bound {
                Bound::Organ => before.due <= after.due,
                Bound::Party => before.due >= after.due,
            };
            assert!(fair, "{} {start}: {} {}", rule.id, before.due, after.due);
        }
    }
}

/// ARL 20(3). Naively what the prior notice said of rights starts the sixty days.
#[test]
fn rule_12_a_prior_notice_starts_nothing() {
    // The prior notice of 5 January told of rights; the act of 2 February told nothing; they became known on 11 May.
    let informed = with(
        ask("apply_not_informed_min", "2026-02-02"),
        "knew_right",
        json!("2026-05-11"),
    );
    let naively = naive::rolled(naive::plus(day("2026-01-05"), 60), naive::official);
    not_naive(due(&informed), "2026-07-10", naively, "2026-03-06");
    // No rule to apply takes the day of a prior notice.
    for rule in rules(PeriodBook::embedded()) {
        if !rule.id.starts_with("apply_") {
            continue;
        }
        assert!(!rule.trigger.contains("事先告知"), "{}", rule.id);
        let told = with(
            ask(&rule.id, "2026-02-02"),
            "prior_notice_on",
            json!("2026-01-05"),
        );
        let refused = compute_embedded(&told).unwrap_err();
        assert_eq!(refused.code(), "PARAM_NOT_TAKEN", "{}", rule.id);
    }
}

/// Naively a rule needs no words of its article, and what nobody has reviewed looks like what counsel has signed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rule_20_a_rule_quotes_its_article_and_says_when_counsel_has_not_signed_it() {
    let unquoted = r#"
[[period]]
id = "x"
label = "期"
label_en = "x"
kind = "duty"
bound = "organ"
trigger = "收到之日"
trigger_en = "receipt"
length = { days = 60 }
roll = true
basis = "ARL 1"
"#;
    let source = SourceFile {
        path: "law/p.toml".to_owned(),
        text: unquoted.to_owned(),
    };
    let faults = check(&[source]).unwrap_err();
    assert!(
        faults.iter().any(|fault| fault.code == "FY0409"),
        "{faults:?}"
    );
    let ground = Ground::on(Database::sqlite(), "2026-03-02").await;
    let query = "{ deadlineRules { rule { id } policy basis { article words review } } }";
    let shown = ground.ask("officer", query, json!({})).await;
    let rows = shown["data"]["deadlineRules"].as_array().unwrap();
    assert_eq!(rows.len(), rules(PeriodBook::embedded()).len(), "{shown}");
    for row in rows {
        let quoted = row["basis"]["words"].is_string();
        assert!(quoted || row["policy"] == true, "{row}");
        let id = row["rule"]["id"].as_str().unwrap();
        let review = &PeriodBook::embedded().get(id).unwrap().review;
        let signed = matches!(review, ReviewStatus::Signed(_));
        let says = row["basis"]["review"].as_str();
        let unsigned = says.is_some_and(|says| says.starts_with("未经法制审核"));
        assert_eq!(unsigned, !signed, "{row}");
    }
}
