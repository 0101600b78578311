//! Cases whose officers have left 承办人离岗: out of service, without the role, recused, or on leave with nobody in their
//! place. Each reason is written down once, and both the list and what it says of a case are made of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement, SubQueryStatement};
use uuid::Uuid;
use workflow::actor::{Actor, Role};
use workflow::file::Seat;
use workflow::id::{CaseId, UserId};

use crate::entity::{case_file, case_person, leave, user, user_role};
use crate::office::leave::standing;
use crate::read::case::ids;
use crate::{Store, StoreError, rows, sight};

/// Why somebody has left a case 离岗原因.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftBecause {
    /// 已停用。Out of service.
    Disabled,
    /// 已无该角色。Holds the role no more.
    RoleLost,
    /// 已回避。Recused, and nobody has been given the place since.
    Recused,
    /// 休假而无人代办。On leave, and nobody stands in.
    OnLeave,
}

/// Somebody who has left a case 离岗人员.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaver {
    /// Which place is empty.
    pub seat: Seat,
    /// Who has it, or had it.
    pub user: UserId,
    /// Why.
    pub because: LeftBecause,
}

const SEATS: [Seat; 2] = [Seat::Officer, Seat::CoOfficer];

/// In the order in which they are told: of two that hold, the first.
const REASONS: [LeftBecause; 4] = [
    LeftBecause::Disabled,
    LeftBecause::RoleLost,
    LeftBecause::Recused,
    LeftBecause::OnLeave,
];

fn column(seat: Seat) -> case_file::Column {
    match seat {
        Seat::Officer => case_file::Column::OfficerId,
        Seat::CoOfficer => case_file::Column::CoOfficerId,
    }
}

/// Roles that can fill a place.
fn roles(seat: Seat) -> Vec<&'static str> {
    let roles: &[Role] = match seat {
        Seat::Officer => &[Role::Officer],
        Seat::CoOfficer => &[Role::Officer, Role::CoOfficer],
    };
    roles.iter().map(|role| role.code()).collect()
}

/// Condition on `case_file`: somebody has left it, on a day where leave is to be looked at.
pub(super) fn any(day: Option<NaiveDate>) -> Condition {
    let mut any = Condition::any();
    for seat in SEATS {
        for reason in REASONS {
            any = any.add(holds(seat, reason, day));
        }
    }
    any
}

/// Whether a reason holds of a place of the case.
fn holds(seat: Seat, reason: LeftBecause, day: Option<NaiveDate>) -> Expr {
    match reason {
        LeftBecause::Disabled => Expr::exists(
            holder(seat)
                .and_where(Expr::col((user::Entity, user::Column::Active)).eq(false))
                .take(),
        ),
        LeftBecause::RoleLost => {
            let held = with_role(roles(seat));
            Expr::exists(holder(seat).and_where(Expr::exists(held).not()).take())
        }
        LeftBecause::Recused => Expr::col((case_file::Entity, column(seat)))
            .is_null()
            .and(Expr::exists(recused(seat))),
        LeftBecause::OnLeave => match day {
            Some(day) => Expr::exists(uncovered(seat, day)),
            None => Expr::cust("1 = 0"),
        },
    }
}

fn of_case(column: case_file::Column) -> (case_file::Entity, case_file::Column) {
    (case_file::Entity, column)
}

/// The user who has a place in the case.
fn holder(seat: Seat) -> SelectStatement {
    let of_user = |column: user::Column| Expr::col((user::Entity, column));
    Query::select()
        .expr(Expr::cust("1"))
        .from(user::Entity)
        .and_where(of_user(user::Column::OrganId).equals(of_case(case_file::Column::OrganId)))
        .and_where(of_user(user::Column::Id).equals(of_case(column(seat))))
        .take()
}

/// A role of the user of the query around it, among some.
fn with_role(roles: Vec<&'static str>) -> SelectStatement {
    let of_role = |column: user_role::Column| Expr::col((user_role::Entity, column));
    Query::select()
        .expr(Expr::cust("1"))
        .from(user_role::Entity)
        .and_where(
            of_role(user_role::Column::OrganId).equals((user::Entity, user::Column::OrganId)),
        )
        .and_where(of_role(user_role::Column::UserId).equals((user::Entity, user::Column::Id)))
        .and_where(of_role(user_role::Column::Role).is_in(roles))
        .take()
}

