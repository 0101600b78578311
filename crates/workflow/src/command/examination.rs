//! Payloads of fact-finding: investigation (ARL 45), on-site inspection (Regs 34), appraisal (Regs 37).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::input;
use super::vocabulary::vocabulary;
use crate::id::{MatterNo, PartyNo};

input! {
    /// 委托鉴定。Commissions an appraisal at the request of a party.
    CommissionAppraisal {
        /// 申请委托的当事人，鉴定费用由其承担。Party that asks for it and bears the cost, by number.
        party: PartyNo,
        /// 鉴定事项。Question put to the appraiser.
        question: String,
        /// 鉴定机构。Appraiser.
        appraiser: String,
    }
}

input! {
    /// 登记当事人自行委托鉴定。Records an appraisal that a party commissions itself.
    RecordPartyAppraisal {
        /// 自行委托的当事人，鉴定费用由其承担。Party that commissions it and bears the cost, by number.
        party: PartyNo,
        /// 鉴定事项。Question put to the appraiser.
        question: String,
        /// 鉴定机构。Appraiser.
        appraiser: String,
    }
}

input! {
    /// 收到鉴定意见。Records that the opinion of the appraiser came.
    ReceiveAppraisal {
        /// 鉴定事项在本案的序号。Appraisal, by the number of its matter.
        matter: MatterNo,
        /// 鉴定意见。Opinion.
        opinion: String,
    }
}

input! {
    /// 启动现场勘验。Begins an on-site inspection.
    BeginInspection {
        /// 勘验地点。Place.
        place: String,
        /// 勘验事项。What is inspected.
        question: String,
    }
}

input! {
    /// 完成现场勘验。Records the outcome of an on-site inspection.
    RecordInspection {
        /// 勘验事项在本案的序号。Inspection, by the number of its matter.
        matter: MatterNo,
        /// 勘验人员，两名以上（用户的标识）。Who inspected, two or more, by user id.
        officers: Vec<Uuid>,
        /// 是否出示行政复议工作证件。Whether they showed their work cards.
        cards_shown: bool,
        /// 勘验笔录。Record.
        record: String,
    }
}

input! {
    /// 撤销鉴定、勘验。Ends an appraisal or inspection that leads to nothing.
    AbandonExamination {
        /// 鉴定或者勘验事项在本案的序号。Appraisal or inspection, by the number of its matter.
        matter: MatterNo,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 调取证据。Calls on an organ or body for documents.
    CallForEvidence {
        /// 持有材料的单位。Organ or body that holds them.
        holder: String,
        /// 该单位在系统中的标识，已知时填写。Organ's id, where the office knows it.
        organ: Option<Uuid>,
        /// 调取的文件、资料。What is called for.
        what: String,
    }
}

input! {
    /// 调查取证。Records an investigation.
    RecordInvestigation {
        /// 先前发出调取通知的，填该事项的序号。Matter, where a call for evidence went before.
        matter: Option<MatterNo>,
        /// 调查人员，两名以上（用户的标识）。Who investigated, two or more, by user id.
        officers: Vec<Uuid>,
        /// 是否出示行政复议工作证件。Whether they showed their work cards.
        cards_shown: bool,
        /// 被调查的单位或者个人。Who was asked.
        source: String,
        /// 地点。Place.
        place: String,
        /// 调查笔录。Record.
        record: String,
    }
}

vocabulary! {
    /// 鉴定由谁委托（实施条例第三十七条）。Who commissions an appraisal (Regs 37).
    AppraisalBy {
        /// 当事人自行委托。The party itself.
        Party = "当事人自行委托" / "the party itself",
        /// 当事人申请，行政复议机构委托。The institution, at the request of a party.
        Institution = "当事人申请，行政复议机构委托" / "the institution, at the request of a party",
    }
}
