//! The passing of time 时间推移, as far as a case can tell: to the next day on which something changes.

use calendar::Calendar;
use chrono::{Days, NaiveDate};

use super::cast;
use crate::actor::Role;
use crate::command::{Command, ReconsiderationCommand, RecordLapse, Submission};
use crate::file::{CaseFile, Details, Term, TermState};
use crate::id::TermNo;
use crate::plan::{Plan, Surroundings};
use crate::refusal::Refusal;
use crate::rulebook::Rulebook;

/// The first day after `today` on which something is over or due: the day after the last of a term, of a suspension
/// by consent or of the time for the committee's opinion; the day of a session.
pub(super) fn next(book: &Rulebook, file: &CaseFile, today: NaiveDate) -> Option<NaiveDate> {
    let after = |day: NaiveDate| day.checked_add_days(Days::new(1));
    let running = file.terms.iter();
    let running = running.filter(|term| term.state == TermState::Running);
    let mut days: Vec<NaiveDate> = running.filter_map(|term| after(term.due)).collect();
    let suspension = file.facts.suspension.as_ref();
    days.extend(suspension.and_then(|known| after(known.until?)));
    for matter in file
        .facts
        .matters
        .iter()
        .filter(|matter| book.is_open(matter))
    {
        match &matter.details {
            Details::Hearing(hearing) => days.extend(hearing.awaited().map(|session| session.on)),
            Details::Consultation(known) => days.extend(after(known.cut_off)),
            _ => {}
        }
    }
    days.into_iter().filter(|day| *day > today).min()
}

/// The oldest term that is over by a day and whose end is not recorded.
pub(super) fn over(file: &CaseFile, today: NaiveDate) -> Option<&Term> {
    let terms = file.terms.iter();
    terms
        .filter(|term| term.state == TermState::Running && term.due < today)
        .min_by_key(|term| (term.due, term.no))
}

/// Records the end of a term in a role.
pub(super) fn record(
    book: &Rulebook,
    calendar: &Calendar,
    file: &CaseFile,
    term: TermNo,
    today: NaiveDate,
    role: Role,
    around: &Surroundings,
) -> Result<Plan, Refusal> {
    let submission = Submission {
        command: Command::Reconsideration(ReconsiderationCommand::RecordLapse(RecordLapse {
            term,
        })),
        effective_on: None,
        proof: None,
    };
    let actor = cast::actor(role);
    book.plan_only(
        calendar,
        file,
        &submission,
        &actor,
        around,
        cast::moment(today),
    )
}
