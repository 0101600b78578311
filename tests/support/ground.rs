//! The ground a test stands on: one database, one office, the API, a clock that is set.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use alerts::transport::Kept;
use alerts::{Post, PostOptions, Transport};
use api::{ApiState, GlobalId, Settings};
use axum::Router;
use base64::Engine;
use casework::{Denied, Desk, Precondition, Profile};
use chrono::{DateTime, NaiveDate, Utc};
use files::Files;
use serde_json::{Value, json};
use store::Store;
use tempfile::TempDir;
use tokio::sync::watch;
use workflow::actor::{Actor, Moment};
use workflow::command::Submission;
use workflow::id::CaseId;
use workflow::messages::Lang;
use workflow::scalar::{Instant, shanghai_instant};

use super::client;
use super::database::Database;
use super::people::{Office, desk};
use super::seen::{Answer, Done, Refused, Seen};

/// Refusals that no other wording of the same command would escape.
const WHATEVER_IT_SAYS: [&str; 9] = [
    "SUSPENDED",
    "NOT_SUSPENDED",
    "SECOND_CORRECTION",
    "TWO_OFFICERS",
    "VIEWS_NOT_HEARD",
    "EXTENDED_ALREADY",
    "DECIDE_TERM_ENDED",
    "NOT_SERVED",
    "ACCEPTANCE_NOT_NOTIFIED",
];

/// The ground of a test.
pub(crate) struct Ground {
    pub(crate) database: Database,
    pub(crate) store: Store,
    pub(crate) desk: Desk,
    pub(crate) office: Office,
    pub(crate) router: Router,
    pub(crate) files: Files,
    pub(crate) folder: Arc<TempDir>,
    /// A file that the office was sent and has not filed, for a life that files one.
    pub(super) upload: OnceLock<uuid::Uuid>,
    clock: Arc<AtomicI64>,
    post: Post,
    kept: Kept,
    mail: Mutex<Vec<String>>,
}

impl Ground {
    /// An office at ten in the morning of a day.
    pub(crate) async fn on(database: Database, day: &str) -> Self {
        Self::with(database, day, Profile::Modern).await
    }

    /// The same, where people come in by a profile. Hashes are cheap.
    pub(crate) async fn with(database: Database, day: &str, profile: Profile) -> Self {
        let store = database.store().await;
        let day: NaiveDate = day.parse().unwrap();
        let clock = Arc::new(AtomicI64::new(
            shanghai_instant(day, 10, 0).timestamp_micros(),
        ));
        let desk = desk(&store, profile);
        let now = at(&clock);
        let office = Office::found(&desk, Moment::at(now)).await;
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let files = Files::folder(folder.path()).unwrap();
        let router = api::router(state(
            &desk,
            &files,
            &clock,
            Settings::default(),
            watch::channel(false).1,
        ));
        let kept = Kept::default();
        let transport = Transport::Memory(Arc::clone(&kept));
        let post = Post::new(
            store.clone(),
            transport,
            PostOptions::new("复议提醒 <fuyi@fuyi.test>"),
        )
        .unwrap();
        Self {
            database,
            store,
            desk,
            office,
            router,
            files,
            folder,
            upload: OnceLock::new(),
            clock,
            post,
            kept,
            mail: Mutex::default(),
        }
    }

    /// The same office, as another process serves it.
    pub(crate) async fn beside(ground: &Self) -> Self {
        let store = super::database::open(&ground.database.url).await;
        let desk = desk(&store, ground.desk.rules().profile);
        let clock = Arc::clone(&ground.clock);
        let files = ground.files.clone();
        let router = api::router(state(
            &desk,
            &files,
            &clock,
            Settings::default(),
            watch::channel(false).1,
        ));
        Self {
            database: ground.database.beside(),
            store,
            desk,
            office: ground.office.clone(),
            router,
            files,
            folder: Arc::clone(&ground.folder),
            upload: OnceLock::new(),
            clock,
            post: ground.post.clone(),
            kept: ground.kept.clone(),
            mail: Mutex::default(),
        }
    }

