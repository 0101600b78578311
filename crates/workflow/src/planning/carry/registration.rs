//! What the commands about a registration carry: it is voided, or something is handed in later.

use crate::command::{FileSupplement, ReconsiderationCommand as C, RecordReporting, ReportedThing};
use crate::effect::Effect;
use crate::file::{Outcome, Report, Supplement};
use crate::planning::Ask;
use crate::planning::build::{Making, next_no};

/// Carries a command about a registration.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) {
    match command {
        C::VoidRegistration(void) => making.conclude(Outcome::Voided {
            on: ask.on,
            ground: void.ground,
            stands_as: void
                .stands_as
                .as_deref()
                .map(|number| number.trim().to_owned()),
        }),
        C::FileSupplement(supplement) => filed(ask, making, supplement),
        C::RecordReporting(report) => reported(ask, making, report),
        _ => {}
    }
}

/// Texts that these commands cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::VoidRegistration(c) => vec![("reason", &c.reason)],
        C::FileSupplement(c) => vec![("what", &c.what)],
        C::RecordReporting(c) => vec![("number", &c.number)],
        _ => Vec::new(),
    }
}

fn reported(ask: &Ask<'_>, making: &mut Making, report: &RecordReporting) {
    let outcome = ask.file.facts.outcome_entry;
    making.push(Effect::Reported {
        report: Report {
            what: report.what,
            on: ask.on,
            number: report.number.trim().to_owned(),
            outcome: outcome.filter(|_| report.what == ReportedThing::Outcome),
        },
    });
}

fn filed(ask: &Ask<'_>, making: &mut Making, given: &FileSupplement) {
    let known = ask.file.facts.supplements.iter();
    making.push(Effect::SupplementFiled {
        supplement: Supplement {
            no: next_no(known.map(|supplement| supplement.no)),
            party: given.party,
            on: ask.on,
            what: given.what.clone(),
            channel: given.channel,
        },
    });
}
