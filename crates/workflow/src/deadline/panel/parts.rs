//! The parts of a count: where each of length, extension and pauses leads.

use std::collections::BTreeSet;

use calendar::{Calendar, Count, Length, Pause, Reading};
use chrono::{Datelike, NaiveDate};

use super::{
    Against, Counting, ExtendedPart, Extending, Extension, FirstPart, OtherPart, Panel, PausedPart,
    YearNotice,
};
use crate::deadline::error::AskError;
use crate::deadline::left::days_left;
use crate::deadline::reckon::Reckoned;
use crate::file::TermState;
use crate::period::{ExtendedBy, ParamEffect, PauseKind, Period};

/// A pause as it was given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub(super) from: NaiveDate,
    pub(super) to: Option<NaiveDate>,
    pub(super) kind: Option<PauseKind>,
}

/// The kind of pause with this name.
pub(super) fn pause_kind(code: &str) -> Option<PauseKind> {
    PauseKind::WORDS
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, kind)| *kind)
}

/// Puts the count into a panel.
pub(super) fn fill(
    panel: &mut Panel,
    reckoned: &mut Reckoned<'_>,
    given: Vec<Given>,
    against: Against<'_>,
) -> Result<(), AskError> {
    let mut count = counting(reckoned, given)?;
    left(
        &mut count,
        panel.state,
        reckoned.reckoning.period.reading(),
        against,
    );
    panel.calendar.years = years(reckoned, &count, against.calendar);
    panel.extending = extending(panel.state, reckoned, against.today);
    panel.count = Some(count);
    Ok(())
}

/// Puts a last day that was fixed into a panel 指定期限: nothing is counted, paused or extended; a day off still rolls.
pub(super) fn fill_fixed(
    panel: &mut Panel,
    reckoned: &Reckoned<'_>,
    day: NaiveDate,
    against: Against<'_>,
) {
    let count = Counting {
        fixed_on: Some(day),
        ..ended(reckoned, panel.trigger_on, day)
    };
    panel.not_counted = None;
    panel.calendar.years = years(reckoned, &count, against.calendar);
    panel.extending = match panel.state {
        Some(state) if !state.is_open() => Extending::Ended,
        _ => Extending::Fixed,
    };
    panel.count = Some(count);
}

/// How a count ends, whatever led there: from `start`, its own end `end`, and the last day that came of it.
fn ended(reckoned: &Reckoned<'_>, start: NaiveDate, end: NaiveDate) -> Counting {
    let (period, calendar) = (reckoned.reckoning.period, reckoned.reckoning.calendar);
    let deadline = reckoned.deadline;
    Counting {
        first: None,
        start,
        day_one: None,
        length: None,
        fixed_on: None,
        because: None,
        converted_on: None,
        end,
        other: None,
        extended: None,
        pauses: Vec::new(),
        last_day: deadline.unrolled,
        day_off: day_off(calendar, deadline.unrolled, period.reading()),
        roll: period.roll,
        due: deadline.due,
        safe_by: deadline.safe_by,
        provisional: deadline.provisional,
        reading: period.reading(),
        recounted: None,
        working_days_left: None,
        calendar_days_left: None,
    }
}

/// Notes what is left today.
pub(super) fn left(
    count: &mut Counting,
    state: Option<TermState>,
    reading: Reading,
    against: Against<'_>,
) {
    let counts = match state {
        None | Some(TermState::Running | TermState::Overdue | TermState::LapsedUnverified) => true,
        Some(
            TermState::Paused
            | TermState::Met
            | TermState::MetLate
            | TermState::Lapsed
            | TermState::Cancelled,
        ) => false,
    };
    let left = counts.then(|| days_left(against.calendar, reading, against.today, count.due));
    count.working_days_left = left.and_then(|left| left.working);
    count.calendar_days_left = left.map(|left| left.calendar);
}

