//! Random offices: people of several organs with random roles, cases with random parties, officers and papers.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use uuid::Uuid;
use workflow::actor::{Actor, Person, Role};
use workflow::command::{
    Capacity, Command, ReconsiderationCommand, RefusalGround, Resume, Submission,
};
use workflow::effect::Effect;
use workflow::file::{
    CaseFile, CaseKind, DocumentNumber, Outcome, PartyRole, PendingRequest, Suspension, Term,
    TermState,
};
use workflow::id::{CaseId, OrganId, UserId};
use workflow::plan::{Plan, ProtectedContent};

use super::super::life::{Life, at, day, definition, facts, id, office_entry, paper, party, term};
use crate::Store;
use crate::office::{OfficeEffect, Organ, OrganKind, User};
use crate::outbox::{DueAlert, NewDelivery, Recipient};

mod participation;

/// Offices that have cases.
pub(super) const OFFICES: usize = 3;
/// Agencies that may be respondents.
const AGENCIES: usize = 3;

pub(super) const STAGES: [&str; 4] = ["received", "awaiting_reply", "in_trial", "closed"];
pub(super) const NAMES: [&str; 4] = ["赵某", "Acme_公司", "钱某", "孙%某"];

const PAPERS: [&str; 4] = [
    "reply_notice",
    "reply_notice",
    "hearing_notice",
    "suspension_notice",
];

/// Periods that everybody sees, the party concerned, those who advise, and the office alone.
const PERIODS: [&str; 6] = [
    "accept_review",
    "reply_ordinary",
    "consultation_cut_off",
    "opinion_feedback",
    "perform_ordered",
    "copy_to_superior",
];

const ROLES: [Role; 12] = [
    Role::Registrar,
    Role::Officer,
    Role::CoOfficer,
    Role::InstitutionHead,
    Role::OrganHead,
    Role::RespondentClerk,
    Role::Supervisor,
    Role::CommitteeMember,
    Role::CommitteeSecretary,
    Role::Mediator,
    Role::LegalAdviser,
    Role::StreetOffice,
];

const STATES: [TermState; 8] = [
    TermState::Running,
    TermState::Paused,
    TermState::Overdue,
    TermState::LapsedUnverified,
    TermState::Met,
    TermState::MetLate,
    TermState::Lapsed,
    TermState::Cancelled,
];

/// Everybody and everything there is.
#[derive(Debug, Clone)]
pub(super) struct Graph {
    pub(super) people: Vec<Somebody>,
    cases: Vec<Case>,
}

/// A user.
#[derive(Debug, Clone)]
pub(super) struct Somebody {
    office: usize,
    roles: Vec<Role>,
    agency: Option<usize>,
    /// For whom it stands in, where that can be, and whether by an instrument.
    absent: Option<(usize, bool)>,
}

