//! Server-sent events, one operation a connection.

use std::net::SocketAddr;
use std::time::Duration;

use api::Sockets;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::{ME, served};
use crate::support::socket::{Head, head};

/// A stream of events.
struct Stream {
    head: Head,
    stream: BufReader<TcpStream>,
    text: String,
}

impl Stream {
    async fn open(to: SocketAddr, token: &str, query: &str, variables: Value) -> Self {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let request = format!(
            "POST /graphql HTTP/1.1\r\nhost: {to}\r\nauthorization: Bearer {token}\r\n\
             accept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        Self::ask(to, &request).await
    }

    async fn ask(to: SocketAddr, request: &str) -> Self {
        let mut stream = BufReader::new(TcpStream::connect(to).await.unwrap());
        stream.write_all(request.as_bytes()).await.unwrap();
        let head = head(&mut stream).await;
        Self {
            head,
            stream,
            text: String::new(),
        }
    }

    /// Reads on until the text, without the lengths of its pieces, holds a word.
    async fn until(&mut self, word: &str) -> &str {
        let reading = async {
            while !self.text.contains(word) {
                let mut bytes = [0; 4096];
                let read = self.stream.read(&mut bytes).await.unwrap();
                assert!(read > 0, "`{word}` never came: {}", self.text);
                self.text.push_str(&String::from_utf8_lossy(&bytes[..read]));
            }
        };
        tokio::time::timeout(Duration::from_secs(10), reading)
            .await
            .expect("the events in time");
        &self.text
    }
}

#[tokio::test]
async fn a_query_is_one_event_and_complete() {
    let (ground, served) = served(Sockets::default()).await;
    let mut stream = Stream::open(served.address, ground.token("officer"), ME, Value::Null).await;
    assert_eq!(stream.head.status, 200);
    let head = stream.head.lines.to_ascii_lowercase();
    assert!(head.contains("content-type: text/event-stream"), "{head}");
    let text = stream.until("event: complete\ndata:\n\n").await;
    let next = "event: next\ndata: {\"data\":{\"me\":{\"login\":\"officer\"}}}\n\n";
    assert!(text.contains(next), "{text}");
}

#[tokio::test]
async fn what_is_unsound_is_an_event_too_and_who_is_not_known_gets_none() {
    let (ground, served) = served(Sockets::default()).await;
    let token = ground.token("officer");
    let mut stream = Stream::open(served.address, token, "{ nothing }", Value::Null).await;
    assert_eq!(stream.head.status, 200);
    let text = stream.until("event: complete").await;
    assert!(text.contains("event: next\ndata: {\"errors\":[{"), "{text}");
    assert!(text.contains("GRAPHQL_VALIDATION_FAILED"), "{text}");
    let stream = Stream::open(served.address, "fyi_unknown", ME, Value::Null).await;
    assert_eq!(stream.head.status, 401);
}

#[tokio::test]
async fn a_subscription_is_a_stream_with_signs_of_life() {
    let (ground, served) = served(Sockets {
        ping: Duration::from_millis(200),
        ..Sockets::default()
    })
    .await;
    let case = ground.ordinary().await;
    let entries = "subscription ($id: ID!) { caseEntries(caseId: $id) { no } }";
    let variables = json!({ "id": case });
    let token = ground.token("officer");
    let mut stream = Stream::open(served.address, token, entries, variables).await;
    stream.until("{\"caseEntries\":{\"no\":1}}").await;
    stream.until("\n:\n\n").await;
    let assign = json!({ "reconsideration": { "assign": { "officer": ground.id_of("officer") } } });
    ground
        .submit("institution_head", &case, 1, assign, None, None)
        .await;
    stream.until("{\"caseEntries\":{\"no\":2}}").await;
    served.stop.send(true).unwrap();
    let text = stream.until("\r\n0\r\n").await;
    assert!(
        !text.contains("event: complete"),
        "a stop is no end of the operation: {text}"
    );
}

#[tokio::test]
async fn nothing_is_changed_by_get_and_a_subscription_needs_a_stream() {
    let (ground, served) = served(Sockets::default()).await;
    let ask = async |address: &str, accept: &str| {
        let request = format!(
            "GET {address} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\naccept: {accept}\r\n\r\n",
            ground.token("officer")
        );
        Stream::ask(served.address, &request).await
    };
    let mutation = ask(
        "/graphql?query=mutation%7B__typename%7D",
        "text/event-stream",
    )
    .await;
    assert_eq!(mutation.head.status, 405);
    let docket = "/graphql?query=subscription%7BdocketChanged%7BtotalCount%7D%7D";
    assert_eq!(ask(docket, "application/json").await.head.status, 406);
    let either = ask(docket, "application/json, text/event-stream").await;
    assert!(
        either.head.lines.contains("text/event-stream"),
        "{}",
        either.head.lines
    );
    let mut query = ask("/graphql?query=%7Bme%7Blogin%7D%7D", "text/event-stream").await;
    query.until("\"officer\"").await;
}

#[tokio::test]
async fn streams_are_open_up_to_a_number_of_a_user() {
    let (ground, served) = served(Sockets {
        subscriptions: 2,
        ..Sockets::default()
    })
    .await;
    let docket = "subscription { docketChanged { totalCount } }";
    let open =
        async || Stream::open(served.address, ground.token("officer"), docket, Value::Null).await;
    let (first, second) = (open().await, open().await);
    assert_eq!((first.head.status, second.head.status), (200, 200));
    assert_eq!(open().await.head.status, 429);
    drop(first);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(open().await.head.status, 200);
}
