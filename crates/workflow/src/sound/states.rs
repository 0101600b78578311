//! What every state of a case must hold to.

use super::{Sound, deems, hold};
use crate::actor::Role;
use crate::command::CommandName;
use crate::file::{CaseFile, CaseKind, DocumentNumber, Outcome, PartyRole, Term, TermState};
use crate::period::{Period, PeriodKind};
use crate::rulebook::Rulebook;

/// Windows run on after a case is closed, the time to correct excepted; everything else is done by then.
fn outlives(period: &Period) -> bool {
    period.kind == PeriodKind::Window && period.id != "correction_response"
}

pub(super) fn sound(book: &Rulebook, file: &CaseFile) -> Sound {
    for term in &file.terms {
        let period = book.period(&term.period);
        hold("every term has its period", period.is_some(), || {
            term.period.clone()
        })?;
        if let Some(period) = period {
            of_term(file, term, period)?;
            owned(book, file, term, period)?;
        }
    }
    applied(file)?;
    accepted(book, file)?;
    let notices = file.papers.iter();
    let notices = notices.filter(|paper| paper.kind == "correction_notice");
    let notices = notices.count();
    hold(
        "correction is asked for once (ARL 31(1))",
        notices <= 1,
        || format!("{notices} notices"),
    )?;
    closed(book, file)
}

fn of_term(file: &CaseFile, term: &Term, period: &Period) -> Sound {
    let paused = term.pauses.iter().any(|pause| pause.to.is_none());
    hold(
        "a term is paused while a pause lasts, and then only",
        (term.state == TermState::Paused) == paused,
        || format!("{term:?}"),
    )?;
    hold(
        "a term has a day of its end once it has ended, and then only",
        term.state.is_open() == term.ended_on.is_none(),
        || format!("{term:?}"),
    )?;
    // A day that a decision fixed may have gone by when the decision is served.
    let fixed = term.fixed_on.is_some();
    hold(
        "a period ends on or after the day that starts it",
        period.backward || fixed || term.due >= term.started_on,
        || format!("{term:?}"),
    )?;
    let most = period.extension.and_then(|extension| extension.max_days);
    hold(
        "no extension is longer than the law allows",
        term.extension_days == 0 || most.is_none_or(|most| term.extension_days <= most),
        || format!("{term:?}"),
    )?;
    let takes = |kind: &str| period.pauses.iter().any(|known| known.code() == kind);
    hold(
        "a term is paused by what its period takes",
        term.pauses.iter().all(|pause| takes(&pause.kind)),
        || format!("{term:?}"),
    )?;
    let decides = term.period.starts_with("decide_") && term.state == TermState::Running;
    hold(
        "no term to decide runs while the case is suspended (ARL 39(2))",
        !decides || paused || file.suspended_since().is_none_or(|since| term.due < since),
        || format!("{term:?}"),
    )?;
    let service = term
        .paper
        .and_then(|paper| file.paper(paper))
        .zip(term.party)
        .and_then(|(paper, party)| paper.service_on(party));
    // One whose service was reversed never began.
    let never_began = term.state == TermState::Cancelled;
    let by_service = service.is_some_and(|service| service.served_on == term.started_on);
    hold(
        "a right to sue runs from service on its party (ALL 45; ARL 75(2))",
        service.is_none() || by_service || never_began || !term.period.starts_with("sue_"),
        || format!("{term:?}"),
    )
}

/// Whoever owes an open term is there; until a case is assigned it is the head who can still assign it.
fn owned(book: &Rulebook, file: &CaseFile, term: &Term, period: &Period) -> Sound {
    if !term.state.is_open() || period.kind == PeriodKind::Window {
        return Ok(());
    }
    let mut assigning = book.moves_of(CommandName::Assign);
    let owned = match period.duty_role {
        Role::Officer | Role::CoOfficer => {
            file.officer.is_some() || assigning.any(|step| step.from.contains(&file.stage))
        }
        Role::RespondentClerk => file.parties_with(PartyRole::Respondent).next().is_some(),
        _ => true,
    };
    hold("every duty is owned", owned, || {
        format!("{term:?} at `{}`", file.stage)
    })
}

