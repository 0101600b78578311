//! Who may still send a file when it comes, and that no bytes stay that nobody knows.

use sea_orm::ConnectionTrait;
use store::Backend;

use super::*;

on_both!(
    a_url_works_for_as_long_as_who_got_it_may_send_files,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let case = ground.in_trial().await;
        let organ = ground.office.organ;
        let of_case = |bytes: &[u8]| {
            let mut file = announced(bytes);
            file["caseId"] = json!(case);
            file
        };
        let bytes = pdf(1000);
        let system = workflow::actor::Actor::System;
        let refused = async |url: &str, why: &str| {
            let (status, answer) = put(&ground, url, Body::from(bytes.clone())).await;
            let answer = (status, code(&answer).to_owned());
            assert_eq!(
                answer,
                (StatusCode::NOT_FOUND, "NOT_FOUND".to_owned()),
                "{why}"
            );
        };
        // Recused from the case it is for; what is for no case yet still comes.
        let addresses = [of_case(&bytes), announced(&bytes)];
        let mut urls = Vec::new();
        for file in addresses {
            let started = start(&ground, "registrar", file).await;
            urls.push(started["upload"]["url"].as_str().unwrap().to_owned());
        }
        let recuse = json!({ "user": ground.id_of("registrar"), "ground": "OTHER", "recusalNote": "有利害关系" });
        ground
            .give("institution_head", &case, "recuse", recuse)
            .await;
        refused(&urls[0], "recused").await;
        let (status, _) = put(&ground, &urls[1], Body::from(bytes.clone())).await;
        assert_eq!(status, StatusCode::CREATED);
        // Another role.
        let user = ground.office.people["officer_b"].user;
        let started = start(&ground, "officer_b", announced(&bytes)).await;
        let address = started["upload"]["url"].as_str().unwrap().to_owned();
        let roles = [workflow::actor::Role::Supervisor].into();
        let set = ground
            .desk
            .set_roles(&system, organ, user, roles, ground.moment());
        set.await.unwrap();
        refused(&address, "may send no file any more").await;
        // Out of service.
        let user = ground.office.people["officer"].user;
        let address = url(&ground, announced(&bytes)).await;
        let gone = ground
            .desk
            .deactivate_user(&system, organ, user, ground.moment());
        gone.await.unwrap();
        refused(&address, "no user any more").await;
        assert_eq!(kept(ground.folder.path()).len(), 1);
    }
);

on_both!(
    a_url_that_is_guessed_holds_up_nobody_who_writes,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let writing = ground.database.raw().await;
        // On SQLite there is one who writes; on PostgreSQL nobody is held up by this anyway.
        let sqlite = ground.database.backend == Backend::Sqlite;
        if sqlite {
            writing.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
        }
        let guessed = format!("/files/{}", "0".repeat(64));
        let put = put(&ground, &guessed, Body::from(pdf(10)));
        let (status, answer) = tokio::time::timeout(Duration::from_secs(2), put)
            .await
            .expect("it does not wait for whoever writes");
        assert_eq!(
            (status, code(&answer)),
            (StatusCode::NOT_FOUND, "NOT_FOUND")
        );
        if sqlite {
            writing.execute_unprepared("ROLLBACK").await.unwrap();
        }
    }
);

on_both!(
    no_bytes_stay_of_which_no_table_knows,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let bytes = pdf(1000);
        let claimed = async |file: Value| {
            let address = url(&ground, file).await;
            let secret = address.strip_prefix("/files/").unwrap().to_owned();
            let claimed = ground.desk.claim_upload(&secret, ground.moment()).await;
            claimed.unwrap().unwrap()
        };
        let lie = async |upload: &casework::Upload| {
            let key = files::FileKey {
                organ: upload.organ.0,
                sha256: upload.sha256.parse().unwrap(),
                file: upload.id,
            };
            let promised = files::Promised {
                size: upload.size,
                fits: Box::new(|_| true),
            };
            let mut incoming = ground.files.begin(&key, promised).await.unwrap();
            incoming.take(Bytes::from(bytes.clone())).await.unwrap();
            incoming.finish().await.unwrap();
        };
        let swept = async || {
            let swept = fuyi::sweep(&ground.desk, &ground.files, ground.moment()).await;
            swept.unwrap()
        };
        // The store kept the bytes and said that it did not.
        let upload = claimed(announced(&bytes)).await;
        lie(&upload).await;
        ground.desk.give_up_upload(&upload).await.unwrap();
        assert_eq!(kept(ground.folder.path()).len(), 1);
        assert_eq!(swept().await, 1);
        assert_eq!(kept(ground.folder.path()), Vec::<PathBuf>::new());
        // They came when the file was swept up already.
        let upload = claimed(announced(&bytes)).await;
        ground.set("2026-03-19".parse().unwrap(), 10, 1);
        assert_eq!(swept().await, 1);
        lie(&upload).await;
        assert!(!ground.desk.keep_upload(&upload).await.unwrap());
        ground.desk.give_up_upload(&upload).await.unwrap();
        assert_eq!(swept().await, 1);
        assert_eq!(kept(ground.folder.path()), Vec::<PathBuf>::new());
    }
);

on_both!(
    a_file_that_is_announced_again_has_its_day_from_then,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let bytes = pdf(1000);
        let file = announced(&bytes);
        url(&ground, file.clone()).await;
        ground.set("2026-03-19".parse().unwrap(), 9, 50);
        let again = url(&ground, file).await;
        let (status, _) = put(&ground, &again, Body::from(bytes)).await;
        assert_eq!(status, StatusCode::CREATED);
        let swept = async || {
            let swept = fuyi::sweep(&ground.desk, &ground.files, ground.moment()).await;
            swept.unwrap()
        };
        ground.set("2026-03-19".parse().unwrap(), 10, 5);
        assert_eq!(swept().await, 0);
        ground.set("2026-03-20".parse().unwrap(), 9, 51);
        assert_eq!(swept().await, 1);
    }
);
