//! Payloads of the stay of execution 停止执行 (ARL 42).

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;
use crate::id::PartyNo;

input! {
    /// 申请停止执行。Records that a party asks for a stay of execution.
    RequestStay {
        /// 申请人或第三人在本案的序号。Applicant or third party who asks, by number.
        party: PartyNo,
        /// 请求的理由。Why.
        reason: String,
    }
}

input! {
    /// 停止执行。Stays the execution of the disputed act.
    OrderStay {
        /// 停止执行的情形。On what the stay rests.
        ground: StayGround,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 不予停止执行。Refuses a stay that was asked for.
    RefuseStay {
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 恢复执行。Lifts the stay.
    LiftStay {
        /// 理由。Why.
        reason: String,
    }
}

vocabulary! {
    /// 停止执行的情形（行政复议法第四十二条）。On what a stay of execution rests (ARL 42).
    StayGround {
        /// 被申请人认为需要停止执行。Respondent holds it necessary.
        RespondentHolds = "被申请人认为需要停止执行" / "the respondent holds it necessary",
        /// 行政复议机关认为需要停止执行。Reconsideration organ holds it necessary.
        OrganHolds = "行政复议机关认为需要停止执行" / "the reconsideration organ holds it necessary",
        /// 申请人、第三人申请停止执行，行政复议机关认为其要求合理。Asked for, and the organ finds the request reasonable.
        Asked = "申请人、第三人申请停止执行，其要求合理" / "asked for by the applicant or a third party, reasonably",
        /// 法律、法规、规章规定停止执行。A law, regulation or rule stays it.
        ByLaw = "法律、法规、规章规定停止执行的其他情形" / "a law, regulation or rule stays it",
    }
}
