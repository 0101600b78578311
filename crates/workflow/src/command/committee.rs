//! Payloads about the weight of a case and the consultation of the committee 行政复议委员会 (ARL 50, 52).

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;
use crate::scalar::Date;

vocabulary! {
    /// 案件类别（行政复议法第五十条、第五十二条第二款）。What a case is classed as (ARL 50, 52(2)).
    CaseClass {
        /// 重大、疑难、复杂：应当听证，应当提请咨询。Major, difficult or complex: a hearing and a consultation are due.
        MajorDifficultComplex = "重大、疑难、复杂" / "major, difficult or complex",
        /// 专业性、技术性较强：应当提请咨询。Strongly professional or technical: a consultation is due.
        Professional = "专业性、技术性较强" / "strongly professional or technical",
        /// 行政复议机构认为有必要提请咨询。Institution holds a consultation necessary.
        Other = "行政复议机构认为有必要提请咨询" / "the institution holds a consultation necessary",
    }
}

input! {
    /// 案件分类。Classes the case; what was said before gives way.
    Classify {
        /// 全部类别；不填为撤销原有分类。Every class it belongs to; none takes the classes back.
        grounds: Vec<CaseClass>,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 提请行政复议委员会咨询。Submits the case to the committee for its opinion (ARL 52(2)); no clock stops.
    RequestConsultation {
        /// 提请咨询的问题。Question put.
        question: String,
        /// 请其提出意见的最后一日。Last day for the opinion.
        cut_off: Date,
    }
}

input! {
    /// 记录咨询意见（副卷）。Records the opinion of the committee; kept in the secondary volume (ARL 52).
    RecordConsultation {
        /// 咨询意见（副卷，不对当事人公开）。Opinion; kept in the secondary volume.
        committee_opinion: String,
    }
}

input! {
    /// 对咨询意见的采纳情况。Says whether the opinion is followed (ARL 61(3)).
    WeighConsultation {
        /// 是否采纳。Whether it is followed.
        followed: bool,
        /// 不采纳的理由（副卷），不采纳时必填。Why it is not followed; kept in the secondary volume, required where it is not.
        departure: Option<String>,
    }
}

input! {
    /// 记录委员会逾期未提出意见。Records that the committee gave no opinion by its cut-off.
    CloseConsultation {
        /// 经过情况。What happened.
        reason: String,
    }
}
