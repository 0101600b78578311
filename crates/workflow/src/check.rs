//! The checker 规则检查: turns definition files into a [`Rulebook`], or says everything that is wrong with them.
//!
//! Faults have codes. What spans the files (reachability, coverage, terms) is judged once everything can be read and
//! every name is known or was nearly right, so that one slip is not reported ten times.
//!
//! | code | what is at fault |
//! |---|---|
//! | FY0101 | text that is not TOML |
//! | FY0102, 0103, 0104 | an unknown field; a wrong type; a missing field |
//! | FY0201 – 0207 | an unknown stage, period, paper, guard, command, role, word of a closed list |
//! | FY0208, 0209 | an id defined twice; a name twice in one list |
//! | FY0214 | an unknown track |
//! | FY0210 – 0213 | a badly formed id; an empty label; no day; revision nought |
//! | FY0301, 0302, 0303 | no first stage; one that no opening leads to; no final stage |
//! | FY0304, 0305, 0306 | a stage never reached; one with no way to the end; a final stage that is left |
//! | FY0307 | an open stage entered with no term running and no reason given |
//! | FY0308, 0309 | a move, paper or ground without article; a move that nobody proposes or decides |
//! | FY0310, 0311 | a guard that no move uses; a command that no move makes |
//! | FY0312, 0316, 0322 | a term whose end no move records; a duty that cannot be met; a lapse nobody can verify |
//! | FY0313, 0314, 0315 | a paper never issued; no ground of a kind; a field of the other kind of ground |
//! | FY0317, 0318 | an opening that leads to no first stage; a move from nowhere, or an opening from a stage |
//! | FY0319, 0320 | no instrument beside the stages; one that is not what its folder says |
//! | FY0321 | two moves of one command that cannot be told apart |
//! | FY0327 | a precedence over what is no later move of the same command |
//! | FY0328 | a move of the program, or of the respondent, that only the office can make |
//! | FY0323, 0324 | a track that no move opens; a move that names a stage of another track |
//! | FY0325, 0326 | `during` on a move of the proceeding; a track whose matters end nowhere |
//! | FY04… | a period at fault in itself, see [`crate::period`] |
//! | FY06… | a reading at fault, see [`crate::reading`] |
//! | FY0501 – 0506 | a signature of counsel: of an unknown row; on no day; twice; without a name; with no digest; elsewhere than beside its row |

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::command::CommandName;
use crate::fault::Fault;
use crate::raw::{self, RawSet};
use crate::render::place;
use crate::review::{self, Reviews};
use crate::rulebook::{Move, Rulebook};

mod build;
mod coverage;
mod graph;
mod local;
mod names;
mod source;
pub(crate) mod suggest;
mod terms;
#[cfg(test)]
mod tests;
mod tracks;

pub use crate::raw::SourceFile;
pub use source::{embedded_sources, load_dir};

use build::Parts;
use names::Names;
pub(crate) use terms::is_window;

/// Checks a set of definition files.
///
/// # Errors
///
/// Every fault there is, in the order of the files and of the places in them.
pub fn check(sources: &[SourceFile]) -> Result<Rulebook, Vec<Fault>> {
    let mut faults = Vec::new();
    let set = raw::read(sources, &mut faults);
    let periods = terms::periods(&set, &mut faults);
    let mut rulebook = assemble(&set, periods, &mut faults);
    rulebook.readings = crate::reading::check(&set, &rulebook.periods, &mut faults);
    review::settle(&set, &mut rulebook, &mut faults);
    if faults.is_empty() {
        return Ok(rulebook);
    }
    drop_echoes(&mut faults, sources);
    faults.sort_by(|a, b| {
        (&a.file, a.span.start, a.code, &a.message).cmp(&(
            &b.file,
            b.span.start,
            b.code,
            &b.message,
        ))
    });
    Err(faults)
}

/// Drops the faults that only follow from a line that is not TOML.
fn drop_echoes(faults: &mut Vec<Fault>, sources: &[SourceFile]) {
    let lines: BTreeSet<(String, usize)> = faults
        .iter()
        .filter(|fault| fault.code == "FY0101")
        .map(|fault| (fault.file.clone(), place(fault, sources).0))
        .collect();
    let broken: BTreeSet<String> = lines.iter().map(|(file, _)| file.clone()).collect();
    faults.retain(|fault| {
        let nowhere = fault.span.is_empty() && broken.contains(&fault.file);
        let line = (fault.file.clone(), place(fault, sources).0);
        fault.code == "FY0101" || !(nowhere || lines.contains(&line))
    });
}

/// Builds the rulebook and judges it.
fn assemble(
    set: &RawSet,
    periods: BTreeMap<String, crate::period::Period>,
    faults: &mut Vec<Fault>,
) -> Rulebook {
    let windows: BTreeSet<&str> = periods
        .values()
        .filter(|period| terms::is_window(period))
        .map(|period| period.id.as_str())
        .collect();
    let sound_periods = faults.is_empty();
    let mut names = Names::gather(set, faults);
    let version = build::version(set, &mut names);
    let parts = build::build(set, &mut names);
    local::judge(&parts, &mut names);
    if !set.incomplete && !names.unresolved {
        graph::judge(&parts, &windows, &mut names);
        coverage::judge(set, &parts, &mut names);
        if sound_periods {
            terms::judge(&parts, &periods, &mut names);
        }
    }
    let first_stages = parts
        .stages
        .iter()
        .filter(|stage| stage.raw.item.first && stage.made.track.is_none())
        .map(|stage| stage.made.id.clone())
        .collect();
    rulebook(version, periods, first_stages, parts)
}

fn rulebook(
    version: crate::file::DefinitionVersion,
    periods: BTreeMap<String, crate::period::Period>,
    first_stages: Vec<String>,
    parts: Parts<'_>,
) -> Rulebook {
    let moves: Vec<Move> = parts.moves.into_iter().map(|built| built.made).collect();
    let mut by_command: BTreeMap<CommandName, Vec<usize>> = BTreeMap::new();
    for (index, made) in moves.iter().enumerate() {
        by_command.entry(made.command).or_default().push(index);
    }
    Rulebook {
        version,
        periods,
        tracks: parts
            .tracks
            .into_iter()
            .map(|built| (built.made.id.clone(), built.made))
            .collect(),
        stages: parts
            .stages
            .into_iter()
            .map(|built| (built.made.id.clone(), built.made))
            .collect(),
        first_stages,
        moves,
        by_command,
        papers: parts
            .papers
            .into_iter()
            .map(|built| (built.made.id.clone(), built.made))
            .collect(),
        grounds: parts
            .grounds
            .into_iter()
            .map(|built| (built.made.id.clone(), built.made))
            .collect(),
        readings: crate::reading::ReadingBook::default(),
        reviews: Reviews::default(),
    }
}

impl Rulebook {
    /// The rulebook of the definitions embedded in the program 内置规则.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Rulebook> = LazyLock::new(|| {
            #[expect(
                clippy::expect_used,
                reason = "a test proves the embedded definitions sound"
            )]
            check(&embedded_sources()).expect("the embedded definitions are sound")
        });
        &EMBEDDED
    }
}
