//! Sessions 会话 and passwords of those who are in.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use store::office::{EndReason, Ended, KeptPassword, OfficeEffect, User};
use store::{Proof, SignedIn, StoreError, WriteTx};
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Person, Role};
use workflow::id::{OrganId, UserId};

use crate::office::{administrator, another, record};
use crate::password::{Compared, Hash, Unfit, fit};
use crate::throttle::of_session;
use crate::{Denied, Desk, Entered, Secret, Visitor};

/// How exactly it is known when something was last in use.
const SEEN: Duration = Duration::minutes(1);

/// Most uses that a process remembers having noted.
const USES: usize = 10_000;

/// What this process has noted as in use, so that requests that come together note it once. A hint: it decides nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uses(Arc<Mutex<HashMap<Uuid, DateTime<Utc>>>>);

impl Uses {
    /// Whether nothing was noted within the last minute.
    fn first(&self, id: Uuid, now: DateTime<Utc>) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.len() >= USES {
            noted.clear();
        }
        let last = noted.get(&id).copied();
        let is_first = last.is_none_or(|last| (now - last).abs() >= SEEN);
        if is_first {
            noted.insert(id, now);
        }
        is_first
    }
}

impl Desk {
    /// Whose session it is, by its secret. That alone is no use of it.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn user_by_session(
        &self,
        secret: &str,
        moment: Moment,
    ) -> Result<Option<SignedIn>, StoreError> {
        let digest = crate::token_digest(secret);
        self.store
            .user_by_session(&digest, moment.now, self.rules.idle)
            .await
    }

    /// Whose token it is, by its secret. That alone is no use of it.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn user_by_token(
        &self,
        secret: &str,
        moment: Moment,
    ) -> Result<Option<SignedIn>, StoreError> {
        let digest = crate::token_digest(secret);
        self.store.user_by_token(&digest, moment.now).await
    }

    /// Notes, once a minute at most, that a session or token is in use: somebody does something with it.
    pub fn in_use(&self, signed_in: &SignedIn, moment: Moment) {
        let now = moment.now;
        let last = match &signed_in.by {
            Proof::Token { used_at, .. } => *used_at,
            Proof::Session { seen_at, .. } => Some(*seen_at),
        };
        let id = match &signed_in.by {
            Proof::Token { token, .. } => token.id,
            Proof::Session { session, .. } => session.id,
        };
        if last.is_none_or(|last| now - last >= SEEN) && self.uses.first(id, now) {
            // Whoever asks is not kept waiting for it, nor refused where it cannot be written now.
            let desk = self.clone();
            let (organ, by) = (signed_in.user.organ, signed_in.by.clone());
            tokio::spawn(async move {
                if let Err(error) = desk.note_use(organ, &by, now).await {
                    tracing::warn!(%error, "the last use of a token or session could not be noted");
                }
            });
        }
    }

    async fn note_use(
        &self,
        organ: OrganId,
        by: &Proof,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let tx = self.begin().await?;
        match by {
            Proof::Token { token, .. } => tx.use_token(organ, token.id, now).await?,
            Proof::Session { session, .. } => tx.see_session(organ, session.id, now).await?,
        }
        tx.commit().await
    }

    /// Ends one of the actor's own sessions.
    ///
    /// # Errors
    ///
    /// [`Denied::NotFound`] where the actor has no such session that is open.
    pub async fn end_session(
        &self,
        actor: &Actor,
        session: Uuid,
        moment: Moment,
    ) -> Result<(), Denied> {
        self.end_own(actor, |open| open == session, moment)
            .await
            .and_then(|ended| (ended > 0).then_some(()).ok_or(Denied::NotFound))
    }

    /// Ends all of the actor's own sessions; gives how many.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn end_all_sessions(&self, actor: &Actor, moment: Moment) -> Result<u32, Denied> {
        self.end_own(actor, |_| true, moment).await
    }

    async fn end_own(
        &self,
        actor: &Actor,
        which: impl Fn(Uuid) -> bool,
        moment: Moment,
    ) -> Result<u32, Denied> {
        let Person { organ, user, .. } = actor.person().ok_or(Denied::NotFound)?;
        let tx = self.begin().await?;
        tx.load_user(*organ, *user).await?.ok_or(Denied::NotFound)?;
        let mut sessions = tx.open_sessions(*organ, *user, moment.now).await?;
        sessions.retain(|session| which(*session));
        let count = u32::try_from(sessions.len()).unwrap_or(u32::MAX);
        if !sessions.is_empty() {
            let effects = vec![ended(sessions, EndReason::SignedOut, moment)];
            record(&tx, actor, *organ, "end_sessions", effects, moment).await?;
            tx.commit().await?;
        }
        Ok(count)
    }

    /// Changes the actor's own password in a session; every session ends, and one begins anew. Guesses at the current one
    /// are counted for the user and the session: who fails to sign in with the login is in nobody's way here, nor the
    /// other way round.
    ///
    /// # Errors
    ///
    /// [`Denied::NotSignedIn`] where the current password is another, [`Denied::Password`], [`Denied::TooMany`].
    pub async fn change_password(
        &self,
        actor: &Actor,
        session: Uuid,
        current: Secret,
        new: Secret,
        visitor: &Visitor,
        moment: Moment,
    ) -> Result<Entered, Denied> {
        let Person { organ, user, .. } = actor.person().ok_or(Denied::NotFound)?;
        let known = self.store.user(actor, *user).await?;
        let known = known.ok_or(Denied::NotFound)?;
        fit(self.rules.profile, &new, &known.login, &known.name)?;
        let past = self.store.passwords(*organ, *user).await?;
        let newest = past.first().cloned().ok_or(Denied::NotSignedIn)?;
        let counters = vec![of_session(*user, session, self.rules.profile)];
        self.count_attempt(&counters, moment.now).await?;
        let compared = Compared::With(newest.phc.clone());
        let checked = self.checked(current, compared, &counters, moment).await?;
        if !checked.matches {
            let of = Some((*organ, *user));
            self.count_failure(of, visitor.address, moment).await?;
            return Err(Denied::NotSignedIn);
        }
        // Whoever knows the password is nobody who guesses, whatever becomes of the new one.
        self.forgive(&counters, moment.now).await?;
        let hash = self.hasher.hash(new, past).await?.ok_or(Unfit::Used)?;
        let tx = self.begin().await?;
        let known = active(&tx, *organ, *user).await?;
        if tx.newest_password(*organ, *user).await? != newest.no {
            return Err(Denied::NotSignedIn);
        }
        let mut effects = self.new_password(&tx, &known, hash, false, moment).await?;
        let (secret, session) = self.session(&known, visitor, false, moment);
        effects.push(OfficeEffect::SessionStarted(session.clone()));
        record(&tx, actor, *organ, "change_password", effects, moment).await?;
        tx.commit().await?;
        Ok(Entered {
            secret,
            session,
            device: None,
        })
    }

    /// Gives a user an initial password, which works for three days and must be changed at the first sign-in. The
    /// user's sessions end, and where another password was before, the tokens are revoked: whoever knew it may have issued
    /// some. The security administrator does, and never for itself.
    ///
    /// # Errors
    ///
    /// [`Denied::Forbidden`], [`Denied::NotFound`] where the office has no such user, [`Denied::BadField`] for a service
    /// account, which has no password.
    pub async fn reset_password(
        &self,
        actor: &Actor,
        organ: OrganId,
        user: UserId,
        moment: Moment,
    ) -> Result<Secret, Denied> {
        administrator(actor, organ, Role::SecurityAdmin)?;
        another(actor, user)?;
        let fresh = Secret::initial_password();
        let hash = self.hasher.hash(fresh.clone(), Vec::new()).await?;
        let hash = hash.ok_or(Unfit::Used)?;
        let tx = self.begin().await?;
        let known = active(&tx, organ, user).await?;
        if known.service {
            return Err(Denied::BadField {
                field: "user",
                value: known.login,
                expected: "a user who is no service account".to_owned(),
            });
        }
        let had = tx.newest_password(organ, user).await? > 0;
        let mut effects = self.new_password(&tx, &known, hash, true, moment).await?;
        if had {
            effects.extend(revoked(&tx, organ, user, moment).await?);
        }
        tx.forget_devices(organ, user).await?;
        record(&tx, actor, organ, "reset_password", effects, moment).await?;
        tx.commit().await?;
        Ok(fresh)
    }

    /// Keeps a new password and ends the user's sessions; gives what is to be recorded.
    pub(crate) async fn new_password(
        &self,
        tx: &WriteTx,
        user: &User,
        Hash(phc): Hash,
        initial: bool,
        moment: Moment,
    ) -> Result<Vec<OfficeEffect>, Denied> {
        let kept = KeptPassword {
            user: user.id,
            no: tx.newest_password(user.organ, user.id).await? + 1,
            phc,
            set_at: moment.now,
            initial,
        };
        tx.keep_password(user.organ, &kept).await?;
        let mut effects = vec![OfficeEffect::PasswordSet(kept.mark(self.rules.kept()))];
        let open = tx.open_sessions(user.organ, user.id, moment.now).await?;
        if !open.is_empty() {
            effects.push(ended(open, EndReason::Password, moment));
        }
        Ok(effects)
    }
}

async fn active(tx: &WriteTx, organ: OrganId, user: UserId) -> Result<User, Denied> {
    tx.load_user(organ, user)
        .await?
        .filter(|user| user.active)
        .ok_or(Denied::NotFound)
}

/// All tokens of a user that work are revoked.
pub(crate) async fn revoked(
    tx: &WriteTx,
    organ: OrganId,
    user: UserId,
    moment: Moment,
) -> Result<impl Iterator<Item = OfficeEffect> + use<>, StoreError> {
    let at = moment.now;
    let tokens = tx.working_tokens(organ, user, at).await?.into_iter();
    Ok(tokens.map(move |token| OfficeEffect::TokenRevoked { token, at }))
}

/// Sessions end.
pub(crate) fn ended(sessions: Vec<Uuid>, why: EndReason, moment: Moment) -> OfficeEffect {
    let ended = Ended {
        at: moment.now,
        why,
    };
    OfficeEffect::SessionsEnded { sessions, ended }
}
