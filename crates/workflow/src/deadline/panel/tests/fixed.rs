//! Last days that were fixed 指定期限.

use super::*;

// By hand: 10 October 2026 is a make-up Saturday and 11 October a Sunday, so the next working day is Monday the 12th.
#[test]
fn arl_66_a_last_day_that_was_fixed_is_said_as_it_was_fixed_and_rolls() {
    let mut fixed = term();
    (fixed.fixed_on, fixed.pauses) = (Some(day("2026-10-11")), Vec::new());
    (fixed.due, fixed.safe_by) = (day("2026-10-12"), day("2026-10-10"));
    let panel = of_term(&fixed, "2026-09-23");
    let count = panel.count.as_ref().unwrap();
    assert_eq!(
        (count.length, count.fixed_on, count.recounted),
        (None, Some(day("2026-10-11")), None)
    );
    assert_eq!(
        (count.due, count.last_day),
        (day("2026-10-12"), day("2026-10-11"))
    );
    assert_eq!(panel.extending, Extending::Fixed);
    let words = panel.words(Lang::Zh);
    assert!(
        words
            .sentence
            .contains("；末日指定为2026年10月11日，不按天数计算；稳妥日为2026年10月10日；依据"),
        "{}",
        words.sentence
    );
    assert_eq!(
        text(&words, LineId::Count),
        "末日指定为 2026-10-11 周日，不按天数计算"
    );
    assert!(text(&words, LineId::LastDay).starts_with("2026-10-11 周日，为周末，顺延"));
    let english = panel.words(Lang::En);
    assert!(
        english
            .sentence
            .contains("; its last day was fixed as 2026-10-11, no days are counted; safe by"),
        "{}",
        english.sentence
    );
    let period = PeriodBook::embedded().get(&fixed.period).unwrap();
    let steps = crate::deadline::steps(period, Calendar::embedded(), &fixed).unwrap();
    let said: Vec<&str> = steps.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(said.first(), Some(&"末日指定为 2026-10-11，不按天数计算"));
    assert_eq!(said.last(), Some(&"届满日为 2026-10-12"));
    assert!(
        !said
            .iter()
            .any(|text| text.contains("起算") || text.contains("期间为")),
        "{said:?}"
    );
}

// ARL 66: a period of which the law leaves the last day to the decision has a panel all the same.
#[test]
fn a_fixed_day_needs_no_number_of_days() {
    let period = PeriodBook::embedded()
        .iter()
        .find(|period| period.length.is_none())
        .unwrap();
    let fixed = Term {
        period: period.id.clone(),
        fixed_on: Some(day("2026-10-12")),
        pauses: Vec::new(),
        due: day("2026-10-12"),
        safe_by: day("2026-10-12"),
        ..term()
    };
    let panel = of_term(&fixed, "2026-09-23");
    assert_eq!(panel.count.as_ref().unwrap().due, day("2026-10-12"));
    assert_eq!(panel.not_counted, None);
    assert!(
        panel
            .sentence(Lang::Zh)
            .contains("末日指定为2026年10月12日")
    );
}
