//! The commands of a life, ready to give.

use super::life::{Life, user};
use crate::actor::Role;
use crate::command::{
    Accept, Assign, ConfirmLapse, DecisionItemInput, DecisionKind, HearViews, IssueDecision,
    ProofInput, ReconsiderationCommand as C, RecordReply, RecordService, ReturnDraft, SendCopy,
    ServiceMethod, SignDecision, SigningBasis, SubmitDraft, Suspend, ViewsMode,
};
use crate::file::TermState;

pub(super) fn assign() -> C {
    C::Assign(Assign {
        officer: user(Role::Officer).0,
        co_officer: Some(user(Role::CoOfficer).0),
        handover_note: None,
    })
}

pub(super) fn accept() -> C {
    C::Accept(Accept {
        note: "符合".to_owned(),
        simplified: None,
    })
}

pub(super) fn copy() -> C {
    C::SendCopy(SendCopy {
        note: "专人".to_owned(),
    })
}

pub(super) fn serve(life: &Life, kind: &str, party: u32) -> C {
    let paper = life
        .file
        .papers
        .iter()
        .rev()
        .find(|paper| paper.kind == kind)
        .unwrap()
        .no;
    let method = ServiceMethod::Direct;
    C::RecordService(RecordService {
        paper,
        party,
        method,
        published_on: None,
        slip: "回证1".to_owned(),
        particulars: None,
    })
}

pub(super) fn reply() -> C {
    C::RecordReply(RecordReply {
        party: 2,
        posted_on: None,
        evidence_count: 3,
    })
}

pub(super) fn views() -> C {
    C::HearViews(HearViews {
        parties: vec![1],
        mode: ViewsMode::Telephone,
        record: "已听取".to_owned(),
        mediation_willing: Some(false),
    })
}

pub(super) fn draft(kind: DecisionKind) -> C {
    let item = DecisionItemInput {
        kind,
        subject: "请求一".to_owned(),
        perform_by: None,
        redo: None,
        procedural: Some(false),
        result_changed: Some(true),
        worse: Some(false),
        third_party_request: None,
    };
    C::SubmitDraft(SubmitDraft {
        items: vec![item],
        findings: "查明".to_owned(),
        reasons: "理由".to_owned(),
        third_party_evidence: None,
        deliberation: Some("审理报告".to_owned()),
    })
}

pub(super) fn sign() -> C {
    C::SignDecision(SignDecision {
        basis: SigningBasis::HeadConsent,
        minutes: None,
    })
}

pub(super) fn returned() -> C {
    C::ReturnDraft(ReturnDraft {
        reason: "退回".to_owned(),
    })
}

pub(super) fn issue() -> C {
    C::IssueDecision(IssueDecision {
        seal_register: "用印1".to_owned(),
    })
}

pub(super) fn suspend(ground: &str) -> C {
    C::Suspend(Suspend {
        ground: ground.to_owned(),
        reason: "情况".to_owned(),
        consents: vec![1, 2],
        reference: None,
        until: None,
    })
}

pub(super) fn accepted(on: &str) -> Life {
    let mut life = Life::begin(on);
    life.give(Role::InstitutionHead, assign())
        .give(Role::Officer, accept());
    life
}

pub(super) fn in_trial(on: &str) -> Life {
    let mut life = accepted(on);
    life.give(Role::Officer, copy());
    let served = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, served)
        .give(Role::RespondentClerk, reply())
        .give(Role::Officer, views());
    life
}

/// A case whose decision is drafted, signed and issued, and served on nobody yet.
pub(super) fn decided(on: &str) -> Life {
    let mut life = in_trial(on);
    life.give(Role::Officer, draft(DecisionKind::Maintain))
        .give(Role::OrganHead, sign())
        .give(Role::Registrar, issue());
    life
}

pub(super) fn slip() -> ProofInput {
    ProofInput {
        reference: "EMS 1001".to_owned(),
        confirmed_by: Some(user(Role::Registrar).0),
        materials: None,
    }
}

pub(super) fn awaiting_reply(on: &str) -> Life {
    let mut life = accepted(on);
    life.give(Role::Officer, copy());
    let served = serve(&life, "reply_notice", 2);
    life.give(Role::Registrar, served);
    life
}

pub(super) fn lapsed(life: &Life) -> u32 {
    let waiting = |term: &&crate::file::Term| term.state == TermState::LapsedUnverified;
    life.file.terms.iter().find(waiting).unwrap().no
}

pub(super) fn confirm(life: &Life) -> C {
    C::ConfirmLapse(ConfirmLapse {
        term: lapsed(life),
        reason: "已核实".to_owned(),
    })
}
