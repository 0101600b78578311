//! Commands 指令: the one shape there is of what someone asks for.
//!
//! The same types are the GraphQL input, the payload of an entry, the body of a scenario and the input of a
//! preview. Adding one: a variant here, its planning rule, a `[[move]]`, a scenario.

use serde::{Deserialize, Serialize};

use crate::scalar::Instant;

mod committee;
mod delivery;
mod evidence;
mod examination;
mod hearing;
mod intervention;
mod joining;
mod letters;
mod material;
mod matter;
mod mediation;
mod norm;
mod participation;
mod people;
mod performance;
mod procedure;
mod proceeding;
mod protection;
mod receive;
mod reception;
mod registration;
mod reopen;
mod reporting;
mod serving;
mod settle;
mod slip;
mod stay;
mod submission;
mod vocabulary;

pub use committee::{
    CaseClass, Classify, CloseConsultation, RecordConsultation, RequestConsultation,
    WeighConsultation,
};
pub use delivery::{RecordDispatch, RecordReturnedMail, ReturnCause};
pub use evidence::{
    AccessBar, AllowFileAccess, AllowSupplement, AskSupplement, Burden, EvidenceInput,
    EvidenceKind, FilePart, HandInEvidence, RecordFileAccess, RefuseFileAccess, RefuseSupplement,
    RequestFileAccess,
};
pub use examination::{
    AbandonExamination, AppraisalBy, BeginInspection, CallForEvidence, CommissionAppraisal,
    ReceiveAppraisal, RecordInspection, RecordInvestigation, RecordPartyAppraisal,
};
pub use hearing::{
    Attendance, AttendanceInput, CancelHearing, ChangeHearing, HoldHearing, RefuseHearing,
    RequestHearing, SetHearing,
};
pub use intervention::{
    EndIntervention, InterventionActInput, InterventionReporter, InterventionResult,
    NoteIntervention, OpenIntervention,
};
pub use joining::{JoinCases, JoiningGround, LeaveJoined};
pub use letters::{
    CopyToSuperior, DraftLetter, DropLetter, FileMajorDecision, IssueLetter, JudgeLetter,
    Judgement, LetterKind, PublishDecision, RecordLetterReport, RecordVisit, SignLetter,
    WithholdPublication,
};
pub use material::{
    CorrectMaterial, DecideExcision, FileMaterial, MaterialKind, ProposeExcision, ProvesInput,
    Secrecy, ServedInput, Volume,
};
pub use mediation::{
    AgreeMediation, EndMediation, OpenMediation, RecordMediationSession, SealMediation,
    SignMediation,
};
pub use norm::{
    ConcludeNormReview, DiscontinueNormReview, HearNormMaker, NormEnd, NormFinding,
    NormFindingInput, NormLevel, NormRequest, NotifyNormMaker, OpenNormReview, RecordNormOpinion,
    RecordNormReply, TransferNorm,
};
pub use participation::{
    Admit, AskRecusal, Capacity, EndAdmission, RecusalGround, Recuse, RefuseRecusal,
};
pub use people::{
    AdviseRespondent, AgentInput, AgentKind, AppointAgents, ChangeRespondent,
    ChooseRepresentatives, JoinThirdParty, JoiningBasis, SucceedParty,
};
pub use performance::{
    ApplyEnforcement, CriticiseRespondent, EndPerformance, EnforcementWay, Enforcer,
    InterviewRespondent, OrderPerformance, RecordPerformance, UrgePerformance,
};
pub use procedure::{ConvertToOrdinary, ProcedureKind, SimplifiedGround, SimplifiedInput};
pub use proceeding::{
    Accept, AskToSplit, Assign, Close, ConfirmLapse, DecisionItemInput, Extend, ExtendCorrection,
    HearViews, IssueDecision, ProlongSuspension, ReceiveCorrection, RecordLapse, RecordReply,
    RecordService, RefuseAcceptance, RequestCorrection, Resume, ReturnDraft, SendCopy,
    SetAsideLapse, SettleRequest, SignDecision, SubmitDraft, Suspend, Terminate, WaiveViews,
    Withdraw,
};
pub use protection::{EndProtection, IdentityKind, ProtectPerson, ProtectedKind, RecordIdentity};
pub use receive::{AgencyInput, DisputedActInput, ForwardedInput, PersonInput, Receive};
pub use reception::{ReceptionResult, ReceptionWay};
pub use registration::{FileSupplement, VoidGround, VoidRegistration};
pub use reopen::{
    JudgmentEffect, OrderAcceptance, OrderResumption, RecordCourtAcceptance, RecordTakeOver,
    ReturnFromCourt, TransferClue,
};
pub use reporting::{RecordReporting, ReportedThing};
pub use serving::{ConfirmAddress, ServiceParticulars};
pub use settle::{PermitWithdrawal, RecordSettlement, RefuseWithdrawal, WithdrawalCause};
pub use slip::{CorrectSlip, SlipInput, SlipKind};
pub use stay::{LiftStay, OrderStay, RefuseStay, RequestStay, StayGround};
pub use submission::{OpeningSubmission, ProofInput, Submission};
pub use vocabulary::{
    Channel, DecisionKind, ForwardedPenalty, ReceiptForm, RefusalGround, ServiceMethod,
    SigningBasis, ViewsMode,
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
    /// 案前介入：申请以前反映的争议。A dispute reported before any application.
    Intervention(OpenIntervention),
}

