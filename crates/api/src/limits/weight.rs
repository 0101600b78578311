//! What each field costs.
//!
//! A plain value costs nothing, an object 1, a list its objects as often as it has rows: a page what it was asked for,
//! any other list what it usually has. What must read or compute more costs more.

use async_graphql::parser::types::Field;

/// What a field costs: `base`, and for each row `each` and what is asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weight {
    base: usize,
    rows: usize,
    each: usize,
}

/// Rows that are counted at most; a page cannot be longer.
const MOST_ROWS: usize = 100;

impl Weight {
    const fn list(base: usize, rows: usize) -> Self {
        Self {
            base,
            rows,
            each: 1,
        }
    }

    /// What is counted by its nodes.
    const fn page(base: usize, rows: usize) -> Self {
        Self {
            base,
            rows,
            each: 0,
        }
    }

    /// The cost of a field by what its selection costs; `None` for a field without one.
    pub(super) fn cost(self, children: Option<usize>) -> usize {
        let rows = children.map_or(0, |children| {
            self.rows.saturating_mul(self.each.saturating_add(children))
        });
        self.base.saturating_add(rows)
    }

    /// How many objects a field gives by how many each of them gives.
    pub(super) fn nodes(self, children: usize) -> usize {
        self.rows.saturating_mul(self.each.saturating_add(children))
    }
}

/// The weight of a field. `given` reads how many rows an argument asks for.
pub(super) fn of(field: &Field, given: impl Fn(&str) -> Option<usize>) -> Weight {
    let rows = |argument| {
        field
            .get_argument(argument)
            .map(|_| given(argument).unwrap_or(MOST_ROWS).min(MOST_ROWS))
    };
    let name = field.name.node.as_str();
    if let Some(first) = rows("first") {
        return Weight::page(page_base(name), first);
    }
    if let Some(ids) = rows("ids") {
        return Weight::list(1, ids);
    }
    let (base, rows) = match name {
        "edges" | "pageInfo" => return Weight::page(0, 1),
        "openCase" | "startUpload" | "startDownload" | "revealIdentity" | "submitCommand"
        | "previewCommand" | "previewOpening" => (20, 1),
        // Every command is planned.
        "availableCommands" => (100, 1),
        // A count over all cases.
        "caseCount" => (5, 1),
        "mySavedFilters" => (1, 50),
        "saveFilter" | "deleteFilter" | "recordReception" | "linkReception" => (5, 1),
        "receptions" => (5, 5),
        "receptionCounts" => (5, 16),
        "splitOff" => (2, 5),
        // Up to a hundred whole files are compared.
        "sameActCases" => (20, 5),
        // The whole file is gone through.
        "matches" => (2, 3),
        // The whole log is read and gone through.
        "whatIf" => (100, 1),
        "deadline" => (10, 1),
        "rateLimit" => (0, 0),
        "panel" => (2, 1),
        // What is read with the whole file.
        "outcome"
        | "intervention"
        | "receipt"
        | "disputedAct"
        | "requests"
        | "mandatoryFirst"
        | "correction"
        | "acceptance"
        | "procedure"
        | "separateActs"
        | "participation"
        | "representativesUnchosen"
        | "views"
        | "suspension"
        | "withdrawal"
        | "draft"
        | "rules" => (2, 1),
        "pendingRequests"
        | "noReply"
        | "agents"
        | "representatives"
        | "serviceAddresses"
        | "identities"
        | "protections"
        | "admissions"
        | "recusals"
        | "recusalApplications"
        | "leaves"
        | "leavers" => (2, 2),
        "dispatches" | "heardWith" | "reports" | "supplements" | "corrections" | "slips"
        | "awaited" | "nextWays" | "parties" | "addressees" | "unserved" | "services"
        | "pauses" | "params" | "years" | "consents" | "evidence" | "hearingRecords" | "people"
        | "heardBy" | "unwillingToMediate" | "willingToMediate" | "ownDepartments"
        | "judgments" | "superiorOrders" | "laterDefendants" | "records" | "visibleTo" => (0, 2),
        // A file with its papers, and what is kept apart of it.
        "volumes" => (10, 2),
        "matters" => (2, 3),
        "effects" | "items" | "args" | "facts" => (0, 3),
        "terms" | "changedTerms" | "papers" | "changedCases" => (0, 5),
        "lines" => (0, 12),
        "organs" | "tokens" => (1, 20),
        "mySessions" => (1, 10),
        "users" | "deadlineRules" => (1, 50),
        // Of the schema itself.
        "types" => (0, 200),
        "fields" => (0, 10),
        "inputFields" | "enumValues" => (0, 5),
        "possibleTypes" => (0, 3),
        "interfaces" => (0, 2),
        "directives" => (0, 6),
        _ => (0, 1),
    };
    Weight::list(base, rows)
}

