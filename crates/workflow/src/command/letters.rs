//! Payloads of letters, copies, publication and follow-up (ARL 76, 79; Regs 57, 59).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::input;
use super::vocabulary::vocabulary;
use crate::id::{MatterNo, PartyNo};

input! {
    /// 抄告上一级主管部门。Copies a decision or opinion letter to the superior department of the respondent.
    CopyToSuperior {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 上一级主管部门的名称。Name of the superior department.
        superior: String,
        /// 该部门的标识，如已登记。Its id, where the office knows it.
        organ: Option<Uuid>,
    }
}

input! {
    /// 拟制意见书、建议书。Drafts an opinion letter or a recommendation letter.
    DraftLetter {
        /// 种类。Which of the two.
        kind: LetterKind,
        /// 受文的被申请人或者相关机关，按序号。Respondent or other organ addressed, by number.
        party: Option<PartyNo>,
        /// 不在本案中的受文机关名称。Name of an organ that is not in the case yet.
        organ_name: Option<String>,
        /// 该机关的标识，如已登记。Its id, where the office knows it.
        organ: Option<Uuid>,
        /// 发现的问题。What was found.
        problem: String,
        /// 意见、建议。What is to be done about it.
        advice: String,
    }
}

input! {
    /// 签批意见书、建议书。Signs the letter.
    SignLetter {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
    }
}

input! {
    /// 制发意见书、建议书。Issues the letter: number, day, seal.
    IssueLetter {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 用印登记号。Number in the seal register.
        seal_register: String,
    }
}

input! {
    /// 不再制发。Drops a letter that is not issued.
    DropLetter {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 收到意见书反馈。Records what the organ addressed reports.
    RecordLetterReport {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 报送的纠正情况。What it reports.
        report: String,
    }
}

input! {
    /// 评判意见书落实情况。Judges what came of the opinion letter.
    JudgeLetter {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 评判。Judgement.
        judgement: Judgement,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 公开决定书。Publishes the decision.
    PublishDecision {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 公开的途径和地址。Where it is published.
        place: String,
        /// 公开文本是否已作匿名处理。Whether names are taken out of the text published.
        anonymised: bool,
    }
}

input! {
    /// 不予公开。Decides not to publish the decision.
    WithholdPublication {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 理由，如原行政行为未公开。Why, such as that the original act was not public.
        reason: String,
    }
}

input! {
    /// 重大行政复议决定报备。Files a major decision with the superior organ.
    FileMajorDecision {
        /// 上级行政复议机关的名称。Name of the superior organ.
        superior: String,
        /// 该机关的标识，如已登记。Its id, where the office knows it.
        organ: Option<Uuid>,
        /// 重大的理由。Why it is a major decision.
        reason: String,
    }
}

input! {
    /// 登记回访。Records a follow-up visit.
    RecordVisit {
        /// 被回访的当事人，按序号。Party visited, by number.
        party: PartyNo,
        /// 回访记录。What was said.
        record: String,
    }
}

vocabulary! {
    /// 监督文书的种类。Which letter.
    LetterKind {
        /// 行政复议意见书：针对违法或者不当的行政行为。Opinion letter, on an act found unlawful or improper (ARL 76).
        Opinion = "行政复议意见书" / "opinion letter",
        /// 行政复议建议书：针对带有普遍性的问题。Recommendation letter, on common problems (Regs 57(2)).
        Recommendation = "行政复议建议书" / "recommendation letter",
    }
}

vocabulary! {
    /// 意见书落实情况的评判。What came of an opinion letter.
    Judgement {
        /// 已纠正。Corrected.
        Corrected = "已纠正" / "corrected",
        /// 部分纠正。Partly corrected.
        Partly = "部分纠正" / "partly corrected",
        /// 未纠正。Not corrected.
        Not = "未纠正" / "not corrected",
    }
}
