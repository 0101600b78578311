//! The docket 待办: what somebody has to do, in the order in which it is due.

use std::collections::BTreeMap;

use sea_orm::sea_query::{
    Condition, Expr, ExprTrait, Func, Order, Query, SelectStatement, SubQueryStatement, UnionType,
};
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, IdenStatic, Iterable};
use uuid::Uuid;
use workflow::actor::Actor;
use workflow::deputy::Absent;
use workflow::file::{Party, Term};
use workflow::id::{CaseId, TermNo, UserId};

use crate::entity::{case_file, term};
use crate::read::case::{CaseRow, Page, day_of_cursor};
use crate::{Store, StoreError, rows, sight};

/// Whose docket, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocketOf {
    /// Whose.
    pub user: UserId,
    /// Periods left out, by id: windows of parties, which nobody in the office has to meet.
    pub without: Vec<String>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocketRow {
    /// The case.
    pub case: CaseRow,
    /// The term.
    pub term: Term,
    /// Parties of the case, in order.
    pub parties: Vec<Party>,
    /// Whose it is, where the docket's owner stands in for somebody on leave 代办.
    pub for_user: Option<UserId>,
}

impl DocketRow {
    /// Where the row stands in [`Store::docket`].
    #[must_use]
    pub fn cursor(&self) -> String {
        let paused = u8::from(self.term.state == workflow::file::TermState::Paused);
        let ordinary = u8::from(self.case.stay_asked_on.is_none());
        format!(
            "{paused}/{}/{ordinary}/{}/{}",
            self.term.due, self.case.id, self.term.no
        )
    }
}

/// A page of a docket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocketPage {
    /// Rows: paused last, then by due day; of one day, those of cases in which a stay is asked for first.
    pub rows: Vec<DocketRow>,
    /// Terms on all pages.
    pub total: u64,
    /// For heads 负责人 and their deputies, requests that wait for a signature in the whole office; else 0.
    pub pending: u64,
    /// Whether another page follows.
    pub has_next: bool,
}

/// What a docket holds 待办摘要: its cases with their terms and versions.
pub type DocketMarks = BTreeMap<CaseId, Vec<(TermNo, u32)>>;

impl Store {
    /// A page of a docket, in 3 statements whatever its length.
    ///
    /// Open terms of the cases of an officer or co-officer, and of those on leave for whom the actor stands in; for a respondent's clerk the open terms of the agency.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or where the database cannot be read.
    pub async fn docket(
        &self,
        actor: &Actor,
        of: &DocketOf,
        page: &Page,
    ) -> Result<DocketPage, StoreError> {
        let mut query = select(actor, of);
        for column in term::Column::iter() {
            query.expr_as(
                Expr::col((term::Entity, column)),
                format!("t_{}", column.as_str()),
            );
        }
        for column in rows::case::SUMMARY {
            let (shown, name) = sight::summary(actor, column);
            query.expr_as(shown, format!("c_{name}"));
        }
        if let Some(cursor) = &page.after {
            query.cond_where(after(cursor)?);
        }
        query
            .order_by_expr(paused(), Order::Asc)
            .order_by((term::Entity, term::Column::Due), Order::Asc)
            .order_by_expr(ordinary(), Order::Asc)
            .order_by((term::Entity, term::Column::CaseId), Order::Asc)
            .order_by((term::Entity, term::Column::No), Order::Asc)
            .limit(page.limit() + 1);
        let mut found = self.connection().query_all(&query).await?;
        let has_next = page.cut(&mut found);
        let mut rows = Vec::with_capacity(found.len());
        for row in &found {
            let case = rows::case::summary(rows::case::Summary::from_query_result(row, "c_")?)?;
            rows.push(DocketRow {
                for_user: for_user(actor, of, &case),
                case,
                term: rows::term::of(term::Model::from_query_result(row, "t_")?)?,
                parties: Vec::new(),
            });
        }
        let cases: Vec<CaseId> = rows.iter().map(|row: &DocketRow| row.case.id).collect();
        let parties = self.parties_of(actor, &cases).await?;
        for row in &mut rows {
            row.parties = parties.get(&row.case.id).cloned().unwrap_or_default();
        }
        let (total, pending) = self.docket_counts(actor, of).await?;
        Ok(DocketPage {
            rows,
            total,
            pending,
            has_next,
        })
    }

