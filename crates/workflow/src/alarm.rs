//! Planning the alerts 提醒 of a term: which rungs 档 of its ladder, for whom, and when.
//!
//! Pure: the same period, term, calendar and moment give the same alerts. Who the persons are is found when an
//! alert goes out, not here.

use std::collections::BTreeMap;

use calendar::{Calendar, Length, Reading};
use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::actor::{Moment, Role};
use crate::file::{Term, TermState};
use crate::period::Period;
use crate::plan::PlannedAlert;
use crate::scalar::shanghai_instant;

/// Hour and minute in Asia/Shanghai at which alerts go out: when the office opens.
const SENT_AT: (u32, u32) = (8, 45);

/// Working days after the due day on which an overdue term is spoken of.
const OVERDUE_DAYS: i32 = 10;

/// Rung from which those who are told too get their copy: the day is near, or past.
const CC_FROM: i32 = -1;

/// A year without its notice is read with the holidays fixed by regulation: an alert then goes out early rather
/// than on a day on which nobody reads it.
const READING: Reading = Reading::Party;

/// What the rungs of one term are planned from.
struct Ladder<'a> {
    rungs: &'a [i32],
    overdue_daily: bool,
    /// Rungs count working days rather than calendar days.
    working: bool,
    role: Role,
    /// Told too, from the rung before the due day on.
    cc: &'a [Role],
}

impl Ladder<'_> {
    /// Roles told at a rung.
    fn roles(&self, rung: i32) -> impl Iterator<Item = Role> {
        let too = if rung >= CC_FROM { self.cc } else { &[] };
        std::iter::once(self.role).chain(too.iter().copied().filter(|role| *role != self.role))
    }
}

/// The alerts 提醒 that a term calls for, by the ladder of its period.
///
/// A running term gets the rungs of its ladder; a term that is overdue, one a working day; a term whose lapse
/// waits to be verified 期满待核, one to the officer. Any other term gets none. Of the rungs whose moment has
/// passed only the most recent is kept: it goes out at once, marked late, unless the due day has passed too.
/// Who has the duty is told at every rung; who is told too 抄送, from the last rung before the due day on.
///
/// # Days
///
/// Rungs count in the unit of the period: working days for a length in working days, else calendar days. A rung
/// that would fall on a day off goes out on the last working day before it; alerts after the due day count
/// working days. All go out at 08:45 in Asia/Shanghai.
#[must_use]
pub fn planned(
    period: &Period,
    term: &Term,
    calendar: &Calendar,
    moment: Moment,
) -> Vec<PlannedAlert> {
    let ladder = Ladder {
        rungs: &period.ladder,
        overdue_daily: period.overdue_daily,
        working: matches!(period.length, Some(Length::WorkingDays(_))),
        role: period.duty_role,
        cc: &period.cc,
    };
    climb(&ladder, term, calendar, moment)
}

fn climb(
    ladder: &Ladder<'_>,
    term: &Term,
    calendar: &Calendar,
    moment: Moment,
) -> Vec<PlannedAlert> {
    let alert = |role: Role, rung: i32, at: DateTime<Utc>, late: bool| PlannedAlert {
        term: term.no,
        term_version: term.version,
        rung,
        role,
        at,
        due: term.due,
        late,
    };
    if term.state == TermState::LapsedUnverified {
        let at = instant(overdue_day(calendar, term.due, 1));
        let late = at <= moment.now;
        return vec![alert(Role::Officer, 1, at.max(moment.now), late)];
    }
    if !matches!(term.state, TermState::Running | TermState::Overdue) {
        return Vec::new();
    }
    let days = days_of(ladder, calendar, term.due);
    let (past, coming): (Vec<_>, Vec<_>) = days
        .into_iter()
        .map(|(day, rung)| (instant(day), rung))
        .partition(|(at, _)| *at <= moment.now);
    // Found long after its day, it is spoken of at once; a term still running in law is spoken of when it is recorded.
    let found_late = term.state == TermState::Overdue && coming.is_empty();
    let missed = past
        .last()
        .filter(|_| term.due >= moment.today || found_late)
        .map(|(_, rung)| (moment.now, *rung, true));
    let coming = coming.into_iter().map(|(at, rung)| (at, rung, false));
    missed
        .into_iter()
        .chain(coming)
        .flat_map(|(at, rung, late)| {
            ladder
                .roles(rung)
                .map(move |role| alert(role, rung, at, late))
        })
        .collect()
}

