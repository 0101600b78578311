//! `fuyi workflow`: checking, drawing and printing definitions, and their review by counsel.

use std::path::Path;

use calendar::Calendar;
use serde_json::json;
use workflow::check::{SourceFile, check as judged, embedded_sources, load_dir};
use workflow::diagram::diagram as drawn;
use workflow::messages::Lang;
use workflow::proof::{Extent, Proof, World, located, prove, worlds};
use workflow::reading::{NamedReading, ReadingBook, ReadingBound};
use workflow::render;
use workflow::rulebook::Rulebook;
use workflow::table;

use crate::cli::{Review, Table};
use crate::clock::Clock;
use crate::failure::Failure;
use crate::print;

mod file;
mod list;
mod sign;

/// Checks the definitions of a folder, or those embedded, and proves what can be read, in all worlds or those chosen.
pub(crate) fn check(dir: Option<&Path>, chosen: &[String], json: bool) -> Result<(), Failure> {
    let sources = match dir {
        None => embedded_sources(),
        Some(dir) => load_dir(dir).map_err(Failure::while_doing("check the definitions"))?,
    };
    let (faults, proof) = match judged(&sources) {
        Err(faults) => (faults, None),
        Ok(rulebook) => {
            let worlds = chosen_of(worlds(&rulebook), chosen)?;
            let proof = prove(&rulebook, Calendar::embedded(), &worlds);
            let faults = proof.unproved.iter();
            let faults = faults.map(|found| located(found, &sources)).collect();
            (faults, Some((rulebook, proof)))
        }
    };
    let explored: &[Extent] = proof.as_ref().map_or(&[], |(_, proof)| &proof.worlds);
    if json {
        let worlds = explored.iter().map(|world| json!({"id": world.id, "states": world.states, "transitions": world.transitions}));
        let answer = json!({
            "faults": render::to_json(&faults, &sources),
            "states": explored.iter().map(|world| world.states).sum::<usize>(),
            "transitions": explored.iter().map(|world| world.transitions).sum::<usize>(),
            "worlds": worlds.collect::<Vec<_>>(),
            "whole": proof.as_ref().is_some_and(|(_, proof)| proof.whole),
        });
        print::line(&answer.to_string())?;
    }
    match &proof {
        Some(_) if faults.is_empty() && json => Ok(()),
        Some((rulebook, proof)) if faults.is_empty() => {
            print::answer(&proved(&sources, rulebook, proof))
        }
        _ if json => Err(Failure::no("")),
        _ => Err(Failure::no(render::to_text(&faults, &sources))),
    }
}

/// The worlds that were chosen by their ids, or where none was, all.
fn chosen_of(all: Vec<World>, chosen: &[String]) -> Result<Vec<World>, Failure> {
    let ids = || all.iter().map(|world| world.id.as_str());
    if let Some(unknown) = chosen.iter().find(|id| !ids().any(|known| known == *id)) {
        let ids = ids().collect::<Vec<_>>().join(", ");
        return Err(Failure::unable(format!(
            "没有遍历范围`{unknown}`，可选的列在后面 / there is no world `{unknown}`; the worlds are: {ids}"
        )));
    }
    let wanted = |world: &World| chosen.is_empty() || chosen.contains(&world.id);
    Ok(all.into_iter().filter(wanted).collect())
}

/// What was checked and how far it was explored.
fn proved(sources: &[SourceFile], rulebook: &Rulebook, proof: &Proof) -> String {
    let mut text = format!(
        "规则完好 / sound: files {}, stages {}, moves {}, periods {}\n",
        sources.len(),
        rulebook.stages.len(),
        rulebook.moves.len(),
        rulebook.periods.len(),
    );
    let explored = &proof.worlds;
    let states: usize = explored.iter().map(|world| world.states).sum();
    let transitions: usize = explored.iter().map(|world| world.transitions).sum();
    let how = if proof.whole {
        "已证 / proved"
    } else {
        "部分已证 / proved in part"
    };
    text.push_str(&format!(
        "{how}: states {states}, transitions {transitions}\n"
    ));
    for world in explored {
        let (zh, en) = &world.label;
        let (states, transitions) = (world.states, world.transitions);
        let id = &world.id;
        text.push_str(&format!("  {id} {zh} {en}: {states}, {transitions}\n"));
    }
    text
}

