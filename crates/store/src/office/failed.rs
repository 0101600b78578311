//! Sign-ins that failed 登录失败: counted by user, and taken out to be told in the organ's log.

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use workflow::id::{OrganId, UserId};

use crate::entity::failed_sign_in::{Column, Entity, Model};
use crate::record::insert;
use crate::{StoreError, WriteTx, rows};

/// How often signing in failed for a user since the log last told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedSignIns {
    /// Whose login it was.
    pub user: UserId,
    /// How often.
    pub failures: u32,
    /// When it last failed.
    pub last_at: DateTime<Utc>,
    /// From which network address it last failed.
    pub last_address: String,
}

/// Under whom failures are counted whose login nobody has.
fn nobody() -> (OrganId, UserId) {
    (OrganId(Uuid::nil()), UserId(Uuid::nil()))
}

impl WriteTx {
    /// Counts a sign-in that failed, for the user whose login it was; one row however many fail.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn count_failed_sign_in(
        &self,
        of: Option<(OrganId, UserId)>,
        address: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (organ, user) = of.unwrap_or_else(nobody);
        let row = Model {
            organ_id: organ.0,
            user_id: user.0,
            failures: 1,
            last_at: now.trunc_subsecs(6),
            last_address: address.to_owned(),
        };
        let again = OnConflict::columns([Column::OrganId, Column::UserId])
            .update_columns([Column::LastAt, Column::LastAddress])
            .value(
                Column::Failures,
                Expr::col((Entity, Column::Failures)).add(1),
            )
            .to_owned();
        insert(self, vec![row], Some(again)).await?;
        Ok(())
    }

    /// Takes out what was counted for an organ's users, by user; counting begins anew.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read or written.
    pub async fn take_failed_sign_ins(
        &self,
        organ: OrganId,
    ) -> Result<Vec<FailedSignIns>, StoreError> {
        let mut query = Entity::find()
            .filter(Column::OrganId.eq(organ.0))
            .order_by_asc(Column::UserId);
        if self.connection().get_database_backend() == DbBackend::Postgres {
            query = query.lock(LockType::Update);
        }
        let found = query.all(self.connection()).await?;
        // Only what is held: another may be counted for the first time meanwhile.
        Entity::delete_many()
            .filter(Column::OrganId.eq(organ.0))
            .filter(Column::UserId.is_in(found.iter().map(|row| row.user_id)))
            .exec(self.connection())
            .await?;
        found
            .into_iter()
            .map(|row| {
                Ok(FailedSignIns {
                    user: UserId(row.user_id),
                    failures: rows::count("failed_sign_in", row.user_id, row.failures)?,
                    last_at: row.last_at,
                    last_address: row.last_address,
                })
            })
            .collect()
    }

    /// Takes out what was counted under logins that nobody has.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read or written.
    pub async fn take_sign_ins_of_nobody(&self) -> Result<Option<FailedSignIns>, StoreError> {
        let (organ, _) = nobody();
        Ok(self.take_failed_sign_ins(organ).await?.pop())
    }
}
