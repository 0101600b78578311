use sea_orm_migration::MigratorTrait;

use super::bed::bare;
use crate::migration::Migrator;
use crate::{Options, SchemaState, Store, StoreError};

#[tokio::test]
async fn a_newer_database_is_refused() {
    for bed in bare().await {
        assert_eq!(
            bed.store.schema_state().await.unwrap(),
            SchemaState::Missing
        );
        assert!(matches!(
            bed.store.check_schema().await,
            Err(StoreError::NotMigrated)
        ));
        bed.store.migrate().await.unwrap();
        assert_eq!(
            bed.store.schema_state().await.unwrap(),
            SchemaState::Current
        );
        bed.store.migrate().await.unwrap();
        bed.sql("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_later', 0)")
            .await
            .unwrap();
        assert_eq!(bed.store.schema_state().await.unwrap(), SchemaState::Newer);
        let refused = bed.store.migrate().await.unwrap_err();
        assert!(
            matches!(refused, StoreError::NewerDatabase { .. }),
            "{refused:?}"
        );
        assert!(refused.to_string().contains("m29990101_later"), "{refused}");
    }
}

#[tokio::test]
async fn two_programs_may_migrate_at_once() {
    for bed in bare().await {
        let other = Store::connect(&bed.options).await.unwrap();
        let (a, b) = tokio::join!(bed.store.migrate(), other.migrate());
        a.unwrap();
        b.unwrap();
        let applied = bed.count("SELECT count(*) FROM seaql_migrations").await;
        assert_eq!(applied, Migrator::migrations().len() as i64);
    }
}

#[tokio::test]
async fn a_fresh_database_is_durable_and_answers() {
    for bed in bare().await {
        bed.store.ping().await.unwrap();
        bed.store.check_durability().await.unwrap();
    }
}

#[tokio::test]
async fn a_setting_that_loses_commands_is_named() {
    for bed in bare().await {
        if bed.store.backend() == crate::Backend::Postgres {
            let url = format!("{}?options=-c%20synchronous_commit%3Doff", bed.options.url);
            let lax = Store::connect(&Options {
                url,
                ..bed.options.clone()
            })
            .await
            .unwrap();
            let refused = lax.check_durability().await.unwrap_err();
            assert!(
                refused.to_string().contains("synchronous_commit"),
                "{refused}"
            );
        }
    }
}

#[tokio::test]
async fn a_missing_database_is_neither_found_nor_created() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("none.db");
    for url in [
        format!("sqlite:{}", file.display()),
        "postgres://nobody@127.0.0.1:1/none".to_owned(),
    ] {
        let options = Options {
            url,
            max_connections: 1,
            create_if_missing: false,
            read_only: false,
        };
        let refused = Store::connect(&options).await.unwrap_err();
        assert!(
            matches!(refused, StoreError::Unreachable { .. }),
            "{refused:?}"
        );
    }
    assert!(!file.exists());
}
