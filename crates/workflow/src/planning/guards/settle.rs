//! Guards of settlement and of the permission to withdraw (ARL 74).

use super::{Code, Refusal, Verdict, all_withdrawn, bad, refuse};
use crate::command::{ReconsiderationCommand as C, WithdrawalCause};
use crate::file::PartyRole;
use crate::planning::Ask;
use crate::planning::days::no_such;

/// Those who settled are parties, an applicant and a respondent among them.
///
/// # Law
///
/// ARL 74: the parties may settle of their own will before the decision is made.
pub(super) fn parties(ask: &Ask<'_>) -> Verdict {
    let Some(C::RecordSettlement(settlement)) = ask.command() else {
        return Ok(());
    };
    let mut roles = Vec::new();
    for no in &settlement.parties {
        let party = ask.file.party(*no).ok_or_else(|| no_such("party", *no))?;
        roles.push(party.role);
    }
    let both = [PartyRole::Applicant, PartyRole::Respondent]
        .iter()
        .all(|role| roles.contains(role));
    if both && !roles.contains(&PartyRole::OtherOrgan) {
        return Ok(());
    }
    let given: Vec<String> = settlement.parties.iter().map(u32::to_string).collect();
    Err(bad(
        Refusal::new(Code::BadField),
        "parties",
        given.join(","),
        "申请人和被申请人 / an applicant and a respondent",
    ))
}

/// Every applicant has withdrawn, and the institution has not yet permitted it.
///
/// # Law
///
/// ARL 41(1)(1), 74.
pub(super) fn withdrawal_pending(ask: &Ask<'_>) -> Verdict {
    let known = ask.file.facts.withdrawal.as_ref();
    match known {
        Some(withdrawal) if all_withdrawn(ask, None) => match &withdrawal.permitted {
            None => Ok(()),
            Some(permission) => {
                Err(Refusal::new(Code::WithdrawalPermitted).with("day", permission.on))
            }
        },
        _ => refuse(Code::NoWithdrawal),
    }
}

/// A withdrawal after a settlement says so, and no other does.
///
/// # Law
///
/// ARL 74: after a settlement the applicant withdraws.
pub(super) fn withdrawal_cause(ask: &Ask<'_>) -> Verdict {
    let Some(C::PermitWithdrawal(permit)) = ask.command() else {
        return Ok(());
    };
    let settled = ask.file.facts.settlement.is_some();
    if settled == (permit.cause == WithdrawalCause::Settlement) {
        return Ok(());
    }
    let expected = if settled {
        "双方和解：已登记和解 / SETTLEMENT: a settlement is recorded"
    } else {
        "和解以外的原因：没有登记和解 / RESPONDENT_CORRECTED or OTHER: no settlement is recorded"
    };
    let refusal = Refusal::new(Code::BadField);
    Err(bad(refusal, "cause", permit.cause.label().0, expected))
}
