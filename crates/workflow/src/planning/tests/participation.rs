//! Who is recused, and what waits for them.

use super::commands::accepted;
use super::life::{Life, around, day, moment, person, user};
use crate::actor::{Actor, Role};
use crate::command::{
    Admit, Capacity, Command, ReconsiderationCommand as C, RecusalGround, Recuse, SettleRequest,
    Submission,
};
use crate::id::UserId;
use crate::plan::Surroundings;
use crate::refusal::RefusalCode as Code;
use crate::rulebook::Rulebook;
use crate::scalar::Date;
use calendar::Calendar;

fn recuse(user: UserId) -> C {
    C::Recuse(Recuse {
        user: user.0,
        ground: RecusalGround::Other,
        recusal_note: "曾参与作出该行为".to_owned(),
        superior_order: None,
    })
}

fn mediator() -> C {
    C::Admit(Admit {
        user: user(Role::Mediator).0,
        capacity: Capacity::Mediator,
        purpose: "主持调解".to_owned(),
        until: Date(day("2026-12-31")),
    })
}

fn asked(life: &mut Life) -> u32 {
    let plan = life.attempt(Role::Officer, mediator(), None, None).unwrap();
    assert!(plan.is_request);
    life.take(plan);
    life.file.facts.pending.last().unwrap().no
}

#[test]
fn csl_76_a_request_that_names_who_is_recused_falls_away() {
    let mut life = accepted("2026-03-18");
    asked(&mut life);
    life.give(Role::InstitutionHead, recuse(user(Role::Mediator)));
    assert_eq!(life.file.facts.pending, []);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn csl_76_a_request_that_names_who_is_recused_is_returned_and_never_granted() {
    let mut life = accepted("2026-03-18");
    let request = asked(&mut life);
    // As a log from before may hold it: the recusal came, and the request stayed.
    let other = life.attempt(
        Role::InstitutionHead,
        recuse(user(Role::Mediator)),
        None,
        None,
    );
    let recused = other.unwrap().after.facts.participation;
    life.file.facts.participation = recused;
    let settle = |approve| {
        C::SettleRequest(SettleRequest {
            request,
            approve,
            opinion: Some("另请他人".to_owned()),
        })
    };
    assert_eq!(
        life.refused(Role::InstitutionHead, settle(true)),
        Code::Recused
    );
    let returned = life.attempt(Role::InstitutionHead, settle(false), None, None);
    assert_eq!(returned.unwrap().after.facts.pending, []);
}

#[test]
fn csl_76_an_officer_who_also_speaks_for_an_agency_is_recused() {
    let life = accepted("2026-03-18");
    let officer = user(Role::Officer);
    let with = |roles: &[Role]| {
        let mut around: Surroundings = around();
        around
            .people
            .insert(officer, roles.iter().copied().collect());
        let submission = Submission {
            command: Command::Reconsideration(recuse(officer)),
            effective_on: None,
            proof: None,
        };
        let head: Actor = person(Role::InstitutionHead);
        let plan = Rulebook::embedded().plan(
            Calendar::embedded(),
            &life.file,
            &submission,
            &head,
            &around,
            moment(life.today),
        );
        plan.map(|_| ()).map_err(|refusal| refusal.code)
    };
    assert_eq!(with(&[Role::Officer, Role::RespondentClerk]), Ok(()));
    assert_eq!(with(&[Role::RespondentClerk]), Err(Code::NotOfOffice));
}