    /// What an API over the ground is built of.
    pub(crate) fn state(&self, settings: Settings, stopping: watch::Receiver<bool>) -> ApiState {
        state(&self.desk, &self.files, &self.clock, settings, stopping)
    }

    /// The moment that the clock shows.
    pub(crate) fn moment(&self) -> Moment {
        Moment::at(at(&self.clock))
    }

    /// Sets the clock.
    pub(crate) fn set(&self, day: NaiveDate, hour: u32, minute: u32) {
        let micros = shanghai_instant(day, hour, minute).timestamp_micros();
        self.clock.store(micros, Ordering::Relaxed);
    }

    /// A minute passes.
    pub(crate) fn tick(&self) {
        self.clock.fetch_add(60_000_000, Ordering::Relaxed);
    }

    /// Lives through the small hours and the opening of the office: ends of terms, then the mail of the day.
    pub(crate) async fn morning(&self, day: NaiveDate) {
        self.set(day, 0, 5);
        self.desk.reconcile(self.moment()).await.unwrap();
        self.set(day, 8, 46);
        self.send().await;
    }

    /// Sends what is due; keeps who got what.
    async fn send(&self) {
        self.post.run_once(self.moment()).await.unwrap();
        let day = self.moment().today;
        let parcels = std::mem::take(&mut *self.kept.lock().unwrap());
        let mut mail = self.mail.lock().unwrap();
        for parcel in parcels {
            let who = parcel.to.split('@').next().unwrap().to_owned();
            mail.push(format!("{day} {who} {}", subject(&parcel.message)));
        }
    }

    /// Everything sent since it was last asked, as `DAY WHO SUBJECT`.
    pub(crate) async fn mail(&self) -> Vec<String> {
        self.send().await;
        std::mem::take(&mut *self.mail.lock().unwrap())
    }

    /// Somebody's token.
    pub(crate) fn token(&self, who: &str) -> &str {
        &self.office.people[who].token
    }

    /// An ordinary application, received now.
    pub(crate) fn application(&self) -> Value {
        json!({
            "receivedAt": Instant::new(self.moment().now),
            "form": "WRITTEN",
            "channel": "COUNTER",
            "applicants": [{ "name": "陈小明", "address": "坪山大道1号", "phone": "13800000000" }],
            "respondents": [{ "organ": self.office.agencies["agency"].0, "name": "坪山区市场监督管理局", "ownDepartment": false }],
            "thirdParties": [],
            "disputedAct": { "title": "行政处罚决定", "documentNumber": "深坪市监罚〔2026〕88号" },
            "requests": ["撤销行政处罚决定"],
            "mandatoryFirst": false,
        })
    }

    /// An ordinary dispute, reported now.
    pub(crate) fn report(&self) -> Value {
        json!({
            "reporter": "PERSON",
            "persons": [{ "name": "陈小明", "phone": "13800000000" }],
            "agencies": [{ "organ": self.office.agencies["agency"].0, "name": "坪山区市场监督管理局", "ownDepartment": false }],
            "about": "对行政处罚不服",
        })
    }

    /// An opening of a kind, as the API takes it: the ordinary one with some fields given otherwise.
    pub(crate) fn opening(&self, kind: &str, given: &Value) -> Value {
        let mut body = match kind {
            "intervention" => self.report(),
            _ => self.application(),
        };
        for (field, value) in given.as_object().unwrap() {
            body[field] = value.clone();
        }
        json!({ kind: body })
    }

    /// A command whose application says only what differs from an ordinary one.
    pub(crate) fn completed(&self, mut command: Value) -> Value {
        if let Some(given) = command.pointer_mut("/reconsideration/receive") {
            *given = self.opening("reconsideration", given)["reconsideration"].take();
        }
        command
    }

    /// Sends any GraphQL request as somebody, in Chinese.
    pub(crate) async fn ask(&self, by: &str, query: &str, variables: Value) -> Value {
        let asked = client::post(&self.router, self.token(by), "zh-CN", query, variables);
        Box::pin(asked).await.1
    }

    /// Opens a case.
    pub(crate) async fn open(&self, by: &str, receive: Value, proof: Option<Value>) -> Answer {
        self.open_as(by, json!({ "reconsideration": receive }), proof)
            .await
    }

