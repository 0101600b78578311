//! Running a request: parsed once, measured, run for a limited time.

use std::time::Duration;

use async_graphql::dataloader::DataLoader;
use async_graphql::futures_util::StreamExt;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType};
use async_graphql::{Request, Response, ServerError, Value, Variables};
use chrono::{DateTime, Utc};

use crate::access::Roots;
use crate::error::Code;
use crate::http::Api;
use crate::http::asked::Asked;
use crate::limits::{self, Price};
use crate::live::Turn;
use crate::loaders::Loader;
use crate::rate::{Budget, Left};
use crate::session::{By, Doorstep, Session};

/// What a query that cannot be read is answered: never with the line that could not be read.
const UNREAD: &str = "查询不符合 GraphQL 语法，位置见 locations。the query is no GraphQL: `locations` says where reading ended";

/// A request that was read and measured.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    query: String,
    document: ExecutableDocument,
    operation: Option<String>,
    variables: Variables,
    roots: Roots,
    /// What it costs.
    price: Price,
    /// Whether only its cost is asked for.
    dry: bool,
    /// What it uses that is going to be removed.
    warnings: Option<Value>,
    /// What kind of operation it asks for. Where it names none of its document, the schema says so.
    pub(crate) kind: OperationType,
}

impl Prepared {
    /// Parses and measures what is asked; refused where it asks for too much.
    pub(crate) fn of(api: &Api, mut asked: Asked) -> Result<Self, ServerError> {
        let settings = &api.state.settings;
        let documents = &settings.documents;
        let query = documents.chosen(&mut asked, settings.operations)?;
        limits::query(&query, settings)?;
        let document = parse_query(&query).map_err(|fault| {
            let fault = ServerError::from(fault);
            ServerError {
                locations: fault.locations,
                ..limits::coded(Code::ParseFailed, UNREAD)
            }
        })?;
        let named = asked.operation.as_deref();
        let price = limits::document(&document, &asked.variables, named, settings)?;
        let chosen = chosen(&document, named);
        let kind = chosen.map_or(OperationType::Query, |operation| operation.ty);
        if let Some(operation) =
            chosen.filter(|operation| operation.ty == OperationType::Subscription)
        {
            limits::subscription(operation)?;
        }
        let roots = Roots::of(&document, named);
        roots.once()?;
        let warnings = api.deprecations.used(&document);
        let dry = limits::dry(&document, &asked.variables, named);
        Ok(Self {
            query,
            price,
            dry: dry.is_some(),
            warnings,
            document: dry.unwrap_or(document),
            operation: asked.operation,
            variables: asked.variables,
            roots,
            kind,
        })
    }

    /// Whether anybody may ask it, signed in or not.
    pub(crate) fn is_open_to_anybody(&self) -> bool {
        self.roots.open_to_anybody()
    }

    /// Itself, if by this proof it may be asked.
    pub(crate) fn allowed(self, by: &By) -> Result<Self, ServerError> {
        self.roots.allow(by).map(|()| self)
    }

    /// Itself, if by this proof it may be asked over a socket or as a stream.
    pub(crate) fn allowed_on_a_line(self, by: &By) -> Result<Self, ServerError> {
        if self.roots.stand_at_the_door() {
            return Err(limits::coded(
                Code::BadInput,
                "登录、退出和更换口令请用 POST。sign in, sign out and change passwords with a request by POST",
            ));
        }
        self.allowed(by)
    }

    /// The request to the schema.
    fn request(self, api: &Api, session: Session) -> Request {
        let loader = Loader {
            store: api.state.store.clone(),
            actor: session.actor.clone(),
        };
        self.bare()
            .data(session)
            .data(DataLoader::new(loader, |work| {
                tokio::spawn(store::along(work))
            }))
    }

    /// The request to the schema, without who asks.
    fn bare(self) -> Request {
        let mut request = Request::new(self.query).variables(self.variables);
        request.operation_name = self.operation;
        request.set_parsed_query(self.document);
        request
    }

    /// What it costs, taken from what its user has left of the hour.
    fn budget(&self, api: &Api, session: &Session) -> Result<Budget, ServerError> {
        let Price { cost, nodes } = self.price;
        let taken = if self.dry { 0 } else { cost.max(1) };
        let now = session.moment.now;
        match api.rates.take(session.user.id, taken, now) {
            Ok(left) => Ok(Budget { cost, nodes, left }),
            Err(left) => Err(used_up(taken, left, now)),
        }
    }

