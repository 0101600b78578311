//! Every command shows how it is called, and what it shows works.

use clap::CommandFactory;

use super::office::role;
use super::*;

/// The lines of an `--help` that show the program called.
fn examples(command: &clap::Command) -> Vec<String> {
    let help = command
        .get_after_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    help.lines()
        .filter_map(|line| line.strip_prefix("  fuyi "))
        .map(str::to_owned)
        .collect()
}

fn walk(command: &clap::Command, path: &str, seen: &mut usize) {
    let below: Vec<_> = command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
        .collect();
    let examples = examples(command);
    if below.is_empty() {
        assert!(!examples.is_empty(), "`{path}` has no example in its help");
    }
    for example in examples {
        let words = std::iter::once("fuyi").chain(example.split_whitespace());
        if let Err(error) = Cli::try_parse_from(words) {
            panic!("the example `fuyi {example}` of `{path}` does not parse: {error}");
        }
        if below.is_empty() {
            let own = path.trim_start_matches("fuyi ");
            assert!(
                example.starts_with(own),
                "`{path}` shows another command: `{example}`"
            );
        }
        *seen += 1;
    }
    for sub in below {
        walk(sub, &format!("{path} {}", sub.get_name()), seen);
    }
}

#[test]
fn every_command_has_an_example_that_parses() {
    let mut seen = 0;
    walk(&Cli::command(), "fuyi", &mut seen);
    assert!(seen > 20, "{seen} examples");
}

#[test]
fn the_commands_are_sound() {
    Cli::command().debug_assert();
}

#[test]
fn a_batch_takes_no_rule() {
    let words = [
        "fuyi",
        "deadline",
        "compute",
        "--batch",
        "-",
        "--rule",
        "accept_review",
    ];
    assert!(Cli::try_parse_from(words).is_err());
    assert!(Cli::try_parse_from(["fuyi", "deadline", "compute"]).is_err());
}

#[test]
fn nobody_is_given_the_role_of_the_program() {
    assert!(role("system").is_err());
    assert!(role("officer").is_ok());
}
