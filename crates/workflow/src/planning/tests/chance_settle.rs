//! Commands of suspension, settlement, mediation and return, made of chance.

use crate::command::{
    AgreeMediation, EndMediation, OpenMediation, PermitWithdrawal, ProlongSuspension,
    ReconsiderationCommand as C, RecordMediationSession, RecordSettlement, RefuseWithdrawal,
    SealMediation, SignMediation, WithdrawalCause,
};

/// How many there are.
pub(super) const KINDS: u32 = 10;

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
        3 => C::RefuseWithdrawal(RefuseWithdrawal { reason: text() }),
        4 => C::OpenMediation(OpenMediation {
            consents: vec![1, 2],
            about: text(),
        }),
        5 => C::RecordMediationSession(RecordMediationSession {
            parties: vec![n % 4],
            record: text(),
            offers: Some(text()),
        }),
        6 => C::AgreeMediation(AgreeMediation {
            facts: text(),
            reasons: text(),
            result: text(),
            review: text(),
        }),
        7 => C::SignMediation(SignMediation { party: n % 4 }),
        8 => C::EndMediation(EndMediation {
            resiled: n.is_multiple_of(5).then_some(n % 3),
            reason: text(),
        }),
        _ => C::SealMediation(SealMediation {
            seal_register: text(),
        }),
    }
}
