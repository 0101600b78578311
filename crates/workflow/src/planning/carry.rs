//! What each command carries into the file, beside what the move's data says.

use chrono::NaiveDate;

use super::build::Making;
use super::days::no_such;
use super::guards::{self, CORRECTION, DECIDE};
use super::{Ask, items, terms};
use crate::command::{Accept, Assign, HearViews, ReconsiderationCommand as C};
use crate::effect::Effect;
use crate::file::{Acceptance, Correction, Outcome, Signature, Term, Views, Willing, Withdrawal};
use crate::guard::Guard;
use crate::id::{PartyNo, TermNo, UserId};
use crate::period::PauseKind;
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::Move;

mod beside;
mod committee;
mod delivery;
pub(super) mod ends;
mod evidence;
mod examination;
mod hearing;
mod intervention;
mod joining;
mod letters;
mod material;
mod mediation;
pub(super) mod norm;
mod papers;
mod participation;
mod people;
mod performance;
mod procedure;
pub(super) mod protection;
mod registration;
mod reopen;
mod settle;
mod suspension;
mod undone;

pub(super) use reopen::fixed_day;

type Carried = Result<(), Refusal>;

/// The day that decides whether a term was met in time: the postmark where there is one.
///
/// # Law
///
/// CPL 85(4).
pub(super) fn meeting_day(ask: &Ask<'_>) -> NaiveDate {
    match ask.command() {
        Some(C::ReceiveCorrection(received)) => received.posted_on.map_or(ask.on, |day| day.0),
        _ => ask.on,
    }
}

/// The day from which a period that a move starts is counted: for the notice of a hearing, back from its day.
pub(super) fn starting_day(ask: &Ask<'_>, period: &str) -> NaiveDate {
    match guards::hearing::day_set(ask) {
        Some(day) if period == guards::hearing::NOTICE => day,
        _ => norm::starting_day(ask, period),
    }
}

/// Carries the command of a move into the file. What a deemed acceptance brought is taken back by a move that records
/// an act of a day within the review, and by no other.
pub(super) fn carry(ask: &Ask<'_>, step: &Move, making: &mut Making) -> Carried {
    let Some(command) = ask.command() else {
        return Ok(());
    };
    required(command)?;
    if step.requires.contains(&Guard::ProvedWithinReview) {
        ends::take_back_deemed(ask, making);
    }
    match command {
        C::Assign(assign) => assigned(making, assign),
        C::RequestCorrection(request) => {
            let correction = Correction {
                items: request.items.clone(),
                asked_on: ask.on,
                received_on: None,
            };
            making.push(Effect::CorrectionSet { correction });
        }
        C::AskToSplit(ask_to_split) => {
            let acts = ask_to_split.acts.clone();
            making.push(Effect::SeparateActsSet { acts });
        }
        C::ExtendCorrection(extend) => terms::extend(ask, making, CORRECTION, extend.days)?,
        C::ReceiveCorrection(_) => {
            if let Some(known) = making.file.facts.correction.clone() {
                let correction = Correction {
                    received_on: Some(ask.on),
                    ..known
                };
                making.push(Effect::CorrectionSet { correction });
            }
            ends::take_back_abandonment(ask, making);
        }
        C::Accept(accept) => accepted(ask, making, accept)?,
        C::RefuseAcceptance(refuse) => making.conclude(Outcome::NotAccepted {
            on: ask.on,
            ground: refuse.ground,
        }),
        C::RecordReply(reply) => papers::replied(ask, making, reply)?,
        C::HearViews(heard) => views(ask, making, heard)?,
        C::WaiveViews(waive) => {
            let views = Views::Waived {
                on: ask.on,
                reason: waive.reason.clone(),
            };
            making.push(Effect::ViewsSet { views });
        }
        C::Extend(extend) => terms::extend(ask, making, DECIDE, extend.days)?,
        C::Withdraw(withdraw) => withdrawn(ask, making, withdraw.party),
        C::RecordService(service) => papers::served(ask, making, service)?,
        C::RecordLapse(lapse) => ends::lapsed(ask, making, lapse.term)?,
        C::ConfirmLapse(confirm) => ends::confirmed(ask, making, confirm)?,
        C::SetAsideLapse(aside) => {
            let term = term(ask, aside.term)?;
            terms::set_aside(ask, making, term, aside.extend_days)?;
        }
        _ => towards_the_decision(ask, making, command)?,
    }
    Ok(())
}

