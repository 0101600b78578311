//! No secret stands in the clear: in no table, no log, no answer but the one that gives it, no debug output.

use super::*;

on_both!(no_secret_stands_in_the_clear, async |database: Database| {
    let ground = Ground::on(database, TODAY).await;
    let (user, organ) = (ground.office.people["officer"].user, ground.office.organ);
    let initial = ground
        .desk
        .reset_password(&Actor::System, organ, user, ground.moment())
        .await
        .unwrap();
    assert!(!format!("{initial:?}").contains(initial.expose()));
    let (session, device) = with_password(&ground, "officer").await;
    let issue = "mutation ($input: IssueTokenInput!) { issueToken(input: $input) { secret } }";
    let input = json!({ "idempotencyKey": "k", "label": "x", "days": 3, "scopes": ["CASES_READ"] });
    let issued = ask(&ground, &session, issue, json!({ "input": input })).await;
    let token = text(&issued.field("issueToken")["secret"]);
    let secrets = [
        initial.expose(),
        PASSWORD,
        &session,
        &device,
        &token,
        ground.token("officer"),
    ];
    let tables = ground.database.tables().await;
    let everything: String = tables.into_values().collect();
    assert!(everything.contains("officer") && everything.contains("$argon2id$"));
    for secret in secrets {
        assert!(
            !everything.contains(secret),
            "{secret} stands in the database"
        );
    }
    // The log says that a password was set, and neither the password nor its hash.
    let log = ground
        .store
        .office_entries(&Actor::System, organ, 0, 1000)
        .await
        .unwrap();
    let log = serde_json::to_string(&log).unwrap();
    assert!(
        log.contains("password_set") && log.contains("session_started"),
        "{log}"
    );
    assert!(!log.contains("argon2"), "{log}");
    let candidate = ground
        .store
        .candidate("officer", Some("深坪府"))
        .await
        .unwrap()
        .unwrap();
    assert!(!format!("{candidate:?}").contains("argon2"));
    // What cannot be read is not given back.
    for wrong in [
        json!({ "login": "officer", "password": [PASSWORD] }),
        json!({ "login": "officer", "password": { "text": PASSWORD } }),
        json!({ "login": "officer", "password": PASSWORD, "organ": 7 }),
        json!({ "login": "officer", "passwort": PASSWORD }),
    ] {
        let got = send(
            &ground,
            "192.0.2.1",
            &[],
            SIGN_IN,
            json!({ "input": wrong }),
        )
        .await;
        assert!(!got.body.to_string().contains(PASSWORD), "{}", got.body);
    }
});
