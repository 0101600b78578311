//! The lawyer's table 规则表: every period, move, ground and paper of the definitions, as counsel reviews them.
//!
//! A [`Row`] says all that a rule decides. What it says is what the table shows and what a signature covers, both
//! from the same list of [`Field`]s: nothing is signed that was not read, and nothing changes unseen.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::review::{ReviewStatus, RowId, Source};
use crate::rulebook::{Label, Rulebook};

mod citation;
mod fields;
mod length;
mod markdown;
mod period;
mod row;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use markdown::markdown;
pub(crate) use period::row as period_row;

/// Where in its row a field stands 栏.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// 名称。Beside the name.
    Name,
    /// 何人。Who owes, may, proposes, decides or receives.
    Who,
    /// 性质。What the law calls it.
    Nature,
    /// 起点。Where it starts.
    From,
    /// 要件。How long, or on what conditions.
    Terms,
    /// 效果。What it brings about.
    Effect,
}

/// One thing that a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, which the digest knows it by.
    pub name: &'static str,
    /// Where it stands.
    pub column: Column,
    /// What it says, in the words of the definitions.
    pub values: Vec<String>,
    /// What it says, in Chinese.
    pub zh: String,
    /// What it says, in English.
    pub en: String,
}

/// One rule 规则 as counsel reads and signs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub id: RowId,
    /// Label.
    pub label: Label,
    /// Articles 条文, such as `ARL 30(1)(3), 88(2)`.
    pub article: String,
    /// A few quoted words of them 摘句; empty where none are quoted.
    pub words: String,
    /// Its source, where that is not the text of the law.
    pub source: Option<Source>,
    /// All else that it says.
    pub fields: Vec<Field>,
}

impl Row {
    /// SHA-256 over all that the row says, in hexadecimal digits 摘要.
    ///
    /// Fields enter by name and in the words of the definitions, so that neither their order nor the wording of the
    /// table matters; what a row does not say leaves no trace, so that a field new to the definitions voids no
    /// signature of a row without it.
    #[must_use]
    pub fn digest(&self) -> String {
        let name = self.id.to_string();
        let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        said.insert("row", vec![&name]);
        said.insert("label", vec![&self.label.zh, &self.label.en]);
        said.insert("article", vec![&self.article]);
        said.insert("words", vec![&self.words]);
        if let Some(source) = self.source {
            said.insert("source", vec![source.code()]);
        }
        for field in &self.fields {
            said.entry(field.name)
                .or_default()
                .extend(field.values.iter().map(String::as_str));
        }
        // Lists of text always have a form in JSON.
        let canonical = serde_json::to_string(&said).unwrap_or_default();
        hex::encode(Sha256::digest(canonical.as_bytes()))
    }

    fn json(&self, status: &ReviewStatus) -> Value {
        let fields: Vec<Value> = self
            .fields
            .iter()
            .map(|field| {
                json!({
                    "name": field.name,
                    "values": field.values,
                    "zh": field.zh,
                    "en": field.en,
                })
            })
            .collect();
        json!({
            "row": self.id.to_string(),
            "label": self.label.zh,
            "label_en": self.label.en,
            "article": self.article,
            "words": self.words,
            "source": self.source,
            "fields": fields,
            "digest": self.digest(),
            "review": { "status": status.code(), "last": status.review() },
        })
    }
}

/// How many rows stand where with counsel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All rows.
    pub rows: usize,
    /// Signed as they stand.
    pub signed: usize,
    /// Changed since they were signed.
    pub changed: usize,
    /// Never signed.
    pub unsigned: usize,
}

impl Counts {
    /// Counts rows by where they stand.
    pub fn of<'a>(statuses: impl IntoIterator<Item = &'a ReviewStatus>) -> Self {
        let mut counts = Self::default();
        for status in statuses {
            counts.rows += 1;
            match status {
                ReviewStatus::Unsigned => counts.unsigned += 1,
                ReviewStatus::Changed(_) => counts.changed += 1,
                ReviewStatus::Signed(_) => counts.signed += 1,
            }
        }
        counts
    }

    /// The counts in words, Chinese and English.
    #[must_use]
    pub fn words(self) -> (String, String) {
        let Self {
            rows,
            signed,
            changed,
            unsigned,
        } = self;
        (
            format!(
                "共 {rows} 行：已经法制审核 {signed}，已变更、原审核失效 {changed}，未经法制审核 {unsigned}"
            ),
            format!(
                "{rows} rows: {signed} reviewed by counsel, {changed} changed since signed, {unsigned} not yet reviewed"
            ),
        )
    }
}

impl Rulebook {
    /// Every row of the table: periods, tracks, then moves in the order of the files, grounds and papers.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let periods = self.periods.values().map(period::row);
        let tracks = self.tracks.values().map(|track| row::track(track, self));
        let moves = self.moves.iter().map(|made| row::movement(made, self));
        let grounds = self
            .grounds
            .values()
            .map(|ground| row::ground(ground, self));
        let papers = self.papers.values().map(|paper| row::paper(paper, self));
        periods
            .chain(tracks)
            .chain(moves)
            .chain(grounds)
            .chain(papers)
            .collect()
    }

    /// Where a row stands with counsel 审核情况.
    #[must_use]
    pub fn review_of(&self, row: &Row) -> ReviewStatus {
        self.reviews.status(&row.id, &row.digest())
    }
}

/// The table as JSON: `instrument`, `effective_on`, `revision`, the counts, and under `rows` each row with its
/// fields, its digest and its review.
#[must_use]
pub fn json(rulebook: &Rulebook) -> Value {
    let rows = rulebook.rows();
    let statuses: Vec<ReviewStatus> = rows.iter().map(|row| rulebook.review_of(row)).collect();
    let counts = Counts::of(&statuses);
    let listed: Vec<Value> = rows
        .iter()
        .zip(&statuses)
        .map(|(row, status)| row.json(status))
        .collect();
    json!({
        "instrument": rulebook.version.instrument,
        "effective_on": rulebook.version.effective_on,
        "revision": rulebook.version.revision,
        "counts": {
            "rows": counts.rows,
            "signed": counts.signed,
            "changed": counts.changed,
            "unsigned": counts.unsigned,
        },
        "rows": listed,
    })
}
