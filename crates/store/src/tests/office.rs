use std::collections::BTreeSet;

use uuid::Uuid;
use workflow::actor::{Actor, Role};
use workflow::id::UserId;

use super::bed::on_each;
use super::life::{
    actor, at, found_office, head, id, office_entry, officer, organ, other_organ, user,
};
use crate::StoreError;
use crate::office::{EndReason, Ended, KeptPassword, OfficeEffect, Session, Token};

fn token(digest: &str) -> Token {
    Token {
        id: Uuid::from_u128(900),
        organ: organ(),
        user: officer(),
        digest: digest.to_owned(),
        label: "测试".to_owned(),
        scopes: None,
        issued_at: at(1),
        expires_at: at(9),
        revoked_at: None,
    }
}

#[tokio::test]
async fn a_token_stands_for_its_user_until_it_ends_is_revoked_or_the_user_leaves() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let change = async |effect| {
            let tx = bed.store.begin().await.unwrap();
            let no = tx
                .record_office(&office_entry(organ(), vec![effect]))
                .await
                .unwrap();
            tx.commit().await.unwrap();
            no
        };
        let who = async |n| bed.store.user_by_token("abc", at(n)).await.unwrap();
        assert_eq!(change(OfficeEffect::TokenIssued(token("abc"))).await, 3);
        let found = who(2).await.unwrap();
        let (person, known) = (found.person, found.user);
        assert_eq!((person.user, person.organ), (officer(), organ()));
        assert_eq!(
            person.roles,
            BTreeSet::from([Role::Officer, Role::CoOfficer])
        );
        assert_eq!(known, user(officer(), "lin"));
        assert!(who(10).await.is_none());
        let mut away = user(officer(), "lin");
        away.active = false;
        change(OfficeEffect::UserChanged(away.clone())).await;
        assert!(who(2).await.is_none());
        away.active = true;
        away.roles = BTreeSet::from([Role::Registrar]);
        change(OfficeEffect::UserChanged(away)).await;
        assert_eq!(
            who(2).await.unwrap().person.roles,
            BTreeSet::from([Role::Registrar])
        );
        change(OfficeEffect::TokenRevoked {
            token: token("abc").id,
            at: at(2),
        })
        .await;
        assert!(who(2).await.is_none());
        let verdict = crate::audit::verify(&bed.store).await.unwrap();
        assert_eq!((verdict.entries, verdict.faults), (8, vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_login_exists_once_in_an_organ() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let tx = bed.store.begin().await.unwrap();
        assert!(tx.user_by_login(organ(), "lin").await.unwrap().is_some());
        assert!(
            tx.user_by_login(other_organ(), "lin")
                .await
                .unwrap()
                .is_none()
        );
        let twin = OfficeEffect::UserAdded(user(UserId(id(12)), "lin"));
        let refused = tx.record_office(&office_entry(organ(), vec![twin])).await;
        assert!(
            matches!(refused, Err(StoreError::Conflict { .. })),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn people_are_the_active_users_of_the_organ() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let tx = bed.store.begin().await.unwrap();
        let mut gone = user(UserId(id(12)), "gone");
        gone.active = false;
        tx.record_office(&office_entry(organ(), vec![OfficeEffect::UserAdded(gone)]))
            .await
            .unwrap();
        let asked = [officer(), UserId(id(12)), UserId(id(13))];
        let people = tx.people(organ(), &asked).await.unwrap();
        assert_eq!(people.keys().copied().collect::<Vec<_>>(), [officer()]);
        assert_eq!(people[&officer()].len(), 2);
        assert!(tx.people(other_organ(), &asked).await.unwrap().is_empty());
        assert!(tx.has_organs().await.unwrap());
        assert_eq!(
            tx.load_organ(organ()).await.unwrap().unwrap().short_name,
            "深坪府"
        );
    })
    .await;
}

#[tokio::test]
async fn users_are_seen_within_their_organ() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let stranger = actor(other_organ(), UserId(id(50)), &[Role::SystemAdmin], None);
        assert!(bed.store.users(&stranger).await.unwrap().is_empty());
        assert_eq!(bed.store.user(&stranger, officer()).await.unwrap(), None);
        assert_eq!(
            bed.store
                .user(&head(), officer())
                .await
                .unwrap()
                .unwrap()
                .login,
            "lin"
        );
        assert_eq!(bed.store.organs(&stranger).await.unwrap().len(), 3);
        assert_eq!(
            bed.store
                .office_entries(&head(), organ(), 0, 9)
                .await
                .unwrap()
                .len(),
            2
        );
        assert!(
            bed.store
                .office_entries(&stranger, organ(), 0, 9)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            bed.store
                .office_entries(&Actor::System, organ(), 1, 9)
                .await
                .unwrap()[0]
                .no,
            2
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_who_change_a_user_at_once_lose_nothing() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let change = |how: fn(&mut crate::office::User), by_login: bool| {
            let store = bed.store.clone();
            tokio::spawn(async move {
                let tx = store.begin().await.unwrap();
                let found = if by_login {
                    tx.user_by_login(organ(), "lin").await
                } else {
                    tx.load_user(organ(), officer()).await
                };
                let mut user = found.unwrap().unwrap();
                // Time enough for the other to read too, were it let.
                tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                how(&mut user);
                tx.record_office(&office_entry(
                    organ(),
                    vec![OfficeEffect::UserChanged(user)],
                ))
                .await
                .unwrap();
                tx.commit().await.unwrap();
            })
        };
        for by_login in [false, true] {
            let away = change(|user| user.active = false, false);
            let roles = change(
                |user| user.roles = BTreeSet::from([Role::Registrar]),
                by_login,
            );
            away.await.unwrap();
            roles.await.unwrap();
            let tx = bed.store.begin().await.unwrap();
            let mut user = tx.load_user(organ(), officer()).await.unwrap().unwrap();
            assert!(!user.active, "the deactivation was lost");
            assert_eq!(user.roles, BTreeSet::from([Role::Registrar]));
            user.active = true;
            user.roles = BTreeSet::from([Role::Officer]);
            tx.record_office(&office_entry(
                organ(),
                vec![OfficeEffect::UserChanged(user)],
            ))
            .await
            .unwrap();
            tx.commit().await.unwrap();
        }
        let verdict = crate::audit::verify(&bed.store).await.unwrap();
        assert_eq!(verdict.faults, vec![]);
    })
    .await;
}

