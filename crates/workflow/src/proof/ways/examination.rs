//! Appraisals, inspections and investigations.

use super::{Scene, Way, now, word};
use crate::actor::Role;
use crate::command::{
    AbandonExamination, BeginInspection, CallForEvidence, CommandName as N, CommissionAppraisal,
    ReceiveAppraisal, ReconsiderationCommand as C, RecordInspection, RecordInvestigation,
    RecordPartyAppraisal,
};
use crate::file::PartyRole;
use crate::proof::cast::user;

pub(super) fn commission_appraisal(scene: &Scene<'_>) -> Vec<Way> {
    let applicant = scene.first(PartyRole::Applicant).into_iter();
    now(applicant.map(|party| {
        C::CommissionAppraisal(CommissionAppraisal {
            party,
            question: word(),
            appraiser: word(),
        })
    }))
}

pub(super) fn record_party_appraisal(scene: &Scene<'_>) -> Vec<Way> {
    let applicant = scene.first(PartyRole::Applicant).into_iter();
    now(applicant.map(|party| {
        C::RecordPartyAppraisal(RecordPartyAppraisal {
            party,
            question: word(),
            appraiser: word(),
        })
    }))
}

pub(super) fn receive_appraisal(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::ReceiveAppraisal).into_iter();
    now(matters.map(|matter| {
        C::ReceiveAppraisal(ReceiveAppraisal {
            matter,
            opinion: word(),
        })
    }))
}

pub(super) fn begin_inspection(_: &Scene<'_>) -> Vec<Way> {
    now([C::BeginInspection(BeginInspection {
        place: word(),
        question: word(),
    })])
}

fn officers() -> Vec<uuid::Uuid> {
    vec![user(Role::Officer).0, user(Role::CoOfficer).0]
}

pub(super) fn record_inspection(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::RecordInspection).into_iter();
    now(matters.map(|matter| {
        C::RecordInspection(RecordInspection {
            matter,
            officers: officers(),
            cards_shown: true,
            record: word(),
        })
    }))
}

pub(super) fn abandon_examination(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::AbandonExamination).into_iter();
    now(matters.map(|matter| {
        C::AbandonExamination(AbandonExamination {
            matter,
            reason: word(),
        })
    }))
}

pub(super) fn call_for_evidence(_: &Scene<'_>) -> Vec<Way> {
    now([C::CallForEvidence(CallForEvidence {
        holder: word(),
        organ: None,
        what: word(),
    })])
}

/// One that no call went before, and what was called for.
pub(super) fn record_investigation(scene: &Scene<'_>) -> Vec<Way> {
    let called = scene.at(N::RecordInvestigation).into_iter().map(Some);
    now([None].into_iter().chain(called).map(|matter| {
        C::RecordInvestigation(RecordInvestigation {
            matter,
            officers: officers(),
            cards_shown: true,
            source: word(),
            place: word(),
            record: word(),
        })
    }))
}
