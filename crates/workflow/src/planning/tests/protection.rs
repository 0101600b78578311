//! Identity numbers have one place, and names that are kept are read by the office alone.

use super::commands::{accepted, draft, in_trial};
use super::life::Life;
use crate::actor::Role;
use crate::command::{
    ConfirmAddress, DecisionKind, EndProtection, IdentityKind, ProtectPerson, ProtectedKind,
    ReconsiderationCommand as C, RecordIdentity, Withdraw,
};
use crate::file::IDENTITY_NUMBER;
use crate::identity::identity_number_in;
use crate::plan::Plan;
use crate::refusal::{Refusal, RefusalCode};

const NUMBER: &str = "11010519491231002X";

fn record(party: u32, number: &str) -> C {
    C::RecordIdentity(RecordIdentity {
        party,
        kind: IdentityKind::ResidentCard,
        identity_number: number.to_owned(),
    })
}

fn protect(party: Option<u32>, name: Option<&str>) -> C {
    C::ProtectPerson(ProtectPerson {
        kind: ProtectedKind::Witness,
        party,
        name: name.map(str::to_owned),
        reason: "证人担心打击报复".to_owned(),
    })
}

fn address(text: &str) -> C {
    C::ConfirmAddress(ConfirmAddress {
        party: 1,
        address: text.to_owned(),
        recipient: None,
        electronic: None,
    })
}

fn last(life: &Life) -> &Plan {
    life.plans.last().unwrap()
}

fn refusal(life: &Life, role: Role, command: C) -> Refusal {
    life.attempt(role, command, None, None).unwrap_err()
}

#[test]
fn the_number_lies_apart_from_the_log_and_the_latest_one_counts() {
    let mut life = accepted("2026-07-06");
    life.give(Role::Registrar, record(1, "11010519491231002x"));
    let plan = last(&life);
    let kept: Vec<_> = plan
        .protected
        .iter()
        .map(|kept| (kept.label.as_str(), kept.content.as_str()))
        .collect();
    assert_eq!(kept, [(IDENTITY_NUMBER, NUMBER)]);
    let entry = serde_json::to_value(&plan.entry).unwrap();
    assert_eq!(identity_number_in(&entry), None);
    let first = plan.entry.no;
    life.give(Role::Officer, record(1, NUMBER));
    let known = &life.file.facts.people.identities;
    assert_eq!(known.len(), 1);
    assert!(known[0].entry > first && known[0].entry == last(&life).entry.no);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn a_number_without_its_check_digit_is_refused_and_not_said_again() {
    let life = accepted("2026-07-06");
    let refusal = refusal(&life, Role::Registrar, record(1, "110105194912310021"));
    assert_eq!(refusal.code, RefusalCode::BadField);
    let said = serde_json::to_string(&refusal).unwrap();
    assert!(!said.contains("110105194912310021"), "{said}");
    let code = life.refused(Role::Registrar, record(2, NUMBER));
    assert_eq!(code, RefusalCode::BadField, "a respondent is an organ");
}

#[test]
fn no_other_field_of_a_command_takes_an_identity_number() {
    let life = in_trial("2026-07-06");
    let withdraw = C::Withdraw(Withdraw {
        party: 1,
        reason: format!("本人（{NUMBER}）自愿撤回"),
    });
    let address = address("110105 19491231 002X");
    let named = protect(None, Some(NUMBER));
    let mut decision = draft(DecisionKind::Maintain);
    if let C::SubmitDraft(submit) = &mut decision {
        submit.reasons = format!("经查，{NUMBER}");
    }
    for (command, field) in [
        (withdraw, "reason"),
        (address, "address"),
        (named, "name"),
        (decision, "reasons"),
    ] {
        let refusal = refusal(&life, Role::Officer, command);
        assert_eq!(refusal.code, RefusalCode::IdentityNumber, "{field}");
        assert!(refusal.args["field"].ends_with(field), "{refusal:?}");
        let said = serde_json::to_string(&refusal).unwrap();
        assert_eq!(
            identity_number_in(&serde_json::to_value(&refusal).unwrap()),
            None,
            "{said}"
        );
    }
}

#[test]
fn a_name_that_is_kept_is_in_no_text_that_others_read() {
    let mut life = in_trial("2026-07-06");
    let name = life.file.parties[0].name.clone();
    life.give(Role::Officer, protect(Some(1), None));
    life.give(Role::Officer, protect(None, Some("欧阳敬之")));
    life.give(Role::Officer, address(&format!("欧阳敬之证明{name}在场")));
    let masked = life.file.clone().masked();
    let text = serde_json::to_string(&masked).unwrap();
    assert!(
        !text.contains(&name) && !text.contains("欧阳敬之"),
        "{text}"
    );
    assert_eq!(masked.parties[0].name, "证人1");
    assert!(text.contains("证人2证明证人1在场"), "{text}");
    // The office reads the names.
    assert!(
        serde_json::to_string(&life.file)
            .unwrap()
            .contains("欧阳敬之")
    );
    assert_eq!(life.folded(), life.file);
    let again = life.refused(Role::Officer, protect(None, Some("欧阳敬之")));
    assert_eq!(again, RefusalCode::ProtectedAlready);
}

#[test]
fn the_longest_name_is_looked_for_first() {
    let mut life = in_trial("2026-07-06");
    life.give(Role::Officer, protect(None, Some("王海")));
    life.give(Role::Officer, protect(None, Some("王海波")));
    let masks = life.file.facts.people.masks();
    assert_eq!(masks.text("王海波与王海"), "证人2与证人1");
}

#[test]
fn who_is_protected_is_said_in_one_way_and_a_name_is_no_word_of_the_program() {
    let life = in_trial("2026-07-06");
    for (party, name) in [
        (Some(1), Some("甲乙")),
        (None, None),
        (None, Some(" ")),
        (None, Some("甲")),
        (None, Some("officer")),
        (Some(2), None),
    ] {
        let code = life.refused(Role::Officer, protect(party, name));
        assert_eq!(code, RefusalCode::BadField, "{party:?} {name:?}");
    }
}

#[test]
fn the_head_ends_it_once() {
    let mut life = in_trial("2026-07-06");
    let end = || {
        C::EndProtection(EndProtection {
            protection: 1,
            reason: "本人同意公开".to_owned(),
        })
    };
    assert_eq!(
        life.refused(Role::InstitutionHead, end()),
        RefusalCode::NoSuchThing
    );
    life.give(Role::Officer, protect(Some(1), None));
    life.give(Role::InstitutionHead, end());
    assert!(life.file.facts.people.masks().is_empty());
    assert_eq!(
        life.refused(Role::InstitutionHead, end()),
        RefusalCode::NoSuchThing
    );
}
