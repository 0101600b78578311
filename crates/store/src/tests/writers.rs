use std::collections::BTreeSet;

use workflow::actor::Actor;
use workflow::file::DocumentNumber;

use super::bed::on_each;
use super::life::{Life, found_office, id, live, organ, record};
use crate::{Options, Store, StoreError};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_drawn_by_20_writers_have_no_gap_and_no_double() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let tasks: Vec<_> = (0..20)
            .map(|n| {
                let store = bed.store.clone();
                tokio::spawn(async move {
                    let mut drawn = Vec::new();
                    for round in 0..5 {
                        let tx = store.begin().await.unwrap();
                        let number = tx.draw_number(organ(), "case", 2026).await.unwrap();
                        // Every third gives its number back.
                        if (n + round) % 3 == 0 {
                            continue;
                        }
                        let DocumentNumber::Drawn { serial, text, .. } = number else {
                            panic!()
                        };
                        assert_eq!(text, format!("深坪府复〔2026〕{serial}号"));
                        tx.commit().await.unwrap();
                        drawn.push(serial);
                    }
                    drawn
                })
            })
            .collect();
        let mut drawn = Vec::new();
        for task in tasks {
            drawn.extend(task.await.unwrap());
        }
        drawn.sort_unstable();
        assert_eq!(drawn, (1..=drawn.len() as u32).collect::<Vec<_>>());
        let tx = bed.store.begin().await.unwrap();
        let next = tx.draw_number(organ(), "decision", 2027).await.unwrap();
        assert_eq!(next.text(), Some("深坪府decision〔2027〕1号"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_40_writers_nobody_sees_locked() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        live(&bed.store, 100, organ()).await;
        let case = workflow::id::CaseId(id(100));
        // Half of them in another program, as it were.
        let other = Store::connect(&Options {
            max_connections: 8,
            ..bed.options.clone()
        })
        .await
        .unwrap();
        let tasks: Vec<_> = (0..40)
            .map(|n| {
                let store = if n % 2 == 0 {
                    bed.store.clone()
                } else {
                    other.clone()
                };
                tokio::spawn(async move {
                    let tx = store.begin().await?;
                    let file = tx.load_case(&Actor::System, case).await?;
                    let mut life = Life { id: case, file };
                    tx.record(&life.plan("hear_views", vec![]), None).await?;
                    tx.commit().await
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(bed.count("SELECT count(*) FROM entry").await, 42);
        let verdict = crate::audit::verify(&bed.store).await.unwrap();
        assert_eq!(verdict.faults, vec![]);
    })
    .await;
}

#[tokio::test]
async fn a_database_locked_for_long_is_busy() {
    on_each(async |bed| {
        if bed.store.backend() == crate::Backend::Postgres {
            return;
        }
        let other = Store::connect(&bed.options).await.unwrap();
        let _holds = other.begin().await.unwrap();
        let refused = bed.store.begin().await.unwrap_err();
        assert!(matches!(refused, StoreError::Busy), "{refused:?}");
        assert!(refused.is_transient());
    })
    .await;
}

#[tokio::test]
async fn a_broken_connection_is_unreachable_and_the_next_one_works() {
    on_each(async |bed| {
        if bed.store.backend() == crate::Backend::Sqlite {
            return;
        }
        found_office(&bed.store).await;
        let other = Store::connect(&bed.options).await.unwrap();
        let tx = other.begin().await.unwrap();
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()";
        bed.sql(end).await.unwrap();
        let refused = tx.load_organ(organ()).await.unwrap_err();
        assert!(
            matches!(refused, StoreError::Unreachable { .. }),
            "{refused:?}"
        );
        drop(tx);
        let tx = other.begin().await.unwrap();
        assert!(tx.load_organ(organ()).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_20_plans_from_one_revision_one_wins() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let life = live(&bed.store, 100, organ()).await;
        let tasks: Vec<_> = (0..20)
            .map(|n| {
                let store = bed.store.clone();
                let mut life = Life {
                    id: life.id,
                    file: life.file.clone(),
                };
                tokio::spawn(
                    async move { record(&store, &life.plan(&format!("c{n}"), vec![])).await },
                )
            })
            .collect();
        let mut won = BTreeSet::new();
        for (n, task) in tasks.into_iter().enumerate() {
            match task.await.unwrap() {
                Ok(()) => assert!(won.insert(n)),
                Err(StoreError::StaleRevision {
                    expected: 2,
                    actual: 3,
                }) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(won.len(), 1);
    })
    .await;
}

fn reason(error: StoreError) -> String {
    match error {
        StoreError::Unreachable { reason } => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_database_that_can_only_be_read_says_so() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let reader = Store::connect(&Options {
            read_only: true,
            create_if_missing: false,
            ..bed.options.clone()
        })
        .await
        .unwrap();
        let written = match reader.begin().await {
            Ok(tx) => tx.draw_number(organ(), "case", 2026).await.map(|_| ()),
            Err(error) => Err(error),
        };
        assert_eq!(reason(written.unwrap_err()), "it can only be read");
    })
    .await;
}

#[tokio::test]
async fn a_full_disk_is_named() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let refused = match bed.store.backend() {
            crate::Backend::Sqlite => {
                let full = "PRAGMA max_page_count = 1; CREATE TABLE more (a); \
                     INSERT INTO more VALUES (zeroblob(9000000))";
                let connection = bed.store.connection();
                let refused = sea_orm::ConnectionTrait::execute_unprepared(connection, full).await;
                refused.unwrap_err()
            }
            crate::Backend::Postgres => {
                let raise = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$";
                bed.sql(raise).await.unwrap_err()
            }
        };
        let error = StoreError::from(refused);
        assert!(error.is_transient());
        assert_eq!(reason(error), "its disk is full");
    })
    .await;
}
