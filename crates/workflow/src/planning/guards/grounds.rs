//! Guards of suspension, termination, extension and the draft (ARL 39, 41, 49, 62).

use super::{Code, DECIDE, Refusal, Verdict, bad, refuse};
use crate::command::ReconsiderationCommand as C;
use crate::file::{PartyRole, TermState, Views};
use crate::planning::Ask;
use crate::rulebook::{GroundCondition, GroundOf};

pub(super) fn suspension_ground(ask: &Ask<'_>) -> Verdict {
    let Some(C::Suspend(suspend)) = ask.command() else {
        return Ok(());
    };
    let ground = ask.ground(&suspend.ground, GroundOf::Suspension)?;
    if !ground.needs_consent {
        return Ok(());
    }
    let missing: Vec<String> = ask
        .file
        .present()
        .filter(|party| {
            matches!(party.role, PartyRole::Applicant | PartyRole::Respondent)
                && !suspend.consents.contains(&party.no)
        })
        .map(|party| party.no.to_string())
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refusal::new(Code::ConsentMissing)
            .with("missing", missing.join("、"))
            .because(ground.basis.clone()))
    }
}

pub(super) fn termination_ground(ask: &Ask<'_>) -> Verdict {
    let Some(C::Terminate(terminate)) = ask.command() else {
        return Ok(());
    };
    let ground = ask.ground(&terminate.ground, GroundOf::Termination)?;
    let because = |refusal: Refusal| Err(refusal.because(ground.basis.clone()));
    match ground.condition {
        GroundCondition::None => Ok(()),
        GroundCondition::Withdrawal if all_withdrawn(ask, None) => Ok(()),
        GroundCondition::Withdrawal => because(Refusal::new(Code::NoWithdrawal)),
        GroundCondition::SixtyDays => {
            let since = ask.file.facts.suspension.as_ref();
            let Some(suspension) = since else {
                return because(Refusal::new(Code::NotSuspended));
            };
            let wait = ask
                .book
                .grounds
                .get(&suspension.ground)
                .and_then(|ground| ground.starts.as_deref());
            let term = ask
                .file
                .terms
                .iter()
                .rev()
                .find(|term| Some(term.period.as_str()) == wait);
            match term {
                Some(term) if ask.on > term.due => Ok(()),
                Some(term) => because(Refusal::new(Code::SixtyDaysNotOver).with("due", term.due)),
                None => because(bad(
                    Refusal::new(Code::BadField),
                    "ground",
                    &suspension.ground,
                    "第三十九条第一款第一、二、四项 / ARL 39(1)(1), (2), (4)",
                )),
            }
        }
    }
}

/// Whether every applicant has withdrawn, `also` counted in.
pub(in crate::planning) fn all_withdrawn(ask: &Ask<'_>, also: Option<u32>) -> bool {
    let gone = ask
        .file
        .facts
        .withdrawal
        .as_ref()
        .map_or(&[][..], |withdrawal| &withdrawal.parties);
    ask.file
        .parties_with(PartyRole::Applicant)
        .all(|party| gone.contains(&party.no) || also == Some(party.no))
}

/// Whether every applicant who has not withdrawn and every third party was heard, or could not be.
///
/// # Law
///
/// ARL 49; ARL 15: representatives speak for the applicants who chose them. Under the simplified procedure the case may be heard on paper (ARL 54).
pub(super) fn views_settled(ask: &Ask<'_>) -> Verdict {
    if ask.file.facts.procedure.is_simplified() {
        return Ok(());
    }
    let gone = ask.file.facts.withdrawal.as_ref();
    let chosen = &ask.file.facts.people.representatives;
    let due = ask.file.present().filter(|party| {
        (match party.role {
            PartyRole::Applicant => chosen.is_empty() || chosen.contains(&party.no),
            PartyRole::ThirdParty => true,
            PartyRole::Respondent | PartyRole::OtherOrgan => false,
        }) && !gone.is_some_and(|withdrawal| withdrawal.parties.contains(&party.no))
    });
    let missing: Vec<String> = match &ask.file.facts.views {
        Some(Views::Waived { .. }) => Vec::new(),
        Some(Views::Heard { parties, .. }) => due
            .filter(|party| !parties.contains(&party.no))
            .map(|party| party.no.to_string())
            .collect(),
        None => due.map(|party| party.no.to_string()).collect(),
    };
    if missing.is_empty() && ask.file.facts.views.is_some() {
        Ok(())
    } else {
        Err(Refusal::new(Code::ViewsNotHeard)
            .with("missing", missing.join("、"))
            .because("ARL 49"))
    }
}

pub(super) fn no_lapse_pending(ask: &Ask<'_>) -> Verdict {
    match ask
        .file
        .terms
        .iter()
        .find(|term| term.state == TermState::LapsedUnverified)
    {
        None => Ok(()),
        Some(term) => {
            Err(Refusal::new(Code::LapseUnverified).with("term", ask.label_of(&term.period)))
        }
    }
}

pub(super) fn first_extension(ask: &Ask<'_>) -> Verdict {
    let Some(term) = ask.file.open_terms(DECIDE).next() else {
        return Err(Refusal::new(Code::NotExtendable).with("term", ask.label_of(DECIDE)));
    };
    if term.extension_days > 0 {
        return refuse(Code::ExtendedAlready);
    }
    if term.state != TermState::Paused && ask.on > term.due {
        return Err(Refusal::new(Code::DecideTermEnded).with("due", term.due));
    }
    Ok(())
}

pub(super) fn extension_within_limit(ask: &Ask<'_>) -> Verdict {
    let Some(C::Extend(extend)) = ask.command() else {
        return Ok(());
    };
    let Some(max) = ask
        .book
        .period(DECIDE)
        .and_then(|period| period.extension.as_ref())
        .map(|rule| rule.max_days)
    else {
        return Err(Refusal::new(Code::NotExtendable).with("term", ask.label_of(DECIDE)));
    };
    if extend.days == 0 {
        return Err(bad(
            Refusal::new(Code::BadField),
            "days",
            0,
            "一日以上 / at least one day",
        ));
    }
    match max {
        Some(max) if extend.days > max => Err(Refusal::new(Code::ExtensionTooLong)
            .with("days", extend.days)
            .with("max", max)),
        _ => Ok(()),
    }
}
