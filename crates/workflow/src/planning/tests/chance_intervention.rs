//! Commands of an early intervention, made of chance.

use chrono::{Days, NaiveDate};

use super::intervention::report;
use super::life::receive;
use crate::command::{
    EndIntervention, InterventionResult, NoteIntervention, Opening, PersonInput,
    ReconsiderationCommand as C, ViewsMode,
};
use crate::scalar::Date;

/// How many there are.
pub(super) const KINDS: u32 = 3;

/// What opens a life: now and then a dispute is reported before anybody applies.
pub(super) fn opening(n: u32, day: NaiveDate) -> Opening {
    if !n.is_multiple_of(4) {
        return Opening::Reconsideration(receive(day));
    }
    let before = |days: u32| day.checked_sub_days(Days::new(days.into())).map(Date);
    let mut reported = report();
    if let Some(act) = &mut reported.act {
        act.known_on = before(n);
        act.rights_known_on = (n.is_multiple_of(8)).then(|| before(n / 8)).flatten();
        act.made_on = (n.is_multiple_of(3)).then(|| before(n * 40)).flatten();
        act.real_property = n.is_multiple_of(5);
    }
    Opening::Intervention(reported)
}

/// The command of a kind; `n` and the day choose among its fields.
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let text = || "说明".to_owned();
    match kind {
        0 => C::NoteIntervention(NoteIntervention {
            parties: vec![n % 4],
            mode: ViewsMode::Telephone,
            record: text(),
        }),
        1 => C::EndIntervention(EndIntervention {
            result: InterventionResult::ALL[n as usize % InterventionResult::ALL.len()],
            reason: text(),
        }),
        _ => {
            let mut application = receive(day);
            if n.is_multiple_of(3) {
                application.applicants.push(PersonInput {
                    name: "申请人乙".to_owned(),
                    address: Some(text()),
                    phone: None,
                });
            }
            if n.is_multiple_of(5) {
                application.applicants.remove(0);
            }
            application.filed_on = day
                .checked_sub_days(Days::new((n % 7).into()))
                .filter(|_| n.is_multiple_of(2))
                .map(Date);
            C::Receive(application)
        }
    }
}
