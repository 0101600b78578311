//! Cases heard together.

use super::{Scene, Way, now, word};
use crate::command::{JoinCases, JoiningGround, LeaveJoined, ReconsiderationCommand as C};
use crate::file::PartyRole;
use crate::proof::cast::TWIN;

/// To the other case that there is, against acts that are alike.
pub(super) fn join_cases(scene: &Scene<'_>) -> Vec<Way> {
    now([C::JoinCases(JoinCases {
        lead: TWIN.to_owned(),
        basis: JoiningGround::LikeActs,
        reason: word(),
        consents: Some(scene.each(PartyRole::Applicant)),
        lead_consents: Some(vec![1]),
    })])
}

pub(super) fn leave_joined(_: &Scene<'_>) -> Vec<Way> {
    now([C::LeaveJoined(LeaveJoined { reason: word() })])
}
