//! Commands of the side tracks, made of chance.

use chrono::{Days, NaiveDate};

use super::life::user;
use crate::actor::Role;
use crate::command::{
    Attendance, AttendanceInput, CancelHearing, ChangeHearing, HoldHearing, LiftStay, OrderStay,
    ReconsiderationCommand as C, RefuseHearing, RefuseStay, RequestHearing, RequestStay,
    SetHearing, StayGround,
};
use crate::scalar::Date;

/// How many there are.
pub(super) const KINDS: u32 = 4 + HEARING + super::chance_facts::KINDS + super::chance_norm::KINDS;

/// Commands of the hearing.
const HEARING: u32 = 6;

/// The command of a kind; `n` and the day choose among its fields.
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let reason = "说明".to_owned();
    match kind {
        0 => C::RequestStay(RequestStay {
            party: n % 4,
            reason,
        }),
        1 => C::OrderStay(OrderStay {
            ground: StayGround::ALL[n as usize % StayGround::ALL.len()],
            reason,
        }),
        2 => C::RefuseStay(RefuseStay { reason }),
        3 => C::LiftStay(LiftStay { reason }),
        4..10 => hearing(kind - 4, n, day),
        10..26 => super::chance_facts::command(kind - 10, n, day),
        _ => super::chance_norm::command(kind - 26, n),
    }
}

fn hearing(kind: u32, n: u32, day: NaiveDate) -> C {
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
