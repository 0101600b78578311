//! Performance and enforcement of a decision.

use super::{Scene, Way, now, word};
use crate::command::{
    ApplyEnforcement, CommandName as N, CriticiseRespondent, DecisionKind, EndPerformance,
    EnforcementWay, InterviewRespondent, OrderPerformance, ReconsiderationCommand as C,
    RecordPerformance, UrgePerformance,
};
use crate::file::Outcome;

pub(super) fn record_performance(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::RecordPerformance).into_iter();
    now(matters.map(|matter| {
        C::RecordPerformance(RecordPerformance {
            matter,
            note: word(),
        })
    }))
}

pub(super) fn order_performance(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::OrderPerformance).into_iter();
    now(matters.map(|matter| {
        C::OrderPerformance(OrderPerformance {
            matter,
            perform_by: scene.ahead(15),
            reason: word(),
        })
    }))
}

pub(super) fn interview_respondent(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::InterviewRespondent).into_iter();
    now(matters.map(|matter| {
        C::InterviewRespondent(InterviewRespondent {
            matter,
            on: scene.ahead(5),
            reason: word(),
        })
    }))
}

pub(super) fn criticise_respondent(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::CriticiseRespondent).into_iter();
    now(matters.map(|matter| {
        C::CriticiseRespondent(CriticiseRespondent {
            matter,
            reason: word(),
        })
    }))
}

pub(super) fn end_performance(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::EndPerformance).into_iter();
    now(matters.map(|matter| {
        C::EndPerformance(EndPerformance {
            matter,
            reason: word(),
        })
    }))
}

/// The first applicant and the first third party, for each item that can be enforced against them.
pub(super) fn urge_performance(scene: &Scene<'_>) -> Vec<Way> {
    let Some(Outcome::Decided { kinds, .. }) = &scene.file.facts.outcome else {
        return Vec::new();
    };
    let enforced = |kind| matches!(kind, DecisionKind::Maintain | DecisionKind::Change);
    let items = (1..).zip(kinds).filter(|(_, kind)| enforced(**kind));
    now(items.flat_map(|(item, _)| {
        scene.private().into_iter().map(move |party| {
            C::UrgePerformance(UrgePerformance {
                party,
                item,
                obligation: word(),
            })
        })
    }))
}

pub(super) fn apply_enforcement(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::ApplyEnforcement).into_iter();
    now(matters.map(|matter| {
        C::ApplyEnforcement(ApplyEnforcement {
            matter,
            way: EnforcementWay::Court,
            note: word(),
        })
    }))
}
