//! The procedure, and the decision: drafted, signed, issued.

use super::{Scene, Way, now, word};
use crate::command::{
    CommandName as N, ConvertToOrdinary, DecisionItemInput, DecisionKind as K, IssueDecision,
    ReconsiderationCommand as C, ReturnDraft, SignDecision, SigningBasis, SubmitDraft,
};
use crate::file::PartyRole;

/// Days that an order to perform leaves.
const TO_PERFORM: u64 = 30;

pub(super) fn convert_to_ordinary(_: &Scene<'_>) -> Vec<Way> {
    now([C::ConvertToOrdinary(ConvertToOrdinary { reason: word() })])
}

fn item(kind: K) -> DecisionItemInput {
    let (finds, changes) = (
        matches!(kind, K::Illegal | K::IllegalKeep),
        kind == K::Change,
    );
    DecisionItemInput {
        kind,
        subject: word(),
        perform_by: None,
        redo: None,
        procedural: finds.then_some(false),
        result_changed: changes.then_some(true),
        worse: changes.then_some(false),
        third_party_request: None,
    }
}

/// One draft for each treatment that the Act knows; the rejection of the application wherever it can be drafted.
pub(super) fn submit_draft(scene: &Scene<'_>) -> Vec<Way> {
    let third = scene.first(PartyRole::ThirdParty).is_some();
    let mut drafts = vec![vec![item(K::RejectApplication)]];
    let mut moves = scene.book.moves_of(N::SubmitDraft);
    if moves.any(|step| step.when.is_empty() && step.from.contains(&scene.file.stage)) {
        drafts.extend(on_the_merits(scene, third));
    }
    now(drafts.into_iter().map(|items| {
        C::SubmitDraft(SubmitDraft {
            items,
            findings: word(),
            reasons: word(),
            third_party_evidence: third.then(word),
            deliberation: None,
        })
    }))
}

/// What bars a missed reply, what is enforced and by whom, what orders a new act or performance and by when, what
/// stands beside another item.
fn on_the_merits(scene: &Scene<'_>, third: bool) -> Vec<Vec<DecisionItemInput>> {
    let by = Some(scene.ahead(TO_PERFORM));
    let redo = |by| DecisionItemInput {
        redo: Some(true),
        perform_by: by,
        ..item(K::Revoke)
    };
    let perform = |kind| DecisionItemInput {
        perform_by: by,
        ..item(kind)
    };
    let mut drafts = vec![
        vec![item(K::Maintain)],
        vec![item(K::Change)],
        vec![item(K::RejectRequest)],
        vec![item(K::Revoke)],
        vec![redo(None)],
        vec![redo(by)],
        vec![item(K::Illegal)],
        vec![perform(K::Perform)],
        vec![item(K::Revoke), perform(K::Compensate)],
    ];
    if third {
        drafts.push(vec![DecisionItemInput {
            worse: Some(true),
            third_party_request: Some(word()),
            ..item(K::Change)
        }]);
    }
    drafts
}

pub(super) fn return_draft(_: &Scene<'_>) -> Vec<Way> {
    now([C::ReturnDraft(ReturnDraft { reason: word() })])
}

/// Consent of the head; collective discussion with its minutes is treated alike.
pub(super) fn sign_decision(_: &Scene<'_>) -> Vec<Way> {
    now([C::SignDecision(SignDecision {
        basis: SigningBasis::HeadConsent,
        minutes: None,
    })])
}

pub(super) fn issue_decision(_: &Scene<'_>) -> Vec<Way> {
    now([C::IssueDecision(IssueDecision {
        seal_register: word(),
    })])
}
