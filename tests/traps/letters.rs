//! Traps of what follows a decision, lived through the API on both databases.

use serde_json::{Value, json};

use super::lived::Lived;
use super::{day, naive, not_naive};
use crate::on_both;
use crate::support::database::Database;
use crate::support::drive::draft;
use crate::support::ground::Ground;

/// An opinion letter drafted, signed and issued today; the number of its matter.
async fn issued(case: &Lived, to: Value) -> u32 {
    let mut letter =
        json!({ "kind": "OPINION", "problem": "未告知陈述申辩权", "advice": "自查纠正" });
    letter
        .as_object_mut()
        .unwrap()
        .extend(to.as_object().unwrap().clone());
    case.done("officer", "draftLetter", letter).await;
    let matter = case.seen().await.matter("opinion").unwrap().no;
    let sign = json!({ "matter": matter });
    case.done("organ_head", "signLetter", sign).await;
    let issue = json!({ "matter": matter, "sealRegister": "印2" });
    case.done("registrar", "issueLetter", issue).await;
    matter
}

on_both!(
    /// ARL 79(2). Naively a case whose decision is served on everybody closes.
    trap_13_a_department_s_decision_and_letter_are_copied_to_its_superior,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        let close = json!({ "note": "文书均已送达" });
        // An agency that is no department of this government: served and closed, as the naive reading has it.
        let other = ground.decided(ground.application(), draft()).await;
        let mut application = ground.application();
        application["respondents"][0]["ownDepartment"] = json!(true);
        let own = ground.decided(application, draft()).await;
        let mut case = Lived::of(ground, other, "2026-03-02");
        for party in [1, 2] {
            case.served("decision", party).await;
        }
        serve_rest(&case).await;
        case.done("officer", "close", close.clone()).await;
        assert_eq!(case.seen().await.stage, "closed");
        case.case = own;
        case.served("decision", 1).await;
        // It takes effect for the department when the department receives it, and then the copy is owed.
        assert!(case.seen().await.matter("superior_copy").is_none());
        case.served("decision", 2).await;
        serve_rest(&case).await;
        let seen = case.seen().await;
        let matter = seen.matter("superior_copy").unwrap();
        assert_eq!(matter.stage, "copy_due");
        // Five working days, the office's own: 3–6 and 9 March.
        assert_eq!(case.due("copy_to_superior").await, Some(day("2026-03-09")));
        let naively = case.refused("officer", "close", close.clone()).await;
        assert_eq!(naively.code, "MATTER_OPEN", "{naively:?}");
        assert!(naively.message.contains("抄告"), "{naively:?}");
        let copy = json!({ "matter": matter.no, "superior": "深圳市市场监督管理局" });
        let copied = case.done("officer", "copyToSuperior", copy).await;
        assert_eq!(copied.papers, ["superior_copy_letter"]);
        // The opinion letter is copied too, which is forgotten even where the decision is not.
        let letter = issued(&case, json!({ "party": 2 })).await;
        case.served("opinion_letter", 2).await;
        let seen = case.seen().await;
        let second = seen.matter("superior_copy#2").unwrap();
        assert_eq!(second.stage, "copy_due", "naively nothing more is copied");
        let report = json!({ "matter": letter, "report": "已纠正" });
        case.done("registrar", "recordLetterReport", report).await;
        let judge = json!({ "matter": letter, "judgement": "CORRECTED", "reason": "已核实" });
        case.done("institution_head", "judgeLetter", judge).await;
        let naively = case.refused("officer", "close", close.clone()).await;
        assert_eq!(naively.code, "MATTER_OPEN", "{naively:?}");
        let copy = json!({ "matter": second.no, "superior": "深圳市市场监督管理局" });
        case.done("officer", "copyToSuperior", copy).await;
        case.done("officer", "close", close).await;
        assert_eq!(case.seen().await.stage, "closed");
    }
);

/// Serves every paper that is still to be served.
async fn serve_rest(case: &Lived) {
    let seen = case.seen().await;
    for paper in seen.papers.iter().filter(|paper| paper.must_be_served) {
        for party in &paper.addressees {
            if !paper.served.contains(party) {
                let service = json!({ "paper": paper.no, "party": party, "method": "DIRECT", "slip": "回证" });
                case.done("registrar", "recordService", service).await;
            }
        }
    }
}

on_both!(
    /// ARL 76. Naively the sixty days run from the day that the letter bears, and are the same for every addressee.
    trap_17_sixty_days_of_an_opinion_letter_run_from_its_addressee_s_receipt,
    async |database: Database| {
        let ground = Ground::on(database, "2026-08-06").await;
        let id = ground.in_trial().await;
        let mut case = Lived::of(ground, id, "2026-08-06");
        issued(&case, json!({ "party": 2 })).await;
        let elsewhere = issued(&case, json!({ "organName": "坪山区某街道办事处" })).await;
        assert_eq!(case.due("opinion_feedback").await, None, "naively it runs");
        let report = json!({ "matter": elsewhere, "report": "尚未收到" });
        let early = case.refused("registrar", "recordLetterReport", report).await;
        assert_eq!(early.code, "BAD_FIELD", "{early:?}");
        let naively = naive::rolled(naive::plus(day("2026-08-06"), 60), naive::official);
        case.until("2026-08-10").await;
        case.served("opinion_letter#1", 2).await;
        let found = case.due("opinion_feedback").await.unwrap();
        not_naive(found, "2026-10-09", naively, "2026-10-08");
        // The other organ has it a day later, and a day of its own: Saturday 10 October, which is worked.
        case.until("2026-08-11").await;
        let paper = case.seen().await.paper("opinion_letter#2").unwrap().clone();
        case.served("opinion_letter#2", paper.addressees[0]).await;
        let seen = case.seen().await;
        let due = |name: &str| day(&seen.term(name).unwrap().due);
        not_naive(due("opinion_feedback#2"), "2026-10-10", naively, "2026-10-08");
        assert_eq!(due("opinion_feedback#1"), day("2026-10-09"));
    }
);
