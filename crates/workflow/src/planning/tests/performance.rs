//! What is owed after the decision: ARL 64, 66, 77, 78; Regs 49; AEL 53, 54.

use super::commands::*;
use super::life::{Life, day};
use crate::actor::Role;
use crate::command::{
    Close, DecisionItemInput, DecisionKind as K, OrderPerformance, ReconsiderationCommand as C,
    RecordPerformance, SubmitDraft, UrgePerformance,
};
use crate::file::{Details, TermState};
use crate::refusal::RefusalCode;
use crate::scalar::Date;

fn item(kind: K, perform_by: Option<&str>, redo: bool) -> DecisionItemInput {
    DecisionItemInput {
        kind,
        subject: "行政行为".to_owned(),
        perform_by: perform_by.map(|text| Date(day(text))),
        redo: redo.then_some(true),
        procedural: Some(false),
        result_changed: Some(true),
        worse: Some(false),
        third_party_request: None,
    }
}

/// Decided on the day with these items, and served on the applicant only.
fn decided(on: &str, items: Vec<DecisionItemInput>) -> Life {
    let mut life = in_trial(on);
    life.give(
        Role::Officer,
        C::SubmitDraft(SubmitDraft {
            items,
            findings: "查明".to_owned(),
            reasons: "理由".to_owned(),
            third_party_evidence: None,
            deliberation: None,
        }),
    )
    .give(Role::OrganHead, sign())
    .give(Role::Registrar, issue());
    let served = serve(&life, "decision", 1);
    life.give(Role::Registrar, served);
    life
}

fn serve_respondent(life: &mut Life) {
    let served = serve(life, "decision", 2);
    life.give(Role::Registrar, served);
}

fn close() -> C {
    C::Close(Close {
        note: String::new(),
    })
}

fn performed(matter: u32) -> C {
    C::RecordPerformance(RecordPerformance {
        matter,
        note: "已重新作出".to_owned(),
    })
}

#[test]
fn regs_49_a_new_act_is_owed_within_sixty_days_of_the_respondents_own_receipt() {
    let mut life = decided("2025-07-01", vec![item(K::Revoke, None, true)]);
    assert!(
        life.file.facts.matters.is_empty(),
        "the applicant owes none"
    );
    life.go("2025-07-07");
    serve_respondent(&mut life);
    // Sixty days from 7 July 2025: Friday 5 September.
    assert_eq!(life.due("redo_default_60d"), "2025-09-05");
    let matter = &life.file.facts.matters[0];
    assert_eq!((matter.party, matter.terms.len()), (Some(2), 1));
    let paper = serve(&life, "acceptance_notice", 1);
    life.give(Role::Registrar, paper);
    assert_eq!(
        life.refused(Role::Officer, close()),
        RefusalCode::MatterOpen
    );
    life.give(Role::Officer, performed(1))
        .give(Role::Officer, close());
    assert_eq!(life.file.stage, "closed");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_66_a_day_fixed_by_the_decision_is_the_last_and_rolls() {
    let mut life = decided(
        "2026-08-03",
        vec![item(K::Perform, Some("2026-10-03"), false)],
    );
    serve_respondent(&mut life);
    // 3 October 2026 lies in the holiday of 1–7 October: Thursday the 8th.
    assert_eq!(life.due("perform_fixed"), "2026-10-08");
    let term = life.file.terms.last().unwrap();
    assert_eq!(term.fixed_on, Some(day("2026-10-03")));
}

#[test]
fn arl_77_performance_late_stays_owed_and_is_met_late() {
    let mut life = decided(
        "2026-03-02",
        vec![item(K::Perform, Some("2026-04-01"), false)],
    );
    serve_respondent(&mut life);
    let order = |by: &str| {
        C::OrderPerformance(OrderPerformance {
            matter: 1,
            perform_by: Date(day(by)),
            reason: "无正当理由拖延".to_owned(),
        })
    };
    assert_eq!(
        life.refused(Role::OrganHead, order("2026-05-08")),
        RefusalCode::TermNotOver
    );
    life.go("2026-04-02");
    assert_eq!(
        life.refused(Role::OrganHead, order("2026-04-02")),
        RefusalCode::BadField
    );
    life.give(Role::OrganHead, order("2026-05-08"));
    let served = serve(&life, "performance_order", 2);
    life.give(Role::Registrar, served);
    assert_eq!(life.due("perform_ordered"), "2026-05-08");
    let matter = &life.file.facts.matters[0];
    assert!(matches!(
        matter.details,
        Details::Duty { by: Some(by), .. } if by == day("2026-05-08")
    ));
    life.go("2026-05-06").give(Role::Officer, performed(1));
    let state = |period: &str| {
        let term = life.file.terms.iter().find(|term| term.period == period);
        term.unwrap().state
    };
    assert_eq!(state("perform_fixed"), TermState::MetLate);
    assert_eq!(state("perform_ordered"), TermState::Met);
}

#[test]
fn arl_77_a_request_to_order_performance_waits_for_the_head_though_the_case_has_its_outcome() {
    let mut life = decided(
        "2026-03-02",
        vec![item(K::Perform, Some("2026-04-01"), false)],
    );
    serve_respondent(&mut life);
    life.give(Role::Registrar, performed(1));
    assert_eq!(life.file.facts.pending.len(), 1);
    let paper = serve(&life, "acceptance_notice", 1);
    life.give(Role::Registrar, paper);
    assert_eq!(life.file.facts.pending.len(), 1, "nothing drops it");
}

#[test]
fn arl_78_who_enforces_depends_on_the_item_and_nobody_does_what_was_revoked() {
    let items = vec![
        item(K::Maintain, None, false),
        item(K::Change, None, false),
        item(K::RevokePart, None, false),
    ];
    let mut life = decided("2026-03-02", items);
    let urge = |item| {
        C::UrgePerformance(UrgePerformance {
            party: 1,
            item,
            obligation: "缴纳罚款".to_owned(),
        })
    };
    // Served on 2 March: the time to sue ends on the 17th.
    assert_eq!(
        life.refused(Role::InstitutionHead, urge(1)),
        RefusalCode::TermNotOver
    );
    life.go("2026-03-18");
    for item in [0, 3, 4] {
        assert_eq!(
            life.refused(Role::InstitutionHead, urge(item)),
            RefusalCode::BadField
        );
    }
    life.give(Role::InstitutionHead, urge(1))
        .give(Role::InstitutionHead, urge(2));
    let by: Vec<String> = life
        .file
        .facts
        .matters
        .iter()
        .map(|matter| matter.details.lines()[0].value.clone())
        .collect();
    assert_eq!(by, ["作出行政行为的行政机关", "行政复议机关"]);
    // Three months from 17 March.
    assert_eq!(life.due("nonlit_enforce_3m"), "2026-06-17");
}
