//! The text of the schema: committed, sorted, every element described.

use async_graphql::Positioned;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    FieldDefinition, InputValueDefinition, TypeKind, TypeSystemDefinition,
};

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
}

/// Elements without a description, and how many were looked at.
#[derive(Default)]
struct Faults {
    looked: usize,
    bare: Vec<String>,
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
        if description.is_none_or(|text| !chinese(&text.node) || !english(&text.node)) {
            self.bare.push(at.to_owned());
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