    /// What a docket holds, by its terms and their versions, in 2 statements; with it the requests that wait, as
    /// [`DocketPage::pending`] has them.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn docket_marks(
        &self,
        actor: &Actor,
        of: &DocketOf,
    ) -> Result<(DocketMarks, u64), StoreError> {
        let mut query = select(actor, of);
        for column in [
            term::Column::CaseId,
            term::Column::No,
            term::Column::Version,
        ] {
            query.column((term::Entity, column));
        }
        query.order_by((term::Entity, term::Column::No), Order::Asc);
        let mut marks = DocketMarks::new();
        for row in self.connection().query_all(&query).await? {
            let case: Uuid = row.try_get_by_index(0)?;
            let (no, version): (i32, i32) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            let mark = (
                rows::count("term", case, no)?,
                rows::count("term", case, version)?,
            );
            marks.entry(CaseId(case)).or_default().push(mark);
        }
        let (_, pending) = self.docket_counts(actor, of).await?;
        Ok((marks, pending))
    }

    async fn docket_counts(&self, actor: &Actor, of: &DocketOf) -> Result<(u64, u64), StoreError> {
        let mut terms = select(actor, of);
        terms.expr(Func::count(Expr::col((term::Entity, term::Column::No))));
        let mut query = Query::select();
        query.expr_as(scalar(terms), "total");
        if let Some(signs) = sight::signs(actor) {
            let pending = Query::select()
                .expr(Func::sum(Expr::col((
                    case_file::Entity,
                    case_file::Column::Pending,
                ))))
                .from(case_file::Entity)
                .cond_where(signs)
                .and_where(Expr::cust("case_file.pending > 0"))
                .take();
            query.expr_as(scalar(pending), "pending");
        } else {
            query.expr_as(Expr::cust("CAST(NULL AS bigint)"), "pending");
        }
        let row = self.connection().query_one(&query).await?;
        let Some(row) = row else { return Ok((0, 0)) };
        let total: i64 = row.try_get_by_index(0)?;
        let pending: Option<i64> = row.try_get_by_index(1)?;
        Ok((
            u64::try_from(total).unwrap_or(0),
            u64::try_from(pending.unwrap_or(0)).unwrap_or(0),
        ))
    }
}

/// The open terms of a docket, with their cases; columns are still to be chosen.
pub(crate) fn select(actor: &Actor, of: &DocketOf) -> SelectStatement {
    let column = |column: term::Column| Expr::col((term::Entity, column));
    let of_case = |column: case_file::Column| Expr::col((case_file::Entity, column));
    let mut query = Query::select();
    query
        .from(case_file::Entity)
        // A cross join keeps SQLite to this order, from the officer's cases to their terms.
        .cross_join(term::Entity)
        .and_where(
            column(term::Column::OrganId).equals((case_file::Entity, case_file::Column::OrganId)),
        )
        .and_where(column(term::Column::CaseId).equals((case_file::Entity, case_file::Column::Id)))
        .cond_where(sight::cases(actor))
        // Written out, not bound: only so does the database see that the partial index serves.
        .and_where(Expr::cust("case_file.open_terms > 0"))
        .and_where(Expr::cust(
            "term.state IN ('running', 'paused', 'overdue', 'lapsed_unverified')",
        ));
    if !of.without.is_empty() {
        query.and_where(column(term::Column::Period).is_not_in(of.without.iter()));
    }
    if sight::whole(actor) {
        query.and_where(of_case(case_file::Column::Id).in_subquery(cases_of(actor, of)));
    } else {
        query
            .and_where(Expr::exists(sight::party_of_term(actor)))
            .cond_where(sight::open_terms(actor));
    }
    query
}

