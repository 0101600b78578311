//! An office with a few users and cases that have one term each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use store::office::{OfficeEffect, OfficeEntry, Organ, OrganKind, User};
use store::{Options, Store};
use uuid::Uuid;
use workflow::actor::{Actor, Moment, Role};
use workflow::effect::{Effect, Entry};
use workflow::file::{
    CaseFile, CaseKind, DefinitionVersion, DocumentNumber, Facts, Party, PartyRole, Term, TermState,
};
use workflow::id::{CaseId, OrganId, UserId};
use workflow::plan::{Plan, PlannedAlert};
use workflow::scalar::Instant;

/// The moment of an instant as it is written.
pub(super) fn moment(text: &str) -> Moment {
    Moment::at(Instant::parse(text).unwrap().utc())
}

/// The office of a reconsideration organ, its database in a folder of its own.
pub(super) struct District {
    pub(super) store: Store,
    pub(super) organ: OrganId,
    agency: OrganId,
    _folder: tempfile::TempDir,
}

const OFFICER: UserId = UserId(Uuid::from_u128(0x10));

impl District {
    pub(super) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("fuyi.db").display());
        let options = Options {
            url,
            max_connections: 8,
            create_if_missing: true,
            read_only: false,
        };
        let store = Store::connect(&options).await.unwrap();
        store.migrate().await.unwrap();
        let district = Self {
            store,
            organ: OrganId(Uuid::from_u128(1)),
            agency: OrganId(Uuid::from_u128(2)),
            _folder: folder,
        };
        district.found().await;
        district
    }

    /// Records the organs and their users.
    async fn found(&self) {
        let mut agency = self.user(0x13, Role::RespondentClerk, "clerk@example.gov.cn");
        agency.agency = Some(self.agency);
        let mut head = self.user(0x11, Role::InstitutionHead, "head@example.gov.cn");
        head.language = "en".to_owned();
        let effects = vec![
            OfficeEffect::OrganAdded(organ(
                self.organ,
                "深坪区人民政府",
                OrganKind::Reconsideration,
            )),
            OfficeEffect::UserAdded(self.user(0x10, Role::Officer, "officer@example.gov.cn")),
            OfficeEffect::UserAdded(head),
            OfficeEffect::UserAdded(self.user(0x12, Role::Registrar, "no address")),
        ];
        self.record_office(self.organ, effects).await;
        let added = vec![OfficeEffect::OrganAdded(organ(
            self.agency,
            "深坪区城管局",
            OrganKind::Agency,
        ))];
        self.record_office(self.agency, added).await;
        self.record_office(self.organ, vec![OfficeEffect::UserAdded(agency)])
            .await;
    }

    async fn record_office(&self, organ: OrganId, effects: Vec<OfficeEffect>) {
        let entry = OfficeEntry {
            organ,
            no: 1,
            command: "found".to_owned(),
            payload: json!({}),
            effects,
            recorded_at: moment("2026-01-05T09:00:00+08:00").now,
            actor: None,
            actor_name: "test".to_owned(),
        };
        let tx = self.store.begin_write().await.unwrap();
        tx.record_office(&entry).await.unwrap();
        tx.commit().await.unwrap();
    }

    fn user(&self, id: u128, role: Role, email: &str) -> User {
        User {
            id: UserId(Uuid::from_u128(id)),
            organ: self.organ,
            login: format!("user{id}"),
            name: format!("甲{id}"),
            email: Some(email.to_owned()),
            roles: BTreeSet::from([role]),
            agency: None,
            language: "zh".to_owned(),
            active: true,
            service: false,
        }
    }

    /// Opens a case whose reply term, due on 20 March 2026, has these alerts at 08:45 on the 17th.
    pub(super) async fn open_case(&self, number: u32, alerts: &[(Role, i32)]) -> CaseFile {
        let id = CaseId(Uuid::from_u128(0x1000 + u128::from(number)));
        let number = DocumentNumber::Drawn {
            series: "case".to_owned(),
            year: 2026,
            serial: number,
            text: format!("深坪府复〔2026〕{number}号"),
        };
        let mut effects = vec![Effect::CaseOpened {
            organ: self.organ,
            kind: CaseKind::Reconsideration,
            number,
            definition: definition(),
            stage: "reply".to_owned(),
            facts: Box::new(facts()),
        }];
        effects.push(Effect::PartyAdded {
            party: party(1, PartyRole::Applicant, None),
        });
        effects.push(Effect::PartyAdded {
            party: party(2, PartyRole::Respondent, Some(self.agency)),
        });
        effects.push(Effect::Assigned {
            officer: OFFICER,
            co_officer: None,
        });
        effects.push(Effect::TermSet {
            term: term(1, TermState::Running),
        });
        let alerts = alerts.iter().map(|(role, rung)| PlannedAlert {
            term: 1,
            term_version: 1,
            rung: *rung,
            role: *role,
            at: moment("2026-03-17T08:45:00+08:00").now,
            due: "2026-03-20".parse().unwrap(),
            late: false,
        });
        let file = CaseFile::open(id, &effects).unwrap();
        self.record(plan(file, 1, effects, alerts.collect())).await
    }

    /// Ends the case's term.
    pub(super) async fn end_term(&self, file: &CaseFile, state: TermState) {
        let effects = vec![Effect::TermSet {
            term: term(2, state),
        }];
        let mut after = file.clone();
        effects.iter().for_each(|effect| after.apply(effect));
        after.revision = 2;
        self.record(plan(after, 2, effects, Vec::new())).await;
    }

    async fn record(&self, plan: Plan) -> CaseFile {
        let tx = self.store.begin_write().await.unwrap();
        if plan.from_revision > 0 {
            tx.load_case(&Actor::System, plan.case)
                .await
                .unwrap()
                .unwrap();
        }
        tx.record(&plan, None).await.unwrap();
        tx.commit().await.unwrap();
        plan.after
    }
}

