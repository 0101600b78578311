//! The three administrators 三员: each does its own part of the office's affairs, and no part of another's.

use std::collections::BTreeSet;

use casework::{Denied, NewOrgan, NewUser};
use store::office::OrganKind;
use workflow::actor::{Actor, Role};
use workflow::id::OrganId;

use crate::on_both;
use crate::support::database::Database;
use crate::support::ground::Ground;

fn newcomer(organ: OrganId, login: &str, roles: &[Role]) -> NewUser {
    NewUser {
        organ,
        login: login.to_owned(),
        name: login.to_owned(),
        email: None,
        roles: roles.iter().copied().collect(),
        agency: None,
        language: "zh".to_owned(),
        service: false,
    }
}

fn forbidden<T: std::fmt::Debug>(done: Result<T, Denied>) -> String {
    match done.unwrap_err() {
        Denied::Forbidden { roles } => roles,
        other => panic!("{other}"),
    }
}

on_both!(
    organs_and_users_roles_and_access_are_kept_by_three,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        let (organ, moment, desk) = (ground.office.organ, ground.moment(), &ground.desk);
        let actor = |who: &str| ground.office.people[who].actor.clone();
        let [system, security] = ["system_admin", "security_admin"].map(actor);
        let officer = BTreeSet::from([Role::Officer]);
        let joined = desk
            .add_user(&system, newcomer(organ, "joined", &[]), moment)
            .await
            .unwrap();
        let with_a_role = newcomer(organ, "other", &[Role::Officer]);
        let denied = forbidden(desk.add_user(&system, with_a_role, moment).await);
        assert!(denied.starts_with("安全管理员"), "{denied}");
        desk.set_roles(&security, organ, joined, officer.clone(), moment)
            .await
            .unwrap();
        for who in ground.office.people.keys() {
            let known = actor(who);
            if who != "system_admin" {
                forbidden(
                    desk.add_user(&known, newcomer(organ, "x", &[]), moment)
                        .await,
                );
                forbidden(desk.deactivate_user(&known, organ, joined, moment).await);
                let court = NewOrgan {
                    id: None,
                    recorded_by: Some(organ),
                    name: "法院".to_owned(),
                    short_name: "法".to_owned(),
                    kind: OrganKind::Court,
                    number_forms: Default::default(),
                };
                forbidden(desk.add_organ(&known, court, moment).await);
            }
            if who != "security_admin" {
                let done = desk.set_roles(&known, organ, joined, officer.clone(), moment);
                forbidden(done.await);
            }
        }
        // Nobody gives roles to itself, and an administrator of another office gives none here.
        let own = ground.office.people["security_admin"].user;
        forbidden(
            desk.set_roles(&security, organ, own, officer.clone(), moment)
                .await,
        );
        let mut far = security.clone();
        if let Actor::Person(person) = &mut far {
            person.organ = ground.office.other;
        }
        forbidden(desk.set_roles(&far, organ, joined, officer, moment).await);
        desk.deactivate_user(&system, organ, joined, moment)
            .await
            .unwrap();
    }
);

on_both!(
    nobody_is_two_of_the_three_nor_one_and_something_else,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        let (organ, moment) = (ground.office.organ, ground.moment());
        let user = ground.office.people["officer_b"].user;
        for alone in Role::ADMINISTRATORS {
            for role in Role::ALL.into_iter().filter(|role| *role != alone) {
                let both = BTreeSet::from([alone, role]);
                let done = ground
                    .desk
                    .set_roles(&Actor::System, organ, user, both, moment);
                let denied = done.await.unwrap_err();
                assert!(matches!(denied, Denied::BadField { .. }), "{denied}");
            }
        }
    }
);

on_both!(
    who_speaks_for_an_agency_does_not_work_in_the_office,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        let (organ, moment) = (ground.office.organ, ground.moment());
        let user = ground.office.people["respondent_clerk"].user;
        let working = Role::ALL.into_iter().filter(|role| role.works_on_cases());
        for role in working {
            let both = BTreeSet::from([Role::RespondentClerk, role]);
            let done = ground
                .desk
                .set_roles(&Actor::System, organ, user, both, moment);
            let denied = done.await.unwrap_err();
            let names = matches!(&denied, Denied::BadField { value, .. } if value == role.code());
            assert!(names, "{denied}");
        }
        // Let in as a guest it may be: it sees no more than its agency.
        let both = BTreeSet::from([Role::RespondentClerk, Role::Mediator]);
        let done = ground
            .desk
            .set_roles(&Actor::System, organ, user, both, moment);
        done.await.unwrap();
    }
);

on_both!(
    the_auditor_reads_the_log_of_the_office_and_the_other_two_do_not,
    async |database: Database| {
        let ground = Ground::on(database, "2026-03-02").await;
        let organ = ground.office.organ;
        for (who, reads) in [
            ("auditor", true),
            ("institution_head", true),
            ("organ_head", true),
            ("supervisor", true),
            ("system_admin", false),
            ("security_admin", false),
            ("officer", false),
            ("committee_secretary", false),
        ] {
            let actor = &ground.office.people[who].actor;
            let log = ground.store.office_entries(actor, organ, 0, 9).await;
            assert_eq!(!log.unwrap().is_empty(), reads, "{who}");
        }
    }
);
