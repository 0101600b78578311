//! Guards of the materials of the file.

use super::{Code, Refusal, Verdict, replies};
use crate::command::{ProofInput, ReconsiderationCommand as C, Volume};
use crate::file::Material;
use crate::guard::Guard;
use crate::id::PartyNo;
use crate::planning::Ask;
use crate::planning::days::no_such;

/// What a guard of the materials says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    match guard {
        Guard::HasMaterial => Some(has_material(ask)),
        Guard::ExcisionProposed => Some(proposed(ask)),
        _ => None,
    }
}

/// The numbers of the parties that a clerk speaks for; `None` where the actor is of the office.
fn clerks_parties(ask: &Ask<'_>) -> Option<Vec<PartyNo>> {
    replies::is_clerk_only(ask.actor).then(|| {
        let agency = ask.actor.person().and_then(|person| person.agency);
        let own = ask.file.present();
        let own = own.filter(|party| party.organ.is_some() && party.organ == agency);
        own.map(|party| party.no).collect()
    })
}

/// The material with this number that is still in the file.
pub(in crate::planning) fn standing<'a>(ask: &Ask<'a>, no: u32) -> Result<&'a Material, Refusal> {
    let file: &'a crate::file::CaseFile = ask.file;
    let mut materials = file.facts.materials.iter();
    let material = materials.find(|known| known.no == no);
    let material = material.ok_or_else(|| no_such("material", no))?;
    match material.excised_on {
        None => Ok(material),
        Some(day) => Err(Refusal::new(Code::MaterialExcised)
            .with("material", no)
            .with("day", day)),
    }
}

/// Whether a material lies in the secondary volume, and that is closed to who asks.
fn is_secondary(ask: &Ask<'_>, material: &Material) -> bool {
    material.volume == Volume::Secondary && !ask.file.opens_secondary_volume(ask.actor)
}

/// The materials that a proof names are in the file, and open to who names them.
pub(in crate::planning) fn named(ask: &Ask<'_>, proof: Option<&ProofInput>) -> Verdict {
    let given = proof.and_then(|proof| proof.materials.as_deref());
    let own = clerks_parties(ask);
    for no in given.unwrap_or_default() {
        let mut materials = ask.file.facts.materials.iter();
        let hidden = materials.any(|known| {
            let closed = own.as_ref().is_some_and(|own| !known.is_open_to(own));
            known.no == *no && (closed || is_secondary(ask, known))
        });
        if hidden {
            return Err(no_such("material", *no));
        }
        standing(ask, *no)?;
    }
    Ok(())
}

/// The material that the command names is in the file; without a command, any is.
fn has_material(ask: &Ask<'_>) -> Verdict {
    let no = match ask.command() {
        Some(C::CorrectMaterial(c)) => Some(c.material),
        Some(C::ProposeExcision(c)) => Some(c.material),
        Some(C::DecideExcision(c)) => Some(c.material),
        _ => None,
    };
    match no {
        Some(no) => {
            let mut materials = ask.file.facts.materials.iter();
            if materials.any(|known| known.no == no && is_secondary(ask, known)) {
                return Err(no_such("material", no));
            }
            standing(ask, no).map(|_| ())
        }
        None => {
            let mut materials = ask.file.facts.materials.iter();
            let any = materials.any(|known| known.excised_on.is_none());
            if any {
                Ok(())
            } else {
                Err(no_such("material", 1))
            }
        }
    }
}

/// Another person, who is not recused since, has proposed to take it out: what one proposes another decides.
fn proposed(ask: &Ask<'_>) -> Verdict {
    let wanted = match ask.command() {
        Some(C::DecideExcision(c)) => Some(c.material),
        _ => None,
    };
    let asker = ask.actor.person().map(|person| person.user);
    let by_another = |known: &&Material| {
        let excision = known
            .excision
            .as_ref()
            .filter(|_| known.excised_on.is_none());
        let recused = |user| ask.file.facts.participation.recusal_of(user).is_some();
        excision.is_some_and(|excision| Some(excision.by) != asker && !recused(excision.by))
    };
    let mut materials = ask.file.facts.materials.iter();
    let found = materials.find(|known| wanted.is_none_or(|no| no == known.no) && by_another(known));
    match found {
        Some(_) => Ok(()),
        None => Err(Refusal::new(Code::ExcisionNotProposed)),
    }
}
