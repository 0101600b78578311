//! Identity numbers have one place: a thousand of them, planted in cases that are carried out, stand in no log, no mail and no
//! table but that of what is kept apart; and names that are kept are read by the office alone.

use std::sync::{Arc, Mutex};

use alerts::transport::Kept;
use alerts::{Post, PostOptions, Transport};
use base64::Engine;
use serde_json::{Value, json};
use store::audit::verify;
use workflow::actor::{Actor, Moment};
use workflow::identity::is_identity_number;
use workflow::scalar::shanghai_instant;

use crate::on_both;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::{Ground, case_id};

const TODAY: &str = "2026-03-18";
/// Numbers recorded, planted in texts, and read again.
const RECORDED: u32 = 400;
const PLANTED: u32 = 600;
const READ: u32 = 40;

/// A number of its own for each turn.
fn number(at: u32) -> String {
    let (year, month, day) = (1950 + at % 50, 1 + at % 12, 1 + at % 28);
    let digits = format!("440310{year}{month:02}{day:02}{:03}", at % 1_000);
    let mut ends = "0123456789X".chars().map(|end| format!("{digits}{end}"));
    ends.find(|text| is_identity_number(text)).unwrap()
}

/// A number without its check digit: no part of it is said again either.
fn digits(number: &str) -> String {
    number.chars().take(17).collect()
}

/// The letters that have gone out by a day, as they are read.
async fn letters(ground: &Ground, day: &str) -> String {
    let kept: Kept = Arc::new(Mutex::default());
    let options = PostOptions::new("复议提醒 <fuyi@fuyi.test>");
    let post = Post::new(
        ground.store.clone(),
        Transport::Memory(Arc::clone(&kept)),
        options,
    )
    .unwrap();
    let then = shanghai_instant(day.parse().unwrap(), 8, 46);
    post.run_once(Moment::at(then)).await.unwrap();
    let parcels = std::mem::take(&mut *kept.lock().unwrap());
    assert!(!parcels.is_empty(), "no letter went out");
    let mut read = String::new();
    for parcel in parcels {
        read.push_str(&parcel.message.replace("=\r\n", ""));
        for part in parcel.message.split("\r\n\r\n") {
            let joined: String = part.split_whitespace().collect();
            let decoded = base64::engine::general_purpose::STANDARD.decode(joined);
            read.push_str(&String::from_utf8_lossy(&decoded.unwrap_or_default()));
        }
    }
    read
}

/// A command with a number in one of its texts.
fn planted(at: u32, number: &str) -> (&'static str, Value) {
    let text = match at % 3 {
        0 => number.to_owned(),
        1 => format!("陈小明（身份证{number}）"),
        _ => {
            let (place, rest) = number.split_at(6);
            let (born, rest) = rest.split_at(8);
            format!("{place} {born} {rest}")
        }
    };
    match at % 7 {
        0 => ("confirmAddress", json!({ "party": 1, "address": text })),
        1 => (
            "classify",
            json!({ "grounds": ["MAJOR_DIFFICULT_COMPLEX"], "reason": text }),
        ),
        2 => ("requestStay", json!({ "party": 1, "reason": text })),
        3 => (
            "protectPerson",
            json!({ "kind": "WITNESS", "name": text, "reason": "x" }),
        ),
        4 => (
            "hearViews",
            json!({ "parties": [1], "mode": "TELEPHONE", "record": text }),
        ),
        5 => (
            "joinThirdParty",
            json!({ "person": { "name": text }, "basis": "APPLIED", "interest": "x" }),
        ),
        _ => ("extend", json!({ "days": 30, "reason": text })),
    }
}

