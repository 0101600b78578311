//! Payloads of the proceeding's own commands.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::input;
use super::procedure::SimplifiedInput;
use super::serving::ServiceParticulars;
use super::vocabulary::{DecisionKind, RefusalGround, ServiceMethod, SigningBasis, ViewsMode};
use crate::id::{PaperNo, PartyNo, RequestNo, TermNo};
use crate::scalar::Date;

input! {
    /// 分案、改派。Assigns the case to an officer and a co-officer.
    Assign {
        /// 承办人（用户的标识）。Officer's user id.
        officer: Uuid,
        /// 协办人（用户的标识）。Co-officer's user id.
        co_officer: Option<Uuid>,
        /// 交接说明，改派时必填。Handover note, required when the case changes hands.
        handover_note: Option<String>,
    }
}

input! {
    /// 通知补正。Asks the applicant, once, to complete the papers.
    RequestCorrection {
        /// 需补正的全部事项，一次性载明。Everything that is missing, in one list.
        items: Vec<String>,
    }
}

input! {
    /// 告知分别申请。Asks the applicant to apply separately against each act.
    AskToSplit {
        /// 一并申请的各行政行为，两个以上。Acts challenged in one application, two or more.
        acts: Vec<String>,
    }
}

input! {
    /// 延长补正期限。Gives the applicant more time to correct.
    ExtendCorrection {
        /// 延长的工作日数。Working days added.
        days: u32,
        /// 正当理由。Good reason.
        reason: String,
    }
}

input! {
    /// 收到补正材料。Records that the corrected papers came.
    ReceiveCorrection {
        /// 交邮日；以交邮日判断是否逾期。Day posted; timeliness is judged by it.
        posted_on: Option<Date>,
        /// 材料说明。What came.
        note: String,
    }
}

input! {
    /// 受理。Accepts the application.
    Accept {
        /// 审查意见。What the review found.
        note: String,
        /// 适用简易程序的认定，不填为普通程序。Why the simplified procedure applies; absent, it is the ordinary one.
        simplified: Option<SimplifiedInput>,
    }
}

input! {
    /// 不予受理。Refuses to accept the application.
    RefuseAcceptance {
        /// 不符合的受理条件。Condition of acceptance that is not met.
        ground: RefusalGround,
        /// 理由。Reasons.
        reason: String,
        /// 有管辖权的机关，无管辖权时必填。Competent organ, required where jurisdiction is lacking.
        competent_organ: Option<String>,
    }
}

input! {
    /// 发送申请书副本。Sends the copy to the respondent and asks for the reply.
    SendCopy {
        /// 发送方式说明。How it is sent.
        note: String,
    }
}

input! {
    /// 收到答复。Records the respondent's reply and evidence.
    RecordReply {
        /// 被申请人在本案的序号。Respondent's number in the case.
        party: PartyNo,
        /// 交邮日；以交邮日判断是否逾期。Day posted; timeliness is judged by it.
        posted_on: Option<Date>,
        /// 证据、依据和其他材料的件数。How many pieces of evidence and basis came.
        evidence_count: u32,
    }
}

input! {
    /// 听取意见。Records that the parties' views were heard.
    HearViews {
        /// 被听取意见的当事人。Parties heard, by number.
        parties: Vec<PartyNo>,
        /// 方式。How they were heard.
        mode: ViewsMode,
        /// 笔录摘要。Summary of the record.
        record: String,
        /// 上述当事人是否愿意调解；未询问的不填。Whether these parties are willing to mediate; absent where nobody asked.
        mediation_willing: Option<bool>,
    }
}

input! {
    /// 未能听取意见。Records why the views could not be heard, for a reason on the party's side.
    WaiveViews {
        /// 当事人一方的原因。Reason on the party's side.
        reason: String,
    }
}

input! {
    /// 中止审理。Suspends the case.
    Suspend {
        /// 中止事由，见 `workflows/` 的 ground。Ground, by its id in the definitions.
        ground: String,
        /// 说明。What happened.
        reason: String,
        /// 同意中止的当事人。Parties who consent, where the ground asks for consent.
        consents: Vec<PartyNo>,
        /// 有权机关或者所依据的其他案件，事由要求时必填。
        ///
        /// Authority asked or the other case, where the ground waits for one.
        reference: Option<String>,
        /// 恢复审理的最后一日，仅限同意中止；不填为三十日。
        ///
        /// Last day on which to resume, for a suspension by consent only; thirty days if absent.
        until: Option<Date>,
    }
}

input! {
    /// 延长同意中止。Prolongs a suspension by consent, once.
    ProlongSuspension {
        /// 恢复审理的最后一日；不填为三十日。Last day on which to resume; thirty days if absent.
        until: Option<Date>,
        /// 理由。Why.
        reason: String,
        /// 同意续期的当事人。Parties who consent.
        consents: Vec<PartyNo>,
    }
}

input! {
    /// 恢复审理。Resumes the case.
    Resume {
        /// 中止原因如何消除。How the cause was removed.
        reason: String,
    }
}

input! {
    /// 延长审理期限。Extends the term to decide.
    Extend {
        /// 延长的日数，至多三十日。Calendar days added, at most thirty.
        days: u32,
        /// 情况复杂的说明。Why the case is complex.
        reason: String,
    }
}

