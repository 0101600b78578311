use super::*;
use crate::guard::Guard;
use crate::render;

mod cases;

/// A small law in one file; commands and guards that it does not use are filled in by [`rest`].
const TOY: &str = include_str!("fixture.toml");
const TOY_PATH: &str = "law/toy/2024-01-01/toy.toml";
const REST_PATH: &str = "law/toy/2024-01-01/zz.toml";

/// A move for each command that the toy law lacks, the first with all guards that it lacks; the stage to which the other
/// opening leads.
fn rest() -> String {
    let named = |name: &str| TOY.contains(&format!("\"{name}\""));
    let guards: Vec<String> = Guard::ALL
        .iter()
        .filter(|guard| !named(guard.code()))
        .map(|guard| format!("{:?}", guard.code()))
        .collect();
    let mut requires = format!("requires = [{}]\n", guards.join(", "));
    let mut text = "[[stage]]\nid = \"early\"\nlabel = \"案前\"\nlabel_en = \"early\"\n\
         first = true # by the other opening\nuntimed = \"没有期限\"\n"
        .to_owned();
    for command in CommandName::ALL.iter().filter(|name| !named(name.code())) {
        let code = command.code();
        let (from, to) = match command {
            CommandName::OpenIntervention => ("", "to = \"early\"\n"),
            CommandName::EndIntervention => ("\"early\"", "to = \"closed\"\n"),
            _ => ("\"trial\"", ""),
        };
        text += &format!(
            "[[move]]\nid = \"{code}\"\ncommand = \"{code}\"\nlabel = \"步骤\"\nlabel_en = \"{code}\"\n\
             mark = \"policy\"\nday_of = \"act\"\nfrom = [{from}]\n{to}proposed_by = [\"officer\"]\n\
             decided_by = [\"officer\"]\n{requires}"
        );
        requires.clear();
    }
    text
}

fn sources(toy: String, rest: String) -> Vec<SourceFile> {
    [(TOY_PATH, toy), (REST_PATH, rest)]
        .into_iter()
        .map(|(path, text)| SourceFile {
            path: path.to_owned(),
            text,
        })
        .collect()
}

/// The toy law after edits, each of text that stands in it once.
fn edited(edits: &[(&str, &str)]) -> Vec<SourceFile> {
    let (mut toy, mut rest) = (TOY.to_owned(), rest());
    for (from, to) in edits {
        let text = if toy.contains(from) {
            &mut toy
        } else {
            &mut rest
        };
        assert_eq!(
            text.matches(from).count(),
            1,
            "`{from}` should stand there once"
        );
        *text = text.replace(from, to);
    }
    sources(toy, rest)
}

/// Each fault as `CODE file:line:column help`.
fn faults(sources: &[SourceFile]) -> Vec<String> {
    let faults = check(sources).err().unwrap_or_default();
    faults
        .iter()
        .map(|fault| {
            let (line, column) = render::place(fault, sources);
            let file = fault.file.rsplit('/').next().unwrap_or_default();
            let help = fault.help.as_deref().unwrap_or_default();
            format!("{} {file}:{line}:{column} {help}", fault.code)
        })
        .collect()
}

#[test]
fn the_toy_law_is_sound() {
    assert_eq!(faults(&edited(&[])), Vec::<String>::new());
}

#[test]
fn the_embedded_definitions_are_sound() {
    let sources = embedded_sources();
    if let Err(faults) = check(&sources) {
        panic!("{}", render::to_text(&faults, &sources));
    }
    let rulebook = Rulebook::embedded();
    assert_eq!(rulebook.version.instrument, "arl");
    assert_eq!(rulebook.version.effective_on.to_string(), "2024-01-01");
    assert_eq!(rulebook.first_stages, ["intervention", "received"]);
    assert_eq!(rulebook.by_command.len(), CommandName::ALL.len());
    assert!(rulebook.period("accept_review").is_some());
}

#[test]
fn ten_faults_are_reported_at_once() {
    let sources = edited(&[
        ("revision = 1", "revision = 0"),
        ("untimed = \"送达没有期限\"", "untimely = \"送达没有期限\""),
        ("final = true", "final = 1"),
        ("label = \"收件\"", "label = \"\""),
        ("starts = [\"review\"]", "starts = [\"reveiw\"]"),
        (
            "requires = [\"within_review\"]",
            "requires = [\"within_reveiw\"]",
        ),
        ("command = \"suspend\"", "command = \"suspendd\""),
        ("issues = [\"decision\"]", "issues = [\"decison\"]"),
        ("to = \"all\"", "to = \"everyone\""),
        ("article = \"Toy 6\"", "article = \"\""),
    ]);
    let codes: Vec<String> = faults(&sources)
        .iter()
        .map(|fault| fault.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        codes,
        [
            "FY0213 toy.toml:6:12",
            "FY0102 toy.toml:23:1",
            "FY0103 toy.toml:29:9",
            "FY0211 toy.toml:34:9",
            "FY0202 toy.toml:41:11",
            "FY0204 toy.toml:55:13",
            "FY0205 toy.toml:90:11",
            "FY0203 toy.toml:128:11",
            "FY0207 toy.toml:147:6",
            "FY0308 toy.toml:167:11",
        ]
    );
}

#[test]
fn a_file_that_is_not_toml_does_not_hide_faults_elsewhere() {
    let mut sources = edited(&[
        ("revision = 1", "revision = = 1"),
        ("to = \"done\"", "to = \"dune\""),
    ]);
    sources.push(SourceFile {
        path: "law/toy/2024-01-01/zzz.toml".to_owned(),
        text: "[[ground]\n".to_owned(),
    });
    let found = faults(&sources);
    let places: Vec<&str> = found
        .iter()
        .filter_map(|fault| fault.split(' ').nth(1))
        .collect();
    assert_eq!(places, ["toy.toml:6:12", "toy.toml:122:6", "zzz.toml:1:10"]);
}

#[test]
fn nothing_at_all_is_a_fault() {
    let found = check(&[]).unwrap_err();
    assert!(
        found.iter().any(|fault| fault.code == "FY0301"),
        "{found:?}"
    );
}

#[test]
fn a_folder_is_read_as_it_was_embedded() {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../../workflows");
    assert_eq!(load_dir(dir.as_ref()).unwrap(), embedded_sources());
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let error = load_dir("no/such/folder".as_ref()).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
    assert!(error.to_string().contains("`no/such/folder`"), "{error}");
}

/// Cuts the toy law short, and takes one character out, at many places.
#[test]
fn no_damage_makes_the_checker_panic() {
    for (at, _) in TOY.char_indices().step_by(41) {
        let (before, after) = TOY.split_at(at);
        let without: String = after.chars().skip(1).collect();
        for damaged in [before.to_owned(), format!("{before}{without}")] {
            let sources = sources(damaged, rest());
            if let Err(faults) = check(&sources) {
                assert!(!faults.is_empty());
                assert!(render::to_text(&faults, &sources).contains(faults[0].code));
                assert_eq!(
                    render::to_json(&faults, &sources).as_array().unwrap().len(),
                    faults.len()
                );
            }
        }
    }
}
