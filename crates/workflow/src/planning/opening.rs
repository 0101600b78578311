//! Opening a file: an application is received, or a dispute is reported before any.

use calendar::Calendar;
use chrono::{Datelike, NaiveDate};

use super::build::{Head, Making, complete, paper, plan_alerts};
use super::terms;
use crate::actor::{Actor, Moment};
use crate::command::{Opening, OpeningSubmission, ProofInput};
use crate::effect::Effect;
use crate::file::{CaseFile, CaseKind, DocumentNumber, Facts, Party};
use crate::id::{CaseId, OrganId};
use crate::identity;
use crate::plan::{Plan, Surroundings};
use crate::refusal::{Refusal, RefusalCode as Code};
use crate::rulebook::{Move, Rulebook};

pub(super) mod application;
mod forwarding;
mod intervention;
mod split;

/// Series of case numbers 案号.
pub(super) const CASES: &str = "case";
/// Series of the numbers of early interventions 案前介入编号.
const INTERVENTIONS: &str = "intervention";

/// What an opening establishes.
struct Begun {
    kind: CaseKind,
    series: &'static str,
    on: NaiveDate,
    facts: Facts,
    parties: Vec<Party>,
}

impl Rulebook {
    /// Plans the opening of a case.
    ///
    /// # Law
    ///
    /// ARL 22: written or oral; Regs 20: an oral application is recorded, read back and signed. A dispute reported before
    /// any application is noted on no statute.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] with code, article, and what would work.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a separate fact that planning may rest on"
    )]
    pub fn plan_opening(
        &self,
        calendar: &Calendar,
        id: CaseId,
        organ: OrganId,
        submission: &OpeningSubmission,
        actor: &Actor,
        around: &Surroundings,
        moment: Moment,
    ) -> Result<Plan, Refusal> {
        let whole = || serde_json::to_value(submission).unwrap_or_default();
        identity::refuse(submission, whole)?;
        let name = submission.opening.name();
        let step = self.moves_of(name).find(|step| step.from.is_empty());
        let step =
            step.ok_or_else(|| Refusal::new(Code::WrongStage).with("command", name.code()))?;
        allowed(step, actor, organ)?;
        let proof = submission.proof.as_ref();
        // A file that is not there yet holds no material.
        let named = proof.and_then(|proof| proof.materials.as_ref()?.first());
        if let Some(no) = named {
            return Err(super::days::no_such("material", *no));
        }
        let begun = match &submission.opening {
            Opening::Reconsideration(receive) => {
                application::begun(self, calendar, receive, proof, around, moment)
            }
            Opening::Intervention(report) => intervention::begun(report, proof, moment),
        };
        let begun = begun.map_err(|refusal| match refusal.basis {
            Some(_) => refusal,
            None => refusal.because(step.basis.clone()),
        })?;
        let mut making = self.opened(step, id, organ, &begun);
        for period in &step.starts {
            let term = terms::fresh(calendar, self, &making.file, period, begun.on, None, None)?;
            making.push(Effect::TermSet { term });
        }
        if let Opening::Intervention(report) = &submission.opening {
            intervention::start_limits(self, calendar, &mut making, report)?;
        }
        for kind in step.issues.iter().filter_map(|kind| self.papers.get(kind)) {
            let mut paper = paper(&making, kind, begun.on, None);
            intervention::tell_limits(self, &making, &mut paper);
            making.push(Effect::PaperIssued { paper });
        }
        let (alerts, silenced) = plan_alerts(self, calendar, &making.effects, moment);
        let head = Head {
            on_behalf: None,
            step,
            actor,
            on: begun.on,
            definition: &self.version,
            from_revision: 0,
            payload: whole(),
            calendar: calendar.version(),
        };
        Ok(complete(head, making, alerts, silenced, moment))
    }

    /// The file as it is opened, with its parties.
    fn opened(&self, step: &Move, id: CaseId, organ: OrganId, begun: &Begun) -> Making {
        let stage = step.to.clone().unwrap_or_default();
        let number = DocumentNumber::Slot {
            series: begun.series.to_owned(),
            year: begun.on.year(),
        };
        let mut file = CaseFile::blank(id, organ, self.version.clone(), begun.facts.clone());
        file.kind = begun.kind;
        file.stage.clone_from(&stage);
        file.number = number.clone();
        let mut making = Making::of(&file);
        making.effects.push(Effect::CaseOpened {
            organ,
            kind: begun.kind,
            number,
            definition: self.version.clone(),
            stage,
            facts: Box::new(begun.facts.clone()),
        });
        for party in &begun.parties {
            let party = party.clone();
            making.push(Effect::PartyAdded { party });
        }
        making
    }
}

fn allowed(step: &Move, actor: &Actor, organ: OrganId) -> Result<(), Refusal> {
    let own = actor.person().is_some_and(|person| person.organ == organ);
    if own && step.decided_by.iter().any(|role| actor.holds(*role)) {
        Ok(())
    } else {
        Err(super::wrong_role(step))
    }
}

fn missing(field: &str) -> Refusal {
    Refusal::new(Code::MissingField).with("field", field)
}

fn bad(field: &str, value: impl ToString, expected: &str) -> Refusal {
    Refusal::new(Code::BadField)
        .with("field", field)
        .with("value", value)
        .with("expected", expected)
}

/// A day before that of recording is a fact of others that needs its proof.
fn proved(on: NaiveDate, proof: Option<&ProofInput>, moment: Moment) -> Result<(), Refusal> {
    let shown = proof.is_some_and(|proof| !proof.reference.trim().is_empty());
    if on < moment.today && !shown {
        return Err(Refusal::new(Code::ProofMissing).with("day", on));
    }
    Ok(())
}
