//! Commands of suspension, settlement, mediation and return, made of chance.

use crate::command::{ProlongSuspension, ReconsiderationCommand as C};

/// How many there are.
pub(super) const KINDS: u32 = 1;

fn text() -> String {
    "说明".to_owned()
}

/// The command of a kind; `n` chooses among its fields.
pub(super) fn command(kind: u32, n: u32) -> C {
    let _ = (kind, n);
    C::ProlongSuspension(ProlongSuspension {
        until: None,
        reason: text(),
        consents: vec![1, 2],
    })
}