    /// Opens a file by an application or by the report of a dispute.
    pub(crate) async fn open_as(&self, by: &str, opening: Value, proof: Option<Value>) -> Answer {
        let input = json!({ "idempotencyKey": key(), "opening": opening, "proof": proof });
        let answer = self
            .ask(by, &client::open_case(), json!({ "input": input }))
            .await;
        client::answer_of(&answer)
    }

    /// Opens an ordinary case and gives its global id.
    pub(crate) async fn ordinary(&self) -> String {
        self.open("registrar", self.application(), None)
            .await
            .done()
            .case
    }

    /// Submits a command. The program itself goes to the desk, everybody else through the API, which is asked first
    /// what the command would do: the preview must say what the command then does.
    pub(crate) async fn submit(
        &self,
        by: &str,
        case: &str,
        revision: u32,
        command: Value,
        effective_on: Option<&str>,
        proof: Option<Value>,
    ) -> Answer {
        if by == "system" {
            return self.by_system(case, command).await;
        }
        let mut input = json!({ "caseId": case, "expectedRevision": revision, "command": command });
        if let Some(day) = effective_on {
            input["effectiveOn"] = json!(day);
        }
        if let Some(proof) = proof {
            input["proof"] = proof;
        }
        let input = self.whole(input).await;
        let offered = self.offered(by, &input).await;
        let foreseen = self.preview(by, &input).await;
        let answer = self.command(by, input.clone()).await;
        let code = match &answer {
            Answer::Done(_) => None,
            Answer::Refused(Refused { code, .. }) | Answer::Failed { code, .. } => {
                Some(code.clone())
            }
        };
        assert_eq!(foreseen, code, "the preview said otherwise: {answer:?}");
        match &answer {
            Answer::Done(done) if input.get("proof").is_none() => {
                let is_offered = (true, done.is_request);
                assert_eq!(
                    offered, is_offered,
                    "`availableCommands` said otherwise: {input}"
                );
            }
            Answer::Refused(refused) if WHATEVER_IT_SAYS.contains(&refused.code.as_str()) => {
                assert!(
                    !offered.0,
                    "`availableCommands` offered what is refused: {refused:?}"
                );
            }
            _ => {}
        }
        answer
    }

    /// Whether `availableCommands` offers the command to somebody, and whether another would have to sign it.
    async fn offered(&self, by: &str, input: &Value) -> (bool, bool) {
        let query = "query ($by: CaseBy!) { case(by: $by) { availableCommands { field allowed needsSignature } } }";
        let variables = json!({ "by": { "id": input["caseId"] } });
        let answer = self.ask(by, query, variables).await;
        let command = input["command"]["reconsideration"].as_object();
        let field = command.and_then(|command| command.keys().next());
        let offers = answer["data"]["case"]["availableCommands"].as_array();
        let offer = offers
            .into_iter()
            .flatten()
            .find(|offer| offer["field"].as_str() == field.map(String::as_str));
        offer.map_or((false, false), |offer| {
            (offer["allowed"] == true, offer["needsSignature"] == true)
        })
    }

    /// Code of the refusal or the fault that a preview answers; `None` where it gives a plan.
    async fn preview(&self, by: &str, input: &Value) -> Option<String> {
        let query = "query ($input: SubmitCommandInput!) { previewCommand(input: $input) { refusal { code } } }";
        let answer = self.ask(by, query, json!({ "input": input })).await;
        let code = answer
            .pointer("/data/previewCommand/refusal/code")
            .or_else(|| answer.pointer("/errors/0/extensions/code"));
        code.and_then(Value::as_str).map(str::to_owned)
    }

    /// Sends `submitCommand` with an input as given; a key of its own and the revision that the case is at are added
    /// where they are left out.
    pub(crate) async fn command(&self, by: &str, input: Value) -> Answer {
        let input = self.whole(input).await;
        let answer = self
            .ask(by, &client::submit_command(), json!({ "input": input }))
            .await;
        client::answer_of(&answer)
    }

