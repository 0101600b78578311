//! The hearing.

use calendar::Reading;

use super::{Scene, Way, now, word};
use crate::actor::Role;
use crate::command::{
    Attendance, AttendanceInput, CancelHearing, ChangeHearing, HoldHearing,
    ReconsiderationCommand as C, RefuseHearing, RequestHearing, SetHearing,
};
use crate::file::{PartyRole, Session};
use crate::proof::cast::user;
use crate::scalar::Date;

/// Days ahead that leave five full working days for the notice, whatever the holidays.
const AHEAD: u64 = 21;

pub(super) fn request_hearing(scene: &Scene<'_>) -> Vec<Way> {
    let applicant = scene.first(PartyRole::Applicant).into_iter();
    now(applicant.map(|party| {
        C::RequestHearing(RequestHearing {
            party,
            reason: word(),
        })
    }))
}

pub(super) fn refuse_hearing(_: &Scene<'_>) -> Vec<Way> {
    now([C::RefuseHearing(RefuseHearing { reason: word() })])
}

/// A working day that leaves room for the notice.
fn day_ahead(scene: &Scene<'_>) -> Date {
    let day = scene.ahead(AHEAD);
    let calendar = scene.calendar;
    let working = calendar.next_working_day_on_or_after(day.0, Reading::Party);
    working.map_or(day, Date)
}

pub(super) fn set_hearing(scene: &Scene<'_>) -> Vec<Way> {
    now([C::SetHearing(SetHearing {
        on: day_ahead(scene),
        at: word(),
        place: word(),
        matters: vec![word()],
    })])
}

/// The session that is set and still to be held.
fn awaited<'a>(scene: &'a Scene<'_>) -> Option<&'a Session> {
    let mut matters = scene.file.matters_on("hearing").rev();
    let open = matters.find(|matter| scene.book.is_open(matter))?;
    open.details.hearing()?.awaited()
}

/// To another day than the one that is set.
pub(super) fn change_hearing(scene: &Scene<'_>) -> Vec<Way> {
    let on = day_ahead(scene);
    let session = awaited(scene).filter(|session| session.on != on.0);
    now(session.map(|_| {
        C::ChangeHearing(ChangeHearing {
            on,
            at: word(),
            place: word(),
            reason: word(),
        })
    }))
}

pub(super) fn cancel_hearing(_: &Scene<'_>) -> Vec<Way> {
    now([C::CancelHearing(CancelHearing { reason: word() })])
}

/// Concluded, adjourned, and the applicants staying away; on the day of the session.
pub(super) fn hold_hearing(scene: &Scene<'_>) -> Vec<Way> {
    let Some(session) = awaited(scene).filter(|session| session.on <= scene.today) else {
        return Vec::new();
    };
    let held = [(true, true), (true, false), (false, true)];
    let held = held.map(|(present, concluded)| Way {
        command: hold(scene, present, concluded),
        effective_on: (session.on < scene.today).then_some(session.on),
    });
    held.into()
}

fn hold(scene: &Scene<'_>, present: bool, concluded: bool) -> C {
    let attendance = scene.taking_part().map(|party| AttendanceInput {
        party: party.no,
        kind: match party.role {
            PartyRole::Respondent => Attendance::ResponsiblePerson,
            PartyRole::Applicant if !present => Attendance::Absent,
            _ => Attendance::InPerson,
        },
        person: None,
        explanation: None,
    });
    C::HoldHearing(HoldHearing {
        host: user(Role::Officer).0,
        hearers: vec![user(Role::CoOfficer).0, user(Role::InstitutionHead).0],
        recorder: user(Role::Registrar).0,
        attendance: attendance.collect(),
        record: word(),
        concluded,
    })
}
