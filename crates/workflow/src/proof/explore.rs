//! Exploration 状态遍历: every class of file that a world reaches, breadth first, by asking planning itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use calendar::Calendar;
use chrono::NaiveDate;

use super::cast;
use super::class::{Class, class, next_end};
use super::ways::ways;
use super::world::World;
use crate::actor::{Actor, Role};
use crate::command::CommandName;
use crate::file::{CaseFile, PartyRole};
use crate::id::CaseId;
use crate::plan::Surroundings;
use crate::refusal::Refusal;
use crate::rulebook::Rulebook;
use crate::sound::Unsound;

mod ask;
mod end;
#[cfg(test)]
pub(super) mod life;
mod watch;

/// A state: a class of files, and the first file found of it while it is still to be explored.
pub(super) struct State {
    /// From which state it was reached first, and by what.
    pub(super) from: Option<(usize, Step)>,
    /// The day on which it was reached.
    pub(super) day: NaiveDate,
    /// Stage of the proceeding.
    pub(super) stage: String,
    /// Whether the case is closed.
    pub(super) closed: bool,
    /// Tracks on which a matter is open.
    pub(super) open_tracks: Vec<String>,
    file: Option<CaseFile>,
}

/// How one state leads to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Somebody makes a move, by its index in the rulebook.
    Made {
        /// The move.
        step: usize,
        /// Who.
        by: Role,
        /// When.
        on: NaiveDate,
    },
    /// Time passes to a day, and what ends by itself is recorded.
    Passed {
        /// The day.
        to: NaiveDate,
        /// Chinese and English labels of the periods that ended.
        ended: Vec<(String, String)>,
    },
}

/// What was seen on the way, beside the states.
#[derive(Default)]
pub(super) struct Seen {
    /// Stages at which the proceeding or a matter stood.
    pub(super) stages: BTreeSet<String>,
    /// Moves made, and by which roles each was made or asked for.
    pub(super) made: BTreeMap<usize, Vec<Role>>,
    /// Periods started.
    pub(super) started: BTreeMap<String, (usize, usize)>,
    /// Periods of which a term was met in time.
    pub(super) met: BTreeSet<String>,
    /// Periods whose end was recorded.
    pub(super) lapsed: BTreeSet<String>,
}

/// What a transition breaks.
pub(super) struct Broken {
    /// Which property.
    pub(super) what: What,
    /// The state from which it is broken.
    pub(super) state: usize,
    /// The step that breaks it.
    pub(super) by: Option<Step>,
}

/// A property that a transition can break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// An invariant, by its rule and what was found.
    Unsound(Unsound),
    /// Several moves of a command could be meant at once.
    Several(Vec<usize>),
    /// The end of a term cannot be recorded: period and refusal.
    Stays(String, Box<Refusal>),
    /// No term runs at a stage that is not untimed; the stage.
    NoClock(String),
    /// The applicant cannot withdraw at this stage.
    Bound(String),
}

/// A world explored.
#[derive(Default)]
pub(super) struct Explored {
    pub(super) states: Vec<State>,
    /// From, to.
    pub(super) edges: Vec<(usize, usize)>,
    pub(super) seen: Seen,
    pub(super) broken: Vec<Broken>,
    /// How often a withdrawal was recorded.
    withdrawals: usize,
    index: HashMap<Class, usize>,
}

impl Explored {
    /// The classes reached, but for which of several terms ends next.
    #[cfg(test)]
    pub(super) fn classes(&self) -> BTreeSet<String> {
        self.index.keys().map(|class| unordered(class)).collect()
    }
}

/// A class but for which of several terms ends next.
#[cfg(test)]
pub(super) fn unordered(class: &str) -> String {
    class.replace('*', "")
}

/// Whether an applicant may still withdraw: there is no outcome, and somebody has not withdrawn (ARL 74).
fn may_withdraw(file: &CaseFile) -> bool {
    let gone = file.facts.withdrawal.as_ref();
    let stays = |no| gone.is_none_or(|gone| !gone.parties.contains(&no));
    let mut applicants = file.parties_with(PartyRole::Applicant);
    file.facts.outcome.is_none() && applicants.any(|party| stays(party.no))
}

/// The day on which every case opens: three years with their notices lie ahead.
pub(super) fn first_day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2024, 1, 9)
}

struct Explorer<'a> {
    book: &'a Rulebook,
    calendar: &'a Calendar,
    world: &'a World,
    around: Surroundings,
    /// Who acts in a role.
    actors: BTreeMap<Role, Arc<Actor>>,
    /// Indexes of moves by their ids.
    steps: HashMap<&'a str, usize>,
    done: Explored,
}

