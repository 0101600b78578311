//! Traps of how a case ends, and of who is sued then, lived through the API on both databases.

use serde_json::{Value, json};
use workflow::command::DecisionKind;
use workflow::file::DecisionItem;
use workflow::later::{Defendant, after_decision};

use super::lived::Lived;
use super::views;
use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::Ground;
use crate::support::seen::Seen;

/// Sued for a decision that maintains: both organs.
const BOTH: &str = "ACT_AND_DECISION ORIGINAL_AGENCY+RECONSIDERATION_ORGAN sue_after_decision_15d";
/// Sued for a decision that changes: the reconsideration organ alone.
const ORGAN: &str = "DECISION RECONSIDERATION_ORGAN sue_after_decision_15d";
/// Sued for the act itself, as if nobody had decided.
const AGENCY: &str = "ORIGINAL_ACT ORIGINAL_AGENCY sue_direct_6m";

/// A draft of one item.
fn of(item: &Value) -> Value {
    json!({ "items": [item], "findings": "经审理查明", "reasons": "本机关认为" })
}

/// A case decided in one item.
async fn decided(ground: &Ground, item: &Value) -> Seen {
    let case = ground.decided(ground.application(), of(item)).await;
    ground.see(&case).await
}

/// The suits that follow, and that the naive reading expects others.
#[track_caller]
fn sued(seen: &Seen, right: &[&str], naively: &[&str]) {
    assert_ne!(right, naively, "the outcome tells nothing apart");
    assert_eq!(seen.suits, right);
}

on_both!(
    /// ARL 74, 41(1)(1). Naively parties who agree have been mediated: a letter is sealed, and the limit to decide is met.
    trap_10_a_settlement_ends_by_withdrawal_never_as_mediation,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        let id = ground.in_trial().await;
        let case = Lived::of(ground, id, "2026-03-02");
        let agreed = json!({ "parties": [1, 2], "content": "撤销处罚，改为警告", "review": "不损害他人权益" });
        case.done("officer", "recordSettlement", agreed).await;
        let seen = case.seen().await;
        assert_eq!((seen.stage.as_str(), &seen.outcome), ("in_trial", &None));
        assert_eq!(case.state("decide_ordinary").await, "RUNNING");
        let seal = json!({ "sealRegister": "印1" });
        let naively = case.refused("organ_head", "sealMediation", seal).await;
        assert_eq!(naively.code, "MEDIATION_UNSIGNED", "{naively:?}");
        // It ends nothing by itself: withdrawn, permitted as a settlement, terminated by the organ.
        let ground = json!({ "ground": "withdrawn", "reason": "和解后撤回" });
        let early = case.refused("organ_head", "terminate", ground.clone()).await;
        assert_eq!(early.code, "NO_WITHDRAWAL", "{early:?}");
        let withdraw = json!({ "party": 1, "reason": "已和解，自愿撤回" });
        case.done("officer", "withdraw", withdraw).await;
        let permit = |cause: &str| json!({ "cause": cause, "reason": "出于真实意愿" });
        let other = case
            .refused("institution_head", "permitWithdrawal", permit("OTHER"))
            .await;
        assert_eq!(other.code, "BAD_FIELD", "{other:?}");
        case.done("institution_head", "permitWithdrawal", permit("SETTLEMENT"))
            .await;
        case.done("organ_head", "terminate", ground).await;
        let seen = case.seen().await;
        assert_ne!(seen.outcome.as_deref(), Some("MEDIATED"), "naively");
        assert_eq!(seen.outcome.as_deref(), Some("TERMINATED"));
        assert_ne!(seen.group.as_deref(), Some("MEDIATED"), "naively");
        assert_eq!(seen.group.as_deref(), Some("SETTLED"));
        assert!(seen.paper("mediation_letter").is_none(), "naively");
        assert!(seen.paper("termination_decision").is_some());
        // No decision was made, so its limit was not met; after a mediation letter it would be.
        assert_eq!(case.state("decide_ordinary").await, "CANCELLED");
        // And the act can be sued over again (XJ 58), which after a mediation letter is disputed.
        sued(&seen, &[AGENCY], &[]);
    }
);

