//! What if: a log gone through with one day changed gives what a life really lived on that day gives.

use calendar::{Calendar, Reading};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::chance;
use super::commands::*;
use super::life::{Life, day};
use crate::actor::Role;
use crate::command::{Extend, ReconsiderationCommand as C, Resume};
use crate::effect::{Effect, Entry};
use crate::file::{Term, TermState};
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::Rulebook;
use crate::trial::{Change, Compared};

fn log(life: &Life) -> Vec<Entry> {
    life.plans.iter().map(|plan| plan.entry.clone()).collect()
}

fn what_if(life: &Life, change: Change) -> Result<Vec<Compared>, Refusal> {
    Rulebook::embedded().what_if(Calendar::embedded(), &log(life), change, life.today)
}

/// The last entry of a command.
fn entry(life: &Life, command: &str) -> u32 {
    let mut log = log(life).into_iter().rev();
    log.find(|entry| entry.command == command).unwrap().no
}

fn on(life: &Life, command: &str, day: NaiveDate) -> Result<Vec<Compared>, Refusal> {
    let entry = entry(life, command);
    what_if(life, Change::Day { entry, on: day })
}

/// The days of a case that is suspended once.
#[derive(Debug, Clone, Copy)]
struct Of {
    received: u64,
    accepted: u64,
    copied: u64,
    served: u64,
    suspended: u64,
    resumed: u64,
}

const PLAIN: Of = Of {
    received: 0,
    accepted: 3,
    copied: 6,
    served: 8,
    suspended: 20,
    resumed: 34,
};

/// Lives from 2 March 2026, a Monday, day 0 on, up to day 50.
fn lived(of: Of) -> Life {
    let at = |ahead: u64| {
        let day = day("2026-03-02")
            .checked_add_days(Days::new(ahead))
            .unwrap();
        day.to_string()
    };
    let mut life = Life::begin(&at(of.received));
    life.go(&at(of.accepted))
        .give(Role::InstitutionHead, assign())
        .give(Role::Officer, accept())
        .go(&at(of.copied))
        .give(Role::Officer, copy())
        .go(&at(of.served));
    let served = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, served)
        .go(&at(of.suspended))
        .give(Role::InstitutionHead, suspend("force_majeure"))
        .go(&at(of.resumed));
    let reason = "原因消除".to_owned();
    life.give(Role::InstitutionHead, C::Resume(Resume { reason }))
        .go(&at(50));
    life
}

fn days(
    terms: impl IntoIterator<Item = Term>,
) -> Vec<(u32, String, NaiveDate, NaiveDate, TermState)> {
    let of = |term: Term| (term.no, term.period, term.started_on, term.due, term.state);
    terms.into_iter().map(of).collect()
}

#[test]
fn arl_30_48_62_each_day_moved_gives_what_a_case_lived_on_that_day_gives() {
    let life = lived(PLAIN);
    let at = |ahead: u64| {
        day("2026-03-02")
            .checked_add_days(Days::new(ahead))
            .unwrap()
    };
    let others = [
        (
            "receive",
            1,
            Of {
                received: 1,
                ..PLAIN
            },
        ),
        (
            "accept",
            4,
            Of {
                accepted: 4,
                ..PLAIN
            },
        ),
        ("send_copy", 7, Of { copied: 7, ..PLAIN }),
        (
            "record_service",
            11,
            Of {
                served: 11,
                ..PLAIN
            },
        ),
        (
            "suspend",
            17,
            Of {
                suspended: 17,
                ..PLAIN
            },
        ),
        (
            "resume",
            30,
            Of {
                resumed: 30,
                ..PLAIN
            },
        ),
        (
            "resume",
            41,
            Of {
                resumed: 41,
                ..PLAIN
            },
        ),
    ];
    for (command, ahead, of) in others {
        let compared = on(&life, command, at(ahead)).unwrap();
        let after = days(compared.iter().map(|one| one.after.clone()));
        assert_eq!(
            after,
            days(lived(of).file.terms),
            "{command} on day {ahead}"
        );
        assert!(
            compared.iter().any(Compared::moved),
            "{command} moves nothing"
        );
        let before = days(compared.into_iter().map(|one| one.before));
        assert_eq!(before, days(life.file.terms.clone()));
    }
}

// ARL 30(3): whoever is deemed to have accepted has so on the last day of the review; the term to decide follows it.
#[test]
fn arl_30_3_a_deemed_acceptance_follows_the_day_of_receipt() {
    let mut life = Life::begin("2026-09-18");
    life.give(Role::InstitutionHead, assign()).go("2026-10-20");
    let earlier = on(&life, "receive", day("2026-09-16")).unwrap();
    let due = |period: &str| {
        let found = earlier.iter().find(|one| one.after.period == period);
        let after = found.unwrap().after.clone();
        (after.started_on.to_string(), after.due.to_string())
    };
    // By hand: 17, 18, Sunday 20 (worked), 21, 22 September; sixty days from the 22nd are Saturday 21 November.
    assert_eq!(due("accept_review").1, "2026-09-22");
    let decide = ("2026-09-22".to_owned(), "2026-11-23".to_owned());
    assert_eq!(due("decide_ordinary"), decide);
    let follows = on(&life, "record_lapse", day("2026-09-20")).unwrap_err();
    assert_eq!(follows.code, RefusalCode::DayFollows);
}

