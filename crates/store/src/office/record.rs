//! Recording office commands: the line of the log and its effects, in one transaction.

use sea_orm::sea_query::{Expr, LockType, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;
use workflow::id::{EntryNo, OrganId, UserId};

use super::{OfficeEffect, OfficeEntry, Organ, Token, User};
use crate::entity::{office_entry, organ, token, user, user_role};
use crate::record::insert;
use crate::{StoreError, WriteTx, chain, rows};

impl WriteTx {
    /// An organ; on PostgreSQL its log is locked.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn load_organ(&self, organ: OrganId) -> Result<Option<Organ>, StoreError> {
        let found = self.organ_row(organ).await?;
        found.map(rows::office::organ).transpose()
    }

    /// A user of an organ; on PostgreSQL the organ's log is locked first, so that of two who change the user at once
    /// the second sees what the first did.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn load_user(
        &self,
        organ: OrganId,
        user: UserId,
    ) -> Result<Option<User>, StoreError> {
        self.lock(organ).await?;
        let found = user::Entity::find_by_id((organ.0, user.0))
            .one(self.connection())
            .await?;
        self.user_of(found).await
    }

    /// The user of an organ with this login; on PostgreSQL the organ's log is locked first.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn user_by_login(
        &self,
        organ: OrganId,
        login: &str,
    ) -> Result<Option<User>, StoreError> {
        self.lock(organ).await?;
        let found = user::Entity::find()
            .filter(user::Column::OrganId.eq(organ.0))
            .filter(user::Column::Login.eq(login))
            .one(self.connection())
            .await?;
        self.user_of(found).await
    }

    /// A token of an organ's user; on PostgreSQL the organ's log is locked first.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn load_token(
        &self,
        organ: OrganId,
        token: Uuid,
    ) -> Result<Option<Token>, StoreError> {
        self.lock(organ).await?;
        let found = token::Entity::find_by_id((organ.0, token))
            .one(self.connection())
            .await?;
        found.map(rows::office::token).transpose()
    }

    /// Adds a line to an organ's log and carries out its effects. Gives the number of the line.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where a login, an organ or a token exists already.
    pub async fn record_office(&self, entry: &OfficeEntry) -> Result<EntryNo, StoreError> {
        for effect in &entry.effects {
            self.carry_out(entry, effect).await?;
        }
        let organ = self
            .organ_row(entry.organ)
            .await?
            .ok_or_else(|| StoreError::unreadable("organ", entry.organ, "no such organ"))?;
        let no = organ.revision + 1;
        let mut logged = entry.clone();
        logged.no = rows::count("organ", organ.id, no)?;
        logged.recorded_at = chrono::SubsecRound::trunc_subsecs(logged.recorded_at, 6);
        let body = chain::canonical(&logged)
            .map_err(|error| StoreError::unreadable("office_entry", entry.organ, error))?;
        let hash = chain::hash(&organ.head, &body);
        let moved = organ::Entity::update_many()
            .col_expr(organ::Column::Revision, Expr::value(no))
            .col_expr(organ::Column::Head, Expr::value(hash.clone()))
            .filter(organ::Column::Id.eq(organ.id))
            .filter(organ::Column::Revision.eq(organ.revision))
            .exec(self.connection())
            .await?;
        if moved.rows_affected != 1 {
            return Err(StoreError::Busy);
        }
        let row = office_entry::Model {
            organ_id: organ.id,
            no,
            command: logged.command,
            recorded_at: logged.recorded_at,
            actor_id: logged.actor.map(|user| user.0),
            body,
            previous: organ.head,
            hash,
        };
        insert(self, vec![row], None).await?;
        Ok(logged.no)
    }

    /// Whether there is any organ yet.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn has_organs(&self) -> Result<bool, StoreError> {
        Ok(organ::Entity::find()
            .one(self.connection())
            .await?
            .is_some())
    }

    async fn organ_row(&self, organ: OrganId) -> Result<Option<organ::Model>, StoreError> {
        let mut query = organ::Entity::find_by_id(organ.0);
        if self.connection().get_database_backend() == DbBackend::Postgres {
            query = query.lock(LockType::NoKeyUpdate);
        }
        Ok(query.one(self.connection()).await?)
    }

    /// Locks an organ's log until the end. On SQLite the whole database is locked as it is.
    pub(crate) async fn lock(&self, organ: OrganId) -> Result<(), StoreError> {
        if self.connection().get_database_backend() == DbBackend::Postgres {
            self.organ_row(organ).await?;
        }
        Ok(())
    }

    async fn user_of(&self, found: Option<user::Model>) -> Result<Option<User>, StoreError> {
        let Some(row) = found else {
            return Ok(None);
        };
        let roles = user_role::Entity::find()
            .filter(user_role::Column::OrganId.eq(row.organ_id))
            .filter(user_role::Column::UserId.eq(row.id))
            .all(self.connection())
            .await?;
        rows::office::user(row, &roles).map(Some)
    }

    async fn carry_out(
        &self,
        entry: &OfficeEntry,
        effect: &OfficeEffect,
    ) -> Result<(), StoreError> {
        match effect {
            OfficeEffect::OrganAdded(organ) => {
                let row = rows::office::organ_row(organ, 0, chain::organ_root(organ.id.0));
                insert(self, vec![row], None).await?;
            }
            OfficeEffect::OrganChanged(organ) => self.change_organ(organ).await?,
            OfficeEffect::UserAdded(user) => {
                insert(self, vec![rows::office::user_row(user)], None).await?;
                insert(self, rows::office::role_rows(user), None).await?;
            }
            OfficeEffect::UserChanged(user) => self.change_user(user).await?,
            OfficeEffect::TokenIssued(token) => {
                insert(self, vec![rows::office::token_row(token)], None).await?;
            }
            OfficeEffect::TokenRevoked { token, at } => {
                let at = chrono::SubsecRound::trunc_subsecs(*at, 6);
                token::Entity::update_many()
                    .col_expr(token::Column::RevokedAt, Expr::value(Some(at)))
                    .filter(token::Column::OrganId.eq(entry.organ.0))
                    .filter(token::Column::Id.eq(*token))
                    .exec(self.connection())
                    .await?;
            }
            OfficeEffect::SealMade(made) => {
                insert(self, vec![rows::office::seal_row(entry.organ, made)], None).await?;
            }
            OfficeEffect::PasswordSet(mark) => self.drop_passwords(entry.organ, mark).await?,
            OfficeEffect::SessionStarted(session) => {
                insert(self, vec![rows::office::session_row(session)], None).await?;
            }
            OfficeEffect::SessionsEnded { sessions, ended } => {
                self.end_sessions(entry.organ, sessions, ended).await?;
            }
            OfficeEffect::LeaveNoted(leave) => {
                insert(self, vec![rows::office::leave_row(leave)], None).await?;
            }
            OfficeEffect::LeaveEnded { leave, on } => {
                self.end_leave(entry.organ, *leave, *on).await?;
            }
            OfficeEffect::SignInsFailed { .. } => {}
            OfficeEffect::MaterialDownloaded { .. } | OfficeEffect::IdentityRevealed { .. } => {}
            // Its row is written with what is personal: see `record_reception`.
            OfficeEffect::ReceptionRecorded(_) => {}
            OfficeEffect::ReceptionLinked { reception, case } => {
                self.link_reception(entry.organ, *reception, *case).await?;
            }
        }
        Ok(())
    }

    async fn change_organ(&self, organ: &Organ) -> Result<(), StoreError> {
        organ::Entity::update_many()
            .col_expr(organ::Column::Name, Expr::value(organ.name.clone()))
            .col_expr(
                organ::Column::ShortName,
                Expr::value(organ.short_name.clone()),
            )
            .col_expr(organ::Column::Kind, Expr::value(organ.kind.code()))
            .col_expr(
                organ::Column::NumberForms,
                Expr::value(rows::json(&organ.number_forms)),
            )
            .filter(organ::Column::Id.eq(organ.id.0))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    async fn change_user(&self, user: &User) -> Result<(), StoreError> {
        use user::Column;
        let replace = OnConflict::columns([Column::OrganId, Column::Id])
            .update_columns([
                Column::Login,
                Column::Name,
                Column::Email,
                Column::AgencyId,
                Column::Language,
                Column::Active,
                Column::Service,
            ])
            .to_owned();
        insert(self, vec![rows::office::user_row(user)], Some(replace)).await?;
        user_role::Entity::delete_many()
            .filter(user_role::Column::OrganId.eq(user.organ.0))
            .filter(user_role::Column::UserId.eq(user.id.0))
            .exec(self.connection())
            .await?;
        insert(self, rows::office::role_rows(user), None).await?;
        Ok(())
    }
}
