//! What no plan may break 不变式: looked at from outside planning, for simulations and for lives made of chance.
//!
//! Nothing here asks how a plan came about. It looks at the file before, the entry and the file after, and at the
//! definitions, and says what of the law does not hold.

mod states;

use chrono::NaiveDate;

use crate::actor::{Actor, Role};
use crate::command::{CaseClass, CommandName, DecisionKind, ProcedureKind};
use crate::effect::Effect;
use crate::file::{CaseFile, Outcome, TermState};
use crate::period::OnEnd;
use crate::plan::Plan;
use crate::rulebook::{GroundOf, Rulebook};

/// An invariant that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{rule}: {found}")]
pub struct Unsound {
    /// The invariant, with its article.
    pub rule: &'static str,
    /// What was found.
    pub found: String,
}

type Sound = Result<(), Unsound>;

fn hold(rule: &'static str, holds: bool, found: impl FnOnce() -> String) -> Sound {
    if holds {
        return Ok(());
    }
    Err(Unsound {
        rule,
        found: found(),
    })
}

impl Rulebook {
    /// Whether a plan, and the file that it leads to, hold to what the law says of every case.
    ///
    /// `before` is the file that it was made from; none for an opening.
    ///
    /// # Errors
    ///
    /// The first [`Unsound`] that is found.
    pub fn sound(&self, before: Option<&CaseFile>, plan: &Plan, actor: &Actor) -> Sound {
        recorded(before, plan, actor)?;
        folds(before, plan)?;
        match before {
            Some(before) => self.lawful(before, plan, actor),
            None => states::sound(self, &plan.after),
        }
    }

    /// Whether the act, and the file that it leads to, hold to the law; how it is recorded is not looked at.
    ///
    /// # Errors
    ///
    /// The first [`Unsound`] that is found.
    pub(crate) fn lawful(&self, before: &CaseFile, plan: &Plan, actor: &Actor) -> Sound {
        self.act(before, plan, actor)?;
        states::sound(self, &plan.after)
    }

    /// What the act itself must hold to.
    fn act(&self, before: &CaseFile, plan: &Plan, actor: &Actor) -> Sound {
        let on = plan.entry.effective_on;
        for effect in &plan.entry.effects {
            match effect {
                Effect::OutcomeSet { outcome, .. } => self.outcome(before, outcome, on)?,
                Effect::SignatureSet { signature: Some(_) } => {
                    hold(
                        "a decision is signed by the head of the organ (ARL 61(1))",
                        stood_as(Role::OrganHead, plan, actor),
                        || format!("by {actor:?}"),
                    )?;
                    impartial(before, on)?;
                }
                Effect::RecusalRefused { application } => {
                    let participation = &before.facts.participation;
                    let mut asked = participation.applications.iter();
                    let asked = asked.find(|known| known.no == *application);
                    let own = asked.zip(actor.person());
                    hold(
                        "nobody decides on the own recusal (CSL 77)",
                        own.is_none_or(|(asked, person)| asked.user != person.user),
                        || format!("{asked:?}"),
                    )?;
                }
                Effect::JoinedSet { .. } => nothing_else(plan)?,
                Effect::DraftSet { draft: Some(draft) } => {
                    let kinds: Vec<DecisionKind> =
                        draft.items.iter().map(|item| item.kind).collect();
                    heard(before, &kinds)?;
                    prepared(before, &kinds)?;
                    self.awaited(before)?;
                }
                _ => {}
            }
        }
        extended(before, plan, actor)?;
        let step = self.moves.iter().find(|step| step.id == plan.entry.move_id);
        let settled = step.iter().flat_map(|step| &step.settled);
        for track in settled {
            let open = before.matters_on(track).find(|matter| self.is_open(matter));
            hold(
                "a move that waits for a track finds no matter open on it",
                plan.is_request || open.is_none(),
                || format!("`{}` with {open:?}", plan.entry.move_id),
            )?;
        }
        Ok(())
    }

