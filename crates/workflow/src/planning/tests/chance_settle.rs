//! Commands of suspension, settlement, mediation and return, made of chance.

use chrono::NaiveDate;

use crate::command::{
    AgreeMediation, EndMediation, JudgmentEffect, OpenMediation, OrderAcceptance, OrderResumption,
    PermitWithdrawal, ProlongSuspension, ReconsiderationCommand as C, RecordCourtAcceptance,
    RecordMediationSession, RecordSettlement, RecordTakeOver, RefuseWithdrawal, ReturnFromCourt,
    SealMediation, SignMediation, TransferClue, WithdrawalCause,
};
use crate::scalar::Date;

/// How many there are.
pub(super) const KINDS: u32 = 16;

fn text() -> String {
    "说明".to_owned()
}

/// The command of a kind; `n` chooses among its fields.
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
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
            perform_by: None,
            review: text(),
        }),
        7 => C::SignMediation(SignMediation { party: n % 4 }),
        8 => C::EndMediation(EndMediation {
            resiled: n.is_multiple_of(5).then_some(n % 3),
            reason: text(),
        }),
        9 => C::SealMediation(SealMediation {
            seal_register: text(),
        }),
        10 => C::ReturnFromCourt(ReturnFromCourt {
            court: text(),
            number: text(),
            effect: JudgmentEffect::ALL[n as usize % JudgmentEffect::ALL.len()],
            court_last_day: None,
            chosen_last_day: (n > 9).then_some(Date(day)),
            reason: text(),
        }),
        11 => C::OrderAcceptance(OrderAcceptance {
            organ: text(),
            number: text(),
            reason: text(),
        }),
        12 => C::OrderResumption(OrderResumption {
            organ: text(),
            number: text(),
            reason: text(),
        }),
        13 => C::RecordTakeOver(RecordTakeOver {
            organ: text(),
            number: text(),
            referred: n.is_multiple_of(2),
            reason: text(),
        }),
        14 => C::TransferClue(TransferClue {
            organ: text(),
            clue: text(),
        }),
        _ => C::RecordCourtAcceptance(RecordCourtAcceptance {
            court: text(),
            number: text(),
            accepted_on: Date(day),
            ended_on: n.is_multiple_of(3).then_some(Date(day)),
        }),
    }
}
