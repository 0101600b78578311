//! What comes from a court or a superior organ, and what goes to one.

use chrono::Days;

use super::{Scene, Way, now, word};
use crate::command::{
    DecisionKind, JudgmentEffect, OrderAcceptance, OrderResumption, ReconsiderationCommand as C,
    RecordCourtAcceptance, RecordTakeOver, ReturnFromCourt, TransferClue,
};
use crate::file::Outcome;
use crate::scalar::Date;

/// Days that a judgment leaves.
const TO_ACT: u64 = 30;

/// The effect of a judgment that fits what the case has come to.
fn effect(outcome: Option<&Outcome>) -> Option<JudgmentEffect> {
    match outcome {
        Some(Outcome::NotAccepted { .. }) => Some(JudgmentEffect::AnnulsNonAcceptance),
        Some(Outcome::Decided { kinds, .. }) => {
            if kinds.contains(&DecisionKind::RejectApplication) {
                Some(JudgmentEffect::AnnulsRejection)
            } else {
                Some(JudgmentEffect::AnnulsDecision)
            }
        }
        None
        | Some(
            Outcome::DeemedAbandoned { .. }
            | Outcome::WithdrawnBeforeAcceptance { .. }
            | Outcome::Terminated { .. },
        ) => Some(JudgmentEffect::OrdersPerformance),
        Some(
            Outcome::Mediated { .. }
            | Outcome::TakenOver { .. }
            | Outcome::InterventionEnded { .. }
            | Outcome::Voided { .. },
        ) => None,
    }
}

/// With a day that the court set, with one that was chosen; with none where the case goes back to its review.
pub(super) fn return_from_court(scene: &Scene<'_>) -> Vec<Way> {
    let facts = &scene.file.facts;
    let Some(effect) = effect(facts.outcome.as_ref()) else {
        return Vec::new();
    };
    let day = Some(scene.ahead(TO_ACT));
    let reviewed = facts.outcome.is_some() && facts.acceptance.is_none();
    let days = [(day, None), (None, day)].into_iter();
    let days = days.chain(reviewed.then_some((None, None)));
    now(days.map(|(court_last_day, chosen_last_day)| {
        C::ReturnFromCourt(ReturnFromCourt {
            court: word(),
            number: word(),
            effect,
            court_last_day,
            chosen_last_day,
            reason: word(),
        })
    }))
}

pub(super) fn order_acceptance(_: &Scene<'_>) -> Vec<Way> {
    now([C::OrderAcceptance(OrderAcceptance {
        organ: word(),
        number: word(),
        reason: word(),
    })])
}

pub(super) fn order_resumption(_: &Scene<'_>) -> Vec<Way> {
    now([C::OrderResumption(OrderResumption {
        organ: word(),
        number: word(),
        reason: word(),
    })])
}

pub(super) fn record_take_over(_: &Scene<'_>) -> Vec<Way> {
    now([C::RecordTakeOver(RecordTakeOver {
        organ: word(),
        number: word(),
        referred: false,
        reason: word(),
    })])
}

pub(super) fn transfer_clue(_: &Scene<'_>) -> Vec<Way> {
    now([C::TransferClue(TransferClue {
        organ: word(),
        clue: word(),
    })])
}

/// Accepted before the application came and standing, the same and ended, accepted today.
pub(super) fn record_court_acceptance(scene: &Scene<'_>) -> Vec<Way> {
    let Some(received) = scene.received_on() else {
        return Vec::new();
    };
    let before = received.checked_sub_days(Days::new(1)).unwrap_or(received);
    let suits = [
        (before, None),
        (before, Some(Date(scene.today))),
        (scene.today, None),
    ];
    now(suits.map(|(accepted_on, ended_on)| {
        C::RecordCourtAcceptance(RecordCourtAcceptance {
            court: word(),
            number: word(),
            accepted_on: Date(accepted_on),
            ended_on,
        })
    }))
}
