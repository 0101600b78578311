//! The post on a database in a file, with letters kept in memory or sent to a server with faults.

mod district;
mod seals;
mod server;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use store::outbox::{Claim, Mark, PostState};
use workflow::actor::{Actor, Role};
use workflow::file::TermState;

use super::*;
use crate::transport::{Kept, Smtp, SmtpOptions, Tls};
use district::{District, moment};
use server::{Fault, Server};

const BEFORE: &str = "2026-03-17T08:44:00+08:00";
const DUE: &str = "2026-03-17T08:45:00+08:00";

fn options() -> PostOptions {
    PostOptions {
        public_url: Some("https://fuyi.example.gov.cn/".to_owned()),
        seed: 1,
        ..PostOptions::new("复议提醒 <fuyi@example.gov.cn>")
    }
}

fn in_memory(district: &District) -> (Post, Kept) {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let post = Post::new(
        district.store.clone(),
        Transport::Memory(Arc::clone(&kept)),
        options(),
    )
    .unwrap();
    (post, kept)
}

fn by_smtp(district: &District, port: u16) -> Post {
    let options_of_server = SmtpOptions {
        tls: Tls::None,
        timeout: Duration::from_secs(3),
        ..SmtpOptions::new("127.0.0.1", port)
    };
    let transport = Transport::Smtp(Box::new(Smtp::new(&options_of_server).unwrap()));
    Post::new(district.store.clone(), transport, options()).unwrap()
}

fn addressees(kept: &Kept) -> Vec<String> {
    let mut all: Vec<String> = kept
        .lock()
        .unwrap()
        .iter()
        .map(|parcel| parcel.to.clone())
        .collect();
    all.sort();
    all
}

async fn states(district: &District) -> Vec<(String, PostState)> {
    let mut rows: Vec<_> = district
        .store
        .outbox(&Actor::System, None, 1000)
        .await
        .unwrap()
        .into_iter()
        .map(|row| (row.email, row.state))
        .collect();
    rows.sort();
    rows
}

#[tokio::test]
async fn an_alert_reaches_everybody_it_concerns_once_and_not_before_its_time() {
    let district = District::new().await;
    district
        .open_case(
            1,
            &[
                (Role::Officer, -3),
                (Role::InstitutionHead, -3),
                (Role::RespondentClerk, -3),
            ],
        )
        .await;
    let (post, kept) = in_memory(&district);
    assert_eq!(
        post.run_once(moment(BEFORE)).await.unwrap(),
        PostReport::default()
    );
    let report = post.run_once(moment(DUE)).await.unwrap();
    assert_eq!(
        (report.expanded, report.queued, report.sent),
        (3, 3, 3),
        "{report:?}"
    );
    assert_eq!(
        addressees(&kept),
        [
            "clerk@example.gov.cn",
            "head@example.gov.cn",
            "officer@example.gov.cn"
        ]
    );
    assert_eq!(
        post.run_once(moment("2026-03-17T09:00:00+08:00"))
            .await
            .unwrap(),
        PostReport::default()
    );
    let from = moment("2026-03-17T00:00:00+08:00").now;
    let to = moment("2026-03-18T00:00:00+08:00").now;
    let account = district
        .store
        .post_account(district.organ, from, to)
        .await
        .unwrap();
    assert_eq!((account.owed, account.delivered), (3, 3), "{account:?}");
}

#[tokio::test]
async fn where_nobody_can_be_reached_the_head_is_told_and_told_why() {
    let district = District::new().await;
    district.open_case(1, &[(Role::CoOfficer, 0)]).await;
    let (post, kept) = in_memory(&district);
    assert_eq!(post.run_once(moment(DUE)).await.unwrap().sent, 1);
    let kept = kept.lock().unwrap();
    assert_eq!(kept[0].to, "head@example.gov.cn");
    assert!(
        kept[0]
            .message
            .contains("X-Fuyi-Reason: stand-in-for-co_officer"),
        "{}",
        kept[0].message
    );
}

#[tokio::test]
async fn an_address_that_cannot_be_read_is_given_up_and_shown_and_delays_nobody() {
    let district = District::new().await;
    district
        .open_case(1, &[(Role::Registrar, 0), (Role::Officer, 0)])
        .await;
    let (post, kept) = in_memory(&district);
    assert_eq!(post.run_once(moment(DUE)).await.unwrap().sent, 1);
    assert_eq!(addressees(&kept), ["officer@example.gov.cn"]);
    let dead = district
        .store
        .outbox(&Actor::System, Some(PostState::Dead), 10)
        .await
        .unwrap();
    assert_eq!(dead.len(), 1);
    assert!(
        dead[0]
            .last_error
            .as_deref()
            .unwrap()
            .contains("`no address`"),
        "{dead:?}"
    );
}

