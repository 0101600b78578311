//! Organs and users.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use workflow::actor::{Actor, Person, Role};
use workflow::id::{OrganId, UserId};

use super::access;
use crate::entity::{office_entry, organ, user, user_role};
use crate::office::{OfficeEntry, Organ, User};
use crate::{Store, StoreError, rows, sight};

impl Store {
    /// A user of an organ as somebody who acts now, if active; for the program itself, which goes on with what the user
    /// began.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn acting(
        &self,
        organ: OrganId,
        user: UserId,
        now: DateTime<Utc>,
    ) -> Result<Option<Person>, StoreError> {
        let found = user::Entity::find_by_id((organ.0, user.0))
            .filter(user::Column::Active.eq(true))
            .all(self.connection())
            .await?;
        let found = self.with_roles(found).await?.pop();
        let Some(user) = found else { return Ok(None) };
        let mut person = access::person(&user, now);
        person.stands_for = self.stood_in_for_by(&person).await?;
        Ok(Some(person))
    }

    /// Users of the actor's organ, by login; a respondent's clerk sees itself and the officers of its cases.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn users(&self, actor: &Actor) -> Result<Vec<User>, StoreError> {
        let found = user::Entity::find()
            .filter(sight::users(actor))
            .order_by_asc(user::Column::OrganId)
            .order_by_asc(user::Column::Login)
            .all(self.connection())
            .await?;
        self.with_roles(found).await
    }

    /// A user that the actor may see.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn user(&self, actor: &Actor, user: UserId) -> Result<Option<User>, StoreError> {
        Ok(self.users_by_id(actor, &[user]).await?.remove(&user))
    }

    /// Users by id, for those that the actor may see.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn users_by_id(
        &self,
        actor: &Actor,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, User>, StoreError> {
        if users.is_empty() {
            return Ok(BTreeMap::new());
        }
        let found = user::Entity::find()
            .filter(sight::users(actor))
            .filter(user::Column::Id.is_in(users.iter().map(|user| user.0)))
            .all(self.connection())
            .await?;
        let found = self.with_roles(found).await?;
        Ok(found.into_iter().map(|user| (user.id, user)).collect())
    }

    /// Every organ, by name. Organs are public.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn organs(&self, actor: &Actor) -> Result<Vec<Organ>, StoreError> {
        let _everybody = actor;
        let found = organ::Entity::find()
            .order_by_asc(organ::Column::Name)
            .order_by_asc(organ::Column::Id)
            .all(self.connection())
            .await?;
        found.into_iter().map(rows::office::organ).collect()
    }

    /// An organ.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn organ(&self, actor: &Actor, organ: OrganId) -> Result<Option<Organ>, StoreError> {
        let _everybody = actor;
        let found = organ::Entity::find_by_id(organ.0)
            .one(self.connection())
            .await?;
        found.map(rows::office::organ).transpose()
    }

    /// Lines of the log of the actor's organ after a number, for the auditor, heads and supervisors.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn office_entries(
        &self,
        actor: &Actor,
        organ: OrganId,
        after: u32,
        limit: u64,
    ) -> Result<Vec<OfficeEntry>, StoreError> {
        let allowed = match actor {
            Actor::System => true,
            Actor::Person(person) => {
                person.organ == organ
                    && [
                        Role::Auditor,
                        Role::InstitutionHead,
                        Role::OrganHead,
                        Role::Supervisor,
                    ]
                    .iter()
                    .any(|role| person.acts_as(*role))
            }
        };
        if !allowed {
            return Ok(Vec::new());
        }
        let found = office_entry::Entity::find()
            .filter(office_entry::Column::OrganId.eq(organ.0))
            .filter(office_entry::Column::No.gt(rows::int(after)))
            .order_by_asc(office_entry::Column::No)
            .limit(limit)
            .all(self.connection())
            .await?;
        found
            .into_iter()
            .map(|row| rows::parse("office_entry", row.no, &row.body))
            .collect()
    }

    pub(super) async fn with_roles(
        &self,
        found: Vec<user::Model>,
    ) -> Result<Vec<User>, StoreError> {
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let roles = user_role::Entity::find()
            .filter(user_role::Column::OrganId.is_in(found.iter().map(|row| row.organ_id)))
            .filter(user_role::Column::UserId.is_in(found.iter().map(|row| row.id)))
            .all(self.connection())
            .await?;
        found
            .into_iter()
            .map(|row| rows::office::user(row, &roles))
            .collect()
    }
}
