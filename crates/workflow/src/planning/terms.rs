//! Terms: starting, meeting, pausing, extending and ending them. Due days are derived, never overwritten.

use calendar::{CalendarError, Pause};
use chrono::NaiveDate;

use super::Ask;
use super::build::{Making, next_no};
use super::carry::ends::INACTION;
use super::guards::{is_decision, replies};
use crate::command::{RecordService, ServiceMethod};
use crate::deadline;
use crate::effect::Effect;
use crate::file::{CaseFile, PartyRole, Term, TermState};
use crate::id::{PaperNo, PartyNo};
use crate::refusal::{Refusal, RefusalCode};

mod pauses;

pub(super) use pauses::{pause, resume};

/// Period after which a public notice counts as service 公告期间.
const NOTICE: &str = "public_notice_30d";

/// Reckons a term's due day from what it was started by, what pauses it and what was added.
pub(super) fn reckon(
    calendar: &calendar::Calendar,
    book: &crate::rulebook::Rulebook,
    term: &mut Term,
) -> Result<(), Refusal> {
    let Some(period) = book.period(&term.period) else {
        return Ok(());
    };
    let closed = closed(term);
    let deadline = match term.fixed_on {
        Some(day) => deadline::due_fixed(period, calendar, day),
        None => deadline::due(
            period,
            calendar,
            term.started_on,
            term.extension_days,
            &closed,
        ),
    }
    .map_err(beyond)?;
    term.due = deadline.due;
    term.safe_by = deadline.safe_by;
    term.provisional = deadline.provisional;
    Ok(())
}

/// The pauses of a term that are over.
fn closed(term: &Term) -> Vec<Pause> {
    let pauses = term.pauses.iter();
    pauses
        .filter_map(|pause| {
            pause.to.map(|to| Pause {
                from: pause.from,
                to,
            })
        })
        .collect()
}

/// The refusal for a day that the calendar does not reach.
pub(super) fn beyond(error: CalendarError) -> Refusal {
    let refusal = Refusal::new(RefusalCode::CalendarLacksDay);
    match error {
        CalendarError::OutsideHorizon { day, first, last } => refusal
            .with("day", day)
            .with("first", first)
            .with("last", last),
        other => refusal
            .with("day", other)
            .with("first", "2004-01-01")
            .with("last", "2050-12-31"),
    }
}

/// The last day of a period counted from a day, nothing added and nothing paused.
pub(super) fn last_day(ask: &Ask<'_>, period: &str, from: NaiveDate) -> Result<NaiveDate, Refusal> {
    let term = fresh(ask.calendar, ask.book, ask.file, period, from, None, None)?;
    Ok(term.due)
}

/// A term that starts on a day, due day reckoned.
pub(super) fn fresh(
    calendar: &calendar::Calendar,
    book: &crate::rulebook::Rulebook,
    file: &CaseFile,
    period: &str,
    on: NaiveDate,
    party: Option<PartyNo>,
    paper: Option<PaperNo>,
) -> Result<Term, Refusal> {
    let mut term = Term {
        no: next_no(file.terms.iter().map(|term| term.no)),
        period: period.to_owned(),
        ..unreckoned(on, party, paper)
    };
    reckon(calendar, book, &mut term)?;
    Ok(term)
}

/// A running term of no period yet, before its last day is reckoned.
fn unreckoned(on: NaiveDate, party: Option<PartyNo>, paper: Option<PaperNo>) -> Term {
    Term {
        no: 0,
        version: 1,
        period: String::new(),
        state: TermState::Running,
        party,
        paper,
        started_on: on,
        fixed_on: None,
        extension_days: 0,
        pauses: Vec::new(),
        due: on,
        safe_by: on,
        provisional: false,
        ended_on: None,
        lapse_entry: None,
    }
}

pub(super) fn start(
    ask: &Ask<'_>,
    making: &mut Making,
    period: &str,
    on: NaiveDate,
    party: Option<PartyNo>,
    paper: Option<PaperNo>,
) -> Result<(), Refusal> {
    let term = fresh(
        ask.calendar,
        ask.book,
        &making.file,
        period,
        on,
        party,
        paper,
    )?;
    begin(ask, making, term);
    Ok(())
}

/// Starts a term that ends on a fixed day where there is one, and else when its period is over. A period without a
/// number of days, whose last day nobody has fixed, starts nothing.
pub(super) fn start_until(
    ask: &Ask<'_>,
    making: &mut Making,
    period: &str,
    (on, last): (NaiveDate, Option<NaiveDate>),
    party: Option<PartyNo>,
    paper: Option<PaperNo>,
) -> Result<(), Refusal> {
    let counted = ask.book.period(period);
    match last {
        Some(last) => start_fixed(ask, making, period, (on, last), party, paper),
        None if counted.is_some_and(|period| period.length.is_some()) => {
            start(ask, making, period, on, party, paper)
        }
        None => Ok(()),
    }
}

