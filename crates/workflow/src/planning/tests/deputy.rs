//! What a deputy may do for somebody on leave, and what not.

use std::collections::BTreeSet;

use calendar::Calendar;
use uuid::Uuid;

use super::commands::{accepted, draft, in_trial, sign, views};
use super::life::{Life, around, day, moment, person, user};
use crate::actor::{Actor, Person, Role};
use crate::command::{
    Admit, Capacity, Command, DecisionKind, Extend, ReconsiderationCommand as C, RecusalGround,
    Recuse, SettleRequest, Submission,
};
use crate::deputy::{Absent, Instrument};
use crate::id::UserId;
use crate::plan::Plan;
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::Rulebook;
use crate::scalar::Date;

const DEPUTY: UserId = UserId(Uuid::from_u128(500));

/// A deputy with roles of its own, for the one who holds a role.
fn deputy(held: &[Role], role: Role) -> Person {
    let Actor::Person(known) = person(Role::Officer) else {
        panic!("a person")
    };
    Person {
        user: DEPUTY,
        name: "代办人".to_owned(),
        roles: held.iter().copied().collect(),
        stands_for: vec![absent(role)],
        ..known
    }
}

fn absent(role: Role) -> Absent {
    Absent {
        user: user(role),
        name: role.label().0.to_owned(),
        roles: BTreeSet::from([role]),
        instrument: role.is_head().then(|| Instrument {
            number: "深坪府授〔2026〕3号".to_owned(),
            on: day("2026-01-05"),
        }),
    }
}

fn give(life: &Life, by: &Person, command: C) -> Result<Plan, Refusal> {
    let submission = Submission {
        command: Command::Reconsideration(command),
        effective_on: None,
        proof: None,
    };
    let actor = Actor::Person(by.clone());
    let (book, calendar) = (Rulebook::embedded(), Calendar::embedded());
    let plan = book.plan(
        calendar,
        &life.file,
        &submission,
        &actor,
        &around(),
        moment(life.today),
    );
    if let Ok(plan) = &plan {
        assert_eq!(book.sound(Some(&life.file), plan, &actor), Ok(()));
    }
    plan
}

fn code(given: Result<Plan, Refusal>) -> RefusalCode {
    given.unwrap_err().code
}

fn extension() -> C {
    C::Extend(Extend {
        days: 30,
        reason: "案情复杂".to_owned(),
    })
}

fn drafted() -> Life {
    let mut life = in_trial("2026-03-18");
    life.give(Role::Officer, views());
    life.give(Role::Officer, draft(DecisionKind::Revoke));
    life
}

#[test]
fn an_officers_deputy_does_what_the_officer_of_the_case_could_and_the_entry_says_for_whom() {
    let life = in_trial("2026-03-18");
    let another = Person {
        stands_for: Vec::new(),
        ..deputy(&[Role::Officer], Role::Officer)
    };
    assert_eq!(code(give(&life, &another, views())), RefusalCode::WrongRole);
    let deputy = deputy(&[Role::CoOfficer], Role::Officer);
    let plan = give(&life, &deputy, views()).unwrap();
    let said = plan.entry.on_behalf.unwrap();
    assert_eq!(plan.entry.actor, Some(DEPUTY));
    assert_eq!(
        (said.user, said.name.as_str()),
        (user(Role::Officer), "承办人")
    );
    assert_eq!(said.instrument, None);
    let mut elsewhere = life;
    elsewhere.file.officer = Some(UserId(Uuid::from_u128(77)));
    assert_eq!(
        code(give(&elsewhere, &deputy, views())),
        RefusalCode::WrongRole
    );
}

#[test]
fn whoever_acts_in_a_role_of_its_own_acts_for_nobody() {
    let mut life = in_trial("2026-03-18");
    let plan = life.attempt(Role::Officer, views(), None, None).unwrap();
    assert_eq!(plan.entry.on_behalf, None);
    let text = serde_json::to_string(&plan.entry).unwrap();
    assert!(!text.contains("on_behalf"), "{text}");
    life.file.officer = Some(DEPUTY);
    let both = deputy(&[Role::Officer], Role::CoOfficer);
    assert_eq!(give(&life, &both, views()).unwrap().entry.on_behalf, None);
}

#[test]
fn a_heads_deputy_signs_by_the_instrument_and_not_without_it() {
    let life = drafted();
    let mut deputy = deputy(&[Role::InstitutionHead], Role::OrganHead);
    let plan = give(&life, &deputy, sign()).unwrap();
    let said = plan.entry.on_behalf.unwrap();
    assert_eq!(said.user, user(Role::OrganHead));
    assert_eq!(said.instrument.unwrap().number, "深坪府授〔2026〕3号");
    deputy.stands_for[0].instrument = None;
    assert_eq!(code(give(&life, &deputy, sign())), RefusalCode::WrongRole);
    let head = person(Role::OrganHead);
    let plan = life.attempt(Role::OrganHead, sign(), None, None).unwrap();
    assert_eq!(
        (plan.entry.actor, plan.entry.on_behalf),
        (head.person().map(|head| head.user), None)
    );
}

