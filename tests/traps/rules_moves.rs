//! Rules of practice about the proceeding, lived through the API.

use serde_json::json;
use workflow::actor::Role;
use workflow::command::CommandName;
use workflow::period::{OnEnd, PeriodBook};
use workflow::rulebook::Rulebook;

use super::lived::Lived;
use super::{day, naive, not_naive, views};
use crate::support::database::Database;
use crate::support::drive::draft;
use crate::support::ground::Ground;

/// Naively a term that has run out decides the case.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rule_02_a_lapse_is_not_a_judgment() {
    // Only the review for acceptance works by itself.
    for period in PeriodBook::embedded().iter() {
        let by_itself = period.on_end == OnEnd::DeemAccepted;
        assert_eq!(
            by_itself,
            period.id.starts_with("accept_review"),
            "{}",
            period.id
        );
    }
    let mut case = Lived::received("2026-06-01").await;
    case.until("2026-06-02").await;
    let items = json!({ "items": ["身份证明"] });
    case.done("officer", "requestCorrection", items).await;
    case.until("2026-06-03").await;
    case.served("correction_notice", 1).await;
    assert_eq!(
        case.due("correction_response").await,
        Some(day("2026-06-17"))
    );
    case.until("2026-06-18").await;
    let seen = case.seen().await;
    assert_eq!(case.state("correction_response").await, "LAPSED_UNVERIFIED");
    assert_ne!(
        seen.outcome.as_deref(),
        Some("DEEMED_ABANDONED"),
        "naively it is abandoned"
    );
    assert_eq!((seen.stage.as_str(), &seen.outcome), ("correcting", &None));
    // The applicant may still withdraw, and a person may set the lapse aside.
    let term = seen.term("correction_response").unwrap().no;
    let aside = json!({ "term": term, "reason": "申请人住院", "extendDays": 5 });
    case.done("officer", "setAsideLapse", aside).await;
    assert_eq!(case.state("correction_response").await, "RUNNING");
    let withdraw = json!({ "party": 1, "reason": "不再申请" });
    case.done("officer", "withdraw", withdraw).await;
    assert_eq!(
        case.seen().await.outcome.as_deref(),
        Some("WITHDRAWN_BEFORE_ACCEPTANCE")
    );
}

/// ARL 70. Naively who has not answered in time has no evidence.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rule_02_a_missed_reply_waits_for_a_person() {
    let ground = Ground::on(Database::sqlite(), "2026-03-02").await;
    let id = ground.awaiting_reply().await;
    let mut case = Lived::of(ground, id, "2026-03-02");
    case.until("2026-03-17").await;
    assert_eq!(case.state("reply_ordinary").await, "LAPSED_UNVERIFIED");
    assert_eq!(
        case.seen().await.stage,
        "awaiting_reply",
        "naively the trial has begun"
    );
    // A reply in the post since the last day is in time (CPL 85(4)).
    let reply = json!({ "party": 2, "evidenceCount": 3, "postedOn": "2026-03-16" });
    let proof = json!({ "reference": "信封邮戳" });
    case.entered("officer", "recordReply", reply, None, Some(proof))
        .await
        .done();
    assert_eq!(case.state("reply_ordinary").await, "MET");
}

/// ARL 30(3). Naively it is deemed on the morning of the fifth day, its notice goes out by itself, and stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rule_03_deemed_acceptance_comes_when_day_five_has_ended_and_yields_to_proof() {
    let mut case = Lived::received("2026-10-08").await;
    case.until("2026-10-14").await;
    case.ground.set(day("2026-10-14"), 23, 59);
    case.ground
        .desk
        .reconcile(case.ground.moment())
        .await
        .unwrap();
    assert_eq!(
        case.seen().await.stage,
        "received",
        "naively it is accepted already"
    );
    case.until("2026-10-15").await;
    let seen = case.seen().await;
    assert_eq!(seen.stage, "accepted");
    assert_eq!(seen.log.last().unwrap().effective_on, "2026-10-14");
    assert!(
        seen.paper("acceptance_notice").is_none(),
        "naively the program sends the notice"
    );
    // The refusal was signed on the fifth day; it is proved, and a second person has seen it.
    let refuse = json!({ "ground": "OUT_OF_SCOPE", "reason": "属于信访事项" });
    let proof = json!({ "reference": "签发单原件、发文登记簿第88号", "confirmedBy": case.ground.id_of("registrar") });
    let asked = case.entered(
        "officer",
        "refuseAcceptance",
        refuse,
        Some("2026-10-14"),
        Some(proof),
    );
    assert!(asked.await.done().is_request);
    let approve = json!({ "request": 1, "approve": true, "opinion": "第五日确已签发" });
    case.done("institution_head", "settleRequest", approve)
        .await;
    let seen = case.seen().await;
    assert_ne!(
        seen.stage, "accepted",
        "naively the deemed acceptance stands"
    );
    assert_eq!(seen.outcome.as_deref(), Some("NOT_ACCEPTED"));
    assert_eq!(seen.log.last().unwrap().reverses, [3]);
}

