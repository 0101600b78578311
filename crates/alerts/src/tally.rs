//! What one round of the post did.

/// What one round of the post did 投递结果.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct PostReport {
    /// Alerts turned into letters.
    pub expanded: u64,
    /// Letters queued.
    pub queued: u64,
    /// Letters withdrawn before they were sent, because their term moved on.
    pub withdrawn: u64,
    /// Letters that the mail server took over.
    pub sent: u64,
    /// Letters to be tried again.
    pub retried: u64,
    /// Letters given up: a person must reach the addressee otherwise.
    pub dead: u64,
    /// Alerts for which nobody could be found, not even a head of the institution.
    pub unaddressed: u64,
    /// Marks that came after another post had taken the letter over, and changed nothing.
    pub fenced: u64,
    /// Why nothing was sent at all: the mail server cannot be reached. The letters wait.
    pub unreachable: Option<String>,
}