fn towards_the_decision(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::Suspend(suspend) => suspension::suspended(ask, making, suspend)?,
        C::ProlongSuspension(prolong) => suspension::prolonged(ask, making, prolong)?,
        C::Resume(_) => resumed(ask, making)?,
        C::RecordSettlement(settlement) => settle::settled(ask, making, settlement),
        C::PermitWithdrawal(permit) => settle::permitted(ask, making, permit.cause),
        C::RefuseWithdrawal(_) => settle::not_permitted(making),
        C::Terminate(terminate) => {
            let outcome = settle::terminated(ask, terminate);
            if making.file.facts.suspension.is_some() {
                making.push(Effect::SuspensionSet { suspension: None });
            }
            making.conclude(outcome);
        }
        C::SubmitDraft(submit) => {
            let draft = items::draft(ask, submit);
            making.push(Effect::DraftSet {
                draft: Some(Box::new(draft)),
            });
            making.protect("deliberation", submit.deliberation.as_deref());
        }
        C::ReturnDraft(_) => {
            if making.file.facts.signature.is_some() {
                making.push(Effect::SignatureSet { signature: None });
            }
            making.push(Effect::DraftSet { draft: None });
        }
        C::SignDecision(sign) => {
            let digest = making
                .file
                .facts
                .draft
                .as_ref()
                .map(|draft| draft.digest.clone())
                .unwrap_or_default();
            if let Some(person) = ask.actor.person() {
                let signature = Signature {
                    by: person.user,
                    basis: sign.basis,
                    on: ask.on,
                    digest,
                };
                making.push(Effect::SignatureSet {
                    signature: Some(signature),
                });
            }
            making.protect("minutes", sign.minutes.as_deref());
        }
        C::IssueDecision(_) => {
            let kinds = making
                .file
                .facts
                .draft
                .iter()
                .flat_map(|draft| draft.items.iter().map(|item| item.kind))
                .collect();
            making.conclude(Outcome::Decided { on: ask.on, kinds });
        }
        C::SealMediation(_) => mediation::sealed(ask, making)?,
        C::ReturnFromCourt(judgment) => reopen::by_court(ask, making, judgment)?,
        C::OrderAcceptance(order) => reopen::by_order(ask, making, order)?,
        C::OrderResumption(order) => {
            reopen::ordered(
                ask,
                making,
                (&order.organ, &order.number, &order.reason),
                false,
            );
            resumed(ask, making)?;
        }
        C::RecordTakeOver(over) => reopen::taken_over(ask, making, over),
        C::TransferClue(transfer) => making.protect("clue", Some(&transfer.clue)),
        C::RecordCourtAcceptance(suit) => reopen::in_court(making, suit),
        C::ConvertToOrdinary(convert) => procedure::converted(ask, making, convert)?,
        _ => beside::carry(ask, making, command)?,
    }
    Ok(())
}

fn resumed(ask: &Ask<'_>, making: &mut Making) -> Carried {
    making.push(Effect::SuspensionSet { suspension: None });
    terms::resume(ask, making, PauseKind::Suspension, None)
}

/// Refuses a command whose required texts are blank.
fn required(command: &C) -> Carried {
    let fields: Vec<(&str, &str)> = match command {
        C::ExtendCorrection(c) => vec![("reason", &c.reason)],
        C::RefuseAcceptance(c) => vec![("reason", &c.reason)],
        C::HearViews(c) => vec![("record", &c.record)],
        C::WaiveViews(c) => vec![("reason", &c.reason)],
        C::Suspend(c) => vec![("reason", &c.reason)],
        C::ProlongSuspension(c) => vec![("reason", &c.reason)],
        C::Resume(c) => vec![("reason", &c.reason)],
        C::Extend(c) => vec![("reason", &c.reason)],
        C::Withdraw(c) => vec![("reason", &c.reason)],
        C::RecordSettlement(c) => vec![("content", &c.content), ("review", &c.review)],
        C::PermitWithdrawal(c) => vec![("reason", &c.reason)],
        C::RefuseWithdrawal(c) => vec![("reason", &c.reason)],
        C::Terminate(c) => vec![("reason", &c.reason)],
        C::SubmitDraft(c) => vec![("findings", &c.findings), ("reasons", &c.reasons)],
        C::ReturnDraft(c) => vec![("reason", &c.reason)],
        C::IssueDecision(c) => vec![("sealRegister", &c.seal_register)],
        C::SealMediation(c) => vec![("sealRegister", &c.seal_register)],
        C::RecordService(c) => vec![("slip", &c.slip)],
        C::ConfirmLapse(c) => vec![("reason", &c.reason)],
        C::SetAsideLapse(c) => vec![("reason", &c.reason)],
        C::ConvertToOrdinary(c) => vec![("reason", &c.reason)],
        _ => beside::texts(command),
    };
    let missing = |field: &str| Err(Refusal::new(RefusalCode::MissingField).with("field", field));
    if let Some((field, _)) = fields.iter().find(|(_, text)| text.trim().is_empty()) {
        return missing(field);
    }
    match command {
        C::RequestCorrection(c) if !c.items.iter().any(|item| !item.trim().is_empty()) => {
            missing("items")
        }
        C::AskToSplit(c) if c.acts.iter().filter(|act| !act.trim().is_empty()).count() < 2 => {
            missing("acts")
        }
        C::RefuseAcceptance(c)
            if c.ground == crate::command::RefusalGround::NoJurisdiction
                && c.competent_organ
                    .as_deref()
                    .is_none_or(|organ| organ.trim().is_empty()) =>
        {
            missing("competentOrgan")
        }
        C::SignDecision(c)
            if c.basis == crate::command::SigningBasis::CollectiveDiscussion
                && c.minutes
                    .as_deref()
                    .is_none_or(|minutes| minutes.trim().is_empty()) =>
        {
            missing("minutes")
        }
        C::ExtendCorrection(c) if c.days == 0 => Err(Refusal::new(RefusalCode::BadField)
            .with("field", "days")
            .with("value", 0)
            .with("expected", ">= 1")),
        _ => Ok(()),
    }
}

