//! The proof 证明: before anything runs, that no case can get stuck and no duty be impossible.
//!
//! Every kind of state that a case can reach is reached, by asking planning itself: [`Rulebook::plan`] is what moves a
//! case here as in the office, so that what is proved is proved of the program and not of a picture of it. From the
//! first file found of each class (`class.rs`) everything is asked that could be asked there (`ways.rs`), on the
//! day it was reached and on the last day of the term that ends next; then time passes to the next day on which
//! something changes. A world ([`World`]) says which parties there are and what is asked beside the proceeding.
//!
//! | code | what does not hold |
//! |---|---|
//! | FY0701 | every stage is reached |
//! | FY0702 | from every state the case can be closed |
//! | FY0703 | every open matter can be brought to its end |
//! | FY0704 | a term runs at every stage that is not untimed |
//! | FY0705 | every duty can be met in time |
//! | FY0706 | the end of every term can be recorded |
//! | FY0707 | every effect of law that starts comes about |
//! | FY0708 | every move can be made |
//! | FY0709 | every role that a move names can make it or ask for it |
//! | FY0710 | one move only of a command is meant at once |
//! | FY0711 | no state breaks an invariant ([`mod@crate::sound`]) |
//! | FY0712 | the applicant can withdraw until the decision (ARL 74) |
//! | FY0713 | 3, 5, 7 and 10 days of the Act are working days, all others are not (ARL 88(2)) |
//! | FY0714 | suspension, appraisal and inspection stop the terms to decide (ARL 39(2); Regs 34, 37) |
//!
//! What is not proved: two tracks at once, more than two parties of one part, two open matters of one track, a day of
//! every kind on which a thing could be done. Lives made of chance are held against the same classes in the tests, so
//! that a class which the exploration misses is found.

use std::sync::atomic::{AtomicUsize, Ordering};

use calendar::Calendar;

use crate::rulebook::Rulebook;

mod cast;
mod class;
mod explore;
mod graph;
mod law;
mod place;
#[cfg(test)]
mod tests;
mod time;
mod total;
mod ways;
mod words;
mod world;

use explore::Explored;

pub use place::{Place, located};
pub use world::{World, worlds};

/// What a proof has found 证明结果.
#[derive(Debug, Clone)]
pub struct Proof {
    /// What was explored.
    pub worlds: Vec<Extent>,
    /// What does not hold, in the order of the codes.
    pub unproved: Vec<Unproved>,
    /// Whether every world was explored, and what never comes about is judged too.
    pub whole: bool,
}

/// How much of a world there is 遍历规模.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Id of the world.
    pub id: String,
    /// Its Chinese and English name.
    pub label: (String, String),
    /// States reached.
    pub states: usize,
    /// Transitions between them.
    pub transitions: usize,
}

/// A property that does not hold 未证性质.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unproved {
    /// Code, such as `FY0702`.
    pub code: &'static str,
    /// What does not hold, in Chinese and English.
    pub message: (String, String),
    /// Where in the definitions.
    pub place: Place,
    /// The world in which it was found, by its names; none where no world shows otherwise.
    pub world: Option<(String, String)>,
    /// The shortest path to it, a line a step.
    pub path: Vec<(String, String)>,
}

/// Proves the definitions 证明规则 in their worlds, or in some of them.
///
/// That something never comes about (FY0701, FY0705, FY0707 to FY0709) only all worlds show together: it is judged
/// where they are all chosen.
#[must_use]
pub fn prove(book: &Rulebook, calendar: &Calendar, chosen: &[World]) -> Proof {
    let mut proof = Proof {
        worlds: Vec::new(),
        unproved: law::judge(book),
        whole: worlds(book).iter().all(|world| chosen.contains(world)),
    };
    let mut total = total::Total::default();
    for (world, done) in chosen.iter().zip(explored(book, calendar, chosen)) {
        graph::judge(book, world, &done, &mut proof.unproved);
        proof.worlds.push(Extent {
            id: world.id.clone(),
            label: world.label.clone(),
            states: done.states.len(),
            transitions: done.edges.len(),
        });
        total.add(book, world, &done);
    }
    if proof.whole {
        total.judge(book, &mut proof.unproved);
    }
    proof.unproved.sort_by_key(|found| found.code);
    proof
}

/// Explores worlds, as many at once as there are processors; in the order of the worlds.
fn explored(book: &Rulebook, calendar: &Calendar, worlds: &[World]) -> Vec<Explored> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let no = next.fetch_add(1, Ordering::Relaxed);
            let Some(world) = worlds.get(no) else {
                return done;
            };
            done.push((no, explore::explore(book, calendar, world)));
        }
    };
    let many = std::thread::available_parallelism().map_or(1, usize::from);
    let many = many.min(worlds.len());
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..many).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|(no, _)| *no);
    all.into_iter().map(|(_, done)| done).collect()
}
