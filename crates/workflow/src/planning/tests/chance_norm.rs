//! Commands of the committee and of the collateral review, made of chance.

use crate::command::{CaseClass, Classify, ReconsiderationCommand as C};

/// How many there are.
pub(super) const KINDS: u32 = 1;

/// The command of a kind; `n` chooses among its fields.
pub(super) fn command(_kind: u32, n: u32) -> C {
    let grounds = CaseClass::ALL.iter().copied().take(n as usize % 3);
    C::Classify(Classify {
        grounds: grounds.collect(),
        reason: "说明".to_owned(),
    })
}
