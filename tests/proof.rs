//! Seeded faults 植入缺陷: one place of the definitions is spoiled at a time, and `fuyi workflow check` must say so there.
//!
//! What only the proof finds takes a whole exploration: those seeds are tried with an optimised program, which
//! `FUYI_BIN` names. Without it the seeds that the checker finds are tried, and the rest is said to be left out.

mod proved;
mod seeds;
mod structure;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use serde_json::Value;

use crate::support::program::{run, said};
use seeds::Seed;

/// How many programs run at once.
const THREADS: usize = 2;

fn workflows() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../workflows")
}

fn optimised() -> bool {
    std::env::var_os("FUYI_BIN").is_some()
}

/// Exit code and answer of `workflow check --json`.
fn checked(folder: &Path) -> (Option<i32>, Value) {
    let output = run(&["workflow", "check", "--json", folder.to_str().unwrap()]);
    let text = String::from_utf8_lossy(&output.stdout);
    let answer = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{error}: `{text}`; {}", said(&output)));
    (output.status.code(), answer)
}

/// What is wrong with the answer to a seed; none where the fault is found in its place.
fn missed(seed: &Seed) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let places = seed.sow(&workflows(), folder.path());
    let (code, answer) = checked(folder.path());
    let faults = answer["faults"].as_array().unwrap();
    let found = faults.iter().any(|fault| {
        let text = |name: &str| fault[name].as_str().unwrap_or_default();
        let line = usize::try_from(fault["line"].as_u64().unwrap_or_default()).unwrap();
        let told = if seed.path {
            let (help, path) = (text("help"), "最短路径");
            help.contains(path) && help.contains(seed.says)
        } else {
            text("message").contains(seed.says)
        };
        let there = places.contains(&(text("file").to_owned(), line));
        text("code") == seed.code && there && told
    });
    if code == Some(1) && found {
        return None;
    }
    let (name, expected) = (seed.name, seed.code);
    Some(format!(
        "{name}: {expected} at {places:?} is not among these (exit {code:?}): {faults:#?}"
    ))
}

/// Tries seeds, two at a time, and names every one that is not found in its place.
fn try_all(seeds: &[&Seed]) {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut missing = Vec::new();
        while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)) {
            missing.extend(missed(seed));
        }
        missing
    };
    let missing: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        let ended = threads.into_iter();
        ended.flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(missing.is_empty(), "{}", missing.join("\n\n"));
}

#[test]
fn every_fault_of_structure_is_found_in_its_place() {
    let seeds: Vec<&Seed> = structure::SEEDS.iter().collect();
    assert!(seeds.len() >= 50, "{}", seeds.len());
    try_all(&seeds);
}

#[test]
fn every_fault_that_only_the_proof_finds_is_found_in_its_place_with_a_path_to_it() {
    let seeds: Vec<&Seed> = proved::SEEDS.iter().collect();
    let with_path = seeds.iter().filter(|seed| seed.path).count();
    assert!(with_path >= 25, "{with_path}");
    if !optimised() {
        eprintln!("{} seeds need FUYI_BIN and are left out", seeds.len());
        return;
    }
    try_all(&seeds);
}

#[test]
fn the_definitions_are_proved() {
    if !optimised() {
        eprintln!("the proof of the definitions needs FUYI_BIN and is left out");
        return;
    }
    let begun = Instant::now();
    let (code, answer) = checked(&workflows());
    let took = begun.elapsed().as_millis();
    assert_eq!(answer["faults"], serde_json::json!([]), "{answer}");
    assert_eq!(code, Some(0));
    let states = answer["states"].as_u64().unwrap();
    assert!(states > 10_000, "{states}");
    eprintln!("proved: {states} states in {took} ms");
}
