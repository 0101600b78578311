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
fn the_help_of_compute_lists_every_param_of_every_rule() {
    let mut cli = Cli::command();
    let deadline = cli.find_subcommand_mut("deadline").unwrap();
    let compute = deadline.find_subcommand_mut("compute").unwrap();
    let help = compute.get_after_help().unwrap().to_string();
    let listed: Vec<Vec<&str>> = help
        .lines()
        .skip_while(|line| !line.starts_with("Params"))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .map(|line| line.split_whitespace().take(3).collect())
        .collect();
    let mut taken = Vec::new();
    for rule in workflow::deadline::rules(workflow::period::PeriodBook::embedded()) {
        for param in rule.params {
            let kind = param.kind.to_ascii_uppercase();
            taken.push((
                rule.id.clone(),
                format!("{}={kind}", param.name),
                param.required,
            ));
        }
    }
    assert_eq!(listed.len(), taken.len(), "{listed:?}");
    for (line, (rule, param, required)) in listed.iter().zip(taken) {
        assert_eq!(line[..2], [rule.as_str(), param.as_str()]);
        assert_eq!(line[2] == "*", required, "{line:?}");
    }
}

#[test]
fn nobody_is_given_the_role_of_the_program() {
    assert!(role("system").is_err());
    assert!(role("officer").is_ok());
}
