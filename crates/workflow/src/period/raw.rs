//! A period as a file says it, every value that can be wrong with its place.

use calendar::Length;
use serde::Deserialize;
use serde_spanned::Spanned;

/// `[[period]]`: a period 期间 as it is written. [`check`](super::check()) makes a [`Period`](super::Period) of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPeriod {
    pub(crate) id: Spanned<String>,
    pub(crate) label: Spanned<String>,
    pub(crate) label_en: Spanned<String>,
    pub(crate) kind: Spanned<String>,
    pub(crate) bound: Spanned<String>,
    pub(crate) trigger: Spanned<String>,
    pub(crate) trigger_en: Spanned<String>,
    pub(crate) length: Option<Spanned<Length>>,
    pub(crate) not_counted: Option<Spanned<String>>,
    pub(crate) not_counted_en: Option<Spanned<String>>,
    pub(crate) first: Option<Spanned<RawFirst>>,
    #[serde(default)]
    pub(crate) backward: bool,
    pub(crate) roll: Option<Spanned<bool>>,
    #[serde(default)]
    pub(crate) pauses: Vec<Spanned<String>>,
    pub(crate) extension: Option<Spanned<RawExtension>>,
    #[serde(default)]
    pub(crate) params: Vec<Spanned<RawParam>>,
    pub(crate) on_end: Option<Spanned<String>>,
    pub(crate) consequence: Option<Spanned<String>>,
    pub(crate) consequence_en: Option<Spanned<String>>,
    pub(crate) basis: Spanned<String>,
    pub(crate) words: Option<Spanned<String>>,
    pub(crate) source: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) ladder: Vec<Spanned<i32>>,
    #[serde(default)]
    pub(crate) overdue_daily: bool,
    pub(crate) duty_role: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) cc: Vec<Spanned<String>>,
}

/// `first = { … }`: a stretch that runs before the period.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFirst {
    pub(crate) length: Spanned<Length>,
    pub(crate) roll: bool,
    pub(crate) label: String,
    pub(crate) label_en: String,
}

/// `extension = { … }`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawExtension {
    pub(crate) max_days: Option<Spanned<u32>>,
    pub(crate) by: Spanned<String>,
    pub(crate) unit: Spanned<String>,
    pub(crate) once_only: bool,
}

/// One of `params`: exactly one of its five effects is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawParam {
    pub(crate) name: Spanned<String>,
    pub(crate) required: bool,
    pub(crate) label: String,
    pub(crate) label_en: String,
    pub(crate) earlier_of: Option<Length>,
    #[serde(default)]
    pub(crate) ends_first: bool,
    pub(crate) converts_within_days: Option<u32>,
    pub(crate) length_if_true: Option<Length>,
    pub(crate) prevails: Option<Spanned<String>>,
}
