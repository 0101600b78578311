//! The WebSocket 长连接: `graphql-transport-ws`, as npm `graphql-ws` writes it down.

mod line;
mod message;

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request as Sent, WebSocketUpgrade};
use axum::http::header::{HOST, ORIGIN, UPGRADE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::Response;

use crate::error::Code;
use crate::http::Api;
use crate::http::answer::Fault;
use crate::http::cookie;
use crate::http::negotiate::Media;
use crate::http::request_id::RequestId;

/// The subprotocol.
const PROTOCOL: &str = "graphql-transport-ws";

const FROM_ELSEWHERE: Fault = Fault {
    status: StatusCode::FORBIDDEN,
    code: Code::Forbidden,
    message: Cow::Borrowed(
        "不接受其他网站发起的连接。the page that opens the socket is of another site: open it from this one",
    ),
};
const NO_UPGRADE: Fault = Fault {
    status: StatusCode::BAD_REQUEST,
    code: Code::BadInput,
    message: Cow::Borrowed(
        "WebSocket 握手不完整。this is no handshake of a WebSocket: send one of version 13",
    ),
};
const TOO_MANY: Fault = Fault {
    status: StatusCode::SERVICE_UNAVAILABLE,
    code: Code::Unavailable,
    message: Cow::Borrowed(
        "连接过多，请稍后再试。too many sockets are open: try again in a moment",
    ),
};

/// Whether a request asks for a WebSocket.
pub(crate) fn is_wanted(headers: &HeaderMap) -> bool {
    let value = headers.get(UPGRADE).and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.eq_ignore_ascii_case("websocket"))
}

/// Opens a WebSocket.
pub(crate) async fn open(api: Arc<Api>, id: RequestId, sent: Sent) -> Response {
    let (mut parts, _) = sent.into_parts();
    if !is_of_this_site(&parts.headers, &api.state.settings.public_url) {
        return FROM_ELSEWHERE.answer(Media::Json, &id.0);
    }
    // A browser asks no leave before it opens a socket, and says which page opens it instead: the cookie counts.
    if parts.headers.contains_key(ORIGIN) {
        let asked = HeaderValue::from_static("1");
        parts.headers.insert(cookie::PREFLIGHT, asked);
    } else {
        parts.headers.remove(cookie::PREFLIGHT);
    }
    let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &()).await else {
        return NO_UPGRADE.answer(Media::Json, &id.0);
    };
    let Some(seat) = api.seats.socket(api.state.settings.sockets.most) else {
        return TOO_MANY.answer(Media::Json, &id.0);
    };
    let frame = api.state.settings.sockets.frame;
    upgrade
        .protocols([PROTOCOL])
        .max_message_size(frame)
        .max_frame_size(frame)
        .on_upgrade(move |socket| line::serve(socket, api, parts.headers, id.0, seat))
}

/// Whether the page that sends a request, where it says so, is of the site that it is sent to. A browser lets any
/// page open a socket anywhere, and sends along what proves who asks.
fn is_of_this_site(headers: &HeaderMap, public_url: &str) -> bool {
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    let authority = |address: &str| {
        let address: Uri = address.parse().ok()?;
        address.authority().map(|named| named.as_str().to_owned())
    };
    let Some(origin) = origin.to_str().ok().and_then(authority) else {
        return false;
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    host.is_some_and(|host| host.eq_ignore_ascii_case(&origin))
        || authority(public_url).is_some_and(|own| own.eq_ignore_ascii_case(&origin))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    #[test]
    fn a_page_of_another_site_opens_no_socket() {
        let of = |host: &'static str, origin: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            let pairs: [(HeaderName, Option<&'static str>); 2] =
                [(HOST, Some(host)), (ORIGIN, origin)];
            for (name, value) in pairs {
                if let Some(value) = value {
                    headers.insert(name, HeaderValue::from_static(value));
                }
            }
            is_of_this_site(&headers, "https://fuyi.example.gov.cn")
        };
        assert!(of("127.0.0.1:8080", None));
        assert!(of("127.0.0.1:8080", Some("http://127.0.0.1:8080")));
        assert!(of("10.0.0.7", Some("https://FUYI.example.gov.cn")));
        for other in [
            "http://127.0.0.1:8081",
            "https://fuyi.example.gov.cn.evil.test",
            "https://evil.test",
            "null",
            "",
        ] {
            assert!(!of("127.0.0.1:8080", Some(other)), "{other}");
        }
    }
}
