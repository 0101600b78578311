//! Idempotency keys: the same key gives the same answer for a day.

use chrono::{DateTime, Duration, SubsecRound, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::Value;
use workflow::id::{OrganId, UserId};

use crate::entity::idempotency_key::{Column, Entity, Model};
use crate::{StoreError, WriteTx, rows};

/// How long a key is kept, in hours.
const KEPT_HOURS: i64 = 24;

/// What is to be remembered under a key.
#[derive(Debug, Clone, PartialEq)]
pub struct Remember {
    /// Organ of who asked.
    pub organ: OrganId,
    /// Who asked.
    pub user: UserId,
    /// The key, chosen by the client.
    pub key: String,
    /// Digest of what was asked.
    pub digest: String,
    /// The answer.
    pub answer: Value,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was remembered under a key.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// Digest of what was asked.
    pub digest: String,
    /// The answer.
    pub answer: Value,
}

impl WriteTx {
    /// What is remembered under a key, if it is younger than 24 hours.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn recall(
        &self,
        organ: OrganId,
        user: UserId,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Remembered>, StoreError> {
        let found = Entity::find_by_id((organ.0, user.0, key.to_owned()))
            .filter(Column::At.gt(now - Duration::hours(KEPT_HOURS)))
            .one(self.connection())
            .await?;
        found
            .map(|row| {
                Ok(Remembered {
                    answer: rows::parse("idempotency_key", &row.key, &row.answer)?,
                    digest: row.digest,
                })
            })
            .transpose()
    }

    /// Remembers an answer; a key older than 24 hours is taken over.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where the key was used at the same time elsewhere.
    pub async fn remember(&self, remember: &Remember) -> Result<(), StoreError> {
        let at = remember.at.trunc_subsecs(6);
        let row = Model {
            organ_id: remember.organ.0,
            user_id: remember.user.0,
            key: remember.key.clone(),
            digest: remember.digest.clone(),
            answer: rows::json(&remember.answer),
            at,
        };
        let taken_over = OnConflict::columns([Column::OrganId, Column::UserId, Column::Key])
            .update_columns([Column::Digest, Column::Answer, Column::At])
            .action_and_where(Expr::col((Entity, Column::At)).lte(at - Duration::hours(KEPT_HOURS)))
            .to_owned();
        let written = Entity::insert(row.into_active_model())
            .on_conflict(taken_over)
            .exec_without_returning(self.connection())
            .await?;
        if written == 0 {
            return Err(StoreError::Conflict {
                what: "idempotency_key".to_owned(),
            });
        }
        Ok(())
    }

    /// Forgets keys older than 24 hours; gives how many.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn forget_keys(&self, organ: OrganId, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let gone = Entity::delete_many()
            .filter(Column::OrganId.eq(organ.0))
            .filter(Column::At.lte(now - Duration::hours(KEPT_HOURS)))
            .exec(self.connection())
            .await?;
        Ok(gone.rows_affected)
    }
}
