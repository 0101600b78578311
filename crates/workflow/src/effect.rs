//! Effects 效果: what a plan changes. Complete, so that folding them gives the case file again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::command::CaseClass;
use crate::file::{
    Acceptance, Admission, Application, CaseFile, CaseKind, Correction, CourtCase,
    DefinitionVersion, Dispatch, DocumentNumber, Draft, Evidence, Facts, Intervention, Joined,
    Judgment, Material, Matter, Member, Outcome, Paper, Party, PendingRequest, People, Procedure,
    Recusal, RecusalApplication, Report, Service, Settlement, Signature, SlipCorrection,
    SuperiorOrder, Supplement, Suspension, Term, Views, Withdrawal,
};
use crate::id::{CaseId, EntryNo, OrganId, PaperNo, PartyNo, RequestNo, UserId};

mod entry;
mod facts;

pub use entry::Entry;

/// One change to a case file. An entry holds all effects of its command, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "effect")]
pub enum Effect {
    /// The case is opened 收件.
    CaseOpened {
        /// The organ whose office owns the case.
        organ: OrganId,
        /// Kind of case.
        kind: CaseKind,
        /// 案号.
        number: DocumentNumber,
        /// Version of the definitions the case is pinned to.
        definition: DefinitionVersion,
        /// First stage.
        stage: String,
        /// Facts as received.
        facts: Box<Facts>,
    },
    /// The early intervention goes on or ends; the whole of it as it stands afterwards.
    InterventionSet {
        /// The intervention.
        intervention: Box<Intervention>,
    },
    /// The application came 收件: from here on the file is a case of reconsideration, with a number of that series.
    ApplicationReceived {
        /// 案号.
        number: DocumentNumber,
        /// What the application establishes.
        application: Box<Application>,
    },
    /// A party is added.
    PartyAdded {
        /// The party.
        party: Party,
    },
    /// A party changes: it leaves, or its particulars are confirmed; the whole party as it stands afterwards.
    PartySet {
        /// The party.
        party: Party,
    },
    /// Who acts for the parties changes; all of them as it stands afterwards.
    PeopleSet {
        /// Who acts for the parties.
        people: Box<People>,
    },
    /// The case is assigned 分案.
    Assigned {
        /// Officer.
        officer: UserId,
        /// Co-officer.
        co_officer: Option<UserId>,
    },
    /// The proceeding enters a stage.
    StageEntered {
        /// The stage.
        stage: String,
        /// Effective day.
        on: NaiveDate,
    },
    /// The case is closed 结案.
    Closed {
        /// Effective day.
        on: NaiveDate,
    },
    /// A correction is asked for, or its papers came.
    CorrectionSet {
        /// The correction as it stands.
        correction: Correction,
    },
    /// The applicant is asked to apply separately against each act.
    SeparateActsSet {
        /// The acts.
        acts: Vec<String>,
    },
    /// Which respondents are departments of the same government, as they stand afterwards.
    OwnDepartmentsSet {
        /// Their numbers.
        parties: Vec<PartyNo>,
    },
    /// Accepted, by decision or by effect of law; `None` when a reversal takes it back.
    AcceptanceSet {
        /// The acceptance.
        acceptance: Option<Acceptance>,
    },
    /// The procedure is chosen or converted.
    ProcedureSet {
        /// The procedure.
        procedure: Procedure,
    },
    /// The case is classed; the classes as they stand afterwards.
    ClassesSet {
        /// The classes.
        classes: Vec<CaseClass>,
    },
    /// Views heard, or excused.
    ViewsSet {
        /// The views.
        views: Views,
    },
    /// Suspended, or with `None` resumed.
    SuspensionSet {
        /// The suspension.
        suspension: Option<Suspension>,
    },
    /// A withdrawal is recorded or permitted, or with `None` not permitted.
    WithdrawalSet {
        /// The withdrawal.
        withdrawal: Option<Withdrawal>,
    },
    /// A settlement is recorded, or with `None` has come to nothing.
    SettlementSet {
        /// The settlement.
        settlement: Option<Settlement>,
    },
    /// It is confirmed that a respondent gave no reply in time.
    NoReplyConfirmed {
        /// The respondent.
        party: PartyNo,
    },
    /// A confirmation of no reply is taken back: the reply was posted in time.
    NoReplyWithdrawn {
        /// The respondent.
        party: PartyNo,
    },
    /// Evidence, or new reasons, are handed in.
    EvidenceHandedIn {
        /// What came.
        evidence: Evidence,
    },
    /// Papers are handed in after the registration.
    SupplementFiled {
        /// What came.
        supplement: Supplement,
    },
    /// The case was reported to the national platform.
    Reported {
        /// The report.
        report: Report,
    },
    /// The case is heard together with a lead case, or with `None` no longer.
    JoinedSet {
        /// The lead case.
        joined: Option<Joined>,
    },
    /// The cases that are heard together with this one, which leads; all of them as they stand afterwards.
    MembersSet {
        /// The other cases.
        members: Vec<Member>,
    },
    /// The outcome is taken back: the abandonment was not one, a court annulled it, a superior organ ordered otherwise.
    OutcomeWithdrawn,
    /// A draft is submitted, or with `None` returned.
    DraftSet {
        /// The draft.
        draft: Option<Box<Draft>>,
    },
    /// The draft is signed, or with `None` the signature is void.
    SignatureSet {
        /// The signature.
        signature: Option<Signature>,
    },
    /// The case has an outcome.
    OutcomeSet {
        /// The outcome.
        outcome: Outcome,
        /// The entry that records it.
        entry: EntryNo,
    },
    /// The closed case is open again 重新办理.
    Reopened,
    /// A judgment is recorded.
    JudgmentRecorded {
        /// The judgment.
        judgment: Judgment,
    },
    /// An order or decision of a superior organ is recorded.
    OrderRecorded {
        /// The order.
        order: SuperiorOrder,
    },
    /// A suit over the same act is recorded as it stands.
    CourtCaseSet {
        /// The suit.
        court_case: CourtCase,
    },
    /// A request waits for a signature.
    RequestOpened {
        /// The request.
        request: PendingRequest,
    },
    /// A request was granted, returned or fell away.
    RequestSettled {
        /// The request.
        request: RequestNo,
        /// Whether it was carried out.
        granted: bool,
        /// Why it was returned or fell away.
        opinion: Option<String>,
    },
    /// A matter beside the proceeding is opened or changes; the whole matter as it stands afterwards.
    MatterSet {
        /// The matter.
        matter: Box<Matter>,
    },
    /// A material is filed, or changes; the whole material as it stands afterwards. One that is taken out loses with it
    /// what was kept apart of it.
    MaterialSet {
        /// The material.
        material: Box<Material>,
    },
    /// A term starts or changes; the whole term as it stands afterwards.
    TermSet {
        /// The term.
        term: Term,
    },
    /// A paper is issued.
    PaperIssued {
        /// The paper.
        paper: Paper,
    },
    /// A paper is withdrawn by a reversal.
    PaperWithdrawn {
        /// The paper.
        paper: PaperNo,
    },
    /// A paper goes to the successor of a party on whom it was not served.
    PaperReaddressed {
        /// The paper.
        paper: PaperNo,
        /// The party who has left.
        from: PartyNo,
        /// The successor.
        to: PartyNo,
    },
    /// A paper is served on a party.
    PaperServed {
        /// The paper.
        paper: PaperNo,
        /// The service.
        service: Service,
    },
    /// A service is taken back: what was entered as served came back.
    ServiceReversed {
        /// The paper.
        paper: PaperNo,
        /// The party, on whom it is to be served again.
        party: PartyNo,
    },
    /// A paper was sent to a party, or came back; the whole dispatch as it stands afterwards.
    DispatchSet {
        /// The paper.
        paper: PaperNo,
        /// The dispatch.
        dispatch: Dispatch,
    },
    /// Slips of the pen in a paper are corrected; the paper stays as it was issued.
    PaperCorrected {
        /// The paper.
        paper: PaperNo,
        /// The correction.
        correction: SlipCorrection,
    },
    /// Somebody is let into the case 准予参与; what the same person was let in for in that capacity gives way.
    Admitted {
        /// Who, as what, what for and until when.
        admission: Admission,
    },
    /// The case is closed again to somebody who was let in.
    AdmissionEnded {
        /// Who.
        user: UserId,
        /// Effective day.
        on: NaiveDate,
    },
    /// A party asks for the recusal of an official 申请回避.
    RecusalAsked {
        /// The application.
        application: RecusalApplication,
    },
    /// An application for recusal is refused 驳回回避申请.
    RecusalRefused {
        /// The application, by number.
        application: u32,
    },
    /// Somebody is recused 回避: has the case no more, and what was asked about them is granted.
    Recused {
        /// The recusal.
        recusal: Recusal,
    },
    /// Content kept apart from the log; the entry holds its salted digest only.
    ContentProtected {
        /// What it is, such as `handover_note`, `deliberation`, `minutes`, `committee_opinion`.
        label: String,
        /// Salted SHA-256 of the content, filled in when the plan is recorded.
        digest: String,
    },
}

