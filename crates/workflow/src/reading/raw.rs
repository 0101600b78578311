//! A reading as a file says it, every value that can be wrong with its place.

use serde::Deserialize;

use crate::raw::Word;

/// `[[reading]]`: a reading 解释 as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawReading {
    pub(crate) id: Word,
    pub(crate) question: Word,
    pub(crate) question_en: Word,
    pub(crate) bound: Word,
    pub(crate) options: Vec<RawOption>,
    pub(crate) default: Word,
    pub(crate) why: Word,
    pub(crate) why_en: Word,
    #[serde(default)]
    pub(crate) periods: Vec<Word>,
    #[serde(default)]
    pub(crate) moves: Vec<Word>,
    pub(crate) source: Word,
}

/// One of `options`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawOption {
    pub(crate) id: Word,
    pub(crate) does: Option<Word>,
    pub(crate) label: Word,
    pub(crate) label_en: Word,
}
