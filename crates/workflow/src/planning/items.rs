//! Items of a decision: which can stand, and with which.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::Ask;
use crate::command::{
    DecisionItemInput, DecisionKind as K, ReconsiderationCommand as C, SubmitDraft,
};
use crate::file::{DecisionItem, Draft, PartyRole};
use crate::refusal::{Refusal, RefusalCode};

fn unlawful(why: &str, basis: &str) -> Result<(), Refusal> {
    Err(Refusal::new(RefusalCode::ItemsUnlawful)
        .with("why", why)
        .because(basis))
}

/// Whether the items can stand together.
///
/// # Law
///
/// ARL 33, 63–72; ARL 70 for a reply that was missed.
pub(super) fn lawful(ask: &Ask<'_>) -> Result<(), Refusal> {
    let Some(C::SubmitDraft(submit)) = ask.command() else {
        return Ok(());
    };
    let items = &submit.items;
    if items.is_empty() {
        return unlawful("至少一项决定 / at least one item", "ARL 61");
    }
    if items.iter().all(|item| item.kind.is_rider()) {
        return unlawful(
            "赔偿事项须附于其他决定 / compensation stands beside another item",
            "ARL 72",
        );
    }
    let corrects = |kind: K| !kind.is_rider() && !matches!(kind, K::Maintain | K::RejectRequest);
    let compensates = items.iter().any(|item| item.kind == K::Compensate);
    if compensates && !items.iter().any(|item| corrects(item.kind)) {
        return unlawful(
            "行政行为没有被撤销、变更或者确认违法、无效的，不得决定赔偿 / compensation goes with an act that is revoked, changed, or found unlawful or void",
            "ARL 72(1)",
        );
    }
    if items.len() > 1 && items.iter().any(|item| item.kind == K::RejectApplication) {
        return unlawful(
            "驳回申请不与其他事项并列 / a rejected application leaves nothing else to decide",
            "ARL 33",
        );
    }
    let supplied = submit.third_party_evidence.as_deref();
    let supplied = supplied.is_some_and(|evidence| !evidence.trim().is_empty());
    let missed = !ask.file.facts.no_reply.is_empty();
    let third_party = ask
        .file
        .parties_with(PartyRole::ThirdParty)
        .next()
        .is_some();
    let barred = |kind| matches!(kind, K::Maintain | K::RejectRequest | K::Change);
    if missed && !(third_party && supplied) && items.iter().any(|item| barred(item.kind)) {
        return unlawful(
            "被申请人逾期未答复且第三人未提供证据的，不得维持、变更或者驳回请求 / without evidence of the respondent or a third party the act cannot stand",
            "ARL 70",
        );
    }
    items
        .iter()
        .try_for_each(|item| lawful_item(item, ask.moment.today).and_then(|()| stated(ask, item)))
}

/// Whether an item says what the law on defendants and the bar on worsening need to know, and is within that bar.
///
/// # Law
///
/// ARL 63(2): no change to the detriment of the applicant, unless a third party asks the opposite. XJ 22.
fn stated(ask: &Ask<'_>, item: &DecisionItemInput) -> Result<(), Refusal> {
    let missing = |field: &str, basis: &str| {
        let refusal = Refusal::new(RefusalCode::MissingField).with("field", field);
        Err(refusal.because(basis))
    };
    match item.kind {
        K::Illegal | K::IllegalKeep if item.procedural.is_none() => {
            missing("items.procedural", "XJ 22")
        }
        K::Change if item.result_changed.is_none() => missing("items.resultChanged", "XJ 22"),
        K::Change if item.worse.is_none() => missing("items.worse", "ARL 63(2)"),
        K::Change if item.worse == Some(true) => {
            let asked = item.third_party_request.as_deref();
            let asked = asked.is_some_and(|words| !words.trim().is_empty());
            let mut third = ask.file.parties_with(PartyRole::ThirdParty);
            if asked && third.next().is_some() {
                return Ok(());
            }
            unlawful(
                "不得作出对申请人更为不利的变更，第三人提出相反请求的除外 / no change to the detriment of the applicant, unless a third party asks the opposite",
                "ARL 63(2)",
            )
        }
        _ => Ok(()),
    }
}

