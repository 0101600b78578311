//! Files on their way out: addresses that were given out and not used yet.
//!
//! None of this is part of the record: what was handed out stands in the log of the organ, and a row here is gone then.

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use workflow::id::{CaseId, OrganId, UserId};

use crate::entity::download::{Column, Entity, Model};
use crate::record::insert;
use crate::{Store, StoreError, WriteTx, rows};

/// Leave to download one material of one case, once 下载凭证.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Organ of who may.
    pub organ: OrganId,
    /// Who may.
    pub user: UserId,
    /// The case.
    pub case: CaseId,
    /// Number of the material.
    pub material: u32,
}

impl Store {
    /// The download whose address has this digest of its secret, if it works now. Who it was given to may have lost the
    /// right since.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn download(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Download>, StoreError> {
        let found = Entity::find()
            .filter(Column::Secret.eq(secret))
            .filter(Column::ExpiresAt.gt(now))
            .one(self.connection())
            .await?;
        found
            .map(|row| {
                Ok(Download {
                    organ: OrganId(row.organ_id),
                    user: UserId(row.user_id),
                    case: CaseId(row.case_id),
                    material: rows::count("download", row.case_id, row.material_no)?,
                })
            })
            .transpose()
    }
}

impl WriteTx {
    /// Gives out an address, under the digest of its secret. One that the same user had for the same material works no
    /// more, and what has expired in the organ is forgotten.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn grant_download(
        &self,
        download: &Download,
        secret: &str,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        Entity::delete_many()
            .filter(Column::OrganId.eq(download.organ.0))
            .filter(Column::ExpiresAt.lte(now))
            .exec(self.connection())
            .await?;
        let row = Model {
            organ_id: download.organ.0,
            user_id: download.user.0,
            case_id: download.case.0,
            material_no: rows::int(download.material),
            secret: secret.to_owned(),
            expires_at: expires_at.trunc_subsecs(6),
        };
        let key = [
            Column::OrganId,
            Column::UserId,
            Column::CaseId,
            Column::MaterialNo,
        ];
        let replace = OnConflict::columns(key)
            .update_columns([Column::Secret, Column::ExpiresAt])
            .to_owned();
        insert(self, vec![row], Some(replace)).await?;
        Ok(())
    }

    /// Takes the address with this digest of its secret, once; `false` where there is none, it was used or it has
    /// expired.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn claim_download(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let done = Entity::delete_many()
            .filter(Column::Secret.eq(secret))
            .filter(Column::ExpiresAt.gt(now))
            .exec(self.connection())
            .await?;
        Ok(done.rows_affected == 1)
    }
}
