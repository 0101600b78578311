//! `fuyi migrate`, `fuyi search`, `fuyi organ`, `fuyi user`: what whoever runs the program does to a database and an office.

use std::collections::BTreeMap;

use casework::{Denied, Desk, NewOrgan, NewToken, NewUser};
use store::Store;
use store::office::{Organ, OrganKind, User};
use workflow::actor::{Actor, Role};
use workflow::id::OrganId;
use workflow::messages::Lang;

use crate::cli::{self, At, Kind, OrganAdd, UserAdd, UserPassword, UserToken};
use crate::clock::Clock;
use crate::failure::Failure;
use crate::{open, print, run};

/// Brings a database to this version.
pub(crate) async fn migrate(at: At) -> Result<(), Failure> {
    let settings = run::load(&at, Vec::new())?.settings;
    open::migrated(&settings).await?;
    print::line("数据库已是本版本 / the database is of this version")
}

/// Makes the index of the search anew.
pub(crate) async fn rebuild_search(at: At) -> Result<(), Failure> {
    let settings = run::load(&at, Vec::new())?.settings;
    let store = open::current(&settings).await?;
    let attempt = "make the index of the search anew";
    let cases = store.rebuild_search().await;
    let cases = cases.map_err(Failure::while_doing(attempt))?;
    print::line(&format!(
        "检索索引已重建 / the index is made anew: cases {cases}"
    ))
}

/// Adds or lists organs.
pub(crate) async fn organ(given: cli::Organ) -> Result<(), Failure> {
    match given {
        cli::Organ::Add(given) => add_organ(given).await,
        cli::Organ::List(at) => {
            let organs = organs(&opened(&at, Opening::Existing).await?).await?;
            print::answer(&organs.iter().map(organ_row).collect::<String>())
        }
    }
}

/// Adds or lists users, issues tokens, sets initial passwords.
pub(crate) async fn user(given: cli::User) -> Result<(), Failure> {
    match given {
        cli::User::Add(given) => add_user(given).await,
        cli::User::Token(given) => issue_token(given).await,
        cli::User::Password(given) => reset_password(given).await,
        cli::User::List(at) => {
            let store = opened(&at, Opening::Existing).await?;
            let organs = organs(&store).await?;
            let rows = users(&store).await?;
            print::answer(
                &rows
                    .iter()
                    .map(|user| user_row(user, &organs))
                    .collect::<String>(),
            )
        }
    }
}

/// Whether a database that is missing or older is made fit.
#[derive(Debug, Clone, Copy)]
enum Opening {
    /// Made fit.
    Made,
    /// Refused.
    Existing,
}

async fn opened(at: &At, opening: Opening) -> Result<Store, Failure> {
    let settings = run::load(at, Vec::new())?.settings;
    match opening {
        Opening::Made => open::migrated(&settings).await,
        Opening::Existing => open::current(&settings).await,
    }
}

async fn add_organ(given: OrganAdd) -> Result<(), Failure> {
    let store = opened(&given.at, Opening::Made).await?;
    let recorded_by = match &given.recorded_by {
        Some(name) if given.kind != Kind::Reconsideration => {
            Some(found(&organs(&store).await?, name)?.id)
        }
        _ => None,
    };
    let organ = NewOrgan {
        id: None,
        recorded_by,
        name: given.name,
        short_name: given.short_name,
        kind: match given.kind {
            Kind::Reconsideration => OrganKind::Reconsideration,
            Kind::Agency => OrganKind::Agency,
            Kind::Court => OrganKind::Court,
        },
        number_forms: BTreeMap::from_iter(given.number_form),
    };
    let id = desk(store)
        .add_organ(&Actor::System, organ, Clock::System.moment())
        .await
        .map_err(denied)?;
    print::line(&id.to_string())
}

async fn add_user(given: UserAdd) -> Result<(), Failure> {
    let store = opened(&given.at, Opening::Existing).await?;
    let organs = organs(&store).await?;
    let agency = match &given.agency {
        Some(name) => Some(found(&organs, name)?.id),
        None => None,
    };
    let user = NewUser {
        organ: found(&organs, &given.organ)?.id,
        login: given.login,
        name: given.name,
        email: given.email,
        roles: given.role.into_iter().collect(),
        agency,
        language: given.language,
        service: given.service,
    };
    let id = desk(store)
        .add_user(&Actor::System, user, Clock::System.moment())
        .await
        .map_err(denied)?;
    print::line(&id.to_string())
}

async fn issue_token(given: UserToken) -> Result<(), Failure> {
    let store = opened(&given.at, Opening::Existing).await?;
    let within = match &given.organ {
        Some(name) => Some(found(&organs(&store).await?, name)?.id),
        None => None,
    };
    let users = users(&store).await?;
    let user = one_user(&users, &given.login, within)?;
    let (actor, moment) = (Actor::System, Clock::System.moment());
    let token = NewToken {
        user: user.id,
        label: given.label,
        days: given.days,
        scopes: (!given.scope.is_empty()).then(|| given.scope.into_iter().collect()),
    };
    let desk = desk(store);
    let minted = desk.mint_token(&actor, user.organ, token, None, moment);
    // Without an idempotency key it is always a new one.
    match minted.await.map_err(denied)? {
        (_, Some(secret)) => print::line(secret.expose()),
        (_, None) => Ok(()),
    }
}

