//! Who is let into the case, and who is recused from it.

use super::{Scene, Way, now, word};
use crate::actor::Role;
use crate::command::{
    Admit, AskRecusal, Capacity, EndAdmission, ReconsiderationCommand as C, RecusalGround, Recuse,
    RefuseRecusal,
};
use crate::file::PartyRole;
use crate::id::UserId;
use crate::proof::cast::user;

/// Days for which somebody is let in: longer than any case lives.
const LONG: u64 = 4_000;

/// Everybody who may withdraw.
const WITHDRAWING: [Role; 10] = [
    Role::Registrar,
    Role::Officer,
    Role::CoOfficer,
    Role::InstitutionHead,
    Role::OrganHead,
    Role::Supervisor,
    Role::CommitteeMember,
    Role::Mediator,
    Role::LegalAdviser,
    Role::StreetOffice,
];

fn here(scene: &Scene<'_>, user: UserId) -> bool {
    let participation = &scene.file.facts.participation;
    participation.recusal_of(user).is_none()
}

/// One person at a time, in each capacity.
pub(super) fn admit(scene: &Scene<'_>) -> Vec<Way> {
    let mut admissions = scene.file.facts.participation.admissions.iter();
    if admissions.any(|known| known.ended_on.is_none()) {
        return Vec::new();
    }
    let all = Capacity::ALL.iter().copied();
    now(all.map(|capacity| {
        C::Admit(Admit {
            user: user(capacity.role()).0,
            capacity,
            purpose: word(),
            until: scene.ahead(LONG),
        })
    }))
}

pub(super) fn end_admission(scene: &Scene<'_>) -> Vec<Way> {
    let admissions = scene.file.facts.participation.admissions.iter();
    let open = admissions.filter(|known| known.ended_on.is_none());
    now(open.map(|known| {
        C::EndAdmission(EndAdmission {
            user: known.user.0,
            reason: word(),
        })
    }))
}

/// About the second officer, about the head of the institution and about that of the organ; one at a time.
pub(super) fn ask_recusal(scene: &Scene<'_>) -> Vec<Way> {
    let asked = scene.file.facts.participation.undecided().next().is_some();
    let party = scene.first(PartyRole::Applicant).filter(|_| !asked);
    let targets = [Role::CoOfficer, Role::InstitutionHead, Role::OrganHead].map(user);
    let targets = targets.into_iter().filter(|user| here(scene, *user));
    now(targets.filter_map(|user| {
        Some(C::AskRecusal(AskRecusal {
            party: party?,
            user: user.0,
            ground: RecusalGround::Other,
            recusal_note: word(),
        }))
    }))
}

/// Everybody who is not recused yet.
pub(super) fn recuse(scene: &Scene<'_>) -> Vec<Way> {
    let people = WITHDRAWING.map(user).into_iter();
    now(people.filter(|user| here(scene, *user)).map(|user| {
        C::Recuse(Recuse {
            user: user.0,
            ground: RecusalGround::OwnInterest,
            recusal_note: word(),
            superior_order: Some(word()),
        })
    }))
}

pub(super) fn refuse_recusal(scene: &Scene<'_>) -> Vec<Way> {
    let asked = scene.file.facts.participation.undecided();
    now(asked.map(|known| {
        C::RefuseRecusal(RefuseRecusal {
            application: known.no,
            reason: word(),
            superior_order: Some(word()),
        })
    }))
}
