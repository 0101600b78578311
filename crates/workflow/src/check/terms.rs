//! Periods among the moves: what starts can end, and every end that brings something about has its move.

use std::collections::BTreeMap;

use super::build::{Built, Parts};
use super::graph::started;
use super::names::Names;
use crate::command::CommandName;
use crate::fault::Fault;
use crate::guard::Guard;
use crate::period::{OnEnd, Period, PeriodKind};
use crate::raw::{RawMove, RawSet};
use crate::rulebook::Move;

/// The periods of every file, by id.
pub(crate) fn periods(set: &RawSet, faults: &mut Vec<Fault>) -> BTreeMap<String, Period> {
    let checked = set
        .periods
        .iter()
        .filter_map(|raw| crate::period::check(&raw.file, raw.header.clone(), &raw.item, faults));
    checked.map(|period| (period.id.clone(), period)).collect()
}

/// Whether a period is a right that ends 权利期间.
pub(crate) fn is_window(period: &Period) -> bool {
    period.kind == PeriodKind::Window
}

/// Judges the periods that the proceeding starts, each where it is first started.
pub(crate) fn judge(parts: &Parts<'_>, periods: &BTreeMap<String, Period>, names: &mut Names<'_>) {
    let mut first: BTreeMap<&str, &Built<'_, RawMove, Move>> = BTreeMap::new();
    for built in &parts.moves {
        for id in started(parts, &built.made) {
            first.entry(id).or_insert(built);
            if let Some(period) = periods.get(id) {
                end_is_recorded(parts, period, built, names);
                is_verified(parts, period, built, names);
            }
        }
    }
    for (id, by) in first {
        if let Some(period) = periods.get(id) {
            can_be_met(parts, period, by, names);
        }
    }
}

/// Reports a period with an effect that starts in a stage where no move records its end.
fn end_is_recorded(
    parts: &Parts<'_>,
    period: &Period,
    by: &Built<'_, RawMove, Move>,
    names: &mut Names<'_>,
) {
    let guard = match period.on_end {
        OnEnd::None => return,
        OnEnd::DeemAccepted => Guard::TermDeemsAcceptance,
        OnEnd::Verify => Guard::TermJustEnds,
    };
    let uncovered = stages_after(&by.made).iter().find(|stage| {
        !parts.moves.iter().any(|built| {
            let made = &built.made;
            made.command == CommandName::RecordLapse
                && made.stages().contains(stage)
                && (made.when.is_empty() || made.when.contains(&guard))
        })
    });
    if let Some(stage) = uncovered {
        let (id, code) = (&period.id, guard.code());
        at_start(
            by,
            id,
            "FY0312",
            format!(
                "`{id}`在`{stage}`届满时没有步骤 / no move follows when `{id}` ends in `{stage}`"
            ),
            format!(
                "写一个 command = \"record_lapse\"、when = [\"{code}\"]、from 含该阶段的步骤 / write a move with \
                 command = \"record_lapse\", when = [\"{code}\"] and that stage in from"
            ),
            names,
        );
    }
}

/// Reports a duty that no move meets or ends.
fn can_be_met(
    parts: &Parts<'_>,
    period: &Period,
    by: &Built<'_, RawMove, Move>,
    names: &mut Names<'_>,
) {
    let id = &period.id;
    let ends = |made: &Move| {
        made.meets.contains(id) || made.cancels.iter().any(|other| other == "*" || other == id)
    };
    if period.kind == PeriodKind::Duty && !parts.moves.iter().any(|built| ends(&built.made)) {
        at_start(
            by,
            id,
            "FY0316",
            format!("义务期限`{id}`无从办结 / no move meets or ends the duty `{id}`"),
            "写进办结它的步骤的 meets / name it in the meets of the move that fulfils it"
                .to_owned(),
            names,
        );
    }
}

/// Reports a period whose lapse a person must verify, where it starts in a stage in which nobody can.
fn is_verified(
    parts: &Parts<'_>,
    period: &Period,
    by: &Built<'_, RawMove, Move>,
    names: &mut Names<'_>,
) {
    if period.on_end != OnEnd::Verify {
        return;
    }
    let id = &period.id;
    let unverified = stages_after(&by.made).iter().find(|stage| {
        !parts.moves.iter().any(|built| {
            let made = &built.made;
            made.stages().contains(stage)
                && (made.command == CommandName::ConfirmLapse || made.cancels.contains(id))
        })
    });
    if let Some(stage) = unverified {
        at_start(
            by,
            id,
            "FY0322",
            format!(
                "`{id}`在`{stage}`期满待核，却没有核实的步骤 / the lapse of `{id}` in `{stage}` is to be verified, but \
                 no move does"
            ),
            "写一个 command = \"confirm_lapse\"、from 含该阶段的步骤，或在 cancels 中写明取消它的步骤 / write a move \
             with command = \"confirm_lapse\" and that stage in from, or name the period in the cancels of a move"
                .to_owned(),
            names,
        );
    }
}

/// The stages of the proceeding in which a period stands that the move starts.
fn stages_after(made: &Move) -> &[String] {
    match &made.to {
        Some(to) if made.track.is_none() => std::slice::from_ref(to),
        _ => made.stages(),
    }
}

/// Reports a fault of a period where a move starts it: at its name in `starts`, or else at the id of the move.
fn at_start(
    by: &Built<'_, RawMove, Move>,
    period: &str,
    code: &'static str,
    message: String,
    help: String,
    names: &mut Names<'_>,
) {
    let item = &by.raw.item;
    let word = item
        .starts
        .iter()
        .find(|word| word.get_ref() == period)
        .unwrap_or(&item.id);
    names.fault(code, &by.raw.file, word.span(), message, help);
}
