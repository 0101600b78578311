//! Subscriptions: what is told, to whom, and that it stops when it must.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use api::Settings;
use casework::Desk;
use serde_json::{Value, json};
use store::office::OfficeEffect;
use uuid::Uuid;
use workflow::actor::{Actor, Role};

use crate::on_both;
use crate::support::database::{Database, open};
use crate::support::ground::{Ground, case_id, key};
use crate::support::seen::Answer;
use crate::support::served::Served;
use crate::support::socket::{Came, Socket, complete};

const ENTRIES: &str = "subscription ($id: ID!, $after: Int!) { caseEntries(caseId: $id, after: $after) { no command { id } hash } }";
const DEADLINES: &str = "subscription ($ids: [ID!]) { deadlineChanged(caseIds: $ids) { case { number } term { no state period { id } dueOn } } }";
const DOCKET: &str =
    "subscription { docketChanged { changedCases { number } totalCount pendingRequestCount } }";

/// A right that is lost is felt within this.
const SECOND: Duration = Duration::from_secs(1);

/// Nothing comes within this.
const QUIET: Duration = Duration::from_millis(900);

async fn served(database: Database) -> (Ground, Served) {
    let ground = Ground::on(database, "2026-03-02").await;
    let served = Served::over(&ground, Settings::default()).await;
    (ground, served)
}

/// The officer is put in charge.
async fn assign(ground: &Ground, case: &str) {
    let who =
        json!({ "officer": ground.id_of("officer"), "coOfficer": ground.id_of("co_officer") });
    let command = json!({ "reconsideration": { "assign": who } });
    done(
        ground
            .submit(
                "institution_head",
                case,
                revision(ground, case).await,
                command,
                None,
                None,
            )
            .await,
    );
}

async fn revision(ground: &Ground, case: &str) -> u32 {
    ground.see(case).await.revision
}

async fn give(ground: &Ground, by: &str, case: &str, command: Value) {
    let command = json!({ "reconsideration": command });
    done(
        ground
            .submit(by, case, revision(ground, case).await, command, None, None)
            .await,
    );
}

fn done(answer: Answer) {
    assert!(matches!(answer, Answer::Done(_)), "{answer:?}");
}

async fn no(socket: &mut Socket, id: &str) -> u64 {
    let answer = socket.answer(id).await;
    let no = answer["data"]["caseEntries"]["no"].as_u64();
    no.unwrap_or_else(|| panic!("{answer}"))
}

on_both!(
    entries_come_in_order_without_a_gap_and_none_twice,
    async |database: Database| {
        let (ground, served) = served(database).await;
        let case = ground.ordinary().await;
        assign(&ground, &case).await;
        let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
        socket
            .subscribe("a", ENTRIES, json!({ "id": case, "after": 0 }))
            .await;
        assert_eq!(
            (no(&mut socket, "a").await, no(&mut socket, "a").await),
            (1, 2)
        );
        give(
            &ground,
            "officer",
            &case,
            json!({ "accept": { "note": "符合受理条件" } }),
        )
        .await;
        assert_eq!(no(&mut socket, "a").await, 3);
        // The line breaks; meanwhile the case goes on.
        drop(socket);
        give(
            &ground,
            "officer",
            &case,
            json!({ "sendCopy": { "note": "专人送交" } }),
        )
        .await;
        let mut again = Socket::signed_in(served.address, ground.token("officer")).await;
        again
            .subscribe("b", ENTRIES, json!({ "id": case, "after": 3 }))
            .await;
        assert_eq!(no(&mut again, "b").await, 4);
        assert_eq!(again.within(QUIET).await, None);
        // As queries have it.
        let log = "query ($id: ID!) { case(by: { id: $id }) { log(first: 100) { nodes { no command { id } hash } } } }";
        let asked = ground.ask("officer", log, json!({ "id": case })).await;
        again
            .subscribe("c", ENTRIES, json!({ "id": case, "after": 0 }))
            .await;
        for entry in asked["data"]["case"]["log"]["nodes"].as_array().unwrap() {
            assert_eq!(again.answer("c").await["data"]["caseEntries"], *entry);
        }
    }
);

