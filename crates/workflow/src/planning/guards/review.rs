//! Guards of receipt, correction and acceptance (ARL 30, 31).

use super::{CORRECTION, Code, REVIEW, Refusal, Verdict, bad};
use crate::command::{CommandName, ReconsiderationCommand as C};
use crate::file::TermState;
use crate::planning::{self, Ask};

pub(super) fn within_review(ask: &Ask<'_>) -> Verdict {
    match ask.file.open_terms(REVIEW).next() {
        Some(term) if ask.on > term.due => {
            Err(Refusal::new(Code::ReviewEnded).with("due", term.due))
        }
        _ => Ok(()),
    }
}

pub(super) fn correction_in_time(ask: &Ask<'_>) -> Verdict {
    let Some(C::ReceiveCorrection(received)) = ask.command() else {
        return Ok(());
    };
    let posted = received.posted_on.map_or(ask.on, |day| day.0);
    if posted > ask.on {
        return Err(bad(
            Refusal::new(Code::BadField),
            "postedOn",
            posted,
            "不晚于收到之日 / not after the day received",
        ));
    }
    match ask.file.open_terms(CORRECTION).next() {
        Some(term) if posted > term.due && term.state == TermState::LapsedUnverified => {
            Err(Refusal::new(Code::CorrectionLate)
                .with("due", term.due)
                .with("posted", posted))
        }
        _ => Ok(()),
    }
}

pub(super) fn deemed_unrelied(ask: &Ask<'_>) -> Verdict {
    let facts = &ask.file.facts;
    if !facts
        .acceptance
        .as_ref()
        .is_some_and(|acceptance| acceptance.deemed)
    {
        let name = ask.command().map_or(CommandName::RefuseAcceptance, C::name);
        return Err(planning::wrong_stage(ask, name, None));
    }
    let early = [
        "receipt",
        "correction_notice",
        "correction_extension_notice",
        "split_notice",
        "respondent_change_notice",
        "third_party_notice",
        "withdrawal_record",
        "slip_notice",
    ];
    let later: Vec<&str> = ask
        .file
        .standing_papers()
        .filter(|paper| !early.contains(&paper.kind.as_str()))
        .map(|paper| {
            ask.book
                .papers
                .get(&paper.kind)
                .map_or(paper.kind.as_str(), |kind| kind.label.zh.as_str())
        })
        .collect();
    if later.is_empty() && facts.views.is_none() && ask.file.suspended_since().is_none() {
        Ok(())
    } else {
        Err(Refusal::new(Code::LapseReliedOn).with("entries", later.join("、")))
    }
}

pub(super) fn proved_within_review(ask: &Ask<'_>) -> Verdict {
    if ask.submission.is_none() {
        return Ok(());
    }
    let review = ask
        .file
        .terms
        .iter()
        .rev()
        .find(|term| term.period == REVIEW);
    match review {
        Some(term) if ask.on > term.due => {
            Err(Refusal::new(Code::ReviewEnded).with("due", term.due))
        }
        Some(term) if ask.on < term.started_on => Err(Refusal::new(Code::EffectiveBeforeReceipt)
            .with("day", ask.on)
            .with("received", term.started_on)),
        _ => Ok(()),
    }
}

/// Whether the acceptance was deemed and its notice is still to be issued.
pub(super) fn unnotified(ask: &Ask<'_>) -> bool {
    let acceptance = ask.file.facts.acceptance.as_ref();
    let notified = ask
        .file
        .standing_papers()
        .any(|paper| paper.kind == "acceptance_notice");
    acceptance.is_some_and(|acceptance| acceptance.deemed) && !notified
}

/// Whether the effective day lies within a review whose end was recorded as a deemed acceptance; of a withdrawal, the
/// day of every other one too: while an applicant still took part the acceptance was deemed for it.
pub(super) fn within_ended_review(ask: &Ask<'_>) -> Verdict {
    let facts = &ask.file.facts;
    let withdraws = matches!(ask.command(), Some(C::Withdraw(_)));
    let others = facts.withdrawal.as_ref().filter(|_| withdraws);
    let last = others.map_or(ask.on, |known| known.on.max(ask.on));
    let deemed = facts.acceptance.as_ref();
    let within = deemed.is_some_and(|acceptance| acceptance.deemed && last <= acceptance.on);
    super::ensure(within && ask.submission.is_some(), Code::WrongStage)
}
