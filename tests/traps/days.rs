//! Traps of counting.

use calendar::{Calendar, Length};
use serde_json::json;
use workflow::deadline::{Ask, compute, parse_trigger, rules};
use workflow::period::PeriodBook;
use workflow::review::Source;

use super::{ask, day, due, extended, naive, not_naive, paused};

/// ARL 88(2). Naively every period of ten days or fewer is in working days, or none is.
#[test]
fn trap_01_only_3_5_7_10_are_working_days() {
    for rule in rules(PeriodBook::embedded()) {
        let policy = rule.source == Some(Source::Policy);
        let act = rule.basis.starts_with("ARL ") && !policy;
        match rule.length {
            Some(Length::WorkingDays(days)) if act => {
                assert!([3, 5, 7, 10].contains(&days), "{}", rule.id);
            }
            // AEL 69 says so of its own ten days.
            Some(Length::WorkingDays(_)) => {
                assert!(policy || rule.basis == "AEL 54, 69", "{}", rule.id);
            }
            Some(Length::Days(days)) if act => {
                assert!(![3, 5, 7, 10].contains(&days), "{}", rule.id);
            }
            _ => {}
        }
    }
    // Five days of the Act, counted naively in calendar days and rolled.
    let start = day("2024-09-27");
    let naively = naive::rolled(naive::plus(start, 5), naive::official);
    let found = due(&ask("accept_review", "2024-09-27"));
    not_naive(found, "2024-10-10", naively, "2024-10-08");
    // Seven days in court and ten of the Regulations, counted naively in working days.
    let naively = naive::working(day("2026-02-09"), 7, naive::official);
    let found = due(&ask("court_register_7d", "2026-02-09"));
    not_naive(found, "2026-02-24", naively, "2026-02-25");
    let agreed = naive::working(day("2025-09-16"), 10, naive::official);
    let naively = naive::working(agreed, 10, naive::official);
    let found = due(&ask("concurrent_receipt", "2025-09-16"));
    not_naive(found, "2025-10-09", naively, "2025-10-20");
    // Fifteen days of the Act are calendar days.
    let naively = naive::working(day("2026-03-02"), 15, naive::official);
    let found = due(&ask("sue_refusal_15d", "2026-03-02"));
    not_naive(found, "2026-03-17", naively, "2026-03-23");
}

/// Naively a Saturday or a Sunday is off.
#[test]
fn trap_03_a_make_up_weekend_is_worked_and_may_be_the_last_day() {
    let naively = naive::working(day("2026-09-14"), 5, naive::is_weekday);
    let found = due(&ask("accept_review", "2026-09-14"));
    not_naive(found, "2026-09-20", naively, "2026-09-21");
    // Nor does an end roll from it: thirty days end on a Saturday that is worked.
    let naively = naive::rolled(naive::plus(day("2026-01-29"), 30), naive::without_make_up);
    let found = due(&ask("decide_simplified", "2026-01-29"));
    not_naive(found, "2026-02-28", naively, "2026-03-02");
}

/// CPL 85(3). Naively the sixty days are rolled, then extended, then rolled again.
#[test]
fn trap_04_an_end_is_rolled_once_after_everything_is_added() {
    let sixty = naive::rolled(naive::plus(day("2025-08-04"), 60), naive::official);
    let naively = naive::rolled(naive::plus(sixty, 30), naive::official);
    let found = due(&extended(ask("decide_ordinary", "2025-08-04"), 30));
    not_naive(found, "2025-11-03", naively, "2025-11-10");
}

/// ARL 39; Regs 37. Naively each pause is added whole, or cut at the end that the limit had at first.
#[test]
fn trap_05_pauses_that_overlap_count_once_and_are_not_cut_at_the_first_end() {
    let decide = ask("decide_ordinary", "2025-03-03");
    let sixty = naive::plus(day("2025-03-03"), 60);
    assert_eq!(sixty, day("2025-05-02"));
    // 20 and 20 days, ten of them shared: thirty, and 2025-06-01 rolls over the Dragon Boat days.
    let both = [
        ("2025-04-10", "2025-04-30", "suspension"),
        ("2025-04-20", "2025-05-10", "appraisal"),
    ];
    let found = due(&paused(decide.clone(), &both));
    let twice = naive::rolled(naive::plus(sixty, 20 + 20), naive::official);
    not_naive(found, "2025-06-03", twice, "2025-06-11");
    // Cut at 2025-05-02, the last day at first, only 23 of the days would be left.
    let cut = naive::rolled(naive::plus(sixty, 23), naive::official);
    not_naive(found, "2025-06-03", cut, "2025-05-26");
    // A second pause lies after that first end, but within the limit as the first pause had put it off.
    let later = [
        ("2025-04-10", "2025-05-10", "suspension"),
        ("2025-05-20", "2025-05-25", "inspection"),
    ];
    let found = due(&paused(decide, &later));
    let unseen = naive::rolled(naive::plus(sixty, 30), naive::official);
    not_naive(found, "2025-06-06", unseen, "2025-06-03");
}

