//! The procedure: chosen with the acceptance, converted later.

use super::Carried;
use crate::command::{ConvertToOrdinary, SimplifiedInput};
use crate::effect::Effect;
use crate::file::Procedure;
use crate::planning::build::Making;
use crate::planning::guards::{
    COPY, COPY_SIMPLIFIED, DECIDE, DECIDE_SIMPLIFIED, REPLY, REPLY_SIMPLIFIED,
};
use crate::planning::{Ask, terms};

/// The simplified procedure is chosen. Where the acceptance was deemed, the clocks already run and are exchanged.
///
/// # Law
///
/// ARL 53, 54.
pub(super) fn chosen(ask: &Ask<'_>, making: &mut Making, input: &SimplifiedInput) -> Carried {
    let procedure = Procedure::Simplified {
        ground: input.ground,
        amount: input.amount,
        consents: input.consents.clone().unwrap_or_default(),
    };
    making.push(Effect::ProcedureSet { procedure });
    if making
        .file
        .facts
        .acceptance
        .as_ref()
        .is_some_and(|acceptance| acceptance.deemed)
    {
        terms::exchange(ask, making, COPY, COPY_SIMPLIFIED)?;
        terms::exchange(ask, making, DECIDE, DECIDE_SIMPLIFIED)?;
    }
    Ok(())
}

/// The ordinary procedure takes the place of the simplified one: each clock that still runs counts on from the day it
/// began, with the pauses so far.
///
/// # Law
///
/// ARL 55; the decision is due sixty days from the original acceptance, the reply ten days from the same receipt.
pub(super) fn converted(
    ask: &Ask<'_>,
    making: &mut Making,
    convert: &ConvertToOrdinary,
) -> Carried {
    let procedure = Procedure::Converted {
        on: ask.on,
        reason: convert.reason.clone(),
    };
    making.push(Effect::ProcedureSet { procedure });
    terms::exchange(ask, making, COPY_SIMPLIFIED, COPY)?;
    terms::exchange(ask, making, REPLY_SIMPLIFIED, REPLY)?;
    terms::exchange(ask, making, DECIDE_SIMPLIFIED, DECIDE)
}
