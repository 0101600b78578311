//! Commands of the side tracks, made of chance.

use chrono::NaiveDate;

use crate::command::{
    LiftStay, OrderStay, ReconsiderationCommand as C, RefuseStay, RequestStay, StayGround,
};

/// How many there are.
pub(super) const KINDS: u32 = 4 + super::chance_norm::KINDS;

/// The command of a kind; `n` and the day choose among its fields.
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let reason = "说明".to_owned();
    match kind {
        0 => C::RequestStay(RequestStay {
            party: n % 4,
            reason,
        }),
        1 => C::OrderStay(OrderStay {
            ground: StayGround::ALL[n as usize % StayGround::ALL.len()],
            reason,
        }),
        2 => C::RefuseStay(RefuseStay { reason }),
        3 => C::LiftStay(LiftStay { reason }),
        _ => super::chance_norm::command(kind - 4, n, day),
    }
}
