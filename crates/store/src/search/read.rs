//! Searching.

use sea_orm::sea_query::{
    CaseStatement, CommonTableExpression, Condition, Expr, ExprTrait, Func, JoinType, Order, Query,
    SelectStatement, SubQueryStatement, WithClause,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};
use uuid::Uuid;
use workflow::actor::Actor;

use super::entries::Relevance;
use super::text::prefix;
use super::words::{Term, terms};
use super::write::WORDS;
use crate::entity::{case_file, search_text};
use crate::read::case::{CaseRow, Page, day_of_cursor};
use crate::read::filter::CaseFilter;
use crate::{Store, StoreError, rows, sight};

/// What is asked for, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    terms: Vec<Term>,
}

impl Sought {
    /// Takes a text apart into what is to be found, all of it; `None` where there is neither letter nor digit in it, or
    /// nothing but what is never indexed.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let terms = terms(text);
        (!terms.is_empty()).then_some(Self { terms })
    }

    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }
}

/// A case that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The case.
    pub case: CaseRow,
    /// How near it is to what was asked.
    pub relevance: Relevance,
}

impl Found {
    /// Where the row stands in [`Store::search`].
    #[must_use]
    pub fn cursor(&self) -> String {
        format!("{}/{}", self.relevance.rank(), self.case.cursor())
    }
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPage {
    /// Rows: the most relevant class first, in it the newest received.
    pub rows: Vec<Found>,
    /// Cases on all pages.
    pub total: u64,
    /// Whether another page follows.
    pub has_next: bool,
}

/// What was found, under this name within the statement.
const FOUND: &str = "found";
const RANK: &str = "relevance";

impl Store {
    /// A page of the cases in which everything sought is found that the actor may see: in one statement, two beyond the end.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or where the database cannot be read.
    pub async fn search(
        &self,
        actor: &Actor,
        sought: &Sought,
        filter: &CaseFilter,
        page: &Page,
    ) -> Result<FoundPage, StoreError> {
        let nothing = FoundPage {
            rows: Vec::new(),
            total: 0,
            has_next: false,
        };
        let views = sight::views(actor);
        if views.is_empty() {
            return Ok(nothing);
        }
        let found = self.found(actor, &views, sought, filter);
        let with = |query: SelectStatement| {
            let mut cte = CommonTableExpression::new();
            cte.table_name(FOUND)
                .query(found.clone())
                .materialized(true);
            query.with(WithClause::new().cte(cte).to_owned())
        };
        let mut rows = self
            .connection()
            .query_all(&with(one_page(actor, page)?))
            .await?;
        let total: i64 = match rows.first() {
            Some(row) => row.try_get("", "total")?,
            None if page.after.is_none() => return Ok(nothing),
            None => {
                let row = self.connection().query_one(&with(count())).await?;
                row.map_or(Ok(0), |row| row.try_get_by_index(0))?
            }
        };
        let has_next = page.cut(&mut rows);
        let rows = rows.iter().map(|row| {
            let rank: i32 = row.try_get("", RANK)?;
            let mut classes = Relevance::ALL.into_iter();
            Ok(Found {
                case: rows::case::summary(rows::case::Summary::from_query_result(row, "")?)?,
                relevance: classes
                    .find(|class| class.rank() == rank)
                    .unwrap_or(Relevance::Text),
            })
        });
        Ok(FoundPage {
            rows: rows.collect::<Result<_, StoreError>>()?,
            total: u64::try_from(total).unwrap_or(0),
            has_next,
        })
    }

    /// Every case in which everything sought is found, with the class.
    fn found(
        &self,
        actor: &Actor,
        views: &[(Uuid, Condition)],
        sought: &Sought,
        filter: &CaseFilter,
    ) -> SelectStatement {
        use search_text::Column;
        let mut classes = CaseStatement::new();
        for (class, column) in
            Relevance::ALL
                .into_iter()
                .zip([Column::Numbers, Column::Names, Column::Subject])
        {
            let all = sought.terms.iter().map(|term| self.contains(column, term));
            classes = classes.case(all.fold(Condition::all(), Condition::add), class.rank());
        }
        let mut query = Query::select();
        query
            .columns([
                (case_file::Entity, case_file::Column::OrganId),
                (case_file::Entity, case_file::Column::Id),
                (case_file::Entity, case_file::Column::ReceivedOn),
            ])
            .expr_as(classes.finally(Relevance::Text.rank()), RANK)
            .from(search_text::Entity)
            .join(
                JoinType::InnerJoin,
                case_file::Entity,
                Condition::all()
                    .add(
                        of_case(case_file::Column::OrganId)
                            .equals((search_text::Entity, Column::OrganId)),
                    )
                    .add(
                        of_case(case_file::Column::Id)
                            .equals((search_text::Entity, Column::CaseId)),
                    ),
            )
            .cond_where(in_view(views))
            .cond_where(sight::cases(actor))
            .cond_where(filter.condition(actor, self.dialect()));
        match actor.person() {
            Some(person) => {
                let words = |view: &(Uuid, Condition)| -> Vec<String> {
                    let prefix = prefix(person.organ, view.0);
                    let words = sought.terms.iter().flat_map(Term::words);
                    words.map(|word| format!("{prefix}{word}")).collect()
                };
                let words: Vec<Vec<String>> = views.iter().map(words).collect();
                query
                    .and_where(of_text(Column::OrganId).eq(person.organ.0))
                    .and_where(indexed(self.dialect(), &words));
                for term in sought.terms.iter().filter(|term| !term.is_exact()) {
                    query.and_where(self.contains(Column::Whole, term));
                }
            }
            // The index is led by the organ; the program itself is of none.
            None => {
                for term in &sought.terms {
                    query.and_where(self.contains(Column::Whole, term));
                }
            }
        }
        query
    }

