//! A WebSocket by hand: every byte of the handshake and of the frames is ours, so that rules can be broken too.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long anything is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came on a socket.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Came {
    /// A message of the protocol.
    Message(Value),
    /// A ping of WebSocket itself.
    Ping,
    /// The end, with code and reason.
    Closed(u16, String),
    /// The end without a word.
    Gone,
}

/// An open socket.
pub(crate) struct Socket {
    stream: BufReader<TcpStream>,
    /// Whether pings of WebSocket itself are answered and not shown.
    pub(crate) answers_pings: bool,
}

/// The start of an answer: its status line and headers.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) status: u16,
    pub(crate) lines: String,
}

impl Socket {
    /// Shakes hands with some headers; the head of the answer, and the socket if it was opened.
    pub(crate) async fn shake(to: SocketAddr, headers: &[(&str, &str)]) -> (Head, Self) {
        let mut stream = BufReader::new(TcpStream::connect(to).await.unwrap());
        let mut request = format!(
            "GET /graphql HTTP/1.1\r\nhost: {to}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        );
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let head = head(&mut stream).await;
        let socket = Self {
            stream,
            answers_pings: true,
        };
        (head, socket)
    }

    /// A socket that speaks the protocol.
    pub(crate) async fn open(to: SocketAddr) -> Self {
        let protocol = [("sec-websocket-protocol", "graphql-transport-ws")];
        let (head, socket) = Self::shake(to, &protocol).await;
        assert_eq!(head.status, 101, "{}", head.lines);
        assert!(
            head.lines
                .to_ascii_lowercase()
                .contains("sec-websocket-protocol: graphql-transport-ws"),
            "{}",
            head.lines
        );
        socket
    }

    /// A socket on which somebody is known.
    pub(crate) async fn signed_in(to: SocketAddr, token: &str) -> Self {
        let mut socket = Self::open(to).await;
        socket.say(init(token)).await;
        assert_eq!(
            socket.next().await,
            message(json!({ "type": "connection_ack" }))
        );
        socket
    }

    /// Sends a frame with a mask of zeros.
    pub(crate) async fn frame(&mut self, opcode: u8, payload: &[u8]) -> std::io::Result<()> {
        let mut frame = vec![0x80 | opcode];
        match payload.len() {
            short @ 0..126 => frame.push(0x80 | u8::try_from(short).unwrap()),
            middle @ 126..65_536 => {
                frame.push(0x80 | 126);
                frame.extend(u16::try_from(middle).unwrap().to_be_bytes());
            }
            long => {
                frame.push(0x80 | 127);
                frame.extend(u64::try_from(long).unwrap().to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(payload);
        self.stream.get_mut().write_all(&frame).await
    }

    /// Sends bytes as they are.
    pub(crate) async fn raw(&mut self, bytes: &[u8]) {
        self.stream.get_mut().write_all(bytes).await.unwrap();
    }

    /// Sends a text.
    pub(crate) async fn text(&mut self, text: &str) {
        // One that was closed meanwhile is found out by reading.
        let _ = self.frame(1, text.as_bytes()).await;
    }

    /// Sends a message of the protocol.
    pub(crate) async fn say(&mut self, message: Value) {
        self.text(&message.to_string()).await;
    }

    /// Starts an operation.
    pub(crate) async fn subscribe(&mut self, id: &str, query: &str, variables: Value) {
        let payload = json!({ "query": query, "variables": variables });
        self.say(json!({ "type": "subscribe", "id": id, "payload": payload }))
            .await;
    }

    /// What comes next.
    pub(crate) async fn next(&mut self) -> Came {
        self.within(PATIENCE)
            .await
            .unwrap_or_else(|| panic!("nothing came in {PATIENCE:?}"))
    }

    /// What comes within a time, if anything does.
    pub(crate) async fn within(&mut self, most: Duration) -> Option<Came> {
        timeout(most, self.read()).await.ok()
    }

    /// What comes next, which must be an answer of the operation; gives its payload.
    pub(crate) async fn answer(&mut self, id: &str) -> Value {
        match self.next().await {
            Came::Message(mut message) if message["type"] == "next" && message["id"] == id => {
                message["payload"].take()
            }
            other => panic!("no answer of `{id}`: {other:?}"),
        }
    }

    async fn read(&mut self) -> Came {
        loop {
            match self.read_frame().await {
                Ok((1, text)) => return Came::Message(serde_json::from_slice(&text).unwrap()),
                Ok((8, reason)) if reason.len() >= 2 => {
                    let code = u16::from_be_bytes([reason[0], reason[1]]);
                    return Came::Closed(code, String::from_utf8_lossy(&reason[2..]).into_owned());
                }
                Ok((9, payload)) if self.answers_pings => {
                    let _ = self.frame(10, &payload).await;
                }
                Ok((9, _)) => return Came::Ping,
                Ok((10, _)) => {}
                Ok((opcode, _)) => panic!("a frame of opcode {opcode}"),
                Err(_) => return Came::Gone,
            }
        }
    }

    async fn read_frame(&mut self) -> std::io::Result<(u8, Vec<u8>)> {
        let mut head = [0; 2];
        self.stream.read_exact(&mut head).await?;
        let length = match head[1] & 0x7f {
            126 => u64::from(self.stream.read_u16().await?),
            127 => self.stream.read_u64().await?,
            short => u64::from(short),
        };
        let mut payload = vec![0; usize::try_from(length).unwrap()];
        self.stream.read_exact(&mut payload).await?;
        Ok((head[0] & 0x0f, payload))
    }
}

/// Reads the head of an answer.
pub(crate) async fn head(stream: &mut BufReader<TcpStream>) -> Head {
    let mut lines = String::new();
    loop {
        let mut line = String::new();
        let read = timeout(PATIENCE, stream.read_line(&mut line)).await;
        if read.expect("an answer").unwrap_or(0) == 0 || line.trim().is_empty() {
            break;
        }
        lines.push_str(&line);
    }
    let status = lines
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Head {
        status: status.unwrap_or(0),
        lines,
    }
}

/// The introduction of somebody.
pub(crate) fn init(token: &str) -> Value {
    json!({ "type": "connection_init", "payload": { "authorization": format!("Bearer {token}") } })
}

/// A message that came.
pub(crate) fn message(value: Value) -> Came {
    Came::Message(value)
}

/// The end of an operation.
pub(crate) fn complete(id: &str) -> Came {
    Came::Message(json!({ "id": id, "type": "complete" }))
}
