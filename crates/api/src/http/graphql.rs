//! `POST /graphql`: JSON in, JSON out; a token or session says who asks.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::{ParseRequestError, Request};
use async_graphql_axum::GraphQLRequest;
use async_graphql_axum::rejection::GraphQLRejection;
use axum::extract::{FromRequest, Request as Sent, State};
use axum::http::header::{ALLOW, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use axum::{Extension, RequestExt};

use crate::error::Code;
use crate::http::Api;
use crate::http::answer::{self, Fault};
use crate::http::negotiate::{self, Media};
use crate::http::request_id::RequestId;
use crate::http::{run, sign_in};
use crate::state::Settings;

const NOT_POST: Fault = Fault {
    status: StatusCode::METHOD_NOT_ALLOWED,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "请用 POST 提交 JSON。send JSON with POST; the explorer is at /graphiql",
    ),
};
const NOT_ACCEPTABLE: Fault = Fault {
    status: StatusCode::NOT_ACCEPTABLE,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "回答只有 JSON。answers are application/graphql-response+json or application/json: accept one of them",
    ),
};
const NOT_JSON: Fault = Fault {
    status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "请求须为 UTF-8 的 JSON。send `content-type: application/json` in UTF-8",
    ),
};
const UNREADABLE: Fault = Fault {
    status: StatusCode::BAD_REQUEST,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "请求不是 GraphQL 请求对象。the body is no request: send one object with `query` and, where needed, `variables`, `operationName`, `extensions`",
    ),
};
const BATCH: Fault = Fault {
    status: StatusCode::BAD_REQUEST,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "不接受批量请求，请逐个提交。batches are not taken: send one request at a time",
    ),
};

/// Any other method: nothing is ever changed, nor asked, by GET.
pub(crate) async fn only_post(Extension(id): Extension<RequestId>, headers: HeaderMap) -> Response {
    let media = Media::accepted(&headers).unwrap_or(Media::Json);
    let mut response = NOT_POST.answer(media, &id.0);
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

/// Answers a request.
pub(crate) async fn answer(
    State(api): State<Arc<Api>>,
    Extension(id): Extension<RequestId>,
    sent: Sent,
) -> Response {
    let headers = sent.headers().clone();
    let Some(media) = Media::accepted(&headers) else {
        return NOT_ACCEPTABLE.answer(Media::Json, &id.0);
    };
    let doorstep = sign_in::doorstep(&api, &headers, sent.extensions());
    let answered = match read(sent, &api.state.settings).await {
        Ok(request) => {
            let who = sign_in::session(&api, &headers, doorstep.moment).await;
            run::answer(&api, request, doorstep, who).await
        }
        Err(fault) => Err(fault),
    };
    match answered {
        Ok(answered) => answer::of_schema(answered, media, &id.0, api.state.settings.max_response),
        Err(fault) => {
            let mut response = fault.answer(media, &id.0);
            if fault.status == StatusCode::UNAUTHORIZED {
                response
                    .headers_mut()
                    .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            response
        }
    }
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

/// Reads one request from the body, as far as a body may go.
async fn read(sent: Sent, settings: &Settings) -> Result<Request, Fault> {
    if !negotiate::is_json(sent.headers()) {
        return Err(NOT_JSON);
    }
    let read =
        GraphQLRequest::<GraphQLRejection>::from_request(sent.with_limited_body(), &()).await;
    let read = read.map_err(|rejected| match rejected.0 {
        ParseRequestError::UnsupportedBatch => BATCH,
        // Only the limit keeps a body that arrives from being read.
        ParseRequestError::Io(_) | ParseRequestError::PayloadTooLarge => {
            too_large(settings.max_body)
        }
        _ => UNREADABLE,
    })?;
    let mut request = read.into_inner();
    if request.query.is_empty() {
        return Err(UNREADABLE);
    }
    // Some clients send an empty name where they mean none.
    request.operation_name = request.operation_name.filter(|name| !name.is_empty());
    Ok(request)
}
