//! Where in the definition files what is unproved has its place.

use std::ops::Range;

use super::Unproved;
use crate::fault::Fault;
use crate::raw::{self, SourceFile, Sourced, Word};

/// Something that the definitions define, by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A stage.
    Stage(String),
    /// A move.
    Move(String),
    /// A period.
    Period(String),
}

/// The fault that stands for what is unproved, at its place in the files it was read from.
#[must_use]
pub fn located(found: &Unproved, sources: &[SourceFile]) -> Fault {
    let set = raw::read(sources, &mut Vec::new());
    let place = match &found.place {
        Place::Stage(id) => find(&set.stages, |stage| &stage.id, id),
        Place::Move(id) => find(&set.moves, |step| &step.id, id),
        Place::Period(id) => set.periods.iter().find_map(|period| {
            let named = &period.item.id;
            (named.get_ref() == id).then(|| (period.file.clone(), named.span()))
        }),
    };
    let (file, span) = place.unwrap_or_default();
    let (zh, en) = &found.message;
    Fault {
        code: found.code,
        message: format!("{zh} / {en}"),
        file,
        span,
        help: help(found),
    }
}

fn find<T>(
    all: &[Sourced<T>],
    id_of: impl Fn(&T) -> &Word,
    id: &str,
) -> Option<(String, Range<usize>)> {
    all.iter().find_map(|one| {
        let named = id_of(&one.item);
        (named.get_ref() == id).then(|| (one.file.clone(), named.span()))
    })
}

/// The path, in Chinese and then in English.
fn help(found: &Unproved) -> Option<String> {
    if found.path.is_empty() {
        return None;
    }
    let (world, world_en) = found.world.clone().unwrap_or_default();
    let lines = |pick: fn(&(String, String)) -> &String| {
        let lines = found.path.iter().map(pick).enumerate();
        let lines = lines.map(|(no, line)| format!("{}. {line}", no.saturating_add(1)));
        lines.collect::<Vec<_>>().join("\n")
    };
    Some(format!(
        "最短路径（{world}）：\n{}\nshortest path ({world_en}):\n{}",
        lines(|line| &line.0),
        lines(|line| &line.1)
    ))
}
