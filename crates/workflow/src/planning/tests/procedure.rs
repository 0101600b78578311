//! The simplified procedure and its conversion, each test named after the article.

use super::commands::{assign, copy, draft, reply, serve, views};
use super::life::{Life, day};
use crate::actor::Role;
use crate::command::{
    Accept, ChangeRespondent, ConvertToOrdinary, DecisionKind, JoinThirdParty, JoiningBasis,
    PersonInput, ReconsiderationCommand as C, SimplifiedGround, SimplifiedInput, SucceedParty,
};
use crate::file::{Procedure, TermState};
use crate::refusal::RefusalCode;

fn input(ground: SimplifiedGround) -> SimplifiedInput {
    SimplifiedInput {
        ground,
        clear: Some(true),
        amount: None,
        consents: None,
    }
}

fn accept(simplified: SimplifiedInput) -> C {
    C::Accept(Accept {
        note: "符合".to_owned(),
        simplified: Some(simplified),
    })
}

fn convert() -> C {
    C::ConvertToOrdinary(ConvertToOrdinary {
        reason: "不宜适用".to_owned(),
    })
}

fn begun(on: &str) -> Life {
    let mut life = Life::begin(on);
    life.give(Role::InstitutionHead, assign());
    life
}

fn simplified(on: &str) -> Life {
    let mut life = begun(on);
    life.give(Role::Officer, accept(input(SimplifiedGround::Warning)));
    life
}

#[test]
fn arl_53_1_each_ground_asks_for_clear_facts_and_a_small_dispute() {
    let life = begun("2026-03-02");
    for ground in [
        SimplifiedGround::OnTheSpot,
        SimplifiedGround::Warning,
        SimplifiedGround::SmallAmount,
        SimplifiedGround::GovernmentInformation,
    ] {
        for clear in [None, Some(false)] {
            let unclear = SimplifiedInput {
                clear,
                amount: Some(1),
                ..input(ground)
            };
            assert_eq!(
                life.refused(Role::Officer, accept(unclear)),
                RefusalCode::SimplifiedUnfit
            );
        }
    }
}

#[test]
fn arl_53_2_every_party_consents_and_then_nothing_more_is_asked() {
    let mut life = begun("2026-03-02");
    let by = |consents: &[u32]| SimplifiedInput {
        clear: None,
        consents: Some(consents.to_vec()),
        ..input(SimplifiedGround::Consent)
    };
    assert_eq!(
        life.refused(Role::Officer, accept(by(&[2]))),
        RefusalCode::ConsentMissing
    );
    life.give(Role::Officer, accept(by(&[1, 2])));
    assert!(life.file.facts.procedure.is_simplified());
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_53_thirty_days_that_are_over_cannot_be_chosen_after_a_deemed_acceptance() {
    let mut life = begun("2026-07-06");
    // Deemed on 13 July; thirty days end on 12 August.
    life.go("2026-08-13");
    assert_eq!(
        life.refused(Role::Officer, accept(input(SimplifiedGround::Warning))),
        RefusalCode::SimplifiedUnfit
    );
    let mut in_time = begun("2026-07-06");
    in_time
        .go("2026-08-12")
        .give(Role::Officer, accept(input(SimplifiedGround::Warning)));
    assert_eq!(in_time.due("decide_simplified"), "2026-08-12");
    // Past its day before the choice: it stays owed.
    let copies = in_time.file.open_terms("copy_ordinary");
    assert_eq!(
        copies.map(|term| term.state).collect::<Vec<_>>(),
        [TermState::Overdue]
    );
}

#[test]
fn arl_55_the_thirtieth_day_is_the_last_and_does_not_roll() {
    // 2026-07-10 and thirty days: Sunday 9 August; the decision is due on Monday the 10th.
    let mut life = simplified("2026-07-10");
    assert_eq!(life.due("decide_simplified"), "2026-08-10");
    life.go("2026-08-10");
    assert_eq!(
        life.refused(Role::InstitutionHead, convert()),
        RefusalCode::ConversionLate
    );
    let mut on_the_last = simplified("2026-07-10");
    on_the_last
        .go("2026-08-09")
        .give(Role::InstitutionHead, convert());
    // Sixty days from 10 July: Tuesday 8 September.
    assert_eq!(on_the_last.due("decide_ordinary"), "2026-09-08");
    assert_eq!(on_the_last.folded(), on_the_last.file);
}

#[test]
fn arl_55_a_reply_whose_five_days_are_over_is_not_revived() {
    let mut life = simplified("2026-07-06");
    life.give(Role::Officer, copy());
    let served = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, served.clone());
    // 7–10, 13 July.
    assert_eq!(life.due("reply_simplified"), "2026-07-13");
    life.go("2026-07-14").give(Role::InstitutionHead, convert());
    assert!(life.file.open_terms("reply_ordinary").next().is_none());
    let reply = life.file.open_terms("reply_simplified").next().unwrap();
    assert_eq!(reply.state, TermState::LapsedUnverified);
}

