//! The weekly acts of an office, made of chance.

use chrono::NaiveDate;

use crate::command::{
    Channel, CorrectSlip, FileSupplement, JoinCases, JoiningGround, LeaveJoined,
    ReconsiderationCommand as C, RecordDispatch, RecordReporting, RecordReturnedMail,
    ReportedThing, ReturnCause, ServiceMethod, SlipInput, SlipKind, VoidGround, VoidRegistration,
};

/// How many there are.
pub(super) const KINDS: u32 = 8;

fn text() -> String {
    "说明".to_owned()
}

/// The command of a kind; `n` chooses among its fields.
pub(super) fn command(kind: u32, n: u32, _day: NaiveDate) -> C {
    let (paper, party) = (n % 9, n / 9 % 3);
    match kind {
        0 => C::CorrectSlip(CorrectSlip {
            paper,
            slips: vec![SlipInput {
                kind: SlipKind::ALL[n as usize % SlipKind::ALL.len()],
                stood: text(),
                reads: "说名".to_owned(),
            }],
            reason: text(),
        }),
        1 => C::RecordDispatch(RecordDispatch {
            paper,
            party,
            method: ServiceMethod::ALL[n as usize % ServiceMethod::ALL.len()],
            slip: Some(text()),
        }),
        3 => C::VoidRegistration(VoidRegistration {
            ground: VoidGround::ALL[n as usize % VoidGround::ALL.len()],
            reason: text(),
            stands_as: (n % 4 < 2).then(|| "另案".to_owned()),
        }),
        4 => C::FileSupplement(FileSupplement {
            party: n % 4,
            what: text(),
            channel: Channel::ALL[n as usize % Channel::ALL.len()],
            answers_correction: (!n.is_multiple_of(3)).then_some(n.is_multiple_of(5)),
        }),
        5 => C::RecordReporting(RecordReporting {
            what: ReportedThing::ALL[n as usize % ReportedThing::ALL.len()],
            number: text(),
        }),
        6 => C::JoinCases(JoinCases {
            lead: if n.is_multiple_of(7) {
                text()
            } else {
                "另案".to_owned()
            },
            basis: JoiningGround::ALL[n as usize % JoiningGround::ALL.len()],
            reason: text(),
            consents: (n % 4 > 1).then(|| vec![1, 2, 3]),
            lead_consents: (n % 8 > 1).then(|| vec![1]),
        }),
        7 => C::LeaveJoined(LeaveJoined { reason: text() }),
        _ => C::RecordReturnedMail(RecordReturnedMail {
            paper,
            party,
            method: n
                .is_multiple_of(2)
                .then(|| ServiceMethod::ALL[n as usize % ServiceMethod::ALL.len()]),
            cause: ReturnCause::ALL[n as usize % ReturnCause::ALL.len()],
            note: text(),
        }),
    }
}
