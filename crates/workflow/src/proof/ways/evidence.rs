//! Evidence, supplements and access to the file.

use super::{Scene, Way, now, word};
use crate::command::{
    AccessBar, AllowFileAccess, AllowSupplement, AskSupplement, CommandName as N, EvidenceInput,
    EvidenceKind, FilePart, HandInEvidence, ReconsiderationCommand as C, RecordFileAccess,
    RefuseFileAccess, RefuseSupplement, RequestFileAccess,
};
use crate::file::PartyRole;
use crate::id::{MatterNo, PartyNo};
use crate::scalar::Date;

/// Something newly raised and something not by those under no bar; by each respondent, within its term or after;
/// by the respondent that may supplement.
pub(super) fn hand_in_evidence(scene: &Scene<'_>) -> Vec<Way> {
    let applicant = scene.first(PartyRole::Applicant).into_iter();
    let raised = applicant.map(|party| handed(scene, party, None, true));
    let others = scene.private().into_iter();
    let others = others.chain(scene.each(PartyRole::Respondent));
    let plain = others.map(|party| handed(scene, party, None, false));
    let allowed = scene.at(N::HandInEvidence).into_iter();
    let supplements = allowed.filter_map(|no| {
        let party = scene.file.matter(no)?.party?;
        Some(handed(scene, party, Some(no), false))
    });
    now(raised.chain(plain).chain(supplements))
}

fn handed(scene: &Scene<'_>, party: PartyNo, matter: Option<MatterNo>, raised: bool) -> C {
    C::HandInEvidence(HandInEvidence {
        party,
        matter,
        items: vec![EvidenceInput {
            kind: EvidenceKind::Document,
            title: word(),
            gathered_on: scene.received_on().map(Date),
        }],
        newly_raised: raised.then_some(true),
        burden: None,
        excuse: None,
        note: word(),
    })
}

pub(super) fn ask_supplement(scene: &Scene<'_>) -> Vec<Way> {
    let respondent = scene.first(PartyRole::Respondent).into_iter();
    now(respondent.map(|party| {
        C::AskSupplement(AskSupplement {
            party,
            reason: word(),
        })
    }))
}

pub(super) fn allow_supplement(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::AllowSupplement).into_iter();
    now(matters.map(|matter| {
        C::AllowSupplement(AllowSupplement {
            matter,
            note: word(),
        })
    }))
}

pub(super) fn refuse_supplement(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::RefuseSupplement).into_iter();
    now(matters.map(|matter| {
        C::RefuseSupplement(RefuseSupplement {
            matter,
            reason: word(),
        })
    }))
}

pub(super) fn request_file_access(scene: &Scene<'_>) -> Vec<Way> {
    now(scene.private().into_iter().map(|party| {
        C::RequestFileAccess(RequestFileAccess {
            party,
            agent: None,
            parts: vec![FilePart::Reply],
        })
    }))
}

pub(super) fn allow_file_access(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::AllowFileAccess).into_iter();
    now(matters.map(|matter| {
        C::AllowFileAccess(AllowFileAccess {
            matter,
            note: word(),
        })
    }))
}

pub(super) fn refuse_file_access(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::RefuseFileAccess).into_iter();
    now(matters.map(|matter| {
        C::RefuseFileAccess(RefuseFileAccess {
            matter,
            ground: AccessBar::StateSecret,
            reason: word(),
        })
    }))
}

pub(super) fn record_file_access(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::RecordFileAccess).into_iter();
    now(matters.map(|matter| {
        C::RecordFileAccess(RecordFileAccess {
            matter,
            person: word(),
            what: word(),
        })
    }))
}
