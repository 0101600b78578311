//! Two cases with something of everything, and everybody in each stand to them.

use serde_json::{Value, json};
use workflow::id::{CaseId, OrganId, UserId};

use crate::materials::filed;
use crate::support::database::Database;
use crate::support::drive::reconsideration;
use crate::support::ground::{Ground, case_id};
use crate::support::seen::Answer;

/// Letter, login, what it is in Chinese and in English.
pub(super) const STANDS: [(char, &str, &str, &str); 17] = [
    ('O', "officer", "本案承办人", "the officer of the case"),
    ('G', "registrar", "登记人员", "a registrar"),
    (
        'I',
        "institution_head",
        "复议机构负责人",
        "the head of the institution",
    ),
    ('S', "supervisor", "监督人员", "a supervisor"),
    (
        'Q',
        "officer_b",
        "已回避的承办人",
        "an officer who is recused",
    ),
    (
        'C',
        "respondent_clerk",
        "被申请人经办人",
        "the clerk of the respondent",
    ),
    (
        'B',
        "respondent_clerk_b",
        "其他机关的经办人",
        "the clerk of another agency",
    ),
    ('M', "mediator", "准予参与的调解员", "a mediator let in"),
    (
        'K',
        "committee_member",
        "准予参与的委员",
        "a committee member let in",
    ),
    (
        'L',
        "legal_adviser",
        "准予参与的法律顾问",
        "a legal adviser let in",
    ),
    (
        'T',
        "street_office",
        "未准予参与的司法所",
        "a street office not let in",
    ),
    (
        'E',
        "committee_secretary",
        "委员会秘书",
        "the committee's secretary",
    ),
    ('A', "auditor", "审计管理员", "the audit administrator"),
    (
        'Y',
        "system_admin",
        "系统管理员",
        "the system administrator",
    ),
    (
        'Z',
        "security_admin",
        "安全管理员",
        "the security administrator",
    ),
    (
        'F',
        "stranger",
        "另一机关的工作人员",
        "staff of another office",
    ),
    ('H', "organ_head", "复议机关负责人", "the head of the organ"),
];

/// Who sees neither case.
const BLIND: [&str; 8] = [
    "officer_b",
    "respondent_clerk_b",
    "street_office",
    "committee_secretary",
    "auditor",
    "system_admin",
    "security_admin",
    "stranger",
];

/// Key of what is sent again and again.
const KEY: &str = "authorization";

/// The cases.
pub(super) struct Scene {
    pub(super) ground: Ground,
    open: String,
    decided: String,
    reception: String,
}

impl Scene {
    pub(super) async fn set(database: Database) -> Self {
        let ground = Ground::on(database, "2026-03-18").await;
        let decided = ground.concluded().await;
        let open = ground.in_trial().await;
        for case in [&decided, &open] {
            let agent = json!({ "name": "甲律师", "kind": "LAWYER", "authority": "一般代理", "term": "至终结", "phone": "13900000000" });
            for (by, name, body) in [
                (
                    "institution_head",
                    "recuse",
                    json!({ "user": ground.id_of("officer_b"), "ground": "OTHER", "recusalNote": "有利害关系" }),
                ),
                (
                    "institution_head",
                    "admit",
                    let_in(&ground, "mediator", "MEDIATOR"),
                ),
                (
                    "institution_head",
                    "admit",
                    let_in(&ground, "committee_member", "COMMITTEE_MEMBER"),
                ),
                (
                    "institution_head",
                    "admit",
                    let_in(&ground, "legal_adviser", "LEGAL_ADVISER"),
                ),
            ] {
                ground.give(by, case, name, body).await;
            }
            if case == &open {
                let agents = json!({ "party": 1, "agents": [agent] });
                ground
                    .give("registrar", case, "appointAgents", agents)
                    .await;
            }
        }
        let requests = [
            (
                "registrar",
                "confirmAddress",
                json!({ "party": 1, "address": "坪山大道1号", "recipient": "陈某", "electronic": "a@example.cn" }),
            ),
            (
                "registrar",
                "askRecusal",
                json!({ "party": 1, "user": ground.id_of("co_officer"), "ground": "OTHER", "recusalNote": "曾参与" }),
            ),
            (
                "registrar",
                "requestStay",
                json!({ "party": 1, "reason": "难以弥补" }),
            ),
            (
                "registrar",
                "handInEvidence",
                json!({ "party": 1, "items": [{ "kind": "DOCUMENT", "title": "照片" }], "newlyRaised": true, "note": "证明" }),
            ),
            (
                "officer",
                "openMediation",
                json!({ "consents": [1, 2], "about": "罚款数额" }),
            ),
        ];
        for (by, name, body) in requests {
            let revision = ground.see(&open).await.revision;
            let asked = ground.submit(by, &open, revision, reconsideration(name, body), None, None);
            let answer = asked.await;
            assert!(matches!(answer, Answer::Done(_)), "{name}: {answer:?}");
        }
        filed(&ground, &open, 900, json!({ "visibleTo": [2] })).await;
        let revision = ground.see(&open).await.revision;
        let classify = json!({ "grounds": ["OTHER"], "reason": "疑难" });
        let asked = ground.submit(
            "officer",
            &open,
            revision,
            reconsideration("classify", classify),
            None,
            None,
        );
        let answer = asked.await;
        assert!(matches!(answer, Answer::Done(_)), "classify: {answer:?}");
        let lead = ground.in_trial().await;
        let number = ground.see(&lead).await.number;
        let out = json!({ "user": ground.id_of("officer_b"), "ground": "OTHER", "recusalNote": "有利害关系" });
        ground.give("institution_head", &lead, "recuse", out).await;
        let join = json!({ "lead": number, "basis": "SAME_ACT", "reason": "同一处罚决定" });
        ground
            .give("institution_head", &open, "joinCases", join)
            .await;
        let agency = api::GlobalId::Organ(organ_of(&ground)).to_string();
        let visit = json!({
            "idempotencyKey": "visit", "way": "WALK_IN", "result": "APPLIED", "who": "李某", "phone": "13900000000",
            "agencyName": "某局", "agency": agency, "what": "对处罚决定不服", "said": "告知申请期限", "caseId": open,
        });
        let record = "mutation ($visit: RecordReceptionInput!) { recordReception(input: $visit) { reception { id } } }";
        let recorded = ground.ask("registrar", record, json!({ "visit": visit }));
        let recorded = recorded.await;
        let reception = &recorded["data"]["recordReception"]["reception"]["id"];
        let reception = reception.as_str().unwrap().to_owned();
        Self {
            ground,
            open,
            decided,
            reception,
        }
    }

