//! What evidence, supplements and access to the file carry.

use super::{Carried, beside, examination};
use crate::command::{
    AccessBar, EvidenceInput, HandInEvidence, ReconsiderationCommand as C, RequestFileAccess,
};
use crate::effect::Effect;
use crate::file::{Details, Evidence, EvidenceItem, FileAccess, PartyRole};
use crate::planning::Ask;
use crate::planning::build::{Making, next_no};
use crate::planning::guards::people::present;
use crate::refusal::{Refusal, RefusalCode};

/// Carries a command of evidence or of access to the file.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::HandInEvidence(handed) => handed_in(ask, making, handed)?,
        C::AskSupplement(asked) => {
            beside::concerns(ask, making, asked.party, &[PartyRole::Respondent])?;
            making.say(&asked.reason);
        }
        C::AllowSupplement(allow) => making.say(&allow.note),
        C::RefuseSupplement(refuse) => making.say(&refuse.reason),
        C::RequestFileAccess(request) => requested(ask, making, request)?,
        C::AllowFileAccess(allow) => making.say(&allow.note),
        C::RefuseFileAccess(refuse) => {
            making.say(&refuse.reason);
            with_access(making, |access| access.bar = Some(refuse.ground));
        }
        C::RecordFileAccess(record) => {
            making.say(&record.what);
            with_access(making, |access| access.reader = Some(record.person.clone()));
        }
        _ => {}
    }
    Ok(())
}

/// Texts that a command of evidence or of access to the file cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::HandInEvidence(c) => vec![("note", &c.note)],
        C::AskSupplement(c) => vec![("reason", &c.reason)],
        C::AllowSupplement(c) => vec![("note", &c.note)],
        C::RefuseSupplement(c) => vec![("reason", &c.reason)],
        C::AllowFileAccess(c) => vec![("note", &c.note)],
        C::RefuseFileAccess(c) => vec![("reason", &c.reason)],
        C::RecordFileAccess(c) => vec![("person", &c.person), ("what", &c.what)],
        _ => Vec::new(),
    }
}

/// Evidence comes in; what a respondent gathered on its own while the case ran is taken and flagged.
///
/// # Law
///
/// ARL 46(1): evidence gathered so is no basis for finding the act lawful or proper.
fn handed_in(ask: &Ask<'_>, making: &mut Making, handed: &HandInEvidence) -> Carried {
    let newly_raised = handed.newly_raised.unwrap_or(false);
    let blank = |item: &EvidenceInput| item.title.trim().is_empty();
    // New reasons may come without a piece of evidence, they stand in the note; so may the excuse for having none.
    let bare = newly_raised || handed.excuse.is_some();
    if handed.items.iter().any(blank) || (handed.items.is_empty() && !bare) {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "items"));
    }
    let respondent = present(ask, handed.party)?.role == PartyRole::Respondent;
    let accepted = ask
        .file
        .facts
        .acceptance
        .as_ref()
        .map(|acceptance| acceptance.on);
    let mut items = Vec::new();
    for item in &handed.items {
        let gathered_on = item.gathered_on.map(|day| day.0);
        if gathered_on.is_some_and(|day| day > ask.on) {
            return Err(Refusal::new(RefusalCode::BadField)
                .with("field", "items.gatheredOn")
                .with("value", gathered_on.unwrap_or(ask.on))
                .with("expected", format!("<= {}", ask.on)));
        }
        if respondent && gathered_on.is_none() {
            return Err(Refusal::new(RefusalCode::MissingField)
                .with("field", "items.gatheredOn")
                .because("ARL 46(1)"));
        }
        let while_it_ran = gathered_on
            .zip(accepted)
            .is_some_and(|(day, from)| day >= from);
        items.push(EvidenceItem {
            kind: item.kind,
            title: item.title.clone(),
            gathered_on,
            self_gathered: respondent && while_it_ran && handed.matter.is_none(),
        });
    }
    let evidence = Evidence {
        no: next_no(ask.file.facts.evidence.iter().map(|known| known.no)),
        party: handed.party,
        on: ask.on,
        items,
        newly_raised,
        supplement: handed.matter,
        burden: handed.burden,
        excuse: handed.excuse.clone(),
        note: handed.note.clone(),
    };
    making.push(Effect::EvidenceHandedIn { evidence });
    if handed.matter.is_some() {
        making.say(&handed.note);
    }
    Ok(())
}

fn requested(ask: &Ask<'_>, making: &mut Making, request: &RequestFileAccess) -> Carried {
    let roles = [PartyRole::Applicant, PartyRole::ThirdParty];
    beside::concerns(ask, making, request.party, &roles)?;
    let mut parts = request.parts.clone();
    parts.sort_unstable();
    parts.dedup();
    if parts.is_empty() {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "parts"));
    }
    let labels: Vec<&str> = parts.iter().map(|part| part.label().0).collect();
    making.say(&labels.join("、"));
    examination::describe(
        making,
        Details::FileAccess(FileAccess {
            agent: request.agent.clone(),
            parts,
            bar: None::<AccessBar>,
            reader: None,
        }),
    );
    Ok(())
}

fn with_access(making: &mut Making, change: impl FnOnce(&mut FileAccess)) {
    if let Some(matter) = &mut making.matter
        && let Details::FileAccess(access) = &mut matter.details
    {
        change(access);
    }
}
