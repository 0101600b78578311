//! Plans made by hand: a case from its opening on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use uuid::Uuid;
use workflow::actor::{Actor, Person, Role};
use workflow::command::{Channel, ReceiptForm, ServiceMethod};
use workflow::effect::{Effect, Entry};
use workflow::file::{
    CaseFile, CaseKind, DefinitionVersion, DisputedAct, DocumentNumber, Facts, Paper, Party,
    PartyRole, Receipt, Service, Term, TermPause, TermState,
};
use workflow::id::{CaseId, OrganId, UserId};
use workflow::plan::{Plan, PlannedAlert, ProtectedContent};
use workflow::scalar::Instant;

use crate::office::{OfficeEffect, OfficeEntry, Organ, OrganKind, User};
use crate::{Store, StoreError, WriteTx};

/// A made-up id.
pub(super) fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(super) fn organ() -> OrganId {
    OrganId(id(1))
}

pub(super) fn other_organ() -> OrganId {
    OrganId(id(2))
}

pub(super) fn agency() -> OrganId {
    OrganId(id(3))
}

pub(super) fn officer() -> UserId {
    UserId(id(11))
}

pub(super) fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, n).unwrap()
}

/// An instant with more digits than the databases keep.
pub(super) fn at(n: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, n, 1, 2, 3).unwrap() + chrono::Duration::nanoseconds(123_456_789)
}

pub(super) fn actor(
    organ: OrganId,
    user: UserId,
    roles: &[Role],
    agency: Option<OrganId>,
) -> Actor {
    Actor::Person(Person {
        user,
        organ,
        name: "林一".to_owned(),
        roles: roles.iter().copied().collect(),
        agency,
        on: day(20),
        stands_for: Vec::new(),
    })
}

pub(super) fn head() -> Actor {
    actor(organ(), UserId(id(19)), &[Role::InstitutionHead], None)
}

pub(super) fn clerk() -> Actor {
    actor(
        organ(),
        UserId(id(18)),
        &[Role::RespondentClerk],
        Some(agency()),
    )
}