#[test]
fn arl_55_a_slip_that_comes_after_the_conversion_starts_what_the_day_of_receipt_gives() {
    let late = |served_on: &str| {
        let mut life = simplified("2026-07-06");
        life.give(Role::Officer, copy());
        life.go("2026-07-15").give(Role::InstitutionHead, convert());
        let service = serve(&life, "reply_notice", 2);
        let proof = Some(super::commands::slip());
        let plan = life
            .attempt(Role::Registrar, service, Some(day(served_on)), proof)
            .unwrap();
        life.take(plan);
        life
    };
    // Received on 7 July the five days ended on the 14th, before the conversion.
    assert_eq!(late("2026-07-07").due("reply_simplified"), "2026-07-14");
    // Received on 8 July they ran until the 15th: ten days, 9–10, 13–17, 20–22 July.
    assert_eq!(late("2026-07-08").due("reply_ordinary"), "2026-07-22");
}

#[test]
fn regs_32_two_officers_take_part_in_a_simplified_case_too() {
    let mut life = Life::begin("2026-07-06");
    let one = C::Assign(crate::command::Assign {
        officer: super::life::user(Role::Officer).0,
        co_officer: None,
        handover_note: None,
    });
    life.give(Role::InstitutionHead, one);
    life.give(Role::Officer, accept(input(SimplifiedGround::Warning)))
        .give(Role::Officer, copy());
    let served = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, served)
        .give(Role::RespondentClerk, super::commands::reply());
    assert_eq!(
        life.refused(Role::Officer, draft(DecisionKind::Maintain)),
        RefusalCode::TwoOfficers
    );
}

#[test]
fn arl_53_what_was_extended_is_heard_by_the_ordinary_procedure_already() {
    let mut life = begun("2026-07-06");
    life.go("2026-07-14").give(
        Role::InstitutionHead,
        C::Extend(crate::command::Extend {
            days: 5,
            reason: "复杂".to_owned(),
        }),
    );
    assert_eq!(
        life.refused(Role::Officer, accept(input(SimplifiedGround::Warning))),
        RefusalCode::ProcedureSettled
    );
}

/// The simplified procedure by consent of applicant and respondent.
fn by_consent(on: &str) -> Life {
    let mut life = begun(on);
    let consent = SimplifiedInput {
        clear: None,
        consents: Some(vec![1, 2]),
        ..input(SimplifiedGround::Consent)
    };
    life.give(Role::Officer, accept(consent));
    life
}

/// The same, in trial.
fn heard_by_consent(on: &str) -> Life {
    let mut life = by_consent(on);
    life.give(Role::Officer, copy());
    let served = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, served)
        .give(Role::RespondentClerk, reply());
    life
}

fn join(simplified_consent: Option<bool>) -> C {
    C::JoinThirdParty(JoinThirdParty {
        person: PersonInput {
            name: "相邻权人".to_owned(),
            address: None,
            phone: None,
        },
        basis: JoiningBasis::Applied,
        interest: "相邻".to_owned(),
        simplified_consent,
    })
}

fn consents(life: &Life) -> &[u32] {
    match &life.file.facts.procedure {
        Procedure::Simplified { consents, .. } => consents,
        other => panic!("{other:?}"),
    }
}

