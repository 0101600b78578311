//! Mediation.

use super::{Scene, Way, now, word};
use crate::command::{
    AgreeMediation, EndMediation, OpenMediation, ReconsiderationCommand as C,
    RecordMediationSession, SealMediation, SignMediation,
};
use crate::file::{Details, Matter, PartyRole};
use crate::id::PartyNo;

/// Days that a mediation letter leaves.
const TO_PERFORM: u64 = 30;

/// The applicants and respondents who take part.
fn both_sides(scene: &Scene<'_>) -> Vec<PartyNo> {
    let parties = scene.taking_part();
    let parties = parties.filter(|party| party.role != PartyRole::ThirdParty);
    parties.map(|party| party.no).collect()
}

fn open_one<'a>(scene: &'a Scene<'_>) -> Option<&'a Matter> {
    let mut matters = scene.file.matters_on("mediation").rev();
    matters.find(|matter| scene.book.is_open(matter))
}

pub(super) fn open_mediation(scene: &Scene<'_>) -> Vec<Way> {
    now([C::OpenMediation(OpenMediation {
        consents: both_sides(scene),
        about: word(),
    })])
}

pub(super) fn record_mediation_session(scene: &Scene<'_>) -> Vec<Way> {
    now([C::RecordMediationSession(RecordMediationSession {
        parties: both_sides(scene),
        record: word(),
        offers: Some(word()),
    })])
}

/// With something for the respondent to do by a day, and without.
pub(super) fn agree_mediation(scene: &Scene<'_>) -> Vec<Way> {
    let by = [None, Some(scene.ahead(TO_PERFORM))];
    now(by.map(|perform_by| {
        C::AgreeMediation(AgreeMediation {
            facts: word(),
            reasons: word(),
            result: word(),
            perform_by,
            review: word(),
        })
    }))
}

/// Each party who has not signed.
pub(super) fn sign_mediation(scene: &Scene<'_>) -> Vec<Way> {
    let signed: Vec<PartyNo> = match open_one(scene).map(|matter| &matter.details) {
        Some(Details::Mediation(known)) => known.signatures.iter().map(|one| one.party).collect(),
        _ => Vec::new(),
    };
    let parties = scene.taking_part().map(|party| party.no);
    let parties = parties.filter(|no| !signed.contains(no));
    now(parties.map(|party| C::SignMediation(SignMediation { party })))
}

/// It fails; once there is an agreement, a party resiles.
pub(super) fn end_mediation(scene: &Scene<'_>) -> Vec<Way> {
    let agreed = matches!(
        open_one(scene).map(|matter| &matter.details),
        Some(Details::Mediation(known)) if known.agreement.is_some()
    );
    let party = scene.taking_part().next().map(|party| party.no);
    now([C::EndMediation(EndMediation {
        resiled: party.filter(|_| agreed),
        reason: word(),
    })])
}

pub(super) fn seal_mediation(_: &Scene<'_>) -> Vec<Way> {
    now([C::SealMediation(SealMediation {
        seal_register: word(),
    })])
}
