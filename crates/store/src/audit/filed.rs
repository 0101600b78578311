//! Materials whose bytes must be in the store of files.

use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;
use workflow::file::{MATERIAL_FILE, MaterialFile};
use workflow::id::{CaseId, EntryNo, OrganId};

use crate::entity::protected;
use crate::{Store, StoreError, rows};

/// A material that was filed and not taken out 在卷材料.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// The organ.
    pub organ: OrganId,
    /// The case.
    pub case: CaseId,
    /// The entry that filed it.
    pub entry: EntryNo,
    /// Which file it is; `None` where that cannot be read.
    pub file: Option<MaterialFile>,
    /// Row that says so.
    row: Uuid,
}

/// Materials of every organ that were filed and not taken out, those after one that was given before. Whether the row that
/// says which file it is was edited, the check of the logs shows.
///
/// # Errors
///
/// Where the database cannot be read.
pub async fn filed(
    store: &Store,
    after: Option<&Filed>,
    limit: u64,
) -> Result<Vec<Filed>, StoreError> {
    use protected::Column;
    let mut query = protected::Entity::find()
        .filter(Column::Label.eq(MATERIAL_FILE))
        .order_by_asc(Column::OrganId)
        .order_by_asc(Column::Id)
        .limit(limit);
    if let Some(last) = after {
        let same = Condition::all()
            .add(Column::OrganId.eq(last.organ.0))
            .add(Column::Id.gt(last.row));
        let next = Condition::any().add(Column::OrganId.gt(last.organ.0));
        query = query.filter(next.add(same));
    }
    let found = query.all(store.connection()).await?;
    found
        .into_iter()
        .map(|row| {
            Ok(Filed {
                organ: OrganId(row.organ_id),
                case: CaseId(row.case_id),
                entry: rows::count("protected", row.id, row.entry_no)?,
                file: rows::parse("protected", row.id, &row.content).ok(),
                row: row.id,
            })
        })
        .collect()
}

/// Whether a material is still there: it may have been taken out since it was read.
///
/// # Errors
///
/// Where the database cannot be read.
pub async fn still_filed(store: &Store, filed: &Filed) -> Result<bool, StoreError> {
    let found = protected::Entity::find_by_id((filed.organ.0, filed.row))
        .one(store.connection())
        .await?;
    Ok(found.is_some())
}
