//! What a plan writes, sorted by table.

use std::collections::BTreeSet;

use uuid::Uuid;
use workflow::effect::Effect;
use workflow::id::{CaseId, OrganId, PaperNo, PartyNo, TermNo, UserId};
use workflow::plan::Plan;

use crate::entity::{alert, case_file, case_person, entry, paper, party, protected, service, term};
use crate::search::{self, Text};
use crate::{StoreError, rows};

/// Rows of a round, by table.
#[derive(Default)]
pub(super) struct Round {
    pub(super) cases: Vec<case_file::Model>,
    pub(super) entries: Vec<entry::Model>,
    pub(super) parties: Vec<party::Model>,
    pub(super) people: Vec<case_person::Model>,
    pub(super) terms: Vec<term::Model>,
    pub(super) papers: Vec<paper::Model>,
    pub(super) services: Vec<service::Model>,
    /// Services taken back.
    pub(super) unserved: Vec<(OrganId, CaseId, PaperNo, PartyNo)>,
    pub(super) recused: Vec<((OrganId, CaseId), Vec<UserId>)>,
    pub(super) silenced: Vec<((OrganId, CaseId), BTreeSet<TermNo>)>,
    pub(super) alerts: Vec<alert::Model>,
    pub(super) protected: Vec<protected::Model>,
    pub(super) found: Vec<Text>,
    /// Cases whose readers may have become fewer, with those who are left.
    pub(super) readers: Vec<((OrganId, CaseId), BTreeSet<Uuid>)>,
}

/// What a plan touches of what hangs on its case.
#[derive(Default)]
struct Touched {
    parties: BTreeSet<PartyNo>,
    terms: BTreeSet<TermNo>,
    papers: BTreeSet<PaperNo>,
    services: BTreeSet<(PaperNo, PartyNo)>,
    /// Services taken back; those that are left of their papers take other places.
    reversed: BTreeSet<(PaperNo, PartyNo)>,
    /// Parties that leave: nobody is to serve anything on them any more.
    left: BTreeSet<PartyNo>,
    people: BTreeSet<UserId>,
    recused: Vec<UserId>,
}

impl Touched {
    fn by(effects: &[Effect]) -> Self {
        let mut touched = Self::default();
        for effect in effects {
            match effect {
                Effect::PartyAdded { party } | Effect::PartySet { party } => {
                    touched.parties.insert(party.no);
                    touched.left.extend(party.left_on.map(|_| party.no));
                }
                Effect::TermSet { term } => {
                    touched.terms.insert(term.no);
                }
                Effect::PaperIssued { paper } => {
                    touched.papers.insert(paper.no);
                    for service in &paper.services {
                        touched.services.insert((paper.no, service.party));
                    }
                }
                Effect::PaperWithdrawn { paper }
                | Effect::PaperReaddressed { paper, .. }
                | Effect::DispatchSet { paper, .. }
                | Effect::PaperCorrected { paper, .. } => {
                    touched.papers.insert(*paper);
                }
                Effect::PaperServed { paper, service } => {
                    touched.services.insert((*paper, service.party));
                    touched.papers.insert(*paper);
                }
                Effect::ServiceReversed { paper, party } => {
                    touched.reversed.insert((*paper, *party));
                    touched.papers.insert(*paper);
                }
                Effect::Admitted { admission } => {
                    touched.people.insert(admission.user);
                }
                Effect::AdmissionEnded { user, .. } => {
                    touched.people.insert(*user);
                }
                Effect::Recused { recusal } => {
                    touched.people.insert(recusal.user);
                    touched.recused.push(recusal.user);
                }
                _ => {}
            }
        }
        touched
    }
}

/// Whether effects may take the case out of the sight of an agency, or of everybody who was let in.
fn fewer_readers(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| {
        matches!(
            effect,
            Effect::PartySet { .. }
                | Effect::AdmissionEnded { .. }
                | Effect::Recused { .. }
                | Effect::PaperWithdrawn { .. }
                | Effect::PaperReaddressed { .. }
        )
    })
}

impl Round {
    /// Adds the rows of what hangs on the case.
    pub(super) fn add(&mut self, plan: &Plan) -> Result<(), StoreError> {
        let file = &plan.after;
        let touched = Touched::by(&plan.entry.effects);
        for party in &file.parties {
            if touched.parties.contains(&party.no) {
                self.parties.push(rows::party::row(file, party));
            }
        }
        if !touched.people.is_empty() {
            let people = rows::participation::rows(file).into_iter();
            let people = people.filter(|row| touched.people.contains(&UserId(row.user_id)));
            self.people.extend(people);
        }
        if !touched.recused.is_empty() {
            self.recused
                .push(((file.organ, plan.case), touched.recused.clone()));
        }
        for term in &file.terms {
            if touched.terms.contains(&term.no) {
                self.terms.push(rows::term::row(file, term, plan.entry.no));
            }
        }
        for paper in &file.papers {
            let mut addressees = paper.addressees.iter();
            let left = addressees.any(|party| touched.left.contains(party));
            if left || touched.papers.contains(&paper.no) {
                self.papers.push(rows::paper::row(file, paper)?);
            }
            let moved = touched.reversed.iter().any(|(no, _)| *no == paper.no);
            for (place, service) in paper.services.iter().enumerate() {
                if moved || touched.services.contains(&(paper.no, service.party)) {
                    let row = rows::paper::service_row(file, paper, place, service);
                    self.services.push(row);
                }
            }
        }
        let unserved = touched.reversed.iter();
        let unserved = unserved.map(|(paper, party)| (file.organ, plan.case, *paper, *party));
        self.unserved.extend(unserved);
        let texts = search::texts(file);
        if fewer_readers(&plan.entry.effects) {
            let left = texts.iter().map(|text| text.row.view_id).collect();
            self.readers.push(((file.organ, plan.case), left));
        }
        self.found.extend(texts);
        // Alerts of terms that change are withdrawn by the trigger of `term`.
        let others: BTreeSet<TermNo> = plan
            .silenced
            .iter()
            .copied()
            .filter(|term| !touched.terms.contains(term))
            .collect();
        if !others.is_empty() {
            self.silenced.push(((file.organ, plan.case), others));
        }
        self.alerts
            .extend(plan.alerts.iter().map(|planned| alert::Model {
                organ_id: file.organ.0,
                case_id: plan.case.0,
                term_no: rows::int(planned.term),
                term_version: rows::int(planned.term_version),
                rung: planned.rung,
                role: planned.role.code().to_owned(),
                at: chrono::SubsecRound::trunc_subsecs(planned.at, 6),
                due: planned.due,
                late: planned.late,
                state: alert::AlertState::Planned,
            }));
        Ok(())
    }
}