#[test]
fn arl_53_2_a_third_party_that_joins_is_asked_and_where_it_consents_nothing_changes() {
    let mut life = heard_by_consent("2026-07-06");
    let silent = life.attempt(Role::Officer, join(None), None, None);
    let silent = silent.unwrap_err();
    assert_eq!(silent.code, RefusalCode::MissingField);
    assert_eq!(silent.args["field"], "simplifiedConsent");
    assert_eq!(silent.basis.as_deref(), Some("ARL 53(2)"));
    life.give(Role::Officer, join(Some(true)));
    assert_eq!(consents(&life), [1, 2, 3]);
    life.give(Role::Officer, draft(DecisionKind::Maintain));
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_55_without_its_consent_there_is_no_draft_before_the_conversion() {
    let mut life = heard_by_consent("2026-07-06");
    life.give(Role::Officer, join(Some(false)));
    let refused = life.attempt(Role::Officer, draft(DecisionKind::Maintain), None, None);
    let refused = refused.unwrap_err();
    assert_eq!(refused.code, RefusalCode::SimplifiedConsentMissing);
    assert_eq!(refused.args["missing"], "3");
    // An application that should not have been accepted is rejected without it (ARL 33).
    let rejection = draft(DecisionKind::RejectApplication);
    assert!(life.attempt(Role::Officer, rejection, None, None).is_ok());
    life.give(Role::InstitutionHead, convert());
    // 6 July and sixty days: Friday 4 September. By the ordinary procedure the views are heard.
    assert_eq!(life.due("decide_ordinary"), "2026-09-04");
    assert_eq!(
        life.refused(Role::Officer, draft(DecisionKind::Maintain)),
        RefusalCode::ViewsNotHeard
    );
    let both = C::HearViews(crate::command::HearViews {
        parties: vec![1, 3],
        mode: crate::command::ViewsMode::Telephone,
        record: "已听取".to_owned(),
        mediation_willing: None,
    });
    life.give(Role::Officer, both)
        .give(Role::Officer, draft(DecisionKind::Maintain));
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_55_a_consent_that_is_wanting_after_thirty_days_still_has_the_case_converted() {
    let mut life = heard_by_consent("2026-07-06");
    // Thirty days ended on Wednesday 5 August.
    life.go("2026-08-06");
    assert_eq!(
        life.refused(Role::InstitutionHead, convert()),
        RefusalCode::ConversionLate
    );
    life.give(Role::Officer, join(Some(false)))
        .give(Role::InstitutionHead, convert())
        .give(Role::Officer, views());
    // What was over stays owed, and no new days come of the conversion.
    let owed = life.file.open_terms("decide_simplified").next().unwrap();
    assert_eq!(owed.state, TermState::Overdue);
    assert!(life.file.open_terms("decide_ordinary").next().is_none());
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_53_2_where_the_procedure_rests_on_something_else_a_newcomer_is_not_asked() {
    let mut life = simplified("2026-07-06");
    for said in [true, false] {
        let refused = life.refused(Role::Officer, join(Some(said)));
        assert_eq!(refused, RefusalCode::BadField);
    }
    life.give(Role::Officer, join(None));
    assert!(life.file.facts.procedure.is_simplified());
}

#[test]
fn arl_53_2_a_new_respondent_is_asked_and_a_successor_stands_by_what_was_consented_to() {
    let change = |simplified_consent| {
        C::ChangeRespondent(ChangeRespondent {
            party: 2,
            organ: uuid::Uuid::from_u128(77),
            name: "另一局".to_owned(),
            own_department: false,
            reason: "错列".to_owned(),
            simplified_consent,
        })
    };
    let mut life = by_consent("2026-07-06");
    assert_eq!(
        life.refused(Role::Officer, change(None)),
        RefusalCode::MissingField
    );
    let succeed = C::SucceedParty(SucceedParty {
        party: 1,
        successor: PersonInput {
            name: "申请人甲之子".to_owned(),
            address: None,
            phone: None,
        },
        reason: "死亡证明".to_owned(),
    });
    life.give(Role::Officer, succeed);
    assert_eq!(consents(&life), [3, 2]);
    life.give(Role::Officer, change(Some(true)));
    assert_eq!(consents(&life), [3, 2, 4]);
    assert_eq!(life.folded(), life.file);
}
