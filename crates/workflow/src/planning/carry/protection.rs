//! Who the people are, and whose names are kept: what that changes in the file.

use super::Carried;
use super::people::set;
use crate::command::{
    EndProtection, IdentityKind, ProtectPerson, ReconsiderationCommand as C, RecordIdentity,
};
use crate::file::{IDENTITY_NUMBER, Identity, PartyRole, Protection};
use crate::identity::{is_identity_number, narrow};
use crate::planning::Ask;
use crate::planning::build::{Making, next_no};
use crate::planning::days::no_such;
use crate::planning::guards::people::present;
use crate::refusal::{Refusal, RefusalCode as Code};

/// Most letters of a number.
const LONGEST_NUMBER: usize = 64;
/// Fewest letters of a name that is kept: one letter stands in every text.
const SHORTEST_NAME: usize = 2;

/// Carries a command about who people are.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::RecordIdentity(record) => identity(ask, making, record),
        C::ProtectPerson(protect) => protected(ask, making, protect),
        C::EndProtection(end) => {
            ended(ask, making, end);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Texts that a command about who people are cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::RecordIdentity(c) => vec![("identityNumber", &c.identity_number)],
        C::ProtectPerson(c) => vec![("reason", &c.reason)],
        C::EndProtection(c) => vec![("reason", &c.reason)],
        _ => Vec::new(),
    }
}

/// The value of the field is not said again.
fn bad(field: &str, expected: &str) -> Refusal {
    Refusal::new(Code::BadField)
        .with("field", field)
        .with("value", "…")
        .with("expected", expected)
}

fn identity(ask: &Ask<'_>, making: &mut Making, record: &RecordIdentity) -> Carried {
    let number = narrow(&record.identity_number);
    if record.kind == IdentityKind::ResidentCard && !is_identity_number(&number) {
        let expected =
            "18位公民身份号码，校验码正确 / an identity number of 18 signs with its check digit";
        return Err(bad("identityNumber", expected));
    }
    if number.chars().count() > LONGEST_NUMBER {
        let expected =
            format!("不超过{LONGEST_NUMBER}个字符 / at most {LONGEST_NUMBER} characters");
        return Err(bad("identityNumber", &expected));
    }
    let identity = Identity {
        party: record.party,
        kind: record.kind,
        recorded_on: ask.on,
        entry: ask.file.revision.saturating_add(1),
    };
    set(making, |people| {
        people
            .identities
            .retain(|known| known.party != identity.party);
        people.identities.push(identity);
    });
    making.protect(IDENTITY_NUMBER, Some(&number));
    Ok(())
}

/// A name that no word of the program is: those are of small Latin letters, digits and signs alone.
fn sayable(name: &str) -> bool {
    let plain = |letter: char| letter.is_ascii() && !letter.is_ascii_uppercase();
    name.chars().count() >= SHORTEST_NAME && !name.chars().all(plain)
}

fn protected(ask: &Ask<'_>, making: &mut Making, protect: &ProtectPerson) -> Carried {
    let name = protect.name.as_deref().map(str::trim);
    let name = name.filter(|name| !name.is_empty());
    let (party, name) = match (protect.party, name) {
        (Some(no), None) => {
            let party = present(ask, no)?;
            let private = [PartyRole::Applicant, PartyRole::ThirdParty];
            if !private.contains(&party.role) {
                let expected = "申请人、第三人 / an applicant or a third party";
                return Err(bad("party", expected));
            }
            (Some(no), party.name.clone())
        }
        (None, Some(name)) => (None, name.to_owned()),
        _ => {
            let expected = "当事人填写序号，其他人填写姓名，只填一项 / the number of a party, or the name of somebody else: one of the two";
            return Err(bad("name", expected));
        }
    };
    if !sayable(&name) {
        let expected = "至少两个字的姓名 / a name of two characters or more";
        return Err(bad("name", expected));
    }
    let known = &making.file.facts.people.protections;
    let mut standing = known.iter().filter(|known| known.ended_on.is_none());
    if let Some(same) = standing.find(|known| known.name == name) {
        return Err(Refusal::new(Code::ProtectedAlready).with("protection", same.no));
    }
    let protection = Protection {
        no: next_no(known.iter().map(|known| known.no)),
        kind: protect.kind,
        name,
        party,
        since: ask.on,
        ended_on: None,
    };
    set(making, |people| people.protections.push(protection));
    Ok(())
}

fn ended(ask: &Ask<'_>, making: &mut Making, end: &EndProtection) {
    set(making, |people| {
        let known = people.protections.iter_mut();
        for known in known.filter(|known| known.no == end.protection) {
            known.ended_on = Some(ask.on);
        }
    });
}

/// The protection with this number, while it stands.
pub(in crate::planning) fn standing(ask: &Ask<'_>, no: u32) -> Carried {
    let mut known = ask.file.facts.people.protections.iter();
    match known.any(|known| known.no == no && known.ended_on.is_none()) {
        true => Ok(()),
        false => Err(no_such("protection", no)),
    }
}