input! {
    /// 申请人撤回。Records the applicant's withdrawal.
    Withdraw {
        /// 撤回的申请人。Applicant who withdraws, by number.
        party: PartyNo,
        /// 理由。Reason given.
        reason: String,
    }
}

input! {
    /// 终止行政复议。Terminates the reconsideration.
    Terminate {
        /// 终止事由，见 `workflows/` 的 ground。Ground, by its id in the definitions.
        ground: String,
        /// 说明。What happened.
        reason: String,
    }
}

input! {
    /// 决定事项。One item of the decision.
    DecisionItemInput {
        /// 决定种类。Kind.
        kind: DecisionKind,
        /// 针对的请求或行为。Request or act it answers.
        subject: String,
        /// 责令履行或重作的最后一日。Last day to perform or to act anew, where the item orders it.
        perform_by: Option<Date>,
        /// 是否责令重新作出行政行为。Whether a new act is ordered.
        redo: Option<bool>,
        /// 仅因违反法定程序而确认违法；确认违法时必填。
        ///
        /// Whether the act is unlawful for its procedure only; required of an item that finds it unlawful (XJ 22).
        procedural: Option<bool>,
        /// 是否改变处理结果（只改变事实、依据的为否）；变更时必填。
        ///
        /// Whether the result is changed, not the facts or the basis alone; required of a change (XJ 22).
        result_changed: Option<bool>,
        /// 是否对申请人更为不利；变更时必填，仅在第三人提出相反请求时可以为是。
        ///
        /// Whether the applicant is worse off; required of a change, and lawful only where a third party asks the
        /// opposite (ARL 63(2)).
        worse: Option<bool>,
        /// 第三人提出的相反请求，对申请人更为不利时必填。What the third party asks, where the applicant is worse off.
        third_party_request: Option<String>,
    }
}

input! {
    /// 报批决定草案。Submits the draft decision for signature.
    SubmitDraft {
        /// 决定事项。Items of the decision.
        items: Vec<DecisionItemInput>,
        /// 查明的事实。Facts found.
        findings: String,
        /// 理由和依据。Reasons and basis.
        reasons: String,
        /// 第三人提供证据的说明；被申请人逾期未答复而拟维持、变更或驳回请求时必填。
        ///
        /// What evidence the third party supplied; required to maintain, change or reject after a missed reply (ARL 70).
        third_party_evidence: Option<String>,
        /// 审理报告（副卷，不对当事人公开）。Report of the officers; kept in the secondary volume.
        deliberation: Option<String>,
    }
}

input! {
    /// 退回草案。Returns the draft to the officer.
    ReturnDraft {
        /// 退回的理由。Why.
        reason: String,
    }
}

input! {
    /// 签批决定。Signs the decision.
    SignDecision {
        /// 负责人同意或集体讨论通过。Consent of the head, or collective discussion.
        basis: SigningBasis,
        /// 讨论笔录（副卷）。Minutes; kept in the secondary volume. Required for collective discussion.
        minutes: Option<String>,
    }
}

input! {
    /// 制发决定书。Issues the decision: number, day, seal.
    IssueDecision {
        /// 用印登记号。Number in the seal register.
        seal_register: String,
    }
}

input! {
    /// 登记送达。Records the service of a paper on one party.
    RecordService {
        /// 文书在本案的序号。Paper's number in the case.
        paper: PaperNo,
        /// 受送达人在本案的序号。Party served, by number.
        party: PartyNo,
        /// 送达方式。How it was served.
        method: ServiceMethod,
        /// 公告发布日，公告送达时必填。Day of publication, required for public notice.
        published_on: Option<Date>,
        /// 送达回证或邮件单号。Number of the return slip or mail slip.
        slip: String,
        /// 送达情况，按送达方式填写。What shows how it was served, as the method asks.
        particulars: Option<ServiceParticulars>,
    }
}

input! {
    /// 确认期满。Confirms that a lapsed term was indeed missed.
    ConfirmLapse {
        /// 期限在本案的序号。Term's number in the case.
        term: TermNo,
        /// 核实情况：送达证明、在途邮件、正当理由。What was checked: proof of service, mail in transit, good reasons.
        reason: String,
    }
}

input! {
    /// 撤销期满。Sets a recorded lapse aside, with a reason.
    SetAsideLapse {
        /// 期限在本案的序号。Term's number in the case.
        term: TermNo,
        /// 理由。Why.
        reason: String,
        /// 另给的日数（仅限可以延长的期限）。Days given anew, for terms that may be extended.
        extend_days: Option<u32>,
    }
}

input! {
    /// 签批或退回待签请求。Signs or returns a pending request.
    SettleRequest {
        /// 请求在本案的序号。Request's number in the case.
        request: RequestNo,
        /// 同意与否。Whether it is granted.
        approve: bool,
        /// 意见，退回时必填。Opinion, required when it is returned.
        opinion: Option<String>,
    }
}

input! {
    /// 结案。Closes the case.
    Close {
        /// 结案说明。Note on closing.
        note: String,
    }
}

input! {
    /// 登记期满。Records that a term has ended; the program's own command.
    RecordLapse {
        /// 期限在本案的序号。Term's number in the case.
        term: TermNo,
    }
}
