//! Asking: who may make a move, and what is followed of what it opens.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Explorer, Step, What};
use crate::actor::{Actor, Moment, Role};
use crate::command::{Command, CommandName, Submission};
use crate::effect::Effect;
use crate::file::CaseFile;
use crate::plan::Plan;
use crate::proof::cast;
use crate::proof::class::unserved;
use crate::proof::ways::{Way, ways};
use crate::rulebook::Move;

/// Whether a move goes before another where both could be meant: it says so, or it asks for all that the other asks
/// for and for more.
fn precedes(one: &Move, other: &Move) -> bool {
    let special = one.when.len() > other.when.len()
        && other.when.iter().all(|guard| one.when.contains(guard));
    special || one.before.contains(&other.id)
}

impl Explorer<'_> {
    pub(super) fn ask(&mut self, at: usize, file: &CaseFile, way: &Way, today: NaiveDate) {
        let submission = cast::submission(way, today);
        let moment = cast::moment(today);
        let name = way.command.name();
        for role in self.roles_of(name) {
            let actor = self.acting(role, file);
            let asked = self.book.plan_only(
                self.calendar,
                file,
                &submission,
                &actor,
                &self.around,
                moment,
            );
            let Ok(plan) = asked else { continue };
            let Some(step) = self.index_of(&plan.entry.move_id) else {
                continue;
            };
            let shown = self.all_shown(name);
            self.roles(step, role);
            if plan.is_request {
                self.settle(at, &plan.after, today);
                continue;
            }
            let by = Step::Made {
                step,
                by: role,
                on: today,
            };
            self.done.withdrawals += usize::from(name == CommandName::Withdraw);
            self.alone(at, file, &submission, &actor, moment, &by);
            self.judge(at, file, &plan, &actor, &by);
            self.watch(Some(file), &plan, at);
            if let Some(after) = self.leads_to(at, step, plan, today) {
                self.reach(Some((at, by)), after, today);
            }
            if shown {
                break;
            }
        }
    }

    /// The file that a plan leads to, once what comes by itself has come; none where it is not followed.
    pub(super) fn leads_to(
        &mut self,
        at: usize,
        step: usize,
        plan: Plan,
        today: NaiveDate,
    ) -> Option<CaseFile> {
        if self.crowded(&plan.after) || !self.followed(step, &plan.after) {
            return None;
        }
        let mut effects = plan.entry.effects.iter();
        let issues = effects.any(|effect| matches!(effect, Effect::PaperIssued { .. }));
        let after = if issues {
            self.serve_all(plan.after, today)
        } else {
            plan.after
        };
        self.ended(at, after, today, &mut Vec::new())
    }

    /// Roles that some move of a command names, those that decide first.
    pub(super) fn roles_of(&self, name: CommandName) -> Vec<Role> {
        let mut roles = Vec::new();
        let moves = || self.book.moves_of(name);
        let named = moves().flat_map(|step| &step.decided_by);
        for role in named.chain(moves().flat_map(|step| &step.proposed_by)) {
            if !roles.contains(role) {
                roles.push(*role);
            }
        }
        roles
    }

    /// Whether every role that the move names has been seen to make it or to ask for it.
    pub(super) fn shown(&self, step: usize) -> bool {
        let known = self.done.seen.made.get(&step);
        let step = self.book.moves.get(step);
        known.zip(step).is_some_and(|(known, step)| {
            let mut named = step.decided_by.iter().chain(&step.proposed_by);
            named.all(|role| known.contains(role))
        })
    }

    /// Whether every role of every move of a command has been seen to make it or to ask for it.
    fn all_shown(&self, name: CommandName) -> bool {
        let mut moves = self.book.moves_of(name);
        moves.all(|step| self.index_of(&step.id).is_some_and(|step| self.shown(step)))
    }

    pub(super) fn roles(&mut self, step: usize, role: Role) {
        let roles = self.done.seen.made.entry(step).or_default();
        if !roles.contains(&role) {
            roles.push(role);
        }
    }

    /// One move only of the command is meant, or the first of them goes before the others.
    pub(super) fn alone(
        &mut self,
        at: usize,
        file: &CaseFile,
        submission: &Submission,
        actor: &Actor,
        moment: Moment,
        by: &Step,
    ) {
        let Command::Reconsideration(command) = &submission.command;
        let name = command.name();
        if self.book.moves_of(name).nth(1).is_none() {
            return;
        }
        let meant = self
            .book
            .meant(self.calendar, file, submission, actor, &self.around, moment);
        let told = match meant.as_slice() {
            [first, others @ ..] => others.iter().all(|other| precedes(first, other)),
            [] => true,
        };
        if told {
            return;
        }
        let ids = meant.into_iter().filter_map(|step| self.index_of(&step.id));
        let what = What::Several(ids.collect());
        self.broken(what, at, Some(by.clone()));
    }

    /// A request that waits is granted and returned by whoever may sign, until all who may have been seen to.
    pub(super) fn settle(&mut self, at: usize, file: &CaseFile, today: NaiveDate) {
        let signs = self
            .index_of("settle_request")
            .is_some_and(|step| self.shown(step));
        if signs {
            return;
        }
        for way in ways(
            self.book,
            self.calendar,
            file,
            CommandName::SettleRequest,
            today,
        ) {
            self.ask(at, file, &way, today);
        }
    }

    /// Whether this world follows what a move opens: a matter of its own track, the first or the second. A recusal is
    /// followed where somebody else can take the place.
    pub(super) fn followed(&self, step: usize, after: &CaseFile) -> bool {
        let replaced = [Role::CoOfficer, Role::OrganHead].map(cast::user);
        let mut recusals = after.facts.participation.recusals.iter();
        if recusals.any(|recusal| !replaced.contains(&recusal.user)) {
            return false;
        }
        let step = self.book.moves.get(step);
        let opens = step
            .filter(|step| step.from.is_empty())
            .and_then(|step| step.track.as_ref());
        opens.is_none_or(|track| self.world.follows(track) && after.matters_on(track).count() <= 2)
    }

    /// Whether two matters are open on one track, where one is followed at a time, or three papers of one kind are to
    /// be served, where two are.
    fn crowded(&self, file: &CaseFile) -> bool {
        let open = file
            .facts
            .matters
            .iter()
            .filter(|matter| self.book.is_open(matter));
        let mut tracks = BTreeSet::new();
        let mut papers: BTreeMap<&str, usize> = BTreeMap::new();
        for paper in file
            .standing_papers()
            .filter(|paper| unserved(paper).next().is_some())
        {
            *papers.entry(&paper.kind).or_default() += 1;
        }
        let full = papers.values().any(|many| *many > 2);
        full || open.into_iter().any(|matter| !tracks.insert(&matter.track))
    }
}
