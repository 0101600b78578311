//! Opening a case: an application is received.

use calendar::Calendar;
use chrono::NaiveDate;

use super::build::{Head, Making, complete, paper, plan_alerts};
use super::terms;
use crate::actor::{Actor, Moment};
use crate::command::{
    AgencyInput, CommandName, Opening, OpeningSubmission, PersonInput, ReceiptForm, Receive,
};
use crate::effect::Effect;
use crate::file::{
    CaseFile, CaseKind, DisputedAct, DocumentNumber, Facts, Forwarded, Party, PartyRole, Receipt,
};
use crate::id::{CaseId, OrganId, PartyNo};
use crate::plan::{Plan, Surroundings};
use crate::refusal::{Refusal, RefusalCode as Code};
use crate::rulebook::{Move, Rulebook};

mod forwarding;

impl Rulebook {
    /// Plans the opening of a case.
    ///
    /// # Law
    ///
    /// ARL 22: written or oral; Regs 20: an oral application is recorded, read back and signed.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] with code, article, and what would work.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a separate fact that planning may rest on"
    )]
    pub fn plan_opening(
        &self,
        calendar: &Calendar,
        id: CaseId,
        organ: OrganId,
        submission: &OpeningSubmission,
        actor: &Actor,
        _around: &Surroundings,
        moment: Moment,
    ) -> Result<Plan, Refusal> {
        let Opening::Reconsideration(receive) = &submission.opening;
        let step = self.moves_of(CommandName::Receive).next();
        let step = step.ok_or_else(|| Refusal::new(Code::WrongStage).with("command", "receive"))?;
        let on = receive.received_at.day();
        allowed(step, actor, organ)?;
        sound(receive, on, moment, submission)
            .and_then(|()| forwarding::sound(receive, on))
            .map_err(|refusal| match refusal.basis {
                Some(_) => refusal,
                None => refusal.because(step.basis.clone()),
            })?;
        let forwarded = forwarding::passed_on(self, calendar, receive)?;
        let facts = facts(receive, on, forwarded);
        let opened = Effect::CaseOpened {
            organ,
            kind: CaseKind::Reconsideration,
            number: DocumentNumber::Slot {
                series: "case".to_owned(),
                year: chrono::Datelike::year(&on),
            },
            definition: self.version.clone(),
            stage: self.first_stage.clone(),
            facts: Box::new(facts.clone()),
        };
        let mut file = CaseFile::blank(id, organ, self.version.clone(), facts);
        file.stage.clone_from(&self.first_stage);
        if let Effect::CaseOpened { number, .. } = &opened {
            file.number = number.clone();
        }
        let mut making = Making::of(&file);
        making.effects.push(opened);
        for party in parties(receive) {
            making.push(Effect::PartyAdded { party });
        }
        for period in &step.starts {
            let term = terms::fresh(calendar, self, &making.file, period, on, None, None)?;
            making.push(Effect::TermSet { term });
        }
        for kind in step.issues.iter().filter_map(|kind| self.papers.get(kind)) {
            let paper = paper(&making, kind, on, None);
            making.push(Effect::PaperIssued { paper });
        }
        let (alerts, silenced) = plan_alerts(self, calendar, &making.effects, moment);
        let head = Head {
            step,
            actor,
            on,
            definition: &self.version,
            from_revision: 0,
            payload: serde_json::to_value(submission).unwrap_or_default(),
            calendar: calendar.version(),
        };
        Ok(complete(head, making, alerts, silenced, moment))
    }
}

fn allowed(step: &Move, actor: &Actor, organ: OrganId) -> Result<(), Refusal> {
    let own = actor.person().is_some_and(|person| person.organ == organ);
    if own && step.decided_by.iter().any(|role| actor.holds(*role)) {
        Ok(())
    } else {
        Err(super::wrong_role(step))
    }
}

