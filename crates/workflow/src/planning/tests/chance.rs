//! Lives made of chance: whatever is asked, planning answers, and the log folds to the file.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::life::{Life, day, person, user};
use crate::actor::Role;
use crate::command::{
    Accept, Assign, Close, ConfirmLapse, DecisionItemInput, DecisionKind, Extend, ExtendCorrection,
    HearViews, IssueDecision, ProofInput, ReceiveCorrection, ReconsiderationCommand as C,
    RecordLapse, RecordReply, RecordService, RefusalGround, RefuseAcceptance, RequestCorrection,
    Resume, ReturnDraft, SendCopy, ServiceMethod, SetAsideLapse, SettleRequest, SignDecision,
    SigningBasis, SubmitDraft, Suspend, Terminate, ViewsMode, WaiveViews, Withdraw,
};
use crate::file::CaseFile;
use crate::plan::Plan;
use crate::rulebook::Rulebook;
use crate::scalar::Date;

/// Commands of the proceeding, of the side tracks, and of the procedure and the people.
const KINDS: u32 = 25 + super::chance_beside::KINDS + super::chance_people::KINDS;

const GROUNDS: [&str; 8] = [
    "force_majeure",
    "applicant_died",
    "settlement_by_consent",
    "applicant_incapacitated",
    "other_case_awaited",
    "withdrawn",
    "sixty_days_suspended",
    "nonsense",
];

fn text() -> String {
    "说明".to_owned()
}

fn ground(n: u32) -> String {
    GROUNDS[n as usize % GROUNDS.len()].to_owned()
}

fn method_of(n: u32) -> ServiceMethod {
    ServiceMethod::ALL[n as usize % ServiceMethod::ALL.len()]
}

fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let posted_on = (n.is_multiple_of(3)).then_some(Date(day));
    match kind % KINDS {
        0 => C::Assign(Assign {
            officer: user(Role::Officer).0,
            co_officer: (!n.is_multiple_of(5)).then_some(user(Role::CoOfficer).0),
            handover_note: Some(text()),
        }),
        1 => C::RequestCorrection(RequestCorrection {
            items: vec![text()],
        }),
        2 => C::ExtendCorrection(ExtendCorrection {
            days: n,
            reason: text(),
        }),
        3 => C::ReceiveCorrection(ReceiveCorrection {
            posted_on,
            note: text(),
        }),
        4 => C::Accept(Accept {
            note: text(),
            simplified: super::chance_people::simplified(n),
        }),
        5 => C::RefuseAcceptance(RefuseAcceptance {
            ground: RefusalGround::OutOfTime,
            reason: text(),
            competent_organ: None,
        }),
        6 => C::SendCopy(SendCopy { note: text() }),
        7 => C::RecordReply(RecordReply {
            party: n % 4,
            posted_on,
            evidence_count: n,
        }),
        8 => C::HearViews(HearViews {
            parties: vec![n % 4],
            mode: ViewsMode::Online,
            record: text(),
            mediation_willing: None,
        }),
        9 => C::WaiveViews(WaiveViews { reason: text() }),
        10 => C::Suspend(Suspend {
            ground: ground(n),
            reason: text(),
            consents: vec![1, 2],
            reference: n.is_multiple_of(2).then(text),
            until: None,
        }),
        11 => C::Resume(Resume { reason: text() }),
        12 => C::Extend(Extend {
            days: n,
            reason: text(),
        }),
        13 => C::Withdraw(Withdraw {
            party: n % 3,
            reason: text(),
        }),
        14 => C::Terminate(Terminate {
            ground: ground(n),
            reason: text(),
        }),
        15 => C::SubmitDraft(SubmitDraft {
            items: vec![DecisionItemInput {
                kind: DecisionKind::ALL[n as usize % DecisionKind::ALL.len()],
                subject: text(),
                perform_by: (n.is_multiple_of(2)).then(|| Date(day + Days::new(20))),
                redo: (n.is_multiple_of(3)).then_some(true),
                procedural: Some(n.is_multiple_of(2)),
                result_changed: Some(n.is_multiple_of(2)),
                worse: Some(n.is_multiple_of(5)),
                third_party_request: None,
            }],
            findings: text(),
            reasons: text(),
            third_party_evidence: None,
            deliberation: None,
        }),
        16 => C::ReturnDraft(ReturnDraft { reason: text() }),
        17 => C::SignDecision(SignDecision {
            basis: SigningBasis::HeadConsent,
            minutes: None,
        }),
        18 => C::IssueDecision(IssueDecision {
            seal_register: text(),
        }),
        19 => C::RecordService(RecordService {
            paper: n % 9,
            party: n / 9 % 3,
            method: method_of(n),
            published_on: posted_on.filter(|_| method_of(n) == ServiceMethod::PublicNotice),
            slip: text(),
            particulars: super::chance_people::particulars(n),
        }),
        20 => C::ConfirmLapse(ConfirmLapse {
            term: n % 8,
            reason: text(),
        }),
        21 => C::SetAsideLapse(SetAsideLapse {
            term: n % 8,
            reason: text(),
            extend_days: Some(n % 7),
        }),
        22 => C::SettleRequest(SettleRequest {
            request: n % 4,
            approve: n.is_multiple_of(2),
            opinion: Some(text()),
        }),
        23 => C::Close(Close { note: text() }),
        24 => C::RecordLapse(RecordLapse { term: n % 8 }),
        _ => {
            let kind = kind % KINDS - 25;
            match kind.checked_sub(super::chance_beside::KINDS) {
                None => super::chance_beside::command(kind, n, day),
                Some(kind) => super::chance_people::command(kind, n, day),
            }
        }
    }
}

