//! Matters beside the proceeding: which one a move is about, and how it opens, moves and ends.

use chrono::NaiveDate;

use super::Ask;
use super::build::Making;
use super::days::no_such;
use super::terms;
use crate::effect::Effect;
use crate::file::{CaseFile, Details, Matter, Term, TermState};
use crate::id::MatterNo;
use crate::period::PauseKind;
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::{Move, Rulebook, Stage};

/// The matter that the command names, if it names one.
///
/// # Errors
///
/// Where the case has no such matter.
pub(super) fn named(ask: &Ask<'_>) -> Result<Option<MatterNo>, Refusal> {
    let Some(no) = ask.command().and_then(|command| command.matter()) else {
        return Ok(None);
    };
    match ask.file.matter(no) {
        Some(_) => Ok(Some(no)),
        None => Err(no_such("matter", no)),
    }
}

/// Whether the case, and the matter where there is one, stand at a stage that the move leaves from.
///
/// Without a named matter any open one of the track may be meant.
pub(super) fn stands(
    book: &Rulebook,
    file: &CaseFile,
    step: &Move,
    named: Option<MatterNo>,
) -> bool {
    let Some(track) = &step.track else {
        return step.from.contains(&file.stage);
    };
    if !step.during.contains(&file.stage) {
        return false;
    }
    if step.from.is_empty() {
        return named.is_none() && may_open(book, file, track);
    }
    file.matters_on(track)
        .filter(|matter| named.is_none_or(|no| matter.no == no))
        .any(|matter| step.from.contains(&matter.stage))
}

/// Whether a matter can be opened on a track: none is open, or several may be.
fn may_open(book: &Rulebook, file: &CaseFile, track: &str) -> bool {
    let many = book.tracks.get(track).is_some_and(|track| track.many);
    many || !file.matters_on(track).any(|matter| book.is_open(matter))
}

/// The matter that a move is about: the one named, or the newest that stands where the move leaves from.
pub(super) fn concerned<'a>(ask: &Ask<'a>, step: &Move) -> Option<&'a Matter> {
    if step.from.is_empty() {
        return None;
    }
    let named = named(ask).ok().flatten();
    let track = step.track.as_deref()?;
    let file: &'a CaseFile = ask.file;
    file.facts
        .matters
        .iter()
        .rev()
        .filter(|matter| matter.track == track)
        .filter(|matter| named.is_none_or(|no| matter.no == no))
        .find(|matter| step.from.contains(&matter.stage))
}

/// The stage at which the newest matter of a move's track stands, for saying why the move cannot be made.
pub(super) fn stage_of<'a>(ask: &Ask<'a>, step: &Move) -> Option<&'a Stage> {
    let named = named(ask).ok().flatten();
    let track = step.track.as_deref()?;
    let matter = ask
        .file
        .matters_on(track)
        .rev()
        .find(|matter| named.is_none_or(|no| matter.no == no))?;
    ask.book.stages.get(&matter.stage)
}

/// Refuses a move while a matter is open on a track that it asks to be settled.
pub(super) fn settled(ask: &Ask<'_>, step: &Move) -> Result<(), Refusal> {
    let open = ask
        .file
        .facts
        .matters
        .iter()
        .find(|matter| step.settled.contains(&matter.track) && ask.book.is_open(matter));
    let Some(matter) = open else { return Ok(()) };
    let label = |label: Option<&crate::rulebook::Label>| {
        label.map_or_else(String::new, |label| label.zh.clone())
    };
    let track = ask.book.tracks.get(&matter.track);
    let stage = ask.book.stages.get(&matter.stage);
    Err(Refusal::new(RefusalCode::MatterOpen)
        .with("matter", matter.no)
        .with("track", label(track.map(|track| &track.label)))
        .with("stage", label(stage.map(|stage| &stage.label)))
        .because(track.map_or_else(|| step.basis.clone(), |track| track.basis.clone())))
}

/// Takes the matter up that the move is about: a new one where the move opens one.
pub(super) fn take_up(ask: &Ask<'_>, step: &Move, making: &mut Making) {
    let known = concerned(ask, step).cloned();
    making.matter = known.or_else(|| {
        let last = ask.file.facts.matters.iter().map(|matter| matter.no).max();
        Some(Matter {
            no: last.unwrap_or(0).saturating_add(1),
            track: step.track.clone()?,
            stage: String::new(),
            since: ask.on,
            opened_on: ask.on,
            party: None,
            about: String::new(),
            result: None,
            terms: Vec::new(),
            papers: Vec::new(),
            details: Details::Plain,
        })
    });
}

