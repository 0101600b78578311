//! Office commands 机关事务: organs, users, roles, tokens, with the organ's own log.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use store::WriteTx;
use store::office::{OfficeEffect, OfficeEntry, Organ, OrganKind, Token, User};
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Role};
use workflow::id::{OrganId, UserId};

use crate::{Denied, Desk};

/// Longest life of a token, in days.
const TOKEN_DAYS: u32 = 366;

/// An organ to be added 新增机关.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrgan {
    /// Its id, or `None` to be given one.
    pub id: Option<OrganId>,
    /// The reconsideration organ in whose log it is recorded; `None` for a reconsideration organ, which has its own.
    pub recorded_by: Option<OrganId>,
    /// Full name.
    pub name: String,
    /// Short name 机关代字.
    pub short_name: String,
    /// Kind.
    pub kind: OrganKind,
    /// Forms of numbers by series, with `{year}` and `{serial}`.
    pub number_forms: BTreeMap<String, String>,
}

/// A user to be added 新增用户.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// The organ in whose office the user works.
    pub organ: OrganId,
    /// Name to sign in with.
    pub login: String,
    /// Name.
    pub name: String,
    /// Address for alerts.
    pub email: Option<String>,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// For a respondent's clerk, the agency.
    pub agency: Option<OrganId>,
    /// `zh` or `en`.
    pub language: String,
}

/// Whether the actor holds an administrator's role in the office; the program itself and whoever runs it may everything.
pub(crate) fn administrator(actor: &Actor, organ: OrganId, role: Role) -> Result<(), Denied> {
    let own = actor.person().is_none_or(|person| person.organ == organ);
    if *actor == Actor::System || (own && actor.holds(role)) {
        Ok(())
    } else {
        Err(Denied::Forbidden {
            roles: format!("{} / {}", role.label().0, role.label().1),
        })
    }
}

fn bad(field: &'static str, value: &str, expected: &str) -> Denied {
    Denied::BadField {
        field,
        value: value.to_owned(),
        expected: expected.to_owned(),
    }
}

fn named(field: &'static str, value: &str) -> Result<(), Denied> {
    if value.trim().is_empty() {
        Err(bad(field, value, "a text that is not blank"))
    } else {
        Ok(())
    }
}

