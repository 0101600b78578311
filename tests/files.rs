//! Files in: what was announced comes once, whole and as it was announced, or nothing of it is left.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use futures_util::stream;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use tower::ServiceExt;

use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::Ground;

mod rights;

const TODAY: &str = "2026-03-18";

const START: &str = "mutation ($file: StartUploadInput!) { startUpload(input: $file) { \
    upload { id url expiresAt } refusal { code message args { name value } } } }";

pub(crate) fn pdf(length: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..length).map(|at| (at * 31 % 251) as u8).collect();
    bytes[..5].copy_from_slice(b"%PDF-");
    bytes
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// An ordinary file that is announced.
pub(crate) fn announced(bytes: &[u8]) -> Value {
    json!({
        "idempotencyKey": uuid::Uuid::new_v4(), "fileName": "行政复议申请书.pdf", "mediaType": "application/pdf",
        "size": bytes.len(), "sha256": sha256(bytes),
    })
}

async fn start(ground: &Ground, by: &str, file: Value) -> Value {
    let answer = ground.ask(by, START, json!({ "file": file })).await;
    assert!(answer["errors"].is_null(), "{answer}");
    answer["data"]["startUpload"].clone()
}

/// The URL for a file that is announced.
async fn url(ground: &Ground, file: Value) -> String {
    let started = start(ground, "officer", file).await;
    started["upload"]["url"]
        .as_str()
        .unwrap_or_else(|| panic!("{started}"))
        .to_owned()
}

pub(crate) async fn put(ground: &Ground, url: &str, body: Body) -> (StatusCode, Value) {
    let request = Request::put(url).body(body).unwrap();
    let response = ground.router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

fn code(answer: &Value) -> &str {
    answer
        .pointer("/errors/0/extensions/code")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Everything in a folder, below it too.
pub(crate) fn kept(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(kept(&path)),
            false => all.push(path),
        }
    }
    all
}

on_both!(
    a_file_comes_once_and_lies_under_its_digest,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let bytes = pdf(300_000);
        let url = url(&ground, announced(&bytes)).await;
        let (status, answer) = put(&ground, &url, Body::from(bytes.clone())).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        assert_eq!(
            (&answer["sha256"], &answer["size"]),
            (&json!(sha256(&bytes)), &json!(300_000))
        );
        let [path] = &kept(ground.folder.path())[..] else {
            panic!()
        };
        assert!(path.to_string_lossy().contains(&sha256(&bytes)));
        assert!(std::fs::read(path).unwrap() == bytes);
        // It waits for the office to file it.
        let id = answer["upload"].as_str().unwrap().parse().unwrap();
        for (who, waits) in [
            ("officer", true),
            ("registrar", true),
            ("stranger", false),
            ("respondent_clerk", false),
        ] {
            let actor = &ground.office.people[who].actor;
            let kept = ground.store.kept_upload(actor, id).await.unwrap();
            assert_eq!(kept.is_some(), waits, "{who}");
        }
        // The URL has done its work.
        let (status, answer) = put(&ground, &url, Body::from(bytes)).await;
        assert_eq!(
            (status, code(&answer)),
            (StatusCode::NOT_FOUND, "NOT_FOUND")
        );
        assert_eq!(kept(ground.folder.path()).len(), 1);
    }
);

