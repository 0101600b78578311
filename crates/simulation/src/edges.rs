//! What the invented year must show 边界情形, and how a case file is seen to show it.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use workflow::command::{DecisionKind, ReceiptForm, ServiceMethod};
use workflow::file::{CaseFile, Outcome, Term, TermState};

/// Days of the ordinary term to decide.
const DECIDE_DAYS: u64 = 60;
const DECIDE: &str = "decide_ordinary";
const REPLY: &str = "reply_ordinary";
const REVIEW: &str = "accept_review";
const CORRECTION: &str = "correction_response";

/// A case of the invented year that shows something in particular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// What it shows, such as `make_up_day`; see [`EDGES`].
    pub name: &'static str,
    /// 案号 of the case.
    pub case_number: String,
    /// In words, Chinese then English.
    pub what: String,
}

/// Every name that the year up to late 2026 shows at least once.
pub const EDGES: [&str; 42] = [
    "dispute_resolved_early",
    "application_after_intervention",
    "make_up_day",
    "spring_festival",
    "last_day_on_holiday",
    "suspension_across_due_day",
    "deemed_acceptance",
    "deemed_acceptance_reversed",
    "missed_reply_confirmed",
    "missed_reply_waiting",
    "year_without_notice",
    "corrected",
    "correction_extended",
    "second_correction_avoided",
    "abandoned",
    "lapse_set_aside",
    "withdrawn_before_acceptance",
    "withdrawn",
    "terminated_after_sixty_days",
    "terminated_other",
    "extended",
    "request_waiting",
    "oral",
    "online",
    "public_notice",
    "mandatory_first_refused",
    "decision_overdue",
    "suspended_now",
    "several_respondents",
    "decision_change",
    "decision_revoke",
    "decision_revoke_part",
    "decision_illegal_keep",
    "decision_illegal",
    "decision_perform",
    "decision_invalid",
    "decision_maintain",
    "decision_reject_request",
    "decision_reject_application",
    "decision_agreement",
    "decision_compensate",
    "decision_compensate_reject",
];

/// What a story is to show.
#[derive(Debug, Clone)]
pub(crate) struct EdgeMark {
    pub(crate) name: &'static str,
    pub(crate) what: String,
    pub(crate) shows: Shows,
}

pub(crate) fn mark(name: &'static str, what: &str, shows: Shows) -> EdgeMark {
    EdgeMark {
        name,
        what: what.to_owned(),
        shows,
    }
}

/// How the file is seen to show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// The review began before the first of these days and ended on or after the last.
    ReviewSpans(NaiveDate, NaiveDate),
    /// The term to decide, neither paused nor extended, did not end on its sixtieth day.
    Rolled,
    SuspendedAcross,
    Deemed,
    DeemedReversed,
    ReplyMissed,
    ReplyWaiting,
    Provisional,
    Corrected,
    CorrectionExtended,
    LapseSetAside,
    Abandoned,
    WithdrawnEarly,
    Terminated(TerminatedFor),
    Extended,
    RequestWaiting,
    Form(ReceiptForm),
    PublicNotice,
    SuitWindow,
    DecisionOverdue,
    SuspendedNow,
    SeveralRespondents,
    ResolvedEarly,
    AppliedAfter,
    Decided(DecisionKind),
}

/// Ground of a termination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TerminatedFor {
    Withdrawal,
    SixtyDays,
    Other,
}