on_both!(
    every_entry_of_a_busy_case_is_told_to_everybody_once,
    async |database: Database| {
        let (ground, served) = served(database).await;
        let case = ground.ordinary().await;
        let mut listening = Vec::new();
        for who in ["officer", "registrar", "supervisor"] {
            let mut socket = Socket::signed_in(served.address, ground.token(who)).await;
            for id in ["a", "b"] {
                socket
                    .subscribe(id, ENTRIES, json!({ "id": case, "after": 0 }))
                    .await;
            }
            listening.push(socket);
        }
        // Half of the commands are given by another process.
        let far = Desk::new(
            open(&ground.database.url).await,
            ground.desk.rulebook(),
            ground.desk.calendar(),
        );
        let at_any_revision = casework::Precondition::default();
        let busy = async {
            for turn in 0..30_u32 {
                let desk = if turn % 2 == 0 { &ground.desk } else { &far };
                let officer = ["officer", "officer_b"][usize::try_from(turn / 2 % 2).unwrap()];
                let command = json!({ "reconsideration": { "assign": { "officer": ground.id_of(officer), "coOfficer": ground.id_of("co_officer"), "handoverNote": "交接" } } });
                let submission = workflow::command::Submission {
                    command: serde_json::from_value(command).unwrap(),
                    effective_on: None,
                    proof: None,
                };
                let head = &ground.office.people["institution_head"].actor;
                let given = desk.execute(
                    head,
                    case_id(&case),
                    &submission,
                    &at_any_revision,
                    ground.moment(),
                );
                let _ = given.await;
            }
        };
        busy.await;
        let last = u64::from(revision(&ground, &case).await);
        assert!(last > 10, "only {last} entries");
        for mut socket in listening {
            let mut told = [0_u64; 2];
            while told != [last; 2] {
                let Came::Message(came) = socket.next().await else {
                    panic!("the socket was closed");
                };
                let place = usize::from(came["id"] == "b");
                told[place] += 1;
                assert_eq!(
                    came["payload"]["data"]["caseEntries"]["no"],
                    json!(told[place]),
                    "{came}"
                );
            }
            assert_eq!(socket.within(Duration::from_millis(100)).await, None);
        }
    }
);

on_both!(
    what_another_process_writes_is_told_within_a_second,
    async |database: Database| {
        let (ground, served) = served(database).await;
        let case = ground.ordinary().await;
        let far = Ground::beside(&ground).await;
        let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
        socket
            .subscribe("a", ENTRIES, json!({ "id": case, "after": 1 }))
            .await;
        assert_eq!(socket.within(Duration::from_millis(200)).await, None);
        assign(&far, &case).await;
        let written = Instant::now();
        assert_eq!(no(&mut socket, "a").await, 2);
        assert!(written.elapsed() < SECOND, "{:?}", written.elapsed());
        // A word from the other process makes it quick on PostgreSQL.
        give(
            &far,
            "officer",
            &case,
            json!({ "accept": { "note": "符合受理条件" } }),
        )
        .await;
        far.store.tell().await.unwrap();
        assert_eq!(no(&mut socket, "a").await, 3);
    }
);

