//! Settlement, and the withdrawal through which it ends a case.

use crate::command::{RecordSettlement, Terminate, WithdrawalCause};
use crate::effect::Effect;
use crate::file::{Outcome, Permission, Settlement, Withdrawal};
use crate::planning::Ask;
use crate::planning::build::Making;
use crate::rulebook::{GroundCondition, GroundOf};

/// The parties have settled. Nothing ends by that: the applicant is to withdraw.
///
/// # Law
///
/// ARL 74.
pub(super) fn settled(ask: &Ask<'_>, making: &mut Making, settlement: &RecordSettlement) {
    making.push(Effect::SettlementSet {
        settlement: Some(Settlement {
            on: ask.on,
            parties: settlement.parties.clone(),
            content: settlement.content.clone(),
        }),
    });
}

/// The institution permits the withdrawal; the organ may then terminate.
///
/// # Law
///
/// ARL 41(1)(1), 74.
pub(super) fn permitted(ask: &Ask<'_>, making: &mut Making, cause: WithdrawalCause) {
    if let Some(known) = making.file.facts.withdrawal.clone() {
        let permitted = Some(Permission { on: ask.on, cause });
        making.push(Effect::WithdrawalSet {
            withdrawal: Some(Withdrawal { permitted, ..known }),
        });
    }
}

/// The withdrawal does not stand, nor the settlement that led to it: the case goes on.
pub(super) fn not_permitted(making: &mut Making) {
    making.push(Effect::WithdrawalSet { withdrawal: None });
    if making.file.facts.settlement.is_some() {
        making.push(Effect::SettlementSet { settlement: None });
    }
}

/// The outcome of a termination; where the applicants withdrew, with why.
pub(super) fn terminated(ask: &Ask<'_>, terminate: &Terminate) -> Outcome {
    let ground = ask.ground(&terminate.ground, GroundOf::Termination);
    let withdrawn = ground.is_ok_and(|ground| ground.condition == GroundCondition::Withdrawal);
    let permission = ask.file.facts.withdrawal.as_ref();
    let permission = permission.and_then(|withdrawal| withdrawal.permitted.as_ref());
    Outcome::Terminated {
        on: ask.on,
        ground: terminate.ground.clone(),
        cause: permission
            .filter(|_| withdrawn)
            .map(|permission| permission.cause),
    }
}
