//! HTTP: what is taken, what is refused, and how it says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode};
use calendar::Calendar;
use casework::{Desk, NewOrgan, NewUser};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use store::office::OrganKind;
use store::{Options, Store};
use tower::ServiceExt;
use workflow::actor::{Actor, Moment, Role};
use workflow::id::{OrganId, UserId};
use workflow::rulebook::Rulebook;

use crate::{ApiState, Documents, Operations, Settings, router};

mod explorer;
mod health;

/// An office with one officer, and the officer's token.
pub(super) struct Office {
    _folder: tempfile::TempDir,
    routes: Router,
    desk: Desk,
    organ: OrganId,
    ready: Arc<AtomicBool>,
    pub(super) token: String,
}

/// An answer: status, headers that matter, body.
pub(super) struct Got {
    pub(super) status: StatusCode,
    pub(super) media: String,
    pub(super) request_id: String,
    pub(super) allow: String,
    pub(super) retry_after: String,
    pub(super) body: Value,
}

fn now() -> DateTime<Utc> {
    "2026-11-23T01:30:00Z".parse().unwrap()
}

impl Office {
    pub(super) async fn open() -> Self {
        Self::open_with(Settings::default()).await
    }

    pub(super) async fn open_with(settings: Settings) -> Self {
        let mut office = Self::over_an_empty_database(settings).await;
        office.desk.store().migrate().await.unwrap();
        office.organ = organ(
            &office.desk,
            OrganKind::Reconsideration,
            "深坪区人民政府",
            "深坪府",
        )
        .await;
        let roles = [Role::Officer, Role::Registrar];
        (_, office.token) = user(&office.desk, office.organ, "chen", &roles, None).await;
        office
    }

    async fn over_an_empty_database(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            url: format!("sqlite:{}", folder.path().join("office.db").display()),
            max_connections: 4,
            create_if_missing: true,
            read_only: false,
        };
        let store = Store::connect(&options).await.unwrap();
        let (rulebook, calendar) = (Rulebook::embedded(), Calendar::embedded());
        let desk = Desk::new(store.clone(), rulebook, calendar);
        let ready = Arc::new(AtomicBool::new(true));
        let routes = router(ApiState {
            desk: desk.clone(),
            store,
            files: files::Files::folder(folder.path()).unwrap(),
            rulebook,
            calendar,
            clock: Arc::new(now),
            ready: Arc::clone(&ready),
            stopping: tokio::sync::watch::channel(false).1,
            settings,
        });
        Self {
            _folder: folder,
            routes,
            desk,
            organ: OrganId(uuid::Uuid::nil()),
            ready,
            token: "fyi_none".to_owned(),
        }
    }

    /// Holds the database, so that nobody else can write.
    #[expect(
        clippy::disallowed_methods,
        reason = "stands for another program that writes"
    )]
    pub(super) async fn hold(&self) -> store::WriteTx {
        self.desk.store().begin_write().await.unwrap()
    }

    /// Statements sent to the database so far.
    pub(super) fn statements(&self) -> u64 {
        self.desk.store().statements()
    }

    /// Waits until nothing is written any more beside requests: when a token was last used.
    pub(super) async fn settle(&self) {
        let mut sent = self.statements();
        loop {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            let now = self.statements();
            if now == sent {
                return;
            }
            sent = now;
        }
    }

    /// A user of the office: id and token.
    pub(super) async fn user(&self, login: &str, roles: &[Role]) -> (UserId, String) {
        user(&self.desk, self.organ, login, roles, None).await
    }

    /// Gives a user other roles.
    pub(super) async fn set_roles(&self, user: UserId, roles: &[Role]) {
        let roles = roles.iter().copied().collect();
        let moment = Moment::at(now());
        let system = Actor::System;
        let set = self
            .desk
            .set_roles(&system, self.organ, user, roles, moment);
        set.await.unwrap();
    }

    /// An agency and its clerk's token.
    pub(super) async fn agency(&self) -> (OrganId, String) {
        let agency = organ(
            &self.desk,
            OrganKind::Agency,
            "深坪区市场监督管理局",
            "深坪市监",
        )
        .await;
        let roles = [Role::RespondentClerk];
        let (_, token) = user(&self.desk, self.organ, "clerk", &roles, Some(agency)).await;
        (agency, token)
    }

    /// The token of an officer of another organ.
    pub(super) async fn stranger(&self) -> String {
        let other = organ(
            &self.desk,
            OrganKind::Reconsideration,
            "北岭区人民政府",
            "北岭府",
        )
        .await;
        user(
            &self.desk,
            other,
            "wu",
            &[Role::Officer, Role::Registrar],
            None,
        )
        .await
        .1
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Got {
        let answer = self.routes.clone().oneshot(request).await.unwrap();
        let header = |name: &str| {
            let value = answer
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned());
            value.unwrap_or_default()
        };
        let (status, media) = (answer.status(), header("content-type"));
        let (request_id, allow) = (header("x-request-id"), header("allow"));
        let retry_after = header("retry-after");
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        Got {
            status,
            media,
            request_id,
            allow,
            retry_after,
            body,
        }
    }

    /// Asks as the officer.
    pub(super) async fn ask(&self, query: &str, variables: Value) -> Got {
        self.ask_as(&self.token, query, variables).await
    }

    /// Asks with a token.
    pub(super) async fn ask_as(&self, token: &str, query: &str, variables: Value) -> Got {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let bearer = format!("Bearer {token}");
        let request = post(body).header("authorization", bearer);
        let request = request.header("accept", "application/graphql-response+json");
        self.send(request.body_of()).await
    }

    pub(super) fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }

    async fn get(&self, path: &str) -> Got {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }
}

