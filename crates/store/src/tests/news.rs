use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Statement};
use workflow::id::OrganId;

use super::bed::{Bed, bare, on_each};
use super::life::{Life, found_office, number, organ, other_organ, record};
use crate::{Backend, News, NewsMark, Store};

fn mine() -> BTreeSet<OrganId> {
    BTreeSet::from([organ()])
}

async fn heard(bed: &Bed, mark: &mut NewsMark) -> Vec<(u128, u32)> {
    let news = bed.store.news(&mine(), mark).await.unwrap();
    let told = |news: News| (news.case.0.as_u128(), news.no);
    news.into_iter().map(told).collect()
}

#[tokio::test]
async fn every_entry_is_new_once_and_those_of_others_never() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let (mut first, mut second, mut far) = (Life::new(100), Life::new(101), Life::new(102));
        record(&bed.store, &first.open(organ(), number(1)))
            .await
            .unwrap();
        let mut mark = bed.store.news_mark(&mine()).await.unwrap();
        assert_eq!(heard(bed, &mut mark).await, []);
        record(&bed.store, &first.rich(1)).await.unwrap();
        record(&bed.store, &second.open(organ(), number(2)))
            .await
            .unwrap();
        record(&bed.store, &far.open(other_organ(), number(1)))
            .await
            .unwrap();
        record(&bed.store, &first.rich(1)).await.unwrap();
        let mut told = heard(bed, &mut mark).await;
        told.sort_unstable();
        assert_eq!(told, [(100, 2), (100, 3), (101, 1)]);
        assert_eq!(heard(bed, &mut mark).await, []);
        record(&bed.store, &second.rich(1)).await.unwrap();
        assert_eq!(heard(bed, &mut mark).await, [(101, 2)]);
        assert_eq!(heard(bed, &mut mark).await, []);
    })
    .await;
}

#[tokio::test]
async fn what_was_begun_first_and_kept_last_is_not_lost() {
    on_each(async |bed| {
        if bed.store.backend() == Backend::Sqlite {
            // One writes after the other.
            return;
        }
        found_office(&bed.store).await;
        let (mut slow, mut quick) = (Life::new(100), Life::new(101));
        let mut mark = bed.store.news_mark(&mine()).await.unwrap();
        let tx = bed.store.begin().await.unwrap();
        tx.record(&slow.open(organ(), number(1)), None)
            .await
            .unwrap();
        for turn in 0..3_u32 {
            let plan = match turn {
                0 => quick.open(organ(), number(2)),
                _ => quick.rich(1),
            };
            record(&bed.store, &plan).await.unwrap();
            assert_eq!(heard(bed, &mut mark).await, [(101, turn + 1)]);
            assert_eq!(heard(bed, &mut mark).await, []);
        }
        tx.commit().await.unwrap();
        assert_eq!(heard(bed, &mut mark).await, [(100, 1)]);
        assert_eq!(heard(bed, &mut mark).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_elsewhere_in_the_cluster_makes_nothing_new_twice() {
    on_each(async |bed| {
        if bed.store.backend() == Backend::Sqlite {
            // There is nothing beside the file.
            return;
        }
        found_office(&bed.store).await;
        let mut life = Life::new(100);
        // It has a number of its own, and is not done.
        let open = bed.store.begin().await.unwrap();
        open.record(&Life::new(101).open(organ(), number(2)), None)
            .await
            .unwrap();
        record(&bed.store, &life.open(organ(), number(1)))
            .await
            .unwrap();
        let mut mark = bed.store.news_mark(&mine()).await.unwrap();
        assert_eq!(heard(bed, &mut mark).await, []);
        record(&bed.store, &life.rich(1)).await.unwrap();
        assert_eq!(heard(bed, &mut mark).await, [(100, 2)]);
        assert_eq!(heard(bed, &mut mark).await, []);
        drop(open);
    })
    .await;
}

#[tokio::test]
async fn a_word_is_heard_by_the_others() {
    on_each(async |bed| {
        let other = Store::connect(&bed.options).await.unwrap();
        let ear = bed.store.listen().await.unwrap();
        assert_eq!(ear.is_some(), bed.store.backend() == Backend::Postgres);
        other.tell().await.unwrap();
        if let Some(mut ear) = ear {
            let heard = tokio::time::timeout(Duration::from_secs(5), ear.heard()).await;
            heard.expect("a word").unwrap();
        }
    })
    .await;
}

/// A statement that goes on for very long.
fn endless(backend: Backend) -> &'static str {
    match backend {
        Backend::Sqlite => {
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 10000000000) SELECT count(*) FROM n"
        }
        Backend::Postgres => "SELECT CAST(count(*) AS bigint) FROM generate_series(1, 10000000000)",
    }
}

/// How long the database is still at work after nobody waits for a statement any more.
async fn at_work_after(store: &Store) -> Duration {
    let asked = Statement::from_string(store.dialect(), endless(store.backend()));
    let work = store.connection().query_one_raw(asked);
    let waited = tokio::time::timeout(Duration::from_millis(300), crate::abandonable(work)).await;
    assert!(waited.is_err(), "it ended by itself: {waited:?}");
    let left = Instant::now();
    match store.backend() {
        // The pool has one connection: it is free once its worker has broken off.
        Backend::Sqlite => store.ping().await.unwrap(),
        Backend::Postgres => {
            let busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%generate_series%' AND pid <> pg_backend_pid()";
            loop {
                let asked = Statement::from_string(store.dialect(), busy);
                let row = store.writing().query_one_raw(asked).await.unwrap().unwrap();
                if row.try_get_by_index::<i64>(0).unwrap() == 0 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    left.elapsed()
}

#[tokio::test]
async fn what_nobody_waits_for_ends_in_the_database_too() {
    for bed in bare().await {
        let options = crate::Options {
            max_connections: 2,
            ..bed.options.clone()
        };
        let options = match bed.store.backend() {
            Backend::Sqlite => crate::Options {
                max_connections: 1,
                ..options
            },
            Backend::Postgres => options,
        };
        let store = Store::connect_bounded(&options, Duration::from_secs(1))
            .await
            .unwrap();
        let left = at_work_after(&store).await;
        println!("{:?}: {left:?}", store.backend());
        let most = match store.backend() {
            Backend::Sqlite => Duration::from_secs(5),
            // What is left of a second, and more on a busy machine; by itself it goes on for many minutes.
            Backend::Postgres => Duration::from_secs(10),
        };
        assert!(left < most, "{:?} went on for {left:?}", store.backend());
        // The connection serves the next as if nothing had been.
        store.ping().await.unwrap();
        let waited = crate::abandonable(store.ping()).await;
        waited.unwrap();
    }
}

#[tokio::test]
async fn work_in_another_task_belongs_to_who_waits_for_it() {
    let bed = super::bed::on_sqlite().await;
    let options = crate::Options {
        max_connections: 1,
        ..bed.options.clone()
    };
    let store = Store::connect(&options).await.unwrap();
    let far = store.clone();
    let work = async move {
        let asked = Statement::from_string(far.dialect(), endless(Backend::Sqlite));
        far.connection().query_one_raw(asked).await
    };
    let spawned = async { tokio::spawn(crate::along(work)).await };
    let waited = tokio::time::timeout(Duration::from_millis(300), crate::abandonable(spawned));
    assert!(waited.await.is_err());
    let left = Instant::now();
    store.ping().await.unwrap();
    assert!(
        left.elapsed() < Duration::from_secs(5),
        "{:?}",
        left.elapsed()
    );
}
