//! How long things took.

use std::time::Duration;

/// Latencies and what they cost 计量.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Each one's time, in microseconds.
    micros: Vec<u64>,
    /// How long all of it took.
    pub(super) lasted: Duration,
    /// Processor time of the program.
    pub(super) program: Option<Duration>,
    /// Processor time of PostgreSQL.
    pub(super) database: Option<Duration>,
}

impl Tally {
    /// Of latencies, in any order.
    pub(super) fn of(mut micros: Vec<u64>, lasted: Duration) -> Self {
        micros.sort_unstable();
        Self {
            micros,
            lasted,
            program: None,
            database: None,
        }
    }

    /// How many a second.
    pub(super) fn per_second(&self) -> f64 {
        as_float(self.micros.len()) / self.lasted.as_secs_f64().max(f64::EPSILON)
    }

    /// The time that so many of a hundred did not exceed, in milliseconds.
    pub(super) fn percentile(&self, of_hundred: usize) -> f64 {
        let last = self.micros.len().saturating_sub(1);
        let micros = self
            .micros
            .get(last * of_hundred / 100)
            .copied()
            .unwrap_or(0);
        Duration::from_micros(micros).as_secs_f64() * 1e3
    }

    /// Processor time of each in milliseconds, of the program and of PostgreSQL.
    pub(super) fn cost(&self) -> (Option<f64>, Option<f64>) {
        let each = |time: Duration| time.as_secs_f64() * 1e3 / as_float(self.micros.len().max(1));
        (self.program.map(each), self.database.map(each))
    }
}

fn as_float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_and_rates() {
        let micros = (1..=100).rev().map(|n| n * 1000).collect();
        let mut tally = Tally::of(micros, Duration::from_secs(2));
        tally.program = Some(Duration::from_millis(200));
        assert!((tally.per_second() - 50.0).abs() < 1e-9);
        assert!(
            (tally.percentile(50) - 50.0).abs() < 1e-9,
            "{}",
            tally.percentile(50)
        );
        assert!((tally.percentile(99) - 99.0).abs() < 1e-9);
        assert_eq!(tally.cost(), (Some(2.0), None));
    }
}