on_both!(
    a_case_that_may_not_be_seen_is_one_that_is_not_there,
    async |database: Database| {
        let (ground, served) = served(database).await;
        let case = ground.ordinary().await;
        let nowhere = api::GlobalId::Case(workflow::id::CaseId(Uuid::new_v4()));
        let nowhere = nowhere.to_string();
        let mut faults = BTreeSet::new();
        for (who, id) in [
            ("stranger", case.as_str()),
            ("stranger", nowhere.as_str()),
            ("officer", nowhere.as_str()),
            ("officer", "case_AAAA"),
            ("respondent_clerk", case.as_str()),
            ("system_admin", case.as_str()),
        ] {
            let mut socket = Socket::signed_in(served.address, ground.token(who)).await;
            for (query, variables) in [
                (ENTRIES, json!({ "id": id, "after": 0 })),
                (DEADLINES, json!({ "ids": [id] })),
            ] {
                socket.subscribe("a", query, variables).await;
                let Came::Message(came) = socket.next().await else {
                    panic!("the socket was closed");
                };
                assert_eq!(came["type"], json!("error"), "{who} {id}: {came}");
                let fault = &came["payload"][0];
                assert_eq!(fault["extensions"]["code"], json!("NOT_FOUND"), "{came}");
                faults.insert(fault["message"].to_string());
            }
        }
        assert_eq!(faults.len(), 1, "{faults:?}");
        // And nothing of it happens to others.
        let mut socket = Socket::signed_in(served.address, ground.token("stranger")).await;
        socket.subscribe("a", DEADLINES, json!({})).await;
        socket.subscribe("b", DOCKET, json!({})).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assign(&ground, &case).await;
        give(
            &ground,
            "officer",
            &case,
            json!({ "accept": { "note": "符合受理条件" } }),
        )
        .await;
        assert_eq!(socket.within(QUIET).await, None);
    }
);

on_both!(
    deadlines_and_dockets_tell_what_changed,
    async |database: Database| {
        let (ground, served) = served(database).await;
        let case = ground.ordinary().await;
        let other = ground.ordinary().await;
        assign(&ground, &case).await;
        let number = ground.see(&case).await.number;
        let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
        socket.subscribe("all", DEADLINES, json!({})).await;
        let mut named = Socket::signed_in(served.address, ground.token("supervisor")).await;
        named
            .subscribe("one", DEADLINES, json!({ "ids": [other] }))
            .await;
        let mut docket = Socket::signed_in(served.address, ground.token("officer")).await;
        docket.subscribe("mine", DOCKET, json!({})).await;
        let mut idle = Socket::signed_in(served.address, ground.token("officer_b")).await;
        idle.subscribe("mine", DOCKET, json!({})).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        give(
            &ground,
            "officer",
            &case,
            json!({ "accept": { "note": "符合受理条件" } }),
        )
        .await;
        let mut periods = BTreeSet::new();
        while !periods.contains("decide_ordinary") {
            let answer = socket.answer("all").await;
            let change = &answer["data"]["deadlineChanged"];
            assert_eq!(change["case"]["number"], json!(number), "{answer}");
            periods.insert(change["term"]["period"]["id"].as_str().unwrap().to_owned());
        }
        assert!(periods.contains("accept_review"), "{periods:?}");
        let answer = docket.answer("mine").await;
        let change = &answer["data"]["docketChanged"];
        assert_eq!(
            change["changedCases"],
            json!([{ "number": number }]),
            "{answer}"
        );
        let asked = ground
            .ask(
                "officer",
                "{ myDocket(first: 1) { totalCount } }",
                Value::Null,
            )
            .await;
        assert_eq!(
            change["totalCount"],
            asked["data"]["myDocket"]["totalCount"]
        );
        assert_eq!(idle.within(QUIET).await, None);
        assert_eq!(named.within(Duration::from_millis(1)).await, None);
    }
);

/// Somebody listens to all there is; then something is taken away.
async fn silenced(ground: &Ground, served: &Served, take: impl AsyncFn()) -> (Vec<Came>, Socket) {
    let case = ground.ordinary().await;
    assign(ground, &case).await;
    let mut socket = Socket::signed_in(served.address, ground.token("officer")).await;
    socket
        .subscribe("entries", ENTRIES, json!({ "id": case, "after": 2 }))
        .await;
    socket.subscribe("deadlines", DEADLINES, json!({})).await;
    socket.subscribe("docket", DOCKET, json!({})).await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    take().await;
    let taken = Instant::now();
    let mut came = Vec::new();
    while came.len() < 3 {
        let next = socket.within(SECOND.saturating_sub(taken.elapsed())).await;
        came.push(
            next.unwrap_or_else(|| panic!("not silenced after {:?}: {came:?}", taken.elapsed())),
        );
    }
    assign_again(ground, &case).await;
    came.sort_by_key(|came| format!("{came:?}"));
    (came, socket)
}