impl Desk {
    /// Adds an organ.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::BadField`], or a conflict where the id exists.
    pub async fn add_organ(
        &self,
        actor: &Actor,
        organ: NewOrgan,
        moment: Moment,
    ) -> Result<OrganId, Denied> {
        named("name", &organ.name)?;
        named("shortName", &organ.short_name)?;
        let known = ["{year}", "{serial}"];
        for (series, form) in &organ.number_forms {
            if !known.iter().all(|slot| form.contains(slot)) {
                return Err(bad(
                    "numberForms",
                    &format!("{series} = {form}"),
                    "a form with {year} and {serial}",
                ));
            }
        }
        let id = organ.id.unwrap_or_else(|| OrganId(Uuid::new_v4()));
        let log = organ.recorded_by.unwrap_or(id);
        administrator(actor, log, Role::SystemAdmin)?;
        let added = Organ {
            id,
            name: organ.name,
            short_name: organ.short_name,
            kind: organ.kind,
            number_forms: organ.number_forms,
        };
        let tx = self.begin().await?;
        record(
            &tx,
            actor,
            log,
            "add_organ",
            vec![OfficeEffect::OrganAdded(added)],
            moment,
        )
        .await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Adds a user. The system administrator adds one without a role, who may do nothing until the security
    /// administrator [gives roles](Self::set_roles); whoever runs the program does both at once.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::BadField`] where the login exists or a clerk has no agency.
    pub async fn add_user(
        &self,
        actor: &Actor,
        user: NewUser,
        moment: Moment,
    ) -> Result<UserId, Denied> {
        administrator(actor, user.organ, Role::SystemAdmin)?;
        named("login", &user.login)?;
        named("name", &user.name)?;
        if !user.roles.is_empty() {
            administrator(actor, user.organ, Role::SecurityAdmin)?;
        }
        check_roles(&user.roles, user.agency)?;
        if !matches!(user.language.as_str(), "zh" | "en") {
            return Err(bad("language", &user.language, "`zh` or `en`"));
        }
        if let Some(email) = user.email.as_deref().filter(|email| !email.contains('@')) {
            return Err(bad(
                "email",
                email,
                "an address such as `name@example.gov.cn`",
            ));
        }
        let tx = self.begin().await?;
        if tx.load_organ(user.organ).await?.is_none() {
            return Err(bad(
                "organ",
                &user.organ.to_string(),
                "an organ that exists",
            ));
        }
        if tx.user_by_login(user.organ, &user.login).await?.is_some() {
            return Err(bad(
                "login",
                &user.login,
                "a login that nobody in the office has",
            ));
        }
        let id = UserId(Uuid::new_v4());
        let added = User {
            id,
            organ: user.organ,
            login: user.login,
            name: user.name,
            email: user.email,
            roles: user.roles,
            agency: user.agency,
            language: user.language,
            active: true,
        };
        record(
            &tx,
            actor,
            added.organ,
            "add_user",
            vec![OfficeEffect::UserAdded(added.clone())],
            moment,
        )
        .await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes the roles of a user: the security administrator does, and never its own.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::BadField`] where the roles exclude each other, [`Denied::NotFound`] where the
    /// office has no such user.
    pub async fn set_roles(
        &self,
        actor: &Actor,
        organ: OrganId,
        user: UserId,
        roles: BTreeSet<Role>,
        moment: Moment,
    ) -> Result<(), Denied> {
        administrator(actor, organ, Role::SecurityAdmin)?;
        if actor.person().is_some_and(|person| person.user == user) {
            return Err(Denied::Forbidden {
                roles: "另一安全管理员 / another security administrator".to_owned(),
            });
        }
        self.change_user(actor, organ, user, "set_roles", moment, |user| {
            check_roles(&roles, user.agency)?;
            user.roles = roles;
            Ok(())
        })
        .await
    }

    /// Takes a user out of service, which the system administrator does; the user's tokens stop working.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::NotFound`] where the office has no such user.
    pub async fn deactivate_user(
        &self,
        actor: &Actor,
        organ: OrganId,
        user: UserId,
        moment: Moment,
    ) -> Result<(), Denied> {
        administrator(actor, organ, Role::SystemAdmin)?;
        self.change_user(actor, organ, user, "deactivate_user", moment, |user| {
            user.active = false;
            Ok(())
        })
        .await
    }

    async fn change_user(
        &self,
        actor: &Actor,
        organ: OrganId,
        user: UserId,
        command: &str,
        moment: Moment,
        change: impl FnOnce(&mut User) -> Result<(), Denied>,
    ) -> Result<(), Denied> {
        let tx = self.begin().await?;
        let mut known = tx.load_user(organ, user).await?.ok_or(Denied::NotFound)?;
        change(&mut known)?;
        record(
            &tx,
            actor,
            organ,
            command,
            vec![OfficeEffect::UserChanged(known)],
            moment,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Issues a token for a user and gives its secret, `fyi_…`, this once. Only its digest is kept.
    ///
    /// # Days
    ///
    /// It lives `days` days, at most 366.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::NotFound`], [`Denied::BadField`].
    pub async fn issue_token(
        &self,
        actor: &Actor,
        organ: OrganId,
        user: UserId,
        label: &str,
        days: u32,
        moment: Moment,
    ) -> Result<String, Denied> {
        // Nobody gets the secret of another's token: only the user, or whoever runs the program.
        let own = actor
            .person()
            .is_none_or(|person| person.user == user && person.organ == organ);
        if !own {
            return Err(Denied::Forbidden {
                roles: "本人 / the user".to_owned(),
            });
        }
        named("label", label)?;
        if days == 0 || days > TOKEN_DAYS {
            return Err(bad("days", &days.to_string(), "1 to 366 days"));
        }
        let secret = format!("fyi_{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let tx = self.begin().await?;
        tx.load_user(organ, user)
            .await?
            .filter(|user| user.active)
            .ok_or(Denied::NotFound)?;
        let token = Token {
            id: Uuid::new_v4(),
            organ,
            user,
            digest: token_digest(&secret),
            label: label.to_owned(),
            issued_at: moment.now,
            expires_at: moment.now + Duration::days(days.into()),
            revoked_at: None,
        };
        record(
            &tx,
            actor,
            organ,
            "issue_token",
            vec![OfficeEffect::TokenIssued(token)],
            moment,
        )
        .await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// Revokes a token: one's own, or any of the office as its security administrator.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::NotFound`] where the office has no such token.
    pub async fn revoke_token(
        &self,
        actor: &Actor,
        organ: OrganId,
        token: Uuid,
        moment: Moment,
    ) -> Result<(), Denied> {
        if actor.person().is_some_and(|person| person.organ != organ) {
            return Err(Denied::NotFound);
        }
        let tx = self.begin().await?;
        let known = tx.load_token(organ, token).await?.ok_or(Denied::NotFound)?;
        if actor
            .person()
            .is_none_or(|person| person.user != known.user)
        {
            administrator(actor, organ, Role::SecurityAdmin)?;
        }
        let at: DateTime<Utc> = moment.now;
        record(
            &tx,
            actor,
            organ,
            "revoke_token",
            vec![OfficeEffect::TokenRevoked { token, at }],
            moment,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// SHA-256 of a token's secret, in hex: what the database keeps and looks up.
#[must_use]
pub fn token_digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

fn check_roles(roles: &BTreeSet<Role>, agency: Option<OrganId>) -> Result<(), Denied> {
    if roles.contains(&Role::System) {
        return Err(bad("roles", "system", "roles that people hold"));
    }
    if let Some(role) = roles.iter().find(|role| role.is_administrator())
        && roles.len() > 1
    {
        return Err(bad(
            "roles",
            role.code(),
            "an administrator's role alone: the three exclude each other, and none of them reads a case",
        ));
    }
    if roles.contains(&Role::RespondentClerk) && agency.is_none() {
        return Err(bad("agency", "", "the agency that the clerk speaks for"));
    }
    Ok(())
}

pub(crate) async fn record(
    tx: &WriteTx,
    actor: &Actor,
    organ: OrganId,
    command: &str,
    effects: Vec<OfficeEffect>,
    moment: Moment,
) -> Result<(), Denied> {
    let person = actor.person();
    let entry = OfficeEntry {
        organ,
        no: 0,
        command: command.to_owned(),
        payload: serde_json::Value::Null,
        effects,
        recorded_at: moment.now,
        actor: person.map(|person| person.user),
        actor_name: person.map_or_else(|| "系统 system".to_owned(), |person| person.name.clone()),
    };
    tx.record_office(&entry).await?;
    Ok(())
}
