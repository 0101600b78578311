//! What is wrong with a request before anything of it is read: its address, its headers, its place, its method.
//!
//! Whatever answers, an error is JSON with a code and the request id.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::error::Code;
use crate::http::answer::Fault;
use crate::http::negotiate::Accepted;
use crate::http::request_id::RequestId;
use crate::state::Settings;

const NOTHING_HERE: &str =
    "此处没有内容，接口在 /graphql。there is nothing here: the API is at /graphql";

/// Refuses a head that is too large, and gives every error that is no JSON its code and request id.
pub(crate) async fn guard(
    State(settings): State<Arc<Settings>>,
    Extension(id): Extension<RequestId>,
    request: Request,
    next: Next,
) -> Response {
    let media = Accepted::of(request.headers()).unwrap_or_default().media;
    if let Some(fault) = too_large(&request, &settings) {
        return fault.answer(media, &id.0);
    }
    let response = next.run(request).await;
    if response.status().as_u16() < 400 || is_json(response.headers()) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let told = of_status(parts.status).answer(media, &id.0);
    let (own, body) = told.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.extend(own.headers);
    Response::from_parts(parts, body)
}

fn too_large(request: &Request, settings: &Settings) -> Option<Fault> {
    let address = request
        .uri()
        .path_and_query()
        .map_or(0, |address| address.as_str().len());
    let headers = request
        .headers()
        .iter()
        .map(|(name, value)| name.as_str().len().saturating_add(value.len()))
        .fold(0, usize::saturating_add);
    let (status, zh, en, most) = if address > settings.max_address {
        let most = settings.max_address;
        (StatusCode::URI_TOO_LONG, "地址", "address is", most)
    } else if headers > settings.max_headers {
        let most = settings.max_headers;
        (
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            "请求头",
            "headers are",
            most,
        )
    } else {
        return None;
    };
    Some(Fault {
        status,
        code: Code::BadInput,
        message: format!(
            "{zh}超过 {most} 字节。the {en} larger than {most} bytes: send what is long in the body"
        )
        .into(),
    })
}

/// What an error of the server's own machinery says.
fn of_status(status: StatusCode) -> Fault {
    let (code, message) = match status {
        StatusCode::NOT_FOUND => (Code::NotFound, NOTHING_HERE),
        StatusCode::METHOD_NOT_ALLOWED => (
            Code::BadInput,
            "此处不接受该方法，可用的方法见 allow。the method is not taken here: `allow` names those that are",
        ),
        status if status.is_server_error() => (
            Code::Internal,
            "系统内部错误，请将请求编号告知管理员。something is wrong on our side: give the request id to whoever runs the program",
        ),
        _ => (
            Code::BadInput,
            "请求无法识别。the request cannot be read: send JSON with POST to /graphql",
        ),
    };
    Fault {
        status,
        code,
        message: Cow::Borrowed(message),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    media.is_some_and(|media| {
        media.starts_with("application/json") || media.starts_with("application/graphql-response")
    })
}
