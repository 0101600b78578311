//! A case in memory, its people and its days.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Calendar;
use chrono::NaiveDate;
use uuid::Uuid;

use crate::actor::{Actor, Moment, Person, Role};
use crate::command::{
    AgencyInput, Channel, Command, DisputedActInput, Opening, OpeningSubmission, PersonInput,
    ProofInput, ReceiptForm, Receive, ReconsiderationCommand, Submission,
};
use crate::file::{CaseFile, DisputedAct, TermState};
use crate::id::{CaseId, OrganId, UserId};
use crate::plan::{KnownAgency, KnownCase, Plan, Surroundings};
use crate::refusal::{Refusal, RefusalCode};
use crate::rulebook::Rulebook;
use crate::scalar::{Date, Instant, shanghai_instant};

pub(super) const ORGAN: OrganId = OrganId(Uuid::from_u128(1));
pub(super) const AGENCY: OrganId = OrganId(Uuid::from_u128(2));

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn user(role: Role) -> UserId {
    UserId(Uuid::from_u128(100 + role as u128))
}

pub(super) fn person(role: Role) -> Actor {
    if role == Role::System {
        return Actor::System;
    }
    Actor::Person(Person {
        user: user(role),
        organ: ORGAN,
        name: role.label().0.to_owned(),
        roles: BTreeSet::from([role]),
        agency: (role == Role::RespondentClerk).then_some(AGENCY),
        on: day("2026-03-02"),
        stands_for: Vec::new(),
    })
}

pub(super) fn around() -> Surroundings {
    let people: BTreeMap<UserId, BTreeSet<Role>> = Role::ALL
        .into_iter()
        .map(|role| (user(role), BTreeSet::from([role])))
        .collect();
    let twin = KnownCase {
        id: CaseId(Uuid::from_u128(8)),
        stage: "in_trial".to_owned(),
        stage_since: day("2026-01-05"),
        applied: vec!["申请人甲".to_owned()],
        applicants: vec!["申请人甲".to_owned()],
        respondents: vec![KnownAgency {
            organ: Some(AGENCY),
            name: "某局".to_owned(),
        }],
        disputed_act: DisputedAct {
            title: "行政处罚决定".to_owned(),
            ..DisputedAct::default()
        },
        filed_on: Some(day("2026-01-05")),
        outcome: None,
        separate_acts: Vec::new(),
        joined: false,
        members: Vec::new(),
        applicant_numbers: vec![1],
        officers: Vec::new(),
        recused: Vec::new(),
        sessions: Vec::new(),
    };
    let file = crate::file::MaterialFile {
        file: uuid::Uuid::nil(),
        file_name: "材料.pdf".to_owned(),
        media_type: crate::media::MediaType::Pdf,
        size: 1,
        sha256: "0".repeat(64),
    };
    Surroundings {
        people,
        cases: BTreeMap::from([("另案".to_owned(), twin)]),
        uploads: BTreeMap::from([(file.file, file)]),
    }
}

pub(super) fn moment(on: NaiveDate) -> Moment {
    Moment::at(shanghai_instant(on, 10, 0))
}

pub(super) fn receive(on: NaiveDate) -> Receive {
    let person = |name: &str| PersonInput {
        name: name.to_owned(),
        address: None,
        phone: None,
    };
    Receive {
        received_at: Instant::new(shanghai_instant(on, 9, 30)),
        filed_on: None,
        form: ReceiptForm::Written,
        channel: Channel::Counter,
        forwarded: None,
        split_from: None,
        oral_record_signed: None,
        applicants: vec![person("申请人甲")],
        respondents: vec![AgencyInput {
            organ: AGENCY.0,
            name: "某局".to_owned(),
            own_department: false,
        }],
        third_parties: Vec::new(),
        disputed_act: DisputedActInput {
            title: "行政处罚决定".to_owned(),
            document_number: None,
            made_on: None,
            known_on: None,
        },
        requests: vec!["撤销".to_owned()],
        mandatory_first: false,
    }
}

