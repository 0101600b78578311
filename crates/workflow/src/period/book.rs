//! All periods by id.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Period;
use crate::check::suggest::nearest;
use crate::rulebook::Rulebook;

/// Every period 期间 by its id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeriodBook {
    periods: BTreeMap<String, Period>,
}

static BOOK: LazyLock<PeriodBook> =
    LazyLock::new(|| PeriodBook::from(Rulebook::embedded().periods.clone()));

impl PeriodBook {
    /// The periods shipped with the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &BOOK
    }

    /// The period with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Period> {
        self.periods.get(id)
    }

    /// The id nearest to one that is not known.
    #[must_use]
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.periods.keys().map(String::as_str))
    }

    /// Every period, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Period> {
        self.periods.values()
    }
}

impl From<BTreeMap<String, Period>> for PeriodBook {
    fn from(periods: BTreeMap<String, Period>) -> Self {
        Self { periods }
    }
}
