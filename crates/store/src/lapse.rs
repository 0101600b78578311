//! Terms whose last day has ended 期满: what the reconciler asks for.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order, Query, SelectStatement};
use uuid::Uuid;
use workflow::id::{CaseId, OrganId, TermNo};

use crate::entity::{organ, term};
use crate::{Store, StoreError, rows};

/// A running term past its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapsing {
    /// The organ that owns the case.
    pub organ: OrganId,
    /// The case.
    pub case: CaseId,
    /// The term.
    pub term: TermNo,
    /// Its last day.
    pub due: NaiveDate,
    /// Whether it rests on a year whose notice is not loaded: a person must wait for it.
    pub provisional: bool,
}

impl Store {
    /// Running terms whose last day lies before `today`, in the order of case and term.
    ///
    /// Reads an index of running terms by last day; its cost grows with what is due and nothing else.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn lapsing(
        &self,
        today: NaiveDate,
        after: Option<(CaseId, TermNo)>,
        limit: u64,
    ) -> Result<Vec<Lapsing>, StoreError> {
        let found = self
            .connection()
            .query_all(&query(today, after, limit))
            .await?;
        let mut lapsing = Vec::with_capacity(found.len());
        for row in found {
            let case: Uuid = row.try_get_by_index(1)?;
            lapsing.push(Lapsing {
                organ: OrganId(row.try_get_by_index(0)?),
                case: CaseId(case),
                term: rows::count("term", case, row.try_get_by_index(2)?)?,
                due: row.try_get_by_index(3)?,
                provisional: row.try_get_by_index(4)?,
            });
        }
        Ok(lapsing)
    }
}

/// Goes through the organs, so that the index by organ and day is of use. A cross join is what keeps SQLite to
/// that order whatever its statistics; PostgreSQL reads it as any other join.
pub(crate) fn query(
    today: NaiveDate,
    after: Option<(CaseId, TermNo)>,
    limit: u64,
) -> SelectStatement {
    use term::Column;
    let of_term = |column: Column| Expr::col((term::Entity, column));
    let mut query = Query::select();
    query
        .columns(COLUMNS.map(|column| (term::Entity, column)))
        .from(organ::Entity)
        .cross_join(term::Entity)
        .and_where(of_term(Column::OrganId).equals((organ::Entity, organ::Column::Id)))
        .and_where(Expr::col((organ::Entity, organ::Column::Kind)).eq("reconsideration"))
        // Written out, not bound: only so does the database see that the partial index serves.
        .and_where(Expr::cust("term.state = 'running'"))
        .and_where(of_term(Column::Due).lt(today))
        .order_by((term::Entity, Column::CaseId), Order::Asc)
        .order_by((term::Entity, Column::No), Order::Asc)
        .limit(limit);
    if let Some((case, no)) = after {
        query.cond_where(
            Condition::any()
                .add(of_term(Column::CaseId).gt(case.0))
                .add(
                    Condition::all()
                        .add(of_term(Column::CaseId).eq(case.0))
                        .add(of_term(Column::No).gt(rows::int(no))),
                ),
        );
    }
    query
}

const COLUMNS: [term::Column; 5] = [
    term::Column::OrganId,
    term::Column::CaseId,
    term::Column::No,
    term::Column::Due,
    term::Column::Provisional,
];
