//! What the API shows of a case, and what it answers.

use serde_json::Value;

/// A case as somebody of the office sees it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    pub(crate) number: String,
    pub(crate) stage: String,
    pub(crate) revision: u32,
    pub(crate) outcome: Option<String>,
    pub(crate) group: Option<String>,
    pub(crate) suits: Vec<String>,
    pub(crate) suspended: bool,
    pub(crate) terms: Vec<SeenTerm>,
    pub(crate) papers: Vec<SeenPaper>,
    pub(crate) matters: Vec<SeenMatter>,
    pub(crate) log: Vec<SeenEntry>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SeenTerm {
    pub(crate) no: u32,
    pub(crate) period: String,
    pub(crate) state: String,
    pub(crate) due: String,
    pub(crate) provisional: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SeenPaper {
    pub(crate) no: u32,
    pub(crate) kind: String,
    pub(crate) number: Option<String>,
    pub(crate) must_be_served: bool,
    pub(crate) addressees: Vec<u32>,
    pub(crate) served: Vec<u32>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SeenMatter {
    pub(crate) no: u32,
    pub(crate) track: String,
    pub(crate) stage: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SeenEntry {
    pub(crate) no: u32,
    pub(crate) made: String,
    pub(crate) effective_on: String,
    pub(crate) reverses: Vec<u32>,
}

/// The answer to a command.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// It was carried out.
    Done(Done),
    /// It was refused.
    Refused(Refused),
    /// The machinery could not.
    Failed { code: String, message: String },
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Done {
    /// Global id of the case.
    pub(crate) case: String,
    pub(crate) entry: u32,
    pub(crate) is_request: bool,
    pub(crate) replayed: bool,
    /// Kinds of the papers issued.
    pub(crate) papers: Vec<String>,
}

impl Done {
    /// Whether who gave the command still sees the case: it is closed to one who withdrew.
    pub(crate) fn is_shown(&self) -> bool {
        !self.case.is_empty()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) basis: Option<String>,
    pub(crate) allowed: Vec<String>,
    pub(crate) args: Value,
}

impl Answer {
    /// The receipt; anything else fails the test.
    #[track_caller]
    pub(crate) fn done(self) -> Done {
        match self {
            Self::Done(done) => done,
            other => panic!("not carried out: {other:?}"),
        }
    }

    /// The refusal; anything else fails the test.
    #[track_caller]
    pub(crate) fn refused(self) -> Refused {
        match self {
            Self::Refused(refused) => refused,
            other => panic!("not refused: {other:?}"),
        }
    }

    /// The fault; anything else fails the test.
    #[track_caller]
    pub(crate) fn failed(self) -> (String, String) {
        match self {
            Self::Failed { code, message } => (code, message),
            other => panic!("did not fail: {other:?}"),
        }
    }
}

impl Seen {
    /// The thing that `PERIOD` (the last) or `PERIOD#2` (the second) names among terms.
    pub(crate) fn term(&self, name: &str) -> Option<&SeenTerm> {
        nth(&self.terms, name, |term| &term.period)
    }

    /// The same among papers, by kind.
    pub(crate) fn paper(&self, name: &str) -> Option<&SeenPaper> {
        nth(&self.papers, name, |paper| &paper.kind)
    }

    /// The same among matters, by track.
    pub(crate) fn matter(&self, name: &str) -> Option<&SeenMatter> {
        nth(&self.matters, name, |matter| &matter.track)
    }

    /// The name by which a scenario calls a term.
    pub(crate) fn name_of(&self, no: u32) -> String {
        let term = self.terms.iter().find(|term| term.no == no).unwrap();
        let same: Vec<_> = self
            .terms
            .iter()
            .filter(|other| other.period == term.period)
            .collect();
        let place = same.iter().position(|other| other.no == no).unwrap() + 1;
        if place == same.len() {
            term.period.clone()
        } else {
            format!("{}#{place}", term.period)
        }
    }
}

fn nth<'a, T>(list: &'a [T], name: &str, key: impl Fn(&T) -> &String) -> Option<&'a T> {
    let (name, place) = match name.split_once('#') {
        Some((name, place)) => (name, Some(place.parse::<usize>().unwrap())),
        None => (name, None),
    };
    let mut same = list.iter().filter(|one| key(one) == name);
    match place {
        Some(place) => same.nth(place - 1),
        None => same.next_back(),
    }
}
