//! Commands 指令: the one shape there is of what someone asks for.
//!
//! The same types are the GraphQL input, the payload of an entry, the body of a scenario and the input of a
//! preview. Adding one: a variant here, its planning rule, a `[[move]]`, a scenario.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::MatterNo;
use crate::scalar::{Date, Instant};

mod letters;
mod performance;
mod proceeding;
mod receive;
mod stay;
mod vocabulary;

pub use letters::{
    CopyToSuperior, DraftLetter, DropLetter, FileMajorDecision, IssueLetter, JudgeLetter,
    Judgement, LetterKind, PublishDecision, RecordLetterReport, RecordVisit, SignLetter,
    WithholdPublication,
};
pub use performance::{
    ApplyEnforcement, CriticiseRespondent, EndPerformance, EnforcementWay, Enforcer,
    InterviewRespondent, OrderPerformance, RecordPerformance, UrgePerformance,
};
pub use proceeding::{
    Accept, Assign, Close, ConfirmLapse, DecisionItemInput, Extend, ExtendCorrection, HearViews,
    IssueDecision, ReceiveCorrection, RecordLapse, RecordReply, RecordService, RefuseAcceptance,
    RequestCorrection, Resume, ReturnDraft, SendCopy, SetAsideLapse, SettleRequest, SignDecision,
    SubmitDraft, Suspend, Terminate, WaiveViews, Withdraw,
};
pub use receive::{AgencyInput, DisputedActInput, PersonInput, Receive};
pub use stay::{LiftStay, OrderStay, RefuseStay, RequestStay, StayGround};
pub use vocabulary::{
    Channel, DecisionKind, ReceiptForm, RefusalGround, ServiceMethod, SigningBasis, ViewsMode,
};

/// Declares an input object once, with serde and, under `graphql`, its input trait.
macro_rules! input {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $ty:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty),+ }
    };
}
pub(crate) use input;

/// 案件指令。一个指令就是对案件的一次法定或管理行为。
///
/// A command to a case, by the kind of case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[serde(rename_all = "camelCase")]
pub enum Command {
    /// 行政复议案件。A reconsideration case.
    Reconsideration(ReconsiderationCommand),
}

/// 收案。Opens a case, by its kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
#[serde(rename_all = "camelCase")]
pub enum Opening {
    /// 行政复议申请。An application for reconsideration.
    Reconsideration(Receive),
}

macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident($payload:ty) = $code:literal),+ $(,)?) => {
        /// 行政复议指令。Commands to a reconsideration case.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "graphql", derive(async_graphql::OneofObject))]
        #[serde(rename_all = "camelCase")]
        pub enum ReconsiderationCommand { $($(#[$doc])* $variant($payload)),+ }

        /// Names of the commands as definitions and logs write them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum CommandName {
            /// 收件登记。Opens the case; see [`Opening`].
            Receive,
            $($(#[$doc])* $variant),+
        }

        impl CommandName {
            /// Every command, in the order of a case's life.
            pub const ALL: &'static [Self] = &[Self::Receive, $(Self::$variant),+];

            /// The name in definitions, scenarios and logs.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { Self::Receive => "receive", $(Self::$variant => $code),+ }
            }
        }

        impl ReconsiderationCommand {
            /// The command's name.
            #[must_use]
            pub fn name(&self) -> CommandName {
                match self { $(Self::$variant(_) => CommandName::$variant),+ }
            }
        }
    };
}

commands! {
    /// 分案、改派。Assigns the case to an officer and a co-officer.
    Assign(Assign) = "assign",
    /// 通知补正。Asks the applicant, once, to complete the papers.
    RequestCorrection(RequestCorrection) = "request_correction",
    /// 延长补正期限。Gives the applicant more time to correct.
    ExtendCorrection(ExtendCorrection) = "extend_correction",
    /// 收到补正材料。Records that the corrected papers came.
    ReceiveCorrection(ReceiveCorrection) = "receive_correction",
    /// 受理。Accepts the application.
    Accept(Accept) = "accept",
    /// 不予受理。Refuses to accept the application.
    RefuseAcceptance(RefuseAcceptance) = "refuse_acceptance",
    /// 发送申请书副本。Sends the copy to the respondent and asks for the reply.
    SendCopy(SendCopy) = "send_copy",
    /// 收到答复。Records the respondent's reply and evidence.
    RecordReply(RecordReply) = "record_reply",
    /// 听取意见。Records that the parties' views were heard.
    HearViews(HearViews) = "hear_views",
    /// 未能听取意见。Records why the views could not be heard, for a reason on the party's side.
    WaiveViews(WaiveViews) = "waive_views",
    /// 中止审理。Suspends the case.
    Suspend(Suspend) = "suspend",
    /// 恢复审理。Resumes the case.
    Resume(Resume) = "resume",
    /// 延长审理期限。Extends the term to decide.
    Extend(Extend) = "extend",
    /// 申请人撤回。Records the applicant's withdrawal.
    Withdraw(Withdraw) = "withdraw",
    /// 终止行政复议。Terminates the reconsideration.
    Terminate(Terminate) = "terminate",
    /// 报批决定草案。Submits the draft decision for signature.
    SubmitDraft(SubmitDraft) = "submit_draft",
    /// 退回草案。Returns the draft to the officer.
    ReturnDraft(ReturnDraft) = "return_draft",
    /// 签批决定。Signs the decision.
    SignDecision(SignDecision) = "sign_decision",
    /// 制发决定书。Issues the decision: number, day, seal.
    IssueDecision(IssueDecision) = "issue_decision",
    /// 登记送达。Records the service of a paper on one party.
    RecordService(RecordService) = "record_service",
    /// 确认期满。Confirms that a lapsed term was indeed missed.
    ConfirmLapse(ConfirmLapse) = "confirm_lapse",
    /// 撤销期满。Sets a recorded lapse aside, with a reason.
    SetAsideLapse(SetAsideLapse) = "set_aside_lapse",
    /// 签批或退回待签请求。Signs or returns a pending request.
    SettleRequest(SettleRequest) = "settle_request",
    /// 结案。Closes the case.
    Close(Close) = "close",
    /// 申请停止执行。Records that a party asks for a stay of execution.
    RequestStay(RequestStay) = "request_stay",
    /// 停止执行。Stays the execution of the disputed act.
    OrderStay(OrderStay) = "order_stay",
    /// 不予停止执行。Refuses a stay that was asked for.
    RefuseStay(RefuseStay) = "refuse_stay",
    /// 恢复执行。Lifts the stay.
    LiftStay(LiftStay) = "lift_stay",
    /// 登记履行情况。Records that what was ordered, or is owed, has been performed.
    RecordPerformance(RecordPerformance) = "record_performance",
    /// 责令限期履行。Orders the respondent to perform by a day.
    OrderPerformance(OrderPerformance) = "order_performance",
    /// 约谈。Calls those responsible at the respondent to an interview.
    InterviewRespondent(InterviewRespondent) = "interview_respondent",
    /// 通报批评。Criticises the respondent in a bulletin.
    CriticiseRespondent(CriticiseRespondent) = "criticise_respondent",
    /// 不再履行。Records that performance is no longer owed.
    EndPerformance(EndPerformance) = "end_performance",
    /// 催告履行。Urges an applicant or a third party to perform.
    UrgePerformance(UrgePerformance) = "urge_performance",
    /// 强制执行或者申请法院强制执行。Records that it was enforced, or the court asked to.
    ApplyEnforcement(ApplyEnforcement) = "apply_enforcement",
    /// 抄告上一级主管部门。Copies a decision or opinion letter to the superior department of the respondent.
    CopyToSuperior(CopyToSuperior) = "copy_to_superior",
    /// 拟制意见书、建议书。Drafts an opinion letter or a recommendation letter.
    DraftLetter(DraftLetter) = "draft_letter",
    /// 签批意见书、建议书。Signs the letter.
    SignLetter(SignLetter) = "sign_letter",
    /// 制发意见书、建议书。Issues the letter: number, day, seal.
    IssueLetter(IssueLetter) = "issue_letter",
    /// 不再制发意见书、建议书。Drops a letter that is not issued.
    DropLetter(DropLetter) = "drop_letter",
    /// 收到意见书反馈。Records what the organ addressed reports.
    RecordLetterReport(RecordLetterReport) = "record_letter_report",
    /// 评判意见书落实情况。Judges what came of the opinion letter.
    JudgeLetter(JudgeLetter) = "judge_letter",
    /// 公开决定书。Publishes the decision.
    PublishDecision(PublishDecision) = "publish_decision",
    /// 不予公开决定书。Decides not to publish the decision.
    WithholdPublication(WithholdPublication) = "withhold_publication",
    /// 重大行政复议决定报备。Files a major decision with the superior organ.
    FileMajorDecision(FileMajorDecision) = "file_major_decision",
    /// 登记回访。Records a follow-up visit.
    RecordVisit(RecordVisit) = "record_visit",
    /// 登记期满。Records that a term has ended; the program's own command.
    RecordLapse(RecordLapse) = "record_lapse",
}

impl CommandName {
    /// The command with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|name| name.code() == code)
    }
}

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

impl Command {
    /// The command's name.
    #[must_use]
    pub fn name(&self) -> CommandName {
        match self {
            Self::Reconsideration(command) => command.name(),
        }
    }
}

input! {
    /// 补录凭证。Proof for a day that lies before the day of recording.
    ProofInput {
        /// 凭证：签署原件、发文登记、送达回证、邮戳。What proves the day: signed original, register, slip, postmark.
        reference: String,
        /// 复核人（另一名工作人员的用户标识），补录机关自己的行为时必填。
        ///
        /// A second person of the office who has seen the proof; required for acts of the organ itself.
        confirmed_by: Option<Uuid>,
    }
}

/// A command with the day it takes effect and the proof of that day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Submission {
    /// The command.
    pub command: Command,
    /// The day the law counts from; today if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Date>,
    /// Proof, where the effective day lies before the day of recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofInput>,
}

/// An opening with its proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpeningSubmission {
    /// What came.
    pub opening: Opening,
    /// Proof, where the day of receipt lies before the day of recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofInput>,
}

/// The instant at which an application came in, for [`Receive`].
pub type ReceivedAt = Instant;
