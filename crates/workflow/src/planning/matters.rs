//! Matters beside the proceeding: which one a move is about, and how it opens, moves and ends.

use super::Ask;
use super::build::Making;
use super::days::no_such;
use super::terms;
use crate::effect::Effect;
use crate::file::{CaseFile, Details, Matter, Term, TermState};
use crate::id::{MatterNo, PaperNo};
use crate::period::PauseKind;
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::{Move, Rulebook, Stage};

/// The matter that the command names, if it names one. One on a track with which the command has nothing to do is as good as
/// none: nobody counts by a command what it may not see.
///
/// # Errors
///
/// Where the case has no such matter.
pub(super) fn named(ask: &Ask<'_>) -> Result<Option<MatterNo>, Refusal> {
    let Some((command, no)) = ask
        .command()
        .and_then(|command| Some((command, command.matter()?)))
    else {
        return Ok(None);
    };
    let meant = |matter: &&Matter| {
        let mut moves = ask.book.moves_of(command.name());
        moves.any(|step| step.track.as_ref() == Some(&matter.track))
    };
    match ask.file.matter(no).filter(meant) {
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
    open.map_or(Ok(()), |matter| Err(unsettled(ask, &step.basis, matter)))
}

/// The refusal of a move that waits for a matter.
pub(super) fn unsettled(ask: &Ask<'_>, basis: &str, matter: &Matter) -> Refusal {
    let label = |label: Option<&crate::rulebook::Label>| {
        label.map_or_else(String::new, |label| label.zh.clone())
    };
    let track = ask.book.tracks.get(&matter.track);
    let stage = ask.book.stages.get(&matter.stage);
    Refusal::new(RefusalCode::MatterOpen)
        .with("matter", matter.no)
        .with("track", label(track.map(|track| &track.label)))
        .with("stage", label(stage.map(|stage| &stage.label)))
        .because(track.map_or_else(|| basis.to_owned(), |track| track.basis.clone()))
}

/// Takes the matter up that the move is about: a new one where the move opens one.
pub(super) fn take_up(ask: &Ask<'_>, step: &Move, making: &mut Making) {
    let known = concerned(ask, step).cloned();
    making.matter = known.or_else(|| {
        Some(Matter {
            since: ask.on,
            opened_on: ask.on,
            ..blank(ask.file, step.track.as_deref()?)
        })
    });
}

/// The next matter of a case on a track, of which nothing is known yet.
pub(super) fn blank(file: &CaseFile, track: &str) -> Matter {
    let last = file.facts.matters.iter().map(|matter| matter.no).max();
    Matter {
        no: last.unwrap_or(0).saturating_add(1),
        track: track.to_owned(),
        stage: String::new(),
        since: file.stage_since,
        opened_on: file.stage_since,
        party: None,
        about: String::new(),
        result: None,
        suspended_on: None,
        terms: Vec::new(),
        papers: Vec::new(),
        details: Details::Plain,
    }
}

/// The matter enters a stage: what its stage paused runs on, what the new one pauses stops.
pub(super) fn enter(ask: &Ask<'_>, making: &mut Making, stage: &str) -> Result<(), Refusal> {
    let Some(mut matter) = making.matter.take() else {
        return Ok(());
    };
    let left = std::mem::replace(&mut matter.stage, stage.to_owned());
    matter.since = ask.on;
    matter.suspended_on = match pause_of(ask.book, stage) {
        Some(PauseKind::Suspension) => matter.suspended_on.or(Some(ask.on)),
        _ => None,
    };
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
    if let Some(kind) = before {
        terms::resume(ask, making, kind, Some(no))?;
    }
    if let Some(kind) = after {
        terms::pause(ask, making, kind, Some(no));
    }
    Ok(())
}

/// Whether a term belongs to a matter that runs on beside the stage which a move of the proceeding leads to.
pub(super) fn runs_on(ask: &Ask<'_>, step: &Move, file: &CaseFile, term: &Term) -> bool {
    let Some(stage) = step.to.as_ref().filter(|_| step.track.is_none()) else {
        return false;
    };
    file.facts.matters.iter().any(|matter| {
        let track = ask.book.tracks.get(&matter.track);
        matter.terms.contains(&term.no)
            && ask.book.is_open(matter)
            && track.is_some_and(|track| track.during.contains(stage))
    })
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

/// Ends the open matters that the service of certain papers opened, now that those papers are withdrawn.
pub(super) fn end_opened_by(
    ask: &Ask<'_>,
    making: &mut Making,
    papers: &[PaperNo],
) -> Result<(), Refusal> {
    let file = &making.file;
    let of_papers = |term: &&Term| term.paper.is_some_and(|no| papers.contains(&no));
    let opened: Vec<u32> = file
        .terms
        .iter()
        .filter(of_papers)
        .map(|term| term.no)
        .collect();
    let open = file
        .facts
        .matters
        .iter()
        .filter(|matter| ask.book.is_open(matter));
    let open: Vec<Matter> = open
        .filter(|matter| {
            matter
                .terms
                .first()
                .is_some_and(|first| opened.contains(first))
        })
        .cloned()
        .collect();
    end_all(ask, making, open)
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
    end_each(ask, making, ended)
}

/// Ends matters that are open, each as its track does.
pub(super) fn end_all(
    ask: &Ask<'_>,
    making: &mut Making,
    open: Vec<Matter>,
) -> Result<(), Refusal> {
    let ended = open.into_iter().filter_map(|matter| {
        let track = ask.book.tracks.get(&matter.track)?;
        let end = track.ends_in.clone()?;
        Some((matter, end))
    });
    end_each(ask, making, ended.collect())
}

/// Brings each matter to the final stage given.
fn end_each(
    ask: &Ask<'_>,
    making: &mut Making,
    ended: Vec<(Matter, String)>,
) -> Result<(), Refusal> {
    for (matter, end) in ended {
        making.matter = Some(matter);
        enter(ask, making, &end)?;
        put_back(making);
    }
    Ok(())
}
