//! A paper as it is issued: to whom it goes, and the facts frozen for its text.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Making, next_no, redacted};
use crate::command::Submission;
use crate::file::{
    CaseFile, Details, DocumentNumber, Matter, NormReview, Outcome, Paper, PartyRole,
};
use crate::id::PartyNo;
use crate::rulebook::{Addressees, PaperKind};

/// A paper with its facts frozen; its number, where it has one, is drawn when the plan is recorded.
pub(in crate::planning) fn paper(
    making: &Making,
    kind: &PaperKind,
    on: NaiveDate,
    submission: Option<&Submission>,
) -> Paper {
    let file = &making.file;
    let corrected = making.corrects.and_then(|no| file.paper(no));
    let again = |no| corrected.is_some_and(|paper| paper.addressees.contains(&no));
    let addressees: Vec<PartyNo> = file
        .present()
        .filter(|party| match kind.to {
            Addressees::Corrected => again(party.no),
            to => to.include(party, making.matter.as_ref()),
        })
        .filter(|party| making.newcomer.is_none_or(|no| party.no == no))
        .map(|party| party.no)
        .collect();
    let names = |role| -> Vec<&str> {
        file.parties_with(role)
            .map(|party| party.name.as_str())
            .collect()
    };
    let facts = serde_json::json!({
        "applicants": names(PartyRole::Applicant),
        "respondents": names(PartyRole::Respondent),
        "thirdParties": names(PartyRole::ThirdParty),
        "disputedAct": file.facts.disputed_act,
        "requests": file.facts.requests,
        "acceptedOn": file.facts.acceptance.as_ref().map(|acceptance| acceptance.on),
        "decideBy": decide_by(file),
        "procedure": file.facts.procedure,
        "correction": file.facts.correction,
        "matter": making.matter.as_ref().or_else(|| mediated(file)),
        "draft": file.facts.draft,
        "note": file.facts.outcome.as_ref().and_then(crate::file::Outcome::note).map(|note| note.zh),
        "norms": norms(file),
        "corrects": corrected.map(|paper| serde_json::json!({
            "paper": paper.no, "kind": paper.kind, "number": paper.number, "issuedOn": paper.issued_on,
        })),
        "command": submission.map(redacted),
    });
    Paper {
        no: next_no(file.papers.iter().map(|paper| paper.no)),
        kind: kind.id.clone(),
        number: kind.numbered.then(|| DocumentNumber::Slot {
            series: kind.id.clone(),
            year: chrono::Datelike::year(&on),
        }),
        issued_on: on,
        addressees,
        facts: Arc::new(facts),
        services: Vec::new(),
        withdrawn: false,
        dispatches: Vec::new(),
        corrections: Vec::new(),
    }
}

/// Last day to decide, while a term to decide is open.
fn decide_by(file: &CaseFile) -> Option<NaiveDate> {
    let mut open = file.terms.iter().filter(|term| term.state.is_open());
    let decide = open.find(|term| crate::planning::guards::is_decision(&term.period));
    decide.map(|term| term.due)
}

/// The matter in which the outcome was reached, for the letter that writes it down.
fn mediated(file: &CaseFile) -> Option<&Matter> {
    match &file.facts.outcome {
        Some(Outcome::Mediated { matter, .. }) => file.matter(*matter),
        _ => None,
    }
}

/// What was found of norms: the decision tells it (ARL 59).
fn norms(file: &CaseFile) -> Vec<&NormReview> {
    let reviews = file.facts.matters.iter().filter_map(|matter| {
        let Details::NormReview(review) = &matter.details else {
            return None;
        };
        Some(review.as_ref())
    });
    reviews
        .filter(|review| !review.findings.is_empty())
        .collect()
}
