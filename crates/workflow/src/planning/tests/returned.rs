//! What comes back after its service was entered.

use super::commands::{issue, serve};
use super::delivery::{paper, proof, send, sent_copy, ways};
use super::life::{Life, day, person};
use crate::actor::Role;
use crate::command::{
    DecisionKind, ReconsiderationCommand as C, RecordReturnedMail, RecordService, ReturnCause,
    ServiceMethod as M,
};
use crate::file::TermState;
use crate::refusal::RefusalCode as Code;
use crate::rulebook::Rulebook;

/// Mail that came back, of whatever paper.
fn returned(paper: u32, party: u32, method: Option<M>) -> C {
    C::RecordReturnedMail(RecordReturnedMail {
        paper,
        party,
        method,
        cause: ReturnCause::Moved,
        note: "退回".to_owned(),
    })
}

/// Gives a command with the proof of it, and holds the plan against the invariants.
fn prove(life: &mut Life, role: Role, command: C) -> Vec<u32> {
    let plan = life.attempt(role, command, None, Some(proof())).unwrap();
    let sound = Rulebook::embedded().sound(Some(&life.file), &plan, &person(role));
    assert_eq!(sound, Ok(()));
    let reverses = plan.entry.reverses.clone();
    life.take(plan);
    assert_eq!(life.folded(), life.file);
    reverses
}

/// Serves by post.
fn post(life: &mut Life, kind: &str, party: u32) -> u32 {
    let C::RecordService(service) = serve(life, kind, party) else {
        panic!()
    };
    let by_post = RecordService {
        method: M::Post,
        slip: "EMS 1".to_owned(),
        ..service
    };
    life.give(Role::Registrar, C::RecordService(by_post));
    life.file.revision
}

fn states(life: &Life, period: &str) -> Vec<TermState> {
    let terms = life.file.terms.iter();
    let terms = terms.filter(|term| term.period == period);
    terms.map(|term| term.state).collect()
}

#[test]
fn cpl_91_mail_that_comes_back_after_its_service_was_entered_takes_that_service_back() {
    let mut life = sent_copy();
    let notice = paper(&life, "reply_notice");
    life.go("2026-03-19");
    let entry = post(&mut life, "reply_notice", 2);
    assert_eq!(states(&life, "reply_ordinary"), [TermState::Running]);
    life.go("2026-03-23");
    // Not without its proof.
    let bare = returned(notice, 2, None);
    assert_eq!(
        life.refused(Role::Registrar, bare.clone()),
        Code::MissingField
    );
    assert_eq!(prove(&mut life, Role::Registrar, bare), [entry]);
    assert_eq!(states(&life, "reply_ordinary"), [TermState::Cancelled]);
    let paper = life.file.paper(notice).unwrap();
    assert_eq!(paper.services, []);
    // Nobody noted that it was posted: it counts as sent on the day on which it was said to be served.
    assert_eq!(paper.dispatches[0].sent_on, day("2026-03-19"));
    assert_eq!(paper.dispatches[0].slip.as_deref(), Some("EMS 1"));
    assert_eq!(ways(&life), [M::Direct, M::Entrusted, M::Post]);
    // It cannot come back twice; service by hand starts the term anew.
    assert_eq!(
        life.refused(Role::Registrar, returned(notice, 2, None)),
        Code::NothingPosted
    );
    life.go("2026-03-24");
    let by_hand = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, by_hand);
    assert_eq!(life.due("reply_ordinary"), "2026-04-08");
    // Whoever signed for it has it.
    assert_eq!(
        life.refused(Role::Registrar, returned(notice, 2, None)),
        Code::AlreadyServed
    );
}

#[test]
fn what_was_sent_in_any_way_but_public_notice_may_come_back() {
    let mut life = sent_copy();
    let notice = paper(&life, "reply_notice");
    let sent = send(&life, M::Direct);
    life.give(Role::Registrar, sent.clone());
    assert_eq!(
        life.refused(Role::Registrar, sent.clone()),
        Code::AlreadySent
    );
    assert_eq!(
        life.refused(Role::Registrar, returned(notice, 2, Some(M::Post))),
        Code::NothingPosted
    );
    // Nobody was there: it is brought a second time.
    life.give(Role::Registrar, returned(notice, 2, None));
    life.give(Role::Registrar, sent);
    life.give(Role::Registrar, returned(notice, 2, Some(M::Direct)));
    let published = send(&life, M::PublicNotice);
    life.give(Role::Registrar, published);
    for method in [None, Some(M::PublicNotice)] {
        assert_eq!(
            life.refused(Role::Registrar, returned(notice, 2, method)),
            Code::NothingPosted
        );
    }
    // What was posted beside comes back although it was served by hand, and takes nothing back.
    let posted = send(&life, M::Post);
    life.give(Role::Registrar, posted);
    let by_hand = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, by_hand);
    life.give(Role::Registrar, returned(notice, 2, None));
    assert_eq!(states(&life, "reply_ordinary"), [TermState::Running]);
    assert_eq!(life.folded(), life.file);
}

