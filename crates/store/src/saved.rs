//! Saved filters 常用筛选: what a user has kept for itself. They are no part of any record: nobody else sees them, they give no
//! sight of a case, and a list made with one is read as with any filter.

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::sea_query::{Condition, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;
use workflow::actor::{Actor, Person};

use crate::entity::saved_filter::{Column, Entity, Model};
use crate::entity::{case_file, user};
use crate::{CaseFilter, Store, StoreError, WriteTx, rows, sight};

const TABLE: &str = "saved_filter";

/// A filter that a user has saved under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its id.
    pub id: Uuid,
    /// Name, of which a user has one filter.
    pub name: String,
    /// The filter.
    pub filter: CaseFilter,
    /// When it was last saved.
    pub saved_at: DateTime<Utc>,
}

/// The rows of a person; nobody has those of another.
fn own(person: &Person) -> Condition {
    Condition::all()
        .add(Column::OrganId.eq(person.organ.0))
        .add(Column::UserId.eq(person.user.0))
}

fn of(row: Model) -> Result<SavedFilter, StoreError> {
    Ok(SavedFilter {
        filter: rows::parse(TABLE, row.id, &row.filter)?,
        id: row.id,
        name: row.name,
        saved_at: row.saved_at,
    })
}

impl Store {
    /// The filters that who asks has saved, by name; the program itself has none.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn saved_filters(&self, actor: &Actor) -> Result<Vec<SavedFilter>, StoreError> {
        let Some(person) = actor.person() else {
            return Ok(Vec::new());
        };
        let mut found = Entity::find()
            .filter(own(person))
            .all(self.connection())
            .await?;
        // Not by the database, whose collation is its own.
        found.sort_by(|one, other| one.name.cmp(&other.name));
        found.into_iter().map(of).collect()
    }

    /// One of the filters that who asks has saved; none of another's.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn saved_filter(
        &self,
        actor: &Actor,
        id: Uuid,
    ) -> Result<Option<SavedFilter>, StoreError> {
        let Some(person) = actor.person() else {
            return Ok(None);
        };
        let found = Entity::find()
            .filter(own(person))
            .filter(Column::Id.eq(id))
            .one(self.connection())
            .await?;
        found.map(of).transpose()
    }

    /// How many cases a filter holds that the actor may see.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn count_cases(&self, actor: &Actor, filter: &CaseFilter) -> Result<u64, StoreError> {
        let counted = case_file::Entity::find()
            .filter(sight::cases(actor))
            .filter(filter.condition(actor, self.dialect()))
            .count(self.connection());
        Ok(counted.await?)
    }
}

impl WriteTx {
    /// The filters that a person has saved, in the order of saving; on PostgreSQL the user is locked first, so that two requests
    /// do not both save the last that there is room for.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn filters_of(&self, person: &Person) -> Result<Vec<SavedFilter>, StoreError> {
        if self.connection().get_database_backend() == DbBackend::Postgres {
            user::Entity::find_by_id((person.organ.0, person.user.0))
                .lock(LockType::NoKeyUpdate)
                .one(self.connection())
                .await?;
        }
        let found = Entity::find()
            .filter(own(person))
            .order_by_asc(Column::SavedAt)
            .all(self.connection())
            .await?;
        found.into_iter().map(of).collect()
    }

    /// Saves a filter for a person, in the place of the one with its id.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn save_filter(
        &self,
        person: &Person,
        saved: &SavedFilter,
    ) -> Result<(), StoreError> {
        let row = Model {
            organ_id: person.organ.0,
            user_id: person.user.0,
            id: saved.id,
            name: saved.name.clone(),
            filter: rows::json(&saved.filter),
            saved_at: saved.saved_at.trunc_subsecs(6),
        };
        let again = OnConflict::columns([Column::OrganId, Column::UserId, Column::Id])
            .update_columns([Column::Name, Column::Filter, Column::SavedAt])
            .to_owned();
        Entity::insert(row.into_active_model())
            .on_conflict(again)
            .exec_without_returning(self.connection())
            .await?;
        Ok(())
    }

    /// Deletes a filter of a person; says whether there was one.
    ///
    /// # Errors
    ///
    /// Where the database cannot be written.
    pub async fn delete_filter(&self, person: &Person, id: Uuid) -> Result<bool, StoreError> {
        let done = Entity::delete_many()
            .filter(own(person))
            .filter(Column::Id.eq(id))
            .exec(self.connection())
            .await?;
        Ok(done.rows_affected > 0)
    }
}
