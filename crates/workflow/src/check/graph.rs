//! The graphs of stages, of the proceeding and of each side track: where they start and end, what is reached, where
//! no term runs.

use std::collections::{BTreeMap, BTreeSet};

use super::build::{Built, Parts};
use super::local;
use super::names::Names;
use super::tracks;
use crate::command::CommandName;
use crate::raw::{RawMove, RawStage, Word};
use crate::rulebook::{GroundOf, Move, Stage};

/// One graph: the stages and moves of the proceeding, or of one side track.
pub(crate) struct Graph<'p, 'a> {
    pub(crate) parts: &'p Parts<'a>,
    pub(crate) stages: Vec<&'p Built<'a, RawStage, Stage>>,
    pub(crate) moves: Vec<&'p Built<'a, RawMove, Move>>,
}

impl<'p, 'a> Graph<'p, 'a> {
    /// The graph of a track; of the proceeding where none is given.
    pub(crate) fn of(parts: &'p Parts<'a>, track: Option<&str>) -> Self {
        Self {
            parts,
            stages: parts
                .stages
                .iter()
                .filter(|stage| stage.made.track.as_deref() == track)
                .collect(),
            moves: parts
                .moves
                .iter()
                .filter(|step| step.made.track.as_deref() == track)
                .collect(),
        }
    }
}

/// Judges every graph. The periods in `windows` are rights of parties: they do not time a stage.
pub(crate) fn judge(parts: &Parts<'_>, windows: &BTreeSet<&str>, names: &mut Names<'_>) {
    let proceeding = &Graph::of(parts, None);
    if proceeding.stages.is_empty() {
        names.fault(
            "FY0301",
            "",
            0..0,
            "没有任何阶段 / there is no stage".to_owned(),
            "写`[[stage]]` / write a `[[stage]]`".to_owned(),
        );
        return;
    }
    let firsts = first_stages(proceeding, names);
    finals(proceeding, names);
    if !firsts.is_empty() {
        reached(proceeding, firsts, names);
    }
    leads_on(proceeding, names);
    timed(proceeding, windows, names);
    tracks::judge(parts, windows, names);
}

/// The first stages: each opening leads to one, and each is led to by an opening.
fn first_stages<'a>(graph: &'a Graph<'_, '_>, names: &mut Names<'_>) -> BTreeSet<&'a str> {
    let marked = graph.stages.iter().filter(|stage| stage.raw.item.first);
    let firsts: Vec<_> = marked.collect();
    if firsts.is_empty() {
        names.fault(
            "FY0301",
            home(graph),
            0..0,
            "没有首个阶段 / there is no first stage".to_owned(),
            "给收件后的阶段写 first = true / write first = true in the stage after receipt"
                .to_owned(),
        );
        return BTreeSet::new();
    }
    let ids: BTreeSet<&str> = firsts.iter().map(|stage| stage.made.id.as_str()).collect();
    let mut led = BTreeSet::new();
    let mut missed = local::lacks_an_opening(&graph.parts.moves);
    for opening in graph.moves.iter().filter(|built| local::opens(&built.made)) {
        let (Some(to), Some(word)) = (&opening.made.to, &opening.raw.item.to) else {
            missed = true;
            continue;
        };
        led.insert(to.as_str());
        if !ids.contains(to.as_str()) {
            missed = true;
            misses(opening, word, &ids, names);
        }
    }
    for stage in firsts {
        let id = &stage.made.id;
        // An opening that misses says more than the stage that it should have led to.
        if !missed && !led.contains(id.as_str()) {
            at_stage(
                stage,
                "FY0302",
                format!(
                    "没有收件步骤通向首个阶段`{id}` / no opening leads to the first stage `{id}`"
                ),
                "删去 first = true，或写一个通向它的收件步骤 / take first = true away, or write an opening that leads to it",
                names,
            );
        }
    }
    ids
}

/// Reports an opening that leads to a stage not marked first.
fn misses(
    opening: &Built<'_, RawMove, Move>,
    word: &Word,
    firsts: &BTreeSet<&str>,
    names: &mut Names<'_>,
) {
    let to = word.get_ref();
    let said = |or: &str| {
        let quoted: Vec<String> = firsts.iter().map(|id| format!("\"{id}\"")).collect();
        quoted.join(or)
    };
    names.fault(
        "FY0317",
        &opening.raw.file,
        word.span(),
        format!(
            "收件通向`{to}`，而不是首个阶段 / the opening leads to `{to}`, not to a first stage"
        ),
        format!("写 to = {} / write to = {}", said("或"), said(" or ")),
    );
}