#[test]
fn arl_31_whoever_never_got_the_notice_to_correct_has_abandoned_nothing() {
    let mut life = Life::begin("2026-03-18");
    life.give(Role::InstitutionHead, super::commands::assign());
    let items = vec!["身份证明".to_owned()];
    life.give(
        Role::Officer,
        C::RequestCorrection(crate::command::RequestCorrection { items }),
    );
    let served = post(&mut life, "correction_notice", 1);
    life.go("2026-04-02");
    life.give(Role::Officer, super::commands::confirm(&life));
    assert_eq!(life.file.stage, "concluded");
    let ended = life.file.revision;
    let notice = paper(&life, "correction_notice");
    // The officer, who held it to be abandoned, takes that back.
    let back = returned(notice, 1, None);
    let asked = life.attempt(Role::Registrar, back.clone(), None, Some(proof()));
    assert!(asked.unwrap().is_request);
    let reverses = prove(&mut life, Role::Officer, back);
    assert_eq!(life.file.stage, "correcting");
    assert_eq!(life.file.facts.outcome, None);
    assert_eq!(states(&life, "correction_response"), [TermState::Cancelled]);
    assert_eq!(reverses, [served, ended]);
    let record = life.file.paper(paper(&life, "abandonment_record")).unwrap();
    assert!(record.withdrawn);
    // The same notice is served again, and its term runs from then.
    let by_hand = serve(&life, "correction_notice", 1);
    life.give(Role::Registrar, by_hand);
    assert_eq!(life.due("correction_response"), "2026-04-17");
}

#[test]
fn arl_31_the_term_to_correct_runs_from_the_latest_service_that_is_left() {
    let mut life = Life::with_applicants("2026-03-18", 2);
    life.give(Role::InstitutionHead, super::commands::assign());
    let items = vec!["身份证明".to_owned()];
    life.give(
        Role::Officer,
        C::RequestCorrection(crate::command::RequestCorrection { items }),
    );
    let by_hand = serve(&life, "correction_notice", 1);
    life.give(Role::Registrar, by_hand);
    let first = life.due("correction_response");
    life.go("2026-03-20");
    post(&mut life, "correction_notice", 2);
    assert_ne!(life.due("correction_response"), first);
    let notice = paper(&life, "correction_notice");
    prove(&mut life, Role::Registrar, returned(notice, 2, None));
    assert_eq!(life.due("correction_response"), first);
    assert_eq!(states(&life, "correction_response"), [TermState::Running]);
}

#[test]
fn arl_70_whoever_never_got_the_notice_to_reply_is_not_late() {
    let mut life = sent_copy();
    post(&mut life, "reply_notice", 2);
    life.go("2026-04-07");
    life.give(Role::Officer, super::commands::confirm(&life));
    assert_eq!(life.file.stage, "in_trial");
    let notice = paper(&life, "reply_notice");
    let mut drafted = Life {
        file: life.file.clone(),
        plans: life.plans.clone(),
        today: life.today,
    };
    prove(&mut life, Role::Officer, returned(notice, 2, None));
    assert_eq!(life.file.stage, "awaiting_reply");
    assert!(life.file.facts.no_reply.is_empty());
    assert_eq!(states(&life, "reply_ordinary"), [TermState::Cancelled]);
    let by_hand = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, by_hand);
    assert_eq!(
        states(&life, "reply_ordinary").last(),
        Some(&TermState::Running)
    );
    // What was drafted upon it is a person's act and goes back first; what was decided upon it stands.
    drafted
        .give(Role::Officer, super::commands::views())
        .give(Role::Officer, super::commands::draft(DecisionKind::Revoke));
    let back = || returned(notice, 2, None);
    let relied = |life: &Life| {
        let refusal = life.attempt(Role::Officer, back(), None, Some(proof()));
        refusal.unwrap_err().code
    };
    assert_eq!(relied(&drafted), Code::ServiceReliedOn);
    drafted
        .give(Role::OrganHead, super::commands::sign())
        .give(Role::Registrar, issue());
    assert_eq!(relied(&drafted), Code::ServiceReliedOn);
}

#[test]
fn all_45_no_window_to_sue_began_where_the_decision_came_back() {
    let mut life = super::commands::decided("2026-03-18");
    let accepted = serve(&life, "acceptance_notice", 1);
    life.give(Role::Registrar, accepted);
    post(&mut life, "decision", 1);
    let by_hand = serve(&life, "decision", 2);
    life.give(Role::Registrar, by_hand);
    // Served on everybody: it is to be published.
    let publication = |life: &Life| -> Vec<String> {
        let matters = life.file.matters_on("publication");
        matters.map(|matter| matter.stage.clone()).collect()
    };
    assert_eq!(publication(&life), ["publication_due"]);
    let close = C::Close(crate::command::Close {
        note: "办结".to_owned(),
    });
    life.give(Role::Officer, close);
    life.go("2026-05-20");
    assert_eq!(states(&life, "sue_after_decision_15d"), [TermState::Lapsed]);
    // A closed case stays closed; the paper is owed again, and the window opens when it is served.
    let notice = paper(&life, "decision");
    prove(&mut life, Role::Registrar, returned(notice, 1, None));
    assert_eq!(life.file.stage, "closed");
    assert_eq!(
        states(&life, "sue_after_decision_15d"),
        [TermState::Cancelled]
    );
    assert_eq!(publication(&life), ["not_published"]);
    let by_hand = serve(&life, "decision", 1);
    life.give(Role::Registrar, by_hand);
    assert_eq!(life.due("sue_after_decision_15d"), "2026-06-04");
    assert_eq!(publication(&life), ["not_published", "publication_due"]);
}
