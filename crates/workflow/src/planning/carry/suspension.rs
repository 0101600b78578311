//! Suspension: what it starts and stops, and how one by consent is prolonged.

use chrono::NaiveDate;

use super::Carried;
use crate::command::{ProlongSuspension, Suspend};
use crate::effect::Effect;
use crate::file::{Suspension, Term, TermState};
use crate::period::PauseKind;
use crate::planning::build::Making;
use crate::planning::{Ask, terms};
use crate::refusal::Refusal;
use crate::rulebook::GroundOf;
use crate::scalar::Date;

/// The case is suspended: the terms that suspension stops are paused, and the waits of the ground begin.
///
/// # Law
///
/// ARL 39(1); ARL 41(5) for the sixty days of the first, second and fourth ground.
pub(super) fn suspended(ask: &Ask<'_>, making: &mut Making, suspend: &Suspend) -> Carried {
    let ground = ask.ground(&suspend.ground, GroundOf::Suspension)?;
    terms::pause(ask, making, PauseKind::Suspension, None);
    if let Some(wait) = &ground.starts {
        terms::start(ask, making, wait, ask.on, None, None)?;
    }
    let until = match &ground.ends {
        Some(period) => Some(to_resume(ask, making, period, (ask.on, suspend.until))?),
        None => None,
    };
    making.push(Effect::SuspensionSet {
        suspension: Some(Suspension {
            ground: suspend.ground.clone(),
            since: ask.on,
            reference: suspend.reference.clone(),
            until,
            prolonged: false,
        }),
    });
    Ok(())
}

/// A suspension by consent goes on: its term to resume gives way to a second one, counted from its last day.
pub(super) fn prolonged(
    ask: &Ask<'_>,
    making: &mut Making,
    prolong: &ProlongSuspension,
) -> Carried {
    let Some(known) = making.file.facts.suspension.clone() else {
        return Ok(());
    };
    let ground = ask.ground(&known.ground, GroundOf::Suspension)?;
    let Some(period) = &ground.ends else {
        return Ok(());
    };
    let from = terms::consent_runs_from(ask);
    let old: Vec<Term> = making.file.open_terms(period).cloned().collect();
    for term in old {
        terms::end(making, term, TermState::Cancelled, ask.on);
    }
    let until = to_resume(ask, making, period, (from, prolong.until))?;
    making.push(Effect::SuspensionSet {
        suspension: Some(Suspension {
            until: Some(until),
            prolonged: true,
            ..known
        }),
    });
    Ok(())
}

/// Starts the term to resume; its last day is the one given, or that of the period.
fn to_resume(
    ask: &Ask<'_>,
    making: &mut Making,
    period: &str,
    (from, last): (NaiveDate, Option<Date>),
) -> Result<NaiveDate, Refusal> {
    match last {
        Some(last) => terms::start_fixed(ask, making, period, (from, last.0), None, None)?,
        None => terms::start(ask, making, period, from, None, None)?,
    }
    let started = making.file.open_terms(period).last();
    Ok(started.map_or(from, |term| term.due))
}
