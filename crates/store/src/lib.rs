//! Tables, migrations and queries, the same on SQLite and PostgreSQL. SeaORM lives here only.
//!
//! Everything is written through [`Store::begin_write`], everything is read with an
//! [`Actor`](workflow::actor::Actor) whose rights become a condition of the query: a case that the actor may
//! not see does not exist for it, in lists, counts and nested reads alike.
//!
//! The log (`entry`, `office_entry`) and the versions of terms are append-only: triggers refuse to change them,
//! and [`audit::verify`] finds out who got round the triggers.

pub mod audit;
mod chain;
mod connect;
pub mod downloads;
mod entity;
mod error;
pub mod files;
mod key;
mod lapse;
mod line;
mod migration;
mod news;
mod number;
pub mod office;
pub mod outbox;
pub mod read;
pub mod reception;
mod record;
mod rows;
pub mod saved;
mod schema;
pub mod seal;
pub mod search;
mod sight;
#[cfg(test)]
mod tests;
mod waited;
mod write;

pub use connect::{Backend, Options, Store};
pub use error::StoreError;
pub use key::{Remember, Remembered};
pub use lapse::Lapsing;
pub use news::{Ear, News, NewsMark};
pub use read::access::{Candidate, Proof, SignedIn};
pub use read::case::{CaseBy, CasePage, CaseRow, Page};
pub use read::docket::{DocketMarks, DocketOf, DocketPage, DocketRow};
pub use read::filter::CaseFilter;
pub use read::leavers::{Leaver, LeftBecause};
pub use read::log::{LoggedEntry, ProtectedRow};
pub use read::material::MaterialText;
pub use read::undelivered::{Undelivered, UndeliveredPage, UndeliveredRow};
pub use schema::SchemaState;
pub use sight::{
    RECEIVE, reads_secondary_volume, receives, sees_service_on, takes_copies, works_on_cases,
};
pub use waited::{abandonable, along};
pub use write::WriteTx;
