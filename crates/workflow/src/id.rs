//! Typed identifiers. Ids of things in a case are numbers within it, so that a plan can mint them without chance.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

uuid_id!(
    /// Identifies a case 案件.
    CaseId
);
uuid_id!(
    /// Identifies an organ 机关: a reconsideration organ, a respondent agency, a court.
    OrganId
);
uuid_id!(
    /// Identifies a user 用户: a person who signs in.
    UserId
);
uuid_id!(
    /// Identifies a content kept apart from the log (secondary volume 副卷 and the like).
    ProtectedId
);

/// Number of a party 当事人 within its case, from 1.
pub type PartyNo = u32;
/// Number of a term 期限 within its case, from 1.
pub type TermNo = u32;
/// Number of a paper 文书 within its case, from 1.
pub type PaperNo = u32;
/// Number of a matter 事项 within its case, from 1.
pub type MatterNo = u32;
/// Number of a pending request 待签请求 within its case, from 1.
pub type RequestNo = u32;
/// Number of an entry 日志条目 within its case, from 1; the newest is the revision of the case.
pub type EntryNo = u32;
