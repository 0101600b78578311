//! When the machinery is in the way: the database locked or gone or newer, the mail server down.

use std::time::{Duration, Instant};

use alerts::{Post, PostOptions, Smtp, SmtpOptions, Tls, Transport};
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::json;
use store::{Backend, Options, SchemaState, Store, StoreError};

use super::{TODAY, count};
use crate::on_both;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::Ground;
use crate::support::program::{run, said};

on_both!(database_locked, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.assigned().await;
    let raw = ground.database.raw().await;
    // Somebody at a console holds the row and goes for lunch.
    let lock = raw.begin().await.unwrap();
    lock.execute_unprepared("UPDATE case_file SET stage = stage")
        .await
        .unwrap();
    let begun = Instant::now();
    let accept = json!({ "caseId": case, "idempotencyKey": "lunch", "expectedRevision": 2, "command": reconsideration("accept", json!({ "note": "受理" })) });
    let answer = tokio::time::timeout(
        Duration::from_secs(40),
        ground.command("officer", accept.clone()),
    )
    .await;
    let (code, message) = answer.expect("a command must not wait for ever").failed();
    // As it may be, the database gives up first or the request does.
    let codes = ["UNAVAILABLE", "IDEMPOTENCY_KEY_IN_PROGRESS"];
    assert!(codes.contains(&code.as_str()), "{code}: {message}");
    assert!(
        message.contains("try again") && message.contains("稍后再试"),
        "{message}"
    );
    assert!(
        begun.elapsed() >= Duration::from_secs(1),
        "it waits a little first"
    );
    assert_eq!(
        ground.see(&case).await.revision,
        2,
        "nothing is written while it is locked"
    );
    lock.rollback().await.unwrap();
    raw.close().await.unwrap();
    // What was begun may still be finished; the same request with the same key has one effect either way.
    assert_eq!(ground.command("officer", accept).await.done().entry, 3);
    let seen = ground.see(&case).await;
    assert_eq!((seen.stage.as_str(), seen.revision), ("accepted", 3));
});

on_both!(database_gone, async |database: Database| {
    let gone = match database.backend {
        Backend::Sqlite => "sqlite:/nonexistent/folder/fuyi.db".to_owned(),
        Backend::Postgres => database.url.replace(&database.name, "no_such_database"),
    };
    let options = Options {
        url: gone.clone(),
        max_connections: 2,
        create_if_missing: true,
        read_only: false,
    };
    let error = Store::connect(&options)
        .await
        .expect_err("there is nothing at that URL");
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
    assert!(error.to_string().contains("check that it runs"), "{error}");
    // The program says so and ends with 2.
    let output = run(&["audit", "verify", "--database", &gone]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(!said(&output).trim().is_empty());
    if database.backend == Backend::Postgres {
        gone_beneath_the_program(database).await;
    }
});

/// The database vanishes while the program serves: a fault with its code, not a refusal, not a panic.
async fn gone_beneath_the_program(database: Database) {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.assigned().await;
    crate::support::database::drop_database(&ground.database.name).await;
    let accept = json!({ "caseId": case, "expectedRevision": 2, "command": reconsideration("accept", json!({ "note": "受理" })) });
    let (code, message) = ground.command("officer", accept).await.failed();
    assert_eq!(code, "UNAVAILABLE", "{message}");
    assert!(message.contains("稍后再试"), "{message}");
}

on_both!(newer_database, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let case = ground.assigned().await;
    let raw = ground.database.raw().await;
    let newer =
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_later', 4070908800)";
    raw.execute_unprepared(newer).await.unwrap();
    assert_eq!(
        ground.store.schema_state().await.unwrap(),
        SchemaState::Newer
    );
    for result in [
        ground.store.check_schema().await,
        ground.store.migrate().await,
    ] {
        let error = result.expect_err("a newer program was here");
        let StoreError::NewerDatabase { found, .. } = &error else {
            panic!("{error:?}")
        };
        assert_eq!(found, "m20990101_later");
        assert!(
            error.to_string().contains("run the newer program"),
            "{error}"
        );
    }
    let entries = count(&raw, "SELECT COUNT(*) FROM entry").await;
    for command in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["migrate"],
        &["audit", "verify"],
    ] {
        let arguments = [command, &["--database", &ground.database.url]].concat();
        let output = run(&arguments);
        assert!(!output.status.success(), "{arguments:?}");
        assert!(
            said(&output).contains("newer program"),
            "{arguments:?}: {}",
            said(&output)
        );
    }
    assert_eq!(
        count(&raw, "SELECT COUNT(*) FROM entry").await,
        entries,
        "nothing was written"
    );
    raw.close().await.unwrap();
    assert_eq!(ground.see(&case).await.revision, 2);
});

on_both!(smtp_down, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    ground.assigned().await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let options = SmtpOptions {
        tls: Tls::None,
        timeout: Duration::from_secs(5),
        ..SmtpOptions::new("127.0.0.1", closed)
    };
    let smtp = Smtp::new(&options);
    let from = PostOptions::new("复议提醒 <fuyi@fuyi.test>");
    let down = Post::new(
        ground.store.clone(),
        Transport::Smtp(Box::new(smtp.unwrap())),
        from,
    )
    .unwrap();
    // Received on the 18th, due on the 25th: three working days before it is Friday the 20th.
    ground.set("2026-03-20".parse().unwrap(), 8, 46);
    let report = down.run_once(ground.moment()).await.unwrap();
    let reason = report.unreachable.expect("it says that no mail can leave");
    assert!(!reason.is_empty());
    assert_eq!((report.sent, report.dead), (0, 0));
    // Nothing is lost and it goes out once when there is a way again.
    let mail = ground.mail().await;
    assert_eq!(mail.len(), 1, "{mail:?}");
    assert!(mail[0].contains("officer 〔红·剩3个工作日〕"), "{mail:?}");
    assert!(ground.mail().await.is_empty());
});
