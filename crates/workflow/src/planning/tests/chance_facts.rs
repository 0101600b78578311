//! Commands of fact-finding, evidence and access to the file, made of chance.

use chrono::NaiveDate;

use super::life::user;
use crate::actor::Role;
use crate::command::{
    AbandonExamination, AccessBar, AllowFileAccess, AllowSupplement, AskSupplement,
    BeginInspection, Burden, CallForEvidence, CommissionAppraisal, EvidenceInput, EvidenceKind,
    FilePart, HandInEvidence, ReceiveAppraisal, ReconsiderationCommand as C, RecordFileAccess,
    RecordInspection, RecordInvestigation, RecordPartyAppraisal, RefuseFileAccess,
    RefuseSupplement, RequestFileAccess,
};
use crate::scalar::Date;

/// How many there are.
pub(super) const KINDS: u32 = 16;

fn text() -> String {
    "说明".to_owned()
}

/// The command of a kind; `n` and the day choose among its fields.
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let matter = n % 6 + 1;
    let officers = vec![user(Role::Officer).0, user(Role::CoOfficer).0];
    match kind {
        0 => C::CommissionAppraisal(CommissionAppraisal {
            party: n % 4,
            question: text(),
            appraiser: text(),
        }),
        15 => C::RecordPartyAppraisal(RecordPartyAppraisal {
            party: n % 4,
            question: text(),
            appraiser: text(),
        }),
        1 => C::ReceiveAppraisal(ReceiveAppraisal {
            matter,
            opinion: text(),
        }),
        2 => C::BeginInspection(BeginInspection {
            place: text(),
            question: text(),
        }),
        3 => C::RecordInspection(RecordInspection {
            matter,
            officers,
            cards_shown: !n.is_multiple_of(5),
            record: text(),
        }),
        4 => C::AbandonExamination(AbandonExamination {
            matter,
            reason: text(),
        }),
        5 => C::CallForEvidence(CallForEvidence {
            holder: text(),
            organ: None,
            what: text(),
        }),
        6 => C::RecordInvestigation(RecordInvestigation {
            matter: n.is_multiple_of(2).then_some(matter),
            officers,
            cards_shown: true,
            source: text(),
            place: text(),
            record: text(),
        }),
        _ => about_evidence(kind - 7, n, matter, day),
    }
}

fn about_evidence(kind: u32, n: u32, matter: u32, day: NaiveDate) -> C {
    match kind {
        0 => C::HandInEvidence(HandInEvidence {
            party: n % 4,
            matter: n.is_multiple_of(4).then_some(matter),
            items: vec![EvidenceInput {
                kind: EvidenceKind::ALL[n as usize % EvidenceKind::ALL.len()],
                title: text(),
                gathered_on: Some(Date(day)),
            }],
            newly_raised: (n % 4 == 1).then_some(true),
            burden: n
                .is_multiple_of(5)
                .then_some(Burden::ALL[n as usize % Burden::ALL.len()]),
            excuse: n.is_multiple_of(15).then(text),
            note: text(),
        }),
        1 => C::AskSupplement(AskSupplement {
            party: n % 4,
            reason: text(),
        }),
        2 => C::AllowSupplement(AllowSupplement {
            matter,
            note: text(),
        }),
        3 => C::RefuseSupplement(RefuseSupplement {
            matter,
            reason: text(),
        }),
        4 => C::RequestFileAccess(RequestFileAccess {
            party: n % 4,
            agent: None,
            parts: vec![FilePart::ALL[n as usize % FilePart::ALL.len()]],
        }),
        5 => C::AllowFileAccess(AllowFileAccess {
            matter,
            note: text(),
        }),
        6 => C::RefuseFileAccess(RefuseFileAccess {
            matter,
            ground: AccessBar::ALL[n as usize % AccessBar::ALL.len()],
            reason: text(),
        }),
        _ => C::RecordFileAccess(RecordFileAccess {
            matter,
            person: text(),
            what: text(),
        }),
    }
}
