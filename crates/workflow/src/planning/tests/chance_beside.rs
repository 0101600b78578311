//! Commands of the side tracks, made of chance.

use chrono::NaiveDate;

use crate::command::{
    LiftStay, OrderStay, ReconsiderationCommand as C, RefuseStay, RequestStay, StayGround,
};

/// A command of a kind; `n` and the day choose among its fields.
type Made = fn(u32, u32, NaiveDate) -> C;

/// How many kinds each part has, and how it makes one.
const PARTS: &[(u32, Made)] = &[
    (4, stay),
    (super::chance_after::KINDS, super::chance_after::command),
    (super::chance_facts::KINDS, super::chance_facts::command),
    (super::chance_hearing::KINDS, super::chance_hearing::command),
    (
        super::chance_intervention::KINDS,
        super::chance_intervention::command,
    ),
    (
        super::chance_material::KINDS,
        super::chance_material::command,
    ),
    (super::chance_norm::KINDS, super::chance_norm::command),
    (super::chance_settle::KINDS, super::chance_settle::command),
    (super::chance_weekly::KINDS, super::chance_weekly::command),
];

/// How many there are.
pub(super) const KINDS: u32 = {
    let (mut sum, mut at) = (0, 0);
    while at < PARTS.len() {
        sum += PARTS[at].0;
        at += 1;
    }
    sum
};

/// The command of a kind.
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let mut kind = kind;
    for (kinds, made) in PARTS {
        if kind < *kinds {
            return made(kind, n, day);
        }
        kind -= kinds;
    }
    stay(kind, n, day)
}

fn stay(kind: u32, n: u32, _day: NaiveDate) -> C {
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
        _ => C::LiftStay(LiftStay { reason }),
    }
}
