//! Judgments, superiors' orders and clues, each named after its article.

use super::commands::*;
use super::life::{Life, day};
use crate::actor::Role;
use crate::command::{
    DecisionKind, JudgmentEffect, OrderAcceptance, ReconsiderationCommand as C,
    RecordCourtAcceptance, RefusalGround, RefuseAcceptance, ReturnFromCourt, TransferClue,
};
use crate::file::TermState;
use crate::refusal::RefusalCode;
use crate::scalar::Date;

fn text() -> String {
    "说明".to_owned()
}

fn judgment(effect: JudgmentEffect, last: Option<&str>) -> C {
    C::ReturnFromCourt(ReturnFromCourt {
        court: "中级人民法院".to_owned(),
        number: "行终1号".to_owned(),
        effect,
        court_last_day: last.map(|last| Date(day(last))),
        chosen_last_day: None,
        reason: text(),
    })
}

fn decided(on: &str, kind: DecisionKind) -> Life {
    let mut life = in_trial(on);
    life.give(Role::Officer, draft(kind))
        .give(Role::OrganHead, sign())
        .give(Role::Registrar, issue());
    life
}

#[test]
fn all_70_an_annulled_decision_is_taken_back_by_an_entry_that_names_it() {
    let mut life = decided("2026-01-06", DecisionKind::Maintain);
    let decision = life.file.revision;
    let served = serve(&life, "decision", 1);
    life.give(Role::Registrar, served);
    assert_eq!(life.file.facts.outcome_entry, Some(decision));
    life.go("2026-01-12");
    for effect in [
        JudgmentEffect::AnnulsNonAcceptance,
        JudgmentEffect::AnnulsRejection,
        JudgmentEffect::OrdersPerformance,
    ] {
        let wrong = life.refused(Role::InstitutionHead, judgment(effect, Some("2026-03-02")));
        assert_eq!(wrong, RefusalCode::JudgmentDoesNotFit);
    }
    let annuls = judgment(JudgmentEffect::AnnulsDecision, Some("2026-03-02"));
    let plan = life
        .attempt(Role::InstitutionHead, annuls, None, None)
        .unwrap();
    assert_eq!(plan.entry.reverses, vec![decision]);
    life.take(plan);
    assert_eq!(life.file.stage, "in_trial");
    let facts = &life.file.facts;
    assert!(facts.outcome.is_none() && facts.draft.is_none() && facts.signature.is_none());
    assert!(facts.judgments[0].set_by_court);
    let papers = life.file.papers.iter();
    let mut decisions = papers.filter(|paper| paper.kind == "decision");
    assert!(decisions.all(|paper| paper.withdrawn));
    let windows = life.file.terms.iter();
    let mut windows = windows.filter(|term| term.period == "sue_after_decision_15d");
    assert!(windows.all(|term| term.state == TermState::Cancelled));
    assert_eq!(life.due("court_fixed"), "2026-03-02");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn all_72_silence_is_ordered_to_end_by_the_day_that_the_court_sets() {
    let mut life = in_trial("2026-01-06");
    let orders = judgment(JudgmentEffect::OrdersPerformance, None);
    assert_eq!(
        life.refused(Role::InstitutionHead, orders),
        RefusalCode::MissingField
    );
    life.give(
        Role::InstitutionHead,
        judgment(JudgmentEffect::OrdersPerformance, Some("2026-02-02")),
    );
    assert_eq!(life.file.stage, "in_trial");
    assert_eq!(life.due("decide_ordinary"), "2026-03-09");
    assert_eq!(life.due("court_fixed"), "2026-02-02");
}

#[test]
fn arl_35_what_was_rejected_is_accepted_anew_with_a_limit_of_its_own() {
    let mut life = decided("2026-01-06", DecisionKind::RejectApplication);
    life.go("2026-02-02").give(
        Role::InstitutionHead,
        C::OrderAcceptance(OrderAcceptance {
            organ: "市人民政府".to_owned(),
            number: "1号".to_owned(),
            reason: text(),
        }),
    );
    assert_eq!(life.file.stage, "in_trial");
    let acceptance = life.file.facts.acceptance.clone().unwrap();
    assert_eq!(acceptance.on, day("2026-02-02"));
    // 2 February and sixty days: Friday 3 April.
    assert_eq!(life.due("decide_ordinary"), "2026-04-03");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_35_what_was_not_accepted_is_reviewed_afresh() {
    let mut life = Life::begin("2026-01-06");
    life.give(Role::InstitutionHead, assign()).give(
        Role::InstitutionHead,
        C::RefuseAcceptance(RefuseAcceptance {
            ground: RefusalGround::OutOfTime,
            reason: text(),
            competent_organ: None,
        }),
    );
    life.go("2026-01-12").give(
        Role::InstitutionHead,
        C::OrderAcceptance(OrderAcceptance {
            organ: "市人民政府".to_owned(),
            number: "1号".to_owned(),
            reason: text(),
        }),
    );
    assert_eq!(life.file.stage, "received");
    assert!(life.file.facts.acceptance.is_none());
    // 13–16, 19 January.
    assert_eq!(life.due("accept_review"), "2026-01-19");
}

#[test]
fn arl_33_what_a_court_accepted_first_is_rejected_and_not_decided_on_the_merits() {
    let mut life = in_trial("2026-01-06");
    let suit = |accepted: &str| {
        C::RecordCourtAcceptance(RecordCourtAcceptance {
            court: "区人民法院".to_owned(),
            number: "行初1号".to_owned(),
            accepted_on: Date(day(accepted)),
            ended_on: None,
        })
    };
    // A suit accepted after the reconsideration bars nothing: the court had to refuse it.
    life.go("2026-01-08")
        .give(Role::Officer, suit("2026-01-08"));
    let maintain = life.attempt(Role::Officer, draft(DecisionKind::Maintain), None, None);
    assert!(maintain.is_ok());
    life.give(Role::Officer, suit("2026-01-05"));
    assert_eq!(
        life.refused(Role::Officer, draft(DecisionKind::Maintain)),
        RefusalCode::CourtFirst
    );
    life.give(Role::Officer, draft(DecisionKind::RejectApplication));
    assert_eq!(life.file.stage, "draft");
}

#[test]
fn arl_86_a_clue_is_kept_apart_and_names_no_new_party() {
    let mut life = in_trial("2026-01-06");
    let clue = C::TransferClue(TransferClue {
        organ: "监察委员会".to_owned(),
        clue: "收受财物".to_owned(),
    });
    let plan = life.attempt(Role::OrganHead, clue, None, None).unwrap();
    let entry = serde_json::to_string(&plan.entry).unwrap();
    assert!(!entry.contains("收受财物"), "{entry}");
    let parties = life.file.parties.clone();
    life.take(plan);
    assert_eq!(life.file.parties, parties);
    let letter = life.file.papers.last().unwrap();
    assert_eq!(letter.kind, "clue_letter");
    assert!(letter.addressees.is_empty());
}