impl CaseFile {
    /// An empty file, before its first effect.
    #[must_use]
    pub fn blank(id: CaseId, organ: OrganId, definition: DefinitionVersion, facts: Facts) -> Self {
        Self {
            id,
            organ,
            kind: CaseKind::Reconsideration,
            number: DocumentNumber::Slot {
                series: String::new(),
                year: 0,
            },
            definition,
            revision: 0,
            stage: String::new(),
            stage_since: facts.came_on(),
            closed_on: None,
            officer: None,
            co_officer: None,
            facts,
            parties: Vec::new(),
            terms: Vec::new(),
            papers: Vec::new(),
        }
    }

    /// Opens a file from the effects of its first entry.
    ///
    /// Returns `None` where the first effect is not [`Effect::CaseOpened`].
    #[must_use]
    pub fn open(id: CaseId, effects: &[Effect]) -> Option<Self> {
        let (
            Effect::CaseOpened {
                organ,
                kind,
                number,
                definition,
                stage,
                facts,
            },
            rest,
        ) = effects.split_first()?
        else {
            return None;
        };
        let mut file = Self::blank(id, *organ, definition.clone(), (**facts).clone());
        file.kind = *kind;
        file.number = number.clone();
        file.stage.clone_from(stage);
        for effect in rest {
            file.apply(effect);
        }
        file.revision = 1;
        Some(file)
    }

