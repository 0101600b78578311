//! Names in definitions: which there are, and what a name that is none of them should have been.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::suggest::{nearest, suggest};
use crate::fault::Fault;
use crate::raw::{RawSet, Word};

/// What a name may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Track,
    Stage,
    Period,
    Paper,
    Guard,
    Command,
    Role,
    Choice,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Self::Track => "FY0214",
            Self::Stage => "FY0201",
            Self::Period => "FY0202",
            Self::Paper => "FY0203",
            Self::Guard => "FY0204",
            Self::Command => "FY0205",
            Self::Role => "FY0206",
            Self::Choice => "FY0207",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Track => "轨道",
            Self::Stage => "阶段",
            Self::Period => "期间",
            Self::Paper => "文书",
            Self::Guard => "条件",
            Self::Command => "指令",
            Self::Role => "角色",
            Self::Choice => "选项",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Stage => "stage",
            Self::Period => "period",
            Self::Paper => "paper",
            Self::Guard => "guard",
            Self::Command => "command",
            Self::Role => "role",
            Self::Choice => "choice",
        }
    }
}

/// The ids that the files define, and the faults found so far.
pub(crate) struct Names<'a> {
    tracks: BTreeSet<&'a str>,
    stages: BTreeSet<&'a str>,
    periods: BTreeSet<&'a str>,
    papers: BTreeSet<&'a str>,
    lost: &'a BTreeSet<(&'static str, String)>,
    faults: &'a mut Vec<Fault>,
    /// Whether a name could not be made out, so that what spans the files cannot be judged.
    pub(crate) unresolved: bool,
}

impl<'a> Names<'a> {
    /// Gathers the ids, reporting those given twice or badly formed.
    pub(crate) fn gather(set: &'a RawSet, faults: &'a mut Vec<Fault>) -> Self {
        let tracks = ids(
            set.tracks.iter().map(|t| (&t.file, &t.item.id)),
            "轨道",
            "track",
            faults,
        );
        let stages = ids(
            set.stages.iter().map(|s| (&s.file, &s.item.id)),
            "阶段",
            "stage",
            faults,
        );
        let periods = ids(
            set.periods.iter().map(|p| (&p.file, &p.item.id)),
            "期间",
            "period",
            faults,
        );
        let papers = ids(
            set.papers.iter().map(|p| (&p.file, &p.item.id)),
            "文书",
            "paper",
            faults,
        );
        ids(
            set.moves.iter().map(|m| (&m.file, &m.item.id)),
            "步骤",
            "move",
            faults,
        );
        ids(
            set.grounds.iter().map(|g| (&g.file, &g.item.id)),
            "事由",
            "ground",
            faults,
        );
        Self {
            tracks,
            stages,
            periods,
            papers,
            lost: &set.lost,
            faults,
            unresolved: false,
        }
    }

    /// Adds a fault.
    pub(crate) fn fault(
        &mut self,
        code: &'static str,
        file: &str,
        span: Range<usize>,
        message: String,
        help: String,
    ) {
        self.faults.push(Fault {
            code,
            message,
            file: file.to_owned(),
            span,
            help: Some(help),
        });
    }

    /// The id a word names; for a slip, the id that was probably meant, so that no fault follows from it.
    pub(crate) fn id(&mut self, kind: Kind, file: &str, word: &Word) -> Option<String> {
        let (known, section) = match kind {
            Kind::Track => (&self.tracks, "track"),
            Kind::Stage => (&self.stages, "stage"),
            Kind::Period => (&self.periods, "period"),
            _ => (&self.papers, "paper"),
        };
        let name = word.get_ref();
        let is_lost = |id: &str| self.lost.contains(&(section, id.to_owned()));
        if known.contains(name.as_str()) || is_lost(name) || is_lost("") {
            return Some(name.clone());
        }
        let meant = nearest(name, known.iter().copied()).map(str::to_owned);
        let help = suggest(name, known.iter().copied());
        self.unknown(kind, file, word, help);
        self.unresolved |= meant.is_none();
        meant
    }

    /// The ids of a list, each once.
    pub(crate) fn ids(&mut self, kind: Kind, file: &str, words: &[Word]) -> Vec<String> {
        self.repeats(file, words);
        words
            .iter()
            .filter_map(|word| self.id(kind, file, word))
            .collect()
    }

    /// The value that a word of a closed list stands for.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        kind: Kind,
        file: &str,
        word: &Word,
        options: &[(&'static str, T)],
    ) -> Option<T> {
        let find = |name: &str| options.iter().find(|(known, _)| *known == name);
        let name = word.get_ref();
        if let Some((_, value)) = find(name) {
            return Some(*value);
        }
        let known = options.iter().map(|(known, _)| *known);
        let meant = nearest(name, known.clone())
            .and_then(find)
            .map(|(_, value)| *value);
        self.unknown(kind, file, word, suggest(name, known));
        self.unresolved |= meant.is_none();
        meant
    }

    /// The values of a list of words of a closed list, each once.
    pub(crate) fn choices<T: Copy>(
        &mut self,
        kind: Kind,
        file: &str,
        words: &[Word],
        options: &[(&'static str, T)],
    ) -> Vec<T> {
        self.repeats(file, words);
        words
            .iter()
            .filter_map(|word| self.choice(kind, file, word, options))
            .collect()
    }

    fn unknown(&mut self, kind: Kind, file: &str, word: &Word, help: String) {
        let name = word.get_ref();
        let message = format!(
            "没有名为`{name}`的{} / no {} is named `{name}`",
            kind.zh(),
            kind.en()
        );
        self.fault(kind.code(), file, word.span(), message, help);
    }

    pub(crate) fn repeats(&mut self, file: &str, words: &[Word]) {
        let mut seen = BTreeSet::new();
        for word in words {
            let name = word.get_ref();
            if !seen.insert(name.as_str()) {
                self.fault(
                    "FY0209",
                    file,
                    word.span(),
                    format!("`{name}`在列表中出现两次 / `{name}` stands twice in the list"),
                    "删去一处 / take one away".to_owned(),
                );
            }
        }
    }
}

fn ids<'a>(
    items: impl Iterator<Item = (&'a String, &'a Word)>,
    zh: &str,
    en: &str,
    faults: &mut Vec<Fault>,
) -> BTreeSet<&'a str> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for (file, word) in items {
        let id = word.get_ref().as_str();
        let mut fault = |code, message, help| {
            faults.push(Fault {
                code,
                message,
                file: file.clone(),
                span: word.span(),
                help: Some(help),
            });
        };
        if !is_id(id) {
            fault(
                "FY0210",
                format!("`{id}`不能作{zh}的标识 / `{id}` cannot be the id of a {en}"),
                "用小写英文字母、数字和下划线，以字母开头 / use lower-case letters, digits and underscores, \
                 a letter first"
                    .to_owned(),
            );
        }
        match first.get(id) {
            Some(other) => fault(
                "FY0208",
                format!("{zh}`{id}`重复 / the {en} `{id}` is defined twice"),
                format!(
                    "另一处在 {other}，改其中一个的标识 / the other is in {other}; give one of them another id"
                ),
            ),
            None => {
                first.insert(id, file);
            }
        }
    }
    first.into_keys().collect()
}

fn is_id(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