/// Naively whoever types a day makes it so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rule_04_an_act_of_the_office_is_not_dated_back_without_proof_and_a_second_person() {
    let mut case = Lived::received("2026-03-02").await;
    case.until("2026-03-09").await;
    let note = json!({ "note": "符合受理条件" });
    let accept = |proof| case.entered("officer", "accept", note.clone(), Some("2026-03-04"), proof);
    let original = "审批单原件、发文登记簿第12号";
    let codes = [
        accept(None).await.refused().code,
        accept(Some(json!({ "reference": original })))
            .await
            .refused()
            .code,
        accept(Some(
            json!({ "reference": original, "confirmedBy": case.ground.id_of("officer") }),
        ))
        .await
        .refused()
        .code,
    ];
    assert_eq!(
        codes,
        [
            "PROOF_MISSING",
            "SECOND_PERSON_MISSING",
            "SECOND_PERSON_MISSING"
        ]
    );
    let seen_by = case.ground.id_of("co_officer");
    let proof = json!({ "reference": original, "confirmedBy": seen_by });
    accept(Some(proof)).await.done();
    let last = case.seen().await.log.last().unwrap().clone();
    assert_eq!(last.effective_on, "2026-03-04");
    // A fact of others needs its proof only: the slip that came back late.
    case.until("2026-03-12").await;
    let paper = case.seen().await.paper("acceptance_notice").unwrap().no;
    let service = json!({ "paper": paper, "party": 1, "method": "POST", "slip": "EMS1" });
    let slip = |proof| {
        case.entered(
            "registrar",
            "recordService",
            service.clone(),
            Some("2026-03-10"),
            proof,
        )
    };
    assert_eq!(slip(None).await.refused().code, "PROOF_MISSING");
    slip(Some(json!({ "reference": "EMS 回执" }))).await.done();
}

/// ARL 75. Naively a decision that is signed is made, and a party's window runs from the day it is issued.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rule_05_signed_issued_and_served_are_three_acts() {
    let ground = Ground::on(Database::sqlite(), "2026-03-02").await;
    let id = ground.in_trial().await;
    let mut case = Lived::of(ground, id, "2026-03-02");
    case.done("officer", "hearViews", views()).await;
    case.done("officer", "submitDraft", draft()).await;
    let consent = json!({ "basis": "HEAD_CONSENT" });
    case.done("organ_head", "signDecision", consent.clone())
        .await;
    let signed = case.seen().await;
    assert_ne!(
        signed.outcome.as_deref(),
        Some("DECIDED"),
        "naively the signature decides"
    );
    assert!(signed.paper("decision").is_none());
    // What goes back to be changed has to be signed anew.
    let back = json!({ "reason": "文字有误" });
    case.done("organ_head", "returnDraft", back).await;
    let seal = json!({ "sealRegister": "印1" });
    let unsigned = case
        .refused("registrar", "issueDecision", seal.clone())
        .await;
    assert_eq!(unsigned.code, "WRONG_STAGE");
    case.done("officer", "submitDraft", draft()).await;
    case.done("organ_head", "signDecision", consent).await;
    case.until("2026-03-16").await;
    case.done("registrar", "issueDecision", seal).await;
    let issued = case.seen().await;
    assert_eq!(issued.outcome.as_deref(), Some("DECIDED"));
    assert!(issued.paper("decision").unwrap().number.is_some());
    assert_eq!(
        case.due("sue_after_decision_15d").await,
        None,
        "no window before service"
    );
    case.until("2026-03-23").await;
    case.served("decision", 1).await;
    let naively = naive::rolled(naive::plus(day("2026-03-16"), 15), naive::official);
    let found = case.due("sue_after_decision_15d").await.unwrap();
    not_naive(found, "2026-04-07", naively, "2026-03-31");
}

