//! What the commands of cases heard together carry.
//!
//! The Act has no rule that merges days: the term to decide of each case runs from its own acceptance (ARL 62), each is
//! decided by a decision of its own, and each applicant's window to sue runs from the service of that. So joining starts,
//! stops and moves nothing. A hearing, an investigation or a draft of one case may refer to the lead.

use super::Carried;
use crate::command::{JoinCases, ReconsiderationCommand as C};
use crate::effect::Effect;
use crate::file::Joined;
use crate::planning::Ask;
use crate::planning::build::Making;

/// Carries a command of cases heard together.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::JoinCases(join) => joined(ask, making, join),
        C::LeaveJoined(_) => making.push(Effect::JoinedSet { joined: None }),
        _ => {}
    }
    Ok(())
}

/// Texts that these commands cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::JoinCases(c) => vec![("lead", &c.lead), ("reason", &c.reason)],
        C::LeaveJoined(c) => vec![("reason", &c.reason)],
        _ => Vec::new(),
    }
}

fn joined(ask: &Ask<'_>, making: &mut Making, join: &JoinCases) {
    let number = join.lead.trim();
    let Some(lead) = ask.around.cases.get(number) else {
        return;
    };
    making.push(Effect::JoinedSet {
        joined: Some(Joined {
            lead: lead.id,
            number: number.to_owned(),
            basis: join.basis,
            since: ask.on,
        }),
    });
}
