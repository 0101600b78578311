//! A dispute reported before any application 案前介入: noted, with the limit to apply told to whoever may apply.
//!
//! No statute provides for it. It stops no limit and is a condition of nothing (ARL 20, 22).

use std::sync::Arc;

use calendar::Calendar;
use chrono::NaiveDate;

use super::application::{agencies, known, named, number, people};
use super::{Begun, INTERVENTIONS, bad, missing, proved};
use crate::actor::Moment;
use crate::command::{InterventionActInput, OpenIntervention, ProofInput};
use crate::effect::Effect;
use crate::file::{CaseKind, DisputedAct, Facts, Intervention, Paper, Party, PartyRole, Term};
use crate::planning::build::Making;
use crate::planning::terms;
use crate::refusal::{Refusal, RefusalCode as Code};
use crate::rulebook::Rulebook;

/// What the report of a dispute establishes.
pub(super) fn begun(
    report: &OpenIntervention,
    proof: Option<&ProofInput>,
    moment: Moment,
) -> Result<Begun, Refusal> {
    let on = report.reported_on.map_or(moment.today, |day| day.0);
    sound(report, on, moment)?;
    proved(on, proof, moment)?;
    let persons = people(&report.persons, PartyRole::Applicant);
    let mut parties: Vec<Party> = persons.chain(agencies(&report.agencies)).collect();
    number(&mut parties);
    let note = report.note.clone();
    Ok(Begun {
        kind: CaseKind::Intervention,
        series: INTERVENTIONS,
        on,
        facts: Facts {
            intervention: Some(Intervention {
                number: None,
                reported_on: on,
                reporter: report.reporter,
                about: report.about.clone(),
                note: note.filter(|note| !note.trim().is_empty()),
                records: Vec::new(),
                conclusion: None,
            }),
            disputed_act: report.act.as_ref().map(act).unwrap_or_default(),
            ..Facts::default()
        },
        parties,
    })
}

fn act(input: &InterventionActInput) -> DisputedAct {
    DisputedAct {
        title: input.title.clone(),
        document_number: input.document_number.clone(),
        made_on: input.made_on.map(|day| day.0),
        known_on: input.known_on.map(|day| day.0),
    }
}

fn sound(report: &OpenIntervention, on: NaiveDate, moment: Moment) -> Result<(), Refusal> {
    if on > moment.today {
        return Err(Refusal::new(Code::EffectiveInFuture)
            .with("day", on)
            .with("today", moment.today));
    }
    if !report.persons.iter().any(named) {
        return Err(missing("persons"));
    }
    if !report.agencies.iter().any(known) {
        return Err(missing("agencies"));
    }
    if report.about.trim().is_empty() {
        return Err(missing("about"));
    }
    report.act.as_ref().map_or(Ok(()), |act| days(act, on))
}

/// The days of the act follow on each other.
fn days(act: &InterventionActInput, on: NaiveDate) -> Result<(), Refusal> {
    if act.title.trim().is_empty() {
        return Err(missing("act.title"));
    }
    let in_order = [
        ("act.rightsKnownOn", act.rights_known_on),
        ("act.knownOn", act.known_on),
        ("act.madeOn", act.made_on),
    ];
    let mut latest = on;
    for (field, day) in in_order {
        let Some(day) = day else { continue };
        if day.0 > latest {
            let expected = format!("不晚于 {latest} / not after {latest}");
            return Err(bad(field, day, &expected));
        }
        latest = day.0;
    }
    if act.rights_known_on.is_some() && act.known_on.is_none() {
        return Err(missing("act.knownOn"));
    }
    Ok(())
}

/// The limits to apply that run for each person, with the day from which each counts.
///
/// # Law
///
/// ARL 20(1): sixty days from knowing of the act; ARL 20(3): where the agency did not tell, sixty days from knowing of the
/// right, the organ and the limit, and no longer than a year from knowing the content; ARL 21: no longer than five years
/// from the act, twenty where it is about real property.
fn limits(act: &InterventionActInput) -> Vec<(&'static str, NaiveDate)> {
    let longest = if act.real_property {
        "apply_max_20y"
    } else {
        "apply_max_5y"
    };
    let from_knowing = match (act.known_on, act.rights_known_on) {
        (Some(known), Some(rights)) => {
            vec![("apply_not_informed", rights.0), ("apply_max_1y", known.0)]
        }
        (Some(known), None) => vec![("apply_60d", known.0)],
        (None, _) => Vec::new(),
    };
    let from_making = act.made_on.map(|made| (longest, made.0));
    from_knowing.into_iter().chain(from_making).collect()
}

/// Starts, for each person who may apply, the limit that ends first; none where the report gives no day to count from.
pub(super) fn start_limits(
    book: &Rulebook,
    calendar: &Calendar,
    making: &mut Making,
    report: &OpenIntervention,
) -> Result<(), Refusal> {
    let Some(act) = &report.act else {
        return Ok(());
    };
    let persons = making.file.parties_with(PartyRole::Applicant);
    let persons: Vec<u32> = persons.map(|party| party.no).collect();
    for no in persons {
        let mut first: Option<Term> = None;
        for (period, from) in limits(act) {
            let file = &making.file;
            let term = terms::fresh(calendar, book, file, period, from, Some(no), None)?;
            if first.as_ref().is_none_or(|known| term.due < known.due) {
                first = Some(term);
            }
        }
        if let Some(term) = first {
            making.push(Effect::TermSet { term });
        }
    }
    Ok(())
}

/// Writes into a paper of the intervention until when each person may apply.
pub(super) fn tell_limits(book: &Rulebook, making: &Making, paper: &mut Paper) {
    let Some(intervention) = &making.file.facts.intervention else {
        return;
    };
    let limits: Vec<serde_json::Value> = making
        .file
        .terms
        .iter()
        .map(|term| {
            let party = term.party.and_then(|no| making.file.party(no));
            let period = book.period(&term.period);
            serde_json::json!({
                "party": party.map(|party| &party.name),
                "limit": period.map(|period| &period.label),
                "startedOn": term.started_on,
                "dueOn": term.due,
                "provisional": term.provisional,
                "article": period.map(|period| &period.basis),
            })
        })
        .collect();
    if let Some(facts) = Arc::make_mut(&mut paper.facts).as_object_mut() {
        facts.insert("dispute".to_owned(), intervention.about.clone().into());
        facts.insert("applyBy".to_owned(), limits.into());
    }
}
