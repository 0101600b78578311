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
    /// 退件、未送到。Records that a paper that was sent came back or did not arrive; public notice does not come back.
    ///
    /// 已按邮寄或者电子送达登记为送达的，须附凭证；该次送达冲销，由它起算的期间取消，仍须另行送达。It starts nothing, and service
    /// is renewed in another way. Where the paper was entered as served by post or electronically, its proof is required: that
    /// service is reversed, the terms it started are cancelled, and the paper is to be served again.
    RecordReturnedMail {
        /// 文书在本案的序号。Paper's number in the case.
        paper: PaperNo,
        /// 受送达人在本案的序号。Party it was sent to, by number.
        party: PartyNo,
        /// 送出的方式，不填的为邮寄；没有邮寄的，为最近一次送出。How it was sent; where nothing is given by post, or where nothing
        /// was posted, as it was sent last.
        method: Option<ServiceMethod>,
        /// 退回的原因。Why it came back.
        cause: ReturnCause,
        /// 邮政企业注明的情况，或者送达人员记明的经过。What the post wrote on it, or whoever brought it.
        note: String,
    }
}

vocabulary! {
    /// 退回、未送到的原因。Why a paper came back.
    ReturnCause {
        /// 拒收。Refused.
        Refused = "拒收" / "refused",
        /// 迁移新址不明。Moved, nobody knows where.
        Moved = "迁移新址不明" / "moved",
        /// 查无此人、地址不详。Unknown at the address.
        Unknown = "查无此人、地址不详" / "unknown at the address",
        /// 逾期未领。Not called for.
        Unclaimed = "逾期未领" / "not called for",
        /// 上门送达时无人在场。Nobody was there.
        Absent = "无人在场" / "nobody there",
        /// 未到达受送达人的系统、地址无效。It did not reach the party's system, or the address is void.
        NotReached = "未到达、地址无效" / "did not arrive",
    }
}