/// What is tried on one day: command, its field, quarters of a day ahead, role, days back.
type Tried = (u32, u32, u64, usize, u64);

/// Things to try, at random.
pub(super) fn steps() -> impl Strategy<Value = Vec<Tried>> {
    prop::collection::vec(
        (0_u32..KINDS, 0_u32..40, 0_u64..12, 0_usize..9, 0_u64..6),
        1..80,
    )
}

fn sound(before: &CaseFile, plan: &Plan, role: Role) {
    let sound = Rulebook::embedded().sound(Some(before), plan, &person(role));
    assert_eq!(sound, Ok(()));
}

/// Tries them all; every state on the way is sound.
pub(super) fn lived(steps: &[Tried]) -> Life {
    let first = steps.first().map_or(1, |(_, n, ..)| *n);
    let begun = "2026-01-06";
    let opening = super::chance_intervention::opening(first, day(begun));
    let mut life = Life::opened(begun, opening);
    for (kind, n, ahead, role, back) in steps.iter().copied() {
        let today = life.today.checked_add_days(Days::new(ahead / 4)).unwrap();
        life.go(&today.to_string());
        let on = today.checked_sub_days(Days::new(back)).unwrap();
        let proof = ProofInput {
            reference: text(),
            confirmed_by: Some(user(Role::Supervisor).0),
            materials: None,
        };
        // Mostly the role that may; sometimes any.
        let roles = if role < 8 {
            &Role::ALL[1..6]
        } else {
            &Role::ALL[..]
        };
        for role in roles {
            let asked = life.attempt(
                *role,
                command(kind, n, on),
                (back > 3).then_some(on),
                Some(proof.clone()),
            );
            if let Ok(plan) = asked {
                assert_eq!(plan.from_revision, life.file.revision);
                sound(&life.file, &plan, *role);
                life.take(plan);
                break;
            }
        }
    }
    life
}

/// How many lives are tried: `FUYI_CHANCE`, or 400.
fn cases() -> u32 {
    let given = std::env::var("FUYI_CHANCE").ok();
    given.and_then(|given| given.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn planning_is_total_and_the_log_folds_to_the_file(steps in steps()) {
        let life = lived(&steps);
        prop_assert_eq!(life.folded(), life.file);
    }
}
