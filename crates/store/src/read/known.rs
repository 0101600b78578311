//! What planning must know of other cases of the office that a command names.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use workflow::actor::Actor;
use workflow::plan::KnownCase;

use crate::entity::case_file;
use crate::{Store, StoreError, WriteTx, rows, sight};

impl Store {
    /// What is known of the cases with these numbers and of those that they lead, those that the actor may see. Four statements,
    /// eight where one leads others, none without numbers.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn known_cases(
        &self,
        actor: &Actor,
        numbers: &[String],
    ) -> Result<BTreeMap<String, KnownCase>, StoreError> {
        known(self.connection(), actor, numbers).await
    }
}

impl WriteTx {
    /// What is known of the cases with these numbers and of those that they lead, those that the actor may see. Nothing of them
    /// is locked.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn known_cases(
        &self,
        actor: &Actor,
        numbers: &[String],
    ) -> Result<BTreeMap<String, KnownCase>, StoreError> {
        known(self.connection(), actor, numbers).await
    }
}

async fn known<C: ConnectionTrait>(
    connection: &C,
    actor: &Actor,
    numbers: &[String],
) -> Result<BTreeMap<String, KnownCase>, StoreError> {
    let mut known = with_numbers(connection, actor, numbers).await?;
    let led = known.values().flat_map(|case| &case.members);
    let led: Vec<String> = led.cloned().collect();
    known.extend(with_numbers(connection, actor, &led).await?);
    Ok(known)
}

async fn with_numbers<C: ConnectionTrait>(
    connection: &C,
    actor: &Actor,
    numbers: &[String],
) -> Result<BTreeMap<String, KnownCase>, StoreError> {
    if numbers.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = case_file::Entity::find()
        .filter(sight::cases(actor))
        .filter(case_file::Column::NumberText.is_in(numbers))
        .all(connection)
        .await?;
    let files = rows::load_all(connection, found).await?;
    let by_number = files.iter().filter_map(|file| {
        let number = file.number.text()?;
        Some((number.to_owned(), KnownCase::of(file)))
    });
    Ok(by_number.collect())
}
