//! Passwords 口令: what they must be, and their hashes.
//!
//! Hashing takes memory and time on purpose, so only so many are made at once, each on a thread that may be held up,
//! and never within a transaction.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use store::office::KeptPassword;
use tokio::sync::Semaphore;

use crate::rules::{Profile, SignInRules};
use crate::{Denied, Secret};

mod known;

/// Longest wait for a turn to hash.
const TURN: Duration = Duration::from_secs(5);

/// Shortest password, in characters.
pub(crate) const SHORTEST: usize = 12;

/// Longest password, in bytes.
pub(crate) const LONGEST: usize = 256;

/// What is wrong with a password 口令不合规定.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Too short.
    TooShort,
    /// Too long.
    TooLong,
    /// One that is tried first by whoever guesses.
    Known,
    /// It holds the login or the name.
    Named,
    /// Too few classes of signs.
    Classes,
    /// It was used before.
    Used,
}

impl Unfit {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::TooShort => "PASSWORD_TOO_SHORT",
            Self::TooLong => "PASSWORD_TOO_LONG",
            Self::Known => "PASSWORD_KNOWN",
            Self::Named => "PASSWORD_NAMED",
            Self::Classes => "PASSWORD_CLASSES",
            Self::Used => "PASSWORD_USED",
        }
    }
}

/// Whether a password is fit for a user, as far as that can be told without its predecessors.
pub(crate) fn fit(
    profile: Profile,
    password: &Secret,
    login: &str,
    name: &str,
) -> Result<(), Unfit> {
    let text = password.expose();
    if text.chars().count() < SHORTEST {
        return Err(Unfit::TooShort);
    }
    if text.len() > LONGEST {
        return Err(Unfit::TooLong);
    }
    let lower = text.to_lowercase();
    let names = [login, name].map(|own| own.trim().to_lowercase());
    let named = names.iter().any(|own| own.len() > 2 && lower.contains(own));
    if named {
        return Err(Unfit::Named);
    }
    if known::is_known(&lower) {
        return Err(Unfit::Known);
    }
    if profile == Profile::Mlps3 && classes(text) < 3 {
        return Err(Unfit::Classes);
    }
    Ok(())
}

/// Classes of signs: capitals, small letters, digits, others.
fn classes(text: &str) -> usize {
    let tests: [fn(char) -> bool; 4] = [
        char::is_uppercase,
        char::is_lowercase,
        |sign| sign.is_ascii_digit(),
        |sign| !sign.is_uppercase() && !sign.is_lowercase() && !sign.is_ascii_digit(),
    ];
    tests.iter().filter(|test| text.chars().any(test)).count()
}

/// What a password is compared with.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Compared {
    /// With the one kept, as a PHC string.
    With(String),
    /// With none. It takes as long as comparing with this one, of somebody or other: where the cost was raised, there are
    /// old hashes that take less for as long as their users have not signed in, and whom nobody has must not be told by
    /// being the only one to take long.
    Like(Option<String>),
}

impl std::fmt::Debug for Compared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Compared(***)")
    }
}

impl Compared {
    /// The cost of comparing: that of the hash, where there is one.
    fn cost(&self, today: &Params) -> Params {
        let phc = match self {
            Self::With(phc) => Some(phc),
            Self::Like(phc) => phc.as_ref(),
        };
        let hash = phc.and_then(|phc| PasswordHash::new(phc).ok());
        hash.and_then(|hash| Params::try_from(&hash).ok())
            .unwrap_or_else(|| today.clone())
    }
}

/// What came of comparing a password with the one kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Checked {
    /// Whether it is the one.
    pub(crate) matches: bool,
    /// Its hash by today's rules, where it is the one and was hashed by weaker ones.
    pub(crate) stronger: Option<Hash>,
}

/// A hash, as a PHC string. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Hash(pub(crate) String);

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hash(***)")
    }
}

/// Makes hashes and compares them, so many at once. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Hasher {
    turns: Arc<Semaphore>,
    params: Params,
}

