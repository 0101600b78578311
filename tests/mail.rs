//! Mail reaches a server that was not written here, over STARTTLS with sign-in, on both databases; while the server
//! is down nothing is lost, and afterwards everything goes out once.

mod server;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use alerts::transport::Kept;
use alerts::{Post, PostOptions, PostReport, Smtp, SmtpOptions, Tls, Transport};
use calendar::Calendar;
use casework::{Desk, NewOrgan, NewUser, Precondition};
use sea_orm::{ConnectionTrait, Database};
use serde_json::json;
use server::{MailServer, header};
use store::office::OrganKind;
use store::outbox::PostState;
use store::{Options, Store};
use workflow::actor::{Actor, Moment, Person, Role};
use workflow::command::{OpeningSubmission, Submission};
use workflow::id::{OrganId, UserId};
use workflow::rulebook::Rulebook;
use workflow::scalar::Instant;

const CASES: usize = 25;
/// The review for acceptance, received on Monday 16 March 2026, ends on the 23rd; three working days before it,
/// the officer is told.
const RECEIVED: &str = "2026-03-16T10:00:00+08:00";
const TOLD: &str = "2026-03-18T08:45:00+08:00";

fn moment(text: &str) -> Moment {
    Moment::at(Instant::parse(text).unwrap().utc())
}

/// An office with its database.
struct Office {
    desk: Desk,
    organ: OrganId,
    agency: OrganId,
    registrar: Actor,
    officers: [UserId; 2],
    _folder: tempfile::TempDir,
}

impl Office {
    async fn open(url: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url =
            url.unwrap_or_else(|| format!("sqlite:{}", folder.path().join("fuyi.db").display()));
        let options = Options {
            url,
            max_connections: 8,
            create_if_missing: true,
            read_only: false,
        };
        let store = Store::connect(&options).await.unwrap();
        store.migrate().await.unwrap();
        let desk = Desk::new(store, Rulebook::embedded(), Calendar::embedded());
        let organ = add_organ(&desk, None, OrganKind::Reconsideration).await;
        let agency = add_organ(&desk, Some(organ), OrganKind::Agency).await;
        let registrar = add_user(&desk, organ, Role::Registrar, "registrar").await;
        let officers = [
            add_user(&desk, organ, Role::Officer, "officer").await,
            add_user(&desk, organ, Role::Officer, "second").await,
        ];
        let registrar = Actor::Person(Person {
            stands_for: Vec::new(),
            user: registrar,
            organ,
            name: "登记".to_owned(),
            roles: BTreeSet::from([Role::Registrar]),
            agency: None,
            on: moment(RECEIVED).today,
        });
        Self {
            desk,
            organ,
            agency,
            registrar,
            officers,
            _folder: folder,
        }
    }

    /// Receives an application and assigns the case.
    async fn receive(&self) {
        let opening: OpeningSubmission = serde_json::from_value(json!({
            "opening": { "reconsideration": {
                "receivedAt": RECEIVED,
                "form": "WRITTEN",
                "channel": "COUNTER",
                "applicants": [{ "name": "张三" }],
                "respondents": [{ "organ": self.agency.0, "name": "深坪区城管局", "ownDepartment": false }],
                "thirdParties": [],
                "disputedAct": { "title": "罚款 5000 元" },
                "requests": ["撤销"],
                "mandatoryFirst": false,
            }},
        }))
        .unwrap();
        let receipt = self
            .desk
            .open(&self.registrar, &opening, None, moment(RECEIVED))
            .await
            .unwrap();
        let [officer, second] = self.officers;
        let assign: Submission = serde_json::from_value(json!({
            "command": { "reconsideration": { "assign": { "officer": officer.0, "coOfficer": second.0 } } },
        }))
        .unwrap();
        let precondition = Precondition {
            expected_revision: Some(receipt.entry),
            idempotency_key: None,
        };
        self.desk
            .execute(
                &self.registrar,
                receipt.case,
                &assign,
                &precondition,
                moment(RECEIVED),
            )
            .await
            .unwrap();
    }

    fn post(&self, transport: Transport) -> Post {
        let options = PostOptions::new("复议提醒 <fuyi@example.gov.cn>");
        Post::new(self.desk.store().clone(), transport, options).unwrap()
    }

    async fn round(&self, transport: Transport) -> PostReport {
        self.post(transport).run_once(moment(TOLD)).await.unwrap()
    }

    async fn waiting(&self) -> usize {
        self.desk
            .store()
            .outbox(&Actor::System, Some(PostState::Queued), 1000)
            .await
            .unwrap()
            .len()
    }
}

async fn add_organ(desk: &Desk, recorded_by: Option<OrganId>, kind: OrganKind) -> OrganId {
    let organ = NewOrgan {
        id: None,
        recorded_by,
        name: "深坪区人民政府".to_owned(),
        short_name: "深坪府".to_owned(),
        kind,
        number_forms: BTreeMap::from([(
            "case".to_owned(),
            "深坪府复〔{year}〕{serial}号".to_owned(),
        )]),
    };
    desk.add_organ(&Actor::System, organ, moment(RECEIVED))
        .await
        .unwrap()
}

async fn add_user(desk: &Desk, organ: OrganId, role: Role, login: &str) -> UserId {
    let user = NewUser {
        organ,
        login: login.to_owned(),
        name: login.to_owned(),
        email: Some(format!("{login}@example.gov.cn")),
        roles: BTreeSet::from([role]),
        agency: None,
        language: "zh".to_owned(),
        service: false,
    };
    desk.add_user(&Actor::System, user, moment(RECEIVED))
        .await
        .unwrap()
}

