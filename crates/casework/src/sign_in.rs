//! Signing in 登录.

use std::net::IpAddr;

use chrono::Duration;
use store::Candidate;
use store::office::{KeptPassword, OfficeEffect, Session, User};
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Person};

use crate::office::record;
use crate::password::{Compared, Hash};
use crate::throttle::{counters, take_back};
use crate::{Denied, Desk, Secret};

/// What sessions begin with.
const SESSION: &str = "fys_";
/// What the secrets of devices begin with.
const DEVICE: &str = "fyd_";
/// How long a device is known that is not used.
const DEVICE_KNOWN: Duration = Duration::days(180);
/// How long an initial password works.
const INITIAL: Duration = Duration::hours(72);
/// Longest login, in bytes.
const LONGEST_LOGIN: usize = 200;
/// Longest password that is looked at, in bytes.
const LONGEST_PASSWORD: usize = 1024;
/// Longest name of a client that is kept, in characters.
const LONGEST_AGENT: usize = 120;

/// Where somebody stands who wants to come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// Network address.
    pub address: IpAddr,
    /// What the client calls itself.
    pub agent: String,
    /// The secret of the device, where it has one.
    pub device: Option<Secret>,
}

/// What somebody gives to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Name to sign in with.
    pub login: String,
    /// Password.
    pub password: Secret,
    /// The organ, by id, short name or name; needed where two have the login.
    pub organ: Option<String>,
}

/// Somebody has come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The secret of the session, this once.
    pub secret: Secret,
    /// The session.
    pub session: Session,
    /// The secret of the device, where it had none that is known, this once.
    pub device: Option<Secret>,
}

impl Desk {
    /// Signs somebody in by login and password.
    ///
    /// Unknown logins, wrong passwords, service accounts and users out of service are answered alike, and take as long.
    ///
    /// # Errors
    ///
    /// [`Denied::NotSignedIn`], [`Denied::TooMany`].
    pub async fn sign_in(
        &self,
        asked: SignIn,
        visitor: &Visitor,
        moment: Moment,
    ) -> Result<Entered, Denied> {
        let sound =
            asked.login.len() <= LONGEST_LOGIN && asked.password.expose().len() <= LONGEST_PASSWORD;
        if !sound {
            return Err(Denied::NotSignedIn);
        }
        let found = self
            .store
            .candidate(&asked.login, asked.organ.as_deref())
            .await?;
        let login_of = found
            .as_ref()
            .map(|candidate| (candidate.user.organ, candidate.user.id));
        let device = self.known_device(found.as_ref(), visitor, moment).await?;
        let counters = counters(
            &asked.login,
            visitor.address,
            device.as_deref(),
            self.rules.profile,
        );
        self.count_attempt(&counters, moment.now).await?;
        let found = found.and_then(|candidate| may_sign_in(candidate, moment));
        let like = self.store.password_like(&asked.login).await?;
        let with = match &found {
            Some((_, kept)) => Compared::With(kept.phc.clone()),
            None => Compared::Like(like),
        };
        let checked = self
            .checked(asked.password, with, &counters, moment)
            .await?;
        let Some((user, kept)) = found.filter(|_| checked.matches) else {
            // For whoever has the login, or for nobody, alike: it takes as long.
            self.count_failure(login_of, visitor.address, moment)
                .await?;
            return Err(Denied::NotSignedIn);
        };
        let tx = self.begin().await?;
        let user = tx
            .load_user(user.organ, user.id)
            .await?
            .filter(|user| user.active)
            .ok_or(Denied::NotSignedIn)?;
        // Changed since it was compared: what was compared is the password no more.
        if tx.newest_password(user.organ, user.id).await? != kept.no {
            return Err(Denied::NotSignedIn);
        }
        let mut effects = Vec::new();
        if let Some(Hash(phc)) = checked.stronger {
            let stronger = KeptPassword {
                no: kept.no + 1,
                phc,
                ..kept.clone()
            };
            tx.keep_password(user.organ, &stronger).await?;
            effects.push(OfficeEffect::PasswordSet(stronger.mark(self.rules.kept())));
        }
        let (secret, session) = self.session(&user, visitor, kept.initial, moment);
        effects.push(OfficeEffect::SessionStarted(session.clone()));
        let fresh = match &device {
            Some(_) => None,
            None => Some(Secret::fresh(DEVICE)),
        };
        let digest = device.or_else(|| fresh.as_ref().map(Secret::digest));
        record(
            &tx,
            &actor(&user, moment),
            user.organ,
            "sign_in",
            effects,
            moment,
        )
        .await?;
        tx.know_device(user.organ, user.id, digest.unwrap_or_default(), moment.now)
            .await?;
        take_back(&tx, &counters, moment.now).await?;
        tx.commit().await?;
        Ok(Entered {
            secret,
            session,
            device: fresh,
        })
    }

    /// The digest of the visitor's device, where the candidate has signed in from it before.
    async fn known_device(
        &self,
        candidate: Option<&Candidate>,
        visitor: &Visitor,
        moment: Moment,
    ) -> Result<Option<String>, Denied> {
        let (Some(candidate), Some(device)) = (candidate, &visitor.device) else {
            return Ok(None);
        };
        let (user, digest) = (&candidate.user, device.digest());
        let since = moment.now - DEVICE_KNOWN;
        let known = self
            .store
            .knows_device(user.organ, user.id, &digest, since)
            .await?;
        Ok(known.then_some(digest))
    }

    /// A session that begins now, and its secret.
    pub(crate) fn session(
        &self,
        user: &User,
        visitor: &Visitor,
        initial: bool,
        moment: Moment,
    ) -> (Secret, Session) {
        let secret = Secret::fresh(SESSION);
        let session = Session {
            id: Uuid::new_v4(),
            organ: user.organ,
            user: user.id,
            digest: secret.digest(),
            started_at: moment.now,
            expires_at: moment.now + self.rules.absolute,
            address: visitor.address.to_canonical().to_string(),
            agent: visitor.agent.chars().take(LONGEST_AGENT).collect(),
            initial,
            ended: None,
        };
        (secret, session)
    }
}

/// The user with the password that counts, where there is one that works.
fn may_sign_in(candidate: Candidate, moment: Moment) -> Option<(User, KeptPassword)> {
    let Candidate { user, passwords } = candidate;
    let newest = passwords.into_iter().next()?;
    let works = !newest.initial || newest.set_at + INITIAL > moment.now;
    (user.active && !user.service && works).then_some((user, newest))
}

/// The user as an actor.
fn actor(user: &User, moment: Moment) -> Actor {
    Actor::Person(Person {
        user: user.id,
        organ: user.organ,
        name: user.name.clone(),
        roles: user.roles.clone(),
        agency: user.agency,
        on: moment.today,
        stands_for: Vec::new(),
    })
}
