//! Faults as text for people and as JSON for programs.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::raw::SourceFile;

/// The faults as text 缺陷报告, each with its file, line, column, the line itself and help.
#[must_use]
pub fn to_text(faults: &[Fault], sources: &[SourceFile]) -> String {
    let mut text: String = faults
        .iter()
        .map(|fault| one(fault, source_of(fault, sources)) + "\n\n")
        .collect();
    let count = faults.len();
    text.push_str(&format!("共 {count} 处缺陷 / faults: {count}\n"));
    text
}

/// The faults as JSON: a list of `file`, `line`, `column`, `code`, `message`, `help`.
#[must_use]
pub fn to_json(faults: &[Fault], sources: &[SourceFile]) -> Value {
    faults
        .iter()
        .map(|fault| {
            let (line, column) = place(fault, sources);
            json!({
                "file": fault.file,
                "line": line,
                "column": column,
                "code": fault.code,
                "message": fault.message,
                "help": fault.help,
            })
        })
        .collect()
}

/// Line and column of a fault, both from 1, the column in characters.
#[must_use]
pub fn place(fault: &Fault, sources: &[SourceFile]) -> (usize, usize) {
    source_of(fault, sources).map_or((1, 1), |source| {
        let before = source.text.get(..fault.span.start).unwrap_or(&source.text);
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |start| start.chars().count())
            + 1;
        (line, column)
    })
}

fn source_of<'a>(fault: &Fault, sources: &'a [SourceFile]) -> Option<&'a SourceFile> {
    sources.iter().find(|source| source.path == fault.file)
}

fn one(fault: &Fault, source: Option<&SourceFile>) -> String {
    let mut group = Level::ERROR
        .primary_title(fault.message.as_str())
        .id(fault.code)
        .elements(std::iter::empty::<annotate_snippets::Element<'_>>());
    group = match source {
        // A fault of the definitions as a whole has no place within a file.
        Some(source) if fault.span.is_empty() && fault.span.start == 0 => {
            group.element(Origin::path(source.path.as_str()))
        }
        Some(source) => group.element(
            Snippet::source(source.text.as_str())
                .path(source.path.as_str())
                .annotation(AnnotationKind::Primary.span(within(fault, &source.text))),
        ),
        None => group,
    };
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::plain().render(&[group])
}

/// The span, kept within the text and to its first line.
fn within(fault: &Fault, text: &str) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(fault.span.start);
    let end = text.ceil_char_boundary(fault.span.end.max(start));
    let first_line = text
        .get(start..end)
        .and_then(|marked| marked.split_inclusive('\n').next())
        .map_or(0, |line| line.trim_end().len());
    start..start + first_line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Vec<Fault>, Vec<SourceFile>) {
        let text = "[[move]]\nlabel = \"收件\"\nto = \"dune\" # 去向\n".to_owned();
        let start = text.find("\"dune\"").unwrap();
        let fault = |code, file: &str, span, help: Option<&str>| Fault {
            code,
            message: "没有这个阶段 / no such stage".to_owned(),
            file: file.to_owned(),
            span,
            help: help.map(str::to_owned),
        };
        let faults = vec![
            fault(
                "FY0201",
                "law/t.toml",
                start..start + 6,
                Some("是否想写`done`？ / did you mean `done`?"),
            ),
            fault("FY0301", "law/t.toml", 0..0, None),
            fault("FY0301", "", 0..0, None),
        ];
        let sources = vec![SourceFile {
            path: "law/t.toml".to_owned(),
            text,
        }];
        (faults, sources)
    }

    #[test]
    fn the_text_shows_the_line_and_what_would_work() {
        let (faults, sources) = sample();
        let text = to_text(&faults, &sources);
        let expected = r#"error[FY0201]: 没有这个阶段 / no such stage
 --> law/t.toml:3:6
  |
3 | to = "dune" # 去向
  |      ^^^^^^
  |
  = help: 是否想写`done`？ / did you mean `done`?

error[FY0301]: 没有这个阶段 / no such stage
--> law/t.toml

error[FY0301]: 没有这个阶段 / no such stage

共 3 处缺陷 / faults: 3
"#;
        assert_eq!(text, expected);
    }

    #[test]
    fn the_json_has_line_and_column() {
        let (faults, sources) = sample();
        let json = to_json(&faults, &sources);
        assert_eq!(
            json[0],
            json!({
                "file": "law/t.toml",
                "line": 3,
                "column": 6,
                "code": "FY0201",
                "message": "没有这个阶段 / no such stage",
                "help": "是否想写`done`？ / did you mean `done`?",
            })
        );
        assert_eq!(json[2]["line"], 1);
    }

    #[test]
    fn a_column_counts_characters() {
        let (mut faults, sources) = sample();
        let text = &sources[0].text;
        faults[0].span = text.find("去向").unwrap()..text.len();
        assert_eq!(place(&faults[0], &sources), (3, 15));
        faults[0].span = text.find("件\"").unwrap()..text.len();
        assert_eq!(place(&faults[0], &sources), (2, 11));
        assert!(to_text(&faults, &sources).contains("law/t.toml:2:11"));
    }
}