pub(crate) fn finals(graph: &Graph<'_, '_>, names: &mut Names<'_>) {
    if !graph.stages.iter().any(|stage| stage.made.is_final) {
        names.fault(
            "FY0303",
            home(graph),
            0..0,
            "没有终结阶段 / there is no final stage".to_owned(),
            "给结案的阶段写 final = true / write final = true in the stage of a closed case"
                .to_owned(),
        );
    }
    for built in graph.moves.iter().filter(|built| !built.made.reopens) {
        let Some(to) = &built.made.to else { continue };
        for (word, from) in built.raw.item.from.iter().zip(&built.made.from) {
            if from != to && stage(graph, from).is_some_and(|stage| stage.made.is_final) {
                let name = &built.made.id;
                names.fault(
                    "FY0306",
                    &built.raw.file,
                    word.span(),
                    format!(
                        "`{name}`离开终结阶段`{from}` / `{name}` leaves the final stage `{from}`"
                    ),
                    "从 from 中删去该阶段 / take that stage out of from".to_owned(),
                );
            }
        }
    }
}

/// Reports stages that no sequence of moves reaches.
pub(crate) fn reached<'a>(
    graph: &'a Graph<'_, '_>,
    first: BTreeSet<&'a str>,
    names: &mut Names<'_>,
) {
    let mut seen = first;
    while let Some(next) = steps(graph)
        .find_map(|(from, to, _)| (seen.contains(from) && !seen.contains(to)).then_some(to))
    {
        seen.insert(next);
    }
    for built in &graph.stages {
        let id = built.made.id.as_str();
        if !seen.contains(id) {
            at_stage(
                built,
                "FY0304",
                format!("没有步骤能到达`{id}` / no move reaches `{id}`"),
                "写一个 to 为该阶段的步骤，或删去该阶段 / write a move to it, or take the stage away",
                names,
            );
        }
    }
}

/// Reports open stages from which no final stage is reached. A stage that a court may take a case back from stands after the
/// outcome: what leads from there to before it is no way to the end.
pub(crate) fn leads_on(graph: &Graph<'_, '_>, names: &mut Names<'_>) {
    let mut ends: BTreeSet<&str> = graph
        .stages
        .iter()
        .filter(|stage| stage.made.is_final)
        .map(|stage| stage.made.id.as_str())
        .collect();
    if ends.is_empty() {
        return;
    }
    let reopening = graph.moves.iter().filter(|built| built.made.reopens);
    let after: BTreeSet<&str> = reopening
        .flat_map(|built| built.made.from.iter().map(String::as_str))
        .collect();
    let back = |from: &str, to: &str| after.contains(from) && !after.contains(to);
    while let Some(next) = steps(graph)
        .filter(|(from, to, _)| !back(from, to))
        .find_map(|(from, to, _)| (ends.contains(to) && !ends.contains(from)).then_some(from))
    {
        ends.insert(next);
    }
    for built in &graph.stages {
        let id = built.made.id.as_str();
        if !ends.contains(id) {
            at_stage(
                built,
                "FY0305",
                format!("从`{id}`走不到终结阶段 / no final stage can be reached from `{id}`"),
                "写一个由此出发、通向终结的步骤 / write a move that leads from it towards the end",
                names,
            );
        }
    }
}

/// Reports open stages that can be entered with no term running.
pub(crate) fn timed(graph: &Graph<'_, '_>, windows: &BTreeSet<&str>, names: &mut Names<'_>) {
    let running = running(graph, windows);
    for built in &graph.stages {
        let stage = &built.made;
        let says_why = stage
            .untimed
            .as_ref()
            .is_some_and(|why| !why.trim().is_empty());
        if stage.is_final || says_why {
            continue;
        }
        let bare = graph.moves.iter().find(|candidate| {
            let made = &candidate.made;
            made.to.as_ref() == Some(&stage.id)
                && sources(made).any(|from| after(graph, &running, made, from, windows).is_empty())
        });
        if let Some(bare) = bare {
            let (id, by) = (&stage.id, &bare.made.id);
            at_stage(
                built,
                "FY0307",
                format!(
                    "经`{by}`进入`{id}`时没有期限 / no term runs when `{by}` leads into `{id}`"
                ),
                "让该步骤或其文书的送达起算一个期间，或写 untimed = 理由 / let that move, or service of its \
                 paper, start a period, or write untimed = the reason",
                names,
            );
        }
    }
}

