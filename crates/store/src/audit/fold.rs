//! Folding the log of one case into the rows that its tables must hold.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use workflow::effect::{Effect, Entry};
use workflow::file::{CaseFile, Dispatch, SlipCorrection, TermPause};
use workflow::id::CaseId;

use super::{Chain, compare};
use crate::entity::{
    case_file, case_person, entry, paper, party, protected, search_text, service, term,
    term_version,
};
use crate::record::log::{CATALOGUE, visibility};
use crate::search::{self, Text};
use crate::{chain, rows};

/// Rows of one case as its tables hold them.
#[derive(Default)]
pub(super) struct Found {
    pub(super) entries: Vec<entry::Model>,
    pub(super) parties: Vec<party::Model>,
    pub(super) people: Vec<case_person::Model>,
    pub(super) terms: Vec<term::Model>,
    pub(super) versions: Vec<term_version::Model>,
    pub(super) papers: Vec<paper::Model>,
    pub(super) services: Vec<service::Model>,
    pub(super) protected: Vec<protected::Model>,
    pub(super) texts: Vec<search_text::Model>,
    /// How many words the search has of each text, by its reader.
    pub(super) words: BTreeMap<Uuid, u64>,
}

/// What is wrong, with the entry where it can be told.
pub(super) type Wrong = (Option<u32>, String);

/// Follows the chain of a case and compares its tables with its folded log.
pub(super) fn check(row: &case_file::Model, mut found: Found) -> Vec<Wrong> {
    let mut fold = Fold::default();
    let mut chain = Chain::from(chain::case_root(row.organ_id, row.id));
    for logged in &found.entries {
        let no = u32::try_from(logged.no).ok();
        let wrong = chain.take(logged.no, &logged.previous, &logged.hash, &logged.body);
        fold.wrong.extend(wrong.into_iter().map(|what| (no, what)));
        fold.take(CaseId(row.id), logged);
    }
    let mut wrong = fold.wrong;
    match &fold.file {
        None => wrong.push((None, "the log does not open the case".to_owned())),
        Some(file) => {
            fold.must.cases = rows::case::row(file, chain.head).into_iter().collect();
            fold.must.hang(file);
        }
    }
    let must = fold.must;
    let opened = fold.file.is_some().then_some(row);
    let mut state = differing(opened, &found, &must);
    if !state.is_empty() {
        // What is only written otherwise is the same.
        found.normalise();
        let written = opened.map(again_row);
        state = differing(written.as_ref(), &found, &must);
    }
    contents(&found.protected, &must, &mut wrong);
    searched(&found, must.found, &mut state);
    wrong.extend(state.into_iter().map(|what| (None, what)));
    wrong
}

/// In what the tables differ from what the log says; the row of the case itself only where the log opens it.
fn differing(row: Option<&case_file::Model>, found: &Found, must: &Must) -> Vec<String> {
    let mut state = Vec::new();
    if let Some(row) = row {
        let is = std::slice::from_ref(row);
        compare("case", is, &must.cases, |row| row.id, &mut state);
    }
    compare(
        "party",
        &found.parties,
        &must.parties,
        |row| row.no,
        &mut state,
    );
    let person = |row: &case_person::Model| (row.user_id, row.relation.clone());
    compare("person", &found.people, &must.people, person, &mut state);
    let terms: Vec<term::Model> = must.terms.values().cloned().collect();
    compare("term", &found.terms, &terms, |row| row.no, &mut state);
    let version = |row: &term_version::Model| (row.no, row.version);
    compare(
        "term version",
        &found.versions,
        &must.versions,
        version,
        &mut state,
    );
    compare(
        "paper",
        &found.papers,
        &must.papers,
        |row| row.no,
        &mut state,
    );
    let service = |row: &service::Model| (row.paper_no, row.party_no);
    compare(
        "service",
        &found.services,
        &must.services,
        service,
        &mut state,
    );
    state
}

/// The row with its JSON texts written anew.
fn again_row(row: &case_file::Model) -> case_file::Model {
    case_file::Model {
        number: again(&row.number, rows::parse::<workflow::file::DocumentNumber>),
        facts: again(&row.facts, rows::parse::<workflow::file::Facts>),
        ..row.clone()
    }
}

#[derive(Default)]
struct Fold {
    file: Option<CaseFile>,
    must: Must,
    wrong: Vec<Wrong>,
}

/// Rows that the tables must hold.
#[derive(Default)]
struct Must {
    cases: Vec<case_file::Model>,
    parties: Vec<party::Model>,
    people: Vec<case_person::Model>,
    terms: BTreeMap<i32, term::Model>,
    versions: Vec<term_version::Model>,
    papers: Vec<paper::Model>,
    services: Vec<service::Model>,
    found: Vec<Text>,
    /// Entry, place in it, label and salted digest of each content kept apart.
    digests: Vec<((i32, i32), String, String)>,
    /// Entries whose content of the catalogue was taken out.
    excised: BTreeSet<i32>,
}

