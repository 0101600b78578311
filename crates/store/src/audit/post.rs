//! Alerts and letters: each must speak of a version of a term that there was.

use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use workflow::id::{CaseId, OrganId};

use super::{AuditFault, Verdict};
use crate::StoreError;

/// Columns that name a version of a term in `alert` and `delivery`, and those of `term_version` that they mean.
const KEY: [(&str, &str); 4] = [
    ("organ_id", "organ_id"),
    ("case_id", "case_id"),
    ("term_no", "no"),
    ("term_version", "version"),
];

/// Finds alerts and letters of versions that never were.
pub(super) async fn verify(
    tx: &DatabaseTransaction,
    verdict: &mut Verdict,
) -> Result<(), StoreError> {
    for (table, called) in [("alert", "an alert"), ("delivery", "a letter")] {
        let same = KEY.into_iter().fold(Condition::all(), |all, (a, b)| {
            all.add(Expr::col((table, a)).equals(("term_version", b)))
        });
        let query = Query::select()
            .distinct()
            .columns(KEY.map(|(column, _)| (table, column)))
            .from(table)
            .left_join("term_version", same)
            .and_where(Expr::col(("term_version", "no")).is_null())
            .take();
        for row in tx.query_all(&query).await? {
            let (term, version): (i32, i32) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            verdict.faults.push(AuditFault {
                organ: OrganId(row.try_get_by_index(0)?),
                case: Some(CaseId(row.try_get_by_index(1)?)),
                entry: None,
                what: format!(
                    "{called} speaks of version {version} of term {term}, which there never was"
                ),
            });
        }
    }
    Ok(())
}
