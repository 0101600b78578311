//! What must hold over all worlds together: that everything the definitions define can come about.

use std::collections::{BTreeMap, BTreeSet};

use super::explore::Explored;
use super::words::path;
use super::{Place, Unproved, World};
use crate::actor::Role;
use crate::period::{OnEnd, PeriodKind};
use crate::rulebook::Rulebook;

/// The path to a state, a line a step, and the names of the world in which it is.
type Shown = (Vec<(String, String)>, (String, String));

/// What the worlds have shown.
#[derive(Default)]
pub(super) struct Total {
    stages: BTreeSet<String>,
    made: BTreeMap<usize, BTreeSet<Role>>,
    /// Periods started, each with the path to where it first was and the world.
    started: BTreeMap<String, Shown>,
    met: BTreeSet<String>,
    lapsed: BTreeSet<String>,
}

impl Total {
    /// Adds a world.
    pub(super) fn add(&mut self, book: &Rulebook, world: &World, done: &Explored) {
        let seen = &done.seen;
        self.stages.extend(seen.stages.iter().cloned());
        for (step, roles) in &seen.made {
            self.made
                .entry(*step)
                .or_default()
                .extend(roles.iter().copied());
        }
        for (period, (state, _)) in &seen.started {
            let way = || (path(book, done, *state, None), world.label.clone());
            self.started.entry(period.clone()).or_insert_with(way);
        }
        self.met.extend(seen.met.iter().cloned());
        self.lapsed.extend(seen.lapsed.iter().cloned());
    }

    /// Judges them all.
    pub(super) fn judge(&self, book: &Rulebook, found: &mut Vec<Unproved>) {
        self.reached(book, found);
        self.moved(book, found);
        self.ended(book, found);
    }

    fn reached(&self, book: &Rulebook, found: &mut Vec<Unproved>) {
        for stage in book
            .stages
            .keys()
            .filter(|stage| !self.stages.contains(*stage))
        {
            let message = (
                format!("没有案件到达`{stage}`"),
                format!("no case reaches `{stage}`"),
            );
            found.push(plain("FY0701", Place::Stage(stage.clone()), message));
        }
    }

    fn moved(&self, book: &Rulebook, found: &mut Vec<Unproved>) {
        for (index, step) in book.moves.iter().enumerate() {
            let place = || Place::Move(step.id.clone());
            let Some(roles) = self.made.get(&index) else {
                let message = (
                    format!("`{}`永远无法办理", step.id),
                    format!("`{}` can never be made", step.id),
                );
                found.push(plain("FY0708", place(), message));
                continue;
            };
            let named = step.decided_by.iter().chain(&step.proposed_by);
            let idle: BTreeSet<Role> = named
                .copied()
                .filter(|role| !roles.contains(role))
                .collect();
            for role in idle {
                let (zh, en) = role.label();
                let message = (
                    format!("{zh}永远无法办理或者提请`{}`", step.id),
                    format!("the {en} can never make `{}` or ask for it", step.id),
                );
                found.push(plain("FY0709", place(), message));
            }
        }
    }

    fn ended(&self, book: &Rulebook, found: &mut Vec<Unproved>) {
        for (id, (path, world)) in &self.started {
            let Some(period) = book.period(id) else {
                continue;
            };
            let (code, zh, en) = match period.kind {
                PeriodKind::Duty if !self.met.contains(id) => (
                    "FY0705",
                    "的义务无人能按期履行",
                    "is a duty that nobody can meet in time",
                ),
                PeriodKind::Effect if period.on_end != OnEnd::None && !self.lapsed.contains(id) => {
                    (
                        "FY0707",
                        "届满的法定效果不会发生",
                        "has an effect that never comes about",
                    )
                }
                _ => continue,
            };
            found.push(Unproved {
                world: Some(world.clone()),
                path: path.clone(),
                ..plain(
                    code,
                    Place::Period(id.clone()),
                    (format!("`{id}`{zh}"), format!("`{id}` {en}")),
                )
            });
        }
    }
}

fn plain(code: &'static str, place: Place, message: (String, String)) -> Unproved {
    Unproved {
        code,
        message,
        place,
        world: None,
        path: Vec::new(),
    }
}
