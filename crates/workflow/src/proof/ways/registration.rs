//! Registrations voided, and papers handed in after them.

use super::{Scene, Way, now, word};
use crate::command::{
    Channel, FileSupplement, ReconsiderationCommand as C, RecordReporting, VoidGround,
    VoidRegistration,
};
use crate::proof::cast::TWIN;

/// As a duplicate of the case that is there, and as what is none.
pub(super) fn void_registration(_: &Scene<'_>) -> Vec<Way> {
    now([VoidGround::Duplicate, VoidGround::Test].map(|ground| {
        let twin = (ground == VoidGround::Duplicate).then(|| TWIN.to_owned());
        C::VoidRegistration(VoidRegistration {
            ground,
            reason: word(),
            stands_as: twin,
        })
    }))
}

/// What is still to be reported.
pub(super) fn record_reporting(scene: &Scene<'_>) -> Vec<Way> {
    let owed = scene.file.to_report().into_iter();
    now(owed.map(|what| {
        C::RecordReporting(RecordReporting {
            what,
            number: word(),
        })
    }))
}

/// By the first applicant or third party.
pub(super) fn file_supplement(scene: &Scene<'_>) -> Vec<Way> {
    let party = scene.private().into_iter().take(1);
    now(party.map(|party| {
        C::FileSupplement(FileSupplement {
            party,
            what: word(),
            channel: Channel::Counter,
            answers_correction: Some(false),
        })
    }))
}
