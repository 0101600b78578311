//! Payloads about who of the office's circle sees a case: people let into it, and recusal 回避.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::input;
use super::vocabulary::vocabulary;
use crate::actor::Role;
use crate::id::PartyNo;
use crate::scalar::Date;

vocabulary! {
    /// 准予参与的身份。As what somebody is let into a case.
    Capacity {
        /// 委员会委员。A member of the committee.
        CommitteeMember = "委员会委员" / "committee member",
        /// 调解员。A mediator.
        Mediator = "调解员" / "mediator",
        /// 法律顾问。A legal adviser.
        LegalAdviser = "法律顾问" / "legal adviser",
        /// 司法所。A street justice office.
        StreetOffice = "司法所" / "street justice office",
    }
}

impl Capacity {
    /// The role that whoever is let in must hold.
    #[must_use]
    pub fn role(self) -> Role {
        match self {
            Self::CommitteeMember => Role::CommitteeMember,
            Self::Mediator => Role::Mediator,
            Self::LegalAdviser => Role::LegalAdviser,
            Self::StreetOffice => Role::StreetOffice,
        }
    }
}

vocabulary! {
    /// 回避事由（公务员法第七十六条）。Ground of recusal (CSL 76).
    RecusalGround {
        /// 涉及本人利害关系。Own interests are touched.
        OwnInterest = "涉及本人利害关系" / "own interests are touched",
        /// 涉及与本人有亲属关系人员的利害关系。Interests of kin are touched.
        KinInterest = "涉及与本人有亲属关系人员的利害关系" / "interests of kin are touched",
        /// 其他可能影响公正执行公务的。Something else may stand in the way of a fair handling.
        Other = "其他可能影响公正执行公务的" / "something else may stand in the way of a fair handling",
    }
}

input! {
    /// 准予参与办案。Lets a committee member, a mediator, a legal adviser or a street office into the case.
    Admit {
        /// 用户的标识。User.
        user: Uuid,
        /// 以何身份参与。As what.
        capacity: Capacity,
        /// 参与的事项。What for.
        purpose: String,
        /// 参与的最后一日。Last day on which the case is seen.
        until: Date,
    }
}

input! {
    /// 终止参与办案；案件即时对其关闭。Ends what let somebody into the case, which is closed to them at once.
    EndAdmission {
        /// 用户的标识。User.
        user: Uuid,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 登记回避申请。Records that a party asks for the recusal of an official.
    AskRecusal {
        /// 申请回避的当事人在本案的序号。Party who asks, by number.
        party: PartyNo,
        /// 被申请回避的人员（用户的标识）。Whose recusal is asked for.
        user: Uuid,
        /// 事由。Ground.
        ground: RecusalGround,
        /// 事实和理由（副卷）。Facts and reasons; kept in the secondary volume.
        recusal_note: String,
    }
}

input! {
    /// 回避：本人申请、依申请决定或者责令；案件即时对其关闭。
    ///
    /// Recusal, on own motion, on an application or ordered: the file is closed to that person at once.
    Recuse {
        /// 回避的人员（用户的标识）。Who.
        user: Uuid,
        /// 事由。Ground.
        ground: RecusalGround,
        /// 事实和理由（副卷）。Facts and reasons; kept in the secondary volume.
        recusal_note: String,
        /// 上级机关的决定文号，复议机关负责人回避而非本人提出的必填。
        ///
        /// Number of the superior organ's decision, required where the head of the organ is recused and has not asked
        /// for it.
        superior_order: Option<String>,
    }
}

input! {
    /// 驳回回避申请。Refuses an application for recusal.
    RefuseRecusal {
        /// 回避申请的序号。Application, by number.
        application: u32,
        /// 理由。Why.
        reason: String,
        /// 上级机关的决定文号，申请复议机关负责人回避的必填。
        ///
        /// Number of the superior organ's decision, required where the recusal of the head of the organ is asked for.
        superior_order: Option<String>,
    }
}
