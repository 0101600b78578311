//! The weight of the case and the consultation of the committee.

use super::{Scene, Way, now, word};
use crate::command::{
    CaseClass, Classify, CloseConsultation, ReconsiderationCommand as C, RecordConsultation,
    RequestConsultation, WeighConsultation,
};

/// No class, the class that demands hearing and consultation, one that demands the consultation alone.
pub(super) fn classify(scene: &Scene<'_>) -> Vec<Way> {
    let classes = [
        Vec::new(),
        vec![CaseClass::MajorDifficultComplex],
        vec![CaseClass::Professional],
    ];
    let others = classes.into_iter();
    let others = others.filter(|grounds| *grounds != scene.file.facts.classes);
    now(others.map(|grounds| {
        C::Classify(Classify {
            grounds,
            reason: word(),
        })
    }))
}

pub(super) fn request_consultation(scene: &Scene<'_>) -> Vec<Way> {
    now([C::RequestConsultation(RequestConsultation {
        question: word(),
        cut_off: scene.ahead(10),
    })])
}

pub(super) fn record_consultation(_: &Scene<'_>) -> Vec<Way> {
    now([C::RecordConsultation(RecordConsultation {
        committee_opinion: word(),
    })])
}

/// Followed, and not.
pub(super) fn weigh_consultation(_: &Scene<'_>) -> Vec<Way> {
    now([true, false].map(|followed| {
        C::WeighConsultation(WeighConsultation {
            followed,
            departure: (!followed).then(word),
        })
    }))
}

pub(super) fn close_consultation(_: &Scene<'_>) -> Vec<Way> {
    now([C::CloseConsultation(CloseConsultation { reason: word() })])
}