/// Explores a world from its opening until nothing new is found.
pub(super) fn explore(book: &Rulebook, calendar: &Calendar, world: &World) -> Explored {
    let mut explorer = Explorer::new(book, calendar, world);
    explorer.open();
    let mut next = 0;
    while next < explorer.done.states.len() {
        explorer.expand(next);
        next = next.saturating_add(1);
    }
    explorer.done
}

impl<'a> Explorer<'a> {
    fn new(book: &'a Rulebook, calendar: &'a Calendar, world: &'a World) -> Self {
        let steps = book.moves.iter().enumerate();
        Self {
            book,
            calendar,
            world,
            around: cast::surroundings(),
            actors: Role::ALL
                .into_iter()
                .map(|role| (role, Arc::new(cast::actor(role))))
                .collect(),
            steps: steps
                .map(|(index, step)| (step.id.as_str(), index))
                .collect(),
            done: Explored::default(),
        }
    }
}

impl Explorer<'_> {
    fn open(&mut self) {
        let Some(day) = first_day() else { return };
        for submission in self.world.openings(day) {
            let id = CaseId(uuid::Uuid::from_u128(1));
            let moment = cast::moment(day);
            for role in Role::ALL {
                let actor = self.actor(role);
                let (book, around) = (self.book, &self.around);
                let plan = book.plan_opening(
                    self.calendar,
                    id,
                    cast::ORGAN,
                    &submission,
                    &actor,
                    around,
                    moment,
                );
                let Ok(plan) = plan else { continue };
                let Some(step) = self.index_of(&plan.entry.move_id) else {
                    continue;
                };
                self.roles(step, role);
                self.watch(None, &plan, 0);
                self.reach(None, plan.after, day);
            }
        }
    }

    /// Asks everything of a state that there is to ask, today and on the last day of what ends next; then lets time
    /// pass.
    fn expand(&mut self, at: usize) {
        let Some(state) = self.done.states.get_mut(at) else {
            return;
        };
        let (Some(file), day) = (state.file.take(), state.day) else {
            return;
        };
        self.timed(at, &file);
        let last = next_end(&file, day).filter(|last| *last > day);
        let withdrawn = self.done.withdrawals;
        for today in std::iter::once(day).chain(last) {
            for name in self.world.commands() {
                let mut moves = self.book.moves_of(name);
                if !moves.any(|step| step.stages().contains(&file.stage)) {
                    continue;
                }
                for way in ways(self.book, self.calendar, &file, name, today) {
                    if self.world.admits(&file, &way) {
                        self.ask(at, &file, &way, today);
                    }
                }
            }
        }
        let asks = self
            .world
            .commands()
            .any(|name| name == CommandName::Withdraw);
        if asks && self.done.withdrawals == withdrawn && may_withdraw(&file) {
            self.broken(What::Bound(file.stage.clone()), at, None);
        }
        if self.world.waits(&file) {
            self.pass(at, &file, day);
        }
    }

    /// Who acts in a role.
    fn actor(&self, role: Role) -> Arc<Actor> {
        let known = self.actors.get(&role).cloned();
        known.unwrap_or_else(|| Arc::new(cast::actor(role)))
    }

    /// Who acts in a role in a case: a deputy where the first is recused from it.
    fn acting(&self, role: Role, file: &CaseFile) -> Arc<Actor> {
        let participation = &file.facts.participation;
        let recused = participation.recusal_of(cast::user(role)).is_some();
        let deputy = cast::deputy(role).filter(|_| recused);
        deputy.map_or_else(|| self.actor(role), Arc::new)
    }

    fn index_of(&self, id: &str) -> Option<usize> {
        self.steps.get(id).copied()
    }

    fn reach(&mut self, from: Option<(usize, Step)>, file: CaseFile, day: NaiveDate) {
        let class = class(self.book, &file, day);
        let to = match self.done.index.get(&class) {
            Some(known) => *known,
            None => {
                let no = self.done.states.len();
                let matters = file.facts.matters.iter();
                let open = matters.filter(|matter| self.book.is_open(matter));
                let open: BTreeSet<String> = open.map(|matter| matter.track.clone()).collect();
                self.done.states.push(State {
                    from: from.clone(),
                    day,
                    stage: file.stage.clone(),
                    closed: file.closed_on.is_some(),
                    open_tracks: open.into_iter().collect(),
                    file: Some(file),
                });
                self.done.index.insert(class, no);
                no
            }
        };
        if let Some((from, _)) = from
            && from != to
        {
            self.done.edges.push((from, to));
        }
    }
}
