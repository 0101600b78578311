//! What the office has reported to the national platform 全国行政复议行政应诉工作平台. Fuyi claims no interface to it.

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;

input! {
    /// 登记上报。Records that somebody has reported the case to the national platform.
    RecordReporting {
        /// 上报的事项。What was reported.
        what: ReportedThing,
        /// 平台的案件编号。Number that the platform gave.
        number: String,
    }
}

vocabulary! {
    /// 上报的事项。What is reported to the national platform.
    ReportedThing {
        /// 收案。That the application came.
        Receipt = "收案" / "receipt",
        /// 结果。What came of it.
        Outcome = "结果" / "outcome",
    }
}
