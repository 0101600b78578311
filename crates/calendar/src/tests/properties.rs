//! What holds for every count.

use chrono::Days;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::Step;

fn days() -> impl Strategy<Value = NaiveDate> {
    (0_u64..45 * 365).prop_map(|n| d("2004-01-05") + Days::new(n))
}

fn lengths() -> impl Strategy<Value = Length> {
    prop_oneof![
        (0_u32..60).prop_map(Length::WorkingDays),
        (0_u32..400).prop_map(Length::Days),
        (0_u32..30).prop_map(Length::Months),
        (0_u32..6).prop_map(Length::Years),
    ]
}

fn longer(length: Length) -> Length {
    match length {
        Length::WorkingDays(n) => Length::WorkingDays(n + 1),
        Length::Days(n) => Length::Days(n + 1),
        Length::Months(n) => Length::Months(n + 1),
        Length::Years(n) => Length::Years(n + 1),
    }
}

fn readings() -> impl Strategy<Value = Reading> {
    prop_oneof![Just(Reading::Organ), Just(Reading::Party)]
}

/// Pauses as offsets from the start and lengths, so that they fall near the term.
fn offsets() -> impl Strategy<Value = Vec<(i64, u64)>> {
    vec((-20_i64..200, 1_u64..60), 0..4)
}

fn pauses_at(start: NaiveDate, offsets: &[(i64, u64)]) -> Vec<Pause> {
    let pause = |&(offset, length): &(i64, u64)| {
        let from = start + chrono::Duration::days(offset);
        Pause {
            from,
            to: from + Days::new(length),
        }
    };
    offsets.iter().map(pause).collect()
}

/// Day by day, by the plain words of C3, C9, C10.
fn counted_by_hand(count: &Count<'_>) -> Option<NaiveDate> {
    let calendar = Calendar::embedded();
    let wanted = match count.length {
        Length::WorkingDays(n) | Length::Days(n) => i64::from(n),
        Length::Months(n) => ((count.start + chrono::Months::new(n)) - count.start).num_days(),
        Length::Years(n) => ((count.start + chrono::Months::new(12 * n)) - count.start).num_days(),
    } + i64::from(count.extension_days);
    let (mut day, mut counted) = (count.start, 0);
    while counted < wanted {
        day = day.succ_opt()?;
        let paused = count
            .pauses
            .iter()
            .any(|pause| pause.from <= day && day < pause.to);
        let works = match count.length {
            Length::WorkingDays(_) => calendar.is_working_day(day, count.reading).ok()?,
            Length::Days(_) | Length::Months(_) | Length::Years(_) => true,
        };
        counted += i64::from(!paused && works);
    }
    Some(day)
}

