//! The stay of execution.

use super::{Scene, Way, now, word};
use crate::command::{
    LiftStay, OrderStay, ReconsiderationCommand as C, RefuseStay, RequestStay, StayGround,
};

pub(super) fn request_stay(scene: &Scene<'_>) -> Vec<Way> {
    now(scene.private().into_iter().map(|party| {
        C::RequestStay(RequestStay {
            party,
            reason: word(),
        })
    }))
}

/// On the request where there is one, else of the organ's own motion.
pub(super) fn order_stay(scene: &Scene<'_>) -> Vec<Way> {
    let mut stays = scene.file.matters_on("stay");
    let asked = stays.any(|matter| scene.book.is_open(matter));
    now([C::OrderStay(OrderStay {
        ground: if asked {
            StayGround::Asked
        } else {
            StayGround::OrganHolds
        },
        reason: word(),
    })])
}

pub(super) fn refuse_stay(_: &Scene<'_>) -> Vec<Way> {
    now([C::RefuseStay(RefuseStay { reason: word() })])
}

pub(super) fn lift_stay(_: &Scene<'_>) -> Vec<Way> {
    now([C::LiftStay(LiftStay { reason: word() })])
}
