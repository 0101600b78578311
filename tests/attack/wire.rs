//! A connection that sends whatever bytes it is given.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

/// A connection, made anew where the last one was closed.
pub(super) struct Wire {
    to: SocketAddr,
    stream: Option<TcpStream>,
}

impl Wire {
    pub(super) fn to(to: SocketAddr) -> Self {
        Self { to, stream: None }
    }

    /// Sends bytes and reads one answer; `None` where the connection was closed without one. A connection over which
    /// something strange was sent is not used again, and `cut` sends no more after the bytes.
    pub(super) async fn send(&mut self, bytes: &[u8], strange: bool, cut: bool) -> Option<Answer> {
        if strange {
            self.stream = None;
        }
        let answer = match self.once(bytes, cut).await {
            // The program closes a connection over which nothing came for long, or after an error.
            None if !strange => self.once(bytes, cut).await,
            answer => answer,
        };
        let closing = answer
            .as_ref()
            .is_none_or(|answer| strange || answer.head.contains("connection: close"));
        if closing {
            self.stream = None;
        }
        answer
    }

    async fn once(&mut self, bytes: &[u8], cut: bool) -> Option<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.to)
                    .await
                    .expect("the program listens");
                stream.set_nodelay(true).unwrap();
                stream
            }
        };
        let answer = {
            let (mut from, mut to) = stream.split();
            let write = async {
                // An early answer may close the way there.
                let _ = to.write_all(bytes).await;
                if cut {
                    let _ = to.shutdown().await;
                }
            };
            let read = read(&mut from);
            let (answer, ()) = tokio::time::timeout(PATIENCE, async { tokio::join!(read, write) })
                .await
                .expect("an answer comes in time");
            answer
        };
        if answer.is_some() {
            self.stream = Some(stream);
        }
        answer
    }
}

/// Reads one answer.
pub(super) async fn read(from: &mut (impl AsyncReadExt + Unpin)) -> Option<Answer> {
    let mut bytes = Vec::new();
    let mut part = [0; 16 * 1024];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        match from.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&part[..read]),
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
    let mut body = bytes.split_off(end);
    while body.len() < length {
        match from.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => body.extend_from_slice(&part[..read]),
        }
    }
    // What follows answers what followed the request.
    body.truncate(length);
    Some(Answer { status, head, body })
}
