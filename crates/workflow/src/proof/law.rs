//! What the Act says of every period, whatever the definitions say.

use calendar::Length;

use super::{Place, Unproved};
use crate::period::Period;
use crate::rulebook::Rulebook;

/// The kind of day of every period of the Act.
pub(super) fn judge(book: &Rulebook) -> Vec<Unproved> {
    let periods = book.periods.values();
    periods.filter_map(kind_of_day).collect()
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
