//! Reads. Each takes the actor first; what the actor may not see does not exist, in lists and counts alike.

pub mod access;
pub mod case;
pub mod docket;
mod file;
pub mod filter;
mod identity;
mod known;
mod leave;
pub(crate) mod leavers;
pub mod log;
pub mod material;
mod nested;
pub mod people;
pub mod trail;
pub(crate) mod undelivered;
