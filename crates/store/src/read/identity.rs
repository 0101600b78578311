//! The numbers that prove who people are.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use workflow::actor::Actor;
use workflow::file::IDENTITY_NUMBER;
use workflow::id::{CaseId, EntryNo};

use crate::entity::protected;
use crate::record::log::IDENTITY;
use crate::{StoreError, WriteTx, rows, sight};

impl WriteTx {
    /// The number that lies apart from an entry, of a case that the actor sees. Whoever asks notes in the log of the organ that
    /// it was read, in this transaction.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn identity_number(
        &self,
        actor: &Actor,
        case: CaseId,
        entry: EntryNo,
    ) -> Result<Option<String>, StoreError> {
        let found = protected::Entity::find()
            .filter(sight::of_cases(
                actor,
                protected::Column::OrganId,
                protected::Column::CaseId,
            ))
            .filter(protected::Column::CaseId.eq(case.0))
            .filter(protected::Column::EntryNo.eq(rows::int(entry)))
            .filter(protected::Column::Label.eq(IDENTITY_NUMBER))
            .filter(protected::Column::Visibility.eq(IDENTITY))
            .one(self.connection())
            .await?;
        Ok(found.map(|row| row.content))
    }
}
