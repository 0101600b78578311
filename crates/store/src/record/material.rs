//! Recording what is filed and what is taken out of the file.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use workflow::effect::Effect;
use workflow::file::{MATERIAL_FILE, Material, MaterialFile};
use workflow::plan::Plan;

use crate::entity::{discard, protected, upload};
use crate::record::insert;
use crate::record::log::CATALOGUE;
use crate::{StoreError, WriteTx, rows};

impl WriteTx {
    /// Carries out what a plan does with files: what is filed waits no more, and of what is taken out everything that
    /// is kept apart goes, and its bytes are to follow.
    pub(super) async fn record_materials(&self, plan: &Plan) -> Result<(), StoreError> {
        for kept in &plan.protected {
            if kept.label == MATERIAL_FILE {
                let file: MaterialFile = rows::parse("protected", plan.case, &kept.content)?;
                self.filed(plan, &file).await?;
            }
        }
        for effect in &plan.entry.effects {
            if let Effect::MaterialSet { material } = effect
                && material.excised_on.is_some()
            {
                self.excised(plan, material).await?;
            }
        }
        Ok(())
    }

    async fn filed(&self, plan: &Plan, file: &MaterialFile) -> Result<(), StoreError> {
        let gone = upload::Entity::delete_many()
            .filter(upload::Column::OrganId.eq(plan.after.organ.0))
            .filter(upload::Column::Id.eq(file.file))
            .filter(upload::Column::State.eq(upload::UploadState::Kept))
            .exec(self.connection())
            .await?;
        match gone.rows_affected {
            1 => Ok(()),
            // It was filed, or swept up, since the plan was made.
            _ => Err(StoreError::Conflict {
                what: "upload".to_owned(),
            }),
        }
    }

    async fn excised(&self, plan: &Plan, material: &Material) -> Result<(), StoreError> {
        let entries = material.entries.iter().map(|no| rows::int(*no));
        let of_material = protected::Entity::find()
            .filter(protected::Column::OrganId.eq(plan.after.organ.0))
            .filter(protected::Column::CaseId.eq(plan.case.0))
            .filter(protected::Column::EntryNo.is_in(entries))
            .filter(protected::Column::Visibility.eq(CATALOGUE))
            .all(self.connection())
            .await?;
        for row in of_material {
            if row.label == MATERIAL_FILE {
                let file: MaterialFile = rows::parse("protected", row.id, &row.content)?;
                let doomed = discard::Model {
                    organ_id: row.organ_id,
                    id: file.file,
                    sha256: file.sha256,
                };
                insert(self, vec![doomed], None).await?;
            }
            protected::Entity::delete_by_id((row.organ_id, row.id))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}