on_both!(
    a_thousand_numbers_in_cases_that_are_carried_out_stand_in_no_log_no_mail_and_no_other_table,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let command = async |name: &str, body: Value| {
            let input = json!({ "caseId": case, "command": reconsideration(name, body) });
            ground.command("officer", input).await
        };
        let mut numbers = Vec::new();
        for at in 0..RECORDED {
            let number = number(at);
            let body = json!({ "party": 1, "kind": "RESIDENT_CARD", "identityNumber": number });
            command("recordIdentity", body).await.done();
            numbers.push(number);
        }
        let head = ground.office.people["institution_head"].actor.clone();
        for turn in 0..READ {
            let reason = format!("核对申请人身份，第{turn}次");
            let read = ground
                .desk
                .reveal_identity(&head, case_id(&case), 1, &reason, ground.moment())
                .await;
            assert_eq!(read.unwrap(), *numbers.last().unwrap());
        }
        for at in RECORDED..RECORDED + PLANTED {
            let number = number(at);
            let (name, body) = planted(at, &number);
            let refused = command(name, body).await.refused();
            assert_eq!(refused.code, "IDENTITY_NUMBER", "{name}");
            assert!(
                !format!("{refused:?}").contains(&digits(&number)),
                "{refused:?}"
            );
            numbers.push(number);
        }
        // The opening, the log of the office.
        let mut application = ground.application();
        application["requests"] = json!([format!("撤销对{}的处罚", numbers[0])]);
        let opened = ground.open("registrar", application, None).await;
        assert_eq!(opened.refused().code, "IDENTITY_NUMBER");
        let reason = format!("核对{}", numbers[1]);
        let told = ground
            .desk
            .reveal_identity(&head, case_id(&case), 1, &reason, ground.moment())
            .await
            .unwrap_err();
        assert_eq!(told.code(), "IDENTITY_NUMBER");

        let letters = letters(&ground, "2026-05-11").await;
        assert!(letters.contains("深坪府复"), "{letters}");
        let said = |text: &str| {
            numbers
                .iter()
                .position(|number| text.contains(&digits(number)))
        };
        assert_eq!(said(&letters), None);
        let mut kept = 0;
        for (table, text) in ground.database.tables().await {
            match table.as_str() {
                "protected" => {
                    kept += numbers
                        .iter()
                        .filter(|number| text.contains(number.as_str()))
                        .count()
                }
                _ => assert_eq!(said(&text), None, "a number stands in the table {table}"),
            }
        }
        assert_eq!(kept, RECORDED as usize);
        assert_eq!(verify(&ground.store).await.unwrap().faults, []);
        // Each reading stands in the log of the organ with its reason.
        let log = ground
            .store
            .office_entries(&Actor::System, ground.office.organ, 0, 10_000)
            .await
            .unwrap();
        let read = log.iter().filter(|line| line.command == "reveal_identity");
        assert_eq!(read.count(), READ as usize);
        let log = serde_json::to_string(&log).unwrap();
        assert!(log.contains("核对申请人身份，第39次"));
    }
);

