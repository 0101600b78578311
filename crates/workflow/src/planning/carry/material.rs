//! What is filed, corrected and taken out of the file.

use super::Carried;
use crate::command::{
    CorrectMaterial, FileMaterial, ProvesInput, ReconsiderationCommand as C, Secrecy, Volume,
};
use crate::effect::Effect;
use crate::file::{Excision, MATERIAL_FILE, MATERIAL_TITLE, Material, PartyRole};
use crate::id::PartyNo;
use crate::planning::Ask;
use crate::planning::build::{Making, next_no};
use crate::planning::days::no_such;
use crate::planning::guards::materials::standing;
use crate::refusal::{Refusal, RefusalCode as Code};

/// Most pages of one material.
const MOST_PAGES: u32 = 100_000;

/// Carries a command of the materials of the file.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::FileMaterial(filed) => file(ask, making, filed)?,
        C::CorrectMaterial(corrected) => correct(ask, making, corrected)?,
        C::ProposeExcision(proposed) => {
            let mut material = standing(ask, proposed.material)?.clone();
            material.excision = ask.actor.person().map(|person| Excision {
                by: person.user,
                on: ask.on,
                reason: proposed.reason.clone(),
            });
            set(making, material);
        }
        C::DecideExcision(decided) => {
            let mut material = standing(ask, decided.material)?.clone();
            match decided.excise {
                true => material.excised_on = Some(ask.on),
                false => material.excision = None,
            }
            set(making, material);
        }
        _ => {}
    }
    Ok(())
}

/// Texts that a command of the materials cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::FileMaterial(c) => vec![("title", &c.title)],
        C::CorrectMaterial(c) => {
            let title = c.title.as_deref().map(|title| ("title", title));
            [Some(("reason", c.reason.as_str())), title]
                .into_iter()
                .flatten()
                .collect()
        }
        C::ProposeExcision(c) => vec![("reason", &c.reason)],
        C::DecideExcision(c) => vec![("reason", &c.reason)],
        _ => Vec::new(),
    }
}

fn set(making: &mut Making, material: Material) {
    let material = Box::new(material);
    making.push(Effect::MaterialSet { material });
}

fn file(ask: &Ask<'_>, making: &mut Making, filed: &FileMaterial) -> Carried {
    let sent = ask.around.uploads.get(&filed.upload);
    let sent = sent.ok_or_else(|| Refusal::new(Code::UploadMissing))?;
    pages(filed.pages)?;
    proved(ask, filed.proves.as_ref())?;
    let secrecy = filed.secrecy.unwrap_or(Secrecy::Ordinary);
    let given = filed.visible_to.as_deref();
    let visible_to = visible(ask, filed.volume, secrecy, given.unwrap_or_default())?;
    let content = serde_json::to_string(sent).unwrap_or_default();
    making.protect(MATERIAL_FILE, Some(&content));
    making.protect(MATERIAL_TITLE, Some(&filed.title));
    let material = Material {
        no: next_no(ask.file.facts.materials.iter().map(|known| known.no)),
        kind: filed.kind,
        volume: filed.volume,
        secrecy,
        pages: filed.pages,
        visible_to,
        proves: filed.proves.clone(),
        filed_on: ask.on,
        entries: vec![ask.file.revision.saturating_add(1)],
        excision: None,
        excised_on: None,
    };
    set(making, material);
    Ok(())
}

fn correct(ask: &Ask<'_>, making: &mut Making, corrected: &CorrectMaterial) -> Carried {
    let mut material = standing(ask, corrected.material)?.clone();
    let given = [
        corrected.kind.is_some(),
        corrected.volume.is_some(),
        corrected.secrecy.is_some(),
        corrected.title.is_some(),
        corrected.pages.is_some(),
        corrected.visible_to.is_some(),
        corrected.proves.is_some(),
    ];
    if !given.contains(&true) {
        return Err(Refusal::new(Code::MissingField).with("field", "title"));
    }
    if let Some(count) = corrected.pages {
        pages(count)?;
        material.pages = count;
    }
    material.kind = corrected.kind.unwrap_or(material.kind);
    material.volume = corrected.volume.unwrap_or(material.volume);
    material.secrecy = corrected.secrecy.unwrap_or(material.secrecy);
    if corrected.proves.is_some() {
        proved(ask, corrected.proves.as_ref())?;
        material.proves.clone_from(&corrected.proves);
    }
    // What is given is held against the material as it becomes; what was given before falls away where it does not fit.
    match &corrected.visible_to {
        Some(given) => {
            material.visible_to = visible(ask, material.volume, material.secrecy, given)?;
        }
        None => material.visible_to = material.open_to().to_vec(),
    }
    if let Some(title) = &corrected.title {
        making.protect(MATERIAL_TITLE, Some(title));
        material.entries.push(ask.file.revision.saturating_add(1));
    }
    set(making, material);
    Ok(())
}

fn bad(field: &str, value: impl ToString, expected: &str) -> Refusal {
    Refusal::new(Code::BadField)
        .with("field", field)
        .with("value", value)
        .with("expected", expected)
}

fn pages(count: u32) -> Carried {
    if (1..=MOST_PAGES).contains(&count) {
        Ok(())
    } else {
        Err(bad("pages", count, &format!("1 – {MOST_PAGES}")))
    }
}

/// The parties that may see it: parties to the case, nobody where it lies in the secondary volume, and no more than its
/// secrecy allows.
///
/// # Law
///
/// ARL 47.
fn visible(
    ask: &Ask<'_>,
    volume: Volume,
    secrecy: Secrecy,
    given: &[PartyNo],
) -> Result<Vec<PartyNo>, Refusal> {
    let mut all = given.to_vec();
    all.sort_unstable();
    all.dedup();
    for no in &all {
        let party = ask.file.party(*no).ok_or_else(|| no_such("party", *no))?;
        if party.role == PartyRole::OtherOrgan {
            return Err(bad("visibleTo", no, "当事人 / a party to the case"));
        }
    }
    if volume == Volume::Secondary && !all.is_empty() {
        return Err(Refusal::new(Code::SecondaryVolume));
    }
    if secrecy.most_parties().is_some_and(|most| all.len() > most) {
        let numbers: Vec<String> = all.iter().map(u32::to_string).collect();
        let expected = match secrecy {
            Secrecy::WorkSecret => {
                "空：工作秘密不对当事人开放 / nobody: a secret of the office's work is open to no party"
            }
            _ => "至多一名当事人，即秘密、隐私所属的一方 / one party at most, whose secret it is",
        };
        return Err(bad("visibleTo", numbers.join(", "), expected).because("ARL 47"));
    }
    Ok(all)
}

/// What it is said to prove is there.
fn proved(ask: &Ask<'_>, proves: Option<&ProvesInput>) -> Carried {
    let ensure = |known: bool, what: &str, no: u32| match known {
        true => Ok(()),
        false => Err(no_such(what, no)),
    };
    match proves {
        None => Ok(()),
        Some(ProvesInput::Entry(no)) => ensure((1..=ask.file.revision).contains(no), "entry", *no),
        Some(ProvesInput::Service(served)) => {
            let paper = ask.file.paper(served.paper);
            let paper = paper.ok_or_else(|| no_such("paper", served.paper))?;
            let addressed = paper.addressees.contains(&served.party);
            ensure(addressed, "party", served.party)
        }
        Some(ProvesInput::Evidence(no)) => {
            let mut evidence = ask.file.facts.evidence.iter();
            ensure(evidence.any(|known| known.no == *no), "evidence", *no)
        }
    }
}