#[tokio::test]
async fn while_the_mail_server_is_down_letters_wait_and_then_go_out_once() {
    let district = District::new().await;
    for number in 1..=20 {
        district.open_case(number, &[(Role::Officer, 0)]).await;
    }
    let closed = server::closed_port().await;
    let report = by_smtp(&district, closed)
        .run_once(moment(DUE))
        .await
        .unwrap();
    assert_eq!(
        (report.queued, report.sent, report.retried, report.dead),
        (20, 0, 0, 0),
        "{report:?}"
    );
    assert!(report.unreachable.is_some());
    let server = Server::start(Vec::new()).await;
    let report = by_smtp(&district, server.port)
        .run_once(moment(DUE))
        .await
        .unwrap();
    assert_eq!((report.sent, report.unreachable), (20, None));
    assert_eq!(server.ids().len(), 20);
    assert_eq!(server.taken(), 20);
}

#[tokio::test]
async fn a_temporary_refusal_is_tried_again_with_the_same_bytes() {
    let district = District::new().await;
    district.open_case(1, &[(Role::Officer, 0)]).await;
    let server = Server::start(vec![Fault::Once(
        "officer@example.gov.cn",
        "451 4.3.0 try later",
    )])
    .await;
    let post = by_smtp(&district, server.port);
    let report = post.run_once(moment(DUE)).await.unwrap();
    assert_eq!((report.sent, report.retried), (0, 1), "{report:?}");
    assert_eq!(
        post.run_once(moment("2026-03-17T08:45:05+08:00"))
            .await
            .unwrap()
            .sent,
        0,
        "too early"
    );
    assert_eq!(
        post.run_once(moment("2026-03-17T08:46:00+08:00"))
            .await
            .unwrap()
            .sent,
        1
    );
    assert_eq!(server.taken(), 1);
}

#[tokio::test]
async fn a_permanent_refusal_of_one_recipient_is_final_and_delays_nobody() {
    let district = District::new().await;
    district
        .open_case(
            1,
            &[
                (Role::Officer, 0),
                (Role::InstitutionHead, 0),
                (Role::RespondentClerk, 0),
            ],
        )
        .await;
    let server = Server::start(vec![Fault::Always(
        "head@example.gov.cn",
        "550 5.1.1 no such user",
    )])
    .await;
    let post = by_smtp(&district, server.port);
    let report = post.run_once(moment(DUE)).await.unwrap();
    assert_eq!(
        (report.sent, report.dead, report.retried),
        (2, 1, 0),
        "{report:?}"
    );
    let expected = [
        ("clerk@example.gov.cn".to_owned(), PostState::Sent),
        ("head@example.gov.cn".to_owned(), PostState::Dead),
        ("officer@example.gov.cn".to_owned(), PostState::Sent),
    ];
    assert_eq!(states(&district).await, expected);
    assert_eq!(
        post.run_once(moment("2026-03-20T08:46:00+08:00"))
            .await
            .unwrap(),
        PostReport::default()
    );
}

#[tokio::test]
async fn a_refused_sign_in_gives_no_letter_up() {
    let district = District::new().await;
    district.open_case(1, &[(Role::Officer, 0)]).await;
    let server = Server::start(vec![Fault::Always(
        "officer@example.gov.cn",
        "530 5.7.0 authentication required",
    )])
    .await;
    let report = by_smtp(&district, server.port)
        .run_once(moment(DUE))
        .await
        .unwrap();
    assert_eq!((report.dead, report.retried), (0, 1), "{report:?}");
}

#[tokio::test]
async fn a_connection_dropped_after_the_letter_gives_a_second_copy_that_shows_itself_as_one() {
    let district = District::new().await;
    district.open_case(1, &[(Role::Officer, 0)]).await;
    let server = Server::start(vec![Fault::DropAfterData]).await;
    let post = by_smtp(&district, server.port);
    assert_eq!(post.run_once(moment(DUE)).await.unwrap().retried, 1);
    assert_eq!(
        post.run_once(moment("2026-03-17T09:00:00+08:00"))
            .await
            .unwrap()
            .sent,
        1
    );
    let copies = server.copies();
    assert_eq!(copies.len(), 2);
    assert_eq!(copies[0], copies[1], "the same bytes");
    assert_eq!(server.ids().len(), 1, "the same Message-ID");
}