fn transport(server: &MailServer, password: &str, authority: Option<PathBuf>) -> Transport {
    let options = SmtpOptions {
        tls: Tls::Starttls,
        user: Some("fuyi".to_owned()),
        password: Some(password.to_owned()),
        root_certificate: authority,
        timeout: Duration::from_secs(20),
        ..SmtpOptions::new("localhost", server.port)
    };
    Transport::Smtp(Box::new(Smtp::new(&options).unwrap()))
}

fn right(server: &MailServer) -> Transport {
    transport(server, "a long passphrase", Some(server.authority()))
}

async fn nothing_is_lost_and_everything_goes_out_once(office: &Office) {
    for _ in 0..CASES {
        office.receive().await;
    }
    let server = MailServer::new();
    for _ in 0..2 {
        let report = office.round(right(&server)).await;
        assert!(report.unreachable.is_some(), "{report:?}");
        assert_eq!(
            office.waiting().await,
            CASES,
            "the server is down, every letter waits"
        );
    }
    let running = server.start();
    let wrong_ways = [
        (
            "a wrong password",
            "535",
            "guessed",
            Some(server.authority()),
        ),
        (
            "an authority that is not trusted",
            "certificate",
            "a long passphrase",
            None,
        ),
    ];
    for (what, said, password, authority) in wrong_ways {
        let report = office.round(transport(&server, password, authority)).await;
        assert!(
            report
                .unreachable
                .as_deref()
                .is_some_and(|reason| reason.contains(said)),
            "{what}: {report:?}"
        );
        assert_eq!(
            (office.waiting().await, server.taken().len()),
            (CASES, 0),
            "{what}"
        );
    }
    let report = office.round(right(&server)).await;
    assert_eq!(
        (report.sent, report.dead, report.unreachable),
        (CASES as u64, 0, None)
    );
    assert_eq!(
        office.round(right(&server)).await,
        PostReport::default(),
        "nothing is left to send"
    );
    let taken = server.taken();
    assert_eq!(taken.len(), CASES);
    for letter in taken.values() {
        assert!(letter.encrypted && letter.signed_in, "{letter:?}");
        assert_eq!(
            (letter.from.as_str(), letter.to.as_slice()),
            (
                "fuyi@example.gov.cn",
                &["officer@example.gov.cn".to_owned()][..]
            )
        );
        assert_eq!(header(&letter.message, "Auto-Submitted"), "auto-generated");
        assert_eq!(header(&letter.message, "X-Fuyi-Kind"), "term.accept_review");
        assert_eq!(header(&letter.message, "X-Fuyi-Severity"), "red");
        assert!(!letter.message.contains("张三"));
    }
    drop(running);
    let (from, to) = (
        moment("2026-03-18T00:00:00+08:00").now,
        moment("2026-03-19T00:00:00+08:00").now,
    );
    let account = office
        .desk
        .store()
        .post_account(office.organ, from, to)
        .await
        .unwrap();
    assert_eq!(
        (account.owed, account.delivered),
        (CASES as u64, CASES as u64),
        "{account:?}"
    );
}

/// Posts that work on one database at the same time, as several programs would.
async fn side_by_side_each_letter_leaves_once(office: &Office) {
    for _ in 0..CASES {
        office.receive().await;
    }
    let kept: Kept = Arc::default();
    let posts = (0..4).map(|_| {
        let post = office.post(Transport::Memory(Arc::clone(&kept)));
        async move { post.run_once(moment(TOLD)).await.unwrap() }
    });
    let mut sent = 0;
    let posts: Vec<_> = posts.map(tokio::spawn).collect();
    for post in posts {
        let report = post.await.unwrap();
        assert_eq!((report.fenced, report.dead), (0, 0), "{report:?}");
        sent += report.sent;
    }
    let kept = kept.lock().unwrap();
    let ids: BTreeSet<&str> = kept
        .iter()
        .map(|parcel| parcel.message_id.as_str())
        .collect();
    assert_eq!((sent, kept.len(), ids.len()), (CASES as u64, CASES, CASES));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_reaches_a_foreign_server_on_sqlite() {
    let office = Office::open(None).await;
    nothing_is_lost_and_everything_goes_out_once(&office).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_reaches_a_foreign_server_on_postgresql() {
    if let Some(url) = postgresql("server").await {
        nothing_is_lost_and_everything_goes_out_once(&Office::open(Some(url)).await).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn posts_side_by_side_send_each_letter_once_on_postgresql() {
    if let Some(url) = postgresql("posts").await {
        side_by_side_each_letter_leaves_once(&Office::open(Some(url)).await).await;
    }
}

/// A database of its own on the server of the tests. There is none where the tests are not run by `tests/run`.
async fn postgresql(what: &str) -> Option<String> {
    let Ok(base) = std::env::var("FUYI_TEST_PG_URL") else {
        let required = std::env::var_os("FUYI_TEST_REQUIRE_PG").is_some();
        assert!(!required, "FUYI_TEST_PG_URL is not set: run `tests/run`");
        return None;
    };
    let name = format!("fuyi_mail_{what}_{}", std::process::id());
    let maintenance = Database::connect(&base).await.unwrap();
    maintenance
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    let (server, _) = base.rsplit_once('/').unwrap();
    Some(format!("{server}/{name}"))
}
