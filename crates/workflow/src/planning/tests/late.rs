//! Facts that come late, and what they take back.

use super::life::{Life, day};
use crate::actor::Role;
use crate::command::{
    DecisionKind, ReconsiderationCommand as C, RecordReply, RecordService, RequestCorrection,
    ServiceMethod, Withdraw,
};
use crate::file::TermState;
use crate::refusal::RefusalCode;

use super::commands::*;

#[test]
fn arl_70_a_late_reply_does_not_cure_itself() {
    let mut life = awaiting_reply("2026-03-02");
    life.go("2026-03-20").give(Role::RespondentClerk, reply());
    assert_eq!(life.file.stage, "awaiting_reply");
    let confirm = confirm(&life);
    life.give(Role::Officer, confirm);
    assert_eq!(life.file.facts.no_reply, vec![2]);
    assert_eq!(life.file.stage, "in_trial");
}

#[test]
fn arl_70_a_lapse_set_aside_can_still_be_confirmed() {
    let mut life = awaiting_reply("2026-03-02");
    life.go("2026-03-20");
    let (term, confirm) = (lapsed(&life), confirm(&life));
    let aside = crate::command::SetAsideLapse {
        term,
        reason: "称已寄出".to_owned(),
        extend_days: None,
    };
    life.give(Role::Officer, C::SetAsideLapse(aside));
    life.go("2026-03-27").give(Role::Officer, confirm);
    assert_eq!(life.file.stage, "in_trial");
}

#[test]
fn cpl_85_a_reply_in_the_post_takes_a_confirmed_miss_back() {
    let mut life = awaiting_reply("2026-03-02");
    life.go("2026-03-18");
    let confirm = confirm(&life);
    life.give(Role::Officer, confirm).go("2026-03-19");
    let posted = crate::scalar::Date(day("2026-03-16"));
    let reply = C::RecordReply(RecordReply {
        party: 2,
        posted_on: Some(posted),
        evidence_count: 1,
    });
    let plan = life
        .attempt(Role::Officer, reply, None, Some(slip()))
        .unwrap();
    assert_eq!(plan.entry.move_id, "record_reply_in_transit");
    life.take(plan);
    assert!(life.file.facts.no_reply.is_empty());
    life.give(Role::Officer, views())
        .give(Role::Officer, draft(DecisionKind::Maintain));
}

#[test]
fn arl_48_a_reply_before_the_return_slip_is_taken() {
    let mut life = accepted("2026-03-02");
    life.give(Role::Officer, copy())
        .go("2026-03-04")
        .give(Role::RespondentClerk, reply());
    assert_eq!(life.file.stage, "in_trial");
    let served = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, served);
    let replies = life
        .file
        .terms
        .iter()
        .filter(|term| term.period == "reply_ordinary");
    assert_eq!(replies.count(), 1);
}

