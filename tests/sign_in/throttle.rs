//! Whoever guesses is held up, and locks nobody else out.

use super::*;

on_both!(
    a_lock_out_never_locks_another_out,
    async |database: Database| {
        let ground = Ground::with(database, TODAY, Profile::Mlps3).await;
        let (_, device) = with_password(&ground, "officer").await;
        for _ in 0..5 {
            let wrong = sign_in(&ground, "198.51.100.9", "officer", "wrong password").await;
            assert_eq!(wrong.field("signIn")["refusal"]["code"], "SIGN_IN_FAILED");
        }
        let locked = sign_in(&ground, "198.51.100.9", "officer", PASSWORD).await;
        assert_eq!(locked.code(), "RATE_LIMITED", "{}", locked.body);
        let wait = &locked.body["errors"][0]["extensions"]["retryAfter"];
        assert!((1790..=1801).contains(&wait.as_u64().unwrap()), "{wait}");
        // From anywhere else the login opens, and so does another login from there.
        let elsewhere = sign_in(&ground, "192.0.2.44", "officer", PASSWORD).await;
        assert!(elsewhere.field("signIn")["session"].is_object());
        let other = sign_in(&ground, "198.51.100.9", "registrar", "wrong password").await;
        assert_eq!(other.field("signIn")["refusal"]["code"], "SIGN_IN_FAILED");
        // Behind the same address a device that has signed in before keeps its way; for another login it is worth nothing.
        let with = |login: &str| json!({ "input": { "login": login, "password": PASSWORD, "organ": "深坪府", "device": device } });
        let own = send(&ground, "198.51.100.9", &[], SIGN_IN, with("officer")).await;
        let session = &own.field("signIn")["session"];
        assert!(
            session["secret"].is_string() && session["device"].is_null(),
            "{session}"
        );
        // Somebody who has stolen the device's secret has five guesses with it, and locks nobody out either.
        for _ in 0..5 {
            let input = json!({ "input": { "login": "officer", "password": "wrong", "organ": "深坪府", "device": device } });
            send(&ground, "203.0.113.5", &[], SIGN_IN, input).await;
        }
        let stolen = send(&ground, "203.0.113.5", &[], SIGN_IN, with("officer")).await;
        assert_eq!(stolen.code(), "RATE_LIMITED");
        let elsewhere = sign_in(&ground, "192.0.2.45", "officer", PASSWORD).await;
        assert!(elsewhere.field("signIn")["session"].is_object());
        ground.set(TODAY.parse().unwrap(), 10, 31);
        let after = sign_in(&ground, "198.51.100.9", "officer", PASSWORD).await;
        assert!(after.field("signIn")["session"].is_object());
    }
);

on_both!(
    an_address_that_tries_many_logins_is_held_up,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let mut codes = Vec::new();
        for no in 0..31 {
            let got = sign_in(&ground, "198.51.100.9", &format!("guess{no}"), "wrong").await;
            codes.push(got.code().to_owned());
        }
        let (free, held) = codes.split_at(30);
        assert!(free.iter().all(String::is_empty), "{codes:?}");
        assert_eq!(held, ["RATE_LIMITED"]);
        let elsewhere = sign_in(&ground, "198.51.100.10", "guess0", "wrong").await;
        assert_eq!(elsewhere.code(), "");
    }
);

on_both!(
    guesses_at_the_door_are_in_nobodys_way_who_is_in_nor_the_other_way_round,
    async |database: Database| {
        let ground = Ground::with(database, TODAY, Profile::Mlps3).await;
        let (session, _) = with_password(&ground, "officer").await;
        let change = async |current: &str, new: &str| {
            let input = json!({ "input": { "current": current, "new": new } });
            ask(&ground, &session, CHANGE, input).await
        };
        // From the address from which the officer, who is in, changes the password.
        for _ in 0..5 {
            sign_in(&ground, "192.0.2.1", "officer", "wrong password").await;
        }
        let locked = sign_in(&ground, "192.0.2.1", "officer", PASSWORD).await;
        assert_eq!(locked.code(), "RATE_LIMITED");
        for _ in 0..5 {
            let wrong = change("wrong password", "Red horses sing 8 songs").await;
            let code = &wrong.field("changePassword")["refusal"]["code"];
            assert_eq!(code, "SIGN_IN_FAILED", "{}", wrong.body);
        }
        let held = change(PASSWORD, "Red horses sing 8 songs").await;
        assert_eq!(held.code(), "RATE_LIMITED", "{}", held.body);
        // Who guesses in a session locks out nobody who signs in, and no other session.
        let elsewhere = sign_in(&ground, "192.0.2.77", "officer", PASSWORD).await;
        let other = text(&elsewhere.field("signIn")["session"]["secret"]);
        let input = json!({ "input": { "current": PASSWORD, "new": "Red horses sing 8 songs" } });
        let changed = ask(&ground, &other, CHANGE, input).await;
        assert!(
            changed.field("changePassword")["session"].is_object(),
            "{}",
            changed.body
        );
        whole(&ground).await;
    }
);
