//! Answers as bytes, errors included: always JSON, always with code and request id.

use std::borrow::Cow;
use std::io;

use async_graphql::{Response as Answer, ServerError, Value};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;
use serde_json::json;

use crate::error::Code;
use crate::http::negotiate::Media;
use crate::limits;

/// A request that was not carried out.
#[derive(Debug)]
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

/// An answer of the schema, as it goes out.
#[derive(Debug)]
pub(crate) enum Answered {
    /// Something ran; the whole answer in JSON.
    Sound(String),
    /// Nothing ran, or what came of it cannot be sent: a list of errors in JSON.
    Unsound(String),
}

/// An answer of the schema, its errors with codes and request id, and no larger than `most` bytes.
pub(crate) fn answered(mut answer: Answer, request_id: &str, most: usize) -> Answered {
    // Nothing ran: the request itself was at fault, and there is no data to speak of.
    let unsound = !answer.errors.is_empty()
        && answer.data == Value::Null
        && answer.errors.iter().all(|fault| fault.path.is_empty());
    for fault in &mut answer.errors {
        stamp(fault, request_id);
    }
    let body = match unsound {
        true => written(&answer.errors, most).map(Answered::Unsound),
        false => written(&answer, most).map(Answered::Sound),
    };
    body.unwrap_or_else(|_| Answered::Unsound(faults(vec![too_large(most)], request_id)))
}

/// A list of errors in JSON, with codes and request id.
pub(crate) fn faults(mut faults: Vec<ServerError>, request_id: &str) -> String {
    for fault in &mut faults {
        stamp(fault, request_id);
    }
    serde_json::to_string(&faults).unwrap_or_default()
}

/// The answer to a request that was read.
pub(crate) fn of_schema(answer: Answer, media: Media, request_id: &str, most: usize) -> Response {
    let cookies = answer.http_headers.get_all(SET_COOKIE).iter();
    let cookies: Vec<HeaderValue> = cookies.cloned().collect();
    let wait = wait(&answer.errors);
    let mut response = match answered(answer, request_id, most) {
        Answered::Sound(body) => with_body(StatusCode::OK, media, body),
        Answered::Unsound(faults) => {
            let status = match media {
                _ if wait.is_some() => StatusCode::TOO_MANY_REQUESTS,
                Media::GraphQl => StatusCode::BAD_REQUEST,
                Media::Json => StatusCode::OK,
            };
            let mut response = with_body(status, media, format!("{{\"errors\":{faults}}}"));
            if let Some(seconds) = wait {
                response.headers_mut().insert(RETRY_AFTER, seconds);
            }
            response
        }
    };
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// After how many seconds a user who has asked for too much may ask again.
fn wait(errors: &[ServerError]) -> Option<HeaderValue> {
    let extensions = errors.first()?.extensions.as_ref()?;
    let code = Value::from(Code::TooMany.text());
    if extensions.get("code") != Some(&code) {
        return None;
    }
    let seconds = extensions.get("retryAfter")?.to_string();
    HeaderValue::from_str(&seconds).ok()
}

fn too_large(most: usize) -> ServerError {
    limits::coded(
        Code::TooComplex,
        format!(
            "回答超过 {most} 字节，请减少所取的内容；其中的指令已经处理。the answer is larger than {most} bytes: ask for less at once; commands in the request were dealt with"
        ),
    )
}

/// A value as JSON, unless it becomes too large.
fn written(value: &impl Serialize, most: usize) -> io::Result<String> {
    let mut body = Bounded {
        bytes: Vec::new(),
        most,
    };
    serde_json::to_writer(&mut body, value)?;
    String::from_utf8(body.bytes).map_err(io::Error::other)
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
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
