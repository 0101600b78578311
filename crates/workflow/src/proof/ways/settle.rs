//! Withdrawal and settlement.

use super::{Scene, Way, now, word};
use crate::command::{
    CommandName as N, PermitWithdrawal, ReconsiderationCommand as C, RecordSettlement,
    RefuseWithdrawal, Withdraw, WithdrawalCause,
};
use crate::file::PartyRole;

/// Each applicant who has not withdrawn; where all have, the first says so again.
pub(super) fn withdraw(scene: &Scene<'_>) -> Vec<Way> {
    let mut parties = scene.each(PartyRole::Applicant);
    parties.retain(|no| !scene.withdrew(*no));
    if parties.is_empty() {
        parties.extend(scene.first(PartyRole::Applicant));
    }
    let commands = parties.into_iter().map(|party| {
        C::Withdraw(Withdraw {
            party,
            reason: word(),
        })
    });
    let commands: Vec<C> = commands.collect();
    let mut ways = now(commands.clone());
    ways.extend(scene.within_review(N::Withdraw, commands));
    ways
}

pub(super) fn record_settlement(scene: &Scene<'_>) -> Vec<Way> {
    let roles = [PartyRole::Applicant, PartyRole::Respondent];
    let parties = roles.into_iter().filter_map(|role| scene.first(role));
    now([C::RecordSettlement(RecordSettlement {
        parties: parties.collect(),
        content: word(),
        review: word(),
    })])
}

/// For the settlement where one is recorded, else for another cause.
pub(super) fn permit_withdrawal(scene: &Scene<'_>) -> Vec<Way> {
    let settled = scene.file.facts.settlement.is_some();
    now([C::PermitWithdrawal(PermitWithdrawal {
        cause: if settled {
            WithdrawalCause::Settlement
        } else {
            WithdrawalCause::Other
        },
        reason: word(),
    })])
}

pub(super) fn refuse_withdrawal(_: &Scene<'_>) -> Vec<Way> {
    now([C::RefuseWithdrawal(RefuseWithdrawal { reason: word() })])
}
