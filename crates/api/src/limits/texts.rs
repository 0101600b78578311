//! Texts that cannot be taken, wherever they stand in a request.

use std::convert::Infallible;

use async_graphql::parser::types::{Directive, ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Error, Name, Positioned, ServerError, Value as Const, Variables};

use super::coded;
use super::echo::short;
use crate::error::{Code, bad_input};

/// Longest text, in characters.
pub(crate) const LONGEST: usize = 20_000;

/// Longest text that a list is searched by, in characters.
pub(crate) const LONGEST_SEARCH: usize = 100;

/// Longest idempotency key, in bytes.
pub(crate) const LONGEST_KEY: usize = 128;

/// A text that cannot be taken: where it stands, innermost first, and what is wrong with it.
struct Bad {
    path: Vec<String>,
    zh: String,
    en: String,
}

/// Refuses control characters and texts that are too long, in variables and in the query itself.
pub(super) fn look(
    document: &ExecutableDocument,
    variables: &Variables,
) -> Result<(), ServerError> {
    let found = in_variables(variables).and_then(|()| in_document(document));
    found.map_err(|bad| {
        let path: Vec<String> = bad.path.iter().rev().map(|name| short(name)).collect();
        let (field, zh, en) = (path.join("."), bad.zh, bad.en);
        coded(Code::BadInput, format!("`{field}` {zh}。`{field}` {en}"))
    })
}

fn in_variables(variables: &Variables) -> Result<(), Bad> {
    for (name, value) in variables.iter() {
        named(name, value)?;
    }
    Ok(())
}

fn in_document(document: &ExecutableDocument) -> Result<(), Bad> {
    for (_, operation) in document.operations.iter() {
        for variable in &operation.node.variable_definitions {
            if let Some(value) = &variable.node.default_value {
                named(&variable.node.name.node, &value.node)?;
            }
        }
        in_directives(&operation.node.directives)?;
        in_set(&operation.node.selection_set.node)?;
    }
    for fragment in document.fragments.values() {
        in_directives(&fragment.node.directives)?;
        in_set(&fragment.node.selection_set.node)?;
    }
    Ok(())
}

fn in_set(set: &SelectionSet) -> Result<(), Bad> {
    for item in &set.items {
        in_directives(item.node.directives())?;
        match &item.node {
            Selection::Field(field) => in_field(&field.node)?,
            Selection::InlineFragment(inline) => in_set(&inline.node.selection_set.node)?,
            Selection::FragmentSpread(_) => {}
        }
    }
    Ok(())
}

fn in_field(field: &Field) -> Result<(), Bad> {
    for (name, value) in &field.arguments {
        named(
            &name.node,
            &written(value.node.clone().into_const_with(apart)),
        )?;
    }
    in_set(&field.selection_set.node)
}

fn in_directives(directives: &[Positioned<Directive>]) -> Result<(), Bad> {
    for directive in directives {
        for (name, value) in &directive.node.arguments {
            named(
                &name.node,
                &written(value.node.clone().into_const_with(apart)),
            )?;
        }
    }
    Ok(())
}

/// Variables within a value that is written in the query are looked at where they are given.
fn apart(_: Name) -> Result<Const, Infallible> {
    Ok(Const::Null)
}

fn written(value: Result<Const, Infallible>) -> Const {
    match value {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

fn named(name: &str, value: &Const) -> Result<(), Bad> {
    of_value(value).map_err(|mut bad| {
        bad.path.push(name.to_owned());
        bad
    })
}

fn of_value(value: &Const) -> Result<(), Bad> {
    match value {
        Const::String(text) => of_text(text),
        Const::List(list) => list
            .iter()
            .enumerate()
            .try_for_each(|(no, value)| named(&no.to_string(), value)),
        Const::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            of_text(name)?;
            named(name, value)
        }),
        _ => Ok(()),
    }
}

fn of_text(text: &str) -> Result<(), Bad> {
    if let Some(letter) = text.chars().find(|letter| is_control(*letter)) {
        let code = format!("U+{:04X}", u32::from(letter));
        return Err(Bad {
            path: Vec::new(),
            zh: format!("含有控制字符 {code}，请删去"),
            en: format!("holds the control character {code}: take it out"),
        });
    }
    // Never more characters than bytes.
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        return Err(Bad {
            path: Vec::new(),
            zh: format!("超过 {LONGEST} 字，请缩短"),
            en: format!("is longer than {LONGEST} characters: shorten it"),
        });
    }
    Ok(())
}

/// Control characters, but for those that part the lines and columns of a text.
fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')
}

/// Refuses an idempotency key that is blank or too long.
pub(crate) fn key(text: &str) -> Result<(), Error> {
    let wrong = text.trim().is_empty() || text.len() > LONGEST_KEY;
    if wrong || text.chars().any(char::is_control) {
        return Err(bad_input(format!(
            "`idempotencyKey` 须为 1 至 {LONGEST_KEY} 字节，不得为空白。`idempotencyKey` must be 1 to {LONGEST_KEY} bytes and not blank: a UUID will do"
        )));
    }
    Ok(())
}

/// Refuses a text to search by that is too long.
pub(crate) fn search(field: &str, text: &str) -> Result<(), Error> {
    if text.chars().count() > LONGEST_SEARCH || text.chars().any(char::is_control) {
        return Err(bad_input(format!(
            "`{field}` 至多 {LONGEST_SEARCH} 字，在一行之内。`{field}` takes at most {LONGEST_SEARCH} characters on one line"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use serde_json::{Value as Json, json};

    use super::*;

    fn said(query: &str, variables: Json) -> Option<String> {
        let document = parse_query(query).unwrap();
        look(&document, &Variables::from_json(variables))
            .err()
            .map(|fault| fault.message)
    }

    #[test]
    fn a_control_character_is_found_wherever_it_stands() {
        let deep = json!({ "input": { "list": [{ "note": "a\u{0}b" }] } });
        let message = said("{ me }", deep).unwrap();
        assert!(
            message.contains("`input.list.0.note`") && message.contains("U+0000"),
            "{message}"
        );
        let literal = "{ me { a(input: { note: \"x\\u0007\" }) } }";
        assert!(said(literal, json!({})).unwrap().contains("`input.note`"));
        let default = "query($a: String = \"\\u0085\") { me @x(a: $a) }";
        assert!(said(default, json!({})).unwrap().contains("`a`"));
        let fragment = "{ ...F } fragment F on Q { ... @skip(if: \"\\u001b\") { me } }";
        assert!(said(fragment, json!({})).unwrap().contains("`if`"));
        assert!(said("{ me }", json!({ "a": { "b\u{1}": 1 } })).is_some());
        assert_eq!(said("{ me }", json!({ "a": "一行\r\n\t二行" })), None);
    }

    #[test]
    fn a_text_has_a_longest_length_in_characters() {
        assert_eq!(said("{ me }", json!({ "a": "字".repeat(LONGEST) })), None);
        let message = said("{ me }", json!({ "a": "字".repeat(LONGEST + 1) })).unwrap();
        assert!(message.contains("20000"), "{message}");
    }

    #[test]
    fn keys_and_searches_are_short_and_not_blank() {
        assert!(key("k").is_ok() && key(&"k".repeat(128)).is_ok());
        for wrong in ["", " \u{3000}", "a\nb", &"k".repeat(129), &"键".repeat(43)] {
            assert!(key(wrong).is_err(), "{wrong}");
        }
        assert!(search("stage", &"字".repeat(100)).is_ok());
        assert!(search("stage", &"字".repeat(101)).is_err());
    }
}
