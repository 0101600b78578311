//! What the Act says of every period, whatever the definitions say.

use calendar::Length;

use super::{Place, Unproved};
use crate::period::Period;
use crate::rulebook::Rulebook;

/// The kind of day of every period of the Act, and what stops the terms to decide.
pub(super) fn judge(book: &Rulebook) -> Vec<Unproved> {
    let periods = book.periods.values();
    let days = periods.clone().filter_map(kind_of_day);
    days.chain(periods.filter_map(stopped)).collect()
}

/// # Law
///
/// ARL 39(2), Regs 34, 37: while a case is suspended, and while an appraisal or an inspection lasts, no day of the term to
/// decide counts.
fn stopped(period: &Period) -> Option<Unproved> {
    if !period.id.starts_with("decide_") {
        return None;
    }
    let takes = |code: &str| period.pauses.iter().any(|kind| kind.code() == code);
    let lacks = ["suspension", "appraisal", "inspection"]
        .into_iter()
        .find(|code| !takes(code))?;
    let id = &period.id;
    Some(Unproved {
        code: "FY0714",
        message: (
            format!(
                "`{id}`的 pauses 缺少`{lacks}`（行政复议法第三十九条；实施条例第三十四、三十七条）"
            ),
            format!("the pauses of `{id}` lack `{lacks}` (ARL 39; Regs 34, 37)"),
        ),
        place: Place::Period(id.clone()),
        world: None,
        path: Vec::new(),
    })
}

/// # Law
///
/// ARL 88(2): 三日、五日、七日、十日的规定是指工作日，不含法定休假日.
fn kind_of_day(period: &Period) -> Option<Unproved> {
    if !period.basis.starts_with("ARL ") || period.is_policy() {
        return None;
    }
    let (days, working) = match period.length? {
        Length::WorkingDays(days) => (days, true),
        Length::Days(days) => (days, false),
        _ => return None,
    };
    let short = [3, 5, 7, 10].contains(&days);
    if short == working {
        return None;
    }
    let id = &period.id;
    let (zh, en) = if working {
        ("按自然日计，不按工作日", "calendar days, not working days")
    } else {
        ("按工作日计，不按自然日", "working days, not calendar days")
    };
    Some(Unproved {
        code: "FY0713",
        message: (
            format!("`{id}`的{days}日应{zh}（行政复议法第八十八条第二款）"),
            format!("the {days} days of `{id}` are {en} (ARL 88(2))"),
        ),
        place: Place::Period(id.clone()),
        world: None,
        path: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::PauseKind;

    #[test]
    fn a_term_to_decide_that_nothing_stops_is_named() {
        let mut book = Rulebook::embedded().clone();
        assert_eq!(judge(&book), Vec::new());
        let simplified = book.periods.get_mut("decide_simplified").unwrap();
        simplified
            .pauses
            .retain(|kind| *kind != PauseKind::Suspension);
        let found = judge(&book);
        let found: Vec<_> = found.iter().map(|one| (one.code, &one.place)).collect();
        let place = Place::Period("decide_simplified".to_owned());
        assert_eq!(found, [("FY0714", &place)]);
    }

    #[test]
    fn a_short_term_in_calendar_days_is_named() {
        let mut book = Rulebook::embedded().clone();
        book.periods.get_mut("accept_review").unwrap().length = Some(Length::Days(5));
        let found = judge(&book);
        let found: Vec<_> = found.iter().map(|one| (one.code, &one.place)).collect();
        let place = Place::Period("accept_review".to_owned());
        assert_eq!(found, [("FY0713", &place)]);
    }
}