#[test]
fn cpl_85_papers_in_the_post_take_an_abandonment_back() {
    let mut life = Life::begin("2026-03-02");
    life.give(Role::InstitutionHead, assign());
    let items = vec!["身份证明".to_owned()];
    life.give(
        Role::Officer,
        C::RequestCorrection(RequestCorrection { items }),
    );
    let served = serve(&life, "correction_notice", 1);
    life.give(Role::Officer, served).go("2026-03-18");
    let confirm = confirm(&life);
    life.give(Role::Officer, confirm).go("2026-03-19");
    let come = |posted: &str| {
        C::ReceiveCorrection(crate::command::ReceiveCorrection {
            posted_on: Some(crate::scalar::Date(day(posted))),
            note: "身份证明".to_owned(),
        })
    };
    let late = life.attempt(Role::Officer, come("2026-03-17"), None, Some(slip()));
    assert_eq!(late.unwrap_err().code, RefusalCode::CorrectionLate);
    let plan = life
        .attempt(Role::Officer, come("2026-03-16"), None, Some(slip()))
        .unwrap();
    life.take(plan);
    assert_eq!(life.file.stage, "received");
    assert!(life.file.facts.outcome.is_none());
    assert_eq!(life.due("accept_review"), "2026-03-26");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_30_3_an_acceptance_made_within_the_review_takes_the_deemed_one_back() {
    let mut life = Life::begin("2026-09-18");
    life.give(Role::InstitutionHead, assign()).go("2026-09-28");
    assert_eq!(life.due("decide_ordinary"), "2026-11-23");
    let plan = life
        .attempt(
            Role::Officer,
            accept(),
            Some(day("2026-09-22")),
            Some(slip()),
        )
        .unwrap();
    assert_eq!(plan.entry.move_id, "accept_within_review");
    life.take(plan);
    assert!(!life.file.facts.acceptance.clone().unwrap().deemed);
    // 22 September + 60 = Saturday 21 November, so Monday the 23rd.
    assert_eq!(life.due("decide_ordinary"), "2026-11-23");
    assert_eq!(life.due("copy_ordinary"), "2026-10-09");
    assert_eq!(life.folded(), life.file);
}

/// A life whose acceptance was deemed on 2026-03-09, lived on to a day after that.
fn deemed(applicants: usize, on: &str) -> Life {
    // 3–6, 9 March.
    let mut life = Life::with_applicants("2026-03-02", applicants);
    life.give(Role::InstitutionHead, assign()).go(on);
    let acceptance = life.file.facts.acceptance.clone().unwrap();
    assert_eq!(
        (acceptance.on, acceptance.deemed),
        (day("2026-03-09"), true)
    );
    life
}

fn withdrawn(life: &Life, party: u32, on: &str) -> crate::plan::Plan {
    let withdraw = C::Withdraw(Withdraw {
        party,
        reason: "自愿".to_owned(),
    });
    life.attempt(Role::Registrar, withdraw, Some(day(on)), Some(slip()))
        .unwrap()
}

/// The move that recorded the withdrawal, whether the acceptance stands, and whether the case has its outcome.
fn came_of(life: &Life) -> (&str, bool, bool) {
    let facts = &life.file.facts;
    let entry = &life.plans.last().unwrap().entry;
    let stands = facts.acceptance.is_some();
    (&entry.move_id, stands, facts.outcome.is_some())
}

#[test]
fn arl_30_3_a_withdrawal_of_a_day_within_the_review_takes_the_deemed_acceptance_back() {
    let mut life = deemed(1, "2026-03-12");
    life.take(withdrawn(&life, 1, "2026-03-09"));
    assert_eq!(came_of(&life), ("withdraw_within_review", false, true));
    assert_eq!(life.file.stage, "concluded");
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_30_3_a_withdrawal_dated_after_the_deemed_acceptance_leaves_it_standing() {
    let mut life = deemed(1, "2026-03-12");
    life.take(withdrawn(&life, 1, "2026-03-10"));
    assert_eq!(came_of(&life), ("withdraw", true, false));
    assert!(life.plans.last().unwrap().entry.reverses.is_empty());
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_74_a_withdrawal_that_comes_to_light_after_the_copy_was_sent_waits_for_permission() {
    let mut life = deemed(1, "2026-03-12");
    life.give(Role::Officer, copy());
    life.take(withdrawn(&life, 1, "2026-03-06"));
    assert_eq!(came_of(&life), ("withdraw", true, false));
    assert!(life.plans.last().unwrap().entry.reverses.is_empty());
    assert_eq!(life.file.stage, "awaiting_reply");
    let withdrawal = life.file.facts.withdrawal.as_ref().unwrap();
    assert_eq!(withdrawal.on, day("2026-03-06"));
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_30_3_of_two_withdrawals_one_after_the_review_leaves_the_deemed_acceptance_standing() {
    let mut life = deemed(2, "2026-03-12");
    life.take(withdrawn(&life, 1, "2026-03-12"));
    // The last to be recorded is of an earlier day; while the other still took part the acceptance was deemed.
    life.take(withdrawn(&life, 2, "2026-03-06"));
    assert_eq!(came_of(&life), ("withdraw", true, false));
    let withdrawal = life.file.facts.withdrawal.as_ref().unwrap();
    assert_eq!(
        withdrawal.on,
        day("2026-03-12"),
        "the day of the last of them"
    );
    assert_eq!(life.folded(), life.file);
    // Both within the review: nobody was left for whom it could be deemed.
    let mut both = deemed(2, "2026-03-12");
    both.take(withdrawn(&both, 1, "2026-03-09"));
    both.take(withdrawn(&both, 2, "2026-03-05"));
    assert_eq!(came_of(&both), ("withdraw_within_review", false, true));
    assert_eq!(both.folded(), both.file);
}

#[test]
fn arl_30_3_the_notice_of_a_deemed_acceptance_takes_nothing_back_on_its_very_day() {
    let mut life = deemed(1, "2026-03-12");
    let sent = life.attempt(Role::Officer, copy(), Some(day("2026-03-09")), Some(slip()));
    life.take(sent.unwrap());
    let notified = life.attempt(
        Role::Officer,
        accept(),
        Some(day("2026-03-09")),
        Some(slip()),
    );
    life.take(notified.unwrap());
    let entry = &life.plans.last().unwrap().entry;
    assert_eq!(entry.move_id, "notify_deemed_acceptance");
    assert!(entry.reverses.is_empty());
    assert!(life.file.facts.acceptance.as_ref().unwrap().deemed);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn a_term_past_a_provisional_day_is_recorded_by_a_person() {
    let mut life = Life::begin("2026-12-29");
    life.give(Role::InstitutionHead, assign()).go("2027-01-20");
    assert_eq!(life.file.stage, "received");
    let lapse = || C::RecordLapse(crate::command::RecordLapse { term: 1 });
    assert_eq!(
        life.refused(Role::System, lapse()),
        RefusalCode::TermProvisional
    );
    life.give(Role::Officer, lapse());
    assert_eq!(life.file.stage, "accepted");
}

#[test]
fn all_45_the_applicant_may_sue_when_the_term_to_decide_ends() {
    let mut life = in_trial("2026-01-06");
    life.go("2026-03-10");
    // Monday 9 March and fifteen days: Tuesday the 24th.
    assert_eq!(life.due("sue_inaction_15d"), "2026-03-24");
    // A suspension of an earlier day, proved, takes the end back, and the window with it.
    let plan = life
        .attempt(
            Role::InstitutionHead,
            suspend("force_majeure"),
            Some(day("2026-03-02")),
            Some(slip()),
        )
        .unwrap();
    life.take(plan);
    let window = life
        .file
        .terms
        .iter()
        .find(|term| term.period == "sue_inaction_15d")
        .unwrap();
    assert_eq!(window.state, TermState::Cancelled);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_33_an_application_is_rejected_before_the_reply_and_the_draft_goes_back_there() {
    let mut life = awaiting_reply("2026-03-02");
    life.give(Role::Officer, views())
        .give(Role::Officer, draft(DecisionKind::RejectApplication));
    assert_eq!(life.file.stage, "draft");
    let back = || {
        C::ReturnDraft(crate::command::ReturnDraft {
            reason: "再查".to_owned(),
        })
    };
    life.give(Role::InstitutionHead, back());
    assert_eq!(life.file.stage, "awaiting_reply");
    life.give(Role::Officer, draft(DecisionKind::RejectApplication))
        .give(Role::OrganHead, sign());
    assert_eq!(life.refused(Role::Officer, back()), RefusalCode::WrongRole);
    life.give(Role::Registrar, issue());
    assert_eq!(life.file.stage, "concluded");
}

#[test]
fn cpl_95_a_notice_is_not_published_before_its_paper() {
    let mut life = in_trial("2026-01-06");
    life.give(Role::Officer, draft(DecisionKind::Revoke))
        .give(Role::OrganHead, sign())
        .give(Role::Registrar, issue());
    let C::RecordService(service) = serve(&life, "decision", 1) else {
        return;
    };
    let early = RecordService {
        method: ServiceMethod::PublicNotice,
        particulars: super::chance_people::particulars(0),
        published_on: Some(crate::scalar::Date(day("2025-11-01"))),
        ..service
    };
    // Nor is anything published that is handed over.
    let handed_over = RecordService {
        method: ServiceMethod::Direct,
        published_on: Some(crate::scalar::Date(life.today)),
        ..early.clone()
    };
    for service in [early, handed_over] {
        assert_eq!(
            life.refused(Role::Registrar, C::RecordService(service)),
            RefusalCode::BadField
        );
    }
}

#[test]
fn arl_39_an_extension_proved_for_a_day_before_the_suspension_rests_while_it_lasts() {
    let mut life = in_trial("2026-01-06");
    // The term to decide ended on 2026-03-09; the extension granted before that is recorded while the case is suspended.
    life.go("2026-03-11")
        .give(Role::InstitutionHead, suspend("force_majeure"));
    let extend = C::Extend(crate::command::Extend {
        days: 30,
        reason: "情况复杂".to_owned(),
    });
    let plan = life
        .attempt(
            Role::InstitutionHead,
            extend,
            Some(day("2026-03-05")),
            Some(slip()),
        )
        .unwrap();
    life.take(plan);
    let term = life.file.open_terms("decide_ordinary").next().unwrap();
    assert_eq!(term.state, TermState::Paused);
    assert_eq!(term.pauses[0].from, day("2026-03-11"));
    let resume = C::Resume(crate::command::Resume {
        reason: "障碍消除".to_owned(),
    });
    life.go("2026-03-21").give(Role::InstitutionHead, resume);
    // 2026-01-06 + 60 + 30 + 10 days of suspension = Thursday 2026-04-16.
    assert_eq!(life.due("decide_ordinary"), "2026-04-16");
}
