//! Slips of the pen 笔误 in papers already issued.

use serde::{Deserialize, Serialize};

use super::input;
use super::vocabulary::vocabulary;
use crate::id::PaperNo;

input! {
    /// 笔误补正。Corrects slips of the pen in a paper that was issued; the paper stays as it was and is marked.
    CorrectSlip {
        /// 原文书在本案的序号。Number of the paper in the case.
        paper: PaperNo,
        /// 各处笔误，一处一项。Slips, one for each place.
        slips: Vec<SlipInput>,
        /// 如何发现、何以为笔误。How it was found, and why it is a slip.
        reason: String,
    }
}

input! {
    /// 一处笔误。One slip: what stood, and what shall stand.
    SlipInput {
        /// 笔误的种类。What kind of thing is wrong.
        kind: SlipKind,
        /// 原文。What stood.
        stood: String,
        /// 补正为。What shall stand.
        reads: String,
    }
}

vocabulary! {
    /// 笔误的种类；后五种不是笔误，不能以补正更改。
    ///
    /// What is wrong. The last five are no slips: a correction cannot change them.
    SlipKind {
        /// 文字错漏。A wrong, missing or superfluous word.
        Wording = "文字错漏" / "a word",
        /// 当事人姓名、名称的错别字，改为登记的姓名、名称。Name of a party misspelt: what is registered is put in.
        Name = "姓名、名称的错别字" / "a misspelt name",
        /// 所引法条的条款项。Number of an article that is cited.
        Citation = "所引条款" / "an article cited",
        /// 所引文书、证据的编号。Number of a document or exhibit that is cited.
        Number = "所引编号" / "a number cited",
        /// 计算结果、金额、数量。A sum, an amount or a count.
        Calculation = "计算结果、金额、数量" / "a sum, an amount or a count",
        /// 结果。Outcome.
        Outcome = "结果" / "the outcome",
        /// 决定事项。An item of the decision.
        Item = "决定事项" / "an item of the decision",
        /// 受送达人。An addressee.
        Addressee = "受送达人" / "an addressee",
        /// 日期、期限。A day or a period.
        Day = "日期、期限" / "a day or a period",
    }
}

impl SlipKind {
    /// Whether a correction may change it 可以补正.
    #[must_use]
    pub fn is_a_slip(self) -> bool {
        !matches!(
            self,
            Self::Calculation | Self::Outcome | Self::Item | Self::Addressee | Self::Day
        )
    }
}
