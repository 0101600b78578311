//! Which matter a command is about.

use super::ReconsiderationCommand;
use crate::id::MatterNo;

impl ReconsiderationCommand {
    /// The matter that the command names, where it names one.
    #[must_use]
    pub fn matter(&self) -> Option<MatterNo> {
        match self {
            Self::RecordPerformance(c) => Some(c.matter),
            Self::OrderPerformance(c) => Some(c.matter),
            Self::InterviewRespondent(c) => Some(c.matter),
            Self::CriticiseRespondent(c) => Some(c.matter),
            Self::EndPerformance(c) => Some(c.matter),
            Self::ApplyEnforcement(c) => Some(c.matter),
            Self::ReceiveAppraisal(c) => Some(c.matter),
            Self::RecordInspection(c) => Some(c.matter),
            Self::AbandonExamination(c) => Some(c.matter),
            Self::RecordInvestigation(c) => c.matter,
            Self::HandInEvidence(c) => c.matter,
            Self::AllowSupplement(c) => Some(c.matter),
            Self::RefuseSupplement(c) => Some(c.matter),
            Self::AllowFileAccess(c) => Some(c.matter),
            Self::RefuseFileAccess(c) => Some(c.matter),
            Self::RecordFileAccess(c) => Some(c.matter),
            Self::NotifyNormMaker(command) => Some(command.matter),
            Self::RecordNormReply(command) => Some(command.matter),
            Self::HearNormMaker(command) => Some(command.matter),
            Self::ConcludeNormReview(command) => Some(command.matter),
            Self::TransferNorm(command) => Some(command.matter),
            Self::RecordNormOpinion(command) => Some(command.matter),
            Self::DiscontinueNormReview(command) => Some(command.matter),
            Self::CopyToSuperior(c) => Some(c.matter),
            Self::SignLetter(c) => Some(c.matter),
            Self::IssueLetter(c) => Some(c.matter),
            Self::DropLetter(c) => Some(c.matter),
            Self::RecordLetterReport(c) => Some(c.matter),
            Self::JudgeLetter(c) => Some(c.matter),
            Self::PublishDecision(c) => Some(c.matter),
            Self::WithholdPublication(c) => Some(c.matter),
            _ => None,
        }
    }
}
