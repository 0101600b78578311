//! Rows of the index 索引: what is kept of a case for each who reads it differently.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;
use workflow::file::{CaseFile, PartyRole};
use workflow::id::OrganId;

use super::entries::{Relevance, entries};
use super::fold::units;
use super::words::{Folded, Word, key};
use crate::entity::search_text::Model;
use crate::sight::{self, Standing};

/// A row of the index with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) row: Model,
    prefix: String,
    words: HashSet<Word>,
    acts: BTreeSet<String>,
}

impl Text {
    /// How many words the index has of it.
    pub(crate) fn count(&self) -> usize {
        self.words.len() + self.acts.len()
    }

    /// The words as the index has them, in order.
    pub(crate) fn words(&self) -> BTreeSet<String> {
        let prefix = &self.prefix;
        let words = self.words.iter().map(|word| format!("{prefix}{word}"));
        let acts = self.acts.iter().map(|act| format!("{prefix}{act}"));
        words.chain(acts).collect()
    }
}

/// Words begin with those signs where they are no words of a text: no query can hold them.
const OF_ACT: char = '¶';

/// The rows that a case must have: one of what its office reads, one for each agency that sees it, and those of
/// people who were let in, where somebody was.
pub(crate) fn texts(file: &CaseFile) -> Vec<Text> {
    let mut texts = vec![text(file, sight::OFFICE_VIEW)];
    // An agency may be a respondent twice.
    let agencies: BTreeSet<OrganId> = sight::agencies_called(file).collect();
    texts.extend(agencies.into_iter().map(|agency| {
        let seen = sight::redact_for(&Standing::Agency(agency), file.clone());
        text(&seen, agency.0)
    }));
    let mut admissions = file.facts.participation.admissions.iter();
    if admissions.any(|admission| admission.ended_on.is_none()) {
        texts.extend(sight::GUEST_VIEWS.into_iter().map(|(view, capacities)| {
            let seen = sight::redact_for(&Standing::Guest(capacities.to_vec()), file.clone());
            text(&seen, view)
        }));
    }
    if let Some(whole) = texts.first_mut() {
        whole.acts = acts(file);
    }
    texts
}

fn text(file: &CaseFile, view: Uuid) -> Text {
    let mut room = Folded::room();
    let [mut numbers, mut names, mut subject, mut whole] = [(); 4].map(|()| Folded::default());
    for (field, written) in entries(file) {
        let units = units(&written);
        match field.relevance() {
            Relevance::Numbers => numbers.add_text(&units),
            Relevance::Names => names.add_text(&units),
            Relevance::Subject => subject.add_text(&units),
            // What is nowhere else is in the whole.
            Relevance::Text => {}
        }
        whole.add(&units, &mut room);
    }
    Text {
        prefix: prefix(file.organ, view),
        words: whole.words,
        acts: BTreeSet::new(),
        row: Model {
            organ_id: file.organ.0,
            case_id: file.id.0,
            view_id: view,
            numbers: numbers.text,
            names: names.text,
            subject: subject.text,
            whole: whole.text,
        },
    }
}

/// What every word of a view begins with, so that the organ leads the index; two views may share it by chance.
pub(crate) fn prefix(organ: OrganId, view: Uuid) -> String {
    let mixed = organ.0.as_u128() ^ view.as_u128().rotate_left(8);
    let mixed = mixed ^ (mixed >> 64);
    let mixed = mixed ^ (mixed >> 32);
    let mixed = mixed ^ (mixed >> 16);
    format!("{:04x}", mixed & 0xffff)
}

/// What the disputed act is known by: its number, and each agency with the day.
fn acts(file: &CaseFile) -> BTreeSet<String> {
    let act = &file.facts.disputed_act;
    let number = act.document_number.as_deref().and_then(act_by_number);
    let agencies = file.parties.iter().filter_map(|party| {
        let agency = party
            .organ
            .filter(|_| party.role == PartyRole::Respondent)?;
        Some(act_by_day(agency, act.made_on?))
    });
    number.into_iter().chain(agencies).collect()
}

/// The word of an act by the number of its document.
pub(crate) fn act_by_number(number: &str) -> Option<String> {
    let key: String = key(number)?.chars().take(64).collect();
    Some(format!("{OF_ACT}{key}"))
}

/// The word of an act by the agency and the day.
pub(crate) fn act_by_day(agency: OrganId, on: NaiveDate) -> String {
    format!("{OF_ACT}{}·{}", agency.0.simple(), on.format("%Y%m%d"))
}
