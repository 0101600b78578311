//! Payloads of what comes from a court or from a superior organ, and of what goes to one.

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;
use crate::scalar::Date;

input! {
    /// 法院裁判后重新办理。A judgment has annulled what was decided, or orders performance.
    ///
    /// 生效日为裁判生效之日。Effective day is the day on which the judgment took effect.
    ReturnFromCourt {
        /// 法院。Court.
        court: String,
        /// 案号。Number of the judgment.
        number: String,
        /// 裁判内容。What the judgment does.
        effect: JudgmentEffect,
        /// 法院指定期限的最后一日；法院未定期限的不填。Last day of the period that the court sets; absent where it sets none.
        court_last_day: Option<Date>,
        /// 法院未定期限的，由有权人确定的最后一日。Where the court sets none, the last day that a person with power chooses.
        chosen_last_day: Option<Date>,
        /// 说明；自定期限的，写明理由。What is to be done now; where a day is chosen, why that day.
        reason: String,
    }
}

input! {
    /// 上级责令纠正：责令受理；逾期未作决定的，责令作出决定。
    ///
    /// A superior organ orders that the application be accepted or, once the time to decide is over, decided.
    OrderAcceptance {
        /// 上级行政机关。Superior organ.
        organ: String,
        /// 文号。Number of the order.
        number: String,
        /// 责令的内容和理由。What is ordered, and why.
        reason: String,
    }
}

input! {
    /// 上级责令恢复审理。A superior organ orders that the hearing of the case be resumed.
    OrderResumption {
        /// 上级行政机关。Superior organ.
        organ: String,
        /// 文号。Number of the order.
        number: String,
        /// 责令的内容和理由。What is ordered, and why.
        reason: String,
    }
}

input! {
    /// 上级审理。A superior organ takes the case over, of its own motion or because it was referred up.
    RecordTakeOver {
        /// 上级行政复议机关。Superior organ.
        organ: String,
        /// 文号。Number of its decision.
        number: String,
        /// 是否由本机关报请。Whether this organ had referred the case up.
        referred: bool,
        /// 理由。Why.
        reason: String,
    }
}

input! {
    /// 移送线索。Passes a clue of misconduct or of a duty crime to the organ in charge.
    TransferClue {
        /// 受移送的机关。Organ it goes to.
        organ: String,
        /// 线索内容（副卷，不对当事人公开）。Clue; kept in the secondary volume.
        clue: String,
    }
}

input! {
    /// 人民法院受理情况。Records that a court has accepted a suit over the same act.
    RecordCourtAcceptance {
        /// 法院。Court.
        court: String,
        /// 案号。Number of the court case.
        number: String,
        /// 法院受理之日。Day on which the court accepted it.
        accepted_on: Date,
        /// 裁定驳回起诉或者准许撤诉之日；诉讼仍在的不填。
        ///
        /// Day on which the suit was dismissed or its withdrawal permitted; absent while it stands.
        ended_on: Option<Date>,
    }
}

vocabulary! {
    /// 裁判内容。What a judgment does to a reconsideration case.
    JudgmentEffect {
        /// 撤销不予受理决定。Annuls the decision not to accept.
        AnnulsNonAcceptance = "撤销不予受理决定" / "annuls the decision not to accept",
        /// 撤销驳回复议申请决定。Annuls the rejection of the application.
        AnnulsRejection = "撤销驳回复议申请决定" / "annuls the rejection of the application",
        /// 撤销复议决定。Annuls the decision on the merits.
        AnnulsDecision = "撤销复议决定" / "annuls the decision",
        /// 判决履行。Orders the organ to perform: to deal with the application or to decide.
        OrdersPerformance = "判决履行" / "orders performance",
    }
}
