//! Who was let into a case, and who is recused from it.

use std::collections::BTreeSet;

use workflow::command::RecusalGround;
use workflow::effect::Effect;
use workflow::file::{Admission, Recusal, RecusalBasis};
use workflow::id::UserId;

use super::super::super::life::day;
use super::{Case, Graph};

impl Graph {
    pub(super) fn participation(&self, case: &Case) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (no, capacity, until, ended) in case.admitted.iter().copied() {
            let user = self.meant(no);
            let admission = Admission {
                user,
                capacity,
                purpose: "调解".to_owned(),
                since: day(3),
                until: day(until),
                ended_on: None,
            };
            effects.push(Effect::Admitted { admission });
            if ended {
                effects.push(Effect::AdmissionEnded { user, on: day(4) });
            }
        }
        let users: BTreeSet<UserId> = case.recused.iter().map(|no| self.meant(*no)).collect();
        for user in users {
            let recusal = Recusal {
                user,
                ground: RecusalGround::Other,
                basis: RecusalBasis::Order,
                on: day(4),
                superior_order: None,
            };
            effects.push(Effect::Recused { recusal });
        }
        effects
    }
}
