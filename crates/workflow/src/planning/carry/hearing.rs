//! What the commands of the hearing carry into its matter.

use super::{Carried, beside};
use crate::command::{
    AttendanceInput, ChangeHearing, HoldHearing, ReconsiderationCommand as C, SetHearing,
};
use crate::file::{Attended, Change, Details, Hearing, Held, PartyRole, Session};
use crate::id::{PaperNo, UserId};
use crate::planning::build::Making;
use crate::planning::guards::hearing::{NOTICE, TRACK, notice_of, takes_part};
use crate::planning::{Ask, terms};
use crate::refusal::{Refusal, RefusalCode};

/// Carries a command of the hearing.
pub(super) fn carry(ask: &Ask<'_>, making: &mut Making, command: &C) -> Carried {
    match command {
        C::RequestHearing(request) => {
            beside::concerns(ask, making, request.party, &[PartyRole::Applicant])?;
            making.say(&request.reason);
        }
        C::RefuseHearing(refuse) => making.say(&refuse.reason),
        C::CancelHearing(cancel) => making.say(&cancel.reason),
        C::SetHearing(set) => set_session(making, set)?,
        C::ChangeHearing(change) => changed(making, change),
        C::HoldHearing(held) => hold(making, held),
        _ => {}
    }
    Ok(())
}

/// Texts that a command of the hearing cannot leave blank, by field.
pub(super) fn texts(command: &C) -> Vec<(&'static str, &str)> {
    match command {
        C::RequestHearing(c) => vec![("reason", &c.reason)],
        C::RefuseHearing(c) => vec![("reason", &c.reason)],
        C::CancelHearing(c) => vec![("reason", &c.reason)],
        C::SetHearing(c) => vec![("at", &c.at), ("place", &c.place)],
        C::ChangeHearing(c) => vec![("at", &c.at), ("place", &c.place), ("reason", &c.reason)],
        C::HoldHearing(c) => vec![("record", &c.record)],
        _ => Vec::new(),
    }
}

/// Changes the hearing of the matter at hand.
fn with_hearing(making: &mut Making, change: impl FnOnce(&mut Hearing)) {
    if let Some(matter) = &mut making.matter {
        let mut hearing = matter.details.hearing().cloned().unwrap_or_default();
        change(&mut hearing);
        matter.details = Details::Hearing(hearing);
    }
}

fn set_session(making: &mut Making, set: &SetHearing) -> Carried {
    let matters: Vec<String> = set
        .matters
        .iter()
        .filter(|matter| !matter.trim().is_empty())
        .cloned()
        .collect();
    if matters.is_empty() {
        return Err(Refusal::new(RefusalCode::MissingField).with("field", "matters"));
    }
    if let Some(matter) = making
        .matter
        .as_mut()
        .filter(|matter| matter.about.is_empty())
    {
        matter.about = matters.join("；");
    }
    let session = Session {
        on: set.on.0,
        at: set.at.clone(),
        place: set.place.clone(),
        matters,
        changes: Vec::new(),
        held: None,
    };
    with_hearing(making, |hearing| hearing.sessions.push(session));
    Ok(())
}

fn changed(making: &mut Making, change: &ChangeHearing) {
    with_hearing(making, |hearing| {
        if let Some(session) = hearing.sessions.last_mut() {
            session.changes.push(Change {
                from: session.on,
                reason: change.reason.clone(),
            });
            session.on = change.on.0;
            session.at.clone_from(&change.at);
            session.place.clone_from(&change.place);
        }
    });
}

fn hold(making: &mut Making, held: &HoldHearing) {
    let attended = |line: &AttendanceInput| Attended {
        party: line.party,
        kind: line.kind,
        person: line.person.clone(),
        explanation: line.explanation.clone(),
    };
    let held = Held {
        host: UserId(held.host),
        hearers: held.hearers.iter().copied().map(UserId).collect(),
        recorder: UserId(held.recorder),
        attendance: held.attendance.iter().map(attended).collect(),
        record: held.record.clone(),
    };
    with_hearing(making, |hearing| {
        if let Some(session) = hearing.sessions.last_mut() {
            session.held = Some(held);
        }
    });
}

/// The notice of a hearing is given once it is served on every party: on the day of the last of them.
///
/// # Law
///
/// ARL 51(1).
pub(super) fn served(making: &mut Making, paper: PaperNo) {
    let matter = making.matter.as_ref();
    let Some(matter) = matter.filter(|matter| matter.track == TRACK) else {
        return;
    };
    let Some(notice) = notice_of(&making.file, matter).filter(|notice| notice.no == paper) else {
        return;
    };
    let parties = making.file.parties.iter();
    let days: Option<Vec<_>> = parties
        .filter(|party| notice.addressees.contains(&party.no))
        .filter(|party| takes_part(&making.file, party))
        .map(|party| notice.service_on(party.no).map(|service| service.served_on))
        .collect();
    if let Some(last) = days.and_then(|days| days.into_iter().max()) {
        terms::meet_all(making, NOTICE, last);
    }
}
