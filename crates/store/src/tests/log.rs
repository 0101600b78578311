use sea_orm::EntityTrait;
use workflow::actor::Role;
use workflow::id::UserId;

use super::bed::on_each;
use super::life::{actor, at, clerk, found_office, head, id, live, officer, organ, other_organ};
use crate::entity::entry;
use crate::{Backend, chain};

#[tokio::test]
async fn the_log_and_the_versions_of_terms_refuse_every_change() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        live(&bed.store, 100, organ()).await;
        for (table, column) in [
            ("entry", "body"),
            ("office_entry", "body"),
            ("term_version", "period"),
        ] {
            let rows = bed.count(&format!("SELECT count(*) FROM {table}")).await;
            let mut attempts = vec![
                format!("UPDATE {table} SET {column} = 'x'"),
                format!("DELETE FROM {table}"),
            ];
            match bed.store.backend() {
                Backend::Sqlite => {
                    attempts.push(format!("REPLACE INTO {table} SELECT * FROM {table}"));
                    attempts.push(format!(
                        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
                    ));
                }
                Backend::Postgres => {
                    attempts.push(format!("TRUNCATE {table}"));
                    attempts.push(format!("TRUNCATE {table} CASCADE"));
                }
            }
            for attempt in attempts {
                let error = bed.sql(&attempt).await.expect_err(&attempt).to_string();
                assert!(error.contains("append-only"), "{attempt}: {error}");
            }
            assert_eq!(
                bed.count(&format!("SELECT count(*) FROM {table}")).await,
                rows
            );
        }
    })
    .await;
}

#[tokio::test]
async fn replace_is_refused_even_without_recursive_triggers() {
    on_each(async |bed| {
        if bed.store.backend() == Backend::Postgres {
            return;
        }
        found_office(&bed.store).await;
        live(&bed.store, 100, organ()).await;
        bed.sql("PRAGMA recursive_triggers = OFF").await.unwrap();
        let error = bed
            .sql("REPLACE INTO entry SELECT * FROM entry")
            .await
            .unwrap_err();
        assert!(error.to_string().contains("append-only"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn entries_are_chained_and_read_back_to_the_microsecond() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let life = live(&bed.store, 100, organ()).await;
        let log = bed.store.entries(&head(), life.id, 0, 10).await.unwrap();
        assert_eq!(log.len(), 2);
        assert_eq!(log[0].previous, chain::case_root(organ().0, life.id.0));
        assert_eq!(log[1].previous, log[0].hash);
        let cut = chrono::SubsecRound::trunc_subsecs(at(2), 6);
        assert_eq!(log[0].entry.recorded_at, cut);
        let rows = entry::Entity::find()
            .all(bed.store.connection())
            .await
            .unwrap();
        assert!(rows.iter().all(|row| row.recorded_at == cut));
        assert!(
            rows.iter()
                .all(|row| chain::hash(&row.previous, &row.body) == row.hash)
        );
        let tail = bed.store.entries(&head(), life.id, 1, 10).await.unwrap();
        assert_eq!(tail[..], log[1..]);
    })
    .await;
}

#[tokio::test]
async fn content_kept_apart_is_for_officers_of_the_case_and_heads() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let case = live(&bed.store, 100, organ()).await.id;
        let stranger = UserId(id(77));
        let seen = async |actor| bed.store.protected(&actor, case).await.unwrap().len();
        assert_eq!(
            seen(actor(organ(), officer(), &[Role::Officer], None)).await,
            1
        );
        assert_eq!(seen(head()).await, 1);
        assert_eq!(
            seen(actor(organ(), stranger, &[Role::Officer], None)).await,
            0
        );
        assert_eq!(
            seen(actor(organ(), stranger, &[Role::Supervisor], None)).await,
            0
        );
        assert_eq!(
            seen(actor(other_organ(), stranger, &[Role::OrganHead], None)).await,
            0
        );
        assert_eq!(seen(clerk()).await, 0);
        let log = bed.store.entries(&head(), case, 0, 10).await.unwrap();
        assert!(
            !serde_json::to_string(&log[1].entry)
                .unwrap()
                .contains("合议笔录")
        );
    })
    .await;
}