#[test]
fn arl_62_an_extension_of_fewer_days_ends_earlier_and_of_more_than_thirty_is_none() {
    let mut life = in_trial("2026-01-06");
    let reason = "案情复杂".to_owned();
    life.give(
        Role::InstitutionHead,
        C::Extend(Extend { days: 30, reason }),
    );
    let entry = entry(&life, "extend");
    let other = |days| what_if(&life, Change::Extension { entry, days });
    let due = |days| {
        let compared = other(days).unwrap();
        let decide = |one: &Compared| one.after.period == "decide_ordinary";
        compared
            .into_iter()
            .find(decide)
            .unwrap()
            .after
            .due
            .to_string()
    };
    // 2026-01-06 and 60 days is Saturday 7 March, 70 days Tuesday the 17th, 90 days Monday 6 April, a holiday.
    assert_eq!(
        (due(0), due(10), due(30)),
        (
            "2026-03-09".to_owned(),
            "2026-03-17".to_owned(),
            life.due("decide_ordinary")
        )
    );
    assert_eq!(other(31).unwrap_err().code, RefusalCode::ExtensionTooLong);
    let none = what_if(&life, Change::Extension { entry: 1, days: 3 });
    assert_eq!(none.unwrap_err().code, RefusalCode::BadField);
}

#[test]
fn what_cannot_have_been_is_refused() {
    let life = lived(PLAIN);
    let code = |command: &str, on_day: &str| on(&life, command, day(on_day)).unwrap_err().code;
    assert_eq!(
        code("accept", "2026-03-01"),
        RefusalCode::EffectiveBeforeReceipt
    );
    assert_eq!(code("accept", "2027-03-01"), RefusalCode::EffectiveInFuture);
    assert_eq!(code("accept", "2026-03-09"), RefusalCode::BadField);
    assert_eq!(code("receive", "2026-03-06"), RefusalCode::BadField);
    assert_eq!(
        code("send_copy", "2026-03-04"),
        RefusalCode::EffectiveBeforeStage
    );
    assert_eq!(
        code("resume", "2026-03-21"),
        RefusalCode::EffectiveBeforeStage
    );
    let unknown = Change::Day {
        entry: 99,
        on: day("2026-03-04"),
    };
    assert_eq!(
        what_if(&life, unknown).unwrap_err().code,
        RefusalCode::NoSuchThing
    );
}

/// A day reckoned apart from the tables: step by step over the days.
fn fifth_working_day(start: NaiveDate) -> NaiveDate {
    let mut day = start;
    for _ in 0..5 {
        day = day.succ_opt().unwrap();
        while !Calendar::embedded()
            .is_working_day(day, Reading::Organ)
            .unwrap()
        {
            day = day.succ_opt().unwrap();
        }
    }
    day
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn changing_nothing_changes_nothing(steps in chance::steps()) {
        let life = chance::lived(&steps);
        for entry in log(&life) {
            let published = entry.effects.iter().find_map(|effect| match effect {
                Effect::PaperServed { service, .. } => service.published_on,
                _ => None,
            });
            let on = published.unwrap_or(entry.effective_on);
            let own = what_if(&life, Change::Day { entry: entry.no, on });
            match own {
                Ok(compared) => {
                    let moved = compared.iter().find(|one| one.moved());
                    prop_assert_eq!(moved, None, "{} on {}", entry.command, on);
                    prop_assert_eq!(compared.len(), life.file.terms.len());
                }
                Err(refusal) => prop_assert!(
                    entry.command == "record_lapse" || published.is_some(),
                    "{} on {on}: {refusal}", entry.command
                ),
            }
        }
    }

    #[test]
    fn arl_30_moving_receipt_by_days_moves_the_review_as_an_independent_reckoning_says(
        start in 0_u64..700, earlier in 0_u64..40
    ) {
        let received = day("2024-03-01").checked_add_days(Days::new(start)).unwrap();
        let life = Life::begin(&received.to_string());
        let other = received.checked_sub_days(Days::new(earlier)).unwrap();
        let compared = on(&life, "receive", other).unwrap();
        prop_assert_eq!(compared[0].before.due, fifth_working_day(received));
        prop_assert_eq!(compared[0].after.due, fifth_working_day(other));
        let over = compared[0].after.due < received;
        prop_assert_eq!(compared[0].after.state == TermState::Lapsed, over);
    }

    #[test]
    fn what_if_is_total(steps in chance::steps(), no in 0_u32..40, ahead in 0_u64..90, days in 0_u32..60) {
        let life = chance::lived(&steps);
        let on = day("2026-01-01").checked_add_days(Days::new(ahead)).unwrap();
        for change in [Change::Day { entry: no, on }, Change::Extension { entry: no, days }] {
            let Ok(compared) = what_if(&life, change) else { continue };
            for one in compared {
                prop_assert!(life.file.terms.contains(&one.before));
                prop_assert_eq!(
                    one.after.state == TermState::Paused,
                    one.after.pauses.iter().any(|pause| pause.to.is_none())
                );
                prop_assert_eq!(one.after.state.is_open(), one.after.ended_on.is_none());
            }
        }
    }
}
