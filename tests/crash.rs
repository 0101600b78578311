//! kill -9 in a loop under load: whatever was acknowledged is there, nothing is half there, every chain is whole.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use store::audit::verify;
use tokio::task::JoinSet;
use workflow::actor::Actor;
use workflow::scalar::Instant;

use crate::on_both;
use crate::support::client;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::{Ground, case_id, key};
use crate::support::http::Client;
use crate::support::people::Office;
use crate::support::program::Server;
use crate::support::seen::Answer;

const KILLS: usize = 20;
const ACKNOWLEDGED: usize = 2_000;
const CLIENTS: usize = 8;
/// Views heard in one case before the next is opened.
const PER_CASE: u32 = 12;

/// What was acknowledged: by case, the command of each entry.
type Acknowledged = Arc<Mutex<BTreeMap<String, BTreeMap<u32, &'static str>>>>;

on_both!(
    nothing_acknowledged_is_lost_and_nothing_is_half_done,
    async |database: Database| {
        let today = workflow::scalar::shanghai_day(fuyi::clock::now());
        let ground = Ground::on(database, &today.to_string()).await;
        let Ground {
            database,
            office,
            store,
            ..
        } = ground;
        drop(store);
        let acknowledged = Acknowledged::default();
        let count = Arc::new(AtomicUsize::new(0));
        let mut kills = 0;
        while kills < KILLS || count.load(Ordering::Relaxed) < ACKNOWLEDGED {
            let server = Server::start(&database.url).await;
            let mut clients = JoinSet::new();
            for no in 0..CLIENTS {
                let (office, acknowledged, count) = (
                    office.clone(),
                    Arc::clone(&acknowledged),
                    Arc::clone(&count),
                );
                let address = server.address;
                clients.spawn(async move {
                    // Ends when the connection breaks.
                    let _ = work(address, &office, no, &acknowledged, &count).await;
                });
            }
            // Let it work, then kill it in the middle of whatever it does; each time at another moment.
            let enough = count.load(Ordering::Relaxed) + ACKNOWLEDGED / KILLS + kills % 7;
            while count.load(Ordering::Relaxed) < enough {
                tokio::time::sleep(Duration::from_millis(1)).await;
                if let Some(ended) = clients.try_join_next() {
                    panic!("a client stopped while the program ran: {ended:?}");
                }
            }
            server.kill();
            kills += 1;
            clients.join_all().await;
        }
        // It starts once more by itself, then everything is looked at.
        Server::start(&database.url).await.kill();
        check(&database, &acknowledged, kills).await;
    }
);

/// Opens cases and hears views until the connection breaks; notes what is acknowledged.
async fn work(
    address: SocketAddr,
    office: &Office,
    no: usize,
    acknowledged: &Acknowledged,
    count: &AtomicUsize,
) -> std::io::Result<()> {
    let mut client = Client::connect(address).await?;
    let token = |who: &str| office.people[who].token.clone();
    let note = |case: &str, entry: u32, command: &'static str| {
        acknowledged
            .lock()
            .unwrap()
            .entry(case.to_owned())
            .or_default()
            .insert(entry, command);
        count.fetch_add(1, Ordering::Relaxed);
    };
    loop {
        let input = json!({ "idempotencyKey": key(), "opening": { "reconsideration": application(office, no) } });
        let opened = send(&mut client, &token("registrar"), client::open_case(), input).await?;
        note(&opened.0, opened.1, "receive");
        let case = opened.0;
        let who = json!({ "officer": office.people["officer"].user.0, "coOfficer": office.people["co_officer"].user.0 });
        let mut steps = vec![
            ("registrar", "assign", "assign", who),
            ("officer", "accept", "accept", json!({ "note": "受理" })),
        ];
        for turn in 0..PER_CASE {
            let views =
                json!({ "parties": [1], "mode": "ONLINE", "record": format!("第{turn}次") });
            steps.push(("officer", "hearViews", "hear_views", views));
        }
        for (revision, (by, field, command, body)) in (1..).zip(steps) {
            let input = json!({ "caseId": case, "idempotencyKey": key(), "expectedRevision": revision, "command": reconsideration(field, body) });
            let done = send(&mut client, &token(by), client::submit_command(), input).await?;
            assert_eq!(done.1, revision + 1);
            note(&case, done.1, command);
        }
    }
}

async fn send(
    client: &mut Client,
    token: &str,
    query: String,
    input: Value,
) -> std::io::Result<(String, u32)> {
    let answer = client
        .post(
            token,
            &json!({ "query": query, "variables": { "input": input } }),
        )
        .await?;
    match client::answer_of(&answer) {
        Answer::Done(done) => Ok((done.case, done.entry)),
        // Stopped by the kill while it was in the database.
        Answer::Failed { code, .. } if code == "UNAVAILABLE" => {
            Err(std::io::ErrorKind::ConnectionAborted.into())
        }
        other => panic!("{other:?}"),
    }
}

fn application(office: &Office, no: usize) -> Value {
    json!({
        "receivedAt": Instant::new(fuyi::clock::now()),
        "form": "ONLINE",
        "channel": "ONLINE",
        "applicants": [{ "name": format!("申请人{no}") }],
        "respondents": [{ "organ": office.agencies["agency"].0, "name": "坪山区市场监督管理局", "ownDepartment": false }],
        "thirdParties": [],
        "disputedAct": { "title": "行政处罚决定" },
        "requests": ["撤销行政处罚决定"],
        "mandatoryFirst": false,
    })
}

async fn check(database: &Database, acknowledged: &Acknowledged, kills: usize) {
    let store = database.store().await;
    let verdict = verify(&store).await.unwrap();
    assert_eq!(
        verdict.faults,
        Vec::new(),
        "every chain is whole and every table is what its log says"
    );
    let acknowledged = acknowledged.lock().unwrap().clone();
    let mut commands = 0;
    for (case, entries) in &acknowledged {
        let id = case_id(case);
        let logged = store.entries(&Actor::System, id, 0, 100).await.unwrap();
        for (no, command) in entries {
            let found = logged.iter().find(|logged| logged.entry.no == *no);
            assert_eq!(
                found.map(|logged| logged.entry.command.as_str()),
                Some(*command),
                "{case}: entry {no} was acknowledged"
            );
            commands += 1;
        }
        let row = store
            .case_row(&Actor::System, &store::CaseBy::Id(id))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            usize::try_from(row.revision).unwrap(),
            logged.len(),
            "{case}: the revision is the number of entries"
        );
    }
    let cases = u64::try_from(acknowledged.len()).unwrap();
    assert!(verdict.cases >= cases && commands >= ACKNOWLEDGED && kills >= KILLS);
    println!(
        "{kills} kills, {commands} acknowledged commands in {cases} cases: 0 lost, 0 half done"
    );
}
