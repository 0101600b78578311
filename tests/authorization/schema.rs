//! The committed schema: its coordinates, and a query that leads to each.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, Type, TypeKind, TypeSystemDefinition};

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Coordinate {
    pub(crate) object: String,
    pub(crate) field: String,
    /// The type it gives, without lists and marks.
    gives: String,
    /// What it must be given: name and type.
    arguments: Vec<(String, String)>,
}

impl Coordinate {
    pub(crate) fn name(&self) -> String {
        format!("{}.{}", self.object, self.field)
    }

    /// Whether it is asked for at the root.
    pub(crate) fn is_root(&self) -> bool {
        ["Query", "Mutation", "Subscription"].contains(&self.object.as_str())
    }
}

/// A subscription as it is opened to hear of one case: its name, the variables that it takes, its arguments.
const SUBSCRIPTIONS: [(&str, &str, &str); 3] = [
    (
        "caseEntries",
        "($a: ID!, $after: Int!)",
        "(caseId: $a, after: $after)",
    ),
    ("deadlineChanged", "($a: ID!)", "(caseIds: [$a])"),
    ("docketChanged", "", ""),
];

/// Where a type is asked for, where the shortest way is not the one that shows something of the cases.
const WAYS: [(&str, &[&str]); 8] = [
    (
        "DecisionItem",
        &["Query.case", "Case.outcome", "Outcome.items"],
    ),
    (
        "Entry",
        &["Query.case", "Case.log", "EntryConnection.nodes"],
    ),
    ("Party", &["Query.case", "Case.parties"]),
    ("Term", &["Query.case", "Case.terms"]),
    ("User", &["Query.case", "Case.officer"]),
    (
        "DelegationInstrument",
        &[
            "Query.case",
            "Case.officer",
            "User.leave",
            "Leave.instrument",
        ],
    ),
    (
        "Refusal",
        &["Query.previewCommand", "PreviewPayload.refusal"],
    ),
    ("CommandPayload", &["Mutation.submitCommand"]),
];

/// What is given to an argument that is no variable of its own type.
const LITERALS: [(&str, &str); 3] = [
    ("first", "20"),
    ("day", "\"2026-03-18\""),
    ("text", "\"陈小明\""),
];

/// The schema.
pub(crate) struct Schema {
    fields: Vec<Coordinate>,
    ways: BTreeMap<String, Vec<Coordinate>>,
}

