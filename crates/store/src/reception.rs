//! Receptions 接待: who came, rang or wrote, about what, and what was said. Most of them never become a case.
//!
//! The organ's log holds what is not personal, and a salted digest of the rest, which lies beside it in the table. Both are read
//! by whoever receives people there, and by nobody else.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use workflow::actor::Actor;
use workflow::command::{ReceptionResult, ReceptionWay};
use workflow::id::{CaseId, OrganId, UserId};

use crate::entity::reception::{Column, Entity, Model};
use crate::read::case::{Page, before};
use crate::record::insert;
use crate::record::log::random;
use crate::{Store, StoreError, WriteTx, chain, rows, sight};

/// Who may read what is personal: the office.
const VISIBILITY: &str = "office";

/// A reception 接待 as the organ's log keeps it: nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reception {
    /// The reception.
    pub id: Uuid,
    /// The organ of whose office it was.
    pub organ: OrganId,
    /// Day.
    pub on: NaiveDate,
    /// How they came.
    pub way: ReceptionWay,
    /// What came of it.
    pub result: ReceptionResult,
    /// The agency it was about, where the office knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<OrganId>,
    /// The case it was about, where it was about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// Who received them.
    pub by: UserId,
    /// Salted digest of what is personal; filled in when it is recorded.
    pub digest: String,
}

/// What is personal about a reception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceptionContent {
    /// Who came.
    pub who: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Name of the agency, as they gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_name: Option<String>,
    /// What it was about.
    pub what: String,
    /// What was said to them.
    pub said: String,
}

/// Which receptions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceptionsOf {
    /// On this day or later.
    pub from: Option<NaiveDate>,
    /// On this day or earlier.
    pub until: Option<NaiveDate>,
}

/// A reception with what is personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceptionRow {
    /// What the log keeps.
    pub reception: Reception,
    /// What is personal.
    pub content: ReceptionContent,
}

impl ReceptionRow {
    /// Where the row stands in [`Store::receptions`].
    #[must_use]
    pub fn cursor(&self) -> String {
        format!("{}/{}", self.reception.on, self.reception.id)
    }
}

/// A page of receptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceptionPage {
    /// Rows, the newest day first.
    pub rows: Vec<ReceptionRow>,
    /// Receptions on all pages.
    pub total: u64,
    /// Whether another page follows.
    pub has_next: bool,
}

/// The row of a reception.
fn row(reception: &Reception, salt: String, content: String) -> Model {
    Model {
        organ_id: reception.organ.0,
        id: reception.id,
        day: reception.on,
        way: rows::code(&reception.way),
        result: rows::code(&reception.result),
        agency_id: reception.agency.map(|organ| organ.0),
        case_id: reception.case.map(|case| case.0),
        by_id: reception.by.0,
        salt,
        content,
    }
}

/// What the log must say of a row: all of it, with the digest of what lies beside it.
pub(crate) fn logged(row: &Model) -> Result<Reception, StoreError> {
    Ok(Reception {
        id: row.id,
        organ: OrganId(row.organ_id),
        on: row.day,
        way: rows::decode("reception", row.id, &row.way)?,
        result: rows::decode("reception", row.id, &row.result)?,
        agency: row.agency_id.map(OrganId),
        case: row.case_id.map(CaseId),
        by: UserId(row.by_id),
        digest: chain::salted(&row.salt, row.id, VISIBILITY, &row.content),
    })
}

