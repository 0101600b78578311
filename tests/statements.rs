//! How many statements things take, whatever their size.

use serde_json::json;
use store::{DocketOf, Page};
use workflow::actor::Actor;

use crate::on_both;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::{Ground, case_id};

const TODAY: &str = "2026-03-18";

on_both!(
    a_case_file_loads_in_four_statements_whatever_its_terms,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        for case in [ground.ordinary().await, ground.concluded().await] {
            let before = ground.store.statements();
            let file = ground
                .store
                .case_file(&Actor::System, case_id(&case))
                .await
                .unwrap()
                .unwrap();
            let sent = ground.store.statements() - before;
            assert!(
                (1..=4).contains(&sent),
                "{sent} statements for {} terms",
                file.terms.len()
            );
        }
    }
);

// A command is a load (at most 4) and a record (at most 10), beside the recall of its key and the number it draws.
on_both!(
    a_command_takes_a_bounded_number_of_statements,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let token = signing_in(&ground).await;
        // Suspending moves a term and issues a paper; terminating ends every term at once.
        let suspend =
            json!({ "ground": "applicant_died", "reason": "近亲属未确定", "consents": [] });
        let sent = statements(&ground, "institution_head", &case, "suspend", suspend).await - token;
        assert!(sent <= 4 + 10 + 2, "suspend took {sent} statements");
        let terminate = json!({ "ground": "no_successor", "reason": "没有近亲属" });
        let sent = statements(&ground, "organ_head", &case, "terminate", terminate).await - token;
        assert!(sent <= 4 + 10 + 2, "terminate took {sent} statements");
    }
);

async fn statements(
    ground: &Ground,
    by: &str,
    case: &str,
    name: &str,
    body: serde_json::Value,
) -> u64 {
    let input = json!({ "caseId": case, "command": reconsideration(name, body) });
    let query = "mutation ($input: SubmitCommandInput!) { submitCommand(input: $input) { refusal { code } } }";
    let input = ground.whole(input).await;
    let before = ground.store.statements();
    let answer = ground.ask(by, query, json!({ "input": input })).await;
    assert_eq!(
        answer["data"]["submitCommand"]["refusal"],
        json!(null),
        "{answer}"
    );
    ground.store.statements() - before
}

on_both!(
    a_docket_page_takes_three_statements_whatever_its_length,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let of = DocketOf {
            user: ground.office.people["officer"].user,
            without: Vec::new(),
        };
        let actor = &ground.office.people["officer"].actor;
        let mut lengths = Vec::new();
        for cases in [1, 30] {
            for _ in 0..cases {
                ground.accepted().await;
            }
            let before = ground.store.statements();
            let page = ground
                .store
                .docket(
                    actor,
                    &of,
                    &Page {
                        first: 50,
                        after: None,
                    },
                )
                .await
                .unwrap();
            let sent = ground.store.statements() - before;
            assert!(
                (1..=3).contains(&sent),
                "{sent} statements for {} rows",
                page.rows.len()
            );
            lengths.push(page.rows.len());
        }
        assert!(lengths[0] == 2 && lengths[1] == 50, "{lengths:?}");
        // The same through GraphQL, with parties and the explanation of each term, beside the token.
        let query = "{ myDocket(first: 50) { totalCount nodes { case { number parties { name } } term { dueOn explanation \
            steps(first: 3) { totalCount } panel { sentence extension { answer } } } } } }";
        let token = signing_in(&ground).await;
        let before = ground.store.statements();
        let answer = ground.ask("officer", query, json!({})).await;
        let sent = ground.store.statements() - before;
        assert_eq!(answer["data"]["myDocket"]["totalCount"], 62, "{answer}");
        assert!(
            sent <= 3 + token,
            "{sent} statements, {token} of them for the token"
        );
    }
);

// The case's row and its log, whatever the number of its terms; nothing is written.
on_both!(
    a_what_if_reads_the_row_and_the_log_and_nothing_else,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let token = signing_in(&ground).await;
        let query = "query ($asked: WhatIfInput!) { whatIf(input: $asked) { terms { moved after { dueOn panel { sentence } } } refusal { code } } }";
        let change = json!({ "day": { "entry": 1, "on": "2026-03-17" } });
        for case in [ground.ordinary().await, ground.concluded().await] {
            let entries = ground.see(&case).await;
            let before = ground.store.statements();
            let asked = json!({ "asked": { "caseId": case, "change": change } });
            let answer = ground.ask("officer", query, asked).await;
            let sent = ground.store.statements() - before - token;
            assert_eq!(sent, 2, "{answer}");
            assert_eq!(answer["data"]["whatIf"]["refusal"], json!(null), "{answer}");
            assert_eq!(ground.see(&case).await, entries);
        }
    }
);

/// What reading a token takes. Everybody's token has been used within the minute by then, so that no last use is noted
/// beside what is counted.
async fn signing_in(ground: &Ground) -> u64 {
    for who in ground.office.people.keys() {
        ground.ask(who, "{ me { login } }", json!({})).await;
    }
    let mut sent = ground.store.statements();
    loop {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        let now = ground.store.statements();
        if now == sent {
            break;
        }
        sent = now;
    }
    let before = ground.store.statements();
    ground.ask("officer", "{ me { login } }", json!({})).await;
    ground.store.statements() - before
}
