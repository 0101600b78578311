//! Case files, alone and many at once.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use workflow::actor::Actor;
use workflow::file::CaseFile;
use workflow::id::CaseId;

use crate::entity::case_file;
use crate::read::case::ids;
use crate::{Store, StoreError, rows, sight};

impl Store {
    /// A case file, as the actor may see it.
    ///
    /// A respondent's clerk gets it without the signature and pending requests, with only the papers addressed to
    /// the agency, and of the draft nothing but the items, once the case is decided; it is not for planning, see
    /// [`WriteTx::load_case`](crate::WriteTx::load_case).
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn case_file(
        &self,
        actor: &Actor,
        case: CaseId,
    ) -> Result<Option<CaseFile>, StoreError> {
        Ok(self.case_files(actor, &[case]).await?.remove(&case))
    }

    /// Case files by id, for those that the actor may see, each as [`Store::case_file`] gives it: at most 4
    /// statements, however many cases.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn case_files(
        &self,
        actor: &Actor,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, CaseFile>, StoreError> {
        let files = self.whole_files(actor, cases).await?;
        Ok(files
            .into_iter()
            .map(|file| (file.id, sight::redact(actor, file)))
            .collect())
    }

    /// A case file whole, for planning what would happen and showing nothing of it but the plan: what planning may
    /// look at must not differ between a preview and the door. `None` where the actor may not see the case.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn case_file_for_planning(
        &self,
        actor: &Actor,
        case: CaseId,
    ) -> Result<Option<CaseFile>, StoreError> {
        Ok(self.whole_files(actor, &[case]).await?.pop())
    }

    /// Case files whole, for those that the actor may see: what is shown of them goes through [`sight::redact`].
    pub(super) async fn whole_files(
        &self,
        actor: &Actor,
        cases: &[CaseId],
    ) -> Result<Vec<CaseFile>, StoreError> {
        if cases.is_empty() {
            return Ok(Vec::new());
        }
        let tx = self.snapshot().await?;
        let found = case_file::Entity::find()
            .filter(sight::cases(actor))
            .filter(case_file::Column::Id.is_in(ids(cases)))
            .all(&tx)
            .await?;
        let files = rows::load_all(&tx, found).await?;
        tx.commit().await?;
        let seen = files.into_iter().filter(|file| sight::may_see(actor, file));
        Ok(seen.collect())
    }
}