impl Schema {
    /// The committed one.
    pub(crate) fn committed() -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schema/fuyi.graphql");
        let text = std::fs::read_to_string(path).unwrap();
        let fields = fields(&text);
        let ways = reach(&fields);
        Self { fields, ways }
    }

    /// Every field.
    pub(crate) fn coordinates(&self) -> Vec<Coordinate> {
        self.fields.clone()
    }

    /// Subscriptions, each with what it alone leads to, as they are opened.
    pub(crate) fn subscriptions(&self) -> Vec<(Vec<Coordinate>, String)> {
        let told = self.told();
        let of = |object: &str| -> Vec<Coordinate> {
            let fields = self.fields.iter().filter(|field| field.object == object);
            fields.cloned().collect()
        };
        let roots = of("Subscription").into_iter().map(|root| {
            let opened = SUBSCRIPTIONS.iter().find(|(name, ..)| *name == root.field);
            let Some((name, takes, given)) = opened else {
                panic!("say how the subscription `{}` is opened", root.field)
            };
            let inner = match told.contains(&root.gives) {
                true => of(&root.gives),
                false => Vec::new(),
            };
            let fields = inner
                .iter()
                .map(|field| match self.is_object(&field.gives) {
                    true => format!("{} {{ __typename }}", field.field),
                    false => field.field.clone(),
                });
            let fields: Vec<String> = fields.chain(["__typename".to_owned()]).collect();
            let fields = fields.join(" ");
            let query = format!("subscription {takes} {{ {name}{given} {{ {fields} }} }}");
            let mut all = vec![root.clone()];
            all.extend(inner);
            (all, query)
        });
        roots.collect()
    }

    /// The subscriptions, and the types that they alone lead to.
    fn told(&self) -> BTreeSet<String> {
        let mut told = BTreeSet::from(["Subscription".to_owned()]);
        loop {
            let inner = self.fields.iter().filter(|field| {
                told.contains(&field.object) && !self.ways.contains_key(&field.gives)
            });
            let inner: Vec<String> = inner.map(|field| field.gives.clone()).collect();
            let before = told.len();
            told.extend(inner);
            if told.len() == before {
                return told;
            }
        }
    }

    /// Coordinates of queries and mutations that are asked for together: fields of a root each alone, those of an object up to twelve at a time.
    pub(crate) fn together(&self) -> Vec<Vec<Coordinate>> {
        let told = self.told();
        let asked = self.coordinates().into_iter();
        let asked = asked.filter(|field| !told.contains(&field.object));
        let mut all: Vec<Vec<Coordinate>> = Vec::new();
        for coordinate in asked {
            let alone = coordinate.is_root();
            let joins = |last: &&mut Vec<Coordinate>| {
                !alone && last.len() < 12 && last[0].object == coordinate.object
            };
            match all.last_mut().filter(joins) {
                Some(last) => last.push(coordinate),
                None => all.push(vec![coordinate]),
            }
        }
        all
    }

    /// The queries of everything that is to be had of two cases, `$a` and `$b`.
    pub(crate) fn of_cases(&self) -> Vec<String> {
        let over_a_case = |coordinates: &Vec<Coordinate>| {
            let way = self.ways.get(&coordinates.first()?.object)?;
            let first = way.first()?;
            (first.name() == "Query.case").then(|| self.query(coordinates))?
        };
        self.together().iter().filter_map(over_a_case).collect()
    }

    /// A query that leads to coordinates of one object, which are asked for in both cases where it hangs on a case.
    pub(crate) fn query(&self, coordinates: &[Coordinate]) -> Option<String> {
        let way = self.ways.get(&coordinates.first()?.object)?;
        let mut uses = BTreeMap::new();
        let way_there: Vec<String> = way.iter().map(|field| asked(field, &mut uses)).collect();
        let fields = coordinates.iter().map(|coordinate| {
            let last = match &coordinate.gives {
                gives if self.refuses(gives) && way.is_empty() => " { refusal { code } }",
                gives if self.is_object(gives) => " { __typename }",
                _ => "",
            };
            asked(coordinate, &mut uses) + last
        });
        let fields: Vec<String> = fields.collect();
        let mut inner = fields.join(" ");
        for before in way_there.iter().rev() {
            inner = format!("{before} {{ {inner} }}");
        }
        let first = way.first().or(coordinates.first())?;
        let both = way
            .first()
            .is_some_and(|first| first.name() == "Query.case");
        let body = if both {
            uses.insert("b".to_owned(), "ID!".to_owned());
            format!("a: {inner} b: {}", inner.replacen("$a", "$b", 1))
        } else {
            inner
        };
        let kind = match first.object.as_str() {
            "Mutation" => "mutation",
            _ => "query",
        };
        let declared = uses.iter().map(|(name, ty)| format!("${name}: {ty}"));
        let declared: Vec<String> = declared.collect();
        let declared = match declared.is_empty() {
            true => String::new(),
            false => format!(" ({})", declared.join(", ")),
        };
        Some(format!("{kind}{declared} {{ {body} }}"))
    }

    /// Whether a type says why something was refused.
    fn refuses(&self, name: &str) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| field.object == name && field.gives == "Refusal")
    }

    fn is_object(&self, name: &str) -> bool {
        name == "Node" || self.fields.iter().any(|field| field.object == name)
    }
}