    /// Answers a query or a mutation of somebody at the door; without a session only what anybody may ask, which costs nobody
    /// anything.
    pub(crate) async fn answer_at(
        self,
        api: &Api,
        session: Option<Session>,
        door: Doorstep,
    ) -> Response {
        match session {
            Some(session) => self.paid(api, session, Some(door)).await,
            None => {
                let writes = self.kind == OperationType::Mutation;
                run(api, self.bare().data(door), writes).await
            }
        }
    }

    /// Answers a query or a mutation.
    pub(crate) async fn answer(self, api: &Api, session: Session) -> Response {
        self.paid(api, session, None).await
    }

    async fn paid(mut self, api: &Api, session: Session, door: Option<Doorstep>) -> Response {
        let budget = match self.budget(api, &session) {
            Ok(budget) => budget,
            Err(fault) => return failed(fault),
        };
        let warnings = self.warnings.take();
        let writes = self.kind == OperationType::Mutation;
        let mut request = self.request(api, session).data(budget);
        if let Some(door) = door {
            request = request.data(door);
        }
        let mut answer = run(api, request, writes).await;
        if let Some(warnings) = warnings {
            answer.extensions.insert("warnings".to_owned(), warnings);
        }
        answer
    }

    /// One turn of a subscription; `None` where it has nothing to say. It is paid for when it is opened.
    pub(crate) async fn show(&self, api: &Api, session: Session, turn: Turn) -> Option<Response> {
        if matches!(turn, Turn::Opening(_))
            && let Err(fault) = self.budget(api, &session)
        {
            return Some(failed(fault));
        }
        let most = api.state.settings.max_time;
        let request = self.clone().request(api, session).data(turn);
        let mut shown = api.schema.execute_stream(request);
        let shown = tokio::time::timeout(most, store::abandonable(shown.next()));
        shown.await.unwrap_or_else(|_| Some(failed(too_slow(most))))
    }
}

/// Runs a request for a limited time.
async fn run(api: &Api, request: Request, writes: bool) -> Response {
    let (schema, most) = (api.schema.clone(), api.state.settings.max_time);
    if !writes {
        let run = store::abandonable(schema.execute(request));
        let run = tokio::time::timeout(most, run).await;
        return run.unwrap_or_else(|_| failed(too_slow(most)));
    }
    // A command that was begun is finished, whether or not anybody still waits for it.
    let running = tokio::spawn(async move { schema.execute(request).await });
    match tokio::time::timeout(most, running).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(fault)) => {
            tracing::error!(%fault, "a command broke off");
            let internal = crate::error::internal();
            failed(limits::coded(Code::Internal, internal.message))
        }
        Err(_) => failed(unfinished(most)),
    }
}

/// The operation that is asked for.
fn chosen<'a>(
    document: &'a ExecutableDocument,
    named: Option<&str>,
) -> Option<&'a OperationDefinition> {
    let mut operations = document.operations.iter();
    let chosen = match named {
        Some(named) => operations.find(|(name, _)| name.is_some_and(|name| name == named)),
        None => operations.next(),
    };
    chosen.map(|(_, operation)| &operation.node)
}

/// An answer that is a fault.
pub(crate) fn failed(fault: ServerError) -> Response {
    Response::from_errors(vec![fault])
}

fn used_up(taken: u32, left: Left, now: DateTime<Utc>) -> ServerError {
    let Left {
        limit,
        remaining,
        reset_at,
    } = left;
    let seconds = reset_at.signed_duration_since(now).num_seconds().max(1);
    let message = format!(
        "本次请求花费 {taken} 点，本小时还剩 {remaining} 点，限额为每小时 {limit} 点，请在 {seconds} 秒后再试。the request costs {taken} points, {remaining} of the {limit} points of this hour are left: ask again in {seconds} s"
    );
    limits::retry(Code::TooMany, message, seconds)
}

fn too_slow(most: Duration) -> ServerError {
    let seconds = most.as_secs_f64();
    limits::coded(
        Code::TooComplex,
        format!(
            "查询超过 {seconds} 秒，请减少所取的内容。the query ran longer than {seconds} s: ask for less at once"
        ),
    )
}

fn unfinished(most: Duration) -> ServerError {
    let seconds = most.as_secs_f64();
    limits::retry(
        Code::InProgress,
        format!(
            "指令在 {seconds} 秒内尚未办完，请用同一幂等键稍后再试。the command was not finished within {seconds} s: try again in a moment with the same idempotency key"
        ),
        1,
    )
}
