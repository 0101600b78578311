//! The collateral review of norms.

use super::{Scene, Way, now, word};
use crate::command::{
    CommandName as N, ConcludeNormReview, DiscontinueNormReview, HearNormMaker, NormEnd,
    NormFinding, NormFindingInput, NormLevel, NormRequest, NotifyNormMaker, OpenNormReview,
    ReconsiderationCommand as C, RecordNormOpinion, RecordNormReply, TransferNorm,
};
use crate::file::PartyRole;

/// Within the organ's power or not; with the application, of its own motion against a rule, or later.
pub(super) fn open_norm_review(scene: &Scene<'_>) -> Vec<Way> {
    let asked = [
        (true, NormRequest::WithApplication),
        (true, NormRequest::OwnMotion),
        (false, NormRequest::WithApplication),
        (false, NormRequest::Later),
    ];
    let applicant = scene.first(PartyRole::Applicant);
    now(asked.map(|(competent, request)| {
        let own = request == NormRequest::OwnMotion;
        C::OpenNormReview(OpenNormReview {
            document: word(),
            document_number: None,
            provisions: word(),
            level: if own {
                NormLevel::Rule
            } else {
                NormLevel::LocalGovernment
            },
            maker: word(),
            maker_organ: None,
            request,
            asked_by: applicant.filter(|_| !own),
            basis_unknown: (request == NormRequest::Later).then(word),
            competent,
            reason: word(),
        })
    }))
}

pub(super) fn notify_norm_maker(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::NotifyNormMaker).into_iter();
    now(matters.map(|matter| {
        C::NotifyNormMaker(NotifyNormMaker {
            matter,
            question: word(),
        })
    }))
}

pub(super) fn record_norm_reply(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::RecordNormReply).into_iter();
    now(matters.map(|matter| {
        C::RecordNormReply(RecordNormReply {
            matter,
            summary: word(),
        })
    }))
}

pub(super) fn hear_norm_maker(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::HearNormMaker).into_iter();
    now(matters.map(|matter| {
        C::HearNormMaker(HearNormMaker {
            matter,
            record: word(),
        })
    }))
}

fn found(finding: NormFinding) -> Vec<NormFindingInput> {
    vec![NormFindingInput {
        provision: word(),
        finding,
        reason: word(),
    }]
}

/// Lawful, and unlawful.
const FINDINGS: [NormFinding; 2] = [NormFinding::Lawful, NormFinding::BeyondPower];

pub(super) fn conclude_norm_review(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::ConcludeNormReview).into_iter();
    now(matters.flat_map(|matter| {
        FINDINGS.map(|finding| {
            C::ConcludeNormReview(ConcludeNormReview {
                matter,
                findings: found(finding),
            })
        })
    }))
}

pub(super) fn transfer_norm(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::TransferNorm).into_iter();
    now(matters.map(|matter| {
        C::TransferNorm(TransferNorm {
            matter,
            to: word(),
            organ: None,
            reason: word(),
        })
    }))
}

pub(super) fn record_norm_opinion(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::RecordNormOpinion).into_iter();
    now(matters.flat_map(|matter| {
        FINDINGS.map(|finding| {
            C::RecordNormOpinion(RecordNormOpinion {
                matter,
                findings: found(finding),
            })
        })
    }))
}

pub(super) fn discontinue_norm_review(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::DiscontinueNormReview).into_iter();
    now(matters.map(|matter| {
        C::DiscontinueNormReview(DiscontinueNormReview {
            matter,
            ground: NormEnd::NotTheBasis,
            reason: word(),
        })
    }))
}
