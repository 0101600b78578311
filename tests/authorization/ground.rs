//! Two cases with something of almost everything, and everybody in each stand to them.

use casework::NewLeave;
use serde_json::{Value, json};
use workflow::actor::Actor;
use workflow::deputy::Instrument;
use workflow::id::{CaseId, OrganId, UserId};

use super::lives;
use crate::materials::filed;
use crate::support::database::Database;
use crate::support::drive::{draft, reconsideration};
use crate::support::ground::{Ground, case_id};

/// Letter, login, what it is in Chinese and in English.
pub(super) const STANDS: [(char, &str, &str, &str); 18] = [
    ('O', "officer", "本案承办人", "the officer of the case"),
    (
        'P',
        "co_officer",
        "本案协办人",
        "the co-officer of the case",
    ),
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

/// Another officer of the office is recused from the case.
pub(super) async fn recuse(ground: &Ground, case: &str) {
    let out = json!({ "user": ground.id_of("officer_b"), "ground": "OTHER", "recusalNote": "有利害关系" });
    ground.give("institution_head", case, "recuse", out).await;
}

/// A case being heard that was made separately out of another, and out of which another one was.
async fn between_two(ground: &Ground) -> String {
    let first = ground.assigned().await;
    let case = ground.separated_from(&first).await;
    ground.assign(&case).await;
    let other = ground.separated_from(&case).await;
    for beside in [&first, &other] {
        recuse(ground, beside).await;
    }
    ground.bring_to_trial(&case).await;
    case
}

/// The case is joined to a lead, from which the same officer is recused.
async fn joined(ground: &Ground, case: &str) {
    let lead = ground.in_trial().await;
    recuse(ground, &lead).await;
    let number = ground.see(&lead).await.number;
    let join = json!({ "lead": number, "basis": "SAME_ACT", "reason": "同一处罚决定" });
    ground
        .give("institution_head", case, "joinCases", join)
        .await;
}

/// The cases.
pub(super) struct Scene {
    pub(super) ground: Ground,
    open: String,
    decided: String,
    reception: String,
    /// Cases that have lived a scenario through, two by two.
    pub(super) lives: Vec<[String; 2]>,
}

impl Scene {
    pub(super) async fn set(database: Database) -> Self {
        let ground = Ground::on(database, "2026-03-02").await;
        let lives = Box::pin(lives::lived(&ground)).await;
        ground.set("2026-03-18".parse().unwrap(), 10, 0);
        let decided = ground.in_trial().await;
        take_part(&ground, &decided).await;
        advised(&ground, &decided).await;
        ground.decide(&decided, draft()).await;
        let open = Box::pin(between_two(&ground)).await;
        take_part(&ground, &open).await;
        for (by, name, body) in beside(&ground) {
            ground.give(by, &open, name, body).await;
        }
        handed_on(&ground, &open).await;
        materials(&ground, &open).await;
        let classify = json!({ "grounds": ["OTHER"], "reason": "疑难" });
        ground.give("officer", &open, "classify", classify).await;
        Box::pin(joined(&ground, &open)).await;
        // The officer is on leave, and the deputy is recused from both cases.
        let leave = NewLeave {
            user: ground.office.people["officer"].user,
            from: ground.moment().today,
            until: ground.moment().today,
            deputy: Some(ground.office.people["officer_b"].user),
            instrument: Some(Instrument {
                number: "深坪府授〔2026〕3号".to_owned(),
                on: ground.moment().today,
            }),
        };
        let (organ, now) = (ground.office.organ, ground.moment());
        let noted = ground
            .desk
            .note_leave(&Actor::System, organ, leave, None, now);
        noted.await.unwrap();
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
            lives,
        }
    }

    /// A case in which the respondent has been called on and everybody has their stand, and that then changes.
    pub(super) async fn fresh(&self) -> String {
        let case = self.ground.accepted().await;
        let note = json!({ "note": "专人送交" });
        self.ground.give("officer", &case, "sendCopy", note).await;
        take_part(&self.ground, &case).await;
        case
    }

    /// It changes: the respondent's term begins, and a request waits for the head.
    pub(super) async fn changes(&self, case: &str) {
        let ground = &self.ground;
        let paper = ground.see(case).await.paper("reply_notice").unwrap().no;
        let service = json!({ "paper": paper, "party": 2, "method": "DIRECT", "slip": "回证" });
        ground
            .give("registrar", case, "recordService", service)
            .await;
        let longer = json!({ "days": 30, "reason": "情况复杂" });
        ground.give("officer", case, "extend", longer).await;
    }

    /// The revision at which the open case stands.
    pub(super) async fn revision(&self) -> u32 {
        self.ground.see(&self.open).await.revision
    }

    pub(super) fn is_blind(&self, who: &str) -> bool {
        BLIND.contains(&who)
    }

    pub(super) fn variables(&self) -> Value {
        // What is sent again and again has a key for each field: it is done once, and answers the same afterwards.
        let views = json!({ "parties": [1], "mode": "IN_PERSON", "record": "听取意见" });
        let views = reconsideration("hearViews", views);
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
            "SubmitCommandInput": { "caseId": self.open, "expectedRevision": 1, "idempotencyKey": "submit", "command": views },
            "OpenCaseInput": { "idempotencyKey": "open", "opening": { "reconsideration": application } },
            "WhatIfInput": { "caseId": self.open, "change": { "day": { "entry": 1, "on": "2026-03-17" } } },
            "DeadlineInput": { "rule": "accept_review", "from": "2026-03-18T10:00:00+08:00" },
            "SameActInput": { "respondents": [agency], "actNumber": "深坪市监罚〔2026〕88号" },
            "StartUploadInput": { "caseId": self.open, "fileName": "申请书.pdf", "idempotencyKey": "upload", "mediaType": "application/pdf", "size": 9, "sha256": "0".repeat(64) },
            "StartDownloadInput": { "materialId": material(case_id(&self.open)) },
            "RevealIdentityInput": { "caseId": self.open, "party": 1, "reason": "核对身份" },
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
            "AddUserInput": { "idempotencyKey": "user", "login": "newcomer", "name": "新人" },
            "ChangePasswordInput": { "current": "nothing", "new": "nothing at all" },
            "DeactivateUserInput": { "user": nobody },
            "EndLeaveInput": { "leave": nobody },
            "EndSessionInput": { "session": nobody },
            "IssueTokenInput": { "idempotencyKey": "token", "label": "大屏", "days": 9, "scopes": ["CASES_READ"] },
            "NoteLeaveInput": { "idempotencyKey": "leave", "user": nobody, "from": "2026-03-18", "until": "2026-03-19" },
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
        // A name is used once.
        variables["SaveFilterInput"]["name"] = json!("在审二");
        for input in [
            "SubmitCommandInput",
            "WhatIfInput",
            "StartUploadInput",
            "RevealIdentityInput",
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

/// Somebody is recused; the committee is asked, and everybody is let in who may be.
async fn take_part(ground: &Ground, case: &str) {
    recuse(ground, case).await;
    ground.consult(case).await;
    for (who, capacity) in [
        ("mediator", "MEDIATOR"),
        ("committee_member", "COMMITTEE_MEMBER"),
        ("legal_adviser", "LEGAL_ADVISER"),
    ] {
        let body = let_in(ground, who, capacity);
        ground.give("institution_head", case, "admit", body).await;
    }
}

/// The committee has advised, and is followed.
async fn advised(ground: &Ground, case: &str) {
    let opinion = json!({ "committeeOpinion": "可以维持" });
    ground
        .give("officer", case, "recordConsultation", opinion)
        .await;
    let weighed = json!({ "followed": true });
    ground
        .give("officer", case, "weighConsultation", weighed)
        .await;
}

/// What runs beside a case in trial, and who acts in it.
fn beside(ground: &Ground) -> Vec<(&'static str, &'static str, Value)> {
    let agent = json!({ "name": "甲律师", "kind": "LAWYER", "authority": "一般代理", "term": "至终结", "phone": "13900000000" });
    let officers = json!([ground.id_of("officer"), ground.id_of("co_officer")]);
    let session =
        json!({ "on": "2026-04-10", "at": "九时", "place": "听证室", "matters": ["事实"] });
    let photo = |party: u32| json!({ "party": party, "items": [{ "kind": "DOCUMENT", "title": "照片", "gatheredOn": "2026-01-05" }], "newlyRaised": party == 1, "note": "证明" });
    vec![
        (
            "registrar",
            "appointAgents",
            json!({ "party": 1, "agents": [agent] }),
        ),
        (
            "registrar",
            "recordIdentity",
            json!({ "party": 1, "kind": "OTHER", "identityNumber": "E12345678" }),
        ),
        (
            "officer",
            "protectPerson",
            json!({ "kind": "WITNESS", "name": "证人某甲", "reason": "担心打击报复" }),
        ),
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
        ("registrar", "handInEvidence", photo(1)),
        ("registrar", "handInEvidence", photo(2)),
        (
            "officer",
            "openMediation",
            json!({ "consents": [1, 2], "about": "罚款数额" }),
        ),
        ("officer", "setHearing", session),
        (
            "officer",
            "callForEvidence",
            json!({ "holder": "某医院", "what": "病历" }),
        ),
        (
            "officer",
            "recordInvestigation",
            json!({ "officers": officers, "cardsShown": true, "source": "证人", "place": "现场", "record": "陈述" }),
        ),
        (
            "registrar",
            "requestFileAccess",
            json!({ "party": 1, "parts": ["REPLY"] }),
        ),
        (
            "officer",
            "draftLetter",
            json!({ "kind": "OPINION", "party": 2, "problem": "未告知", "advice": "自查" }),
        ),
        (
            "registrar",
            "fileSupplement",
            json!({ "party": 1, "what": "补充说明", "channel": "POST" }),
        ),
        (
            "registrar",
            "fileSupplement",
            json!({ "party": 2, "what": "补充说明", "channel": "POST" }),
        ),
        (
            "institution_head",
            "suspend",
            json!({ "ground": "force_majeure", "reason": "台风", "consents": [] }),
        ),
        (
            "institution_head",
            "resume",
            json!({ "reason": "台风已过" }),
        ),
        (
            "officer",
            "recordSettlement",
            json!({ "parties": [1, 2], "content": "减轻处罚", "review": "不损害他人权益" }),
        ),
    ]
}

/// Papers of a case on their way: left with witnesses, sent and sent back.
async fn handed_on(ground: &Ground, case: &str) {
    let notice = ground.see(case).await.paper("hearing_notice").unwrap().no;
    let left = json!({
        "paper": notice, "party": 1, "method": "LEAVE", "slip": "回证9", "particulars": { "witnesses": ["居委会工作人员"] },
    });
    let sent = json!({ "paper": notice, "party": 2, "method": "POST", "slip": "EMS2001" });
    let back = json!({ "paper": notice, "party": 2, "cause": "REFUSED", "note": "收件人拒收" });
    for (name, body) in [
        ("recordService", left),
        ("recordDispatch", sent),
        ("recordReturnedMail", back),
    ] {
        ground.give("registrar", case, name, body).await;
    }
}

/// Materials: open to the respondent, to the applicant, in the secondary volume, taken out, and one that is to be.
async fn materials(ground: &Ground, case: &str) {
    for given in [
        json!({ "visibleTo": [2] }),
        json!({ "visibleTo": [1] }),
        json!({ "volume": "SECONDARY" }),
        json!({ "visibleTo": [1, 2] }),
        json!({ "visibleTo": [2] }),
    ] {
        filed(ground, case, 900, given).await;
    }
    for material in [4, 5] {
        let propose = json!({ "material": material, "reason": "误录" });
        ground
            .give("officer", case, "proposeExcision", propose)
            .await;
    }
    let decide = json!({ "material": 4, "excise": true, "reason": "误录" });
    ground
        .give("institution_head", case, "decideExcision", decide)
        .await;
}
