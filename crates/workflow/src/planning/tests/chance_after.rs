//! Commands that come after the decision, made of chance.

use chrono::{Days, NaiveDate};

use crate::command::{
    ApplyEnforcement, CriticiseRespondent, EndPerformance, EnforcementWay, InterviewRespondent,
    OrderPerformance, ReconsiderationCommand as C, RecordPerformance, UrgePerformance,
};
use crate::scalar::Date;

/// How many there are.
pub(super) const KINDS: u32 = 7;

/// The command of a kind; `n` and the day choose among its fields.
pub(super) fn command(kind: u32, n: u32, day: NaiveDate) -> C {
    let reason = "说明".to_owned();
    let matter = n % 5;
    match kind {
        0 => C::RecordPerformance(RecordPerformance {
            matter,
            note: reason,
        }),
        1 => C::OrderPerformance(OrderPerformance {
            matter,
            perform_by: Date(day.checked_add_days(Days::new(n.into())).unwrap()),
            reason,
        }),
        2 => C::InterviewRespondent(InterviewRespondent {
            matter,
            on: Date(day),
            reason,
        }),
        3 => C::CriticiseRespondent(CriticiseRespondent { matter, reason }),
        4 => C::EndPerformance(EndPerformance { matter, reason }),
        5 => C::UrgePerformance(UrgePerformance {
            party: n % 4,
            item: n % 3,
            obligation: reason,
        }),
        _ => C::ApplyEnforcement(ApplyEnforcement {
            matter,
            way: EnforcementWay::ALL[n as usize % EnforcementWay::ALL.len()],
            note: reason,
        }),
    }
}
