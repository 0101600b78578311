//! Making the index anew 重建索引 from the cases.

use sea_orm::sea_query::{Condition, Expr, ExprTrait, LockType, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::write::{WORDS, drop_rows};
use super::{Write, put, texts};
use crate::entity::{case_file, search_text};
use crate::{Store, StoreError, rows};

/// Cases of a transaction.
const SOME: u64 = 200;

/// The case from which on the index is made.
type After = Option<(Uuid, Uuid)>;

impl Store {
    /// Makes the index of the search anew, some cases a transaction, beside a running server. Gives the number of cases.
    ///
    /// # Errors
    ///
    /// Where the database is not of this version or cannot be written.
    pub async fn rebuild_search(&self) -> Result<u64, StoreError> {
        self.check_schema().await?;
        let (mut cases, mut after): (u64, After) = (0, None);
        loop {
            let tx = self.begin().await?;
            let (some, last) = fill(tx.connection(), after).await?;
            tx.commit().await?;
            cases += some;
            match last {
                Some(_) => after = last,
                None => break,
            }
        }
        let tx = self.begin().await?;
        drop_strays(tx.connection()).await?;
        tx.commit().await?;
        Ok(cases)
    }
}

/// Makes the index where cases are in none: in a database from before there was one.
pub(crate) async fn fill_missing<C: ConnectionTrait>(connection: &C) -> Result<(), StoreError> {
    let indexed = Query::select()
        .expr(Expr::cust("1"))
        .from(search_text::Entity)
        .and_where(
            of_text(search_text::Column::OrganId).equals(of_case(case_file::Column::OrganId)),
        )
        .and_where(of_text(search_text::Column::CaseId).equals(of_case(case_file::Column::Id)))
        .take();
    let missing = Query::select()
        .column((case_file::Entity, case_file::Column::Id))
        .from(case_file::Entity)
        .and_where(Expr::not_exists(indexed))
        .limit(1)
        .take();
    if connection.query_one(&missing).await?.is_none() {
        return Ok(());
    }
    let mut after = None;
    loop {
        match fill(connection, after).await?.1 {
            None => return Ok(()),
            last => after = last,
        }
    }
}

/// Makes the index of the cases that follow one; gives how many, and the last where more may follow.
async fn fill<C: ConnectionTrait>(
    connection: &C,
    after: After,
) -> Result<(u64, After), StoreError> {
    let mut query = case_file::Entity::find()
        .order_by_asc(case_file::Column::OrganId)
        .order_by_asc(case_file::Column::Id)
        .limit(SOME);
    if let Some((organ, case)) = after {
        query = query.filter(
            Condition::any()
                .add(case_file::Column::OrganId.gt(organ))
                .add(
                    Condition::all()
                        .add(case_file::Column::OrganId.eq(organ))
                        .add(case_file::Column::Id.gt(case)),
                ),
        );
    }
    if connection.get_database_backend() == DbBackend::Postgres {
        query = query.lock(LockType::NoKeyUpdate);
    }
    let found = query.all(connection).await?;
    let many = found.len() as u64;
    let last = found.last().map(|row| (row.organ_id, row.id));
    let made = Condition::all()
        .add(of_text(search_text::Column::OrganId).is_in(found.iter().map(|row| row.organ_id)))
        .add(of_text(search_text::Column::CaseId).is_in(found.iter().map(|row| row.id)));
    let files = rows::load_all(connection, found).await?;
    let all: Vec<_> = files.iter().flat_map(texts).collect();
    drop_rows(connection, made).await?;
    put(connection, &all, Write::All).await?;
    Ok((many, last.filter(|_| many == SOME)))
}

fn of_text(column: search_text::Column) -> Expr {
    Expr::col((search_text::Entity, column))
}

fn of_case(column: case_file::Column) -> (case_file::Entity, case_file::Column) {
    (case_file::Entity, column)
}

/// Takes out words that hang on no text.
async fn drop_strays<C: ConnectionTrait>(connection: &C) -> Result<(), StoreError> {
    if connection.get_database_backend() == DbBackend::Postgres {
        return Ok(());
    }
    let known = Query::select()
        .column("id")
        .from(search_text::Entity)
        .take();
    let words = Query::delete()
        .from_table(WORDS)
        .and_where(Expr::col("rowid").not_in_subquery(known))
        .take();
    connection.execute(&words).await?;
    Ok(())
}
