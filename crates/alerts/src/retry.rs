//! When a letter that could not be sent is tried again 重试.
//!
//! Back-off doubles from half a minute to a quarter of an hour, each wait shifted by up to a fifth. The shift is
//! drawn from the Message-ID and the attempt, so that letters that failed together are not tried together, and a
//! test can foretell it.

use chrono::TimeDelta;

/// First wait, in seconds.
const FIRST: i64 = 30;
/// Longest wait, in seconds.
const LONGEST: i64 = 15 * 60;
/// How long a letter is tried, in seconds: three days.
const GIVEN_UP_AFTER: i64 = 3 * 24 * 3600;

/// How long to wait after the n-th attempt failed, n from 1; `None` once three days of waiting are used up.
#[must_use]
pub fn wait(attempts: u32, message_id: &str, seed: u64) -> Option<TimeDelta> {
    let waited: i64 = (1..attempts)
        .map(nominal)
        .take_while(|wait| *wait < LONGEST)
        .sum();
    let doubling = (1..attempts)
        .take_while(|attempt| nominal(*attempt) < LONGEST)
        .count();
    let steady = i64::from(attempts.saturating_sub(1)) - i64::try_from(doubling).unwrap_or(0);
    if waited + steady * LONGEST >= GIVEN_UP_AFTER {
        return None;
    }
    let nominal = nominal(attempts);
    let fifth = nominal / 5;
    let shift = i64::try_from(draw(attempts, message_id, seed) % 1000).unwrap_or(0) * fifth / 1000;
    // Never longer than the cap: the shift shortens.
    Some(TimeDelta::seconds(nominal - shift))
}

/// The wait before its shift, in seconds.
fn nominal(attempt: u32) -> i64 {
    let doubled = FIRST
        .checked_shl(attempt.saturating_sub(1))
        .filter(|wait| *wait > 0 && attempt < 32);
    doubled.map_or(LONGEST, |wait| wait.min(LONGEST))
}

/// FNV-1a over the seed, the Message-ID and the attempt.
fn draw(attempts: u32, message_id: &str, seed: u64) -> u64 {
    let bytes = seed
        .to_le_bytes()
        .into_iter()
        .chain(message_id.bytes())
        .chain(attempts.to_le_bytes());
    let mixed = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mixed ^ (mixed >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(attempts: u32) -> i64 {
        wait(attempts, "<a@b>", 7).unwrap().num_seconds()
    }

    #[test]
    fn waits_double_to_a_quarter_of_an_hour() {
        for (attempt, nominal) in [
            (1, 30),
            (2, 60),
            (3, 120),
            (4, 240),
            (5, 480),
            (6, 900),
            (7, 900),
            (100, 900),
        ] {
            let wait = seconds(attempt);
            assert!(
                wait <= nominal && wait >= nominal * 4 / 5,
                "attempt {attempt}: {wait} of {nominal}"
            );
        }
    }

    #[test]
    fn letters_that_failed_together_are_not_tried_together() {
        let waits: std::collections::BTreeSet<i64> = (0..100)
            .filter_map(|n| wait(6, &format!("<{n}@b>"), 7))
            .map(|wait| wait.num_seconds())
            .collect();
        assert!(waits.len() > 30, "{}", waits.len());
        assert_eq!(seconds(6), seconds(6));
    }

    #[test]
    fn a_letter_is_given_up_after_three_days_and_not_before() {
        let mut waited = 0;
        let mut attempts = 1;
        while let Some(wait) = wait(attempts, "<a@b>", 7) {
            waited += wait.num_seconds();
            attempts += 1;
        }
        let days = waited as f64 / 86400.0;
        assert!(
            (2.3..=3.1).contains(&days),
            "{days} days, {attempts} attempts"
        );
        assert_eq!(wait(u32::MAX, "<a@b>", 7), None);
    }
}