/// Starts a term whose last day somebody has fixed 指定期限: a decision, a court, an order.
pub(super) fn start_fixed(
    ask: &Ask<'_>,
    making: &mut Making,
    period: &str,
    (on, last): (NaiveDate, NaiveDate),
    party: Option<PartyNo>,
    paper: Option<PaperNo>,
) -> Result<(), Refusal> {
    let mut term = Term {
        no: next_no(making.file.terms.iter().map(|term| term.no)),
        period: period.to_owned(),
        fixed_on: Some(last),
        ..unreckoned(on, party, paper)
    };
    reckon(ask.calendar, ask.book, &mut term)?;
    begin(ask, making, term);
    Ok(())
}

/// The day from which a suspension by consent is counted: the effective day, or where it is prolonged the day on which
/// it would have ended.
pub(super) fn consent_runs_from(ask: &Ask<'_>) -> NaiveDate {
    let known = ask.file.facts.suspension.as_ref();
    known.and_then(|known| known.until).unwrap_or(ask.on)
}

/// Puts a fresh term on the case, paused where its kind is held already; one that a matter started is the matter's own.
fn begin(ask: &Ask<'_>, making: &mut Making, mut term: Term) {
    pauses::hold(ask, making, &mut term);
    if let Some(matter) = &mut making.matter {
        matter.terms.push(term.no);
    }
    making.push(Effect::TermSet { term });
}

pub(super) fn set(making: &mut Making, mut term: Term) {
    term.version = term.version.saturating_add(1);
    making.push(Effect::TermSet { term });
}

/// Ends a term.
pub(super) fn end(making: &mut Making, mut term: Term, state: TermState, on: NaiveDate) {
    for pause in term.pauses.iter_mut().filter(|pause| pause.to.is_none()) {
        pause.to = Some(on);
    }
    drop_empty(&mut term);
    term.state = state;
    term.ended_on = Some(on);
    set(making, term);
}

/// Drops pauses of no day: what ends or resumes on a day before a pause began takes that pause away.
fn drop_empty(term: &mut Term) {
    term.pauses
        .retain(|pause| pause.to.is_none_or(|to| to > pause.from));
}

/// Takes back a recorded end that a fact of an earlier day shows not to have come.
fn revive(making: &mut Making, term: &mut Term) {
    if matches!(term.state, TermState::Overdue | TermState::LapsedUnverified) {
        making.reverse(term.lapse_entry.take());
        term.state = TermState::Running;
        if is_decision(&term.period) {
            close_inaction_windows(making, term.due);
        }
    }
}

/// The windows that the end of the term to decide had opened fall away with it.
fn close_inaction_windows(making: &mut Making, on: NaiveDate) {
    let opened: Vec<Term> = making
        .file
        .terms
        .iter()
        .filter(|term| INACTION.contains(&term.period.as_str()) && term.paper.is_none())
        .filter(|term| term.state.is_open())
        .cloned()
        .collect();
    for term in opened {
        end(making, term, TermState::Cancelled, on);
    }
}

/// Puts a term that runs on with other days back on the case, paused where its kind is held already.
fn run_on(ask: &Ask<'_>, making: &mut Making, mut term: Term) -> Result<(), Refusal> {
    reckon(ask.calendar, ask.book, &mut term)?;
    pauses::hold(ask, making, &mut term);
    set(making, term);
    Ok(())
}

/// Starts an open term anew from a later day.
pub(super) fn restart(
    ask: &Ask<'_>,
    making: &mut Making,
    mut term: Term,
    on: NaiveDate,
) -> Result<(), Refusal> {
    revive(making, &mut term);
    term.started_on = on;
    run_on(ask, making, term)
}

/// Puts terms of one period in the place of those of another that have not ended: each counts on from the day the
/// other began, with its pauses.
pub(super) fn exchange(
    ask: &Ask<'_>,
    making: &mut Making,
    from: &str,
    to: &str,
) -> Result<(), Refusal> {
    let running: Vec<Term> = making
        .file
        .open_terms(from)
        .filter(|term| term.state == TermState::Paused || ask.on <= term.due)
        .cloned()
        .collect();
    for mut term in running {
        revive(making, &mut term);
        let mut other = Term {
            no: next_no(making.file.terms.iter().map(|term| term.no)),
            version: 1,
            period: to.to_owned(),
            ..term.clone()
        };
        end(making, term, TermState::Cancelled, ask.on);
        reckon(ask.calendar, ask.book, &mut other)?;
        begin(ask, making, other);
    }
    Ok(())
}

/// The last day of a term before it rolls to a working day.
pub(super) fn unrolled(ask: &Ask<'_>, term: &Term) -> Option<NaiveDate> {
    let period = ask.book.period(&term.period)?;
    let closed = closed(term);
    let days = term.extension_days;
    let deadline = deadline::due(period, ask.calendar, term.started_on, days, &closed);
    deadline.ok().map(|deadline| deadline.unrolled)
}