async fn reset_password(given: UserPassword) -> Result<(), Failure> {
    let settings = run::load(&given.at, Vec::new())?.settings;
    let store = open::current(&settings).await?;
    let within = match &given.organ {
        Some(name) => Some(found(&organs(&store).await?, name)?.id),
        None => None,
    };
    let users = users(&store).await?;
    let user = one_user(&users, &given.login, within)?;
    let (actor, moment) = (Actor::System, Clock::System.moment());
    let secret = desk(store)
        .with_rules(settings.sign_in)
        .reset_password(&actor, user.organ, user.id, moment)
        .await
        .map_err(denied)?;
    print::line(secret.expose())
}

fn desk(store: Store) -> Desk {
    open::desk(store)
}

pub(crate) async fn organs(store: &Store) -> Result<Vec<Organ>, Failure> {
    store
        .organs(&Actor::System)
        .await
        .map_err(Failure::while_doing("list the organs"))
}

async fn users(store: &Store) -> Result<Vec<User>, Failure> {
    store
        .users(&Actor::System)
        .await
        .map_err(Failure::while_doing("list the users"))
}

/// The organ with this id, short name or name.
pub(crate) fn found<'a>(organs: &'a [Organ], name: &str) -> Result<&'a Organ, Failure> {
    organs
        .iter()
        .find(|organ| {
            organ.id.to_string() == name || organ.short_name == name || organ.name == name
        })
        .ok_or_else(|| {
            let known: Vec<&str> = organs
                .iter()
                .map(|organ| organ.short_name.as_str())
                .collect();
            let known = if known.is_empty() {
                "none; add one with `fuyi organ add`".to_owned()
            } else {
                known.join(", ")
            };
            Failure::no(format!("there is no organ `{name}`: there is {known}"))
        })
}

/// The active user with this login, in this office if one was named.
fn one_user<'a>(
    users: &'a [User],
    login: &str,
    within: Option<OrganId>,
) -> Result<&'a User, Failure> {
    let mut matching = users.iter().filter(|user| {
        user.login == login && user.active && within.is_none_or(|organ| user.organ == organ)
    });
    match (matching.next(), matching.next()) {
        (Some(user), None) => Ok(user),
        (Some(_), Some(_)) => Err(Failure::no(format!(
            "two offices have a user `{login}`: name one with `--organ`"
        ))),
        (None, _) => {
            let message = format!("there is no active user `{login}`: `fuyi user list` lists all");
            Err(Failure::no(message))
        }
    }
}

fn denied(why: Denied) -> Failure {
    match why {
        Denied::Store(error) => Failure::unable(error.to_string()),
        why => {
            let (zh, en) = (why.message(Lang::Zh), why.message(Lang::En));
            Failure::no(format!("{}: {zh} / {en}", why.code()))
        }
    }
}

fn organ_row(organ: &Organ) -> String {
    format!(
        "{}\t{}\t{}\t{}\n",
        organ.id,
        organ.kind.code(),
        organ.short_name,
        organ.name
    )
}

fn user_row(user: &User, organs: &[Organ]) -> String {
    let short_name = organs
        .iter()
        .find(|organ| organ.id == user.organ)
        .map(|organ| organ.short_name.as_str());
    let roles: Vec<&str> = user.roles.iter().map(|role: &Role| role.code()).collect();
    let active = if user.active { "" } else { "\t停用 inactive" };
    format!(
        "{}\t{}\t{}\t{}\t{}\t{}{active}\n",
        user.id,
        short_name.unwrap_or_default(),
        user.login,
        user.name,
        roles.join(","),
        user.email.as_deref().unwrap_or("-"),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;
    use workflow::id::UserId;

    use super::*;

    fn user(organ: u128, login: &str) -> User {
        User {
            id: UserId(Uuid::from_u128(organ * 100)),
            organ: OrganId(Uuid::from_u128(organ)),
            login: login.to_owned(),
            name: "王丽".to_owned(),
            email: None,
            roles: BTreeSet::from([Role::Officer]),
            agency: None,
            language: "zh".to_owned(),
            active: true,
            service: false,
        }
    }

    #[test]
    fn a_login_of_two_offices_needs_the_office() {
        let users = [user(1, "wang.li"), user(2, "wang.li"), user(1, "li.wei")];
        assert!(
            one_user(&users, "wang.li", None)
                .unwrap_err()
                .message
                .contains("--organ")
        );
        let second = OrganId(Uuid::from_u128(2));
        assert_eq!(
            one_user(&users, "wang.li", Some(second)).unwrap().organ,
            second
        );
        assert_eq!(one_user(&users, "li.wei", None).unwrap().login, "li.wei");
        assert_eq!(one_user(&users, "nobody", None).unwrap_err().code, 1);
    }

    #[test]
    fn an_unknown_organ_is_answered_with_those_there_are() {
        assert!(
            found(&[], "深坪府")
                .unwrap_err()
                .message
                .contains("fuyi organ add")
        );
    }
}
