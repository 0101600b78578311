//! Settlement and mediation, each named after its article.

use super::commands::*;
use super::life::{Life, day};
use crate::actor::Role;
use crate::command::{
    AgreeMediation, Close, OpenMediation, OrderPerformance, PermitWithdrawal,
    ReconsiderationCommand as C, RecordMediationSession, RecordPerformance, RecordSettlement,
    SealMediation, SignMediation, Terminate, Withdraw, WithdrawalCause,
};
use crate::file::{Outcome, TermState};
use crate::refusal::RefusalCode;
use crate::scalar::Date;

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
    agreed_by(on, None)
}

fn agreement(perform_by: Option<&str>) -> C {
    C::AgreeMediation(AgreeMediation {
        facts: text(),
        reasons: text(),
        result: "减轻处罚".to_owned(),
        perform_by: perform_by.map(|by| Date(day(by))),
        review: text(),
    })
}

/// The same, which the respondent is to perform by a day.
fn agreed_by(on: &str, perform_by: Option<&str>) -> Life {
    let mut life = in_trial(on);
    life.give(
        Role::Officer,
        C::OpenMediation(OpenMediation {
            consents: vec![1, 2],
            about: text(),
        }),
    )
    .give(Role::Officer, agreement(perform_by));
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

fn sealed(perform_by: Option<&str>) -> Life {
    let mut life = agreed_by("2026-03-02", perform_by);
    for party in [1, 2] {
        let sign = C::SignMediation(SignMediation { party });
        life.give(Role::Registrar, sign);
    }
    life.give(Role::OrganHead, seal());
    for (kind, party) in [("acceptance_notice", 1), ("mediation_letter", 1)] {
        let service = serve(&life, kind, party);
        life.give(Role::Registrar, service);
    }
    assert_eq!(life.file.matters_on("performance").count(), 0);
    let service = serve(&life, "mediation_letter", 2);
    life.give(Role::Registrar, service);
    life
}

fn close() -> C {
    C::Close(Close {
        note: String::new(),
    })
}

#[test]
fn arl_77_a_mediation_letter_is_performed_as_a_decision_is() {
    let mut life = sealed(Some("2026-03-20"));
    let matter = life.file.matters_on("performance").next().unwrap();
    assert_eq!(
        (matter.party, matter.stage.as_str()),
        (Some(2), "performing")
    );
    assert_eq!(matter.about, "减轻处罚");
    let no = matter.no;
    assert_eq!(life.due("perform_fixed"), "2026-03-20");
    assert_eq!(
        life.refused(Role::Officer, close()),
        RefusalCode::MatterOpen
    );
    // Not performed by the day: it is ordered anew.
    life.go("2026-03-23");
    let order = C::OrderPerformance(OrderPerformance {
        matter: no,
        perform_by: Date(day("2026-04-10")),
        reason: text(),
    });
    life.give(Role::OrganHead, order);
    let service = serve(&life, "performance_order", 2);
    life.give(Role::Registrar, service);
    assert_eq!(life.due("perform_ordered"), "2026-04-10");
    let done = C::RecordPerformance(RecordPerformance {
        matter: no,
        note: text(),
    });
    life.give(Role::Officer, done).give(Role::Officer, close());
    assert_eq!(life.file.stage, "closed");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_73_a_mediation_letter_that_has_the_respondent_do_nothing_by_a_day_opens_nothing() {
    let mut life = sealed(None);
    assert_eq!(life.file.matters_on("performance").count(), 0);
    life.give(Role::Officer, close());
    let mut mediating = in_trial("2026-03-02");
    let open = C::OpenMediation(OpenMediation {
        consents: vec![1, 2],
        about: text(),
    });
    mediating.give(Role::Officer, open);
    assert_eq!(
        mediating.refused(Role::Officer, agreement(Some("2026-03-02"))),
        RefusalCode::BadField
    );
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
