//! An invented district that behaves lawfully 模拟: the same people, cases and days for the same seed.
//!
//! A story says what is to happen in a case and when; the file, as it grows, says with which numbers. The same
//! stories are carried through the one door of `casework` by [`fill()`], and planned in memory by [`Stream`].
//! Nothing here knows the database, and nothing here may do what the rules refuse.

mod cast;
mod data;
mod district;
mod early;
mod edges;
mod fill;
mod found;
mod holidays;
mod office;
mod particular;
mod plots;
mod resolve;
mod standing;
mod story;
mod stream;
mod trials;
mod walk;
mod year;

#[cfg(test)]
mod tests;

pub use district::{Broken, District, Played};
pub use edges::{EDGES, Edge};
pub use fill::{DemoOptions, DemoReport, DemoUser, Refused, fill};
pub use found::found;
pub use office::{Agency, Office, Staff};
pub use story::Act;
pub use stream::Stream;
