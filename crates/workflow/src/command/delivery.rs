//! Papers on their way: sent out, and sent back (CPL 87–95).

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::{ServiceMethod, vocabulary};
use crate::id::{PaperNo, PartyNo};

input! {
    /// 交寄、送出。Records that a paper was sent to a party; it is no service and starts nothing.
    RecordDispatch {
        /// 文书在本案的序号。Paper's number in the case.
        paper: PaperNo,
        /// 受送达人在本案的序号。Party it was sent to, by number.
        party: PartyNo,
        /// 送出的方式；公告送达的，为公告的发布。How it was sent; by public notice, that it was published.
        method: ServiceMethod,
        /// 邮件单号；邮寄的必填。Number of the mail slip (EMS); required of what is posted.
        slip: Option<String>,
    }
}

input! {
    /// 退件。Records that a paper sent by post came back; it starts nothing, and service is renewed in another way.
    RecordReturnedMail {
        /// 文书在本案的序号。Paper's number in the case.
        paper: PaperNo,
        /// 受送达人在本案的序号。Party it was sent to, by number.
        party: PartyNo,
        /// 退回的原因。Why it came back.
        cause: ReturnCause,
        /// 邮政企业注明的情况。What the post wrote on it.
        note: String,
    }
}

vocabulary! {
    /// 退件原因。Why mail came back.
    ReturnCause {
        /// 拒收。Refused.
        Refused = "拒收" / "refused",
        /// 迁移新址不明。Moved, nobody knows where.
        Moved = "迁移新址不明" / "moved",
        /// 查无此人、地址不详。Unknown at the address.
        Unknown = "查无此人、地址不详" / "unknown at the address",
        /// 逾期未领。Not called for.
        Unclaimed = "逾期未领" / "not called for",
    }
}
