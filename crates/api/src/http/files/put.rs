//! `PUT /files/{secret}`: a file comes, piece by piece.

use std::sync::Arc;

use axum::Extension;
use axum::body::{Body, BodyDataStream};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use casework::Upload;
use files::{Broken, FileKey, Incoming, Promised};
use futures_util::StreamExt;
use serde_json::json;
use tokio::time::timeout;
use workflow::actor::Moment;

use super::coming::FileComing;
use super::{fault, internal, no_such_url, of_store};
use crate::error::Code;
use crate::http::Api;
use crate::http::answer::Fault;
use crate::http::negotiate::Media;
use crate::http::request_id::RequestId;

/// Takes a file in. Once it was begun it is dealt with to its end, whether or not anybody still waits for the answer.
pub(crate) async fn put(
    State(api): State<Arc<Api>>,
    Extension(id): Extension<RequestId>,
    Path(secret): Path<String>,
    coming: Option<Extension<FileComing>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let coming = coming.map(|Extension(coming)| coming).unwrap_or_default();
    let done = tokio::spawn({
        let coming = coming.clone();
        async move { received(&api, &secret, &coming, &headers, body).await }
    })
    .await;
    coming.say(false);
    let answered = done.unwrap_or_else(|fault| {
        tracing::error!(%fault, "an upload broke off");
        Err(internal())
    });
    match answered {
        Ok(upload) => {
            let said = json!({ "upload": upload.id, "sha256": upload.sha256, "size": upload.size });
            let kind = [
                (CONTENT_TYPE, "application/json"),
                (CACHE_CONTROL, "no-store"),
            ];
            (StatusCode::CREATED, kind, said.to_string()).into_response()
        }
        Err(fault) => fault.answer(Media::Json, &id.0),
    }
}

async fn received(
    api: &Api,
    secret: &str,
    coming: &FileComing,
    headers: &HeaderMap,
    body: Body,
) -> Result<Upload, Fault> {
    let desk = &api.state.desk;
    let moment = Moment::at((api.state.clock)());
    let claimed = desk.claim_upload(secret, moment).await.map_err(of_store)?;
    let upload = claimed.ok_or_else(no_such_url)?;
    coming.say(true);
    let most = api.state.settings.max_upload_time;
    let kept = match said_length(headers) {
        Some(length) if length != upload.size => Err(other_length(length, upload.size)),
        _ => match timeout(most, keep(api, &upload, body.into_data_stream())).await {
            Ok(kept) => kept,
            Err(_) => Err(too_slow()),
        },
    };
    // Where anything of this cannot be noted the file is swept up with what was never filed.
    let kept = match kept {
        Ok(()) => match desk.keep_upload(&upload).await.map_err(of_store)? {
            true => return Ok(upload),
            false => Err(no_such_url()),
        },
        broken => broken,
    };
    desk.give_up_upload(&upload).await.map_err(of_store)?;
    kept.map(|()| upload)
}

/// Where the bytes of an upload lie.
fn key(upload: &Upload) -> Result<FileKey, Fault> {
    let sha256 = upload.sha256.parse().map_err(|fault| {
        tracing::error!(%fault, upload = %upload.id, "an upload without a digest");
        internal()
    })?;
    Ok(FileKey {
        organ: upload.organ.0,
        sha256,
        file: upload.id,
    })
}

async fn keep(api: &Api, upload: &Upload, body: BodyDataStream) -> Result<(), Fault> {
    let media = upload.media_type;
    let promised = Promised {
        size: upload.size,
        fits: Box::new(move |head| media.fits(head)),
    };
    let begun = api.state.files.begin(&key(upload)?, promised).await;
    let mut incoming = begun.map_err(|fault| of_broken(&fault.into()))?;
    match arrive(api, &mut incoming, body).await {
        Ok(()) => incoming.finish().await.map_err(|broken| of_broken(&broken)),
        Err(fault) => {
            incoming.give_up().await;
            Err(fault)
        }
    }
}

async fn arrive(api: &Api, incoming: &mut Incoming, mut body: BodyDataStream) -> Result<(), Fault> {
    let most = api.state.settings.max_upload_idle;
    loop {
        match timeout(most, body.next()).await {
            Err(_) => return Err(too_slow()),
            Ok(None) => return Ok(()),
            Ok(Some(Err(_))) => return Err(broken_off()),
            Ok(Some(Ok(bytes))) => incoming
                .take(bytes)
                .await
                .map_err(|broken| of_broken(&broken))?,
        }
    }
}

fn said_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn other_length(came: u64, promised: u64) -> Fault {
    fault(
        StatusCode::BAD_REQUEST,
        Code::LengthMismatch,
        format!(
            "文件长度与所报的 {promised} 字节不符（{came}），请重新上传。{promised} bytes were announced, not {came}: start again"
        ),
    )
}

fn too_slow() -> Fault {
    fault(
        StatusCode::REQUEST_TIMEOUT,
        Code::TooSlow,
        "上传过慢，请重新上传。the bytes came too slowly: start again",
    )
}

fn broken_off() -> Fault {
    fault(
        StatusCode::BAD_REQUEST,
        Code::LengthMismatch,
        "上传中断，请重新上传。the upload broke off: start again",
    )
}

fn of_broken(broken: &Broken) -> Fault {
    match broken {
        Broken::OtherLength { came, promised } => other_length(*came, *promised),
        Broken::OtherDigest { came, .. } => fault(
            StatusCode::UNPROCESSABLE_ENTITY,
            Code::DigestMismatch,
            format!(
                "文件内容的 SHA-256 为 {came}，与所报不符，请重新上传。the bytes give SHA-256 {came}, which was not announced: start again"
            ),
        ),
        Broken::OtherType => fault(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::TypeMismatch,
            "文件内容不是所报的类型。the bytes are not of the type that was announced",
        ),
        Broken::Store(fault) => {
            tracing::error!(%fault, source = ?std::error::Error::source(fault), "a file could not be kept");
            internal()
        }
    }
}
