//! What courts and superior organs have done about a case.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::command::{CommandName, JudgmentEffect};

/// A judgment 裁判 that reopened the case or orders performance in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgment {
    /// Day on which it took effect.
    pub on: NaiveDate,
    /// The court.
    pub court: String,
    /// Number of the judgment.
    pub number: String,
    /// What it does.
    pub effect: JudgmentEffect,
    /// Last day to do what it orders, where there is one.
    pub last_day: Option<NaiveDate>,
    /// Whether the court set that day; else a person with power chose it.
    pub set_by_court: bool,
    /// What is to be done, and why that day.
    pub reason: String,
}

/// An order or decision of a superior organ 上级责令、决定.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuperiorOrder {
    /// Day.
    pub on: NaiveDate,
    /// The command by which it was recorded: what it orders.
    pub order: CommandName,
    /// The superior organ.
    pub organ: String,
    /// Number.
    pub number: String,
    /// For a take-over, whether this organ had referred the case up.
    pub referred: bool,
    /// What it says, and why.
    pub reason: String,
}

/// A suit 诉讼 over the same act that a court has accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtCase {
    /// The court.
    pub court: String,
    /// Number.
    pub number: String,
    /// Day on which the court accepted it.
    pub accepted_on: NaiveDate,
    /// Day on which it was dismissed or withdrawn, if it was.
    pub ended_on: Option<NaiveDate>,
}
