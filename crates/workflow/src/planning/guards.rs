//! What each guard means. Called without a command, a guard that looks at the command passes.

use super::days::no_such;
use super::{Ask, items, terms};
use crate::actor::{Actor, Role};
use crate::command::ReconsiderationCommand as C;
use crate::file::{PartyRole, Term, TermState};
use crate::guard::Guard;
use crate::id::TermNo;
use crate::period::OnEnd;
use crate::refusal::{Refusal, RefusalCode as Code};
use crate::rulebook::Move;

/// Period of the review for acceptance 受理审查期限.
pub(super) const REVIEW: &str = "accept_review";
/// Period to correct 补正期限.
pub(super) const CORRECTION: &str = "correction_response";
/// Period to send the copy 发送副本期限.
pub(super) const COPY: &str = "copy_ordinary";
/// The same under the simplified procedure.
pub(super) const COPY_SIMPLIFIED: &str = "copy_simplified";
/// Period to reply 答复期限.
pub(super) const REPLY: &str = "reply_ordinary";
/// The same under the simplified procedure.
pub(super) const REPLY_SIMPLIFIED: &str = "reply_simplified";
/// Period to decide 审理期限.
pub(super) const DECIDE: &str = "decide_ordinary";
/// The same under the simplified procedure.
pub(super) const DECIDE_SIMPLIFIED: &str = "decide_simplified";

/// Whether it is the period to reply, under either procedure.
pub(super) fn is_reply(period: &str) -> bool {
    [REPLY, REPLY_SIMPLIFIED].contains(&period)
}

/// Whether it is the period to decide, under either procedure.
pub(super) fn is_decision(period: &str) -> bool {
    [DECIDE, DECIDE_SIMPLIFIED].contains(&period)
}

/// Period in which the maker of a norm replies 制定机关答复期限.
pub(super) const NORM_REPLY: &str = "norm_maker_reply";

/// The notice that corrects slips of the pen 笔误补正通知书.
pub(super) const SLIP_NOTICE: &str = "slip_notice";

mod beside;
mod committee;
pub(super) mod delivery;
mod duplicate;
mod evidence;
mod examination;
mod grounds;
pub(super) mod hearing;
mod joining;
mod letters;
pub(super) mod materials;
pub(super) mod mediation;
pub(super) mod norm;
mod office;
mod papers;
pub(super) mod participation;
pub(super) mod people;
pub(super) mod performance;
pub(super) mod procedure;
mod registration;
mod reopen;
pub(super) mod replies;
pub(super) mod returned;
pub(super) mod review;
mod serving;
mod settle;
mod slip;

pub(super) use grounds::all_withdrawn;

type Verdict = Result<(), Refusal>;

/// Refuses the move where one of its conditions does not hold.
pub(super) fn require(ask: &Ask<'_>, step: &Move) -> Verdict {
    super::matters::settled(ask, step)?;
    step.requires.iter().try_for_each(|guard| {
        check(ask, *guard).map_err(|refusal| match refusal.basis {
            Some(_) => refusal,
            None => refusal.because(step.basis.clone()),
        })
    })
}

/// Whether the move is the one meant among those of its command.
///
/// # Errors
///
/// Where the command names something that the case does not have.
pub(super) fn chosen(ask: &Ask<'_>, step: &Move) -> Result<bool, Refusal> {
    for guard in &step.when {
        match check(ask, *guard) {
            Ok(()) => {}
            Err(refusal) if names_wrongly(&refusal) => return Err(refusal),
            Err(_) => return Ok(false),
        }
    }
    Ok(true)
}

/// Whether a refusal says that the command names something that is not there.
fn names_wrongly(refusal: &Refusal) -> bool {
    matches!(refusal.code, Code::NoSuchThing | Code::PartyLeft)
}

fn refuse(code: Code) -> Verdict {
    Err(Refusal::new(code))
}

fn ensure(holds: bool, code: Code) -> Verdict {
    if holds { Ok(()) } else { refuse(code) }
}