on_both!(
    what_is_not_as_announced_is_refused_and_nothing_of_it_is_left,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let bytes = pdf(300_000);
        let stream = |bytes: &[u8]| {
            let parts: Vec<_> = bytes
                .chunks(50_000)
                .map(|part| Ok::<_, Infallible>(Bytes::copy_from_slice(part)))
                .collect();
            Body::from_stream(stream::iter(parts))
        };
        let mut other = bytes.clone();
        other[299_999] ^= 1;
        let program = [b"MZ\x90\0".to_vec(), vec![0; 299_996]].concat();
        let cases: [(&[u8], Body, u16, &str); 6] = [
            (
                &bytes,
                Body::from(bytes[..299_999].to_vec()),
                400,
                "LENGTH_MISMATCH",
            ),
            (&bytes, stream(&bytes[..299_999]), 400, "LENGTH_MISMATCH"),
            (
                &bytes,
                stream(&[bytes.clone(), vec![0]].concat()),
                400,
                "LENGTH_MISMATCH",
            ),
            (&bytes, Body::empty(), 400, "LENGTH_MISMATCH"),
            (&bytes, stream(&other), 422, "DIGEST_MISMATCH"),
            (&program, stream(&program), 415, "TYPE_MISMATCH"),
        ];
        for (promised, body, wanted, said) in cases {
            let url = url(&ground, announced(promised)).await;
            let (status, answer) = put(&ground, &url, body).await;
            assert_eq!((status.as_u16(), code(&answer)), (wanted, said), "{answer}");
            assert_eq!(kept(ground.folder.path()), Vec::<PathBuf>::new(), "{said}");
            let (status, _) = put(&ground, &url, Body::from(bytes.clone())).await;
            assert_eq!(
                status,
                StatusCode::NOT_FOUND,
                "a URL works once, well or not"
            );
        }
        // What a store may have kept of them, whatever it said, is removed with the next sweep.
        let swept = fuyi::sweep(&ground.desk, &ground.files, ground.moment()).await;
        assert_eq!(swept.unwrap(), 6);
    }
);

on_both!(a_body_that_stalls_is_cut_off, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let bytes = pdf(300_000);
    let url = url(&ground, announced(&bytes)).await;
    let first = Ok::<_, Infallible>(Bytes::copy_from_slice(&bytes[..100_000]));
    let silence = stream::unfold(Some(first), |next| async move {
        match next {
            Some(first) => Some((first, None)),
            None => std::future::pending().await,
        }
    });
    let (status, answer) = put(&ground, &url, Body::from_stream(silence)).await;
    assert_eq!(
        (status, code(&answer)),
        (StatusCode::REQUEST_TIMEOUT, "TOO_SLOW")
    );
    assert_eq!(kept(ground.folder.path()), Vec::<PathBuf>::new());
});

on_both!(
    a_line_that_breaks_leaves_nothing,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let bytes = pdf(300_000);
        let file = announced(&bytes);
        let url = url(&ground, file.clone()).await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let served = tokio::spawn(axum::serve(listener, ground.router.clone()).into_future());
        let mut line = tokio::net::TcpStream::connect(address).await.unwrap();
        let head =
            format!("PUT {url} HTTP/1.1\r\nhost: fuyi.test\r\ncontent-length: 300000\r\n\r\n");
        line.write_all(head.as_bytes()).await.unwrap();
        line.write_all(&bytes[..200_000]).await.unwrap();
        for _ in 0..200 {
            if !kept(ground.folder.path()).is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(!kept(ground.folder.path()).is_empty(), "it had begun");
        drop(line);
        // Nothing is kept, and the file is forgotten: under the same key it cannot be sent any more.
        for _ in 0..200 {
            let again = start(&ground, "officer", file.clone()).await;
            if kept(ground.folder.path()).is_empty() && again["upload"]["url"].is_null() {
                served.abort();
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{:?}", kept(ground.folder.path()));
    }
);

on_both!(
    what_cannot_be_a_file_of_the_office_is_refused_before_it_comes,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let hostile: [(&str, Value); 14] = [
            ("fileName", json!("../../etc/passwd.pdf")),
            ("fileName", json!("..\\a.pdf")),
            ("fileName", json!("/a.pdf")),
            ("fileName", json!("a.pdf.exe")),
            ("fileName", json!("a.pdf\r\nset-cookie: x.pdf")),
            ("fileName", json!("fdp.\u{202E}exe.pdf")),
            ("fileName", json!(".pdf")),
            ("fileName", json!("")),
            ("mediaType", json!("application/x-msdownload")),
            ("mediaType", json!("image/png")),
            ("size", json!(0)),
            ("size", json!(200 * 1024 * 1024 + 1)),
            ("sha256", json!("../".repeat(21) + "a")),
            ("sha256", json!("0F".repeat(32))),
        ];
        for (field, value) in hostile {
            let mut file = announced(&pdf(10));
            file[field] = value.clone();
            let answer = ground.ask("officer", START, json!({ "file": file })).await;
            let refused = &answer["data"]["startUpload"]["refusal"]["code"];
            // What no text of the API may hold is refused before anybody looks at it.
            let unread =
                answer.pointer("/errors/0/extensions/code") == Some(&json!("BAD_USER_INPUT"));
            assert!(
                *refused == "BAD_FIELD" || unread,
                "{field} {value}: {answer}"
            );
        }
        for who in ["supervisor", "system_admin"] {
            let started = start(&ground, who, announced(&pdf(10))).await;
            assert_eq!(started["refusal"]["code"], "FORBIDDEN", "{who}");
        }
        assert_eq!(kept(ground.folder.path()), Vec::<PathBuf>::new());
    }
);

on_both!(
    a_url_expires_and_the_same_key_gives_another,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let bytes = pdf(1000);
        let file = announced(&bytes);
        let first = start(&ground, "officer", file.clone()).await;
        let second = start(&ground, "officer", file.clone()).await;
        assert_eq!(first["upload"]["id"], second["upload"]["id"]);
        let urls =
            [&first, &second].map(|started| started["upload"]["url"].as_str().unwrap().to_owned());
        let (status, _) = put(&ground, &urls[0], Body::from(bytes.clone())).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "the first URL gave way");
        for _ in 0..15 {
            ground.tick();
        }
        let (status, _) = put(&ground, &urls[1], Body::from(bytes.clone())).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "fifteen minutes are over");
        let third = start(&ground, "officer", file.clone()).await;
        let (status, _) = put(
            &ground,
            third["upload"]["url"].as_str().unwrap(),
            Body::from(bytes),
        )
        .await;
        assert_eq!(status, StatusCode::CREATED);
        let sent = start(&ground, "officer", file.clone()).await;
        assert_eq!(
            (&sent["upload"]["id"], &sent["upload"]["url"]),
            (&first["upload"]["id"], &Value::Null)
        );
        let mut other = file;
        other["size"] = json!(999);
        let reused = start(&ground, "officer", other).await;
        assert_eq!(reused["refusal"]["code"], "IDEMPOTENCY_KEY_REUSED");
    }
);

