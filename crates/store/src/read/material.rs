//! What the catalogue says of materials: titles and names, kept apart from the log.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use workflow::actor::Actor;
use workflow::file::{MATERIAL_FILE, MATERIAL_TITLE, Masks, Material, MaterialFile};
use workflow::id::{CaseId, EntryNo};

use crate::entity::protected;
use crate::read::case::ids;
use crate::record::log::CATALOGUE;
use crate::{Store, StoreError, rows, sight};

/// What is kept apart of a material that is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialText {
    /// Its title.
    pub title: String,
    /// Which file it is.
    pub file: MaterialFile,
}

type Rows = BTreeMap<(EntryNo, String), protected::Model>;

impl Store {
    /// Titles and files of the materials of cases, by number, for those that the actor may see and that are not taken
    /// out.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn material_texts(
        &self,
        actor: &Actor,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, BTreeMap<u32, MaterialText>>, StoreError> {
        let files = self.whole_files(actor, cases).await?;
        let named: Vec<CaseId> = files.iter().map(|file| file.id).collect();
        if named.is_empty() {
            return Ok(BTreeMap::new());
        }
        let found = protected::Entity::find()
            .filter(sight::of_cases(
                actor,
                protected::Column::OrganId,
                protected::Column::CaseId,
            ))
            .filter(protected::Column::CaseId.is_in(ids(&named)))
            .filter(protected::Column::Visibility.eq(CATALOGUE))
            .order_by_asc(protected::Column::EntryNo)
            .all(self.connection())
            .await?;
        let mut kept: BTreeMap<CaseId, Rows> = BTreeMap::new();
        for row in found {
            let entry = rows::count("protected", row.id, row.entry_no)?;
            let of_case = kept.entry(CaseId(row.case_id)).or_default();
            of_case.insert((entry, row.label.clone()), row);
        }
        let mut texts = BTreeMap::new();
        for file in files {
            let masks = match sight::whole(actor) {
                true => Masks::default(),
                false => file.facts.people.masks(),
            };
            // The file as the actor may see it holds the materials that the actor may see.
            let file = sight::redact(actor, file);
            let kept = kept.remove(&file.id).unwrap_or_default();
            let mut of_case = BTreeMap::new();
            for material in &file.facts.materials {
                if let Some(mut text) = text(material, &kept)? {
                    text.title = masks.text(&text.title);
                    text.file.file_name = masks.text(&text.file.file_name);
                    of_case.insert(material.no, text);
                }
            }
            texts.insert(file.id, of_case);
        }
        Ok(texts)
    }
}

fn text(material: &Material, kept: &Rows) -> Result<Option<MaterialText>, StoreError> {
    let row = |entry: &EntryNo, label: &str| kept.get(&(*entry, label.to_owned()));
    let file = material
        .entries
        .first()
        .and_then(|no| row(no, MATERIAL_FILE));
    let title = material
        .entries
        .last()
        .and_then(|no| row(no, MATERIAL_TITLE));
    let (Some(file), Some(title)) = (file, title) else {
        return Ok(None);
    };
    Ok(Some(MaterialText {
        title: title.content.clone(),
        file: rows::parse("protected", file.id, &file.content)?,
    }))
}
