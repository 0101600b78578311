use std::fs;
use std::path::PathBuf;

use clap::Parser;
use tempfile::TempDir;
use workflow::check::embedded_sources;

use super::super::list::listed;
use super::super::sound;
use super::*;
use crate::cli::{Cli, Command, Workflow};

const ARL: &str = "law/arl/2024-01-01/reviews.toml";
const OTHERS: &str = "law/others/reviews.toml";

/// The embedded definitions in a folder of their own, without any signature.
fn folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for source in embedded_sources() {
        let path = dir.path().join(&source.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if !source.path.ends_with("reviews.toml") {
            fs::write(path, source.text).unwrap();
        }
    }
    dir
}

/// What the command line asks for, as on 5 October 2026.
fn asked(dir: &Path, by: &str, on: &str, rows: &[&str]) -> Result<String, Failure> {
    let dir = dir.to_str().unwrap();
    let mut words = vec![
        "fuyi", "workflow", "review", "--by", by, "--on", on, "--dir", dir,
    ];
    words.extend(rows);
    signing(&words)
}

fn signing(words: &[&str]) -> Result<String, Failure> {
    let Command::Workflow(Workflow::Review(given)) = Cli::parse_from(words).command else {
        panic!("another command")
    };
    sign(&given, NaiveDate::from_ymd_opt(2026, 10, 5).unwrap())
}