/// What an officer is told is Chinese, but for names that everybody writes in letters.
pub(super) fn said_in_chinese(refusal: &Refusal) {
    let message = crate::messages::render(refusal, crate::messages::Lang::Zh);
    let foreign = crate::messages::latin(&message);
    assert_eq!(foreign, None, "{message} {refusal:?}");
    assert!(!message.contains("该项内容"), "{message} {refusal:?}");
}

/// A case, and the plans that made it.
pub(super) struct Life {
    pub(super) file: CaseFile,
    pub(super) plans: Vec<Plan>,
    pub(super) today: NaiveDate,
}

impl Life {
    pub(super) fn begin(on: &str) -> Self {
        Self::opened(on, Opening::Reconsideration(receive(day(on))))
    }

    /// A case of so many applicants, numbered from 1; the respondent comes after them.
    pub(super) fn with_applicants(on: &str, count: usize) -> Self {
        let mut application = receive(day(on));
        let first = application.applicants[0].clone();
        application.applicants = vec![first; count];
        Self::opened(on, Opening::Reconsideration(application))
    }

    pub(super) fn opened(on: &str, opening: Opening) -> Self {
        let today = day(on);
        let opening = OpeningSubmission {
            opening,
            proof: None,
        };
        let plan = Rulebook::embedded()
            .plan_opening(
                Calendar::embedded(),
                CaseId(Uuid::from_u128(9)),
                ORGAN,
                &opening,
                &person(Role::Registrar),
                &around(),
                moment(today),
            )
            .unwrap();
        let sound = Rulebook::embedded().sound(None, &plan, &person(Role::Registrar));
        assert_eq!(sound, Ok(()));
        Self {
            file: plan.after.clone(),
            plans: vec![plan],
            today,
        }
    }

    /// Goes to a day; every term that is over by then is recorded first.
    pub(super) fn go(&mut self, on: &str) -> &mut Self {
        self.today = day(on);
        loop {
            let over = self.file.terms.iter().find(|term| {
                term.state == TermState::Running && term.due < self.today && !term.provisional
            });
            let Some(no) = over.map(|term| term.no) else {
                return self;
            };
            let lapse = crate::command::RecordLapse { term: no };
            self.give(Role::System, ReconsiderationCommand::RecordLapse(lapse));
        }
    }

    pub(super) fn attempt(
        &self,
        role: Role,
        command: ReconsiderationCommand,
        effective_on: Option<NaiveDate>,
        proof: Option<ProofInput>,
    ) -> Result<Plan, Refusal> {
        let submission = Submission {
            command: Command::Reconsideration(command),
            effective_on: effective_on.map(Date),
            proof,
        };
        let plan = Rulebook::embedded().plan(
            Calendar::embedded(),
            &self.file,
            &submission,
            &person(role),
            &around(),
            moment(self.today),
        );
        plan.inspect_err(said_in_chinese)
    }

    pub(super) fn give(&mut self, role: Role, command: ReconsiderationCommand) -> &mut Self {
        let plan = self.attempt(role, command, None, None).unwrap();
        let sound = Rulebook::embedded().sound(Some(&self.file), &plan, &person(role));
        assert_eq!(sound, Ok(()));
        self.take(plan)
    }

    pub(super) fn take(&mut self, plan: Plan) -> &mut Self {
        self.file = plan.after.clone();
        self.plans.push(plan);
        self
    }

    pub(super) fn refused(&self, role: Role, command: ReconsiderationCommand) -> RefusalCode {
        self.attempt(role, command, None, None).unwrap_err().code
    }

    /// The file that the recorded effects give when folded anew.
    pub(super) fn folded(&self) -> CaseFile {
        let (first, rest) = self.plans.split_first().unwrap();
        let mut file = CaseFile::open(first.case, &first.entry.effects).unwrap();
        for plan in rest {
            for effect in &plan.entry.effects {
                file.apply(effect);
            }
            file.revision = plan.entry.no;
        }
        file
    }

    pub(super) fn due(&self, period: &str) -> String {
        self.file
            .terms
            .iter()
            .rev()
            .find(|term| term.period == period)
            .unwrap()
            .due
            .to_string()
    }
}
