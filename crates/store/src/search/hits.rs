//! Why a case was found 命中: in which field, and what stands around it.

use workflow::file::CaseFile;

use super::entries::{Field, entries};
use super::fold::units;
use super::read::Sought;

/// Characters shown before and after what was found.
const AROUND: usize = 24;

/// A text of a case in which something asked for stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub field: Field,
    /// What stands there.
    pub snippet: Snippet,
}

/// A finding with what stands around it, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// What stands before; begins with `…` where more does.
    pub before: String,
    /// What was found.
    pub found: String,
    /// What stands after; ends with `…` where more does.
    pub after: String,
}

impl Sought {
    /// Where in a case what is asked for stands, the nearest first, at most one finding for each text and `most` in all.
    ///
    /// The file must be as the reader may see it, as [`Store::case_files`](crate::Store::case_files) gives it: nothing else
    /// is looked at or shown.
    #[must_use]
    pub fn hits(&self, file: &CaseFile, most: usize) -> Vec<Hit> {
        let found = entries(file).into_iter().filter_map(|(field, text)| {
            let units = units(&text);
            let place = self.terms().iter().find_map(|term| term.place(&units));
            let (from, to) = place?;
            Some(Hit {
                field,
                snippet: snippet(&text, from, to),
            })
        });
        found.take(most).collect()
    }
}

fn snippet(text: &str, from: usize, to: usize) -> Snippet {
    let part = |range| text.get(range).unwrap_or_default();
    let (before, after) = (part(0..from), part(to..text.len()));
    let left: Vec<char> = before.chars().rev().take(AROUND).collect();
    let left: String = left.into_iter().rev().collect();
    let right: String = after.chars().take(AROUND).collect();
    let dots = |more: bool| if more { "…" } else { "" };
    Snippet {
        before: format!("{}{left}", dots(left.len() < before.len())),
        found: part(from..to).to_owned(),
        after: format!("{right}{}", dots(right.len() < after.len())),
    }
}