/// Every file of signatures in the folder, and whatever else has come about.
fn written(dir: &TempDir) -> Vec<PathBuf> {
    let known = embedded_sources();
    let mut found = Vec::new();
    let mut folders = vec![dir.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let below = path.strip_prefix(dir.path()).unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if !known.iter().any(|source| Path::new(&source.path) == below)
                || below.ends_with("reviews.toml")
            {
                found.push(below.to_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_signature_is_written_beside_its_row_and_holds() {
    let dir = folder();
    let rows = ["period:accept_review", "move:accept", "period:archive"];
    let text = asked(dir.path(), " 王律师 ", "2026-10-05", &rows).unwrap();
    assert!(text.starts_with("已签署 / signed: 2 → "), "{text}");
    assert!(
        text.contains(
            "  period:accept_review  受理审查期限 / review for acceptance  （王律师 2026-10-05）"
        ),
        "{text}"
    );
    assert_eq!(written(&dir), [ARL, OTHERS].map(PathBuf::from));
    let rulebook = sound(dir.path()).unwrap();
    let period = rulebook.period("accept_review").unwrap();
    assert!(period.review.is_signed());
    let list = listed(&rulebook);
    let rows = rulebook.rows().len();
    let counts = format!(
        "共 {rows} 行：已经法制审核 3，已变更、原审核失效 0，未经法制审核 {}",
        rows - 3
    );
    assert!(list.starts_with(&counts), "{list}");
    assert!(
        !list.contains("period:accept_review ") && list.contains("period:decide_ordinary "),
        "{list}"
    );
}

#[test]
fn a_row_that_was_changed_is_listed_and_signed_anew() {
    let dir = folder();
    asked(
        dir.path(),
        "王律师",
        "2026-10-01",
        &["period:accept_review"],
    )
    .unwrap();
    let periods = dir.path().join("law/arl/2024-01-01/periods.toml");
    let text = fs::read_to_string(&periods).unwrap();
    fs::write(
        &periods,
        text.replacen("label = \"受理审查期限\"", "label = \"受理审核期限\"", 1),
    )
    .unwrap();
    let list = listed(&sound(dir.path()).unwrap());
    let changed = "已变更，原审核失效 / changed since signed\n  period:accept_review  受理审核期限";
    assert!(
        list.contains(changed) && list.contains("（王律师 2026-10-01）"),
        "{list}"
    );
    asked(
        dir.path(),
        "李律师",
        "2026-10-05",
        &["period:accept_review"],
    )
    .unwrap();
    let review = &sound(dir.path()).unwrap().periods["accept_review"].review;
    assert_eq!(
        review.review().map(|review| review.by.as_str()),
        Some("李律师")
    );
    assert!(review.is_signed());
    // The first signature stays on record.
    let text = fs::read_to_string(dir.path().join(ARL)).unwrap();
    assert!(
        text.contains("王律师") && text.starts_with("# 法制审核签署记录"),
        "{text}"
    );
}

#[test]
fn nothing_is_written_when_any_row_is_refused() {
    let dir = folder();
    let none: [PathBuf; 0] = [];
    for (by, on, rows, said) in [
        (
            "王律师",
            "2026-10-05",
            &["move:accept", "period:acept_review"][..],
            "did you mean `period:accept_review`?",
        ),
        (
            "王律师",
            "2026-10-06",
            &["move:accept"],
            "2026-10-06 is yet to come",
        ),
        (
            " ",
            "2026-10-05",
            &["move:accept"],
            "the name of the signer is empty",
        ),
        (
            "王\n律师",
            "2026-10-05",
            &["move:accept"],
            "control characters",
        ),
        (
            "王律师",
            "2026-10-05",
            &["move:accept", "move:accept"],
            "given twice",
        ),
    ] {
        let failure = asked(dir.path(), by, on, rows).unwrap_err();
        assert_eq!(failure.code, 1, "{failure:?}");
        assert!(failure.message.contains(said), "{failure:?}");
        assert!(
            failure
                .message
                .ends_with("未写入任何内容 / nothing was written"),
            "{failure:?}"
        );
        assert_eq!(written(&dir), none, "{failure:?}");
    }
}

#[test]
fn a_row_signed_as_it_stands_is_not_signed_again() {
    let dir = folder();
    asked(dir.path(), "王律师", "2026-10-01", &["move:accept"]).unwrap();
    let before = fs::read_to_string(dir.path().join(ARL)).unwrap();
    let failure = asked(
        dir.path(),
        "李律师",
        "2026-10-05",
        &["period:decide_ordinary", "move:accept"],
    )
    .unwrap_err();
    assert!(
        failure
            .message
            .contains("`move:accept` 已由 王律师 于 2026-10-01 签署"),
        "{failure:?}"
    );
    assert_eq!(fs::read_to_string(dir.path().join(ARL)).unwrap(), before);
}

#[test]
fn all_refusals_are_said_at_once() {
    let dir = folder();
    let failure = asked(dir.path(), "", "2027-01-01", &["period:zzz", "move:acept"]).unwrap_err();
    assert_eq!(failure.message.lines().count(), 5, "{}", failure.message);
}

#[test]
fn the_embedded_definitions_are_not_signed_in_place() {
    let words = [
        "fuyi",
        "workflow",
        "review",
        "--by",
        "王律师",
        "--on",
        "2026-10-05",
        "move:accept",
    ];
    let failure = signing(&words).unwrap_err();
    assert_eq!(failure.code, 1);
    assert!(failure.message.contains("--dir workflows"), "{failure:?}");
}

#[test]
fn definitions_at_fault_are_not_signed() {
    let dir = folder();
    fs::write(
        dir.path().join(ARL),
        "[[review]]\nrow = \"move:acept\"\nby = \"\"\non = \"2026-10-05\"\ndigest = \"\"\n",
    )
    .unwrap();
    let failure = asked(dir.path(), "王律师", "2026-10-05", &["move:accept"]).unwrap_err();
    for code in ["FY0501", "FY0504", "FY0505"] {
        assert!(failure.message.contains(code), "{failure:?}");
    }
    assert_eq!(
        signing(&[
            "fuyi",
            "workflow",
            "review",
            "--by",
            "x",
            "--on",
            "2026-10-05",
            "--dir",
            "no/such",
            "move:accept"
        ])
        .unwrap_err()
        .code,
        2
    );
}

#[test]
fn a_writer_at_work_is_not_overtaken() {
    let dir = folder();
    let beside = dir.path().join("law/others/reviews.toml.new");
    fs::write(&beside, "").unwrap();
    // The rows of one file could be signed, but then not all of them would be.
    let failure = asked(
        dir.path(),
        "王律师",
        "2026-10-05",
        &["move:accept", "period:archive"],
    )
    .unwrap_err();
    assert_eq!(failure.code, 2);
    assert!(
        failure
            .message
            .contains("another signature is being written"),
        "{failure:?}"
    );
    assert_eq!(
        written(&dir),
        [PathBuf::from("law/others/reviews.toml.new")]
    );
    fs::remove_file(beside).unwrap();
    asked(
        dir.path(),
        "王律师",
        "2026-10-05",
        &["move:accept", "period:archive"],
    )
    .unwrap();
}

#[test]
fn a_file_changed_meanwhile_is_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("reviews.toml");
    fs::write(&target, "theirs").unwrap();
    assert!(Pending::write(&target, None, "ours").is_err());
    assert!(Pending::write(&target, Some("older"), "ours").is_err());
    assert_eq!(fs::read_to_string(&target).unwrap(), "theirs");
    drop(Pending::write(&target, Some("theirs"), "ours").unwrap());
    assert_eq!(fs::read_to_string(&target).unwrap(), "theirs");
    Pending::write(&target, Some("theirs"), "ours")
        .unwrap()
        .put()
        .unwrap();
    assert_eq!(fs::read_to_string(&target).unwrap(), "ours");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}
