//! Investigation, inspection and appraisal (ARL 45; Regs 34, 37).

use super::commands::*;
use super::life::{Life, day, user};
use crate::actor::Role;
use crate::command::{
    AbandonExamination, BeginInspection, CommissionAppraisal, DecisionKind, ReceiveAppraisal,
    ReconsiderationCommand as C, RecordInspection, RecordInvestigation, RecordPartyAppraisal,
    Resume,
};
use crate::file::{PartyRole, TermState};
use crate::refusal::RefusalCode;

fn text() -> String {
    "说明".to_owned()
}

fn commission() -> C {
    C::CommissionAppraisal(CommissionAppraisal {
        party: 1,
        question: "签名真伪".to_owned(),
        appraiser: "某司法鉴定所".to_owned(),
    })
}

fn by_party() -> C {
    C::RecordPartyAppraisal(RecordPartyAppraisal {
        party: 1,
        question: "损失价值".to_owned(),
        appraiser: "某评估公司".to_owned(),
    })
}

fn received(matter: u32) -> C {
    C::ReceiveAppraisal(ReceiveAppraisal {
        matter,
        opinion: text(),
    })
}

fn inspect() -> C {
    C::BeginInspection(BeginInspection {
        place: text(),
        question: text(),
    })
}

fn inspected(matter: u32) -> C {
    C::RecordInspection(RecordInspection {
        matter,
        officers: vec![user(Role::Officer).0, user(Role::CoOfficer).0],
        cards_shown: true,
        record: text(),
    })
}

fn decide(life: &Life) -> &crate::file::Term {
    let mut terms = life.file.terms.iter();
    terms.find(|term| term.period == "decide_ordinary").unwrap()
}

#[test]
fn regs_37_the_days_from_the_commission_to_the_opinion_do_not_count() {
    let mut life = in_trial("2026-03-02");
    assert_eq!(life.due("decide_ordinary"), "2026-05-06");
    life.go("2026-03-10")
        .give(Role::InstitutionHead, commission());
    assert_eq!(decide(&life).state, TermState::Paused);
    let appraiser = life.file.parties.last().unwrap();
    assert_eq!(appraiser.role, PartyRole::OtherOrgan);
    let commissioned = life.file.papers.iter();
    let mut commissioned = commissioned.filter(|paper| paper.kind == "appraisal_commission");
    assert_eq!(commissioned.next().unwrap().addressees, [appraiser.no]);
    let notice = life.file.papers.last().unwrap();
    assert_eq!(
        (notice.kind.as_str(), &notice.addressees[..]),
        ("appraisal_notice", &[1, 2][..])
    );
    // [10 March, 25 March) is fifteen days: 1 May and fifteen is Saturday the 16th, so Monday the 18th.
    life.go("2026-03-25").give(Role::Officer, received(1));
    assert_eq!(life.due("decide_ordinary"), "2026-05-18");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn regs_34_37_overlapping_examinations_and_a_suspension_count_once() {
    let mut life = in_trial("2026-03-02");
    life.go("2026-03-10").give(Role::Officer, by_party());
    life.go("2026-03-12").give(Role::InstitutionHead, inspect());
    life.go("2026-03-16")
        .give(Role::InstitutionHead, commission())
        .give(Role::InstitutionHead, suspend("force_majeure"));
    life.go("2026-03-18").give(Role::Officer, received(1));
    life.go("2026-03-20").give(Role::Officer, inspected(2));
    let resume = C::Resume(Resume { reason: text() });
    life.give(Role::InstitutionHead, resume);
    assert_eq!(
        decide(&life).state,
        TermState::Paused,
        "the third still holds it"
    );
    let abandon = C::AbandonExamination(AbandonExamination {
        matter: 3,
        reason: text(),
    });
    life.go("2026-03-24").give(Role::Officer, abandon);
    // [10 March, 24 March) is fourteen days, once: 1 May and fourteen is Friday the 15th.
    assert_eq!(decide(&life).state, TermState::Running);
    assert_eq!(life.due("decide_ordinary"), "2026-05-15");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn regs_37_overlaps_count_once_in_whatever_order_they_are_recorded() {
    let mut life = in_trial("2026-03-02");
    life.go("2026-03-10").give(Role::Officer, by_party());
    // The second began on the sixth, and ended on the eighteenth, before the first did; both are proved later.
    life.go("2026-03-12");
    let earlier = life.attempt(
        Role::Officer,
        by_party(),
        Some(day("2026-03-06")),
        Some(slip()),
    );
    life.take(earlier.unwrap());
    life.go("2026-03-20").give(Role::Officer, received(1));
    assert_eq!(decide(&life).state, TermState::Paused);
    life.go("2026-03-24");
    let ended = life.attempt(
        Role::Officer,
        received(2),
        Some(day("2026-03-18")),
        Some(slip()),
    );
    life.take(ended.unwrap());
    // [6 March, 20 March) is fourteen days: Friday 15 May.
    assert_eq!(life.due("decide_ordinary"), "2026-05-15");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn regs_37_no_draft_is_submitted_while_an_appraisal_is_under_way() {
    let mut life = in_trial("2026-03-02");
    life.give(Role::Officer, by_party());
    assert_eq!(
        life.refused(Role::Officer, draft(DecisionKind::Revoke)),
        RefusalCode::MatterOpen
    );
}

#[test]
fn arl_45_2_one_officer_or_no_card_is_not_enough() {
    let life = in_trial("2026-03-02");
    let (officer, co_officer) = (user(Role::Officer).0, user(Role::CoOfficer).0);
    let investigate = |officers: Vec<uuid::Uuid>, cards_shown| {
        C::RecordInvestigation(RecordInvestigation {
            matter: None,
            officers,
            cards_shown,
            source: text(),
            place: text(),
            record: text(),
        })
    };
    let refused = |officers, cards| life.refused(Role::Officer, investigate(officers, cards));
    let code = RefusalCode::Investigators;
    assert_eq!(refused(vec![officer], true), code);
    assert_eq!(refused(vec![officer, officer], true), code);
    assert_eq!(
        refused(vec![officer, user(Role::RespondentClerk).0], true),
        code
    );
    assert_eq!(refused(vec![officer, co_officer], false), code);
    let made = investigate(vec![officer, co_officer], true);
    life.attempt(Role::Officer, made, None, None).unwrap();
}