/// Days on which something goes out, each with the rung nearest to the due day that falls on it.
fn days_of(ladder: &Ladder<'_>, calendar: &Calendar, due: NaiveDate) -> BTreeMap<NaiveDate, i32> {
    let before = ladder
        .rungs
        .iter()
        .map(|rung| (day_of(ladder, calendar, due, *rung), *rung));
    let last = if ladder.overdue_daily {
        OVERDUE_DAYS
    } else {
        0
    };
    let after = (1..=last).map(|rung| (overdue_day(calendar, due, rung), rung));
    let mut days = BTreeMap::new();
    for (day, rung) in before.chain(after) {
        let nearest = days.entry(day).or_insert(rung);
        *nearest = rung.max(*nearest);
    }
    days
}

/// The day on which a rung goes out. Where the calendar ends, plain days are counted: no alert is lost to it.
fn day_of(ladder: &Ladder<'_>, calendar: &Calendar, due: NaiveDate, rung: i32) -> NaiveDate {
    if rung > 0 {
        return overdue_day(calendar, due, rung);
    }
    let plain = shifted(due, rung);
    let counted = if ladder.working {
        calendar
            .add_working_days(due, rung.into(), READING)
            .unwrap_or(plain)
    } else {
        plain
    };
    calendar
        .last_working_day_on_or_before(counted, READING)
        .unwrap_or(counted)
}

/// The n-th working day after the due day.
fn overdue_day(calendar: &Calendar, due: NaiveDate, rung: i32) -> NaiveDate {
    calendar
        .add_working_days(due, rung.into(), READING)
        .unwrap_or_else(|_| shifted(due, rung))
}

fn shifted(day: NaiveDate, by: i32) -> NaiveDate {
    let days = Days::new(by.unsigned_abs().into());
    let shifted = if by < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    };
    shifted.unwrap_or(day)
}

