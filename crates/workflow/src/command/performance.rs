//! Payloads of performance and enforcement of a decision (ARL 77, 78).

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;
use crate::id::{MatterNo, PartyNo};
use crate::scalar::Date;

input! {
    /// 登记履行情况。Records that what was ordered, or is owed, has been performed.
    RecordPerformance {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 如何履行，如新作出的行为及文号。How: the new act and its number, the payment, the thing done.
        note: String,
    }
}

input! {
    /// 责令限期履行。Orders the respondent to perform by a day.
    OrderPerformance {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 履行的最后一日。Last day to perform.
        perform_by: Date,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 约谈被申请人的有关负责人。Calls those responsible at the respondent to an interview.
    InterviewRespondent {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 约谈之日。Day of the interview.
        on: Date,
        /// 约谈对象和事项。Whom, and about what.
        reason: String,
    }
}

input! {
    /// 通报批评被申请人。Criticises the respondent in a bulletin.
    CriticiseRespondent {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 通报的内容。What it says.
        reason: String,
    }
}

input! {
    /// 不再履行：决定已被法院撤销、义务已消灭等。Records that performance is no longer owed.
    EndPerformance {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 理由和凭据。Why, and on what it rests.
        reason: String,
    }
}

input! {
    /// 催告申请人或者第三人履行。Urges an applicant or a third party to perform.
    UrgePerformance {
        /// 义务人在本案的序号。Party who owes it, by number.
        party: PartyNo,
        /// 决定事项的序号，自一起。Item of the decision, from 1.
        item: u32,
        /// 应履行的义务。What is owed.
        obligation: String,
    }
}

input! {
    /// 强制执行，或者申请法院强制执行。Records that it was enforced, or the court asked to.
    ApplyEnforcement {
        /// 事项在本案的序号。Matter's number in the case.
        matter: MatterNo,
        /// 方式。How.
        way: EnforcementWay,
        /// 说明：法院、申请书、强制执行决定。Court and application, or the decision to enforce.
        note: String,
    }
}

vocabulary! {
    /// 强制执行的方式（行政复议法第七十八条）。How a decision is enforced (ARL 78).
    EnforcementWay {
        /// 依法强制执行。Enforced by the organ itself, where a law lets it.
        Own = "依法强制执行" / "enforced by the organ itself",
        /// 申请人民法院强制执行。Court is asked to enforce.
        Court = "申请人民法院强制执行" / "the court is asked to enforce",
    }
}

vocabulary! {
    /// 由谁强制执行（行政复议法第七十八条）。Who enforces (ARL 78).
    Enforcer {
        /// 作出行政行为的行政机关：决定维持的。The organ that made the act: it was maintained.
        OriginalAgency = "作出行政行为的行政机关" / "the organ that made the act",
        /// 行政复议机关：决定变更的。The reconsideration organ: the act was varied.
        ReconsiderationOrgan = "行政复议机关" / "the reconsideration organ",
    }
}
