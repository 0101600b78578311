//! The report, in Markdown.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::memory::Rates;
use super::mix;
use super::tally::Tally;
use super::usage::{self, Memory};

/// Everything that was measured.
pub(super) struct Report {
    /// When.
    pub(super) today: NaiveDate,
    /// How long each measurement ran.
    pub(super) seconds: u64,
    /// In memory.
    pub(super) rates: Rates,
    /// On databases.
    pub(super) lines: Vec<Line>,
    /// Memory of the program that served.
    pub(super) resident: Vec<Resident>,
}

/// One number of clients on one database.
pub(super) struct Line {
    /// The database.
    pub(super) database: &'static str,
    /// Clients at once.
    pub(super) clients: usize,
    /// Commands through GraphQL.
    pub(super) through: Tally,
    /// The same statements bare.
    pub(super) bare: Tally,
}

/// Memory of the program on one database.
pub(super) struct Resident {
    /// The database.
    pub(super) database: &'static str,
    /// Before anything was asked.
    pub(super) at_rest: Option<Memory>,
    /// After everything was asked.
    pub(super) under_load: Option<Memory>,
}

impl Report {
    /// As text.
    pub(super) fn markdown(&self) -> String {
        let build = if cfg!(debug_assertions) {
            "debug build: not to be compared"
        } else {
            "release build"
        };
        let mut text = format!(
            "# Benchmark of {}\n\n{}. fuyi {}, {build}. Each measurement ran {} s. Printed by `fuyi bench`.\n\n",
            self.today,
            usage::machine(),
            env!("CARGO_PKG_VERSION"),
            self.seconds
        );
        text.push_str(&self.in_memory());
        text.push_str(&self.commands());
        text.push_str(&self.memory());
        text
    }

    fn in_memory(&self) -> String {
        let Rates {
            plans,
            planned,
            deadlines,
            explained,
        } = self.rates;
        format!(
            "## In memory, one thread\n\n\
             | what | a second | expected |\n|---|---:|---:|\n\
             | commands planned ({planned} different ones, of whole cases) | {} | > 300,000 |\n\
             | deadlines without steps | {} | > 1,000,000 |\n\
             | deadlines with their steps in words | {} | |\n\n",
            thousands(plans),
            thousands(deadlines),
            thousands(explained)
        )
    }

    fn commands(&self) -> String {
        let mut text = format!(
            "## Commands through GraphQL, and bare transactions\n\n\
             A case is opened, assigned, accepted, its copy sent and the notice to reply served: {} commands, each a \
             request with idempotency key and expected revision over HTTP on this machine, carried out in a transaction \
             of its own. Bare: the same statements in the same order by the store alone, plans made beforehand. CPU is \
             processor time per command in milliseconds, of the program and of all PostgreSQL processes; the clients' \
             own is not in it.\n\n\
             | database | clients | commands/s | p50 ms | p99 ms | CPU program | CPU database | bare/s | p50 ms | p99 ms \
             | CPU program | CPU database |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
            mix::COMMANDS
        );
        for line in &self.lines {
            // Writing to a text cannot fail.
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} |",
                line.database,
                line.clients,
                columns(&line.through),
                columns(&line.bare)
            );
        }
        text.push('\n');
        text
    }

    fn memory(&self) -> String {
        let mut text = "## Resident memory of the program, MiB\n\n| database | at rest (expected < 60) | most under \
                        load (expected < 200) |\n|---|---:|---:|\n"
            .to_owned();
        for resident in &self.resident {
            let shown = |memory: Option<u64>| {
                memory.map_or_else(|| "not known".to_owned(), |mib| mib.to_string())
            };
            let _ = writeln!(
                text,
                "| {} | {} | {} |",
                resident.database,
                shown(resident.at_rest.map(|memory| memory.now_mib)),
                shown(resident.under_load.map(|memory| memory.most_mib))
            );
        }
        text
    }
}

fn columns(tally: &Tally) -> String {
    let (program, database) = tally.cost();
    let cost = |cost: Option<f64>| cost.map_or_else(|| "–".to_owned(), |cost| format!("{cost:.2}"));
    format!(
        "{} | {:.1} | {:.1} | {} | {}",
        thousands(tally.per_second()),
        tally.percentile(50),
        tally.percentile(99),
        cost(program),
        cost(database)
    )
}

/// A whole number with its thousands apart.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(thousands(7.4), "7");
        assert_eq!(thousands(1_234_567.0), "1,234,567");
        assert_eq!(thousands(123_456.0), "123,456");
    }

    #[test]
    fn nothing_measured_is_a_report_without_lines() {
        let report = Report {
            today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
            seconds: 1,
            rates: Rates {
                plans: 1.0,
                planned: 2,
                deadlines: 3.0,
                explained: 4.0,
            },
            lines: vec![Line {
                database: "SQLite",
                clients: 8,
                through: Tally::default(),
                bare: Tally::default(),
            }],
            resident: Vec::new(),
        };
        let text = report.markdown();
        assert!(
            text.contains("| SQLite | 8 | 0 | 0.0 | 0.0 | – | – | 0 | 0.0 | 0.0 | – | – |"),
            "{text}"
        );
    }
}