impl Hasher {
    pub(crate) fn new(rules: &SignInRules) -> Self {
        let cost = rules.cost;
        let turns = usize::try_from(rules.hashes_at_once).unwrap_or(1).max(1);
        Self {
            turns: Arc::new(Semaphore::new(turns)),
            // The settings are held to what Argon2 takes; its own default for anything else.
            params: Params::new(cost.memory_kib, cost.passes, 1, None).unwrap_or_default(),
        }
    }

    /// Compares a password with the one kept. Takes as long where none is.
    pub(crate) async fn check(&self, password: Secret, with: Compared) -> Result<Checked, Denied> {
        let params = self.params.clone();
        self.in_turn(move || check(&params, &password, &with)).await
    }

    /// The hash of a password that is none of those kept; `None` where it is one of them.
    pub(crate) async fn hash(
        &self,
        password: Secret,
        past: Vec<KeptPassword>,
    ) -> Result<Option<Hash>, Denied> {
        let params = self.params.clone();
        self.in_turn(move || {
            let used = past.iter().any(|kept| verified(&kept.phc, &password));
            (!used).then(|| hashed(&params, &password)).flatten()
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Denied> {
        let busy = || Denied::TooMany {
            retry_after: TURN.as_secs(),
        };
        let turns = Arc::clone(&self.turns);
        let turn = tokio::time::timeout(TURN, turns.acquire_owned()).await;
        let turn = turn.map_err(|_| busy())?.map_err(|_| busy())?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|error| {
            tracing::error!(%error, "hashing broke off");
            busy()
        })
    }
}

fn check(params: &Params, password: &Secret, with: &Compared) -> Checked {
    let Compared::With(kept) = with else {
        // Nobody can be told from somebody by the time it takes.
        let _as_long = hashed(&with.cost(params), password);
        return Checked {
            matches: false,
            stronger: None,
        };
    };
    let matches = verified(kept, password);
    let stronger = (matches && weaker(kept, params))
        .then(|| hashed(params, password))
        .flatten();
    Checked { matches, stronger }
}

fn argon2(params: &Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
}

fn hashed(params: &Params, password: &Secret) -> Option<Hash> {
    let hash = argon2(params).hash_password(password.expose().as_bytes());
    match hash {
        Ok(hash) => Some(Hash(PasswordHash::to_string(&hash))),
        Err(error) => {
            tracing::error!(%error, "a password could not be hashed");
            None
        }
    }
}

fn verified(kept: &str, password: &Secret) -> bool {
    // The settings are those of the hash.
    PasswordHash::new(kept).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.expose().as_bytes(), &hash)
            .is_ok()
    })
}

