//! Rows of organs that are not there.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::organ;

/// Tables whose rows belong to an organ; those of users, roles, leave, tokens, sessions and passwords are compared with the log anyway.
const TABLES: [&str; 16] = [
    "case_file",
    "case_person",
    "party",
    "term",
    "term_version",
    "paper",
    "service",
    "entry",
    "protected",
    "number_counter",
    "search_text",
    "alert",
    "delivery",
    "seal",
    "seal_letter",
    "reception",
];

/// Organs that rows name and that have no row themselves.
pub(super) async fn organs(tx: &DatabaseTransaction) -> Result<BTreeSet<Uuid>, StoreError> {
    let mut strays = BTreeSet::new();
    for table in TABLES {
        let known = Query::select()
            .column(organ::Column::Id)
            .from(organ::Entity)
            .take();
        let query = Query::select()
            .distinct()
            .column((table, "organ_id"))
            .from(table)
            .and_where(Expr::col((table, "organ_id")).not_in_subquery(known))
            .take();
        for row in tx.query_all(&query).await? {
            strays.insert(row.try_get_by_index(0)?);
        }
    }
    Ok(strays)
}
