//! The logs as they leave the house 日志外送: which entry, when, by whom, its hash; never what it says.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use uuid::Uuid;
use workflow::actor::Actor;
use workflow::id::{CaseId, EntryNo, OrganId, UserId};

use crate::entity::{case_file, entry, office_entry, organ, shipped};
use crate::{Store, StoreError, WriteTx, rows, sight};

/// An entry as it leaves the house 日志外送行: no name, fact or number of a person can be in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrailLine {
    /// The organ.
    pub organ: OrganId,
    /// The case; `None` for the organ's own log.
    pub case: Option<CaseId>,
    /// Number in its log.
    pub no: EntryNo,
    /// Name of the command.
    pub command: String,
    /// The day it has effect in law, in the log of a case.
    pub effective_on: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who: a user, or `None` for the program itself.
    pub actor: Option<UserId>,
    /// Hash of the entry before.
    pub previous: String,
    /// Its hash.
    pub hash: String,
}

/// From when until before when 起止.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// The first moment; from the beginning without it.
    pub from: Option<DateTime<Utc>>,
    /// The first moment that is not in it; to the end without it.
    pub until: Option<DateTime<Utc>>,
}

impl Span {
    fn of(self, at: impl ColumnTrait) -> Condition {
        Condition::all()
            .add_option(self.from.map(|from| at.gte(from)))
            .add_option(self.until.map(|until| at.lt(until)))
    }
}

/// A log of which entries have not been shipped yet, and how far it has been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unshipped {
    /// The organ.
    pub organ: OrganId,
    /// The case; `None` for the organ's own log.
    pub case: Option<CaseId>,
    /// The last entry that was shipped; 0 where none was.
    pub after: EntryNo,
}

type CaseColumns = (
    Uuid,
    i32,
    String,
    NaiveDate,
    DateTime<Utc>,
    Option<Uuid>,
    String,
    String,
);
type OfficeColumns = (i32, String, DateTime<Utc>, Option<Uuid>, String, String);

fn of_case(organ: OrganId, row: CaseColumns) -> Result<TrailLine, StoreError> {
    let (case, no, command, effective_on, recorded_at, actor, previous, hash) = row;
    Ok(TrailLine {
        organ,
        case: Some(CaseId(case)),
        no: rows::count("entry", case, no)?,
        command,
        effective_on: Some(effective_on),
        recorded_at,
        actor: actor.map(UserId),
        previous,
        hash,
    })
}

fn of_office(organ: OrganId, row: OfficeColumns) -> Result<TrailLine, StoreError> {
    let (no, command, recorded_at, actor, previous, hash) = row;
    Ok(TrailLine {
        organ,
        case: None,
        no: rows::count("office_entry", organ, no)?,
        command,
        effective_on: None,
        recorded_at,
        actor: actor.map(UserId),
        previous,
        hash,
    })
}

/// The columns that may leave the house.
fn case_entries(organ: OrganId) -> sea_orm::Select<entry::Entity> {
    use entry::Column;
    entry::Entity::find()
        .select_only()
        .columns([
            Column::CaseId,
            Column::No,
            Column::Command,
            Column::EffectiveOn,
            Column::RecordedAt,
            Column::ActorId,
            Column::Previous,
            Column::Hash,
        ])
        .filter(Column::OrganId.eq(organ.0))
}

fn office_entries(organ: OrganId) -> sea_orm::Select<office_entry::Entity> {
    use office_entry::Column;
    office_entry::Entity::find()
        .select_only()
        .columns([
            Column::No,
            Column::Command,
            Column::RecordedAt,
            Column::ActorId,
            Column::Previous,
            Column::Hash,
        ])
        .filter(Column::OrganId.eq(organ.0))
        .order_by_asc(Column::No)
}