/// Naively the program records an end on a day that is not yet certain.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rule_06_an_uncertain_day_ends_nothing_by_itself() {
    let mut case = Lived::received("2026-12-28").await;
    case.until("2027-01-06").await;
    let seen = case.seen().await;
    assert!(seen.term("accept_review").unwrap().provisional);
    assert_ne!(seen.stage, "accepted", "naively it is deemed accepted");
    assert_eq!(case.state("accept_review").await, "RUNNING");
    let term = seen.term("accept_review").unwrap().no;
    let lapse = json!({ "term": term });
    let refused = case.refused("system", "recordLapse", lapse).await;
    assert_eq!(refused.code, "TERM_PROVISIONAL");
}

/// Regs 32. Naively one officer carries a case alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rule_09_two_officers_take_part() {
    let ground = Ground::on(Database::sqlite(), "2026-03-02").await;
    let id = ground.ordinary().await;
    let case = Lived::of(ground, id, "2026-03-02");
    let officer = case.ground.id_of("officer");
    case.done("registrar", "assign", json!({ "officer": officer }))
        .await;
    case.done("officer", "accept", json!({ "note": "符合受理条件" }))
        .await;
    case.done("officer", "sendCopy", json!({ "note": "专人送交" }))
        .await;
    case.served("reply_notice", 2).await;
    let reply = json!({ "party": 2, "evidenceCount": 3 });
    case.done("respondent_clerk", "recordReply", reply).await;
    case.done("officer", "hearViews", views()).await;
    let alone = case.refused("officer", "submitDraft", draft()).await;
    assert_eq!(alone.code, "TWO_OFFICERS", "{alone:?}");
    let same = json!({ "officer": officer, "coOfficer": officer });
    assert_eq!(
        case.refused("registrar", "assign", same).await.code,
        "SAME_OFFICER"
    );
    let two = json!({ "officer": officer, "coOfficer": case.ground.id_of("co_officer") });
    case.done("registrar", "assign", two).await;
    case.done("officer", "submitDraft", draft()).await;
}

/// Naively a case is closed when it is decided, and with it everything that runs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rule_11_an_outcome_is_not_closure_and_windows_run_on() {
    let ground = Ground::on(Database::sqlite(), "2026-03-02").await;
    let id = ground.concluded().await;
    let mut case = Lived::of(ground, id, "2026-03-02");
    let seen = case.seen().await;
    assert!(seen.outcome.is_some());
    assert_ne!(seen.stage, "closed", "naively it is closed");
    let close = json!({ "note": "文书均已送达" });
    assert_eq!(
        case.refused("officer", "close", close.clone()).await.code,
        "NOT_SERVED"
    );
    let open: Vec<(String, u32)> = seen
        .papers
        .iter()
        .filter(|paper| paper.must_be_served)
        .flat_map(|paper| {
            let unserved = paper
                .addressees
                .iter()
                .filter(|no| !paper.served.contains(no));
            unserved
                .map(|no| (paper.kind.clone(), *no))
                .collect::<Vec<_>>()
        })
        .collect();
    for (paper, party) in open {
        case.served(&paper, party).await;
    }
    case.done("officer", "close", close).await;
    assert_eq!(case.seen().await.stage, "closed");
    assert_eq!(case.state("sue_after_decision_15d").await, "RUNNING");
    case.until("2026-03-18").await;
    assert_eq!(case.state("sue_after_decision_15d").await, "LAPSED");
}

/// Naively whatever could be done by a program is done by it, and for many cases at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rule_18_the_program_records_ends_and_does_nothing_else_by_itself() {
    for step in &Rulebook::embedded().moves {
        let by_itself =
            step.decided_by.contains(&Role::System) || step.proposed_by.contains(&Role::System);
        if by_itself {
            assert_eq!(step.command, CommandName::RecordLapse, "{}", step.id);
            assert!(
                step.issues.is_empty(),
                "{} sends something by itself",
                step.id
            );
        }
    }
    let case = Lived::received("2026-03-02").await;
    for (name, body) in [
        ("accept", json!({ "note": "符合受理条件" })),
        ("requestCorrection", json!({ "items": ["身份证明"] })),
        (
            "refuseAcceptance",
            json!({ "ground": "OUT_OF_SCOPE", "reason": "属于信访事项" }),
        ),
    ] {
        let refused = case.refused("system", name, body).await;
        assert_eq!(refused.code, "WRONG_ROLE", "{name}");
    }
    // One command is about one case.
    let schema = api::schema();
    let (_, input) = schema.split_once("input SubmitCommandInput {").unwrap();
    let (input, _) = input.split_once("\n}").unwrap();
    assert!(input.contains("caseId: ID!"), "{input}");
    assert!(!input.contains("[ID!]"), "{input}");
}
