//! Who the people of a case are, and whose names are kept from the others.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{CaseFile, People};
use crate::command::{IdentityKind, ProtectedKind};
use crate::id::{EntryNo, PartyNo};

/// Label of content kept apart from the log: the number of a document that proves who somebody is.
pub const IDENTITY_NUMBER: &str = "identity_number";

/// What proves who a party is 证件. The number lies apart from the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The party.
    pub party: PartyNo,
    /// What document it is.
    pub kind: IdentityKind,
    /// Day recorded.
    pub recorded_on: NaiveDate,
    /// Entry with whose content kept apart the number lies.
    pub entry: EntryNo,
}

/// Somebody whose name is kept from the others 姓名保密.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    /// Number within the case, from 1.
    pub no: u32,
    /// As what.
    pub kind: ProtectedKind,
    /// The name that is kept.
    pub name: String,
    /// The party, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyNo>,
    /// Effective day.
    pub since: NaiveDate,
    /// Day from which the name is kept no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
}

impl Protection {
    /// What others read in place of the name, such as 证人2.
    #[must_use]
    pub fn alias(&self) -> String {
        format!("{}{}", self.kind.label().0, self.no)
    }
}

/// Words in place of names 代称. Of nothing where no name is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Masks(Vec<(String, String)>);

impl Masks {
    /// Whether no name is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text with words in place of the names.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut masked = text.to_owned();
        for (name, alias) in &self.0 {
            if masked.contains(name.as_str()) {
                masked = masked.replace(name.as_str(), alias);
            }
        }
        masked
    }

    /// The same with words in place of the names, in every text of it. `None` where a name is also a word of the program, so
    /// that nothing can be made of it.
    #[must_use]
    pub fn over<T: Serialize + DeserializeOwned>(&self, whole: &T) -> Option<T> {
        let mut value = serde_json::to_value(whole).ok()?;
        self.value(&mut value);
        serde_json::from_value(value).ok()
    }

    fn value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.value(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

impl People {
    /// Names that are kept from whoever does not work on the case in its office, the longest first, so that no name hides
    /// in another.
    #[must_use]
    pub fn masks(&self) -> Masks {
        let standing = self.protections.iter();
        let standing = standing.filter(|known| known.ended_on.is_none());
        let mut masks: Vec<(String, String)> = standing
            .map(|known| (known.name.clone(), known.alias()))
            .collect();
        masks.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Masks(masks)
    }
}

impl CaseFile {
    /// The file with words in place of the names that are kept, and without what proves who somebody is: for whoever does
    /// not work on it in its office.
    #[must_use]
    pub fn masked(mut self) -> Self {
        let masks = self.facts.people.masks();
        self.facts.people.identities.clear();
        self.facts.people.protections.clear();
        if masks.is_empty() {
            return self;
        }
        // Nothing is shown rather than the name.
        masks.over(&self).unwrap_or_else(|| {
            let facts = super::Facts::default();
            Self::blank(self.id, self.organ, self.definition, facts)
        })
    }
}