on_both!(
    what_nobody_files_is_swept_up_after_a_day,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let bytes = pdf(1000);
        let url = url(&ground, announced(&bytes)).await;
        put(&ground, &url, Body::from(bytes)).await;
        start(&ground, "officer", announced(&pdf(10))).await;
        let swept = async || {
            fuyi::sweep(&ground.desk, &ground.files, ground.moment())
                .await
                .unwrap()
        };
        assert_eq!(swept().await, 0);
        ground.set("2026-03-19".parse().unwrap(), 9, 59);
        assert_eq!(swept().await, 0);
        assert_eq!(kept(ground.folder.path()).len(), 1);
        ground.set("2026-03-19".parse().unwrap(), 10, 1);
        assert_eq!(swept().await, 2);
        assert_eq!(kept(ground.folder.path()), Vec::<PathBuf>::new());
        assert_eq!(swept().await, 0);
    }
);

on_both!(
    nobody_can_heap_up_files_that_are_not_filed,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        for _ in 0..100 {
            url(&ground, announced(&pdf(10))).await;
        }
        let started = start(&ground, "officer", announced(&pdf(10))).await;
        assert_eq!(started["refusal"]["code"], "TOO_MANY_UPLOADS");
        assert_eq!(
            start(&ground, "registrar", announced(&pdf(10))).await["refusal"],
            Value::Null
        );
    }
);

/// Memory that this process holds, in KiB.
fn held() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_large_file_is_never_held_in_memory() {
    let ground = Ground::on(Database::sqlite(), TODAY).await;
    let part = Bytes::from(pdf(64 * 1024));
    let parts = 48 * 16;
    let mut digest = Sha256::new();
    (0..parts).for_each(|_| digest.update(&part));
    let mut file = announced(&part);
    file["size"] = json!(part.len() * parts);
    file["sha256"] = json!(hex::encode(digest.finalize()));
    let url = url(&ground, file).await;
    let before = held();
    let most = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let seen = std::sync::Arc::clone(&most);
    let body = stream::iter((0..parts).map(move |_| {
        seen.fetch_max(held(), std::sync::atomic::Ordering::Relaxed);
        Ok::<_, Infallible>(part.clone())
    }));
    let (status, answer) = put(&ground, &url, Body::from_stream(body)).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let grown = most
        .load(std::sync::atomic::Ordering::Relaxed)
        .saturating_sub(before);
    assert!(grown < 16 * 1024, "{grown} KiB more for a file of 48 MiB");
}
