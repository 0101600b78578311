//! The ways 途径: everything worth asking with a command in a case, made from what its file holds.
//!
//! One body for each branch that guards and carriers tell apart. Parties of one role are alike, so the first of a
//! role stands for all, except where the last of them is told from one of several: there each is asked.

use calendar::Calendar;
use chrono::NaiveDate;

use crate::command::{CommandName, ReconsiderationCommand};
use crate::file::CaseFile;
use crate::rulebook::Rulebook;

mod committee;
mod delivery;
mod evidence;
mod examination;
mod hearing;
mod intervention;
mod joining;
mod letters;
mod material;
mod mediation;
mod norm;
mod papers;
mod participation;
mod people;
mod performance;
mod procedure;
mod proceeding;
mod receive;
mod registration;
mod reopen;
mod scene;
mod settle;
mod stay;
#[cfg(test)]
mod tests;

pub(super) use receive::{World, openings};
use scene::Scene;

/// One thing that could be asked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Way {
    /// What is asked.
    pub(super) command: ReconsiderationCommand,
    /// An earlier day on which it had effect, with its proof.
    pub(super) effective_on: Option<NaiveDate>,
}

impl From<ReconsiderationCommand> for Way {
    fn from(command: ReconsiderationCommand) -> Self {
        Self {
            command,
            effective_on: None,
        }
    }
}

/// Maps every command to what makes its bodies; one that is left out does not compile.
macro_rules! made {
    ($($name:ident => $module:ident::$maker:ident),+ $(,)?) => {
        fn made(scene: &Scene<'_>, name: CommandName) -> Vec<Way> {
            match name {
                CommandName::OpenIntervention => Vec::new(),
                $(CommandName::$name => $module::$maker(scene)),+
            }
        }
    };
}

