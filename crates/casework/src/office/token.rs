//! Tokens 令牌: issued, shown once, revoked.

use std::collections::BTreeSet;

use chrono::Duration;
use serde::{Deserialize, Serialize};
use store::office::{OfficeEffect, Scope, Token};
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Role};
use workflow::id::{OrganId, UserId};

use super::{administrator, bad, named, record};
use crate::asked::Asked;
use crate::{Denied, Desk, Secret};

/// What tokens begin with.
const TOKEN: &str = "fyi_";
/// Longest life of a token, in days.
const TOKEN_DAYS: u32 = 366;

/// A token to be issued 新令牌.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewToken {
    /// Whom it stands for.
    pub user: UserId,
    /// What it is used for.
    pub label: String,
    /// Days until it stops working, at most 366.
    pub days: u32,
    /// What it may be used for; `None` for everything that its user may do.
    pub scopes: Option<BTreeSet<Scope>>,
}

impl Desk {
    /// Issues a token for everything its user may do and gives its secret, `fyi_…`, this once. Only its digest is kept.
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
        let token = NewToken {
            user,
            label: label.to_owned(),
            days,
            scopes: None,
        };
        let (_, secret) = self.mint_token(actor, organ, token, None, moment).await?;
        // Without a key nothing is answered from memory.
        secret
            .map(|secret| secret.expose().to_owned())
            .ok_or(Denied::KeyReused)
    }

    /// Issues a token and gives its secret, `fyi_…`, this once: the same key answers the same token for 24 hours, and
    /// no secret.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::NotFound`], [`Denied::BadField`], [`Denied::KeyReused`].
    pub async fn mint_token(
        &self,
        actor: &Actor,
        organ: OrganId,
        new: NewToken,
        key: Option<&str>,
        moment: Moment,
    ) -> Result<(Token, Option<Secret>), Denied> {
        named("label", &new.label)?;
        if new.days == 0 || new.days > TOKEN_DAYS {
            return Err(bad("days", &new.days.to_string(), "1 to 366 days"));
        }
        if new.scopes.as_ref().is_some_and(BTreeSet::is_empty) {
            return Err(bad("scopes", "", "at least one scope"));
        }
        let asked = Asked::new(None, &("mint_token", &new), key);
        let tx = self.begin().await?;
        let user = tx
            .load_user(organ, new.user)
            .await?
            .filter(|user| user.active)
            .ok_or(Denied::NotFound)?;
        // Nobody gets the secret of another's token: only the user, or whoever runs the program. A service account
        // has nobody to ask for its own.
        let own = actor
            .person()
            .is_none_or(|person| person.user == new.user && person.organ == organ);
        if !own && !user.service {
            return Err(Denied::Forbidden {
                roles: "本人 / the user".to_owned(),
            });
        }
        if !own {
            administrator(actor, organ, Role::SecurityAdmin)?;
        }
        if let Some(token) = asked.known(&tx, actor, moment).await? {
            return Ok((token, None));
        }
        let secret = Secret::fresh(TOKEN);
        let token = Token {
            id: Uuid::new_v4(),
            organ,
            user: new.user,
            digest: secret.digest(),
            label: new.label,
            scopes: new.scopes,
            issued_at: moment.now,
            expires_at: moment.now + Duration::days(new.days.into()),
            revoked_at: None,
        };
        let effects = vec![OfficeEffect::TokenIssued(token.clone())];
        record(&tx, actor, organ, "issue_token", effects, moment).await?;
        asked.keep(&tx, actor, &token, moment).await?;
        tx.commit().await?;
        Ok((token, Some(secret)))
    }

    /// Revokes a token: one's own, or as the security administrator any of the organ.
    ///
    /// # Errors
    ///
    /// [`Denied::NotFound`] where the office has no such token that works, or the actor may not see it.
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
        let own = actor
            .person()
            .is_some_and(|person| person.user == known.user);
        // A token that one may not see does not exist.
        if known.revoked_at.is_some()
            || (!own && administrator(actor, organ, Role::SecurityAdmin).is_err())
        {
            return Err(Denied::NotFound);
        }
        let at = moment.now;
        let effects = vec![OfficeEffect::TokenRevoked { token, at }];
        record(&tx, actor, organ, "revoke_token", effects, moment).await?;
        tx.commit().await?;
        Ok(())
    }
}