/// The matter enters a stage: what its stage paused runs on, what the new one pauses stops.
pub(super) fn enter(ask: &Ask<'_>, making: &mut Making, stage: &str) -> Result<(), Refusal> {
    let Some(mut matter) = making.matter.take() else {
        return Ok(());
    };
    let left = std::mem::replace(&mut matter.stage, stage.to_owned());
    matter.since = ask.on;
    change_pause(ask, making, matter.no, &left, stage)?;
    if ask
        .book
        .stages
        .get(stage)
        .is_some_and(|stage| stage.is_final)
    {
        end_terms(ask, making, &matter);
    }
    making.matter = Some(matter);
    Ok(())
}

fn pause_of(book: &Rulebook, stage: &str) -> Option<PauseKind> {
    book.stages.get(stage).and_then(|stage| stage.pauses)
}

fn change_pause(
    ask: &Ask<'_>,
    making: &mut Making,
    no: MatterNo,
    left: &str,
    entered: &str,
) -> Result<(), Refusal> {
    let (before, after) = (pause_of(ask.book, left), pause_of(ask.book, entered));
    if before == after {
        return Ok(());
    }
    if let Some(kind) = before
        && !held_elsewhere(ask, making, no, kind)
    {
        let on = released_on(ask, making, no, kind);
        terms::resume_on(ask, making, kind, on)?;
    }
    if let Some(kind) = after {
        terms::pause(ask, making, kind);
    }
    Ok(())
}

/// Whether another matter, or a suspension of the case, still holds the terms by the same kind of pause.
fn held_elsewhere(ask: &Ask<'_>, making: &Making, no: MatterNo, kind: PauseKind) -> bool {
    let by_matter = making
        .file
        .facts
        .matters
        .iter()
        .any(|other| other.no != no && pause_of(ask.book, &other.stage) == Some(kind));
    by_matter || (kind == PauseKind::Suspension && making.file.facts.suspension.is_some())
}

/// The day from which the days count again: of several matters that paused by the same kind, the end of the last, in
/// whatever order they are recorded.
fn released_on(ask: &Ask<'_>, making: &Making, no: MatterNo, kind: PauseKind) -> NaiveDate {
    let pauses = |track: &str| {
        let mut stages = ask.book.stages.values();
        stages.any(|stage| stage.track.as_deref() == Some(track) && stage.pauses == Some(kind))
    };
    let matters = making.file.facts.matters.iter();
    let others = matters.filter(|other| other.no != no && pauses(&other.track));
    let ended = others.filter(|other| other.opened_on <= ask.on && !ask.book.is_open(other));
    ended.map(|other| other.since).fold(ask.on, NaiveDate::max)
}

/// A matter that is done leaves nothing owed.
fn end_terms(ask: &Ask<'_>, making: &mut Making, matter: &Matter) {
    let own: Vec<Term> = making
        .file
        .terms
        .iter()
        .filter(|term| matter.terms.contains(&term.no) && term.state.is_open())
        .filter(|term| !ask.is_window(&term.period))
        .cloned()
        .collect();
    for term in own {
        terms::end(making, term, TermState::Cancelled, ask.on);
    }
}

/// Puts the matter back into the file, as it stands after the move.
pub(super) fn put_back(making: &mut Making) {
    if let Some(matter) = making.matter.take()
        && making.file.matter(matter.no) != Some(&matter)
    {
        making.push(Effect::MatterSet {
            matter: Box::new(matter),
        });
    }
}

/// Ends every open matter whose track does not run on at the stage that the proceeding has entered.
pub(super) fn end_with(ask: &Ask<'_>, making: &mut Making) -> Result<(), Refusal> {
    let stage = making.file.stage.clone();
    let ended: Vec<(Matter, String)> = making
        .file
        .facts
        .matters
        .iter()
        .filter(|matter| ask.book.is_open(matter))
        .filter_map(|matter| {
            let track = ask.book.tracks.get(&matter.track)?;
            let runs_on = track.during.contains(&stage);
            let end = track.ends_in.clone().filter(|_| !runs_on)?;
            Some((matter.clone(), end))
        })
        .collect();
    for (matter, end) in ended {
        making.matter = Some(matter);
        enter(ask, making, &end)?;
        put_back(making);
    }
    Ok(())
}
