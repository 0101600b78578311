//! Guards of receipt, correction and acceptance (ARL 30, 31).

use super::{CORRECTION, Code, REVIEW, Refusal, Verdict, bad};
use crate::command::ReconsiderationCommand as C;
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
        return Err(planning::wrong_stage(
            ask,
            crate::command::CommandName::RefuseAcceptance,
            None,
        ));
    }
    let early = [
        "receipt",
        "correction_notice",
        "correction_extension_notice",
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
    if later.is_empty() && facts.views.is_none() && facts.suspension.is_none() {
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
