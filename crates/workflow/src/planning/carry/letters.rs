//! Letters, copies, publication, follow-up: what the commands carry into their matters (ARL 76, 79; Regs 57, 59).

use super::Carried;
use crate::command::{DraftLetter, ReconsiderationCommand as C};
use crate::file::{Details, PartyRole};
use crate::id::{OrganId, PartyNo};
use crate::planning::Ask;
use crate::planning::build::Making;
use crate::planning::days::no_such;
use crate::refusal::{Refusal, RefusalCode};

/// Carries a command of letters, copies, publication or follow-up.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::CopyToSuperior(copy) => {
            let superior = making.other_organ(&copy.superior, copy.organ.map(OrganId));
            making.say(&copy.superior);
            concern(making, superior);
        }
        C::DraftLetter(draft) => drafted(ask, making, draft)?,
        C::SignLetter(_) => {
            if let Some(matter) = &mut making.matter
                && let Details::Letter { signed_by, .. } = &mut matter.details
            {
                *signed_by = ask.actor.person().map(|person| person.user);
            }
        }
        C::DropLetter(drop) => making.say(&drop.reason),
        C::RecordLetterReport(record) => making.say(&record.report),
        C::JudgeLetter(judge) => {
            making.say(&judge.reason);
            if let Some(matter) = &mut making.matter
                && let Details::Letter { judgement, .. } = &mut matter.details
            {
                *judgement = Some(judge.judgement);
            }
        }
        C::PublishDecision(publish) => making.say(&publish.place),
        C::WithholdPublication(withhold) => making.say(&withhold.reason),
        C::FileMajorDecision(file) => {
            making.say(&file.reason);
            let superior = making.other_organ(&file.superior, file.organ.map(OrganId));
            concern(making, superior);
        }
        C::RecordVisit(visit) => {
            if ask.file.party(visit.party).is_none() {
                return Err(no_such("party", visit.party));
            }
            making.say(&visit.record);
            concern(making, visit.party);
        }
        _ => {}
    }
    Ok(())
}

/// Texts that these commands cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::CopyToSuperior(c) => vec![("superior", &c.superior)],
        C::DraftLetter(c) => vec![("problem", &c.problem), ("advice", &c.advice)],
        C::IssueLetter(c) => vec![("sealRegister", &c.seal_register)],
        C::DropLetter(c) => vec![("reason", &c.reason)],
        C::RecordLetterReport(c) => vec![("report", &c.report)],
        C::JudgeLetter(c) => vec![("reason", &c.reason)],
        C::PublishDecision(c) => vec![("place", &c.place)],
        C::WithholdPublication(c) => vec![("reason", &c.reason)],
        C::FileMajorDecision(c) => vec![("superior", &c.superior), ("reason", &c.reason)],
        C::RecordVisit(c) => vec![("record", &c.record)],
        _ => Vec::new(),
    }
}

fn concern(making: &mut Making, party: PartyNo) {
    if let Some(matter) = &mut making.matter {
        matter.party = Some(party);
    }
}

/// The letter goes to a respondent, or to another organ that it concerns.
///
/// # Law
///
/// ARL 76: to the respondent or another lower organ whose act was found unlawful or improper.
fn drafted(ask: &Ask<'_>, making: &mut Making, draft: &DraftLetter) -> Carried {
    let named = draft.organ_name.as_deref().map(str::trim);
    let party = match (draft.party, named.filter(|name| !name.is_empty())) {
        (Some(no), _) => addressee(ask, no)?,
        (None, Some(name)) => making.other_organ(name, draft.organ.map(OrganId)),
        (None, None) => {
            return Err(Refusal::new(RefusalCode::MissingField).with("field", "party"));
        }
    };
    making.say(&draft.problem);
    concern(making, party);
    if let Some(matter) = &mut making.matter {
        matter.details = Details::Letter {
            advice: draft.advice.clone(),
            by: None,
            judgement: None,
            signed_by: None,
        };
    }
    Ok(())
}

fn addressee(ask: &Ask<'_>, no: PartyNo) -> Result<PartyNo, Refusal> {
    let party = ask.file.party(no).ok_or_else(|| no_such("party", no))?;
    match party.role {
        PartyRole::Respondent | PartyRole::OtherOrgan => Ok(no),
        PartyRole::Applicant | PartyRole::ThirdParty => Err(Refusal::new(RefusalCode::BadField)
            .with("field", "party")
            .with("value", no)
            .with(
                "expected",
                "被申请人或者相关机关 / a respondent or another organ",
            )),
    }
}
