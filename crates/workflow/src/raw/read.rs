//! Reads definition files, going on after a fault so that all of them are reported at once.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::{RawSet, SourceFile, Sourced};
use crate::check::suggest::{nearest, suggest};
use crate::fault::Fault;

/// Sections that a definition file may hold.
const SECTIONS: [&str; 9] = [
    "instrument",
    "track",
    "stage",
    "move",
    "paper",
    "ground",
    "period",
    "reading",
    "review",
];

/// Reads every file, adding what is wrong to `faults`.
pub(crate) fn read(sources: &[SourceFile], faults: &mut Vec<Fault>) -> RawSet {
    let mut set = RawSet::default();
    for source in sources {
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        let mut file = FileReader {
            path: &source.path,
            set: &mut set,
            faults,
        };
        let mut last = None;
        for error in &errors {
            let line = line_of(&source.text, error);
            if last != Some(line) {
                file.syntax(error, &source.text);
            }
            last = Some(line);
        }
        for (key, value) in table.into_inner() {
            file.section(&key, value);
        }
    }
    set
}

/// One file being read.
struct FileReader<'a> {
    path: &'a str,
    set: &'a mut RawSet,
    faults: &'a mut Vec<Fault>,
}

impl FileReader<'_> {
    fn fault(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: String,
        help: Option<String>,
    ) {
        self.set.incomplete = true;
        self.faults.push(Fault {
            code,
            message,
            file: self.path.to_owned(),
            span,
            help,
        });
    }

    fn syntax(&mut self, error: &Error, text: &str) {
        let reason = error.message().trim().replace('\n', "; ");
        let end = text.len();
        self.fault(
            "FY0101",
            error.span().unwrap_or(end..end),
            format!("不是有效的 TOML：{reason} / not valid TOML: {reason}"),
            Some(
                "改正此处的写法；文本须加引号，列表须以方括号围起 / \
                 correct the notation here; text stands in quotes, lists in square brackets"
                    .to_owned(),
            ),
        );
    }

    fn section(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: Spanned<DeValue<'_>>) {
        let name: &str = key.get_ref();
        match name {
            "instrument" => {
                if let Some(item) = self.item("instrument", value) {
                    self.set.instruments.push(item);
                }
            }
            "track" => {
                let items = self.items("track", value);
                self.set.tracks.extend(items);
            }
            "stage" => {
                let items = self.items("stage", value);
                self.set.stages.extend(items);
            }
            "move" => {
                let items = self.items("move", value);
                self.set.moves.extend(items);
            }
            "paper" => {
                let items = self.items("paper", value);
                self.set.papers.extend(items);
            }
            "ground" => {
                let items = self.items("ground", value);
                self.set.grounds.extend(items);
            }
            "period" => {
                let items = self.items("period", value);
                self.set.periods.extend(items);
            }
            "reading" => {
                let items = self.items("reading", value);
                self.set.readings.extend(items);
            }
            "review" => {
                let items = self.items("review", value);
                self.set.reviews.extend(items);
            }
            _ => {
                if let Some(meant) = nearest(name, SECTIONS) {
                    self.lose(meant, None);
                }
                self.fault(
                    "FY0102",
                    key.span(),
                    format!("没有名为`{name}`的字段 / no field is named `{name}`"),
                    Some(suggest(name, SECTIONS)),
                );
            }
        }
    }

    /// Remembers an item that could not be read, or all of a section, so that its name is not missed.
    fn lose(&mut self, section: &'static str, id: Option<String>) {
        self.set.lost.insert((section, id.unwrap_or_default()));
    }

    fn items<T: for<'de> Deserialize<'de>>(
        &mut self,
        section: &'static str,
        value: Spanned<DeValue<'_>>,
    ) -> Vec<Sourced<T>> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(values) => values
                .into_iter()
                .filter_map(|value| self.item(section, value))
                .collect(),
            _ => {
                self.fault(
                    "FY0103",
                    span,
                    format!("`{section}`应为列表 / `{section}` should be a list"),
                    Some(format!(
                        "写成`[[{section}]]`，一项一段 / write `[[{section}]]`, once for each item"
                    )),
                );
                self.lose(section, None);
                Vec::new()
            }
        }
    }

    /// Reads one item, taking out field by field what cannot be read until the rest can.
    fn item<T: for<'de> Deserialize<'de>>(
        &mut self,
        section: &'static str,
        value: Spanned<DeValue<'_>>,
    ) -> Option<Sourced<T>> {
        let header = value.span();
        let DeValue::Table(table) = value.into_inner() else {
            self.fault(
                "FY0103",
                header,
                format!("`{section}`应为表 / `{section}` should be a table"),
                Some(format!("写成`[{section}]` / write `[{section}]`")),
            );
            self.lose(section, None);
            return None;
        };
        let id = text_of(&table, "id");
        let mut attempt = Attempt {
            header: header.clone(),
            table,
            removed: BTreeSet::new(),
            placeholders: BTreeSet::new(),
        };
        loop {
            let error = match attempt.read::<T>() {
                Ok(item) if attempt.placeholders.is_empty() => {
                    return Some(Sourced {
                        file: self.path.to_owned(),
                        header,
                        item,
                    });
                }
                Ok(_) => break,
                Err(error) => error,
            };
            if let Some(missing) = attempt.missing(&error) {
                if !attempt.removed.contains(&missing) {
                    self.missing(section, &missing, header.clone());
                }
                attempt.fill(missing);
                continue;
            }
            let key = key_at(&attempt.table, &error);
            if key
                .as_ref()
                .is_some_and(|key| attempt.placeholders.contains(key))
            {
                break;
            }
            self.malformed(&error, header.clone());
            let Some(key) = key else { break };
            attempt.table.remove(key.as_str());
            attempt.removed.insert(key);
        }
        self.lose(section, id);
        None
    }

    fn missing(&mut self, section: &str, field: &str, header: Range<usize>) {
        self.fault(
            "FY0104",
            header,
            format!("`{section}`缺少字段`{field}` / `{section}` lacks the field `{field}`"),
            Some(format!("加上`{field} = …` / add `{field} = …`")),
        );
    }

    /// Reports an unknown field or a wrong type from what the reader of values said.
    fn malformed(&mut self, error: &Error, header: Range<usize>) {
        let span = error.span().unwrap_or(header);
        let said = error.message().trim();
        if let Some(name) = quoted_after(said, "unknown field `") {
            let known: Vec<&str> = said
                .split_once("expected")
                .map(|(_, rest)| rest.split('`').skip(1).step_by(2).collect())
                .unwrap_or_default();
            let help = suggest(name, known);
            self.fault(
                "FY0102",
                span,
                format!("没有名为`{name}`的字段 / no field is named `{name}`"),
                Some(help),
            );
        } else if let Some(name) = quoted_after(said, "missing field `") {
            self.missing_nested(name, span);
        } else {
            self.fault(
                "FY0103",
                span,
                format!("值的类型不对：{said} / wrong type: {said}"),
                Some(
                    "文本加引号，真假写 true 或 false，日期写如 2024-01-01 / quote text, write true \
                     or false for truth, and days like 2024-01-01"
                        .to_owned(),
                ),
            );
        }
    }

    fn missing_nested(&mut self, field: &str, span: Range<usize>) {
        self.fault(
            "FY0104",
            span,
            format!("此处缺少字段`{field}` / the field `{field}` is missing here"),
            Some(format!("加上`{field} = …` / add `{field} = …`")),
        );
    }
}