    /// An input with the key and the revision that every command carries.
    pub(crate) async fn whole(&self, mut input: Value) -> Value {
        if input.get("idempotencyKey").is_none() {
            input["idempotencyKey"] = json!(key());
        }
        if input.get("expectedRevision").is_none() && input.get("caseId").is_some() {
            let query = "query ($by: CaseBy!) { case(by: $by) { revision } }";
            let variables = json!({ "by": { "id": input["caseId"] } });
            let known = self.ask("registrar", query, variables).await;
            let revision = known.pointer("/data/case/revision").and_then(Value::as_u64);
            input["expectedRevision"] = json!(revision.unwrap_or(1));
        }
        input
    }

    async fn by_system(&self, case: &str, command: Value) -> Answer {
        let command = serde_json::from_value(command).unwrap();
        let submission = Submission {
            command,
            effective_on: None,
            proof: None,
        };
        let id = case_id(case);
        let moment = self.moment();
        match self
            .desk
            .execute(
                &Actor::System,
                id,
                &submission,
                &Precondition::default(),
                moment,
            )
            .await
        {
            Ok(receipt) => Answer::Done(Done {
                case: case.to_owned(),
                entry: receipt.entry,
                is_request: receipt.is_request,
                replayed: receipt.replayed,
                papers: receipt
                    .papers
                    .iter()
                    .map(|paper| paper.kind.clone())
                    .collect(),
            }),
            Err(Denied::Store(fault)) => Answer::Failed {
                code: "STORE".to_owned(),
                message: fault.to_string(),
            },
            Err(denied) => Answer::Refused(Refused {
                code: denied.code().to_owned(),
                message: denied.message(Lang::Zh),
                basis: match &denied {
                    Denied::Refused(refusal) => refusal.basis.clone(),
                    _ => None,
                },
                allowed: Vec::new(),
                args: json!(denied.args()),
            }),
        }
    }

    /// The case as the registrar sees it.
    pub(crate) async fn see(&self, case: &str) -> Seen {
        let variables = json!({ "by": { "id": case } });
        client::seen_of(&self.ask("registrar", client::see(), variables).await)
    }
}

/// What an API is built of.
fn state(
    desk: &Desk,
    files: &Files,
    clock: &Arc<AtomicI64>,
    settings: Settings,
    stopping: watch::Receiver<bool>,
) -> ApiState {
    let read = Arc::clone(clock);
    ApiState {
        desk: desk.clone(),
        store: desk.store().clone(),
        files: files.clone(),
        rulebook: desk.rulebook(),
        calendar: desk.calendar(),
        clock: Arc::new(move || at(&read)),
        ready: Arc::new(AtomicBool::new(true)),
        stopping,
        // What hangs is told within the time of a test.
        settings: Settings {
            max_upload_time: Duration::from_secs(20),
            max_upload_idle: Duration::from_millis(500),
            ..settings
        },
    }
}

/// A key that nobody has used.
pub(crate) fn key() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// The case that a global id names.
pub(crate) fn case_id(global: &str) -> CaseId {
    match GlobalId::parse(global) {
        Some(GlobalId::Case(case)) => case,
        other => panic!("`{global}` is {other:?}"),
    }
}

fn at(clock: &AtomicI64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(clock.load(Ordering::Relaxed)).unwrap()
}

/// The subject of a message, its encoded words read (RFC 2047).
fn subject(message: &str) -> String {
    let (_, rest) = message.split_once("Subject: ").expect("a subject");
    let mut lines = rest.split("\r\n");
    let mut header = lines.next().unwrap().to_owned();
    for line in lines.take_while(|line| line.starts_with(' ')) {
        header.push_str(line);
    }
    let mut text = Vec::new();
    for word in header.split_whitespace() {
        match word
            .strip_prefix("=?utf-8?b?")
            .and_then(|word| word.strip_suffix("?="))
        {
            Some(coded) => text.extend(
                base64::engine::general_purpose::STANDARD
                    .decode(coded)
                    .unwrap(),
            ),
            None => text.extend(word.bytes()),
        }
    }
    String::from_utf8(text).unwrap()
}
