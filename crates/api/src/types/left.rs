//! What is left of a term 剩余: days and light. Bounds are reckoned here, never in SQL and never by clients.

use async_graphql::Enum;
use calendar::{Calendar, Reading};
use chrono::NaiveDate;
use workflow::file::{Term, TermState};

/// Working days left from which a light is red 红.
const RED_WORKING_DAYS: i64 = 3;

/// Calendar days left from which a light is yellow 黄.
const YELLOW_DAYS: i64 = 10;

/// 灯色，由服务器计算，客户端不得自行计算。
///
/// Light of a term, reckoned by the server; clients must not reckon it again.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Light {
    /// 绿：正常。Green: more than ten days left.
    Green,
    /// 黄：剩余不超过十日。Yellow: ten days or fewer left.
    Yellow,
    /// 红：剩余不超过三个工作日，含当日届满。Red: three working days or fewer left; the last day itself is red, not overdue.
    Red,
    /// 逾期或期满待核。Past its day and still open.
    Overdue,
    /// 中止。Paused.
    Paused,
    /// 已按期办结。Met.
    Met,
    /// 逾期办结。Met late.
    MetLate,
    /// 期满或取消。Lapsed or cancelled.
    Ended,
}

/// Days and light of a term on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) light: Light,
    pub(crate) working_days: Option<i64>,
    pub(crate) calendar_days: Option<i64>,
}

impl Left {
    /// What is left today.
    ///
    /// # Days
    ///
    /// Counted after today up to and including the last day; negative past it. Where the calendar ends, working
    /// days are not known.
    pub(crate) fn of(
        term: &Term,
        reading: Option<Reading>,
        calendar: &Calendar,
        today: NaiveDate,
    ) -> Self {
        let ended = |light| Self {
            light,
            working_days: None,
            calendar_days: None,
        };
        match term.state {
            TermState::Paused => return ended(Light::Paused),
            TermState::Met => return ended(Light::Met),
            TermState::MetLate => return ended(Light::MetLate),
            TermState::Lapsed | TermState::Cancelled => return ended(Light::Ended),
            TermState::Running | TermState::Overdue | TermState::LapsedUnverified => {}
        }
        let calendar_days = term.due.signed_duration_since(today).num_days();
        let working_days = working(calendar, reading.unwrap_or(Reading::Organ), today, term.due);
        let light = match (calendar_days, working_days) {
            (..0, _) => Light::Overdue,
            (_, Some(..=RED_WORKING_DAYS)) => Light::Red,
            (..=YELLOW_DAYS, _) => Light::Yellow,
            _ => Light::Green,
        };
        Self {
            light,
            working_days,
            calendar_days: Some(calendar_days),
        }
    }
}

fn working(calendar: &Calendar, reading: Reading, today: NaiveDate, due: NaiveDate) -> Option<i64> {
    let between = |from, to| {
        calendar
            .working_days_between(from, to, reading)
            .ok()
            .map(i64::from)
    };
    if due < today {
        between(due, today).map(|days| -days)
    } else {
        between(today, due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn term(state: TermState, due: &str) -> Term {
        Term {
            no: 1,
            version: 1,
            period: "accept_review".to_owned(),
            state,
            party: None,
            paper: None,
            started_on: day("2026-09-18"),
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

    fn left(state: TermState, due: &str, today: &str) -> Left {
        Left::of(&term(state, due), None, Calendar::embedded(), day(today))
    }

    #[test]
    fn the_last_day_itself_is_red_and_the_day_after_overdue() {
        let last = left(TermState::Running, "2026-09-24", "2026-09-24");
        assert_eq!(
            (last.light, last.working_days, last.calendar_days),
            (Light::Red, Some(0), Some(0))
        );
        let after = left(TermState::Running, "2026-09-24", "2026-09-28");
        assert_eq!(
            (after.light, after.calendar_days),
            (Light::Overdue, Some(-4))
        );
        assert_eq!(
            after.working_days,
            Some(-1),
            "25 to 27 September 2026 are days off"
        );
    }

    #[test]
    fn make_up_days_count_as_working_days() {
        // Sunday 20 September 2026 is worked.
        let friday = left(TermState::Running, "2026-09-24", "2026-09-18");
        assert_eq!(
            (friday.light, friday.working_days),
            (Light::Yellow, Some(5))
        );
    }

    #[test]
    fn ten_days_are_yellow_and_eleven_green() {
        assert_eq!(
            left(TermState::Running, "2026-12-11", "2026-12-01").light,
            Light::Yellow
        );
        assert_eq!(
            left(TermState::Running, "2026-12-11", "2026-11-30").light,
            Light::Green
        );
    }

    #[test]
    fn a_paused_or_ended_term_counts_no_days() {
        assert_eq!(
            left(TermState::Paused, "2026-09-24", "2026-12-01").light,
            Light::Paused
        );
        let met = left(TermState::MetLate, "2026-09-24", "2026-12-01");
        assert_eq!((met.light, met.calendar_days), (Light::MetLate, None));
    }
}
