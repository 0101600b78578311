//! What parties hand in after the registration.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::command::Channel;
use crate::id::PartyNo;

/// Papers that a party handed in after the registration 补充材料. They answer nothing and start nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// Number within the case, from 1.
    pub no: u32,
    /// Who handed it in.
    pub party: PartyNo,
    /// Day it came.
    pub on: NaiveDate,
    /// What it is.
    pub what: String,
    /// The way by which it came.
    pub channel: Channel,
}
