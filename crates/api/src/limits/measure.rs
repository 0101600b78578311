//! Measuring a document: each fragment once, whatever spreads it.

use std::collections::HashMap;

use async_graphql::parser::types::{
    ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Value as Const, Variables};

use super::weight;

/// How large a selection is with its fragments spread out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// Fields and spreads.
    pub(super) fields: usize,
    /// Fields of the outermost level.
    pub(super) top: usize,
    /// Fields within fields.
    pub(super) depth: usize,
    /// Aliases.
    pub(super) aliases: usize,
    /// Directives.
    pub(super) directives: usize,
    /// Cost.
    pub(super) cost: usize,
    /// Objects.
    pub(super) nodes: usize,
    /// Lists of the schema within such lists.
    pub(super) lists: usize,
}

/// By which limits an operation is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It asks for the schema and for nothing else.
    Introspection,
    /// Anything else.
    Ordinary,
}

/// An operation, measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measured {
    pub(super) name: Option<Name>,
    pub(super) kind: Kind,
    pub(super) measure: Measure,
}

/// A fragment that spreads itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cycle(pub(super) String);

/// Measures every operation and every fragment. The validation follows each fragment by itself too, whether or not an
/// operation spreads it; the fields of all come with the operations.
pub(super) fn operations(
    document: &ExecutableDocument,
    variables: &Variables,
) -> Result<(Vec<Measured>, usize), Cycle> {
    let mut alone = Walk::new(document, variables, None);
    let mut fields = 0_usize;
    for name in document.fragments.keys() {
        fields = fields.saturating_add(alone.fragment(name)?.fields);
    }
    let mut measured = Vec::new();
    for (name, operation) in document.operations.iter() {
        let mut walk = Walk::new(document, variables, Some(&operation.node));
        let mut measure = walk.set(&operation.node.selection_set.node)?;
        let of_variables = operation.node.variable_definitions.iter();
        measure.directives = of_variables
            .map(|variable| variable.node.directives.len())
            .fold(measure.directives, usize::saturating_add)
            .saturating_add(operation.node.directives.len());
        let kind = match walk.root(&operation.node.selection_set.node) {
            true => Kind::Introspection,
            false => Kind::Ordinary,
        };
        fields = fields.saturating_add(measure.fields);
        let name = name.cloned();
        measured.push(Measured {
            name,
            kind,
            measure,
        });
    }
    Ok((measured, fields))
}

impl Measure {
    /// Adds what stands beside it.
    fn join(&mut self, other: Self) {
        self.fields = self.fields.saturating_add(other.fields);
        self.top = self.top.saturating_add(other.top);
        self.depth = self.depth.max(other.depth);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.cost = self.cost.saturating_add(other.cost);
        self.nodes = self.nodes.saturating_add(other.nodes);
        self.lists = self.lists.max(other.lists);
    }
}

/// What is known of a fragment.
enum Known {
    /// It is being measured.
    Open,
    /// It was measured.
    Done(Measure),
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    operation: Option<&'a OperationDefinition>,
    fragments: HashMap<&'a Name, Known>,
}

impl<'a> Walk<'a> {
    fn new(
        document: &'a ExecutableDocument,
        variables: &'a Variables,
        operation: Option<&'a OperationDefinition>,
    ) -> Self {
        Self {
            document,
            variables,
            operation,
            fragments: HashMap::new(),
        }
    }

    fn fragment(&mut self, name: &'a Name) -> Result<Measure, Cycle> {
        match self.fragments.get(name) {
            Some(Known::Done(measure)) => return Ok(*measure),
            Some(Known::Open) => return Err(Cycle(name.to_string())),
            None => {}
        }
        // One that is not defined is for the validation to refuse.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(Measure::default());
        };
        self.fragments.insert(name, Known::Open);
        let mut measure = self.set(&fragment.node.selection_set.node)?;
        let directives = fragment.node.directives.len();
        measure.directives = measure.directives.saturating_add(directives);
        self.fragments.insert(name, Known::Done(measure));
        Ok(measure)
    }

    fn set(&mut self, set: &'a SelectionSet) -> Result<Measure, Cycle> {
        let mut sum = Measure::default();
        for item in &set.items {
            let mut one = match &item.node {
                Selection::Field(field) => self.field(&field.node)?,
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node)?
                }
                Selection::InlineFragment(inline) => self.set(&inline.node.selection_set.node)?,
            };
            one.fields = one.fields.saturating_add(1);
            one.directives = one.directives.saturating_add(item.node.directives().len());
            sum.join(one);
        }
        Ok(sum)
    }

    fn field(&mut self, field: &'a Field) -> Result<Measure, Cycle> {
        let children = self.set(&field.selection_set.node)?;
        let has_children = !field.selection_set.node.items.is_empty();
        let weight = weight::of(field, |argument| self.rows(field, argument));
        let in_list = usize::from(weight::is_list_of_schema(&field.name.node) && has_children);
        Ok(Measure {
            fields: children.fields,
            top: 1,
            depth: children.depth.saturating_add(1),
            aliases: children
                .aliases
                .saturating_add(usize::from(field.alias.is_some())),
            directives: children.directives,
            cost: weight.cost(has_children.then_some(children.cost)),
            nodes: match has_children {
                true => weight.nodes(children.nodes),
                false => 0,
            },
            lists: children.lists.saturating_add(in_list),
        })
    }

    /// How many rows an argument asks for: a number, or a list of ids.
    fn rows(&self, field: &Field, argument: &str) -> Option<usize> {
        let value = field.get_argument(argument)?.node.clone();
        let value = value.into_const_with(|name| {
            let rows = self.variable(&name).map(Const::from);
            Ok::<_, ()>(rows.unwrap_or_default())
        });
        number(&value.ok()?)
    }

    /// How many rows a variable asks for.
    fn variable(&self, name: &Name) -> Option<usize> {
        if let Some(given) = self.variables.get(name) {
            return number(given);
        }
        let defined = self.operation?.variable_definitions.iter();
        let mut defined = defined.filter(|variable| variable.node.name.node == *name);
        let default = &defined.next()?.node.default_value;
        number(&default.as_ref()?.node)
    }

    /// Whether a selection at the root asks for the schema and for nothing else. Its fragments were measured, so that
    /// none spreads itself; each is followed once.
    fn root(&self, set: &'a SelectionSet) -> bool {
        let (mut sets, mut seen) = (vec![set], Vec::new());
        let mut of_schema = false;
        while let Some(set) = sets.pop() {
            for item in &set.items {
                match &item.node {
                    Selection::Field(field) => match field.node.name.node.as_str() {
                        "__schema" | "__type" => of_schema = true,
                        "__typename" => {}
                        _ => return false,
                    },
                    Selection::InlineFragment(inline) => {
                        sets.push(&inline.node.selection_set.node);
                    }
                    Selection::FragmentSpread(spread) => {
                        let name = &spread.node.fragment_name.node;
                        let Some(fragment) = self.document.fragments.get(name) else {
                            return false;
                        };
                        if !seen.contains(&name) {
                            seen.push(name);
                            sets.push(&fragment.node.selection_set.node);
                        }
                    }
                }
            }
        }
        of_schema
    }
}