impl Shows {
    /// Whether the file shows it.
    pub(crate) fn in_file(self, file: &CaseFile) -> bool {
        let facts = &file.facts;
        match self {
            Self::ReviewSpans(first, last) => {
                of(file, REVIEW).any(|term| term.started_on < first && term.due >= last)
            }
            Self::Rolled => of(file, DECIDE).any(|term| {
                term.pauses.is_empty() && term.extension_days == 0 && term.due != sixtieth(term)
            }),
            Self::SuspendedAcross => of(file, DECIDE).any(across),
            Self::Deemed => facts.acceptance.as_ref().is_some_and(|known| known.deemed),
            Self::DeemedReversed => {
                matches!(facts.outcome, Some(Outcome::NotAccepted { .. }))
                    && of(file, DECIDE).any(|term| term.state == TermState::Cancelled)
            }
            Self::ReplyMissed => !facts.no_reply.is_empty(),
            Self::ReplyWaiting => {
                of(file, REPLY).any(|term| term.state == TermState::LapsedUnverified)
            }
            Self::Provisional => file
                .terms
                .iter()
                .any(|term| term.provisional && term.state.is_open()),
            Self::Corrected => facts
                .correction
                .as_ref()
                .is_some_and(|correction| correction.received_on.is_some()),
            Self::CorrectionExtended | Self::LapseSetAside => {
                of(file, CORRECTION).any(|term| term.extension_days > 0)
            }
            Self::Extended => of(file, DECIDE).any(|term| term.extension_days > 0),
            Self::RequestWaiting => !facts.pending.is_empty(),
            Self::Form(form) => facts
                .receipt
                .as_ref()
                .is_some_and(|known| known.form == form),
            Self::SuitWindow => of(file, "sue_refusal_15d").next().is_some(),
            Self::DecisionOverdue => of(file, DECIDE).any(|term| term.state == TermState::Overdue),
            Self::SuspendedNow => facts.suspension.is_some(),
            _ => self.at_the_end(file),
        }
    }

    fn at_the_end(self, file: &CaseFile) -> bool {
        let outcome = file.facts.outcome.as_ref();
        match self {
            Self::Abandoned => matches!(outcome, Some(Outcome::DeemedAbandoned { .. })),
            Self::WithdrawnEarly => {
                matches!(outcome, Some(Outcome::WithdrawnBeforeAcceptance { .. }))
            }
            Self::Terminated(why) => match outcome {
                Some(Outcome::Terminated { ground, .. }) => why.is(ground),
                _ => false,
            },
            Self::ResolvedEarly => matches!(outcome, Some(Outcome::InterventionEnded { .. })),
            Self::AppliedAfter => file.facts.intervention.is_some() && file.facts.receipt.is_some(),
            Self::Decided(kind) => match outcome {
                Some(Outcome::Decided { kinds, .. }) => kinds.contains(&kind),
                _ => false,
            },
            Self::PublicNotice => file
                .papers
                .iter()
                .flat_map(|paper| &paper.services)
                .any(|service| service.method == ServiceMethod::PublicNotice),
            Self::SeveralRespondents => {
                let respondent = workflow::file::PartyRole::Respondent;
                file.parties_with(respondent).nth(1).is_some()
            }
            _ => false,
        }
    }
}

impl TerminatedFor {
    fn is(self, ground: &str) -> bool {
        self == match ground {
            "withdrawn" => Self::Withdrawal,
            "sixty_days_suspended" => Self::SixtyDays,
            _ => Self::Other,
        }
    }
}

fn of<'a>(file: &'a CaseFile, period: &'static str) -> impl Iterator<Item = &'a Term> {
    file.terms.iter().filter(move |term| term.period == period)
}

fn sixtieth(term: &Term) -> NaiveDate {
    let day = term.started_on.checked_add_days(Days::new(DECIDE_DAYS));
    day.unwrap_or(term.due)
}

/// Whether the sixtieth day fell into a suspension.
fn across(term: &Term) -> bool {
    let day = sixtieth(term);
    let mut pauses = term.pauses.iter();
    pauses.any(|pause| pause.from <= day && pause.to.is_none_or(|to| to > day))
}

/// Name of the edge that shows a kind of decision.
pub(crate) fn of_decision(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Change => "decision_change",
        DecisionKind::Revoke => "decision_revoke",
        DecisionKind::RevokePart => "decision_revoke_part",
        DecisionKind::IllegalKeep => "decision_illegal_keep",
        DecisionKind::Illegal => "decision_illegal",
        DecisionKind::Perform => "decision_perform",
        DecisionKind::Invalid => "decision_invalid",
        DecisionKind::Maintain => "decision_maintain",
        DecisionKind::RejectRequest => "decision_reject_request",
        DecisionKind::RejectApplication => "decision_reject_application",
        DecisionKind::Agreement => "decision_agreement",
        DecisionKind::Compensate => "decision_compensate",
        DecisionKind::CompensateReject => "decision_compensate_reject",
    }
}
