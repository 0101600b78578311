//! Commands that come after the decision, made of chance.

use chrono::{Days, NaiveDate};

use crate::command::{
    ApplyEnforcement, CopyToSuperior, CriticiseRespondent, DraftLetter, DropLetter, EndPerformance,
    EnforcementWay, FileMajorDecision, InterviewRespondent, IssueLetter, JudgeLetter, Judgement,
    LetterKind, OrderPerformance, PublishDecision, ReconsiderationCommand as C, RecordLetterReport,
    RecordPerformance, RecordVisit, SignLetter, UrgePerformance, WithholdPublication,
};
use crate::scalar::Date;

/// How many there are.
pub(super) const KINDS: u32 = 18;

/// The command of a kind; `n` and the day choose among its fields.
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let reason = "说明".to_owned();
    let matter = n % 5;
    match kind {
        0 => C::RecordPerformance(RecordPerformance {
            matter,
            note: reason,
        }),
        1 => C::OrderPerformance(OrderPerformance {
            matter,
            perform_by: Date(day.checked_add_days(Days::new(n.into())).unwrap()),
            reason,
        }),
        2 => C::InterviewRespondent(InterviewRespondent {
            matter,
            on: Date(day),
            reason,
        }),
        3 => C::CriticiseRespondent(CriticiseRespondent { matter, reason }),
        4 => C::EndPerformance(EndPerformance { matter, reason }),
        5 => C::UrgePerformance(UrgePerformance {
            party: n % 4,
            item: n % 3,
            obligation: reason,
        }),
        6 => C::ApplyEnforcement(ApplyEnforcement {
            matter,
            way: EnforcementWay::ALL[n as usize % EnforcementWay::ALL.len()],
            note: reason,
        }),
        _ => letter(kind - 7, n, reason),
    }
}

fn letter(kind: u32, n: u32, reason: String) -> C {
    let matter = n % 5;
    match kind {
        0 => C::CopyToSuperior(CopyToSuperior {
            matter,
            superior: reason,
            organ: None,
        }),
        1 => C::DraftLetter(DraftLetter {
            kind: LetterKind::ALL[n as usize % LetterKind::ALL.len()],
            party: (n.is_multiple_of(2)).then_some(n % 4),
            organ_name: (n.is_multiple_of(3)).then(|| reason.clone()),
            organ: None,
            problem: reason.clone(),
            advice: reason,
        }),
        2 => C::SignLetter(SignLetter { matter }),
        3 => C::IssueLetter(IssueLetter {
            matter,
            seal_register: reason,
        }),
        4 => C::DropLetter(DropLetter { matter, reason }),
        5 => C::RecordLetterReport(RecordLetterReport {
            matter,
            report: reason,
        }),
        6 => C::JudgeLetter(JudgeLetter {
            matter,
            judgement: Judgement::ALL[n as usize % Judgement::ALL.len()],
            reason,
        }),
        7 => C::PublishDecision(PublishDecision {
            matter,
            place: reason,
            anonymised: n.is_multiple_of(2),
        }),
        8 => C::WithholdPublication(WithholdPublication { matter, reason }),
        9 => C::FileMajorDecision(FileMajorDecision {
            superior: reason.clone(),
            organ: None,
            reason,
        }),
        _ => C::RecordVisit(RecordVisit {
            party: n % 4,
            record: reason,
        }),
    }
}
