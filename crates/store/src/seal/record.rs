//! Seals in the database: recorded, waiting for the folder and the post, listed.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;
use workflow::actor::Actor;
use workflow::id::OrganId;

use super::SealMade;
use crate::entity::delivery::DeliveryState;
use crate::entity::{entry, office_entry, organ, seal, seal_letter};
use crate::outbox::PostState;
use crate::record::insert;
use crate::{Store, StoreError, WriteTx, rows, sight};

/// A seal in lists 封签列表.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealRow {
    /// The organ.
    pub organ: OrganId,
    /// The seal.
    pub made: SealMade,
    /// When its file was laid into the folder.
    pub exported_at: Option<DateTime<Utc>>,
    /// State of the letter to the auditor, where there is one.
    pub letter: Option<PostState>,
    /// Why the letter did not leave.
    pub last_error: Option<String>,
}

/// A seal that is still to be laid into the folder, or to be written to the auditor 待送封签.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// The organ.
    pub organ: OrganId,
    /// Its number.
    pub number: u32,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Digest of what was signed.
    pub digest: String,
    /// The file.
    pub text: String,
}

impl Unsent {
    /// Name of its file 封签文件名: the organ's id and the number, so that they lie in order.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}-{:06}.json", self.organ, self.number)
    }
}

/// A letter with a seal, to be queued 封签信件.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealLetter {
    /// The organ.
    pub organ: OrganId,
    /// Number of the seal.
    pub number: u32,
    /// To whom.
    pub email: String,
    /// Message-ID, the same for every copy.
    pub message_id: String,
    /// The whole message as it goes out.
    pub message: String,
    /// Why it cannot be sent at all, if so.
    pub refused: Option<String>,
}

impl Store {
    /// Seals that the actor may see, by organ and number.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn seals(&self, actor: &Actor) -> Result<Vec<SealRow>, StoreError> {
        let mut query = Query::select();
        let letter = |column: seal_letter::Column| Expr::col((seal_letter::Entity, column));
        let of = |a: seal_letter::Column, b: seal::Column| letter(a).equals((seal::Entity, b));
        query
            .columns(
                [
                    seal::Column::OrganId,
                    seal::Column::Number,
                    seal::Column::Digest,
                    seal::Column::Previous,
                    seal::Column::MadeAt,
                    seal::Column::Cases,
                    seal::Column::Entries,
                    seal::Column::Key,
                    seal::Column::ExportedAt,
                ]
                .map(|column| (seal::Entity, column)),
            )
            .columns(
                [seal_letter::Column::State, seal_letter::Column::LastError]
                    .map(|column| (seal_letter::Entity, column)),
            )
            .from(seal::Entity)
            .left_join(
                seal_letter::Entity,
                of(seal_letter::Column::OrganId, seal::Column::OrganId)
                    .and(of(seal_letter::Column::Number, seal::Column::Number)),
            )
            .cond_where(sight::seals(actor))
            .order_by((seal::Entity, seal::Column::OrganId), sea_orm::Order::Asc)
            .order_by((seal::Entity, seal::Column::Number), sea_orm::Order::Asc);
        let rows = self.connection().query_all(&query).await?;
        rows.iter()
            .map(|row| Listed::from_query_result(row, "")?.read())
            .collect()
    }

    /// The last seal of an organ.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn last_seal(
        &self,
        actor: &Actor,
        organ: OrganId,
    ) -> Result<Option<SealMade>, StoreError> {
        if !sight::sees_seals(actor, organ) {
            return Ok(None);
        }
        last(self.connection(), organ).await
    }

    /// The organs that have a log of their own.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn logged_organs(&self) -> Result<Vec<OrganId>, StoreError> {
        let found: Vec<Uuid> = organ::Entity::find()
            .select_only()
            .column(organ::Column::Id)
            .filter(organ::Column::Revision.gt(0))
            .order_by_asc(organ::Column::Id)
            .into_tuple()
            .all(self.connection())
            .await?;
        Ok(found.into_iter().map(OrganId).collect())
    }

    /// Whether so many entries of an organ and its cases were recorded after a moment.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn recorded_since(
        &self,
        organ: OrganId,
        after: DateTime<Utc>,
        many: u32,
    ) -> Result<bool, StoreError> {
        let skipped = u64::from(many.saturating_sub(1));
        let of_cases = entry::Entity::find()
            .select_only()
            .column(entry::Column::No)
            .filter(entry::Column::OrganId.eq(organ.0))
            .filter(entry::Column::RecordedAt.gt(after))
            .order_by_asc(entry::Column::RecordedAt)
            .offset(skipped)
            .limit(1)
            .into_tuple::<i32>()
            .one(self.connection())
            .await?;
        if of_cases.is_some() {
            return Ok(true);
        }
        // The seal's own line is none to be sealed.
        let office = office_entry::Entity::find()
            .select_only()
            .column(office_entry::Column::No)
            .filter(office_entry::Column::OrganId.eq(organ.0))
            .filter(office_entry::Column::RecordedAt.gt(after))
            .order_by_asc(office_entry::Column::No)
            .offset(skipped)
            .limit(1)
            .into_tuple::<i32>()
            .one(self.connection())
            .await?;
        Ok(office.is_some())
    }

    /// The oldest seal that does not lie in the folder yet.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn unexported_seal(&self) -> Result<Option<Unsent>, StoreError> {
        let row = seal::Entity::find()
            .filter(seal::Column::ExportedAt.is_null())
            .filter(seal::Column::Text.ne(""))
            .order_by_asc(seal::Column::OrganId)
            .order_by_asc(seal::Column::Number)
            .one(self.connection())
            .await?;
        row.map(unsent).transpose()
    }

    /// The oldest seal of which no letter is written yet and whose file is still kept.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn unmailed_seal(&self) -> Result<Option<Unsent>, StoreError> {
        use seal_letter::Column;
        let written = Query::select()
            .expr(Expr::cust("1"))
            .from(seal_letter::Entity)
            .and_where(
                Expr::col((seal_letter::Entity, Column::OrganId))
                    .equals((seal::Entity, seal::Column::OrganId)),
            )
            .and_where(
                Expr::col((seal_letter::Entity, Column::Number))
                    .equals((seal::Entity, seal::Column::Number)),
            )
            .take();
        let row = seal::Entity::find()
            .filter(seal::Column::Text.ne(""))
            .filter(Expr::exists(written).not())
            .order_by_asc(seal::Column::OrganId)
            .order_by_asc(seal::Column::Number)
            .one(self.connection())
            .await?;
        row.map(unsent).transpose()
    }
}

