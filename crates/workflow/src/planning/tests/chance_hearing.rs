//! Commands of the hearing, made of chance.

use chrono::{Days, NaiveDate};

use super::life::user;
use crate::actor::Role;
use crate::command::{
    Attendance, AttendanceInput, CancelHearing, ChangeHearing, HoldHearing,
    ReconsiderationCommand as C, RefuseHearing, RequestHearing, SetHearing,
};
use crate::scalar::Date;

/// How many there are.
pub(super) const KINDS: u32 = 6;

/// The command of a kind; `n` and the day choose among its fields.
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let reason = "说明".to_owned();
    // Sometimes the day of a session set before, sometimes one that leaves room for the notice.
    let on = Date(day + Days::new(u64::from(n % 3) * 6));
    let (at, place) = ("上午九时".to_owned(), "第一会议室".to_owned());
    let attendance = |party: u32, kinds: [Attendance; 2]| AttendanceInput {
        party,
        kind: kinds[n as usize / 4 % 2],
        person: None,
        explanation: Some(reason.clone()),
    };
    match kind {
        0 => C::RequestHearing(RequestHearing {
            party: n % 3,
            reason,
        }),
        1 => C::RefuseHearing(RefuseHearing { reason }),
        2 => C::SetHearing(SetHearing {
            on,
            at,
            place,
            matters: vec![reason],
        }),
        3 => C::ChangeHearing(ChangeHearing {
            on,
            at,
            place,
            reason,
        }),
        4 => C::CancelHearing(CancelHearing { reason }),
        _ => C::HoldHearing(HoldHearing {
            host: user(Role::Officer).0,
            hearers: vec![user(Role::CoOfficer).0, user(Role::InstitutionHead).0],
            recorder: user(Role::Registrar).0,
            attendance: vec![
                attendance(1, [Attendance::InPerson, Attendance::Absent]),
                attendance(2, [Attendance::Staff, Attendance::ResponsiblePerson]),
            ],
            record: reason.clone(),
            concluded: n.is_multiple_of(2),
        }),
    }
}
