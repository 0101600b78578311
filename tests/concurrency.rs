//! Many at once: one winner per revision, nobody sees a lock, one effect per key.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::on_both;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::Ground;
use crate::support::seen::Answer;

const TODAY: &str = "2026-03-18";
const CLIENTS: usize = 50;
const WRITERS: usize = 40;

/// Runs the same request from many clients that all begin at the same moment.
async fn at_once(ground: &Arc<Ground>, inputs: Vec<(&'static str, Value)>) -> Vec<Answer> {
    let start = Arc::new(Barrier::new(inputs.len()));
    let mut running = JoinSet::new();
    for (by, input) in inputs {
        let (ground, start) = (Arc::clone(ground), Arc::clone(&start));
        running.spawn(async move {
            start.wait().await;
            ground.command(by, input).await
        });
    }
    running.join_all().await
}

on_both!(
    fifty_clients_on_one_case_have_one_winner_per_revision,
    async |database: Database| {
        let ground = Arc::new(Ground::on(database, TODAY).await);
        let case = ground.accepted().await;
        for round in 0..3 {
            let revision = ground.see(&case).await.revision;
            let views = json!({ "parties": [1], "mode": "TELEPHONE", "record": format!("第{round}次听取意见") });
            let input = json!({ "caseId": case, "expectedRevision": revision, "command": reconsideration("hearViews", views) });
            let answers = at_once(&ground, vec![("officer", input); CLIENTS]).await;
            let mut winners = 0;
            for answer in &answers {
                match answer {
                    Answer::Done(done) => {
                        winners += 1;
                        assert_eq!(done.entry, revision + 1);
                    }
                    Answer::Refused(refused) => {
                        assert_eq!(refused.code, "STALE_REVISION");
                        let actual = refused
                            .args
                            .as_array()
                            .unwrap()
                            .iter()
                            .find(|arg| arg["name"] == "actual")
                            .unwrap();
                        assert_eq!(
                            actual["value"],
                            (revision + 1).to_string(),
                            "it names the revision as it is now"
                        );
                    }
                    Answer::Failed { code, message } => panic!("{code}: {message}"),
                }
            }
            assert_eq!(winners, 1, "one of {CLIENTS} wins");
            let seen = ground.see(&case).await;
            assert_eq!(
                (seen.revision, seen.log.len()),
                (revision + 1, usize::try_from(revision).unwrap() + 1)
            );
        }
    }
);

on_both!(
    forty_writers_on_forty_cases_all_succeed,
    async |database: Database| {
        let ground = Arc::new(Ground::on(database, TODAY).await);
        let mut cases = Vec::new();
        for _ in 0..WRITERS {
            cases.push(ground.assigned().await);
        }
        let accept = |case: &String| json!({ "caseId": case, "expectedRevision": 2, "command": reconsideration("accept", json!({ "note": "受理" })) });
        let inputs = cases.iter().map(|case| ("officer", accept(case))).collect();
        let mut numbers = BTreeSet::new();
        for answer in at_once(&ground, inputs).await {
            assert!(
                matches!(answer, Answer::Done(_)),
                "nobody sees an error: {answer:?}"
            );
        }
        for case in &cases {
            let seen = ground.see(case).await;
            assert_eq!((seen.stage.as_str(), seen.revision), ("accepted", 3));
            numbers.insert(
                seen.paper("acceptance_notice")
                    .unwrap()
                    .number
                    .clone()
                    .unwrap(),
            );
        }
        // Numbers of the notices: forty, no gap and no double.
        assert_eq!(numbers.len(), WRITERS, "{numbers:?}");
        let serial = |number: &String| -> usize {
            number
                .rsplit_once('〕')
                .unwrap()
                .1
                .trim_end_matches('号')
                .parse()
                .unwrap()
        };
        assert_eq!(
            numbers.iter().map(serial).max(),
            Some(WRITERS),
            "{numbers:?}"
        );
    }
);

on_both!(
    the_same_key_at_once_has_one_effect,
    async |database: Database| {
        let ground = Arc::new(Ground::on(database, TODAY).await);
        let case = ground.assigned().await;
        let command = reconsideration("accept", json!({ "note": "受理" }));
        let input = json!({ "caseId": case, "expectedRevision": 2, "idempotencyKey": "same", "command": command });
        let answers = at_once(&ground, vec![("officer", input); 20]).await;
        let done: Vec<_> = answers.into_iter().map(Answer::done).collect();
        assert_eq!(
            done.iter().filter(|done| !done.replayed).count(),
            1,
            "one is carried out, the others hear of it"
        );
        assert!(
            done.iter().all(|one| one.papers == ["acceptance_notice"]),
            "all hear the same"
        );
        assert_eq!(ground.see(&case).await.revision, 3);
    }
);

on_both!(
    the_same_key_opening_a_case_at_once_opens_one,
    async |database: Database| {
        let ground = Arc::new(Ground::on(database, TODAY).await);
        let input = json!({ "idempotencyKey": "open", "opening": { "reconsideration": ground.application() } });
        let start = Arc::new(Barrier::new(20));
        let mut running = JoinSet::new();
        for _ in 0..20 {
            let (ground, start, input) = (Arc::clone(&ground), Arc::clone(&start), input.clone());
            running.spawn(async move {
                start.wait().await;
                let query = crate::support::client::open_case();
                let answer = ground
                    .ask("registrar", &query, json!({ "input": input }))
                    .await;
                crate::support::client::answer_of(&answer).done()
            });
        }
        let done = running.join_all().await;
        let cases: BTreeSet<_> = done.iter().map(|done| done.case.as_str()).collect();
        assert_eq!(cases.len(), 1, "{cases:?}");
        assert_eq!(done.iter().filter(|done| !done.replayed).count(), 1);
        let total = ground
            .ask(
                "registrar",
                "{ cases(first: 10) { totalCount } }",
                json!({}),
            )
            .await;
        assert_eq!(total["data"]["cases"]["totalCount"], 1);
    }
);

on_both!(
    of_many_who_file_one_upload_in_their_cases_one_does,
    async |database: Database| {
        let ground = Arc::new(Ground::on(database, TODAY).await);
        ground.upload_waits().await;
        let body = json!({
            "upload": ground.id_of("upload"), "kind": "OTHER", "volume": "MAIN", "title": "材料", "pages": 1,
        });
        let mut inputs = Vec::new();
        for _ in 0..8 {
            let case = ground.accepted().await;
            let revision = ground.see(&case).await.revision;
            let command = reconsideration("fileMaterial", body.clone());
            let input = json!({ "caseId": case, "expectedRevision": revision, "command": command });
            inputs.push(("officer", input));
        }
        let mut winners = 0;
        for answer in at_once(&ground, inputs).await {
            match answer {
                Answer::Done(_) => winners += 1,
                Answer::Refused(refused) => assert_eq!(refused.code, "UPLOAD_MISSING"),
                failed => panic!("{failed:?}"),
            }
        }
        assert_eq!(winners, 1);
        let verdict = store::audit::verify(&ground.store).await.unwrap();
        assert_eq!(verdict.faults, []);
    }
);