async fn organ(desk: &Desk, kind: OrganKind, name: &str, short_name: &str) -> OrganId {
    let organ = NewOrgan {
        id: None,
        recorded_by: None,
        name: name.to_owned(),
        short_name: short_name.to_owned(),
        kind,
        number_forms: BTreeMap::new(),
    };
    desk.add_organ(&Actor::System, organ, Moment::at(now()))
        .await
        .unwrap()
}

async fn user(
    desk: &Desk,
    organ: OrganId,
    login: &str,
    roles: &[Role],
    agency: Option<OrganId>,
) -> (UserId, String) {
    let moment = Moment::at(now());
    let user = NewUser {
        organ,
        login: login.to_owned(),
        name: format!("陈{login}"),
        email: None,
        roles: roles.iter().copied().collect::<BTreeSet<_>>(),
        agency,
        language: "zh".to_owned(),
        service: false,
    };
    let user = desk.add_user(&Actor::System, user, moment).await.unwrap();
    let token = desk
        .issue_token(&Actor::System, organ, user, "test", 30, moment)
        .await
        .unwrap();
    (user, token)
}

/// A request being written.
pub(super) struct Writing(axum::http::request::Builder, String);

pub(super) fn post(body: impl Into<String>) -> Writing {
    let request = Request::post("/graphql").header("content-type", "application/json");
    Writing(request, body.into())
}

impl Writing {
    pub(super) fn header(self, name: &str, value: impl AsRef<str>) -> Self {
        Self(self.0.header(name, value.as_ref()), self.1)
    }

    pub(super) fn body_of(self) -> Request<Body> {
        self.0.body(Body::from(self.1)).unwrap()
    }
}

