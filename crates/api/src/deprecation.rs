//! What clients should no longer use 弃用: a field or an argument that is going to be removed, and who still uses it.

use std::collections::{BTreeMap, HashMap, HashSet};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    ConstDirective, ExecutableDocument, Field, FieldDefinition, OperationType, Selection,
    SelectionSet, TypeKind, TypeSystemDefinition,
};
use async_graphql::{Name, Positioned, Value};

/// The deprecated fields and arguments of a schema.
#[derive(Debug, Default)]
pub(crate) struct Deprecations {
    types: HashMap<String, HashMap<String, Known>>,
    any: bool,
}

/// What is known of a field.
#[derive(Debug)]
struct Known {
    /// The type of its value, without lists.
    of: String,
    /// Why it should no longer be used.
    reason: Option<String>,
    /// Arguments that should no longer be used, and why.
    arguments: HashMap<String, String>,
}

impl Deprecations {
    /// Those of the text of a schema.
    pub(crate) fn of(sdl: &str) -> Self {
        let mut found = Self::default();
        let Ok(schema) = parse_schema(sdl) else {
            return found;
        };
        for definition in schema.definitions {
            let TypeSystemDefinition::Type(definition) = definition else {
                continue;
            };
            let fields = match &definition.node.kind {
                TypeKind::Object(kind) => &kind.fields,
                TypeKind::Interface(kind) => &kind.fields,
                _ => continue,
            };
            let fields = fields.iter().map(|field| known(&field.node)).collect();
            let name = definition.node.name.node.to_string();
            found.types.insert(name, fields);
        }
        let mut all = found.types.values().flat_map(HashMap::values);
        found.any = all.any(|known| known.reason.is_some() || !known.arguments.is_empty());
        found
    }

    /// What a document uses of them, once each, as `extensions.warnings` says it.
    pub(crate) fn used(&self, document: &ExecutableDocument) -> Option<Value> {
        if !self.any {
            return None;
        }
        let mut walk = Walk {
            known: self,
            document,
            seen: HashSet::new(),
            used: BTreeMap::new(),
        };
        for (_, operation) in document.operations.iter() {
            let root = match operation.node.ty {
                OperationType::Query => "Query",
                OperationType::Mutation => "Mutation",
                OperationType::Subscription => "Subscription",
            };
            walk.set(root, &operation.node.selection_set.node);
        }
        let warning = |(at, reason): (String, &str)| {
            let pairs = [
                ("type", "DEPRECATION".to_owned()),
                ("at", at),
                ("message", reason.to_owned()),
            ];
            Value::Object(
                pairs
                    .into_iter()
                    .map(|(name, text)| (Name::new(name), Value::String(text)))
                    .collect(),
            )
        };
        let warnings: Vec<Value> = walk.used.into_iter().map(warning).collect();
        (!warnings.is_empty()).then_some(Value::List(warnings))
    }
}

fn known(field: &FieldDefinition) -> (String, Known) {
    let arguments = field.arguments.iter().filter_map(|argument| {
        let reason = reason(&argument.node.directives)?;
        Some((argument.node.name.node.to_string(), reason))
    });
    let of = field.ty.node.to_string();
    let known = Known {
        of: of.trim_matches(['[', ']', '!']).to_owned(),
        reason: reason(&field.directives),
        arguments: arguments.collect(),
    };
    (field.name.node.to_string(), known)
}

/// The reason of `@deprecated`, where it stands.
pub(crate) fn reason(directives: &[Positioned<ConstDirective>]) -> Option<String> {
    let found = directives
        .iter()
        .find(|directive| directive.node.name.node == "deprecated")?;
    let mut arguments = found.node.arguments.iter();
    let given = arguments.find(|(name, _)| name.node == "reason");
    Some(match given.map(|(_, value)| &value.node) {
        Some(Value::String(reason)) => reason.clone(),
        _ => String::new(),
    })
}

struct Walk<'a> {
    known: &'a Deprecations,
    document: &'a ExecutableDocument,
    seen: HashSet<&'a Name>,
    used: BTreeMap<String, &'a str>,
}

impl<'a> Walk<'a> {
    fn set(&mut self, of: &str, set: &'a SelectionSet) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => self.field(of, &field.node),
                Selection::InlineFragment(inline) => {
                    let of = match &inline.node.type_condition {
                        Some(condition) => condition.node.on.node.as_str(),
                        None => of,
                    };
                    self.set(of, &inline.node.selection_set.node);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let found = self.document.fragments.get(name);
                    // Each fragment once, whatever spreads it.
                    if let Some(fragment) = found.filter(|_| self.seen.insert(name)) {
                        let of = fragment.node.type_condition.node.on.node.as_str();
                        self.set(of, &fragment.node.selection_set.node);
                    }
                }
            }
        }
    }

    fn field(&mut self, of: &str, field: &'a Field) {
        let name = field.name.node.as_str();
        let fields = self.known.types.get(of);
        let Some(known) = fields.and_then(|fields| fields.get(name)) else {
            return;
        };
        if let Some(reason) = &known.reason {
            self.used.insert(format!("{of}.{name}"), reason);
        }
        for (argument, _) in &field.arguments {
            let argument = argument.node.as_str();
            if let Some(reason) = known.arguments.get(argument) {
                self.used.insert(format!("{of}.{name}({argument})"), reason);
            }
        }
        self.set(&known.of, &field.selection_set.node);
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::*;

    const SDL: &str = "
        type Query { case(old: Int @deprecated(reason: \"Use `new`.\"), new: Int): Case cases: [Case!]! }
        type Case { id: ID! past: String @deprecated(reason: \"Use `id`.\") next: Case }";

    #[test]
    fn who_uses_what_goes_away_is_told_once_of_each() {
        let known = Deprecations::of(SDL);
        let query = "{ case(old: 1) { next { ...F } } cases { past } } fragment F on Case { past next { ... { past } } }";
        let told = known.used(&parse_query(query).unwrap()).unwrap();
        assert_eq!(
            told.into_json().unwrap(),
            json!([
                { "type": "DEPRECATION", "at": "Case.past", "message": "Use `id`." },
                { "type": "DEPRECATION", "at": "Query.case(old)", "message": "Use `new`." },
            ])
        );
        let sound = parse_query("{ case(new: 1) { id } past }").unwrap();
        assert_eq!(known.used(&sound), None);
    }

    #[test]
    fn a_schema_without_any_is_not_walked() {
        let known = Deprecations::of("type Query { a: Int }");
        assert!(!known.any);
    }
}
