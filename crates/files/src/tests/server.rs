//! A server that speaks as much S3 as is needed: uploads in parts, reading, removing. It signs nothing off.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::{Files, S3};

type Parts = BTreeMap<u32, Bytes>;

#[derive(Default)]
pub(super) struct Server {
    objects: Mutex<BTreeMap<String, Bytes>>,
    uploads: Mutex<BTreeMap<String, Parts>>,
}

impl Server {
    /// Objects, and uploads neither finished nor given up.
    pub(super) fn left(&self) -> (usize, usize) {
        let (objects, uploads) = (self.objects.lock().unwrap(), self.uploads.lock().unwrap());
        (objects.len(), uploads.len())
    }
}

pub(super) async fn start() -> (Arc<Server>, Files) {
    let server = Arc::new(Server::default());
    let router = Router::new()
        .fallback(answer)
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::clone(&server));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let files = Files::s3(&S3 {
        bucket: "fuyi".to_owned(),
        region: "cn-shenzhen".to_owned(),
        endpoint: Some(endpoint),
        access_key: "id".to_owned(),
        secret_key: "secret".to_owned(),
    });
    (server, files.unwrap())
}

async fn answer(
    State(server): State<Arc<Server>>,
    method: Method,
    uri: Uri,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let signed = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    assert!(signed.is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256 Credential=id/")));
    let path = uri.path().to_owned();
    assert!(path.starts_with("/fuyi/"), "{path}");
    let (mut objects, mut uploads) = (
        server.objects.lock().unwrap(),
        server.uploads.lock().unwrap(),
    );
    let upload = query.get("uploadId").cloned();
    match (method.as_str(), upload) {
        ("POST", None) if query.contains_key("uploads") => {
            let id = format!("u{}", uploads.len() + objects.len() + 1);
            uploads.insert(id.clone(), Parts::new());
            format!("<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>").into_response()
        }
        ("PUT", Some(id)) => {
            let part: u32 = query["partNumber"].parse().unwrap();
            uploads.get_mut(&id).unwrap().insert(part, body);
            ([(header::ETAG, format!("\"{part}\""))], "").into_response()
        }
        ("POST", Some(id)) => {
            let parts: Vec<Bytes> = uploads.remove(&id).unwrap().into_values().collect();
            let short = |part: &Bytes| part.len() < 5 * 1024 * 1024;
            let (_, full) = parts.split_last().unwrap();
            assert!(!full.iter().any(short), "a part that is too small");
            objects.insert(path, parts.concat().into());
            "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>"
                .into_response()
        }
        ("DELETE", Some(id)) => {
            uploads.remove(&id).unwrap();
            StatusCode::NO_CONTENT.into_response()
        }
        ("DELETE", None) => {
            objects.remove(&path);
            StatusCode::NO_CONTENT.into_response()
        }
        ("GET", None) => match objects.get(&path) {
            Some(bytes) => read(bytes, &headers),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        other => panic!("{other:?} {uri}"),
    }
}

fn read(bytes: &Bytes, headers: &HeaderMap) -> Response {
    let modified = (
        header::LAST_MODIFIED,
        "Tue, 10 Mar 2026 02:00:00 GMT".to_owned(),
    );
    let etag = (header::ETAG, "\"e\"".to_owned());
    let Some(range) = headers.get(header::RANGE) else {
        return ([modified, etag], bytes.clone()).into_response();
    };
    let range = range
        .to_str()
        .unwrap()
        .strip_prefix("bytes=")
        .unwrap()
        .to_owned();
    let (from, to) = range.split_once('-').unwrap();
    let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
    let said = (
        header::CONTENT_RANGE,
        format!("bytes {from}-{to}/{}", bytes.len()),
    );
    (
        StatusCode::PARTIAL_CONTENT,
        [modified, etag, said],
        bytes.slice(from..=to),
    )
        .into_response()
}
