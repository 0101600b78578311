//! Payloads of the collateral review of norms 附带审查 (ARL 13, 56–60).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::input;
use super::vocabulary::vocabulary;
use crate::id::{MatterNo, PartyNo};

vocabulary! {
    /// 规范性文件的层级（行政复议法第十三条）。What kind of norm is reviewed (ARL 13).
    NormLevel {
        /// 国务院部门的规范性文件。Of a department of the State Council.
        Department = "国务院部门的规范性文件" / "of a department of the State Council",
        /// 县级以上地方各级人民政府及其工作部门的规范性文件。Of a local government of county level or above, or of its department.
        LocalGovernment = "县级以上地方各级人民政府及其工作部门的规范性文件" / "of a local government of county level or above, or its department",
        /// 乡、镇人民政府的规范性文件。Of a township government.
        Township = "乡、镇人民政府的规范性文件" / "of a township government",
        /// 法律、法规、规章授权的组织的规范性文件。Of an organisation empowered by law, regulation or rule.
        Empowered = "法律、法规、规章授权的组织的规范性文件" / "of an organisation empowered by law, regulation or rule",
        /// 规章：当事人不能申请附带审查，只能由行政复议机关依职权处理。A rule: no party may ask for its review; of the organ's own motion only.
        Rule = "规章" / "a rule",
    }
}

vocabulary! {
    /// 附带审查的由来。How the review came about.
    NormRequest {
        /// 申请行政复议时一并提出（第十三条）。Asked for with the application (ARL 13).
        WithApplication = "申请行政复议时一并提出" / "asked for with the application",
        /// 申请时尚不知道依据，决定作出前提出（实施条例第二十六条）。Asked for later, the basis not being known then (Regs 26).
        Later = "申请时尚不知道依据，决定作出前提出" / "asked for later, the basis not being known at the application",
        /// 行政复议机关认为依据不合法，依职权提出（第五十七条）。Of the organ's own motion (ARL 57).
        OwnMotion = "行政复议机关依职权提出" / "of the organ's own motion",
    }
}

vocabulary! {
    /// 对相关条款的结论（行政复议法第五十九条）。What was found of a provision (ARL 59).
    NormFinding {
        /// 合法：在行政复议决定书中一并告知。Lawful: told in the decision.
        Lawful = "合法" / "lawful",
        /// 超越权限：停止执行，责令纠正，不作为依据。Beyond power: no longer carried out, to be corrected, no basis.
        BeyondPower = "超越权限" / "beyond power",
        /// 违反上位法：停止执行，责令纠正，不作为依据。Contrary to higher law: no longer carried out, to be corrected, no basis.
        ContraryToHigherLaw = "违反上位法" / "contrary to higher law",
    }
}

vocabulary! {
    /// 终结附带审查的情形。Why a collateral review is discontinued.
    NormEnd {
        /// 申请人撤回附带审查申请。Applicant takes the request back.
        RequestWithdrawn = "申请人撤回附带审查申请" / "the applicant takes the request back",
        /// 该规定不是行政行为所依据的规定（第十三条）。Norm is not what the act rests on (ARL 13).
        NotTheBasis = "该规定不是行政行为的依据" / "the norm is not what the act rests on",
        /// 复议申请本身不符合受理条件（第三十三条）。Application itself does not meet the conditions (ARL 33).
        ApplicationInadmissible = "行政复议申请不符合受理条件" / "the application does not meet the conditions",
    }
}

input! {
    /// 附带审查立项，案件同日中止。Dockets a collateral review; the case is suspended from that day.
    OpenNormReview {
        /// 规范性文件或者依据的名称。Name of the norm or basis.
        document: String,
        /// 文号。Number of the document.
        document_number: Option<String>,
        /// 有关条款。Provisions in question.
        provisions: String,
        /// 层级。What kind of norm it is.
        level: NormLevel,
        /// 制定机关。Name of the organ that made it.
        maker: String,
        /// 制定机关在本系统的标识。Maker's id, where it is known to the system.
        maker_organ: Option<Uuid>,
        /// 由来。How the review came about.
        request: NormRequest,
        /// 提出申请的申请人；依职权的不填。Applicant who asks; none of the organ's own motion.
        asked_by: Option<PartyNo>,
        /// 申请复议时不知道依据的说明，其后提出的必填。Why the basis was not known at the application; required for a later request.
        basis_unknown: Option<String>,
        /// 本机关是否有权处理。Whether this organ may deal with it; otherwise it is transferred.
        competent: bool,
        /// 理由。Why the norm is thought unlawful.
        reason: String,
    }
}

input! {
    /// 书面通知制定机关。Notifies the maker of the norm and asks for its written reply (ARL 58).
    NotifyNormMaker {
        /// 附带审查事项的序号。Matter, by number.
        matter: MatterNo,
        /// 请其答复的问题。What the maker is asked.
        question: String,
    }
}

input! {
    /// 收到制定机关书面答复。Records the written reply of the maker (ARL 58).
    RecordNormReply {
        /// 附带审查事项的序号。Matter, by number.
        matter: MatterNo,
        /// 答复摘要。Summary of the reply.
        summary: String,
    }
}

input! {
    /// 要求制定机关当面说明理由。Records that the maker explained itself in person (ARL 58).
    HearNormMaker {
        /// 附带审查事项的序号。Matter, by number.
        matter: MatterNo,
        /// 说明笔录摘要。Summary of the record.
        record: String,
    }
}

input! {
    /// 对一项条款的结论。What was found of one provision.
    NormFindingInput {
        /// 条款。Provision.
        provision: String,
        /// 结论。Finding.
        finding: NormFinding,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 附带审查处理结论。Concludes the review in house (ARL 56, 57, 59).
    ConcludeNormReview {
        /// 附带审查事项的序号。Matter, by number.
        matter: MatterNo,
        /// 逐条结论。Findings, provision by provision.
        findings: Vec<NormFindingInput>,
    }
}

input! {
    /// 转送有权处理的机关。Transfers the norm to the organ that may deal with it (ARL 56, 57).
    TransferNorm {
        /// 附带审查事项的序号。Matter, by number.
        matter: MatterNo,
        /// 接受转送的机关。Name of the organ it goes to.
        to: String,
        /// 该机关在本系统的标识。That organ's id, where it is known to the system.
        organ: Option<Uuid>,
        /// 无权处理的说明。Why this organ may not deal with it.
        reason: String,
    }
}

input! {
    /// 收到受转送机关的处理意见。Records the opinion of the organ it was transferred to (ARL 60).
    RecordNormOpinion {
        /// 附带审查事项的序号。Matter, by number.
        matter: MatterNo,
        /// 逐条处理意见。Its opinion, provision by provision.
        findings: Vec<NormFindingInput>,
    }
}

input! {
    /// 终结附带审查。Discontinues a collateral review for which the ground has fallen away.
    DiscontinueNormReview {
        /// 附带审查事项的序号。Matter, by number.
        matter: MatterNo,
        /// 情形。On what it rests.
        ground: NormEnd,
        /// 说明。What happened.
        reason: String,
    }
}
