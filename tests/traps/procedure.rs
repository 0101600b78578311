//! Traps of the simplified procedure, lived through the API on both databases.

use serde_json::{Value, json};
use workflow::deadline::compute_embedded;

use super::lived::Lived;
use super::{ask, day, extended, naive, not_naive};
use crate::on_both;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::Ground;
use crate::support::seen::Answer;

/// An acceptance with the simplified procedure, for what is at stake.
fn for_yuan(yuan: u32) -> Value {
    let small = json!({ "ground": "SMALL_AMOUNT", "clear": true, "amount": yuan });
    json!({ "note": "符合受理条件", "simplified": small })
}

on_both!(
    /// ARL 62(2), 55. Naively thirty days are extended like sixty, and a conversion begins the sixty anew.
    trap_07_a_simplified_case_is_never_extended_only_converted,
    async |database: Database| {
        let ground = Ground::on(database, "2026-07-07").await;
        let id = ground.assigned().await;
        let mut case = Lived::of(ground, id, "2026-07-07");
        case.done("officer", "accept", for_yuan(3000)).await;
        let extend = json!({ "days": 20, "reason": "案情复杂" });
        for by in ["officer", "institution_head", "organ_head"] {
            let refused = case.refused(by, "extend", extend.clone()).await;
            let code = if by == "organ_head" {
                "WRONG_ROLE"
            } else {
                "SIMPLIFIED_NO_EXTENSION"
            };
            assert_eq!(refused.code, code, "{by}");
        }
        let naively = naive::rolled(naive::plus(day("2026-07-07"), 30 + 20), naive::official);
        let found = case.due("decide_simplified").await.unwrap();
        not_naive(found, "2026-08-06", naively, "2026-08-26");
        // Without a case it is not reckoned either.
        let longer = extended(ask("decide_simplified", "2026-07-07"), 20);
        let refused = compute_embedded(&longer).unwrap_err();
        assert_eq!(refused.code(), "EXTENSION_NOT_TAKEN");
        // What the Act has instead: the ordinary procedure, sixty days from the acceptance there was, to be extended once.
        case.until("2026-07-20").await;
        let unfit = json!({ "reason": "争议较大，不宜适用简易程序" });
        case.done("institution_head", "convertToOrdinary", unfit)
            .await;
        let naively = naive::rolled(naive::plus(day("2026-07-20"), 60), naive::official);
        let found = case.due("decide_ordinary").await.unwrap();
        not_naive(found, "2026-09-07", naively, "2026-09-18");
        case.done("institution_head", "extend", extend).await;
        // Eighty days: Friday 25 September, Mid-Autumn, so Monday the 28th.
        assert_eq!(case.due("decide_ordinary").await, Some(day("2026-09-28")));
    }
);

on_both!(
    /// ARL 53(1)(3). Naively the limit is that of the courts, 2000 yuan (ALL 82).
    trap_08_three_thousand_yuan_not_two,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        let (mut here, mut in_court) = (Vec::new(), Vec::new());
        for yuan in [2000, 2001, 3000, 3001] {
            let case = ground.assigned().await;
            let revision = ground.see(&case).await.revision;
            let accept = reconsideration("accept", for_yuan(yuan));
            let answer = ground
                .submit("officer", &case, revision, accept, None, None)
                .await;
            here.push(matches!(answer, Answer::Done(_)));
            in_court.push(yuan <= 2000);
            match answer {
                Answer::Done(_) => {
                    let seen = ground.see(&case).await;
                    assert!(seen.term("decide_simplified").is_some(), "{yuan}");
                }
                refused => {
                    let refused = refused.refused();
                    assert_eq!(refused.code, "SIMPLIFIED_UNFIT", "{yuan}");
                    assert_eq!(refused.basis.as_deref(), Some("ARL 53"), "{yuan}");
                }
            }
        }
        assert_eq!(
            in_court,
            [true, false, false, false],
            "what the naive reading gives"
        );
        assert_eq!(here, [true, true, true, false]);
    }
);