fn counting(reckoned: &mut Reckoned<'_>, given: Vec<Given>) -> Result<Counting, AskError> {
    let start = reckoned.start;
    let reckoning = &mut reckoned.reckoning;
    let (period, length) = (reckoning.period, reckoning.length);
    let bare = |start, length| Count {
        start,
        length,
        backward: period.backward,
        reading: period.reading(),
        roll: false,
        extension_days: 0,
        pauses: &[],
    };
    let end = reckoning.count(bare(start, length))?.unrolled;
    let mut other = None;
    if let Some((start, length)) = reckoning.earlier_of {
        let param = period
            .params
            .iter()
            .find(|param| matches!(param.effect, ParamEffect::EarlierOf(_)));
        other = Some(OtherPart {
            label: param.map(|param| param.label.clone()).unwrap_or_default(),
            label_en: param
                .map(|param| param.label_en.clone())
                .unwrap_or_default(),
            start,
            length,
            end: reckoning.count(bare(start, length))?.unrolled,
        });
    }
    let bearer = other
        .as_ref()
        .map_or(bare(start, length), |other| bare(other.start, other.length));
    let base = other.as_ref().map_or(end, |other| other.end);
    let (extended, pauses) = moved(reckoned, bearer, base, given)?;
    let day_one = match period.backward {
        true => None,
        false => Some(day_one(reckoned, bare(start, length))?),
    };
    let converted = reckoned.reckoning.converted_on;
    Ok(Counting {
        first: first(reckoned),
        day_one,
        length: Some(length),
        because: because(period, length),
        converted_on: converted.map(|(day, _, _)| day),
        other,
        extended,
        pauses,
        ..ended(reckoned, start, end)
    })
}

/// Where the extension and then each pause leads, from `base` on.
///
/// # Days
///
/// Base, extension, union of pauses; the roll comes after all of them.
fn moved(
    reckoned: &mut Reckoned<'_>,
    bearer: Count<'_>,
    base: NaiveDate,
    mut given: Vec<Given>,
) -> Result<(Option<ExtendedPart>, Vec<PausedPart>), AskError> {
    let days = reckoned.extension_days;
    let reckoning = &mut reckoned.reckoning;
    let bearer = Count {
        extension_days: days,
        ..bearer
    };
    let mut end = base;
    let mut extended = None;
    if days > 0 {
        end = reckoning.count(bearer)?.unrolled;
        extended = Some(ExtendedPart { days, end });
    }
    given.sort_by_key(|pause| (pause.from, pause.to));
    let mut closed: Vec<Pause> = Vec::new();
    let mut covered = bearer.start.succ_opt().unwrap_or(bearer.start);
    let mut pauses = Vec::new();
    for Given { from, to, kind } in given {
        let Some(until) = to.filter(|to| *to > from) else {
            pauses.push(PausedPart {
                from,
                to: None,
                kind,
                days: 0,
                end: None,
            });
            continue;
        };
        closed.push(Pause { from, to: until });
        let new = until.signed_duration_since(from.max(covered)).num_days();
        let days = if from > end { 0 } else { new.max(0) };
        let count = Count {
            pauses: &closed,
            ..bearer
        };
        end = reckoning.count(count)?.unrolled;
        covered = covered.max(until);
        pauses.push(PausedPart {
            from,
            to,
            kind,
            days,
            end: Some(end),
        });
    }
    Ok((extended, pauses))
}

/// The first day that is counted.
fn day_one(reckoned: &mut Reckoned<'_>, bare: Count<'_>) -> Result<NaiveDate, AskError> {
    let length = match bare.length {
        Length::WorkingDays(_) => Length::WorkingDays(1),
        Length::Days(_) | Length::Months(_) | Length::Years(_) => Length::Days(1),
    };
    // Of two lengths the other is the one that is paused.
    let pauses: &[Pause] = match reckoned.reckoning.earlier_of {
        Some(_) => &[],
        None => &reckoned.pauses,
    };
    let count = Count {
        length,
        pauses,
        ..bare
    };
    Ok(reckoned.reckoning.count(count)?.unrolled)
}

fn first(reckoned: &Reckoned<'_>) -> Option<FirstPart> {
    let reckoning = &reckoned.reckoning;
    let first = reckoning.period.first.as_ref()?;
    Some(FirstPart {
        label: first.label.clone(),
        label_en: first.label_en.clone(),
        length: reckoning.first_ends_on.is_none().then_some(first.length),
        ends_on: reckoned.start,
    })
}

