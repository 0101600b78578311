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
    known(ask, no).and_then(in_file)
}

fn known<'a>(ask: &Ask<'a>, no: u32) -> Result<&'a Material, Refusal> {
    let file: &'a crate::file::CaseFile = ask.file;
    let mut materials = file.facts.materials.iter();
    let material = materials.find(|known| known.no == no);
    material.ok_or_else(|| no_such("material", no))
}

fn in_file(material: &Material) -> Result<&Material, Refusal> {
    match material.excised_on {
        None => Ok(material),
        Some(day) => Err(Refusal::new(Code::MaterialExcised)
            .with("material", material.no)
            .with("day", day)),
    }
}

/// Whether a material is closed to who asks: it lies in the secondary volume, which is, or to a clerk it is not open.
fn is_closed(ask: &Ask<'_>, own: Option<&[PartyNo]>, material: &Material) -> bool {
    match own {
        Some(own) => !material.is_open_to(own),
        None => material.volume == Volume::Secondary && !ask.file.opens_secondary_volume(ask.actor),
    }
}

/// The material with this number is in the file, and open to who asks; one that is closed is not there.
fn open(ask: &Ask<'_>, own: Option<&[PartyNo]>, no: u32) -> Verdict {
    let material = known(ask, no)?;
    if is_closed(ask, own, material) {
        return Err(no_such("material", no));
    }
    in_file(material).map(|_| ())
}

/// The materials that a proof names are in the file, and open to who names them.
pub(in crate::planning) fn named(ask: &Ask<'_>, proof: Option<&ProofInput>) -> Verdict {
    let given = proof.and_then(|proof| proof.materials.as_deref());
    let own = clerks_parties(ask);
    let mut given = given.unwrap_or_default().iter();
    given.try_for_each(|no| open(ask, own.as_deref(), *no))
}

/// The material that the command names is in the file; without a command, any is that is open to who asks.
fn has_material(ask: &Ask<'_>) -> Verdict {
    let no = match ask.command() {
        Some(C::CorrectMaterial(c)) => Some(c.material),
        Some(C::ProposeExcision(c)) => Some(c.material),
        Some(C::DecideExcision(c)) => Some(c.material),
        _ => None,
    };
    if let Some(no) = no {
        return open(ask, None, no);
    }
    let mut materials = ask.file.facts.materials.iter();
    let any = materials.any(|known| known.excised_on.is_none() && !is_closed(ask, None, known));
    if any {
        Ok(())
    } else {
        Err(no_such("material", 1))
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
