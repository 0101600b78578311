//! The reviewed file `matrix.txt`: one line a command, one column a role.

use std::fmt;
use std::path::PathBuf;

/// What somebody is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Class {
    /// Carried out at once.
    Decides,
    /// A request that somebody else must sign.
    Proposes,
    /// `WRONG_ROLE`.
    Refused,
    /// As for a case that was never opened.
    NotFound,
    /// Any other answer, by its code. No cell may say this.
    Other(String),
}

impl Class {
    /// The class that a cell says.
    fn of_cell(word: &str) -> Option<Self> {
        Some(match word {
            "decides" => Self::Decides,
            "proposes" => Self::Proposes,
            "refused" => Self::Refused,
            "not_found" => Self::NotFound,
            _ => return None,
        })
    }

    /// The class of a refusal or a fault.
    pub(super) fn of_code(code: &str) -> Self {
        match code {
            "WRONG_ROLE" => Self::Refused,
            "NOT_FOUND" => Self::NotFound,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Decides => "decides",
            Self::Proposes => "proposes",
            Self::Refused => "refused",
            Self::NotFound => "not_found",
            Self::Other(code) => code,
        })
    }
}

/// The file.
#[derive(Debug)]
pub(super) struct Matrix {
    /// Columns: who asks, by login.
    pub(super) roles: Vec<String>,
    /// Lines, in order.
    pub(super) lines: Vec<Line>,
}

/// What one line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The command, as definitions write it; after a `/` the situation, where one command has several lines.
    pub(super) name: String,
    /// The stage in which it is asked, `-` before there is a case.
    pub(super) stage: String,
    /// The answers, in the order of the columns.
    pub(super) cells: Vec<Class>,
    /// Label of the move that is made.
    pub(super) label: String,
}

impl Line {
    /// The command of the line.
    pub(super) fn command(&self) -> &str {
        command_of(&self.name)
    }
}

/// The command in the name of a line.
pub(super) fn command_of(name: &str) -> &str {
    name.split_once('/').map_or(name, |(command, _)| command)
}

impl Matrix {
    /// The committed file.
    pub(super) fn committed() -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("matrix.txt");
        let text = std::fs::read_to_string(path).unwrap();
        Self::read(&text).unwrap_or_else(|faults| panic!("matrix.txt:\n{}", faults.join("\n")))
    }

    /// Reads the file, or says everything that is wrong with its form.
    pub(super) fn read(text: &str) -> Result<Self, Vec<String>> {
        let mut rows = (1..).zip(text.lines()).filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        });
        let head: Vec<&str> = match rows.next() {
            Some((_, line)) => line.split_whitespace().collect(),
            None => return Err(vec!["there is no head".to_owned()]),
        };
        let roles: Vec<String> = match head.as_slice() {
            ["command", "stage", roles @ .., "label"] => {
                roles.iter().map(|role| (*role).to_owned()).collect()
            }
            _ => return Err(vec!["the head is `command stage ROLE… label`".to_owned()]),
        };
        let (mut lines, mut faults) = (Vec::<Line>::new(), Vec::new());
        for (no, row) in rows {
            match Self::line(row, roles.len()) {
                Ok(line) if lines.iter().any(|known| known.name == line.name) => {
                    faults.push(format!("line {no}: `{}` stands there twice", line.name));
                }
                Ok(line) => lines.push(line),
                Err(fault) => faults.push(format!("line {no}: {fault}")),
            }
        }
        if faults.is_empty() {
            Ok(Self { roles, lines })
        } else {
            Err(faults)
        }
    }

    fn line(row: &str, roles: usize) -> Result<Line, String> {
        let words: Vec<&str> = row.split_whitespace().collect();
        let [name, stage, cells @ .., label] = words.as_slice() else {
            return Err(format!("`{row}` is no line"));
        };
        if cells.len() != roles {
            let given = cells.len();
            return Err(format!("`{name}` has {given} answers for {roles} roles"));
        }
        let cells = cells.iter().map(|word| {
            let expected = "expected `decides`, `proposes`, `refused` or `not_found`";
            Class::of_cell(word).ok_or_else(|| format!("`{name}`: `{word}`, {expected}"))
        });
        Ok(Line {
            name: (*name).to_owned(),
            stage: (*stage).to_owned(),
            cells: cells.collect::<Result<_, _>>()?,
            label: (*label).to_owned(),
        })
    }

    /// A line as the file writes it.
    pub(super) fn written(&self, line: &Line) -> String {
        let cells: Vec<String> = self
            .roles
            .iter()
            .zip(&line.cells)
            .map(|(role, cell)| {
                let wide = role.len().max("not_found".len());
                format!("{:<wide$}", cell.to_string())
            })
            .collect();
        let (name, stage, label) = (&line.name, &line.stage, &line.label);
        format!("{name:<29} {stage:<14} {} {label}", cells.join(" "))
    }
}
