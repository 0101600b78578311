//! Guards of suspension, termination, extension and the draft (ARL 39, 41, 49, 62).

use chrono::NaiveDate;

use super::{Code, DECIDE, Refusal, Verdict, bad, refuse};
use crate::command::{ReconsiderationCommand as C, Suspend};
use crate::file::{PartyRole, TermState, Views};
use crate::planning::matters::unsettled;
use crate::planning::{Ask, terms};
use crate::rulebook::{Ground, GroundCondition, GroundOf};

/// The ground is one of the Act, names what it waits for, and is consented to where it needs consent.
///
/// # Law
///
/// ARL 39(1). Consent is that of applicant and respondent; the third party's is not asked (39(1)(6)).
/// Refuses where the case is suspended from a day on.
pub(super) fn not_suspended(since: Option<NaiveDate>) -> Verdict {
    since.map_or(Ok(()), |since| {
        Err(Refusal::new(Code::Suspended).with("since", since))
    })
}

/// Whether a decision suspends the case; what a matter suspends resumes when the matter is done.
pub(super) fn is_suspended(ask: &Ask<'_>) -> Verdict {
    match &ask.file.facts.suspension {
        None => {
            let mut matters = ask.file.facts.matters.iter();
            let holds = matters.find(|matter| matter.suspended_on.is_some());
            Err(holds.map_or_else(
                || Refusal::new(Code::NotSuspended),
                |matter| unsettled(ask, "ARL 39(2)", matter),
            ))
        }
        Some(suspension) if ask.on < suspension.since => {
            Err(Refusal::new(Code::EffectiveBeforeStage)
                .with("day", ask.on)
                .with("since", suspension.since))
        }
        Some(_) => Ok(()),
    }
}

pub(super) fn suspension_ground(ask: &Ask<'_>) -> Verdict {
    let (id, consents) = match (ask.command(), &ask.file.facts.suspension) {
        (Some(C::Suspend(suspend)), _) => (&suspend.ground, &suspend.consents),
        (Some(C::ProlongSuspension(prolong)), Some(known)) => (&known.ground, &prolong.consents),
        _ => return Ok(()),
    };
    let ground = ask.ground(id, GroundOf::Suspension)?;
    if ground.track.is_some() {
        let expected = "由「附带审查立项」一类的事项自行引起的中止，不单独决定 / it comes with its matter and is not decided alone";
        let refusal = Refusal::new(Code::BadField).because(ground.basis.clone());
        return Err(bad(refusal, "ground", id, expected));
    }
    if let Some(C::Suspend(suspend)) = ask.command() {
        named(suspend, ground)?;
    }
    last_day(ask, ground)?;
    if !ground.needs_consent {
        return Ok(());
    }
    let missing: Vec<String> = ask
        .file
        .present()
        .filter(|party| {
            matches!(party.role, PartyRole::Applicant | PartyRole::Respondent)
                && !consents.contains(&party.no)
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

/// A ground that waits for an authority or for another case names it; no other ground names one.
fn named(suspend: &Suspend, ground: &Ground) -> Verdict {
    let given = suspend
        .reference
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    let refusal = match (ground.awaits, given) {
        (Some(_), None) => Refusal::new(Code::MissingField).with("field", "reference"),
        (None, Some(text)) => bad(
            Refusal::new(Code::BadField),
            "reference",
            text,
            "不填：该事由不等待他人 / nothing: the ground waits for nobody",
        ),
        _ => return Ok(()),
    };
    Err(refusal.because(ground.basis.clone()))
}

/// The last day of a suspension by consent lies after its first and within the period; no other ground has one.
fn last_day(ask: &Ask<'_>, ground: &Ground) -> Verdict {
    let given = match ask.command() {
        Some(C::Suspend(suspend)) => suspend.until,
        Some(C::ProlongSuspension(prolong)) => prolong.until,
        _ => None,
    };
    let Some(day) = given.map(|day| day.0) else {
        return Ok(());
    };
    let refuse = |expected: &str| {
        let refusal = bad(Refusal::new(Code::BadField), "until", day, expected);
        Err(refusal.because(ground.basis.clone()))
    };
    let Some(period) = &ground.ends else {
        return refuse("不填：该事由没有届满之日 / nothing: the ground has no last day");
    };
    let from = terms::consent_runs_from(ask);
    let longest = terms::fresh(ask.calendar, ask.book, ask.file, period, from, None, None)?.due;
    if day > from && day <= longest {
        return Ok(());
    }
    refuse(&format!("> {from}, <= {longest}"))
}

/// A suspension by consent is prolonged once, and before it ends.
pub(super) fn prolongable(ask: &Ask<'_>) -> Verdict {
    let Some(known) = &ask.file.facts.suspension else {
        return refuse(Code::NotSuspended);
    };
    let why = match known.until {
        None => "该中止没有届满之日 / it has no last day".to_owned(),
        Some(_) if known.prolonged => "已经续期一次 / it was prolonged once".to_owned(),
        Some(day) if ask.on > day => format!("已于 {day} 届满 / it ended on {day}"),
        Some(_) => return Ok(()),
    };
    Err(Refusal::new(Code::NotProlongable).with("why", why))
}

pub(super) fn termination_ground(ask: &Ask<'_>) -> Verdict {
    let Some(C::Terminate(terminate)) = ask.command() else {
        return Ok(());
    };
    let ground = ask.ground(&terminate.ground, GroundOf::Termination)?;
    let because = |refusal: Refusal| Err(refusal.because(ground.basis.clone()));
    match ground.condition {
        GroundCondition::None => Ok(()),
        GroundCondition::Withdrawal if !all_withdrawn(ask, None) => {
            because(Refusal::new(Code::NoWithdrawal))
        }
        GroundCondition::Withdrawal => {
            let withdrawal = ask.file.facts.withdrawal.as_ref();
            match withdrawal.and_then(|withdrawal| withdrawal.permitted.as_ref()) {
                Some(_) => Ok(()),
                None => because(Refusal::new(Code::WithdrawalNotPermitted)),
            }
        }
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
/// ARL 49; ARL 15: representatives speak for the applicants who chose them, while one of them takes part. Under the simplified procedure the case may be heard on paper (ARL 54).
pub(super) fn views_settled(ask: &Ask<'_>) -> Verdict {
    if ask.file.facts.procedure.is_simplified() {
        return Ok(());
    }
    let gone = ask.file.facts.withdrawal.as_ref();
    let chosen = super::people::speaking(ask.file);
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
