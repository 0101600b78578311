//! Traps of the proceeding, lived through the API.

use serde_json::json;

use super::lived::Lived;
use super::{day, naive, not_naive, views};
use crate::support::database::Database;
use crate::support::drive::draft;
use crate::support::ground::Ground;

/// ARL 62(1). Naively, as under the law of 1999, the sixty days run from receipt.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trap_02_the_limit_to_decide_runs_from_acceptance_not_from_receipt() {
    let mut case = Lived::received("2026-03-02").await;
    assert_eq!(case.due("decide_ordinary").await, None, "nothing runs yet");
    case.until("2026-03-09").await;
    case.done("officer", "accept", json!({ "note": "符合受理条件" }))
        .await;
    let naively = naive::rolled(naive::plus(day("2026-03-02"), 60), naive::official);
    let found = case.due("decide_ordinary").await.unwrap();
    not_naive(found, "2026-05-08", naively, "2026-05-06");
}

/// ARL 62(1). Naively the head of the organ, who signs the decision, also extends.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trap_06_the_head_of_the_institution_extends_not_the_head_of_the_organ() {
    let ground = Ground::on(Database::sqlite(), "2026-03-02").await;
    let id = ground.accepted().await;
    let case = Lived::of(ground, id, "2026-03-02");
    let before = case.due("decide_ordinary").await.unwrap();
    let extend = json!({ "days": 30, "reason": "案情复杂" });
    let asked = case.done("officer", "extend", extend.clone()).await;
    assert!(asked.is_request, "the officer only proposes");
    assert_eq!(case.due("decide_ordinary").await, Some(before));
    let approve = json!({ "request": 1, "approve": true });
    let naively = case
        .refused("organ_head", "settleRequest", approve.clone())
        .await;
    assert_eq!(naively.code, "WRONG_ROLE", "{naively:?}");
    let alone = case.refused("organ_head", "extend", extend).await;
    assert_eq!(alone.code, "WRONG_ROLE", "{alone:?}");
    case.done("institution_head", "settleRequest", approve)
        .await;
    // 2026-03-02 and ninety days: Sunday 31 May, so Monday 1 June.
    assert_eq!(case.due("decide_ordinary").await, Some(day("2026-06-01")));
}

/// ARL 30(3). Naively nothing happens until somebody looks, and the limit runs from then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trap_09_an_application_nobody_decides_on_is_accepted_on_the_fifth_day() {
    let case = Lived::received("2026-10-08").await;
    assert_eq!(case.due("accept_review").await, Some(day("2026-10-14")));
    // The program was down for days: it looks again on the twentieth.
    case.ground.morning(day("2026-10-20")).await;
    let seen = case.seen().await;
    assert_ne!(seen.stage, "received", "naively it still waits");
    assert_eq!(seen.stage, "accepted");
    let last = seen.log.last().unwrap();
    assert_eq!(
        (last.made.as_str(), last.effective_on.as_str()),
        ("deem_accepted", "2026-10-14")
    );
    let naively = naive::rolled(naive::plus(day("2026-10-20"), 60), naive::official);
    let found = case.due("decide_ordinary").await.unwrap();
    not_naive(found, "2026-12-14", naively, "2026-12-21");
}

/// ARL 50(1). Naively hearing the views is enough, and who has the case may think better of the hearing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn invariant_4_a_mandatory_hearing_comes_before_the_draft() {
    let ground = Ground::on(Database::sqlite(), "2026-03-02").await;
    let id = ground.in_trial().await;
    let case = Lived::of(ground, id, "2026-03-02");
    case.done("officer", "hearViews", views()).await;
    let grave = json!({ "grounds": ["MAJOR_DIFFICULT_COMPLEX"], "reason": "涉及人数众多" });
    case.done("institution_head", "classify", grave).await;
    let naively = case.refused("officer", "submitDraft", draft()).await;
    assert_eq!(naively.code, "HEARING_NOT_HELD", "{naively:?}");
    // Five full working days lie between: 3–6 and 9 March, so Tuesday the 10th at the earliest.
    let session = json!({ "on": "2026-03-10", "at": "上午九时", "place": "听证室", "matters": ["处罚的事实"] });
    case.done("officer", "setHearing", session).await;
    let off = json!({ "reason": "不再需要" });
    let naively = case.refused("institution_head", "cancelHearing", off).await;
    assert_eq!(naively.code, "HEARING_MANDATORY", "{naively:?}");
    let naively = case.refused("officer", "submitDraft", draft()).await;
    assert_eq!(naively.code, "MATTER_OPEN", "{naively:?}");
}

/// Naively the day of receipt is the day in UTC; the clock of the API is in UTC.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trap_14_an_application_received_after_midnight_counts_from_that_day() {
    let ground = Ground::on(Database::sqlite(), "2026-09-18").await;
    let mut application = ground.application();
    application["receivedAt"] = json!("2026-09-17T16:30:00Z");
    let id = ground
        .open("registrar", application, None)
        .await
        .done()
        .case;
    let case = Lived::of(ground, id, "2026-09-18");
    let naively = naive::working(day("2026-09-17"), 5, naive::official);
    let found = case.due("accept_review").await.unwrap();
    not_naive(found, "2026-09-24", naively, "2026-09-23");
}
