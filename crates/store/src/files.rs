//! Files on their way: announced, come and not yet filed, and those whose bytes are to be removed.
//!
//! None of this is part of the record: what is filed stands in the log of its case, and a row here is gone then.

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;
use workflow::actor::Actor;
use workflow::file::MaterialFile;
use workflow::id::{CaseId, OrganId, UserId};
use workflow::media::MediaType;

use crate::entity::discard;
use crate::entity::upload::{Column, Entity, Model, UploadState};
use crate::record::insert;
use crate::{Store, StoreError, WriteTx, sight};

const TABLE: &str = "upload";

/// A file that was announced 上传.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its id; that of the file once it is filed.
    pub id: Uuid,
    /// Organ of who sends it.
    pub organ: OrganId,
    /// Who sends it.
    pub user: UserId,
    /// The case it is for, where that was said.
    pub case: Option<CaseId>,
    /// Name of the file.
    pub file_name: String,
    /// Its type.
    pub media_type: MediaType,
    /// Its length in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// When it was announced.
    pub started_at: DateTime<Utc>,
}

/// A file whose bytes are to be removed 待销毁文件.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discard {
    /// Its organ.
    pub organ: OrganId,
    /// Its id.
    pub file: Uuid,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
}

fn upload(row: Model) -> Result<Upload, StoreError> {
    let media_type = MediaType::from_code(&row.media_type)
        .ok_or_else(|| StoreError::unreadable(TABLE, row.id, "no such type of file"))?;
    Ok(Upload {
        id: row.id,
        organ: OrganId(row.organ_id),
        user: UserId(row.user_id),
        case: row.case_id.map(CaseId),
        file_name: row.file_name,
        media_type,
        size: u64::try_from(row.size)
            .map_err(|error| StoreError::unreadable(TABLE, row.id, error))?,
        sha256: row.sha256,
        started_at: row.started_at,
    })
}

async fn kept<C: ConnectionTrait>(
    connection: &C,
    actor: &Actor,
    id: Uuid,
) -> Result<Option<Upload>, StoreError> {
    let Some(person) = actor.person().filter(|_| sight::whole(actor)) else {
        return Ok(None);
    };
    let found = Entity::find_by_id((person.organ.0, id))
        .filter(Column::State.eq(UploadState::Kept))
        .one(connection)
        .await?;
    found.map(upload).transpose()
}

impl Upload {
    /// The file as a material has it.
    #[must_use]
    pub fn as_file(&self) -> MaterialFile {
        MaterialFile {
            file: self.id,
            file_name: self.file_name.clone(),
            media_type: self.media_type,
            size: self.size,
            sha256: self.sha256.clone(),
        }
    }
}

impl Store {
    /// A file that came and is not yet filed, for the office.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn kept_upload(&self, actor: &Actor, id: Uuid) -> Result<Option<Upload>, StoreError> {
        kept(self.connection(), actor, id).await
    }

    /// Whether there is a URL with this digest of its secret that works now.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn awaits_upload(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let found = Entity::find()
            .filter(Column::Secret.eq(secret))
            .filter(Column::State.eq(UploadState::Awaited))
            .filter(Column::ExpiresAt.gt(now))
            .one(self.connection())
            .await?;
        Ok(found.is_some())
    }

    /// Files whose bytes are to be removed, some at a time; for the program itself.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn discards(&self, limit: u64) -> Result<Vec<Discard>, StoreError> {
        let found = discard::Entity::find()
            .order_by_asc(discard::Column::OrganId)
            .order_by_asc(discard::Column::Id)
            .limit(limit)
            .all(self.connection())
            .await?;
        let found = found.into_iter();
        Ok(found
            .map(|row| Discard {
                organ: OrganId(row.organ_id),
                file: row.id,
                sha256: row.sha256,
            })
            .collect())
    }
}

