//! The rules of the house: arrows between crates, lints, lengths of modules, what may be named where.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Longest module, in lines.
const LONGEST: usize = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The crates of the workspace as cargo sees them.
fn crates() -> Vec<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut metadata = Command::new(cargo);
    metadata
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root());
    let output = metadata.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// The table in ARCHITECTURE.md: each crate with those it may depend on.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let table = text
        .lines()
        .skip_while(|line| !line.starts_with("| crate | may depend on |"));
    let rows = table.skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let allowed = cells[1]
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned);
        (cells[0].to_owned(), allowed.collect())
    })
    .collect()
}

#[test]
fn crates_depend_only_along_the_arrows_of_the_architecture() {
    let (crates, arrows) = (crates(), arrows());
    let names: BTreeSet<&str> = crates
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        arrows.keys().map(String::as_str).collect(),
        "the table names every crate and no other"
    );
    for package in &crates {
        let name = package["name"].as_str().unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let on = dependency["name"].as_str().unwrap();
            let allowed = !names.contains(on) || arrows[name].contains(on);
            assert!(
                allowed,
                "`{name}` depends on `{on}`, which the table in ARCHITECTURE.md does not allow"
            );
        }
    }
}

#[test]
fn libraries_are_used_only_where_they_live() {
    let homes: [(&str, &[&str]); 8] = [
        ("sea-orm", &["store", "tests"]),
        ("sea-orm-migration", &["store"]),
        ("lettre", &["alerts"]),
        ("object_store", &["files"]),
        ("async-graphql", &["api", "workflow"]),
        ("axum", &["api", "fuyi", "tests"]),
        ("clap", &["fuyi"]),
        ("argon2", &["casework"]),
    ];
    for package in crates() {
        let name = package["name"].as_str().unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let on = dependency["name"].as_str().unwrap();
            if let Some((_, allowed)) = homes.iter().find(|(library, _)| *library == on) {
                let only_tests = dependency["kind"] == "dev";
                assert!(
                    allowed.contains(&name) || only_tests,
                    "`{name}` depends on `{on}`"
                );
                if name == "workflow" {
                    assert_eq!(
                        dependency["optional"], true,
                        "`workflow` takes `{on}` behind its feature only"
                    );
                }
            }
        }
    }
}

#[test]
fn async_graphql_in_workflow_stands_behind_its_feature() {
    for file in sources("crates/workflow/src") {
        let text = std::fs::read_to_string(&file).unwrap();
        for (no, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap();
            let named = code.contains("async_graphql");
            let behind =
                code.contains("cfg_attr(feature = \"graphql\"") || within_feature(&text, no);
            assert!(!named || behind, "{}:{no}: {line}", file.display());
        }
    }
}

/// Whether the line lies in a `mod graphql` that is behind the feature.
fn within_feature(text: &str, no: usize) -> bool {
    let before: Vec<&str> = text.lines().take(no).collect();
    before.windows(2).any(|pair| {
        pair[0].contains("cfg(feature = \"graphql\")") && pair[1].contains("mod graphql")
    })
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for package in crates() {
        let manifest = package["manifest_path"].as_str().unwrap();
        let manifest: toml::Table = std::fs::read_to_string(manifest).unwrap().parse().unwrap();
        let lints = manifest
            .get("lints")
            .and_then(|lints| lints.get("workspace"));
        assert_eq!(
            lints,
            Some(&toml::Value::Boolean(true)),
            "{}",
            package["name"]
        );
    }
}

#[test]
fn no_module_is_longer_than_five_hundred_lines() {
    let long: Vec<String> = sources("crates")
        .into_iter()
        .chain(sources("tests"))
        .filter_map(|file| {
            let lines = std::fs::read_to_string(&file).unwrap().lines().count();
            (lines > LONGEST).then(|| format!("{} has {lines} lines", file.display()))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_clock_is_read_in_one_place_and_rooms_have_their_names() {
    for file in sources("crates") {
        let shown = file
            .strip_prefix(root())
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let clocks = ["Utc::now(", "Local::now(", "SystemTime::now("];
        let reads = clocks.iter().any(|clock| text.contains(clock));
        assert!(
            !reads || shown == "crates/server/src/clock.rs",
            "{shown} reads the clock"
        );
        for name in ["utils", "common", "helper", "manager", "service"] {
            let stem = file.file_stem().unwrap().to_string_lossy();
            let is_noun_of_law = shown == "crates/store/src/entity/service.rs";
            assert!(
                stem != name || is_noun_of_law,
                "{shown} says nothing by its name"
            );
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    for file in sources("crates").into_iter().chain(sources("tests")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let marks = [
            concat!("TO", "DO"),
            concat!("FIX", "ME"),
            concat!("todo", "!("),
            concat!("unimplemented", "!("),
        ];
        for mark in marks {
            assert!(!text.contains(mark), "{} has `{mark}`", file.display());
        }
    }
}

/// Rust files below a folder.
fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() && path.file_name().is_none_or(|name| name != "target") {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    found
}
