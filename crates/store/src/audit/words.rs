//! How many words the index of the search has of each text. Which they are is not read back: SQLite keeps no list of them.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, JoinType, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};
use uuid::Uuid;

use crate::StoreError;
use crate::entity::search_text::{Column, Entity};

/// Where SQLite's index keeps how many words each row has.
const SIZES: &str = "search_words_docsize";

/// Words of the index, by case and reader.
pub(super) async fn counts(
    tx: &DatabaseTransaction,
    which: Condition,
) -> Result<BTreeMap<(Uuid, Uuid), u64>, StoreError> {
    let postgres = tx.get_database_backend() == DbBackend::Postgres;
    let mut query = Query::select();
    query
        .column((Entity, Column::CaseId))
        .column((Entity, Column::ViewId))
        .from(Entity)
        .cond_where(which);
    if postgres {
        query.expr(Func::cust("length").arg(Expr::col((Entity, "words"))));
    } else {
        query.column((SIZES, "sz")).join(
            JoinType::LeftJoin,
            SIZES,
            Expr::col((SIZES, "id")).equals((Entity, "id")),
        );
    }
    let mut counts = BTreeMap::new();
    for row in tx.query_all(&query).await? {
        let key = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let count = if postgres {
            let count: i32 = row.try_get_by_index(2)?;
            u64::try_from(count).unwrap_or(0)
        } else {
            let size: Option<Vec<u8>> = row.try_get_by_index(2)?;
            size.as_deref().map_or(0, varint)
        };
        counts.insert(key, count);
    }
    Ok(counts)
}

/// The number that SQLite writes in seven bits a byte, the highest first.
fn varint(bytes: &[u8]) -> u64 {
    let mut number = 0;
    for byte in bytes {
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}
