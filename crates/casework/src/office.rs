//! Office commands 机关事务: organs, users, roles, leave, tokens, with the organ's own log.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use store::WriteTx;
use store::office::{EndReason, OfficeEffect, OfficeEntry, Organ, OrganKind, User};
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Role};
use workflow::id::{OrganId, UserId};
use workflow::identity;

use crate::asked::Asked;
use crate::session::{ended, revoked};
use crate::{Denied, Desk};

mod leave;
mod token;

pub use leave::NewLeave;
pub use token::NewToken;

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    /// A service account 服务账号: a program, which has tokens and no password.
    pub service: bool,
}

impl NewUser {
    /// The user as added.
    pub(crate) fn with_id(self, id: UserId) -> User {
        User {
            id,
            organ: self.organ,
            login: self.login,
            name: self.name,
            email: self.email,
            roles: self.roles,
            agency: self.agency,
            language: self.language,
            active: true,
            service: self.service,
        }
    }
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

/// Whether the actor is not the user itself.
pub(crate) fn another(actor: &Actor, user: UserId) -> Result<(), Denied> {
    if actor.person().is_some_and(|person| person.user == user) {
        return Err(Denied::Forbidden {
            roles: "另一安全管理员 / another security administrator".to_owned(),
        });
    }
    Ok(())
}

pub(crate) fn bad(field: &'static str, value: &str, expected: &str) -> Denied {
    Denied::BadField {
        field,
        value: value.to_owned(),
        expected: expected.to_owned(),
    }
}

pub(crate) fn named(field: &'static str, value: &str) -> Result<(), Denied> {
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
        check_organ(&organ)?;
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
        self.add_user_once(actor, user, None, moment).await
    }

    /// Adds a user; the same key answers the same for 24 hours.
    ///
    /// # Errors
    ///
    /// As [`Desk::add_user`], and [`Denied::KeyReused`].
    pub async fn add_user_once(
        &self,
        actor: &Actor,
        user: NewUser,
        key: Option<&str>,
        moment: Moment,
    ) -> Result<UserId, Denied> {
        administrator(actor, user.organ, Role::SystemAdmin)?;
        if !user.roles.is_empty() {
            administrator(actor, user.organ, Role::SecurityAdmin)?;
        }
        check_user(&user)?;
        let asked = Asked::new(None, &("add_user", &user), key);
        let tx = self.begin().await?;
        if tx.load_organ(user.organ).await?.is_none() {
            return Err(bad(
                "organ",
                &user.organ.to_string(),
                "an organ that exists",
            ));
        }
        // After the organ's log is locked, so that a repeated request sees what the first one recorded.
        if let Some(added) = asked.known(&tx, actor, moment).await? {
            return Ok(added);
        }
        if tx.user_by_login(user.organ, &user.login).await?.is_some() {
            return Err(bad(
                "login",
                &user.login,
                "a login that nobody in the office has",
            ));
        }
        let (id, organ) = (UserId(Uuid::new_v4()), user.organ);
        let effects = vec![OfficeEffect::UserAdded(user.with_id(id))];
        record(&tx, actor, organ, "add_user", effects, moment).await?;
        asked.keep(&tx, actor, &id, moment).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes the roles of a user, whose sessions end: the security administrator does, and never its own.
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
        another(actor, user)?;
        let tx = self.begin().await?;
        let mut known = tx.load_user(organ, user).await?.ok_or(Denied::NotFound)?;
        check_roles(&roles, known.agency)?;
        known.roles = roles;
        let mut effects = vec![OfficeEffect::UserChanged(known)];
        let open = tx.open_sessions(organ, user, moment.now).await?;
        if !open.is_empty() {
            effects.push(ended(open, EndReason::Roles, moment));
        }
        record(&tx, actor, organ, "set_roles", effects, moment).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a user out of service, which the system administrator does: sessions end, tokens are revoked. Gives how many
    /// open cases the user leads, which wait for another officer.
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
    ) -> Result<u64, Denied> {
        administrator(actor, organ, Role::SystemAdmin)?;
        let tx = self.begin().await?;
        let mut known = tx.load_user(organ, user).await?.ok_or(Denied::NotFound)?;
        known.active = false;
        let mut effects = vec![OfficeEffect::UserChanged(known)];
        let open = tx.open_sessions(organ, user, moment.now).await?;
        if !open.is_empty() {
            effects.push(ended(open, EndReason::Deactivated, moment));
        }
        effects.extend(revoked(&tx, organ, user, moment).await?);
        tx.forget_devices(organ, user).await?;
        record(&tx, actor, organ, "deactivate_user", effects, moment).await?;
        let left = tx.open_cases_of(organ, user).await?;
        tx.commit().await?;
        Ok(left)
    }
}

/// Whether an organ can be added, as far as that can be told from it alone.
pub(crate) fn check_organ(organ: &NewOrgan) -> Result<(), Denied> {
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
    Ok(())
}

/// Whether a user can be added, as far as that can be told from it alone.
pub(crate) fn check_user(user: &NewUser) -> Result<(), Denied> {
    named("login", &user.login)?;
    named("name", &user.name)?;
    check_roles(&user.roles, user.agency)?;
    if !matches!(user.language.as_str(), "zh" | "en") {
        return Err(bad("language", &user.language, "`zh` or `en`"));
    }
    match user.email.as_deref().filter(|email| !email.contains('@')) {
        Some(email) => Err(bad(
            "email",
            email,
            "an address such as `name@example.gov.cn`",
        )),
        None => Ok(()),
    }
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
    if roles.contains(&Role::RespondentClerk)
        && let Some(role) = roles.iter().find(|role| role.works_on_cases())
    {
        return Err(bad(
            "roles",
            role.code(),
            "被申请人经办人不得兼任本机关办案、监督角色 / no role of the office beside `respondent_clerk`: nobody handles cases and speaks for a party",
        ));
    }
    if roles.contains(&Role::RespondentClerk) && agency.is_none() {
        return Err(bad("agency", "", "the agency that the clerk speaks for"));
    }
    Ok(())
}

/// Records an office command.
pub(crate) async fn record(
    tx: &WriteTx,
    actor: &Actor,
    organ: OrganId,
    command: &str,
    effects: Vec<OfficeEffect>,
    moment: Moment,
) -> Result<(), Denied> {
    identity::refuse(&effects, || {
        serde_json::to_value(&effects).unwrap_or_default()
    })?;
    let mut entry = of_program(organ, command, effects, moment);
    if let Some(person) = actor.person() {
        entry.actor = Some(person.user);
        entry.actor_name.clone_from(&person.name);
    }
    tx.record_office(&entry).await?;
    Ok(())
}

/// An entry of the program itself.
pub(crate) fn of_program(
    organ: OrganId,
    command: &str,
    effects: Vec<OfficeEffect>,
    moment: Moment,
) -> OfficeEntry {
    OfficeEntry {
        organ,
        no: 0,
        command: command.to_owned(),
        payload: serde_json::Value::Null,
        effects,
        recorded_at: moment.now,
        actor: None,
        actor_name: "系统 system".to_owned(),
    }
}
