//! Payloads of withdrawal and settlement.

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;
use crate::id::PartyNo;

input! {
    /// 和解。Records that the parties have settled; the case then ends by withdrawal, never by a mediation letter.
    RecordSettlement {
        /// 达成和解的当事人。Parties who have settled, by number: an applicant and a respondent at least.
        parties: Vec<PartyNo>,
        /// 和解内容。What they agreed.
        content: String,
        /// 审查意见：不损害国家利益、社会公共利益和他人合法权益，不违反强制性规定。
        ///
        /// What the review found: no harm to the State, the public or others, no breach of mandatory rules.
        review: String,
    }
}

input! {
    /// 准予撤回。Institution permits the withdrawal.
    PermitWithdrawal {
        /// 撤回的原因，供统计。Why they withdrew, for statistics.
        cause: WithdrawalCause,
        /// 审查意见：撤回出于真实意愿。What the review found: the withdrawal is of their own will.
        reason: String,
    }
}

input! {
    /// 不准予撤回。Institution does not permit the withdrawal.
    RefuseWithdrawal {
        /// 理由，如违背真实意愿。Why, such as that it is against their true will.
        reason: String,
    }
}

vocabulary! {
    /// 撤回的原因。Why the applicants withdrew.
    WithdrawalCause {
        /// 达成和解。Parties settled (ARL 74).
        Settlement = "达成和解" / "the parties settled",
        /// 被申请人自行纠正。Respondent corrected its act.
        RespondentCorrected = "被申请人自行纠正" / "the respondent corrected its act",
        /// 其他原因。Another reason.
        Other = "其他原因" / "another reason",
    }
}