made! {
    Receive => intervention::receive,
    NoteIntervention => intervention::note_intervention,
    EndIntervention => intervention::end_intervention,
    Assign => proceeding::assign,
    RequestCorrection => proceeding::request_correction,
    ExtendCorrection => proceeding::extend_correction,
    ReceiveCorrection => proceeding::receive_correction,
    Accept => proceeding::accept,
    RefuseAcceptance => proceeding::refuse_acceptance,
    SendCopy => proceeding::send_copy,
    RecordReply => papers::record_reply,
    HearViews => proceeding::hear_views,
    WaiveViews => proceeding::waive_views,
    Suspend => proceeding::suspend,
    ProlongSuspension => proceeding::prolong_suspension,
    Resume => proceeding::resume,
    Extend => proceeding::extend,
    Withdraw => settle::withdraw,
    RecordSettlement => settle::record_settlement,
    PermitWithdrawal => settle::permit_withdrawal,
    RefuseWithdrawal => settle::refuse_withdrawal,
    Terminate => proceeding::terminate,
    SubmitDraft => procedure::submit_draft,
    ReturnDraft => procedure::return_draft,
    SignDecision => procedure::sign_decision,
    IssueDecision => procedure::issue_decision,
    RecordService => papers::record_service,
    ConfirmLapse => papers::confirm_lapse,
    SetAsideLapse => papers::set_aside_lapse,
    SettleRequest => papers::settle_request,
    Close => papers::close,
    RequestStay => stay::request_stay,
    OrderStay => stay::order_stay,
    RefuseStay => stay::refuse_stay,
    LiftStay => stay::lift_stay,
    ConvertToOrdinary => procedure::convert_to_ordinary,
    AdviseRespondent => people::advise_respondent,
    ChangeRespondent => people::change_respondent,
    JoinThirdParty => people::join_third_party,
    SucceedParty => people::succeed_party,
    AppointAgents => people::appoint_agents,
    ChooseRepresentatives => people::choose_representatives,
    Admit => participation::admit,
    EndAdmission => participation::end_admission,
    AskRecusal => participation::ask_recusal,
    Recuse => participation::recuse,
    RefuseRecusal => participation::refuse_recusal,
    Classify => committee::classify,
    RequestHearing => hearing::request_hearing,
    RefuseHearing => hearing::refuse_hearing,
    SetHearing => hearing::set_hearing,
    ChangeHearing => hearing::change_hearing,
    CancelHearing => hearing::cancel_hearing,
    HoldHearing => hearing::hold_hearing,
    RecordPerformance => performance::record_performance,
    OrderPerformance => performance::order_performance,
    InterviewRespondent => performance::interview_respondent,
    CriticiseRespondent => performance::criticise_respondent,
    EndPerformance => performance::end_performance,
    UrgePerformance => performance::urge_performance,
    ApplyEnforcement => performance::apply_enforcement,
    OpenMediation => mediation::open_mediation,
    RecordMediationSession => mediation::record_mediation_session,
    AgreeMediation => mediation::agree_mediation,
    SignMediation => mediation::sign_mediation,
    EndMediation => mediation::end_mediation,
    SealMediation => mediation::seal_mediation,
    ReturnFromCourt => reopen::return_from_court,
    OrderAcceptance => reopen::order_acceptance,
    OrderResumption => reopen::order_resumption,
    RecordTakeOver => reopen::record_take_over,
    TransferClue => reopen::transfer_clue,
    RecordCourtAcceptance => reopen::record_court_acceptance,
    CommissionAppraisal => examination::commission_appraisal,
    RecordPartyAppraisal => examination::record_party_appraisal,
    ReceiveAppraisal => examination::receive_appraisal,
    BeginInspection => examination::begin_inspection,
    RecordInspection => examination::record_inspection,
    AbandonExamination => examination::abandon_examination,
    CallForEvidence => examination::call_for_evidence,
    RecordInvestigation => examination::record_investigation,
    HandInEvidence => evidence::hand_in_evidence,
    AskSupplement => evidence::ask_supplement,
    AllowSupplement => evidence::allow_supplement,
    RefuseSupplement => evidence::refuse_supplement,
    RequestFileAccess => evidence::request_file_access,
    AllowFileAccess => evidence::allow_file_access,
    RefuseFileAccess => evidence::refuse_file_access,
    RecordFileAccess => evidence::record_file_access,
    RequestConsultation => committee::request_consultation,
    RecordConsultation => committee::record_consultation,
    WeighConsultation => committee::weigh_consultation,
    CloseConsultation => committee::close_consultation,
    OpenNormReview => norm::open_norm_review,
    NotifyNormMaker => norm::notify_norm_maker,
    RecordNormReply => norm::record_norm_reply,
    HearNormMaker => norm::hear_norm_maker,
    ConcludeNormReview => norm::conclude_norm_review,
    TransferNorm => norm::transfer_norm,
    RecordNormOpinion => norm::record_norm_opinion,
    DiscontinueNormReview => norm::discontinue_norm_review,
    AskToSplit => proceeding::ask_to_split,
    ConfirmAddress => people::confirm_address,
    CopyToSuperior => letters::copy_to_superior,
    DraftLetter => letters::draft_letter,
    SignLetter => letters::sign_letter,
    IssueLetter => letters::issue_letter,
    DropLetter => letters::drop_letter,
    RecordLetterReport => letters::record_letter_report,
    JudgeLetter => letters::judge_letter,
    PublishDecision => letters::publish_decision,
    WithholdPublication => letters::withhold_publication,
    FileMajorDecision => letters::file_major_decision,
    RecordVisit => letters::record_visit,
    CorrectSlip => delivery::correct_slip,
    RecordDispatch => delivery::record_dispatch,
    RecordReturnedMail => delivery::record_returned_mail,
    VoidRegistration => registration::void_registration,
    FileSupplement => registration::file_supplement,
    RecordReporting => registration::record_reporting,
    FileMaterial => material::file_material,
    CorrectMaterial => material::correct_material,
    ProposeExcision => material::propose_excision,
    DecideExcision => material::decide_excision,
    RecordIdentity => people::record_identity,
    ProtectPerson => people::protect_person,
    EndProtection => people::end_protection,
    JoinCases => joining::join_cases,
    LeaveJoined => joining::leave_joined,
    RecordLapse => papers::record_lapse,
}

/// Everything worth asking with a command on a day; to open a case, see [`openings`].
pub(super) fn ways(
    book: &Rulebook,
    calendar: &Calendar,
    file: &CaseFile,
    name: CommandName,
    today: NaiveDate,
) -> Vec<Way> {
    let scene = Scene {
        book,
        calendar,
        file,
        today,
    };
    made(&scene, name)
}

/// Every free text.
pub(super) fn word() -> String {
    "说明".to_owned()
}

/// Each command, with effect on the day it is asked.
fn now(commands: impl IntoIterator<Item = ReconsiderationCommand>) -> Vec<Way> {
    commands.into_iter().map(Way::from).collect()
}