    fn outcome(&self, before: &CaseFile, outcome: &Outcome, on: NaiveDate) -> Sound {
        match outcome {
            Outcome::Decided { kinds, .. } => {
                let suspended = before.suspended_since();
                hold(
                    "no decision while suspended (ARL 39)",
                    suspended.is_none(),
                    || format!("{suspended:?}"),
                )?;
                let signature = before.facts.signature.as_ref();
                hold(
                    "a decision is signed by the head of the organ before it is issued (ARL 61(1))",
                    signature.is_some(),
                    || format!("{kinds:?}"),
                )?;
                let participation = &before.facts.participation;
                let recusal = signature.and_then(|known| participation.recusal_of(known.by));
                hold(
                    "no decision is issued on the signature of one who is recused (CSL 76)",
                    recusal.is_none(),
                    || format!("{recusal:?}"),
                )?;
                heard(before, kinds)
            }
            Outcome::Terminated { ground, .. } => {
                let known = self.grounds.get(ground);
                hold(
                    "termination on a ground of the law only (ARL 41)",
                    known.is_some_and(|ground| ground.of == GroundOf::Termination),
                    || format!("`{ground}`"),
                )
            }
            Outcome::NotAccepted { .. } | Outcome::Mediated { .. } | Outcome::Voided { .. } => {
                impartial(before, on)
            }
            _ => Ok(()),
        }
    }
}

/// Cases that are heard together, or no longer, move no stage, term or outcome: the Act has no rule that merges days.
fn nothing_else(plan: &Plan) -> Sound {
    let mut effects = plan.entry.effects.iter();
    let moved = effects.find(|effect| {
        matches!(
            effect,
            Effect::TermSet { .. } | Effect::StageEntered { .. } | Effect::OutcomeSet { .. }
        )
    });
    hold(
        "cases heard together move no term, stage or outcome (ARL 62)",
        moved.is_none(),
        || format!("`{}`: {moved:?}", plan.entry.move_id),
    )
}

/// CSL 77: an application for recusal is decided before the outcome is signed.
fn impartial(before: &CaseFile, on: NaiveDate) -> Sound {
    let mut undecided = before.facts.participation.undecided();
    let undecided = undecided.find(|asked| asked.asked_on <= on);
    hold(
        "no outcome is signed while an application for recusal is undecided (CSL 77)",
        undecided.is_none(),
        || format!("{undecided:?}"),
    )
}

/// ARL 49: views come before a decision on the merits, or it is said why not; ARL 54 does not ask it of the simplified
/// procedure.
fn heard(before: &CaseFile, kinds: &[DecisionKind]) -> Sound {
    let merits = kinds
        .iter()
        .any(|kind| *kind != DecisionKind::RejectApplication);
    hold(
        "views are heard, or excused, before a draft on the merits (ARL 49)",
        !merits
            || before.facts.procedure.kind() == ProcedureKind::Simplified
            || before.facts.views.is_some(),
        || format!("{kinds:?}"),
    )
}

impl Rulebook {
    /// ARL 56, 61(2): a draft rests on the record of the hearing and on what became of a norm.
    fn awaited(&self, before: &CaseFile) -> Sound {
        let mut matters = before.facts.matters.iter();
        let open = matters.find(|matter| {
            ["hearing", "norm_review"].contains(&matter.track.as_str()) && self.is_open(matter)
        });
        hold(
            "no draft while a hearing or a collateral review is open (ARL 56, 61(2))",
            open.is_none(),
            || format!("{open:?}"),
        )
    }
}

