//! From a command line to an exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use crate::cli::{At, Audit, BenchCommand, Cli, Command, Deadline, Mail, Search, Workflow};
use crate::clock::Clock;
use crate::failure::Failure;
use crate::settings::{DEFAULT_FILE, Layers, Loaded};
use crate::{admin, audit, bench, deadline, definitions, demo, mail, print, sealing, serve, trail};

/// Runs the program.
///
/// Exit codes: 0 done; 1 the answer is no (faults, a refusal); 2 the question could not be put.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => {
            let text = error.render().to_string();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ended(print::answer(&text)),
                _ => ended(Err(Failure::unable(text))),
            };
        }
    };
    ended(carry_out(cli.command))
}

fn ended(result: Result<(), Failure>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.message.is_empty() {
                print::complain(&failure.message);
            }
            ExitCode::from(failure.code)
        }
    }
}

fn carry_out(command: Command) -> Result<(), Failure> {
    match command {
        Command::Deadline(Deadline::Compute(compute)) => deadline::compute(&compute),
        Command::Deadline(Deadline::Explain(explain)) => deadline::explain(&explain),
        Command::Deadline(Deadline::Rules { json }) => deadline::rules(json),
        Command::Workflow(Workflow::Check { dir, world, json }) => {
            definitions::check(dir.as_deref(), &world, json)
        }
        Command::Workflow(Workflow::Readings { json }) => definitions::readings(json),
        Command::Workflow(Workflow::Diagram) => definitions::diagram(),
        Command::Workflow(Workflow::Table(given)) => definitions::table(&given),
        Command::Workflow(Workflow::Review(given)) => definitions::review(&given, Clock::System),
        Command::Schema => print::answer(&api::schema()),
        Command::Config(at) => print::answer(&load(&at, Vec::new())?.shown()),
        Command::Completions { shell } => completions(shell),
        Command::Serve(given) => awaited(serve::serve(given)),
        Command::Demo(given) => awaited(demo::demo(given)),
        Command::Migrate(at) => awaited(admin::migrate(at)),
        Command::Organ(given) => awaited(admin::organ(given)),
        Command::User(given) => awaited(admin::user(given)),
        Command::Mail(Mail::Outbox { at, state, limit }) => awaited(mail::outbox(at, state, limit)),
        Command::Mail(Mail::Test { at, to }) => awaited(mail::test(at, to)),
        Command::Audit(Audit::Verify(given)) => awaited(audit::verify(given)),
        Command::Audit(Audit::Export(given)) => awaited(trail::export(given)),
        Command::Seal(given) => awaited(sealing::seal(given)),
        Command::Search(Search::Rebuild(at)) => awaited(admin::rebuild_search(at)),
        Command::Simulate(given) => crate::simulate::simulate(&given),
        Command::Bench(given) => match given.command {
            None => awaited(bench::bench(given.postgres, given.seconds)),
            Some(BenchCommand::Fill { at, cases, seed }) => awaited(bench::fill(at, cases, seed)),
        },
    }
}

fn awaited(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::while_doing("start the program's threads"))?;
    let result = runtime.block_on(work);
    // What still runs is of no further use once the command has ended.
    runtime.shutdown_background();
    result
}

fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "fuyi", &mut text);
    print::answer(&String::from_utf8_lossy(&text))
}

/// Reads the configuration, `flags` over all else.
///
/// A file that was named must be there; `fuyi.toml` need not.
pub(crate) fn load(at: &At, mut flags: Vec<(String, String)>) -> Result<Loaded, Failure> {
    let file = match &at.config {
        Some(path) => Some((path.as_path(), true)),
        None => Some((std::path::Path::new(DEFAULT_FILE), false)),
    };
    let mut layers = Layers {
        environment: environment(),
        flags: at.set.clone(),
        ..Layers::default()
    };
    if let Some((path, named)) = file {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => layers.file = Some((name, text)),
            Err(error) if !named && error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                let message = format!("cannot read the configuration `{name}`: {error}");
                return Err(Failure::unable(message));
            }
        }
    }
    if let Some(database) = &at.database {
        layers.flags.push(("database".to_owned(), database.clone()));
    }
    layers.flags.append(&mut flags);
    layers.load().map_err(|faults| {
        let mut text: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
        text.push_str(&format!("faults in the configuration: {}", faults.len()));
        Failure::unable(text)
    })
}

/// The variables that can be ours; one that is no text is shown as well as it can be.
fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .map(|(name, value)| {
            (
                name.to_string_lossy().into_owned(),
                value.to_string_lossy().into_owned(),
            )
        })
        .filter(|(name, _)| name.starts_with("FUYI_"))
        .collect()
}
