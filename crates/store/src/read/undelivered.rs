//! Papers that were issued and are still to be served, the oldest first.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, Order, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IdenStatic, Iterable, QueryFilter,
    QueryOrder,
};
use uuid::Uuid;
use workflow::actor::Actor;
use workflow::file::{Paper, Party};
use workflow::id::CaseId;

use crate::entity::{case_file, paper, service};
use crate::read::case::{CaseRow, Page, day_of_cursor};
use crate::{Store, StoreError, rows, sight};

/// Which papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// Kinds of paper whose service is awaited, by id.
    pub kinds: Vec<String>,
    /// Issued on this day or earlier.
    pub issued_until: Option<NaiveDate>,
}

/// A paper that is still to be served on somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct UndeliveredRow {
    /// The case.
    pub case: CaseRow,
    /// The paper.
    pub paper: Paper,
    /// Parties of the case, in order.
    pub parties: Vec<Party>,
}

impl UndeliveredRow {
    /// Where the row stands in [`Store::undelivered`].
    #[must_use]
    pub fn cursor(&self) -> String {
        format!(
            "{}/{}/{}",
            self.paper.issued_on, self.case.id, self.paper.no
        )
    }
}

/// A page of papers still to be served.
#[derive(Debug, Clone, PartialEq)]
pub struct UndeliveredPage {
    /// Rows, the paper issued first in front.
    pub rows: Vec<UndeliveredRow>,
    /// Papers on all pages.
    pub total: u64,
    /// Whether another page follows.
    pub has_next: bool,
}

impl Store {
    /// A page of the papers that are still to be served, for the office; a respondent's clerk has none. In 4 statements.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or where the database cannot be read.
    pub async fn undelivered(
        &self,
        actor: &Actor,
        of: &Undelivered,
        page: &Page,
    ) -> Result<UndeliveredPage, StoreError> {
        let mut counted = select(actor, of);
        counted.expr(Func::count(Expr::col((paper::Entity, paper::Column::No))));
        let total = self.connection().query_one(&counted).await?;
        let total: i64 = match total {
            Some(row) => row.try_get_by_index(0)?,
            None => 0,
        };
        let mut query = select(actor, of);
        for column in paper::Column::iter() {
            query.expr_as(
                Expr::col((paper::Entity, column)),
                format!("p_{}", column.as_str()),
            );
        }
        for column in rows::case::SUMMARY {
            query.expr_as(
                Expr::col((case_file::Entity, column)),
                format!("c_{}", column.as_str()),
            );
        }
        if let Some(cursor) = &page.after {
            query.cond_where(after(cursor)?);
        }
        query
            .order_by((paper::Entity, paper::Column::IssuedOn), Order::Asc)
            .order_by((paper::Entity, paper::Column::CaseId), Order::Asc)
            .order_by((paper::Entity, paper::Column::No), Order::Asc)
            .limit(page.limit() + 1);
        let mut found = self.connection().query_all(&query).await?;
        let has_next = page.cut(&mut found);
        let mut read = Vec::with_capacity(found.len());
        for row in &found {
            let case = rows::case::summary(rows::case::Summary::from_query_result(row, "c_")?)?;
            read.push((case, paper::Model::from_query_result(row, "p_")?));
        }
        let cases: Vec<CaseId> = read.iter().map(|(case, _)| case.id).collect();
        let parties = self.parties_of(actor, &cases).await?;
        let mut services = self.services_of(&read).await?;
        let mut rows = Vec::with_capacity(read.len());
        for (case, model) in read {
            let served = services.remove(&(model.case_id, model.no));
            let parties = parties.get(&case.id).cloned().unwrap_or_default();
            let paper = rows::paper::of(model, served.unwrap_or_default())?;
            rows.push(UndeliveredRow {
                case,
                paper,
                parties,
            });
        }
        Ok(UndeliveredPage {
            rows,
            total: u64::try_from(total).unwrap_or(0),
            has_next,
        })
    }

    /// Services of papers that were read, by case and number of the paper.
    async fn services_of(
        &self,
        read: &[(CaseRow, paper::Model)],
    ) -> Result<BTreeMap<(Uuid, i32), Vec<service::Model>>, StoreError> {
        let mut grouped: BTreeMap<(Uuid, i32), Vec<service::Model>> = BTreeMap::new();
        if read.is_empty() {
            return Ok(grouped);
        }
        let found = service::Entity::find()
            .filter(service::Column::OrganId.is_in(read.iter().map(|(case, _)| case.organ.0)))
            .filter(service::Column::CaseId.is_in(read.iter().map(|(case, _)| case.id.0)))
            .order_by_asc(service::Column::Place)
            .all(self.connection())
            .await?;
        for row in found {
            let key = (row.case_id, row.paper_no);
            grouped.entry(key).or_default().push(row);
        }
        Ok(grouped)
    }
}

/// The papers of the list, with their cases; columns are still to be chosen.
fn select(actor: &Actor, of: &Undelivered) -> SelectStatement {
    let column = |column: paper::Column| Expr::col((paper::Entity, column));
    let mut query = Query::select();
    query
        .from(paper::Entity)
        .inner_join(
            case_file::Entity,
            Condition::all()
                .add(
                    column(paper::Column::OrganId)
                        .equals((case_file::Entity, case_file::Column::OrganId)),
                )
                .add(
                    column(paper::Column::CaseId)
                        .equals((case_file::Entity, case_file::Column::Id)),
                ),
        )
        .cond_where(sight::cases(actor))
        // Written out, not bound: only so does the database see that the partial index serves.
        .and_where(Expr::cust("paper.unserved > 0"))
        .and_where(column(paper::Column::Kind).is_in(of.kinds.iter()));
    if let Some(person) = actor.person() {
        // The organ of the index itself.
        query.and_where(column(paper::Column::OrganId).eq(person.organ.0));
    }
    if let Some(until) = of.issued_until {
        query.and_where(column(paper::Column::IssuedOn).lte(until));
    }
    if !sight::whole(actor) {
        query.and_where(Expr::cust("1 = 0"));
    }
    query
}

/// Condition for the papers that follow a cursor.
fn after(cursor: &str) -> Result<Condition, StoreError> {
    let bad = || StoreError::BadCursor {
        cursor: cursor.to_owned(),
    };
    let mut parts = cursor.split('/');
    let mut part = || parts.next().ok_or_else(bad);
    let issued = day_of_cursor(part()?).ok_or_else(bad)?;
    let case: Uuid = part()?.parse().map_err(|_| bad())?;
    let no: i32 = part()?.parse().map_err(|_| bad())?;
    if parts.next().is_some() {
        return Err(bad());
    }
    let same_day = paper::Column::IssuedOn.eq(issued);
    let same_case = Condition::all()
        .add(same_day.clone())
        .add(paper::Column::CaseId.eq(case));
    Ok(Condition::any()
        .add(paper::Column::IssuedOn.gt(issued))
        .add(
            Condition::all()
                .add(same_day)
                .add(paper::Column::CaseId.gt(case)),
        )
        .add(same_case.add(paper::Column::No.gt(no))))
}
