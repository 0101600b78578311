//! The committed schema: its coordinates, and a query that leads to each.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Coordinate {
    pub(super) object: String,
    pub(super) field: String,
    /// The type it gives, without lists and marks.
    gives: String,
    arguments: Vec<(String, String)>,
}

impl Coordinate {
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.object, self.field)
    }

    /// Whether it is asked of the door or of a preview, which answer with a refusal.
    pub(super) fn is_asked(&self) -> bool {
        self.object == "Mutation"
            || (self.object == "Query" && ROOTS.iter().any(|(root, ..)| *root == self.field))
    }
}

/// Roots that take an input, with their variables.
const ROOTS: [(&str, &str, &str); 5] = [
    ("deadline", "input", "deadline"),
    ("previewCommand", "input", "command"),
    ("previewOpening", "input", "opening"),
    ("whatIf", "input", "whatIf"),
    ("submitCommand", "input", "command"),
];

/// Where a type is asked for, where the shortest way is not the one that shows something of the case.
const WAYS: [(&str, &[&str]); 3] = [
    ("User", &["Query.case", "Case.officer"]),
    ("CommandPayload", &["Mutation.submitCommand"]),
    (
        "Refusal",
        &["Query.previewCommand", "PreviewPayload.refusal"],
    ),
];

/// The schema.
pub(super) struct Schema {
    fields: Vec<Coordinate>,
    objects: Vec<String>,
    ways: BTreeMap<String, Vec<Coordinate>>,
}

impl Schema {
    /// The committed one.
    pub(super) fn committed() -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schema/fuyi.graphql");
        let text = std::fs::read_to_string(path).unwrap();
        let fields = fields(&text);
        let objects = text.lines().filter_map(|line| line.strip_prefix("type "));
        let objects = objects.filter_map(|rest| rest.split([' ', '{']).next());
        let mut schema = Self {
            fields,
            objects: objects.map(str::to_owned).collect(),
            ways: BTreeMap::new(),
        };
        schema.ways = schema.reach();
        schema
    }

    pub(super) fn coordinates(&self) -> Vec<Coordinate> {
        self.fields.clone()
    }

    fn field(&self, name: &str) -> &Coordinate {
        let found = self.fields.iter().find(|known| known.name() == name);
        found.unwrap_or_else(|| panic!("the schema has no `{name}`"))
    }

    /// The shortest way to each type.
    fn reach(&self) -> BTreeMap<String, Vec<Coordinate>> {
        let mut ways = BTreeMap::from([("Query".to_owned(), Vec::new())]);
        ways.insert("Mutation".to_owned(), Vec::new());
        for (object, way) in WAYS {
            let way = way.iter().map(|name| self.field(name).clone());
            ways.insert(object.to_owned(), way.collect());
        }
        // The case first: what hangs on it is asked of it.
        let mut open: VecDeque<Coordinate> = VecDeque::new();
        open.push_back(self.field("Query.case").clone());
        open.extend(
            self.fields
                .iter()
                .filter(|known| known.object == "Query")
                .cloned(),
        );
        while let Some(next) = open.pop_front() {
            let mut way = ways.get(&next.object).cloned().unwrap_or_default();
            way.push(next.clone());
            if way.len() > 7 || !self.objects.contains(&next.gives) {
                continue;
            }
            if !ways.contains_key(&next.gives) {
                ways.insert(next.gives.clone(), way);
            } else if !WAYS.iter().any(|(object, _)| *object == next.gives) {
                continue;
            }
            let inner = self
                .fields
                .iter()
                .filter(|known| known.object == next.gives);
            let seen: Vec<Coordinate> = inner.cloned().collect();
            if !open.iter().any(|known| known.object == next.gives) {
                open.extend(seen);
            }
            if open.len() > 20_000 {
                break;
            }
        }
        ways
    }

    /// A query that leads to a coordinate.
    pub(super) fn query(&self, coordinate: &Coordinate) -> Option<String> {
        let mut way = self.ways.get(&coordinate.object)?.clone();
        way.push(coordinate.clone());
        let last = if self.objects.contains(&coordinate.gives) || coordinate.gives == "Node" {
            " { __typename }"
        } else {
            ""
        };
        let root = way.first()?.clone();
        let rest: Vec<&Coordinate> = way.iter().skip(1).collect();
        let inner = |wrap: &str| {
            let mut text = wrap.to_owned();
            for field in &rest {
                text.push_str(&format!(" {{ {}{}", field.field, given(field)));
            }
            text.push_str(last);
            text.push_str(&" }".repeat(rest.len()));
            text
        };
        let (kind, body) = match (root.object.as_str(), root.field.as_str()) {
            (_, "case") => {
                let both = ["a", "b"].map(|case| {
                    let alias = if rest.is_empty() {
                        String::new()
                    } else {
                        format!("{case}: ")
                    };
                    inner(&format!("{alias}case(by: {{ id: ${case} }})"))
                });
                let shown = if rest.is_empty() {
                    &both[..1]
                } else {
                    &both[..]
                };
                ("query", shown.join(" "))
            }
            ("Mutation", _) => (
                "mutation",
                inner(&format!("{}{}", root.field, given(&root))),
            ),
            _ => ("query", inner(&format!("{}{}", root.field, given(&root)))),
        };
        let declared: Vec<String> = VARIABLES
            .iter()
            .filter(|(name, _)| {
                let used = format!("${name}");
                let mut at = body.match_indices(&used);
                at.any(|(at, _)| {
                    let after = body.get(at + used.len()..).and_then(|rest| rest.chars().next());
                    after.is_none_or(|next| !next.is_ascii_alphanumeric())
                })
            })
            .map(|(name, kind)| format!("${name}: {kind}"))
            .collect();
        let declared = match declared.is_empty() {
            true => String::new(),
            false => format!(" ({})", declared.join(", ")),
        };
        Some(format!("{kind}{declared} {{ {body} }}"))
    }
}

