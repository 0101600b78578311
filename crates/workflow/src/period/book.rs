//! All periods by id.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_spanned::Spanned;

use super::{Period, RawPeriod, check};
use crate::check::suggest::nearest;
use crate::fault::Fault;

/// The files shipped with the program, each with its path below the folder of definitions.
const EMBEDDED: [(&str, &str); 3] = [
    (
        "law/arl/2024-01-01/periods.toml",
        include_str!("../../../../workflows/law/arl/2024-01-01/periods.toml"),
    ),
    (
        "law/all/2017-07-01/periods.toml",
        include_str!("../../../../workflows/law/all/2017-07-01/periods.toml"),
    ),
    (
        "law/others/periods.toml",
        include_str!("../../../../workflows/law/others/periods.toml"),
    ),
];

/// The periods of a file; its other sections are read elsewhere.
#[derive(Debug, Deserialize)]
struct RawFile {
    #[serde(default)]
    period: Vec<Spanned<RawPeriod>>,
}

/// Every period 期间 by its id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeriodBook {
    periods: BTreeMap<String, Period>,
}

static BOOK: LazyLock<PeriodBook> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the files are part of the program and a test reads them all"
    )]
    PeriodBook::read(EMBEDDED).expect("the embedded periods are sound")
});

impl PeriodBook {
    /// The periods shipped with the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &BOOK
    }

    /// Reads the periods of files, each given by its path and its text.
    ///
    /// # Errors
    ///
    /// Every fault of every file.
    pub fn read<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut periods = BTreeMap::new();
        for (path, text) in files {
            let file = match toml::from_str::<RawFile>(text) {
                Ok(file) => file,
                Err(error) => {
                    faults.push(unreadable(path, text, &error));
                    continue;
                }
            };
            for raw in file.period {
                let id = raw.get_ref().id.clone();
                let Some(period) = check(path, raw.span(), raw.get_ref(), &mut faults) else {
                    continue;
                };
                if periods.insert(period.id.clone(), period).is_some() {
                    faults.push(twice(path, &id));
                }
            }
        }
        if faults.is_empty() {
            Ok(Self { periods })
        } else {
            Err(faults)
        }
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

fn unreadable(path: &str, text: &str, error: &toml::de::Error) -> Fault {
    let reason = error.message().trim().replace('\n', "; ");
    Fault {
        code: "FY0400",
        message: format!("期间不能读取：{reason} / the periods cannot be read: {reason}"),
        file: path.to_owned(),
        span: error.span().unwrap_or(text.len()..text.len()),
        help: None,
    }
}

fn twice(path: &str, id: &Spanned<String>) -> Fault {
    let name = id.get_ref();
    Fault {
        code: "FY0208",
        message: format!("期间`{name}`重复 / the period `{name}` is defined twice"),
        file: path.to_owned(),
        span: id.span(),
        help: Some("改其中一个的标识 / give one of them another id".to_owned()),
    }
}
