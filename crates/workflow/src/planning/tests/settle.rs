//! Settlement and mediation, each named after its article.

use super::commands::*;
use super::life::{Life, day};
use crate::actor::Role;
use crate::command::{
    AgreeMediation, OpenMediation, PermitWithdrawal, ReconsiderationCommand as C,
    RecordMediationSession, RecordSettlement, SealMediation, SignMediation, Terminate, Withdraw,
    WithdrawalCause,
};
use crate::file::{Outcome, TermState};
use crate::refusal::RefusalCode;

fn text() -> String {
    "说明".to_owned()
}

fn seal() -> C {
    C::SealMediation(SealMediation {
        seal_register: "印1".to_owned(),
    })
}

/// A case in which a mediation has led to an agreement.
fn agreed(on: &str) -> Life {
    let mut life = in_trial(on);
    life.give(
        Role::Officer,
        C::OpenMediation(OpenMediation {
            consents: vec![1, 2],
            about: text(),
        }),
    )
    .give(
        Role::Officer,
        C::AgreeMediation(AgreeMediation {
            facts: text(),
            reasons: text(),
            result: "减轻处罚".to_owned(),
            review: text(),
        }),
    );
    life
}

#[test]
fn arl_74_a_settlement_ends_a_case_as_terminated_and_never_as_mediated() {
    let mut life = in_trial("2026-01-06");
    life.give(
        Role::Officer,
        C::RecordSettlement(RecordSettlement {
            parties: vec![1, 2],
            content: text(),
            review: text(),
        }),
    );
    assert_eq!(
        life.refused(Role::OrganHead, seal()),
        RefusalCode::MediationUnsigned
    );
    life.give(
        Role::Officer,
        C::Withdraw(Withdraw {
            party: 1,
            reason: text(),
        }),
    );
    let end = || {
        C::Terminate(Terminate {
            ground: "withdrawn".to_owned(),
            reason: text(),
        })
    };
    assert_eq!(
        life.refused(Role::OrganHead, end()),
        RefusalCode::WithdrawalNotPermitted
    );
    life.give(
        Role::InstitutionHead,
        C::PermitWithdrawal(PermitWithdrawal {
            cause: WithdrawalCause::Settlement,
            reason: text(),
        }),
    )
    .give(Role::OrganHead, end());
    let outcome = life.file.facts.outcome.clone().unwrap();
    let expected = Outcome::Terminated {
        on: day("2026-01-06"),
        ground: "withdrawn".to_owned(),
        cause: Some(WithdrawalCause::Settlement),
    };
    assert_eq!(outcome, expected);
    assert_eq!(outcome.note().unwrap().basis, "ARL 74");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_73_the_letter_takes_effect_on_the_last_of_the_signatures_and_the_seal() {
    let mut life = agreed("2026-01-06");
    life.go("2026-01-08");
    life.give(
        Role::Registrar,
        C::SignMediation(SignMediation { party: 1 }),
    );
    assert_eq!(
        life.refused(Role::OrganHead, seal()),
        RefusalCode::MediationUnsigned
    );
    life.go("2026-01-12");
    life.give(
        Role::Registrar,
        C::SignMediation(SignMediation { party: 2 }),
    );
    let early = life.attempt(
        Role::OrganHead,
        seal(),
        Some(day("2026-01-09")),
        Some(slip()),
    );
    assert_eq!(early.unwrap_err().code, RefusalCode::BadField);
    life.give(Role::OrganHead, seal());
    let outcome = life.file.facts.outcome.clone().unwrap();
    assert_eq!(outcome.on(), day("2026-01-12"));
    assert_eq!(outcome.code(), "MEDIATED");
    assert_eq!(outcome.note().unwrap().basis, "ARL 73, 77, 78");
    let decide = life.file.terms.iter();
    let decide = decide.rev().find(|term| term.period == "decide_ordinary");
    assert_eq!(decide.unwrap().state, TermState::Met);
    let letter = serve(&life, "mediation_letter", 1);
    life.give(Role::Registrar, letter);
    let windows = life.file.terms.iter();
    let mut windows = windows.filter(|term| term.period.starts_with("sue_"));
    assert!(windows.next().is_none(), "no window to sue is computed");
    let letter = life.file.papers.iter();
    let letter = letter
        .rev()
        .find(|paper| paper.kind == "mediation_letter")
        .unwrap();
    let result = letter.facts.pointer("/matter/details/agreement/result");
    assert_eq!(result.unwrap(), "减轻处罚");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_73_offers_made_in_a_mediation_are_kept_apart_from_the_log() {
    let mut life = in_trial("2026-01-06");
    life.give(
        Role::Officer,
        C::OpenMediation(OpenMediation {
            consents: vec![1, 2],
            about: text(),
        }),
    );
    let session = C::RecordMediationSession(RecordMediationSession {
        parties: vec![1, 2],
        record: text(),
        offers: Some("愿减至三千元".to_owned()),
    });
    let plan = life.attempt(Role::Officer, session, None, None).unwrap();
    let entry = serde_json::to_string(&plan.entry).unwrap();
    assert!(!entry.contains("三千元"), "{entry}");
    assert_eq!(plan.protected[0].label, "offers");
    life.take(plan);
    let file = serde_json::to_string(&life.file).unwrap();
    assert!(!file.contains("三千元"));
}
