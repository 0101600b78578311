//! Running a request: parsed once, measured, run for a limited time.

use std::time::Duration;

use async_graphql::dataloader::DataLoader;
use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response, ServerError};

use crate::error::Code;
use crate::http::Api;
use crate::limits;
use crate::loaders::Loader;
use crate::session::Session;
use crate::state::Settings;

/// What a query that cannot be read is answered: never with the line that could not be read.
const UNREAD: &str = "查询不符合 GraphQL 语法，位置见 locations。the query is no GraphQL: `locations` says where reading ended";

/// Answers one request.
pub(crate) async fn answer(api: &Api, request: Request, session: Session) -> Response {
    let settings = &api.state.settings;
    let (request, writes) = match measured(request, settings) {
        Ok(measured) => measured,
        Err(fault) => return failed(fault),
    };
    let loader = Loader {
        store: api.state.store.clone(),
        actor: session.actor.clone(),
    };
    let request = request
        .data(DataLoader::new(loader, tokio::spawn))
        .data(session);
    let schema = api.schema.clone();
    let most = settings.max_time;
    if !writes {
        let run = tokio::time::timeout(most, schema.execute(request));
        return run.await.unwrap_or_else(|_| failed(too_slow(most)));
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

/// The request as parsed, and whether it holds commands; refused where it asks for too much.
fn measured(mut request: Request, settings: &Settings) -> Result<(Request, bool), ServerError> {
    limits::query(&request.query, settings)?;
    // Taken out, so that the document and the variables can be looked at together.
    let variables = std::mem::take(&mut request.variables);
    let document = request.parsed_query().map_err(|fault| ServerError {
        locations: fault.locations,
        ..limits::coded(Code::ParseFailed, UNREAD)
    })?;
    limits::document(document, &variables, settings)?;
    let mut operations = document.operations.iter();
    let writes = operations.any(|(_, operation)| operation.node.ty == OperationType::Mutation);
    request.variables = variables;
    Ok((request, writes))
}

fn failed(fault: ServerError) -> Response {
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