    pub(super) fn is_blind(&self, who: &str) -> bool {
        BLIND.contains(&who)
    }

    pub(super) fn variables(&self) -> Value {
        let close = json!({ "reconsideration": { "close": { "note": "结案" } } });
        let mut application = self.ground.application();
        application["applicants"] = json!([]);
        let nobody = api::GlobalId::User(UserId(uuid::Uuid::from_u128(9))).to_string();
        let agency = api::GlobalId::Organ(organ_of(&self.ground)).to_string();
        let officer = self.ground.office.people["officer"].user;
        let officer = api::GlobalId::User(officer).to_string();
        json!({
            "a": self.open,
            "b": self.decided,
            "ids": [self.open, self.decided],
            "SubmitCommandInput": { "caseId": self.open, "expectedRevision": 1, "idempotencyKey": KEY, "command": close },
            "OpenCaseInput": { "idempotencyKey": KEY, "opening": { "reconsideration": application } },
            "WhatIfInput": { "caseId": self.open, "change": { "day": { "entry": 1, "on": "2026-03-17" } } },
            "DeadlineInput": { "rule": "accept_review", "from": "2026-03-18T10:00:00+08:00" },
            "SameActInput": { "respondents": [agency], "actNumber": "深坪市监罚〔2026〕88号" },
            "StartUploadInput": { "caseId": self.open, "fileName": "申请书.pdf", "idempotencyKey": KEY, "mediaType": "application/pdf", "size": 9, "sha256": "0".repeat(64) },
            "StartDownloadInput": { "materialId": material(case_id(&self.open)) },
            "SaveFilterInput": { "name": "在审", "filter": {
                "kind": "RECONSIDERATION", "stage": "in_trial", "officer": officer, "unassigned": false,
                "respondent": agency, "open": true, "suspended": false, "stayAsked": true, "numberContains": "复",
                "partyContains": "坪山", "receivedFrom": "2026-01-01", "receivedUntil": "2026-12-31", "dueUntil": "2027-12-31",
            } },
            "DeleteFilterInput": { "id": nobody },
            "RecordReceptionInput": {
                "idempotencyKey": "visits", "way": "TELEPHONE", "result": "ANSWERED", "who": "王某", "what": "询问进度",
                "said": "正在审理", "caseId": self.open,
            },
            "LinkReceptionInput": { "reception": self.reception, "caseId": self.open },
            "SignInInput": { "login": "nobody", "password": "nothing at all" },
            "SetUpInput": {
                "token": "nothing", "organName": "某区人民政府", "shortName": "某府",
                "systemAdmin": first("a"), "securityAdmin": first("b"),
            },
            "AddUserInput": { "idempotencyKey": KEY, "login": "newcomer", "name": "新人" },
            "ChangePasswordInput": { "current": "nothing", "new": "nothing at all" },
            "DeactivateUserInput": { "user": nobody },
            "EndSessionInput": { "session": nobody },
            "IssueTokenInput": { "idempotencyKey": KEY, "label": "大屏", "days": 9, "scopes": ["CASES_READ"] },
            "ResetPasswordInput": { "user": nobody },
            "RevokeTokenInput": { "token": nobody },
            "SetRolesInput": { "user": nobody, "roles": ["OFFICER"] },
        })
    }

    /// The same about cases that were never opened.
    pub(super) fn nothing(mut variables: Value) -> Value {
        let none = || json!(api::GlobalId::Case(CaseId(uuid::Uuid::now_v7())).to_string());
        variables["a"] = none();
        variables["b"] = none();
        variables["ids"] = json!([none(), none()]);
        let never = material(CaseId(uuid::Uuid::now_v7()));
        variables["StartDownloadInput"] = json!({ "materialId": never });
        for input in [
            "SubmitCommandInput",
            "WhatIfInput",
            "StartUploadInput",
            "RecordReceptionInput",
            "LinkReceptionInput",
        ] {
            variables[input]["caseId"] = none();
        }
        variables
    }
}

/// The agency that both cases are against.
fn organ_of(ground: &Ground) -> OrganId {
    let agency = ground.id_of("agency");
    OrganId(agency.as_str().unwrap().parse().unwrap())
}

/// The material that is filed to a case.
fn material(case: CaseId) -> String {
    api::GlobalId::Material(case, 1).to_string()
}

fn let_in(ground: &Ground, who: &str, capacity: &str) -> Value {
    json!({ "user": ground.id_of(who), "capacity": capacity, "purpose": "参与办案", "until": "2026-12-31" })
}

fn first(login: &str) -> Value {
    json!({ "login": login, "name": "管理员", "password": "correct horse battery staple" })
}
