//! The clock: the one place that reads the system's.

use std::time::Instant;

use chrono::{DateTime, Duration, NaiveDate, SubsecRound, Utc};
use workflow::actor::Moment;
use workflow::scalar::shanghai_instant;

/// Hour in Shanghai at which an office that was given a day opens.
const OPENING_HOUR: u32 = 9;

/// The instant it is, to the microsecond that both databases keep.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the system's clock; everything else is given a moment"
)]
#[must_use]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// What a program goes by 时钟.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock set to a day of the user's choice, running on from there.
    Set {
        /// What it showed when it was set.
        at: DateTime<Utc>,
        /// When it was set.
        since: Instant,
    },
}

impl Clock {
    /// A clock that shows nine in the morning of `day` in Shanghai, and runs on from there.
    #[must_use]
    pub fn set_to(day: NaiveDate) -> Self {
        Self::Set {
            at: shanghai_instant(day, OPENING_HOUR, 0),
            since: Instant::now(),
        }
    }

    /// What it shows now.
    #[must_use]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => now(),
            Self::Set { at, since } => {
                let run = Duration::from_std(since.elapsed()).unwrap_or(Duration::MAX);
                at.checked_add_signed(run)
                    .unwrap_or(DateTime::<Utc>::MAX_UTC)
                    .trunc_subsecs(6)
            }
        }
    }

    /// The moment it shows now, with its civil day in Shanghai.
    #[must_use]
    pub fn moment(self) -> Moment {
        Moment::at(self.now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_clock_opens_at_nine_of_its_day_and_runs_on() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 14).unwrap();
        let clock = Clock::set_to(day);
        let first = clock.now();
        assert_eq!(clock.moment().today, day);
        assert!(first >= shanghai_instant(day, 9, 0), "{first}");
        assert!(first < shanghai_instant(day, 9, 1), "{first}");
        assert!(clock.now() >= first);
    }
}
