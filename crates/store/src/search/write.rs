//! Writing the index, in the transaction of what it tells of.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{
    Condition, Expr, ExprTrait, Func, InsertStatement, OnConflict, Query, SelectStatement,
};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;
use workflow::id::{CaseId, OrganId};

use super::text::Text;
use crate::StoreError;
use crate::entity::search_text::{Column, Entity};

/// Rows of a statement.
const ROWS: usize = 500;

const KEY: [Column; 3] = [Column::OrganId, Column::CaseId, Column::ViewId];
const TEXTS: [Column; 4] = [
    Column::Numbers,
    Column::Names,
    Column::Subject,
    Column::Whole,
];

/// The table of words on SQLite.
pub(super) const WORDS: &str = "search_words";

/// Which rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    /// Those whose text is another.
    Changed,
    /// All, with their words.
    All,
}

/// Writes rows of the index: one statement, and on SQLite another for the words of those that were written.
pub(crate) async fn put<C: ConnectionTrait>(
    connection: &C,
    texts: &[Text],
    which: Write,
) -> Result<(), StoreError> {
    for some in texts.chunks(ROWS) {
        let mut insert = rows(connection.get_database_backend(), some, which);
        if connection.get_database_backend() == DbBackend::Postgres {
            connection.execute(&insert).await?;
            continue;
        }
        insert.returning(Query::returning().exprs([
            Expr::col(Column::CaseId),
            Expr::col(Column::ViewId),
            Expr::col("id"),
        ]));
        let mut written: BTreeMap<(Uuid, Uuid), i64> = BTreeMap::new();
        for row in connection.query_all(&insert).await? {
            let key = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            written.insert(key, row.try_get_by_index(2)?);
        }
        if written.is_empty() {
            continue;
        }
        let mut words = Query::insert();
        words
            .replace()
            .into_table(WORDS)
            .columns(["rowid", "words"]);
        for text in some {
            if let Some(id) = written.get(&(text.row.case_id, text.row.view_id)) {
                words.values_panic([(*id).into(), joined(text).into()]);
            }
        }
        connection.execute(&words).await?;
    }
    Ok(())
}

fn joined(text: &Text) -> String {
    let words: Vec<String> = text.words().into_iter().collect();
    words.join(" ")
}

fn rows(dialect: DbBackend, texts: &[Text], which: Write) -> InsertStatement {
    let postgres = dialect == DbBackend::Postgres;
    let mut insert = Query::insert();
    let mut columns: Vec<sea_orm::sea_query::DynIden> = Vec::new();
    columns.extend(
        KEY.into_iter()
            .chain(TEXTS)
            .map(sea_orm::sea_query::IntoIden::into_iden),
    );
    let mut conflict = OnConflict::columns(KEY);
    conflict.update_columns(TEXTS);
    if postgres {
        columns.push("words".into());
        conflict.update_column("words");
    }
    insert.into_table(Entity).columns(columns);
    for text in texts {
        let row = &text.row;
        let mut values: Vec<Expr> = [row.organ_id, row.case_id, row.view_id]
            .map(Expr::val)
            .into();
        let written = [&row.numbers, &row.names, &row.subject, &row.whole];
        values.extend(written.map(|text| Expr::val(text.as_str())));
        if postgres {
            let words = Func::cust("string_to_array").arg(joined(text)).arg(" ");
            values.push(Func::cust("array_to_tsvector").arg(words).into());
        }
        insert.values_panic(values);
    }
    if which == Write::Changed {
        let differs =
            |column: Column| Expr::col((Entity, column)).ne(Expr::col(("excluded", column)));
        let changed = TEXTS.into_iter().map(differs);
        conflict.action_cond_where(changed.fold(Condition::any(), Condition::add));
    }
    insert.on_conflict(conflict).take()
}

/// Takes out rows of cases for readers who no longer read them; each case comes with those who do.
pub(crate) async fn drop_views<C: ConnectionTrait>(
    connection: &C,
    cases: &[((OrganId, CaseId), BTreeSet<Uuid>)],
) -> Result<(), StoreError> {
    for some in cases.chunks(ROWS) {
        let gone = some.iter().map(|((organ, case), readers)| {
            Condition::all()
                .add(Expr::col(Column::OrganId).eq(organ.0))
                .add(Expr::col(Column::CaseId).eq(case.0))
                .add(Expr::col(Column::ViewId).is_not_in(readers.iter().copied()))
        });
        drop_rows(connection, gone.fold(Condition::any(), Condition::add)).await?;
    }
    Ok(())
}

/// Takes rows out of the index.
pub(super) async fn drop_rows<C: ConnectionTrait>(
    connection: &C,
    which: Condition,
) -> Result<(), StoreError> {
    if connection.get_database_backend() != DbBackend::Postgres {
        let ids: SelectStatement = Query::select()
            .column("id")
            .from(Entity)
            .cond_where(which.clone())
            .take();
        let words = Query::delete()
            .from_table(WORDS)
            .and_where(Expr::col("rowid").in_subquery(ids))
            .take();
        connection.execute(&words).await?;
    }
    let texts = Query::delete().from_table(Entity).cond_where(which).take();
    connection.execute(&texts).await?;
    Ok(())
}
