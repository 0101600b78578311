//! Every kind of bad input: a specific answer that says what would work, in both languages, with the article where it
//! is law, and nothing written.

mod faults;
mod input;
mod program;

use serde_json::{Value, json};

use crate::on_both;
use crate::support::client;
use crate::support::database::Database;
use crate::support::drive::{draft, reconsideration};
use crate::support::ground::Ground;
use crate::support::seen::Refused;

/// The day on which these tests take place: a Wednesday.
const TODAY: &str = "2026-03-18";

/// What is sent, by whom, and what must come back.
struct Bad<'a> {
    by: &'a str,
    command: Value,
    effective_on: Option<&'a str>,
    proof: Option<Value>,
    code: &'a str,
    /// Article, or empty where it is not law.
    basis: &'a str,
    /// Words that the English and the Chinese message must have.
    says: (&'a str, &'a str),
}

impl<'a> Bad<'a> {
    fn new(
        by: &'a str,
        name: &str,
        body: Value,
        code: &'a str,
        basis: &'a str,
        says: (&'a str, &'a str),
    ) -> Self {
        let command = reconsideration(name, body);
        Self {
            by,
            command,
            effective_on: None,
            proof: None,
            code,
            basis,
            says,
        }
    }
}

/// Sends it in both languages, checks the answers, and that nothing was written.
async fn refuse(ground: &Ground, case: &str, bad: Bad<'_>) {
    let before = (ground.see(case).await, rows(ground).await);
    let mut input =
        json!({ "caseId": case, "expectedRevision": before.0.revision, "command": bad.command });
    if let Some(day) = bad.effective_on {
        input["effectiveOn"] = json!(day);
    }
    if let Some(proof) = &bad.proof {
        input["proof"] = proof.clone();
    }
    let [english, chinese] = both(
        ground,
        bad.by,
        &client::submit_command(),
        json!({ "input": input }),
    )
    .await;
    check(&english, bad.code, bad.basis, bad.says.0);
    check(&chinese, bad.code, bad.basis, bad.says.1);
    assert_ne!(english.message, chinese.message);
    assert_eq!(
        (ground.see(case).await, rows(ground).await),
        before,
        "nothing may be written"
    );
    // What a preview answers is what the command answers.
    let query = "query ($input: SubmitCommandInput!) { previewCommand(input: $input) { refusal { code } } }";
    let input = ground.whole(input).await;
    let preview = ground.ask(bad.by, query, json!({ "input": input })).await;
    assert_eq!(
        preview.pointer("/data/previewCommand/refusal/code"),
        Some(&json!(bad.code)),
        "{preview}"
    );
}

async fn both(ground: &Ground, by: &str, query: &str, variables: Value) -> [Refused; 2] {
    let mut answers = Vec::new();
    for language in ["en", "zh-CN"] {
        let input = ground.whole(variables["input"].clone()).await;
        let variables = json!({ "input": input });
        let (_, answer) =
            client::post(&ground.router, ground.token(by), language, query, variables).await;
        answers.push(client::answer_of(&answer).refused());
    }
    answers.try_into().unwrap()
}

#[track_caller]
fn check(refused: &Refused, code: &str, basis: &str, says: &str) {
    assert_eq!(refused.code, code, "{refused:?}");
    assert!(
        refused.message.contains(says),
        "`{}` does not say `{says}`",
        refused.message
    );
    let found = refused.basis.as_deref().unwrap_or_default();
    assert!(
        found.contains(basis) && found.is_empty() == basis.is_empty(),
        "basis `{found}`, not `{basis}`"
    );
}

/// Rows of every table that a command writes to.
async fn rows(ground: &Ground) -> Vec<(&'static str, i64)> {
    const TABLES: [&str; 9] = [
        "case_file",
        "party",
        "term",
        "term_version",
        "paper",
        "service",
        "entry",
        "alert",
        "idempotency_key",
    ];
    let raw = ground.database.raw().await;
    let mut counts = Vec::new();
    for table in TABLES {
        counts.push((
            table,
            count(&raw, &format!("SELECT COUNT(*) FROM {table}")).await,
        ));
    }
    raw.close().await.unwrap();
    counts
}

pub(crate) async fn count(raw: &sea_orm::DatabaseConnection, sql: &str) -> i64 {
    use sea_orm::{ConnectionTrait, Statement};
    let statement = Statement::from_string(raw.get_database_backend(), sql);
    raw.query_one_raw(statement)
        .await
        .unwrap()
        .unwrap()
        .try_get_by_index(0)
        .unwrap()
}

on_both!(wrong_stage, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.assigned().await;
    let copy = json!({ "note": "尚未受理" });
    let says = ("not possible at stage", "阶段");
    refuse(
        &ground,
        &case,
        Bad::new("officer", "sendCopy", copy, "WRONG_STAGE", "ARL 48", says),
    )
    .await;
    // It says what would be possible instead.
    let answer = ground.submit(
        "officer",
        &case,
        2,
        reconsideration("sendCopy", json!({ "note": "" })),
        None,
        None,
    );
    let allowed = answer.await.refused().allowed;
    assert!(
        allowed.contains(&"accept".to_owned()) && !allowed.contains(&"send_copy".to_owned()),
        "{allowed:?}"
    );
});

