//! Commands of the committee and of the collateral review, made of chance.

use chrono::NaiveDate;

use crate::command::{
    CaseClass, Classify, CloseConsultation, ConcludeNormReview, DiscontinueNormReview,
    HearNormMaker, NormEnd, NormFinding, NormFindingInput, NormLevel, NormRequest, NotifyNormMaker,
    OpenNormReview, ReconsiderationCommand as C, RecordConsultation, RecordNormOpinion,
    RecordNormReply, RequestConsultation, TransferNorm, WeighConsultation,
};
use crate::scalar::Date;

/// How many there are.
pub(super) const KINDS: u32 = 13;

/// The command of a kind; `n` and the day choose among its fields.
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let text = || "说明".to_owned();
    let matter = n % 4;
    let ahead = day.checked_add_days(chrono::Days::new(u64::from(n)));
    let findings = || {
        let finding = NormFinding::ALL[n as usize % NormFinding::ALL.len()];
        vec![NormFindingInput {
            provision: text(),
            finding,
            reason: text(),
        }]
    };
    match kind {
        0 => C::Classify(Classify {
            grounds: CaseClass::ALL
                .iter()
                .copied()
                .take(n as usize % 3)
                .collect(),
            reason: text(),
        }),
        1 => C::RequestConsultation(RequestConsultation {
            question: text(),
            cut_off: Date(ahead.unwrap_or(day)),
        }),
        2 => C::RecordConsultation(RecordConsultation {
            committee_opinion: text(),
        }),
        3 => C::WeighConsultation(WeighConsultation {
            followed: n.is_multiple_of(2),
            departure: n.is_multiple_of(3).then(text),
        }),
        4 => C::CloseConsultation(CloseConsultation { reason: text() }),
        5 => {
            let request = NormRequest::ALL[n as usize % NormRequest::ALL.len()];
            C::OpenNormReview(OpenNormReview {
                document: text(),
                document_number: None,
                provisions: text(),
                level: NormLevel::ALL[n as usize % NormLevel::ALL.len()],
                maker: text(),
                maker_organ: None,
                request,
                asked_by: (request != NormRequest::OwnMotion).then_some(1),
                basis_unknown: Some(text()),
                competent: n.is_multiple_of(2),
                reason: text(),
            })
        }
        6 => C::NotifyNormMaker(NotifyNormMaker {
            matter,
            question: text(),
        }),
        7 => C::RecordNormReply(RecordNormReply {
            matter,
            summary: text(),
        }),
        8 => C::HearNormMaker(HearNormMaker {
            matter,
            record: text(),
        }),
        9 => C::ConcludeNormReview(ConcludeNormReview {
            matter,
            findings: findings(),
        }),
        10 => C::TransferNorm(TransferNorm {
            matter,
            to: text(),
            organ: None,
            reason: text(),
        }),
        11 => C::RecordNormOpinion(RecordNormOpinion {
            matter,
            findings: findings(),
        }),
        _ => C::DiscontinueNormReview(DiscontinueNormReview {
            matter,
            ground: NormEnd::ALL[n as usize % NormEnd::ALL.len()],
            reason: text(),
        }),
    }
}