fn check(ask: &Ask<'_>, guard: Guard) -> Verdict {
    let facts = &ask.file.facts;
    match guard {
        Guard::WithinReview => review::within_review(ask),
        Guard::NoCorrectionBefore => ensure(facts.correction.is_none(), Code::SecondCorrection),
        Guard::CorrectionInTime => review::correction_in_time(ask),
        Guard::NotSuspended => grounds::not_suspended(ask.file.suspended_since()),
        Guard::NoSuspensionDecided => {
            grounds::not_suspended(facts.suspension.as_ref().map(|known| known.since))
        }
        Guard::IsSuspended => grounds::is_suspended(ask),
        Guard::SuspensionGround => grounds::suspension_ground(ask),
        Guard::Prolongable => grounds::prolongable(ask),
        Guard::SettlementParties => settle::parties(ask),
        Guard::WithdrawalPending => settle::withdrawal_pending(ask),
        Guard::WithdrawalCause => settle::withdrawal_cause(ask),
        Guard::TerminationGround => grounds::termination_ground(ask),
        Guard::TwoOfficers => ensure(
            ask.file.officer.is_some() && ask.file.co_officer.is_some(),
            Code::TwoOfficers,
        ),
        Guard::ViewsSettled => grounds::views_settled(ask),
        Guard::NoLapsePending => grounds::no_lapse_pending(ask),
        Guard::NoRequestPending => match facts.pending.first() {
            None => Ok(()),
            Some(request) => Err(Refusal::new(Code::RequestPending).with("request", request.no)),
        },
        Guard::FirstExtension => grounds::first_extension(ask),
        Guard::ExtensionWithinLimit => grounds::extension_within_limit(ask),
        Guard::CorrectionRuns => match ask.file.open_terms(CORRECTION).next() {
            Some(_) => Ok(()),
            None => Err(Refusal::new(Code::NotExtendable).with("term", ask.label_of(CORRECTION))),
        },
        Guard::ItemsLawful => items::lawful(ask),
        Guard::ServiceSound => serving::sound(ask),
        Guard::ServiceOpen => papers::service_open(ask),
        Guard::AllServed => papers::all_served(ask),
        Guard::HandoverNote => office::handover_note(ask),
        Guard::OfficersEligible => office::officers_eligible(ask),
        Guard::RequestOpen => office::request_open(ask),
        Guard::DeemedUnrelied => review::deemed_unrelied(ask),
        Guard::ProvedWithinReview => review::proved_within_review(ask),
        Guard::WithinEndedReview => review::within_ended_review(ask),
        Guard::DeemedWithoutNotice => ensure(review::unnotified(ask), Code::WrongStage),
        Guard::AcceptanceNotified => ensure(!review::unnotified(ask), Code::AcceptanceNotNotified),
        Guard::PostingProved => replies::posting_proved(ask),
        Guard::HeldAbandoned => replies::held_abandoned(ask),
        Guard::PostedInTime => replies::posted_in_time(ask),
        Guard::OnlyRejection => items::only_rejection(ask),
        Guard::PerformDaysAhead => items::days_ahead(ask),
        Guard::DraftFromTrial => draft_from(ask, "in_trial"),
        Guard::DraftFromAccepted => draft_from(ask, "accepted"),
        Guard::DraftFromAwaitingReply => draft_from(ask, "awaiting_reply"),
        Guard::SignatureOfHeads => signature_of_heads(ask),
        _ => beside::check(ask, guard)
            .or_else(|| procedure::check(ask, guard))
            .or_else(|| people::check(ask, guard))
            .or_else(|| participation::check(ask, guard))
            .or_else(|| materials::check(ask, guard))
            .unwrap_or_else(|| by_party_or_term(ask, guard)),
    }
}

/// Guards that speak of the party or the term that the command names.
fn by_party_or_term(ask: &Ask<'_>, guard: Guard) -> Verdict {
    match (guard, ask.command()) {
        (_, None) => payload_free(ask, guard),
        (
            Guard::ReplyOwed
            | Guard::LastReply
            | Guard::MoreReplies
            | Guard::ReplyLate
            | Guard::ReplyInTransit,
            Some(C::RecordReply(reply)),
        ) => {
            let party = people::present(ask, reply.party)?;
            match guard {
                Guard::ReplyOwed => return replies::owed(ask, reply.party, party.organ),
                Guard::ReplyLate => return replies::late(ask, reply.party),
                Guard::ReplyInTransit => return replies::in_transit(ask, reply.party),
                _ => {}
            }
            ensure(
                terms::is_last_reply(ask.file, reply.party) == (guard == Guard::LastReply),
                Code::WrongStage,
            )
        }
        (
            Guard::ByApplicant | Guard::LastWithdrawal | Guard::MoreApplicants,
            Some(C::Withdraw(withdraw)),
        ) => {
            let party = people::present(ask, withdraw.party)?;
            if guard == Guard::ByApplicant {
                return ensure(party.role == PartyRole::Applicant, Code::BadField).map_err(
                    |refusal| bad(refusal, "party", withdraw.party, "申请人 / an applicant"),
                );
            }
            let last = grounds::all_withdrawn(ask, Some(withdraw.party));
            ensure(last == (guard == Guard::LastWithdrawal), Code::WrongStage)
        }
        (_, Some(C::RecordLapse(lapse))) => lapse_guard(ask, guard, lapse.term),
        (_, Some(C::ConfirmLapse(confirm))) => lapse_guard(ask, guard, confirm.term),
        (_, Some(C::SetAsideLapse(aside))) => lapse_guard(ask, guard, aside.term),
        _ => refuse(Code::WrongStage),
    }
}

