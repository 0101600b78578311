//! A mail server with faults.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What goes wrong.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// The first RCPT to an address gets this answer.
    Once(&'static str, &'static str),
    /// Every RCPT to an address gets this answer.
    Always(&'static str, &'static str),
    /// The first letter is taken, but the connection drops before it is acknowledged.
    DropAfterData,
}

#[derive(Debug, Default)]
struct Seen {
    faults: Vec<Fault>,
    /// Every letter that came in whole, acknowledged or not.
    copies: Vec<String>,
    acknowledged: usize,
}

/// A server on a free port.
pub(super) struct Server {
    pub(super) port: u16,
    seen: Arc<Mutex<Seen>>,
}

/// A port on which nobody listens.
pub(super) async fn closed_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}

impl Server {
    pub(super) async fn start(faults: Vec<Fault>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Seen {
            faults,
            ..Seen::default()
        }));
        let shared = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, Arc::clone(&shared)));
            }
        });
        Self { port, seen }
    }

    /// Letters acknowledged.
    pub(super) fn taken(&self) -> usize {
        self.seen.lock().unwrap().acknowledged
    }

    /// Letters that came in, acknowledged or not.
    pub(super) fn copies(&self) -> Vec<String> {
        self.seen.lock().unwrap().copies.clone()
    }

    /// Message-IDs of the letters that came in.
    pub(super) fn ids(&self) -> BTreeSet<String> {
        let id = |copy: &String| {
            copy.lines()
                .find_map(|line| line.strip_prefix("Message-ID: ").map(str::to_owned))
        };
        self.copies().iter().filter_map(id).collect()
    }
}

async fn converse(stream: TcpStream, seen: Arc<Mutex<Seen>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test ESMTP\r\n").await?;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let answer = match line.trim_end() {
            ehlo if ehlo.starts_with("EHLO") => "250-test\r\n250 8BITMIME".to_owned(),
            rcpt if rcpt.starts_with("RCPT TO:") => recipient(rcpt, &seen),
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let copy = letter(&mut stream).await?;
                if !taken_over(copy, &seen) {
                    return Ok(());
                }
                "250 taken".to_owned()
            }
            "QUIT" => return stream.write_all(b"221 bye\r\n").await,
            _ => "250 ok".to_owned(),
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

fn recipient(line: &str, seen: &Mutex<Seen>) -> String {
    let mut seen = seen.lock().unwrap();
    let mut answer = "250 ok".to_owned();
    seen.faults.retain(|fault| match fault {
        Fault::Once(address, refusal) if line.contains(address) => {
            answer = (*refusal).to_owned();
            false
        }
        Fault::Always(address, refusal) if line.contains(address) => {
            answer = (*refusal).to_owned();
            true
        }
        _ => true,
    });
    answer
}

async fn letter(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut copy = String::new();
    let mut line = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        if line == ".\r\n" || line.is_empty() {
            return Ok(copy);
        }
        copy.push_str(&line);
    }
}

/// Keeps a letter; whether it may be acknowledged.
fn taken_over(copy: String, seen: &Mutex<Seen>) -> bool {
    let mut seen = seen.lock().unwrap();
    seen.copies.push(copy);
    let faults = seen.faults.len();
    seen.faults
        .retain(|fault| !matches!(fault, Fault::DropAfterData));
    let acknowledged = faults == seen.faults.len();
    seen.acknowledged += usize::from(acknowledged);
    acknowledged
}
