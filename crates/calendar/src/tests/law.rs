//! The calculus of periods, rule by rule. Days are of the real calendar; cases are invented.

use super::*;
use crate::{CalendarError, Step};

#[test]
fn c1_arl_88_the_unit_is_of_the_rule_not_of_the_number() {
    // Ten working days across Labour Day 2024 against ten calendar days from the same start.
    assert_eq!(due("2024-04-26", Length::WorkingDays(10)), "2024-05-13");
    assert_eq!(due("2024-04-26", Length::Days(10)), "2024-05-06");
}

#[test]
fn c3_cpl_85_2_the_start_is_not_counted_even_if_it_is_a_make_up_day() {
    assert_eq!(due("2026-10-10", Length::WorkingDays(5)), "2026-10-16");
}

#[test]
fn c4_cpl_85_3_a_last_day_on_a_holiday_moves_to_the_first_day_after_it() {
    assert_eq!(due("2024-08-02", Length::Days(60)), "2024-10-08");
}

#[test]
fn c4_cpl_85_3_it_moves_onto_a_make_up_sunday() {
    // 2024-02-17 is the last day of the Spring Festival, Sunday the 18th is worked.
    assert_eq!(due("2024-01-18", Length::Days(30)), "2024-02-18");
    // A make-up day is no holiday: no roll.
    assert_eq!(due("2024-01-19", Length::Days(30)), "2024-02-18");
}

#[test]
fn c6_cc_202_a_month_without_the_day_ends_on_its_last() {
    assert_eq!(due("2024-08-31", Length::Months(6)), "2025-02-28");
    assert_eq!(due("2023-08-31", Length::Months(6)), "2024-02-29");
    assert_eq!(
        deadline(&forward("2024-02-29", Length::Years(1))).unrolled,
        d("2025-02-28")
    );
    assert_eq!(due("2004-10-08", Length::Years(20)), "2024-10-08");
}

#[test]
fn c9_a_pause_is_half_open_and_overlaps_count_once() {
    let pauses = [
        pause("2025-04-20", "2025-06-15"),
        pause("2025-05-01", "2025-06-01"),
        pause("2025-04-20", "2025-04-21"),
    ];
    let count = Count {
        pauses: &pauses,
        ..forward("2025-03-03", Length::Days(60))
    };
    assert_eq!(deadline(&count).due, d("2025-06-27"));
}

#[test]
fn c9_a_limit_that_has_ended_is_not_revived() {
    let start = forward("2025-03-03", Length::Days(60));
    let plain = deadline(&start);
    assert_eq!(plain.unrolled, d("2025-05-02"));
    let after = [pause("2025-05-03", "2025-06-03")];
    assert_eq!(
        deadline(&Count {
            pauses: &after,
            ..start
        }),
        plain
    );
    let on_it = [pause("2025-05-02", "2025-06-03")];
    assert_eq!(
        deadline(&Count {
            pauses: &on_it,
            ..start
        })
        .unrolled,
        d("2025-06-03")
    );
}

#[test]
fn c9_a_pause_removes_working_days_from_a_working_day_term() {
    // 2025-03-03 Mon: 1=03-04, then paused to 03-12, 2=03-12 … 5=03-17.
    let pauses = [pause("2025-03-05", "2025-03-12")];
    let count = Count {
        pauses: &pauses,
        ..forward("2025-03-03", Length::WorkingDays(5))
    };
    assert_eq!(deadline(&count).due, d("2025-03-17"));
    let weekend = [pause("2025-03-08", "2025-03-10")];
    let count = Count {
        pauses: &weekend,
        ..forward("2025-03-03", Length::WorkingDays(5))
    };
    assert_eq!(deadline(&count).due, d("2025-03-10"));
}

#[test]
fn c10_base_extension_and_pauses_first_then_one_roll() {
    let count = Count {
        extension_days: 30,
        ..forward("2025-08-04", Length::Days(60))
    };
    assert_eq!(deadline(&count).due, d("2025-11-03"));
    let pauses = [pause("2025-12-20", "2026-01-20")];
    let count = Count {
        extension_days: 30,
        pauses: &pauses,
        ..forward("2025-11-10", Length::Days(60))
    };
    assert_eq!(deadline(&count).due, d("2026-03-11"));
}

#[test]
fn c11_a_year_without_its_notice_gives_a_provisional_day_in_the_reading_asked_for() {
    // Ten working days from 2027-01-28, across the Spring Festival 02-05..02-08.
    let organ = forward("2027-01-28", Length::WorkingDays(10));
    let party = Count {
        reading: Reading::Party,
        ..organ
    };
    assert_eq!(deadline(&organ).due, d("2027-02-11"));
    assert_eq!(deadline(&party).due, d("2027-02-15"));
    assert!(deadline(&organ).provisional && deadline(&party).provisional);
    assert!(!deadline(&forward("2026-12-01", Length::WorkingDays(10))).provisional);
}

#[test]
fn c11_what_ends_in_a_known_year_is_not_provisional_even_if_it_starts_before_the_tables() {
    let answer = deadline(&forward("1990-10-08", Length::Years(20)));
    assert_eq!((answer.due, answer.provisional), (d("2010-10-08"), false));
}

#[test]
fn c12_encouraged_leave_is_not_a_holiday() {
    // Spring Festival's eve 2024-02-09 was a working day.
    assert!(
        Calendar::embedded()
            .is_working_day(d("2024-02-09"), Reading::Organ)
            .unwrap()
    );
}

#[test]
fn c14_cc_1259_within_n_days_includes_the_last() {
    assert_eq!(
        deadline(&forward("2024-08-27", Length::Days(30))).unrolled,
        d("2024-09-26")
    );
}

