//! Shipping the logs to a syslog server 日志外送, entry by entry, from the place that was reached last.
//!
//! Over TCP each line goes after its length (RFC 6587, 3.4.1), over UDP as a datagram of its own (RFC 5426). How far
//! each log has come is noted once a batch has been handed over; what was not noted goes out again. Neither way
//! answers: what was on the line when it broke is known to `fuyi audit export` only.

use std::collections::BTreeMap;
use std::time::Duration;

use casework::Desk;
use chrono::TimeDelta;
use store::read::trail::{TrailLine, Unshipped};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpStream, UdpSocket};
use workflow::actor::Moment;
use workflow::id::OrganId;

use crate::failure::Failure;
use crate::settings::{SyslogServer, SyslogWay};
use crate::trail;

/// Logs looked at in one statement.
const LOGS: u64 = 200;
/// Entries of a log sent at once.
const ENTRIES: u64 = 500;
/// How far back is looked for new entries; what came later to light is found at the next start.
const RECENT: TimeDelta = TimeDelta::days(1);
/// How long the server may take to take lines.
const PATIENCE: Duration = Duration::from_secs(10);

/// A line to the server, held open from round to round.
enum Line {
    Tcp(TcpStream),
    Udp(UdpSocket),
}

/// Ships the logs.
pub(crate) struct Shipper {
    server: SyslogServer,
    line: Option<Line>,
    /// Whether every log has been looked at since the start.
    caught_up: bool,
}

impl Shipper {
    /// A shipper to a server.
    pub(crate) fn new(server: SyslogServer) -> Self {
        Self {
            server,
            line: None,
            caught_up: false,
        }
    }

    /// Ships everything that has not been shipped. Gives the number of entries.
    ///
    /// # Errors
    ///
    /// Where the server or the database could not; the rest is shipped the next time.
    pub(crate) async fn run_once(&mut self, desk: &Desk, moment: Moment) -> Result<u64, Failure> {
        let reading = "read the logs to ship";
        let organs = desk.store().logged_organs().await;
        let since = self.caught_up.then(|| moment.now - RECENT);
        let mut sent = 0;
        for organ in organs.map_err(Failure::while_doing(reading))? {
            loop {
                let logs = desk.store().unshipped(organ, since, LOGS).await;
                let logs = logs.map_err(Failure::while_doing(reading))?;
                if logs.is_empty() {
                    break;
                }
                let shipped = self.ship(desk, &logs).await?;
                if shipped == 0 {
                    tracing::error!(%organ, "logs lack entries that they should have: run `fuyi audit verify`");
                    break;
                }
                sent += shipped;
            }
        }
        self.caught_up = true;
        Ok(sent)
    }

    /// Ships some entries of each log, and notes how far it came.
    async fn ship(&mut self, desk: &Desk, logs: &[Unshipped]) -> Result<u64, Failure> {
        let mut lines: Vec<TrailLine> = Vec::new();
        for log in logs {
            let some = desk.store().to_ship(log, ENTRIES).await;
            lines.extend(some.map_err(Failure::while_doing("read the logs to ship"))?);
        }
        lines.sort_by_key(|line| (line.recorded_at, line.case, line.no));
        let attempt = format!("ship the logs to `{}`", self.server);
        if let Err(error) = self.send(&lines).await {
            self.line = None;
            return Err(Failure::unable(format!("cannot {attempt}: {error}")));
        }
        let mut places: BTreeMap<_, Unshipped> = BTreeMap::new();
        for line in &lines {
            let place = places
                .entry((line.organ, line.case))
                .or_insert_with(|| place(line.organ, line));
            place.after = place.after.max(line.no);
        }
        let places: Vec<Unshipped> = places.into_values().collect();
        desk.shipped(&places)
            .await
            .map_err(Failure::while_doing("note how far the logs were shipped"))?;
        Ok(u64::try_from(lines.len()).unwrap_or(0))
    }

    async fn send(&mut self, lines: &[TrailLine]) -> std::io::Result<()> {
        let sent = async {
            let line = match self.line.take() {
                Some(line) => line,
                None => open(&self.server).await?,
            };
            match self.line.insert(line) {
                Line::Tcp(stream) => {
                    let mut bytes = Vec::new();
                    for text in lines.iter().map(trail::syslog) {
                        bytes.extend(format!("{} {text}", text.len()).into_bytes());
                    }
                    stream.write_all(&bytes).await?;
                    stream.flush().await
                }
                Line::Udp(socket) => {
                    for text in lines.iter().map(trail::syslog) {
                        socket.send(text.as_bytes()).await?;
                    }
                    Ok(())
                }
            }
        };
        match tokio::time::timeout(PATIENCE, sent).await {
            Ok(result) => result,
            Err(_) => Err(std::io::ErrorKind::TimedOut.into()),
        }
    }
}

fn place(organ: OrganId, line: &TrailLine) -> Unshipped {
    Unshipped {
        organ,
        case: line.case,
        after: 0,
    }
}

async fn open(server: &SyslogServer) -> std::io::Result<Line> {
    match server.way {
        SyslogWay::Tcp => TcpStream::connect(&server.address).await.map(Line::Tcp),
        SyslogWay::Udp => {
            let found = tokio::net::lookup_host(&server.address).await?.next();
            let to = found.ok_or(std::io::ErrorKind::NotFound)?;
            let from: std::net::IpAddr = match to {
                std::net::SocketAddr::V4(_) => std::net::Ipv4Addr::UNSPECIFIED.into(),
                std::net::SocketAddr::V6(_) => std::net::Ipv6Addr::UNSPECIFIED.into(),
            };
            let socket = UdpSocket::bind((from, 0)).await?;
            socket.connect(to).await?;
            Ok(Line::Udp(socket))
        }
    }
}

#[cfg(test)]
mod tests;
