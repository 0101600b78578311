//! Materials of the file: one is filed, corrected, and taken out or not.

use uuid::Uuid;

use super::{Scene, Way, now, word};
use crate::command::{
    CorrectMaterial, DecideExcision, FileMaterial, MaterialKind, ProposeExcision,
    ReconsiderationCommand as C, Volume,
};
use crate::file::Material;

/// The newest material that is still in the file.
fn newest<'a>(scene: &Scene<'a>) -> Option<&'a Material> {
    let mut materials = scene.file.facts.materials.iter().rev();
    materials.find(|known| known.excised_on.is_none())
}

/// One material at a time: a second is like the first.
pub(super) fn file_material(scene: &Scene<'_>) -> Vec<Way> {
    let first = newest(scene).is_none();
    now(first.then(|| {
        C::FileMaterial(FileMaterial {
            upload: Uuid::nil(),
            kind: MaterialKind::Reply,
            volume: Volume::Main,
            secrecy: None,
            title: word(),
            pages: 1,
            visible_to: None,
            proves: None,
        })
    }))
}

pub(super) fn correct_material(scene: &Scene<'_>) -> Vec<Way> {
    now(newest(scene).map(|known| {
        C::CorrectMaterial(CorrectMaterial {
            material: known.no,
            volume: None,
            title: None,
            pages: Some(2),
            visible_to: None,
            kind: None,
            secrecy: None,
            proves: None,
            reason: word(),
        })
    }))
}

pub(super) fn propose_excision(scene: &Scene<'_>) -> Vec<Way> {
    now(newest(scene).map(|known| {
        C::ProposeExcision(ProposeExcision {
            material: known.no,
            reason: word(),
        })
    }))
}

/// Taken out, and kept.
pub(super) fn decide_excision(scene: &Scene<'_>) -> Vec<Way> {
    let known = newest(scene).into_iter();
    now(known.flat_map(|known| {
        [true, false].map(|excise| {
            C::DecideExcision(DecideExcision {
                material: known.no,
                excise,
                reason: word(),
            })
        })
    }))
}
