//! What the tests stand on: a database of each kind, an office with its people, and the API over a set clock.

pub(crate) mod client;
pub(crate) mod database;
pub(crate) mod demo;
pub(crate) mod drive;
pub(crate) mod ground;
pub(crate) mod http;
pub(crate) mod life;
pub(crate) mod people;
pub(crate) mod program;
pub(crate) mod seen;
pub(crate) mod served;
pub(crate) mod socket;
pub(crate) mod walk;
