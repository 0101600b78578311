//! A body for every command there is.

use serde_json::{Value, json};

use super::TODAY;
use crate::support::drive::{draft, reconsideration};
use crate::support::ground::Ground;

/// A body for every command of the hearing, of fact-finding and evidence.
fn fact_finding(someone: &Value) -> Vec<(&'static str, Value)> {
    let session = json!({ "on": TODAY, "at": "x", "place": "x", "matters": ["x"] });
    let moved = json!({ "on": TODAY, "at": "x", "place": "x", "reason": "x" });
    let held = json!({
        "host": someone, "hearers": [someone], "recorder": someone, "attendance": [], "record": "x", "concluded": true,
    });
    let asked = json!({ "party": 1, "question": "x", "appraiser": "x" });
    let officers = json!([someone]);
    let inspected = json!({ "matter": 1, "officers": officers, "cardsShown": true, "record": "x" });
    let investigated = json!({
        "officers": officers, "cardsShown": true, "source": "x", "place": "x", "record": "x",
    });
    vec![
        (
            "classify",
            json!({ "grounds": ["MAJOR_DIFFICULT_COMPLEX"], "reason": "x" }),
        ),
        ("requestHearing", json!({ "party": 1, "reason": "x" })),
        ("refuseHearing", json!({ "reason": "x" })),
        ("setHearing", session),
        ("changeHearing", moved),
        ("cancelHearing", json!({ "reason": "x" })),
        ("holdHearing", held),
        ("commissionAppraisal", asked.clone()),
        ("recordPartyAppraisal", asked),
        ("receiveAppraisal", json!({ "matter": 1, "opinion": "x" })),
        ("beginInspection", json!({ "place": "x", "question": "x" })),
        ("recordInspection", inspected),
        ("abandonExamination", json!({ "matter": 1, "reason": "x" })),
        ("callForEvidence", json!({ "holder": "x", "what": "x" })),
        ("recordInvestigation", investigated),
        (
            "handInEvidence",
            json!({ "party": 1, "items": [], "newlyRaised": true, "note": "x" }),
        ),
        ("askSupplement", json!({ "party": 2, "reason": "x" })),
        ("allowSupplement", json!({ "matter": 1, "note": "x" })),
        ("refuseSupplement", json!({ "matter": 1, "reason": "x" })),
        (
            "requestFileAccess",
            json!({ "party": 1, "parts": ["REPLY"] }),
        ),
        ("allowFileAccess", json!({ "matter": 1, "note": "x" })),
        (
            "refuseFileAccess",
            json!({ "matter": 1, "ground": "PRIVACY", "reason": "x" }),
        ),
        (
            "recordFileAccess",
            json!({ "matter": 1, "person": "x", "what": "x" }),
        ),
    ]
}

/// Bodies of the commands of an early intervention, the application among them.
fn before_the_application(ground: &Ground) -> Vec<(&'static str, Value)> {
    vec![
        (
            "noteIntervention",
            json!({ "parties": [1], "mode": "TELEPHONE", "record": "x" }),
        ),
        (
            "endIntervention",
            json!({ "result": "RESOLVED", "reason": "x" }),
        ),
        ("receive", ground.application()),
    ]
}

