//! Connections whose other end neither speaks nor listens 静默连接: they are given up, whatever is under way on them.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use api::FileComing;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request};
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep};

/// How long the other end may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// To say its first word.
    pub(super) first: Duration,
    /// To say what can be answered, from the first word after the last answer: a request that never ends has none.
    pub(super) request: Duration,
    /// To take what it is sent.
    pub(super) taking: Duration,
}

/// A port on which patience ends.
pub(super) struct Patient {
    listener: TcpListener,
    patience: Patience,
}

impl Patient {
    pub(super) fn new(listener: TcpListener, patience: Patience) -> Self {
        Self { listener, patience }
    }
}

impl Listener for Patient {
    type Io = Line<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        // What cannot be accepted is waited out there.
        let (stream, from) = Listener::accept(&mut self.listener).await;
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "cannot turn off the delay of small packets");
        }
        (Line::new(stream, self.patience), from)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// The other end of a connection, and whether a file comes from it.
#[derive(Debug, Clone)]
pub(super) struct Peer(SocketAddr, FileComing);

impl Connected<IncomingStream<'_, Patient>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Patient>) -> Self {
        Self(*stream.remote_addr(), stream.io().coming.clone())
    }
}

/// Tells the API of the other end.
pub(super) async fn known(
    ConnectInfo(Peer(address, coming)): ConnectInfo<Peer>,
    mut request: Request,
) -> Request {
    request.extensions_mut().insert(ConnectInfo(address));
    request.extensions_mut().insert(coming);
    request
}

/// A connection on which patience ends.
pub(super) struct Line<S> {
    stream: S,
    patience: Patience,
    /// Runs while something is waited for from the other end.
    speaking: Pin<Box<Sleep>>,
    /// What that is.
    waits_for: Word,
    /// Runs while the other end does not take what it is sent.
    taking: Option<Pin<Box<Sleep>>>,
    /// While a file comes its own limits hold.
    coming: FileComing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Its first.
    First,
    /// None: it was answered, and may be silent.
    None,
    /// The rest of what it began.
    Rest,
}

impl<S> Line<S> {
    fn new(stream: S, patience: Patience) -> Self {
        Self {
            stream,
            patience,
            speaking: Box::pin(sleep(patience.first)),
            waits_for: Word::First,
            taking: None,
            coming: FileComing::default(),
        }
    }

    /// What was sent was taken, or not: patience with it ends.
    fn took<T>(&mut self, cx: &mut Context<'_>, sent: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if sent.is_ready() {
            self.taking = None;
            self.waits_for = Word::None;
            return sent;
        }
        let most = self.patience.taking;
        let taking = self.taking.get_or_insert_with(|| Box::pin(sleep(most)));
        ready!(taking.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Line<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let line = &mut *self;
        let read = Pin::new(&mut line.stream).poll_read(cx, buffer);
        if read.is_ready() && line.waits_for != Word::Rest {
            line.waits_for = Word::Rest;
            let end = Instant::now() + line.patience.request;
            line.speaking.as_mut().reset(end);
        }
        let waited_for = line.waits_for != Word::None && !line.coming.is_so();
        if waited_for && line.speaking.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Line<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.took(cx, sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.took(cx, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    use super::*;

    const PATIENCE: Patience = Patience {
        first: Duration::from_millis(100),
        request: Duration::from_millis(400),
        taking: Duration::from_millis(200),
    };

    fn line() -> (Line<DuplexStream>, DuplexStream) {
        let (own, other) = duplex(8);
        (Line::new(own, PATIENCE), other)
    }

    /// How long work took that patience ended.
    async fn given_up<T: std::fmt::Debug>(work: impl Future<Output = io::Result<T>>) -> Duration {
        let begun = Instant::now();
        let fault = work.await.unwrap_err();
        assert_eq!(fault.kind(), io::ErrorKind::TimedOut);
        begun.elapsed()
    }

    #[tokio::test]
    async fn who_says_nothing_is_given_up() {
        let (mut line, _other) = line();
        assert!(given_up(line.read_u8()).await >= PATIENCE.first);
    }

    /// Reads as long as it can.
    async fn without_end(line: &mut Line<DuplexStream>) -> io::Result<u8> {
        loop {
            line.read_u8().await?;
        }
    }

    #[tokio::test]
    async fn who_never_comes_to_an_end_is_given_up() {
        let (mut line, mut other) = line();
        tokio::spawn(async move {
            while other.write_u8(b'x').await.is_ok() {
                sleep(Duration::from_millis(20)).await;
            }
        });
        let most = Duration::from_secs(10);
        let reading = tokio::time::timeout(most, given_up(without_end(&mut line)));
        assert!(reading.await.unwrap() >= PATIENCE.request);
    }

    #[tokio::test]
    async fn a_file_that_comes_takes_the_time_it_takes() {
        let (mut line, mut other) = line();
        other.write_u8(b'x').await.unwrap();
        line.read_u8().await.unwrap();
        line.coming.say(true);
        tokio::spawn(async move {
            sleep(PATIENCE.request * 2).await;
            other.write_u8(b'y').await.unwrap();
            sleep(PATIENCE.request * 2).await;
        });
        assert_eq!(line.read_u8().await.unwrap(), b'y');
        line.coming.say(false);
        given_up(line.read_u8()).await;
    }

    #[tokio::test]
    async fn who_was_answered_may_be_silent() {
        let (mut line, mut other) = line();
        other.write_u8(b'x').await.unwrap();
        line.read_u8().await.unwrap();
        line.write_u8(b'y').await.unwrap();
        let silent = tokio::time::timeout(PATIENCE.request * 3, line.read_u8()).await;
        assert!(silent.is_err());
    }

    #[tokio::test]
    async fn who_does_not_take_what_it_is_sent_is_given_up() {
        let (mut line, _other) = line();
        assert!(given_up(line.write_all(&[0; 100])).await >= PATIENCE.taking);
    }
}
