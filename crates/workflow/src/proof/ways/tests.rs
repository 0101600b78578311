//! The ways reach every move: lives walked at random, from a seed.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Calendar;
use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::{World, openings, ways};
use crate::actor::{Actor, Role};
use crate::command::CommandName;
use crate::file::CaseFile;
use crate::id::CaseId;
use crate::plan::Plan;
use crate::proof::cast::{ORGAN, actor, actors, moment, submission, surroundings};
use crate::refusal::RefusalCode;
use crate::rulebook::{Move, Rulebook};

/// In turn: the small world most often.
const WORLDS: [World; 7] = [
    World::Small,
    World::Small,
    World::Wide,
    World::Small,
    World::Wide,
    World::Many,
    World::Reported,
];

/// Steps of one life.
const STEPS: usize = 90;
/// A small generator of numbers, the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }
}

/// Commands by which a case goes from receipt to its decision.
const MAIN: [CommandName; 12] = [
    CommandName::Assign,
    CommandName::Accept,
    CommandName::SendCopy,
    CommandName::RecordService,
    CommandName::RecordReply,
    CommandName::HearViews,
    CommandName::SubmitDraft,
    CommandName::SignDecision,
    CommandName::IssueDecision,
    CommandName::RecordLapse,
    CommandName::ConfirmLapse,
    CommandName::SettleRequest,
];

struct Walk {
    book: &'static Rulebook,
    calendar: &'static Calendar,
    chance: Chance,
    fired: BTreeMap<String, u32>,
    /// How often a command was refused, and why.
    refused: BTreeMap<(CommandName, RefusalCode), u32>,
    /// What does not hold after a plan, by the rule.
    unsound: BTreeMap<String, String>,
    /// Commands that nobody could give in the file as it stands today.
    futile: BTreeSet<CommandName>,
    allowed: BTreeSet<CommandName>,
}

impl Walk {
    /// Moves that no life has made yet.
    fn missing(&self) -> Vec<&'static Move> {
        let book: &'static Rulebook = self.book;
        let moves = book.moves.iter();
        moves
            .filter(|step| !self.fired.contains_key(&step.id))
            .collect()
    }

    /// What a life is about: the way to a decision, one track that has a move not made yet, a few commands more.
    fn choose_theme(&mut self) {
        let missing = self.missing();
        let theme = missing.get(self.chance.below(missing.len()));
        let of_theme = self.book.moves.iter().filter(|step| {
            let same = |theme: &&&Move| match &theme.track {
                // A case goes back to where it has been.
                None => step.command == theme.command || theme.to.is_some() && step.to == theme.to,
                track => step.track == *track,
            };
            theme.is_some_and(|theme| same(&theme))
        });
        self.allowed = of_theme.map(|step| step.command).chain(MAIN).collect();
        let others = CommandName::ALL.iter().copied();
        let rare = match theme.and_then(|theme| theme.track.as_ref()) {
            Some(_) => 6,
            None => 3,
        };
        let others = others.filter(|_| self.chance.below(rare) == 0);
        // Whoever is recused does nothing more in the life, and what is undecided holds its outcome up: recusals are a
        // theme of their own.
        let recusals = [
            CommandName::Recuse,
            CommandName::AskRecusal,
            CommandName::RefuseRecusal,
        ];
        let others = others.filter(|name| !recusals.contains(name));
        let others: Vec<CommandName> = others.collect();
        self.allowed.extend(others);
        if self.allowed.contains(&CommandName::RefuseRecusal) {
            self.allowed.insert(CommandName::AskRecusal);
        }
    }

    fn open(&mut self, world: World, at: usize, today: NaiveDate) -> CaseFile {
        let all = openings(world, today);
        let opening = &all[at % all.len()];
        let registrar = actor(Role::Registrar);
        let plan = self.book.plan_opening(
            self.calendar,
            CaseId(Uuid::from_u128(9)),
            ORGAN,
            opening,
            &registrar,
            &surroundings(),
            moment(today),
        );
        let plan = plan.unwrap();
        self.note(&plan);
        plan.after
    }

    fn note(&mut self, plan: &Plan) {
        if !plan.is_request {
            let made = self.fired.entry(plan.entry.move_id.clone());
            *made.or_default() += 1;
        }
    }

    /// One step: a command with a move that stands, asked in one of its ways by one who may.
    fn step(&mut self, file: &CaseFile, today: NaiveDate) -> Option<CaseFile> {
        let standing: Vec<&Move> = self
            .book
            .moves
            .iter()
            .filter(|step| self.allowed.contains(&step.command))
            .filter(|step| !self.futile.contains(&step.command))
            .filter(|step| stands(self.book, file, step))
            .flat_map(|step| vec![step; self.weight(step)])
            .collect();
        let name = standing.get(self.chance.below(standing.len()))?.command;
        self.ask(file, name, today)
    }

    fn weight(&self, step: &Move) -> usize {
        let ends = step
            .to
            .as_deref()
            .is_some_and(|to| ["concluded", "voided"].contains(&to));
        match self.fired.get(&step.id) {
            None => 24,
            // A case is assigned at its beginning.
            Some(_) if ends || step.command == CommandName::Assign => 1,
            Some(_) if MAIN.contains(&step.command) => 9,
            Some(_) => 3,
        }
    }

    fn ask(&mut self, file: &CaseFile, name: CommandName, today: NaiveDate) -> Option<CaseFile> {
        let all = ways(self.book, self.calendar, file, name, today);
        let first = self.chance.below(all.len());
        let (book, around, moment) = (self.book, surroundings(), moment(today));
        let mut actors: Vec<Actor> = actors()
            .into_iter()
            .filter(|actor| may_ask(book, name, actor))
            .collect();
        let turn = self.chance.below(actors.len());
        actors.rotate_left(turn);
        for at in 0..all.len() {
            let way = &all[(first + at) % all.len()];
            let submission = submission(way, today);
            for actor in &actors {
                let plan = book.plan(self.calendar, file, &submission, actor, &around, moment);
                match plan {
                    Ok(plan) => {
                        if let Err(unsound) = book.sound(Some(file), &plan, actor) {
                            let rule = unsound.rule.to_string();
                            self.unsound.insert(rule, format!("{unsound:?}"));
                        }
                        self.note(&plan);
                        self.futile.clear();
                        return Some(plan.after);
                    }
                    Err(refusal) => {
                        let message = crate::messages::render(&refusal, crate::messages::Lang::Zh);
                        assert_eq!(crate::messages::latin(&message), None, "{refusal:?}");
                        let counts = self.refused.entry((name, refusal.code));
                        *counts.or_default() += 1;
                    }
                }
            }
        }
        self.futile.insert(name);
        None
    }

    /// The next day on which something is to happen, or tomorrow.
    fn next_day(&mut self, file: &CaseFile, today: NaiveDate) -> NaiveDate {
        let tomorrow = today + Days::new(1);
        let terms = file.terms.iter().filter(|term| term.state.is_open());
        let dues = terms.map(|term| term.due + Days::new(1));
        let hearings = file.facts.matters.iter();
        let hearings = hearings.filter_map(|matter| matter.details.hearing()?.awaited());
        let sessions = hearings.map(|session| session.on);
        let days: BTreeSet<NaiveDate> = dues.chain(sessions).filter(|day| *day > today).collect();
        match self.chance.below(4) {
            0 => tomorrow,
            1 => days.last().copied().unwrap_or(tomorrow),
            _ => days.first().copied().unwrap_or(tomorrow),
        }
    }

    fn live(&mut self, world: World, at: usize) {
        let mut today: NaiveDate = "2025-03-03".parse().unwrap();
        self.choose_theme();
        let mut file = self.open(world, at, today);
        if let Some(next) = self.ask(&file, CommandName::Assign, today) {
            file = next;
        }
        for _ in 0..STEPS {
            if self.chance.below(8) == 0 {
                today = self.next_day(&file, today);
                self.futile.clear();
                while self.chance.below(4) > 0
                    && let Some(next) = self.ask(&file, CommandName::RecordLapse, today)
                {
                    file = next;
                }
            } else if let Some(next) = self.step(&file, today) {
                file = next;
            }
        }
    }
}

