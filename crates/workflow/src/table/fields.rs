//! The fields of a row as they are gathered.

use super::vocabulary::Said;
use super::{Column, Field};
use crate::actor::Role;
use crate::guard::Guard;

/// The fields of a row as they are gathered; what a rule does not say is left out.
#[derive(Default)]
pub(super) struct Fields(pub(super) Vec<Field>);

impl Fields {
    /// Something said, in words of its own.
    pub(super) fn put(
        &mut self,
        column: Column,
        name: &'static str,
        values: Vec<String>,
        (zh, en): (String, String),
    ) {
        self.0.push(Field {
            name,
            column,
            values,
            zh,
            en,
        });
    }

    /// A text of the definitions in both languages.
    pub(super) fn text(&mut self, column: Column, name: &'static str, zh: &str, en: &str) {
        let values = vec![zh.to_owned(), en.to_owned()];
        self.put(column, name, values, (zh.to_owned(), en.to_owned()));
    }

    /// A word of a closed list.
    pub(super) fn word(&mut self, column: Column, name: &'static str, (code, zh, en): Said) {
        let said = (zh.to_owned(), en.to_owned());
        self.put(column, name, vec![code.to_owned()], said);
    }

    /// Something that is so or is not, said where it is so.
    pub(super) fn flag(
        &mut self,
        column: Column,
        name: &'static str,
        is: bool,
        zh: &str,
        en: &str,
    ) {
        if is {
            let said = (zh.to_owned(), en.to_owned());
            self.put(column, name, vec!["true".to_owned()], said);
        }
    }

    /// Names after a caption; their order means nothing. Each is given as its id, in Chinese, in English.
    pub(super) fn list(
        &mut self,
        column: Column,
        name: &'static str,
        caption: (&str, &str),
        named: impl IntoIterator<Item = (String, String, String)>,
    ) {
        self.joined(column, name, caption, "、", named.into_iter().collect());
    }

    /// Conditions after a caption; their order means nothing.
    pub(super) fn conditions(
        &mut self,
        name: &'static str,
        caption: (&str, &str),
        guards: &[Guard],
    ) {
        let named = guards.iter().copied().map(guard).collect();
        self.joined(Column::Terms, name, caption, "；", named);
    }

    fn joined(
        &mut self,
        column: Column,
        name: &'static str,
        (caption, caption_en): (&str, &str),
        between: &str,
        named: Vec<(String, String, String)>,
    ) {
        if named.is_empty() {
            return;
        }
        let zh: Vec<&str> = named.iter().map(|(_, zh, _)| zh.as_str()).collect();
        let en: Vec<&str> = named.iter().map(|(_, _, en)| en.as_str()).collect();
        let said = (
            format!("{caption}{}", zh.join(between)),
            format!("{caption_en}{}", en.join("; ")),
        );
        let mut values: Vec<String> = named.iter().map(|(id, _, _)| id.clone()).collect();
        values.sort();
        self.put(column, name, values, said);
    }
}

/// A word of a closed list as an item of a list.
pub(super) fn owned((code, zh, en): Said) -> (String, String, String) {
    (code.to_owned(), zh.to_owned(), en.to_owned())
}

/// A guard as an item of a list.
fn guard(guard: Guard) -> (String, String, String) {
    let (zh, en) = guard.label();
    owned((guard.code(), zh, en))
}

/// A role as an item of a list.
pub(super) fn role(role: Role) -> (String, String, String) {
    let (zh, en) = role.label();
    owned((role.code(), zh, en))
}

/// What the definitions name, as an item of a list; its id where they give it no label.
pub(super) fn labelled(id: &str, label: Option<(&str, &str)>) -> (String, String, String) {
    let (zh, en) = label.unwrap_or((id, id));
    (id.to_owned(), zh.to_owned(), en.to_owned())
}
