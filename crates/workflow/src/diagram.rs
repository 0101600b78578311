//! The diagram 流程图 of the proceeding and of the tracks beside it, drawn from the rulebook and committed beside the definitions.

use std::fmt::Write as _;

use crate::rulebook::{Move, Rulebook, Stage};

/// The proceeding as a Mermaid `stateDiagram-v2`: stages with their Chinese labels, and an arrow for each change
/// of stage with the move's label, its command and its article.
///
/// Each side track is a composite state of its own. Moves that stay in their stage are listed in a note beside it. The order is that of the definitions, so that
/// the same rulebook always gives the same text.
#[must_use]
pub fn diagram(rulebook: &Rulebook) -> String {
    let mut text = format!(
        "%% 由 `fuyi workflow diagram` 生成，勿手改。Drawn by `fuyi workflow diagram`; not edited by hand.\n\
         %% {} {} 第 {} 次修订 revision {}\n\
         stateDiagram-v2\n",
        rulebook.version.instrument,
        rulebook.version.effective_on,
        rulebook.version.revision,
        rulebook.version.revision,
    );
    machine(rulebook, None, "    ", &mut text);
    for track in rulebook.tracks.values() {
        let label = &track.label;
        let _ = writeln!(
            text,
            "\n    state \"{} {}\" as track_{} {{",
            label.zh, label.en, track.id
        );
        machine(rulebook, Some(&track.id), "        ", &mut text);
        if let Some(end) = &track.ends_in {
            let _ = writeln!(
                text,
                "        [*] --> {end} : 随程序而止 ends with the proceeding"
            );
        }
        text.push_str("    }\n");
    }
    text
}

/// The proceeding, or one side track.
fn machine(rulebook: &Rulebook, track: Option<&str>, indent: &str, text: &mut String) {
    let stages = in_order(rulebook, track);
    for stage in &stages {
        let (id, label) = (&stage.id, &stage.label);
        let _ = writeln!(text, "{indent}{id} : {} ({})", label.zh, label.en);
    }
    text.push('\n');
    let moves = || {
        rulebook
            .moves
            .iter()
            .filter(|made| made.track.as_deref() == track)
    };
    for made in moves() {
        arrows(made, indent, text);
    }
    for stage in stages.iter().filter(|stage| stage.is_final) {
        let _ = writeln!(text, "{indent}{} --> [*]", stage.id);
    }
    for stage in &stages {
        let staying: Vec<&Move> = moves()
            .filter(|made| made.to.is_none() && made.from.contains(&stage.id))
            .collect();
        note(stage, &staying, indent, text);
    }
}

/// Stages in the order in which the moves first reach them; unreached ones last, by id.
fn in_order<'a>(rulebook: &'a Rulebook, track: Option<&str>) -> Vec<&'a Stage> {
    let reached = rulebook
        .first_stages
        .iter()
        .chain(rulebook.moves.iter().filter_map(|made| made.to.as_ref()))
        .chain(rulebook.stages.keys());
    let mut stages: Vec<&Stage> = Vec::new();
    for id in reached {
        if let Some(stage) = rulebook.stages.get(id)
            && stage.track.as_deref() == track
            && !stages.iter().any(|known| known.id == *id)
        {
            stages.push(stage);
        }
    }
    stages
}

fn arrows(made: &Move, indent: &str, text: &mut String) {
    let Some(to) = &made.to else { return };
    let caption = caption(made);
    if made.from.is_empty() {
        let _ = writeln!(text, "{indent}[*] --> {to} : {caption}");
    }
    for from in &made.from {
        let _ = writeln!(text, "{indent}{from} --> {to} : {caption}");
    }
}

/// What stands on an arrow. Mermaid ends a caption at a semicolon and splits it at a colon.
fn caption(made: &Move) -> String {
    let article = if made.basis.is_empty() {
        String::new()
    } else {
        format!(" · {}", made.basis)
    };
    format!("{} · {}{article}", made.label.zh, made.command.code()).replace([':', ';'], ",")
}

fn note(stage: &Stage, staying: &[&Move], indent: &str, text: &mut String) {
    if staying.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{indent}note right of {}", stage.id);
    for made in staying {
        let _ = writeln!(text, "{indent}    {}", caption(made));
    }
    let _ = writeln!(text, "{indent}end note");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_diagram_is_the_one_drawn() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../workflows/law/arl/2024-01-01/proceeding.mmd"
        );
        let committed = std::fs::read_to_string(path).unwrap();
        let drawn = diagram(Rulebook::embedded());
        assert_eq!(
            committed, drawn,
            "write the diagram anew: fuyi workflow diagram > workflows/law/arl/2024-01-01/proceeding.mmd"
        );
    }

    #[test]
    fn every_change_of_stage_has_its_arrow() {
        let rulebook = Rulebook::embedded();
        let drawn = diagram(rulebook);
        for made in &rulebook.moves {
            if let Some(to) = &made.to {
                for from in &made.from {
                    assert!(
                        drawn.contains(&format!("{from} --> {to} : {}", made.label.zh)),
                        "{}",
                        made.id
                    );
                }
            }
        }
    }
}
