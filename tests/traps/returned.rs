//! The rule of practice about cases that a court sends back, lived through the API on both databases.

use serde_json::{Value, json};

use super::lived::Lived;
use super::{day, naive, not_naive};
use crate::on_both;
use crate::support::database::Database;
use crate::support::drive::draft;
use crate::support::ground::Ground;

/// A judgment, and the day that it or a person sets.
fn judgment(effect: &str, days: Value) -> Value {
    let mut body = json!({
        "court": "深圳市中级人民法院",
        "number": "（2026）粤03行终9号",
        "effect": effect,
        "reason": "判决未定期限，参照审理期限确定",
    });
    body.as_object_mut()
        .unwrap()
        .extend(days.as_object().unwrap().clone());
    body
}

on_both!(
    /// ALL 70–72. Naively a closed case stays closed and a new one is opened, with sixty days of its own.
    rule_10_an_annulled_decision_is_heard_again_to_the_day_that_is_set,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        let id = ground.decided(ground.application(), draft()).await;
        let mut case = Lived::of(ground, id, "2026-03-02");
        case.served("decision", 1).await;
        let decided = case.seen().await.log.len();
        case.until("2026-03-16").await;
        // Where the court sets no period, a person chooses one, with a reason; nobody is given two.
        let annulled = |days| judgment("ANNULS_DECISION", days);
        let both = json!({ "courtLastDay": "2026-05-17", "chosenLastDay": "2026-05-17" });
        let mut unreasoned = annulled(json!({ "chosenLastDay": "2026-05-17" }));
        unreasoned["reason"] = json!(" ");
        for (body, code) in [
            (annulled(json!({})), "MISSING_FIELD"),
            (annulled(both), "BAD_FIELD"),
            (unreasoned, "MISSING_FIELD"),
            (
                judgment("ANNULS_NON_ACCEPTANCE", json!({})),
                "JUDGMENT_DOES_NOT_FIT",
            ),
        ] {
            let refused = case.refused("institution_head", "returnFromCourt", body);
            assert_eq!(refused.await.code, code);
        }
        let chosen = annulled(json!({ "chosenLastDay": "2026-05-17" }));
        let asked = case.done("officer", "returnFromCourt", chosen).await;
        assert!(asked.is_request, "the officer only proposes");
        let approve = json!({ "request": 1, "approve": true });
        case.done("institution_head", "settleRequest", approve)
            .await;
        let seen = case.seen().await;
        assert_ne!(seen.stage, "concluded", "naively it stays as it is");
        assert_eq!((seen.stage.as_str(), &seen.outcome), ("in_trial", &None));
        // The log keeps the decision; the entry names it as reversed. The window that it had opened ends.
        let outcome = u32::try_from(decided).unwrap() - 1;
        assert_eq!(seen.log.last().unwrap().reverses, [outcome]);
        assert_eq!(case.state("sue_after_decision_15d").await, "CANCELLED");
        let again = json!({ "paper": seen.paper("decision").unwrap().no, "party": 2, "method": "DIRECT", "slip": "回证" });
        let marked = case.refused("registrar", "recordService", again).await;
        assert_eq!(marked.code, "NO_SUCH_THING", "naively it can be served");
        // The day set is Sunday 17 May: Monday. Naively sixty days from the judgment.
        let naively = naive::rolled(naive::plus(day("2026-03-16"), 60), naive::official);
        let found = case.due("court_fixed").await.unwrap();
        not_naive(found, "2026-05-18", naively, "2026-05-15");
        assert_eq!(
            case.state("decide_ordinary").await,
            "MET",
            "naively it runs again"
        );
    }
);

on_both!(
    /// ALL 70–72. Naively every case that comes back begins anew.
    rule_10_a_case_goes_back_to_where_the_judgment_implies,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        let not_accepted = ground.assigned().await;
        let refuse = json!({ "ground": "OUT_OF_TIME", "reason": "超过期限" });
        ground
            .give("institution_head", &not_accepted, "refuseAcceptance", refuse)
            .await;
        let rejection = json!({
            "items": [{ "kind": "REJECT_APPLICATION", "subject": "全部请求" }],
            "findings": "经审理查明",
            "reasons": "不符合受理条件",
        });
        let rejected = ground.decided(ground.application(), rejection).await;
        let silent = ground.in_trial().await;
        let mut case = Lived::of(ground, not_accepted, "2026-03-02");
        let set = json!({ "courtLastDay": "2026-03-31" });
        // Not accepted: received, and the five days of the review run, with no day to be chosen.
        let annulled = judgment("ANNULS_NON_ACCEPTANCE", json!({}));
        case.done("institution_head", "returnFromCourt", annulled)
            .await;
        assert_eq!(case.seen().await.stage, "received");
        assert_eq!(case.due("accept_review").await, Some(day("2026-03-09")));
        assert_eq!(case.due("decide_ordinary").await, None);
        // Rejected after the reply had come: heard again, not received again.
        case.case = rejected;
        let annulled = judgment("ANNULS_REJECTION", set.clone());
        case.done("institution_head", "returnFromCourt", annulled)
            .await;
        let seen = case.seen().await;
        assert_ne!(seen.stage, "received", "naively");
        assert_eq!(seen.stage, "in_trial");
        assert_eq!(case.due("court_fixed").await, Some(day("2026-03-31")));
        assert!(
            seen.term("accept_review#2").is_none(),
            "it is not reviewed again"
        );
        // Ordered to decide what was left undecided: it stays where it is, and the court's day runs beside the limit.
        case.case = silent;
        let ordered = judgment("ORDERS_PERFORMANCE", set);
        case.done("institution_head", "returnFromCourt", ordered)
            .await;
        assert_eq!(case.seen().await.stage, "in_trial");
        assert_eq!(case.due("court_fixed").await, Some(day("2026-03-31")));
        assert_eq!(case.state("decide_ordinary").await, "RUNNING");
    }
);
