//! One socket: who speaks on it, what runs on it, and how it ends.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Map, Value};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until, timeout};

use super::message::{self, Said};
use crate::error::Code;
use crate::http::Api;
use crate::http::answer;
use crate::http::asked::Asked;
use crate::http::follow::{self, News, TURNS, Teller};
use crate::http::run::Prepared;
use crate::http::seats::Seat;
use crate::http::{sign_in, stopped};
use crate::limits;

/// How long the client may take to bid farewell.
const FAREWELL: Duration = Duration::from_secs(1);

/// Why a socket ends.
enum End {
    /// The client is gone, or does not take what it is sent.
    Gone,
    /// The client bade farewell.
    Left,
    /// It is told why.
    Told(u16, String),
}

const INVALID: (u16, &str) = (4400, "Invalid message received");
const UNAUTHORIZED: (u16, &str) = (4401, "Unauthorized");
const FORBIDDEN: (u16, &str) = (4403, "Forbidden");
const SUBPROTOCOL: (u16, &str) = (4406, "Subprotocol not acceptable");
const INIT_TIMEOUT: (u16, &str) = (4408, "Connection initialisation timeout");
const INIT_TWICE: (u16, &str) = (4429, "Too many initialisation requests");
const STOPPING: (u16, &str) = (1001, "Going away");
const MALFORMED: (u16, &str) = (1002, "Protocol error");
const TOO_BIG: (u16, &str) = (1009, "Message too big");
const INTERNAL: (u16, &str) = (1011, "Internal error");
const TOO_MANY: (u16, &str) = (1013, "Too many sockets");
const LATER: (u16, &str) = (1013, "Try again later");

impl From<(u16, &str)> for End {
    fn from((code, reason): (u16, &str)) -> Self {
        Self::Told(code, reason.to_owned())
    }
}

/// Serves a socket to its end.
pub(super) async fn serve(
    socket: WebSocket,
    api: Arc<Api>,
    headers: HeaderMap,
    request_id: String,
    seat: Seat,
) {
    let (out, news) = mpsc::channel(1);
    let mut line = Line {
        socket,
        api,
        headers,
        request_id,
        seat,
        initialised: false,
        operations: HashMap::new(),
        ids: HashMap::new(),
        last: 0,
        running: JoinSet::new(),
        out,
        turns: Arc::new(Semaphore::new(TURNS)),
    };
    let end = match line.socket.protocol() {
        Some(_) => line.run(news).await.err().unwrap_or(End::Gone),
        None => SUBPROTOCOL.into(),
    };
    line.running.abort_all();
    let listens = match end {
        End::Gone => false,
        End::Left => true,
        End::Told(code, reason) => {
            let reason = reason.into();
            let farewell = Message::Close(Some(CloseFrame { code, reason }));
            line.send(farewell).await.is_ok()
        }
    };
    if listens {
        // Reading on sends what is left to send, and hears the answer to it.
        let rest = async { while let Some(Ok(_)) = line.socket.recv().await {} };
        let _ = timeout(FAREWELL, rest).await;
    }
}

/// An operation under way.
struct Operation {
    number: u64,
    task: AbortHandle,
}

struct Line {
    socket: WebSocket,
    api: Arc<Api>,
    headers: HeaderMap,
    request_id: String,
    seat: Seat,
    initialised: bool,
    /// What runs, by the id that the client gave.
    operations: HashMap<String, Operation>,
    /// The same by its number: an id may be given again.
    ids: HashMap<u64, String>,
    last: u64,
    /// The tasks; they end with the socket.
    running: JoinSet<()>,
    out: mpsc::Sender<(u64, News)>,
    turns: Arc<Semaphore>,
}

impl Line {
    async fn run(&mut self, mut news: mpsc::Receiver<(u64, News)>) -> Result<(), End> {
        let api = Arc::clone(&self.api);
        let limits = &api.state.settings.sockets;
        let introduced_by = Instant::now() + limits.init;
        let mut pings = interval_at(Instant::now() + limits.ping, limits.ping);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut unanswered = false;
        let mut stopping = api.state.stopping.clone();
        loop {
            tokio::select! {
                received = self.socket.recv() => match received {
                    None => return Err(End::Gone),
                    Some(Ok(Message::Close(_))) => return Err(End::Left),
                    Some(Ok(Message::Text(text))) => self.heard(text.as_str()).await?,
                    Some(Ok(Message::Binary(_))) => return Err(INVALID.into()),
                    Some(Ok(Message::Pong(_))) => unanswered = false,
                    Some(Ok(Message::Ping(_))) => {}
                    Some(Err(fault)) => return Err(broken(&fault)),
                },
                Some((number, told)) = news.recv() => self.tell(number, told).await?,
                () = sleep_until(introduced_by), if !self.initialised => {
                    return Err(INIT_TIMEOUT.into());
                }
                _ = pings.tick() => {
                    if std::mem::replace(&mut unanswered, true) {
                        return Err(End::Gone);
                    }
                    self.send(Message::Ping(Default::default())).await?;
                }
                () = stopped(&mut stopping) => return Err(STOPPING.into()),
            }
        }
    }

