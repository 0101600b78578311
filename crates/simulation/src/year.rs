//! The year of a district: which cases come in on which day, and what each is to show.

use calendar::{Calendar, DayKind, Reading};
use chrono::{Days, NaiveDate};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::Office;
use crate::cast::Teller;
use crate::story::Story;

/// Days before today that the simulated year begins.
const YEAR: u64 = 365;
/// Ordinary cases of the first and of any other district.
const ORDINARY: [u32; 2] = [34, 22];

/// The days that are simulated: from the first to the day before `today`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) first: NaiveDate,
    pub(crate) today: NaiveDate,
}

impl Window {
    pub(crate) fn up_to(today: NaiveDate) -> Self {
        let first = today.checked_sub_days(Days::new(YEAR)).unwrap_or(today);
        Self { first, today }
    }

    pub(crate) fn holds(self, day: NaiveDate) -> bool {
        self.first <= day && day < self.today
    }

    /// Every simulated day.
    pub(crate) fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first
            .iter_days()
            .take_while(move |day| *day < self.today)
    }
}

/// Every case of an office in the window, by the day it opens.
pub(crate) fn of(office: &Office, calendar: &Calendar, window: Window, seed: u64) -> Vec<Story> {
    let salt = u64::try_from(office.district).unwrap_or(0) + 1;
    let mut teller = Teller {
        office,
        calendar,
        chance: StdRng::seed_from_u64(seed.wrapping_mul(31).wrapping_add(salt)),
        turn: 0,
    };
    let mut stories = Vec::new();
    let ordinary = if office.district == 0 {
        stories.extend(teller.holidays(window));
        stories.extend(teller.particular(window));
        ORDINARY[0]
    } else {
        ORDINARY[1]
    };
    stories.extend(teller.standing(window));
    for _ in 0..ordinary {
        let back = teller.between(20, 364);
        let day = teller.ago(window, back);
        stories.push(teller.any(day));
    }
    if office.district == 0 {
        stories.extend(teller.early(window));
    }
    stories.retain(|story| window.holds(story.opens_on));
    stories.sort_by_key(|story| story.opens_on);
    stories
}

impl Teller<'_> {
    /// The working day on or after so many days before today, and before today.
    pub(crate) fn ago(&self, window: Window, days: u32) -> NaiveDate {
        let back = |days: u64| window.today.checked_sub_days(Days::new(days));
        let day = back(days.into()).unwrap_or(window.today);
        let latest = back(1).unwrap_or(window.today);
        let worked = self
            .calendar
            .next_working_day_on_or_after(day, Reading::Party);
        worked
            .ok()
            .filter(|day| *day <= latest)
            .or_else(|| {
                let before = self
                    .calendar
                    .last_working_day_on_or_before(latest, Reading::Party);
                before.ok()
            })
            .unwrap_or(day)
    }

    pub(crate) fn kind(&self, day: NaiveDate) -> Option<DayKind> {
        self.calendar.day(day).ok().map(|info| info.kind)
    }

    pub(crate) fn works(&self, day: NaiveDate) -> bool {
        matches!(
            self.kind(day),
            Some(DayKind::WorkingDay | DayKind::MakeUpDay)
        )
    }

    /// The working day so many working days before another.
    pub(crate) fn worked_before(&self, day: NaiveDate, days: i64) -> Option<NaiveDate> {
        let before = self.calendar.add_working_days(day, -days, Reading::Party);
        before.ok()
    }
}