/// A field with what it must be given; notes the variables that it takes.
fn asked(field: &Coordinate, uses: &mut BTreeMap<String, String>) -> String {
    let mut variable = |name: &str, ty: &str| {
        uses.insert(name.to_owned(), ty.to_owned());
        format!("${name}")
    };
    let given = field.arguments.iter().map(|(name, ty)| {
        let literal = LITERALS.iter().find(|(known, _)| known == name);
        let value = match (ty.as_str(), literal) {
            (_, Some((_, literal))) => (*literal).to_owned(),
            ("ID!", _) => variable("a", ty),
            ("[ID!]!", _) => variable("ids", ty),
            ("CaseBy!", _) => format!("{{ id: {} }}", variable("a", "ID!")),
            ("DeadlineChange!", _) => "{ from: \"2026-03-17T10:00:00+08:00\" }".to_owned(),
            (input, _) if input.ends_with("Input!") => variable(input.trim_end_matches('!'), ty),
            _ => panic!("say what to give for `{name}` of {}", field.name()),
        };
        format!("{name}: {value}")
    });
    let given: Vec<String> = given.collect();
    match given.is_empty() {
        true => field.field.clone(),
        false => format!("{}({})", field.field, given.join(", ")),
    }
}

/// The way to each type: the chosen one, else the shortest, over the case first.
fn reach(fields: &[Coordinate]) -> BTreeMap<String, Vec<Coordinate>> {
    let named = |name: &&str| {
        let found = fields.iter().find(|field| field.name() == **name);
        found
            .unwrap_or_else(|| panic!("the schema has no `{name}`"))
            .clone()
    };
    let mut ways: BTreeMap<String, Vec<Coordinate>> = WAYS
        .iter()
        .map(|(object, way)| ((*object).to_owned(), way.iter().map(&named).collect()))
        .collect();
    ways.extend(["Query", "Mutation"].map(|root| (root.to_owned(), Vec::new())));
    let case = vec![named(&"Query.case")];
    ways.insert("Case".to_owned(), case);
    let mut open: VecDeque<String> = ["Case", "Query", "Mutation"].map(str::to_owned).into();
    open.extend(WAYS.iter().map(|(object, _)| (*object).to_owned()));
    let mut seen: BTreeSet<String> = open.iter().cloned().collect();
    while let Some(object) = open.pop_front() {
        for field in fields.iter().filter(|field| field.object == object) {
            let Some(before) = ways.get(&object).cloned() else {
                continue;
            };
            ways.entry(field.gives.clone())
                .or_insert_with(|| [before, vec![field.clone()]].concat());
            if seen.insert(field.gives.clone()) {
                open.push_back(field.gives.clone());
            }
        }
    }
    ways
}

/// Fields of every object type, in the order of the schema.
fn fields(text: &str) -> Vec<Coordinate> {
    let document = parse_schema(text).unwrap();
    let types = document
        .definitions
        .into_iter()
        .filter_map(|defined| match defined {
            TypeSystemDefinition::Type(ty) => Some(ty.node),
            _ => None,
        });
    let objects = types.filter_map(|ty| match ty.kind {
        TypeKind::Object(object) => Some((ty.name.node.to_string(), object)),
        _ => None,
    });
    let coordinates = objects.flat_map(|(object, kind)| {
        kind.fields.into_iter().map(move |field| {
            let arguments = field
                .node
                .arguments
                .into_iter()
                .map(|argument| argument.node);
            let required = arguments
                .filter(|argument| argument.default_value.is_none() && !argument.ty.node.nullable);
            Coordinate {
                object: object.clone(),
                field: field.node.name.node.to_string(),
                gives: innermost(&field.node.ty.node),
                arguments: required
                    .map(|argument| (argument.name.node.to_string(), argument.ty.node.to_string()))
                    .collect(),
            }
        })
    });
    coordinates.collect()
}

fn innermost(ty: &Type) -> String {
    match &ty.base {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(inner) => innermost(inner),
    }
}
