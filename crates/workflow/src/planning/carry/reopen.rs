//! A judgment or a superior's order: what was decided is taken back, and the case goes on where it must.
//!
//! The log stays as it is: the entry names the one that it reverses.

use chrono::NaiveDate;

use super::Carried;
use crate::command::{
    DecisionKind, OrderAcceptance, ReconsiderationCommand as C, RecordCourtAcceptance,
    RecordTakeOver, ReturnFromCourt,
};
use crate::effect::Effect;
use crate::file::{CourtCase, Judgment, Outcome, SuperiorOrder, Term, TermState};
use crate::planning::build::Making;
use crate::planning::{Ask, matters, terms};

/// Texts that these commands cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::ReturnFromCourt(c) => vec![
            ("court", &c.court),
            ("number", &c.number),
            ("reason", &c.reason),
        ],
        C::OrderAcceptance(c) => of_order(&c.organ, &c.number, &c.reason),
        C::OrderResumption(c) => of_order(&c.organ, &c.number, &c.reason),
        C::RecordTakeOver(c) => of_order(&c.organ, &c.number, &c.reason),
        C::TransferClue(c) => vec![("organ", &c.organ), ("clue", &c.clue)],
        C::RecordCourtAcceptance(c) => vec![("court", &c.court), ("number", &c.number)],
        _ => Vec::new(),
    }
}

fn of_order<'a>(organ: &'a str, number: &'a str, reason: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![("organ", organ), ("number", number), ("reason", reason)]
}

/// The last day that a command fixes 指定期限: the court's, or where it sets none the one chosen; the cut-off of a
/// consultation.
///
/// # Law
///
/// ALL 70, 72: the court may set a period; where it sets none, a person with power chooses, with a reason.
pub(in crate::planning) fn fixed_day(ask: &Ask<'_>) -> Option<NaiveDate> {
    match ask.command()? {
        C::ReturnFromCourt(judgment) => judgment
            .court_last_day
            .or(judgment.chosen_last_day)
            .map(|day| day.0),
        C::RequestConsultation(request) => Some(request.cut_off.0),
        _ => None,
    }
}

/// A judgment is recorded; where the case has its outcome, that is taken back.
///
/// # Law
///
/// ALL 70, 72.
pub(super) fn by_court(ask: &Ask<'_>, making: &mut Making, judgment: &ReturnFromCourt) -> Carried {
    making.push(Effect::JudgmentRecorded {
        judgment: Judgment {
            on: ask.on,
            court: judgment.court.clone(),
            number: judgment.number.clone(),
            effect: judgment.effect,
            last_day: fixed_day(ask),
            set_by_court: judgment.court_last_day.is_some(),
            reason: judgment.reason.clone(),
        },
    });
    take_back(ask, making)
}

/// The superior orders acceptance: what was refused or rejected is open again, and an application rejected after its
/// acceptance is accepted anew, with a limit of its own. Where it orders a decision that is overdue, nothing is taken
/// back and no day moves.
///
/// # Law
///
/// ARL 35. The limit to decide runs from the new acceptance.
pub(super) fn by_order(ask: &Ask<'_>, making: &mut Making, order: &OrderAcceptance) -> Carried {
    ordered(
        ask,
        making,
        (&order.organ, &order.number, &order.reason),
        false,
    );
    let facts = &making.file.facts;
    let rejected = facts.acceptance.is_some() && facts.outcome.is_some();
    take_back(ask, making)?;
    if rejected {
        super::accepted_today(ask, making);
    }
    Ok(())
}

/// Records an order or decision of a superior organ: who, its number, why.
pub(super) fn ordered(
    ask: &Ask<'_>,
    making: &mut Making,
    (organ, number, reason): (&str, &str, &str),
    referred: bool,
) {
    let Some(command) = ask.command() else { return };
    making.push(Effect::OrderRecorded {
        order: SuperiorOrder {
            on: ask.on,
            order: command.name(),
            organ: organ.to_owned(),
            number: number.to_owned(),
            referred,
            reason: reason.to_owned(),
        },
    });
}

/// The superior takes the case over: here it ends.
///
/// # Law
///
/// ARL 38; ARL 35 where it accepts an application directly.
pub(super) fn taken_over(ask: &Ask<'_>, making: &mut Making, over: &RecordTakeOver) {
    ordered(
        ask,
        making,
        (&over.organ, &over.number, &over.reason),
        over.referred,
    );
    if making.file.facts.suspension.is_some() {
        making.push(Effect::SuspensionSet { suspension: None });
    }
    making.conclude(Outcome::TakenOver { on: ask.on });
}

/// A court has accepted a suit over the same act.
pub(super) fn in_court(making: &mut Making, suit: &RecordCourtAcceptance) {
    making.push(Effect::CourtCaseSet {
        court_case: CourtCase {
            court: suit.court.clone(),
            number: suit.number.clone(),
            accepted_on: suit.accepted_on.0,
            ended_on: suit.ended_on.map(|day| day.0),
        },
    });
}

/// Takes the outcome back: its papers are marked, the windows that their service opened end, the draft falls away.
pub(super) fn take_back(ask: &Ask<'_>, making: &mut Making) -> Carried {
    let Some(outcome) = making.file.facts.outcome.clone() else {
        return Ok(());
    };
    making.reverse(making.file.facts.outcome_entry);
    let kind = paper_of(&outcome);
    let papers: Vec<u32> = making
        .file
        .standing_papers()
        .filter(|paper| paper.kind == kind)
        .map(|paper| paper.no)
        .collect();
    matters::end_opened_by(ask, making, &papers)?;
    let windows: Vec<Term> = making
        .file
        .terms
        .iter()
        .filter(|term| term.state.is_open() && term.paper.is_some_and(|no| papers.contains(&no)))
        .cloned()
        .collect();
    for term in windows {
        terms::end(making, term, TermState::Cancelled, ask.on);
    }
    for paper in papers {
        making.push(Effect::PaperWithdrawn { paper });
    }
    making.push(Effect::OutcomeWithdrawn);
    if making.file.facts.signature.is_some() {
        making.push(Effect::SignatureSet { signature: None });
    }
    if making.file.facts.draft.is_some() {
        making.push(Effect::DraftSet { draft: None });
    }
    if making.file.facts.withdrawal.is_some() {
        making.push(Effect::WithdrawalSet { withdrawal: None });
    }
    if making.file.facts.settlement.is_some() {
        making.push(Effect::SettlementSet { settlement: None });
    }
    if making.file.closed_on.is_some() {
        making.push(Effect::Reopened);
    }
    Ok(())
}

/// The kind of paper that an outcome went out in.
fn paper_of(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::NotAccepted { .. } => "refusal_decision",
        Outcome::DeemedAbandoned { .. } => "abandonment_record",
        Outcome::WithdrawnBeforeAcceptance { .. } => "withdrawal_record",
        Outcome::Terminated { .. } => "termination_decision",
        Outcome::Mediated { .. } => "mediation_letter",
        Outcome::TakenOver { .. } => "take_over_notice",
        Outcome::Decided { kinds, .. } if kinds.contains(&DecisionKind::RejectApplication) => {
            "rejection_decision"
        }
        Outcome::Decided { .. } => "decision",
        Outcome::InterventionEnded { .. } => "intervention_record",
        Outcome::Voided { .. } => "void_record",
    }
}
