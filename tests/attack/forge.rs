//! Inputs made from the schema: right everywhere, but for one field.

use std::collections::{BTreeMap, VecDeque};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, Type, TypeKind, TypeSystemDefinition};
use serde_json::{Map, Value, json};

/// Operations and the input that each takes as `$x`.
const ROOTS: [(&str, &str); 6] = [
    (
        "SubmitCommandInput",
        "mutation ($x: SubmitCommandInput!) { submitCommand(input: $x) { case { id } refusal { code message args { name value } } } }",
    ),
    (
        "OpenCaseInput",
        "mutation ($x: OpenCaseInput!) { openCase(input: $x) { case { id } refusal { code message args { name value } } } }",
    ),
    (
        "DeadlineInput",
        "query ($x: DeadlineInput!) { deadline(input: $x) { deadline { dueOn } refusal { code message } } }",
    ),
    (
        "WhatIfInput",
        "query ($x: WhatIfInput!) { whatIf(input: $x) { refusal { code message args { name value } } } }",
    ),
    (
        "CaseFilter",
        "query ($x: CaseFilter) { cases(first: 1, filter: $x) { totalCount } }",
    ),
    ("CaseBy", "query ($x: CaseBy!) { case(by: $x) { id } }"),
];

/// A field of an input, and how one gets to it.
#[derive(Debug, Clone)]
pub(super) struct Target {
    query: &'static str,
    root: &'static str,
    /// Fields from the root, outermost first; the last is the one.
    path: Vec<String>,
}

/// The inputs of the schema.
pub(super) struct Forge {
    inputs: BTreeMap<String, Input>,
    enums: BTreeMap<String, String>,
    pub(super) targets: Vec<Target>,
}

struct Input {
    is_one_of: bool,
    fields: Vec<(String, Type)>,
}

impl Forge {
    pub(super) fn new() -> Self {
        let mut forge = Self {
            inputs: BTreeMap::new(),
            enums: BTreeMap::new(),
            targets: Vec::new(),
        };
        let schema = parse_schema(api::schema()).unwrap();
        for definition in schema.definitions {
            let TypeSystemDefinition::Type(definition) = definition else {
                continue;
            };
            let name = definition.node.name.node.to_string();
            match definition.node.kind {
                TypeKind::InputObject(kind) => {
                    let fields = kind
                        .fields
                        .into_iter()
                        .map(|field| (field.node.name.node.to_string(), field.node.ty.node));
                    let mut directives = definition.node.directives.iter();
                    let input = Input {
                        is_one_of: directives.any(|directive| directive.node.name.node == "oneOf"),
                        fields: fields.collect(),
                    };
                    forge.inputs.insert(name, input);
                }
                TypeKind::Enum(kind) => {
                    let first = kind.values[0].node.value.node.to_string();
                    forge.enums.insert(name, first);
                }
                _ => {}
            }
        }
        forge.targets = forge.reach();
        forge
    }

    /// Every field of every input, once, by the shortest way.
    fn reach(&self) -> Vec<Target> {
        let mut found = Vec::new();
        let mut seen = Vec::new();
        for (root, query) in ROOTS {
            let mut open = VecDeque::from([(root.to_owned(), Vec::new())]);
            while let Some((name, path)) = open.pop_front() {
                if seen.contains(&name) {
                    continue;
                }
                seen.push(name.clone());
                for (field, kind) in &self.inputs[&name].fields {
                    let mut path = path.clone();
                    path.push(field.clone());
                    found.push(Target {
                        query,
                        root,
                        path: path.clone(),
                    });
                    let inner = named(kind);
                    if self.inputs.contains_key(inner) {
                        open.push_back((inner.to_owned(), path));
                    }
                }
            }
        }
        found
    }

    /// The request with `value` in the place of the target, everything else of it right; the variables, too.
    pub(super) fn request(&self, target: &Target, value: &Value, case: &str) -> Value {
        let mut input = self.input(target.root, Some((&target.path, value)));
        if target.path != ["caseId"] && input.get("caseId").is_some() {
            input["caseId"] = json!(case);
        }
        json!({ "query": target.query, "variables": { "x": input } })
    }

    fn input(&self, name: &str, mut put: Option<(&[String], &Value)>) -> Value {
        let input = &self.inputs[name];
        let mut made = Map::new();
        let aimed = put.map(|(path, _)| path[0].clone());
        for (no, (field, kind)) in input.fields.iter().enumerate() {
            let here = aimed.as_ref() == Some(field);
            let needed = match input.is_one_of {
                true => aimed.is_none() && no == 0,
                false => !kind.nullable,
            };
            if !here && !needed {
                continue;
            }
            let put = if here { put.take() } else { None };
            let value = match put {
                Some((path, value)) if path.len() == 1 => (*value).clone(),
                Some((path, value)) => self.value(kind, Some((&path[1..], value))),
                None => self.value(kind, None),
            };
            made.insert(field.clone(), value);
        }
        Value::Object(made)
    }

    fn value(&self, kind: &Type, put: Option<(&[String], &Value)>) -> Value {
        match &kind.base {
            BaseType::List(of) => json!([self.value(of, put)]),
            BaseType::Named(name) => match name.as_str() {
                "Boolean" => json!(true),
                "Int" => json!(1),
                "Date" => json!("2026-11-20"),
                "DateTime" => json!("2026-11-20T09:00:00+08:00"),
                "UUID" => json!("0193f0a0-0000-7000-8000-000000000001"),
                "ID" | "String" => json!("x"),
                name if self.enums.contains_key(name) => json!(self.enums[name]),
                name => self.input(name, put),
            },
        }
    }
}

fn named(kind: &Type) -> &str {
    match &kind.base {
        BaseType::Named(name) => name,
        BaseType::List(of) => named(of),
    }
}