/// What would have been told.
async fn assign_again(ground: &Ground, case: &str) {
    let who = json!({ "officer": ground.id_of("officer_b"), "coOfficer": ground.id_of("co_officer"), "handoverNote": "交接" });
    give(ground, "institution_head", case, json!({ "assign": who })).await;
}

fn all_complete() -> Vec<Came> {
    ["deadlines", "docket", "entries"].map(complete).to_vec()
}

on_both!(
    a_revoked_token_completes_what_is_open_within_a_second,
    async |database: Database| {
        let (ground, served) = served(database).await;
        let somebody = &ground.office.people["officer"];
        let (organ, user) = (ground.office.organ, somebody.user);
        let (came, mut socket) = silenced(&ground, &served, async || {
            let log = ground
                .store
                .office_entries(&Actor::System, organ, 0, 500)
                .await
                .unwrap();
            let issued =
                log.iter()
                    .flat_map(|entry| &entry.effects)
                    .find_map(|effect| match effect {
                        OfficeEffect::TokenIssued(token) if token.user == user => Some(token.id),
                        _ => None,
                    });
            let token = issued.expect("a token");
            ground
                .desk
                .revoke_token(&Actor::System, organ, token, ground.moment())
                .await
                .unwrap();
        })
        .await;
        assert_eq!(came, all_complete());
        assert_eq!(
            socket.next().await,
            Came::Closed(4403, "Forbidden".to_owned())
        );
    }
);

on_both!(
    a_lost_role_completes_what_is_open_within_a_second,
    async |database: Database| {
        let (ground, served) = served(database).await;
        let (organ, user) = (ground.office.organ, ground.office.people["officer"].user);
        let (came, mut socket) = silenced(&ground, &served, async || {
            let roles = BTreeSet::from([NO_CASES]);
            ground
                .desk
                .set_roles(&Actor::System, organ, user, roles, ground.moment())
                .await
                .unwrap();
        })
        .await;
        assert_eq!(came, all_complete());
        // Signed in still, and told nothing.
        assert_eq!(socket.within(QUIET).await, None);
        socket
            .subscribe("me", "{ me { login } }", Value::Null)
            .await;
        assert!(socket.answer("me").await["data"]["me"].is_object());
    }
);

/// A role that sees no case.
const NO_CASES: Role = Role::Mediator;

on_both!(
    many_idle_subscriptions_ask_the_database_no_more_than_one,
    async |database: Database| {
        let (ground, served) = served(database).await;
        let case = ground.ordinary().await;
        let count = async |subscriptions: usize| {
            let mut sockets = Vec::new();
            for _ in 0..subscriptions.div_ceil(20) {
                sockets.push(Socket::signed_in(served.address, ground.token("officer")).await);
            }
            for place in 0..subscriptions {
                let socket = &mut sockets[place / 20];
                let variables = json!({ "id": case, "after": 1 });
                socket.subscribe(&key(), ENTRIES, variables).await;
            }
            // Until all are open, they ask for what they are about.
            let mut quietest = u64::MAX;
            for _ in 0..10 {
                let before = ground.store.statements();
                tokio::time::sleep(Duration::from_secs(2)).await;
                quietest = quietest.min(ground.store.statements() - before);
            }
            quietest
        };
        let one = count(1).await;
        let many = count(100).await;
        assert!(one <= 14, "one asks {one} times in two seconds");
        assert!(
            many <= one + 8,
            "a hundred ask {many} times in two seconds, one {one}"
        );
    }
);