fn instant(day: NaiveDate) -> DateTime<Utc> {
    let (hour, minute) = SENT_AT;
    shanghai_instant(day, hour, minute)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::Instant;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn moment(text: &str) -> Moment {
        Moment::at(Instant::parse(text).unwrap().utc())
    }

    fn term(due: &str) -> Term {
        Term {
            no: 3,
            version: 2,
            period: "review_5wd".to_owned(),
            state: TermState::Running,
            party: None,
            paper: None,
            started_on: day("2026-01-05"),
            fixed_on: None,
            extension_days: 0,
            pauses: Vec::new(),
            due: day(due),
            safe_by: day(due),
            provisional: false,
            ended_on: None,
            lapse_entry: None,
        }
    }

    const WORKING: Ladder<'static> = Ladder {
        rungs: &[-3, -1, 0],
        overdue_daily: false,
        working: true,
        role: Role::Officer,
        cc: &[],
    };

    fn alerts(ladder: &Ladder<'_>, term: &Term, now: &str) -> Vec<PlannedAlert> {
        climb(ladder, term, Calendar::embedded(), moment(now))
    }

    fn shown(alerts: &[PlannedAlert]) -> Vec<String> {
        alerts
            .iter()
            .map(|alert| {
                let late = if alert.late { " late" } else { "" };
                format!("{} {}{late}", alert.rung, Instant::new(alert.at))
            })
            .collect()
    }

    #[test]
    fn rungs_before_spring_festival_count_working_days_across_it() {
        // 2026: off 15–23 February, make-up days Saturday 14 and Saturday 28 February.
        let planned = alerts(&WORKING, &term("2026-02-25"), "2026-02-02T10:00:00+08:00");
        assert_eq!(
            shown(&planned),
            [
                "-3 2026-02-13T08:45:00+08:00",
                "-1 2026-02-24T08:45:00+08:00",
                "0 2026-02-25T08:45:00+08:00"
            ]
        );
        assert!(
            planned
                .iter()
                .all(|alert| alert.term == 3 && alert.term_version == 2)
        );
    }

    #[test]
    fn calendar_rungs_inside_spring_festival_go_out_once_on_the_make_up_saturday_before_it() {
        let ladder = Ladder {
            rungs: &[-10, -5, -3, 0],
            working: false,
            ..WORKING
        };
        // -5 (19 February) and -3 (21 February) both fall inside the days off: one mail, the nearer rung.
        assert_eq!(
            shown(&alerts(
                &ladder,
                &term("2026-02-24"),
                "2026-02-02T10:00:00+08:00"
            )),
            [
                "-3 2026-02-14T08:45:00+08:00",
                "0 2026-02-24T08:45:00+08:00"
            ]
        );
    }

    #[test]
    fn a_make_up_saturday_is_a_day_like_any_other() {
        // Saturday 28 February 2026 is worked.
        assert_eq!(
            shown(&alerts(
                &WORKING,
                &term("2026-03-02"),
                "2026-02-24T12:00:00+08:00"
            )),
            [
                "-3 2026-02-26T08:45:00+08:00",
                "-1 2026-02-28T08:45:00+08:00",
                "0 2026-03-02T08:45:00+08:00"
            ]
        );
    }

    #[test]
    fn of_the_rungs_already_past_only_the_last_goes_out_at_once() {
        let planned = alerts(&WORKING, &term("2026-03-20"), "2026-03-19T15:30:00+08:00");
        assert_eq!(
            shown(&planned),
            [
                "-1 2026-03-19T15:30:00+08:00 late",
                "0 2026-03-20T08:45:00+08:00"
            ]
        );
        assert_eq!(
            shown(&alerts(
                &WORKING,
                &term("2026-03-20"),
                "2026-03-20T16:00:00+08:00"
            )),
            ["0 2026-03-20T16:00:00+08:00 late"]
        );
        assert!(
            alerts(&WORKING, &term("2026-03-20"), "2026-03-21T00:00:00+08:00").is_empty(),
            "the due day is over"
        );
    }

    #[test]
    fn an_overdue_term_is_spoken_of_on_ten_working_days() {
        let ladder = Ladder {
            overdue_daily: true,
            ..WORKING
        };
        let mut overdue = term("2026-09-30");
        overdue.state = TermState::Overdue;
        let planned = alerts(&ladder, &overdue, "2026-10-01T00:05:00+08:00");
        assert_eq!(planned.len(), 10);
        // 1–7 October are off, Saturday 10 October is worked.
        assert_eq!(
            shown(&planned)[..3],
            [
                "1 2026-10-08T08:45:00+08:00",
                "2 2026-10-09T08:45:00+08:00",
                "3 2026-10-10T08:45:00+08:00"
            ]
        );
        assert_eq!(planned.last().unwrap().rung, 10);
    }

    #[test]
    fn who_is_told_too_hears_of_it_when_the_day_is_near() {
        let ladder = Ladder {
            cc: &[Role::Officer, Role::InstitutionHead],
            ..WORKING
        };
        let told: Vec<_> = alerts(&ladder, &term("2026-03-20"), "2026-03-02T09:00:00+08:00")
            .into_iter()
            .map(|alert| (alert.rung, alert.role))
            .collect();
        let (officer, head) = (Role::Officer, Role::InstitutionHead);
        assert_eq!(
            told,
            [
                (-3, officer),
                (-1, officer),
                (-1, head),
                (0, officer),
                (0, head)
            ]
        );
    }

    #[test]
    fn a_lapse_to_be_verified_calls_the_officer() {
        let ladder = Ladder {
            role: Role::RespondentClerk,
            ..WORKING
        };
        let mut lapsed = term("2026-03-20");
        lapsed.state = TermState::LapsedUnverified;
        let planned = alerts(&ladder, &lapsed, "2026-03-21T00:05:00+08:00");
        assert_eq!(shown(&planned), ["1 2026-03-23T08:45:00+08:00"]);
        assert_eq!(planned[0].role, Role::Officer);
        assert_eq!(
            shown(&alerts(&ladder, &lapsed, "2026-03-24T11:00:00+08:00")),
            ["1 2026-03-24T11:00:00+08:00 late"]
        );
    }

    #[test]
    fn terms_that_do_not_run_have_no_alerts() {
        for state in [
            TermState::Paused,
            TermState::Met,
            TermState::MetLate,
            TermState::Lapsed,
            TermState::Cancelled,
        ] {
            let mut ended = term("2026-03-20");
            ended.state = state;
            assert!(
                alerts(&WORKING, &ended, "2026-03-02T09:00:00+08:00").is_empty(),
                "{state:?}"
            );
        }
    }

    #[test]
    fn in_a_year_without_its_notice_no_alert_falls_on_a_holiday_fixed_by_regulation() {
        // The term of an organ may end on Friday 1 October 2027 while the notice of 2027 is not loaded.
        let mut provisional = term("2027-10-01");
        provisional.provisional = true;
        assert_eq!(
            shown(&alerts(&WORKING, &provisional, "2027-09-01T09:00:00+08:00")),
            [
                "-3 2027-09-28T08:45:00+08:00",
                "0 2027-09-30T08:45:00+08:00"
            ]
        );
    }

    #[test]
    fn where_the_calendar_ends_days_are_counted_plainly() {
        let ladder = Ladder {
            overdue_daily: true,
            ..WORKING
        };
        let mut last = term("2050-12-30");
        assert_eq!(
            alerts(&ladder, &last, "2050-12-01T09:00:00+08:00").len(),
            13
        );
        last.due = day("2060-01-05");
        let planned = alerts(&ladder, &last, "2050-12-01T09:00:00+08:00");
        assert_eq!(shown(&planned)[0], "-3 2060-01-02T08:45:00+08:00");
        last.due = NaiveDate::MAX;
        assert!(!alerts(&ladder, &last, "2050-12-01T09:00:00+08:00").is_empty());
        last.due = NaiveDate::MIN;
        assert!(alerts(&ladder, &last, "2050-12-01T09:00:00+08:00").is_empty());
    }
}
