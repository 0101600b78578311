//! Lawful plans without end 案件流: whole cases planned in memory, for benchmarks and for filling databases.

use std::collections::BTreeMap;

use calendar::{Calendar, Reading};
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use workflow::actor::{Actor, Moment};
use workflow::command::{OpeningSubmission, ReconsiderationCommand as C, RecordLapse, Submission};
use workflow::file::{CaseFile, DocumentNumber, TermState};
use workflow::id::{CaseId, TermNo};
use workflow::plan::{Plan, Surroundings};
use workflow::refusal::Refusal;
use workflow::rulebook::Rulebook;
use workflow::scalar::shanghai_instant;

use crate::cast::Teller;
use crate::story::{Next, Story, today};
use crate::{Act, Office, walk};

/// Most entries of one case.
const MOST: usize = 200;

/// An endless supply of lawful cases of one office, the same for the same seed.
///
/// Nothing is read or written: every plan is made from the `after` of the plan before it, so that
/// `record_many` can write them as they are.
#[derive(Debug)]
pub struct Stream<'a> {
    book: &'a Rulebook,
    calendar: &'a Calendar,
    office: &'a Office,
    around: Surroundings,
    teller: Teller<'a>,
    /// Last number drawn, by series and year.
    numbers: BTreeMap<(String, i32), u32>,
}

impl<'a> Stream<'a> {
    /// A stream of cases of an office.
    #[must_use]
    pub fn new(book: &'a Rulebook, calendar: &'a Calendar, office: &'a Office, seed: u64) -> Self {
        let teller = Teller {
            office,
            calendar,
            chance: StdRng::seed_from_u64(seed),
            turn: 0,
        };
        Self {
            book,
            calendar,
            office,
            around: office.surroundings(),
            teller,
            numbers: BTreeMap::new(),
        }
    }

    /// Last number drawn in each series and year 各编号序列的末号, for the counters of a filled database.
    #[must_use]
    pub fn numbers(&self) -> &BTreeMap<(String, i32), u32> {
        &self.numbers
    }

    /// The whole life of a case that opens on a day, from the opening to the end of its last term.
    pub fn next_case(&mut self, day: NaiveDate) -> Vec<Plan> {
        self.next_case_until(day, NaiveDate::MAX)
    }

    /// The life of a case that opens on a day, as far as it has come by the morning of `today`.
    ///
    /// # Days
    ///
    /// Everything is recorded before `today`: a term that ended yesterday is left to the reconciler. A day off is
    /// read as the next working day before `today`, if there is one.
    pub fn next_case_until(&mut self, day: NaiveDate, today: NaiveDate) -> Vec<Plan> {
        let worked = self
            .calendar
            .next_working_day_on_or_after(day, Reading::Party)
            .ok()
            .filter(|worked| *worked < today)
            .unwrap_or(day);
        let story = self.teller.any(worked);
        self.told(story, today)
    }

    /// The whole life of a dispute that is reported on a day before anybody applies 案前介入.
    pub fn next_dispute(&mut self, day: NaiveDate) -> Vec<Plan> {
        let story = self.teller.any_early(self.worked(day));
        self.told(story, NaiveDate::MAX)
    }

    /// The working day on or after a day.
    fn worked(&self, day: NaiveDate) -> NaiveDate {
        self.calendar
            .next_working_day_on_or_after(day, Reading::Party)
            .unwrap_or(day)
    }

    /// A story as far as it has come by the morning of `today`.
    fn told(&mut self, mut story: Story, today: NaiveDate) -> Vec<Plan> {
        let mut life = Life::default();
        if story.opens_on >= today || self.begin(&mut life, &story).is_err() {
            return life.plans;
        }
        let mut on = story.opens_on;
        let last = today.pred_opt().unwrap_or(today);
        while life.plans.len() < MOST && on < today {
            let Some(file) = &life.file else {
                break;
            };
            match story.next(file, self.office, self.calendar, on) {
                // What ends before the next day is recorded first, and may change which day that is.
                Next::Wait(next) => {
                    if !self.lapse(&mut life, next.min(last)) {
                        on = next;
                    }
                }
                Next::Act(act) => {
                    if self
                        .carry(&mut life, &act.actor, &act.submission, on)
                        .is_err()
                    {
                        break;
                    }
                    story.done(on);
                }
                Next::End => break,
            }
        }
        while life.plans.len() < MOST && self.lapse(&mut life, last) {}
        life.plans
    }

    /// The life of a case that opens on a day and goes wherever chance and the rules let it, at most so many days on
    /// which something is done.
    pub fn walk_case(&mut self, day: NaiveDate, days: u32) -> Vec<Plan> {
        let story = self.teller.any(self.worked(day));
        self.walked(&story, days)
    }

    /// The same of a dispute that is reported on a day before anybody applies.
    pub fn walk_dispute(&mut self, day: NaiveDate, days: u32) -> Vec<Plan> {
        let story = self.teller.any_early(self.worked(day));
        self.walked(&story, days)
    }

