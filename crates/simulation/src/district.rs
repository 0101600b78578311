//! The years of a district in memory 全区数年: lawful cases at random, every state of each looked at.
//!
//! Each case follows from the seed and its own number, so that one that breaks an invariant is repeated alone.

use std::collections::BTreeMap;

use calendar::Calendar;
use chrono::{Datelike, Days, NaiveDate};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use workflow::actor::Actor;
use workflow::file::CaseFile;
use workflow::plan::Plan;
use workflow::rulebook::Rulebook;
use workflow::sound::Unsound;

use crate::{Office, Stream};

/// One case in so many goes wherever chance and the rules let it; the others are told as stories.
const WALKS: u32 = 5;

/// One in so many begins as a dispute that is reported before anybody applies.
const DISPUTES: u32 = 6;

/// Days on which something is done in a case that walks.
const STEPS: u32 = 30;

/// What is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct District {
    /// What everything follows from.
    pub seed: u64,
    /// Number of the first case, from 0.
    pub first: u32,
    /// How many cases.
    pub cases: u32,
    /// The day from which on applications come in.
    pub from: NaiveDate,
    /// Over how many years they come in.
    pub years: u32,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Played {
    /// Cases opened.
    pub cases: u64,
    /// Entries recorded, each a state that was looked at.
    pub entries: u64,
    /// Terms started.
    pub terms: u64,
    /// Cases closed.
    pub closed: u64,
    /// Cases by outcome; `-` for none.
    pub outcomes: BTreeMap<&'static str, u64>,
    /// Entries by move.
    pub moves: BTreeMap<String, u64>,
}

/// An invariant that was broken, and how to see it again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "case {case} of seed {seed}, entry {entry} after {moves:?}: {unsound}; it repeats with \
     `fuyi simulate --seed {seed} --first {case} --cases 1 --from {from} --years {years}`"
)]
pub struct Broken {
    /// The seed.
    pub seed: u64,
    /// Number of the case.
    pub case: u32,
    /// Number of the entry.
    pub entry: u32,
    /// The moves that led there.
    pub moves: Vec<String>,
    /// First day on which applications come in.
    pub from: NaiveDate,
    /// Over how many years.
    pub years: u32,
    /// What does not hold.
    pub unsound: Unsound,
}

impl District {
    /// Plays every case and looks at every state.
    ///
    /// # Errors
    ///
    /// The first [`Broken`] invariant.
    pub fn play(self, book: &Rulebook, calendar: &Calendar) -> Result<Played, Box<Broken>> {
        let office = Office::invented(0, self.seed);
        let mut played = Played::default();
        for case in (self.first..).zip(0..self.cases).map(|(case, _)| case) {
            let plans = self.case(book, calendar, &office, case);
            self.look(book, &office, case, &plans)?;
            played.count(&plans);
        }
        Ok(played)
    }

    /// The life of one case.
    #[must_use]
    pub fn case(
        self,
        book: &Rulebook,
        calendar: &Calendar,
        office: &Office,
        case: u32,
    ) -> Vec<Plan> {
        let own = self.seed ^ u64::from(case).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut chance = StdRng::seed_from_u64(own);
        let until = self.from.year().checked_add(self.span());
        let until = until.and_then(|year| self.from.with_year(year));
        let span = until.map_or(365, |until| {
            until.signed_duration_since(self.from).num_days().max(1)
        });
        let ahead = chance.random_range(0..span).unsigned_abs();
        let day = self.from.checked_add_days(Days::new(ahead));
        let day = day.unwrap_or(self.from);
        let mut stream = Stream::new(book, calendar, office, own);
        let reported = case.is_multiple_of(DISPUTES);
        match (case.is_multiple_of(WALKS), reported) {
            (true, true) => stream.walk_dispute(day, STEPS),
            (true, false) => stream.walk_case(day, STEPS),
            (false, true) => stream.next_dispute(day),
            (false, false) => stream.next_case(day),
        }
    }

