//! `/graphql`: requests by POST, queries also by GET; a token or session says who asks.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request as Sent, State};
use axum::http::header::{ALLOW, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;

use crate::error::Code;
use crate::http::answer::{self, Fault};
use crate::http::asked::Asked;
use crate::http::negotiate::{self, Accepted, Events, Media};
use crate::http::request_id::RequestId;
use crate::http::run::Prepared;
use crate::http::{Api, events, run, sign_in, socket};
use crate::state::Settings;

/// What `/graphql` answers to.
const METHODS: &str = "GET, POST";

const OTHER_METHOD: Fault = Fault {
    status: StatusCode::METHOD_NOT_ALLOWED,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "请用 POST 提交 JSON，查询也可用 GET。send JSON with POST, or a query with GET; the explorer is at /graphiql",
    ),
};
const CHANGES_BY_POST: Fault = Fault {
    status: StatusCode::METHOD_NOT_ALLOWED,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "变更须用 POST 提交。nothing is changed by GET: send mutations with POST",
    ),
};
const MANY_ANSWERS: Fault = Fault {
    status: StatusCode::NOT_ACCEPTABLE,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "订阅有多个回答，请用 WebSocket 或者 text/event-stream。a subscription has many answers: open it over the WebSocket of this address, or accept text/event-stream",
    ),
};
const NOT_ACCEPTABLE: Fault = Fault {
    status: StatusCode::NOT_ACCEPTABLE,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "回答为 JSON 或者 text/event-stream。answers are application/graphql-response+json, application/json or text/event-stream: accept one of them",
    ),
};
const NOT_JSON: Fault = Fault {
    status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "请求须为 UTF-8 的 JSON。send `content-type: application/json` in UTF-8",
    ),
};
const BROKEN_OFF: Fault = Fault {
    status: StatusCode::BAD_REQUEST,
    code: Code::BadInput,
    message: Cow::Borrowed("请求未传完。the body broke off: send it whole"),
};

/// Any other method.
pub(crate) async fn other_method(
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
) -> Response {
    let media = Accepted::of(&headers).unwrap_or_default().media;
    refused(&OTHER_METHOD, METHODS, media, &id)
}

/// Answers a request.
pub(crate) async fn answer(
    State(api): State<Arc<Api>>,
    Extension(id): Extension<RequestId>,
    sent: Sent,
) -> Response {
    let headers = sent.headers().clone();
    if sent.method() == Method::GET && socket::is_wanted(&headers) {
        return socket::open(api, id, sent).await;
    }
    let Some(accepted) = Accepted::of(&headers) else {
        return NOT_ACCEPTABLE.answer(Media::Json, &id.0);
    };
    let media = accepted.media;
    let by_get = sent.method() != Method::POST;
    let door = sign_in::doorstep(&api, &headers, sent.extensions());
    let asked = match by_get {
        true => Asked::of_address(sent.uri()),
        false => read(sent, &api.state.settings).await,
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(fault) => return of_fault(&fault, media, &id),
    };
    let who = sign_in::session(&api, &headers).await;
    let prepared = Prepared::of(&api, asked);
    let open = prepared.as_ref().is_ok_and(Prepared::is_open_to_anybody);
    let session = match who {
        Ok(session) => Some(session),
        Err(_) if open => None,
        Err(fault) => return of_fault(&fault, media, &id),
    };
    let prepared = match &session {
        Some(session) => prepared.and_then(|prepared| prepared.allowed(&session.by)),
        None => prepared,
    };
    let kind = prepared.as_ref().ok().map(|prepared| prepared.kind);
    if by_get && kind == Some(OperationType::Mutation) {
        return refused(&CHANGES_BY_POST, "POST", media, &id);
    }
    let as_events = match accepted.events {
        Events::No => false,
        Events::Too => kind == Some(OperationType::Subscription),
        Events::Rather => true,
    };
    if let Some(session) = session.as_ref().filter(|_| as_events) {
        return events::open(api, headers, id, session, prepared);
    }
    let answered = match prepared {
        Ok(_) if kind == Some(OperationType::Subscription) => {
            return MANY_ANSWERS.answer(media, &id.0);
        }
        Ok(prepared) => prepared.answer_at(&api, session, door).await,
        Err(fault) => run::failed(fault),
    };
    answer::of_schema(answered, media, &id.0, api.state.settings.max_response)
}

/// A fault as an answer; who is not signed in is told how to.
fn of_fault(fault: &Fault, media: Media, id: &RequestId) -> Response {
    let mut response = fault.answer(media, &id.0);
    if fault.status == StatusCode::UNAUTHORIZED {
        response
            .headers_mut()
            .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// A method that is not taken, with those that are.
fn refused(fault: &Fault, taken: &'static str, media: Media, id: &RequestId) -> Response {
    let mut response = fault.answer(media, &id.0);
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static(taken));
    response
}

fn too_large(most: usize) -> Fault {
    Fault {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        code: Code::BadInput,
        message: format!(
            "请求超过 {most} 字节。the body is larger than {most} bytes: send less at once"
        )
        .into(),
    }
}

fn too_slow(settings: &Settings) -> Fault {
    let seconds = settings.max_time.as_secs_f64();
    Fault {
        status: StatusCode::REQUEST_TIMEOUT,
        code: Code::BadInput,
        message: format!(
            "请求在 {seconds} 秒内未传完。the body did not arrive within {seconds} s: send it faster"
        )
        .into(),
    }
}

/// Reads one request from the body, as far and as long as a body may go.
async fn read(sent: Sent, settings: &Settings) -> Result<Asked, Fault> {
    if !negotiate::is_json(sent.headers()) {
        return Err(NOT_JSON);
    }
    let body = tokio::time::timeout(settings.max_time, Bytes::from_request(sent, &()));
    let body = body.await.map_err(|_| too_slow(settings))?;
    let body = body.map_err(|rejected| match rejected.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(settings.max_body),
        _ => BROKEN_OFF,
    })?;
    Asked::of_body(&body)
}
