//! Commands of suspension, settlement, mediation and return, made of chance.

use crate::command::{
    PermitWithdrawal, ProlongSuspension, ReconsiderationCommand as C, RecordSettlement,
    RefuseWithdrawal, WithdrawalCause,
};

/// How many there are.
pub(super) const KINDS: u32 = 4;

fn text() -> String {
    "说明".to_owned()
}

/// The command of a kind; `n` chooses among its fields.
pub(super) fn command(kind: u32, n: u32) -> C {
    match kind {
        0 => C::ProlongSuspension(ProlongSuspension {
            until: None,
            reason: text(),
            consents: vec![1, 2],
        }),
        1 => C::RecordSettlement(RecordSettlement {
            parties: vec![1, n % 4],
            content: text(),
            review: text(),
        }),
        2 => C::PermitWithdrawal(PermitWithdrawal {
            cause: WithdrawalCause::ALL[n as usize % WithdrawalCause::ALL.len()],
            reason: text(),
        }),
        _ => C::RefuseWithdrawal(RefuseWithdrawal { reason: text() }),
    }
}
