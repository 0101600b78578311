//! What became of a paper after its issue: sent, sent back, corrected. Its service is in [`Service`](super::Service).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Paper;
use crate::command::{ReturnCause, ServiceMethod, SlipInput};
use crate::id::{PaperNo, PartyNo};

/// That a paper was sent to a party 交寄、送出. It is no service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// Number among those of the paper, from 1.
    pub no: u32,
    /// To whom.
    pub party: PartyNo,
    /// How.
    pub method: ServiceMethod,
    /// Day on which it was sent or, by public notice, published.
    pub sent_on: NaiveDate,
    /// Number of the mail slip, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<String>,
    /// How it came back 退件, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Returned>,
}

/// That a paper came back 退件, or did not arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Day.
    pub on: NaiveDate,
    /// Why.
    pub cause: ReturnCause,
    /// What the post wrote on it, or whoever brought it.
    pub note: String,
}

/// A correction 笔误补正 of a paper: the paper itself stays as it was issued.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SlipCorrection {
    /// The notice that corrects, by number.
    pub notice: PaperNo,
    /// Day.
    pub on: NaiveDate,
    /// What stood, and what shall stand.
    pub slips: Vec<SlipInput>,
}

impl Paper {
    /// What was sent to a party, oldest first.
    pub fn sent_to(&self, party: PartyNo) -> impl DoubleEndedIterator<Item = &Dispatch> {
        let all = self.dispatches.iter();
        all.filter(move |known| known.party == party)
    }

    /// What was sent to a party and has not come back: in a way, or where none is named by post, else as it was sent last. A
    /// public notice does not come back.
    #[must_use]
    pub fn out(&self, party: PartyNo, method: Option<ServiceMethod>) -> Option<&Dispatch> {
        let notice = ServiceMethod::PublicNotice;
        let out = || {
            let sent = self.sent_to(party).rev();
            sent.filter(|known| known.returned.is_none() && known.method != notice)
        };
        let newest = |method| out().find(|known| known.method == method);
        match method {
            Some(method) => newest(method),
            None => newest(ServiceMethod::Post).or_else(|| out().next()),
        }
    }

    /// What was posted to a party and has not come back.
    #[must_use]
    pub fn in_the_mail(&self, party: PartyNo) -> Option<&Dispatch> {
        self.out(party, Some(ServiceMethod::Post))
    }
}