#[test]
fn arl_51_five_full_working_days_lie_between_service_and_hearing() {
    // Hearing Mon 2026-10-19. Full days 10-16,15,14,13,12; before them the make-up Saturday 10-10.
    let count = Count {
        backward: true,
        roll: false,
        ..forward("2026-10-19", Length::WorkingDays(5))
    };
    let answer = deadline(&count);
    assert_eq!(
        (answer.due, answer.safe_by),
        (d("2026-10-10"), d("2026-10-10"))
    );
}

#[test]
fn xj_71_three_full_days_lie_between_summons_and_hearing_and_nothing_rolls() {
    // Hearing Wed 2025-03-12: full days 11, 10, 9; Saturday the 8th stands, Friday is safe.
    let count = Count {
        backward: true,
        roll: false,
        ..forward("2025-03-12", Length::Days(3))
    };
    let answer = deadline(&count);
    assert_eq!(
        (answer.due, answer.safe_by),
        (d("2025-03-08"), d("2025-03-07"))
    );
}

#[test]
fn safe_by_is_the_last_working_day_on_or_before_the_unrolled_last_day() {
    let answer = deadline(&forward("2024-08-05", Length::Days(60)));
    assert_eq!(
        (answer.unrolled, answer.safe_by, answer.due),
        (d("2024-10-04"), d("2024-09-30"), d("2024-10-08"))
    );
}

#[test]
fn steps_name_the_notice_the_make_up_day_and_the_roll() {
    let explained = Calendar::embedded()
        .explain(&forward("2024-09-27", Length::WorkingDays(5)))
        .unwrap();
    let notice =
        Some("国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）".to_owned());
    assert_eq!(
        explained.steps.get(2..8).unwrap(),
        [
            Step::SkippedWeekend {
                from: d("2024-09-28"),
                through: d("2024-09-28")
            },
            Step::MakeUpCounted {
                from: d("2024-09-29"),
                through: d("2024-09-29"),
                first: 1,
                last: 1,
                notice: notice.clone()
            },
            Step::Counted {
                from: d("2024-09-30"),
                through: d("2024-09-30"),
                first: 2,
                last: 2
            },
            Step::SkippedHoliday {
                from: d("2024-10-01"),
                through: d("2024-10-07"),
                notice
            },
            Step::Counted {
                from: d("2024-10-08"),
                through: d("2024-10-10"),
                first: 3,
                last: 5
            },
            Step::LastDay {
                day: d("2024-10-10")
            },
        ]
    );
    let rolled = Calendar::embedded()
        .explain(&forward("2024-08-02", Length::Days(60)))
        .unwrap();
    assert!(rolled.steps.contains(&Step::Rolled {
        from: d("2024-10-01"),
        to: d("2024-10-08")
    }));
    assert!(rolled.steps.contains(&Step::Counted {
        from: d("2024-08-03"),
        through: d("2024-10-01"),
        first: 1,
        last: 60
    }));
}

#[test]
fn a_pause_too_late_is_named_as_without_effect() {
    let pauses = [pause("2025-06-01", "2025-06-03")];
    let count = Count {
        pauses: &pauses,
        ..forward("2025-03-03", Length::Days(60))
    };
    let steps = Calendar::embedded().explain(&count).unwrap().steps;
    assert!(
        steps.contains(&Step::PauseWithoutEffect {
            from: d("2025-06-01"),
            through: d("2025-06-02")
        }),
        "{steps:?}"
    );
}

#[test]
fn an_empty_pause_is_refused() {
    let pauses = [pause("2025-04-20", "2025-04-20")];
    let count = Count {
        pauses: &pauses,
        ..forward("2025-03-03", Length::Days(60))
    };
    let refused = Calendar::embedded().deadline(&count);
    assert_eq!(
        refused,
        Err(CalendarError::EmptyPause {
            from: d("2025-04-20"),
            to: d("2025-04-20")
        })
    );
}

#[test]
fn a_count_backward_takes_no_extension() {
    let count = Count {
        backward: true,
        extension_days: 1,
        ..forward("2025-03-03", Length::Days(3))
    };
    assert_eq!(
        Calendar::embedded().deadline(&count),
        Err(CalendarError::BackwardTakesNeither)
    );
}

#[test]
fn days_beyond_the_tables_are_refused_and_huge_numbers_do_not_overflow() {
    for length in [
        Length::WorkingDays(u32::MAX),
        Length::Days(u32::MAX),
        Length::Months(u32::MAX),
        Length::Years(u32::MAX),
    ] {
        for backward in [false, true] {
            let extension_days = if backward { 0 } else { u32::MAX };
            let count = Count {
                backward,
                extension_days,
                ..forward("2025-03-03", length)
            };
            let refused = Calendar::embedded().deadline(&count);
            assert!(
                matches!(refused, Err(CalendarError::OutsideHorizon { .. })),
                "{length:?} {refused:?}"
            );
        }
    }
    let refused = Calendar::embedded().deadline(&forward("2050-12-30", Length::WorkingDays(5)));
    assert!(
        matches!(refused, Err(CalendarError::OutsideHorizon { .. })),
        "{refused:?}"
    );
    for start in [NaiveDate::MIN, NaiveDate::MAX] {
        let count = Count::forward(start, Length::WorkingDays(5), Reading::Organ);
        assert!(Calendar::embedded().deadline(&count).is_err());
        let count = Count {
            backward: true,
            ..Count::forward(start, Length::Days(5), Reading::Organ)
        };
        assert!(Calendar::embedded().deadline(&count).is_err());
    }
}
