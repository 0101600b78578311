//! Commands of the procedure and of the people of a case, made of chance.

use chrono::NaiveDate;

use crate::command::{
    ConvertToOrdinary, ReconsiderationCommand as C, SimplifiedGround, SimplifiedInput,
};

/// How many there are.
pub(super) const KINDS: u32 = 1;

/// What an acceptance says about the simplified procedure: often nothing.
pub(super) fn simplified(n: u32) -> Option<SimplifiedInput> {
    n.is_multiple_of(2).then(|| SimplifiedInput {
        ground: SimplifiedGround::ALL[n as usize % SimplifiedGround::ALL.len()],
        clear: Some(!n.is_multiple_of(7)),
        amount: (!n.is_multiple_of(3)).then_some(n * 100),
        consents: Some(vec![1, 2]),
    })
}

/// The command of a kind; `n` and the day choose among its fields.
pub(super) fn command(_kind: u32, _n: u32, _day: NaiveDate) -> C {
    let reason = "说明".to_owned();
    C::ConvertToOrdinary(ConvertToOrdinary { reason })
}
