//! The procedure by which a case is heard, and the command that changes it (ARL 53–55).

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;
use crate::id::PartyNo;

input! {
    /// 适用简易程序的认定。Why the simplified procedure applies.
    SimplifiedInput {
        /// 适用的情形。Ground.
        ground: SimplifiedGround,
        /// 是否认为事实清楚、权利义务关系明确、争议不大；除当事人各方同意的以外，须为是。
        ///
        /// Whether facts and rights are found clear and the dispute small; must be so unless all parties consent.
        clear: Option<bool>,
        /// 案件涉及的全部款额（元），不足一元的按一元计；以款额为由时必填。
        ///
        /// All the money at stake in yuan, a part of a yuan counted as one; required for that ground.
        amount: Option<u32>,
        /// 同意适用简易程序的当事人，以当事人各方同意为由时必填。Parties who consent, by number; required for that ground.
        consents: Option<Vec<PartyNo>>,
    }
}

input! {
    /// 转为普通程序。Converts the simplified procedure to the ordinary one.
    ConvertToOrdinary {
        /// 不宜适用简易程序的理由。Why the simplified procedure does not suit the case.
        reason: String,
    }
}

vocabulary! {
    /// 审理程序。Procedure by which a case is heard.
    ProcedureKind {
        /// 普通程序。Ordinary procedure.
        Ordinary = "普通程序" / "ordinary procedure",
        /// 简易程序。Simplified procedure (ARL 53).
        Simplified = "简易程序" / "simplified procedure",
    }
}

vocabulary! {
    /// 适用简易程序的情形（行政复议法第五十三条）。On what the simplified procedure rests (ARL 53).
    SimplifiedGround {
        /// 行政行为是当场作出。Act was made on the spot.
        OnTheSpot = "被申请行政复议的行政行为是当场作出" / "the act was made on the spot",
        /// 行政行为是警告或者通报批评。Act is a warning or a public criticism.
        Warning = "被申请行政复议的行政行为是警告或者通报批评" / "the act is a warning or a public criticism",
        /// 案件涉及款额三千元以下。At most 3000 yuan are at stake.
        SmallAmount = "案件涉及款额三千元以下" / "at most 3000 yuan are at stake",
        /// 属于政府信息公开案件。A case about government information.
        GovernmentInformation = "属于政府信息公开案件" / "a case about government information",
        /// 当事人各方同意。All parties consent.
        Consent = "当事人各方同意适用简易程序" / "all parties consent",
    }
}
