//! The ends of an organ's logs, read in one state of the database.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;
use workflow::id::{CaseId, OrganId};

use super::record::last;
use super::{CaseHead, Head, SealMade};
use crate::entity::{case_file, organ};
use crate::{Store, StoreError, rows};

/// Cases read at once.
const PAGE: u64 = 10_000;

/// What a seal is made of 封签素材.
#[derive(Debug, Clone)]
pub struct Heads {
    /// The last seal of the organ.
    pub last: Option<SealMade>,
    /// The end of the organ's own log.
    pub office: Head,
    /// The ends of the logs of its cases, in the order of their ids.
    pub cases: Vec<CaseHead>,
}

impl Store {
    /// The ends of all logs of an organ; `None` where there is no such organ.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn heads(&self, organ: OrganId) -> Result<Option<Heads>, StoreError> {
        let tx = self.snapshot().await?;
        let Some(row) = organ::Entity::find_by_id(organ.0).one(&tx).await? else {
            return Ok(None);
        };
        let mut cases: Vec<CaseHead> = Vec::new();
        loop {
            let mut query = case_file::Entity::find()
                .select_only()
                .columns([
                    case_file::Column::Id,
                    case_file::Column::Revision,
                    case_file::Column::Head,
                ])
                .filter(case_file::Column::OrganId.eq(organ.0))
                .order_by_asc(case_file::Column::Id)
                .limit(PAGE);
            if let Some(after) = cases.last() {
                query = query.filter(case_file::Column::Id.gt(after.case.0));
            }
            let page: Vec<(Uuid, i32, String)> = query.into_tuple().all(&tx).await?;
            let full = u64::try_from(page.len()).unwrap_or(PAGE) == PAGE;
            for (id, revision, hash) in page {
                let no = rows::count("case_file", id, revision)?;
                cases.push(CaseHead {
                    case: CaseId(id),
                    head: Head { no, hash },
                });
            }
            if !full {
                break;
            }
        }
        let heads = Heads {
            last: last(&tx, organ).await?,
            office: Head {
                no: rows::count("organ", organ, row.revision)?,
                hash: row.head,
            },
            cases,
        };
        tx.rollback().await?;
        Ok(Some(heads))
    }
}
