//! The collateral review of norms, and the consultation of the committee.

use super::commands::*;
use super::life::{Life, day};
use crate::actor::Role;
use crate::command::{
    CaseClass, Classify, ConcludeNormReview, DecisionKind, NormFinding, NormFindingInput,
    NormLevel, NormRequest, NotifyNormMaker, OpenNormReview, ReconsiderationCommand as C,
    RecordConsultation, RequestConsultation, Resume, WeighConsultation,
};
use crate::file::TermState;
use crate::refusal::RefusalCode;
use crate::scalar::Date;

fn review(request: NormRequest) -> OpenNormReview {
    OpenNormReview {
        document: "停车管理办法".to_owned(),
        document_number: None,
        provisions: "第七条".to_owned(),
        level: NormLevel::LocalGovernment,
        maker: "某办公室".to_owned(),
        maker_organ: None,
        request,
        asked_by: (request != NormRequest::OwnMotion).then_some(1),
        basis_unknown: (request == NormRequest::Later).then(|| "答复书中始见".to_owned()),
        competent: true,
        reason: "超出幅度".to_owned(),
    }
}

fn open(request: NormRequest) -> C {
    C::OpenNormReview(review(request))
}

fn notify(matter: u32) -> C {
    C::NotifyNormMaker(NotifyNormMaker {
        matter,
        question: "依据".to_owned(),
    })
}

fn conclude(matter: u32, finding: NormFinding) -> C {
    C::ConcludeNormReview(ConcludeNormReview {
        matter,
        findings: vec![NormFindingInput {
            provision: "第七条".to_owned(),
            finding,
            reason: "理由".to_owned(),
        }],
    })
}

fn reply(matter: u32) -> C {
    C::RecordNormReply(crate::command::RecordNormReply {
        matter,
        summary: "答复".to_owned(),
    })
}

fn resume() -> C {
    C::Resume(Resume {
        reason: "消除".to_owned(),
    })
}

fn classify(grounds: &[CaseClass]) -> C {
    C::Classify(Classify {
        grounds: grounds.to_vec(),
        reason: "理由".to_owned(),
    })
}

/// In house, the maker notified and its reply received, all on one day.
fn answered(life: &mut Life, matter: u32) {
    life.give(Role::Officer, notify(matter))
        .give(Role::Registrar, reply(matter));
}

