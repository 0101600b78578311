//! Receptions 接待: who came, rang or wrote, about what, and what was said. Most of them never become a case.
//!
//! The organ's log holds what is not personal, and a salted digest of the rest; the rest lies beside it in the table and can
//! be read by the office alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rand::RngCore;
use sea_orm::sea_query::Condition;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use workflow::actor::Actor;
use workflow::command::{ReceptionResult, ReceptionWay};
use workflow::id::{CaseId, EntryNo, OrganId, UserId};

use crate::entity::reception::{Column, Entity, Model};
use crate::office::{OfficeEffect, OfficeEntry};
use crate::read::case::{Page, day_of_cursor};
use crate::record::insert;
use crate::{Remember, Store, StoreError, WriteTx, chain, rows, sight};

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
pub struct ReceptionContent {
    /// Who came.
    pub who: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Name of the agency, as they gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
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
    /// Records a reception: its line in the organ's log, and beside it what is personal. Gives the number of the line.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written, or the key was used meanwhile.
    pub async fn record_reception(
        &self,
        mut reception: Reception,
        content: &ReceptionContent,
        mut entry: OfficeEntry,
        remember: Option<&Remember>,
    ) -> Result<EntryNo, StoreError> {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        let (salt, content) = (hex::encode(bytes), rows::json(content));
        reception.digest = chain::salted(&salt, reception.id, VISIBILITY, &content);
        insert(self, vec![row(&reception, salt, content)], None).await?;
        entry.effects = vec![OfficeEffect::ReceptionRecorded(reception)];
        let no = self.record_office(&entry).await?;
        if let Some(remember) = remember {
            self.remember(remember).await?;
        }
        Ok(no)
    }

    /// Those of these receptions that are of the organ.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn known_receptions(
        &self,
        organ: OrganId,
        ids: &[Uuid],
    ) -> Result<BTreeSet<Uuid>, StoreError> {
        known(self.connection(), organ, ids).await
    }
}

async fn known<C: ConnectionTrait>(
    connection: &C,
    organ: OrganId,
    ids: &[Uuid],
) -> Result<BTreeSet<Uuid>, StoreError> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let found: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OrganId.eq(organ.0))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().collect())
}

/// Receptions that the actor may see: the office those of its organ, nobody else any.
fn seen(actor: &Actor, of: &ReceptionsOf) -> Condition {
    let own = match actor.person() {
        None => Condition::all(),
        Some(person) if sight::whole(actor) => {
            Condition::all().add(Column::OrganId.eq(person.organ.0))
        }
        // No row is without its key.
        Some(_) => Condition::all().add(Column::Id.is_null()),
    };
    own.add_option(of.from.map(|day| Column::Day.gte(day)))
        .add_option(of.until.map(|day| Column::Day.lte(day)))
}

impl Store {
    /// A page of receptions, the newest day first; the office sees its own, nobody else any.
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
            query = query.filter(before(cursor)?);
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

/// Condition for the receptions that follow a cursor.
fn before(cursor: &str) -> Result<Condition, StoreError> {
    let bad = || StoreError::BadCursor {
        cursor: cursor.to_owned(),
    };
    let (day, id) = cursor.split_once('/').ok_or_else(bad)?;
    let day = day_of_cursor(day).ok_or_else(bad)?;
    let id: Uuid = id.parse().map_err(|_| bad())?;
    Ok(Condition::any().add(Column::Day.lt(day)).add(
        Condition::all()
            .add(Column::Day.eq(day))
            .add(Column::Id.lt(id)),
    ))
}
