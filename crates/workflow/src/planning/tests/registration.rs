//! Registrations: voided, added to, reported; and stays that wait.

use super::commands::accept;
use super::life::{Life, ORGAN, around, day, moment, person, user};
use crate::actor::Role;
use crate::command::{
    Assign, Channel, Command, FileSupplement, ReconsiderationCommand as C, RecordReporting,
    RefuseStay, ReportedThing as R, RequestStay, Submission, VoidGround, VoidRegistration,
};
use crate::file::Outcome;
use crate::later::outcome_group;
use crate::plan::{KnownCase, Plan};
use crate::refusal::{Refusal, RefusalCode as Code};
use crate::rulebook::Rulebook;
use calendar::Calendar;

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

/// How the other case differs.
type Change = dyn Fn(&mut KnownCase);

/// What becomes of a duplicate of the other case, as that case is.
fn duplicate_of(life: &Life, change: impl FnOnce(&mut KnownCase)) -> Result<Plan, Refusal> {
    let mut around = around();
    change(around.cases.get_mut("另案").unwrap());
    let submission = Submission {
        command: Command::Reconsideration(void(VoidGround::Duplicate, Some("另案"))),
        effective_on: None,
        proof: None,
    };
    Rulebook::embedded().plan(
        Calendar::embedded(),
        &life.file,
        &submission,
        &person(Role::InstitutionHead),
        &around,
        moment(life.today),
    )
}

#[test]
fn arl_30_only_the_same_application_that_was_filed_no_later_and_is_not_answered_makes_a_duplicate()
{
    let mut life = assigned("2026-03-18");
    life.file.facts.disputed_act.document_number = Some("某罚〔2026〕1号".to_owned());
    let same: [(&str, &Change); 6] = [
        ("as it is", &|_| {}),
        ("the same day", &|known| {
            known.filed_on = Some(day("2026-03-18"))
        }),
        ("its number is not known there", &|known| {
            known.disputed_act.document_number = None;
        }),
        ("the same number", &|known| {
            known.disputed_act.document_number = Some("某罚（2026）1号".to_owned());
            known.disputed_act.title = "处罚".to_owned();
        }),
        ("a name written widely", &|known| {
            known.applicants = vec!["申请人　甲".to_owned()];
        }),
        ("the organ under another name", &|known| {
            known.respondents[0].name = "某局（原某委）".to_owned();
        }),
    ];
    for (case, change) in same {
        let plan = duplicate_of(&life, change);
        assert!(plan.is_ok(), "{case}: {plan:?}");
    }
    let decided = Outcome::Decided {
        on: day("2026-02-05"),
        kinds: Vec::new(),
    };
    let other: [(&str, Box<Change>, Code); 10] = [
        (
            "one applicant of two is common",
            Box::new(|known| known.applicants.push("申请人乙".to_owned())),
            Code::NotADuplicate,
        ),
        (
            "another applicant",
            Box::new(|known| known.applicants = vec!["申请人乙".to_owned()]),
            Code::NotADuplicate,
        ),
        (
            "another number",
            Box::new(|known| {
                known.disputed_act.document_number = Some("某罚〔2026〕2号".to_owned());
            }),
            Code::NotADuplicate,
        ),
        (
            "another title",
            Box::new(|known| known.disputed_act.title = "行政强制".to_owned()),
            Code::NotADuplicate,
        ),
        (
            "another respondent",
            Box::new(|known| known.respondents[0].organ = Some(ORGAN)),
            Code::NotADuplicate,
        ),
        (
            "one respondent more",
            Box::new(|known| {
                let more = known.respondents[0].clone();
                known.respondents.push(more);
            }),
            Code::NotADuplicate,
        ),
        (
            "filed later",
            Box::new(|known| known.filed_on = Some(day("2026-03-19"))),
            Code::NotADuplicate,
        ),
        (
            "answered",
            Box::new(move |known| known.outcome = Some(decided.clone())),
            Code::NotADuplicate,
        ),
        (
            "voided itself",
            Box::new(|known| {
                known.outcome = Some(Outcome::Voided {
                    on: day("2026-02-05"),
                    ground: VoidGround::Test,
                    stands_as: None,
                });
            }),
            Code::BadField,
        ),
        (
            "nobody has applied there",
            Box::new(|known| known.filed_on = None),
            Code::BadField,
        ),
    ];
    for (case, change, code) in other {
        let refusal = duplicate_of(&life, change).unwrap_err();
        assert_eq!(refusal.code, code, "{case}");
        assert_eq!(refusal.basis.as_deref(), Some("ARL 30"), "{case}");
    }
}

#[test]
fn arl_30_a_second_applicant_here_is_not_lost_with_the_registration() {
    let mut life = Life::with_applicants("2026-03-18", 2);
    life.file.parties[1].name = "申请人乙".to_owned();
    let refusal = duplicate_of(&life, |_| {}).unwrap_err();
    assert_eq!(refusal.code, Code::NotADuplicate);
    // Nobody who has left applies any more.
    life.file.parties[1].left_on = Some(day("2026-03-18"));
    assert!(duplicate_of(&life, |_| {}).is_ok());
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

#[test]
fn what_waits_for_a_signature_and_can_come_to_nothing_falls_away_when_the_case_is_closed() {
    let mut life = super::commands::in_trial("2026-03-18");
    life.give(
        Role::Officer,
        super::commands::draft(crate::command::DecisionKind::Maintain),
    )
    .give(Role::OrganHead, super::commands::sign())
    .give(Role::Registrar, super::commands::issue());
    for (kind, party) in [("acceptance_notice", 1), ("decision", 1), ("decision", 2)] {
        let served = super::commands::serve(&life, kind, party);
        life.give(Role::Registrar, served);
    }
    let admit = C::Admit(crate::command::Admit {
        user: user(Role::Mediator).0,
        capacity: crate::command::Capacity::Mediator,
        purpose: "调解".to_owned(),
        until: crate::scalar::Date(day("2027-03-18")),
    });
    life.give(Role::Officer, admit);
    assert_eq!(life.file.facts.pending.len(), 1);
    let note = "办结".to_owned();
    life.give(Role::Officer, C::Close(crate::command::Close { note }));
    assert_eq!(life.file.facts.pending.len(), 0);
    assert_eq!(life.folded(), life.file);
}