on_both!(
    /// ALL 26(2); XJ 22(3). Naively every decision that finds the act unlawful has changed it.
    trap_11_unlawful_for_its_procedure_is_maintained_for_the_defendants,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        for kind in ["ILLEGAL", "ILLEGAL_KEEP"] {
            let item = |procedural: bool| json!({ "kind": kind, "subject": "告知程序", "procedural": procedural });
            let procedure = decided(&ground, &item(true)).await;
            sued(&procedure, &[BOTH], &[ORGAN]);
            // For the figures it is a correction all the same.
            assert_eq!(procedure.group.as_deref(), Some("CORRECTED"), "{kind}");
            let substance = decided(&ground, &item(false)).await;
            sued(&substance, &[ORGAN], &[BOTH]);
        }
        // Revoked for its procedure it is changed: only a finding is excepted.
        let revoked = decided(&ground, &json!({ "kind": "REVOKE", "subject": "处罚" })).await;
        sued(&revoked, &[ORGAN], &[BOTH]);
        // Nobody has to guess: the draft says it, or is refused.
        let id = ground.in_trial().await;
        let case = Lived::of(ground, id, "2026-03-02");
        case.done("officer", "hearViews", views()).await;
        let silent = of(&json!({ "kind": "ILLEGAL_KEEP", "subject": "告知程序" }));
        let refused = case.refused("officer", "submitDraft", silent).await;
        assert_eq!(
            (refused.code.as_str(), refused.basis.as_deref()),
            ("MISSING_FIELD", Some("XJ 22"))
        );
    }
);

/// XJ 134(2). Naively the gravest item decides: one that changes something makes the organ the only defendant.
#[test]
fn trap_11_a_finding_of_procedure_beside_a_revocation_has_both() {
    let item = |kind, procedural| DecisionItem {
        kind,
        subject: "行政行为".to_owned(),
        perform_by: None,
        redo: false,
        procedural,
        result_changed: false,
        worse: false,
    };
    let items = [
        item(DecisionKind::Revoke, false),
        item(DecisionKind::Illegal, true),
    ];
    let suits = after_decision(&items, false);
    let defendants: Vec<_> = suits.iter().flat_map(|suit| &suit.defendants).collect();
    assert_ne!(defendants, [&Defendant::ReconsiderationOrgan], "naively");
    assert_eq!(
        defendants,
        [&Defendant::OriginalAgency, &Defendant::ReconsiderationOrgan]
    );
}

on_both!(
    /// XJ 133; ARL 33, 69. Naively what is rejected is rejected: either both organs are sued for each, or one for each.
    trap_12_a_request_rejected_is_maintained_an_application_rejected_is_not,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        let request = json!({ "kind": "REJECT_REQUEST", "subject": "履行职责的请求" });
        let request = decided(&ground, &request).await;
        let item = json!({ "kind": "REJECT_APPLICATION", "subject": "全部请求" });
        let application = decided(&ground, &item).await;
        // In the figures the two are one group, which is why the group cannot say who is sued.
        assert_eq!(request.group.as_deref(), Some("REJECTED"));
        assert_eq!(application.group, request.group);
        sued(&request, &[BOTH], &[ORGAN, AGENCY]);
        sued(&application, &[ORGAN, AGENCY], &[BOTH]);
        // Where reconsideration comes first, the act itself cannot be sued over, and the window is that of ARL 34.
        let mut first = ground.application();
        first["mandatoryFirst"] = json!(true);
        let id = ground.decided(first, of(&item)).await;
        let case = Lived::of(ground, id, "2026-03-02");
        let rejected = "DECISION RECONSIDERATION_ORGAN sue_refusal_15d";
        sued(&case.seen().await, &[rejected], &[ORGAN, AGENCY]);
        let seen = case.seen().await;
        assert!(seen.paper("decision").is_none(), "naively");
        case.served("rejection_decision", 1).await;
        let seen = case.seen().await;
        assert!(seen.term("sue_after_decision_15d").is_none(), "naively");
        // 2 March and fifteen days: Tuesday the 17th.
        assert_eq!(seen.term("sue_refusal_15d").unwrap().due, "2026-03-17");
    }
);
