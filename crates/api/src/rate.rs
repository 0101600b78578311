//! How much each user may ask for within an hour 频次限额; off unless it is set.
//!
//! Counted in the process and not in the database: the limit protects the process from one client that asks without
//! end, and a write for every read would cost more than what it saves. Several processes over one database each give
//! the whole limit.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use workflow::id::UserId;

/// What a request costs and what is left, as `rateLimit` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    /// Points that the request costs.
    pub(crate) cost: u32,
    /// Objects that the request may give at most.
    pub(crate) nodes: u32,
    /// What is left of the hour, where there is a limit.
    pub(crate) left: Option<Left>,
}

/// What is left of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    /// Points of an hour.
    pub(crate) limit: u32,
    /// Points not yet used.
    pub(crate) remaining: u32,
    /// When the next hour begins.
    pub(crate) reset_at: DateTime<Utc>,
}

/// What each user has asked for within the hour.
pub(crate) struct Rates {
    limit: Option<u32>,
    hour: Mutex<Hour>,
}

#[derive(Default)]
struct Hour {
    ends: DateTime<Utc>,
    used: HashMap<UserId, u32>,
}

impl Rates {
    /// Nothing asked yet.
    pub(crate) fn new(limit: Option<u32>) -> Self {
        Self {
            limit,
            hour: Mutex::default(),
        }
    }

    /// What is left to a user, after `cost` is taken from it; nothing is taken that is not there. `Err` where too little
    /// is left.
    pub(crate) fn take(
        &self,
        user: UserId,
        cost: u32,
        now: DateTime<Utc>,
    ) -> Result<Option<Left>, Left> {
        let Some(limit) = self.limit else {
            return Ok(None);
        };
        let mut hour = self.hour.lock().unwrap_or_else(PoisonError::into_inner);
        if now >= hour.ends {
            *hour = Hour {
                ends: end_of_hour(now),
                used: HashMap::new(),
            };
        }
        let reset_at = hour.ends;
        let used = hour.used.entry(user).or_default();
        let left = |used: u32| Left {
            limit,
            remaining: limit.saturating_sub(used),
            reset_at,
        };
        let wanted = used.saturating_add(cost);
        if wanted > limit && cost > 0 {
            return Err(left(*used));
        }
        *used = wanted;
        Ok(Some(left(*used)))
    }
}

fn end_of_hour(now: DateTime<Utc>) -> DateTime<Utc> {
    let hour = TimeDelta::hours(1);
    let began = now.duration_trunc(hour).unwrap_or(now);
    began.checked_add_signed(hour).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_hour_gives_its_points_once_and_each_user_its_own() {
        let rates = Rates::new(Some(10));
        let (one, other) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let early = at("2026-11-23T01:59:00Z");
        let left = rates.take(one, 7, early).unwrap().unwrap();
        assert_eq!(
            (left.remaining, left.reset_at),
            (3, at("2026-11-23T02:00:00Z"))
        );
        assert_eq!(rates.take(one, 4, early).unwrap_err().remaining, 3);
        assert_eq!(rates.take(one, 3, early).unwrap().unwrap().remaining, 0);
        assert_eq!(rates.take(one, 0, early).unwrap().unwrap().remaining, 0);
        assert!(rates.take(one, 1, early).is_err());
        assert_eq!(rates.take(other, 1, early).unwrap().unwrap().remaining, 9);
        let later = at("2026-11-23T02:00:00Z");
        assert_eq!(rates.take(one, 1, later).unwrap().unwrap().remaining, 9);
    }

    #[test]
    fn without_a_limit_nothing_is_counted() {
        let rates = Rates::new(None);
        let now = at("2026-11-23T01:59:00Z");
        assert_eq!(rates.take(UserId(Uuid::nil()), u32::MAX, now), Ok(None));
        assert!(rates.hour.lock().unwrap().used.is_empty());
    }
}
