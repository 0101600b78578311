//! Sign-ins that failed stand in the log of the organ, and cannot fill it.

use store::office::{FailedSignIns, OfficeEffect};

use super::*;

/// What the log of our organ tells of sign-ins that failed, entry by entry.
async fn told(ground: &Ground) -> Vec<Vec<FailedSignIns>> {
    let organ = ground.office.organ;
    let read = ground.store.office_entries(&Actor::System, organ, 0, 1000);
    let effects = read.await.unwrap().into_iter().flat_map(|entry| {
        let failed = entry.command == "sign_ins_failed";
        assert!(!failed || (entry.actor.is_none() && entry.effects.len() == 1));
        entry.effects
    });
    let failed = effects.filter_map(|effect| match effect {
        OfficeEffect::SignInsFailed { failed } => Some(failed),
        _ => None,
    });
    failed.collect()
}

on_both!(
    failed_sign_ins_are_told_in_the_log_once_an_hour_however_many_there_were,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        let day = TODAY.parse().unwrap();
        let (officer, registrar) = (
            ground.office.people["officer"].user,
            ground.office.people["registrar"].user,
        );
        ground.set(day, 9, 5);
        ground.desk.reconcile(ground.moment()).await.unwrap();
        let (session, _) = with_password(&ground, "officer").await;
        for no in 0..20 {
            let from = format!("198.51.100.{no}");
            sign_in(&ground, &from, "officer", "wrong password").await;
            sign_in(&ground, &from, &format!("guess{no}"), "wrong password").await;
        }
        // Who has no password yet is guessed at all the same.
        sign_in(&ground, "203.0.113.5", "registrar", "wrong password").await;
        let input = json!({ "current": "wrong password", "new": "green cows dance 8" });
        ask(&ground, &session, CHANGE, json!({ "input": input })).await;
        assert!(told(&ground).await.is_empty());
        ground.set(day, 9, 55);
        ground.desk.reconcile(ground.moment()).await.unwrap();
        assert!(told(&ground).await.is_empty(), "within the hour");
        ground.set(day, 10, 2);
        ground.desk.reconcile(ground.moment()).await.unwrap();
        let all = told(&ground).await;
        assert_eq!(all.len(), 1, "{all:?}");
        let of = |user| all[0].iter().find(|failed| failed.user == user).unwrap();
        assert_eq!(all[0].len(), 2, "{all:?}");
        assert_eq!((of(officer).failures, of(registrar).failures), (21, 1));
        assert_eq!(of(registrar).last_address, "203.0.113.5");
        ground.set(day, 11, 2);
        ground.desk.reconcile(ground.moment()).await.unwrap();
        assert_eq!(told(&ground).await.len(), 1, "nothing failed since");
        whole(&ground).await;
    }
);

on_both!(
    two_who_tell_of_failures_at_once_tell_of_each_once,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        for no in 0..12 {
            sign_in(&ground, &format!("198.51.100.{no}"), "officer", "wrong").await;
        }
        let other = Ground::beside(&ground).await;
        let moment = ground.moment();
        let (one, two) = tokio::join!(ground.desk.reconcile(moment), other.desk.reconcile(moment));
        // One that was held up tries again at its next round.
        assert!(one.is_ok() || two.is_ok(), "{one:?} {two:?}");
        let all = told(&ground).await;
        let failures: u32 = all.iter().flatten().map(|failed| failed.failures).sum();
        assert_eq!((all.len(), failures), (1, 12), "{all:?}");
        whole(&ground).await;
    }
);

on_both!(
    a_login_that_nobody_has_costs_what_somebodys_password_costs,
    async |database: Database| {
        let ground = Ground::on(database, TODAY).await;
        assert_eq!(ground.store.password_like("nobody").await.unwrap(), None);
        let mut kept = Vec::new();
        for who in ["officer", "registrar"] {
            with_password(&ground, who).await;
            let (organ, user) = (ground.office.organ, ground.office.people[who].user);
            let passwords = ground.store.passwords(organ, user).await.unwrap();
            kept.push(passwords[0].phc.clone());
        }
        // Always the same, so that asking again tells nothing, and one that counts now.
        for login in ["nobody", "somebody", "NOBODY"] {
            let like = ground.store.password_like(login).await.unwrap().unwrap();
            assert!(kept.contains(&like));
            let again = ground.store.password_like(&login.to_lowercase()).await;
            assert_eq!(again.unwrap(), Some(like));
        }
    }
);