impl WriteTx {
    /// Keeps the file of a seal that was just recorded.
    ///
    /// # Errors
    ///
    /// Where the database could not.
    pub async fn keep_seal(
        &self,
        organ: OrganId,
        number: u32,
        text: &str,
    ) -> Result<(), StoreError> {
        seal::Entity::update_many()
            .col_expr(seal::Column::Text, Expr::value(text))
            .filter(seal::Column::OrganId.eq(organ.0))
            .filter(seal::Column::Number.eq(rows::int(number)))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Notes that the file of a seal lies in the folder. The files of earlier ones that do too are kept there only.
    ///
    /// # Errors
    ///
    /// Where the database could not.
    pub async fn seal_exported(
        &self,
        organ: OrganId,
        number: u32,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        seal::Entity::update_many()
            .col_expr(seal::Column::ExportedAt, Expr::value(at))
            .filter(seal::Column::OrganId.eq(organ.0))
            .filter(seal::Column::Number.eq(rows::int(number)))
            .exec(self.connection())
            .await?;
        seal::Entity::update_many()
            .col_expr(seal::Column::Text, Expr::value(""))
            .filter(seal::Column::OrganId.eq(organ.0))
            .filter(seal::Column::Number.lt(rows::int(number)))
            .filter(seal::Column::ExportedAt.is_not_null())
            .filter(seal::Column::Text.ne(""))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Queues a letter with a seal.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where it is queued already.
    pub async fn queue_seal(
        &self,
        letter: &SealLetter,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let row = seal_letter::Model {
            organ_id: letter.organ.0,
            number: rows::int(letter.number),
            email: letter.email.clone(),
            message_id: letter.message_id.clone(),
            state: match letter.refused {
                Some(_) => DeliveryState::Dead,
                None => DeliveryState::Queued,
            },
            attempts: 0,
            next_at: now,
            lease_owner: None,
            last_error: letter.refused.clone(),
            sent_at: None,
            message: letter.message.clone(),
        };
        insert(self, vec![row], None).await?;
        Ok(())
    }
}

#[derive(FromQueryResult)]
struct Listed {
    organ_id: Uuid,
    number: i32,
    digest: String,
    previous: String,
    made_at: DateTime<Utc>,
    cases: i64,
    entries: i64,
    key: String,
    exported_at: Option<DateTime<Utc>>,
    state: Option<String>,
    last_error: Option<String>,
}

impl Listed {
    fn read(self) -> Result<SealRow, StoreError> {
        let letter = match &self.state {
            None => None,
            Some(code) => Some(PostState::from_code(code).ok_or_else(|| {
                StoreError::unreadable("seal_letter", self.number, format!("`{code}` is no state"))
            })?),
        };
        Ok(SealRow {
            organ: OrganId(self.organ_id),
            letter,
            exported_at: self.exported_at,
            last_error: self.last_error,
            made: SealMade {
                number: rows::count("seal", self.organ_id, self.number)?,
                digest: self.digest,
                previous: self.previous,
                made_at: self.made_at,
                cases: u64::try_from(self.cases).unwrap_or(0),
                entries: u64::try_from(self.entries).unwrap_or(0),
                key: self.key,
            },
        })
    }
}

/// The last seal of an organ.
pub(super) async fn last<C: ConnectionTrait>(
    connection: &C,
    organ: OrganId,
) -> Result<Option<SealMade>, StoreError> {
    let row = seal::Entity::find()
        .filter(seal::Column::OrganId.eq(organ.0))
        .order_by_desc(seal::Column::Number)
        .one(connection)
        .await?;
    row.map(|row| {
        Ok(SealMade {
            number: rows::count("seal", organ, row.number)?,
            digest: row.digest,
            previous: row.previous,
            made_at: row.made_at,
            cases: u64::try_from(row.cases).unwrap_or(0),
            entries: u64::try_from(row.entries).unwrap_or(0),
            key: row.key,
        })
    })
    .transpose()
}

fn unsent(row: seal::Model) -> Result<Unsent, StoreError> {
    Ok(Unsent {
        organ: OrganId(row.organ_id),
        number: rows::count("seal", row.organ_id, row.number)?,
        made_at: row.made_at,
        digest: row.digest,
        text: row.text,
    })
}