fn organ(id: OrganId, name: &str, kind: OrganKind) -> Organ {
    let short_name = name.chars().take(3).collect();
    Organ {
        id,
        name: name.to_owned(),
        short_name,
        kind,
        number_forms: BTreeMap::new(),
    }
}

fn definition() -> DefinitionVersion {
    DefinitionVersion {
        instrument: "arl".to_owned(),
        effective_on: "2024-01-01".parse().unwrap(),
        revision: 1,
    }
}

fn facts() -> Facts {
    serde_json::from_value(json!({
        "receipt": {
            "received_at": "2026-03-02T09:00:00+08:00",
            "received_on": "2026-03-02",
            "filed_on": "2026-03-02",
            "form": "WRITTEN",
            "channel": "COUNTER",
        },
        "disputed_act": { "title": "罚款 5000 元", "document_number": null, "made_on": null, "known_on": null },
        "requests": ["撤销"],
        "mandatory_first": false,
        "no_reply": [],
        "pending": [],
        "last_request": 0,
    }))
    .unwrap()
}

fn party(no: u32, role: PartyRole, organ: Option<OrganId>) -> Party {
    Party {
        no,
        role,
        name: "张三丰".to_owned(),
        address: None,
        phone: None,
        organ,
        left_on: None,
        stayed_out: false,
    }
}

fn term(version: u32, state: TermState) -> Term {
    Term {
        no: 1,
        version,
        period: "reply_ordinary".to_owned(),
        state,
        party: Some(2),
        paper: None,
        started_on: "2026-03-06".parse().unwrap(),
        fixed_on: None,
        extension_days: 0,
        pauses: Vec::new(),
        due: "2026-03-20".parse().unwrap(),
        safe_by: "2026-03-20".parse().unwrap(),
        provisional: false,
        ended_on: None,
        lapse_entry: None,
    }
}

fn plan(after: CaseFile, no: u32, effects: Vec<Effect>, alerts: Vec<PlannedAlert>) -> Plan {
    let at = moment("2026-03-06T10:00:00+08:00");
    Plan {
        case: after.id,
        from_revision: no - 1,
        entry: Entry {
            no,
            command: "test".to_owned(),
            move_id: "test".to_owned(),
            payload: json!({}),
            effects,
            effective_on: at.today,
            recorded_at: at.now,
            actor: None,
            actor_name: "test".to_owned(),
            definition: definition(),
            on_behalf: None,
            calendar: "test".to_owned(),
            reverses: Vec::new(),
        },
        after,
        alerts,
        silenced: Vec::new(),
        protected: Vec::new(),
        basis: String::new(),
        is_request: false,
    }
}
