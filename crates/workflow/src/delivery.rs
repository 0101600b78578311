//! The next lawful way 下一步送达方式 to serve a paper, after what was tried (CPL 88–95). Pure; advice, not a duty.

use crate::command::{ReturnCause, ServiceMethod as M};
use crate::file::{CaseFile, Dispatch, Paper};
use crate::id::PartyNo;

/// A way in which a paper may be served next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextWay {
    /// How.
    pub method: M,
    /// Why this way, in Chinese.
    pub zh: &'static str,
    /// Why this way, in English.
    pub en: &'static str,
    /// Article.
    pub basis: &'static str,
}

const BY_HAND: NextWay = NextWay {
    method: M::Direct,
    zh: "直接送交受送达人",
    en: "by hand, the rule",
    basis: "CPL 88",
};
const LEFT: NextWay = NextWay {
    method: M::Leave,
    zh: "拒绝接收的，邀请见证人或者拍照、录像，把文书留在住所",
    en: "where it is refused: left at the residence with witnesses, photographs or a video",
    basis: "CPL 89",
};
const ELECTRONIC: NextWay = NextWay {
    method: M::Electronic,
    zh: "受送达人已同意电子送达",
    en: "the party has consented to electronic service",
    basis: "CPL 90",
};
const ENTRUSTED: NextWay = NextWay {
    method: M::Entrusted,
    zh: "直接送达有困难的，委托其他机关代为送达",
    en: "where service by hand is difficult: another organ is entrusted with it",
    basis: "CPL 91",
};
const POSTED: NextWay = NextWay {
    method: M::Post,
    zh: "直接送达有困难的，邮寄送达",
    en: "where service by hand is difficult: by post",
    basis: "CPL 91",
};
const NOTICE: NextWay = NextWay {
    method: M::PublicNotice,
    zh: "下落不明，或者其他方式均无法送达的，公告送达，并在案卷中记明原因和经过",
    en: "where nobody knows where the party is, or no other way serves: by public notice, the reasons noted in the file",
    basis: "CPL 95",
};

/// The ways in which a paper may be served on a party next, the nearest first; none where it is served or on its way.
///
/// # Law
///
/// CPL 88–91, 95: by hand is the rule; what is refused is left; with consent electronically; where it is difficult by hand
/// entrusted or posted; public notice comes last, where nobody knows where the party is or no other way serves. Mail that
/// is refused shows where the party lives; mail that finds nobody does not show that nobody knows where the party is,
/// so that other ways are tried first.
#[must_use]
pub fn next_ways(file: &CaseFile, paper: &Paper, party: PartyNo) -> Vec<NextWay> {
    let open = !paper.withdrawn
        && paper.addressees.contains(&party)
        && paper.service_on(party).is_none()
        && file.present().any(|known| known.no == party);
    let sent: Vec<&Dispatch> = paper.sent_to(party).collect();
    let out = sent.iter().any(|known| known.returned.is_none());
    if !open || out {
        return Vec::new();
    }
    let back = sent.last().and_then(|known| known.returned.as_ref());
    let mut ways = match back.map(|back| back.cause) {
        None | Some(ReturnCause::NotReached) => vec![BY_HAND, POSTED],
        Some(ReturnCause::Refused) => vec![LEFT, BY_HAND],
        Some(ReturnCause::Unclaimed | ReturnCause::Absent) => vec![BY_HAND, LEFT, ENTRUSTED],
        Some(ReturnCause::Moved | ReturnCause::Unknown) if sent.len() < 2 => {
            vec![BY_HAND, ENTRUSTED, POSTED]
        }
        Some(ReturnCause::Moved | ReturnCause::Unknown) => vec![BY_HAND, ENTRUSTED, NOTICE],
    };
    let mut addresses = file.facts.people.addresses.iter();
    let failed = sent
        .last()
        .is_some_and(|known| known.method == M::Electronic);
    if !failed && addresses.any(|known| known.party == party && known.electronic.is_some()) {
        ways.insert(0, ELECTRONIC);
    }
    ways
}
