//! Names that are kept from others, and the numbers that prove who people are.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;
use workflow::actor::Actor;
use workflow::file::{Facts, IDENTITY_NUMBER, Masks};
use workflow::id::{CaseId, EntryNo};

use crate::entity::{case_file, protected};
use crate::read::case::ids;
use crate::record::log::IDENTITY;
use crate::{Store, StoreError, WriteTx, rows, sight};

impl Store {
    /// What the actor reads in place of the names that cases keep, for the cases that keep any; of none where the actor works on
    /// the cases of the office.
    pub(crate) async fn masks(
        &self,
        actor: &Actor,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, Masks>, StoreError> {
        if cases.is_empty() || sight::whole(actor) {
            return Ok(BTreeMap::new());
        }
        let found: Vec<(Uuid, String)> = case_file::Entity::find()
            .select_only()
            .columns([case_file::Column::Id, case_file::Column::Facts])
            .filter(sight::cases(actor))
            .filter(sight::keeps_names())
            .filter(case_file::Column::Id.is_in(ids(cases)))
            .into_tuple()
            .all(self.connection())
            .await?;
        let mut masks = BTreeMap::new();
        for (id, facts) in found {
            let facts: Facts = rows::parse("case_file", id, &facts)?;
            masks.insert(CaseId(id), facts.people.masks());
        }
        Ok(masks)
    }
}

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