    /// Sends a message, to somebody who takes it.
    async fn send(&mut self, message: Message) -> Result<(), End> {
        let most = self.api.state.settings.sockets.stall;
        match timeout(most, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }

    async fn say(&mut self, text: String) -> Result<(), End> {
        self.send(Message::Text(text.into())).await
    }

    async fn heard(&mut self, text: &str) -> Result<(), End> {
        match message::read(text).ok_or(INVALID)? {
            Said::Init(_) if self.initialised => Err(INIT_TWICE.into()),
            Said::Init(payload) => {
                self.introduce(&payload).await?;
                self.initialised = true;
                self.say(message::ack()).await
            }
            Said::Ping(payload) => self.say(message::pong(payload)).await,
            Said::Pong => Ok(()),
            Said::Subscribe(..) if !self.initialised => Err(UNAUTHORIZED.into()),
            Said::Subscribe(id, asked) => self.begin(id, *asked).await,
            Said::Complete(id) => {
                if let Some(operation) = self.operations.remove(&id) {
                    operation.task.abort();
                    self.ids.remove(&operation.number);
                }
                Ok(())
            }
        }
    }

    /// Who it is: by `authorization` of the payload, else by what the handshake carried.
    async fn introduce(&mut self, payload: &Map<String, Value>) -> Result<(), End> {
        let given = payload
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("authorization"))
            .and_then(|(_, value)| value.as_str());
        if let Some(given) = given {
            let value = HeaderValue::from_str(given).map_err(|_| FORBIDDEN)?;
            self.headers.insert(AUTHORIZATION, value);
        }
        let session = sign_in::session(&self.api, &self.headers).await;
        let session = session.map_err(|fault| match fault.status {
            StatusCode::SERVICE_UNAVAILABLE => LATER,
            status if status.is_server_error() => INTERNAL,
            _ => FORBIDDEN,
        })?;
        let most = self.api.state.settings.sockets.per_user;
        match self.seat.take(session.user.id, most) {
            true => Ok(()),
            false => Err(TOO_MANY.into()),
        }
    }

    async fn begin(&mut self, id: String, asked: Asked) -> Result<(), End> {
        if self.operations.contains_key(&id) {
            let reason = format!("Subscriber for {} already exists", cut(&id));
            return Err(End::Told(4409, reason));
        }
        let most = self.api.state.settings.sockets.subscriptions;
        if self.operations.len() >= most {
            let fault = limits::coded(
                Code::TooMany,
                format!(
                    "一个连接至多同时进行 {most} 项操作。at most {most} operations run on a socket at once: complete one first"
                ),
            );
            let faults = answer::faults(vec![fault], &self.request_id);
            return self.say(message::error(&id, &faults)).await;
        }
        while self.running.try_join_next().is_some() {}
        self.last += 1;
        let number = self.last;
        let teller = Teller::new(number, self.out.clone(), Arc::clone(&self.turns));
        let task = self.running.spawn(follow::follow(
            Arc::clone(&self.api),
            self.headers.clone(),
            self.request_id.clone(),
            Prepared::of(&self.api, asked),
            teller,
        ));
        self.operations
            .insert(id.clone(), Operation { number, task });
        self.ids.insert(number, id);
        Ok(())
    }

    /// Passes on what an operation has to say, unless the client wants to hear no more of it.
    async fn tell(&mut self, number: u64, news: News) -> Result<(), End> {
        if matches!(news, News::SignedOut) {
            for (id, operation) in std::mem::take(&mut self.operations) {
                operation.task.abort();
                self.say(message::complete(&id)).await?;
            }
            return Err(FORBIDDEN.into());
        }
        let Some(id) = self.ids.get(&number).cloned() else {
            return Ok(());
        };
        match news {
            News::Answer(answer) => return self.say(message::next(&id, &answer)).await,
            News::Refused(faults) => self.say(message::error(&id, &faults)).await?,
            News::Complete => self.say(message::complete(&id)).await?,
            News::SignedOut => {}
        }
        self.ids.remove(&number);
        self.operations.remove(&id);
        Ok(())
    }
}

/// Why no more can be read. The library's own fault has no name here.
fn broken(fault: &axum::Error) -> End {
    let words = fault.to_string();
    match words {
        _ if words.contains("too long") => TOO_BIG.into(),
        _ if words.contains("protocol") || words.contains("UTF-8") => MALFORMED.into(),
        _ => End::Gone,
    }
}

/// As much of an id as a reason to close has room for.
fn cut(id: &str) -> &str {
    let mut end = id.len().min(80);
    while !id.is_char_boundary(end) {
        end -= 1;
    }
    id.get(..end).unwrap_or_default()
}