impl Fold {
    fn take(&mut self, case: CaseId, logged: &entry::Model) {
        let no = u32::try_from(logged.no).ok();
        let read: Entry = match serde_json::from_str(&logged.body) {
            Ok(read) => read,
            Err(error) => {
                let what = format!("entry {} cannot be read: {error}", logged.no);
                self.wrong.push((no, what));
                return;
            }
        };
        let same = rows::int(read.no) == logged.no
            && read.command == logged.command
            && read.effective_on == logged.effective_on
            && read.recorded_at == logged.recorded_at
            && read.actor.map(|user| user.0) == logged.actor_id;
        if !same {
            let what = format!("entry {}: its columns differ from its text", logged.no);
            self.wrong.push((no, what));
        }
        match &mut self.file {
            None => self.file = CaseFile::open(case, &read.effects),
            Some(file) => {
                for effect in &read.effects {
                    file.apply(effect);
                }
            }
        }
        if let Some(file) = &mut self.file {
            file.revision = read.no;
            self.must.take(file, &read);
        }
    }
}

impl Must {
    fn take(&mut self, file: &CaseFile, read: &Entry) {
        let mut set = BTreeMap::new();
        let mut place = 0;
        for effect in &read.effects {
            match effect {
                Effect::TermSet { term } => {
                    set.insert(term.no, rows::term::row(file, term, read.no));
                }
                Effect::MaterialSet { material } if material.excised_on.is_some() => {
                    let entries = material.entries.iter().map(|no| rows::int(*no));
                    self.excised.extend(entries);
                }
                Effect::ContentProtected { label, digest } => {
                    let key = (rows::int(read.no), place);
                    self.digests.push((key, label.clone(), digest.clone()));
                    place += 1;
                }
                _ => {}
            }
        }
        for row in set.into_values() {
            self.versions.push(rows::term::version(&row));
            self.terms.insert(row.no, row);
        }
    }

    /// Rows of parties, papers, services and the search as the file stands at the end.
    fn hang(&mut self, file: &CaseFile) {
        self.parties = file
            .parties
            .iter()
            .map(|party| rows::party::row(file, party))
            .collect();
        self.people = rows::participation::rows(file);
        self.found = search::texts(file);
        for paper in &file.papers {
            self.papers.extend(rows::paper::row(file, paper));
            for (place, service) in paper.services.iter().enumerate() {
                let row = rows::paper::service_row(file, paper, place, service);
                self.services.push(row);
            }
        }
    }
}

impl Found {
    /// Writes JSON texts anew, so that the way they are written does not matter.
    fn normalise(&mut self) {
        for row in &mut self.terms {
            row.pauses = again(&row.pauses, rows::parse::<Vec<TermPause>>);
        }
        for row in &mut self.versions {
            row.pauses = again(&row.pauses, rows::parse::<Vec<TermPause>>);
        }
        for row in &mut self.papers {
            row.facts = again(&row.facts, rows::parse::<serde_json::Value>);
            let text = row.dispatches.as_deref();
            row.dispatches = text.map(|text| again(text, rows::parse::<Vec<Dispatch>>));
            let text = row.corrections.as_deref();
            row.corrections = text.map(|text| again(text, rows::parse::<Vec<SlipCorrection>>));
        }
    }
}

/// Compares what the search keeps of a case with what stands in it.
fn searched(found: &Found, must: Vec<Text>, state: &mut Vec<String>) {
    for text in &must {
        let view = text.row.view_id;
        let count = found.words.get(&view).copied().unwrap_or(0);
        let must = text.count();
        if count != must as u64 {
            state.push(format!(
                "search text {view:?} has {count} words in the index and must have {must}: run `fuyi search rebuild`"
            ));
        }
    }
    let rows: Vec<search_text::Model> = must.into_iter().map(|text| text.row).collect();
    compare("search text", &found.texts, &rows, |row| row.view_id, state);
}

/// The text written anew, or as it is where it cannot be read.
fn again<'a, T: serde::Serialize>(
    text: &'a str,
    parse: impl Fn(&'static str, &'static str, &'a str) -> Result<T, crate::StoreError>,
) -> String {
    parse("", "", text).map_or_else(|_| text.to_owned(), |value| rows::json(&value))
}

/// Compares content kept apart with the salted digests in the log.
fn contents(found: &[protected::Model], must: &Must, wrong: &mut Vec<Wrong>) {
    let mut kept: BTreeMap<(i32, i32), &protected::Model> = found
        .iter()
        .map(|row| ((row.entry_no, row.place), row))
        .collect();
    for (key, label, digest) in &must.digests {
        let no = u32::try_from(key.0).ok();
        if visibility(label) == CATALOGUE && must.excised.contains(&key.0) {
            if kept.remove(key).is_some() {
                let what = format!(
                    "content `{label}` of entry {} was taken out and is there",
                    key.0
                );
                wrong.push((no, what));
            }
            continue;
        }
        match kept.remove(key) {
            None => wrong.push((
                no,
                format!("content `{label}` of entry {} is missing", key.0),
            )),
            Some(row) => {
                let is = chain::salted(&row.salt, row.id, &row.visibility, &row.content);
                let how = if !chain::is_salt(&row.salt) {
                    "has a salt that is not 64 hex digits"
                } else if row.visibility != visibility(label) {
                    "was opened to others: its visibility was edited"
                } else if row.label != *label || is != *digest {
                    "was edited: label, id, salt or text"
                } else {
                    continue;
                };
                wrong.push((no, format!("content `{label}` of entry {} {how}", key.0)));
            }
        }
    }
    for key in kept.keys() {
        let no = u32::try_from(key.0).ok();
        wrong.push((
            no,
            format!("content of entry {} is in no entry of the log", key.0),
        ));
    }
}
