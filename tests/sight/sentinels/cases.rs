//! Cases with a word of its own in every protected part.

use serde_json::{Value, json};

use crate::support::ground::Ground;

pub(super) async fn let_in(ground: &Ground, case: &str, who: &str, capacity: &str) {
    let body = json!({ "user": ground.id_of(who), "capacity": capacity, "purpose": "参与办案", "until": "2026-12-31" });
    ground.give("institution_head", case, "admit", body).await;
}

pub(super) async fn let_guests_in(ground: &Ground, case: &str) {
    let_in(ground, case, "mediator", "MEDIATOR").await;
    let_in(ground, case, "legal_adviser", "LEGAL_ADVISER").await;
    let_in(ground, case, "street_office", "STREET_OFFICE").await;
}

/// The paper of a kind, by its number.
pub(super) async fn paper(ground: &Ground, case: &str, kind: &str) -> u32 {
    ground.see(case).await.paper(kind).unwrap().no
}

/// The newest matter of a case on a track.
pub(super) async fn matter(ground: &Ground, case: &str, track: &str) -> Value {
    let query = "query ($by: CaseBy!) { case(by: $by) { matters { no track { id } } } }";
    let seen = ground
        .ask("officer", query, json!({ "by": { "id": case } }))
        .await;
    let matters = seen["data"]["case"]["matters"].as_array().unwrap();
    let mut on = matters.iter().rev();
    on.find(|matter| matter["track"]["id"] == track).unwrap()["no"].clone()
}

/// A case in trial whose applicant was asked for corrections, and to apply separately.
async fn corrected(ground: &Ground) -> String {
    let case = ground.assigned().await;
    let acts = json!({ "acts": ["zqsplit", "扣留车辆"] });
    ground.give("officer", &case, "askToSplit", acts).await;
    let items = json!({ "items": ["zqmissing"] });
    ground
        .give("officer", &case, "requestCorrection", items)
        .await;
    let notice = paper(ground, &case, "correction_notice").await;
    let served = json!({ "paper": notice, "party": 1, "method": "DIRECT", "slip": "回证" });
    ground
        .give("registrar", &case, "recordService", served)
        .await;
    let note = json!({ "note": "已补正" });
    ground
        .give("registrar", &case, "receiveCorrection", note)
        .await;
    ground.bring_to_trial(&case).await;
    case
}

/// A case in trial in which everything runs beside.
pub(super) async fn open_case(ground: &Ground) -> String {
    let case = corrected(ground).await;
    let officers = json!([ground.id_of("officer"), ground.id_of("co_officer")]);
    let co_officer = ground.id_of("co_officer");
    let officer_b = ground.id_of("officer_b");
    let letter = |party: u32, problem: &str| json!({ "kind": "OPINION", "party": party, "problem": problem, "advice": "zqadvice" });
    let theirs = json!({ "kind": "RECOMMENDATION", "organName": "zqelsewhere局", "problem": "zqtheirs", "advice": "zqtheirs" });
    let session =
        json!({ "on": "2026-04-10", "at": "九时", "place": "听证室", "matters": ["事实"] });
    let steps = [
        ("officer", "waiveViews", json!({ "reason": "zqunheard" })),
        (
            "institution_head",
            "classify",
            json!({ "grounds": ["OTHER"], "reason": "zqclass" }),
        ),
        (
            "institution_head",
            "requestConsultation",
            json!({ "question": "zqquestion", "cutOff": "2026-03-19" }),
        ),
        (
            "officer",
            "callForEvidence",
            json!({ "holder": "zqholder医院", "what": "zqwanted" }),
        ),
        (
            "officer",
            "recordInvestigation",
            json!({ "officers": officers, "cardsShown": true, "source": "zqsource", "place": "zqplace", "record": "zqfound" }),
        ),
        (
            "registrar",
            "requestFileAccess",
            json!({ "party": 1, "parts": ["REPLY"] }),
        ),
        ("officer", "draftLetter", letter(2, "zqproblem")),
        ("officer", "draftLetter", theirs),
        ("officer", "draftLetter", letter(2, "zqdropped")),
        (
            "registrar",
            "askRecusal",
            json!({ "party": 1, "user": co_officer, "ground": "OTHER", "recusalNote": "zqasked" }),
        ),
        (
            "institution_head",
            "recuse",
            json!({ "user": officer_b, "ground": "OTHER", "recusalNote": "zqrecused" }),
        ),
        ("officer", "setHearing", session),
        (
            "registrar",
            "confirmAddress",
            json!({ "party": 1, "address": "zqaddress", "recipient": "zqaddress" }),
        ),
        (
            "officer",
            "handInEvidence",
            json!({ "party": 1, "items": [{ "kind": "DOCUMENT", "title": "zqevidence" }], "note": "zqevidence" }),
        ),
        (
            "officer",
            "extend",
            json!({ "days": 10, "reason": "zqpending" }),
        ),
    ];
    for (by, name, body) in steps {
        ground.give(by, &case, name, body).await;
    }
    let dropped = matter(ground, &case, "opinion").await;
    let drop = json!({ "matter": dropped, "reason": "zqdropped" });
    ground.give("officer", &case, "dropLetter", drop).await;
    let access = json!({ "matter": matter(ground, &case, "file_access").await, "note": "同意" });
    ground
        .give("officer", &case, "allowFileAccess", access.clone())
        .await;
    let read = json!({ "matter": access["matter"], "person": "zqreader", "what": "zqreader" });
    ground
        .give("registrar", &case, "recordFileAccess", read)
        .await;
    for (kind, method, particulars) in [
        (
            "hearing_notice",
            "LEAVE",
            json!({ "witnesses": ["zqwitness"] }),
        ),
        (
            "acceptance_notice",
            "UNIT",
            json!({ "through": "zqprison" }),
        ),
    ] {
        let served = json!({
            "paper": paper(ground, &case, kind).await, "party": 1, "method": method, "slip": "zqslip", "particulars": particulars,
        });
        ground
            .give("registrar", &case, "recordService", served)
            .await;
    }
    let_guests_in(ground, &case).await;
    let_in(ground, &case, "committee_member", "COMMITTEE_MEMBER").await;
    let opinion = json!({ "committeeOpinion": "zqopinion" });
    ground
        .give("officer", &case, "recordConsultation", opinion)
        .await;
    case
}

