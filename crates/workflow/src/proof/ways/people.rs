//! Who takes part.

use super::{Scene, Way, now, word};
use crate::command::{
    AdviseRespondent, AgentInput, AgentKind, AppointAgents, ChangeRespondent,
    ChooseRepresentatives, ConfirmAddress, EndProtection, IdentityKind, JoinThirdParty,
    JoiningBasis, PersonInput, ProtectPerson, ProtectedKind, ReconsiderationCommand as C,
    RecordIdentity, SimplifiedGround, SucceedParty,
};
use crate::file::{PartyRole, Procedure};
use crate::id::PartyNo;
use crate::proof::cast::AGENCIES;

/// Applicants above whom representatives are chosen.
const MANY: usize = 5;

fn person() -> PersonInput {
    PersonInput {
        name: word(),
        address: None,
        phone: None,
    }
}

pub(super) fn advise_respondent(scene: &Scene<'_>) -> Vec<Way> {
    let respondent = scene.first(PartyRole::Respondent).into_iter();
    now(respondent.map(|party| {
        C::AdviseRespondent(AdviseRespondent {
            party,
            proper: word(),
            reason: word(),
        })
    }))
}

/// Each respondent, whose reply may be in or not, for an agency that is none.
pub(super) fn change_respondent(scene: &Scene<'_>) -> Vec<Way> {
    let named = |organ| {
        let mut known = scene.file.parties_with(PartyRole::Respondent);
        known.any(|party| party.organ == Some(organ))
    };
    let other = AGENCIES.into_iter().find(|organ| !named(*organ));
    let respondents = scene.file.parties_with(PartyRole::Respondent);
    let consents = consents(scene);
    now(respondents.flat_map(|party| {
        let own_department = scene.file.facts.own_departments.contains(&party.no);
        let consents = consents.iter().copied();
        consents.filter_map(move |simplified_consent| {
            Some(C::ChangeRespondent(ChangeRespondent {
                party: party.no,
                organ: other?.0,
                name: word(),
                own_department,
                simplified_consent,
                reason: word(),
            }))
        })
    }))
}

/// What a newcomer says: yes or no where the procedure rests on consent, and else nothing.
fn consents(scene: &Scene<'_>) -> Vec<Option<bool>> {
    match &scene.file.facts.procedure {
        Procedure::Simplified {
            ground: SimplifiedGround::Consent,
            ..
        } => vec![Some(true), Some(false)],
        _ => vec![None],
    }
}

/// One whose name is not in the case yet.
pub(super) fn join_third_party(scene: &Scene<'_>) -> Vec<Way> {
    let mut known = scene.file.parties_with(PartyRole::ThirdParty);
    let fresh = known.all(|party| party.name != word());
    let consents = if fresh { consents(scene) } else { Vec::new() };
    now(consents.into_iter().map(|simplified_consent| {
        C::JoinThirdParty(JoinThirdParty {
            person: person(),
            basis: JoiningBasis::Notified,
            simplified_consent,
            interest: word(),
        })
    }))
}

pub(super) fn succeed_party(scene: &Scene<'_>) -> Vec<Way> {
    now(scene.private().into_iter().map(|party| {
        C::SucceedParty(SucceedParty {
            party,
            successor: person(),
            reason: word(),
        })
    }))
}

/// An agent for whoever has none; none for whoever has one.
pub(super) fn appoint_agents(scene: &Scene<'_>) -> Vec<Way> {
    let agent = || AgentInput {
        name: word(),
        kind: AgentKind::Lawyer,
        authority: word(),
        term: word(),
        phone: None,
    };
    let has = |no: PartyNo| {
        let mut agents = scene.file.facts.people.agents.iter();
        agents.any(|known| known.party == no)
    };
    now(scene.private().into_iter().map(|party| {
        let agents = (!has(party)).then(agent);
        C::AppointAgents(AppointAgents {
            party,
            agents: agents.into_iter().collect(),
        })
    }))
}

/// One, and the most there may be, where there are more applicants than that; and nobody, though told to.
pub(super) fn choose_representatives(scene: &Scene<'_>) -> Vec<Way> {
    let applicants = scene.each(PartyRole::Applicant);
    let sizes = (applicants.len() > MANY).then_some([0, 1, MANY]);
    now(sizes.into_iter().flatten().map(|size| {
        C::ChooseRepresentatives(ChooseRepresentatives {
            representatives: applicants.iter().copied().take(size).collect(),
            unchosen: (size == 0).then(word),
        })
    }))
}

/// The first of each role, with consent to electronic service.
pub(super) fn confirm_address(scene: &Scene<'_>) -> Vec<Way> {
    let roles = [
        PartyRole::Applicant,
        PartyRole::Respondent,
        PartyRole::ThirdParty,
    ];
    let parties = roles.into_iter().filter_map(|role| scene.first(role));
    now(parties.map(|party| {
        C::ConfirmAddress(ConfirmAddress {
            party,
            address: word(),
            recipient: None,
            electronic: Some(word()),
        })
    }))
}

/// The first applicant; another number changes nothing that anybody looks at.
pub(super) fn record_identity(scene: &Scene<'_>) -> Vec<Way> {
    let unknown = scene.file.facts.people.identities.is_empty();
    let applicant = scene.first(PartyRole::Applicant).filter(|_| unknown);
    now(applicant.map(|party| {
        C::RecordIdentity(RecordIdentity {
            party,
            kind: IdentityKind::Other,
            identity_number: word(),
        })
    }))
}

/// One name at a time: that of a party, or of a witness.
pub(super) fn protect_person(scene: &Scene<'_>) -> Vec<Way> {
    if !scene.file.facts.people.masks().is_empty() {
        return Vec::new();
    }
    let applicant = scene.first(PartyRole::Applicant);
    now([applicant, None].map(|party| {
        C::ProtectPerson(ProtectPerson {
            kind: ProtectedKind::Witness,
            party,
            name: party.is_none().then(word),
            reason: word(),
        })
    }))
}

pub(super) fn end_protection(scene: &Scene<'_>) -> Vec<Way> {
    let kept = scene.file.facts.people.protections.iter();
    let kept = kept.filter(|known| known.ended_on.is_none());
    now(kept.map(|known| {
        C::EndProtection(EndProtection {
            protection: known.no,
            reason: word(),
        })
    }))
}
