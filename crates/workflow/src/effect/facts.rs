//! What effects change in the facts of a case.

use super::{Effect, replace};
use crate::file::Facts;

impl Facts {
    pub(super) fn apply(&mut self, effect: &Effect) {
        match effect {
            Effect::InterventionSet { intervention } => {
                self.intervention = Some((**intervention).clone());
            }
            Effect::CorrectionSet { correction } => self.correction = Some(correction.clone()),
            Effect::AcceptanceSet { acceptance } => self.acceptance.clone_from(acceptance),
            Effect::SeparateActsSet { acts } => self.separate_acts.clone_from(acts),
            Effect::OwnDepartmentsSet { parties } => self.own_departments.clone_from(parties),
            Effect::PeopleSet { people } => self.people = (**people).clone(),
            Effect::ProcedureSet { procedure } => self.procedure.clone_from(procedure),
            Effect::ClassesSet { classes } => self.classes.clone_from(classes),
            Effect::ViewsSet { views } => self.views = Some(views.clone()),
            Effect::SuspensionSet { suspension } => self.suspension.clone_from(suspension),
            Effect::WithdrawalSet { withdrawal } => self.withdrawal.clone_from(withdrawal),
            Effect::SettlementSet { settlement } => self.settlement.clone_from(settlement),
            Effect::NoReplyConfirmed { party } => self.no_reply.push(*party),
            Effect::NoReplyWithdrawn { party } => self.no_reply.retain(|known| known != party),
            Effect::EvidenceHandedIn { evidence } => self.evidence.push(evidence.clone()),
            Effect::SupplementFiled { supplement } => self.supplements.push(supplement.clone()),
            Effect::Reported { report } => self.reports.push(report.clone()),
            Effect::JoinedSet { joined } => self.joined.clone_from(joined),
            Effect::MembersSet { members } => self.members.clone_from(members),
            Effect::OutcomeWithdrawn => {
                self.outcome = None;
                self.outcome_entry = None;
            }
            Effect::MatterSet { matter } => {
                replace(&mut self.matters, matter, |a, b| a.no == b.no);
            }
            Effect::MaterialSet { material } => {
                replace(&mut self.materials, material, |a, b| a.no == b.no);
            }
            Effect::DraftSet { draft } => self.draft = draft.as_deref().cloned(),
            Effect::SignatureSet { signature } => self.signature.clone_from(signature),
            Effect::OutcomeSet { outcome, entry } => {
                self.outcome = Some(outcome.clone());
                self.outcome_entry = Some(*entry);
            }
            Effect::JudgmentRecorded { judgment } => self.judgments.push(judgment.clone()),
            Effect::OrderRecorded { order } => self.orders.push(order.clone()),
            Effect::CourtCaseSet { court_case } => self.court_case = Some(court_case.clone()),
            Effect::RequestOpened { request } => {
                self.last_request = request.no;
                self.pending.push(request.clone());
            }
            Effect::RequestSettled { request, .. } => {
                self.pending.retain(|pending| pending.no != *request)
            }
            _ => self.participation.apply(effect),
        }
    }
}