impl Store {
    /// Entries of an organ's own log after a number, in order.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn office_trail(
        &self,
        actor: &Actor,
        organ: OrganId,
        span: Span,
        after: EntryNo,
        limit: u64,
    ) -> Result<Vec<TrailLine>, StoreError> {
        if !sight::sees_seals(actor, organ) {
            return Ok(Vec::new());
        }
        let found: Vec<OfficeColumns> = office_entries(organ)
            .filter(office_entry::Column::No.gt(rows::int(after)))
            .filter(span.of(office_entry::Column::RecordedAt))
            .limit(limit)
            .into_tuple()
            .all(self.connection())
            .await?;
        found.into_iter().map(|row| of_office(organ, row)).collect()
    }

    /// Entries of all cases of an organ after a line, by the moment they were recorded.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn case_trail(
        &self,
        actor: &Actor,
        organ: OrganId,
        span: Span,
        after: Option<&TrailLine>,
        limit: u64,
    ) -> Result<Vec<TrailLine>, StoreError> {
        use entry::Column;
        if !sight::sees_seals(actor, organ) {
            return Ok(Vec::new());
        }
        let mut query = case_entries(organ)
            .filter(span.of(Column::RecordedAt))
            .order_by_asc(Column::RecordedAt)
            .order_by_asc(Column::CaseId)
            .order_by_asc(Column::No)
            .limit(limit);
        if let Some((line, case)) = after.and_then(|line| Some((line, line.case?))) {
            let same_case = Condition::all()
                .add(Column::CaseId.eq(case.0))
                .add(Column::No.gt(rows::int(line.no)));
            let same_moment = Condition::all()
                .add(Column::RecordedAt.eq(line.recorded_at))
                .add(
                    Condition::any()
                        .add(Column::CaseId.gt(case.0))
                        .add(same_case),
                );
            query = query
                .filter(Column::RecordedAt.gte(line.recorded_at))
                .filter(
                    Condition::any()
                        .add(Column::RecordedAt.gt(line.recorded_at))
                        .add(same_moment),
                );
        }
        let found: Vec<CaseColumns> = query.into_tuple().all(self.connection()).await?;
        found.into_iter().map(|row| of_case(organ, row)).collect()
    }

    /// Logs of which entries have not been shipped: of all cases, or of those in which something was recorded since a
    /// moment.
    ///
    /// Each log has a place of its own, the number of the last entry that was shipped. A log has no gap in its
    /// numbers, so nothing is passed over, in whatever order transactions end.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn unshipped(
        &self,
        organ: OrganId,
        since: Option<DateTime<Utc>>,
        limit: u64,
    ) -> Result<Vec<Unshipped>, StoreError> {
        let mut found = Vec::new();
        let of_organ = shipped::Entity::find_by_id((organ.0, Uuid::nil()))
            .one(self.connection())
            .await?
            .map_or(0, |row| row.no);
        let row = organ::Entity::find_by_id(organ.0)
            .one(self.connection())
            .await?;
        if row.is_some_and(|row| row.revision > of_organ) {
            found.push(Unshipped {
                organ,
                case: None,
                after: rows::count("shipped", organ, of_organ)?,
            });
        }
        let place = |column: shipped::Column| Expr::col((shipped::Entity, column));
        let of = |column: case_file::Column| Expr::col((case_file::Entity, column));
        let same = Condition::all()
            .add(
                place(shipped::Column::OrganId)
                    .equals((case_file::Entity, case_file::Column::OrganId)),
            )
            .add(place(shipped::Column::CaseId).equals((case_file::Entity, case_file::Column::Id)));
        let mut query = Query::select();
        query
            .column((case_file::Entity, case_file::Column::Id))
            .column((shipped::Entity, shipped::Column::No))
            .from(case_file::Entity)
            .left_join(shipped::Entity, same)
            .and_where(of(case_file::Column::OrganId).eq(organ.0))
            .and_where(
                place(shipped::Column::No)
                    .is_null()
                    .or(place(shipped::Column::No).lt(of(case_file::Column::Revision))),
            )
            .limit(limit);
        if let Some(since) = since {
            let recent = Query::select()
                .column(entry::Column::CaseId)
                .from(entry::Entity)
                .and_where(entry::Column::OrganId.eq(organ.0))
                .and_where(entry::Column::RecordedAt.gte(since))
                .take();
            query.and_where(of(case_file::Column::Id).in_subquery(recent));
        }
        for row in self.connection().query_all(&query).await? {
            let no: Option<i32> = row.try_get_by_index(1)?;
            found.push(Unshipped {
                organ,
                case: Some(CaseId(row.try_get_by_index(0)?)),
                after: rows::count("shipped", organ, no.unwrap_or(0))?,
            });
        }
        Ok(found)
    }

    /// The entries of a log that have not been shipped, in order.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn to_ship(
        &self,
        unshipped: &Unshipped,
        limit: u64,
    ) -> Result<Vec<TrailLine>, StoreError> {
        let organ = unshipped.organ;
        let Some(case) = unshipped.case else {
            let all = Span::default();
            return self
                .office_trail(&Actor::System, organ, all, unshipped.after, limit)
                .await;
        };
        let found: Vec<CaseColumns> = case_entries(organ)
            .filter(entry::Column::CaseId.eq(case.0))
            .filter(entry::Column::No.gt(rows::int(unshipped.after)))
            .order_by_asc(entry::Column::No)
            .limit(limit)
            .into_tuple()
            .all(self.connection())
            .await?;
        found.into_iter().map(|row| of_case(organ, row)).collect()
    }
}

impl WriteTx {
    /// Notes how far logs have been shipped.
    ///
    /// # Errors
    ///
    /// Where the database could not.
    pub async fn shipped(&self, places: &[Unshipped]) -> Result<(), StoreError> {
        let rows = places.iter().map(|place| shipped::Model {
            organ_id: place.organ.0,
            case_id: place.case.map_or(Uuid::nil(), |case| case.0),
            no: rows::int(place.after),
        });
        let replace = sea_orm::sea_query::OnConflict::columns([
            shipped::Column::OrganId,
            shipped::Column::CaseId,
        ])
        .update_column(shipped::Column::No)
        .to_owned();
        crate::record::insert(self, rows.collect(), Some(replace)).await?;
        Ok(())
    }
}
