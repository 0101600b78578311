//! Cases heard together: what each says of the other, and what stays each one's own.

use uuid::Uuid;

use super::commands::{accepted, in_trial};
use super::life::{Life, around, moment, person, said_in_chinese};
use crate::actor::Role;
use crate::command::{
    Command, JoinCases, JoiningGround as G, LeaveJoined, ReconsiderationCommand as C, Submission,
};
use crate::id::CaseId;
use crate::plan::{KnownCase, Plan};
use crate::refusal::{Refusal, RefusalCode as Code};
use crate::rulebook::Rulebook;
use calendar::Calendar;

fn join(basis: G, consents: Option<Vec<u32>>) -> C {
    C::JoinCases(JoinCases {
        lead: " 另案 ".to_owned(),
        basis,
        reason: "同一处罚决定".to_owned(),
        lead_consents: consents.clone(),
        consents,
    })
}

fn leave() -> C {
    C::LeaveJoined(LeaveJoined {
        reason: "案情不同".to_owned(),
    })
}

/// The lead that the surroundings know, as a file of its own.
fn lead() -> Life {
    let mut lead = accepted("2026-03-18");
    lead.file.id = CaseId(Uuid::from_u128(8));
    lead
}

fn note(life: &Life, plan: &Plan, lead: &Life) -> Option<Plan> {
    let head = person(Role::InstitutionHead);
    let (book, calendar) = (Rulebook::embedded(), Calendar::embedded());
    book.note(
        calendar,
        (&life.file, plan),
        &lead.file,
        &head,
        moment(life.today),
    )
}

#[test]
fn joining_is_said_in_both_cases_and_moves_nothing() {
    let (mut life, mut lead) = (in_trial("2026-03-18"), lead());
    let before = (life.file.terms.clone(), life.file.stage.clone());
    let plan = life
        .attempt(Role::InstitutionHead, join(G::SameAct, None), None, None)
        .unwrap();
    let noted = note(&life, &plan, &lead).unwrap();
    // On the lead it is a line of its own log that changes neither stage nor term nor paper.
    assert_eq!(noted.from_revision, lead.file.revision);
    assert_eq!(noted.after.facts.members[0].case, life.file.id);
    assert_eq!(
        (&noted.after.terms, &noted.after.papers),
        (&lead.file.terms, &lead.file.papers)
    );
    assert_eq!(
        (&noted.after.stage, noted.alerts.len()),
        (&lead.file.stage, 0)
    );
    life.take(plan);
    lead.take(noted);
    assert_eq!((life.file.terms.clone(), life.file.stage.clone()), before);
    assert_eq!(life.file.facts.joined.as_ref().unwrap().number, "另案");
    assert_eq!(life.folded(), life.file);
    // Joined once; parted once.
    let again = life.refused(Role::InstitutionHead, join(G::SameAct, None));
    assert_eq!(again, Code::NotJoinable);
    let plan = life
        .attempt(Role::InstitutionHead, leave(), None, None)
        .unwrap();
    let noted = note(&life, &plan, &lead).unwrap();
    assert_eq!(noted.after.facts.members, []);
    life.take(plan);
    assert_eq!(
        life.refused(Role::InstitutionHead, leave()),
        Code::NotJoined
    );
}

#[test]
fn a_plan_leaves_no_note_on_a_case_that_it_does_not_concern() {
    let life = in_trial("2026-03-18");
    let mut other = lead();
    other.file.id = CaseId(Uuid::from_u128(77));
    let joins = life.attempt(Role::InstitutionHead, join(G::SameAct, None), None, None);
    assert_eq!(note(&life, &joins.unwrap(), &other), None);
    let views = life.attempt(Role::Officer, super::commands::views(), None, None);
    assert_eq!(note(&life, &views.unwrap(), &lead()), None);
}