/// Whether a hash was made by less than today's settings ask for.
fn weaker(kept: &str, params: &Params) -> bool {
    let hash = PasswordHash::new(kept).ok();
    hash.and_then(|hash| Params::try_from(&hash).ok())
        .is_some_and(|old| old.m_cost() < params.m_cost() || old.t_cost() < params.t_cost())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Cost;

    fn hasher(memory_kib: u32) -> Hasher {
        Hasher::new(&SignInRules {
            cost: Cost {
                memory_kib,
                passes: 1,
            },
            ..SignInRules::default()
        })
    }

    fn is(profile: Profile, text: &str) -> Option<Unfit> {
        fit(profile, &Secret::new(text), "wang.li", "王丽").err()
    }

    #[test]
    fn long_is_enough_unless_the_profile_asks_for_classes() {
        assert_eq!(is(Profile::Modern, "blue horse sings"), None);
        assert_eq!(is(Profile::Mlps3, "blue horse sings"), Some(Unfit::Classes));
        assert_eq!(is(Profile::Mlps3, "blue horse sings 7"), None);
        assert_eq!(is(Profile::Modern, "elevensigns"), Some(Unfit::TooShort));
        assert_eq!(is(Profile::Modern, "十二个汉字就够长了不错吧"), None);
        assert_eq!(is(Profile::Modern, &"ab3".repeat(90)), Some(Unfit::TooLong));
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for text in [
            "passwordpassword",
            "Password1234",
            "123456789012",
            "qwertyuiopasdf",
            "aaaaaaaaaaaa",
            "abcabcabcabcabc",
            "1qaz2wsx3edc",
            "zyxwvutsrqponm",
        ] {
            assert_eq!(is(Profile::Modern, text), Some(Unfit::Known), "{text}");
        }
        for text in ["my Wang.Li rides", "it is 王丽 and others"] {
            assert_eq!(is(Profile::Modern, text), Some(Unfit::Named), "{text}");
        }
    }

    #[test]
    fn an_initial_password_is_fit_by_every_profile() {
        for profile in [Profile::Modern, Profile::Mlps3] {
            let fresh = Secret::initial_password();
            assert_eq!(fit(profile, &fresh, "wang.li", "王丽"), Ok(()));
        }
    }

    #[tokio::test]
    async fn a_hash_is_argon2id_with_its_own_salt_and_matches_its_password_only() {
        let hasher = hasher(64);
        let password = Secret::new("blue horse sings");
        let hash = async || {
            hasher
                .hash(password.clone(), vec![])
                .await
                .unwrap()
                .unwrap()
        };
        let (one, other) = (hash().await, hash().await);
        assert!(
            one.0.starts_with("$argon2id$v=19$m=64,t=1,p=1$"),
            "{}",
            one.0
        );
        assert_ne!(one, other);
        assert!(!format!("{one:?}").contains("argon2"));
        let check =
            async |text: &str, with: Compared| hasher.check(Secret::new(text), with).await.unwrap();
        let with = || Compared::With(one.0.clone());
        assert!(check("blue horse sings", with()).await.matches);
        assert!(!check("blue horse sing", with()).await.matches);
        for nobody in [
            Compared::Like(None),
            Compared::Like(Some(one.0.clone())),
            Compared::With("rubbish".to_owned()),
        ] {
            assert!(!check("blue horse sings", nobody).await.matches);
        }
    }

    #[tokio::test]
    async fn a_weaker_hash_is_made_anew_and_a_stronger_one_is_kept() {
        let password = Secret::new("blue horse sings");
        let weak = hasher(64).hash(password.clone(), vec![]).await.unwrap();
        let weak = weak.unwrap().0;
        let weak = Compared::With(weak);
        let checked = hasher(128).check(password.clone(), weak).await;
        let strong = checked.unwrap().stronger.unwrap().0;
        assert!(strong.contains("m=128"), "{strong}");
        let strong = Compared::With(strong);
        let again = hasher(64).check(password, strong).await.unwrap();
        assert_eq!((again.matches, again.stronger), (true, None));
    }

    #[tokio::test]
    async fn after_the_cost_was_raised_nobody_costs_what_somebody_with_an_old_hash_costs() {
        let weak = hasher(64)
            .hash(Secret::new("blue horse sings"), vec![])
            .await;
        let weak = weak.unwrap().unwrap().0;
        let today = hasher(128).params;
        let cost = |compared: Compared| compared.cost(&today).m_cost();
        assert_eq!(cost(Compared::With(weak.clone())), 64);
        assert_eq!(cost(Compared::Like(Some(weak))), 64);
        assert_eq!(cost(Compared::Like(None)), 128);
    }

    #[tokio::test]
    async fn what_was_used_before_is_not_hashed_again() {
        let hasher = hasher(64);
        let password = Secret::new("blue horse sings");
        let phc = hasher
            .hash(password.clone(), vec![])
            .await
            .unwrap()
            .unwrap();
        let past = KeptPassword {
            user: workflow::id::UserId(uuid::Uuid::nil()),
            no: 1,
            phc: phc.0,
            set_at: chrono::DateTime::UNIX_EPOCH,
            initial: false,
        };
        assert!(
            hasher
                .hash(password, vec![past.clone()])
                .await
                .unwrap()
                .is_none()
        );
        let other = Secret::new("red horses sing");
        assert!(hasher.hash(other, vec![past]).await.unwrap().is_some());
    }
}
