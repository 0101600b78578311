//! Subscriptions 订阅: what happens, told as it happens.
//!
//! The schema is asked twice: once what is wanted ([`Turn::Opening`]), and then for each thing that happened
//! ([`Turn::Event`]), every time with the rights that who asks has at that moment.

mod feed;
mod guests;
mod run;
mod topic;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use store::{CaseRow, LoggedEntry};
use workflow::file::Term;
use workflow::id::{CaseId, EntryNo};

pub(crate) use feed::Feed;
pub(crate) use guests::Guests;
pub(crate) use run::{Ended, run};

/// What a subscription is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The entries of a case after a number.
    Entries(CaseId, EntryNo),
    /// What is on the docket of who asks.
    Docket,
    /// Terms of cases; of all that may be seen where none are named.
    Deadlines(Option<BTreeSet<CaseId>>),
}

/// What happened.
#[derive(Debug, Clone)]
pub(crate) enum Happened {
    /// An entry was written.
    Entry(CaseId, LoggedEntry),
    /// A docket is no longer what it was.
    Docket {
        /// The cases whose terms on it are others now.
        cases: Vec<CaseRow>,
        /// Terms on it.
        total: u64,
        /// Requests that wait for a signature.
        pending: u64,
    },
    /// A term was set.
    Deadline(CaseRow, Term),
}

/// What the schema is asked for.
#[derive(Debug, Clone)]
pub(crate) enum Turn {
    /// What is wanted; put down here.
    Opening(Arc<Mutex<Option<Wanted>>>),
    /// To show something that happened.
    Event(Arc<Happened>),
}

impl Turn {
    /// What happened; or else puts down what is wanted.
    pub(crate) fn event(&self, wanted: Wanted) -> Option<&Happened> {
        match self {
            Self::Event(happened) => Some(happened),
            Self::Opening(place) => {
                *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(wanted);
                None
            }
        }
    }
}