proptest! {
    #[test]
    fn a_deadline_is_what_counting_day_by_day_gives(
        start in days(), length in lengths(), reading in readings(), extension_days in 0_u32..40, offsets in offsets(),
    ) {
        let pauses = pauses_at(start, &offsets);
        let count = Count { pauses: &pauses, extension_days, ..Count::forward(start, length, reading) };
        if let Ok(answer) = Calendar::embedded().deadline(&count) {
            prop_assert_eq!(Some(answer.unrolled), counted_by_hand(&count));
        }
    }

    #[test]
    fn a_longer_period_never_ends_earlier(
        start in days(), length in lengths(), reading in readings(), offsets in offsets(),
    ) {
        let pauses = pauses_at(start, &offsets);
        let count = Count { pauses: &pauses, ..Count::forward(start, length, reading) };
        let more = Count { length: longer(length), ..count };
        let extended = Count { extension_days: 1, ..count };
        let calendar = Calendar::embedded();
        if let (Ok(short), Ok(long), Ok(extended)) = (calendar.deadline(&count), calendar.deadline(&more), calendar.deadline(&extended)) {
            prop_assert!(short.due <= long.due && short.unrolled <= long.unrolled && short.safe_by <= long.safe_by);
            prop_assert!(short.due <= extended.due && short.unrolled < extended.unrolled);
        }
    }

    #[test]
    fn pausing_a_calendar_day_term_inside_moves_its_unrolled_end_by_the_days_paused(
        start in days(), n in 1_u32..400, at in 0_u32..400, paused in 1_u32..300, reading in readings(),
    ) {
        let count = Count::forward(start, Length::Days(n), reading);
        let from = start + Days::new(u64::from(1 + at % n));
        let pauses = [Pause { from, to: from + Days::new(paused.into()) }];
        let with = Calendar::embedded().deadline(&Count { pauses: &pauses, ..count });
        if let (Ok(plain), Ok(with)) = (Calendar::embedded().deadline(&count), with) {
            prop_assert_eq!((with.unrolled - plain.unrolled).num_days(), i64::from(paused));
        }
    }

    #[test]
    fn a_rolled_deadline_is_a_working_day_and_safe_by_is_the_last_one_in_time(
        start in days(), length in lengths(), reading in readings(), offsets in offsets(),
    ) {
        let calendar = Calendar::embedded();
        let pauses = pauses_at(start, &offsets);
        let count = Count { pauses: &pauses, ..Count::forward(start, length, reading) };
        if let Ok(answer) = calendar.deadline(&count) {
            prop_assert!(calendar.is_working_day(answer.due, reading).unwrap());
            prop_assert!(calendar.is_working_day(answer.safe_by, reading).unwrap());
            prop_assert!(answer.safe_by <= answer.unrolled && answer.unrolled <= answer.due);
            prop_assert_eq!(calendar.working_days_between(answer.safe_by, answer.due, reading).unwrap(), u32::from(answer.safe_by != answer.due));
        }
    }

    #[test]
    fn the_steps_end_where_the_deadline_does(
        start in days(), length in lengths(), reading in readings(), backward: bool, roll: bool,
        extension in 0_u32..40, offsets in offsets(),
    ) {
        let pauses = if backward { Vec::new() } else { pauses_at(start, &offsets) };
        let extension_days = if backward { 0 } else { extension };
        let count = Count { start, length, backward, reading, roll, extension_days, pauses: &pauses };
        let calendar = Calendar::embedded();
        prop_assert_eq!(calendar.explain(&count).map(|explained| explained.deadline), calendar.deadline(&count));
        if let Ok(explained) = calendar.explain(&count) {
            let due = explained.deadline.due;
            prop_assert_eq!(explained.steps.last(), Some(&Step::End { day: due }));
            let unrolled = explained.deadline.unrolled;
            let has_last_day = explained.steps.contains(&Step::LastDay { day: unrolled });
            prop_assert!(has_last_day);
            let rolled = explained.steps.iter().any(|step| matches!(step, Step::Rolled { .. }));
            prop_assert_eq!(rolled, due != unrolled);
        }
    }

    #[test]
    fn pauses_split_doubled_and_shuffled_are_the_same_pauses(
        start in days(), length in lengths(), reading in readings(), offsets in offsets(), cut in 1_u64..60,
    ) {
        let pauses = pauses_at(start, &offsets);
        let mut pieces = Vec::new();
        for &Pause { from, to } in pauses.iter().rev() {
            let middle = from + Days::new(cut);
            if middle < to {
                pieces.push(Pause { from: middle, to });
                pieces.push(Pause { from, to: middle });
            }
            pieces.push(Pause { from, to });
        }
        let count = Count { pauses: &pauses, ..Count::forward(start, length, reading) };
        prop_assert_eq!(
            Calendar::embedded().deadline(&count),
            Calendar::embedded().deadline(&Count { pauses: &pieces, ..count })
        );
    }

    #[test]
    fn readings_agree_unless_the_answer_is_provisional_and_the_organ_is_never_later(
        start in days(), length in lengths(), offsets in offsets(),
    ) {
        let pauses = pauses_at(start, &offsets);
        let organ = Count { pauses: &pauses, ..Count::forward(start, length, Reading::Organ) };
        let party = Count { reading: Reading::Party, ..organ };
        if let (Ok(organ), Ok(party)) = (Calendar::embedded().deadline(&organ), Calendar::embedded().deadline(&party)) {
            prop_assert!(organ.due <= party.due);
            if !party.provisional {
                prop_assert_eq!(organ, party);
            }
        }
    }

    #[test]
    fn full_working_days_lie_between_a_backward_answer_and_its_start(
        start in days(), n in 0_u32..40, reading in readings(),
    ) {
        let calendar = Calendar::embedded();
        let count = Count { backward: true, roll: false, ..Count::forward(start, Length::WorkingDays(n), reading) };
        if let Ok(answer) = calendar.deadline(&count) {
            let before = start.pred_opt().unwrap();
            prop_assert_eq!(calendar.working_days_between(answer.due, before, reading).unwrap(), n);
            prop_assert!(calendar.is_working_day(answer.due, reading).unwrap());
        }
    }
}