/// For each stage, the periods that may run there, windows aside.
fn running<'a>(
    graph: &'a Graph<'_, '_>,
    windows: &BTreeSet<&str>,
) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut running: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    loop {
        let mut grew = false;
        for built in &graph.moves {
            let made = &built.made;
            for from in sources(made) {
                let Some(target) = made.to.as_deref().or(from) else {
                    continue;
                };
                let reached = after(graph, &running, made, from, windows);
                let known = running.entry(target).or_default();
                let before = known.len();
                known.extend(reached);
                grew |= known.len() > before;
            }
        }
        if !grew {
            return running;
        }
    }
}

/// The periods that may run after a move from a stage.
fn after<'a>(
    graph: &'a Graph<'_, '_>,
    running: &BTreeMap<&'a str, BTreeSet<&'a str>>,
    made: &'a Move,
    from: Option<&str>,
    windows: &BTreeSet<&str>,
) -> BTreeSet<&'a str> {
    let ended = |period: &&str| {
        made.meets
            .iter()
            .chain(&made.cancels)
            .any(|other| other == "*" || other == *period)
    };
    let mut left: BTreeSet<&str> = from
        .and_then(|from| running.get(from))
        .into_iter()
        .flatten()
        .copied()
        .filter(|period| !ended(period))
        .collect();
    left.extend(started(graph.parts, made).filter(|period| !windows.contains(period)));
    left
}

/// The periods that a move starts, by itself, by service of its papers or by its ground.
pub(crate) fn started<'a>(parts: &'a Parts<'_>, made: &'a Move) -> impl Iterator<Item = &'a str> {
    let by_service = parts
        .papers
        .iter()
        .filter(|paper| made.issues.contains(&paper.made.id))
        .flat_map(|paper| &paper.made.starts_on_service)
        .map(|start| start.period.as_str());
    let by_opening = parts
        .papers
        .iter()
        .filter(|paper| made.issues.contains(&paper.made.id))
        .flat_map(|paper| &paper.made.opens_on_service)
        .filter_map(|opening| opening.starts.as_deref());
    let by_ground = parts
        .grounds
        .iter()
        .filter(|ground| {
            made.command == CommandName::Suspend && ground.made.of == GroundOf::Suspension
        })
        .flat_map(|ground| ground.made.starts.iter().chain(&ground.made.ends))
        .map(String::as_str);
    made.starts
        .iter()
        .chain(&made.fixes)
        .map(String::as_str)
        .chain(by_service)
        .chain(by_opening)
        .chain(by_ground)
}

/// Where a move leaves from: its stages, or nowhere for the opening.
fn sources(made: &Move) -> impl Iterator<Item = Option<&str>> {
    let opening = made.from.is_empty().then_some(None);
    opening
        .into_iter()
        .chain(made.from.iter().map(|from| Some(from.as_str())))
}

/// Every change of stage: from, to, the move.
fn steps<'a>(graph: &'a Graph<'_, '_>) -> impl Iterator<Item = (&'a str, &'a str, &'a Move)> {
    graph.moves.iter().flat_map(|built| {
        let made = &built.made;
        made.to.iter().flat_map(move |to| {
            made.from
                .iter()
                .map(move |from| (from.as_str(), to.as_str(), made))
        })
    })
}

fn stage<'p, 'a>(graph: &Graph<'p, 'a>, id: &str) -> Option<&'p Built<'a, RawStage, Stage>> {
    graph
        .stages
        .iter()
        .copied()
        .find(|stage| stage.made.id == id)
}

fn at_stage(
    built: &Built<'_, RawStage, Stage>,
    code: &'static str,
    message: String,
    help: &str,
    names: &mut Names<'_>,
) {
    let raw = built.raw;
    names.fault(
        code,
        &raw.file,
        raw.item.id.span(),
        message,
        help.to_owned(),
    );
}

fn home<'p>(graph: &Graph<'p, '_>) -> &'p str {
    graph
        .stages
        .first()
        .map(|stage| stage.raw.file.as_str())
        .unwrap_or_default()
}
