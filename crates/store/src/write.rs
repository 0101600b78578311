//! The one way to write.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;
use workflow::actor::{Actor, Role};
use workflow::file::CaseFile;
use workflow::id::{CaseId, OrganId, UserId};

use crate::entity::{case_file, user, user_role};
use crate::line::Line;
use crate::{Store, StoreError, rows, sight};

/// A write transaction; rolled back when dropped. Only `casework` and the post in `alerts` begin one.
#[derive(Debug)]
pub struct WriteTx {
    tx: Line,
    /// Revision and newest hash of the cases that this transaction holds.
    heads: Mutex<BTreeMap<Uuid, Head>>,
    _turn: Option<OwnedSemaphorePermit>,
}

/// The end of a case's chain.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) revision: i32,
    pub(crate) hash: String,
}

impl Store {
    /// Begins to write: `BEGIN IMMEDIATE` on SQLite, `BEGIN` on PostgreSQL.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] where others write for too long.
    pub async fn begin_write(&self) -> Result<WriteTx, StoreError> {
        self.begin().await
    }

    /// Begins to write, for this crate.
    pub(crate) async fn begin(&self) -> Result<WriteTx, StoreError> {
        let turn = match self.writers() {
            None => None,
            Some(queue) => Some(queue.acquire_owned().await.map_err(|_| StoreError::Busy)?),
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: (self.dialect() == DbBackend::Sqlite)
                .then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.writing().begin_with_options(options).await?;
        Ok(WriteTx {
            tx: Line::new(tx, self.watch()),
            heads: Mutex::default(),
            _turn: turn,
        })
    }
}

impl WriteTx {
    /// Loads a case file in at most 4 statements and, on PostgreSQL, locks the case; `None` where the actor may not see it.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn load_case(
        &self,
        actor: &Actor,
        case: CaseId,
    ) -> Result<Option<CaseFile>, StoreError> {
        let mut query = case_file::Entity::find()
            .filter(case_file::Column::Id.eq(case.0))
            .filter(sight::cases(actor));
        if self.tx.get_database_backend() == DbBackend::Postgres {
            query = query.lock(LockType::NoKeyUpdate);
        }
        let Some(row) = query.one(&self.tx).await? else {
            return Ok(None);
        };
        self.hold(
            row.id,
            Head {
                revision: row.revision,
                hash: row.head.clone(),
            },
        );
        let file = rows::load(&self.tx, row).await?;
        Ok(Some(file).filter(|file| sight::may_see(actor, file)))
    }

    /// Roles of those of the users who are active in the organ's office.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn people(
        &self,
        organ: OrganId,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, BTreeSet<Role>>, StoreError> {
        let mut people = BTreeMap::new();
        if users.is_empty() {
            return Ok(people);
        }
        let ids: Vec<Uuid> = users.iter().map(|user| user.0).collect();
        let active = user::Entity::find()
            .filter(user::Column::OrganId.eq(organ.0))
            .filter(user::Column::Id.is_in(ids.iter().copied()))
            .filter(user::Column::Active.eq(true))
            .all(&self.tx)
            .await?;
        for row in active {
            people.insert(UserId(row.id), BTreeSet::new());
        }
        let roles = user_role::Entity::find()
            .filter(user_role::Column::OrganId.eq(organ.0))
            .filter(user_role::Column::UserId.is_in(ids))
            .all(&self.tx)
            .await?;
        for row in roles {
            if let Some(held) = people.get_mut(&UserId(row.user_id)) {
                held.insert(rows::role(&row.role)?);
            }
        }
        Ok(people)
    }

    /// Keeps everything.
    ///
    /// # Errors
    ///
    /// Where the database could not: nothing is kept then.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.tx.commit().await?;
        Ok(())
    }

    /// The transaction, for the other modules of this crate.
    pub(crate) fn connection(&self) -> &Line {
        &self.tx
    }

    pub(crate) fn head(&self, case: Uuid) -> Option<Head> {
        let heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        heads.get(&case).cloned()
    }

    pub(crate) fn hold(&self, case: Uuid, head: Head) {
        let mut heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        heads.insert(case, head);
    }
}
