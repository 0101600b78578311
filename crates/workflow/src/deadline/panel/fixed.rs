//! The parts of a term whose last day was fixed 指定期限: nothing is counted, the day may roll.

use std::collections::BTreeSet;

use calendar::Length;
use chrono::{Datelike, NaiveDate};

use super::parts::{day_off, left, notices};
use super::{Against, Counting, Extending, Panel};
use crate::deadline::error::AskError;
use crate::deadline::{due_fixed, refused};
use crate::file::Term;
use crate::period::Period;

/// Puts the fixed last day into a panel. Its days are those that were recorded.
pub(super) fn fill(
    panel: &mut Panel,
    period: &Period,
    (term, day): (&Term, NaiveDate),
    against: Against<'_>,
) -> Result<(), AskError> {
    let deadline =
        due_fixed(period, against.calendar, day).map_err(|error| refused(period, error))?;
    let mut count = Counting {
        first: None,
        start: term.started_on,
        day_one: None,
        length: Length::Days(0),
        because: None,
        converted_on: None,
        end: day,
        other: None,
        extended: None,
        pauses: Vec::new(),
        last_day: day,
        day_off: day_off(against.calendar, day, period.reading()),
        roll: true,
        due: term.due,
        safe_by: term.safe_by,
        provisional: term.provisional,
        reading: period.reading(),
        recounted: (deadline.due != term.due).then_some(deadline.due),
        working_days_left: None,
        calendar_days_left: None,
    };
    left(&mut count, panel.state, period.reading(), against);
    let years = BTreeSet::from([day.year(), term.due.year()]);
    panel.calendar.years = notices(years, against.calendar);
    panel.fixed_on = Some(day);
    panel.extending = Extending::NotTaken;
    panel.count = Some(count);
    Ok(())
}

#[cfg(test)]
mod tests {
    use calendar::Calendar;

    use super::*;
    use crate::deadline::panel::LineId;
    use crate::deadline::steps;
    use crate::file::TermState;
    use crate::messages::Lang;
    use crate::rulebook::Rulebook;

    fn fixed(day: &str, due: &str) -> Term {
        let (day, due): (NaiveDate, NaiveDate) = (day.parse().unwrap(), due.parse().unwrap());
        Term {
            no: 1,
            version: 1,
            period: "perform_fixed".to_owned(),
            state: TermState::Running,
            party: Some(2),
            paper: Some(3),
            started_on: "2026-09-01".parse().unwrap(),
            fixed_on: Some(day),
            extension_days: 0,
            pauses: Vec::new(),
            due,
            safe_by: day,
            provisional: false,
            ended_on: None,
            lapse_entry: None,
        }
    }

    // The decision fixed 1 October 2026, a holiday until the 7th: Thursday 8 October.
    #[test]
    fn arl_66_a_day_that_the_decision_fixed_is_not_counted_and_rolls() {
        let book = Rulebook::embedded();
        let period = book.period("perform_fixed").unwrap();
        let term = fixed("2026-10-01", "2026-10-08");
        let against = Against {
            calendar: Calendar::embedded(),
            rules: &book.version,
            today: "2026-09-30".parse().unwrap(),
        };
        let panel = Panel::of_term(period, &term, against).unwrap();
        assert_eq!(panel.fixed_on, term.fixed_on);
        let words = panel.words(Lang::Zh);
        assert!(
            words.sentence.contains("到2026年10月8日（周四）届满")
                && words.sentence.contains("届满日由决定书、裁判或者命令指定"),
            "{}",
            words.sentence
        );
        let count = words.lines.iter().find(|line| line.id == LineId::Count);
        assert_eq!(
            count.unwrap().text,
            "届满日由决定书、裁判或者命令指定为 2026-10-01，不计算天数"
        );
        let last = words.lines.iter().find(|line| line.id == LineId::LastDay);
        assert!(
            last.unwrap()
                .text
                .contains("顺延至其后第一个工作日 2026-10-08")
        );
        let english = panel.words(Lang::En);
        assert!(
            english.sentence.contains("fixed its last day"),
            "{}",
            english.sentence
        );

        let walked = steps(period, Calendar::embedded(), &term).unwrap();
        let texts: Vec<&str> = walked.iter().map(|step| step.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "届满日由决定书、裁判或者命令指定为 2026-10-01，不计算天数",
                "2026-10-01 至 2026-10-07 休假日，不计（国务院办公厅关于2026年部分节假日安排的通知）",
                "2026-10-01 为休假日，顺延至其后第一个工作日 2026-10-08",
                "稳妥日为 2026-09-30，在此之前办结无争议",
                "届满日为 2026-10-08",
            ]
        );
    }
}