fn code(got: &Got) -> &str {
    got.body["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_default()
}

#[tokio::test]
async fn who_brings_no_token_or_a_wrong_one_gets_401_with_an_error() {
    let office = Office::open().await;
    let query = json!({ "query": "{ me { name } }" }).to_string();
    let none = office.send(post(&*query).body_of()).await;
    assert_eq!(
        (none.status, code(&none)),
        (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED")
    );
    assert_eq!(
        none.body["errors"][0]["extensions"]["requestId"],
        json!(none.request_id)
    );
    for wrong in [
        "Bearer fyi_unknown",
        "Bearer other",
        "Basic Zm9v",
        "Bearer ",
    ] {
        let got = office
            .send(post(&*query).header("authorization", wrong).body_of())
            .await;
        assert_eq!(
            (got.status, code(&got)),
            (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED"),
            "{wrong}"
        );
    }
    let known = office
        .ask("{ me { name roles language } }", Value::Null)
        .await;
    assert_eq!(known.status, StatusCode::OK);
    assert_eq!(known.body["data"]["me"]["name"], json!("陈chen"));
    assert_eq!(
        known.body["data"]["me"]["roles"],
        json!(["REGISTRAR", "OFFICER"])
    );
}

#[tokio::test]
async fn get_asks_and_never_changes() {
    let office = Office::open().await;
    let sent = |method: Method, address: &str| {
        let request = Request::builder().method(method).uri(address);
        let request = request.header("authorization", office.bearer());
        request.body(Body::empty()).unwrap()
    };
    let query = "/graphql?query=query($d:NaiveDate!)%7BcalendarDay(day:$d)%7Bkind%7D%7D&variables=%7B%22d%22:%222026-11-23%22%7D";
    let query = query.replace("NaiveDate", "Date");
    let got = office.send(sent(Method::GET, &query)).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.body);
    assert!(got.body["data"]["calendarDay"].is_object(), "{}", got.body);
    let got = office
        .send(sent(Method::GET, "/graphql?query=mutation%7B__typename%7D"))
        .await;
    assert_eq!(
        (got.status, code(&got), got.allow.as_str()),
        (StatusCode::METHOD_NOT_ALLOWED, "BAD_USER_INPUT", "POST")
    );
    for method in [Method::PUT, Method::DELETE, Method::OPTIONS] {
        let got = office.send(sent(method, &query)).await;
        assert_eq!(
            (got.status, code(&got), got.allow.as_str()),
            (
                StatusCode::METHOD_NOT_ALLOWED,
                "BAD_USER_INPUT",
                "GET, POST"
            )
        );
    }
    let unsigned = Request::get(&query).body(Body::empty()).unwrap();
    assert_eq!(office.send(unsigned).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_trusted_document_is_named_by_its_digest() {
    let me = "query Me { me { name } }";
    let id = "sha256:f7b6ad1d4bafd0c7d7c1ac7a15dfed0b7f9dbe8c1a3a3cf9f1d3a0d0a0e0c0b0";
    let fault = Documents::read(&json!({ id: me }).to_string()).unwrap_err();
    let id = fault.split('`').nth(3).unwrap();
    let settings = Settings {
        operations: Operations::TrustedOnly,
        documents: Documents::read(&json!({ id: me }).to_string()).unwrap(),
        ..Settings::default()
    };
    let office = Office::open_with(settings).await;
    let ask = async |body: Value| {
        let request = post(body.to_string()).header("authorization", office.bearer());
        office
            .send(
                request
                    .header("accept", "application/graphql-response+json")
                    .body_of(),
            )
            .await
    };
    let got = ask(json!({ "documentId": id, "operationName": "Me" })).await;
    assert_eq!(got.body["data"]["me"]["name"], json!("陈chen"));
    for (body, wanted) in [
        (
            json!({ "documentId": "sha256:0" }),
            "PERSISTED_QUERY_NOT_FOUND",
        ),
        (json!({ "query": me }), "PERSISTED_QUERY_ID_REQUIRED"),
        (
            json!({ "query": "{ __schema { queryType { name } } }" }),
            "PERSISTED_QUERY_ID_REQUIRED",
        ),
    ] {
        let got = ask(body).await;
        assert_eq!((got.status, code(&got)), (StatusCode::BAD_REQUEST, wanted));
    }
    let address = format!("/graphql?documentId={id}");
    let request = Request::get(address).header("authorization", office.bearer());
    let got = office.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(got.body["data"]["me"]["name"], json!("陈chen"));
}

#[tokio::test]
async fn the_answer_comes_in_the_type_the_client_takes() {
    let office = Office::open().await;
    let sent = |query: &str, accept: &str| {
        let body = json!({ "query": query }).to_string();
        post(body)
            .header("authorization", office.bearer())
            .header("accept", accept)
            .body_of()
    };
    let newer = office
        .send(sent("{ me { name } }", "application/graphql-response+json"))
        .await;
    assert!(
        newer.media.starts_with("application/graphql-response+json"),
        "{}",
        newer.media
    );
    let older = office
        .send(sent("{ me { name } }", "application/json"))
        .await;
    assert!(
        older.media.starts_with("application/json"),
        "{}",
        older.media
    );
    let neither = office.send(sent("{ me { name } }", "text/html")).await;
    assert_eq!(neither.status, StatusCode::NOT_ACCEPTABLE);

    let unsound = office
        .send(sent("{ nothing }", "application/graphql-response+json"))
        .await;
    assert_eq!(
        (unsound.status, code(&unsound)),
        (StatusCode::BAD_REQUEST, "GRAPHQL_VALIDATION_FAILED")
    );
    assert!(unsound.body.get("data").is_none(), "{}", unsound.body);
    let unsound = office.send(sent("{ nothing }", "application/json")).await;
    assert_eq!(unsound.status, StatusCode::OK);
    let unread = office
        .send(sent("{ me {", "application/graphql-response+json"))
        .await;
    assert_eq!(
        (unread.status, code(&unread)),
        (StatusCode::BAD_REQUEST, "GRAPHQL_PARSE_FAILED")
    );
}

#[tokio::test]
async fn only_one_request_in_json_is_taken() {
    let office = Office::open().await;
    let signed = |writing: Writing| writing.header("authorization", office.bearer()).body_of();
    for (body, wanted) in [
        ("[{\"query\":\"{ me { name } }\"}]", StatusCode::BAD_REQUEST),
        ("{\"query\":", StatusCode::BAD_REQUEST),
        ("{}", StatusCode::BAD_REQUEST),
        (
            "{\"query\":\"{ me { name } }\",\"variables\":null,\"operationName\":null}",
            StatusCode::OK,
        ),
    ] {
        let got = office.send(signed(post(body))).await;
        assert_eq!(got.status, wanted, "{body}");
    }
    let form = Request::post("/graphql")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("authorization", office.bearer())
        .body(Body::from("query={me{name}}"))
        .unwrap();
    assert_eq!(
        office.send(form).await.status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
}

#[tokio::test]
async fn a_request_id_goes_in_and_comes_back() {
    let office = Office::open().await;
    let query = json!({ "query": "{ me { name } }" }).to_string();
    let given = post(&*query)
        .header("x-request-id", "from-proxy.7")
        .body_of();
    assert_eq!(office.send(given).await.request_id, "from-proxy.7");
    let strange = post(&*query).header("x-request-id", "{evil}").body_of();
    let got = office.send(strange).await;
    assert_eq!(got.request_id.len(), 36, "{}", got.request_id);
}