fn assigned(making: &mut Making, assign: &Assign) {
    let co_officer = assign.co_officer.map(UserId);
    making.push(Effect::Assigned {
        officer: UserId(assign.officer),
        co_officer,
    });
    making.protect("handover_note", assign.handover_note.as_deref());
}

/// Accepted by decision, on the effective day.
fn accepted_today(ask: &Ask<'_>, making: &mut Making) {
    let acceptance = Acceptance {
        on: ask.on,
        deemed: false,
        entry: ask.file.revision.saturating_add(1),
    };
    making.push(Effect::AcceptanceSet {
        acceptance: Some(acceptance),
    });
}

/// Acceptance by decision, or the notice of one that was deemed.
fn accepted(ask: &Ask<'_>, making: &mut Making, accept: &Accept) -> Carried {
    if making.file.facts.acceptance.is_none() {
        accepted_today(ask, making);
    }
    match &accept.simplified {
        Some(simplified) => procedure::chosen(ask, making, simplified),
        None => Ok(()),
    }
}

/// Views are heard by an officer of the case, and those heard are asked whether they would mediate.
///
/// # Law
///
/// ARL 49, 5.
fn views(ask: &Ask<'_>, making: &mut Making, heard: &HearViews) -> Carried {
    if heard.parties.is_empty() {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "parties"));
    }
    for no in &heard.parties {
        guards::people::present(ask, *no)?;
    }
    let (mut parties, mut by, mut willing) = match &making.file.facts.views {
        Some(Views::Heard {
            parties,
            by,
            willing,
            ..
        }) => (parties.clone(), by.clone(), willing.clone()),
        _ => Default::default(),
    };
    parties.extend(&heard.parties);
    parties.sort_unstable();
    parties.dedup();
    by.extend(ask.actor.person().map(|person| person.user));
    by.sort_unstable();
    by.dedup();
    if let Some(said) = heard.mediation_willing {
        willing.retain(|known| !heard.parties.contains(&known.party));
        let asked = heard.parties.iter();
        willing.extend(asked.map(|party| Willing {
            party: *party,
            willing: said,
        }));
    }
    making.push(Effect::ViewsSet {
        views: Views::Heard {
            on: ask.on,
            parties,
            mode: heard.mode,
            by,
            willing,
        },
    });
    Ok(())
}

fn withdrawn(ask: &Ask<'_>, making: &mut Making, party: PartyNo) {
    let known = making.file.facts.withdrawal.as_ref();
    let mut parties = known.map_or_else(Vec::new, |known| known.parties.clone());
    parties.push(party);
    parties.sort_unstable();
    parties.dedup();
    let on = known.map_or(ask.on, |known| known.on.max(ask.on));
    making.push(Effect::WithdrawalSet {
        withdrawal: Some(Withdrawal {
            parties,
            on,
            permitted: None,
        }),
    });
    if guards::all_withdrawn(ask, Some(party)) && making.file.facts.acceptance.is_none() {
        making.conclude(Outcome::WithdrawnBeforeAcceptance { on: ask.on });
    }
}

fn term(ask: &Ask<'_>, no: TermNo) -> Result<Term, Refusal> {
    ask.file
        .term(no)
        .cloned()
        .ok_or_else(|| no_such("term", no))
}