/// Lists the readings: what the law leaves open, and where an office may choose.
pub(crate) fn readings(json: bool) -> Result<(), Failure> {
    let all: Vec<&NamedReading> = ReadingBook::embedded().iter().collect();
    if json {
        let text = serde_json::to_string_pretty(&all)
            .map_err(Failure::while_doing("write the readings"))?;
        return print::line(&text);
    }
    let text: String = all.into_iter().map(reading).collect();
    print::answer(&text)
}

fn reading(reading: &NamedReading) -> String {
    let (bound, bound_en) = reading.bound.label();
    let mut text = format!(
        "{}  {} / {}\n    {bound} {bound_en}  [{}]\n",
        reading.id, reading.question, reading.question_en, reading.source
    );
    for option in &reading.options {
        let is_default = option.id == reading.default;
        let mark = if is_default { "*" } else { " " };
        let trial = if reading.shortens_party && !is_default {
            "；仅供对照 for comparison only"
        } else {
            ""
        };
        text.push_str(&format!(
            "  {mark} {}  {} / {}{trial}\n",
            option.id, option.label, option.label_en
        ));
    }
    text.push_str(&format!(
        "    理由 why: {} / {}\n",
        reading.why, reading.why_en
    ));
    for (what, ids) in [
        ("期间 periods", &reading.periods),
        ("步骤 moves", &reading.moves),
    ] {
        if !ids.is_empty() {
            text.push_str(&format!("    {what}: {}\n", ids.join(", ")));
        }
    }
    if reading.bound == ReadingBound::Office {
        text.push_str(&format!(
            "    选用 choose: fuyi deadline compute --reading {}=OPTION\n",
            reading.id
        ));
    }
    text
}

/// Prints the embedded proceeding as a diagram.
pub(crate) fn diagram() -> Result<(), Failure> {
    print::answer(&drawn(Rulebook::embedded()))
}

/// Prints the table of a folder, or of the embedded definitions.
pub(crate) fn table(given: &Table) -> Result<(), Failure> {
    let read = given.dir.as_deref().map(sound).transpose()?;
    let rulebook = read.as_ref().unwrap_or_else(|| Rulebook::embedded());
    if given.json {
        let text = serde_json::to_string_pretty(&table::json(rulebook))
            .map_err(Failure::while_doing("write the table"))?;
        return print::line(&text);
    }
    print::answer(&table::markdown(rulebook, Lang::from(given.lang)))
}

/// Records a signature, or lists where the rows stand.
pub(crate) fn review(given: &Review, clock: Clock) -> Result<(), Failure> {
    if let Some(dir) = &given.list {
        let read = dir.as_deref().map(sound).transpose()?;
        let rulebook = read.as_ref().unwrap_or_else(|| Rulebook::embedded());
        return print::answer(&list::listed(rulebook));
    }
    print::answer(&sign::sign(given, clock.moment().today)?)
}

/// The definitions of a folder, which must be sound.
fn sound(dir: &Path) -> Result<Rulebook, Failure> {
    let sources = load_dir(dir).map_err(Failure::while_doing("read the definitions"))?;
    judged(&sources).map_err(|faults| Failure::no(render::to_text(&faults, &sources)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_that_is_not_there_is_refused_with_those_that_are() {
        let all = || worlds(Rulebook::embedded());
        assert_eq!(chosen_of(all(), &[]).unwrap(), all());
        let some = ["stay".to_owned(), "trial".to_owned()];
        let ids: Vec<String> = chosen_of(all(), &some)
            .unwrap()
            .into_iter()
            .map(|world| world.id)
            .collect();
        assert_eq!(ids, ["trial", "stay"]);
        let refused = chosen_of(all(), &["trail".to_owned()]).unwrap_err();
        assert_eq!(refused.code, 2);
        assert!(
            refused.message.contains("`trail`") && refused.message.contains("trial"),
            "{}",
            refused.message
        );
    }

    #[test]
    fn every_reading_is_listed_with_its_default_and_why() {
        for one in ReadingBook::embedded().iter() {
            let text = reading(one);
            assert!(text.starts_with(&format!("{}  ", one.id)), "{text}");
            assert!(text.contains(&format!("  * {}  ", one.default)), "{text}");
            assert!(
                text.contains(&one.why) && text.contains(&one.why_en),
                "{text}"
            );
            assert_eq!(
                text.contains("选用 choose"),
                one.bound == ReadingBound::Office,
                "{text}"
            );
        }
        let caps = ReadingBook::embedded().get("A8").unwrap();
        assert!(reading(caps).contains("仅供对照"));
        let strict = ReadingBook::embedded().get("A5").unwrap();
        assert!(!reading(strict).contains("仅供对照"));
    }
}