/// A body for every command there is.
pub(super) fn commands(ground: &Ground) -> Vec<Value> {
    let someone = ground.id_of("officer");
    let bodies = [
        ("assign", json!({ "officer": someone })),
        (
            "admit",
            json!({ "user": someone, "capacity": "MEDIATOR", "purpose": "x", "until": "2026-12-31" }),
        ),
        ("endAdmission", json!({ "user": someone, "reason": "x" })),
        (
            "askRecusal",
            json!({ "party": 1, "user": someone, "ground": "OTHER", "recusalNote": "x" }),
        ),
        (
            "recuse",
            json!({ "user": someone, "ground": "OTHER", "recusalNote": "x" }),
        ),
        ("refuseRecusal", json!({ "application": 1, "reason": "x" })),
        ("requestCorrection", json!({ "items": ["x"] })),
        ("extendCorrection", json!({ "days": 3, "reason": "x" })),
        ("receiveCorrection", json!({ "note": "x" })),
        ("accept", json!({ "note": "x" })),
        (
            "refuseAcceptance",
            json!({ "ground": "OUT_OF_TIME", "reason": "x" }),
        ),
        ("sendCopy", json!({ "note": "x" })),
        ("recordReply", json!({ "party": 2, "evidenceCount": 1 })),
        (
            "hearViews",
            json!({ "parties": [1], "mode": "ONLINE", "record": "x" }),
        ),
        ("waiveViews", json!({ "reason": "x" })),
        (
            "suspend",
            json!({ "ground": "force_majeure", "reason": "x", "consents": [] }),
        ),
        ("resume", json!({ "reason": "x" })),
        ("extend", json!({ "days": 10, "reason": "x" })),
        ("withdraw", json!({ "party": 1, "reason": "x" })),
        (
            "terminate",
            json!({ "ground": "no_successor", "reason": "x" }),
        ),
        ("submitDraft", draft()),
        ("returnDraft", json!({ "reason": "x" })),
        ("signDecision", json!({ "basis": "HEAD_CONSENT" })),
        ("issueDecision", json!({ "sealRegister": "x" })),
        (
            "recordService",
            json!({ "paper": 1, "party": 1, "method": "DIRECT", "slip": "x" }),
        ),
        ("confirmLapse", json!({ "term": 1, "reason": "x" })),
        ("setAsideLapse", json!({ "term": 1, "reason": "x" })),
        ("settleRequest", json!({ "request": 1, "approve": true })),
        ("close", json!({ "note": "x" })),
        ("requestStay", json!({ "party": 1, "reason": "x" })),
        (
            "orderStay",
            json!({ "ground": "ORGAN_HOLDS", "reason": "x" }),
        ),
        ("refuseStay", json!({ "reason": "x" })),
        ("liftStay", json!({ "reason": "x" })),
        ("convertToOrdinary", json!({ "reason": "x" })),
        (
            "adviseRespondent",
            json!({ "party": 2, "proper": "x", "reason": "x" }),
        ),
        (
            "changeRespondent",
            json!({ "party": 2, "organ": someone, "name": "x", "ownDepartment": false, "reason": "x" }),
        ),
        (
            "joinThirdParty",
            json!({ "person": { "name": "x" }, "basis": "APPLIED", "interest": "x" }),
        ),
        (
            "succeedParty",
            json!({ "party": 1, "successor": { "name": "x" }, "reason": "x" }),
        ),
        ("appointAgents", json!({ "party": 1, "agents": [] })),
        ("chooseRepresentatives", json!({ "representatives": [1] })),
        ("askToSplit", json!({ "acts": ["x", "y"] })),
        ("confirmAddress", json!({ "party": 1, "address": "x" })),
        (
            "recordIdentity",
            json!({ "party": 1, "kind": "OTHER", "identityNumber": "x" }),
        ),
        (
            "protectPerson",
            json!({ "kind": "WITNESS", "name": "某甲", "reason": "x" }),
        ),
        ("endProtection", json!({ "protection": 1, "reason": "x" })),
        (
            "requestConsultation",
            json!({ "question": "x", "cutOff": "2027-01-04" }),
        ),
        ("recordConsultation", json!({ "committeeOpinion": "x" })),
        ("weighConsultation", json!({ "followed": true })),
        ("closeConsultation", json!({ "reason": "x" })),
        (
            "openNormReview",
            json!({
                "document": "x", "provisions": "x", "level": "TOWNSHIP", "maker": "x",
                "request": "OWN_MOTION", "competent": true, "reason": "x",
            }),
        ),
        ("notifyNormMaker", json!({ "matter": 1, "question": "x" })),
        ("recordNormReply", json!({ "matter": 1, "summary": "x" })),
        ("hearNormMaker", json!({ "matter": 1, "record": "x" })),
        ("concludeNormReview", finding()),
        (
            "transferNorm",
            json!({ "matter": 1, "to": "x", "reason": "x" }),
        ),
        ("recordNormOpinion", finding()),
        (
            "discontinueNormReview",
            json!({ "matter": 1, "ground": "NOT_THE_BASIS", "reason": "x" }),
        ),
        ("recordLapse", json!({ "term": 1 })),
    ];
    let bodies = bodies
        .into_iter()
        .chain(fact_finding(&someone))
        .chain(before_the_application(ground));
    let commands: Vec<Value> = bodies
        .chain(ways_out_and_back())
        .chain(after_the_decision())
        .chain(weekly())
        .map(|(name, body)| reconsideration(name, body))
        .collect();
    let known = workflow::command::CommandName::ALL.len() - 1;
    assert_eq!(commands.len(), known, "a body for every command");
    commands
}

