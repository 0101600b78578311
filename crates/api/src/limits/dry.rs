//! A dry run 试算花费: `rateLimit(dryRun: true)` is answered, and nothing else of the operation is run.

use async_graphql::parser::types::{Directive, ExecutableDocument, Field, Selection};
use async_graphql::parser::types::{DocumentOperations, OperationDefinition};
use async_graphql::{Name, Pos, Positioned, Value, Variables};

/// The document with everything at the root of the operation left out but `rateLimit`, where it asks for a dry run.
///
/// What is left out is skipped and not removed, so that fragments and variables are used as before.
pub(crate) fn dry(
    document: &ExecutableDocument,
    variables: &Variables,
    operation: Option<&str>,
) -> Option<ExecutableDocument> {
    let wanted = |given: Option<&Name>| operation.is_none() || given.map(Name::as_str) == operation;
    let mut named = document.operations.iter();
    let (_, found) = named.find(|(name, _)| wanted(*name))?;
    if !asks(&found.node, variables) {
        return None;
    }
    let mut document = document.clone();
    let kept = match &mut document.operations {
        DocumentOperations::Single(only) => Some(only),
        DocumentOperations::Multiple(many) => many
            .iter_mut()
            .find(|(name, _)| wanted(Some(name)))
            .map(|(_, operation)| operation),
    };
    for item in &mut kept?.node.selection_set.node.items {
        skip(&mut item.node);
    }
    Some(document)
}

fn asks(operation: &OperationDefinition, variables: &Variables) -> bool {
    operation.selection_set.node.items.iter().any(|item| {
        let Selection::Field(field) = &item.node else {
            return false;
        };
        let Some(value) = field.node.get_argument("dryRun") else {
            return false;
        };
        let value = value.node.clone();
        let given = value
            .into_const_with(|name| Ok::<_, ()>(variables.get(&name).cloned().unwrap_or_default()));
        is_rate_limit(&field.node) && given == Ok(Value::Boolean(true))
    })
}

fn is_rate_limit(field: &Field) -> bool {
    field.name.node == "rateLimit"
}

fn skip(item: &mut Selection) {
    let directives = match item {
        Selection::Field(field) if is_rate_limit(&field.node) => return,
        Selection::Field(field) => &mut field.node.directives,
        Selection::FragmentSpread(spread) => &mut spread.node.directives,
        Selection::InlineFragment(inline) => &mut inline.node.directives,
    };
    directives.retain(|directive| directive.node.name.node != "skip");
    let at = Pos::default();
    let yes = Positioned::new(Value::Boolean(true).into_value(), at);
    let skip = Directive {
        name: Positioned::new(Name::new("skip"), at),
        arguments: vec![(Positioned::new(Name::new("if"), at), yes)],
    };
    directives.push(Positioned::new(skip, at));
}
