//! Words of the index 索引词, and what is asked for.

use std::collections::{BTreeSet, HashSet};
use std::fmt;

use super::fold::{Part, Unit, units};

/// Longest word of the index, in characters; of a longer one its beginning is indexed, and the text verifies the rest.
const LONGEST: usize = 64;

/// Most bytes of words that one text gives; beyond, nothing more is indexed. PostgreSQL keeps up to 1 MiB.
const MOST_BYTES: usize = 500_000;

/// Texts of one place, made ready for the index.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Folded {
    /// All units in order, with a blank before and after each and breaks between texts; empty without any.
    pub(crate) text: String,
    /// The different words.
    pub(crate) words: HashSet<Word>,
}

/// A word of the index.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Word {
    /// A single character.
    One(char),
    /// Two characters that follow one another.
    Two(char, char),
    /// A run of letters and digits, or its beginning.
    Run(String),
}

impl Word {
    /// How long it is written, in bytes.
    fn size(&self) -> usize {
        match self {
            Self::One(one) => one.len_utf8(),
            Self::Two(first, second) => first.len_utf8() + second.len_utf8(),
            Self::Run(run) => run.len(),
        }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(one) => write!(f, "{one}"),
            Self::Two(first, second) => write!(f, "{first}{second}"),
            Self::Run(run) => f.write_str(run),
        }
    }
}

impl Folded {
    /// Adds the units of a text, behind a break, with their words.
    pub(crate) fn add(&mut self, units: &[Unit], room: &mut usize) {
        let mut before: Option<&Part> = None;
        for unit in units {
            let pair = match (before, &unit.part) {
                (Some(Part::Han(first)), Part::Han(second)) => Some(Word::Two(*first, *second)),
                _ => None,
            };
            let new = [word(&unit.part), pair];
            let new = new.map(|word| word.filter(|word| !self.words.contains(word)));
            let size: usize = new.iter().flatten().map(Word::size).sum();
            match room.checked_sub(size) {
                Some(left) => *room = left,
                None => return,
            }
            self.words.extend(new.into_iter().flatten());
            self.write(&unit.part, before.is_none());
            before = Some(&unit.part);
        }
    }

    /// Adds the units of a text, behind a break, without words.
    pub(crate) fn add_text(&mut self, units: &[Unit]) {
        for (place, unit) in units.iter().enumerate() {
            self.write(&unit.part, place == 0);
        }
    }

    fn write(&mut self, part: &Part, first: bool) {
        if self.text.is_empty() {
            self.text.push(' ');
        } else if first {
            self.text.push_str("| ");
        }
        match part {
            Part::Han(one) => self.text.push(*one),
            Part::Word(word) => self.text.push_str(word),
            Part::Break => self.text.push('|'),
        }
        self.text.push(' ');
    }

    /// The room for words of one index text.
    pub(crate) fn room() -> usize {
        MOST_BYTES
    }
}

/// The word of a unit; none of a break.
fn word(part: &Part) -> Option<Word> {
    match part {
        Part::Han(one) => Some(Word::One(*one)),
        Part::Word(word) => Some(Word::Run(word.chars().take(LONGEST).collect())),
        Part::Break => None,
    }
}

/// Something asked for: units that follow one another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Term {
    parts: Vec<String>,
    words: Vec<String>,
    exact: bool,
}

impl Term {
    fn of(parts: &[Unit]) -> Self {
        let parts: Vec<&Part> = parts.iter().map(|unit| &unit.part).collect();
        let long = |part: &&Part| part.to_string().chars().nth(LONGEST).is_some();
        let mut words = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            let beside = |other: Option<&&Part>| match (part, other) {
                (Part::Han(_), Some(Part::Han(other))) => Some(*other),
                _ => None,
            };
            let before = place.checked_sub(1).and_then(|place| parts.get(place));
            let after = beside(parts.get(place + 1));
            match after {
                Some(after) => words.push(format!("{part}{after}")),
                // A character within a pair is in it.
                None if beside(before).is_some() => {}
                None => words.extend(word(part).map(|word| word.to_string())),
            }
        }
        Self {
            exact: words.len() == 1 && !parts.iter().any(long),
            parts: parts.iter().map(ToString::to_string).collect(),
            words,
        }
    }

    /// Words of the index that a text with this must have.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether every text with those words has it; else the text says.
    pub(crate) fn is_exact(&self) -> bool {
        self.exact
    }

    /// What a folded text with this contains.
    pub(crate) fn pattern(&self) -> String {
        format!(" {} ", self.parts.join(" "))
    }

    /// Where it first stands in a text, in bytes: first, and after the last.
    pub(crate) fn place(&self, text: &[Unit]) -> Option<(usize, usize)> {
        let found = text.windows(self.parts.len()).find(|window| {
            let mut pairs = window.iter().zip(&self.parts);
            pairs.all(|(unit, part)| unit.part.is(part))
        })?;
        Some((found.first()?.from, found.last()?.to))
    }
}

/// What a text asks for, each part once: what stands between breaks.
pub(crate) fn terms(text: &str) -> Vec<Term> {
    let units = units(text);
    let parts = units.split(|unit| unit.part == Part::Break);
    let terms: BTreeSet<Term> = parts
        .filter(|part| !part.is_empty())
        .map(Term::of)
        .collect();
    terms.into_iter().collect()
}

/// A text as one key: two that differ only in what is not compared have the same; none without any unit.
pub(crate) fn key(text: &str) -> Option<String> {
    let parts: Vec<String> = units(text)
        .into_iter()
        .filter(|unit| unit.part != Part::Break)
        .map(|unit| unit.part.to_string())
        .collect();
    (!parts.is_empty()).then(|| parts.join("·"))
}

/// How alike two texts are, in hundredths: pairs of units that both have, by Dice.
pub(crate) fn likeness(one: &str, other: &str) -> u32 {
    let pairs = |text: &str| -> BTreeSet<(String, String)> {
        let units = units(text);
        let parts: Vec<String> = units.iter().map(|unit| unit.part.to_string()).collect();
        match parts.as_slice() {
            [only] => BTreeSet::from([(only.clone(), String::new())]),
            many => many
                .iter()
                .zip(many.iter().skip(1))
                .map(|(first, second)| (first.clone(), second.clone()))
                .collect(),
        }
    };
    let (one, other) = (pairs(one), pairs(other));
    let shared = one.intersection(&other).count();
    let all = one.len() + other.len();
    u32::try_from((200 * shared).checked_div(all).unwrap_or(0)).unwrap_or(0)
}
