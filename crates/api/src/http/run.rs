//! Running a request: parsed once, measured, run for a limited time.

use std::time::Duration;

use async_graphql::dataloader::DataLoader;
use async_graphql::futures_util::StreamExt;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType};
use async_graphql::{Request, Response, ServerError, Variables};

use crate::error::Code;
use crate::http::Api;
use crate::http::asked::Asked;
use crate::limits;
use crate::live::Turn;
use crate::loaders::Loader;
use crate::session::Session;

/// What a query that cannot be read is answered: never with the line that could not be read.
const UNREAD: &str = "查询不符合 GraphQL 语法，位置见 locations。the query is no GraphQL: `locations` says where reading ended";

/// A request that was read and measured.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    query: String,
    document: ExecutableDocument,
    operation: Option<String>,
    variables: Variables,
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
        limits::document(&document, &asked.variables, settings)?;
        let chosen = chosen(&document, asked.operation.as_deref());
        let kind = chosen.map_or(OperationType::Query, |operation| operation.ty);
        if let Some(operation) =
            chosen.filter(|operation| operation.ty == OperationType::Subscription)
        {
            limits::subscription(operation)?;
        }
        Ok(Self {
            query,
            document,
            operation: asked.operation,
            variables: asked.variables,
            kind,
        })
    }

    /// The request to the schema.
    fn request(self, api: &Api, session: Session) -> Request {
        let loader = Loader {
            store: api.state.store.clone(),
            actor: session.actor.clone(),
        };
        let mut request = Request::new(self.query)
            .variables(self.variables)
            .data(DataLoader::new(loader, |work| {
                tokio::spawn(store::along(work))
            }))
            .data(session);
        request.operation_name = self.operation;
        request.set_parsed_query(self.document);
        request
    }

    /// Answers a query or a mutation.
    pub(crate) async fn answer(self, api: &Api, session: Session) -> Response {
        let (schema, most) = (api.schema.clone(), api.state.settings.max_time);
        let writes = self.kind == OperationType::Mutation;
        let request = self.request(api, session);
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

    /// One turn of a subscription; `None` where it has nothing to say.
    pub(crate) async fn show(&self, api: &Api, session: Session, turn: Turn) -> Option<Response> {
        let most = api.state.settings.max_time;
        let request = self.clone().request(api, session).data(turn);
        let mut shown = api.schema.execute_stream(request);
        let shown = tokio::time::timeout(most, store::abandonable(shown.next()));
        shown.await.unwrap_or_else(|_| Some(failed(too_slow(most))))
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
    limits::coded(
        Code::Unavailable,
        format!(
            "指令在 {seconds} 秒内尚未办完，请用同一幂等键稍后再试。the command was not finished within {seconds} s: try again in a moment with the same idempotency key"
        ),
    )
}