/// Bodies of the commands by which a case ends otherwise than by a decision, or comes back.
fn ways_out_and_back() -> Vec<(&'static str, Value)> {
    let order = json!({ "organ": "x", "number": "x", "reason": "x" });
    vec![
        (
            "prolongSuspension",
            json!({ "reason": "x", "consents": [1, 2] }),
        ),
        (
            "recordSettlement",
            json!({ "parties": [1, 2], "content": "x", "review": "x" }),
        ),
        (
            "permitWithdrawal",
            json!({ "cause": "OTHER", "reason": "x" }),
        ),
        ("refuseWithdrawal", json!({ "reason": "x" })),
        ("openMediation", json!({ "consents": [1, 2], "about": "x" })),
        (
            "recordMediationSession",
            json!({ "parties": [1, 2], "record": "x", "offers": "x" }),
        ),
        (
            "agreeMediation",
            json!({ "facts": "x", "reasons": "x", "result": "x", "review": "x" }),
        ),
        ("signMediation", json!({ "party": 1 })),
        ("endMediation", json!({ "reason": "x" })),
        ("sealMediation", json!({ "sealRegister": "x" })),
        (
            "returnFromCourt",
            json!({ "court": "x", "number": "x", "effect": "ANNULS_DECISION", "reason": "x" }),
        ),
        ("orderAcceptance", order.clone()),
        ("orderResumption", order),
        (
            "recordTakeOver",
            json!({ "organ": "x", "number": "x", "referred": false, "reason": "x" }),
        ),
        ("transferClue", json!({ "organ": "x", "clue": "x" })),
        (
            "recordCourtAcceptance",
            json!({ "court": "x", "number": "x", "acceptedOn": "2026-01-05" }),
        ),
    ]
}

/// A finding about one provision of a norm.
fn finding() -> Value {
    json!({ "matter": 1, "findings": [{ "provision": "x", "finding": "LAWFUL", "reason": "x" }] })
}

/// Bodies of the weekly acts of an office.
fn weekly() -> Vec<(&'static str, Value)> {
    let slips = json!([{ "kind": "WORDING", "stood": "x", "reads": "y" }]);
    vec![
        (
            "correctSlip",
            json!({ "paper": 1, "slips": slips, "reason": "x" }),
        ),
        (
            "recordDispatch",
            json!({ "paper": 1, "party": 1, "method": "POST", "slip": "x" }),
        ),
        (
            "recordReturnedMail",
            json!({ "paper": 1, "party": 1, "cause": "MOVED", "note": "x" }),
        ),
        (
            "voidRegistration",
            json!({ "ground": "TEST", "reason": "x" }),
        ),
        (
            "recordReporting",
            json!({ "what": "RECEIPT", "number": "x" }),
        ),
        (
            "joinCases",
            json!({ "lead": "x", "basis": "SAME_ACT", "reason": "x" }),
        ),
        ("leaveJoined", json!({ "reason": "x" })),
        (
            "fileSupplement",
            json!({ "party": 1, "what": "x", "channel": "POST" }),
        ),
    ]
}

/// Bodies of the commands that come after the decision.
fn after_the_decision() -> Vec<(&'static str, Value)> {
    let because = json!({ "matter": 1, "reason": "x" });
    vec![
        ("recordPerformance", json!({ "matter": 1, "note": "x" })),
        (
            "orderPerformance",
            json!({ "matter": 1, "performBy": "2026-04-30", "reason": "x" }),
        ),
        (
            "interviewRespondent",
            json!({ "matter": 1, "on": "2026-04-30", "reason": "x" }),
        ),
        ("criticiseRespondent", because.clone()),
        ("endPerformance", because.clone()),
        (
            "urgePerformance",
            json!({ "party": 1, "item": 1, "obligation": "x" }),
        ),
        (
            "applyEnforcement",
            json!({ "matter": 1, "way": "COURT", "note": "x" }),
        ),
        ("copyToSuperior", json!({ "matter": 1, "superior": "x" })),
        (
            "draftLetter",
            json!({ "kind": "OPINION", "party": 2, "problem": "x", "advice": "x" }),
        ),
        ("signLetter", json!({ "matter": 1 })),
        ("issueLetter", json!({ "matter": 1, "sealRegister": "x" })),
        ("dropLetter", because.clone()),
        ("recordLetterReport", json!({ "matter": 1, "report": "x" })),
        (
            "judgeLetter",
            json!({ "matter": 1, "judgement": "CORRECTED", "reason": "x" }),
        ),
        (
            "publishDecision",
            json!({ "matter": 1, "place": "x", "anonymised": true }),
        ),
        ("withholdPublication", because),
        (
            "fileMajorDecision",
            json!({ "superior": "x", "reason": "x" }),
        ),
        ("recordVisit", json!({ "party": 1, "record": "x" })),
        (
            "fileMaterial",
            json!({ "upload": uuid::Uuid::nil(), "kind": "OTHER", "volume": "MAIN", "title": "x", "pages": 1 }),
        ),
        (
            "correctMaterial",
            json!({ "material": 1, "pages": 2, "reason": "x" }),
        ),
        ("proposeExcision", json!({ "material": 1, "reason": "x" })),
        (
            "decideExcision",
            json!({ "material": 1, "excise": true, "reason": "x" }),
        ),
    ]
}
