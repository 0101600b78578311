//! `fuyi workflow`: checking and drawing definitions.

use std::path::Path;

use workflow::check::{check as judged, embedded_sources, load_dir};
use workflow::diagram::diagram as drawn;
use workflow::render;

use crate::failure::Failure;
use crate::print;

/// Checks the definitions of a folder, or those embedded.
pub(crate) fn check(dir: Option<&Path>, json: bool) -> Result<(), Failure> {
    let sources = match dir {
        None => embedded_sources(),
        Some(dir) => load_dir(dir).map_err(Failure::while_doing("check the definitions"))?,
    };
    let faults = match judged(&sources) {
        Ok(rulebook) => {
            if json {
                return print::line("[]");
            }
            return print::line(&format!(
                "规则完好 / sound: files {}, stages {}, moves {}, periods {}",
                sources.len(),
                rulebook.stages.len(),
                rulebook.moves.len(),
                rulebook.periods.len(),
            ));
        }
        Err(faults) => faults,
    };
    if json {
        print::line(&render::to_json(&faults, &sources).to_string())?;
        return Err(Failure::no(""));
    }
    Err(Failure::no(render::to_text(&faults, &sources)))
}

/// Prints the embedded proceeding as a diagram.
pub(crate) fn diagram() -> Result<(), Failure> {
    print::answer(&drawn(workflow::rulebook::Rulebook::embedded()))
}
