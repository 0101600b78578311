//! Whole lives, each named after what it shows.

use super::life::{Life, day, user};
use crate::actor::Role;
use crate::command::{
    ConfirmLapse, DecisionKind, Extend, ProofInput, ReconsiderationCommand as C, RecordReply,
    RefusalGround, RefuseAcceptance, RequestCorrection, Resume, SettleRequest,
};
use crate::file::{Outcome, TermState};
use crate::refusal::RefusalCode;

use super::commands::*;

#[test]
fn arl_62_an_ordinary_case_is_decided_within_sixty_days_of_acceptance() {
    let mut life = in_trial("2026-01-06");
    // 2026-01-06 + 60 = Saturday 2026-03-07, so Monday 2026-03-09.
    assert_eq!(life.due("decide_ordinary"), "2026-03-09");
    life.give(Role::Officer, draft(DecisionKind::Revoke))
        .give(Role::OrganHead, sign())
        .give(Role::Registrar, issue());
    assert_eq!(life.file.stage, "concluded");
    assert!(matches!(
        life.file.facts.outcome,
        Some(Outcome::Decided { .. })
    ));
    let decide = life
        .file
        .terms
        .iter()
        .find(|term| term.period == "decide_ordinary")
        .unwrap();
    assert_eq!(decide.state, TermState::Met);
    assert_eq!(
        life.refused(
            Role::Officer,
            C::Close(crate::command::Close {
                note: String::new()
            })
        ),
        RefusalCode::NotServed
    );
    let applicant = serve(&life, "decision", 1);
    life.give(Role::Registrar, applicant);
    assert_eq!(life.due("sue_after_decision_15d"), "2026-01-21");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_30_3_a_review_that_ends_without_a_decision_deems_acceptance_on_its_last_day() {
    let mut life = Life::begin("2026-09-18");
    life.give(Role::InstitutionHead, assign());
    life.go("2026-09-28");
    assert_eq!(life.file.stage, "accepted");
    let acceptance = life.file.facts.acceptance.clone().unwrap();
    assert!(acceptance.deemed);
    // 20 September 2026 is a make-up Sunday: the fifth working day is Thursday the 24th.
    assert_eq!(acceptance.on, day("2026-09-24"));
    assert_eq!(life.file.stage_since, day("2026-09-24"));
}

#[test]
fn arl_30_2_a_refusal_proved_for_the_fifth_day_reverses_the_deemed_acceptance() {
    let mut life = Life::begin("2026-09-18");
    life.give(Role::InstitutionHead, assign()).go("2026-09-28");
    let refuse = || {
        C::RefuseAcceptance(RefuseAcceptance {
            ground: RefusalGround::OutOfTime,
            reason: "逾期".to_owned(),
            competent_organ: None,
        })
    };
    let unproved = life.attempt(
        Role::InstitutionHead,
        refuse(),
        Some(day("2026-09-24")),
        None,
    );
    assert_eq!(unproved.unwrap_err().code, RefusalCode::ProofMissing);
    let proof = ProofInput {
        reference: "签署原件".to_owned(),
        confirmed_by: None,
        materials: None,
    };
    let alone = life.attempt(
        Role::InstitutionHead,
        refuse(),
        Some(day("2026-09-24")),
        Some(proof.clone()),
    );
    assert_eq!(alone.unwrap_err().code, RefusalCode::SecondPersonMissing);
    let proof = ProofInput {
        confirmed_by: Some(user(Role::Registrar).0),
        ..proof
    };
    let late = life.attempt(
        Role::InstitutionHead,
        refuse(),
        Some(day("2026-09-25")),
        Some(proof.clone()),
    );
    assert_eq!(late.unwrap_err().code, RefusalCode::ReviewEnded);
    let plan = life
        .attempt(
            Role::InstitutionHead,
            refuse(),
            Some(day("2026-09-24")),
            Some(proof),
        )
        .unwrap();
    assert_eq!(plan.entry.reverses, vec![3]);
    life.take(plan);
    assert!(life.file.facts.acceptance.is_none());
    assert!(life.file.terms.iter().all(|term| !term.state.is_open()));
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_31_correction_is_asked_for_once_and_a_lapse_waits_for_a_person() {
    let mut life = Life::begin("2026-03-02");
    life.give(Role::InstitutionHead, assign());
    let ask = || {
        C::RequestCorrection(RequestCorrection {
            items: vec!["身份证明".to_owned()],
        })
    };
    life.give(Role::Officer, ask());
    let served = serve(&life, "correction_notice", 1);
    life.give(Role::Officer, served);
    assert_eq!(life.due("correction_response"), "2026-03-16");
    life.go("2026-03-18");
    assert_eq!(life.file.stage, "correcting");
    let term = life
        .file
        .terms
        .iter()
        .find(|term| term.state == TermState::LapsedUnverified)
        .unwrap()
        .no;
    life.give(
        Role::Officer,
        C::ConfirmLapse(ConfirmLapse {
            term,
            reason: "已核实".to_owned(),
        }),
    );
    assert!(matches!(
        life.file.facts.outcome,
        Some(Outcome::DeemedAbandoned { .. })
    ));
    assert_eq!(life.file.stage, "concluded");
}

#[test]
fn arl_39_suspended_days_do_not_count_and_nothing_is_decided_meanwhile() {
    let mut life = in_trial("2025-03-03");
    life.go("2025-04-20")
        .give(Role::InstitutionHead, suspend("force_majeure"));
    assert_eq!(
        life.refused(Role::Officer, draft(DecisionKind::Maintain)),
        RefusalCode::Suspended
    );
    life.go("2025-06-15").give(
        Role::InstitutionHead,
        C::Resume(Resume {
            reason: "消除".to_owned(),
        }),
    );
    assert_eq!(life.due("decide_ordinary"), "2025-06-27");
}

#[test]
fn arl_62_an_extension_is_proposed_by_the_officer_and_signed_by_the_head_of_the_institution() {
    let mut life = in_trial("2025-08-04");
    let extend = |days| {
        C::Extend(Extend {
            days,
            reason: "案情复杂".to_owned(),
        })
    };
    assert_eq!(
        life.refused(Role::InstitutionHead, extend(31)),
        RefusalCode::ExtensionTooLong
    );
    life.go("2025-09-01").give(Role::Officer, extend(30));
    assert_eq!(life.file.facts.pending.len(), 1);
    assert_eq!(life.due("decide_ordinary"), "2025-10-09");
    life.go("2025-09-03").give(
        Role::InstitutionHead,
        C::SettleRequest(SettleRequest {
            request: 1,
            approve: true,
            opinion: None,
        }),
    );
    assert!(life.file.facts.pending.is_empty());
    assert_eq!(life.due("decide_ordinary"), "2025-11-03");
    assert_eq!(
        life.refused(Role::InstitutionHead, extend(1)),
        RefusalCode::ExtendedAlready
    );
    assert_eq!(life.folded(), life.file);
}

#[test]
fn a_request_is_refused_when_what_it_would_do_has_changed() {
    let mut life = in_trial("2025-08-04");
    life.go("2025-09-01").give(
        Role::Officer,
        C::Extend(Extend {
            days: 30,
            reason: "复杂".to_owned(),
        }),
    );
    life.give(Role::InstitutionHead, suspend("force_majeure"));
    life.go("2025-09-05").give(
        Role::InstitutionHead,
        C::Resume(Resume {
            reason: "消除".to_owned(),
        }),
    );
    let settle = C::SettleRequest(SettleRequest {
        request: 1,
        approve: true,
        opinion: None,
    });
    assert_eq!(
        life.refused(Role::InstitutionHead, settle),
        RefusalCode::RequestChanged
    );
}

#[test]
fn arl_70_a_missed_reply_bars_maintaining_the_act() {
    let mut life = accepted("2026-03-02");
    life.give(Role::Officer, copy());
    let served = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, served);
    life.go("2026-03-20");
    let term = life
        .file
        .terms
        .iter()
        .find(|term| term.state == TermState::LapsedUnverified)
        .unwrap()
        .no;
    life.give(Role::Officer, views());
    life.give(
        Role::Officer,
        C::ConfirmLapse(ConfirmLapse {
            term,
            reason: "无在途邮件".to_owned(),
        }),
    );
    assert_eq!(life.file.stage, "in_trial");
    assert_eq!(
        life.refused(Role::Officer, draft(DecisionKind::Maintain)),
        RefusalCode::ItemsUnlawful
    );
    life.give(Role::Officer, draft(DecisionKind::Revoke));
}

#[test]
fn cpl_85_a_reply_posted_in_time_reverses_the_recorded_lapse() {
    let mut life = accepted("2026-03-02");
    life.give(Role::Officer, copy());
    let served = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, served);
    life.go("2026-03-18");
    let posted = crate::scalar::Date(day("2026-03-16"));
    let reply = C::RecordReply(RecordReply {
        party: 2,
        posted_on: Some(posted),
        evidence_count: 1,
    });
    let unproved = life.attempt(Role::Officer, reply.clone(), None, None);
    assert_eq!(unproved.unwrap_err().code, RefusalCode::ProofMissing);
    let by_itself = life.attempt(Role::RespondentClerk, reply.clone(), None, Some(slip()));
    assert_eq!(by_itself.unwrap_err().code, RefusalCode::BadField);
    let plan = life
        .attempt(Role::Officer, reply, None, Some(slip()))
        .unwrap();
    assert_eq!(plan.entry.reverses.len(), 1);
    life.take(plan);
    let reply = life
        .file
        .terms
        .iter()
        .find(|term| term.period == "reply_ordinary")
        .unwrap();
    assert_eq!(reply.state, TermState::Met);
}
