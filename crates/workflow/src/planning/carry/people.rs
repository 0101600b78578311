//! Who takes part: what joining, leaving and standing for a party change in the file.

use super::Carried;
use crate::command::{
    AppointAgents, ChangeRespondent, ChooseRepresentatives, ConfirmAddress, JoinThirdParty,
    PersonInput, ReconsiderationCommand as C, SimplifiedGround, SucceedParty,
};
use crate::effect::Effect;
use crate::file::{Agent, Party, PartyRole, People, Procedure, ServiceAddress, Term, TermState};
use crate::id::{OrganId, PartyNo};
use crate::planning::build::{Making, next_no};
use crate::planning::days::no_such;
use crate::planning::{Ask, terms};
use crate::refusal::{Refusal, RefusalCode};

/// Carries a command about the people of the case.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::AdviseRespondent(advise) => {
            set(making, |people| {
                people.advised.push(advise.party);
                people.advised.sort_unstable();
                people.advised.dedup();
            });
        }
        C::ChangeRespondent(change) => respondent_changed(ask, making, change)?,
        C::JoinThirdParty(join) => joined(making, join)?,
        C::SucceedParty(succeed) => succeeded(ask, making, succeed)?,
        C::AppointAgents(appoint) => agents(ask, making, appoint),
        C::ChooseRepresentatives(choose) => representatives(making, choose),
        C::ConfirmAddress(confirm) => address(ask, making, confirm),
        _ => {}
    }
    Ok(())
}

/// Texts that a command about the people cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::AdviseRespondent(c) => vec![("proper", &c.proper), ("reason", &c.reason)],
        C::ChangeRespondent(c) => vec![("name", &c.name), ("reason", &c.reason)],
        C::JoinThirdParty(c) => vec![("person.name", &c.person.name), ("interest", &c.interest)],
        C::ConfirmAddress(c) => vec![("address", &c.address)],
        C::SucceedParty(c) => vec![("successor.name", &c.successor.name), ("reason", &c.reason)],
        _ => Vec::new(),
    }
}

pub(super) fn set(making: &mut Making, change: impl FnOnce(&mut People)) {
    let mut people = making.file.facts.people.clone();
    change(&mut people);
    if people != making.file.facts.people {
        let people = Box::new(people);
        making.push(Effect::PeopleSet { people });
    }
}

/// A party leaves: nobody acts for it any more.
fn leave(ask: &Ask<'_>, making: &mut Making, no: PartyNo) -> Result<Party, Refusal> {
    let known = ask.file.party(no).ok_or_else(|| no_such("party", no))?;
    let party = Party {
        left_on: Some(ask.on),
        ..known.clone()
    };
    making.push(Effect::PartySet {
        party: party.clone(),
    });
    set(making, |people| people.forget(no));
    Ok(party)
}

/// A party joins; the papers of this move go to it.
fn join(
    making: &mut Making,
    role: PartyRole,
    person: &PersonInput,
    organ: Option<OrganId>,
) -> PartyNo {
    let no = next_no(making.file.parties.iter().map(|party| party.no));
    let party = Party {
        no,
        role,
        name: person.name.clone(),
        address: person.address.clone(),
        phone: person.phone.clone(),
        organ,
        left_on: None,
        stayed_out: false,
    };
    making.push(Effect::PartyAdded { party });
    making.newcomer = Some(no);
    no
}

/// What a newcomer says about the simplified procedure, where that rests on the consent of all parties. One who does
/// not consent joins all the same: the case is then converted.
///
/// # Law
///
/// ARL 53(2), 55.
fn consents(making: &mut Making, newcomer: PartyNo, said: Option<bool>) -> Carried {
    const FIELD: &str = "simplifiedConsent";
    let mut procedure = making.file.facts.procedure.clone();
    let Procedure::Simplified {
        ground: SimplifiedGround::Consent,
        consents,
        ..
    } = &mut procedure
    else {
        let expected = "仅以当事人各方同意为由适用简易程序的案件填写 / only where the simplified procedure rests on consent";
        return match said {
            None => Ok(()),
            Some(said) => Err(Refusal::new(RefusalCode::BadField)
                .with("field", FIELD)
                .with("value", said)
                .with("expected", expected)
                .because("ARL 53(2)")),
        };
    };
    match said {
        None => {
            let refusal = Refusal::new(RefusalCode::MissingField).with("field", FIELD);
            return Err(refusal.because("ARL 53(2)"));
        }
        Some(false) => return Ok(()),
        Some(true) => consents.push(newcomer),
    }
    making.push(Effect::ProcedureSet { procedure });
    Ok(())
}

