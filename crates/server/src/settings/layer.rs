//! Gathering what the file, the environment and the command line say, each over the one before.

use std::collections::BTreeMap;
use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Fault;
use super::key::{Form, KEYS, Key, key, nearest};

/// Variables that are of the program but no settings.
const OTHER_VARIABLES: [&str; 1] = ["FUYI_CONFIG"];
/// Variables that belong to the program's tests.
const TESTS: &str = "FUYI_TEST_";

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// Nothing was said.
    Default,
    /// A line of the file.
    File {
        /// The file.
        name: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in characters.
        column: usize,
    },
    /// A variable of the environment.
    Environment(String),
    /// The command line.
    Flag,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { name, line, column } => write!(f, "{name}:{line}:{column}"),
            Self::Environment(variable) => f.write_str(variable),
            Self::Flag => f.write_str("command line"),
        }
    }
}

/// A value as it was written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    /// The value.
    pub(super) text: String,
    /// Where it was written.
    pub(super) origin: Origin,
}

/// What was given for each setting, by name; the last layer stands.
pub(super) type Values = BTreeMap<&'static str, Given>;

/// Adds what a file says.
pub(super) fn file(name: &str, text: &str, values: &mut Values, faults: &mut Vec<Fault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = FileReader {
        name,
        text,
        values,
        faults,
    };
    for error in errors {
        let at = reader.origin(error.span().map_or(0, |span| span.start));
        reader.fault(&at, error.message().trim().replace('\n', "; "));
    }
    reader.table("", table.get_ref());
}

struct FileReader<'a> {
    name: &'a str,
    text: &'a str,
    values: &'a mut Values,
    faults: &'a mut Vec<Fault>,
}

impl FileReader<'_> {
    fn origin(&self, offset: usize) -> Origin {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |start| start.chars().count())
            + 1;
        Origin::File {
            name: self.name.to_owned(),
            line,
            column,
        }
    }

    fn fault(&mut self, origin: &Origin, message: String) {
        self.faults.push(Fault {
            place: origin.to_string(),
            message,
        });
    }

    fn table(&mut self, within: &str, table: &DeTable<'_>) {
        for (word, value) in table {
            let name = format!("{within}{}", word.get_ref());
            let origin = self.origin(word.span().start);
            let inner = format!("{name}.");
            if KEYS.iter().any(|key| key.name.starts_with(&inner)) {
                match value.get_ref() {
                    DeValue::Table(below) => self.table(&inner, below),
                    _ => self.fault(
                        &origin,
                        format!("`{name}` is a table: write `[{name}]` and its settings below"),
                    ),
                }
                continue;
            }
            match key(&name) {
                None => self.fault(&origin, unknown(&name)),
                Some(key) => self.value(key, value, origin),
            }
        }
    }

    fn value(&mut self, key: &'static Key, value: &Spanned<DeValue<'_>>, origin: Origin) {
        let text = match (key.form, value.get_ref()) {
            (Form::Text, DeValue::String(text)) => text.to_string(),
            (Form::Number, DeValue::Integer(number)) if number.radix() == 10 => {
                number.as_str().to_owned()
            }
            (Form::Text, other) => {
                let kind = other.type_str();
                self.fault(
                    &origin,
                    format!(
                        "`{}` is a text, this is of type {kind}: write it in quotes",
                        key.name
                    ),
                );
                return;
            }
            (Form::Number, _) => {
                self.fault(
                    &origin,
                    format!(
                        "`{}` is a whole number: write it without quotes or point",
                        key.name
                    ),
                );
                return;
            }
        };
        self.values.insert(key.name, Given { text, origin });
    }
}

/// Adds what the environment says.
pub(super) fn environment(
    variables: impl IntoIterator<Item = (String, String)>,
    values: &mut Values,
    faults: &mut Vec<Fault>,
) {
    for (variable, text) in variables {
        let ours = variable.starts_with("FUYI_") && !variable.starts_with(TESTS);
        if !ours || OTHER_VARIABLES.contains(&variable.as_str()) {
            continue;
        }
        let origin = Origin::Environment(variable.clone());
        match KEYS.iter().find(|key| key.variable() == variable) {
            Some(key) => {
                values.insert(key.name, Given { text, origin });
            }
            None => {
                let known: Vec<String> = KEYS.iter().map(Key::variable).collect();
                let near = nearest(&variable, known.iter().map(String::as_str));
                faults.push(Fault {
                    place: variable.clone(),
                    message: no_such("variable of the program", &variable, near),
                });
            }
        }
    }
}

/// Adds what the command line says.
pub(super) fn flags(
    flags: impl IntoIterator<Item = (String, String)>,
    values: &mut Values,
    faults: &mut Vec<Fault>,
) {
    for (name, text) in flags {
        let origin = Origin::Flag;
        match key(&name) {
            Some(key) => {
                values.insert(key.name, Given { text, origin });
            }
            None => faults.push(Fault {
                place: origin.to_string(),
                message: unknown(&name),
            }),
        }
    }
}

fn unknown(name: &str) -> String {
    no_such(
        "setting",
        name,
        nearest(name, KEYS.iter().map(|key| key.name)),
    )
}

fn no_such(what: &str, name: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("there is no {what} `{name}`: did you mean `{near}`?"),
        None => format!("there is no {what} `{name}`: `fuyi config` lists all"),
    }
}
