//! Definitions as they are written: one struct per section of a TOML file, every value with its place.
//!
//! Nothing here is checked beyond its type. [`crate::check`] turns these into a [`Rulebook`](crate::rulebook::Rulebook).

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use serde_spanned::Spanned;

use crate::period::RawPeriod;
use crate::reading::RawReading;

mod read;

pub(crate) use read::read;

/// A word with its place in the file.
pub(crate) type Word = Spanned<String>;

/// One definition file 规则文件.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the folder of definitions, with `/` between its parts.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// `[instrument]`: the law 法规 that a folder holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawInstrument {
    pub(crate) id: Word,
    pub(crate) title: Word,
    pub(crate) title_en: Word,
    pub(crate) effective_on: Word,
    pub(crate) revision: Spanned<u32>,
}

/// `[[stage]]`: a stage 阶段.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawStage {
    pub(crate) id: Word,
    pub(crate) label: Word,
    pub(crate) label_en: Word,
    #[serde(default)]
    pub(crate) first: bool,
    #[serde(default, rename = "final")]
    pub(crate) is_final: bool,
    pub(crate) untimed: Option<Word>,
    pub(crate) track: Option<Word>,
    pub(crate) pauses: Option<Word>,
}

/// `[[track]]`: a track 轨道 beside the proceeding.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTrack {
    pub(crate) id: Word,
    pub(crate) label: Word,
    pub(crate) label_en: Word,
    #[serde(default)]
    pub(crate) many: bool,
    #[serde(default)]
    pub(crate) during: Vec<Word>,
    pub(crate) ends_in: Option<Word>,
    pub(crate) article: Option<Word>,
}

/// `[[move]]`: a move 步骤.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawMove {
    pub(crate) id: Word,
    pub(crate) command: Word,
    pub(crate) label: Word,
    pub(crate) label_en: Word,
    pub(crate) mark: Word,
    pub(crate) day_of: Word,
    #[serde(default)]
    pub(crate) from: Vec<Word>,
    pub(crate) to: Option<Word>,
    pub(crate) track: Option<Word>,
    #[serde(default)]
    pub(crate) during: Vec<Word>,
    #[serde(default)]
    pub(crate) settled: Vec<Word>,
    #[serde(default)]
    pub(crate) proposed_by: Vec<Word>,
    #[serde(default)]
    pub(crate) decided_by: Vec<Word>,
    #[serde(default)]
    pub(crate) before: Vec<Word>,
    #[serde(default)]
    pub(crate) when: Vec<Word>,
    #[serde(default)]
    pub(crate) requires: Vec<Word>,
    #[serde(default)]
    pub(crate) starts: Vec<Word>,
    #[serde(default)]
    pub(crate) fixes: Vec<Word>,
    #[serde(default)]
    pub(crate) reopens: bool,
    #[serde(default)]
    pub(crate) meets: Vec<Word>,
    #[serde(default)]
    pub(crate) cancels: Vec<Word>,
    #[serde(default)]
    pub(crate) issues: Vec<Word>,
    pub(crate) article: Option<Word>,
    pub(crate) words: Option<String>,
    pub(crate) source: Option<Word>,
}

/// `[[paper]]`: a kind of paper 文书.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPaper {
    pub(crate) id: Word,
    pub(crate) label: Word,
    pub(crate) label_en: Word,
    pub(crate) to: Word,
    #[serde(default)]
    pub(crate) numbered: bool,
    #[serde(default)]
    pub(crate) must_be_served: bool,
    #[serde(default)]
    pub(crate) unless_suspended: bool,
    #[serde(default)]
    pub(crate) on_service: Vec<RawServiceStart>,
    #[serde(default)]
    pub(crate) opens: Vec<RawMatterOpening>,
    pub(crate) article: Option<Word>,
    pub(crate) source: Option<Word>,
}

/// A period that service of a paper starts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawServiceStart {
    pub(crate) period: Word,
    pub(crate) party: Vec<Word>,
    pub(crate) mandatory_first: Option<bool>,
    pub(crate) procedure: Option<Word>,
}

/// Matters that service of a paper opens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawMatterOpening {
    pub(crate) each: Word,
    pub(crate) track: Word,
    pub(crate) stage: Word,
    pub(crate) starts: Option<Word>,
}

/// `[[ground]]`: a statutory ground 事由.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawGround {
    pub(crate) id: Word,
    pub(crate) of: Word,
    pub(crate) label: Word,
    pub(crate) label_en: Word,
    pub(crate) needs_consent: Option<Spanned<bool>>,
    pub(crate) starts: Option<Word>,
    pub(crate) ends: Option<Word>,
    pub(crate) awaits: Option<Word>,
    pub(crate) track: Option<Word>,
    pub(crate) condition: Option<Word>,
    pub(crate) article: Option<Word>,
    pub(crate) source: Option<Word>,
}

/// `[[review]]`: a signature of counsel 法制审核.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawReview {
    pub(crate) row: Word,
    pub(crate) by: Word,
    pub(crate) on: Word,
    pub(crate) digest: Word,
    pub(crate) note: Option<String>,
}

/// Something with the file it was read from.
#[derive(Debug)]
pub(crate) struct Sourced<T> {
    /// Path of the file.
    pub(crate) file: String,
    /// The bytes of its header.
    pub(crate) header: Range<usize>,
    /// What was read.
    pub(crate) item: T,
}

/// Everything read from a set of files.
#[derive(Debug, Default)]
pub(crate) struct RawSet {
    pub(crate) instruments: Vec<Sourced<RawInstrument>>,
    pub(crate) tracks: Vec<Sourced<RawTrack>>,
    pub(crate) stages: Vec<Sourced<RawStage>>,
    pub(crate) moves: Vec<Sourced<RawMove>>,
    pub(crate) papers: Vec<Sourced<RawPaper>>,
    pub(crate) grounds: Vec<Sourced<RawGround>>,
    pub(crate) periods: Vec<Sourced<RawPeriod>>,
    pub(crate) readings: Vec<Sourced<RawReading>>,
    pub(crate) reviews: Vec<Sourced<RawReview>>,
    /// Section and id of items that could not be read; their names are not reported as unknown. An empty id stands
    /// for any name of the section.
    pub(crate) lost: BTreeSet<(&'static str, String)>,
    /// Whether something could not be read, so that what spans the files cannot be judged.
    pub(crate) incomplete: bool,
}
