//! What became of a paper after its issue: sent, sent back, corrected.

use super::{Carried, undone};
use crate::command::{
    CorrectSlip, ReconsiderationCommand as C, RecordDispatch, RecordReturnedMail,
};
use crate::effect::Effect;
use crate::file::{Dispatch, Returned, SlipCorrection};
use crate::planning::Ask;
use crate::planning::build::{Making, next_no};
use crate::planning::days::no_such;
use crate::planning::guards::delivery::back;

/// Carries a command about a paper that was issued.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::CorrectSlip(slip) => corrected(ask, making, slip),
        C::RecordDispatch(sent) => dispatched(ask, making, sent)?,
        C::RecordReturnedMail(mail) => returned(ask, making, mail)?,
        _ => {}
    }
    Ok(())
}

/// Texts that these commands cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::CorrectSlip(c) => vec![("reason", &c.reason)],
        C::RecordReturnedMail(c) => vec![("note", &c.note)],
        _ => Vec::new(),
    }
}

/// The paper is marked with its correction, which the notice issued by the move brings to everyone who got the paper.
///
/// Nothing starts anew. A window to sue runs from the service of the decision (ALL 45; ARL 34): the decision served is
/// the decision, with the same outcome, items and addressees, and a slip leaves nobody in doubt about any of these. If it
/// did it would be no slip, and is refused. So no window that runs is prolonged, and none that is over opens again;
/// whoever sues over the correction itself would sue over nothing decided.
fn corrected(ask: &Ask<'_>, making: &mut Making, slip: &CorrectSlip) {
    making.corrects = Some(slip.paper);
    let notice = next_no(making.file.papers.iter().map(|paper| paper.no));
    making.push(Effect::PaperCorrected {
        paper: slip.paper,
        correction: SlipCorrection {
            notice,
            on: ask.on,
            slips: slip.slips.clone(),
        },
    });
}

/// Sent, not served: the day of dispatch starts nothing.
///
/// # Law
///
/// CPL 91: what is posted is served on the day on the return slip.
fn dispatched(ask: &Ask<'_>, making: &mut Making, sent: &RecordDispatch) -> Carried {
    let paper = ask.file.paper(sent.paper);
    let paper = paper.ok_or_else(|| no_such("paper", sent.paper))?;
    let slip = sent.slip.clone();
    making.push(Effect::DispatchSet {
        paper: sent.paper,
        dispatch: Dispatch {
            no: next_no(paper.dispatches.iter().map(|known| known.no)),
            party: sent.party,
            method: sent.method,
            sent_on: ask.on,
            slip: slip.filter(|slip| !slip.trim().is_empty()),
            returned: None,
        },
    });
    Ok(())
}

/// What came back served nothing and starts nothing: the paper is still to be served, in another way. Where it was entered
/// as served, that is taken back. Where nobody noted that it was sent, it counts as sent on the day it was said to be served.
fn returned(ask: &Ask<'_>, making: &mut Making, mail: &RecordReturnedMail) -> Carried {
    let back = back(ask, mail)?;
    let returned = Some(Returned {
        on: ask.on,
        cause: mail.cause,
        note: mail.note.clone(),
    });
    let dispatch = match (back.sent, back.undone) {
        (Some(sent), _) => Dispatch {
            returned,
            ..sent.clone()
        },
        (None, Some(service)) => Dispatch {
            no: next_no(back.paper.dispatches.iter().map(|known| known.no)),
            party: mail.party,
            method: service.method,
            sent_on: service.served_on,
            slip: Some(service.slip.clone()),
            returned,
        },
        (None, None) => return Ok(()),
    };
    making.push(Effect::DispatchSet {
        paper: mail.paper,
        dispatch,
    });
    match back.undone {
        Some(service) => undone::undo(ask, making, back.paper, service),
        None => Ok(()),
    }
}
