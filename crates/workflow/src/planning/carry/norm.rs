//! The collateral review of norms 附带审查 (ARL 13, 56–60).

use chrono::NaiveDate;

use super::Carried;
use crate::command::{
    NormFinding, NormFindingInput, NormRequest, OpenNormReview, ReconsiderationCommand as C,
    TransferNorm,
};
use crate::file::{Details, NormReview, PartyRole, ProvisionFinding};
use crate::id::OrganId;
use crate::planning::Ask;
use crate::planning::build::Making;
use crate::planning::days::no_such;
use crate::refusal::{Refusal, RefusalCode};

/// Carries a command of a collateral review.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::OpenNormReview(open) => opened(ask, making, open)?,
        C::NotifyNormMaker(_) => of_review(making, |review| review.notified_on = Some(ask.on)),
        C::RecordNormReply(_) => of_review(making, |review| review.replied_on = Some(ask.on)),
        C::HearNormMaker(_) => of_review(making, |review| review.heard_on = Some(ask.on)),
        C::ConcludeNormReview(conclude) => found(making, &conclude.findings)?,
        C::TransferNorm(transfer) => transferred(making, transfer),
        C::RecordNormOpinion(opinion) => found(making, &opinion.findings)?,
        C::DiscontinueNormReview(end) => {
            of_review(making, |review| review.discontinued = Some(end.ground));
            making.say(&end.reason);
        }
        _ => {}
    }
    Ok(())
}

/// Texts that a command of a collateral review cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::OpenNormReview(c) => vec![
            ("document", &c.document),
            ("provisions", &c.provisions),
            ("maker", &c.maker),
            ("reason", &c.reason),
        ],
        C::NotifyNormMaker(c) => vec![("question", &c.question)],
        C::RecordNormReply(c) => vec![("summary", &c.summary)],
        C::HearNormMaker(c) => vec![("record", &c.record)],
        C::TransferNorm(c) => vec![("to", &c.to), ("reason", &c.reason)],
        C::DiscontinueNormReview(c) => vec![("reason", &c.reason)],
        _ => Vec::new(),
    }
}

/// The day from which the time to handle or to transfer runs: acceptance where the review was asked for in the
/// application, else the day it is docketed.
///
/// # Law
///
/// ARL 56, 57; the day is a reading where the Act is silent.
pub(in crate::planning) fn starting_day(ask: &Ask<'_>, period: &str) -> NaiveDate {
    let with_application = matches!(
        ask.command(),
        Some(C::OpenNormReview(open)) if open.request == NormRequest::WithApplication
    );
    let acceptance = ask.file.facts.acceptance.as_ref();
    match acceptance.filter(|_| with_application) {
        Some(acceptance) if matches!(period, "norm_handle" | "norm_transfer") => acceptance.on,
        _ => ask.on,
    }
}

fn opened(ask: &Ask<'_>, making: &mut Making, open: &OpenNormReview) -> Carried {
    let accepted = ask.file.facts.acceptance.as_ref();
    if let Some(accepted) = accepted.filter(|accepted| ask.on < accepted.on) {
        return Err(Refusal::new(RefusalCode::EffectiveBeforeStage)
            .with("day", ask.on)
            .with("since", accepted.on));
    }
    asked_by(ask, open)?;
    let maker = making.other_organ(&open.maker, open.maker_organ.map(OrganId));
    let number = open.document_number.as_deref().unwrap_or_default();
    let document = format!("{}{number}", open.document);
    making.say(&document);
    if let Some(matter) = &mut making.matter {
        matter.party = Some(maker);
        matter.details = Details::NormReview(Box::new(NormReview {
            document,
            provisions: open.provisions.clone(),
            level: open.level,
            maker: open.maker.clone(),
            request: open.request,
            asked_by: open.asked_by,
            basis_unknown: open
                .basis_unknown
                .clone()
                .filter(|_| open.request == NormRequest::Later),
            notified_on: None,
            replied_on: None,
            heard_on: None,
            transferred_to: None,
            findings: Vec::new(),
            discontinued: None,
        }));
    }
    Ok(())
}

/// An applicant asks, or nobody does where the organ acts of its own motion.
///
/// # Law
///
/// ARL 13, 57.
fn asked_by(ask: &Ask<'_>, open: &OpenNormReview) -> Carried {
    let bad = |value: u32, expected: &str| {
        Err(Refusal::new(RefusalCode::BadField)
            .with("field", "askedBy")
            .with("value", value)
            .with("expected", expected))
    };
    match (open.request, open.asked_by) {
        (NormRequest::OwnMotion, None) => Ok(()),
        (NormRequest::OwnMotion, Some(no)) => {
            bad(no, "依职权提出的不填 / none of the organ's own motion")
        }
        (_, None) => Err(Refusal::new(RefusalCode::MissingField).with("field", "askedBy")),
        (_, Some(no)) => {
            let party = ask.file.party(no).ok_or_else(|| no_such("party", no))?;
            match party.role {
                PartyRole::Applicant => Ok(()),
                _ => bad(no, PartyRole::Applicant.label().0),
            }
        }
    }
}

/// Changes what the review has established.
fn of_review(making: &mut Making, change: impl FnOnce(&mut NormReview)) {
    let details = making.matter.as_mut().map(|matter| &mut matter.details);
    if let Some(Details::NormReview(review)) = details {
        change(review);
    }
}

fn transferred(making: &mut Making, transfer: &TransferNorm) {
    let to = making.other_organ(&transfer.to, transfer.organ.map(OrganId));
    of_review(making, |review| {
        review.transferred_to = Some(transfer.to.clone());
    });
    if let Some(matter) = &mut making.matter {
        matter.party = Some(to);
    }
}

/// The findings, provision by provision.
///
/// # Law
///
/// ARL 59.
fn found(making: &mut Making, findings: &[NormFindingInput]) -> Carried {
    let missing = |field: &str| Err(Refusal::new(RefusalCode::MissingField).with("field", field));
    if findings.is_empty() {
        return missing("findings");
    }
    let blank = |text: &str| text.trim().is_empty();
    if findings.iter().any(|found| blank(&found.provision)) {
        return missing("findings.provision");
    }
    if findings.iter().any(|found| blank(&found.reason)) {
        return missing("findings.reason");
    }
    let lawful = findings
        .iter()
        .all(|found| found.finding == NormFinding::Lawful);
    making.say(if lawful {
        "相关条款合法"
    } else {
        "有条款不合法"
    });
    of_review(making, |review| {
        review.findings = findings
            .iter()
            .map(|found| ProvisionFinding {
                provision: found.provision.clone(),
                finding: found.finding,
                reason: found.reason.clone(),
            })
            .collect();
    });
    Ok(())
}