/// Meets a term: in time or late. A lapse recorded meanwhile is reversed when the day was in time.
///
/// # Law
///
/// CPL 85(4): what was posted before the end is in time.
pub(super) fn meet(making: &mut Making, mut term: Term, on: NaiveDate) {
    let in_time = on <= term.due;
    if in_time {
        making.reverse(term.lapse_entry.take());
    }
    end(
        making,
        term,
        if in_time {
            TermState::Met
        } else {
            TermState::MetLate
        },
        on,
    );
}

pub(super) fn meet_all(making: &mut Making, period: &str, on: NaiveDate) {
    let open = making.file.open_terms(period);
    let open: Vec<Term> = open.filter(|term| making.concerns(term)).cloned().collect();
    for term in open {
        meet(making, term, on);
    }
}

/// Records that a term has ended: what that means is the period's.
pub(super) fn lapse(ask: &Ask<'_>, making: &mut Making, mut term: Term) {
    use crate::period::{OnEnd, PeriodKind};
    let period = ask.book.period(&term.period);
    let (on_end, kind) = period.map_or((OnEnd::None, PeriodKind::Duty), |period| {
        (period.on_end, period.kind)
    });
    let due = term.due;
    term.lapse_entry = Some(ask.file.revision.saturating_add(1));
    match on_end {
        OnEnd::Verify => {
            term.state = TermState::LapsedUnverified;
            set(making, term);
        }
        OnEnd::None if kind == PeriodKind::Duty => {
            term.state = TermState::Overdue;
            set(making, term);
        }
        OnEnd::None | OnEnd::DeemAccepted => end(making, term, TermState::Lapsed, due),
    }
}

/// Adds days to the open terms of a period; a lapse that waited is thereby set aside.
pub(super) fn extend(
    ask: &Ask<'_>,
    making: &mut Making,
    period: &str,
    days: u32,
) -> Result<(), Refusal> {
    let open: Vec<Term> = making.file.open_terms(period).cloned().collect();
    for mut term in open {
        term.extension_days = term.extension_days.saturating_add(days);
        revive(making, &mut term);
        run_on(ask, making, term)?;
    }
    Ok(())
}

/// Sets a lapse aside: the term is owed again, with more days where it may be extended.
pub(super) fn set_aside(
    ask: &Ask<'_>,
    making: &mut Making,
    mut term: Term,
    days: Option<u32>,
) -> Result<(), Refusal> {
    making.reverse(term.lapse_entry.take());
    term.state = TermState::Overdue;
    let Some(days) = days.filter(|days| *days > 0) else {
        set(making, term);
        return Ok(());
    };
    let extendable = ask
        .book
        .period(&term.period)
        .is_some_and(|period| period.extension.is_some());
    if !extendable {
        return Err(
            Refusal::new(RefusalCode::NotExtendable).with("term", ask.label_of(&term.period))
        );
    }
    term.extension_days = term.extension_days.saturating_add(days);
    term.state = TermState::Running;
    run_on(ask, making, term)
}

/// Whether no respondent but this one still owes a reply.
pub(super) fn is_last_reply(file: &CaseFile, party: PartyNo) -> bool {
    file.parties_with(PartyRole::Respondent)
        .filter(|other| other.no != party)
        .all(|other| reply_settled(file, other.no))
}

/// Whether a respondent's reply is in, or confirmed to be missed. A term that was cancelled with an earlier outcome
/// says nothing.
pub(super) fn reply_settled(file: &CaseFile, party: PartyNo) -> bool {
    replies::newest(file, party).is_some_and(|term| !term.state.is_open())
}

/// Day on which a public notice counts as service: thirty days after publication, rolled.
///
/// # Law
///
/// CPL 95. Returns `None` for other methods.
pub(super) fn public_notice(
    ask: &Ask<'_>,
    service: &RecordService,
) -> Result<Option<NaiveDate>, Refusal> {
    if service.method != ServiceMethod::PublicNotice {
        return Ok(None);
    }
    let Some(published) = service.published_on else {
        return Err(Refusal::new(RefusalCode::MissingField)
            .with("field", "publishedOn")
            .because("CPL 95"));
    };
    let Some(served) = noticed_on(ask.book, ask.calendar, published.0)? else {
        return Ok(None);
    };
    if served > ask.moment.today {
        return Err(Refusal::new(RefusalCode::NoticeNotOver)
            .with("day", served)
            .because("CPL 95"));
    }
    Ok(Some(served))
}

/// The day on which a notice published on a day counts as service.
pub(super) fn noticed_on(
    book: &crate::rulebook::Rulebook,
    calendar: &calendar::Calendar,
    published: NaiveDate,
) -> Result<Option<NaiveDate>, Refusal> {
    let Some(period) = book.period(NOTICE) else {
        return Ok(None);
    };
    let served = deadline::due(period, calendar, published, 0, &[]).map_err(beyond)?;
    Ok(Some(served.due))
}