/// Two reconsideration organs, an agency, an officer.
pub(super) async fn found_office(store: &Store) {
    let tx = store.begin().await.unwrap();
    for (id, name, kind) in [
        (organ(), "深坪府", OrganKind::Reconsideration),
        (other_organ(), "青岚府", OrganKind::Reconsideration),
        (agency(), "深坪市监", OrganKind::Agency),
    ] {
        let added = OfficeEffect::OrganAdded(Organ {
            id,
            name: format!("{name}（全称）"),
            short_name: name.to_owned(),
            kind,
            number_forms: BTreeMap::new(),
        });
        tx.record_office(&office_entry(id, vec![added]))
            .await
            .unwrap();
    }
    let added = OfficeEffect::UserAdded(user(officer(), "lin"));
    tx.record_office(&office_entry(organ(), vec![added]))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

pub(super) fn user(id: UserId, login: &str) -> User {
    User {
        id,
        organ: organ(),
        login: login.to_owned(),
        name: "林一".to_owned(),
        email: Some(format!("{login}@shenping.example")),
        roles: BTreeSet::from([Role::Officer, Role::CoOfficer]),
        agency: None,
        language: "zh".to_owned(),
        active: true,
        service: false,
    }
}

pub(super) fn office_entry(organ: OrganId, effects: Vec<OfficeEffect>) -> OfficeEntry {
    OfficeEntry {
        organ,
        no: 0,
        command: "change".to_owned(),
        payload: serde_json::json!({"z": 1, "a": [{"y": 2, "b": 3}]}),
        effects,
        recorded_at: at(1),
        actor: None,
        actor_name: "系统".to_owned(),
    }
}

/// A case and its life so far.
pub(super) struct Life {
    pub(super) id: CaseId,
    pub(super) file: Option<CaseFile>,
}

impl Life {
    pub(super) fn new(n: u128) -> Self {
        Self {
            id: CaseId(id(n)),
            file: None,
        }
    }

    pub(super) fn file(&self) -> &CaseFile {
        self.file.as_ref().unwrap()
    }

    /// A plan with these effects, as planning would make it.
    pub(super) fn plan(&mut self, command: &str, effects: Vec<Effect>) -> Plan {
        let no = self.file.as_ref().map_or(0, |file| file.revision) + 1;
        let entry = Entry {
            no,
            command: command.to_owned(),
            move_id: command.to_owned(),
            payload: serde_json::json!({"b": 1.50, "a": {"d": "乙", "c": null}}),
            effects,
            effective_on: day(2),
            recorded_at: at(2),
            actor: Some(officer()),
            actor_name: "林一".to_owned(),
            definition: definition(),
            on_behalf: None,
            calendar: "2026".to_owned(),
            reverses: Vec::new(),
        };
        let blank = CaseFile::blank(self.id, organ(), definition(), facts());
        let mut plan = Plan {
            case: self.id,
            from_revision: no - 1,
            entry,
            after: blank,
            alerts: Vec::new(),
            silenced: Vec::new(),
            protected: Vec::new(),
            basis: "ARL 22".to_owned(),
            is_request: false,
        };
        plan.refold(self.file.as_ref());
        self.file = Some(plan.after.clone());
        plan
    }

    /// Opens the case in an organ, with a number that nobody else has.
    pub(super) fn open(&mut self, organ: OrganId, number: DocumentNumber) -> Plan {
        let mut effects = vec![Effect::CaseOpened {
            organ,
            kind: CaseKind::Reconsideration,
            number,
            definition: definition(),
            stage: "received".to_owned(),
            facts: Box::new(facts()),
        }];
        effects.extend(
            [
                party(1, PartyRole::Applicant, "赵某", None),
                party(
                    2,
                    PartyRole::Respondent,
                    "深坪区市场监督管理局",
                    Some(agency()),
                ),
                party(3, PartyRole::ThirdParty, "某公司", None),
            ]
            .map(|party| Effect::PartyAdded { party }),
        );
        effects.push(Effect::Assigned {
            officer: officer(),
            co_officer: None,
        });
        effects.push(Effect::TermSet {
            term: term(1, 1, day(9)),
        });
        effects.push(Effect::PaperIssued {
            paper: paper(1, "receipt", None, vec![1]),
        });
        let mut plan = self.plan("receive", effects);
        plan.alerts = vec![alert(1, 1)];
        plan
    }

    /// A rich middle: new and changed terms, papers, services out of order, a pause, content kept apart.
    pub(super) fn rich(&mut self, terms: u32) -> Plan {
        let no = self.file().papers.len() as u32 + 1;
        let number = DocumentNumber::Drawn {
            series: format!("reply_notice/{}", self.id),
            year: 2026,
            serial: no - 1,
            text: format!("复答〔2026〕{}-{no}号", self.id),
        };
        let mut effects = vec![
            Effect::StageEntered {
                stage: "awaiting_reply".to_owned(),
                on: day(3),
            },
            Effect::PaperIssued {
                paper: paper(no, "reply_notice", Some(number), vec![2, 1]),
            },
            Effect::PaperServed {
                paper: 1,
                service: service(2, "甲"),
            },
            Effect::PaperServed {
                paper: 1,
                service: service(1, "乙"),
            },
            Effect::PaperServed {
                paper: 1,
                service: service(2, "丙"),
            },
            Effect::PaperWithdrawn { paper: 1 },
            Effect::ContentProtected {
                label: "minutes".to_owned(),
                digest: String::new(),
            },
        ];
        let mut first = self.file().term(1).unwrap().clone();
        first.version += 1;
        first.state = TermState::Paused;
        first.pauses.push(TermPause {
            from: day(3),
            to: None,
            kind: "suspension".to_owned(),
            matter: None,
        });
        effects.push(Effect::TermSet { term: first });
        let known = self.file().terms.len() as u32;
        for n in known + 1..=known + terms {
            effects.push(Effect::TermSet {
                term: term(n, 1, day(10 + n % 15)),
            });
        }
        let mut plan = self.plan("send_copy", effects);
        plan.protected = vec![ProtectedContent {
            label: "minutes".to_owned(),
            content: "合议笔录".to_owned(),
        }];
        plan.alerts = vec![alert(2, 1)];
        plan.silenced = vec![1];
        plan
    }
}

/// The first number of a series of its own; [`draw`] counts it.
pub(super) fn number(n: u32) -> DocumentNumber {
    DocumentNumber::Drawn {
        series: format!("case/{n}"),
        year: 2026,
        serial: 1,
        text: format!("深坪府复〔2026〕{n}号"),
    }
}

/// Draws the numbers that a plan has, as the desk would have before.
pub(super) async fn draw(tx: &WriteTx, plan: &Plan) {
    for effect in &plan.entry.effects {
        let number = match effect {
            Effect::CaseOpened { number, .. } => Some(number),
            Effect::PaperIssued { paper } => paper.number.as_ref(),
            _ => None,
        };
        if let Some(DocumentNumber::Drawn { series, year, .. }) = number {
            let organ = plan.after.organ;
            tx.draw_number(organ, series, *year).await.unwrap();
        }
    }
}

/// Opens a case and lives on, each plan in a transaction of its own.
pub(super) async fn live(store: &Store, n: u128, organ: OrganId) -> Life {
    let mut life = Life::new(n);
    let opening = life.open(organ, number(u32::try_from(n).unwrap()));
    record(store, &opening).await.unwrap();
    let rich = life.rich(3);
    record(store, &rich).await.unwrap();
    life
}

pub(super) async fn record(store: &Store, plan: &Plan) -> Result<(), StoreError> {
    let tx = store.begin().await?;
    tx.load_case(&Actor::System, plan.case).await?;
    draw(&tx, plan).await;
    tx.record(plan, None).await?;
    tx.commit().await
}

pub(super) fn definition() -> DefinitionVersion {
    DefinitionVersion {
        instrument: "arl".to_owned(),
        effective_on: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap(),
        revision: 1,
    }
}

pub(super) fn facts() -> Facts {
    Facts {
        receipt: Some(Receipt {
            received_at: Instant::new(at(2)),
            received_on: day(2),
            filed_on: day(1),
            form: ReceiptForm::Written,
            channel: Channel::Post,
            forwarded: None,
        }),
        disputed_act: DisputedAct {
            title: "罚款决定".to_owned(),
            document_number: None,
            made_on: Some(day(1)),
            known_on: None,
        },
        requests: vec!["撤销\u{2028}「决定」\\".to_owned()],
        ..Facts::default()
    }
}

pub(super) fn party(no: u32, role: PartyRole, name: &str, organ: Option<OrganId>) -> Party {
    Party {
        no,
        role,
        name: name.to_owned(),
        address: Some("深坪路 1 号".to_owned()),
        phone: None,
        organ,
        left_on: None,
        stayed_out: false,
    }
}

pub(super) fn term(no: u32, version: u32, due: NaiveDate) -> Term {
    Term {
        no,
        version,
        period: if no.is_multiple_of(2) {
            "reply_ordinary"
        } else {
            "accept_review"
        }
        .to_owned(),
        state: TermState::Running,
        party: (no.is_multiple_of(2)).then_some(2),
        paper: None,
        started_on: day(2),
        fixed_on: None,
        extension_days: 0,
        pauses: Vec::new(),
        due,
        safe_by: due,
        provisional: false,
        ended_on: None,
        lapse_entry: None,
    }
}

pub(super) fn paper(no: u32, kind: &str, number: Option<DocumentNumber>, to: Vec<u32>) -> Paper {
    Paper {
        no,
        kind: kind.to_owned(),
        number,
        issued_on: day(2),
        addressees: to,
        facts: std::sync::Arc::new(
            serde_json::json!({"z": 1.0, "a": 1e5, "空": null, "n": [1, 2]}),
        ),
        services: Vec::new(),
        withdrawn: false,
        dispatches: Vec::new(),
        corrections: Vec::new(),
    }
}

fn service(party: u32, slip: &str) -> Service {
    Service {
        party,
        method: ServiceMethod::ALL[0],
        served_on: day(3),
        published_on: None,
        slip: slip.to_owned(),
        particulars: None,
        entry: None,
    }
}

pub(super) fn alert(term: u32, term_version: u32) -> PlannedAlert {
    PlannedAlert {
        term,
        term_version,
        rung: -2,
        role: Role::Officer,
        at: at(5),
        due: day(9),
        late: false,
    }
}