#[test]
fn arl_56_the_thirty_days_run_from_acceptance_where_the_review_was_asked_for_in_the_application() {
    let mut life = in_trial("2026-03-02");
    life.go("2026-03-12");
    life.give(Role::InstitutionHead, open(NormRequest::WithApplication));
    // 2 March and thirty days: 1 April. The notice runs from the suspension: 13, 16, 17 March.
    assert_eq!(life.due("norm_handle"), "2026-04-01");
    assert_eq!(life.due("norm_notify_maker"), "2026-03-17");
    life.give(Role::InstitutionHead, open(NormRequest::Later));
    // Saturday 11 April, so Monday the 13th.
    assert_eq!(life.due("norm_handle"), "2026-04-13");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn regs_26_a_later_request_says_why_the_basis_was_not_known() {
    let mut life = in_trial("2026-03-02");
    let silent = OpenNormReview {
        basis_unknown: Some(" ".to_owned()),
        ..review(NormRequest::Later)
    };
    let refused = life.refused(Role::InstitutionHead, C::OpenNormReview(silent));
    assert_eq!(refused, RefusalCode::MissingField);
    life.give(Role::Officer, draft(DecisionKind::Revoke))
        .give(Role::OrganHead, sign())
        .give(Role::InstitutionHead, open(NormRequest::Later));
    assert_eq!(
        life.refused(Role::Registrar, issue()),
        RefusalCode::MatterOpen
    );
}

#[test]
fn arl_13_a_rule_is_reviewed_of_the_organs_own_motion_only() {
    let life = in_trial("2026-03-02");
    let rule = |request| {
        let level = NormLevel::Rule;
        C::OpenNormReview(OpenNormReview {
            level,
            ..review(request)
        })
    };
    for request in [NormRequest::WithApplication, NormRequest::Later] {
        let refused = life.attempt(Role::InstitutionHead, rule(request), None, None);
        let refused = refused.unwrap_err();
        assert_eq!(refused.code, RefusalCode::BadField);
        assert_eq!(refused.basis.as_deref(), Some("ARL 13"));
    }
    let own = life.attempt(
        Role::InstitutionHead,
        rule(NormRequest::OwnMotion),
        None,
        None,
    );
    assert!(own.is_ok());
}

#[test]
fn arl_39_days_held_by_a_suspension_and_a_review_are_counted_once_whichever_ends_later() {
    let held = |to_resume: &str, to_conclude: &str| {
        let mut life = in_trial("2025-03-03");
        life.go("2025-03-10")
            .give(Role::InstitutionHead, suspend("force_majeure"))
            .go("2025-03-15");
        life.give(Role::InstitutionHead, open(NormRequest::OwnMotion));
        answered(&mut life, 1);
        life.go("2025-03-25");
        let proof = || Some(slip());
        let resumed = life.attempt(
            Role::InstitutionHead,
            resume(),
            Some(day(to_resume)),
            proof(),
        );
        life.take(resumed.unwrap());
        let lawful = conclude(1, NormFinding::Lawful);
        let concluded = life.attempt(
            Role::InstitutionHead,
            lawful,
            Some(day(to_conclude)),
            proof(),
        );
        life.take(concluded.unwrap());
        assert_eq!(life.file.suspended_since(), None);
        assert_eq!(life.folded(), life.file);
        life.due("decide_ordinary")
    };
    // Sixty days from 3 March: Friday 2 May. Held from 10 to 21 March, twelve days: Wednesday 14 May.
    assert_eq!(held("2025-03-22", "2025-03-20"), "2025-05-14");
    assert_eq!(held("2025-03-20", "2025-03-22"), "2025-05-14");
}

#[test]
fn arl_39_2_the_case_resumes_when_the_last_review_is_done() {
    let mut life = in_trial("2026-03-02");
    life.go("2026-03-12")
        .give(Role::InstitutionHead, open(NormRequest::WithApplication))
        .give(Role::InstitutionHead, open(NormRequest::OwnMotion));
    answered(&mut life, 1);
    answered(&mut life, 2);
    life.go("2026-03-16");
    let notices = |life: &Life| {
        let papers = life.file.papers.iter();
        papers
            .filter(|paper| paper.kind == "resumption_notice")
            .count()
    };
    life.give(Role::InstitutionHead, conclude(1, NormFinding::Lawful));
    assert_eq!(notices(&life), 0);
    assert_eq!(
        life.refused(Role::InstitutionHead, resume()),
        RefusalCode::MatterOpen
    );
    life.give(Role::OrganHead, conclude(2, NormFinding::BeyondPower));
    assert_eq!(notices(&life), 1);
    // 12–15 March, four days: 1 May and four days is inside 1–5 May, so 6 May.
    assert_eq!(life.due("decide_ordinary"), "2026-05-06");
}

#[test]
fn arl_58_a_reply_before_the_slip_starts_no_term_and_a_review_that_is_done_owes_nothing() {
    let mut life = in_trial("2026-03-02");
    life.give(Role::InstitutionHead, open(NormRequest::OwnMotion));
    answered(&mut life, 1);
    let served = serve(&life, "norm_notice", 3);
    life.give(Role::Registrar, served);
    let mut terms = life.file.terms.iter();
    assert!(!terms.any(|term| term.period == "norm_maker_reply"));
    life.give(Role::InstitutionHead, open(NormRequest::OwnMotion))
        .give(Role::Officer, notify(2));
    let end = crate::command::DiscontinueNormReview {
        matter: 2,
        ground: crate::command::NormEnd::NotTheBasis,
        reason: "不是依据".to_owned(),
    };
    life.give(Role::InstitutionHead, C::DiscontinueNormReview(end));
    let served = serve(&life, "norm_notice", 3);
    life.give(Role::Registrar, served);
    let mut terms = life.file.terms.iter();
    assert!(!terms.any(|term| term.period == "norm_maker_reply"));
}

#[test]
fn arl_59_what_was_found_stands_in_the_decision() {
    let mut life = in_trial("2026-03-02");
    life.give(Role::InstitutionHead, open(NormRequest::OwnMotion));
    answered(&mut life, 1);
    life.give(Role::InstitutionHead, conclude(1, NormFinding::Lawful))
        .give(Role::Officer, draft(DecisionKind::Revoke))
        .give(Role::OrganHead, sign())
        .give(Role::Registrar, issue());
    let decision = life.file.papers.last().unwrap();
    assert_eq!(
        decision.facts["norms"][0]["findings"][0]["finding"],
        "LAWFUL"
    );
    let mut papers = life.file.papers.iter();
    let notice = papers.find(|paper| paper.kind == "suspension_notice");
    let ground = &notice.unwrap().facts["suspensionGround"];
    assert_eq!(ground["article"], "ARL 39(1)(9)");
}

#[test]
fn arl_33_a_rejection_waits_for_no_consultation_and_for_every_review() {
    let mut life = in_trial("2026-03-02");
    let rejection = || draft(DecisionKind::RejectApplication);
    life.give(Role::InstitutionHead, classify(&[CaseClass::Professional]));
    assert_eq!(
        life.refused(Role::Officer, draft(DecisionKind::Revoke)),
        RefusalCode::ConsultationMissing
    );
    assert!(life.attempt(Role::Officer, rejection(), None, None).is_ok());
    life.give(Role::InstitutionHead, open(NormRequest::OwnMotion));
    assert_eq!(
        life.refused(Role::Officer, rejection()),
        RefusalCode::Suspended
    );
}

#[test]
fn arl_52_61_the_opinion_is_kept_apart_stops_no_clock_and_is_followed_or_not_with_reasons() {
    let mut life = in_trial("2026-03-02");
    let due = life.due("decide_ordinary");
    life.give(Role::InstitutionHead, classify(&[CaseClass::Professional]));
    let ask = C::RequestConsultation(RequestConsultation {
        question: "方法是否适用".to_owned(),
        cut_off: Date(day("2026-03-20")),
    });
    life.give(Role::InstitutionHead, ask).go("2026-03-16");
    assert_eq!(life.due("decide_ordinary"), due);
    assert_eq!(
        life.refused(Role::Officer, draft(DecisionKind::Revoke)),
        RefusalCode::MatterOpen
    );
    let opinion = C::RecordConsultation(RecordConsultation {
        committee_opinion: "机密意见".to_owned(),
    });
    life.give(Role::Officer, opinion);
    let plan = life.plans.last().unwrap();
    assert!(
        !serde_json::to_string(&plan.entry)
            .unwrap()
            .contains("机密意见")
    );
    assert_eq!(plan.protected[0].content, "机密意见");
    let weigh = |departure: Option<&str>| {
        C::WeighConsultation(WeighConsultation {
            followed: false,
            departure: departure.map(str::to_owned),
        })
    };
    assert_eq!(
        life.refused(Role::Officer, weigh(None)),
        RefusalCode::MissingField
    );
    life.give(Role::Officer, weigh(Some("理由")));
    let mut terms = life.file.terms.iter();
    let decide = terms.find(|term| term.period == "decide_ordinary");
    assert_eq!(decide.unwrap().state, TermState::Running);
    life.give(Role::Officer, draft(DecisionKind::Revoke));
    assert_eq!(life.folded(), life.file);
}
