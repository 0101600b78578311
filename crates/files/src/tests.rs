//! What is kept is what was promised, whole, and nothing else is left; the same in a folder and in an S3-like store.

use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::*;

#[cfg(feature = "s3")]
mod server;

/// Runs one body over a folder and over an S3-like server.
macro_rules! on_both {
    ($($(#[$meta:meta])* $name:ident $body:expr;)+) => {
        mod in_a_folder {
            use super::*;
            $($(#[$meta])* #[tokio::test] async fn $name() {
                let dir = tempfile::tempdir().unwrap();
                let files = Files::folder(&dir.path().join("files")).unwrap();
                let left = || names(dir.path()).len();
                let body = $body;
                let expected = body(files).await;
                assert_eq!(left(), expected, "{:?}", names(dir.path()));
            })+
        }
        #[cfg(feature = "s3")]
        mod in_a_bucket {
            use super::*;
            $($(#[$meta])* #[tokio::test] async fn $name() {
                let (server, files) = server::start().await;
                let body = $body;
                let expected = body(files).await;
                assert_eq!(server.left(), (expected, 0), "objects and unfinished uploads");
            })+
        }
    };
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(names(&path)),
            false => all.push(path),
        }
    }
    all
}

fn key(bytes: &[u8]) -> FileKey {
    FileKey {
        organ: Uuid::from_u128(1),
        sha256: hex::encode(Sha256::digest(bytes)).parse().unwrap(),
        file: Uuid::new_v4(),
    }
}

fn promised(size: usize) -> Promised {
    Promised {
        size: size as u64,
        fits: Box::new(|head| head.starts_with(b"%PDF-")),
    }
}

async fn keep(files: &Files, key: &FileKey, bytes: &[u8], size: usize) -> Result<(), Broken> {
    let mut incoming = files.begin(key, promised(size)).await.unwrap();
    for some in bytes.chunks(100_000) {
        if let Err(broken) = incoming.take(Bytes::copy_from_slice(some)).await {
            incoming.give_up().await;
            return Err(broken);
        }
    }
    incoming.finish().await
}

async fn whole(files: &Files, key: &FileKey, range: Option<std::ops::Range<u64>>) -> Vec<u8> {
    let reading = files.read(key, range).await.unwrap().unwrap();
    let parts: Vec<Bytes> = reading.bytes.try_collect().await.unwrap();
    parts.concat()
}

fn pdf(length: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..length).map(|at| (at * 31 % 251) as u8).collect();
    bytes[..5].copy_from_slice(b"%PDF-");
    bytes
}

on_both! {
    what_came_whole_is_kept_read_in_ranges_and_removed async |files: Files| {
        // More than one part of either store.
        let bytes = pdf(17 * 1024 * 1024 + 3);
        let (one, same) = (key(&bytes), key(&bytes));
        keep(&files, &one, &bytes, bytes.len()).await.unwrap();
        keep(&files, &same, &bytes, bytes.len()).await.unwrap();
        assert!(whole(&files, &one, None).await == bytes);
        assert_eq!(whole(&files, &one, Some(5..9)).await, bytes[5..9]);
        assert_eq!(files.check(&one, bytes.len() as u64).await.unwrap(), Whole::Whole);
        assert_eq!(files.check(&one, 1).await.unwrap(), Whole::Altered);
        files.remove(&one).await.unwrap();
        files.remove(&one).await.unwrap();
        assert!(files.read(&one, None).await.unwrap().is_none());
        assert_eq!(files.check(&one, 1).await.unwrap(), Whole::Missing);
        // The same bytes under another id stay.
        assert_eq!(files.check(&same, bytes.len() as u64).await.unwrap(), Whole::Whole);
        1
    };
    a_small_file_is_kept_too async |files: Files| {
        let bytes = pdf(7);
        let key = key(&bytes);
        keep(&files, &key, &bytes, 7).await.unwrap();
        assert_eq!(whole(&files, &key, None).await, bytes);
        1
    };
    what_is_not_as_promised_leaves_nothing async |files: Files| {
        let bytes = pdf(600_000);
        let other = key(b"%PDF-other");
        for (key, sent, size) in [
            (key(&bytes), &bytes[..], bytes.len() - 1),
            (key(&bytes), &bytes[..], bytes.len() + 1),
            (key(b""), &b""[..], 1),
        ] {
            let broken = keep(&files, &key, sent, size).await.unwrap_err();
            assert!(matches!(broken, Broken::OtherLength { .. }), "{broken}");
        }
        let broken = keep(&files, &other, &bytes, bytes.len()).await.unwrap_err();
        assert!(matches!(broken, Broken::OtherDigest { .. }), "{broken}");
        for plain in [&b"MZ\x90\x00"[..], &[0; 600_000][..]] {
            let broken = keep(&files, &key(plain), plain, plain.len()).await.unwrap_err();
            assert!(matches!(broken, Broken::OtherType), "{broken}");
        }
        assert!(files.read(&other, None).await.unwrap().is_none());
        0
    };
}

#[tokio::test]
async fn a_line_that_breaks_leaves_nothing_in_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::folder(dir.path()).unwrap();
    let bytes = pdf(600_000);
    let key = key(&bytes);
    let mut incoming = files.begin(&key, promised(bytes.len())).await.unwrap();
    incoming
        .take(Bytes::copy_from_slice(&bytes[..500_000]))
        .await
        .unwrap();
    assert!(!names(dir.path()).is_empty());
    assert!(
        files.read(&key, None).await.unwrap().is_none(),
        "not before it is whole"
    );
    drop(incoming);
    for _ in 0..200 {
        if names(dir.path()).is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{:?}", names(dir.path()));
}

#[tokio::test]
async fn an_altered_byte_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::folder(dir.path()).unwrap();
    let bytes = pdf(600_000);
    let key = key(&bytes);
    keep(&files, &key, &bytes, bytes.len()).await.unwrap();
    let [path] = &names(dir.path())[..] else {
        panic!()
    };
    let mut changed = bytes.clone();
    changed[400_000] ^= 1;
    std::fs::write(path, changed).unwrap();
    assert_eq!(
        files.check(&key, bytes.len() as u64).await.unwrap(),
        Whole::Altered
    );
}

#[test]
fn only_a_digest_is_a_digest() {
    let good = "0f".repeat(32);
    assert_eq!(good.parse::<Sha256Hex>().unwrap().as_str(), good);
    for bad in [
        "",
        "0f",
        &"0F".repeat(32),
        &"../".repeat(22),
        &"0g".repeat(32),
        &"é".repeat(32),
    ] {
        assert!(bad.parse::<Sha256Hex>().is_err(), "{bad}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let fault = Files::folder(file.path()).unwrap_err();
    assert!(
        fault
            .to_string()
            .contains("bytes cannot be kept in the folder"),
        "{fault}"
    );
}
