//! Ends of terms: recorded, confirmed, and taken back when a fact shows otherwise.

use chrono::NaiveDate;

use super::Carried;
use crate::command::ConfirmLapse;
use crate::effect::Effect;
use crate::file::{Acceptance, Outcome, PartyRole, TermState};
use crate::id::TermNo;
use crate::planning::build::Making;
use crate::planning::guards::{CORRECTION, REVIEW, is_decision, replies};
use crate::planning::{Ask, terms};

/// Window to sue for want of a decision 逾期不作决定起诉期, and where reconsideration had to come first.
pub(in crate::planning) const INACTION: [&str; 2] = ["sue_inaction_15d", "sue_refusal_15d"];

pub(super) fn lapsed(ask: &Ask<'_>, making: &mut Making, no: TermNo) -> Carried {
    let term = super::term(ask, no)?;
    let decides = is_decision(&term.period);
    let deems = ask
        .book
        .period(&term.period)
        .is_some_and(|period| period.on_end == crate::period::OnEnd::DeemAccepted);
    let due = term.due;
    terms::lapse(ask, making, term);
    if deems {
        let entry = ask.file.revision.saturating_add(1);
        making.push(Effect::AcceptanceSet {
            acceptance: Some(Acceptance {
                on: due,
                deemed: true,
                entry,
            }),
        });
    }
    if decides {
        open_inaction_windows(ask, making, due)?;
    }
    Ok(())
}

/// The applicants' windows to sue, where the term to decide ends without a decision.
///
/// # Law
///
/// ALL 45; ARL 34 where reconsideration must come first.
fn open_inaction_windows(ask: &Ask<'_>, making: &mut Making, due: NaiveDate) -> Carried {
    let [free, mandatory] = INACTION;
    let period = if ask.file.facts.mandatory_first {
        mandatory
    } else {
        free
    };
    let applicants: Vec<u32> = ask
        .file
        .parties_with(PartyRole::Applicant)
        .map(|party| party.no)
        .collect();
    for party in applicants {
        terms::start(ask, making, period, due, Some(party), None)?;
    }
    Ok(())
}

/// A missed term confirmed by a person: abandonment, or no evidence.
///
/// # Law
///
/// ARL 31(2); ARL 70.
pub(super) fn confirmed(ask: &Ask<'_>, making: &mut Making, confirm: &ConfirmLapse) -> Carried {
    let mut term = super::term(ask, confirm.term)?;
    // What is taken back, should the papers turn out to have been in the post, is this confirmation.
    term.lapse_entry = Some(ask.file.revision.saturating_add(1));
    let due = term.due;
    if term.period == CORRECTION {
        terms::end(making, term, TermState::Lapsed, due);
        making.conclude(Outcome::DeemedAbandoned { on: ask.on });
    } else {
        let party = term.party;
        terms::end(making, term, TermState::Lapsed, due);
        if let Some(party) = party {
            making.push(Effect::NoReplyConfirmed { party });
        }
    }
    Ok(())
}

/// Takes back a deemed acceptance: an act within the review is proved.
///
/// # Law
///
/// ARL 30(3) deems acceptance only where no decision was made within the review.
pub(super) fn take_back_deemed(ask: &Ask<'_>, making: &mut Making) {
    let Some(acceptance) = making.file.facts.acceptance.clone() else {
        return;
    };
    making.reverse(Some(acceptance.entry));
    making.push(Effect::AcceptanceSet { acceptance: None });
    let review = making.file.terms.iter().rev();
    let review = review
        .into_iter()
        .find(|term| term.period == REVIEW)
        .cloned();
    if let Some(mut review) = review {
        review.lapse_entry = None;
        terms::end(making, review, TermState::Met, ask.on);
    }
}

/// Takes back an abandonment that was confirmed while the corrected papers were in the post.
///
/// # Law
///
/// CPL 85(4): what was posted within the term is in time.
pub(super) fn take_back_abandonment(ask: &Ask<'_>, making: &mut Making) {
    if replies::held_abandoned(ask).is_err() {
        return;
    }
    let held = making
        .file
        .terms
        .iter()
        .rev()
        .find(|term| term.period == CORRECTION)
        .cloned();
    if let Some(mut term) = held {
        making.reverse(term.lapse_entry.take());
        let day = replies::posted(ask).unwrap_or(ask.on);
        terms::end(making, term, TermState::Met, day);
    }
    let records: Vec<u32> = making
        .file
        .standing_papers()
        .filter(|paper| paper.kind == "abandonment_record")
        .map(|paper| paper.no)
        .collect();
    for paper in records {
        making.push(Effect::PaperWithdrawn { paper });
    }
    making.push(Effect::OutcomeWithdrawn);
}