/// Whether an actor holds a role that proposes or decides a move of the command.
fn may_ask(book: &Rulebook, name: CommandName, actor: &Actor) -> bool {
    let mut moves = book.moves_of(name);
    moves.any(|step| {
        let mut roles = step.proposed_by.iter().chain(&step.decided_by);
        roles.any(|role| {
            actor.holds(*role) || *role == Role::CoOfficer && actor.holds(Role::Officer)
        })
    })
}

/// Whether the case, and a matter where the move is about one, stand where it leaves from.
fn stands(book: &Rulebook, file: &CaseFile, step: &Move) -> bool {
    let Some(track) = &step.track else {
        return step.from.contains(&file.stage);
    };
    let mut matters = file.matters_on(track);
    step.during.contains(&file.stage)
        && if step.from.is_empty() {
            book.tracks[track].many || !matters.any(|matter| book.is_open(matter))
        } else {
            matters.any(|matter| step.from.contains(&matter.stage))
        }
}

#[test]
fn the_ways_make_every_move() {
    let book = Rulebook::embedded();
    let mut walk = Walk {
        book,
        calendar: Calendar::embedded(),
        chance: Chance(0x2545_F491_4F6C_DD1D),
        fired: BTreeMap::new(),
        refused: BTreeMap::new(),
        unsound: BTreeMap::new(),
        futile: BTreeSet::new(),
        allowed: BTreeSet::new(),
    };
    let mut at = 0;
    while at < lives() && !walk.missing().is_empty() {
        let world = WORLDS[at % WORLDS.len()];
        walk.live(world, at / 6 + at);
        at += 1;
    }
    let missing: Vec<&str> = walk.missing().iter().map(|step| step.id.as_str()).collect();
    println!("{at} lives\n{:#?}\n{:?}", walk.fired, walk.refused);
    assert_eq!(walk.unsound, BTreeMap::new());
    assert!(missing.is_empty(), "{missing:#?}");
}

/// How many lives are walked at most: `FUYI_WALKS`, or 4000. They end when every move is made.
fn lives() -> usize {
    let given = std::env::var("FUYI_WALKS").ok();
    given.and_then(|given| given.parse().ok()).unwrap_or(4000)
}
