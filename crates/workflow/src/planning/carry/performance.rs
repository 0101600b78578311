//! Performance and enforcement of a decision: what service opens, what is ordered, what is urged (ARL 77, 78).

use chrono::NaiveDate;

use super::Carried;
use crate::command::{OrderPerformance, ReconsiderationCommand as C, UrgePerformance};
use crate::file::{DecisionItem, Details, Matter, Party, PartyRole};
use crate::id::PaperNo;
use crate::planning::build::Making;
use crate::planning::guards::performance::{enforcer, item_kind, window_of};
use crate::planning::{Ask, matters, terms};
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::{OpensFor, PaperKind};

/// Application for enforcement without a suit 非诉执行申请期限.
const APPLY: &str = "nonlit_enforce_3m";

/// Carries a command of performance or enforcement.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::RecordPerformance(record) => making.say(&record.note),
        C::OrderPerformance(order) => ordered(ask, making, order)?,
        C::InterviewRespondent(interview) => making.say(&interview.reason),
        C::CriticiseRespondent(criticise) => making.say(&criticise.reason),
        C::EndPerformance(end) => making.say(&end.reason),
        C::UrgePerformance(urge) => urged(ask, making, urge)?,
        C::ApplyEnforcement(apply) => {
            making.say(&apply.note);
            if let Some(matter) = &mut making.matter
                && let Details::Enforcement { way, .. } = &mut matter.details
            {
                *way = Some(apply.way);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Texts that these commands cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::RecordPerformance(c) => vec![("note", &c.note)],
        C::OrderPerformance(c) => vec![("reason", &c.reason)],
        C::InterviewRespondent(c) => vec![("reason", &c.reason)],
        C::CriticiseRespondent(c) => vec![("reason", &c.reason)],
        C::EndPerformance(c) => vec![("reason", &c.reason)],
        C::UrgePerformance(c) => vec![("obligation", &c.obligation)],
        C::ApplyEnforcement(c) => vec![("note", &c.note)],
        _ => Vec::new(),
    }
}

/// The order fixes a new last day; it runs from its service.
fn ordered(ask: &Ask<'_>, making: &mut Making, order: &OrderPerformance) -> Carried {
    if order.perform_by.0 <= ask.on {
        return Err(Refusal::new(RefusalCode::BadField)
            .with("field", "performBy")
            .with("value", order.perform_by)
            .with("expected", format!("> {}", ask.on)));
    }
    making.say(&order.reason);
    if let Some(matter) = &mut making.matter {
        match &mut matter.details {
            Details::Duty { by, .. } | Details::Letter { by, .. } => {
                *by = Some(order.perform_by.0);
            }
            Details::Mediated { by } => *by = order.perform_by.0,
            _ => {}
        }
    }
    Ok(())
}

/// The matter opens on who owes what; the time to ask the court runs from the end of the time to sue.
///
/// # Law
///
/// ARL 78; AEL 53.
fn urged(ask: &Ask<'_>, making: &mut Making, urge: &UrgePerformance) -> Carried {
    making.say(&urge.obligation);
    if let Some(matter) = &mut making.matter {
        matter.party = Some(urge.party);
        if let Some(by) = item_kind(ask, urge.item).and_then(enforcer) {
            matter.details = Details::Enforcement { by, way: None };
        }
    }
    match window_of(ask, urge.party).map(|term| term.due) {
        Some(due) => terms::start(ask, making, APPLY, due, None, None),
        None => Ok(()),
    }
}

/// Opens the matters that the kind of paper opens when it is served on a party.
pub(super) fn opened(
    ask: &Ask<'_>,
    making: &mut Making,
    kind: &PaperKind,
    (party, paper, on): (&Party, PaperNo, NaiveDate),
) -> Carried {
    matters::put_back(making);
    for opening in &kind.opens_on_service {
        for (about, details) in occasions(making, opening.each, (kind, party, paper)) {
            let fixed = details.fixed_on();
            let one = (opening.each != OpensFor::Effective).then_some(party.no);
            making.matter = Some(Matter {
                stage: opening.stage.clone(),
                since: on,
                opened_on: on,
                party: one,
                about,
                details,
                ..matters::blank(&making.file, &opening.track)
            });
            if let Some(period) = &opening.starts {
                terms::start_until(ask, making, period, (on, fixed), one, Some(paper))?;
            }
            matters::put_back(making);
        }
    }
    Ok(())
}

/// What a matter is opened for, each with its words and details.
fn occasions(
    making: &Making,
    each: OpensFor,
    (kind, party, paper): (&PaperKind, &Party, PaperNo),
) -> Vec<(String, Details)> {
    let plain = |holds: bool| {
        let one = holds.then(|| (kind.label.zh.clone(), Details::Plain));
        one.into_iter().collect()
    };
    let respondent = party.role == PartyRole::Respondent;
    let ordered = |item: &&DecisionItem| match each {
        OpensFor::RedoOrdered => item.redo,
        OpensFor::PerformanceOrdered => !item.redo && item.perform_by.is_some(),
        OpensFor::OwnDepartment | OpensFor::Effective | OpensFor::Mediated => false,
    };
    match each {
        // ARL 79(2).
        OpensFor::OwnDepartment => plain(making.file.facts.own_departments.contains(&party.no)),
        // ARL 75(2), 79(1).
        OpensFor::Effective => plain(served_on_all(making, paper)),
        // ARL 73, 77(1): the respondent performs the mediation letter as it does a decision.
        OpensFor::Mediated => {
            let agreed = making.file.mediated().filter(|_| respondent);
            let owed = agreed.and_then(|agreed| Some((agreed.result.clone(), agreed.perform_by?)));
            owed.map(|(result, by)| (result, Details::Mediated { by }))
                .into_iter()
                .collect()
        }
        OpensFor::RedoOrdered | OpensFor::PerformanceOrdered => {
            let draft = making.file.facts.draft.iter().filter(|_| respondent);
            let items = draft.flat_map(|draft| &draft.items).filter(ordered);
            items
                .map(|item| {
                    let details = Details::Duty {
                        ordered: item.kind,
                        redo: item.redo,
                        by: item.perform_by,
                    };
                    (item.subject.clone(), details)
                })
                .collect()
        }
    }
}

/// Whether a paper is served on every addressee.
fn served_on_all(making: &Making, paper: PaperNo) -> bool {
    making.file.paper(paper).is_some_and(|paper| {
        let mut addressees = paper.addressees.iter();
        addressees.all(|party| paper.service_on(*party).is_some())
    })
}
