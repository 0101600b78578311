//! Who may do what: every command by every role, of one's own office and of another, against the reviewed file
//! `matrix.txt`. A new command adds a line there and a way in `matrix/ways.rs`; without them the tests fail.

mod ask;
mod table;
mod ways;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use tokio::task::JoinSet;
use workflow::actor::Role;
use workflow::command::CommandName;
use workflow::rulebook::{Move, Rulebook};

use crate::support::database::{Database, drop_database};
use ask::Found;
use table::{Class, Line, Matrix, command_of};
use ways::WAYS;

/// Lines asked at the same time.
const AT_ONCE: usize = 4;

/// Who stands in each column, and the role the column is about; an officer stands there twice, with the case and
/// without.
const COLUMNS: [(&str, Role); 20] = [
    ("registrar", Role::Registrar),
    ("officer", Role::Officer),
    ("officer_b", Role::Officer),
    ("co_officer", Role::CoOfficer),
    ("institution_head", Role::InstitutionHead),
    ("organ_head", Role::OrganHead),
    ("respondent_clerk", Role::RespondentClerk),
    ("respondent_clerk_b", Role::RespondentClerk),
    ("supervisor", Role::Supervisor),
    ("committee_member", Role::CommitteeMember),
    ("committee_secretary", Role::CommitteeSecretary),
    ("mediator", Role::Mediator),
    ("legal_adviser", Role::LegalAdviser),
    ("street_office", Role::StreetOffice),
    ("auditor", Role::Auditor),
    ("system_admin", Role::SystemAdmin),
    ("security_admin", Role::SecurityAdmin),
    ("far_officer", Role::Officer),
    ("far_head", Role::OrganHead),
    ("far_clerk", Role::RespondentClerk),
];

/// What the schema lets anybody change. Another mutation needs its own lines.
const MUTATIONS: [&str; 5] = [
    "openCase",
    "startUpload",
    "startDownload",
    "revealIdentity",
    "submitCommand",
];

/// What it lets people change about themselves and an office: asked by everybody in `sign_in/office.rs` and
/// `leave.rs`, filters in `crates/api/src/tests/saved.rs`, receptions in `reception.rs`.
const OF_OFFICES: [&str; 18] = [
    "addUser",
    "changePassword",
    "deactivateUser",
    "deleteFilter",
    "endAllSessions",
    "endLeave",
    "endSession",
    "issueToken",
    "linkReception",
    "noteLeave",
    "recordReception",
    "resetPassword",
    "revokeToken",
    "saveFilter",
    "setRoles",
    "setUp",
    "signIn",
    "signOut",
];

#[test]
fn the_matrix_has_every_command_every_role_and_every_mutation() {
    let matrix = Matrix::committed();
    let columns: Vec<&str> = COLUMNS.iter().map(|(who, _)| *who).collect();
    assert_eq!(
        matrix.roles, columns,
        "one column for everybody who stands for a role"
    );
    for role in Role::ALL.into_iter().filter(|role| *role != Role::System) {
        let own = COLUMNS.iter().filter(|(who, _)| !who.starts_with("far_"));
        let held = own.map(|(_, held)| *held).any(|held| held == role);
        assert!(held, "nobody of the office stands for {role:?}");
    }
    let listed: BTreeSet<&str> = matrix.lines.iter().map(Line::command).collect();
    let known: BTreeSet<&str> = CommandName::ALL.iter().map(|name| name.code()).collect();
    assert_eq!(listed, known, "one line at least for every command");
    let lines: BTreeSet<&str> = matrix.lines.iter().map(|line| line.name.as_str()).collect();
    let ways: BTreeSet<&str> = WAYS.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, ways, "a way to every line, and no other");
    assert_eq!(WAYS.len(), ways.len(), "one way to every line");
    let known: BTreeSet<String> = MUTATIONS
        .iter()
        .chain(&OF_OFFICES)
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(mutations().into_iter().collect::<BTreeSet<_>>(), known);
}

/// Fields of the mutation in the committed schema.
fn mutations() -> Vec<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schema/fuyi.graphql");
    let schema = std::fs::read_to_string(path).unwrap();
    let (_, body) = schema.split_once("\ntype Mutation {\n").unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let fields = body.lines().filter_map(|line| line.strip_prefix('\t'));
    let fields = fields.filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
    fields
        .filter_map(|line| Some(line.split_once(['(', ':'])?.0.to_owned()))
        .collect()
}

#[test]
fn a_matrix_of_bad_form_is_refused() {
    let head = "command stage registrar officer label\n";
    let read = |line: &str| Matrix::read(&format!("# words\n{head}\n{line}\n"));
    assert_eq!(
        read("accept received refused decides 受理")
            .unwrap()
            .lines
            .len(),
        1
    );
    for (line, fault) in [
        ("accept received decides 受理", "1 answers for 2 roles"),
        (
            "accept received refused decides refused 受理",
            "3 answers for 2 roles",
        ),
        (
            "accept received refused may 受理",
            "`may`, expected `decides`",
        ),
        ("accept", "is no line"),
        ("a r refused refused l\na r refused decides l", "twice"),
    ] {
        let faults = read(line).unwrap_err().join("\n");
        assert!(faults.contains(fault), "{line}: {faults}");
    }
    assert!(Matrix::read("").is_err() && Matrix::read("accept received decides").is_err());
}

