//! Cases heard together 合并审理: joined to a lead case, and parted again.

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;
use crate::id::PartyNo;

input! {
    /// 合并审理。Joins the case to a lead case with which it is heard together.
    JoinCases {
        /// 主案的案号。Number of the lead case.
        lead: String,
        /// 合并的情形。Why they may be heard together.
        basis: JoiningGround,
        /// 说明。What they have in common.
        reason: String,
        /// 同意合并的当事人；同类行政行为的，须经本案全体申请人同意。
        ///
        /// Parties who consent; where the acts are only alike, every applicant of this case must.
        consents: Option<Vec<PartyNo>>,
        /// 同意合并的主案当事人，按主案中的序号；同类行政行为的，须经主案全体申请人同意。
        ///
        /// Parties of the lead case who consent, by their numbers there; where the acts are only alike, every applicant of it must.
        lead_consents: Option<Vec<PartyNo>>,
    }
}

input! {
    /// 分开审理。Parts the case from its lead case.
    LeaveJoined {
        /// 理由。Why.
        reason: String,
    }
}

vocabulary! {
    /// 合并审理的情形。Why cases may be heard together.
    JoiningGround {
        /// 同一行政行为。Against the same act.
        SameAct = "同一行政行为" / "against the same act",
        /// 同类行政行为，经申请人同意。Against acts that are alike, with the consent of the applicants.
        LikeActs = "同类行政行为" / "against acts that are alike",
    }
}
