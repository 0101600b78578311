//! Payloads of mediation.

use serde::{Deserialize, Serialize};

use super::input;
use crate::id::PartyNo;
use crate::scalar::Date;

input! {
    /// 启动调解。Opens a mediation, with the consent of applicant and respondent.
    OpenMediation {
        /// 同意调解的当事人。Parties who consent, by number.
        consents: Vec<PartyNo>,
        /// 调解事项。What is to be mediated.
        about: String,
    }
}

input! {
    /// 登记调解过程。Records a session of the mediation.
    RecordMediationSession {
        /// 到场的当事人。Parties who took part, by number.
        parties: Vec<PartyNo>,
        /// 笔录摘要。Summary of the record.
        record: String,
        /// 各方提出的方案（副卷，不作为证据）。Offers made; kept in the secondary volume, and no evidence.
        offers: Option<String>,
    }
}

input! {
    /// 达成调解协议。Parties agree; the letter is now to be signed by all of them.
    AgreeMediation {
        /// 事实。Facts.
        facts: String,
        /// 理由。Reasons.
        reasons: String,
        /// 调解结果。Result.
        result: String,
        /// 被申请人履行的最后一日；调解结果没有被申请人限期履行内容的不填。
        ///
        /// Last day for the respondent to perform, where the result has it do so by a day.
        perform_by: Option<Date>,
        /// 审查意见：合法、自愿，不损害国家利益、社会公共利益和他人合法权益。
        ///
        /// What the review found: lawful, of their own will, without harm to the State, the public or others.
        review: String,
    }
}

input! {
    /// 签署调解书。A party signs the mediation letter.
    SignMediation {
        /// 签字或者签章的当事人在本案的序号。Party who signs, by number.
        party: PartyNo,
    }
}

input! {
    /// 调解终结。Mediation fails, or a party resiles before the letter takes effect.
    EndMediation {
        /// 反悔的当事人；未达成协议的不填。Party who resiles; absent where no agreement was reached.
        resiled: Option<PartyNo>,
        /// 情况说明。What happened.
        reason: String,
    }
}

input! {
    /// 调解书加盖印章。Seals the mediation letter: it takes effect, and the case ends as mediated.
    ///
    /// 生效日为各方签署和加盖印章中最后之日。Effective day is the last of the signatures and the seal.
    SealMediation {
        /// 用印登记号。Number in the seal register.
        seal_register: String,
    }
}