#[tokio::test]
async fn the_holder_of_a_token_is_found_by_the_keys() {
    on_each(async |bed| {
        if bed.store.backend() == crate::Backend::Postgres {
            return;
        }
        found_office(&bed.store).await;
        let users = (0..200).map(|n| {
            let user = user(UserId(id(1_000 + n)), &format!("u{n}"));
            OfficeEffect::UserAdded(user)
        });
        let tx = bed.store.begin().await.unwrap();
        let entry = office_entry(organ(), users.collect());
        tx.record_office(&entry).await.unwrap();
        tx.commit().await.unwrap();
        let plan = super::read::plan_of(bed, &crate::read::access::holder("abc", at(2))).await;
        assert!(plan.contains("token_digest (digest=?)"), "{plan}");
        assert!(plan.contains("(organ_id=? AND id=?)"), "{plan}");
        assert!(!plan.contains("SCAN"), "{plan}");
    })
    .await;
}

#[tokio::test]
async fn two_administrators_in_one_are_refused_by_the_database_itself() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let (organ, who) = (bed.uuid(organ().0), bed.uuid(officer().0));
        let give = async |role: Role| {
            let row = format!("({organ}, {who}, '{}')", role.code());
            bed.sql(&format!(
                "INSERT INTO user_role (organ_id, user_id, role) VALUES {row}"
            ))
            .await
        };
        for first in Role::ADMINISTRATORS {
            give(first).await.unwrap();
            for second in Role::ADMINISTRATORS {
                assert!(give(second).await.is_err(), "{first:?} {second:?}");
            }
            let gone = format!("DELETE FROM user_role WHERE role = '{}'", first.code());
            bed.sql(&gone).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_changed_in_passwords_and_sessions_is_found() {
    on_each(async |bed| {
        found_office(&bed.store).await;
        let kept = KeptPassword {
            user: officer(),
            no: 1,
            phc: "$argon2id$one".to_owned(),
            set_at: at(1),
            initial: false,
        };
        let session = Session {
            id: id(901),
            organ: organ(),
            user: officer(),
            digest: "def".to_owned(),
            started_at: at(1),
            expires_at: at(9),
            address: "192.0.2.1".to_owned(),
            agent: String::new(),
            initial: false,
            ended: None,
        };
        let ended = Ended {
            at: at(2),
            why: EndReason::SignedOut,
        };
        let tx = bed.store.begin().await.unwrap();
        tx.keep_password(organ(), &kept).await.unwrap();
        let effects = vec![
            OfficeEffect::PasswordSet(kept.mark(1)),
            OfficeEffect::SessionStarted(session.clone()),
            OfficeEffect::SessionsEnded {
                sessions: vec![session.id],
                ended,
            },
        ];
        tx.record_office(&office_entry(organ(), effects))
            .await
            .unwrap();
        tx.see_session(organ(), session.id, at(3)).await.unwrap();
        tx.commit().await.unwrap();
        let faults = async || {
            let verdict = crate::audit::verify(&bed.store).await.unwrap();
            let faults = verdict.faults.into_iter().map(|fault| fault.what);
            faults.collect::<Vec<_>>().join("\n")
        };
        assert_eq!(faults().await, "");
        for (change, back, found) in [
            (
                "UPDATE password SET phc = '$argon2id$two'",
                "UPDATE password SET phc = '$argon2id$one'",
                "`phc`",
            ),
            (
                "UPDATE session SET ended_why = 'roles'",
                "UPDATE session SET ended_why = 'signed_out'",
                "`ended_why`",
            ),
            (
                "UPDATE session SET initial = true",
                "UPDATE session SET initial = false",
                "`initial`",
            ),
        ] {
            bed.sql(change).await.unwrap();
            let said = faults().await;
            assert!(said.contains(found), "{change}: {said}");
            bed.sql(back).await.unwrap();
            assert_eq!(faults().await, "", "{back}");
        }
        bed.sql("DELETE FROM password").await.unwrap();
        assert!(faults().await.contains("is missing"));
    })
    .await;
}
