//! Payloads about the weight of a case and the consultation of the committee 行政复议委员会 (ARL 50, 52).

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;

vocabulary! {
    /// 案件类别（行政复议法第五十条、第五十二条第二款）。What a case is classed as (ARL 50, 52(2)).
    CaseClass {
        /// 重大、疑难、复杂：应当听证，应当提请咨询。Major, difficult or complex: a hearing and a consultation are due.
        MajorDifficultComplex = "重大、疑难、复杂" / "major, difficult or complex",
        /// 专业性、技术性较强：应当提请咨询。Strongly professional or technical: a consultation is due.
        Professional = "专业性、技术性较强" / "strongly professional or technical",
        /// 行政复议机构认为有必要提请咨询。The institution holds a consultation necessary.
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
