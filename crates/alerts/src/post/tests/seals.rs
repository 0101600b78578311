//! Letters with seals.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use store::audit::verify;
use store::office::{OfficeEffect, OfficeEntry};
use store::seal::{Seal, SealKey, Trust};
use workflow::actor::Moment;

use super::district::{District, moment};
use super::server::{Fault, Server};
use super::*;

const AUDITOR: &str = "audit@example.gov.cn";

fn to_auditor() -> PostOptions {
    PostOptions {
        auditor: Some(AUDITOR.to_owned()),
        ..options()
    }
}

async fn sealed(district: &District, at: Moment) -> Seal {
    let key = SealKey::read(&SealKey::draw().unwrap()).unwrap();
    let heads = district.store.heads(district.organ).await.unwrap().unwrap();
    let seal = Seal::make(district.organ, heads, &key, at).unwrap();
    let tx = district.store.begin_write().await.unwrap();
    tx.record_office(&OfficeEntry {
        organ: district.organ,
        no: 0,
        command: "make_seal".to_owned(),
        payload: serde_json::Value::Null,
        effects: vec![OfficeEffect::SealMade(seal.made())],
        recorded_at: at.now,
        actor: None,
        actor_name: "系统 system".to_owned(),
    })
    .await
    .unwrap();
    tx.keep_seal(district.organ, seal.statement().number, &seal.text())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    seal
}

/// The attachment of a message.
fn attached(message: &str) -> String {
    let (_, part) = message
        .split_once("Content-Disposition: attachment")
        .unwrap();
    let (_, body) = part.split_once("\r\n\r\n").unwrap();
    let (body, _) = body.split_once("\r\n--seal-").unwrap();
    let digits: String = body.split_whitespace().collect();
    let bytes = STANDARD.decode(digits).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn a_seal_goes_to_the_auditor_once_with_nothing_else_of_any_case() {
    let district = District::new().await;
    let case = district.open_case(1, &[]).await;
    let seal = sealed(&district, moment(DUE)).await;
    let kept = Kept::default();
    let transport = Transport::Memory(Arc::clone(&kept));
    let post = Post::new(district.store.clone(), transport, to_auditor()).unwrap();
    let report = post.run_once(moment(DUE)).await.unwrap();
    assert_eq!((report.queued, report.sent), (1, 1), "{report:?}");
    assert_eq!(
        post.run_once(moment(DUE)).await.unwrap(),
        PostReport::default()
    );
    assert_eq!(addressees(&kept), [AUDITOR]);
    let message = kept.lock().unwrap()[0].message.clone();
    let file = attached(&message);
    assert_eq!(file, seal.text(), "byte for byte");
    assert_eq!(Seal::read(&file, &Trust::Any).unwrap(), seal);
    assert!(file.contains(&case.id.to_string()));
    // Neither the number of the case nor a word of it, in whatever encoding.
    let text = format!("{file}{message}");
    assert!(!text.contains(case.number.text().unwrap()), "{text}");
    let rows = district.store.seals(&Actor::System).await.unwrap();
    assert_eq!(rows[0].letter, Some(PostState::Sent));
    // The number of the case was never drawn; the organ's log and its seals are whole.
    let faults = verify(&district.store).await.unwrap().faults;
    assert!(
        faults.iter().all(|fault| fault.case.is_some()),
        "{faults:?}"
    );
}

#[tokio::test]
async fn without_an_auditor_no_seal_is_sent() {
    let district = District::new().await;
    sealed(&district, moment(DUE)).await;
    let (post, kept) = in_memory(&district);
    assert_eq!(
        post.run_once(moment(DUE)).await.unwrap(),
        PostReport::default()
    );
    assert!(kept.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_seal_that_was_dropped_on_the_way_goes_out_again_with_the_same_bytes() {
    let district = District::new().await;
    sealed(&district, moment(DUE)).await;
    let server = Server::start(vec![Fault::DropAfterData]).await;
    let smtp = SmtpOptions {
        tls: Tls::None,
        timeout: Duration::from_secs(3),
        ..SmtpOptions::new("127.0.0.1", server.port)
    };
    let transport = Transport::Smtp(Box::new(Smtp::new(&smtp).unwrap()));
    let post = Post::new(district.store.clone(), transport, to_auditor()).unwrap();
    assert_eq!(post.run_once(moment(DUE)).await.unwrap().retried, 1);
    let later = moment("2026-03-17T09:00:00+08:00");
    assert_eq!(post.run_once(later).await.unwrap().sent, 1);
    let copies = server.copies();
    assert_eq!(copies.len(), 2);
    assert_eq!(copies[0], copies[1], "the same bytes");
}