/// ARL 50(1), 52(2), Regs 32: what must be done before a draft is submitted.
fn prepared(before: &CaseFile, kinds: &[DecisionKind]) -> Sound {
    let classes = &before.facts.classes;
    let stood = |stages: [&str; 2]| {
        let mut matters = before.facts.matters.iter();
        matters.any(|matter| stages.contains(&matter.stage.as_str()))
    };
    let hearing = classes.contains(&CaseClass::MajorDifficultComplex);
    hold(
        "a hearing that must be held comes before the draft (ARL 50(1))",
        !hearing || stood(["hearing_held", "hearing_waived"]),
        || format!("{classes:?}"),
    )?;
    let merits = kinds != [DecisionKind::RejectApplication];
    let consulted = stood(["consultation_weighed", "consultation_unanswered"]);
    hold(
        "a consultation that is owed comes before the draft (ARL 52(2))",
        !merits || classes.is_empty() || consulted,
        || format!("{classes:?}"),
    )?;
    let officers = (before.officer, before.co_officer);
    hold(
        "two officers take part before the draft (Regs 32)",
        matches!(officers, (Some(_), Some(_))),
        || format!("{officers:?}"),
    )
}

/// ARL 62(1): by the head of the institution, before the term to decide ends.
fn extended(before: &CaseFile, plan: &Plan, actor: &Actor) -> Sound {
    if plan.is_request {
        return Ok(());
    }
    for term in plan.changed_terms() {
        let Some(known) = before.term(term.no) else {
            continue;
        };
        let longer = term.extension_days > known.extension_days;
        if !longer || !term.period.starts_with("decide_") {
            continue;
        }
        // While it is paused, the last day that is stored is not yet the last.
        let paused = known.state == TermState::Paused;
        let day = plan.entry.effective_on;
        hold(
            "a term to decide is extended before it ends (ARL 62(1))",
            paused || day <= known.due,
            || format!("on {day}, due {}", known.due),
        )?;
        hold(
            "a term to decide is extended by the head of the institution (ARL 62(1))",
            stood_as(Role::InstitutionHead, plan, actor),
            || format!("by {actor:?}"),
        )?;
    }
    Ok(())
}

/// Whether the actor holds a role, or did it for somebody on leave who does and says so.
fn stood_as(role: Role, plan: &Plan, actor: &Actor) -> bool {
    let on_behalf = plan.entry.on_behalf.as_ref();
    let by_instrument = on_behalf.is_some_and(|known| {
        known.instrument.is_some()
            && actor
                .stands_for()
                .any(|absent| absent.user == known.user && absent.roles.contains(&role))
    });
    actor.holds(role) || by_instrument
}

/// Every entry says who, when and what, and follows on the one before.
fn recorded(before: Option<&CaseFile>, plan: &Plan, actor: &Actor) -> Sound {
    let from = before.map_or(0, |file| file.revision);
    let (entry, after) = (&plan.entry, &plan.after);
    let numbers = (plan.from_revision, entry.no, after.revision);
    hold(
        "entries follow on each other",
        numbers == (from, from.saturating_add(1), from.saturating_add(1)),
        || format!("{numbers:?} after {from}"),
    )?;
    let by_system = *actor == Actor::System;
    hold(
        "every entry says who made it",
        entry.actor == actor.person().map(|person| person.user) && !entry.actor_name.is_empty(),
        || format!("{:?} for {actor:?}", entry.actor),
    )?;
    hold(
        "the program records the ends of terms and nothing else",
        !by_system || (entry.command == CommandName::RecordLapse.code()),
        || format!("`{}` by {actor:?}", entry.command),
    )?;
    let today = crate::scalar::shanghai_day(entry.recorded_at);
    hold(
        "nothing has effect in the future",
        entry.effective_on <= today,
        || format!("{} recorded on {today}", entry.effective_on),
    )
}

/// The effects of the entry give the file.
fn folds(before: Option<&CaseFile>, plan: &Plan) -> Sound {
    let folded = plan.folded(before);
    hold(
        "the log folds to the file",
        folded.as_ref() == Some(&plan.after),
        || format!("`{}`", plan.entry.move_id),
    )
}

/// Whether the end of a period brings acceptance about (ARL 30(3)).
fn deems(book: &Rulebook, period: &str) -> bool {
    book.period(period)
        .is_some_and(|period| period.on_end == OnEnd::DeemAccepted)
}