#[test]
fn acts_that_are_only_alike_are_joined_with_the_consent_of_every_applicant() {
    let mut life = in_trial("2026-03-18");
    let head = Role::InstitutionHead;
    assert_eq!(
        life.refused(head, join(G::LikeActs, None)),
        Code::ConsentMissing
    );
    assert!(
        life.attempt(head, join(G::LikeActs, Some(vec![1])), None, None)
            .is_ok()
    );
    life.file.facts.disputed_act.title = "行政许可决定".to_owned();
    assert_eq!(
        life.refused(head, join(G::SameAct, None)),
        Code::NotJoinable
    );
    assert_eq!(
        life.refused(Role::Officer, join(G::SameAct, None)),
        Code::WrongRole
    );
    // A case that leads others joins none.
    life.file.facts.disputed_act.title = "行政处罚决定".to_owned();
    let member = crate::file::Member {
        case: CaseId(Uuid::from_u128(5)),
        number: "又一案".to_owned(),
        since: life.today,
    };
    life.file.facts.members.push(member);
    assert_eq!(
        life.refused(head, join(G::SameAct, None)),
        Code::NotJoinable
    );
}

/// What becomes of a joining, as the lead is, and beside what else it leads.
fn joined_to(
    life: &Life,
    basis: G,
    change: impl FnOnce(&mut KnownCase, &mut KnownCase),
) -> Result<Plan, Refusal> {
    let mut around = around();
    let mut other = around.cases["另案"].clone();
    other.id = CaseId(Uuid::from_u128(7));
    let lead = around.cases.get_mut("另案").unwrap();
    lead.members = vec!["又一案".to_owned()];
    change(lead, &mut other);
    around.cases.insert("又一案".to_owned(), other);
    let submission = Submission {
        command: Command::Reconsideration(join(basis, Some(vec![1]))),
        effective_on: None,
        proof: None,
    };
    let head = person(Role::InstitutionHead);
    let (book, calendar) = (Rulebook::embedded(), Calendar::embedded());
    let plan = book.plan(
        calendar,
        &life.file,
        &submission,
        &head,
        &around,
        moment(life.today),
    );
    plan.inspect_err(said_in_chinese)
}

#[test]
fn csl_76_nobody_recused_from_one_of_the_cases_has_another() {
    let life = in_trial("2026-03-18");
    let officer = life.file.officer.unwrap();
    let code = |change: &dyn Fn(&mut KnownCase, &mut KnownCase)| {
        let plan = joined_to(&life, G::SameAct, change);
        plan.err().map(|refusal| refusal.code)
    };
    assert_eq!(code(&|_, _| {}), None);
    let beside = Some(Code::RecusedBeside);
    assert_eq!(code(&|lead, _| lead.recused.push(officer)), beside);
    assert_eq!(code(&|_, other| other.recused.push(officer)), beside);
    // Of a case that has its outcome nothing is heard any more.
    let over = |_: &mut KnownCase, other: &mut KnownCase| {
        other.recused.push(officer);
        other.outcome = Some(crate::file::Outcome::Voided {
            on: life.today,
            ground: crate::command::VoidGround::Test,
            stands_as: None,
        });
    };
    assert_eq!(code(&over), None);
}

#[test]
fn acts_that_are_only_alike_are_joined_two_cases_at_a_time_and_not_before_the_lead_is_heard() {
    let life = in_trial("2026-03-18");
    let code = |basis, change: &dyn Fn(&mut KnownCase, &mut KnownCase)| {
        let plan = joined_to(&life, basis, change);
        plan.err().map(|refusal| refusal.code)
    };
    let unfit = Some(Code::NotJoinable);
    assert_eq!(code(G::LikeActs, &|_, _| {}), unfit);
    assert_eq!(code(G::LikeActs, &|lead, _| lead.members.clear()), None);
    let later = |lead: &mut KnownCase, _: &mut KnownCase| {
        lead.stage_since = life.today.succ_opt().unwrap();
    };
    assert_eq!(code(G::SameAct, &later), unfit);
}
