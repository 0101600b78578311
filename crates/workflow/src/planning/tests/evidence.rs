//! Evidence, supplements and access to the file (ARL 44, 46, 47).

use super::commands::*;
use super::life::{Life, day, user};
use crate::actor::Role;
use crate::command::{
    AllowSupplement, AskSupplement, Burden, ChangeRespondent, EvidenceInput, EvidenceKind,
    FilePart, HandInEvidence, HearViews, ReconsiderationCommand as C, RequestFileAccess, ViewsMode,
};
use crate::file::Views;
use crate::refusal::RefusalCode;
use crate::scalar::Date;

fn hand_in(party: u32, matter: Option<u32>, gathered: Option<&str>, new: Option<bool>) -> C {
    C::HandInEvidence(HandInEvidence {
        party,
        matter,
        items: vec![EvidenceInput {
            kind: EvidenceKind::Document,
            title: "现场检查笔录".to_owned(),
            gathered_on: gathered.map(|on| Date(day(on))),
        }],
        newly_raised: new,
        burden: None,
        excuse: None,
        note: "证明事实".to_owned(),
    })
}

fn ask() -> C {
    C::AskSupplement(AskSupplement {
        party: 2,
        reason: "申请人新提出未收到告知书".to_owned(),
    })
}

fn last(life: &Life) -> &crate::file::Evidence {
    life.file.facts.evidence.last().unwrap()
}