on_both!(
    who_does_not_handle_a_case_reads_no_number_of_it,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let body = json!({ "party": 1, "kind": "RESIDENT_CARD", "identityNumber": number(7) });
        ground
            .give("registrar", &case, "recordIdentity", body)
            .await;
        let known = "query ($by: CaseBy!) { case(by: $by) { identities { kind kindLabel recordedOn party { no } } } }";
        let by = json!({ "by": { "id": case } });
        let told = ground.ask("supervisor", known, by.clone()).await;
        assert_eq!(
            told["data"]["case"]["identities"][0],
            json!({ "kind": "RESIDENT_CARD", "kindLabel": "居民身份证", "recordedOn": TODAY, "party": { "no": 1 } })
        );
        let told = ground.ask("respondent_clerk", known, by).await;
        assert_eq!(told["data"]["case"]["identities"], json!([]), "{told}");
        for (who, code) in [
            ("officer", None),
            ("co_officer", None),
            ("registrar", None),
            ("organ_head", None),
            ("officer_b", Some("FORBIDDEN")),
            ("supervisor", Some("FORBIDDEN")),
            ("respondent_clerk", Some("NOT_FOUND")),
            ("mediator", Some("NOT_FOUND")),
            ("system_admin", Some("NOT_FOUND")),
            ("stranger", Some("NOT_FOUND")),
        ] {
            let actor = ground.office.people[who].actor.clone();
            let read = ground
                .desk
                .reveal_identity(&actor, case_id(&case), 1, "核对身份", ground.moment())
                .await;
            match code {
                None => assert_eq!(read.unwrap(), number(7), "{who}"),
                Some(code) => assert_eq!(read.unwrap_err().code(), code, "{who}"),
            }
        }
        // Of a party without one, and without a reason, nothing is read; and no token reads any.
        let officer = ground.office.people["officer"].actor.clone();
        for (party, reason, code) in [(2, "核对身份", "NOT_FOUND"), (1, " ", "BAD_FIELD")] {
            let read = ground
                .desk
                .reveal_identity(&officer, case_id(&case), party, reason, ground.moment())
                .await;
            assert_eq!(read.unwrap_err().code(), code);
        }
        let reveal = "mutation ($input: RevealIdentityInput!) { revealIdentity(input: $input) { identityNumber refusal { code } } }";
        let input = json!({ "input": { "caseId": case, "party": 1, "reason": "核对身份" } });
        let told = ground.ask("officer", reveal, input).await;
        assert!(!told.to_string().contains(&number(7)), "{told}");
        assert_eq!(verify(&ground.store).await.unwrap().faults, []);
    }
);

on_both!(
    names_that_are_kept_are_read_by_the_office_alone,
    async |database: Database| {
        const NAME: &str = "欧阳敬之";
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let witness = json!({ "kind": "WITNESS", "name": NAME, "reason": "担心打击报复" });
        let join = json!({ "person": { "name": format!("{NAME}之父") }, "basis": "APPLIED", "interest": format!("{NAME}的监护人") });
        ground.give("officer", &case, "joinThirdParty", join).await;
        crate::materials::filed(
            &ground,
            &case,
            600,
            json!({ "title": format!("{NAME}的证言"), "visibleTo": [2] }),
        )
        .await;
        let everything = "query ($by: CaseBy!) { case(by: $by) { parties { no name } matters { facts { value } } \
        volumes { catalogue(first: 50) { nodes { material { title fileName } } } } protections { alias name } } }";
        let read = async |who: &str| {
            let told = ground
                .ask(who, everything, json!({ "by": { "id": case } }))
                .await;
            assert!(told["errors"].is_null(), "{told}");
            told.to_string()
        };
        let count = async |who: &str| {
            let list = "query ($name: String!) { cases(first: 5, filter: { partyContains: $name }) { totalCount } }";
            let found = ground.ask(who, list, json!({ "name": NAME })).await;
            let search = "query ($text: String!) { search(text: $text, first: 5) { totalCount } }";
            let searched = ground.ask(who, search, json!({ "text": NAME })).await;
            (
                found["data"]["cases"]["totalCount"].as_u64().unwrap(),
                searched["data"]["search"]["totalCount"].as_u64().unwrap(),
            )
        };
        assert!(
            read("respondent_clerk").await.contains(NAME),
            "nothing to keep"
        );
        assert_eq!(count("respondent_clerk").await, (1, 1));
        ground
            .give("officer", &case, "protectPerson", witness)
            .await;
        let clerk = read("respondent_clerk").await;
        assert!(
            !clerk.contains(NAME) && clerk.contains("证人1之父") && clerk.contains("证人1的证言"),
            "{clerk}"
        );
        assert_eq!(count("respondent_clerk").await, (0, 0));
        let office = read("officer").await;
        assert!(
            office.contains(NAME) && office.contains("\"alias\":\"证人1\""),
            "{office}"
        );
        assert_eq!(count("officer").await, (1, 1));
        let end = json!({ "protection": 1, "reason": "本人同意公开" });
        ground
            .give("institution_head", &case, "endProtection", end)
            .await;
        assert!(read("respondent_clerk").await.contains(NAME));
        assert_eq!(verify(&ground.store).await.unwrap().faults, []);
    }
);