impl Opening {
    /// The command that it is.
    #[must_use]
    pub fn name(&self) -> CommandName {
        match self {
            Self::Reconsideration(_) => CommandName::Receive,
            Self::Intervention(_) => CommandName::OpenIntervention,
        }
    }
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
            /// 案前介入登记。Notes a dispute before any application; see [`Opening`].
            OpenIntervention,
            $($(#[$doc])* $variant),+
        }

        impl CommandName {
            /// Every command, in the order of a case's life.
            pub const ALL: &'static [Self] = &[Self::OpenIntervention, $(Self::$variant),+];

            /// The commands that open a file. An application is given to a case too, where the office intervened early.
            pub const OPENINGS: [Self; 2] = [Self::OpenIntervention, Self::Receive];

            /// The name in definitions, scenarios and logs.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { Self::OpenIntervention => "open_intervention", $(Self::$variant => $code),+ }
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
    /// 案前化解记录。Records a session or a contact before any application.
    NoteIntervention(NoteIntervention) = "note_intervention",
    /// 结束案前介入。Ends the early intervention; the limit to apply runs on.
    EndIntervention(EndIntervention) = "end_intervention",
    /// 收件登记。Registers the application: it opens a case, or makes one of an early intervention.
    Receive(Receive) = "receive",
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
    /// 延长同意中止。Prolongs a suspension by consent, once.
    ProlongSuspension(ProlongSuspension) = "prolong_suspension",
    /// 恢复审理。Resumes the case.
    Resume(Resume) = "resume",
    /// 延长审理期限。Extends the term to decide.
    Extend(Extend) = "extend",
    /// 申请人撤回。Records the applicant's withdrawal.
    Withdraw(Withdraw) = "withdraw",
    /// 和解。Records that the parties have settled.
    RecordSettlement(RecordSettlement) = "record_settlement",
    /// 准予撤回。Permits the withdrawal.
    PermitWithdrawal(PermitWithdrawal) = "permit_withdrawal",
    /// 不准予撤回。Does not permit the withdrawal.
    RefuseWithdrawal(RefuseWithdrawal) = "refuse_withdrawal",
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
    /// 转为普通程序。Converts the simplified procedure to the ordinary one.
    ConvertToOrdinary(ConvertToOrdinary) = "convert_to_ordinary",
    /// 告知变更被申请人。Tells the applicant that the wrong respondent is named.
    AdviseRespondent(AdviseRespondent) = "advise_respondent",
    /// 变更被申请人。Records that the applicant names another respondent.
    ChangeRespondent(ChangeRespondent) = "change_respondent",
    /// 第三人参加行政复议。Lets a third party join, or notifies it to join.
    JoinThirdParty(JoinThirdParty) = "join_third_party",
    /// 承受人继续参加行政复议。Records that a successor takes the place of an applicant or third party.
    SucceedParty(SucceedParty) = "succeed_party",
    /// 委托代理人。Records the agents that a party has.
    AppointAgents(AppointAgents) = "appoint_agents",
    /// 推选代表人。Records the representatives that the applicants choose.
    ChooseRepresentatives(ChooseRepresentatives) = "choose_representatives",
    /// 准予参与办案。Lets a committee member, a mediator, a legal adviser or a street office into the case.
    Admit(Admit) = "admit",
    /// 终止参与办案。Ends what let somebody into the case.
    EndAdmission(EndAdmission) = "end_admission",
    /// 申请回避。Records that a party asks for the recusal of an official.
    AskRecusal(AskRecusal) = "ask_recusal",
    /// 回避。An official withdraws, or is recused; the file is closed to that person at once.
    Recuse(Recuse) = "recuse",
    /// 驳回回避申请。Refuses an application for recusal.
    RefuseRecusal(RefuseRecusal) = "refuse_recusal",
    /// 案件分类。Classes the case: major, difficult or complex; professional; other.
    Classify(Classify) = "classify",
    /// 申请听证。Records that an applicant asks for a hearing.
    RequestHearing(RequestHearing) = "request_hearing",
    /// 不予听证。Refuses a hearing that was asked for.
    RefuseHearing(RefuseHearing) = "refuse_hearing",
    /// 通知听证。Sets a session of the hearing.
    SetHearing(SetHearing) = "set_hearing",
    /// 变更听证。Moves the session to another day, hour or place.
    ChangeHearing(ChangeHearing) = "change_hearing",
    /// 取消听证。Calls a hearing off that is not mandatory.
    CancelHearing(CancelHearing) = "cancel_hearing",
    /// 举行听证。Records a session of the hearing.
    HoldHearing(HoldHearing) = "hold_hearing",
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
    /// 启动调解。Opens a mediation.
    OpenMediation(OpenMediation) = "open_mediation",
    /// 登记调解过程。Records a session of the mediation.
    RecordMediationSession(RecordMediationSession) = "record_mediation_session",
    /// 达成调解协议。Parties agree.
    AgreeMediation(AgreeMediation) = "agree_mediation",
    /// 签署调解书。A party signs the mediation letter.
    SignMediation(SignMediation) = "sign_mediation",
    /// 调解终结。Mediation fails, or a party resiles.
    EndMediation(EndMediation) = "end_mediation",
    /// 调解书加盖印章。Seals the mediation letter, which then takes effect.
    SealMediation(SealMediation) = "seal_mediation",
    /// 法院裁判后重新办理。A judgment reopens the case.
    ReturnFromCourt(ReturnFromCourt) = "return_from_court",
    /// 上级责令纠正：责令受理，或者责令作出决定。A superior organ orders acceptance, or a decision that is overdue.
    OrderAcceptance(OrderAcceptance) = "order_acceptance",
    /// 上级责令恢复审理。A superior organ orders resumption.
    OrderResumption(OrderResumption) = "order_resumption",
    /// 上级审理。A superior organ takes the case over.
    RecordTakeOver(RecordTakeOver) = "record_take_over",
    /// 移送线索。Passes a clue to the organ in charge.
    TransferClue(TransferClue) = "transfer_clue",
    /// 人民法院受理情况。Records that a court has accepted a suit over the same act.
    RecordCourtAcceptance(RecordCourtAcceptance) = "record_court_acceptance",
    /// 委托鉴定。Commissions an appraisal at the request of a party.
    CommissionAppraisal(CommissionAppraisal) = "commission_appraisal",
    /// 登记当事人自行委托鉴定。Records an appraisal that a party commissions itself.
    RecordPartyAppraisal(RecordPartyAppraisal) = "record_party_appraisal",
    /// 收到鉴定意见。Records that the opinion of the appraiser came.
    ReceiveAppraisal(ReceiveAppraisal) = "receive_appraisal",
    /// 启动现场勘验。Begins an on-site inspection.
    BeginInspection(BeginInspection) = "begin_inspection",
    /// 完成现场勘验。Records the outcome of an on-site inspection.
    RecordInspection(RecordInspection) = "record_inspection",
    /// 撤销鉴定、勘验。Ends an appraisal or inspection that leads to nothing.
    AbandonExamination(AbandonExamination) = "abandon_examination",
    /// 调取证据。Calls on an organ or body for documents.
    CallForEvidence(CallForEvidence) = "call_for_evidence",
    /// 调查取证。Records an investigation.
    RecordInvestigation(RecordInvestigation) = "record_investigation",
    /// 提交证据。Records evidence, or new reasons, that a party hands in.
    HandInEvidence(HandInEvidence) = "hand_in_evidence",
    /// 申请补充证据。Records that a respondent asks to supplement its evidence.
    AskSupplement(AskSupplement) = "ask_supplement",
    /// 同意补充证据。Consents to the supplement.
    AllowSupplement(AllowSupplement) = "allow_supplement",
    /// 不同意补充证据。Refuses the supplement.
    RefuseSupplement(RefuseSupplement) = "refuse_supplement",
    /// 申请查阅、复制。Records that an applicant or third party asks for access to the file.
    RequestFileAccess(RequestFileAccess) = "request_file_access",
    /// 同意查阅、复制。Allows the access.
    AllowFileAccess(AllowFileAccess) = "allow_file_access",
    /// 不同意查阅、复制。Refuses the access.
    RefuseFileAccess(RefuseFileAccess) = "refuse_file_access",
    /// 登记查阅、复制。Records that the file was read or copied.
    RecordFileAccess(RecordFileAccess) = "record_file_access",
    /// 提请委员会咨询。Submits the case to the committee for its opinion.
    RequestConsultation(RequestConsultation) = "request_consultation",
    /// 记录咨询意见。Records the opinion of the committee.
    RecordConsultation(RecordConsultation) = "record_consultation",
    /// 咨询意见采纳情况。Says whether the opinion is followed, and why not.
    WeighConsultation(WeighConsultation) = "weigh_consultation",
    /// 咨询逾期无意见。Records that no opinion came by the cut-off.
    CloseConsultation(CloseConsultation) = "close_consultation",
    /// 附带审查立项。Dockets a collateral review of a norm; the case is suspended.
    OpenNormReview(OpenNormReview) = "open_norm_review",
    /// 通知制定机关。Notifies the maker of the norm.
    NotifyNormMaker(NotifyNormMaker) = "notify_norm_maker",
    /// 收到制定机关答复。Records the reply of the maker.
    RecordNormReply(RecordNormReply) = "record_norm_reply",
    /// 制定机关当面说明理由。Records that the maker explained itself in person.
    HearNormMaker(HearNormMaker) = "hear_norm_maker",
    /// 附带审查处理结论。Concludes the review in house.
    ConcludeNormReview(ConcludeNormReview) = "conclude_norm_review",
    /// 转送附带审查。Transfers the norm to the organ that may deal with it.
    TransferNorm(TransferNorm) = "transfer_norm",
    /// 收到受转送机关处理意见。Records the opinion of the organ it was transferred to.
    RecordNormOpinion(RecordNormOpinion) = "record_norm_opinion",
    /// 终结附带审查。Discontinues the review.
    DiscontinueNormReview(DiscontinueNormReview) = "discontinue_norm_review",
    /// 告知分别申请。Asks the applicant to apply separately against each act.
    AskToSplit(AskToSplit) = "ask_to_split",
    /// 送达地址确认书。Records the address that a party confirms.
    ConfirmAddress(ConfirmAddress) = "confirm_address",
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
    /// 笔误补正。Corrects slips of the pen in a paper that was issued.
    CorrectSlip(CorrectSlip) = "correct_slip",
    /// 交寄、送出。Records that a paper was sent to a party.
    RecordDispatch(RecordDispatch) = "record_dispatch",
    /// 退件。Records that a paper sent by post came back.
    RecordReturnedMail(RecordReturnedMail) = "record_returned_mail",
    /// 撤销登记。Voids a registration made by mistake.
    VoidRegistration(VoidRegistration) = "void_registration",
    /// 收到补充材料。Records what a party hands in after the registration.
    FileSupplement(FileSupplement) = "file_supplement",
    /// 登记上报。Records that the case was reported to the national platform.
    RecordReporting(RecordReporting) = "record_reporting",
    /// 材料入卷。Files a material whose bytes were sent.
    FileMaterial(FileMaterial) = "file_material",
    /// 更正材料著录。Corrects how a material is entered in the catalogue.
    CorrectMaterial(CorrectMaterial) = "correct_material",
    /// 提请剔除材料。Proposes to take a material out of the file for good.
    ProposeExcision(ProposeExcision) = "propose_excision",
    /// 决定是否剔除材料。Decides whether a material is taken out for good.
    DecideExcision(DecideExcision) = "decide_excision",
    /// 登记证件号码。Records the number of the document that proves who a party is.
    RecordIdentity(RecordIdentity) = "record_identity",
    /// 隐去姓名。Keeps a name from whoever does not work on the case in this office.
    ProtectPerson(ProtectPerson) = "protect_person",
    /// 解除姓名保密。Keeps the name no longer.
    EndProtection(EndProtection) = "end_protection",
    /// 合并审理。Joins the case to a lead case with which it is heard together.
    JoinCases(JoinCases) = "join_cases",
    /// 分开审理。Parts the case from its lead case.
    LeaveJoined(LeaveJoined) = "leave_joined",
    /// 登记期满。Records that a term has ended; the program's own command.
    RecordLapse(RecordLapse) = "record_lapse",
}

impl CommandName {
    /// Whether it opens a file.
    #[must_use]
    pub fn opens(self) -> bool {
        Self::OPENINGS.contains(&self)
    }

    /// Whether it is given to a case; what only opens one is not.
    #[must_use]
    pub fn is_given_to_a_case(self) -> bool {
        self != Self::OpenIntervention
    }

    /// The command with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|name| name.code() == code)
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

/// The instant at which an application came in, for [`Receive`].
pub type ReceivedAt = Instant;
