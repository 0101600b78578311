//! The text of the schema: committed, sorted, every element described.

use async_graphql::Positioned;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    FieldDefinition, InputValueDefinition, InterfaceType, ObjectType, TypeKind,
    TypeSystemDefinition,
};

use crate::deprecation;

const COMMITTED: &str = include_str!("../../../../schema/fuyi.graphql");

/// Scalars of the language itself and of its library.
const BUILT_IN: [&str; 5] = ["Boolean", "Float", "ID", "Int", "String"];

#[test]
fn the_committed_schema_is_the_schema_of_the_program() {
    let now = crate::schema();
    if std::env::var_os("WRITE_SCHEMA").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/fuyi.graphql");
        std::fs::write(path, &now).unwrap();
        return;
    }
    assert!(
        now == COMMITTED,
        "the schema changed: run `cargo run -- schema > schema/fuyi.graphql` and read the difference"
    );
}

#[test]
fn the_schema_is_sorted() {
    let schema = crate::schema();
    let names: Vec<&str> = schema
        .lines()
        .filter_map(|line| {
            line.strip_prefix("type ")
                .or_else(|| line.strip_prefix("input "))
        })
        .filter_map(|line| line.split([' ', '{']).next())
        .collect();
    assert!(names.len() > 50, "{names:?}");
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn every_element_is_described_in_chinese_first() {
    let mut found = Faults::default();
    for definition in parse_schema(crate::schema()).unwrap().definitions {
        let TypeSystemDefinition::Type(definition) = definition else {
            continue;
        };
        let name = definition.node.name.node.to_string();
        if BUILT_IN.contains(&name.as_str()) {
            continue;
        }
        found.look(&name, definition.node.description.as_ref());
        match &definition.node.kind {
            TypeKind::Object(kind) => found.fields(&name, &kind.fields),
            TypeKind::Interface(kind) => found.fields(&name, &kind.fields),
            TypeKind::InputObject(kind) => found.values(&name, &kind.fields),
            TypeKind::Enum(kind) => {
                for value in &kind.values {
                    let at = format!("{name}.{}", value.node.value.node);
                    found.look(&at, value.node.description.as_ref());
                }
            }
            TypeKind::Scalar | TypeKind::Union(_) => {}
        }
    }
    assert!(
        found.looked > 300,
        "only {} elements were looked at",
        found.looked
    );
    assert!(
        found.bare.is_empty(),
        "without a description, Chinese first: {:#?}",
        found.bare
    );
    assert!(found.the.is_empty(), "begins with «The»: {:#?}", found.the);
}

/// Fields of objects and interfaces, as `Type.field` with the type of their value.
fn fields() -> Vec<(String, String, Option<String>)> {
    let mut found = Vec::new();
    for definition in parse_schema(crate::schema()).unwrap().definitions {
        let TypeSystemDefinition::Type(definition) = definition else {
            continue;
        };
        let fields = match &definition.node.kind {
            TypeKind::Object(kind) => &kind.fields,
            TypeKind::Interface(kind) => &kind.fields,
            _ => continue,
        };
        for field in fields {
            let at = format!("{}.{}", definition.node.name.node, field.node.name.node);
            let reason = deprecation::reason(&field.node.directives);
            found.push((at, field.node.ty.node.to_string(), reason));
        }
    }
    found
}

#[test]
fn lists_hold_no_null_booleans_are_never_null_and_what_is_looked_up_may_be() {
    let nodes = [
        "Node",
        "Case",
        "Term",
        "Paper",
        "Party",
        "Entry",
        "PendingRequest",
        "Organ",
        "User",
    ];
    let mut wrong = Vec::new();
    for (at, kind, _) in fields() {
        // Where one may not see a thing there is none, in the place of its id.
        let by_ids = at == "Query.nodes";
        if kind.starts_with('[') && !kind.ends_with("!]!") && !by_ids {
            wrong.push(format!("{at}: {kind} should be [X!]!"));
        }
        // What is null where nothing is known yet says so by its name in this list.
        if kind == "Boolean" && !NOT_YET_KNOWN.contains(&at.as_str()) {
            wrong.push(format!("{at}: a boolean should be Boolean!"));
        }
        let looked_up = at.starts_with("Query.") && at != "Query.me";
        if looked_up && nodes.iter().any(|node| kind == format!("{node}!")) {
            wrong.push(format!(
                "{at}: {kind} should be nullable, for what one may not see"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Questions that nobody has answered yet, and conditions that a saved filter does not make.
const NOT_YET_KNOWN: [&str; 7] = [
    "Case.mandatoryFirst",
    "RecusalApplication.granted",
    "SavedConditions.open",
    "SavedConditions.reported",
    "SavedConditions.stayAsked",
    "SavedConditions.suspended",
    "SavedConditions.unassigned",
];

/// A reason of `@deprecated`: what to use, since when, and until when it stays, six months on at least.
fn reasoned(reason: &str) -> Result<(), &'static str> {
    let what = reason
        .strip_prefix("Use `")
        .and_then(|rest| rest.split_once("`. Deprecated "));
    let (_, days) =
        what.ok_or("begins with: Use `…`. Deprecated 2026-11-26, removed on or after 2027-05-26.")?;
    let (since, until) = days
        .strip_suffix('.')
        .and_then(|days| days.split_once(", removed on or after "))
        .ok_or("ends with: removed on or after and a day.")?;
    let day = |text: &str| {
        text.parse::<chrono::NaiveDate>()
            .map_err(|_| "holds no day")
    };
    let (since, until) = (day(since)?, day(until)?);
    let least = since + chrono::Months::new(6);
    if until < least {
        return Err("is removed before six months are over");
    }
    Ok(())
}

#[test]
fn what_is_deprecated_says_what_to_use_and_stays_six_months() {
    assert_eq!(
        reasoned("Use `papers`. Deprecated 2026-11-26, removed on or after 2027-05-26."),
        Ok(())
    );
    for wrong in [
        "",
        "No longer supported",
        "Use papers.",
        "Use `papers`.",
        "Use `papers`. Deprecated 2026-11-26, removed on or after 2027-05-25.",
        "Use `papers`. Deprecated soon, removed on or after 2027-05-25.",
    ] {
        assert!(reasoned(wrong).is_err(), "{wrong}");
    }
    let schema = crate::schema();
    let deprecated = schema.matches("@deprecated").count();
    let mut looked = 0;
    for definition in parse_schema(schema).unwrap().definitions {
        let TypeSystemDefinition::Type(definition) = definition else {
            continue;
        };
        for (at, reason) in deprecations(&definition.node.kind) {
            let name = &definition.node.name.node;
            assert_eq!(reasoned(&reason), Ok(()), "{name}.{at}: {reason}");
            looked += 1;
        }
    }
    assert_eq!(looked, deprecated, "every one of them was looked at");
}

/// What is deprecated of a type: its fields, arguments, values.
fn deprecations(kind: &TypeKind) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut look = |at: &str, directives| {
        if let Some(reason) = deprecation::reason(directives) {
            found.push((at.to_owned(), reason));
        }
    };
    match kind {
        TypeKind::Object(ObjectType { fields, .. })
        | TypeKind::Interface(InterfaceType { fields, .. }) => {
            for field in fields {
                look(&field.node.name.node, &field.node.directives);
                for argument in &field.node.arguments {
                    look(&argument.node.name.node, &argument.node.directives);
                }
            }
        }
        TypeKind::InputObject(kind) => {
            for field in &kind.fields {
                look(&field.node.name.node, &field.node.directives);
            }
        }
        TypeKind::Enum(kind) => {
            for value in &kind.values {
                look(&value.node.value.node, &value.node.directives);
            }
        }
        TypeKind::Scalar | TypeKind::Union(_) => {}
    }
    found
}

/// Elements without a description, and how many were looked at.
#[derive(Default)]
struct Faults {
    looked: usize,
    bare: Vec<String>,
    the: Vec<String>,
}

/// Whether the English begins with «The»: a list of names reads faster without.
fn begins_with_the(text: &str) -> bool {
    text.split("\n\n").any(|paragraph| {
        let english = paragraph
            .char_indices()
            .rfind(|(_, letter)| ('\u{3001}'..='\u{ffef}').contains(letter));
        let english = match english {
            Some((at, letter)) => paragraph.split_at(at + letter.len_utf8()).1,
            None => paragraph,
        };
        english
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("the ")
    })
}

impl Faults {
    fn look(&mut self, at: &str, description: Option<&Positioned<String>>) {
        self.looked += 1;
        let chinese = |text: &str| {
            text.trim_start()
                .chars()
                .take(12)
                .any(|letter| ('一'..='鿿').contains(&letter))
        };
        let english = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count() >= 3;
        match description.map(|text| text.node.as_str()) {
            Some(text) if chinese(text) && english(text) => {
                if begins_with_the(text) {
                    self.the.push(format!("{at}: {text}"));
                }
            }
            _ => self.bare.push(at.to_owned()),
        }
    }

    fn fields(&mut self, of: &str, fields: &[Positioned<FieldDefinition>]) {
        for field in fields {
            let at = format!("{of}.{}", field.node.name.node);
            self.look(&at, field.node.description.as_ref());
            self.values(&at, &field.node.arguments);
        }
    }

    fn values(&mut self, of: &str, values: &[Positioned<InputValueDefinition>]) {
        for value in values {
            let at = format!("{of}({})", value.node.name.node);
            self.look(&at, value.node.description.as_ref());
        }
    }
}