#[tokio::test]
async fn a_post_that_froze_cannot_mark_what_another_has_taken_over() {
    let district = District::new().await;
    district.open_case(1, &[(Role::Officer, 0)]).await;
    let closed = server::closed_port().await;
    by_smtp(&district, closed)
        .run_once(moment(DUE))
        .await
        .unwrap();
    let (early, late) = (moment(DUE).now, moment("2026-03-17T09:00:00+08:00").now);
    let claim = |owner, now: DateTime<Utc>| Claim {
        owner,
        now,
        until: now + TimeDelta::minutes(5),
        limit: 10,
    };
    let claimed_by = async |owner, now| {
        let tx = district.store.begin_write().await.unwrap();
        let claimed = tx.claim(&claim(owner, now)).await.unwrap();
        tx.commit().await.unwrap();
        claimed
    };
    let frozen = claimed_by("post 1", early).await;
    assert_eq!(frozen.len(), 1);
    assert!(
        claimed_by("post 2", early).await.is_empty(),
        "the lease holds"
    );
    // The same name on purpose: the attempt alone tells them apart.
    let taken = claimed_by("post 1", late).await;
    assert_eq!(taken.len(), 1);
    let tx = district.store.begin_write().await.unwrap();
    let dead = Mark::Dead {
        error: "frozen".to_owned(),
    };
    assert!(!tx.mark(&frozen[0], &dead).await.unwrap());
    assert!(tx.mark(&taken[0], &Mark::Sent { at: late }).await.unwrap());
    assert!(!tx.mark(&taken[0], &dead).await.unwrap(), "a mark is final");
    tx.commit().await.unwrap();
    assert_eq!(states(&district).await[0].1, PostState::Sent);
}

#[tokio::test]
async fn a_letter_whose_term_moved_on_is_withdrawn_before_it_leaves() {
    let district = District::new().await;
    let case = district.open_case(1, &[(Role::Officer, 0)]).await;
    let other = district.open_case(2, &[(Role::Officer, 0)]).await;
    let closed = server::closed_port().await;
    by_smtp(&district, closed)
        .run_once(moment(DUE))
        .await
        .unwrap();
    district.end_term(&case, TermState::Met).await;
    let (post, kept) = in_memory(&district);
    let report = post.run_once(moment(DUE)).await.unwrap();
    assert_eq!((report.withdrawn, report.sent), (1, 1), "{report:?}");
    assert!(
        kept.lock().unwrap()[0]
            .message
            .contains(&other.id.to_string())
    );
    let from = moment("2026-03-17T00:00:00+08:00").now;
    let account = district
        .store
        .post_account(district.organ, from, from + TimeDelta::days(1))
        .await
        .unwrap();
    assert_eq!(
        account.owed,
        account.delivered + account.pending + account.waived + account.dead
    );
    assert_eq!((account.owed, account.waived), (2, 1), "{account:?}");
}

#[tokio::test]
async fn an_alert_whose_term_was_met_in_time_never_becomes_a_letter() {
    let district = District::new().await;
    let case = district.open_case(1, &[(Role::Officer, 0)]).await;
    district.end_term(&case, TermState::Met).await;
    let (post, _) = in_memory(&district);
    assert_eq!(
        post.run_once(moment(DUE)).await.unwrap(),
        PostReport::default()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn posts_that_work_side_by_side_send_each_letter_once() {
    let district = District::new().await;
    for number in 1..=60 {
        district
            .open_case(number, &[(Role::Officer, 0), (Role::InstitutionHead, 0)])
            .await;
    }
    let kept: Kept = Arc::default();
    let posts = (0..4).map(|_| {
        let transport = Transport::Memory(Arc::clone(&kept));
        let post = Post::new(district.store.clone(), transport, options()).unwrap();
        tokio::spawn(async move { post.run_once(moment(DUE)).await.unwrap().sent })
    });
    let mut sent = 0;
    for post in posts.collect::<Vec<_>>() {
        sent += post.await.unwrap();
    }
    let ids: std::collections::BTreeSet<String> = kept
        .lock()
        .unwrap()
        .iter()
        .map(|parcel| parcel.message_id.clone())
        .collect();
    assert_eq!(
        (sent, kept.lock().unwrap().len(), ids.len()),
        (120, 120, 120)
    );
}

#[tokio::test]
async fn a_sender_that_cannot_be_read_is_refused_with_an_example() {
    let district = District::new().await;
    let options = PostOptions {
        from: "fuyi".to_owned(),
        ..options()
    };
    let error = Post::new(
        district.store.clone(),
        Transport::Memory(Arc::default()),
        options,
    )
    .unwrap_err();
    assert!(
        error.to_string().contains("`fuyi`") && error.to_string().contains("<fuyi@example.gov.cn>"),
        "{error}"
    );
}
