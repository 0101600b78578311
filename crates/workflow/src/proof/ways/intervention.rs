//! Early intervention.

use super::receive::{World, application};
use super::{Scene, Way, now, word};
use crate::command::{
    EndIntervention, InterventionResult, NoteIntervention, ReconsiderationCommand as C, ViewsMode,
};
use crate::file::PartyRole;

/// The application of those who were noted.
pub(super) fn receive(scene: &Scene<'_>) -> Vec<Way> {
    now([C::Receive(application(World::Small, scene.today))])
}

pub(super) fn note_intervention(scene: &Scene<'_>) -> Vec<Way> {
    let person = scene.first(PartyRole::Applicant).into_iter();
    now(person.map(|party| {
        C::NoteIntervention(NoteIntervention {
            parties: vec![party],
            mode: ViewsMode::Telephone,
            record: word(),
        })
    }))
}

pub(super) fn end_intervention(_: &Scene<'_>) -> Vec<Way> {
    now([C::EndIntervention(EndIntervention {
        result: InterventionResult::Resolved,
        reason: word(),
    })])
}
