//! Answers as bytes, errors included: always JSON, always with code and request id.

use std::borrow::Cow;
use std::io;

use async_graphql::{Response as Answer, ServerError, Value};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;
use serde_json::json;

use crate::error::Code;
use crate::http::negotiate::Media;
use crate::limits;

/// A request that was not carried out.
pub(crate) struct Fault {
    pub(crate) status: StatusCode,
    pub(crate) code: Code,
    pub(crate) message: Cow<'static, str>,
}

impl Fault {
    /// The answer to the client.
    pub(crate) fn answer(&self, media: Media, request_id: &str) -> Response {
        let extensions = json!({ "code": self.code.text(), "requestId": request_id });
        let body = json!({ "errors": [{ "message": self.message, "extensions": extensions }] });
        with_body(self.status, media, body.to_string())
    }
}

/// The answer to a request that was read.
pub(crate) fn of_schema(
    mut answer: Answer,
    media: Media,
    request_id: &str,
    max_response: usize,
) -> Response {
    for fault in &mut answer.errors {
        stamp(fault, request_id);
    }
    // Nothing ran: the request itself was at fault, and there is no data to speak of.
    let unsound = !answer.errors.is_empty()
        && answer.data == Value::Null
        && answer.errors.iter().all(|fault| fault.path.is_empty());
    let status = match media {
        Media::GraphQl if unsound => StatusCode::BAD_REQUEST,
        Media::GraphQl | Media::Json => StatusCode::OK,
    };
    let cookies: Vec<HeaderValue> = answer
        .http_headers
        .get_all(SET_COOKIE)
        .iter()
        .cloned()
        .collect();
    let body = match unsound {
        true => written(&json!({ "errors": answer.errors }), max_response),
        false => written(&answer, max_response),
    };
    let mut response = match body {
        Ok(body) => headed(Response::new(Body::from(body)), status, media),
        Err(_) => too_large(max_response, media).answer(media, request_id),
    };
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

fn too_large(most: usize, media: Media) -> Fault {
    Fault {
        status: match media {
            Media::GraphQl => StatusCode::BAD_REQUEST,
            Media::Json => StatusCode::OK,
        },
        code: Code::TooComplex,
        message: format!("回答超过 {most} 字节，请减少所取的内容；其中的指令已经处理。the answer is larger than {most} bytes: ask for less at once; commands in the request were dealt with").into(),
    }
}

/// A value as JSON, unless it becomes too large.
fn written(value: &impl Serialize, most: usize) -> serde_json::Result<Vec<u8>> {
    let mut body = Bounded {
        bytes: Vec::new(),
        most,
    };
    serde_json::to_writer(&mut body, value)?;
    Ok(body.bytes)
}

/// Bytes up to a limit.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len().saturating_add(bytes.len()) > self.most {
            return Err(io::Error::other("the answer is too large"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Gives an error its code, if it has none, and the request id; what it quotes of the request is cut.
fn stamp(fault: &mut ServerError, request_id: &str) {
    let code = code_of(fault);
    fault.message = limits::cut(&fault.message);
    let extensions = fault.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", code.text());
    }
    extensions.set("requestId", request_id);
}

/// The code of an error that the library made. Resolvers give theirs themselves, so that what has a path and no
/// code is a value that could not be read.
fn code_of(fault: &ServerError) -> Code {
    let message = fault.message.as_str();
    if !fault.path.is_empty() || message.starts_with("Invalid value for argument") {
        Code::BadInput
    } else if message.starts_with("The recursion depth") {
        Code::TooComplex
    } else {
        Code::ValidationFailed
    }
}

fn with_body(status: StatusCode, media: Media, body: String) -> Response {
    headed(Response::new(Body::from(body)), status, media)
}

fn headed(mut response: Response, status: StatusCode, media: Media) -> Response {
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