    fn walked(&mut self, story: &Story, days: u32) -> Vec<Plan> {
        let mut life = Life::default();
        if self.begin(&mut life, story).is_err() {
            return life.plans;
        }
        let mut on = story.opens_on;
        for _ in 0..days {
            on = on
                .checked_add_days(Days::new(self.teller.chance.random_range(0..12)))
                .unwrap_or(on);
            while life.plans.len() < MOST && self.lapse(&mut life, on) {}
            let moment = life.moment(on);
            let Some(file) = life.file.clone() else {
                break;
            };
            let Some(act) = self.lawful_command(&file, moment) else {
                break;
            };
            if self
                .carry(&mut life, &act.actor, &act.submission, on)
                .is_err()
            {
                break;
            }
        }
        life.plans
    }

    /// An application, with who registers it and the day on which it is registered.
    pub fn opening(&mut self, day: NaiveDate) -> Option<(NaiveDate, Actor, OpeningSubmission)> {
        let story = self.teller.any(day);
        let registrar = self.office.actor(workflow::actor::Role::Registrar)?;
        Some((story.opens_on, registrar, story.opening))
    }

    /// A command that the rules allow on a case today, chosen by chance, with who may give it.
    ///
    /// Ends of terms that have come are among them, as the program's own. `None` where nothing is possible, as on a
    /// closed case without a running term.
    pub fn lawful_command(&mut self, file: &CaseFile, moment: Moment) -> Option<Act> {
        let candidates = walk::candidates(file, self.office, moment.today);
        let in_turn = walk::shuffled(candidates, &mut self.teller.chance);
        in_turn.into_iter().find_map(|(actor, submission)| {
            self.book
                .plan(
                    self.calendar,
                    file,
                    &submission,
                    &actor,
                    &self.around,
                    moment,
                )
                .ok()?;
            let on = moment.today;
            Some(Act {
                on,
                actor,
                submission,
            })
        })
    }

    fn begin(&mut self, life: &mut Life, story: &Story) -> Result<(), Refusal> {
        let Some(registrar) = self.office.actor(workflow::actor::Role::Registrar) else {
            return Ok(());
        };
        let moment = life.moment(story.opens_on);
        let plan = self.book.plan_opening(
            self.calendar,
            self.case_id(moment.now),
            self.office.organ,
            &story.opening,
            &registrar,
            &self.around,
            moment,
        )?;
        self.keep(life, plan);
        Ok(())
    }

    fn carry(
        &mut self,
        life: &mut Life,
        actor: &Actor,
        submission: &Submission,
        on: NaiveDate,
    ) -> Result<(), Refusal> {
        let moment = life.moment(on);
        let Some(file) = &life.file else {
            return Ok(());
        };
        let plan = self
            .book
            .plan(self.calendar, file, submission, actor, &self.around, moment)?;
        self.keep(life, plan);
        Ok(())
    }

    /// Records the next end of a term that came before a day; `false` where there is none.
    fn lapse(&mut self, life: &mut Life, before: NaiveDate) -> bool {
        let file = life.file.as_ref();
        let over = file.and_then(|file| {
            file.terms
                .iter()
                .filter(|term| term.state == TermState::Running && !term.provisional)
                .filter(|term| term.due < before)
                .map(|term| (term.due, term.no))
                .min()
        });
        let Some((due, term)) = over else {
            return false;
        };
        let on = due.succ_opt().unwrap_or(due).max(life.last);
        let (actor, submission) = lapse_of(term);
        self.carry(life, &actor, &submission, on).is_ok()
    }

    /// Fills in the numbers and goes on from there.
    fn keep(&mut self, life: &mut Life, mut plan: Plan) {
        let slots = plan.slots();
        if !slots.is_empty() {
            let drawn = slots.into_iter().map(|slot| self.draw(slot)).collect();
            plan.fill_numbers(life.file.as_ref(), drawn);
        }
        life.file = Some(plan.after.clone());
        life.plans.push(plan);
    }

    fn draw(&mut self, slot: DocumentNumber) -> DocumentNumber {
        let DocumentNumber::Slot { series, year } = slot else {
            return slot;
        };
        let last = self.numbers.entry((series.clone(), year)).or_default();
        *last = last.saturating_add(1);
        let default = format!("{}复〔{{year}}〕{{serial}}号", self.office.short_name);
        let text = self
            .office
            .number_forms
            .get(&series)
            .unwrap_or(&default)
            .replace("{year}", &year.to_string())
            .replace("{serial}", &last.to_string());
        DocumentNumber::Drawn {
            series,
            year,
            serial: *last,
            text,
        }
    }

    fn case_id(&mut self, now: DateTime<Utc>) -> CaseId {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let chance: [u8; 10] = self.teller.chance.random();
        CaseId(uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
    }
}

/// A case in the making.
#[derive(Debug, Default)]
struct Life {
    plans: Vec<Plan>,
    file: Option<CaseFile>,
    last: NaiveDate,
    /// Things done on the last day.
    minutes: i64,
}

impl Life {
    /// The next minute of a day, from ten in the morning.
    fn moment(&mut self, on: NaiveDate) -> Moment {
        if on > self.last || self.file.is_none() {
            self.last = on;
            self.minutes = 0;
        }
        self.minutes += 1;
        Moment::at(shanghai_instant(self.last, 10, 0) + Duration::minutes(self.minutes))
    }
}

/// The program's own record of the end of a term.
pub(crate) fn lapse_of(term: TermNo) -> (Actor, Submission) {
    (Actor::System, today(C::RecordLapse(RecordLapse { term })))
}