/// A case. People are meant by their place among all people, of whatever office.
#[derive(Debug, Clone)]
struct Case {
    office: usize,
    parties: Vec<(PartyRole, &'static str, Option<usize>)>,
    officers: (Option<usize>, Option<usize>),
    stage: &'static str,
    received: u32,
    papers: Vec<(&'static str, Vec<u32>, bool)>,
    terms: Vec<(TermState, Option<u32>, u32)>,
    pending: u32,
    /// Suspended; decided; content kept apart.
    marks: (bool, bool, bool),
    /// To whom letters went.
    letters: Vec<usize>,
    /// Who was let in, as what, until when, and whether it was ended before.
    admitted: Vec<(usize, Capacity, u32, bool)>,
    /// Who is recused.
    recused: Vec<usize>,
}

fn somebody() -> impl Strategy<Value = Somebody> {
    // Clerks of agencies, and those who are let into a case, see least evenly: a good part of the people.
    let guests = vec![
        Role::CommitteeMember,
        Role::Mediator,
        Role::LegalAdviser,
        Role::StreetOffice,
    ];
    let roles = prop_oneof![
        2 => subsequence(guests, 1..=3),
        3 => subsequence(ROLES.to_vec(), 0..=2),
        1 => subsequence(ROLES.to_vec(), 0..=ROLES.len()),
        3 => Just(vec![Role::RespondentClerk]),
    ];
    let agency = option::weighted(0.8, 0..AGENCIES);
    let administrator = option::weighted(0.1, select(Role::ADMINISTRATORS.to_vec()));
    let absent = option::weighted(0.5, (0..99_usize, any::<bool>()));
    let all = (0..OFFICES, roles, administrator, agency, absent);
    all.prop_map(|(office, mut roles, alone, agency, absent)| {
        // What the door refuses; sight must bear it none the less.
        roles.extend(alone);
        Somebody {
            office,
            roles,
            agency,
            absent,
        }
    })
}

/// Few officers, so that each has cases, in offices of others too.
fn officer() -> impl Strategy<Value = Option<usize>> {
    option::weighted(0.9, prop_oneof![3 => 0..3_usize, 1 => 0..99_usize])
}

fn case() -> impl Strategy<Value = Case> {
    let role = select(vec![
        PartyRole::Applicant,
        PartyRole::Respondent,
        PartyRole::Respondent,
        PartyRole::ThirdParty,
        PartyRole::OtherOrgan,
    ]);
    let agency = option::weighted(0.7, 0..AGENCIES);
    let parties = vec((role, select(NAMES.to_vec()), agency), 1..=4);
    let numbers = subsequence(vec![1, 2, 3, 4], 1..=3);
    let kinds = select(PAPERS.to_vec());
    let papers = vec((kinds, numbers, prop::bool::weighted(0.3)), 0..=3);
    // Few days, so that pages end between terms of one day.
    let terms = vec(
        (select(STATES.to_vec()), option::of(1..=4_u32), 11..=14_u32),
        0..=4,
    );
    (
        (0..OFFICES, parties, officer(), officer()),
        (select(STAGES.to_vec()), 1..=9_u32, papers, terms),
        (
            0..=2_u32,
            any::<(bool, bool, bool)>(),
            vec(0..99_usize, 0..=3),
        ),
        (
            vec(
                (
                    0..99_usize,
                    select(Capacity::ALL.to_vec()),
                    18..=22_u32,
                    prop::bool::weighted(0.2),
                ),
                0..=3,
            ),
            vec(0..99_usize, 0..=2),
        ),
    )
        .prop_map(
            |((office, parties, lead, second), (stage, received, papers, terms), rest, people)| {
                Case {
                    office,
                    parties,
                    officers: (lead, second),
                    stage,
                    received,
                    papers,
                    terms,
                    pending: rest.0,
                    marks: rest.1,
                    letters: rest.2,
                    admitted: people.0,
                    recused: people.1,
                }
            },
        )
}

/// Offices with so many people and cases.
pub(super) fn graph(
    people: RangeInclusive<usize>,
    cases: RangeInclusive<usize>,
) -> impl Strategy<Value = Graph> {
    let graph = (vec(somebody(), people), vec(case(), cases));
    graph.prop_map(|(people, cases)| Graph { people, cases })
}

/// Every third file is an early intervention.
fn kind(no: u32) -> CaseKind {
    if no.is_multiple_of(3) {
        CaseKind::Intervention
    } else {
        CaseKind::Reconsideration
    }
}

pub(super) fn office(no: usize) -> OrganId {
    OrganId(id(1 + no as u128))
}

pub(super) fn agencies() -> impl Iterator<Item = OrganId> {
    (0..AGENCIES).map(agency)
}

fn agency(no: usize) -> OrganId {
    OrganId(id(11 + no as u128))
}

fn user(no: usize) -> UserId {
    UserId(id(100 + no as u128))
}

impl Graph {
    /// A user by its place, counted round.
    fn meant(&self, no: usize) -> UserId {
        user(no % self.people.len())
    }

    /// Everybody, as a session would make them, with their ids.
    pub(super) fn actors(&self) -> impl Iterator<Item = (UserId, Actor)> + '_ {
        self.people.iter().enumerate().map(|(no, somebody)| {
            let person = Person {
                user: user(no),
                organ: office(somebody.office),
                name: format!("u{no}"),
                roles: somebody.roles.iter().copied().collect(),
                agency: somebody.agency.map(agency),
                on: day(20),
                stands_for: self.absent(somebody).into_iter().collect(),
            };
            (user(no), Actor::Person(person))
        })
    }

    /// Writes it all down; gives the files of the cases.
    pub(super) async fn written(&self, store: &Store) -> Vec<CaseFile> {
        let tx = store.begin().await.unwrap();
        for (organ, effect) in self.office_effects() {
            tx.record_office(&office_entry(organ, vec![effect]))
                .await
                .unwrap();
        }
        let cases = (0..).zip(&self.cases);
        let plans: Vec<Plan> = cases.map(|(no, case)| self.plan(no, case)).collect();
        tx.record_many(&plans).await.unwrap();
        let letters: Vec<_> = plans
            .iter()
            .zip(&self.cases)
            .map(|(plan, case)| (alert(&plan.after), self.letters(case)))
            .collect();
        tx.queue(&letters, at(3)).await.unwrap();
        tx.commit().await.unwrap();
        plans.into_iter().map(|plan| plan.after).collect()
    }

    fn office_effects(&self) -> Vec<(OrganId, OfficeEffect)> {
        let offices = (0..OFFICES).map(|no| (office(no), OrganKind::Reconsideration));
        let agencies = agencies().map(|organ| (organ, OrganKind::Agency));
        let organs = offices.chain(agencies).map(|(id, kind)| {
            let organ = Organ {
                id,
                name: id.to_string(),
                short_name: "府".to_owned(),
                kind,
                number_forms: BTreeMap::new(),
            };
            (id, OfficeEffect::OrganAdded(organ))
        });
        let users = self.people.iter().enumerate().map(|(no, somebody)| {
            let added = User {
                id: user(no),
                organ: office(somebody.office),
                login: format!("u{no}"),
                name: format!("u{no}"),
                email: None,
                roles: somebody.roles.iter().copied().collect(),
                agency: somebody.agency.map(agency),
                language: "zh".to_owned(),
                active: true,
                service: false,
            };
            (added.organ, OfficeEffect::UserAdded(added))
        });
        organs.chain(users).collect()
    }

    /// The opening of a case, with everything that is to be in it.
    fn plan(&self, no: u32, case: &Case) -> Plan {
        let mut life = Life::new(1_000 + u128::from(no));
        let mut facts = facts();
        if let Some(receipt) = &mut facts.receipt {
            receipt.received_on = day(case.received);
        }
        // Two offices may well have the same number; one office never has.
        let before = self.cases.iter().take(no as usize);
        let serial = before.filter(|known| known.office == case.office).count() + 1;
        let number = DocumentNumber::Drawn {
            series: "case".to_owned(),
            year: 2026,
            serial: u32::try_from(serial).unwrap(),
            text: format!("府复〔2026〕{serial}号"),
        };
        let mut effects = vec![Effect::CaseOpened {
            organ: office(case.office),
            kind: kind(no),
            number,
            definition: definition(),
            stage: case.stage.to_owned(),
            facts: Box::new(facts),
        }];
        let parties = (1..).zip(&case.parties).map(|(no, (role, name, organ))| {
            let party = party(no, *role, name, organ.map(agency));
            Effect::PartyAdded { party }
        });
        effects.extend(parties);
        if let (Some(lead), second) = case.officers {
            effects.push(Effect::Assigned {
                officer: self.meant(lead),
                co_officer: second.map(|no| self.meant(no)),
            });
        }
        for (no, (kind, addressees, withdrawn)) in (1..).zip(&case.papers) {
            let paper = paper(no, kind, None, addressees.clone());
            effects.push(Effect::PaperIssued { paper });
            if *withdrawn {
                effects.push(Effect::PaperWithdrawn { paper: no });
            }
        }
        for (no, (state, party, due)) in (1..).zip(&case.terms) {
            let term = Term {
                period: PERIODS[(no + due) as usize % PERIODS.len()].to_owned(),
                state: *state,
                party: *party,
                ..term(no, 1, day(*due))
            };
            effects.push(Effect::TermSet { term });
        }
        effects.extend(self.participation(case));
        effects.extend(self.marks(case));
        let mut plan = life.plan("receive", effects);
        if case.marks.2 {
            plan.protected = vec![ProtectedContent {
                label: "minutes".to_owned(),
                content: "合议笔录".to_owned(),
            }];
        }
        plan
    }

    fn marks(&self, case: &Case) -> Vec<Effect> {
        let mut effects = Vec::new();
        for no in 1..=case.pending {
            effects.push(Effect::RequestOpened {
                request: PendingRequest {
                    no,
                    by: self.meant(0),
                    at: at(3),
                    submission: Box::new(submission()),
                    digest: String::new(),
                },
            });
        }
        if case.marks.0 {
            let suspension = Some(Suspension {
                ground: "force_majeure".to_owned(),
                since: day(3),
                reference: None,
                until: None,
                prolonged: false,
            });
            effects.push(Effect::SuspensionSet { suspension });
        }
        if case.marks.1 {
            let (on, ground) = (day(5), RefusalGround::ALL[0]);
            let outcome = Outcome::NotAccepted { on, ground };
            effects.push(Effect::OutcomeSet { outcome, entry: 2 });
        }
        if case.stage == "closed" {
            effects.push(Effect::Closed { on: day(9) });
        }
        if case.marks.2 {
            effects.push(Effect::ContentProtected {
                label: "minutes".to_owned(),
                digest: String::new(),
            });
        }
        effects
    }

    fn letters(&self, case: &Case) -> Vec<NewDelivery> {
        let readers: BTreeSet<UserId> = case.letters.iter().map(|no| self.meant(*no)).collect();
        let letter = |user: UserId| NewDelivery {
            recipient: Recipient {
                user,
                email: "a@fuyi.test".to_owned(),
                language: "zh".to_owned(),
                role: Role::Officer,
                stand_in: false,
                absent: None,
            },
            message_id: Uuid::nil().to_string(),
            subject: "提醒".to_owned(),
            message: String::new(),
            refused: None,
        };
        readers.into_iter().map(letter).collect()
    }
}

fn submission() -> Submission {
    let resume = Resume {
        reason: "台风已过".to_owned(),
    };
    Submission {
        command: Command::Reconsideration(ReconsiderationCommand::Resume(resume)),
        effective_on: None,
        proof: None,
    }
}

/// The alert of which letters speak.
fn alert(file: &CaseFile) -> DueAlert {
    DueAlert {
        organ: file.organ,
        case: file.id,
        case_number: String::new(),
        term: 1,
        term_version: 1,
        rung: 0,
        role: Role::Officer,
        at: at(3),
        due: day(9),
        late: false,
        period: "accept_review".to_owned(),
        term_state: TermState::Running,
        started_on: day(2),
        provisional: false,
        officer: None,
        co_officer: None,
        agency: None,
    }
}

/// The case that a graph writes down at a place.
pub(super) fn case_at(no: u128) -> CaseId {
    CaseId(id(1_000 + no))
}
