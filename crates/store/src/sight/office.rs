//! Who of an office sees whom, whom it received, and the seals of its logs.

use sea_orm::sea_query::{Condition, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use workflow::actor::{Actor, Person, Role};
use workflow::id::OrganId;

use super::{administrator, cases, works_on_cases};
use crate::entity::{case_file, reception, seal, user};

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

/// Roles that receive people 接待.
pub const RECEIVE: [Role; 4] = [
    Role::Registrar,
    Role::Officer,
    Role::CoOfficer,
    Role::InstitutionHead,
];

/// Whether somebody receives those who come, ring or write, and so reads the reception log of the office.
#[must_use]
pub fn receives(person: &Person) -> bool {
    works_on_cases(person) && RECEIVE.iter().any(|role| person.roles.contains(role))
}

/// Receptions that somebody may see: who receives sees those of its office. One that is about a case is seen by who may see
/// the case, so that it is closed to whoever is recused.
pub(crate) fn receptions(actor: &Actor) -> Condition {
    use reception::Column;
    let Some(person) = actor.person() else {
        return Condition::all();
    };
    if !receives(person) {
        // No row is without its key.
        return Condition::all().add(Column::Id.is_null());
    }
    let about = case_file::Entity::find()
        .select_only()
        .column(case_file::Column::Id)
        .filter(cases(actor));
    Condition::all()
        .add(Column::OrganId.eq(person.organ.0))
        .add(
            Condition::any()
                .add(Column::CaseId.is_null())
                .add(Column::CaseId.in_subquery(about.into_query())),
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