impl WriteTx {
    /// A file that came and is not yet filed, for the office.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn kept_upload(&self, actor: &Actor, id: Uuid) -> Result<Option<Upload>, StoreError> {
        kept(self.connection(), actor, id).await
    }

    /// Notes that a file was announced, under the digest of the secret of its URL.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn announce(
        &self,
        upload: &Upload,
        secret: &str,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let row = Model {
            organ_id: upload.organ.0,
            id: upload.id,
            user_id: upload.user.0,
            case_id: upload.case.map(|case| case.0),
            file_name: upload.file_name.clone(),
            media_type: upload.media_type.code().to_owned(),
            size: i64::try_from(upload.size).unwrap_or(i64::MAX),
            sha256: upload.sha256.clone(),
            secret: secret.to_owned(),
            state: UploadState::Awaited,
            started_at: upload.started_at.trunc_subsecs(6),
            expires_at: expires_at.trunc_subsecs(6),
        };
        insert(self, vec![row], None).await?;
        Ok(())
    }

    /// Gives an upload whose URL was not used another one, under the digest of its secret; the one before works no
    /// more, and the time in which it is to be filed begins anew. `false` where it was used.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn announce_again(
        &self,
        organ: OrganId,
        id: Uuid,
        secret: &str,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let done = Entity::update_many()
            .col_expr(Column::Secret, Expr::value(secret))
            .col_expr(Column::StartedAt, Expr::value(now.trunc_subsecs(6)))
            .col_expr(Column::ExpiresAt, Expr::value(expires_at.trunc_subsecs(6)))
            .filter(Column::OrganId.eq(organ.0))
            .filter(Column::Id.eq(id))
            .filter(Column::State.eq(UploadState::Awaited))
            .exec(self.connection())
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// How many files of a user are announced or have come and are not filed.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn unfiled(&self, organ: OrganId, user: UserId) -> Result<u64, StoreError> {
        let all = Entity::find()
            .filter(Column::OrganId.eq(organ.0))
            .filter(Column::UserId.eq(user.0));
        Ok(all.count(self.connection()).await?)
    }

    /// Takes the URL with this digest of its secret, once; `None` where there is none, it was used or it has expired.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn claim_upload(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Upload>, StoreError> {
        let done = Entity::update_many()
            .col_expr(Column::State, Expr::value(UploadState::Arriving))
            .filter(Column::Secret.eq(secret))
            .filter(Column::State.eq(UploadState::Awaited))
            .filter(Column::ExpiresAt.gt(now))
            .exec(self.connection())
            .await?;
        if done.rows_affected != 1 {
            return Ok(None);
        }
        let found = Entity::find()
            .filter(Column::Secret.eq(secret))
            .one(self.connection())
            .await?;
        found.map(upload).transpose()
    }

    /// Notes that the bytes of a file are kept; `false` where it was given up meanwhile.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn keep_upload(&self, organ: OrganId, id: Uuid) -> Result<bool, StoreError> {
        let done = Entity::update_many()
            .col_expr(Column::State, Expr::value(UploadState::Kept))
            .filter(Column::OrganId.eq(organ.0))
            .filter(Column::Id.eq(id))
            .filter(Column::State.eq(UploadState::Arriving))
            .exec(self.connection())
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Gives up a file: its row goes where there still is one, and what there may be of its bytes is to be removed.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn give_up_upload(&self, upload: &Upload) -> Result<(), StoreError> {
        Entity::delete_by_id((upload.organ.0, upload.id))
            .exec(self.connection())
            .await?;
        let row = discard::Model {
            organ_id: upload.organ.0,
            id: upload.id,
            sha256: upload.sha256.clone(),
        };
        let key = [discard::Column::OrganId, discard::Column::Id];
        let known = OnConflict::columns(key).do_nothing().to_owned();
        insert(self, vec![row], Some(known)).await?;
        Ok(())
    }

    /// Files of an organ announced before a moment and never filed are to be removed; gives how many.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn discard_unfiled(
        &self,
        organ: OrganId,
        before: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let old = Entity::find()
            .filter(Column::OrganId.eq(organ.0))
            .filter(Column::StartedAt.lt(before));
        let mut gone = Vec::new();
        for row in old.all(self.connection()).await? {
            let done = Entity::delete_by_id((row.organ_id, row.id))
                .exec(self.connection())
                .await?;
            // What was filed since it was read keeps its bytes.
            if done.rows_affected == 1 {
                gone.push(row);
            }
        }
        let many = gone.len() as u64;
        let rows = gone.into_iter().map(|row| discard::Model {
            organ_id: row.organ_id,
            id: row.id,
            sha256: row.sha256,
        });
        insert(self, rows.collect(), None).await?;
        Ok(many)
    }

    /// Forgets a file whose bytes are removed.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn discarded(&self, organ: OrganId, file: Uuid) -> Result<(), StoreError> {
        discard::Entity::delete_by_id((organ.0, file))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}
