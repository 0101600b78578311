//! Letters, copies, publication, filing and follow-up.

use super::{Scene, Way, now, word};
use crate::command::{
    CommandName as N, CopyToSuperior, DraftLetter, DropLetter, FileMajorDecision, IssueLetter,
    JudgeLetter, Judgement, LetterKind, PublishDecision, ReconsiderationCommand as C,
    RecordLetterReport, RecordVisit, SignLetter, WithholdPublication,
};
use crate::file::PartyRole;

pub(super) fn copy_to_superior(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::CopyToSuperior).into_iter();
    now(matters.map(|matter| {
        C::CopyToSuperior(CopyToSuperior {
            matter,
            superior: word(),
            organ: None,
        })
    }))
}

/// An opinion to a respondent and to another organ, a recommendation to another organ.
pub(super) fn draft_letter(scene: &Scene<'_>) -> Vec<Way> {
    let respondent = scene.first(PartyRole::Respondent);
    let letters = [
        (LetterKind::Opinion, respondent),
        (LetterKind::Opinion, None),
        (LetterKind::Recommendation, None),
    ];
    now(letters.map(|(kind, party)| {
        C::DraftLetter(DraftLetter {
            kind,
            party,
            organ_name: party.is_none().then(word),
            organ: None,
            problem: word(),
            advice: word(),
        })
    }))
}

pub(super) fn sign_letter(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::SignLetter).into_iter();
    now(matters.map(|matter| C::SignLetter(SignLetter { matter })))
}

pub(super) fn issue_letter(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::IssueLetter).into_iter();
    now(matters.map(|matter| {
        C::IssueLetter(IssueLetter {
            matter,
            seal_register: word(),
        })
    }))
}

pub(super) fn drop_letter(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::DropLetter).into_iter();
    now(matters.map(|matter| {
        C::DropLetter(DropLetter {
            matter,
            reason: word(),
        })
    }))
}

pub(super) fn record_letter_report(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::RecordLetterReport).into_iter();
    now(matters.map(|matter| {
        C::RecordLetterReport(RecordLetterReport {
            matter,
            report: word(),
        })
    }))
}

pub(super) fn judge_letter(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::JudgeLetter).into_iter();
    now(matters.map(|matter| {
        C::JudgeLetter(JudgeLetter {
            matter,
            judgement: Judgement::Corrected,
            reason: word(),
        })
    }))
}

pub(super) fn publish_decision(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::PublishDecision).into_iter();
    now(matters.map(|matter| {
        C::PublishDecision(PublishDecision {
            matter,
            place: word(),
            anonymised: true,
        })
    }))
}

pub(super) fn withhold_publication(scene: &Scene<'_>) -> Vec<Way> {
    let matters = scene.at(N::WithholdPublication).into_iter();
    now(matters.map(|matter| {
        C::WithholdPublication(WithholdPublication {
            matter,
            reason: word(),
        })
    }))
}

pub(super) fn file_major_decision(_: &Scene<'_>) -> Vec<Way> {
    now([C::FileMajorDecision(FileMajorDecision {
        superior: word(),
        organ: None,
        reason: word(),
    })])
}

pub(super) fn record_visit(scene: &Scene<'_>) -> Vec<Way> {
    let applicant = scene.first(PartyRole::Applicant).into_iter();
    now(applicant.map(|party| {
        C::RecordVisit(RecordVisit {
            party,
            record: word(),
        })
    }))
}