#[test]
fn whoever_drafted_or_handles_the_case_does_not_sign_as_a_deputy() {
    let mut life = drafted();
    let deputy = deputy(&[Role::InstitutionHead, Role::Officer], Role::OrganHead);
    life.file.facts.draft.as_mut().unwrap().by = Some(DEPUTY);
    assert_eq!(code(give(&life, &deputy, sign())), RefusalCode::WrongRole);
    let mut life = drafted();
    assert_eq!(
        life.file.facts.draft.as_ref().unwrap().by,
        Some(user(Role::Officer))
    );
    life.file.co_officer = Some(DEPUTY);
    assert_eq!(code(give(&life, &deputy, sign())), RefusalCode::WrongRole);
    // For the officer of the case, too.
    let life = drafted();
    let mut both = deputy.clone();
    both.stands_for.push(absent(Role::Officer));
    assert_eq!(code(give(&life, &both, sign())), RefusalCode::WrongRole);
}

#[test]
fn whoever_asks_does_not_grant_it_as_a_deputy() {
    let mut life = in_trial("2026-03-18");
    let mut deputy = deputy(&[Role::Officer], Role::Officer);

    let plan = give(&life, &deputy, extension()).unwrap();
    assert!(plan.is_request);
    assert_eq!(
        plan.entry.on_behalf.as_ref().unwrap().user,
        user(Role::Officer)
    );
    life.take(plan);
    let request = life.file.facts.pending[0].no;
    let grant = || {
        C::SettleRequest(SettleRequest {
            request,
            approve: true,
            opinion: None,
        })
    };
    deputy.stands_for = vec![absent(Role::InstitutionHead)];
    assert_eq!(code(give(&life, &deputy, grant())), RefusalCode::WrongRole);
    let other = Person {
        user: UserId(Uuid::from_u128(501)),
        ..deputy
    };
    let granted = give(&life, &other, grant()).unwrap();
    assert_eq!(
        granted.entry.on_behalf.unwrap().user,
        user(Role::InstitutionHead)
    );
}

#[test]
fn a_request_is_returned_by_a_heads_deputy_in_the_heads_name() {
    let mut life = in_trial("2026-03-18");
    let plan = life
        .attempt(Role::Officer, extension(), None, None)
        .unwrap();
    life.take(plan);
    let request = life.file.facts.pending[0].no;
    let opinion = Some("理由不足".to_owned());
    let back = C::SettleRequest(SettleRequest {
        request,
        approve: false,
        opinion,
    });
    let deputy = deputy(&[Role::OrganHead], Role::InstitutionHead);
    let plan = give(&life, &deputy, back).unwrap();
    assert_eq!(
        plan.entry.on_behalf.unwrap().user,
        user(Role::InstitutionHead)
    );
}

#[test]
fn csl_76_nobody_recused_stands_in_and_nobody_stands_in_for_who_is_recused() {
    let mut life = accepted("2026-03-18");
    let recuse = |user: UserId| {
        C::Recuse(Recuse {
            user: user.0,
            ground: RecusalGround::Other,
            recusal_note: "有利害关系".to_owned(),
            superior_order: None,
        })
    };
    let deputy = deputy(&[Role::OrganHead], Role::InstitutionHead);
    // What the head of the institution decides, and no other head.
    let admit = || {
        C::Admit(Admit {
            user: user(Role::Mediator).0,
            capacity: Capacity::Mediator,
            purpose: "调解".to_owned(),
            until: Date(day("2026-03-31")),
        })
    };
    assert!(give(&life, &deputy, admit()).is_ok());
    let before = life.file.clone();
    life.give(Role::OrganHead, recuse(user(Role::InstitutionHead)));
    assert_eq!(code(give(&life, &deputy, admit())), RefusalCode::WrongRole);
    life.file = before;
    life.file
        .facts
        .participation
        .recusals
        .push(crate::file::Recusal {
            user: DEPUTY,
            ground: RecusalGround::Other,
            basis: crate::file::RecusalBasis::Order,
            on: life.today,
            superior_order: None,
            seat: None,
        });
    assert_eq!(code(give(&life, &deputy, admit())), RefusalCode::WrongRole);
    assert!(!life.file.opens_secondary_volume_for(&deputy));
}
