//! The weight of the case and the consultation of the committee (ARL 50, 52).

use super::Carried;
use crate::command::Classify;
use crate::effect::Effect;
use crate::planning::build::Making;
use crate::refusal::{Refusal, RefusalCode};

/// The classes of the case, anew; none takes back those there are.
pub(super) fn classified(making: &mut Making, classify: &Classify) -> Carried {
    let mut classes = classify.grounds.clone();
    classes.sort_unstable();
    classes.dedup();
    if classes.is_empty() && making.file.facts.classes.is_empty() {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "grounds"));
    }
    making.push(Effect::ClassesSet { classes });
    Ok(())
}
