//! Scenario files: one case's life, step by step.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

/// A scenario.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Life {
    /// What it is about, in a line.
    pub(crate) title: String,
    /// Its steps, in order.
    pub(crate) step: Vec<Step>,
    /// What differs where the same life is lived several times: `$NAME` in a step stands for the variant's value.
    #[serde(default, rename = "variant")]
    pub(crate) variants: Vec<toml::Table>,
    /// Name of its file, filled in when read.
    #[serde(skip)]
    pub(crate) name: String,
}

/// One step: the clock moves, somebody acts, something is expected.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    /// The day; every morning up to it is lived through. Absent: a minute later.
    pub(crate) on: Option<String>,
    /// The hour and minute in Asia/Shanghai on that day; 10:00 if absent.
    pub(crate) at: Option<String>,
    /// Who acts: a role, `officer_b` and the like, `stranger`, or `system`.
    pub(crate) by: Option<String>,
    /// Opens the case: fields of `receive` that differ from an ordinary application.
    pub(crate) open: Option<toml::Table>,
    /// Opens an early intervention: fields of `openIntervention` that differ from an ordinary report.
    pub(crate) report: Option<toml::Table>,
    /// The command, as the API takes it.
    pub(crate) command: Option<toml::Table>,
    /// The effective day.
    pub(crate) effective_on: Option<String>,
    /// The proof, as the API takes it.
    pub(crate) proof: Option<toml::Table>,
    /// `rest`: every paper that must be served is served by hand on everybody not yet served.
    pub(crate) serve: Option<String>,
    /// What must then be so.
    #[serde(default)]
    pub(crate) expect: Expect,
}

impl Step {
    /// What the step opens: the kind of opening as the API names it, and the fields that are given.
    pub(crate) fn opening(&self) -> Option<(&'static str, &toml::Table)> {
        let report = self.report.as_ref().map(|given| ("intervention", given));
        report.or_else(|| Some(("reconsideration", self.open.as_ref()?)))
    }
}

/// What must be so after a step.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    /// Code of the refusal; without it the step must succeed.
    pub(crate) refusal: Option<String>,
    /// Article of the refusal, or a part of it.
    pub(crate) basis: Option<String>,
    /// Number of the file.
    pub(crate) number: Option<String>,
    /// Stage.
    pub(crate) stage: Option<String>,
    /// Code of the outcome.
    pub(crate) outcome: Option<String>,
    /// Group in which the outcome counts.
    pub(crate) group: Option<String>,
    /// Suits that may follow: `OVER DEFENDANT+DEFENDANT PERIOD`.
    pub(crate) suits: Option<Vec<String>>,
    /// Entries in the log.
    pub(crate) entries: Option<u32>,
    /// Move that the last entry made.
    #[serde(rename = "move")]
    pub(crate) made: Option<String>,
    /// Whether the command only opened a request.
    pub(crate) request: Option<bool>,
    /// Entries that the last entry reverses.
    pub(crate) reverses: Option<Vec<u32>>,
    /// Effective day of the last entry.
    pub(crate) effective: Option<String>,
    /// Whether the case is suspended.
    pub(crate) suspended: Option<bool>,
    /// Last days by period; `PERIOD#2` is the second term of that period, `PERIOD` the last.
    #[serde(default)]
    pub(crate) due: BTreeMap<String, String>,
    /// States of terms, named in the same way.
    #[serde(default)]
    pub(crate) states: BTreeMap<String, String>,
    /// Stages of matters by track, named in the same way.
    #[serde(default)]
    pub(crate) matters: BTreeMap<String, String>,
    /// Terms whose last day is provisional, named in the same way.
    #[serde(default)]
    pub(crate) provisional: Vec<String>,
    /// Every mail since the step before: `DAY WHO part of the subject`.
    pub(crate) mail: Option<Vec<String>>,
    /// Kinds of the papers that the last entry issued.
    pub(crate) papers: Option<Vec<String>>,
}

/// Every scenario, by name, each variant a scenario of its own.
pub(crate) fn all() -> Vec<Life> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    paths.sort();
    let lives: Vec<Life> = paths.iter().flat_map(|path| read(path)).collect();
    assert!(!lives.is_empty());
    lives
}

fn read(path: &Path) -> Vec<Life> {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let life: Life =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if life.variants.is_empty() {
        return vec![Life { name, ..life }];
    }
    let variants = life.variants.iter().enumerate();
    variants
        .map(|(no, variant)| {
            let mut whole: toml::Value = toml::from_str(&text).unwrap();
            whole.as_table_mut().unwrap().remove("variant");
            vary(&mut whole, variant);
            let life: Life = whole.try_into().unwrap();
            Life {
                name: format!("{name}/{}", no + 1),
                ..life
            }
        })
        .collect()
}

/// Puts a variant's values in the place of `$NAME`.
fn vary(value: &mut toml::Value, variant: &toml::Table) {
    match value {
        toml::Value::String(text) => {
            if let Some(name) = text.strip_prefix('$') {
                *value = variant
                    .get(name)
                    .unwrap_or_else(|| panic!("no variant gives `{name}`"))
                    .clone();
            }
        }
        toml::Value::Array(list) => list.iter_mut().for_each(|one| vary(one, variant)),
        toml::Value::Table(table) => table.iter_mut().for_each(|(_, one)| vary(one, variant)),
        _ => {}
    }
}

/// TOML as the JSON that the API takes.
pub(crate) fn json(table: &toml::Table) -> Value {
    serde_json::to_value(table).unwrap()
}

/// Replaces `@who` by a person's id, and `paper:KIND`, `term:PERIOD`, `matter:TRACK`, each with `#2` for the second, by its number.
pub(crate) fn resolve(value: &mut Value, known: &dyn Fn(&str) -> Option<Value>) {
    match value {
        Value::String(text) => {
            if let Some(found) = known(text) {
                *value = found;
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|one| resolve(one, known)),
        Value::Object(map) => map.values_mut().for_each(|one| resolve(one, known)),
        _ => {}
    }
}