    fn span(self) -> i32 {
        i32::try_from(self.years.clamp(1, 20)).unwrap_or(1)
    }

    fn look(
        self,
        book: &Rulebook,
        office: &Office,
        case: u32,
        plans: &[Plan],
    ) -> Result<(), Box<Broken>> {
        let mut before: Option<&CaseFile> = None;
        for (nth, plan) in plans.iter().enumerate() {
            let person = plan.entry.actor.and_then(|user| office.person(user));
            let actor = person.map_or(Actor::System, |person| Actor::Person(person.clone()));
            if let Err(unsound) = book.sound(before, plan, &actor) {
                let moves = plans.iter().take(nth + 1);
                return Err(Box::new(Broken {
                    seed: self.seed,
                    case,
                    entry: plan.entry.no,
                    moves: moves.map(|plan| plan.entry.move_id.clone()).collect(),
                    from: self.from,
                    years: self.years,
                    unsound,
                }));
            }
            before = Some(&plan.after);
        }
        Ok(())
    }
}

impl Played {
    fn count(&mut self, plans: &[Plan]) {
        let Some(last) = plans.last() else { return };
        self.cases += 1;
        self.entries += plans.len() as u64;
        self.terms += last.after.terms.len() as u64;
        self.closed += u64::from(last.after.closed_on.is_some());
        let outcome = last.after.facts.outcome.as_ref();
        let outcome = outcome.map_or("-", workflow::file::Outcome::code);
        *self.outcomes.entry(outcome).or_default() += 1;
        for plan in plans {
            *self.moves.entry(plan.entry.move_id.clone()).or_default() += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn district(seed: u64, first: u32, cases: u32) -> District {
        District {
            seed,
            first,
            cases,
            from: "2024-01-01".parse().unwrap(),
            years: 5,
        }
    }

    fn played(district: District) -> Played {
        match district.play(Rulebook::embedded(), Calendar::embedded()) {
            Ok(played) => played,
            Err(broken) => panic!("{broken}"),
        }
    }

    /// A district's five years: `FUYI_SIMULATE` cases, or 300.
    #[test]
    fn a_districts_years_break_no_invariant_and_reach_every_outcome() {
        let given = std::env::var("FUYI_SIMULATE").ok();
        let cases = given.and_then(|given| given.parse().ok()).unwrap_or(300);
        let played = played(district(20_240_101, 0, cases));
        assert_eq!(played.cases, u64::from(cases));
        assert!(played.closed * 2 > played.cases, "{played:?}");
        assert!(played.outcomes.len() >= 5, "{played:?}");
        println!("{played:?}");
    }

    #[test]
    fn one_case_repeats_alone_as_it_was_among_the_others() {
        let (book, calendar) = (Rulebook::embedded(), Calendar::embedded());
        let office = Office::invented(0, 7);
        for case in [0, 3, 5] {
            let again = district(7, case, 1).case(book, calendar, &office, case);
            assert_eq!(again, district(7, 0, 9).case(book, calendar, &office, case));
        }
        let whole = played(district(7, 0, 20));
        let halves = (played(district(7, 0, 10)), played(district(7, 10, 10)));
        assert_eq!(whole.entries, halves.0.entries + halves.1.entries);
    }

    #[test]
    fn what_is_broken_says_how_to_see_it_again() {
        let broken = Broken {
            seed: 7,
            case: 12,
            entry: 3,
            moves: vec!["receive".to_owned()],
            from: "2024-01-01".parse().unwrap(),
            years: 5,
            unsound: Unsound {
                rule: "every duty is owned",
                found: "none".to_owned(),
            },
        };
        let text = broken.to_string();
        let again = "`fuyi simulate --seed 7 --first 12 --cases 1 --from 2024-01-01 --years 5`";
        assert!(text.ends_with(again), "{text}");
    }
}
