//! How papers reach the parties: the confirmed address, and what a service must be able to show (CPL 87–95).

use serde::{Deserialize, Serialize};

use super::input;
use crate::id::PartyNo;

input! {
    /// 送达地址确认书。Records the address that a party confirms.
    ConfirmAddress {
        /// 当事人在本案的序号。Party, by number.
        party: PartyNo,
        /// 确认的送达地址。Address confirmed.
        address: String,
        /// 代收人。Who may receive in its place.
        recipient: Option<String>,
        /// 同意电子送达的，其电子送达地址。Where the party consents to electronic service, the electronic address.
        electronic: Option<String>,
    }
}

input! {
    /// 送达情况。What shows how a paper was served.
    ServiceParticulars {
        /// 见证人；留置送达须有见证人，或者采用拍照、录像等方式记录。
        ///
        /// Witnesses; leaving a paper needs witnesses, or photographs or a video.
        witnesses: Option<Vec<String>>,
        /// 是否采用拍照、录像等方式记录送达过程。Whether photographs or a video show the service.
        recorded: Option<bool>,
        /// 公告送达的原因，公告送达时必填。Why by public notice; required for it.
        reason: Option<String>,
        /// 代为转交的单位、监所，或者受委托的机关；转交送达、委托送达时必填。
        ///
        /// Unit or prison that passed it on, or the organ entrusted; required for these.
        through: Option<String>,
    }
}
