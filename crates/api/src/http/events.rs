//! Server-sent events 事件流: one operation a connection, as npm `graphql-sse` writes down «distinct connections».

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::ServerError;
use async_graphql::futures_util::stream;
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::task::JoinSet;

use crate::error::Code;
use crate::http::answer::Fault;
use crate::http::follow::{self, News, Teller};
use crate::http::negotiate::Media;
use crate::http::request_id::RequestId;
use crate::http::run::Prepared;
use crate::http::seats::Seat;
use crate::http::{Api, stopped};
use crate::session::Session;

const TOO_MANY: Fault = Fault {
    status: StatusCode::TOO_MANY_REQUESTS,
    code: Code::TooMany,
    message: Cow::Borrowed("打开的事件流过多。too many streams are open: close one first"),
};

/// What is left to send of a stream.
struct Stream {
    news: mpsc::Receiver<(u64, News)>,
    /// The operation; it ends with the stream.
    _running: JoinSet<()>,
    _seat: Seat,
    idle: Duration,
    stopping: watch::Receiver<bool>,
    over: bool,
}

/// Answers a request by a stream of events.
pub(crate) fn open(
    api: Arc<Api>,
    headers: HeaderMap,
    id: RequestId,
    session: &Session,
    prepared: Result<Prepared, ServerError>,
) -> Response {
    let limits = api.state.settings.sockets.clone();
    let Some(seat) = api.seats.stream(session.user.id, limits.subscriptions) else {
        return TOO_MANY.answer(Media::Json, &id.0);
    };
    let (out, news) = mpsc::channel(1);
    let stopping = api.state.stopping.clone();
    let mut running = JoinSet::new();
    let teller = Teller::new(0, out, Arc::new(Semaphore::new(1)));
    running.spawn(follow::follow(api, headers, id.0, prepared, teller));
    let stream = Stream {
        news,
        _running: running,
        _seat: seat,
        idle: limits.ping,
        stopping,
        over: false,
    };
    let body = stream::unfold(stream, |mut stream| async move {
        let piece = stream.next().await?;
        Some((Ok::<_, std::convert::Infallible>(piece), stream))
    });
    let mut response = Response::new(Body::from_stream(body));
    let headers: [(HeaderName, &'static str); 3] = [
        (CONTENT_TYPE, "text/event-stream; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        // Proxies that gather answers are asked not to.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    for (name, value) in headers {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

impl Stream {
    /// The next piece, or a comment where nothing happens; `None` at the end. A program that stops ends the stream
    /// without saying that the operation is complete, so that the client opens it again.
    async fn next(&mut self) -> Option<Bytes> {
        if self.over {
            return None;
        }
        let news = tokio::select! {
            news = self.news.recv() => news,
            () = stopped(&mut self.stopping) => return None,
            () = tokio::time::sleep(self.idle) => return Some(Bytes::from_static(b":\n\n")),
        };
        let complete = "event: complete\ndata:\n\n";
        let piece = match news {
            Some((_, News::Answer(answer))) => return Some(event(&answer).into()),
            Some((_, News::Refused(faults))) => {
                event(&format!("{{\"errors\":{faults}}}")) + complete
            }
            Some((_, News::Complete | News::SignedOut)) => complete.to_owned(),
            None => return None,
        };
        self.over = true;
        Some(piece.into())
    }
}

/// JSON, which has no line of its own to break, as an event.
fn event(answer: &str) -> String {
    format!("event: next\ndata: {answer}\n\n")
}
