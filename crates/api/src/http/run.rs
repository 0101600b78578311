//! Running a request: parsed once, measured, run for a limited time.

use std::time::Duration;

use async_graphql::dataloader::DataLoader;
use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response, ServerError};

use crate::access::Roots;
use crate::error::Code;
use crate::http::Api;
use crate::http::answer::Fault;
use crate::limits;
use crate::loaders::Loader;
use crate::session::{By, Doorstep, Session};
use crate::state::Settings;

/// What a query that cannot be read is answered: never with the line that could not be read.
const UNREAD: &str = "查询不符合 GraphQL 语法，位置见 locations。the query is no GraphQL: `locations` says where reading ended";

/// Answers one request. Without who asks, only what anybody may ask is.
///
/// # Errors
///
/// Why nobody is known, where somebody must be.
pub(crate) async fn answer(
    api: &Api,
    request: Request,
    doorstep: Doorstep,
    who: Result<Session, Fault>,
) -> Result<Response, Fault> {
    let settings = &api.state.settings;
    let measured = measured(
        request,
        settings,
        who.as_ref().ok().map(|session| &session.by),
    );
    let who = match (who, &measured) {
        (Ok(session), _) => Some(session),
        (Err(_), Ok(measured)) if measured.open_to_anybody => None,
        (Err(fault), _) => return Err(fault),
    };
    let Measured {
        request, writes, ..
    } = match measured {
        Ok(measured) => measured,
        Err(fault) => return Ok(failed(fault)),
    };
    let mut request = request.data(doorstep);
    if let Some(session) = who {
        let loader = Loader {
            store: api.state.store.clone(),
            actor: session.actor.clone(),
        };
        request = request
            .data(DataLoader::new(loader, tokio::spawn))
            .data(session);
    }
    Ok(run(api, request, writes).await)
}

async fn run(api: &Api, request: Request, writes: bool) -> Response {
    let settings = &api.state.settings;
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

/// A request that may run.
struct Measured {
    /// As parsed.
    request: Request,
    /// Whether it holds commands.
    writes: bool,
    /// Whether anybody may ask it, signed in or not.
    open_to_anybody: bool,
}

/// The request as parsed; refused where it asks for too much, or for what who asks may not.
fn measured(
    mut request: Request,
    settings: &Settings,
    by: Option<&By>,
) -> Result<Measured, ServerError> {
    limits::query(&request.query, settings)?;
    // Taken out, so that the document can be looked at together with them.
    let variables = std::mem::take(&mut request.variables);
    let operation = request.operation_name.clone();
    let document = request.parsed_query().map_err(|fault| ServerError {
        locations: fault.locations,
        ..limits::coded(Code::ParseFailed, UNREAD)
    })?;
    limits::document(document, &variables, settings)?;
    let roots = Roots::of(document, operation.as_deref());
    roots.allow(by)?;
    let open_to_anybody = roots.open_to_anybody();
    let mut operations = document.operations.iter();
    let writes = operations.any(|(_, operation)| operation.node.ty == OperationType::Mutation);
    request.variables = variables;
    Ok(Measured {
        request,
        writes,
        open_to_anybody,
    })
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
