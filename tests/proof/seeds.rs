//! What a seed is, and how it is sown.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// One place of the definitions spoiled, and the fault that must be found for it.
pub(super) struct Seed {
    /// What is wrong, in plain words.
    pub(super) name: &'static str,
    /// The section that is spoiled, by its kind and id, such as `move accept`.
    pub(super) of: &'static str,
    /// What is replaced in it, once; the whole section where this is empty.
    pub(super) find: &'static str,
    pub(super) replace: &'static str,
    pub(super) code: &'static str,
    /// The section whose head the fault stands at; `move accept: starts` for a line of it, `here` for
    /// the place that was spoiled, `all` for the definitions as a whole.
    pub(super) at: &'static str,
    /// What the message must say, or where there is a path, what the path must hold: its last step.
    pub(super) says: &'static str,
    /// Whether the help is the shortest path there.
    pub(super) path: bool,
    /// The world in which it shows; all of them where none is named.
    pub(super) world: Option<&'static str>,
}

macro_rules! seeds {
    (@world) => { None };
    (@world $world:literal) => { Some($world) };
    ($($name:literal: $of:literal, $find:literal => $replace:literal;
       $code:literal at $at:literal $word:ident $says:literal $(in $world:literal)?;)+) => {
        /// The seeds.
        pub(super) const SEEDS: &[crate::proof::seeds::Seed] = &[$(crate::proof::seeds::Seed {
            name: $name,
            of: $of,
            find: $find,
            replace: $replace,
            code: $code,
            at: $at,
            says: $says,
            path: matches!(stringify!($word).as_bytes(), b"path"),
            world: crate::proof::seeds::seeds!(@world $($world)?),
        }),+];
    };
}
pub(super) use seeds;

impl Seed {
    /// Spoils the definitions in a folder; answers the place that was spoiled, by its file and line.
    pub(super) fn sow(&self, folder: &Path) -> (String, usize) {
        let (file, range) = section(folder, self.of);
        let text = std::fs::read_to_string(&file).unwrap();
        let (before, rest) = text.split_at(range.start);
        let (own, after) = rest.split_at(range.len());
        let (kept, spoiled) = match self.find {
            "" => ("", String::new()),
            find => {
                let (kept, end) = own
                    .split_once(find)
                    .unwrap_or_else(|| panic!("{}: no `{find}`", self.name));
                (kept, format!("{}{end}", self.replace))
            }
        };
        std::fs::write(&file, format!("{before}{kept}{spoiled}{after}")).unwrap();
        (named(folder, &file), line_of(&format!("{before}{kept}")))
    }

    /// The files and lines at which the fault may stand, once all is spoiled; `here` is right for a seed sown alone.
    pub(super) fn places(
        &self,
        folder: &Path,
        spoiled: (String, usize),
    ) -> BTreeSet<(String, usize)> {
        match self.at {
            "here" => BTreeSet::from([spoiled]),
            "all" => files(folder)
                .iter()
                .map(|file| (named(folder, file), 1))
                .collect(),
            at => match at.split_once(": ") {
                // A line of a section.
                Some((of, word)) => {
                    let (file, range) = section(folder, of);
                    let text = std::fs::read_to_string(&file).unwrap();
                    let own = text.split_at(range.start).1;
                    let start = range.start + own.find(&format!("\n{word} =")).unwrap() + 1;
                    BTreeSet::from([(named(folder, &file), line_of(text.split_at(start).0))])
                }
                // A field that is missing is missed at the head, what a section is about stands at its id.
                None => {
                    let (file, range) = section(folder, at);
                    let text = std::fs::read_to_string(&file).unwrap();
                    let head = line_of(text.split_at(range.start).0);
                    let name = named(folder, &file);
                    BTreeSet::from([(name.clone(), head), (name, head + 1)])
                }
            },
        }
    }
}

/// A file as the checker names it.
fn named(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The line on which a text ends, from 1.
fn line_of(text: &str) -> usize {
    text.matches('\n').count() + 1
}

/// The definition files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "toml") {
            all.push(path);
        }
    }
    all
}

/// The file of a section and where in it the section stands.
fn section(folder: &Path, of: &str) -> (PathBuf, std::ops::Range<usize>) {
    let (kind, id) = of.split_once(' ').unwrap();
    let heads = [format!("[[{kind}]]\n"), format!("[{kind}]\n")];
    let heads = heads.map(|head| format!("{head}id = \"{id}\"\n"));
    for file in files(&folder.join("law")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let Some(start) = heads.iter().find_map(|head| text.find(head.as_str())) else {
            continue;
        };
        let rest = text.split_at(start + 1).1;
        let end = rest
            .find("\n[[")
            .map_or(text.len(), |end| start + 1 + end + 1);
        return (file, start..end);
    }
    panic!("no section `{of}`");
}
