//! Slowing down whoever guesses 登录限速.
//!
//! Failed attempts are counted in the database, so that several processes count together, under two keys at once:
//!
//! - **the address** they come from, whatever the login; an IPv6 address counts by its network of 64 bits;
//! - **the login and the address** together.
//!
//! Nothing is counted under the login alone. Whoever fails on purpose with somebody else's login therefore shuts the
//! door from their own address and from no other: a lock-out cannot be used to lock another out. What remains is a
//! stranger behind the same address (an office behind one router). For that a **device** that has signed in before
//! holds a secret of its own; shown with the login it belongs to, attempts are counted under the device and not under
//! the address, so that it keeps its way however others fail beside it. A stolen device secret opens nothing: it only
//! gives its holder as many guesses as any new address would have. Guessing from many addresses is met by what
//! passwords must be; each address has its own few attempts and then waits.
//!
//! Whoever is in and changes the password is counted under the user and the session, and under nothing that signing in is
//! counted under.
//!
//! An attempt is counted before the password is looked at, and taken back where it was right: attempts made at the same
//! time cannot slip through together.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use store::WriteTx;
use store::office::Attempt;
use uuid::Uuid;
use workflow::actor::Moment;
use workflow::id::UserId;

use crate::password::{Checked, Compared};
use crate::rules::Profile;
use crate::{Denied, Desk, Secret};

/// Attempts of an address that are free.
const OF_ADDRESS: u32 = 30;
/// Attempts of a login at an address, or of a device, that are free.
const OF_LOGIN: u32 = 5;
/// Longest back-off.
const LONGEST: Duration = Duration::minutes(15);
/// Lock-out of the profile for graded protection.
const LOCK_OUT: Duration = Duration::minutes(30);
/// After how long without an attempt nothing is counted any more.
pub(crate) const FORGOTTEN: Duration = Duration::hours(24);

/// What attempts are counted under.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Counter {
    key: String,
    free: u32,
    locks: bool,
    /// Whether others are counted under it too.
    shared: bool,
}

/// The counters of one attempt.
pub(crate) fn counters(
    login: &str,
    address: IpAddr,
    device: Option<&str>,
    profile: Profile,
) -> Vec<Counter> {
    let network = network(address);
    let locks = profile == Profile::Mlps3;
    let login = login.to_lowercase();
    let own = |what: String| Counter {
        key: hex::encode(Sha256::digest(what.as_bytes())),
        free: OF_LOGIN,
        locks,
        shared: false,
    };
    let mut counters = match device {
        Some(device) => vec![own(format!("device {device} {login}"))],
        None => vec![
            Counter {
                free: OF_ADDRESS,
                locks: false,
                shared: true,
                ..own(format!("address {network}"))
            },
            own(format!("login {network} {login}")),
        ],
    };
    // In one order for everybody, so that no two wait for each other.
    counters.sort();
    counters
}

/// The counter of guesses that somebody who is in makes at the current password: of the user and the session.
pub(crate) fn of_session(user: UserId, session: Uuid, profile: Profile) -> Counter {
    let own = format!("session {session} {}", user.0);
    Counter {
        key: hex::encode(Sha256::digest(own.as_bytes())),
        free: OF_LOGIN,
        locks: profile == Profile::Mlps3,
        shared: false,
    }
}

/// The address as it is counted: an IPv6 address by its network, since one subscriber has all of it.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let bits = address.to_bits() & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from_bits(bits))
        }
        plain => plain,
    }
}

impl Counter {
    /// For how long no other attempt is taken after so many failures.
    fn closed(&self, failures: u32) -> Duration {
        let Some(over) = failures.checked_sub(self.free) else {
            return Duration::zero();
        };
        if self.locks {
            return LOCK_OUT;
        }
        match 1_i64.checked_shl(over) {
            Some(seconds) if over < 16 => Duration::seconds(seconds).min(LONGEST),
            _ => LONGEST,
        }
    }

    /// What is counted after one more attempt; or how long it must wait.
    fn count(&self, mut known: Attempt, now: DateTime<Utc>) -> Result<Attempt, Duration> {
        if known.closed_until > now {
            return Err(known.closed_until - now);
        }
        let lock_out_over = self.locks && known.failures >= self.free;
        if lock_out_over || now - known.last_at >= FORGOTTEN {
            known.failures = 0;
        }
        known.failures = known.failures.saturating_add(1);
        known.last_at = now;
        known.closed_until = now + self.closed(known.failures);
        Ok(known)
    }
}

