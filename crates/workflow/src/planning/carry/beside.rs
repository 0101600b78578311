//! What the commands of the side tracks carry into their matters.

use super::{Carried, committee, norm};
use crate::command::ReconsiderationCommand as C;
use crate::file::PartyRole;
use crate::id::PartyNo;
use crate::planning::Ask;
use crate::planning::build::Making;
use crate::planning::guards::people::present;
use crate::refusal::{Refusal, RefusalCode};

/// Carries a command of a side track.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::RequestStay(request) => {
            concerns(
                ask,
                making,
                request.party,
                &[PartyRole::Applicant, PartyRole::ThirdParty],
            )?;
            making.say(&request.reason);
        }
        C::OrderStay(order) => making.say(&order.reason),
        C::RefuseStay(refuse) => making.say(&refuse.reason),
        C::LiftStay(lift) => making.say(&lift.reason),
        C::Classify(_)
        | C::RequestConsultation(_)
        | C::RecordConsultation(_)
        | C::WeighConsultation(_)
        | C::CloseConsultation(_) => committee::carry(ask, making, command)?,
        // Each carries its own commands and leaves the others.
        _ => {
            super::hearing::carry(ask, making, command)?;
            super::mediation::carry(ask, making, command)?;
            norm::carry(ask, making, command)?;
            super::performance::carry(ask, making, command)?;
        }
    }
    Ok(())
}

/// Texts that a command of a side track cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::RequestStay(c) => vec![("reason", &c.reason)],
        C::OrderStay(c) => vec![("reason", &c.reason)],
        C::RefuseStay(c) => vec![("reason", &c.reason)],
        C::LiftStay(c) => vec![("reason", &c.reason)],
        C::Classify(c) => vec![("reason", &c.reason)],
        C::RequestConsultation(c) => vec![("question", &c.question)],
        C::RecordConsultation(c) => vec![("committeeOpinion", &c.committee_opinion)],
        C::CloseConsultation(c) => vec![("reason", &c.reason)],
        _ => [
            super::hearing::texts(command),
            super::mediation::texts(command),
            norm::texts(command),
            super::performance::texts(command),
        ]
        .concat(),
    }
}

/// The matter concerns a party with one of these roles.
pub(super) fn concerns(
    ask: &Ask<'_>,
    making: &mut Making,
    no: PartyNo,
    roles: &[PartyRole],
) -> Carried {
    let party = present(ask, no)?;
    if !roles.contains(&party.role) {
        let expected: Vec<&str> = roles.iter().map(|role| role.label().0).collect();
        return Err(Refusal::new(RefusalCode::BadField)
            .with("field", "party")
            .with("value", no)
            .with("expected", expected.join("、")));
    }
    if let Some(matter) = &mut making.matter {
        matter.party = Some(no);
    }
    Ok(())
}
