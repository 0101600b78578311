//! Who of an office sees whom, and the seals of its logs.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Condition, Query};
use workflow::actor::{Actor, Role};
use workflow::id::OrganId;

use super::{administrator, cases, works_on_cases};
use crate::entity::{case_file, seal, user};

/// Condition on `user`: the users that the actor may see, those of the own organ; who does not work on its cases only itself
/// and the officers of the cases it sees.
pub(crate) fn users(actor: &Actor) -> Condition {
    let person = match actor {
        Actor::System => return Condition::all(),
        Actor::Person(person) => person,
    };
    let own = Condition::all().add(user::Column::OrganId.eq(person.organ.0));
    if works_on_cases(person) || administrator(person) {
        return own;
    }
    let officers = |column: case_file::Column| {
        Query::select()
            .column(column)
            .from(case_file::Entity)
            .cond_where(cases(actor))
            .and_where(column.is_not_null())
            .take()
    };
    own.add(
        Condition::any()
            .add(user::Column::Id.eq(person.user.0))
            .add(user::Column::Id.in_subquery(officers(case_file::Column::OfficerId)))
            .add(user::Column::Id.in_subquery(officers(case_file::Column::CoOfficerId))),
    )
}

/// Condition on `seal`: the auditor sees those of the own organ, nobody else any.
pub(crate) fn seals(actor: &Actor) -> Condition {
    match actor {
        Actor::System => Condition::all(),
        Actor::Person(person) if person.roles.contains(&Role::Auditor) => {
            Condition::all().add(seal::Column::OrganId.eq(person.organ.0))
        }
        // No row is without its key.
        Actor::Person(_) => Condition::all().add(seal::Column::OrganId.is_null()),
    }
}

/// Whether the actor may see the seals of an organ, and which entries its logs have.
pub(crate) fn sees_seals(actor: &Actor, organ: OrganId) -> bool {
    match actor {
        Actor::System => true,
        Actor::Person(person) => person.organ == organ && person.roles.contains(&Role::Auditor),
    }
}
