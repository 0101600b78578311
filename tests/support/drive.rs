//! Brings a case to a stage in the ordinary way, all on one day.

use std::pin::Pin;

use casework::{FileBounds, NewUpload};
use serde_json::{Value, json};

use super::ground::Ground;

impl Ground {
    /// Gives a command that must succeed, from the revision that the case is at.
    #[track_caller]
    pub(crate) fn give<'a>(
        &'a self,
        by: &'a str,
        case: &'a str,
        name: &'a str,
        body: Value,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        let caller = std::panic::Location::caller();
        // Boxed: unoptimised, a scene of a hundred commands would hold as many requests on its stack.
        Box::pin(async move {
            let revision = self.see(case).await.revision;
            let answer = self
                .submit(by, case, revision, reconsideration(name, body), None, None)
                .await;
            assert!(
                matches!(answer, super::seen::Answer::Done(_)),
                "{caller}: {name}: {answer:?}"
            );
        })
    }

    /// A case received and assigned.
    pub(crate) async fn assigned(&self) -> String {
        let case = self.ordinary().await;
        self.assign(&case).await;
        case
    }

    /// A case accepted.
    pub(crate) async fn accepted(&self) -> String {
        let case = self.assigned().await;
        self.accept(&case).await;
        case
    }

    /// A case of which the respondent has the copy and owes a reply.
    pub(crate) async fn awaiting_reply(&self) -> String {
        let case = self.accepted().await;
        self.copy(&case).await;
        case
    }

    /// A case being heard.
    pub(crate) async fn in_trial(&self) -> String {
        let case = self.awaiting_reply().await;
        self.reply(&case).await;
        case
    }

    /// A case whose decision is issued and still to be served.
    pub(crate) async fn concluded(&self) -> String {
        let case = self.in_trial().await;
        self.decide(&case, draft()).await;
        case
    }

    /// An application, whatever it says, decided as a draft says; the decision is still to be served.
    pub(crate) async fn decided(&self, application: Value, draft: Value) -> String {
        let opened = self.open("registrar", application, None).await;
        let case = opened.done().case;
        self.assign(&case).await;
        self.bring_to_trial(&case).await;
        self.decide(&case, draft).await;
        case
    }

    /// Takes an assigned case up to its hearing.
    pub(crate) async fn bring_to_trial(&self, case: &str) {
        self.accept(case).await;
        self.copy(case).await;
        self.reply(case).await;
    }

    /// Opens an ordinary case whose act was one of those of another case, and gives its global id.
    pub(crate) async fn separated_from(&self, case: &str) -> String {
        let mut application = self.application();
        let acts = json!({ "acts": [application["disputedAct"]["title"], "扣留车辆"] });
        self.give("officer", case, "askToSplit", acts).await;
        application["splitFrom"] = json!(self.see(case).await.number);
        let opened = self.open("registrar", application, None).await;
        opened.done().case
    }

    /// The office is sent a file, of which its bytes are left out, that waits to be filed.
    pub(crate) async fn upload_waits(&self) {
        let new = NewUpload {
            file_name: "行政复议申请书.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 1,
            sha256: "0".repeat(64),
            case: None,
        };
        let (by, bounds) = (
            &self.office.people["registrar"].actor,
            FileBounds::default(),
        );
        let started = self
            .desk
            .start_upload(by, &new, &bounds, "waits", self.moment());
        let secret = started.await.unwrap().secret.unwrap();
        let claimed = self.desk.claim_upload(secret.expose(), self.moment()).await;
        let upload = claimed.unwrap().unwrap();
        assert!(self.desk.keep_upload(&upload).await.unwrap());
        self.upload.set(upload.id).unwrap();
    }

    /// The id that commands take for somebody: a person, or an agency; for `upload`, that of a file that was sent.
    pub(crate) fn id_of(&self, who: &str) -> Value {
        if who == "nobody" {
            return json!(uuid::Uuid::nil());
        }
        if who == "upload" {
            return json!(self.upload.get().expect("a file that waits"));
        }
        match self.office.agencies.get(who) {
            Some(agency) => json!(agency.0),
            None => json!(self.office.people[who].user.0),
        }
    }

    pub(crate) async fn assign(&self, case: &str) {
        let who =
            json!({ "officer": self.id_of("officer"), "coOfficer": self.id_of("co_officer") });
        self.give("registrar", case, "assign", who).await;
    }

    /// The case is put to the committee, so that its members can be let in.
    pub(crate) async fn consult(&self, case: &str) {
        let classify = json!({ "grounds": ["OTHER"], "reason": "疑难" });
        self.give("institution_head", case, "classify", classify)
            .await;
        let ask = json!({ "question": "处罚幅度是否适当", "cutOff": "2026-12-31" });
        self.give("institution_head", case, "requestConsultation", ask)
            .await;
    }

    pub(crate) async fn accept(&self, case: &str) {
        let note = json!({ "note": "符合受理条件" });
        self.give("officer", case, "accept", note).await;
    }

    /// The copy is sent, and served on the respondent.
    async fn copy(&self, case: &str) {
        let note = json!({ "note": "专人送交" });
        self.give("officer", case, "sendCopy", note).await;
        let paper = self.see(case).await.paper("reply_notice").unwrap().no;
        let service = json!({ "paper": paper, "party": 2, "method": "DIRECT", "slip": "回证" });
        self.give("registrar", case, "recordService", service).await;
    }

    async fn reply(&self, case: &str) {
        let reply = json!({ "party": 2, "evidenceCount": 3 });
        self.give("respondent_clerk", case, "recordReply", reply)
            .await;
    }

    /// The applicant is heard; the draft is submitted, signed and issued.
    pub(crate) async fn decide(&self, case: &str, draft: Value) {
        let views = json!({ "parties": [1], "mode": "IN_PERSON", "record": "听取申请人意见" });
        self.give("officer", case, "hearViews", views).await;
        self.give("officer", case, "submitDraft", draft).await;
        let consent = json!({ "basis": "HEAD_CONSENT" });
        self.give("organ_head", case, "signDecision", consent).await;
        let seal = json!({ "sealRegister": "印1" });
        self.give("registrar", case, "issueDecision", seal).await;
    }
}

/// A command to a reconsideration case, as the API takes it.
pub(crate) fn reconsideration(name: &str, body: Value) -> Value {
    json!({ "reconsideration": { name: body } })
}

/// A draft that maintains the act.
pub(crate) fn draft() -> Value {
    json!({
        "items": [{ "kind": "MAINTAIN", "subject": "行政处罚决定" }],
        "findings": "事实清楚，证据确凿",
        "reasons": "适用依据正确，程序合法，内容适当",
        "deliberation": "承办意见：维持",
    })
}