impl Desk {
    /// Counts an attempt before it is looked at.
    ///
    /// # Errors
    ///
    /// [`Denied::TooMany`] where no attempt is taken now; nothing is counted then.
    pub(crate) async fn count_attempt(
        &self,
        counters: &[Counter],
        now: DateTime<Utc>,
    ) -> Result<(), Denied> {
        // Most of a flood is turned away here, and holds up nobody who writes.
        let keys: Vec<&str> = counters.iter().map(|one| one.key.as_str()).collect();
        if let Some(until) = self.store.closed_until(&keys, now).await? {
            return Err(too_many(until - now));
        }
        let tx = self.begin().await?;
        let mut counted = Vec::with_capacity(counters.len());
        for counter in counters {
            let known = tx.attempt(&counter.key, now).await?;
            counted.push(counter.count(known, now).map_err(too_many)?);
        }
        for attempt in &counted {
            tx.count_attempt(attempt).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Takes back an attempt that was counted and was no wrong guess.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub(crate) async fn forgive(
        &self,
        counters: &[Counter],
        now: DateTime<Utc>,
    ) -> Result<(), Denied> {
        let tx = self.begin().await?;
        take_back(&tx, counters, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Compares a password for an attempt that was counted. One that nobody could look at, because too many wait, is no
    /// failure of whoever made it.
    ///
    /// # Errors
    ///
    /// [`Denied::TooMany`] where too many wait.
    pub(crate) async fn checked(
        &self,
        password: Secret,
        with: Compared,
        counters: &[Counter],
        moment: Moment,
    ) -> Result<Checked, Denied> {
        let checked = self.hasher.check(password, with).await;
        if checked.is_err() {
            self.forgive(counters, moment.now).await?;
        }
        checked
    }
}

fn too_many(wait: Duration) -> Denied {
    let seconds = wait.num_milliseconds().div_euclid(1000) + 1;
    Denied::TooMany {
        retry_after: u64::try_from(seconds).unwrap_or(1),
    }
}

/// Takes an attempt back that was right: nothing is held against the login and the device any more, and one less
/// against the address.
pub(crate) async fn take_back(
    tx: &WriteTx,
    counters: &[Counter],
    now: DateTime<Utc>,
) -> Result<(), Denied> {
    for counter in counters {
        let mut known = tx.attempt(&counter.key, now).await?;
        known.failures = match counter.shared {
            true => known.failures.saturating_sub(1),
            false => 0,
        };
        known.closed_until = known.last_at + counter.closed(known.failures);
        tx.count_attempt(&known).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn none() -> Attempt {
        Attempt {
            key: String::new(),
            failures: 0,
            last_at: at(0),
            closed_until: at(0),
        }
    }

    fn of_login(profile: Profile) -> Counter {
        let all = counters("wang.li", "192.0.2.1".parse().unwrap(), None, profile);
        all.into_iter().find(|one| !one.shared).unwrap()
    }

    #[test]
    fn five_are_free_and_then_each_waits_twice_as_long_up_to_a_quarter_of_an_hour() {
        let counter = of_login(Profile::Modern);
        let (mut known, mut now) = (none(), 1);
        let mut waits = Vec::new();
        for _ in 0..17 {
            known = counter.count(known, at(now)).unwrap();
            let wait = (known.closed_until - at(now)).num_seconds();
            if wait > 0 {
                assert!(counter.count(known.clone(), at(now + wait - 1)).is_err());
            }
            waits.push(wait);
            now += wait;
        }
        assert_eq!(
            waits,
            [
                0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900
            ]
        );
    }

    #[test]
    fn graded_protection_locks_out_for_half_an_hour_and_then_counts_anew() {
        let counter = of_login(Profile::Mlps3);
        let mut known = none();
        for second in 1..=5 {
            known = counter.count(known, at(second)).unwrap();
        }
        let wait = counter.count(known.clone(), at(6)).unwrap_err();
        assert_eq!(wait, Duration::minutes(30) - Duration::seconds(1));
        let after = counter.count(known, at(5 + 1800)).unwrap();
        assert_eq!(after.failures, 1);
    }

    #[test]
    fn a_day_without_an_attempt_forgets() {
        let counter = of_login(Profile::Modern);
        let mut known = none();
        known.failures = 12;
        let after = counter.count(known, at(86_400)).unwrap();
        assert_eq!(after.failures, 1);
    }

    #[test]
    fn nothing_is_counted_under_a_login_alone_nor_under_the_address_of_a_known_device() {
        let keys = |address: &str, device| -> Vec<String> {
            let address = address.parse().unwrap();
            let all = counters("wang.li", address, device, Profile::Modern);
            all.into_iter().map(|one| one.key).collect()
        };
        let (here, there) = (keys("192.0.2.1", None), keys("192.0.2.2", None));
        assert!(here.iter().all(|key| !there.contains(key)));
        let device = keys("192.0.2.1", Some("d"));
        assert!(device.iter().all(|key| !here.contains(key)));
        assert_eq!(device, keys("192.0.2.9", Some("d")));
    }

    #[test]
    fn guesses_in_a_session_are_counted_apart_for_each() {
        let of = |user: u128, session: u128| {
            let (user, session) = (UserId(Uuid::from_u128(user)), Uuid::from_u128(session));
            of_session(user, session, Profile::Modern).key
        };
        assert_ne!(of(1, 1), of(1, 2));
        assert_ne!(of(1, 1), of(2, 1));
        let sign_in = counters(
            "wang.li",
            "192.0.2.1".parse().unwrap(),
            None,
            Profile::Modern,
        );
        assert!(sign_in.iter().all(|counter| counter.key != of(1, 1)));
    }

    #[test]
    fn an_address_counts_by_its_network_and_a_login_whatever_its_capitals() {
        let key = |login: &str, address: &str| {
            counters(login, address.parse().unwrap(), None, Profile::Modern)
        };
        assert_eq!(key("a", "2001:db8::1"), key("A", "2001:db8::ffff:1"));
        assert_ne!(key("a", "2001:db8::1"), key("a", "2001:db8:0:1::1"));
        assert_eq!(key("a", "::ffff:192.0.2.1"), key("a", "192.0.2.1"));
    }
}
