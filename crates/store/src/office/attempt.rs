//! Attempts to sign in, counted for every process alike; and tokens of the first set-up.

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::entity::{attempt, set_up_token};
use crate::record::insert;
use crate::{Store, StoreError, WriteTx, rows};

/// Failed attempts under one key 登录失败计数.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What they are counted under: a digest, never a login or an address in the clear.
    pub key: String,
    /// How many failed in a row.
    pub failures: u32,
    /// When the last was made.
    pub last_at: DateTime<Utc>,
    /// Until when no other is taken.
    pub closed_until: DateTime<Utc>,
}

impl Store {
    /// Until when no other attempt is taken under some keys, where one of them is closed now.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn closed_until(
        &self,
        keys: &[&str],
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let closed = attempt::Entity::find()
            .filter(attempt::Column::Key.is_in(keys.iter().copied()))
            .filter(attempt::Column::ClosedUntil.gt(now))
            .order_by_desc(attempt::Column::ClosedUntil)
            .one(self.connection())
            .await?;
        Ok(closed.map(|row| row.closed_until))
    }
}

impl WriteTx {
    /// What is counted under a key, held until the end of the transaction; none yet is zero.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn attempt(&self, key: &str, now: DateTime<Utc>) -> Result<Attempt, StoreError> {
        let now = now.trunc_subsecs(6);
        let none = attempt::Model {
            key: key.to_owned(),
            failures: 0,
            last_at: now,
            closed_until: now,
        };
        // So that there is a row to lock: of two who come first at once, the second waits.
        let mut there = OnConflict::column(attempt::Column::Key);
        attempt::Entity::insert(none.clone().into_active_model())
            .on_conflict(there.update_column(attempt::Column::Key).to_owned())
            .exec_without_returning(self.connection())
            .await?;
        let mut query = attempt::Entity::find_by_id(key.to_owned());
        if self.connection().get_database_backend() == DbBackend::Postgres {
            query = query.lock(LockType::Update);
        }
        let row = query.one(self.connection()).await?.unwrap_or(none);
        Ok(Attempt {
            failures: rows::count("attempt", &row.key, row.failures)?,
            key: row.key,
            last_at: row.last_at,
            closed_until: row.closed_until,
        })
    }

    /// Writes what is counted under a key.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn count_attempt(&self, counted: &Attempt) -> Result<(), StoreError> {
        let row = attempt::Model {
            key: counted.key.clone(),
            failures: rows::int(counted.failures),
            last_at: counted.last_at.trunc_subsecs(6),
            closed_until: counted.closed_until.trunc_subsecs(6),
        };
        let replace = OnConflict::column(attempt::Column::Key)
            .update_columns([
                attempt::Column::Failures,
                attempt::Column::LastAt,
                attempt::Column::ClosedUntil,
            ])
            .to_owned();
        insert(self, vec![row], Some(replace)).await?;
        Ok(())
    }

    /// Forgets attempts made before an instant, and tokens of the first set-up that ended by then.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn forget_attempts(&self, before: DateTime<Utc>) -> Result<(), StoreError> {
        attempt::Entity::delete_many()
            .filter(attempt::Column::LastAt.lt(before))
            .exec(self.connection())
            .await?;
        set_up_token::Entity::delete_many()
            .filter(set_up_token::Column::ExpiresAt.lt(before))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Keeps the digest of a token of the first set-up.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn add_set_up_token(
        &self,
        digest: String,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let expires_at = expires_at.trunc_subsecs(6);
        let row = set_up_token::Model { digest, expires_at };
        insert(self, vec![row], None).await?;
        Ok(())
    }

    /// Burns the tokens of the first set-up; whether one with this digest was among them and still worked.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn burn_set_up_tokens(
        &self,
        digest: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut query = set_up_token::Entity::find();
        if self.connection().get_database_backend() == DbBackend::Postgres {
            query = query.lock(LockType::Update);
        }
        let all = query.all(self.connection()).await?;
        let works = all
            .iter()
            .any(|row| row.digest == digest && row.expires_at > now);
        if works {
            set_up_token::Entity::delete_many()
                .exec(self.connection())
                .await?;
        }
        Ok(works)
    }
}
