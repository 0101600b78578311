//! What an item of a decision must say: ARL 63(2), XJ 22.

use super::commands::*;
use super::life::Life;
use crate::actor::Role;
use crate::command::{DecisionItemInput, DecisionKind as K, ReconsiderationCommand as C};
use crate::file::{Party, PartyRole, Views};
use crate::refusal::{Refusal, RefusalCode};

fn submit(life: &Life, change: impl Fn(&mut DecisionItemInput), kind: K) -> Result<(), Refusal> {
    let C::SubmitDraft(mut submitted) = draft(kind) else {
        panic!("a draft")
    };
    submitted.items.iter_mut().for_each(change);
    let asked = life.attempt(Role::Officer, C::SubmitDraft(submitted), None, None);
    asked.map(|_| ())
}

#[test]
fn arl_63_2_no_change_to_the_detriment_of_the_applicant_unless_a_third_party_asks_the_opposite() {
    let mut life = in_trial("2026-03-02");
    let worse = |item: &mut DecisionItemInput| {
        item.worse = Some(true);
        item.third_party_request = Some("加重处罚".to_owned());
    };
    // The words alone do not make a third party.
    let refusal = submit(&life, worse, K::Change).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::ItemsUnlawful);
    assert_eq!(refusal.basis.as_deref(), Some("ARL 63(2)"));
    life.file.parties.push(Party {
        no: 3,
        role: PartyRole::ThirdParty,
        name: "第三人乙".to_owned(),
        address: None,
        phone: None,
        organ: None,
        left_on: None,
        stayed_out: false,
    });
    if let Some(Views::Heard { parties, .. }) = &mut life.file.facts.views {
        parties.push(3);
    }
    submit(&life, worse, K::Change).unwrap();
    let unasked = |item: &mut DecisionItemInput| item.worse = Some(true);
    let refusal = submit(&life, unasked, K::Change).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::ItemsUnlawful);
}

#[test]
fn xj_22_an_item_says_what_the_law_on_defendants_asks_of_it() {
    let life = in_trial("2026-03-02");
    let silent = |item: &mut DecisionItemInput| {
        item.procedural = None;
        item.result_changed = None;
        item.worse = None;
    };
    for kind in [K::Change, K::Illegal, K::IllegalKeep] {
        let refusal = submit(&life, silent, kind).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::MissingField, "{kind:?}");
    }
    for kind in [K::Revoke, K::Maintain, K::Invalid] {
        submit(&life, silent, kind).unwrap();
    }
}