impl WriteTx {
    /// Records what is personal about a reception, and gives what the organ's log is to say, with the digest of it. The line of
    /// the log is for the caller to record in the same transaction.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn keep_reception(
        &self,
        mut reception: Reception,
        content: &ReceptionContent,
    ) -> Result<Reception, StoreError> {
        let (salt, content) = (hex::encode(random::<32>()), rows::json(content));
        reception.digest = chain::salted(&salt, reception.id, VISIBILITY, &content);
        insert(self, vec![row(&reception, salt, content)], None).await?;
        Ok(reception)
    }

    /// A reception as its log has it; `None` where the actor may not see it. On PostgreSQL its organ's log is locked first.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn load_reception(
        &self,
        actor: &Actor,
        organ: OrganId,
        id: Uuid,
    ) -> Result<Option<Reception>, StoreError> {
        self.lock(organ).await?;
        let found = Entity::find()
            .filter(sight::receptions(actor))
            .filter(Column::OrganId.eq(organ.0))
            .filter(Column::Id.eq(id))
            .one(self.connection())
            .await?;
        found.as_ref().map(logged).transpose()
    }

    /// Writes down which case a reception is about.
    pub(crate) async fn link_reception(
        &self,
        organ: OrganId,
        id: Uuid,
        case: CaseId,
    ) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::CaseId, Expr::value(case.0))
            .filter(Column::OrganId.eq(organ.0))
            .filter(Column::Id.eq(id))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}

/// Receptions of some days that the actor may see.
fn seen(actor: &Actor, of: &ReceptionsOf) -> Condition {
    sight::receptions(actor)
        .add_option(of.from.map(|day| Column::Day.gte(day)))
        .add_option(of.until.map(|day| Column::Day.lte(day)))
}

impl Store {
    /// A page of receptions, the newest day first.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or where the database cannot be read.
    pub async fn receptions(
        &self,
        actor: &Actor,
        of: &ReceptionsOf,
        page: &Page,
    ) -> Result<ReceptionPage, StoreError> {
        let total = Entity::find()
            .filter(seen(actor, of))
            .count(self.connection())
            .await?;
        let mut query = Entity::find()
            .filter(seen(actor, of))
            .order_by_desc(Column::Day)
            .order_by_desc(Column::Id);
        if let Some(cursor) = &page.after {
            query = query.filter(before(cursor, Column::Day, Column::Id)?);
        }
        let mut found = query.limit(page.limit() + 1).all(self.connection()).await?;
        let has_next = page.cut(&mut found);
        Ok(ReceptionPage {
            rows: found.iter().map(read).collect::<Result<_, _>>()?,
            total,
            has_next,
        })
    }

    /// A reception; `None` where the actor may not see it.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn reception(
        &self,
        actor: &Actor,
        id: Uuid,
    ) -> Result<Option<ReceptionRow>, StoreError> {
        let found = Entity::find()
            .filter(seen(actor, &ReceptionsOf::default()))
            .filter(Column::Id.eq(id))
            .one(self.connection())
            .await?;
        found.as_ref().map(read).transpose()
    }

    /// Receptions about a case, the newest day first, that the actor may see.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn receptions_about(
        &self,
        actor: &Actor,
        case: CaseId,
    ) -> Result<Vec<ReceptionRow>, StoreError> {
        let found = Entity::find()
            .filter(sight::receptions(actor))
            .filter(Column::CaseId.eq(case.0))
            .order_by_desc(Column::Day)
            .order_by_desc(Column::Id)
            .all(self.connection())
            .await?;
        found.iter().map(read).collect()
    }

    /// How many receptions there were in each way, and with each result.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn reception_counts(
        &self,
        actor: &Actor,
        of: &ReceptionsOf,
    ) -> Result<BTreeMap<(ReceptionWay, ReceptionResult), u64>, StoreError> {
        let found: Vec<(String, String, i64)> = Entity::find()
            .select_only()
            .column(Column::Way)
            .column(Column::Result)
            .column_as(Column::Id.count(), "many")
            .filter(seen(actor, of))
            .group_by(Column::Way)
            .group_by(Column::Result)
            .into_tuple()
            .all(self.connection())
            .await?;
        found
            .into_iter()
            .map(|(way, result, many)| {
                let way = rows::decode("reception", "way", &way)?;
                let result = rows::decode("reception", "result", &result)?;
                Ok(((way, result), u64::try_from(many).unwrap_or(0)))
            })
            .collect()
    }
}

fn read(row: &Model) -> Result<ReceptionRow, StoreError> {
    Ok(ReceptionRow {
        reception: logged(row)?,
        content: rows::parse("reception", row.id, &row.content)?,
    })
}