/// ARL 22: without an application there is no case of reconsideration, and nothing of one; with one the file has a number of
/// that series, and an intervention that went before keeps its own.
fn applied(file: &CaseFile) -> Sound {
    let facts = &file.facts;
    let series = |number: &DocumentNumber| match number {
        DocumentNumber::Slot { series, .. } | DocumentNumber::Drawn { series, .. } => {
            series.clone()
        }
    };
    let own = series(&file.number);
    let intervention = facts.intervention.as_ref();
    let kept = intervention.map(|known| known.number.as_ref().map(series));
    let ended = matches!(facts.outcome, Some(Outcome::InterventionEnded { .. }));
    let stands = if facts.receipt.is_some() {
        let kept = kept.is_none_or(|kept| kept.as_deref() == Some("intervention"));
        file.kind == CaseKind::Reconsideration && own == "case" && kept && !ended
    } else {
        let nothing = facts.acceptance.is_none() && (facts.outcome.is_none() || ended);
        file.kind == CaseKind::Intervention
            && own == "intervention"
            && kept == Some(None)
            && nothing
    };
    hold(
        "a case rests on an application, and an early intervention on none (ARL 22)",
        stands,
        || format!("{:?} `{own}` at `{}`", file.kind, file.stage),
    )
}

/// ARL 30: not before receipt, not after the review, by decision or by effect of law.
fn accepted(book: &Rulebook, file: &CaseFile) -> Sound {
    let Some(acceptance) = &file.facts.acceptance else {
        return Ok(());
    };
    let received = file.facts.came_on();
    let mut reviews = file.terms.iter().rev();
    let review = reviews.find(|term| deems(book, &term.period));
    let in_time = review.is_none_or(|review| acceptance.on <= review.due);
    // A superior organ or a court may order acceptance long after the review (ARL 35; ALL 70).
    let ordered = !file.facts.orders.is_empty() || !file.facts.judgments.is_empty();
    hold(
        "acceptance lies between receipt and the end of the review (ARL 30)",
        acceptance.on >= received && (in_time || ordered),
        || format!("{acceptance:?}, received {received}, {review:?}"),
    )
}

/// A closed case owes nothing but what a matter waits for that may run on there, such as enforcement (ARL 78).
fn closed(book: &Rulebook, file: &CaseFile) -> Sound {
    if file.closed_on.is_none() {
        return Ok(());
    }
    let runs_on = |track: &str| {
        let track = book.tracks.get(track);
        track.is_some_and(|track| track.during.contains(&file.stage))
    };
    let beside = |term: &Term| {
        let mut matters = file.facts.matters.iter();
        matters.any(|matter| {
            matter.terms.contains(&term.no) && book.is_open(matter) && runs_on(&matter.track)
        })
    };
    let owed = file.terms.iter().find(|term| {
        let period = book.period(&term.period);
        let outlives = period.is_some_and(outlives);
        term.state.is_open() && !outlives && !beside(term)
    });
    hold("no duty is open on a closed case", owed.is_none(), || {
        format!("{owed:?}")
    })?;
    let open = file.facts.matters.iter();
    let open = open.filter(|matter| book.is_open(matter) && !runs_on(&matter.track));
    let open = open.count();
    hold(
        "no matter is open on a closed case but one that may run on there",
        open == 0,
        || format!("{open} matters"),
    )?;
    let made_here = |name| {
        let mut moves = book.moves_of(name);
        moves.any(|step| step.stages().contains(&file.stage))
    };
    let mut pending = file.facts.pending.iter();
    let idle = pending.find(|request| !made_here(request.submission.command.name()));
    hold(
        "no request waits on a closed case but for what may still be done there",
        idle.is_none(),
        || format!("{idle:?}"),
    )?;
    hold(
        "a closed case has its outcome",
        file.facts.outcome.is_some(),
        || format!("at `{}`", file.stage),
    )
}