fn missing(field: &str) -> Refusal {
    Refusal::new(Code::MissingField).with("field", field)
}

fn bad(field: &str, value: impl ToString, expected: &str) -> Refusal {
    Refusal::new(Code::BadField)
        .with("field", field)
        .with("value", value)
        .with("expected", expected)
}

fn sound(
    receive: &Receive,
    on: NaiveDate,
    moment: Moment,
    submission: &OpeningSubmission,
) -> Result<(), Refusal> {
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
    if receive
        .applicants
        .iter()
        .all(|person| person.name.trim().is_empty())
    {
        return Err(missing("applicants"));
    }
    if receive
        .respondents
        .iter()
        .all(|agency| agency.name.trim().is_empty())
    {
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
    let proven = submission
        .proof
        .as_ref()
        .is_some_and(|proof| !proof.reference.trim().is_empty());
    if on < moment.today && !proven {
        return Err(Refusal::new(Code::ProofMissing).with("day", on));
    }
    Ok(())
}

/// What the application establishes. One made through the penalising agency was made when that agency received it.
///
/// # Law
///
/// ARL 20, 32; CPL 85(4).
fn facts(receive: &Receive, on: NaiveDate, forwarded: Option<Forwarded>) -> Facts {
    let known = forwarded
        .as_ref()
        .map_or(on, |known| known.agency_received_on);
    Facts {
        receipt: Receipt {
            received_at: receive.received_at,
            received_on: on,
            filed_on: receive.filed_on.map_or(known, |day| day.0),
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
        separate_acts: Vec::new(),
        own_departments: own_departments(receive),
        correction: None,
        acceptance: None,
        procedure: crate::file::Procedure::default(),
        people: crate::file::People::default(),
        classes: Vec::new(),
        views: None,
        suspension: None,
        withdrawal: None,
        settlement: None,
        no_reply: Vec::new(),
        evidence: Vec::new(),
        draft: None,
        signature: None,
        outcome: None,
        outcome_entry: None,
        judgments: Vec::new(),
        orders: Vec::new(),
        court_case: None,
        matters: Vec::new(),
        pending: Vec::new(),
        last_request: 0,
    }
}

/// Numbers that the respondents get which are departments of the organ's own government; see [`parties`].
fn own_departments(receive: &Receive) -> Vec<PartyNo> {
    let named = |name: &str| !name.trim().is_empty();
    let applicants = receive.applicants.iter();
    let before = applicants.filter(|person| named(&person.name)).count();
    let respondents = receive.respondents.iter();
    (1..)
        .skip(before)
        .zip(respondents.filter(|agency| named(&agency.name)))
        .filter(|(_, agency)| agency.own_department)
        .map(|(no, _)| no)
        .collect()
}

fn parties(receive: &Receive) -> Vec<Party> {
    let person = |role: PartyRole| {
        move |input: &PersonInput| Party {
            no: 0,
            role,
            name: input.name.clone(),
            address: input.address.clone(),
            phone: input.phone.clone(),
            organ: None,
            left_on: None,
        }
    };
    let agency = |input: &AgencyInput| Party {
        no: 0,
        role: PartyRole::Respondent,
        name: input.name.clone(),
        address: None,
        phone: None,
        organ: Some(OrganId(input.organ)),
        left_on: None,
    };
    let named = |person: &&PersonInput| !person.name.trim().is_empty();
    let applicants = receive
        .applicants
        .iter()
        .filter(named)
        .map(person(PartyRole::Applicant));
    let respondents = receive
        .respondents
        .iter()
        .filter(|input| !input.name.trim().is_empty())
        .map(agency);
    let third = receive
        .third_parties
        .iter()
        .filter(named)
        .map(person(PartyRole::ThirdParty));
    let mut parties: Vec<Party> = applicants.chain(respondents).chain(third).collect();
    for (no, party) in (1..).zip(&mut parties) {
        party.no = no;
    }
    parties
}
