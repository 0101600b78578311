//! Who was let into a case, and who is recused from it.

use std::collections::BTreeSet;

use workflow::actor::Role;
use workflow::command::{Capacity, RecusalGround};
use workflow::deputy::{Absent, Instrument};
use workflow::effect::Effect;
use workflow::file::{Admission, Recusal, RecusalBasis};
use workflow::id::UserId;

use super::super::super::life::day;
use super::{AGENCIES, Case, Graph, OFFICES, Somebody, user};

impl Graph {
    /// With an administrator in each office, a clerk of each agency, and a mediator who is let into a case.
    pub(in super::super) fn and_the_blind(mut self) -> Self {
        for office in 0..OFFICES {
            let join = |role, agency| Somebody {
                office,
                roles: vec![role],
                agency,
                absent: None,
            };
            self.people.push(join(Role::SystemAdmin, None));
            let clerks = (0..AGENCIES).map(|agency| join(Role::RespondentClerk, Some(agency)));
            self.people.extend(clerks);
            let mediator = self.people.len();
            self.people.push(join(Role::Mediator, None));
            // It is let into a case of the office, from which nobody is recused.
            if let Some(case) = self.cases.iter_mut().find(|case| case.office == office) {
                case.admitted = vec![(mediator, Capacity::Mediator, 22, false)];
                case.recused.clear();
            }
            // And one who oversees the cases is recused from another of them.
            let supervisor = self.people.len();
            self.people.push(join(Role::Supervisor, None));
            let mut cases = self.cases.iter_mut().filter(|case| case.office == office);
            if let Some(case) = cases.nth(1) {
                case.recused.push(supervisor);
            }
        }
        self
    }

    /// Whom somebody stands in for, as a leave would have it.
    pub(super) fn absent(&self, somebody: &Somebody) -> Option<Absent> {
        let (no, signs) = somebody.absent?;
        let no = no % self.people.len();
        let absent = self.people.get(no)?;
        let own = somebody.roles.iter().copied().collect();
        let roles = absent.roles.iter().copied();
        let roles = roles.filter(|role| role.can_be_done_by(&own) && (signs || !role.is_head()));
        let roles: BTreeSet<Role> = roles.collect();
        let there = absent.office == somebody.office && !roles.is_empty();
        there.then(|| Absent {
            user: user(no),
            name: format!("u{no}"),
            roles,
            instrument: signs.then(|| Instrument {
                number: "授〔2026〕1号".to_owned(),
                on: day(1),
            }),
        })
    }

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
                seat: None,
            };
            effects.push(Effect::Recused { recusal });
        }
        effects
    }
}
