//! An application: what it must say, what it establishes, and who takes part by it.

use calendar::Calendar;
use chrono::NaiveDate;

use super::{Begun, CASES, bad, forwarding, missing, proved, split};
use crate::actor::Moment;
use crate::command::{AgencyInput, PersonInput, ProofInput, ReceiptForm, Receive};
use crate::file::{
    Application, CaseKind, DisputedAct, Facts, Forwarded, Party, PartyRole, Receipt, SplitFrom,
};
use crate::id::{OrganId, PartyNo};
use crate::plan::Surroundings;
use crate::refusal::{Refusal, RefusalCode as Code};
use crate::rulebook::Rulebook;

/// An application that opens a case.
pub(super) fn begun(
    book: &Rulebook,
    calendar: &Calendar,
    receive: &Receive,
    proof: Option<&ProofInput>,
    around: &Surroundings,
    moment: Moment,
) -> Result<Begun, Refusal> {
    let application = of(book, calendar, receive, proof, around, moment)?;
    let mut parties = parties(receive);
    number(&mut parties);
    let numbers: Vec<PartyNo> = parties.iter().map(|party| party.no).collect();
    Ok(Begun {
        kind: CaseKind::Reconsideration,
        series: CASES,
        on: application.receipt.received_on,
        facts: Facts {
            receipt: Some(application.receipt),
            disputed_act: application.disputed_act,
            requests: application.requests,
            mandatory_first: application.mandatory_first,
            own_departments: own_departments(receive, &numbers),
            split_from: application.split_from,
            ..Facts::default()
        },
        parties,
    })
}

/// What an application establishes, or why it cannot be registered so; which of its parties have which number is not
/// yet known.
pub(in crate::planning) fn of(
    book: &Rulebook,
    calendar: &Calendar,
    receive: &Receive,
    proof: Option<&ProofInput>,
    around: &Surroundings,
    moment: Moment,
) -> Result<Application, Refusal> {
    let on = receive.received_at.day();
    sound(receive, on, moment)?;
    proved(on, proof, moment)?;
    forwarding::sound(receive, on)?;
    let forwarded = forwarding::passed_on(book, calendar, receive)?;
    let split = split::from(receive, around)?;
    Ok(established(receive, on, forwarded, split))
}

fn sound(receive: &Receive, on: NaiveDate, moment: Moment) -> Result<(), Refusal> {
    if receive.received_at.utc() > moment.now {
        return Err(Refusal::new(Code::EffectiveInFuture)
            .with("day", on)
            .with("today", moment.today));
    }
    if let Some(filed) = receive.filed_on.filter(|filed| filed.0 > on) {
        return Err(bad(
            "filedOn",
            filed,
            "不晚于收到之日 / not after the day received",
        ));
    }
    if !receive.applicants.iter().any(named) {
        return Err(missing("applicants"));
    }
    if !receive.respondents.iter().any(known) {
        return Err(missing("respondents"));
    }
    if receive.disputed_act.title.trim().is_empty() {
        return Err(missing("disputedAct.title"));
    }
    if receive
        .requests
        .iter()
        .all(|request| request.trim().is_empty())
    {
        return Err(missing("requests"));
    }
    if receive.form == ReceiptForm::Oral && receive.oral_record_signed != Some(true) {
        return Err(missing("oralRecordSigned"));
    }
    Ok(())
}

/// What the application establishes. One made through the penalising agency was made when that agency received it; one made
/// separately keeps the day of the one that it comes from, unless a later one is given.
///
/// # Law
///
/// ARL 20, 22(4), 32; CPL 85(4).
fn established(
    receive: &Receive,
    on: NaiveDate,
    forwarded: Option<Forwarded>,
    split: Option<(SplitFrom, NaiveDate)>,
) -> Application {
    let arrived = forwarded
        .as_ref()
        .map_or(on, |known| known.agency_received_on);
    let (split_from, first_filed) = split.unzip();
    // The first day that is known.
    let otherwise = first_filed.map_or(arrived, |day| day.min(arrived));
    Application {
        receipt: Receipt {
            received_at: receive.received_at,
            received_on: on,
            filed_on: receive.filed_on.map_or(otherwise, |day| day.0),
            form: receive.form,
            channel: receive.channel,
            forwarded,
        },
        disputed_act: DisputedAct {
            title: receive.disputed_act.title.clone(),
            document_number: receive.disputed_act.document_number.clone(),
            made_on: receive.disputed_act.made_on.map(|day| day.0),
            known_on: receive.disputed_act.known_on.map(|day| day.0),
        },
        requests: receive.requests.clone(),
        mandatory_first: receive.mandatory_first,
        own_departments: Vec::new(),
        split_from,
    }
}

/// Respondents that are departments of the organ's own government, by the numbers that the parties of [`parties`] have.
pub(in crate::planning) fn own_departments(receive: &Receive, numbers: &[PartyNo]) -> Vec<PartyNo> {
    let before = receive.applicants.iter().filter(|input| named(input));
    let respondents = receive.respondents.iter().filter(|input| known(input));
    numbers
        .iter()
        .skip(before.count())
        .zip(respondents)
        .filter(|(_, agency)| agency.own_department)
        .map(|(no, _)| *no)
        .collect()
}

/// The parties that an application names, still without numbers: applicants, respondents, third parties.
pub(in crate::planning) fn parties(receive: &Receive) -> Vec<Party> {
    let applicants = people(&receive.applicants, PartyRole::Applicant);
    let third = people(&receive.third_parties, PartyRole::ThirdParty);
    applicants
        .chain(agencies(&receive.respondents))
        .chain(third)
        .collect()
}

/// Numbers the first parties of a file from 1.
pub(super) fn number(parties: &mut [Party]) {
    for (no, party) in (1..).zip(parties) {
        party.no = no;
    }
}

pub(super) fn named(input: &PersonInput) -> bool {
    !input.name.trim().is_empty()
}

pub(super) fn known(input: &AgencyInput) -> bool {
    !input.name.trim().is_empty()
}

/// Those who are named, as parties with a role.
pub(super) fn people(inputs: &[PersonInput], role: PartyRole) -> impl Iterator<Item = Party> {
    inputs
        .iter()
        .filter(|input| named(input))
        .map(move |input| Party {
            no: 0,
            role,
            name: input.name.clone(),
            address: input.address.clone(),
            phone: input.phone.clone(),
            organ: None,
            left_on: None,
            stayed_out: false,
        })
}

/// Those agencies that are named, as respondents.
pub(super) fn agencies(inputs: &[AgencyInput]) -> impl Iterator<Item = Party> {
    inputs
        .iter()
        .filter(|input| known(input))
        .map(|input| Party {
            no: 0,
            role: PartyRole::Respondent,
            name: input.name.clone(),
            address: None,
            phone: None,
            organ: Some(OrganId(input.organ)),
            left_on: None,
            stayed_out: false,
        })
}