#[test]
fn arl_46_1_what_a_respondent_gathers_while_the_case_runs_is_no_basis_for_the_act() {
    let mut life = awaiting_reply("2026-03-02");
    life.go("2026-03-05").give(
        Role::RespondentClerk,
        hand_in(2, None, Some("2026-03-01"), None),
    );
    assert!(!last(&life).items[0].self_gathered);
    life.give(
        Role::RespondentClerk,
        hand_in(2, None, Some("2026-03-04"), None),
    );
    assert!(last(&life).items[0].self_gathered);
    let undated = life.refused(Role::RespondentClerk, hand_in(2, None, None, None));
    assert_eq!(undated, RefusalCode::MissingField);
    // Nobody asks an applicant when it gathered its evidence.
    life.give(Role::Officer, hand_in(1, None, None, None));
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_46_2_after_the_term_to_reply_a_respondent_supplements_with_consent_only() {
    let mut life = in_trial("2026-03-02");
    // The ten working days end on Monday 16 March.
    life.go("2026-03-16").give(
        Role::RespondentClerk,
        hand_in(2, None, Some("2026-02-10"), None),
    );
    life.go("2026-03-17");
    let late = hand_in(2, None, Some("2026-02-10"), None);
    assert_eq!(
        life.refused(Role::RespondentClerk, late),
        RefusalCode::EvidenceClosed
    );
    assert_eq!(
        life.refused(Role::RespondentClerk, ask()),
        RefusalCode::NothingNewlyRaised
    );
    life.give(Role::Officer, hand_in(1, None, None, Some(true)));
    life.give(Role::RespondentClerk, ask());
    let allow = C::AllowSupplement(AllowSupplement {
        matter: 1,
        note: "限于送达事实".to_owned(),
    });
    let early = hand_in(2, Some(1), Some("2026-03-17"), None);
    assert_eq!(
        life.refused(Role::RespondentClerk, early.clone()),
        RefusalCode::WrongStage
    );
    life.give(Role::Officer, allow)
        .give(Role::RespondentClerk, early);
    assert!(!last(&life).items[0].self_gathered, "it comes with consent");
    assert_eq!(last(&life).supplement, Some(1));
    assert_eq!(life.file.facts.matters[0].stage, "supplement_made");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_44_a_clerk_hands_in_for_its_own_agency_alone() {
    let life = awaiting_reply("2026-03-02");
    let others = hand_in(1, None, None, None);
    assert_eq!(
        life.refused(Role::RespondentClerk, others),
        RefusalCode::BadField
    );
    let new = hand_in(2, None, Some("2026-03-01"), Some(true));
    assert_eq!(life.refused(Role::Officer, new), RefusalCode::BadField);
}

/// What an applicant must provide, with a document or with an excuse.
fn burden(party: u32, burden: Option<Burden>, excuse: Option<&str>) -> C {
    let C::HandInEvidence(handed) = hand_in(party, None, Some("2026-02-10"), None) else {
        panic!("evidence is handed in")
    };
    C::HandInEvidence(HandInEvidence {
        items: match excuse {
            Some(_) => Vec::new(),
            None => handed.items,
        },
        burden,
        excuse: excuse.map(str::to_owned),
        ..handed
    })
}

#[test]
fn arl_44_2_an_applicant_provides_its_evidence_with_the_application_or_says_why_not() {
    let mut life = Life::begin("2026-03-02");
    for proved in Burden::ALL {
        life.give(Role::Registrar, burden(1, Some(*proved), None));
        assert_eq!(last(&life).burden, Some(*proved));
    }
    for proved in [Burden::AskedToPerform, Burden::Damage] {
        let excused = burden(1, Some(proved), Some("材料由被申请人保管"));
        life.give(Role::Registrar, excused);
        assert!(last(&life).items.is_empty() && last(&life).excuse.is_some());
    }
    // ARL 44(2)(3) has no exception, and what nobody must provide needs no excuse.
    for wrong in [
        burden(1, Some(Burden::OtherByLaw), Some("理由")),
        burden(1, None, Some("理由")),
    ] {
        let refusal = life.attempt(Role::Registrar, wrong, None, None);
        let refusal = refusal.unwrap_err();
        assert_eq!(refusal.code, RefusalCode::BadField);
        assert_eq!(refusal.basis.as_deref(), Some("ARL 44(2)"));
    }
    let blank = burden(1, Some(Burden::Damage), Some(" "));
    assert_eq!(
        life.refused(Role::Registrar, blank),
        RefusalCode::MissingField
    );
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_44_1_what_the_applicant_must_prove_is_nothing_for_the_respondent() {
    let mut life = Life::begin("2026-03-02");
    let damage = || burden(2, Some(Burden::Damage), None);
    // Before the acceptance a respondent is asked for nothing.
    let early = burden(2, None, None);
    assert_eq!(life.refused(Role::Registrar, early), RefusalCode::BadField);
    life.give(Role::InstitutionHead, assign())
        .give(Role::Officer, accept())
        .give(Role::Officer, copy());
    let refusal = life.attempt(Role::RespondentClerk, damage(), None, None);
    let refusal = refusal.unwrap_err();
    assert_eq!(refusal.code, RefusalCode::BadField);
    assert_eq!(refusal.basis.as_deref(), Some("ARL 44(2)"));
    life.give(Role::RespondentClerk, burden(2, None, None));
}

#[test]
fn regs_22_a_respondent_that_has_left_hands_in_nothing() {
    let mut life = awaiting_reply("2026-03-02");
    let change = C::ChangeRespondent(ChangeRespondent {
        party: 2,
        organ: uuid::Uuid::from_u128(77),
        name: "另一局".to_owned(),
        own_department: false,
        reason: "错列".to_owned(),
        simplified_consent: None,
    });
    life.give(Role::Officer, change);
    let late = hand_in(2, None, Some("2026-02-10"), None);
    assert_eq!(life.refused(Role::Officer, late), RefusalCode::PartyLeft);
}

#[test]
fn arl_49_views_say_who_heard_them_and_who_would_mediate() {
    let mut life = awaiting_reply("2026-03-02");
    let hear = |party, willing| {
        C::HearViews(HearViews {
            parties: vec![party],
            mode: ViewsMode::Telephone,
            record: "已听取".to_owned(),
            mediation_willing: willing,
        })
    };
    life.give(Role::CoOfficer, hear(1, Some(true)))
        .give(Role::Officer, hear(2, Some(false)));
    let Some(Views::Heard { by, willing, .. }) = &life.file.facts.views else {
        panic!("{:?}", life.file.facts.views)
    };
    assert_eq!(by, &[user(Role::Officer), user(Role::CoOfficer)]);
    let said: Vec<_> = willing.iter().map(|one| (one.party, one.willing)).collect();
    assert_eq!(said, [(1, true), (2, false)]);
    // Asked by nobody, a party keeps what it said before.
    life.give(Role::Officer, hear(1, None));
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_47_the_file_is_open_to_applicants_and_third_parties_not_to_the_respondent() {
    let mut life = in_trial("2026-03-02");
    let request = |party| {
        C::RequestFileAccess(RequestFileAccess {
            party,
            agent: Some("李律师".to_owned()),
            parts: vec![FilePart::Reply, FilePart::Evidence],
        })
    };
    assert_eq!(
        life.refused(Role::Officer, request(2)),
        RefusalCode::BadField
    );
    life.give(Role::Registrar, request(1));
    // No paper of the case, and no part of the file, is the secondary volume.
    assert!(
        FilePart::ALL
            .iter()
            .all(|part| !part.label().0.contains("副卷"))
    );
}
