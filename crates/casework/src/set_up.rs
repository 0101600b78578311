//! The first set-up 首次设置: the first organ and its administrators, by a token that only who runs the program sees.

use std::collections::BTreeMap;

use chrono::Duration;
use store::StoreError;
use store::office::{KeptPassword, OfficeEffect, Organ, OrganKind, User};
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Role};
use workflow::id::{OrganId, UserId};

use crate::office::{bad, check_organ, check_user, record};
use crate::password::{Hash, Unfit, fit};
use crate::{Denied, Desk, NewOrgan, NewUser, Secret};

/// What tokens of the first set-up begin with.
const SET_UP: &str = "fyu_";
/// How long one works.
const WORKS: Duration = Duration::hours(24);

/// The first organ and the administrators who go on from there 首个机关和管理员: one keeps organs and users, the other
/// gives roles and passwords. They are two people; whoever adds users cannot give them rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// The token of the first set-up.
    pub token: Secret,
    /// Full name of the organ.
    pub organ_name: String,
    /// Its short name 机关代字.
    pub short_name: String,
    /// Forms of numbers by series, with `{year}` and `{serial}`.
    pub number_forms: BTreeMap<String, String>,
    /// The system administrator 系统管理员.
    pub system_admin: FirstUser,
    /// The security administrator 安全管理员.
    pub security_admin: FirstUser,
}

/// One of the first users 首批用户.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstUser {
    /// Name to sign in with.
    pub login: String,
    /// Name.
    pub name: String,
    /// Address for alerts.
    pub email: Option<String>,
    /// Password.
    pub password: Secret,
}

impl Desk {
    /// A token of the first set-up, this once; `None` where there is an organ already. It works for a day.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn set_up_token(&self, moment: Moment) -> Result<Option<Secret>, StoreError> {
        let tx = self.begin().await?;
        if tx.has_organs().await? {
            return Ok(None);
        }
        let fresh = Secret::fresh(SET_UP);
        tx.add_set_up_token(fresh.digest(), moment.now + WORKS)
            .await?;
        tx.commit().await?;
        Ok(Some(fresh))
    }

    /// Makes the first organ and its administrators, and burns every token of the first set-up.
    ///
    /// # Errors
    ///
    /// [`Denied::NoSetUp`] where the token is unknown or over, or there is an organ already; [`Denied::BadField`],
    /// [`Denied::Password`].
    pub async fn set_up(&self, asked: SetUp, moment: Moment) -> Result<OrganId, Denied> {
        // Before anything slow: only who holds the token makes the program hash.
        let digest = asked.token.digest();
        if !self.store.set_up_token_works(&digest, moment.now).await? {
            return Err(Denied::NoSetUp);
        }
        let organ = OrganId(Uuid::new_v4());
        let first = NewOrgan {
            id: Some(organ),
            recorded_by: None,
            name: asked.organ_name,
            short_name: asked.short_name,
            kind: OrganKind::Reconsideration,
            number_forms: asked.number_forms,
        };
        check_organ(&first)?;
        if asked.system_admin.login == asked.security_admin.login {
            let login = &asked.security_admin.login;
            return Err(bad("securityAdmin.login", login, "a login of its own"));
        }
        let mut effects = vec![OfficeEffect::OrganAdded(Organ {
            id: organ,
            name: first.name,
            short_name: first.short_name,
            kind: first.kind,
            number_forms: first.number_forms,
        })];
        let mut passwords = Vec::new();
        for (user, role) in [
            (asked.system_admin, Role::SystemAdmin),
            (asked.security_admin, Role::SecurityAdmin),
        ] {
            let (user, kept) = self.first_user(organ, user, role, moment).await?;
            effects.push(OfficeEffect::UserAdded(user));
            effects.push(OfficeEffect::PasswordSet(kept.mark(self.rules.kept())));
            passwords.push(kept);
        }
        let tx = self.begin().await?;
        let burnt = tx.burn_set_up_tokens(&digest, moment.now).await?;
        if !burnt || tx.has_organs().await? {
            return Err(Denied::NoSetUp);
        }
        record(&tx, &Actor::System, organ, "set_up", effects, moment).await?;
        for kept in &passwords {
            tx.keep_password(organ, kept).await?;
        }
        tx.commit().await?;
        Ok(organ)
    }

    async fn first_user(
        &self,
        organ: OrganId,
        first: FirstUser,
        role: Role,
        moment: Moment,
    ) -> Result<(User, KeptPassword), Denied> {
        let new = NewUser {
            organ,
            login: first.login,
            name: first.name,
            email: first.email,
            roles: [role].into(),
            agency: None,
            language: "zh".to_owned(),
            service: false,
        };
        check_user(&new)?;
        fit(self.rules.profile, &first.password, &new.login, &new.name)?;
        let hash = self.hasher.hash(first.password, Vec::new()).await?;
        let Hash(phc) = hash.ok_or(Unfit::Used)?;
        let user = new.with_id(UserId(Uuid::new_v4()));
        let kept = KeptPassword {
            user: user.id,
            no: 1,
            phc,
            set_at: moment.now,
            initial: false,
        };
        Ok((user, kept))
    }
}
