//! Who takes part: respondents changed, third parties, agents, representatives, successors (ARL 14–17; Regs 8, 22).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::receive::PersonInput;
use super::{input, vocabulary::vocabulary};
use crate::id::PartyNo;

input! {
    /// 告知变更被申请人。Tells the applicant that the wrong respondent is named.
    AdviseRespondent {
        /// 错列的被申请人在本案的序号。Respondent named wrongly, by number.
        party: PartyNo,
        /// 应当列为被申请人的机关名称。Organ that should be named.
        proper: String,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 变更被申请人。Applicant names another respondent.
    ChangeRespondent {
        /// 退出的被申请人在本案的序号。Respondent who leaves, by number.
        party: PartyNo,
        /// 变更后的被申请人：机关的标识。New respondent: the organ's id.
        organ: Uuid,
        /// 变更后的被申请人：名称。New respondent: its name.
        name: String,
        /// 是否为本级人民政府的工作部门；决定、意见书须抄告其上一级主管部门。
        ///
        /// Whether it is a department of the same government: its superior department gets a copy (ARL 79(2)).
        own_department: bool,
        /// 理由。Why.
        reason: String,
        /// 是否同意适用简易程序；以当事人各方同意为由适用简易程序的案件必填，其他案件不填。
        ///
        /// Whether it consents to the simplified procedure; required where that rests on the consent of all parties,
        /// and given nowhere else (ARL 53(2)).
        simplified_consent: Option<bool>,
    }
}

input! {
    /// 第三人参加行政复议。A third party joins.
    JoinThirdParty {
        /// 第三人。Third party.
        person: PersonInput,
        /// 如何参加。How it comes to join.
        basis: JoiningBasis,
        /// 与行政行为或者案件处理结果的利害关系。Its interest in the act or in the outcome.
        interest: String,
        /// 是否同意适用简易程序；以当事人各方同意为由适用简易程序的案件必填，其他案件不填。
        ///
        /// Whether it consents to the simplified procedure; required where that rests on the consent of all parties,
        /// and given nowhere else (ARL 53(2)).
        simplified_consent: Option<bool>,
    }
}

input! {
    /// 承受人继续参加行政复议。A successor takes the place of a party.
    SucceedParty {
        /// 原申请人或者第三人在本案的序号。Applicant or third party succeeded, by number.
        party: PartyNo,
        /// 近亲属或者权利义务承受人。Kin, or the successor in rights and duties.
        successor: PersonInput,
        /// 承受的事实和依据。What happened, and what proves it.
        reason: String,
    }
}

input! {
    /// 委托代理人；填写该当事人现有的全部代理人，不填为解除委托。
    ///
    /// Agents that a party now has, all of them; none dismisses them.
    AppointAgents {
        /// 申请人或者第三人在本案的序号。Applicant or third party, by number.
        party: PartyNo,
        /// 一至二名代理人。One or two agents.
        agents: Vec<AgentInput>,
    }
}

input! {
    /// 代理人。An agent.
    AgentInput {
        /// 姓名。Name.
        name: String,
        /// 代理人的身份。What the agent is.
        kind: AgentKind,
        /// 委托事项和权限。Matters and authority.
        authority: String,
        /// 委托期限。For how long.
        term: String,
        /// 电话。Telephone.
        phone: Option<String>,
    }
}

input! {
    /// 推选代表人。Applicants choose representatives.
    ChooseRepresentatives {
        /// 一至五名代表人在本案的序号。One to five of the applicants, by number.
        representatives: Vec<PartyNo>,
        /// 经告知没有推选出代表人的，写明告知和推选的经过；此时不填代表人，申请人各自参加。
        ///
        /// How applicants who were told to choose came to choose nobody; no representative is named then, and each of
        /// them takes part for itself.
        unchosen: Option<String>,
    }
}

vocabulary! {
    /// 第三人如何参加（行政复议法第十六条）。How a third party comes to join (ARL 16).
    JoiningBasis {
        /// 申请参加。It applied to join.
        Applied = "申请参加行政复议" / "applied to join",
        /// 行政复议机构通知参加。Institution notified it.
        Notified = "行政复议机构通知参加" / "notified by the institution",
    }
}

vocabulary! {
    /// 代理人的身份（行政复议法第十七条）。What an agent is (ARL 17).
    AgentKind {
        /// 律师。A lawyer.
        Lawyer = "律师" / "lawyer",
        /// 基层法律服务工作者。A grass-roots legal worker.
        LegalWorker = "基层法律服务工作者" / "grass-roots legal worker",
        /// 其他代理人。Another.
        Other = "其他代理人" / "another",
    }
}