/// A number of rows; a negative one asks for none.
fn number(value: &Const) -> Option<usize> {
    match value {
        Const::Number(number) => {
            let number = number.as_i64()?;
            Some(usize::try_from(number).unwrap_or_default())
        }
        Const::List(list) => Some(list.len()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::*;

    fn measure(query: &str) -> Result<(Vec<Measured>, usize), Cycle> {
        let variables = Variables::from_json(json!({ "n": 10, "ids": ["a", "b", "c"] }));
        operations(&parse_query(query).unwrap(), &variables)
    }

    fn one(query: &str) -> Measure {
        measure(query).unwrap().0[0].measure
    }

    #[test]
    fn fragments_that_spread_the_next_twice_are_measured_at_once() {
        let mut bomb = "{ me { ...F0 } }".to_owned();
        for no in 0..200 {
            let next = no + 1;
            bomb.push_str(&format!(
                " fragment F{no} on User {{ ...F{next} ...F{next} }}"
            ));
        }
        bomb.push_str(" fragment F200 on User { a: name { b } }");
        let found = one(&bomb);
        assert_eq!((found.fields, found.aliases), (usize::MAX, usize::MAX));
        assert_eq!(found.depth, 3);
    }

    #[test]
    fn a_fragment_that_spreads_itself_is_found_even_where_nothing_spreads_it() {
        let cycle = "{ me { name } } fragment A on User { x { ...B } } fragment B on User { ...A }";
        assert!(measure(cycle).is_err());
        let unknown = one("{ me { ...Nothing } }");
        assert_eq!(unknown.fields, 2);
    }

    #[test]
    fn fragments_count_by_themselves_too() {
        let unused =
            "{ me { name } } fragment A on User { ...B ...B } fragment B on User { name login }";
        assert_eq!(measure(unused).unwrap().1, 2 + 6 + 2);
    }

    #[test]
    fn fragments_count_where_they_are_spread() {
        let found = one(
            "query @a { me { ...F } ...Q } fragment Q on Query { b: me { c: name @x @y } }
            fragment F on User { organ { name } }",
        );
        let wanted = Measure {
            fields: 7,
            top: 2,
            depth: 3,
            aliases: 2,
            directives: 3,
            cost: 3,
            nodes: 3,
            lists: 0,
        };
        assert_eq!(found, wanted);
    }

    #[test]
    fn rows_are_read_from_numbers_variables_and_defaults() {
        for (query, cost) in [
            ("{ cases(first: 20) { nodes { number } } }", 25),
            (
                "query($n: Int!) { cases(first: $n) { nodes { number } } }",
                15,
            ),
            (
                "query($m: Int = 30) { cases(first: $m) { nodes { number } } }",
                35,
            ),
            (
                "query($m: Int) { cases(first: $m) { nodes { number } } }",
                105,
            ),
            ("{ cases(first: -5) { nodes { number } } }", 5),
            ("{ nodes(ids: [\"a\", \"b\"]) { id } }", 3),
            ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", 4),
        ] {
            assert_eq!(one(query).cost, cost, "{query}");
        }
    }

    #[test]
    fn the_usual_introspection_costs_less_than_half_of_what_one_may() {
        let usual = one(include_str!("../../assets/graphiql/introspection.graphql"));
        assert!(
            usual.cost < 125_000 && usual.depth <= 15 && usual.lists == 3,
            "{usual:?}"
        );
    }

    #[test]
    fn only_what_asks_for_nothing_but_the_schema_is_an_introspection() {
        let kind = |query: &str| measure(query).unwrap().0[0].kind;
        let spread = "{ ...S __typename } fragment S on Query { __schema { types { name } } }";
        assert_eq!(kind(spread), Kind::Introspection);
        assert_eq!(
            kind("{ __type(name: \"Case\") { name } }"),
            Kind::Introspection
        );
        assert_eq!(
            kind("{ me { name } __schema { types { name } } }"),
            Kind::Ordinary
        );
        assert_eq!(kind("{ __typename }"), Kind::Ordinary);
    }
}
