//! Copies, letters and publication: ARL 76, 79.

use calendar::{Calendar, Length};

use super::commands::*;
use super::life::{Life, around, moment, person};
use crate::actor::Role;
use crate::command::{
    Close, Command, CopyToSuperior, DecisionKind, DraftLetter, IssueLetter, LetterKind,
    ReconsiderationCommand as C, SignLetter, Submission,
};
use crate::file::{PartyRole, TermState};
use crate::refusal::RefusalCode;
use crate::rulebook::Rulebook;

/// Decided on the day; the respondent is a department of the organ's own government.
fn decided(on: &str) -> Life {
    let mut life = in_trial(on);
    life.file.facts.own_departments = vec![2];
    life.give(Role::Officer, draft(DecisionKind::Maintain))
        .give(Role::OrganHead, sign())
        .give(Role::Registrar, issue());
    life
}

fn served(life: &mut Life, kind: &str, party: u32) {
    let service = serve(life, kind, party);
    life.give(Role::Registrar, service);
}

fn close() -> C {
    C::Close(Close {
        note: String::new(),
    })
}

#[test]
fn arl_79_2_the_case_cannot_close_without_the_copy_to_the_superior_department() {
    let mut life = decided("2026-03-02");
    served(&mut life, "acceptance_notice", 1);
    served(&mut life, "decision", 1);
    assert_eq!(life.file.matters_on("superior_copy").count(), 0);
    served(&mut life, "decision", 2);
    // Five working days from 2 March.
    assert_eq!(life.due("copy_to_superior"), "2026-03-09");
    assert_eq!(
        life.refused(Role::Officer, close()),
        RefusalCode::MatterOpen
    );
    let copied = C::CopyToSuperior(CopyToSuperior {
        matter: 1,
        superior: "市级主管部门".to_owned(),
        organ: None,
    });
    life.give(Role::Officer, copied);
    let superior = life
        .file
        .parties_with(PartyRole::OtherOrgan)
        .next()
        .unwrap();
    let letter = life.file.papers.last().unwrap();
    assert_eq!(letter.kind, "superior_copy_letter");
    assert_eq!(letter.addressees, [superior.no]);
    life.give(Role::Officer, close());
    assert_eq!(life.file.stage, "closed");
}

#[test]
fn arl_76_the_sixty_days_run_from_the_receipt_of_the_organ_addressed() {
    let mut life = in_trial("2026-03-02");
    let letter = C::DraftLetter(DraftLetter {
        kind: LetterKind::Opinion,
        party: None,
        organ_name: Some("某街道办事处".to_owned()),
        organ: None,
        problem: "委托不当".to_owned(),
        advice: "停止委托".to_owned(),
    });
    life.give(Role::Officer, letter)
        .give(Role::OrganHead, C::SignLetter(SignLetter { matter: 1 }))
        .give(
            Role::Registrar,
            C::IssueLetter(IssueLetter {
                matter: 1,
                seal_register: "印1".to_owned(),
            }),
        );
    let to = life.file.papers.last().unwrap().addressees[0];
    assert_eq!(life.file.party(to).unwrap().role, PartyRole::OtherOrgan);
    life.go("2026-03-10");
    served(&mut life, "opinion_letter", to);
    // Sixty days from 10 March, not from the day of issue: Saturday 9 May, a make-up working day.
    assert_eq!(life.due("opinion_feedback"), "2026-05-09");
    let term = life.file.terms.last().unwrap().clone();
    assert_eq!(term.party, Some(to));
    // It is the letter's own: the decision does not end it.
    life.give(Role::Officer, draft(DecisionKind::Maintain))
        .give(Role::OrganHead, sign())
        .give(Role::Registrar, issue());
    let stayed = life.file.terms.iter().find(|known| known.no == term.no);
    assert_eq!(stayed.unwrap().state, TermState::Running);
}

#[test]
fn arl_79_1_days_to_publish_are_the_offices_own_and_start_once_they_are_set() {
    let mut life = decided("2026-03-02");
    served(&mut life, "decision", 1);
    let mut set = Rulebook::embedded().clone();
    set.periods.get_mut("publish").unwrap().length = Some(Length::WorkingDays(5));
    for (book, terms) in [(Rulebook::embedded(), 0), (&set, 1)] {
        let submission = Submission {
            command: Command::Reconsideration(serve(&life, "decision", 2)),
            effective_on: None,
            proof: None,
        };
        let plan = book
            .plan(
                Calendar::embedded(),
                &life.file,
                &submission,
                &person(Role::Registrar),
                &around(),
                moment(life.today),
            )
            .unwrap();
        let started = plan.changed_terms().filter(|term| term.period == "publish");
        assert_eq!(started.count(), terms);
        assert_eq!(plan.after.matters_on("publication").count(), 1);
    }
}