/// Without a command: whether any party or term could satisfy the guard.
fn payload_free(ask: &Ask<'_>, guard: Guard) -> Verdict {
    match guard {
        Guard::LapsePending => ensure(
            ask.file.terms.iter().any(|term| verifiable(ask, term)),
            Code::NoLapse,
        ),
        Guard::TermOver => {
            let over =
                |term: &Term| term.state == TermState::Running && term.due < ask.moment.today;
            let due = ask.file.terms.iter().map(|term| term.due).max();
            ensure(ask.file.terms.iter().any(over), Code::TermNotOver)
                .map_err(|refusal| refusal.with("due", due.unwrap_or(ask.on)))
        }
        // Without a command the move for what is late or in transit is not the one to show.
        Guard::ReplyLate | Guard::ReplyInTransit => refuse(Code::WrongStage),
        Guard::ReplyOwed => {
            let respondents = ask.file.parties_with(PartyRole::Respondent);
            let mut owed = respondents.map(|party| replies::owed(ask, party.no, party.organ));
            ensure(owed.any(|verdict| verdict.is_ok()), Code::NoReplyOwed)
        }
        _ => Ok(()),
    }
}

fn bad(refusal: Refusal, field: &str, value: impl ToString, expected: &str) -> Refusal {
    refusal
        .with("field", field)
        .with("value", value)
        .with("expected", expected)
}

fn lapse_guard(ask: &Ask<'_>, guard: Guard, no: TermNo) -> Verdict {
    let term = ask.file.term(no).ok_or_else(|| no_such("term", no))?;
    let last = term
        .party
        .is_none_or(|party| terms::is_last_reply(ask.file, party));
    let on_end = ask
        .book
        .period(&term.period)
        .map_or(OnEnd::None, |period| period.on_end);
    match guard {
        Guard::TermDeemsAcceptance => ensure(on_end == OnEnd::DeemAccepted, Code::WrongStage),
        Guard::TermJustEnds => ensure(on_end != OnEnd::DeemAccepted, Code::WrongStage),
        Guard::TermIsCorrection => ensure(term.period == CORRECTION, Code::WrongStage),
        Guard::TermIsLastReply => ensure(is_reply(&term.period) && last, Code::WrongStage),
        Guard::TermIsOtherReply => ensure(is_reply(&term.period) && !last, Code::WrongStage),
        Guard::LapsePending if verifiable(ask, term) && ask.on <= term.due => {
            let expected = format!("> {}", term.due);
            Err(bad(
                Refusal::new(Code::BadField),
                "effectiveOn",
                ask.on,
                &expected,
            ))
        }
        Guard::LapsePending if verifiable(ask, term) => Ok(()),
        Guard::LapsePending => Err(Refusal::new(Code::NoLapse).with("term", no)),
        Guard::TermOver if term.state != TermState::Running || ask.moment.today <= term.due => {
            Err(Refusal::new(Code::TermNotOver).with("due", term.due))
        }
        Guard::TermOver if term.provisional && *ask.actor == Actor::System => {
            Err(Refusal::new(Code::TermProvisional).with("due", term.due))
        }
        _ => Ok(()),
    }
}

/// Whether a person may still verify the end of the term: it waits for that, or was set aside and is owed again.
fn verifiable(ask: &Ask<'_>, term: &Term) -> bool {
    let on_end = ask.book.period(&term.period).map(|period| period.on_end);
    match term.state {
        TermState::LapsedUnverified => true,
        TermState::Overdue => on_end == Some(OnEnd::Verify),
        _ => false,
    }
}

fn draft_from(ask: &Ask<'_>, stage: &str) -> Verdict {
    let draft = ask.file.facts.draft.as_ref();
    ensure(
        draft.is_some_and(|draft| draft.from_stage == stage),
        Code::WrongStage,
    )
}

/// A signed draft goes back only by the hand of a head, unless who signed it is recused since: that signature makes no
/// decision any more.
///
/// # Law
///
/// ARL 61; CSL 76.
fn signature_of_heads(ask: &Ask<'_>) -> Verdict {
    let heads = [Role::InstitutionHead, Role::OrganHead];
    let participation = &ask.file.facts.participation;
    let signature = ask.file.facts.signature.as_ref();
    let stands = signature.is_some_and(|known| participation.recusal_of(known.by).is_none());
    let person = ask.actor.person();
    let as_head = |role: &Role| {
        let absent = person.and_then(|person| ask.file.absent_as(*role, person));
        ask.actor.holds(*role) || absent.is_some()
    };
    if !stands || heads.iter().any(as_head) {
        return Ok(());
    }
    let names: Vec<&str> = heads.iter().map(|role| role.label().0).collect();
    Err(Refusal::new(Code::WrongRole)
        .with("command", "退回草案 / return the draft")
        .with("roles", names.join("、")))
}