/// The fact that gives the period another length than its usual one.
fn because(period: &Period, length: Length) -> Option<(String, String)> {
    if period.length == Some(length) {
        return None;
    }
    let param = period
        .params
        .iter()
        .find(|param| matches!(param.effect, ParamEffect::LengthIfTrue(_)))?;
    Some((param.label.clone(), param.label_en.clone()))
}

/// What a day is if it is off under a reading.
fn day_off(calendar: &Calendar, day: NaiveDate, reading: Reading) -> Option<calendar::DayKind> {
    match calendar.is_working_day(day, reading) {
        Ok(false) => calendar.day(day).ok().map(|info| info.kind),
        Ok(true) | Err(_) => None,
    }
}

/// The years on whose days off the count rests: all it passes where it counts working days, else those of its end.
fn years(reckoned: &Reckoned<'_>, count: &Counting, calendar: &Calendar) -> Vec<YearNotice> {
    let working = count.in_working_days();
    let from = if working { count.start } else { count.safe_by };
    let (from, to) = (from.min(count.due), from.max(count.due));
    let mut years: BTreeSet<i32> = (from.year()..=to.year()).collect();
    let rolled = reckoned.reckoning.period.first.as_ref();
    let counted = count.fixed_on.is_none() && reckoned.reckoning.first_ends_on.is_none();
    if rolled.is_some_and(|first| first.roll) && counted {
        years.insert(count.start.year());
    }
    let notice = |year| {
        let day = NaiveDate::from_ymd_opt(year, 1, 1)?;
        calendar.day(day).ok()?.notice
    };
    years
        .into_iter()
        .map(|year| YearNotice {
            year,
            notice: notice(year),
        })
        .collect()
}

/// What an extension would do from today's point of view.
///
/// # Law
///
/// ARL 62(1): approved before the limit ends, by the head of the institution, the parties told in writing, thirty days
/// at most, once. ARL 31(2): a reasonable time to correct, without a limit.
fn extending(state: Option<TermState>, reckoned: &mut Reckoned<'_>, today: NaiveDate) -> Extending {
    let Some(rule) = reckoned.reckoning.period.extension else {
        return Extending::NotTaken;
    };
    if state.is_some_and(|state| !state.is_open()) {
        return Extending::Ended;
    }
    let given = reckoned.extension_days;
    let max_days = rule.max_days.map(|max| max.saturating_sub(given));
    if (rule.once_only && given > 0) || max_days == Some(0) {
        return Extending::Used { days: given };
    }
    let paused = state == Some(TermState::Paused);
    let until =
        (rule.by == ExtendedBy::InstitutionHead && !paused).then_some(reckoned.deadline.due);
    if until.is_some_and(|until| today > until) {
        return Extending::TooLate;
    }
    let total = max_days
        .filter(|_| !paused)
        .and_then(|days| given.checked_add(days));
    let pauses = reckoned.pauses.clone();
    let start = reckoned.start;
    let then = total.and_then(|total| reckoned.reckoning.end(start, total, &pauses).ok());
    let (notice_owed, notice_owed_en) = notice_owed(rule.by).unzip();
    Extending::Possible(Extension {
        max_days,
        working: reckoned.reckoning.period.in_working_days(),
        by: rule.by,
        until,
        would_end_on: then.map(|deadline| deadline.due),
        provisional: then.is_some_and(|deadline| deadline.provisional || reckoned.rests),
        notice_owed,
        notice_owed_en,
    })
}

/// The notice that whoever grants an extension owes; that of a court is the court's own.
fn notice_owed(by: ExtendedBy) -> Option<(&'static str, &'static str)> {
    match by {
        ExtendedBy::InstitutionHead => Some(("书面告知当事人", "the parties are told in writing")),
        ExtendedBy::ReconsiderationOrgan => {
            Some(("书面通知申请人", "the applicant is told in writing"))
        }
        ExtendedBy::Court | ExtendedBy::HighCourt | ExtendedBy::CourtPresident => None,
    }
}
