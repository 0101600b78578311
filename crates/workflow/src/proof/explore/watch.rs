//! What is looked at in every state and at every step.

use super::{Broken, Explorer, Step, What};
use crate::actor::Actor;
use crate::check::is_window;
use crate::effect::Effect;
use crate::file::{CaseFile, TermState};
use crate::plan::Plan;

impl Explorer<'_> {
    pub(super) fn judge(
        &mut self,
        at: usize,
        file: &CaseFile,
        plan: &Plan,
        actor: &Actor,
        by: &Step,
    ) {
        if let Err(unsound) = self.book.lawful(file, plan, actor) {
            self.broken(What::Unsound(unsound), at, Some(by.clone()));
        }
    }

    pub(super) fn broken(&mut self, what: What, state: usize, by: Option<Step>) {
        let same = |known: &Broken| match (&known.what, &what) {
            (What::Unsound(a), What::Unsound(b)) => a.rule == b.rule,
            (What::Stays(a, _), What::Stays(b, _)) => a == b,
            (a, b) => a == b,
        };
        if !self.done.broken.iter().any(same) {
            self.done.broken.push(Broken { what, state, by });
        }
    }

    pub(super) fn watch(&mut self, before: Option<&CaseFile>, plan: &Plan, at: usize) {
        let step = self.index_of(&plan.entry.move_id).unwrap_or_default();
        let seen = &mut self.done.seen;
        for effect in &plan.entry.effects {
            let stage = match effect {
                Effect::CaseOpened { stage, .. } | Effect::StageEntered { stage, .. } => stage,
                Effect::MatterSet { matter } => &matter.stage,
                _ => continue,
            };
            if !seen.stages.contains(stage) {
                seen.stages.insert(stage.clone());
            }
        }
        for term in plan.changed_terms() {
            let known = before.and_then(|file| file.term(term.no));
            if known.is_none() {
                seen.started
                    .entry(term.period.clone())
                    .or_insert((at, step));
            }
            match term.state {
                TermState::Met => seen.met.insert(term.period.clone()),
                TermState::Lapsed | TermState::Overdue | TermState::LapsedUnverified => {
                    seen.lapsed.insert(term.period.clone())
                }
                _ => false,
            };
        }
    }

    /// Every stage that the law does not leave untimed has a term running.
    pub(super) fn timed(&mut self, at: usize, file: &CaseFile) {
        let running = |terms: &dyn Fn(u32) -> bool| {
            file.terms.iter().any(|term| {
                let period = self.book.period(&term.period);
                let window = period.is_some_and(is_window);
                terms(term.no) && term.state.is_open() && !window
            })
        };
        let mut bare = Vec::new();
        let untimed = |stage: &str| {
            let stage = self.book.stages.get(stage);
            stage.is_none_or(|stage| stage.is_final || stage.untimed.is_some())
        };
        if !untimed(&file.stage) && !running(&|_| true) {
            bare.push(file.stage.clone());
        }
        for matter in file
            .facts
            .matters
            .iter()
            .filter(|matter| self.book.is_open(matter))
        {
            if !untimed(&matter.stage) && !running(&|no| matter.terms.contains(&no)) {
                bare.push(matter.stage.clone());
            }
        }
        for stage in bare {
            self.broken(What::NoClock(stage), at, None);
        }
    }
}