/// The officers for whom the owner of a docket stands in, where the owner asks for it.
fn absent_officers<'a>(actor: &'a Actor, of: &DocketOf) -> impl Iterator<Item = &'a Absent> {
    let own = actor.person().is_some_and(|person| person.user == of.user);
    let absent = actor.stands_for().filter(|absent| absent.is_officer());
    absent.filter(move |_| own)
}

/// Whose case it is, where it is in the docket for somebody on leave alone.
fn for_user(actor: &Actor, of: &DocketOf, case: &CaseRow) -> Option<UserId> {
    let seats = [case.officer, case.co_officer];
    if seats.contains(&Some(of.user)) {
        return None;
    }
    let mut absent = absent_officers(actor, of).map(|absent| absent.user);
    absent.find(|absent| seats.contains(&Some(*absent)))
}

/// Cases with something open of which the user, or whom it stands in for, is officer or co-officer: one look-up in an
/// index for each.
fn cases_of(actor: &Actor, of: &DocketOf) -> SelectStatement {
    let led = |user: UserId, column: case_file::Column| {
        Query::select()
            .column((case_file::Entity, case_file::Column::Id))
            .from(case_file::Entity)
            .cond_where(sight::cases(actor))
            .and_where(Expr::cust("case_file.open_terms > 0"))
            .and_where(Expr::col((case_file::Entity, column)).eq(user.0))
            .take()
    };
    let mut all = led(of.user, case_file::Column::OfficerId);
    all.union(
        UnionType::Distinct,
        led(of.user, case_file::Column::CoOfficerId),
    );
    for absent in absent_officers(actor, of) {
        for column in [case_file::Column::OfficerId, case_file::Column::CoOfficerId] {
            all.union(UnionType::Distinct, led(absent.user, column));
        }
    }
    all
}

fn scalar(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(select)))
}

/// 1 for a paused term, else 0.
fn paused() -> Expr {
    Expr::cust("CASE WHEN term.state = 'paused' THEN 1 ELSE 0 END")
}

/// 0 where a request to stay execution waits in the case, else 1.
///
/// # Law
///
/// ARL 42: until it is answered the act may be executed, and nothing makes that undone.
fn ordinary() -> Expr {
    Expr::cust("CASE WHEN case_file.stay_asked_on IS NULL THEN 1 ELSE 0 END")
}

/// Condition for the terms that follow a cursor.
fn after(cursor: &str) -> Result<Condition, StoreError> {
    let bad = || StoreError::BadCursor {
        cursor: cursor.to_owned(),
    };
    let mut parts = cursor.split('/');
    let mut part = || parts.next().ok_or_else(bad);
    let pause: i32 = part()?.parse().map_err(|_| bad())?;
    let due = day_of_cursor(part()?).ok_or_else(bad)?;
    let plain: i32 = part()?.parse().map_err(|_| bad())?;
    let case: Uuid = part()?.parse().map_err(|_| bad())?;
    let no: i32 = part()?.parse().map_err(|_| bad())?;
    if parts.next().is_some() {
        return Err(bad());
    }
    let behind = Condition::any().add(term::Column::CaseId.gt(case)).add(
        Condition::all()
            .add(term::Column::CaseId.eq(case))
            .add(term::Column::No.gt(no)),
    );
    let same_day = Condition::any()
        .add(ordinary().gt(plain))
        .add(Condition::all().add(ordinary().eq(plain)).add(behind));
    let later = Condition::any().add(term::Column::Due.gt(due)).add(
        Condition::all()
            .add(term::Column::Due.eq(due))
            .add(same_day),
    );
    Ok(Condition::any()
        .add(paused().gt(pause))
        .add(Condition::all().add(paused().eq(pause)).add(later)))
}