/// A decided case, after which everything happens that may; at last a court annuls the decision.
pub(super) async fn decided_case(ground: &Ground) -> String {
    let case = ground.concluded().await;
    let_guests_in(ground, &case).await;
    for party in [1, 2] {
        let paper = paper(ground, &case, "decision").await;
        let served = json!({ "paper": paper, "party": party, "method": "DIRECT", "slip": "回证" });
        ground
            .give("registrar", &case, "recordService", served)
            .await;
    }
    let letter =
        json!({ "kind": "OPINION", "party": 2, "problem": "zqissued", "advice": "zqissued" });
    let steps = [
        (
            "registrar",
            "recordVisit",
            json!({ "party": 1, "record": "zqvisit" }),
        ),
        (
            "institution_head",
            "fileMajorDecision",
            json!({ "superior": "zqsuperior", "reason": "zqmajor" }),
        ),
        ("officer", "draftLetter", letter),
    ];
    for (by, name, body) in steps {
        ground.give(by, &case, name, body).await;
    }
    let opinion = matter(ground, &case, "opinion").await;
    let published = matter(ground, &case, "publication").await;
    let steps = [
        ("organ_head", "signLetter", json!({ "matter": opinion })),
        (
            "registrar",
            "issueLetter",
            json!({ "matter": opinion, "sealRegister": "印9" }),
        ),
        (
            "institution_head",
            "withholdPublication",
            json!({ "matter": published, "reason": "zqwithheld" }),
        ),
    ];
    for (by, name, body) in steps {
        ground.give(by, &case, name, body).await;
    }
    let served = json!({ "paper": paper(ground, &case, "opinion_letter").await, "party": 2, "method": "DIRECT", "slip": "回证" });
    ground
        .give("registrar", &case, "recordService", served)
        .await;
    let report = json!({ "matter": opinion, "report": "已整改" });
    ground
        .give("registrar", &case, "recordLetterReport", report)
        .await;
    let judged = json!({ "matter": opinion, "judgement": "PARTLY", "reason": "zqjudged" });
    ground
        .give("institution_head", &case, "judgeLetter", judged)
        .await;
    let annulled = json!({
        "court": "深圳市中级人民法院", "number": "（2026）粤03行终9号", "effect": "ANNULS_DECISION",
        "courtLastDay": "2026-05-19", "reason": "zqjudgment",
    });
    ground
        .give("institution_head", &case, "returnFromCourt", annulled)
        .await;
    case
}