    /// Whether a folded text contains a term.
    fn contains(&self, column: search_text::Column, term: &Term) -> Expr {
        let place = match self.dialect() {
            DbBackend::Postgres => Func::cust("strpos"),
            _ => Func::cust("instr"),
        };
        let place: Expr = place.arg(of_text(column)).arg(term.pattern()).into();
        place.gt(0)
    }
}

/// Condition on `search_text`, joined with its case: the row is of the view in which the case is read.
fn in_view(views: &[(Uuid, Condition)]) -> Condition {
    let of_view = |(view, reads): &(Uuid, Condition)| {
        Condition::all()
            .add(of_text(search_text::Column::ViewId).eq(*view))
            .add(reads.clone())
    };
    let views = views.iter().map(of_view);
    views.fold(Condition::any(), Condition::add)
}

/// Condition on `search_text`: the index has all words of one of these lists for the row.
pub(super) fn indexed(dialect: DbBackend, lists: &[Vec<String>]) -> Expr {
    let sought = |quote: char, and: &str, or: &str| {
        let list = |words: &Vec<String>| {
            let words = words.iter().map(|word| format!("{quote}{word}{quote}"));
            let words: Vec<String> = words.collect();
            format!("({})", words.join(and))
        };
        let lists: Vec<String> = lists.iter().map(list).collect();
        lists.join(or)
    };
    if dialect == DbBackend::Postgres {
        let query = Func::cast_as(sought('\'', " & ", " | "), "tsquery");
        return Expr::cust_with_exprs(
            "$1 @@ $2",
            [Expr::col((search_text::Entity, "words")), query.into()],
        );
    }
    let rows = Query::select()
        .column("rowid")
        .from(WORDS)
        .and_where(Expr::cust_with_exprs(
            "? MATCH ?",
            [Expr::col(WORDS), Expr::val(sought('"', " AND ", " OR "))],
        ))
        .take();
    Expr::col((search_text::Entity, "id")).in_subquery(rows)
}

fn of_text(column: search_text::Column) -> Expr {
    Expr::col((search_text::Entity, column))
}

fn of_case(column: case_file::Column) -> Expr {
    Expr::col((case_file::Entity, column))
}

fn of_found(column: impl sea_orm::sea_query::IntoIden) -> Expr {
    Expr::col((FOUND, column.into_iden()))
}

fn count() -> SelectStatement {
    Query::select()
        .expr(Func::count(of_found(case_file::Column::Id)))
        .from(FOUND)
        .take()
}

/// A page of what was found, with how much there is in all.
fn one_page(actor: &Actor, page: &Page) -> Result<SelectStatement, StoreError> {
    let mut query = Query::select();
    for column in rows::case::SUMMARY {
        let (shown, name) = sight::summary(actor, column);
        query.expr_as(shown, name);
    }
    let total = SubQueryStatement::SelectStatement(count());
    query
        .expr_as(of_found(RANK), RANK)
        .expr_as(Expr::SubQuery(None, Box::new(total)), "total")
        .from(FOUND)
        .join(
            JoinType::InnerJoin,
            case_file::Entity,
            Condition::all()
                .add(of_case(case_file::Column::OrganId).eq(of_found(case_file::Column::OrganId)))
                .add(of_case(case_file::Column::Id).eq(of_found(case_file::Column::Id))),
        )
        .order_by((FOUND, RANK), Order::Asc)
        .order_by((FOUND, case_file::Column::ReceivedOn), Order::Desc)
        .order_by((FOUND, case_file::Column::Id), Order::Desc)
        .limit(page.limit() + 1);
    if let Some(cursor) = &page.after {
        query.cond_where(after(cursor)?);
    }
    Ok(query)
}

/// Condition for what follows a cursor.
fn after(cursor: &str) -> Result<Condition, StoreError> {
    let bad = || StoreError::BadCursor {
        cursor: cursor.to_owned(),
    };
    let mut parts = cursor.splitn(3, '/');
    let mut part = || parts.next().ok_or_else(bad);
    let rank: i32 = part()?.parse().map_err(|_| bad())?;
    let day = day_of_cursor(part()?).ok_or_else(bad)?;
    let id: Uuid = part()?.parse().map_err(|_| bad())?;
    let (received, case) = (
        of_found(case_file::Column::ReceivedOn),
        of_found(case_file::Column::Id),
    );
    let within = Condition::any()
        .add(received.clone().lt(day))
        .add(Condition::all().add(received.eq(day)).add(case.lt(id)));
    Ok(Condition::any()
        .add(of_found(RANK).gt(rank))
        .add(Condition::all().add(of_found(RANK).eq(rank)).add(within)))
}