/// A successor stands by what the party it succeeds has consented to.
///
/// # Law
///
/// ARL 14, 53(2).
fn stands_by(making: &mut Making, old: PartyNo, new: PartyNo) {
    let mut procedure = making.file.facts.procedure.clone();
    if let Procedure::Simplified { consents, .. } = &mut procedure
        && let Some(given) = consents.iter_mut().find(|no| **no == old)
    {
        *given = new;
        making.push(Effect::ProcedureSet { procedure });
    }
}

/// The old respondent leaves with what it owed, the new one takes its place and is asked in its turn.
///
/// # Law
///
/// Regs 22.
fn respondent_changed(ask: &Ask<'_>, making: &mut Making, change: &ChangeRespondent) -> Carried {
    let old = leave(ask, making, change.party)?;
    for term in open_of(making, old.no) {
        terms::end(making, term, TermState::Cancelled, ask.on);
    }
    if making.file.facts.no_reply.contains(&old.no) {
        making.push(Effect::NoReplyWithdrawn { party: old.no });
    }
    let person = PersonInput {
        name: change.name.clone(),
        address: None,
        phone: None,
    };
    let organ = Some(OrganId(change.organ));
    let new = join(making, PartyRole::Respondent, &person, organ);
    consents(making, new, change.simplified_consent)?;
    let mut parties = making.file.facts.own_departments.clone();
    parties.retain(|no| *no != old.no);
    parties.extend(Some(new).filter(|_| change.own_department));
    if parties != making.file.facts.own_departments {
        making.push(Effect::OwnDepartmentsSet { parties });
    }
    Ok(())
}

/// A third party joins, and is asked whether it consents where the procedure rests on consent.
///
/// # Law
///
/// ARL 16, 53(2).
fn joined(making: &mut Making, third: &JoinThirdParty) -> Carried {
    let same = making
        .file
        .parties_with(PartyRole::ThirdParty)
        .any(|party| party.name == third.person.name);
    if same {
        return Err(Refusal::new(RefusalCode::BadField)
            .with("field", "person.name")
            .with("value", &third.person.name)
            .with(
                "expected",
                "尚不是本案第三人的人 / somebody who is no third party yet",
            ));
    }
    let new = join(making, PartyRole::ThirdParty, &third.person, None);
    consents(making, new, third.simplified_consent)
}

/// The successor stands where the party stood: in its terms, and for the papers that were not yet served on it.
///
/// # Law
///
/// ARL 14.
fn succeeded(ask: &Ask<'_>, making: &mut Making, succeed: &SucceedParty) -> Carried {
    let old = leave(ask, making, succeed.party)?;
    let new = join(making, old.role, &succeed.successor, old.organ);
    stands_by(making, old.no, new);
    for mut term in open_of(making, old.no) {
        term.party = Some(new);
        terms::set(making, term);
    }
    let unserved: Vec<u32> = making
        .file
        .standing_papers()
        .filter(|paper| paper.addressees.contains(&old.no) && paper.service_on(old.no).is_none())
        .map(|paper| paper.no)
        .collect();
    for paper in unserved {
        making.push(Effect::PaperReaddressed {
            paper,
            from: old.no,
            to: new,
        });
    }
    Ok(())
}

fn open_of(making: &Making, party: PartyNo) -> Vec<Term> {
    let terms = making.file.terms.iter();
    terms
        .filter(|term| term.party == Some(party) && term.state.is_open())
        .cloned()
        .collect()
}

fn agents(ask: &Ask<'_>, making: &mut Making, appoint: &AppointAgents) {
    set(making, |people| {
        people.agents.retain(|agent| agent.party != appoint.party);
        people
            .agents
            .extend(appoint.agents.iter().map(|input| Agent {
                party: appoint.party,
                name: input.name.clone(),
                kind: input.kind,
                authority: input.authority.clone(),
                term: input.term.clone(),
                phone: input.phone.clone(),
                since: ask.on,
            }));
    });
}

fn representatives(making: &mut Making, choose: &ChooseRepresentatives) {
    set(making, |people| {
        people.unchosen.clone_from(&choose.unchosen);
        people.representatives.clone_from(&choose.representatives);
        people.representatives.sort_unstable();
        people.representatives.dedup();
    });
}

/// # Law
///
/// CPL 90; XJ 51 by analogy: papers go to the address that the party has confirmed.
fn address(ask: &Ask<'_>, making: &mut Making, confirm: &ConfirmAddress) {
    let written = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    set(making, |people| {
        people
            .addresses
            .retain(|known| known.party != confirm.party);
        people.addresses.push(ServiceAddress {
            party: confirm.party,
            address: confirm.address.clone(),
            recipient: written(&confirm.recipient),
            electronic: written(&confirm.electronic),
            since: ask.on,
        });
    });
}
