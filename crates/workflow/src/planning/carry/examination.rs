//! What investigation, inspection and appraisal carry into their matters.

use super::{Carried, beside};
use crate::command::{
    AppraisalBy, CallForEvidence, ReconsiderationCommand as C, RecordInvestigation,
};
use crate::file::{Appraisal, Details, Inquiry, PartyRole};
use crate::id::{OrganId, PartyNo, UserId};
use crate::planning::Ask;
use crate::planning::build::Making;

/// Parties that may commission an appraisal or ask for one.
const PARTIES: [PartyRole; 3] = [
    PartyRole::Applicant,
    PartyRole::Respondent,
    PartyRole::ThirdParty,
];

/// Carries a command of fact-finding.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::CommissionAppraisal(c) => {
            appraisal(
                ask,
                making,
                AppraisalBy::Institution,
                (c.party, &c.question, &c.appraiser),
            )?;
            // The commission goes to the appraiser.
            let appraiser = making.other_organ(&c.appraiser, None);
            concerned(making, appraiser);
        }
        C::RecordPartyAppraisal(c) => {
            appraisal(
                ask,
                making,
                AppraisalBy::Party,
                (c.party, &c.question, &c.appraiser),
            )?;
        }
        C::ReceiveAppraisal(received) => making.say(&received.opinion),
        C::AbandonExamination(abandon) => making.say(&abandon.reason),
        C::BeginInspection(begin) => {
            making.say(&begin.question);
            describe(
                making,
                Details::Inspection(Inquiry {
                    place: begin.place.clone(),
                    source: None,
                    officers: Vec::new(),
                }),
            );
        }
        C::RecordInspection(made) => {
            making.say(&made.record);
            inspected(making, &made.officers);
        }
        C::CallForEvidence(call) => called(making, call),
        C::RecordInvestigation(made) => investigated(making, made),
        _ => {}
    }
    Ok(())
}

/// Texts that a command of fact-finding cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::CommissionAppraisal(c) => vec![("question", &c.question), ("appraiser", &c.appraiser)],
        C::RecordPartyAppraisal(c) => vec![("question", &c.question), ("appraiser", &c.appraiser)],
        C::ReceiveAppraisal(c) => vec![("opinion", &c.opinion)],
        C::AbandonExamination(c) => vec![("reason", &c.reason)],
        C::BeginInspection(c) => vec![("place", &c.place), ("question", &c.question)],
        C::RecordInspection(c) => vec![("record", &c.record)],
        C::CallForEvidence(c) => vec![("holder", &c.holder), ("what", &c.what)],
        C::RecordInvestigation(c) => {
            vec![
                ("source", &c.source),
                ("place", &c.place),
                ("record", &c.record),
            ]
        }
        _ => Vec::new(),
    }
}

/// Says what the matter at hand has established.
pub(super) fn describe(making: &mut Making, details: Details) {
    if let Some(matter) = &mut making.matter {
        matter.details = details;
    }
}

fn concerned(making: &mut Making, party: PartyNo) {
    if let Some(matter) = &mut making.matter {
        matter.party = Some(party);
    }
}

/// An appraisal begins; the party that asks for it or commissions it bears the cost.
///
/// # Law
///
/// Regs 37.
fn appraisal(
    ask: &Ask<'_>,
    making: &mut Making,
    by: AppraisalBy,
    (party, question, appraiser): (PartyNo, &str, &str),
) -> Carried {
    beside::concerns(ask, making, party, &PARTIES)?;
    making.say(question);
    describe(
        making,
        Details::Appraisal(Appraisal {
            by,
            party,
            appraiser: appraiser.to_owned(),
        }),
    );
    Ok(())
}

fn users(officers: &[uuid::Uuid]) -> Vec<UserId> {
    officers.iter().copied().map(UserId).collect()
}

fn inspected(making: &mut Making, officers: &[uuid::Uuid]) {
    if let Some(matter) = &mut making.matter
        && let Details::Inspection(inquiry) = &mut matter.details
    {
        inquiry.officers = users(officers);
    }
}

fn called(making: &mut Making, call: &CallForEvidence) {
    making.say(&call.what);
    let holder = making.other_organ(&call.holder, call.organ.map(OrganId));
    concerned(making, holder);
    describe(
        making,
        Details::Investigation(Inquiry {
            place: String::new(),
            source: Some(call.holder.clone()),
            officers: Vec::new(),
        }),
    );
}

fn investigated(making: &mut Making, made: &RecordInvestigation) {
    // An investigation that no call went before is about its record alone.
    let opened = making
        .matter
        .as_ref()
        .is_some_and(|matter| matter.about.is_empty());
    if opened {
        making.say(&made.source);
    }
    making.say(&made.record);
    describe(
        making,
        Details::Investigation(Inquiry {
            place: made.place.clone(),
            source: Some(made.source.clone()),
            officers: users(&made.officers),
        }),
    );
}