fn page_base(name: &str) -> usize {
    match name {
        // Whole entries, one case at a time.
        "log" => 20,
        // Everything that is found is counted and put in order.
        "search" => 20,
        _ => 5,
    }
}

/// Whether a field is a list of the schema itself.
pub(super) fn is_list_of_schema(name: &str) -> bool {
    matches!(
        name,
        "types"
            | "fields"
            | "args"
            | "inputFields"
            | "enumValues"
            | "possibleTypes"
            | "interfaces"
            | "directives"
    )
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::types::{Selection, TypeKind, TypeSystemDefinition};
    use async_graphql::parser::{parse_query, parse_schema};

    use super::*;

    fn weight(query: &str, rows: usize) -> Weight {
        let document = parse_query(format!("{{ {query} }}")).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        match &operation.node.selection_set.node.items[0].node {
            Selection::Field(field) => of(&field.node, |_| Some(rows)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_page_costs_its_rows_and_no_more_than_a_page_can_have() {
        assert_eq!(weight("cases(first: 1)", 7).cost(Some(3)), 5 + 21);
        assert_eq!(weight("cases(first: 1)", 1_000_000).cost(Some(3)), 5 + 300);
        assert_eq!(weight("log(first: 1)", 100).cost(Some(1)), 120);
        assert_eq!(weight("number", 100).cost(None), 0);
        assert_eq!(weight("stage", 100).cost(Some(0)), 1);
        assert_eq!(weight("terms", 100).cost(Some(usize::MAX)), usize::MAX);
        assert_eq!(weight("cases(first: 1)", 7).nodes(1), 7);
        assert_eq!(weight("terms", 7).nodes(2), 15);
        assert_eq!(weight("rateLimit", 1).cost(Some(0)), 0);
    }

    #[test]
    fn no_list_of_objects_is_counted_as_one_object() {
        let schema = parse_schema(crate::schema()).unwrap();
        let objects: Vec<_> = schema
            .definitions
            .iter()
            .filter_map(|definition| match definition {
                TypeSystemDefinition::Type(definition) => match &definition.node.kind {
                    TypeKind::Object(kind) => Some((&definition.node.name.node, &kind.fields)),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        let mut lists = 0;
        for (name, fields) in &objects {
            for field in *fields {
                let (at, kind) = (&field.node.name.node, field.node.ty.node.to_string());
                let element = kind.trim_matches(['[', ']', '!']);
                let of_objects =
                    element == "Node" || objects.iter().any(|(object, _)| *object == element);
                let is_page = name.ends_with("Connection") && ["edges", "nodes"].contains(&&**at);
                if !kind.starts_with('[') || !of_objects || is_page || *at == "availableCommands" {
                    continue;
                }
                lists += 1;
                let asked = match at.as_str() {
                    "nodes" => weight("nodes(ids: [])", 2),
                    other => weight(other, 2),
                };
                assert!(asked.cost(Some(0)) >= 2, "{name}.{at} costs {asked:?}");
            }
        }
        assert!(lists > 15, "only {lists} lists were looked at");
    }
}
