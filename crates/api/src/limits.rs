//! Limits 接口限额: what a request may cost is measured before anything of it is validated or run.
//!
//! The library follows every spread of a fragment while it validates, so that forty fragments of one line each, every
//! one spreading the next twice, would keep it busy for ever. Here each fragment is measured once.

mod dry;
mod echo;
mod measure;
mod texts;
mod tokens;
mod weight;

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, Selection};
use async_graphql::{ServerError, Variables};

pub(crate) use dry::dry;
pub(crate) use echo::{cut, hidden, holds_number, short};
#[cfg(test)]
pub(crate) use texts::{LONGEST, LONGEST_KEY, LONGEST_SEARCH};
pub(crate) use texts::{key, search};

use crate::error::Code;
use crate::state::Settings;
use measure::{Kind, Measure};

/// Deepest nesting of an introspection; the usual one is 15 deep at most.
pub(crate) const INTROSPECTION_DEPTH: usize = 20;

/// Largest cost of an introspection; the usual one costs less than half of it.
pub(crate) const INTROSPECTION_COST: usize = 250_000;

/// Most lists within lists of an introspection; the usual one asks for the arguments of the fields of the types.
pub(crate) const INTROSPECTION_LISTS: usize = 3;

/// Refuses a query of too many words, by its bytes: the parser never sees it.
pub(crate) fn query(query: &str, settings: &Settings) -> Result<(), ServerError> {
    let most = settings.max_tokens;
    if tokens::count(query, most) > most {
        return Err(refusal(format!(
            "查询超过 {most} 个词法单元。the query has more than {most} tokens: ask for less at once"
        )));
    }
    Ok(())
}

/// What the operation that is to run asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Price {
    /// Points.
    pub(crate) cost: u32,
    /// Objects, at most.
    pub(crate) nodes: u32,
}

/// Refuses a document that asks for too much, or holds texts that cannot be taken; says what the named operation asks
/// for.
pub(crate) fn document(
    document: &ExecutableDocument,
    variables: &Variables,
    operation: Option<&str>,
    settings: &Settings,
) -> Result<Price, ServerError> {
    let (measured, fields) =
        measure::operations(document, variables).map_err(|measure::Cycle(name)| {
            let name = short(&name);
            refusal(format!(
                "片段 `{name}` 包含其自身，请去掉循环。the fragment `{name}` spreads itself: take the cycle out"
            ))
        })?;
    within(
        "字段数",
        "fields, fragments spread out",
        fields,
        settings.max_fields,
    )?;
    let mut asked = Price::default();
    for one in &measured {
        let Measure {
            depth,
            top,
            aliases,
            directives,
            cost,
            nodes,
            lists,
            ..
        } = one.measure;
        if operation.is_none() || one.name.as_deref() == operation {
            let number = |number| u32::try_from(number).unwrap_or(u32::MAX);
            asked = Price {
                // An introspection is measured by a scale of its own, and reads nothing.
                cost: match one.kind {
                    Kind::Introspection => 1,
                    Kind::Ordinary => number(cost),
                },
                nodes: number(nodes),
            };
        }
        within("根字段数", "root fields", top, settings.max_root_fields)?;
        within("别名数", "aliases", aliases, settings.max_aliases)?;
        within("指示数", "directives", directives, settings.max_directives)?;
        let (deepest, dearest) = match one.kind {
            Kind::Introspection => (INTROSPECTION_DEPTH, INTROSPECTION_COST),
            Kind::Ordinary => (settings.max_depth, settings.max_cost),
        };
        within("嵌套层数", "levels of nesting", depth, deepest)?;
        within(
            "接口定义的列表层数",
            "lists of the schema within lists",
            lists,
            INTROSPECTION_LISTS,
        )?;
        within("花费", "points of cost", cost, dearest)?;
    }
    texts::look(document, variables)?;
    Ok(asked)
}

/// Refuses a subscription to anything but one thing, plainly named: what decides what a subscription is about cannot
/// depend on variables.
pub(crate) fn subscription(operation: &OperationDefinition) -> Result<(), ServerError> {
    let plain = match operation.selection_set.node.items.as_slice() {
        [one] => match &one.node {
            Selection::Field(field) => {
                field.node.directives.is_empty() && !field.node.name.node.starts_with("__")
            }
            Selection::FragmentSpread(_) | Selection::InlineFragment(_) => false,
        },
        _ => false,
    };
    match plain {
        true => Ok(()),
        false => Err(coded(
            Code::ValidationFailed,
            "订阅须恰有一个根字段，不用片段和指示。a subscription has exactly one root field, without fragment or directive: open one for each",
        )),
    }
}

fn within(zh: &str, en: &str, found: usize, most: usize) -> Result<(), ServerError> {
    if found <= most {
        return Ok(());
    }
    // A bomb of fragments counts to the end of the numbers; the number itself says nothing.
    let found = match found {
        ..1_000_000 => found.to_string(),
        _ => "> 1000000".to_owned(),
    };
    Err(refusal(format!(
        "{zh}为 {found}，上限为 {most}，请减少所取的内容。{found} {en}, at most {most}: ask for less at once"
    )))
}

fn refusal(message: String) -> ServerError {
    coded(Code::TooComplex, message)
}

/// An error of a whole request, with its code.
pub(crate) fn coded(code: Code, message: impl Into<String>) -> ServerError {
    let mut fault = ServerError::new(message, None);
    let extensions = fault.extensions.get_or_insert_default();
    extensions.set("code", code.text());
    fault
}

/// An error of a whole request that may be sent again after some seconds.
pub(crate) fn retry(code: Code, message: impl Into<String>, seconds: i64) -> ServerError {
    let mut fault = coded(code, message);
    let extensions = fault.extensions.get_or_insert_default();
    extensions.set("retryAfter", seconds);
    fault
}
