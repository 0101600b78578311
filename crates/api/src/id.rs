//! Global ids 全局标识: opaque to clients, and of one kind each.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;
use workflow::id::{CaseId, EntryNo, OrganId, PaperNo, PartyNo, RequestNo, TermNo, UserId};

/// The kinds of thing that have a global id: their prefix and their byte, neither ever used again for another.
const CASE: (&str, u8) = ("case", 1);
const ORGAN: (&str, u8) = ("organ", 2);
const USER: (&str, u8) = ("user", 3);
const PARTY: (&str, u8) = ("party", 4);
const TERM: (&str, u8) = ("term", 5);
const PAPER: (&str, u8) = ("paper", 6);
const ENTRY: (&str, u8) = ("entry", 7);
const REQUEST: (&str, u8) = ("request", 8);
const SESSION: (&str, u8) = ("session", 9);
const TOKEN: (&str, u8) = ("token", 10);
const MATERIAL: (&str, u8) = ("material", 11);
const FILTER: (&str, u8) = ("filter", 12);
const LEAVE: (&str, u8) = ("leave", 13);
const RECEPTION: (&str, u8) = ("reception", 14);

/// A global id 全局标识 of the API.
///
/// Written as the kind, an underscore and base64url of the kind, the uuid and, for things within a case, their
/// number. Clients must not read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GlobalId {
    /// A case 案件.
    Case(CaseId),
    /// An organ 机关.
    Organ(OrganId),
    /// A user 用户.
    User(UserId),
    /// A party 当事人 of a case.
    Party(CaseId, PartyNo),
    /// A term 期限 of a case.
    Term(CaseId, TermNo),
    /// A paper 文书 of a case.
    Paper(CaseId, PaperNo),
    /// An entry 日志条目 of a case.
    Entry(CaseId, EntryNo),
    /// A pending request 待签请求 of a case.
    Request(CaseId, RequestNo),
    /// A session 会话.
    Session(Uuid),
    /// A token 令牌.
    Token(Uuid),
    /// A material 案卷材料 of a case.
    Material(CaseId, u32),
    /// A saved filter 常用筛选 of a user.
    Filter(Uuid),
    /// A leave 休假.
    Leave(Uuid),
    /// A reception 接待.
    Reception(Uuid),
}

impl GlobalId {
    /// Reads a global id; anything else is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (prefix, body) = text.split_once('_')?;
        let bytes = URL_SAFE_NO_PAD.decode(body).ok()?;
        let (&byte, rest) = bytes.split_first()?;
        let (uuid, number) = rest.split_at_checked(16)?;
        let uuid = Uuid::from_slice(uuid).ok()?;
        let number = match number {
            [] => None,
            bytes => Some(u32::from_be_bytes(bytes.try_into().ok()?)),
        };
        let case = CaseId(uuid);
        match ((prefix, byte), number) {
            (CASE, None) => Some(Self::Case(case)),
            (ORGAN, None) => Some(Self::Organ(OrganId(uuid))),
            (USER, None) => Some(Self::User(UserId(uuid))),
            (PARTY, Some(no)) => Some(Self::Party(case, no)),
            (TERM, Some(no)) => Some(Self::Term(case, no)),
            (PAPER, Some(no)) => Some(Self::Paper(case, no)),
            (ENTRY, Some(no)) => Some(Self::Entry(case, no)),
            (FILTER, None) => Some(Self::Filter(uuid)),
            (RECEPTION, None) => Some(Self::Reception(uuid)),
            (REQUEST, Some(no)) => Some(Self::Request(case, no)),
            (SESSION, None) => Some(Self::Session(uuid)),
            (TOKEN, None) => Some(Self::Token(uuid)),
            (MATERIAL, Some(no)) => Some(Self::Material(case, no)),
            (LEAVE, None) => Some(Self::Leave(uuid)),
            _ => None,
        }
    }

    fn parts(self) -> ((&'static str, u8), Uuid, Option<u32>) {
        match self {
            Self::Case(case) => (CASE, case.0, None),
            Self::Organ(organ) => (ORGAN, organ.0, None),
            Self::User(user) => (USER, user.0, None),
            Self::Party(case, no) => (PARTY, case.0, Some(no)),
            Self::Term(case, no) => (TERM, case.0, Some(no)),
            Self::Paper(case, no) => (PAPER, case.0, Some(no)),
            Self::Entry(case, no) => (ENTRY, case.0, Some(no)),
            Self::Request(case, no) => (REQUEST, case.0, Some(no)),
            Self::Session(session) => (SESSION, session, None),
            Self::Token(token) => (TOKEN, token, None),
            Self::Material(case, no) => (MATERIAL, case.0, Some(no)),
            Self::Filter(filter) => (FILTER, filter, None),
            Self::Leave(leave) => (LEAVE, leave, None),
            Self::Reception(reception) => (RECEPTION, reception, None),
        }
    }
}

impl std::fmt::Display for GlobalId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ((prefix, byte), uuid, number) = self.parts();
        let mut bytes = vec![byte];
        bytes.extend_from_slice(uuid.as_bytes());
        if let Some(number) = number {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        write!(f, "{prefix}_{}", URL_SAFE_NO_PAD.encode(bytes))
    }
}

/// Makes a cursor of the place that `store` or a list in memory gave.
pub(crate) fn cursor(place: &str) -> String {
    URL_SAFE_NO_PAD.encode(place)
}

/// The place of a cursor; `None` for anything that is no cursor.
pub(crate) fn place(cursor: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAW: Uuid = Uuid::from_u128(0x0193_5a0c_7c11_7000_8000_0000_0000_0001);

    #[test]
    fn every_kind_of_id_comes_back_as_it_went() {
        let case = CaseId(RAW);
        for id in [
            GlobalId::Case(case),
            GlobalId::Organ(OrganId(RAW)),
            GlobalId::User(UserId(RAW)),
            GlobalId::Party(case, 1),
            GlobalId::Term(case, 7),
            GlobalId::Paper(case, u32::MAX),
            GlobalId::Entry(case, 300),
            GlobalId::Request(case, 2),
            GlobalId::Session(RAW),
            GlobalId::Token(RAW),
            GlobalId::Material(case, 3),
            GlobalId::Filter(RAW),
            GlobalId::Leave(RAW),
            GlobalId::Reception(RAW),
        ] {
            assert_eq!(GlobalId::parse(&id.to_string()), Some(id), "{id}");
        }
    }

    #[test]
    fn an_id_of_one_kind_is_no_id_of_another() {
        let case = GlobalId::Case(CaseId(RAW)).to_string();
        let forged = case.replace("case_", "user_");
        assert_eq!(GlobalId::parse(&forged), None);
        assert!(case.starts_with("case_"), "{case}");
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "case", "case_", "case_!!", "case_AQ", &RAW.to_string()] {
            assert_eq!(GlobalId::parse(text), None, "{text}");
        }
        let long = format!("{}AAAA", GlobalId::Term(CaseId(RAW), 1));
        assert_eq!(GlobalId::parse(&long), None);
    }

    #[test]
    fn a_cursor_hides_its_place() {
        let place_given = "2026-11-23/abc";
        assert_eq!(place(&cursor(place_given)).as_deref(), Some(place_given));
        assert_eq!(place("§"), None);
    }
}
