//! What must hold in a world that was explored whole.

use std::collections::BTreeSet;

use super::explore::{Broken, Explored, Step, What};
use super::words::path;
use super::{Place, Unproved, World};
use crate::rulebook::Rulebook;

/// Judges one world.
pub(super) fn judge(book: &Rulebook, world: &World, done: &Explored, found: &mut Vec<Unproved>) {
    let judge = Judge { book, world, done };
    let news = done.broken.iter().map(|broken| judge.broken(broken));
    let news: Vec<Unproved> = news.chain(judge.stuck()).chain(judge.unended()).collect();
    for one in news {
        // Another world may have shown the same.
        let same = |known: &Unproved| {
            known.code == one.code && known.place == one.place && known.message == one.message
        };
        if !found.iter().any(same) {
            found.push(one);
        }
    }
}

struct Judge<'a> {
    book: &'a Rulebook,
    world: &'a World,
    done: &'a Explored,
}

impl Judge<'_> {
    fn unproved(
        &self,
        code: &'static str,
        place: Place,
        message: (String, String),
        state: usize,
        last: Option<&Step>,
    ) -> Unproved {
        Unproved {
            code,
            message,
            place,
            world: Some(self.world.label.clone()),
            path: path(self.book, self.done, state, last),
        }
    }

    fn broken(&self, broken: &Broken) -> Unproved {
        let last = broken.by.as_ref();
        let made = match last {
            Some(Step::Made { step, .. }) => self.move_id(*step),
            _ => "record_lapse".to_owned(),
        };
        let (code, place, message) = match &broken.what {
            What::Unsound(unsound) => (
                "FY0711",
                Place::Move(made),
                (
                    format!("不变式不成立：{unsound}"),
                    format!("an invariant does not hold: {unsound}"),
                ),
            ),
            What::Several(steps) => {
                let ids: Vec<String> = steps.iter().map(|step| self.move_id(*step)).collect();
                let ids = ids.join("`, `");
                (
                    "FY0710",
                    Place::Move(made),
                    (
                        format!("同一指令同时符合几个步骤：`{ids}`"),
                        format!("several moves of one command are meant at once: `{ids}`"),
                    ),
                )
            }
            What::Stays(period, refusal) => (
                "FY0706",
                Place::Period(period.clone()),
                (
                    format!("`{period}`期满无法登记：{}", refusal.code.code()),
                    format!(
                        "the end of `{period}` cannot be recorded: {}",
                        refusal.code.code()
                    ),
                ),
            ),
            What::NoClock(stage) => (
                "FY0704",
                Place::Stage(stage.clone()),
                (
                    format!("处于`{stage}`而没有任何期限进行"),
                    format!("no term runs at `{stage}`"),
                ),
            ),
            What::Bound(stage) => (
                "FY0712",
                Place::Stage(stage.clone()),
                (
                    format!("在`{stage}`申请人无法撤回申请（行政复议法第七十四条）"),
                    format!("at `{stage}` the applicant cannot withdraw (ARL 74)"),
                ),
            ),
        };
        self.unproved(code, place, message, broken.state, last)
    }

    fn move_id(&self, step: usize) -> String {
        self.book
            .moves
            .get(step)
            .map_or_else(String::new, |step| step.id.clone())
    }

    /// The first state from which the case cannot be closed.
    fn stuck(&self) -> Option<Unproved> {
        let leads = self.leads_to(|state| state.closed);
        let stuck = leads.iter().position(|leads| !leads)?;
        let stage = self.done.states.get(stuck)?.stage.clone();
        let message = (
            format!("自此无法结案：处于`{stage}`"),
            format!("from here, at `{stage}`, the case cannot be closed"),
        );
        Some(self.unproved("FY0702", Place::Stage(stage), message, stuck, None))
    }

    /// For each track, the first state in which a matter is open that can never be ended.
    fn unended(&self) -> Vec<Unproved> {
        let states = self.done.states.iter();
        let tracks: BTreeSet<&String> = states.flat_map(|state| &state.open_tracks).collect();
        let asked = tracks
            .into_iter()
            .filter(|track| self.world.asks_all_of(self.book, track));
        let unended = asked.filter_map(|track| {
            let leads = self.leads_to(|state| !state.open_tracks.contains(track));
            let stuck = leads.iter().position(|leads| !leads)?;
            let stages = self.book.stages.values();
            let mut stages = stages.filter(|stage| stage.track.as_ref() == Some(track));
            let place = stages.find(|stage| !stage.is_final)?.id.clone();
            let message = (
                format!("轨道`{track}`上的事项自此无法办结"),
                format!("from here the matter on the track `{track}` cannot be brought to its end"),
            );
            Some(self.unproved("FY0703", Place::Stage(place), message, stuck, None))
        });
        unended.collect()
    }

    /// Of each state, whether it leads to one for which `goal` holds.
    fn leads_to(&self, goal: impl Fn(&super::explore::State) -> bool) -> Vec<bool> {
        let mut back: Vec<Vec<usize>> = vec![Vec::new(); self.done.states.len()];
        for (from, to) in &self.done.edges {
            if let Some(into) = back.get_mut(*to) {
                into.push(*from);
            }
        }
        let mut leads: Vec<bool> = self.done.states.iter().map(goal).collect();
        let mut open: Vec<usize> = (0..leads.len())
            .filter(|at| leads.get(*at).copied().unwrap_or_default())
            .collect();
        while let Some(at) = open.pop() {
            for from in back.get(at).into_iter().flatten() {
                if let Some(known) = leads.get_mut(*from).filter(|known| !**known) {
                    *known = true;
                    open.push(*from);
                }
            }
        }
        leads
    }
}