on_both!(wrong_role, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.assigned().await;
    let note = json!({ "note": "符合受理条件" });
    for who in [
        "registrar",
        "officer_b",
        "co_officer",
        "institution_head",
        "organ_head",
        "supervisor",
    ] {
        let says = ("who may: 承办人", "承办人");
        refuse(
            &ground,
            &case,
            Bad::new(who, "accept", note.clone(), "WRONG_ROLE", "ARL 30", says),
        )
        .await;
    }
});

on_both!(effective_day_before_receipt, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.assigned().await;
    let mut bad = Bad::new(
        "officer",
        "accept",
        json!({ "note": "倒签" }),
        "EFFECTIVE_BEFORE_RECEIPT",
        "",
        ("before the application came in", "收到"),
    );
    bad.effective_on = Some("2026-03-17");
    bad.proof =
        Some(json!({ "reference": "审批单原件", "confirmedBy": ground.id_of("registrar") }));
    refuse(&ground, &case, bad).await;
    let mut bad = Bad::new(
        "officer",
        "accept",
        json!({ "note": "" }),
        "EFFECTIVE_IN_FUTURE",
        "",
        ("after today", "今"),
    );
    bad.effective_on = Some("2026-03-19");
    refuse(&ground, &case, bad).await;
});

on_both!(
    back_dated_without_proof_or_second_person,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.assigned().await;
        ground.morning("2026-03-20".parse().unwrap()).await;
        let accept = |proof: Option<Value>, code, says| {
            let mut bad = Bad::new(
                "officer",
                "accept",
                json!({ "note": "补录" }),
                code,
                "ARL 30",
                says,
            );
            bad.effective_on = Some("2026-03-19");
            bad.proof = proof;
            bad
        };
        let says = ("give the proof", "凭证");
        refuse(&ground, &case, accept(None, "PROOF_MISSING", says)).await;
        refuse(
            &ground,
            &case,
            accept(Some(json!({ "reference": " " })), "PROOF_MISSING", says),
        )
        .await;
        let says = ("a second person", "另一名");
        let alone = json!({ "reference": "审批单原件" });
        refuse(
            &ground,
            &case,
            accept(Some(alone), "SECOND_PERSON_MISSING", says),
        )
        .await;
        let oneself = json!({ "reference": "审批单原件", "confirmedBy": ground.id_of("officer") });
        refuse(
            &ground,
            &case,
            accept(Some(oneself), "SECOND_PERSON_MISSING", says),
        )
        .await;
        let foreign = json!({ "reference": "审批单原件", "confirmedBy": ground.id_of("stranger") });
        refuse(
            &ground,
            &case,
            accept(Some(foreign), "SECOND_PERSON_MISSING", says),
        )
        .await;
    }
);

on_both!(extension_past_the_law, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.accepted().await;
    let extend = |days: u32| json!({ "days": days, "reason": "案情复杂" });
    let says = ("more than the 30 days", "30");
    let bad = Bad::new(
        "institution_head",
        "extend",
        extend(31),
        "EXTENSION_TOO_LONG",
        "ARL 62(1)",
        says,
    );
    refuse(&ground, &case, bad).await;
    ground
        .give("institution_head", &case, "extend", extend(30))
        .await;
    let says = ("extended once", "延长");
    let bad = Bad::new(
        "institution_head",
        "extend",
        extend(1),
        "EXTENDED_ALREADY",
        "ARL 62(1)",
        says,
    );
    refuse(&ground, &case, bad).await;
});

on_both!(second_correction, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.assigned().await;
    ground
        .give(
            "officer",
            &case,
            "requestCorrection",
            json!({ "items": ["身份证明"] }),
        )
        .await;
    let service = json!({ "paper": 2, "party": 1, "method": "DIRECT", "slip": "回证" });
    ground
        .give("registrar", &case, "recordService", service)
        .await;
    ground
        .give(
            "registrar",
            &case,
            "receiveCorrection",
            json!({ "note": "当面递交" }),
        )
        .await;
    let again = json!({ "items": ["委托书"] });
    let says = ("once, in one list", "一次");
    let bad = Bad::new(
        "officer",
        "requestCorrection",
        again,
        "SECOND_CORRECTION",
        "ARL 31",
        says,
    );
    refuse(&ground, &case, bad).await;
});

on_both!(decision_while_suspended, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.in_trial().await;
    let suspend = json!({ "ground": "force_majeure", "reason": "台风", "consents": [] });
    ground
        .give("institution_head", &case, "suspend", suspend.clone())
        .await;
    let says = ("resume it first", "恢复");
    let bad = Bad::new("officer", "submitDraft", draft(), "SUSPENDED", "ARL", says);
    refuse(&ground, &case, bad).await;
    // A draft that is already with the head of the organ is not signed either.
    ground
        .give(
            "institution_head",
            &case,
            "resume",
            json!({ "reason": "台风已过" }),
        )
        .await;
    let views = json!({ "parties": [1], "mode": "IN_PERSON", "record": "听取意见" });
    ground.give("officer", &case, "hearViews", views).await;
    ground.give("officer", &case, "submitDraft", draft()).await;
    ground
        .give("institution_head", &case, "suspend", suspend)
        .await;
    let sign = json!({ "basis": "HEAD_CONSENT" });
    let bad = Bad::new(
        "organ_head",
        "signDecision",
        sign,
        "SUSPENDED",
        "ARL",
        ("resume it first", "恢复"),
    );
    refuse(&ground, &case, bad).await;
});
