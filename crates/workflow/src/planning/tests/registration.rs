//! Registrations: voided, added to, reported; and stays that wait.

use super::commands::accept;
use super::life::{Life, user};
use crate::actor::Role;
use crate::command::{
    Assign, Channel, FileSupplement, ReconsiderationCommand as C, RecordReporting, RefuseStay,
    ReportedThing as R, RequestStay, VoidGround, VoidRegistration,
};
use crate::file::Outcome;
use crate::later::outcome_group;
use crate::refusal::RefusalCode as Code;

fn void(ground: VoidGround, stands_as: Option<&str>) -> C {
    C::VoidRegistration(VoidRegistration {
        ground,
        reason: "登记有误".to_owned(),
        stands_as: stands_as.map(str::to_owned),
    })
}

fn report(what: R) -> C {
    C::RecordReporting(RecordReporting {
        what,
        number: "G-1".to_owned(),
    })
}

fn assigned(on: &str) -> Life {
    let mut life = Life::begin(on);
    let assign = Assign {
        officer: user(Role::Officer).0,
        co_officer: Some(user(Role::CoOfficer).0),
        handover_note: None,
    };
    life.give(Role::InstitutionHead, C::Assign(assign));
    life
}

#[test]
fn a_registration_that_is_voided_counts_nowhere_and_owes_nothing() {
    let mut life = assigned("2026-03-18");
    life.give(
        Role::InstitutionHead,
        void(VoidGround::Duplicate, Some(" 另案 ")),
    );
    let outcome = life.file.facts.outcome.clone().unwrap();
    assert!(
        matches!(&outcome, Outcome::Voided { stands_as: Some(number), .. } if number == "另案")
    );
    assert_eq!(outcome_group(&outcome), None);
    assert!(life.file.terms.iter().all(|term| !term.state.is_open()));
    assert!(life.file.closed_on.is_some());
    assert_eq!(life.file.to_report(), []);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn a_registration_is_voided_before_acceptance_and_within_the_review_only() {
    let mut life = assigned("2026-03-18");
    let test = || void(VoidGround::Test, None);
    life.today = "2026-03-26".parse().unwrap();
    assert_eq!(
        life.refused(Role::InstitutionHead, test()),
        Code::ReviewEnded
    );
    life.today = "2026-03-18".parse().unwrap();
    life.give(Role::Officer, accept());
    assert_eq!(
        life.refused(Role::InstitutionHead, test()),
        Code::WrongStage
    );
}

#[test]
fn arl_30_a_registration_is_not_voided_once_a_refusal_has_gone_out_even_one_that_a_court_took_back()
{
    let mut life = assigned("2026-03-18");
    let mut refusal = life.file.papers[0].clone();
    refusal.no = 9;
    refusal.kind = "refusal_decision".to_owned();
    refusal.withdrawn = true;
    life.file.papers.push(refusal);
    let void = void(VoidGround::NoApplication, None);
    assert_eq!(
        life.refused(Role::InstitutionHead, void),
        Code::IssuedAlready
    );
}

#[test]
fn what_is_reported_is_reported_once_and_a_new_outcome_anew() {
    let mut life = assigned("2026-03-18");
    assert_eq!(life.file.to_report(), [R::Receipt]);
    assert_eq!(
        life.refused(Role::Registrar, report(R::Outcome)),
        Code::NothingToReport
    );
    life.give(Role::Registrar, report(R::Receipt));
    assert_eq!(life.file.to_report(), []);
    assert_eq!(
        life.refused(Role::Registrar, report(R::Receipt)),
        Code::NothingToReport
    );
    // What the platform has been told of is told of its end, even of a mistake.
    life.give(Role::InstitutionHead, void(VoidGround::Test, None));
    assert_eq!(life.file.to_report(), [R::Outcome]);
    life.give(Role::Registrar, report(R::Outcome));
    assert_eq!(life.file.to_report(), []);
    life.file.facts.outcome_entry = Some(99);
    assert_eq!(life.file.to_report(), [R::Outcome]);
}

#[test]
fn what_is_handed_in_later_starts_nothing() {
    let mut life = assigned("2026-03-18");
    let before = life.file.terms.clone();
    let more = C::FileSupplement(FileSupplement {
        party: 1,
        what: "照片".to_owned(),
        channel: Channel::Post,
        answers_correction: None,
    });
    life.give(Role::Registrar, more);
    assert_eq!(life.file.terms, before);
    assert_eq!(life.file.facts.supplements.len(), 1);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn a_stay_that_is_asked_for_waits_until_it_is_answered() {
    let mut life = assigned("2026-03-18");
    assert_eq!(life.file.stay_asked_on(), None);
    let reason = "店铺将被拆除".to_owned();
    let asked = RequestStay { party: 1, reason };
    life.give(Role::Registrar, C::RequestStay(asked));
    assert_eq!(life.file.stay_asked_on(), Some(life.today));
    let reason = "不具备停止执行的情形".to_owned();
    life.give(Role::InstitutionHead, C::RefuseStay(RefuseStay { reason }));
    assert_eq!(life.file.stay_asked_on(), None);
}
