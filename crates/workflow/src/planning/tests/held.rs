//! Terms that begin while something pauses their kind already (ARL 39; Regs 34, 37).

use super::commands::{accept, assign, copy, slip, suspend};
use super::life::{Life, day};
use crate::actor::Role;
use crate::command::{
    Accept, ConvertToOrdinary, ReceiveAppraisal, ReconsiderationCommand as C, RecordPartyAppraisal,
    Resume, SimplifiedGround, SimplifiedInput,
};
use crate::file::{Details, Matter, Suspension, Term, TermState};

fn text() -> String {
    "说明".to_owned()
}

fn appraisal() -> C {
    C::RecordPartyAppraisal(RecordPartyAppraisal {
        party: 1,
        question: text(),
        appraiser: text(),
    })
}

fn received(matter: u32) -> C {
    C::ReceiveAppraisal(ReceiveAppraisal {
        matter,
        opinion: text(),
    })
}

fn simplified(on: &str) -> Life {
    let mut life = Life::begin(on);
    life.give(Role::InstitutionHead, assign());
    let accept = C::Accept(Accept {
        note: text(),
        simplified: Some(SimplifiedInput {
            ground: SimplifiedGround::Warning,
            clear: Some(true),
            amount: None,
            consents: None,
        }),
    });
    life.give(Role::Officer, accept);
    life
}

fn convert(life: &mut Life, on: &str) {
    let convert = C::ConvertToOrdinary(ConvertToOrdinary { reason: text() });
    let plan = life.attempt(Role::InstitutionHead, convert, Some(day(on)), Some(slip()));
    life.take(plan.unwrap());
}

fn open<'a>(life: &'a Life, period: &'a str) -> &'a Term {
    life.file.open_terms(period).next().unwrap()
}

/// State of an open term, and the days from which it is held.
fn held(life: &Life, period: &str) -> (TermState, Vec<String>) {
    let term = open(life, period);
    let lasting = term.pauses.iter().filter(|pause| pause.to.is_none());
    let from = lasting.map(|pause| pause.from.to_string()).collect();
    (term.state, from)
}

#[test]
fn regs_37_sixty_days_put_in_the_place_of_thirty_that_were_over_rest_while_an_appraisal_lasts() {
    // Thirty days from 10 July end on Sunday 9 August and so on Monday the 10th; sixty on Tuesday 8 September.
    let mut life = simplified("2026-07-10");
    life.go("2026-08-12");
    assert_eq!(open(&life, "decide_simplified").state, TermState::Overdue);
    life.give(Role::Officer, appraisal());
    assert_eq!(open(&life, "decide_simplified").state, TermState::Overdue);
    // The conversion of the thirtieth day is recorded after that: the sixty days had not ended when the appraisal began.
    convert(&mut life, "2026-08-09");
    let expected = (TermState::Paused, vec!["2026-08-12".to_owned()]);
    assert_eq!(held(&life, "decide_ordinary"), expected);
    // [12 August, 20 August) is eight days: Wednesday 16 September.
    life.go("2026-08-20").give(Role::Officer, received(1));
    assert_eq!(open(&life, "decide_ordinary").state, TermState::Running);
    assert_eq!(life.due("decide_ordinary"), "2026-09-16");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_39_sixty_days_put_in_the_place_of_thirty_that_were_over_rest_while_the_case_is_suspended() {
    let mut life = simplified("2026-07-10");
    life.go("2026-08-12")
        .give(Role::InstitutionHead, suspend("force_majeure"));
    convert(&mut life, "2026-08-09");
    let expected = (TermState::Paused, vec!["2026-08-12".to_owned()]);
    assert_eq!(held(&life, "decide_ordinary"), expected);
    let resume = C::Resume(Resume { reason: text() });
    life.go("2026-08-20").give(Role::InstitutionHead, resume);
    assert_eq!(life.due("decide_ordinary"), "2026-09-16");
    assert_eq!(life.folded(), life.file);
}

/// A case that stands before its acceptance with something open already, whatever may have brought that about.
fn before_acceptance(on: &str, change: impl FnOnce(&mut Life)) -> Life {
    let mut life = Life::begin(on);
    life.give(Role::InstitutionHead, assign());
    change(&mut life);
    life
}

fn under_way(stage: &str, track: &str, since: &str) -> Matter {
    Matter {
        no: 1,
        track: track.to_owned(),
        stage: stage.to_owned(),
        since: day(since),
        opened_on: day(since),
        party: None,
        about: text(),
        result: None,
        suspended_on: None,
        terms: Vec::new(),
        papers: Vec::new(),
        details: Details::Plain,
    }
}

#[test]
fn regs_34_37_a_term_started_while_a_matter_pauses_its_kind_begins_paused() {
    for (stage, track, pauses) in [
        ("appraisal_under_way", "appraisal", true),
        ("inspection_under_way", "inspection", true),
        ("appraisal_received", "appraisal", false),
    ] {
        let mut life = before_acceptance("2026-03-02", |life| {
            let matter = under_way(stage, track, "2026-03-02");
            life.file.facts.matters.push(matter);
        });
        life.go("2026-03-04").give(Role::Officer, accept());
        let (state, from) = held(&life, "decide_ordinary");
        let expected = match pauses {
            true => (TermState::Paused, vec!["2026-03-04".to_owned()]),
            false => (TermState::Running, Vec::new()),
        };
        assert_eq!((state, from), expected, "{stage}");
        // The seven days to send the copy take no such pause.
        assert_eq!(open(&life, "copy_ordinary").state, TermState::Running);
    }
}

#[test]
fn arl_39_a_term_started_while_the_case_is_suspended_begins_paused_and_gets_its_days_back() {
    let mut life = before_acceptance("2026-03-02", |life| {
        life.file.facts.suspension = Some(Suspension {
            ground: "force_majeure".to_owned(),
            since: day("2026-03-02"),
            reference: None,
            until: None,
            prolonged: false,
        });
    });
    life.go("2026-03-04").give(Role::Officer, accept());
    let expected = (TermState::Paused, vec!["2026-03-04".to_owned()]);
    assert_eq!(held(&life, "decide_ordinary"), expected);
    life.give(Role::Officer, copy());
    let resume = C::Resume(Resume { reason: text() });
    life.go("2026-03-14").give(Role::InstitutionHead, resume);
    // Day one is 5 March; held until 13 March, nine of its days: Sunday 3 May and nine is Tuesday the 12th.
    assert_eq!(life.due("decide_ordinary"), "2026-05-12");
}
