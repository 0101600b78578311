//! The procedure by which a case is heard, ordinary or simplified.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::command::{ProcedureKind, SimplifiedGround};
use crate::id::PartyNo;

/// The procedure 审理程序 of a case.
///
/// # Law
///
/// ARL 53–55. From the ordinary procedure there is no way to the simplified one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Procedure {
    /// 普通程序。Ordinary.
    #[default]
    Ordinary,
    /// 简易程序。Simplified.
    Simplified {
        /// On what it rests.
        ground: SimplifiedGround,
        /// Yuan at stake, where it rests on the amount.
        amount: Option<u32>,
        /// Parties who consented, where it rests on consent.
        consents: Vec<PartyNo>,
    },
    /// 由简易程序转为普通程序。Ordinary, converted from the simplified one.
    Converted {
        /// Effective day of the conversion.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
}

impl Procedure {
    /// Which of the two it is now.
    #[must_use]
    pub fn kind(&self) -> ProcedureKind {
        match self {
            Self::Simplified { .. } => ProcedureKind::Simplified,
            Self::Ordinary | Self::Converted { .. } => ProcedureKind::Ordinary,
        }
    }

    /// Whether it is the simplified procedure now.
    #[must_use]
    pub fn is_simplified(&self) -> bool {
        self.kind() == ProcedureKind::Simplified
    }
}
