//! Alerts whose time has come.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{
    Condition, Expr, ExprTrait, LockBehavior, LockType, Query, SelectStatement,
};
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, Order};
use uuid::Uuid;
use workflow::actor::Role;
use workflow::id::{CaseId, OrganId, UserId};

use super::DueAlert;
use crate::entity::{alert, case_file, organ, party, term};
use crate::rows::{count, decode};
use crate::{StoreError, WriteTx};

/// Written out, not bound: a bound value cannot be matched with the partial index.
const PLANNED: &str = "alert.state = 'planned'";

#[derive(Debug, FromQueryResult)]
struct Row {
    organ_id: Uuid,
    case_id: Uuid,
    number_text: String,
    term_no: i32,
    term_version: i32,
    rung: i32,
    role: String,
    at: DateTime<Utc>,
    due: NaiveDate,
    late: bool,
    period: String,
    state: String,
    started_on: NaiveDate,
    provisional: bool,
    officer_id: Option<Uuid>,
    co_officer_id: Option<Uuid>,
    agency_id: Option<Uuid>,
}

impl WriteTx {
    /// Planned alerts whose time has come, oldest first. On PostgreSQL they are locked, and those that another post
    /// has locked are passed over.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn due_alerts(
        &self,
        now: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<DueAlert>, StoreError> {
        let rows = self.connection().query_all(&due(now, limit)).await?;
        rows.iter()
            .map(|row| of(Row::from_query_result(row, "")?))
            .collect()
    }
}

fn due(now: DateTime<Utc>, limit: u64) -> SelectStatement {
    use alert::Column as Alert;
    let same = |a: Alert, table: &'static str, b: &'static str| {
        Expr::col((alert::Entity, a)).equals((table, b))
    };
    let of_case = Condition::all()
        .add(same(Alert::OrganId, "case_file", "organ_id"))
        .add(same(Alert::CaseId, "case_file", "id"));
    let of_term = Condition::all()
        .add(same(Alert::OrganId, "term", "organ_id"))
        .add(same(Alert::CaseId, "term", "case_id"))
        .add(same(Alert::TermNo, "term", "no"));
    let of_party = Condition::all()
        .add(same(Alert::OrganId, "party", "organ_id"))
        .add(same(Alert::CaseId, "party", "case_id"))
        .add(Expr::col((term::Entity, term::Column::PartyNo)).equals(("party", "no")));
    let mut query = Query::select();
    query
        .columns(
            [
                Alert::OrganId,
                Alert::CaseId,
                Alert::TermNo,
                Alert::TermVersion,
                Alert::Rung,
                Alert::Role,
                Alert::At,
                Alert::Due,
                Alert::Late,
            ]
            .map(|column| (alert::Entity, column)),
        )
        .columns(
            [
                case_file::Column::NumberText,
                case_file::Column::OfficerId,
                case_file::Column::CoOfficerId,
            ]
            .map(|column| (case_file::Entity, column)),
        )
        .columns(
            [
                term::Column::Period,
                term::Column::State,
                term::Column::StartedOn,
                term::Column::Provisional,
            ]
            .map(|column| (term::Entity, column)),
        )
        .column((party::Entity, party::Column::AgencyId))
        .from(alert::Entity)
        .inner_join(case_file::Entity, of_case)
        .inner_join(term::Entity, of_term)
        .left_join(party::Entity, of_party)
        .and_where(Expr::cust(PLANNED))
        .and_where(Alert::At.lte(now))
        .and_where(Alert::OrganId.in_subquery(organs()))
        .order_by((alert::Entity, Alert::At), Order::Asc)
        .order_by((alert::Entity, Alert::CaseId), Order::Asc)
        .order_by((alert::Entity, Alert::TermNo), Order::Asc)
        .order_by((alert::Entity, Alert::Role), Order::Asc)
        .limit(limit)
        .lock_with_tables_behavior(LockType::Update, [alert::Entity], LockBehavior::SkipLocked);
    query
}

/// Every organ: the keys of all tables lead with it, so that naming them lets an index be used.
pub(super) fn organs() -> SelectStatement {
    Query::select()
        .column(organ::Column::Id)
        .from(organ::Entity)
        .take()
}

fn of(row: Row) -> Result<DueAlert, StoreError> {
    let key = row.case_id;
    let role = Role::from_code(&row.role).ok_or_else(|| {
        StoreError::unreadable("alert", key, format!("`{}` is not a role", row.role))
    })?;
    Ok(DueAlert {
        organ: OrganId(row.organ_id),
        case: CaseId(row.case_id),
        case_number: row.number_text,
        term: count("alert", key, row.term_no)?,
        term_version: count("alert", key, row.term_version)?,
        rung: row.rung,
        role,
        at: row.at,
        due: row.due,
        late: row.late,
        period: row.period,
        term_state: decode("term", key, &row.state)?,
        started_on: row.started_on,
        provisional: row.provisional,
        officer: row.officer_id.map(UserId),
        co_officer: row.co_officer_id.map(UserId),
        agency: row.agency_id.map(OrganId),
    })
}
