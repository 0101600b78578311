//! An application made through the agency that imposed the penalty (ARL 32).

use calendar::Calendar;
use chrono::NaiveDate;

use super::{bad, missing};
use crate::command::{Channel, ForwardedPenalty, Receive};
use crate::deadline;
use crate::file::Forwarded;
use crate::planning::terms::beyond;
use crate::refusal::Refusal;
use crate::rulebook::Rulebook;

/// Period in which the agency passes the application on 转送期限.
const FORWARD: &str = "penalty_forward";

/// Whether channel, penalty and days fit together.
///
/// # Law
///
/// ARL 32; ARL 23(1)(1): against a penalty imposed on the spot reconsideration comes before a suit.
pub(super) fn sound(receive: &Receive, on: NaiveDate) -> Result<(), Refusal> {
    let through = receive.channel == Channel::PenalisingAgency;
    let because = |refusal: Refusal| Err(refusal.because("ARL 32"));
    let Some(forwarded) = &receive.forwarded else {
        return if through {
            because(missing("forwarded"))
        } else {
            Ok(())
        };
    };
    if !through {
        let expected = "由处罚机关转送 / PENALISING_AGENCY";
        return because(bad("channel", receive.channel.label().0, expected));
    }
    let arrived = forwarded.agency_received_on.0;
    if arrived > on {
        let expected = "不晚于本机关收到之日 / not after the day received here";
        return because(bad("forwarded.agencyReceivedOn", arrived, expected));
    }
    if let Some(filed) = receive.filed_on.filter(|filed| filed.0 > arrived) {
        let expected =
            "不晚于作出处罚的行政机关收到之日 / not after the day the agency received it";
        return because(bad("filedOn", filed, expected));
    }
    if forwarded.penalty == ForwardedPenalty::OnTheSpot && !receive.mandatory_first {
        let expected = "是，即对当场作出的行政处罚决定不服的，应当先申请行政复议 / true: reconsideration comes first";
        return Err(bad("mandatoryFirst", false, expected).because("ARL 23(1)(1)"));
    }
    Ok(())
}

/// What the forwarding establishes, with the last day that the agency had for it.
pub(super) fn passed_on(
    book: &Rulebook,
    calendar: &Calendar,
    receive: &Receive,
) -> Result<Option<Forwarded>, Refusal> {
    let (Some(input), Some(period)) = (&receive.forwarded, book.period(FORWARD)) else {
        return Ok(None);
    };
    let arrived = input.agency_received_on.0;
    let last = deadline::due(period, calendar, arrived, 0, &[]).map_err(beyond)?;
    Ok(Some(Forwarded {
        penalty: input.penalty,
        agency_received_on: arrived,
        due: last.due,
    }))
}
