//! An application against several acts, each applied against on its own: what the separate one keeps, and what it must be.

use uuid::Uuid;

use super::life::{Life, ORGAN, around, day, moment, person, receive};
use crate::actor::Role;
use crate::command::{Opening, OpeningSubmission, Receive};
use crate::file::Outcome;
use crate::id::CaseId;
use crate::plan::{KnownCase, Plan, cases_named_to_open};
use crate::refusal::{Refusal, RefusalCode as Code};
use crate::rulebook::Rulebook;
use crate::scalar::Date;
use calendar::Calendar;

/// The day of the application against both acts.
const FIRST: &str = "2026-03-02";

fn separate() -> Receive {
    let mut application = receive(day("2026-03-18"));
    application.split_from = Some(" 另案 ".to_owned());
    application.disputed_act.title = "扣留 车辆".to_owned();
    application
}

/// What becomes of a separate application, as the first one is.
fn opened(application: Receive, change: impl FnOnce(&mut KnownCase)) -> Result<Plan, Refusal> {
    let mut around = around();
    let known = around.cases.get_mut("另案").unwrap();
    known.filed_on = Some(day(FIRST));
    known.separate_acts = vec!["行政处罚决定".to_owned(), "扣留车辆".to_owned()];
    change(known);
    let opening = Opening::Reconsideration(application);
    assert_eq!(cases_named_to_open(&opening), ["另案"]);
    Rulebook::embedded().plan_opening(
        Calendar::embedded(),
        CaseId(Uuid::from_u128(10)),
        ORGAN,
        &OpeningSubmission {
            opening,
            proof: None,
        },
        &person(Role::Registrar),
        &around,
        moment(day("2026-03-18")),
    )
}

fn field(refused: Result<Plan, Refusal>) -> String {
    let refusal = refused.unwrap_err();
    assert_eq!(refusal.code, Code::BadField, "{refusal:?}");
    refusal.args["field"].clone()
}

#[test]
fn arl_22_a_separate_application_keeps_the_day_of_the_first_and_is_reviewed_from_its_own() {
    let plan = opened(separate(), |_| {}).unwrap();
    let facts = &plan.after.facts;
    let receipt = facts.receipt.as_ref().unwrap();
    assert_eq!(receipt.filed_on, day(FIRST));
    assert_eq!(receipt.received_on, day("2026-03-18"));
    let from = facts.split_from.as_ref().unwrap();
    assert_eq!(
        (from.case, from.number.as_str()),
        (CaseId(Uuid::from_u128(8)), "另案")
    );
    let alone = Life::begin("2026-03-18");
    let dues = |life: &crate::file::CaseFile| {
        let terms = life.terms.iter();
        terms
            .map(|term| (term.period.clone(), term.due))
            .collect::<Vec<_>>()
    };
    assert_eq!(dues(&plan.after), dues(&alone.file));
    assert_eq!(plan.folded(None).as_ref(), Some(&plan.after));
    // A later day is taken where it is said; an earlier one there cannot be.
    let mut later = separate();
    later.filed_on = Some(Date(day("2026-03-17")));
    let plan = opened(later, |_| {}).unwrap();
    let receipt = plan.after.facts.receipt.unwrap();
    assert_eq!(receipt.filed_on, day("2026-03-17"));
    let mut earlier = separate();
    earlier.filed_on = Some(Date(day("2026-03-01")));
    assert_eq!(field(opened(earlier, |_| {})), "filedOn");
}

#[test]
fn what_was_no_part_of_the_first_application_is_not_made_separately_out_of_it() {
    let from = |change: fn(&mut KnownCase)| field(opened(separate(), change));
    assert_eq!(from(|known| known.separate_acts.clear()), "splitFrom");
    assert_eq!(from(|known| known.filed_on = None), "splitFrom");
    let voided = |known: &mut KnownCase| {
        known.outcome = Some(Outcome::Voided {
            on: day(FIRST),
            ground: crate::command::VoidGround::Test,
            stands_as: None,
        });
    };
    assert_eq!(from(voided), "splitFrom");
    let mut act = separate();
    act.disputed_act.title = "另一行为".to_owned();
    assert_eq!(field(opened(act, |_| {})), "disputedAct.title");
    let mut other = separate();
    let stranger = crate::command::PersonInput {
        name: "申请人乙".to_owned(),
        ..other.applicants[0].clone()
    };
    other.applicants.push(stranger);
    assert_eq!(field(opened(other, |_| {})), "applicants");
}
