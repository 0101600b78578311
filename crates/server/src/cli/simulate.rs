//! `fuyi simulate`.

use chrono::NaiveDate;
use clap::Args;

/// `fuyi simulate`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fuyi simulate --cases 15000 --seed 1
  fuyi simulate --seed 1 --first 318 --cases 1")]
pub struct Simulate {
    /// How many cases.
    #[arg(long, value_name = "N", default_value_t = 15_000)]
    pub cases: u32,
    /// What everything follows from; the same seed plays the same cases.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Number of the first case, from 0: one case repeats alone.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub first: u32,
    /// Over how many years applications come in.
    #[arg(long, value_name = "Y", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub years: u32,
    /// The first day on which they come in.
    #[arg(long, value_name = "DAY", default_value = "2024-01-01")]
    pub from: NaiveDate,
}
