//! Guards of the procedure: when the simplified one may be chosen, and when it may be left (ARL 53–55, 62).

use super::{Code, DECIDE_SIMPLIFIED, Refusal, Verdict, ensure};
use crate::command::{ReconsiderationCommand as C, SimplifiedGround, SimplifiedInput};
use crate::file::{CaseFile, PartyRole, Procedure, Term, TermState};
use crate::guard::Guard;
use crate::id::PartyNo;
use crate::planning::{Ask, terms};

/// Most yuan at stake under the simplified procedure (ARL 53(1)(3)).
const MOST_YUAN: u32 = 3000;

/// What a guard of the procedure says; `None` where the guard is not one.
pub(super) fn check(ask: &Ask<'_>, guard: Guard) -> Option<Verdict> {
    let simplified = ask.file.facts.procedure.is_simplified();
    Some(match guard {
        Guard::SimplifiedChosen => ensure(chosen(ask).is_some(), Code::WrongStage),
        Guard::SimplifiedFits => fits(ask),
        Guard::ProcedureOpen => ensure(chosen(ask).is_none(), Code::ProcedureSettled)
            .map_err(|refusal| refusal.because("ARL 53")),
        Guard::IsSimplified => ensure(simplified, Code::NotSimplified),
        Guard::NotSimplified if simplified => Err(Refusal::new(Code::SimplifiedNoExtension)
            .with(
                "due",
                last_day(ask).map_or_else(String::new, |day| day.to_string()),
            )
            .because("ARL 62(2)")),
        Guard::NotSimplified => Ok(()),
        Guard::ConversionInTime => in_time(ask),
        Guard::ConsentsStand => consents_stand(ask),
        _ => return None,
    })
}

/// What the command says about the simplified procedure.
pub(in crate::planning) fn chosen<'a>(ask: &Ask<'a>) -> Option<&'a SimplifiedInput> {
    match ask.command()? {
        C::Accept(accept) => accept.simplified.as_ref(),
        _ => None,
    }
}

fn unfit(why: &str) -> Verdict {
    Err(Refusal::new(Code::SimplifiedUnfit)
        .with("why", why)
        .because("ARL 53"))
}

/// Whether the ground stands: the act or the amount it names with clear facts, or the consent of every party.
///
/// # Law
///
/// ARL 53. The amount is all the money at stake; where it is not known, the procedure is the ordinary one.
fn fits(ask: &Ask<'_>) -> Verdict {
    let Some(input) = chosen(ask) else {
        return Ok(());
    };
    if input.ground == SimplifiedGround::Consent {
        all_consent(ask, input)?;
    } else if input.clear != Some(true) {
        return unfit(
            "须认为事实清楚、权利义务关系明确、争议不大 / facts and rights must be found clear and the dispute small (clear)",
        );
    }
    if input.ground == SimplifiedGround::SmallAmount {
        match input.amount {
            None => {
                return unfit(
                    "款额不明的适用普通程序 / where the amount is not known the procedure is the ordinary one",
                );
            }
            Some(amount) if amount > MOST_YUAN => {
                return unfit("案件涉及款额超过三千元 / more than 3000 yuan are at stake");
            }
            Some(_) => {}
        }
    }
    days_left(ask)
}

/// # Law
///
/// ARL 53(2): 当事人各方, third parties with them.
fn all_consent(ask: &Ask<'_>, input: &SimplifiedInput) -> Verdict {
    let given = input.consents.as_deref().unwrap_or_default();
    consented(ask.file, given, Code::ConsentMissing)
}

fn consented(file: &CaseFile, given: &[PartyNo], code: Code) -> Verdict {
    let missing: Vec<String> = file
        .present()
        .filter(|party| party.role != PartyRole::OtherOrgan && !given.contains(&party.no))
        .map(|party| party.no.to_string())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(code)
        .with("missing", missing.join("、"))
        .because("ARL 53(2)"))
}

/// Whether everybody who takes part now has consented to a simplified procedure that rests on consent: one who joined
/// later may not have.
///
/// # Law
///
/// ARL 53(2), 55: without the consent of all the case is heard by the ordinary procedure.
fn consents_stand(ask: &Ask<'_>) -> Verdict {
    match &ask.file.facts.procedure {
        Procedure::Simplified {
            ground: SimplifiedGround::Consent,
            consents,
            ..
        } => consented(ask.file, consents, Code::SimplifiedConsentMissing),
        _ => Ok(()),
    }
}

/// An acceptance that was deemed long ago leaves no thirty days, and one whose sixty days were extended is heard by
/// the ordinary procedure already.
fn days_left(ask: &Ask<'_>) -> Verdict {
    let Some(acceptance) = &ask.file.facts.acceptance else {
        return Ok(());
    };
    let extended = |term: &Term| term.state.is_open() && term.extension_days > 0;
    if ask.file.terms.iter().any(extended) {
        return Err(Refusal::new(Code::ProcedureSettled).because("ARL 53"));
    }
    let term = terms::fresh(
        ask.calendar,
        ask.book,
        ask.file,
        DECIDE_SIMPLIFIED,
        acceptance.on,
        None,
        None,
    )?;
    if ask.on > term.due {
        return unfit("自受理之日起三十日已经届满 / thirty days from acceptance are already over");
    }
    Ok(())
}

/// The last day on which the procedure can be converted; none while the term is paused.
fn last_day(ask: &Ask<'_>) -> Option<chrono::NaiveDate> {
    let term = ask.file.terms.iter().rev();
    let term = term.into_iter().find(|term| {
        term.period == DECIDE_SIMPLIFIED && term.state.is_open() && term.state != TermState::Paused
    })?;
    terms::unrolled(ask, term)
}

/// Whether the thirty days still run. A case whose procedure has lost the consent that it rested on is converted
/// whenever that comes about.
///
/// # Law
///
/// ARL 55; XJ 105 by analogy. The thirtieth day is not rolled.
fn in_time(ask: &Ask<'_>) -> Verdict {
    if consents_stand(ask).is_err() {
        return Ok(());
    }
    match last_day(ask) {
        Some(last) if ask.on > last => Err(Refusal::new(Code::ConversionLate).with("due", last)),
        _ => Ok(()),
    }
}
