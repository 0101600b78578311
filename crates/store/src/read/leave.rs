//! Leave: who is absent, and for whom somebody stands in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IdenStatic, Iterable, QueryFilter,
    QueryOrder,
};
use workflow::actor::{Actor, Person, Role};
use workflow::deputy::Absent;
use workflow::id::UserId;

use crate::entity::{leave, user, user_role};
use crate::office::Leave;
use crate::office::leave::{not_over, standing};
use crate::{Store, StoreError, rows, sight};

/// Whether somebody on leave has the user of the outer query as deputy, as a value of 0 or 1.
pub(super) fn stands_in(day: NaiveDate) -> Expr {
    let of_user = |column: user::Column| Expr::col((user::Entity, column));
    let of_leave = |column: leave::Column| Expr::col((leave::Entity, column));
    Expr::exists(
        Query::select()
            .expr(Expr::cust("1"))
            .from(leave::Entity)
            .and_where(
                of_leave(leave::Column::OrganId).equals((user::Entity, user::Column::OrganId)),
            )
            .and_where(of_user(user::Column::Id).equals((leave::Entity, leave::Column::DeputyId)))
            .cond_where(standing(day))
            .take(),
    )
}

impl Store {
    /// Those on leave on the deputy's day for whom it stands in, each in the roles of which it can do the work.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub(super) async fn stood_in_for_by(&self, deputy: &Person) -> Result<Vec<Absent>, StoreError> {
        let of_user = |column: user::Column| Expr::col((user::Entity, column));
        let of_role = |column: user_role::Column| Expr::col((user_role::Entity, column));
        let same_user = Condition::all()
            .add(of_user(user::Column::OrganId).equals((leave::Entity, leave::Column::OrganId)))
            .add(of_user(user::Column::Id).equals((leave::Entity, leave::Column::UserId)));
        let same_role = Condition::all()
            .add(of_role(user_role::Column::OrganId).equals((user::Entity, user::Column::OrganId)))
            .add(of_role(user_role::Column::UserId).equals((user::Entity, user::Column::Id)));
        let mut query = Query::select();
        for column in leave::Column::iter() {
            query.expr_as(
                Expr::col((leave::Entity, column)),
                format!("l_{}", column.as_str()),
            );
        }
        query
            .expr_as(of_user(user::Column::Name), "name")
            .expr_as(of_role(user_role::Column::Role), "role")
            .from(leave::Entity)
            .inner_join(user::Entity, same_user)
            .inner_join(user_role::Entity, same_role)
            .and_where(Expr::col((leave::Entity, leave::Column::OrganId)).eq(deputy.organ.0))
            .and_where(Expr::col((leave::Entity, leave::Column::DeputyId)).eq(deputy.user.0))
            .and_where(of_user(user::Column::Active).eq(true))
            .cond_where(standing(deputy.on))
            .order_by((leave::Entity, leave::Column::UserId), sea_orm::Order::Asc);
        let mut found: BTreeMap<UserId, (Leave, String, BTreeSet<Role>)> = BTreeMap::new();
        for row in self.connection().query_all(&query).await? {
            let known = rows::office::leave(leave::Model::from_query_result(&row, "l_")?);
            let (name, role): (String, String) =
                (row.try_get("", "name")?, row.try_get("", "role")?);
            let held = found
                .entry(known.user)
                .or_insert_with(|| (known, name, BTreeSet::new()));
            held.2.insert(rows::role(&role)?);
        }
        let absent = found.into_values().map(|(leave, name, held)| Absent {
            user: leave.user,
            name,
            roles: leave.stood_in(&held, &deputy.roles),
            instrument: leave.instrument,
        });
        Ok(absent.filter(|absent| !absent.roles.is_empty()).collect())
    }

    /// The leaves of users that stand on the actor's day or are to come, by their first day; for those who work on the
    /// cases of the office.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn leaves_of(
        &self,
        actor: &Actor,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, Vec<Leave>>, StoreError> {
        let (Some(person), Some(seen)) = (actor.person(), sight::leaves(actor)) else {
            return Ok(BTreeMap::new());
        };
        let found = leave::Entity::find()
            .filter(seen)
            .filter(leave::Column::UserId.is_in(users.iter().map(|user| user.0)))
            .filter(not_over(person.on))
            .order_by_asc(leave::Column::FromOn)
            .order_by_asc(leave::Column::Id)
            .all(self.connection())
            .await?;
        let mut leaves: BTreeMap<UserId, Vec<Leave>> = BTreeMap::new();
        for known in found.into_iter().map(rows::office::leave) {
            leaves.entry(known.user).or_default().push(known);
        }
        Ok(leaves)
    }
}
