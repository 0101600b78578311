//! Side tracks: each opens, leads to an end wherever it stands, and ends with the proceeding.

use std::collections::BTreeSet;

use super::build::{Built, Parts};
use super::graph::{Graph, finals, leads_on, reached, timed};
use super::names::Names;
use crate::raw::{RawMove, RawPaper, RawStage, RawTrack, Word};
use crate::rulebook::{Move, PaperKind, Stage, Track};

type BuiltMove<'a> = Built<'a, RawMove, Move>;

/// Judges every side track.
pub(crate) fn judge(parts: &Parts<'_>, windows: &BTreeSet<&str>, names: &mut Names<'_>) {
    for built in &parts.moves {
        own_stages(parts, built, names);
    }
    for built in &parts.papers {
        opened_stages(parts, built, names);
    }
    for track in &parts.tracks {
        let graph = Graph::of(parts, Some(&track.made.id));
        let by_move = graph
            .moves
            .iter()
            .filter(|built| built.made.from.is_empty())
            .filter_map(|built| built.made.to.as_deref());
        let by_service = parts
            .papers
            .iter()
            .flat_map(|paper| &paper.made.opens_on_service)
            .filter(|opening| opening.track == track.made.id)
            .map(|opening| opening.stage.as_str());
        let opened: BTreeSet<&str> = by_move.chain(by_service).collect();
        if opened.is_empty() {
            never_opened(track, names);
            continue;
        }
        let ended = track.made.ends_in.as_deref();
        reached(&graph, opened.into_iter().chain(ended).collect(), names);
        finals(&graph, names);
        leads_on(&graph, names);
        timed(&graph, windows, names);
        ends(parts, track, names);
    }
}

/// A matter opens at a stage of its own track.
fn opened_stages(parts: &Parts<'_>, built: &Built<'_, RawPaper, PaperKind>, names: &mut Names<'_>) {
    for opening in &built.raw.item.opens {
        let (track, stage) = (opening.track.get_ref(), opening.stage.get_ref());
        let known = parts.stages.iter().find(|known| known.made.id == *stage);
        if known.is_some_and(|known| known.made.track.as_ref() != Some(track)) {
            names.fault(
                "FY0324",
                &built.raw.file,
                opening.stage.span(),
                format!("`{stage}`不是轨道`{track}`的阶段 / `{stage}` is not a stage of the track `{track}`"),
                "写该轨道的阶段 / name a stage of that track".to_owned(),
            );
        }
    }
}

fn never_opened(track: &Built<'_, RawTrack, Track>, names: &mut Names<'_>) {
    let id = &track.made.id;
    names.fault(
        "FY0323",
        &track.raw.file,
        track.raw.item.id.span(),
        format!("没有步骤或文书开启轨道`{id}` / no move or paper opens the track `{id}`"),
        format!(
            "写一个 track = \"{id}\"、from = [] 且有 to 的步骤 / write a move with track = \"{id}\", from = [] and a to"
        ),
    );
}

/// A move leaves and enters stages of its own track, and is made during stages of the proceeding.
fn own_stages(parts: &Parts<'_>, built: &BuiltMove<'_>, names: &mut Names<'_>) {
    let (item, made) = (&built.raw.item, &built.made);
    let track_of = |word: &Word| {
        let known = parts
            .stages
            .iter()
            .find(|stage| stage.made.id == *word.get_ref());
        known.map(|stage| stage.made.track.clone())
    };
    let own = item
        .from
        .iter()
        .chain(&item.to)
        .map(|word| (word, &made.track));
    let during = item.during.iter().map(|word| (word, &None));
    for (word, expected) in own.chain(during) {
        if track_of(word).is_some_and(|track| track != *expected) {
            let (name, stage) = (&made.id, word.get_ref());
            names.fault(
                "FY0324",
                &built.raw.file,
                word.span(),
                format!("`{stage}`不是`{name}`此处可用的阶段 / `{stage}` is not a stage that `{name}` can name here"),
                "from、to 写本轨道的阶段，during 写程序的阶段 / name stages of the move's own track in from and to, \
                 stages of the proceeding in during"
                    .to_owned(),
            );
        }
    }
    let misplaced = match &made.track {
        None => item.during.first(),
        Some(_) => None,
    };
    if let Some(word) = misplaced {
        let name = &made.id;
        names.fault(
            "FY0325",
            &built.raw.file,
            word.span(),
            format!("`{name}`属于程序本身，不写 during / `{name}` is a move of the proceeding and takes no during"),
            "写 track = 轨道，或删去 during / write track = the track, or take during away".to_owned(),
        );
    }
}

/// A track that may not run on to the end of the case says where its matters end.
fn ends(parts: &Parts<'_>, track: &Built<'_, RawTrack, Track>, names: &mut Names<'_>) {
    let (raw, made) = (track.raw, &track.made);
    let open =
        |stage: &&Built<'_, RawStage, Stage>| stage.made.track.is_none() && !stage.made.is_final;
    let leaves = parts
        .stages
        .iter()
        .filter(open)
        .any(|stage| !made.during.contains(&stage.made.id));
    let ends_in = made.ends_in.as_ref().map(|id| {
        parts.stages.iter().any(|stage| {
            stage.made.id == *id
                && stage.made.is_final
                && stage.made.track.as_ref() == Some(&made.id)
        })
    });
    let id = &made.id;
    let (word, message) = match (ends_in, raw.item.ends_in.as_ref()) {
        (Some(true), _) => return,
        (Some(false), Some(word)) => (
            word,
            format!(
                "轨道`{id}`须止于本轨道的终结阶段 / the track `{id}` must end in a final stage of its own"
            ),
        ),
        _ if leaves => (
            &raw.item.id,
            format!(
                "程序离开时轨道`{id}`的事项无处可止 / matters on `{id}` end nowhere when the proceeding moves on"
            ),
        ),
        _ => return,
    };
    names.fault(
        "FY0326",
        &raw.file,
        word.span(),
        message,
        "写 ends_in = 本轨道的一个 final 阶段 / write ends_in = a final stage of the track"
            .to_owned(),
    );
}
