//! `GET /files/{secret}`: a material goes out, once, to whoever may still see it.

use std::fmt::Write;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use casework::{Denied, HandedOut};
use files::FileKey;
use futures_util::TryStreamExt;
use workflow::actor::Moment;

use super::{internal, no_such_url, of_store};
use crate::http::Api;
use crate::http::answer::Fault;
use crate::http::negotiate::Media;
use crate::http::request_id::RequestId;

/// Hands a file out. Its bytes are held against its digest on the way: where they do not fit, the connection breaks off before
/// the last of them.
pub(crate) async fn get(
    State(api): State<Arc<Api>>,
    Extension(id): Extension<RequestId>,
    Path(secret): Path<String>,
) -> Response {
    match handed(&api, &secret).await {
        Ok(response) => response,
        Err(fault) => fault.answer(Media::Json, &id.0),
    }
}

/// An address works once: looking whether it does would use it up.
pub(crate) async fn head() -> Response {
    let allowed = [(ALLOW, "GET, PUT")];
    (StatusCode::METHOD_NOT_ALLOWED, allowed).into_response()
}

async fn handed(api: &Api, secret: &str) -> Result<Response, Fault> {
    let moment = Moment::at((api.state.clock)());
    let claimed = api.state.desk.claim_download(secret, moment).await;
    let HandedOut { organ, file } = claimed.map_err(of_denied)?.ok_or_else(no_such_url)?;
    let key = FileKey {
        organ: organ.0,
        sha256: file.sha256.parse().map_err(|fault| {
            tracing::error!(%fault, file = %file.file, "a material without a digest");
            internal()
        })?,
        file: file.file,
    };
    let bytes = api.state.files.give(&key, file.size).await;
    let bytes = bytes.map_err(|fault| {
        tracing::error!(%fault, source = ?std::error::Error::source(&fault), file = %file.file, "a material cannot be read");
        internal()
    })?;
    let Some(bytes) = bytes else {
        tracing::error!(file = %file.file, "the bytes of a material are missing: run `fuyi audit verify --files`");
        return Err(internal());
    };
    let bytes = bytes.inspect_err(
        move |fault| tracing::error!(%fault, file = %key.file, "a material broke off on its way out"),
    );
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static(file.media_type.mime()),
        ),
        (CONTENT_LENGTH, HeaderValue::from(file.size)),
        (CONTENT_DISPOSITION, disposition(&file.file_name)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store, private")),
        (ACCEPT_RANGES, HeaderValue::from_static("none")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox"),
        ),
    ];
    Ok((headers, Body::from_stream(bytes)).into_response())
}

fn of_denied(denied: Denied) -> Fault {
    match denied {
        Denied::Store(fault) => of_store(fault),
        other => {
            tracing::error!(fault = %other, "a download could not be noted");
            internal()
        }
    }
}

/// To be saved under a name (RFC 6266): in ASCII for clients that know no more, and as it is (RFC 8187).
fn disposition(name: &str) -> HeaderValue {
    let plain = |letter: char| letter == ' ' || letter.is_ascii_graphic();
    let ascii = name.chars().map(|letter| match letter {
        '"' | '\\' | '%' | '/' => '_',
        letter if plain(letter) => letter,
        _ => '_',
    });
    let ascii: String = ascii.collect();
    let mut text = format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        match byte {
            b'!' | b'#' | b'$' | b'&' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~' => {
                text.push(byte.into());
            }
            byte if byte.is_ascii_alphanumeric() => text.push(byte.into()),
            byte => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_chinese_name_goes_out_whole_and_nothing_in_it_ends_the_header() {
        assert_eq!(
            disposition("答复书 (1).pdf"),
            "attachment; filename=\"___ (1).pdf\"; filename*=UTF-8''%E7%AD%94%E5%A4%8D%E4%B9%A6%20%281%29.pdf"
        );
        assert_eq!(
            disposition("a\"b;c%41'\r\n.pdf"),
            "attachment; filename=\"a_b;c_41'__.pdf\"; filename*=UTF-8''a%22b%3Bc%2541%27%0D%0A.pdf"
        );
    }
}