fn lawful_item(item: &DecisionItemInput, today: NaiveDate) -> Result<(), Refusal> {
    if item.subject.trim().is_empty() {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "items.subject"));
    }
    if item.kind == K::Perform && item.perform_by.is_none() {
        return unlawful(
            "责令履行须定期限 / an order to perform fixes a day",
            "ARL 66",
        );
    }
    if item.redo == Some(true) && !matches!(item.kind, K::Revoke | K::RevokePart) {
        return unlawful(
            "责令重作只随撤销 / a new act is ordered only with a revocation",
            "ARL 64",
        );
    }
    match item.perform_by {
        Some(day) if day.0 <= today => unlawful(
            "履行期限须在今日之后 / the day to perform lies after today",
            "ARL 66",
        ),
        _ => Ok(()),
    }
}

/// Whether the draft, as it is submitted or as it stands, rejects the application and nothing else.
///
/// # Law
///
/// ARL 33.
pub(super) fn only_rejection(ask: &Ask<'_>) -> Result<(), Refusal> {
    let kinds: Vec<K> = match (ask.command(), &ask.file.facts.draft) {
        (Some(C::SubmitDraft(submit)), _) => submit.items.iter().map(|item| item.kind).collect(),
        (_, Some(draft)) => draft.items.iter().map(|item| item.kind).collect(),
        // Before a draft it may still become one; nothing else can be done with it.
        (None, None) => return Ok(()),
        (Some(_), None) => Vec::new(),
    };
    if !kinds.is_empty() && kinds.iter().all(|kind| *kind == K::RejectApplication) {
        Ok(())
    } else {
        Err(Refusal::new(RefusalCode::WrongStage))
    }
}

/// Whether every day to perform still lies ahead when the decision is signed and issued.
///
/// # Law
///
/// ARL 66.
pub(super) fn days_ahead(ask: &Ask<'_>) -> Result<(), Refusal> {
    let drafted = ask.file.facts.draft.iter().flat_map(|draft| &draft.items);
    match drafted.filter_map(|item| item.perform_by).min() {
        Some(day) if day <= ask.on => unlawful(
            "履行期限须在决定之日之后，请退回重拟 / the day to perform lies after the decision: return the draft",
            "ARL 66",
        ),
        _ => Ok(()),
    }
}

/// The draft with the digest that signatures bind.
///
/// # Law
///
/// ARL 61(2): a case that was heard is decided on the record of the hearing too.
pub(super) fn draft(ask: &Ask<'_>, submit: &SubmitDraft) -> Draft {
    let items: Vec<DecisionItem> = submit
        .items
        .iter()
        .map(|item| DecisionItem {
            kind: item.kind,
            subject: item.subject.clone(),
            perform_by: item.perform_by.map(|day| day.0),
            redo: item.redo.unwrap_or(false),
            procedural: item.procedural.unwrap_or(false),
            result_changed: item.result_changed.unwrap_or(false),
            worse: item.worse.unwrap_or(false),
        })
        .collect();
    let matters = ask.file.facts.matters.iter();
    let hearings = matters.filter_map(|matter| matter.details.hearing());
    let hearing_records: Vec<_> = hearings.flat_map(|hearing| hearing.records()).collect();
    let text = (&items, &submit.findings, &submit.reasons, &hearing_records);
    let text = serde_json::to_vec(&text).unwrap_or_default();
    Draft {
        items,
        findings: submit.findings.clone(),
        reasons: submit.reasons.clone(),
        hearing_records,
        submitted_on: ask.on,
        from_stage: ask.file.stage.clone(),
        digest: hex::encode(Sha256::digest(text)),
        by: ask.actor.person().map(|person| person.user),
    }
}
