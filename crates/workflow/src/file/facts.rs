//! What the proceeding of a case has established so far.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    CourtCase, Evidence, HearingRecord, Intervention, Joined, Judgment, Material, Matter, Member,
    Participation, People, Procedure, Report, SplitFrom, SuperiorOrder, Supplement,
};
use crate::command::{
    CaseClass, Channel, DecisionKind, ForwardedPenalty, InterventionResult, ReceiptForm,
    RefusalGround, SigningBasis, Submission, ViewsMode, VoidGround, WithdrawalCause,
};
use crate::id::{EntryNo, MatterNo, PartyNo, RequestNo, UserId};

/// What the proceeding has established. Small facts that no list filters on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Early intervention 案前介入, where the dispute was reported before the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervention: Option<Intervention>,
    /// How and when the application came; none while nobody has applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    /// What is challenged; without a title where a reported dispute is about no act.
    pub disputed_act: DisputedAct,
    /// The requests 复议请求.
    pub requests: Vec<String>,
    /// Whether reconsideration must come before a suit 复议前置 (ARL 23).
    pub mandatory_first: bool,
    /// Acts against which the applicant was asked to apply separately 告知分别申请 (ARL 22).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub separate_acts: Vec<String>,
    /// Respondents that are departments of the organ's own government 本级人民政府工作部门 (ARL 79(2)), by number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_departments: Vec<PartyNo>,
    /// The one correction 补正, if it was asked for.
    pub correction: Option<Correction>,
    /// Acceptance 受理, by decision or by effect of law.
    pub acceptance: Option<Acceptance>,
    /// Procedure 审理程序 by which the case is heard.
    #[serde(default)]
    pub procedure: Procedure,
    /// Who acts for the parties 参加人.
    #[serde(default, skip_serializing_if = "People::is_empty")]
    pub people: People,
    /// Who was let into the case, and who is recused from it 参与与回避.
    #[serde(default, skip_serializing_if = "Participation::is_empty")]
    pub participation: Participation,
    /// What the case is classed as 案件类别 (ARL 50, 52(2)).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<CaseClass>,
    /// Views heard 听取意见, or why not.
    pub views: Option<Views>,
    /// Suspension 中止 now in force.
    pub suspension: Option<Suspension>,
    /// Withdrawal 撤回 recorded and not yet acted on.
    pub withdrawal: Option<Withdrawal>,
    /// Settlement 和解 recorded; it leads to a withdrawal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlement: Option<Settlement>,
    /// Numbers of respondents confirmed to have given no reply in time (ARL 70).
    pub no_reply: Vec<PartyNo>,
    /// Evidence 证据 handed in, by number from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// What parties handed in after the registration 补充材料, by number from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplements: Vec<Supplement>,
    /// What was reported to the national platform 上报, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<Report>,
    /// The case out of whose application this one was made separately 分案.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_from: Option<SplitFrom>,
    /// The lead case with which this one is heard together 合并审理.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<Joined>,
    /// Cases that are heard together with this one, which leads 主案.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// Draft decision 决定草案.
    pub draft: Option<Draft>,
    /// Signature 签批 on the draft.
    pub signature: Option<Signature>,
    /// Outcome 结果, once there is one.
    pub outcome: Option<Outcome>,
    /// Entry that recorded the outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_entry: Option<EntryNo>,
    /// Judgments 裁判 that reopened the case or order performance, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judgments: Vec<Judgment>,
    /// Orders of superior organs 上级责令、决定, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<SuperiorOrder>,
    /// Suit 诉讼 over the same act that a court has accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court_case: Option<CourtCase>,
    /// Matters 事项 beside the proceeding, by number from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matters: Vec<Matter>,
    /// Materials 案卷材料 of the file, by number from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// Pending requests 待签请求.
    pub pending: Vec<PendingRequest>,
    /// Number of the last request ever made.
    pub last_request: RequestNo,
}

impl Facts {
    /// The day on which the file begins: that of the report, or of the receipt where nothing was reported before.
    #[must_use]
    pub fn begun_on(&self) -> NaiveDate {
        let reported = self.intervention.as_ref().map(|known| known.reported_on);
        reported.unwrap_or_else(|| self.came_on())
    }

    /// The day of the receipt, or while nobody has applied that of the report.
    #[must_use]
    pub fn came_on(&self) -> NaiveDate {
        let received = self.receipt.as_ref().map(|receipt| receipt.received_on);
        let reported = self.intervention.as_ref().map(|known| known.reported_on);
        received.or(reported).unwrap_or_default()
    }
}

