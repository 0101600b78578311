//! Acts of the office about what was registered: a registration voided, papers handed in later.

use serde::{Deserialize, Serialize};

use super::Channel;
use super::input;
use super::vocabulary::vocabulary;
use crate::id::PartyNo;

input! {
    /// 撤销登记。Voids the registration of what was registered by mistake; its number stays used.
    VoidRegistration {
        /// 情形。What the mistake was.
        ground: VoidGround,
        /// 说明。How it came about.
        reason: String,
        /// 同一申请已经登记的案号，重复登记的必填：申请人全部相同，针对同一行政行为，申请日不晚于本案，尚未有结果。
        ///
        /// Number under which the same application stands; required of a duplicate: of all the same applicants, against the
        /// same act, filed no later than this one, and without an outcome.
        stands_as: Option<String>,
    }
}

vocabulary! {
    /// 撤销登记的情形。What the mistake of a registration was.
    VoidGround {
        /// 重复登记：同一申请已有案号。Registered twice: the application stands under another number.
        Duplicate = "重复登记" / "registered twice",
        /// 所收材料不是行政复议申请。What came is no application for reconsideration.
        NoApplication = "所收材料不是行政复议申请" / "no application for reconsideration",
        /// 测试登记。Registered to try the program.
        Test = "测试登记" / "registered as a test",
    }
}

input! {
    /// 收到补充材料。Records what a party hands in after the registration; it starts no term.
    FileSupplement {
        /// 提交的当事人在本案的序号。Party who hands it in, by number.
        party: PartyNo,
        /// 材料的名称和内容。What came.
        what: String,
        /// 收到的渠道。Way by which it came.
        channel: Channel,
        /// 是否为对补正通知的答复；补正中由申请人提交的必填。是的，应当以「收到补正材料」登记。
        ///
        /// Whether it answers the notice to correct; required of an applicant while a correction is awaited. What does is
        /// recorded with `receiveCorrection`.
        answers_correction: Option<bool>,
    }
}