/// Who had a place in the case and is recused from it.
fn recused(seat: Seat) -> SelectStatement {
    let of_person = |column: case_person::Column| Expr::col((case_person::Entity, column));
    Query::select()
        .column((case_person::Entity, case_person::Column::UserId))
        .from(case_person::Entity)
        .and_where(
            of_person(case_person::Column::OrganId).equals(of_case(case_file::Column::OrganId)),
        )
        .and_where(of_person(case_person::Column::CaseId).equals(of_case(case_file::Column::Id)))
        .and_where(of_person(case_person::Column::Relation).eq(rows::participation::RECUSED))
        .and_where(of_person(case_person::Column::Seat).eq(rows::code(&seat)))
        .order_by(
            (case_person::Entity, case_person::Column::Since),
            sea_orm::Order::Desc,
        )
        .order_by(
            (case_person::Entity, case_person::Column::UserId),
            sea_orm::Order::Asc,
        )
        .limit(1)
        .take()
}

/// The leave of who has a place, on a day, where nobody stands in who can: in service, with a role, not recused.
fn uncovered(seat: Seat, day: NaiveDate) -> SelectStatement {
    let of_leave = |column: leave::Column| Expr::col((leave::Entity, column));
    let of_user = |column: user::Column| Expr::col((user::Entity, column));
    let of_person = |column: case_person::Column| Expr::col((case_person::Entity, column));
    let closed = Query::select()
        .expr(Expr::cust("1"))
        .from(case_person::Entity)
        .and_where(
            of_person(case_person::Column::OrganId).equals(of_case(case_file::Column::OrganId)),
        )
        .and_where(of_person(case_person::Column::CaseId).equals(of_case(case_file::Column::Id)))
        .and_where(of_person(case_person::Column::UserId).equals((user::Entity, user::Column::Id)))
        .and_where(of_person(case_person::Column::Relation).eq(rows::participation::RECUSED))
        .take();
    let deputies = Role::Officer.deputies().iter();
    let deputy = Query::select()
        .expr(Expr::cust("1"))
        .from(user::Entity)
        .and_where(of_user(user::Column::OrganId).equals((leave::Entity, leave::Column::OrganId)))
        .and_where(of_user(user::Column::Id).equals((leave::Entity, leave::Column::DeputyId)))
        .and_where(of_user(user::Column::Active).eq(true))
        .and_where(Expr::exists(with_role(
            deputies.map(|role| role.code()).collect(),
        )))
        .and_where(Expr::exists(closed).not())
        .take();
    Query::select()
        .expr(Expr::cust("1"))
        .from(leave::Entity)
        .and_where(of_leave(leave::Column::OrganId).equals(of_case(case_file::Column::OrganId)))
        .and_where(of_leave(leave::Column::UserId).equals(of_case(column(seat))))
        .cond_where(standing(day))
        .and_where(Expr::exists(deputy).not())
        .take()
}

impl Store {
    /// Who has left cases that are not closed, in one statement; cases that nobody has left are not in it.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn leavers(
        &self,
        actor: &Actor,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, Vec<Leaver>>, StoreError> {
        if cases.is_empty() || !sight::whole(actor) {
            return Ok(BTreeMap::new());
        }
        let day = actor.person().map(|person| person.on);
        let mut query = Query::select();
        query.column(of_case(case_file::Column::Id));
        for seat in SEATS {
            let had = SubQueryStatement::SelectStatement(recused(seat));
            let was = Expr::SubQuery(None, Box::new(had));
            query.column(of_case(column(seat))).expr(was);
            for reason in REASONS {
                query.expr(holds(seat, reason, day));
            }
        }
        query
            .from(case_file::Entity)
            .cond_where(sight::cases(actor))
            .and_where(Expr::col(of_case(case_file::Column::Id)).is_in(ids(cases)))
            .and_where(Expr::col(of_case(case_file::Column::ClosedOn)).is_null());
        let mut all = BTreeMap::new();
        for row in self.connection().query_all(&query).await? {
            let case: Uuid = row.try_get_by_index(0)?;
            let mut leavers = Vec::new();
            let mut at = 1;
            for seat in SEATS {
                let (has, had): (Option<Uuid>, Option<Uuid>) =
                    (row.try_get_by_index(at)?, row.try_get_by_index(at + 1)?);
                let mut because = None;
                for (place, reason) in (at + 2..).zip(REASONS) {
                    let holds: bool = row.try_get_by_index(place)?;
                    because = because.or(holds.then_some(reason));
                }
                at += 2 + REASONS.len();
                if let (Some(because), Some(user)) = (because, has.or(had)) {
                    leavers.push(Leaver {
                        seat,
                        user: UserId(user),
                        because,
                    });
                }
            }
            if !leavers.is_empty() {
                all.insert(CaseId(case), leavers);
            }
        }
        Ok(all)
    }
}
