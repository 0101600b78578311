//! What the tables say, and how a new year is loaded.

use super::*;
use crate::{DayKind, TableError, YearTable};

#[test]
fn days_carry_their_kind_and_notice() {
    let calendar = Calendar::embedded();
    let kind = |day: &str| calendar.day(d(day)).unwrap().kind;
    assert_eq!(kind("2026-02-14"), DayKind::MakeUpDay);
    assert_eq!(kind("2026-02-15"), DayKind::Holiday);
    assert_eq!(kind("2026-03-07"), DayKind::Weekend);
    assert_eq!(kind("2026-03-09"), DayKind::WorkingDay);
    let national_day = calendar.day(d("2024-10-01")).unwrap();
    assert_eq!(
        national_day.notice.as_deref(),
        Some("国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）")
    );
    assert!(!national_day.provisional);
}

#[test]
fn holidays_of_2027_fixed_by_regulation_are_known_and_provisional() {
    let calendar = Calendar::embedded();
    for day in [
        "2027-01-01",
        "2027-02-05",
        "2027-02-08",
        "2027-04-05",
        "2027-05-02",
        "2027-06-09",
        "2027-09-15",
        "2027-10-03",
    ] {
        let info = calendar.day(d(day)).unwrap();
        assert_eq!(
            (info.kind, info.provisional, info.notice),
            (DayKind::Holiday, true, None),
            "{day}"
        );
        assert!(!calendar.is_working_day(d(day), Reading::Party).unwrap());
    }
    assert!(
        calendar
            .is_working_day(d("2027-06-09"), Reading::Organ)
            .unwrap()
    );
}

#[test]
fn days_outside_the_tables_are_refused() {
    for day in ["2003-12-31", "2051-01-01"] {
        assert!(Calendar::embedded().day(d(day)).is_err());
        assert!(
            Calendar::embedded()
                .is_working_day(d(day), Reading::Organ)
                .is_err()
        );
    }
}

#[test]
fn working_days_are_added_and_counted_both_ways() {
    let calendar = Calendar::embedded();
    let add = |day: &str, n| {
        calendar
            .add_working_days(d(day), n, Reading::Organ)
            .unwrap()
            .to_string()
    };
    assert_eq!(add("2024-09-27", 5), "2024-10-10");
    assert_eq!(add("2024-10-10", -5), "2024-09-27");
    assert_eq!(add("2024-10-01", 0), "2024-10-01");
    assert_eq!(
        calendar
            .working_days_between(d("2024-09-27"), d("2024-10-10"), Reading::Organ)
            .unwrap(),
        5
    );
    assert_eq!(
        calendar
            .working_days_between(d("2024-10-10"), d("2024-09-27"), Reading::Organ)
            .unwrap(),
        0
    );
    assert_eq!(
        calendar
            .next_working_day_on_or_after(d("2024-10-01"), Reading::Organ)
            .unwrap(),
        d("2024-10-08")
    );
    assert_eq!(
        calendar
            .last_working_day_on_or_before(d("2024-10-01"), Reading::Organ)
            .unwrap(),
        d("2024-09-30")
    );
    assert!(
        calendar
            .add_working_days(d("2024-10-10"), i64::MIN, Reading::Organ)
            .is_err()
    );
    assert!(
        calendar
            .add_working_days(d("2024-10-10"), i64::MAX, Reading::Organ)
            .is_err()
    );
}

#[test]
fn a_later_notice_settles_its_year_and_changes_the_version() {
    let notice = "year = 2027\nholidays = [\"2027-01-01\"]\nworking_weekends = [\"2027-02-20\"]\n[notice]\ntitle = \"t\"\n";
    let mut tables = Calendar::embedded_years().unwrap();
    tables.push(YearTable::parse(notice).unwrap());
    let loaded = Calendar::with_years(tables.clone()).unwrap();
    assert!(loaded.has_notice(2027) && !Calendar::embedded().has_notice(2027));
    assert!(
        loaded.version().starts_with("2027-"),
        "{}",
        loaded.version()
    );
    assert!(Calendar::embedded().version().starts_with("2026-"));
    let make_up = loaded.day(d("2027-02-20")).unwrap();
    assert_eq!(
        (make_up.kind, make_up.provisional),
        (DayKind::MakeUpDay, false)
    );
    // The fixed holidays give way to the notice.
    assert!(
        loaded
            .is_working_day(d("2027-02-05"), Reading::Party)
            .unwrap()
    );
    tables.push(YearTable::parse(notice).unwrap());
    assert_eq!(
        Calendar::with_years(tables).unwrap_err(),
        TableError::YearTwice { year: 2027 }
    );
}

#[test]
fn a_year_beyond_the_tables_cannot_be_loaded() {
    let table = YearTable::parse(
        "year = 2051\nholidays = []\nworking_weekends = []\n[notice]\ntitle = \"t\"\n",
    )
    .unwrap();
    assert!(matches!(
        Calendar::with_years([table]),
        Err(TableError::YearOutside { year: 2051, .. })
    ));
}

#[test]
fn a_count_rests_only_on_the_years_it_looks_at() {
    // 2026 without its notice, 2025 and 2027 with: a term paused through all of 2026 is settled.
    let table = |year: i32| {
        YearTable::parse(&format!(
            "year = {year}\nholidays = []\nworking_weekends = []\n[notice]\ntitle = \"t\"\n"
        ))
        .unwrap()
    };
    let calendar = Calendar::with_years([table(2025), table(2027)]).unwrap();
    let pauses = [pause("2025-12-25", "2027-01-04")];
    let count = Count {
        pauses: &pauses,
        ..forward("2025-12-22", Length::WorkingDays(5))
    };
    let answer = calendar.deadline(&count).unwrap();
    assert_eq!((answer.due, answer.provisional), (d("2027-01-06"), false));
    let plain = calendar
        .deadline(&forward("2025-12-29", Length::WorkingDays(5)))
        .unwrap();
    assert!(plain.provisional);
}