/// How and when an application came 收件.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// When it came in.
    pub received_at: crate::scalar::Instant,
    /// Day it came in, in Asia/Shanghai.
    pub received_on: NaiveDate,
    /// Day submitted or posted.
    pub filed_on: NaiveDate,
    /// Form.
    pub form: ReceiptForm,
    /// Way.
    pub channel: Channel,
    /// How the penalising agency passed it on 转送, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<Forwarded>,
}

/// An application passed on by the agency that imposed the penalty 转送 (ARL 32).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarded {
    /// What the penalty is.
    pub penalty: ForwardedPenalty,
    /// Day the agency received the application.
    pub agency_received_on: NaiveDate,
    /// Last day on which the agency was to pass it on.
    pub due: NaiveDate,
}

/// The disputed act 行政行为.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputedAct {
    /// What it is called.
    pub title: String,
    /// Number of its document 文号.
    pub document_number: Option<String>,
    /// Day it was made.
    pub made_on: Option<NaiveDate>,
    /// Day the applicant came to know of it.
    pub known_on: Option<NaiveDate>,
}

/// The one correction 补正 of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Everything that was missing.
    pub items: Vec<String>,
    /// Day of the notice.
    pub asked_on: NaiveDate,
    /// Day the corrected papers came.
    pub received_on: Option<NaiveDate>,
}

/// Acceptance 受理.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// Day from which the term to decide runs.
    pub on: NaiveDate,
    /// Whether by effect of law 视为受理 (ARL 30(3)).
    pub deemed: bool,
    /// Entry that recorded it.
    pub entry: EntryNo,
}

/// Views of the parties 听取意见.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Views {
    /// Heard.
    Heard {
        /// Day of the last hearing of views.
        on: NaiveDate,
        /// Parties heard so far.
        parties: Vec<PartyNo>,
        /// How.
        mode: ViewsMode,
        /// Officers who heard them, each while the case was open to them (ARL 49).
        #[serde(default)]
        by: Vec<UserId>,
        /// Parties asked whether they are willing to mediate, and what they said.
        #[serde(default)]
        willing: Vec<Willing>,
    },
    /// Not heard, for a reason on the party's side.
    Waived {
        /// Day recorded.
        on: NaiveDate,
        /// The reason.
        reason: String,
    },
}

/// What a party said when it was asked whether it would mediate 调解意愿.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Willing {
    /// The party.
    pub party: PartyNo,
    /// Whether it is willing.
    pub willing: bool,
}

/// A suspension 中止 in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Ground, by its id in the definitions.
    pub ground: String,
    /// First day not counted.
    pub since: NaiveDate,
    /// The authority asked or the other case, where the ground waits for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Last day on which to resume, where it is by consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Whether it was prolonged 续期.
    #[serde(default)]
    pub prolonged: bool,
}

/// A withdrawal 撤回 recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Applicants who have withdrawn.
    pub parties: Vec<PartyNo>,
    /// Day of the last of them.
    pub on: NaiveDate,
    /// Permission 准予撤回 of the institution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permitted: Option<Permission>,
}

/// Permission 准予 to withdraw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// Day.
    pub on: NaiveDate,
    /// Why the applicants withdrew.
    pub cause: WithdrawalCause,
}

/// A settlement 和解 of the parties among themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// Day.
    pub on: NaiveDate,
    /// Parties who settled.
    pub parties: Vec<PartyNo>,
    /// What they agreed.
    pub content: String,
}

/// One item of a decision 决定事项.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionItem {
    /// Kind.
    pub kind: DecisionKind,
    /// The request or act it answers.
    pub subject: String,
    /// Last day to perform or act anew, where ordered.
    pub perform_by: Option<NaiveDate>,
    /// Whether a new act is ordered 责令重作.
    pub redo: bool,
    /// Whether an act found unlawful was so for its procedure only 仅因程序违法 (XJ 22).
    #[serde(default)]
    pub procedural: bool,
    /// Whether a change reaches the result, not the facts or the basis alone 改变处理结果 (XJ 22).
    #[serde(default)]
    pub result_changed: bool,
    /// Whether a change leaves the applicant worse off, as a third party asked 更为不利 (ARL 63(2)).
    #[serde(default)]
    pub worse: bool,
}

/// A draft decision 决定草案.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Items.
    pub items: Vec<DecisionItem>,
    /// Facts found.
    pub findings: String,
    /// Reasons and basis.
    pub reasons: String,
    /// Records of the hearing 听证笔录 that it rests on (ARL 61(2)).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hearing_records: Vec<HearingRecord>,
    /// Day submitted.
    pub submitted_on: NaiveDate,
    /// Stage it was submitted from, to which it is returned.
    pub from_stage: String,
    /// Digest of the exact text that signatures bind.
    pub digest: String,
    /// Who submitted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
}