/// An item being read again and again, with less in it each time.
struct Attempt<'i> {
    header: Range<usize>,
    table: DeTable<'i>,
    /// Fields taken out because they cannot be read.
    removed: BTreeSet<String>,
    /// Missing fields put in with an empty text, so that the next fault is found.
    placeholders: BTreeSet<String>,
}

impl Attempt<'_> {
    fn read<T: for<'de> Deserialize<'de>>(&self) -> Result<T, Error> {
        T::deserialize(Spanned::new(self.header.clone(), self.table.clone()).into_deserializer())
    }

    /// The field of the item that the error says is missing.
    fn missing(&self, error: &Error) -> Option<String> {
        let own = error.span().is_none_or(|span| span == self.header);
        let field = quoted_after(error.message(), "missing field `").filter(|_| own)?;
        (!self.table.contains_key(field)).then(|| field.to_owned())
    }

    fn fill(&mut self, field: String) {
        let empty = DeValue::String(String::new().into());
        self.table.insert(
            Spanned::new(self.header.clone(), field.clone().into()),
            Spanned::new(self.header.clone(), empty),
        );
        self.placeholders.insert(field);
    }
}

fn text_of(table: &DeTable<'_>, key: &str) -> Option<String> {
    match table.get(key).map(Spanned::get_ref) {
        Some(DeValue::String(text)) => Some(text.to_string()),
        _ => None,
    }
}

/// The line, from 0, in which the error stands.
fn line_of(text: &str, error: &Error) -> usize {
    let start = error.span().map_or(text.len(), |span| span.start);
    text.get(..start)
        .map_or(0, |before| before.matches('\n').count())
}

/// The field in whose name or value the error lies.
fn key_at(table: &DeTable<'_>, error: &Error) -> Option<String> {
    let at = error.span()?;
    let within = |span: Range<usize>| span.start <= at.start && at.end <= span.end;
    table
        .iter()
        .find(|(key, value)| within(key.span()) || within(value.span()))
        .map(|(key, _)| key.get_ref().to_string())
}

/// The name between backticks that follows `lead`.
fn quoted_after<'a>(said: &'a str, lead: &str) -> Option<&'a str> {
    let (_, rest) = said.split_once(lead)?;
    rest.split_once('`').map(|(name, _)| name)
}