#[test]
fn an_answer_that_a_line_does_not_say_is_a_fault() {
    let matrix = Matrix::committed();
    for line in &matrix.lines {
        let name = CommandName::from_code(line.command()).unwrap();
        let mut moves = Rulebook::embedded().moves_of(name);
        let made = moves.find(|step| label(&line.name, Some(&step.id)) == line.label);
        let found = |cells: Vec<Class>| Found {
            stage: line.stage.clone(),
            cells,
            made: made.map(|step| step.id.clone()),
            foreseen: Vec::new(),
            faults: Vec::new(),
        };
        let as_said = found(line.cells.clone());
        assert_eq!(differences(&matrix, line, &as_said), Vec::<String>::new());
        for (place, says) in line.cells.iter().enumerate() {
            let mut cells = line.cells.clone();
            cells[place] = match says {
                Class::Refused => Class::NotFound,
                _ => Class::Refused,
            };
            let faults = differences(&matrix, line, &found(cells)).join("\n");
            assert!(faults.contains(&matrix.roles[place]), "{faults}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_everybody_is_answered_as_the_matrix_says() {
    everybody_is_answered_as_the_matrix_says(false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_everybody_is_answered_as_the_matrix_says() {
    if std::env::var_os("FUYI_TEST_PG_URL").is_some() {
        everybody_is_answered_as_the_matrix_says(true).await;
    } else {
        assert!(Database::postgres().await.is_none());
    }
}

async fn everybody_is_answered_as_the_matrix_says(postgres: bool) {
    let matrix = Matrix::committed();
    let mut found = ask_all(postgres).await;
    let (mut faults, mut made) = (Vec::new(), BTreeSet::new());
    for line in &matrix.lines {
        let Some(found) = found.remove(&line.name) else {
            faults.push(format!("no way leads to `{}`", line.name));
            continue;
        };
        faults.extend(differences(&matrix, line, &found));
        faults.extend(foreseen_otherwise(line, &found));
        faults.extend(found.faults);
        made.extend(found.made);
    }
    faults.extend(unasked(&made));
    assert!(
        faults.is_empty(),
        "tests/matrix.txt:\n{}",
        faults.join("\n")
    );
}

async fn ask_all(postgres: bool) -> BTreeMap<String, Found> {
    let (mut running, mut all) = (JoinSet::new(), BTreeMap::new());
    for (line, life) in WAYS {
        if running.len() >= AT_ONCE {
            all.extend(running.join_next().await.unwrap());
        }
        running.spawn(async move {
            let database = match postgres {
                true => Database::postgres().await.unwrap(),
                false => Database::sqlite(),
            };
            let name = database.name.clone();
            let found = ask::ask(database, line, life).await;
            if postgres {
                drop_database(&name).await;
            }
            ((*line).to_owned(), found)
        });
    }
    while let Some(done) = running.join_next().await {
        all.extend(done);
    }
    all
}

/// Where the program answers otherwise than a line says; with the line as it would have to be, for somebody to judge.
fn differences(matrix: &Matrix, line: &Line, found: &Found) -> Vec<String> {
    let mut faults = Vec::new();
    for ((role, says), is) in matrix.roles.iter().zip(&line.cells).zip(&found.cells) {
        if says != is {
            faults.push(format!("{}: {role} is `{is}`, not `{says}`", line.name));
        }
    }
    let label = label(&line.name, found.made.as_deref());
    for (what, says, is) in [
        ("stage", &line.stage, &found.stage),
        ("label", &line.label, &label),
    ] {
        if says != is {
            faults.push(format!("{}: the {what} is `{is}`, not `{says}`", line.name));
        }
    }
    if !faults.is_empty() {
        let is = Line {
            name: line.name.clone(),
            stage: found.stage.clone(),
            cells: found.cells.clone(),
            label,
        };
        faults.push(format!("as it is:\n{}", matrix.written(&is)));
    }
    faults
}

/// Where a preview and the door have parted, against those that are known to.
fn foreseen_otherwise(line: &Line, found: &Found) -> Option<String> {
    let is: Vec<(&str, String)> = found
        .foreseen
        .iter()
        .map(|(role, class)| (role.as_str(), class.to_string()))
        .collect();
    let fault = format!("{}: foreseen otherwise {is:?}", line.name);
    (!is.is_empty()).then_some(fault)
}

/// Label of the move that was made; of the command, where none of its own was.
fn label(line: &str, made: Option<&str>) -> String {
    let rulebook = Rulebook::embedded();
    let name = CommandName::from_code(command_of(line)).unwrap();
    let mut own = rulebook.moves_of(name);
    let label = match own.find(|step| Some(step.id.as_str()) == made) {
        Some(step) => step.label.zh.clone(),
        None => rulebook.command_label(name).0,
    };
    label.replace(' ', "")
}

/// Moves that people may make and whose roles no line has shown: a move that differs from the others of its command
/// in who may make it needs a line of its own.
fn unasked(made: &BTreeSet<String>) -> Vec<String> {
    let moves = &Rulebook::embedded().moves;
    let by_people = |step: &&Move| {
        let mut roles = step.proposed_by.iter().chain(&step.decided_by);
        roles.any(|role| *role != Role::System)
    };
    let shown = |step: &Move| {
        moves.iter().any(|known| {
            made.contains(&known.id) && known.command == step.command && who(known) == who(step)
        })
    };
    let unshown = moves.iter().filter(by_people).filter(|step| !shown(step));
    unshown
        .map(|step| {
            let (id, command) = (&step.id, step.command.code());
            format!("no line shows who may make `{id}`: add `{command}/…`")
        })
        .collect()
}

fn who(step: &Move) -> [BTreeSet<Role>; 2] {
    [&step.proposed_by, &step.decided_by].map(|roles| roles.iter().copied().collect())
}
