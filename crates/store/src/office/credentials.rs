//! Passwords, sessions and devices within a write transaction.

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::sea_query::{Condition, Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;
use workflow::id::{OrganId, UserId};

use super::{Ended, KeptPassword, PasswordMark, Session};
use crate::entity::{case_file, device, password, session, token};
use crate::record::insert;
use crate::{StoreError, WriteTx, rows};

impl WriteTx {
    /// The number of a user's newest password; 0 without one.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn newest_password(&self, organ: OrganId, user: UserId) -> Result<u32, StoreError> {
        let newest = password::Entity::find()
            .filter(password::Column::OrganId.eq(organ.0))
            .filter(password::Column::UserId.eq(user.0))
            .order_by_desc(password::Column::No)
            .one(self.connection())
            .await?;
        newest.map_or(Ok(0), |row| rows::count("password", row.user_id, row.no))
    }

    /// Keeps a password; what the log says of it is recorded beside.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where the user has one of that number.
    pub async fn keep_password(
        &self,
        organ: OrganId,
        kept: &KeptPassword,
    ) -> Result<(), StoreError> {
        let row = rows::office::password_row(organ.0, &kept.mark(0), kept.phc.clone());
        insert(self, vec![row], None).await?;
        Ok(())
    }

    /// Drops the passwords that need not be kept beside a new one.
    pub(super) async fn drop_passwords(
        &self,
        organ: OrganId,
        mark: &PasswordMark,
    ) -> Result<(), StoreError> {
        let last = rows::int(mark.no.saturating_sub(mark.kept));
        password::Entity::delete_many()
            .filter(password::Column::OrganId.eq(organ.0))
            .filter(password::Column::UserId.eq(mark.user.0))
            .filter(password::Column::No.lte(last))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// A session of an organ's user.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn load_session(
        &self,
        organ: OrganId,
        session: Uuid,
    ) -> Result<Option<Session>, StoreError> {
        let found = session::Entity::find_by_id((organ.0, session))
            .one(self.connection())
            .await?;
        found.map(rows::office::session).transpose()
    }

    /// The sessions of a user that have neither been ended nor come to their end.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn open_sessions(
        &self,
        organ: OrganId,
        user: UserId,
        now: DateTime<Utc>,
    ) -> Result<Vec<Uuid>, StoreError> {
        let open = session::Entity::find()
            .filter(session::Column::OrganId.eq(organ.0))
            .filter(session::Column::UserId.eq(user.0))
            .filter(session::Column::EndedAt.is_null())
            .filter(session::Column::ExpiresAt.gt(now))
            .order_by_asc(session::Column::Id)
            .all(self.connection())
            .await?;
        Ok(open.into_iter().map(|row| row.id).collect())
    }

    pub(super) async fn end_sessions(
        &self,
        organ: OrganId,
        sessions: &[Uuid],
        ended: &Ended,
    ) -> Result<(), StoreError> {
        let at = ended.at.trunc_subsecs(6);
        session::Entity::update_many()
            .col_expr(session::Column::EndedAt, Expr::value(Some(at)))
            .col_expr(session::Column::EndedWhy, Expr::value(ended.why.code()))
            .filter(session::Column::OrganId.eq(organ.0))
            .filter(session::Column::Id.is_in(sessions.iter().copied()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn see_session(
        &self,
        organ: OrganId,
        session: Uuid,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(now.trunc_subsecs(6)))
            .filter(session::Column::OrganId.eq(organ.0))
            .filter(session::Column::Id.eq(session))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Notes that a token is in use.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn use_token(
        &self,
        organ: OrganId,
        token: Uuid,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        token::Entity::update_many()
            .col_expr(
                token::Column::UsedAt,
                Expr::value(Some(now.trunc_subsecs(6))),
            )
            .filter(token::Column::OrganId.eq(organ.0))
            .filter(token::Column::Id.eq(token))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// The tokens of a user that work.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn working_tokens(
        &self,
        organ: OrganId,
        user: UserId,
        now: DateTime<Utc>,
    ) -> Result<Vec<Uuid>, StoreError> {
        let found = token::Entity::find()
            .filter(token::Column::OrganId.eq(organ.0))
            .filter(token::Column::UserId.eq(user.0))
            .filter(token::Column::RevokedAt.is_null())
            .filter(token::Column::ExpiresAt.gt(now))
            .order_by_asc(token::Column::Id)
            .all(self.connection())
            .await?;
        Ok(found.into_iter().map(|row| row.id).collect())
    }

    /// How many cases that are not closed a user leads, as officer or co-officer.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn open_cases_of(&self, organ: OrganId, user: UserId) -> Result<u64, StoreError> {
        let led = Condition::any()
            .add(case_file::Column::OfficerId.eq(user.0))
            .add(case_file::Column::CoOfficerId.eq(user.0));
        let count = case_file::Entity::find()
            .filter(case_file::Column::OrganId.eq(organ.0))
            .filter(case_file::Column::ClosedOn.is_null())
            .filter(led)
            .count(self.connection())
            .await?;
        Ok(count)
    }

    /// Notes that a user has signed in from a device.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn know_device(
        &self,
        organ: OrganId,
        user: UserId,
        digest: String,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let row = device::Model {
            organ_id: organ.0,
            digest,
            user_id: user.0,
            seen_at: now.trunc_subsecs(6),
        };
        let again = OnConflict::columns([device::Column::OrganId, device::Column::Digest])
            .update_column(device::Column::SeenAt)
            .to_owned();
        insert(self, vec![row], Some(again)).await?;
        Ok(())
    }

    /// Forgets the devices of a user.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn forget_devices(&self, organ: OrganId, user: UserId) -> Result<(), StoreError> {
        device::Entity::delete_many()
            .filter(device::Column::OrganId.eq(organ.0))
            .filter(device::Column::UserId.eq(user.0))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}
