//! Who the people of a case are, and whose name is kept from the others.

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;
use crate::id::PartyNo;

vocabulary! {
    /// 证件种类。What proves who somebody is.
    IdentityKind {
        /// 居民身份证；号码须有正确的校验码。A resident identity card, whose number has a check digit.
        ResidentCard = "居民身份证" / "resident identity card",
        /// 护照、出入境证件。A passport or the like.
        Passport = "护照、出入境证件" / "passport or travel document",
        /// 统一社会信用代码。Credit code of an organisation.
        CreditCode = "统一社会信用代码" / "unified social credit code",
        /// 其他证件。Something else.
        Other = "其他证件" / "other document",
    }
}

vocabulary! {
    /// 须予保密的身份。As what somebody's name is kept from the others.
    ProtectedKind {
        /// 举报人。Informed against somebody.
        Informant = "举报人" / "informant",
        /// 证人。A witness.
        Witness = "证人" / "witness",
        /// 未成年人。A minor.
        Minor = "未成年人" / "minor",
    }
}

input! {
    /// 登记证件号码；号码与日志分开保存，查看须说明理由并记入机关日志。
    ///
    /// Records the number of the document that proves who a party is. It is kept apart from the log; to read it takes a reason, which
    /// the log of the organ keeps.
    RecordIdentity {
        /// 申请人或者第三人在本案的序号。Applicant or third party, by number.
        party: PartyNo,
        /// 证件种类。What document it is.
        kind: IdentityKind,
        /// 证件号码（与日志分开保存）。Its number; kept apart from the log.
        identity_number: String,
    }
}

input! {
    /// 隐去姓名：除本机关工作人员外，其他人只看到代称。
    ///
    /// Keeps a name from the others: whoever does not work on the case in this office reads another word in its place.
    ProtectPerson {
        /// 以何身份予以保密。As what.
        kind: ProtectedKind,
        /// 申请人或者第三人在本案的序号；当事人以外的人不填。
        ///
        /// Applicant or third party, by number; nothing for somebody who is no party.
        party: Option<PartyNo>,
        /// 当事人以外的人的姓名；当事人不填。Name of somebody who is no party; nothing for a party.
        name: Option<String>,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 解除姓名保密。Keeps the name no longer.
    EndProtection {
        /// 姓名保密的序号。Protection, by number.
        protection: u32,
        /// 理由。Why.
        reason: String,
    }
}
