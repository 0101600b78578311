//! Cases, alone and in lists.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;
use workflow::actor::Actor;
use workflow::file::CaseKind;
use workflow::id::{CaseId, OrganId, UserId};

use crate::entity::case_file;
use crate::read::filter::CaseFilter;
use crate::{Store, StoreError, rows, sight};

/// How a case is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseBy {
    /// By its id.
    Id(CaseId),
    /// By its number 案号.
    Number(String),
}

/// Which page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Rows at most; 1 to 500.
    pub first: u32,
    /// Cursor of the row before the page, as [`CaseRow::cursor`] and the like gave it.
    pub after: Option<String>,
}

/// Summary of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// The case.
    pub id: CaseId,
    /// The organ that owns it.
    pub organ: OrganId,
    /// Kind: a case, or an early intervention that is none yet.
    pub kind: CaseKind,
    /// 案号.
    pub number: String,
    /// Stage, by its id.
    pub stage: String,
    /// Effective day on which the stage was entered.
    pub stage_since: NaiveDate,
    /// Officer in charge.
    pub officer: Option<UserId>,
    /// Second officer.
    pub co_officer: Option<UserId>,
    /// Revision.
    pub revision: u32,
    /// Day the application came in; of an early intervention, the day on which the dispute was reported.
    pub received_on: NaiveDate,
    /// Day closed.
    pub closed_on: Option<NaiveDate>,
    /// Code of the outcome.
    pub outcome: Option<String>,
    /// Whether it is suspended.
    pub suspended: bool,
    /// Pending requests.
    pub pending: u32,
    /// Earliest last day of an open term that is not paused, of those that the actor may see.
    pub next_due: Option<NaiveDate>,
    /// Since when a request to stay execution waits for an answer.
    pub stay_asked_on: Option<NaiveDate>,
}

impl CaseRow {
    /// Where the row stands in [`Store::cases`].
    #[must_use]
    pub fn cursor(&self) -> String {
        format!("{}/{}", self.received_on, self.id)
    }
}

/// A page of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePage {
    /// Rows, newest received first.
    pub rows: Vec<CaseRow>,
    /// Cases on all pages.
    pub total: u64,
    /// Whether another page follows.
    pub has_next: bool,
}

impl Page {
    /// Rows of a page.
    pub(crate) fn limit(&self) -> u64 {
        u64::from(self.first.clamp(1, MOST_ROWS))
    }

    /// Cuts off the row that was read to know whether another page follows.
    pub(crate) fn cut<T>(&self, rows: &mut Vec<T>) -> bool {
        let limit = usize::try_from(self.limit()).unwrap_or(usize::MAX);
        let has_next = rows.len() > limit;
        rows.truncate(limit);
        has_next
    }
}

/// Most rows of a page.
const MOST_ROWS: u32 = 500;

/// The ids as the database has them.
pub(crate) fn ids(cases: &[CaseId]) -> impl Iterator<Item = Uuid> + '_ {
    cases.iter().map(|case| case.0)
}

fn summaries(actor: &Actor) -> sea_orm::Select<case_file::Entity> {
    let mut query = case_file::Entity::find().select_only();
    for column in rows::case::SUMMARY {
        let (shown, name) = sight::summary(actor, column);
        query = query.expr_as(shown, name);
    }
    query.filter(sight::cases(actor))
}

/// First and last year of a day that a cursor may name. Beyond four digits the databases order days differently.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// The day that a cursor names.
pub(crate) fn day_of_cursor(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    YEARS.contains(&day.year()).then_some(day)
}

/// Condition for the rows that follow a cursor of a day and an id, where the newest come first.
pub(crate) fn before(
    cursor: &str,
    on: impl ColumnTrait,
    row: impl ColumnTrait,
) -> Result<Condition, StoreError> {
    let bad = || StoreError::BadCursor {
        cursor: cursor.to_owned(),
    };
    let (day, id) = cursor.split_once('/').ok_or_else(bad)?;
    let day = day_of_cursor(day).ok_or_else(bad)?;
    let id: Uuid = id.parse().map_err(|_| bad())?;
    let same_day = Condition::all().add(on.eq(day)).add(row.lt(id));
    Ok(Condition::any().add(on.lt(day)).add(same_day))
}

impl Store {
    /// Summary of a case.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn case_row(
        &self,
        actor: &Actor,
        by: &CaseBy,
    ) -> Result<Option<CaseRow>, StoreError> {
        let query = summaries(actor);
        let query = match by {
            CaseBy::Id(case) => query.filter(case_file::Column::Id.eq(case.0)),
            CaseBy::Number(number) => query.filter(case_file::Column::NumberText.eq(number)),
        };
        let found = query
            .into_model::<rows::case::Summary>()
            .one(self.connection())
            .await?;
        found.map(rows::case::summary).transpose()
    }

    /// Whether the actor sees cases: those of its office, whether or not there are any, or some one case.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn sees_cases(&self, actor: &Actor) -> Result<bool, StoreError> {
        if sight::whole(actor) {
            return Ok(true);
        }
        let any = summaries(actor)
            .limit(1)
            .into_model::<rows::case::Summary>()
            .one(self.connection())
            .await?;
        Ok(any.is_some())
    }

    /// Summaries of cases by id, for those that the actor may see.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn case_rows(
        &self,
        actor: &Actor,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, CaseRow>, StoreError> {
        if cases.is_empty() {
            return Ok(BTreeMap::new());
        }
        let found = summaries(actor)
            .filter(case_file::Column::Id.is_in(ids(cases)))
            .into_model::<rows::case::Summary>()
            .all(self.connection())
            .await?;
        found
            .into_iter()
            .map(|row| rows::case::summary(row).map(|row| (row.id, row)))
            .collect()
    }

    /// Summaries of the cases that were made separately 分案 out of the application of one, the first registered first, those
    /// that the actor may see.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn split_from(
        &self,
        actor: &Actor,
        case: CaseId,
    ) -> Result<Vec<CaseRow>, StoreError> {
        let found = summaries(actor)
            .filter(case_file::Column::SplitFromId.eq(case.0))
            .order_by_asc(case_file::Column::ReceivedOn)
            .order_by_asc(case_file::Column::Id)
            .into_model::<rows::case::Summary>()
            .all(self.connection())
            .await?;
        found.into_iter().map(rows::case::summary).collect()
    }

    /// A page of cases, newest received first.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or where the database cannot be read.
    pub async fn cases(
        &self,
        actor: &Actor,
        filter: &CaseFilter,
        page: &Page,
    ) -> Result<CasePage, StoreError> {
        let wanted = filter.condition(actor, self.dialect());
        let total = case_file::Entity::find()
            .filter(sight::cases(actor))
            .filter(wanted.clone())
            .count(self.connection())
            .await?;
        let mut query = summaries(actor)
            .filter(wanted)
            .order_by_desc(case_file::Column::ReceivedOn)
            .order_by_desc(case_file::Column::Id);
        if let Some(cursor) = &page.after {
            query = query.filter(before(
                cursor,
                case_file::Column::ReceivedOn,
                case_file::Column::Id,
            )?);
        }
        let mut found = query
            .limit(page.limit() + 1)
            .into_model::<rows::case::Summary>()
            .all(self.connection())
            .await?;
        let has_next = page.cut(&mut found);
        let rows = found
            .into_iter()
            .map(rows::case::summary)
            .collect::<Result<_, _>>()?;
        Ok(CasePage {
            rows,
            total,
            has_next,
        })
    }
}
