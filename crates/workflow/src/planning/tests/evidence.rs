//! Evidence, supplements and access to the file (ARL 44, 46, 47).

use super::commands::*;
use super::life::{Life, day, user};
use crate::actor::Role;
use crate::command::{
    AllowSupplement, AskSupplement, EvidenceInput, EvidenceKind, FilePart, HandInEvidence,
    HearViews, ReconsiderationCommand as C, RequestFileAccess, ViewsMode,
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
    assert!(
        life.file.facts.matters[0]
            .details
            .is_closed_to_respondents()
    );
}
