//! Stories that hang on a day of the calendar: make-up days, the Spring Festival, a last day on a holiday.

use calendar::{DayKind, Reading};
use chrono::{Datelike, Days, NaiveDate};
use workflow::command::{Channel, DecisionKind, ReceiptForm};

use crate::cast::{Cast, Teller};
use crate::edges::{EdgeMark, Shows};
use crate::plots::{accepting, give};
use crate::story::{Story, When};
use crate::year::Window;

/// Days of the ordinary term to decide.
const DECIDE_DAYS: u64 = 60;
/// Fewest days off in a row that make a Spring Festival.
const FESTIVAL: usize = 5;

impl Teller<'_> {
    pub(crate) fn holidays(&mut self, window: Window) -> Vec<Story> {
        let mut stories: Vec<Story> = window
            .days()
            .filter(|day| self.kind(*day) == Some(DayKind::MakeUpDay))
            .collect::<Vec<_>>()
            .into_iter()
            .filter_map(|day| self.over_make_up_day(day))
            .collect();
        stories.extend(self.over_spring_festival(window));
        stories.extend(self.last_day_on_holiday(window));
        stories.extend(self.came_on_a_day_off(window));
        stories
    }

    /// A review for acceptance that counts a Saturday or Sunday worked.
    fn over_make_up_day(&mut self, day: NaiveDate) -> Option<Story> {
        let opens = self.worked_before(day, 3)?;
        Some(self.reviewed_to_the_end(opens).mark(EdgeMark {
            name: "make_up_day",
            what: format!(
                "受理审查期限含调休上班日 {day} / review for acceptance that counts the make-up working day {day}"
            ),
            shows: Shows::ReviewSpans(day, day),
        }))
    }

    /// A review for acceptance with the whole festival in it.
    fn over_spring_festival(&mut self, window: Window) -> Option<Story> {
        let (first, last) = self.festival(window)?;
        let opens = self.worked_before(first, 2)?;
        Some(self.reviewed_to_the_end(opens).mark(EdgeMark {
            name: "spring_festival",
            what: format!(
                "受理审查期限跨春节假期 {first} 至 {last} / review for acceptance across the Spring Festival, {first} to {last}"
            ),
            shows: Shows::ReviewSpans(first, last),
        }))
    }

    /// The days off around the Spring Festival: the longest run between mid January and the end of February.
    fn festival(&self, window: Window) -> Option<(NaiveDate, NaiveDate)> {
        let mut best: Vec<NaiveDate> = Vec::new();
        let mut run: Vec<NaiveDate> = Vec::new();
        for day in window.days() {
            let season = (day.month() == 1 && day.day() >= 15) || day.month() == 2;
            if season && !self.works(day) {
                run.push(day);
                if run.len() > best.len() {
                    best.clone_from(&run);
                }
            } else {
                run.clear();
            }
        }
        let (first, last) = (*best.first()?, *best.last()?);
        let over = last.succ_opt().is_some_and(|day| window.holds(day));
        (over && best.len() >= FESTIVAL).then_some((first, last))
    }

    /// Accepted on the last day of the review, then an ordinary case.
    fn reviewed_to_the_end(&mut self, opens: NaiveDate) -> Story {
        let cast = Cast::default();
        let opening = self.opening(opens, &cast);
        let assign = self.assign(When::After(0));
        let accept = give(
            When::Before("accept_review", 0),
            accepting("经核对，符合受理条件。"),
        );
        let notice = self.serve("acceptance_notice", 1, 1);
        let mut story = Story::new(opens, opening)
            .with([assign, accept, notice])
            .with(self.trial(&cast));
        story = story.with(self.decide(&[DecisionKind::Maintain]));
        story.with(self.finish("decision"))
    }

    /// Accepted sixty days before a holiday: the last day moves to the first working day after it.
    fn last_day_on_holiday(&mut self, window: Window) -> Option<Story> {
        let days: Vec<NaiveDate> = window.days().collect();
        let found = days.into_iter().rev().find_map(|holiday| {
            let accepted = holiday.checked_sub_days(Days::new(DECIDE_DAYS))?;
            let opens = self.worked_before(accepted, 3)?;
            let rolled = self
                .calendar
                .next_working_day_on_or_after(holiday, Reading::Organ)
                .ok()?;
            let known = self.calendar.has_notice(rolled.year());
            let fits = self.kind(holiday) == Some(DayKind::Holiday)
                && known
                && self.works(accepted)
                && window.holds(opens)
                && window.holds(rolled);
            fits.then_some((opens, accepted, holiday, rolled))
        });
        let (opens, accepted, holiday, rolled) = found?;
        let cast = Cast::default();
        let opening = self.opening(opens, &cast);
        let assign = self.assign(When::After(0));
        let accept = give(When::On(accepted), accepting("符合受理条件。"));
        let notice = self.serve("acceptance_notice", 1, 1);
        let mut story = Story::new(opens, opening)
            .with([assign, accept, notice])
            .with(self.trial(&cast));
        let times = [6, 3, 0].map(|days| When::Before("decide_ordinary", days));
        story = story.with(self.decide_at(&[DecisionKind::Maintain], times));
        Some(story.with(self.finish("decision")).mark(EdgeMark {
            name: "last_day_on_holiday",
            what: format!(
                "审理期限的最后一日 {holiday} 为节假日，顺延至 {rolled} / the last day {holiday} to decide is a holiday, so it ends on {rolled}"
            ),
            shows: Shows::Rolled,
        }))
    }

    /// An online application on a Saturday, registered on the next working day with its proof.
    fn came_on_a_day_off(&mut self, window: Window) -> Option<Story> {
        let days: Vec<NaiveDate> = window.days().collect();
        let saturday = days.into_iter().rev().skip(120).find(|day| {
            self.kind(*day) == Some(DayKind::Weekend) && day.weekday() == chrono::Weekday::Sat
        })?;
        let opens = self
            .calendar
            .next_working_day_on_or_after(saturday, Reading::Party)
            .ok()?;
        let cast = Cast {
            form: ReceiptForm::Online,
            channel: Channel::Online,
            came_on: Some(saturday),
            ..Cast::default()
        };
        let opening = self.opening(opens, &cast);
        let mut story = Story::new(opens, opening).with(self.up_to_views(&cast));
        story = story.with(self.decide(&[DecisionKind::Revoke]));
        Some(story.with(self.finish("decision")).mark(EdgeMark {
            name: "online",
            what: format!(
                "周六 {saturday} 网上申请，次一工作日登记 / online application on Saturday {saturday}, registered on the next working day"
            ),
            shows: Shows::Form(ReceiptForm::Online),
        }))
    }
}
