//! Input that does not fit the case as it is, or the world: fields, revisions, keys, days, ids.

use serde_json::{Value, json};

use super::{Bad, TODAY, both, check, refuse, rows};
use crate::on_both;
use crate::support::client;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::Ground;
use crate::support::seen::Answer;

on_both!(missing_field, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.assigned().await;
    let blank = json!({ "ground": "OUT_OF_TIME", "reason": "  " });
    let says = ("`reason` is missing", "理由");
    refuse(
        &ground,
        &case,
        Bad::new(
            "officer",
            "refuseAcceptance",
            blank,
            "MISSING_FIELD",
            "ARL 30",
            says,
        ),
    )
    .await;
    // A field that the schema demands is the client's fault, named, and no command at all.
    let before = rows(&ground).await;
    let input = json!({ "caseId": case, "command": reconsideration("refuseAcceptance", json!({ "ground": "OUT_OF_TIME" })) });
    let (code, message) = ground.command("officer", input).await.failed();
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.contains("reason"), "{message}");
    assert_eq!(rows(&ground).await, before);
});

on_both!(stale_revision, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.assigned().await;
    let before = (ground.see(&case).await, rows(&ground).await);
    let command = reconsideration("accept", json!({ "note": "符合受理条件" }));
    let input = json!({ "input": { "caseId": case, "expectedRevision": 1, "command": command } });
    let [english, chinese] = both(&ground, "officer", &client::submit_command(), input).await;
    check(&english, "STALE_REVISION", "", "it is now at 2");
    check(&chinese, "STALE_REVISION", "", "2");
    assert_eq!((ground.see(&case).await, rows(&ground).await), before);
});

on_both!(key_reuse, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.assigned().await;
    let input = |note: &str| {
        let command = reconsideration("accept", json!({ "note": note }));
        json!({ "caseId": case, "idempotencyKey": "k-1", "command": command })
    };
    let first = ground
        .command("officer", input("符合受理条件"))
        .await
        .done();
    let before = (ground.see(&case).await, rows(&ground).await);
    let again = ground
        .command("officer", input("符合受理条件"))
        .await
        .done();
    assert!(again.replayed && !first.replayed);
    assert_eq!(again.papers, first.papers);
    let [english, chinese] = both(
        &ground,
        "officer",
        &client::submit_command(),
        json!({ "input": input("另一内容") }),
    )
    .await;
    check(&english, "IDEMPOTENCY_KEY_REUSED", "", "use a new key");
    check(&chinese, "IDEMPOTENCY_KEY_REUSED", "", "键");
    assert_eq!((ground.see(&case).await, rows(&ground).await), before);
    // The key is the user's own: another user's same key is another key.
    let service = json!({ "paper": 2, "party": 1, "method": "DIRECT", "slip": "回证" });
    let input = json!({ "caseId": case, "idempotencyKey": "k-1", "command": reconsideration("recordService", service) });
    assert!(!ground.command("registrar", input).await.done().replayed);
});

on_both!(day_the_calendar_lacks, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let before = rows(&ground).await;
    let mut receive = ground.application();
    receive["receivedAt"] = json!("2003-06-02T10:00:00+08:00");
    let input = json!({ "input": {
        "opening": { "reconsideration": receive }, "proof": { "reference": "收件登记簿" },
    } });
    let [english, chinese] = both(&ground, "registrar", &client::open_case(), input).await;
    assert_eq!(english.code, "CALENDAR_LACKS_DAY");
    assert!(
        english.message.contains("2004-01-01"),
        "{}",
        english.message
    );
    assert!(chinese.message.contains("2004-01-01") && chinese.message != english.message);
    assert_eq!(rows(&ground).await, before);
    let query = "query ($day: Date!) { calendarDay(day: $day) { day } }";
    let answer = ground
        .ask("officer", query, json!({ "day": "2051-01-01" }))
        .await;
    let message = answer
        .pointer("/errors/0/message")
        .and_then(Value::as_str)
        .unwrap_or_default();
    assert!(message.contains("2050-12-31"), "{answer}");
});

on_both!(a_case_that_does_not_exist, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.ordinary().await;
    let other = api::GlobalId::Case(workflow::id::CaseId(uuid::Uuid::now_v7())).to_string();
    for unknown in [
        other.as_str(),
        "case_x",
        "",
        &case.replace("case_", "term_"),
    ] {
        let input = json!({ "caseId": unknown, "command": reconsideration("accept", json!({ "note": "" })) });
        let answer = ground.command("officer", input).await;
        let Answer::Refused(refused) = answer else {
            panic!("{unknown}: {answer:?}")
        };
        assert_eq!(refused.code, "NOT_FOUND");
    }
});
