//! Seeded faults 植入缺陷: a place of the definitions is spoiled, and `fuyi workflow check` must say so there. Where all worlds
//! are needed to show it, which takes long, several places are spoiled at once.
//!
//! What only the proof finds takes a whole exploration: those seeds are tried with an optimised program, which
//! `FUYI_BIN` names. Without it the seeds that the checker finds are tried, and the rest is said to be left out.

mod proved;
mod seeds;
mod structure;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use serde_json::Value;

use crate::support::program::{copy, run, said};
use seeds::Seed;

/// How many programs run at once.
const THREADS: usize = 2;

fn workflows() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../workflows")
}

fn optimised() -> bool {
    std::env::var_os("FUYI_BIN").is_some()
}

/// Exit code and answer of `workflow check --json`, in one world or in all.
fn checked(folder: &Path, world: Option<&str>) -> (Option<i32>, Value) {
    let folder = folder.to_str().unwrap();
    let mut arguments = vec!["workflow", "check", "--json", folder];
    arguments.extend(world.into_iter().flat_map(|world| ["--world", world]));
    let output = run(&arguments);
    let text = String::from_utf8_lossy(&output.stdout);
    let answer = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{error}: `{text}`; {}", said(&output)));
    (output.status.code(), answer)
}

/// Sows seeds into one copy of the definitions; what is wrong with the answer to each whose fault is not found in its
/// place.
fn missed(seeds: &[&Seed]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    copy(&workflows(), folder);
    let spoiled: Vec<_> = seeds.iter().map(|seed| seed.sow(folder)).collect();
    let (code, answer) = checked(folder, seeds[0].world);
    let sown = seeds.iter().zip(spoiled);
    sown.filter_map(|(seed, spoiled)| {
        let places = seed.places(folder, spoiled);
        let faults = answer["faults"].as_array().unwrap();
        let found = faults.iter().any(|fault| is(seed, &places, fault));
        let (name, expected) = (seed.name, seed.code);
        (code != Some(1) || !found).then(|| {
            format!(
                "{name}: {expected} at {places:?} is not among these (exit {code:?}): {faults:#?}"
            )
        })
    })
    .collect()
}

/// Whether a fault is the one that a seed must bring about.
fn is(seed: &Seed, places: &BTreeSet<(String, usize)>, fault: &Value) -> bool {
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
}

/// Tries groups of seeds, two at a time, and names every seed whose fault is not found in its place.
fn try_all(groups: &[Vec<&Seed>]) {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut missing = Vec::new();
        while let Some(seeds) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
            missing.extend(missed(seeds));
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

/// Each seed by itself; those that only all worlds show, which takes long, together, one for each section.
fn groups(seeds: &'static [Seed]) -> Vec<Vec<&'static Seed>> {
    let (of_one, of_all): (Vec<_>, Vec<_>) = seeds.iter().partition(|seed| seed.world.is_some());
    let mut groups: Vec<Vec<&Seed>> = Vec::new();
    for seed in of_all {
        let free = |group: &&mut Vec<&Seed>| group.iter().all(|other| other.of != seed.of);
        match groups.iter_mut().find(free) {
            Some(group) => group.push(seed),
            None => groups.push(vec![seed]),
        }
    }
    groups.extend(of_one.into_iter().map(|seed| vec![seed]));
    groups
}

#[test]
fn every_fault_of_structure_is_found_in_its_place() {
    let seeds: Vec<_> = structure::SEEDS.iter().map(|seed| vec![seed]).collect();
    assert!(seeds.len() >= 50, "{}", seeds.len());
    try_all(&seeds);
}

#[test]
fn every_fault_that_only_the_proof_finds_is_found_in_its_place_with_a_path_to_it() {
    let seeds = proved::SEEDS;
    let with_path = seeds.iter().filter(|seed| seed.path).count();
    assert!(with_path >= 25, "{with_path}");
    if !optimised() {
        eprintln!("{} seeds need FUYI_BIN and are left out", seeds.len());
        return;
    }
    try_all(&groups(seeds));
}

#[test]
fn the_definitions_are_proved() {
    if !optimised() {
        eprintln!("the proof of the definitions needs FUYI_BIN and is left out");
        return;
    }
    let begun = Instant::now();
    let (code, answer) = checked(&workflows(), None);
    let took = begun.elapsed().as_millis();
    assert_eq!(answer["faults"], serde_json::json!([]), "{answer}");
    assert_eq!(code, Some(0));
    let states = answer["states"].as_u64().unwrap();
    assert!(states > 10_000, "{states}");
    eprintln!("proved: {states} states in {took} ms");
}
