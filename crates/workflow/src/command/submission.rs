//! A command or an opening with its day and its proof.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Command, Opening, input};
use crate::scalar::Date;

input! {
    /// 补录凭证。Proof for a day that lies before the day of recording.
    ProofInput {
        /// 凭证：签署原件、发文登记、送达回证、邮戳。What proves the day: signed original, register, slip, postmark.
        reference: String,
        /// 复核人（另一名工作人员的用户标识），补录机关自己的行为时必填。
        ///
        /// A second person of the office who has seen the proof; required for acts of the organ itself.
        confirmed_by: Option<Uuid>,
        /// 作为凭证的案卷材料，在本案的序号。Numbers of the materials of the file that prove it.
        materials: Option<Vec<u32>>,
    }
}

/// A command with the day it takes effect and the proof of that day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Submission {
    /// The command.
    pub command: Command,
    /// The day the law counts from; today if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Date>,
    /// Proof, where the effective day lies before the day of recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofInput>,
}

/// An opening with its proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpeningSubmission {
    /// What came.
    pub opening: Opening,
    /// Proof, where the day of receipt lies before the day of recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofInput>,
}