    /// Carries out one effect. The revision is counted by whoever folds whole entries.
    pub fn apply(&mut self, effect: &Effect) {
        match effect {
            Effect::CaseOpened { .. } | Effect::ContentProtected { .. } => {}
            Effect::ApplicationReceived {
                number,
                application,
            } => self.applied_for(number, application),
            Effect::PartyAdded { party } => self.parties.push(party.clone()),
            Effect::PartySet { party } => {
                let mut party = party.clone();
                party.stayed_out |= party.left_on.is_some() && self.is_being_applied_for();
                replace(&mut self.parties, &party, |a, b| a.no == b.no);
            }
            Effect::PaperReaddressed { paper, from, to } => self.on_paper(*paper, |found| {
                for no in found.addressees.iter_mut().filter(|no| *no == from) {
                    *no = *to;
                }
            }),
            Effect::Assigned {
                officer,
                co_officer,
            } => {
                self.officer = Some(*officer);
                self.co_officer = *co_officer;
            }
            Effect::StageEntered { stage, on } => {
                self.stage.clone_from(stage);
                self.stage_since = *on;
            }
            Effect::Closed { on } => self.closed_on = Some(*on),
            Effect::Reopened => self.closed_on = None,
            Effect::TermSet { term } => replace(&mut self.terms, term, |a, b| a.no == b.no),
            Effect::PaperIssued { paper } => self.papers.push(paper.clone()),
            Effect::PaperWithdrawn { paper } => {
                self.on_paper(*paper, |found| found.withdrawn = true)
            }
            Effect::PaperServed { paper, service } => self.on_paper(*paper, |found| {
                replace(&mut found.services, service, |a, b| a.party == b.party);
            }),
            Effect::ServiceReversed { paper, party } => self.on_paper(*paper, |found| {
                found.services.retain(|known| known.party != *party);
            }),
            Effect::DispatchSet { paper, dispatch } => self.on_paper(*paper, |found| {
                replace(&mut found.dispatches, dispatch, |a, b| a.no == b.no);
            }),
            Effect::PaperCorrected { paper, correction } => self.on_paper(*paper, |found| {
                found.corrections.push(correction.clone());
            }),
            Effect::Recused { recusal } => {
                self.recuse(recusal.user);
                self.facts.apply(effect);
            }
            _ => self.facts.apply(effect),
        }
    }

    fn on_paper(&mut self, no: PaperNo, change: impl FnOnce(&mut Paper)) {
        if let Some(found) = self.papers.iter_mut().find(|known| known.no == no) {
            change(found);
        }
    }

    /// The intervention keeps the number that the file had so far.
    fn applied_for(&mut self, number: &DocumentNumber, application: &Application) {
        let before = std::mem::replace(&mut self.number, number.clone());
        self.kind = CaseKind::Reconsideration;
        if let Some(intervention) = &mut self.facts.intervention {
            intervention.number = Some(before);
        }
        let application = application.clone();
        self.facts.receipt = Some(application.receipt);
        self.facts.disputed_act = application.disputed_act;
        self.facts.requests = application.requests;
        self.facts.mandatory_first = application.mandatory_first;
        self.facts.own_departments = application.own_departments;
        self.facts.split_from = application.split_from;
    }
}

fn replace<T: Clone>(list: &mut Vec<T>, value: &T, same: impl Fn(&T, &T) -> bool) {
    match list.iter_mut().find(|known| same(known, value)) {
        Some(known) => *known = value.clone(),
        None => list.push(value.clone()),
    }
}