/// A signature 签批 on the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who signed.
    pub by: UserId,
    /// On what it rests.
    pub basis: SigningBasis,
    /// Day signed.
    pub on: NaiveDate,
    /// Digest of the text signed.
    pub digest: String,
}

/// Outcome 结果 of the case. It is not closure: papers are served first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Outcome {
    /// 不予受理。Not accepted.
    NotAccepted {
        /// Day.
        on: NaiveDate,
        /// Condition not met.
        ground: RefusalGround,
    },
    /// 视为放弃申请。Deemed abandoned for want of correction.
    DeemedAbandoned {
        /// Day.
        on: NaiveDate,
    },
    /// 受理前撤回。Withdrawn before acceptance.
    WithdrawnBeforeAcceptance {
        /// Day.
        on: NaiveDate,
    },
    /// 终止。Terminated.
    Terminated {
        /// Day.
        on: NaiveDate,
        /// Ground, by its id in the definitions.
        ground: String,
        /// Why the applicants withdrew, where they did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<WithdrawalCause>,
    },
    /// 调解结案。Mediated: a letter signed by all parties and sealed.
    Mediated {
        /// Day on which the letter took effect.
        on: NaiveDate,
        /// The matter in which it was reached.
        matter: MatterNo,
    },
    /// 由上级行政复议机关审理。Taken over by the superior organ.
    TakenOver {
        /// Day.
        on: NaiveDate,
    },
    /// 案前介入结束：没有申请，不是行政复议的结果，不计入任何组别。An early intervention ended without an application.
    InterventionEnded {
        /// Day.
        on: NaiveDate,
        /// How.
        result: InterventionResult,
    },
    /// 撤销登记：登记有误，不是行政复议的结果，不计入任何组别。Voided: registered by mistake. It is the outcome of no
    /// reconsideration and counts nowhere.
    Voided {
        /// Day.
        on: NaiveDate,
        /// What the mistake was.
        ground: VoidGround,
        /// Number under which the same application stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stands_as: Option<String>,
    },
    /// 决定。Decided.
    Decided {
        /// Day of the decision.
        on: NaiveDate,
        /// Kinds of its items.
        kinds: Vec<DecisionKind>,
    },
}

impl Outcome {
    /// Code in the database and the API, such as `NOT_ACCEPTED`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAccepted { .. } => "NOT_ACCEPTED",
            Self::DeemedAbandoned { .. } => "DEEMED_ABANDONED",
            Self::WithdrawnBeforeAcceptance { .. } => "WITHDRAWN_BEFORE_ACCEPTANCE",
            Self::Terminated { .. } => "TERMINATED",
            Self::Mediated { .. } => "MEDIATED",
            Self::TakenOver { .. } => "TAKEN_OVER",
            Self::InterventionEnded { .. } => "INTERVENTION_ENDED",
            Self::Voided { .. } => "VOIDED",
            Self::Decided { .. } => "DECIDED",
        }
    }

    /// Chinese and English label.
    #[must_use]
    pub fn label(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotAccepted { .. } => ("不予受理", "not accepted"),
            Self::DeemedAbandoned { .. } => ("视为放弃申请", "deemed abandoned"),
            Self::WithdrawnBeforeAcceptance { .. } => ("受理前撤回", "withdrawn before acceptance"),
            Self::Terminated { .. } => ("终止", "terminated"),
            Self::Mediated { .. } => ("调解结案", "mediated"),
            Self::TakenOver { .. } => ("上级审理", "taken over by the superior organ"),
            Self::InterventionEnded { .. } => ("案前介入结束", "early intervention ended"),
            Self::Voided { .. } => ("登记已撤销", "registration voided"),
            Self::Decided { .. } => ("已作出决定", "decided"),
        }
    }

    /// Day of the outcome.
    #[must_use]
    pub fn on(&self) -> NaiveDate {
        match self {
            Self::NotAccepted { on, .. }
            | Self::DeemedAbandoned { on }
            | Self::WithdrawnBeforeAcceptance { on }
            | Self::Terminated { on, .. }
            | Self::Mediated { on, .. }
            | Self::TakenOver { on }
            | Self::InterventionEnded { on, .. }
            | Self::Voided { on, .. }
            | Self::Decided { on, .. } => *on,
        }
    }
}

/// A command that waits for the signature of who may decide 待签请求.
///
/// It binds the digest of the plan made when it was submitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PendingRequest {
    /// Number within the case.
    pub no: RequestNo,
    /// Who proposes.
    pub by: UserId,
    /// When it was submitted.
    pub at: DateTime<Utc>,
    /// What is asked.
    pub submission: Box<Submission>,
    /// Digest of the plan as it was then.
    pub digest: String,
}