/// Variables and their types.
const VARIABLES: [(&str, &str); 7] = [
    ("a", "ID!"),
    ("b", "ID!"),
    ("ids", "[ID!]!"),
    ("deadline", "DeadlineInput!"),
    ("command", "SubmitCommandInput!"),
    ("opening", "OpenCaseInput!"),
    ("whatIf", "WhatIfInput!"),
];

/// The arguments that a field must be given.
fn given(field: &Coordinate) -> String {
    let root = ROOTS.iter().find(|(root, ..)| *root == field.field);
    let root = root.filter(|_| ["Query", "Mutation"].contains(&field.object.as_str()));
    let required = field
        .arguments
        .iter()
        .filter(|(_, kind)| kind.ends_with('!'));
    let given = required.map(|(name, _)| match (name.as_str(), root) {
        ("input", Some((_, _, variable))) => format!("input: ${variable}"),
        ("input", None) if field.object == "Mutation" => "input: $opening".to_owned(),
        ("input", None) => "input: { from: \"2026-03-17T10:00:00+08:00\" }".to_owned(),
        ("first", _) => "first: 9".to_owned(),
        ("day", _) => "day: \"2026-03-18\"".to_owned(),
        ("id", _) => "id: $a".to_owned(),
        ("ids", _) => "ids: $ids".to_owned(),
        ("by", _) => "by: { id: $a }".to_owned(),
        (other, _) => panic!("say what to give for `{other}` of {}", field.name()),
    });
    let given: Vec<String> = given.collect();
    match given.is_empty() {
        true => String::new(),
        false => format!("({})", given.join(", ")),
    }
}

/// Fields of every object type, in the order of the schema.
fn fields(text: &str) -> Vec<Coordinate> {
    let (mut all, mut object, mut quoted) = (Vec::<Coordinate>::new(), None::<String>, false);
    for line in text.lines() {
        if line.trim() == "\"\"\"" {
            quoted = !quoted;
            continue;
        }
        if quoted {
            continue;
        }
        if let Some(rest) = line.strip_prefix("type ") {
            object = rest.split([' ', '{']).next().map(str::to_owned);
        } else if line == "}" {
            object = None;
        } else if let Some(object) = &object {
            read(&mut all, object, line);
        }
    }
    all
}

fn read(all: &mut Vec<Coordinate>, object: &str, line: &str) {
    let bare = |text: &str| {
        text.trim()
            .trim_matches(['[', ']', '!'])
            .replace(['[', ']', '!'], "")
    };
    if let Some(argument) = line.strip_prefix("\t\t") {
        if let (Some((name, kind)), Some(last)) = (argument.split_once(": "), all.last_mut()) {
            let kind = kind.trim_end_matches(',');
            // What has a value of its own need not be given.
            let kind = if kind.contains(" = ") { "" } else { kind };
            last.arguments.push((name.to_owned(), kind.to_owned()));
        }
    } else if let Some(gives) = line.strip_prefix("\t): ") {
        if let Some(last) = all.last_mut() {
            last.gives = bare(gives);
        }
    } else if let Some(field) = line.strip_prefix('\t') {
        let (name, gives) = match field.split_once(": ") {
            Some((name, gives)) if !name.ends_with('(') => (name, bare(gives)),
            _ => (field.trim_end_matches('('), String::new()),
        };
        all.push(Coordinate {
            object: object.to_owned(),
            field: name.to_owned(),
            gives,
            arguments: Vec::new(),
        });
    }
}