/// Naively the day of an instant is its day in UTC.
#[test]
fn trap_14_the_day_is_the_day_in_shanghai_not_in_utc() {
    let night = "2026-09-18T00:30:00+08:00";
    let utc = parse_trigger(night).unwrap().to_utc().date_naive();
    let naively = naive::working(utc, 5, naive::official);
    for written in [night, "2026-09-17T16:30:00Z"] {
        let trigger = parse_trigger(written).unwrap();
        let found = due(&Ask::new("trap", "accept_review", trigger));
        not_naive(found, "2026-09-24", naively, "2026-09-23");
    }
}

/// CC 202. Naively a month is thirty days, or an end that the month lacks runs over into the next.
#[test]
fn trap_15_a_month_ends_on_its_own_last_day() {
    let start = day("2024-08-31");
    let found = due(&ask("sue_direct_6m", "2024-08-31"));
    not_naive(found, "2025-02-28", naive::plus(start, 180), "2025-02-27");
    let over = naive::months_running_over(start, 6);
    not_naive(found, "2025-02-28", over, "2025-03-03");
    let leap = naive::months_running_over(day("2024-02-29"), 12);
    let found = due(&ask("apply_max_1y", "2024-02-29"));
    not_naive(found, "2025-02-28", leap, "2025-03-01");
}

/// ALL 85. Naively ten days are ten working days, as in the reconsideration.
#[test]
fn trap_16_ten_days_against_a_ruling_are_calendar_days() {
    let naively = naive::working(day("2026-09-16"), 10, naive::official);
    let found = due(&ask("appeal_ruling_10d", "2026-09-16"));
    not_naive(found, "2026-09-28", naively, "2026-09-30");
}

/// Naively the eve of the Spring Festival is off every year, or never.
#[test]
fn trap_19_the_eve_of_the_spring_festival_was_worked_in_2024_and_is_off_from_2025() {
    let off_in_2024 = |date| naive::official(date) && date != day("2024-02-09");
    let naively = naive::working(day("2024-02-05"), 5, off_in_2024);
    let found = due(&ask("accept_review", "2024-02-05"));
    not_naive(found, "2024-02-18", naively, "2024-02-19");
    let worked_in_2025 = |date| naive::official(date) || date == day("2025-01-28");
    let naively = naive::working(day("2025-01-22"), 5, worked_in_2025);
    let found = due(&ask("accept_review", "2025-01-22"));
    not_naive(found, "2025-02-05", naively, "2025-01-28");
}

/// Naively a year whose notice is not there is silently counted from Monday to Friday.
#[test]
fn trap_20_a_year_without_its_notice_is_provisional_and_says_so() {
    let review = ask("accept_review", "2026-12-28");
    let apply = ask("apply_60d", "2026-11-02");
    for asked in [&review, &apply] {
        let found = super::answer(asked);
        assert!(found.provisional, "{found:?}");
    }
    // The citizen's sixty days end on New Year's Day, which regulation makes a holiday, a Friday.
    let naively = naive::rolled(naive::plus(day("2026-11-02"), 60), naive::is_weekday);
    not_naive(due(&apply), "2027-01-04", naively, "2027-01-01");
    // Once the notice is there the day is final, and may be another.
    let calendar = with_2027();
    let asked = |asked| compute(PeriodBook::embedded(), &calendar, asked).unwrap();
    let (review, apply) = (asked(&review), asked(&apply));
    assert!(!review.provisional && !apply.provisional);
    assert_eq!(review.due, day("2027-01-05"));
    assert_eq!(apply.due, day("2027-01-04"));
    // Every day before the last notice is final.
    assert!(!super::answer(&ask("accept_review", "2026-12-21")).provisional);
}

/// The calendar with an invented notice of 2027: New Year's Day off, nothing made up.
pub(super) fn with_2027() -> Calendar {
    let year = json!({
        "year": 2027,
        "holidays": ["2027-01-01"],
        "working_weekends": [],
        "notice": { "title": "二〇二七年放假安排（虚构）" },
    });
    let mut years = Calendar::embedded_years().unwrap();
    years.push(serde_json::from_value(year).unwrap());
    Calendar::with_years(years).unwrap()
}
