//! What is new 新增日志条目: the entries that any process has written since it was last asked, without a gap.
//!
//! Asking is the truth. A word across processes ([`Store::tell`], [`Store::listen`]) only says that asking is worth
//! while: it is sent after the commit and outside of it, because PostgreSQL lets transactions with a word in them
//! commit one after another only.

use std::collections::BTreeSet;

use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, DbErr, RuntimeErr, Statement, sqlx};
use uuid::Uuid;
use workflow::id::{CaseId, EntryNo, OrganId};

use crate::{Backend, Store, StoreError, rows};

/// The channel on which processes tell each other that something is new.
const CHANNEL: &str = "fuyi_news";

/// An entry that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct News {
    /// The organ.
    pub organ: OrganId,
    /// The case.
    pub case: CaseId,
    /// The entry.
    pub no: EntryNo,
}

/// Up to where the news has been read.
#[derive(Debug, Clone)]
pub struct NewsMark {
    /// On SQLite the last row read; on PostgreSQL the first transaction that may still write.
    place: i64,
    /// What was read of transactions from that one on.
    seen: BTreeSet<(Uuid, i32)>,
}

/// Hears what other processes tell.
#[derive(Debug)]
pub struct Ear(PgListener);

impl Ear {
    /// Waits until something may be new.
    ///
    /// # Errors
    ///
    /// Where the line broke and cannot be mended.
    pub async fn heard(&mut self) -> Result<(), StoreError> {
        // A line that broke and was mended may have missed something: that is worth asking too.
        self.0.try_recv().await.map_err(broken)?;
        Ok(())
    }
}

impl Store {
    /// The mark of now: what the organs write from here on is new.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn news_mark(&self, organs: &BTreeSet<OrganId>) -> Result<NewsMark, StoreError> {
        let sql = match self.backend() {
            Backend::Sqlite => "SELECT coalesce(max(rowid), 0) FROM entry",
            Backend::Postgres => {
                "SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)"
            }
        };
        let asked = Statement::from_string(self.dialect(), sql);
        let row = self.connection().query_one_raw(asked).await?;
        let mut mark = NewsMark {
            place: row.map_or(Ok(0), |row| row.try_get_by_index(0))?,
            seen: BTreeSet::new(),
        };
        // On PostgreSQL a transaction that still writes, in any database of the cluster, holds the place back: what
        // others have committed meanwhile is known already.
        self.news(organs, &mut mark).await?;
        Ok(mark)
    }

    /// What the organs have written since the mark, each entry once, entries of a case in order; moves the mark on.
    ///
    /// # Errors
    ///
    /// Where the database cannot be read.
    pub async fn news(
        &self,
        organs: &BTreeSet<OrganId>,
        mark: &mut NewsMark,
    ) -> Result<Vec<News>, StoreError> {
        let sql = match self.backend() {
            Backend::Sqlite => {
                "SELECT organ_id, case_id, no, rowid, rowid FROM entry WHERE rowid > ? ORDER BY rowid"
            }
            // The first transaction that may still write is asked for in the same statement, hence of the same state.
            Backend::Postgres => {
                "SELECT organ_id, case_id, no, CAST(CAST(written AS text) AS bigint), \
                 CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) FROM entry \
                 WHERE organ_id = ANY(CAST($2 AS uuid[])) AND written >= CAST(CAST($1 AS text) AS xid8) \
                 ORDER BY written, case_id, no"
            }
        };
        let values: Vec<sea_orm::Value> = match self.backend() {
            Backend::Sqlite => vec![mark.place.into()],
            Backend::Postgres => {
                let ids: Vec<String> = organs.iter().map(|organ| organ.0.to_string()).collect();
                vec![
                    mark.place.to_string().into(),
                    format!("{{{}}}", ids.join(",")).into(),
                ]
            }
        };
        let asked = Statement::from_sql_and_values(self.dialect(), sql, values);
        let found = self.connection().query_all_raw(asked).await?;
        let (mut news, mut seen, mut place) = (Vec::new(), BTreeSet::new(), mark.place);
        for row in found {
            let (organ, case): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let (no, written): (i32, i64) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            place = row.try_get_by_index(4)?;
            if self.backend() == Backend::Postgres && written >= place {
                seen.insert((case, no));
            }
            if mark.seen.contains(&(case, no)) || !organs.contains(&OrganId(organ)) {
                continue;
            }
            news.push(News {
                organ: OrganId(organ),
                case: CaseId(case),
                no: rows::count("entry", case, no)?,
            });
        }
        if place != mark.place || !seen.is_empty() {
            *mark = NewsMark { place, seen };
        }
        Ok(news)
    }

    /// Tells the other processes that something may be new. On SQLite they ask by themselves.
    ///
    /// # Errors
    ///
    /// Where the database cannot be reached.
    pub async fn tell(&self) -> Result<(), StoreError> {
        if self.backend() == Backend::Postgres {
            let word = format!("SELECT pg_notify('{CHANNEL}', '')");
            self.connection().execute_unprepared(&word).await?;
        }
        Ok(())
    }

    /// Hears what the other processes tell, on a connection of its own; nothing on SQLite.
    ///
    /// # Errors
    ///
    /// Where no connection can be had.
    pub async fn listen(&self) -> Result<Option<Ear>, StoreError> {
        if self.backend() != Backend::Postgres {
            return Ok(None);
        }
        let pool = self.connection().get_postgres_connection_pool();
        let mut listener = PgListener::connect_with(pool).await.map_err(broken)?;
        listener.listen(CHANNEL).await.map_err(broken)?;
        Ok(Some(Ear(listener)))
    }
}

fn broken(fault: sqlx::Error) -> StoreError {
    DbErr::Conn(RuntimeErr::SqlxError(fault.into())).into()
}
